//! What is to be left out of a seal, with the proposal that asks for it.
//! It must not hold a number.

use sea_orm_migration::prelude::*;

use crate::{column, table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut exclusion = table("exclusion");
        exclusion
            .col(column("id").uuid().not_null().primary_key())
            .col(column("proposal_id").uuid().not_null())
            .col(column("service_id").integer().not_null())
            .col(column("counter").text())
            .col(column("proof").text().not_null())
            .col(column("first_day").date().not_null())
            .col(column("last_day").date().not_null())
            .col(column("reason").text().not_null());
        for (key, of) in [("proposal_id", "proposal"), ("service_id", "service")] {
            exclusion.foreign_key(ForeignKey::create().from("exclusion", key).to(of, "id"));
        }
        manager.create_table(exclusion).await?;
        let of_proposal = Index::create()
            .name("exclusion_proposal")
            .table("exclusion")
            .col("proposal_id")
            .to_owned();
        manager.create_index(of_proposal).await
    }
}
