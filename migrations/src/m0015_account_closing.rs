//! When an account was closed, from which is counted how long its name and address are kept.
//! It must not change who may sign in.

use std::time::{SystemTime, UNIX_EPOCH};

use sea_orm_migration::prelude::*;

use crate::column;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let closed_at = Table::alter()
            .table("account")
            .add_column(column("closed_at").big_integer())
            .to_owned();
        manager.alter_table(closed_at).await?;
        // When earlier accounts were closed was not noted with them, so their time begins now.
        let begin = Query::update()
            .table("account")
            .value("closed_at", now())
            .and_where(Expr::col("active").eq(false))
            .to_owned();
        manager.execute(begin).await
    }
}

/// In seconds since 1970 (UTC).
fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0, |since| since.as_secs().cast_signed())
}
