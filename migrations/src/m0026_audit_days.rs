//! Finds the entries of some days in the audit trail by an index.
//! It must not change what an entry says.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let index = Index::create()
            .name("audit_entry_at")
            .table("audit_entry")
            .col("at")
            .to_owned();
        manager.create_index(index).await
    }
}
