//! What people say of promises that were reported kept. Who said it is kept under a keyed hash alone, of its own for each report.

use sea_orm_migration::prelude::*;

use crate::{column, table, without_arrival_order};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let verdict = table("commitment_verdict")
            .col(column("commitment_id").integer().not_null())
            .col(column("witness").text().not_null())
            .col(column("voter").binary().not_null())
            .col(column("reported_on").date().not_null())
            .col(column("verdict").text().not_null())
            .primary_key(
                Index::create()
                    .col("commitment_id")
                    .col("witness")
                    .col("voter"),
            )
            .foreign_key(
                ForeignKey::create()
                    .from("commitment_verdict", "commitment_id")
                    .to("commitment", "id"),
            )
            .to_owned();
        manager
            .create_table(without_arrival_order(manager, verdict))
            .await
    }
}
