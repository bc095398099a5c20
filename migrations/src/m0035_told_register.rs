//! Keeps what a release tells of the register apart from the rest of its extract, so that a seal reads nothing else of the
//! releases before. It must not hold anything that cannot be made from the document again.

use sea_orm_migration::prelude::*;

use crate::column;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let register = Table::alter()
            .table("release_extract")
            .add_column(column("register").binary())
            .to_owned();
        manager.alter_table(register).await
    }
}
