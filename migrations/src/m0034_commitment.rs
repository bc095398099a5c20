//! Commitments with what became of them, as a part of the public edition of their own.
//! It must not know how a commitment stands: that follows from its dates and steps.

use sea_orm_migration::prelude::*;

use crate::{column, table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(commitment()).await?;
        manager.create_table(commitment_step()).await?;
        manager.create_table(commitment_group()).await?;
        let by_unit = Index::create()
            .name("commitment_unit")
            .table("commitment")
            .col("unit_id")
            .to_owned();
        manager.create_index(by_unit).await?;
        let part = Query::insert()
            .into_table("revision")
            .columns(["part", "number"])
            .values_panic(["commitments".into(), 0.into()])
            .to_owned();
        manager.execute(part).await
    }
}

/// `token` is that of the form that made it, so that one sent twice makes one.
fn commitment() -> TableCreateStatement {
    let id = column("id")
        .integer()
        .not_null()
        .auto_increment()
        .primary_key()
        .to_owned();
    let mut commitment = table("commitment");
    commitment
        .col(id)
        .col(column("token").text().not_null().unique_key())
        .col(column("unit_id").integer().not_null());
    for text in ["text", "text_en", "post", "post_en"] {
        commitment.col(column(text).text().not_null());
    }
    commitment
        .col(column("element").text())
        .col(column("service_id").integer())
        .col(column("indicator_id").integer())
        .col(column("made_on").date().not_null())
        .col(column("first_due").date().not_null())
        .col(column("version").integer().not_null());
    for (own, other) in [
        ("unit_id", "unit"),
        ("service_id", "service"),
        ("indicator_id", "indicator"),
    ] {
        commitment.foreign_key(ForeignKey::create().from("commitment", own).to(other, "id"));
    }
    commitment
}

/// Which groups of points a commitment answers.
fn commitment_group() -> TableCreateStatement {
    let mut answering = table("commitment_group");
    answering
        .col(column("commitment_id").integer().not_null())
        .col(column("group_id").uuid().not_null())
        .primary_key(Index::create().col("commitment_id").col("group_id"));
    for (own, other) in [("commitment_id", "commitment"), ("group_id", "forum_group")] {
        answering.foreign_key(
            ForeignKey::create()
                .from("commitment_group", own)
                .to(other, "id"),
        );
    }
    answering
}

fn commitment_step() -> TableCreateStatement {
    table("commitment_step")
        .col(column("commitment_id").integer().not_null())
        .col(column("number").integer().not_null())
        .col(column("taken_on").date().not_null())
        .col(column("kind").text().not_null())
        .col(column("due").date())
        .col(column("words").text().not_null())
        .col(column("link").text())
        .primary_key(Index::create().col("commitment_id").col("number"))
        .foreign_key(
            ForeignKey::create()
                .from("commitment_step", "commitment_id")
                .to("commitment", "id"),
        )
        .to_owned()
}
