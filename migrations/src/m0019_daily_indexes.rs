//! Finds by an index what the daily deletions and the moderators' home look for.
//! It must not index what every rating writes: receipts and sealed ratings are walked through instead.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let indices = [
            (
                "invitation_batch_valid_until",
                "invitation_batch",
                "valid_until",
            ),
            ("comment_month", "comment", "month"),
            ("comment_original_decided", "comment_original", "decided_on"),
            ("roster_entry_officer", "roster_entry", "officer_id"),
        ];
        for (name, table, field) in indices {
            let index = Index::create()
                .name(name)
                .table(table)
                .col(field)
                .to_owned();
            manager.create_index(index).await?;
        }
        Ok(())
    }
}
