//! Keys of queue systems, the visits that they report, and paper forms while two people key them in.
//! No column may keep the time of day of a visit, or link a visit to a code; keys are kept as hashes only.

use sea_orm_migration::prelude::*;

use crate::{column, table, without_arrival_order};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // What was issued before was printed.
        let origin = Table::alter()
            .table("invitation_batch")
            .add_column(column("origin").text().not_null().default("cetak"))
            .to_owned();
        manager.alter_table(origin).await?;
        for table in [
            api_key(),
            visit(),
            visit_request(),
            paper_stack(),
            paper_keying(),
        ] {
            manager
                .create_table(without_arrival_order(manager, table))
                .await?;
        }
        let indices = [
            ("invitation_of_batch", "invitation", "batch_id"),
            ("visit_month", "visit", "month"),
            ("visit_request_created", "visit_request", "created"),
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

fn api_key() -> TableCreateStatement {
    table("api_key")
        .col(column("id").uuid().not_null().primary_key())
        .col(column("unit_id").integer().not_null())
        .col(column("name").text().not_null())
        .col(column("scopes").text().not_null())
        .col(column("hash").binary_len(32).not_null().unique_key())
        .col(column("created").date().not_null())
        .col(column("ended").date())
        .col(column("last_used").date())
        .foreign_key(&mut reference("api_key", "unit_id", "unit"))
        .to_owned()
}

/// The standard that was in force stands beside the time used, because the steps of that time follow from it.
fn visit() -> TableCreateStatement {
    table("visit")
        .col(column("id").uuid().not_null().primary_key())
        .col(column("service_id").integer().not_null())
        .col(column("counter_id").integer())
        .col(column("date").date().not_null())
        .col(column("month").text().not_null())
        .col(column("steps").big_integer().not_null())
        .col(column("time_at_least").integer())
        .col(column("time_at_most").integer().not_null())
        .col(column("time_unit").text().not_null())
        .col(column("time_percent").integer())
        .foreign_key(&mut reference("visit", "service_id", "service"))
        .foreign_key(&mut reference("visit", "counter_id", "counter"))
        .to_owned()
}

fn visit_request() -> TableCreateStatement {
    table("visit_request")
        .col(column("hash").binary_len(32).not_null().primary_key())
        .col(column("digest").binary_len(32).not_null())
        .col(column("attempt").integer().not_null())
        .col(column("created").date().not_null())
        .to_owned()
}

fn paper_stack() -> TableCreateStatement {
    table("paper_stack")
        .col(column("id").uuid().not_null().primary_key())
        .col(column("service_id").integer().not_null())
        .col(column("month").text().not_null())
        .col(column("forms").integer().not_null())
        .col(column("first_id").uuid().not_null())
        .col(column("second_id").uuid())
        .foreign_key(&mut reference("paper_stack", "service_id", "service"))
        .foreign_key(&mut reference("paper_stack", "first_id", "account"))
        .foreign_key(&mut reference("paper_stack", "second_id", "account"))
        .to_owned()
}

fn paper_keying() -> TableCreateStatement {
    table("paper_keying")
        .col(column("stack_id").uuid().not_null())
        .col(column("copy").text().not_null())
        .col(column("number").integer().not_null())
        .col(column("form").text().not_null())
        .primary_key(Index::create().col("stack_id").col("copy").col("number"))
        .foreign_key(&mut reference("paper_keying", "stack_id", "paper_stack"))
        .to_owned()
}

fn reference(
    table: &'static str,
    field: &'static str,
    to: &'static str,
) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .from(table, field)
        .to(to, "id")
        .to_owned()
}
