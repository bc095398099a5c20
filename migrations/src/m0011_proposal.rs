//! Proposals to publish, which two people decide.
//! It must not hold a figure.

use sea_orm_migration::prelude::*;

use crate::{column, table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut proposal = table("proposal");
        proposal.col(column("id").uuid().not_null().primary_key());
        for text in ["kind", "month", "state", "reason"] {
            proposal.col(column(text).text().not_null());
        }
        proposal
            .col(column("proposed_by").uuid().not_null())
            .col(column("proposed_at").big_integer().not_null())
            .col(column("decided_by").uuid())
            .col(column("decided_at").big_integer());
        for person in ["proposed_by", "decided_by"] {
            proposal.foreign_key(
                ForeignKey::create()
                    .from("proposal", person)
                    .to("account", "id"),
            );
        }
        manager.create_table(proposal).await
    }
}
