//! What an entry of the audit trail tells, as facts. Entries from before tell it in words, and stay as they are.
//! It must not change an entry: the hash of one without facts covers what it always did.

use sea_orm_migration::prelude::*;

use crate::column;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let change = Table::alter()
            .table("audit_entry")
            .add_column(column("told").text().not_null().default(""))
            .to_owned();
        manager.alter_table(change).await
    }
}
