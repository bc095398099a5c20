//! The position of an officer (*jabatan*), which those who are kept already have none of yet.
//! It must not know which positions there are.

use sea_orm_migration::prelude::*;

use crate::column;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let change = Table::alter()
            .table("officer")
            .add_column(column("jabatan").text().not_null().default(""))
            .to_owned();
        manager.alter_table(change).await
    }
}
