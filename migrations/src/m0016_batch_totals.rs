//! How many codes a batch of invitations had and how many of them were used, once the codes themselves are gone.
//! It must not tell what became of a single code.

use sea_orm_migration::prelude::*;

use crate::column;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // One at a time, because SQLite adds no more.
        for total in ["issued", "used"] {
            let change = Table::alter()
                .table("invitation_batch")
                .add_column(column(total).big_integer())
                .to_owned();
            manager.alter_table(change).await?;
        }
        Ok(())
    }
}
