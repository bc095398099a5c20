//! Duty sets: for whose work an invitation was given out, as a random number of a set and week, and what is sealed of it.
//! It must not know who is on duty; what waits for the end of a quarter is bytes, as ratings are.

use sea_orm_migration::prelude::*;

use crate::{column, table, without_arrival_order};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [duty_set(), duty_half(), duty_confirmation()] {
            manager.create_table(table).await?;
        }
        for table in [waiting_duty(), duty_rating()] {
            let table = without_arrival_order(manager, table);
            manager.create_table(table).await?;
        }
        let by_week = Index::create()
            .name("duty_set_week")
            .table("duty_set")
            .col("week")
            .col("counter_id")
            .to_owned();
        manager.create_index(by_week).await?;
        let of_batch = Table::alter()
            .table("invitation_batch")
            .add_column(column("duty").big_integer())
            .to_owned();
        manager.alter_table(of_batch).await?;
        let by_duty = Index::create()
            .name("invitation_batch_duty")
            .table("invitation_batch")
            .col("duty")
            .to_owned();
        manager.create_index(by_duty).await
    }
}

/// Without officers the number stands for several sets, which nothing tells apart any more.
fn duty_set() -> TableCreateStatement {
    table("duty_set")
        .col(column("number").big_integer().not_null().primary_key())
        .col(column("counter_id").integer().not_null())
        .col(column("week").date().not_null())
        .col(column("officers").text().not_null())
        .foreign_key(
            ForeignKey::create()
                .from("duty_set", "counter_id")
                .to("counter", "id"),
        )
        .to_owned()
}

/// The half-days for whose visits invitations of a number were given out.
fn duty_half() -> TableCreateStatement {
    table("duty_half")
        .col(column("number").big_integer().not_null())
        .col(column("date").date().not_null())
        .col(column("half").text().not_null())
        .primary_key(Index::create().col("number").col("date").col("half"))
        .foreign_key(
            ForeignKey::create()
                .from("duty_half", "number")
                .to("duty_set", "number"),
        )
        .to_owned()
}

/// Half-days whose duty somebody has confirmed.
fn duty_confirmation() -> TableCreateStatement {
    table("duty_confirmation")
        .col(column("date").date().not_null())
        .col(column("counter_id").integer().not_null())
        .col(column("half").text().not_null())
        .primary_key(Index::create().col("date").col("counter_id").col("half"))
        .foreign_key(
            ForeignKey::create()
                .from("duty_confirmation", "counter_id")
                .to("counter", "id"),
        )
        .to_owned()
}

/// What waits for the last seal of a quarter, under the key of that month.
fn waiting_duty() -> TableCreateStatement {
    table("waiting_duty")
        .col(column("month").text().not_null())
        .col(column("id").uuid().not_null())
        .col(column("sealed").binary().not_null())
        .primary_key(Index::create().col("month").col("id"))
        .to_owned()
}

/// Sealed answers of the elements that an officer can move, by the number of the set; equal ones are one row.
fn duty_rating() -> TableCreateStatement {
    let mut whole = Index::create();
    for column in ["quarter", "service_id", "duty", "answers"] {
        whole.col(column);
    }
    table("duty_rating")
        .col(column("quarter").text().not_null())
        .col(column("service_id").integer().not_null())
        .col(column("duty").big_integer().not_null())
        .col(column("answers").text().not_null())
        .col(column("people").big_integer().not_null())
        .primary_key(&mut whole)
        .foreign_key(
            ForeignKey::create()
                .from("duty_rating", "service_id")
                .to("service", "id"),
        )
        .to_owned()
}
