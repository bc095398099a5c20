//! The record: releases, the sealed ratings behind them, and the number that tells readers when the public data changed.
//! Sealed ratings have no profile columns: after a seal the profile exists only as counts in the release.

use sea_orm_migration::prelude::*;

use crate::{column, m0002_ballot_box::rating_facts, table, without_arrival_order};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(release()).await?;
        let sealed = without_arrival_order(manager, sealed_rating());
        manager.create_table(sealed).await?;
        let revision = table("revision")
            .col(column("id").integer().not_null().primary_key())
            .col(column("number").big_integer().not_null())
            .to_owned();
        manager.create_table(revision).await?;
        let first = Query::insert()
            .into_table("revision")
            .columns(["id", "number"])
            .values_panic([1.into(), 0.into()])
            .to_owned();
        manager.execute(first).await
    }
}

fn release() -> TableCreateStatement {
    table("release")
        .col(column("month").text().not_null().primary_key())
        .col(column("document").text().not_null())
        .col(column("digest").text().not_null())
        .col(column("sealed_by").text().not_null())
        .col(column("sealed_and").text().not_null())
        .col(column("sealed_at").big_integer().not_null())
        .to_owned()
}

fn sealed_rating() -> TableCreateStatement {
    rating_facts(table("sealed_rating"))
        .col(column("release_month").text().not_null())
        .col(column("atom").integer().not_null())
        .foreign_key(
            ForeignKey::create()
                .from("sealed_rating", "release_month")
                .to("release", "month"),
        )
        .to_owned()
}
