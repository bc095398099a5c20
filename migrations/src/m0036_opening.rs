//! When units are open, and which visits lay outside it.
//! It must not change how long a visit of before took.

use sea_orm_migration::prelude::*;

use crate::column;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let opening = Table::alter()
            .table("unit")
            .add_column(column("opening").text().not_null().default(""))
            .to_owned();
        manager.alter_table(opening).await?;
        let outside = Table::alter()
            .table("visit")
            .add_column(column("outside_hours").boolean().not_null().default(false))
            .to_owned();
        manager.alter_table(outside).await
    }
}
