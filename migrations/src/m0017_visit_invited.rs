//! Whether the report of a visit was answered with an invitation, which until now every one was.
//! It must not tell which invitation it was.

use sea_orm_migration::prelude::*;

use crate::column;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let change = Table::alter()
            .table("visit")
            .add_column(column("invited").boolean().not_null().default(true))
            .to_owned();
        manager.alter_table(change).await
    }
}
