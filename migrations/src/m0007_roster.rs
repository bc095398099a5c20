//! Holidays, officers, and the duty roster: who serves at which counter on which half-day.
//! Nobody has two duties in one half-day; a counter may have several officers.

use sea_orm_migration::prelude::*;

use crate::{column, table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [holiday(), officer(), roster_entry()] {
            manager.create_table(table).await?;
        }
        let by_counter = Index::create()
            .name("roster_entry_counter")
            .table("roster_entry")
            .col("counter_id")
            .col("date")
            .to_owned();
        manager.create_index(by_counter).await
    }
}

fn holiday() -> TableCreateStatement {
    table("holiday")
        .col(column("date").date().not_null().primary_key())
        .col(column("name").text().not_null())
        .to_owned()
}

/// An account belongs to at most one officer, and so does a NIP.
fn officer() -> TableCreateStatement {
    table("officer")
        .col(column("id").uuid().not_null().primary_key())
        .col(column("name").text().not_null())
        .col(column("nip").text().unique_key())
        .col(column("unit_id").integer().not_null())
        .col(column("valid_from").date())
        .col(column("valid_until").date())
        .col(column("account_id").uuid().unique_key())
        .col(column("version").integer().not_null())
        .foreign_key(
            ForeignKey::create()
                .from("officer", "unit_id")
                .to("unit", "id"),
        )
        .foreign_key(
            ForeignKey::create()
                .from("officer", "account_id")
                .to("account", "id"),
        )
        .to_owned()
}

fn roster_entry() -> TableCreateStatement {
    table("roster_entry")
        .col(column("date").date().not_null())
        .col(column("half").text().not_null())
        .col(column("counter_id").integer().not_null())
        .col(column("officer_id").uuid().not_null())
        .primary_key(Index::create().col("date").col("half").col("officer_id"))
        .foreign_key(
            ForeignKey::create()
                .from("roster_entry", "counter_id")
                .to("counter", "id"),
        )
        .foreign_key(
            ForeignKey::create()
                .from("roster_entry", "officer_id")
                .to("officer", "id"),
        )
        .to_owned()
}
