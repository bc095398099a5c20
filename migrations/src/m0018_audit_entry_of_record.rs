//! Finds the entries of the audit trail about one record, which the record's own pages show.
//! It must not change an entry.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let of_record = Index::create()
            .name("audit_entry_of_record")
            .table("audit_entry")
            .col("kind")
            .col("name")
            .col("number")
            .to_owned();
        manager.create_index(of_record).await
    }
}
