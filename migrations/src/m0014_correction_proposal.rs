//! A correction belongs to the proposal with which it is published or sent back, and keeps why it was sent back.
//! It must not touch what is published.

use sea_orm_migration::prelude::*;

use crate::column;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // One at a time, because SQLite adds no more.
        for column in [
            column("proposal_id").uuid().to_owned(),
            column("returned_for")
                .text()
                .not_null()
                .default("")
                .to_owned(),
        ] {
            let change = Table::alter()
                .table("correction")
                .add_column(column)
                .to_owned();
            manager.alter_table(change).await?;
        }
        Ok(())
    }
}
