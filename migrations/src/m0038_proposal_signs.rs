//! What stood out when a seal was proposed, kept with the proposal.
//! It must not hold a number.

use sea_orm_migration::prelude::*;

use crate::column;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let signs = Table::alter()
            .table("proposal")
            .add_column(column("signs").text())
            .to_owned();
        manager.alter_table(signs).await
    }
}
