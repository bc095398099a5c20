//! Indicators with their targets, what was realised, and corrections of what is sealed.
//! Numbers are kept as texts: they have exactly the decimals that were typed.

use sea_orm_migration::prelude::*;

use crate::{column, table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [indicator(), indicator_target(), realisation(), correction()] {
            manager.create_table(table).await?;
        }
        let by_stage = Index::create()
            .name("realisation_stage")
            .table("realisation")
            .col("stage")
            .to_owned();
        manager.create_index(by_stage).await
    }
}

fn indicator() -> TableCreateStatement {
    let mut indicator = table("indicator");
    indicator
        .col(
            column("id")
                .integer()
                .not_null()
                .auto_increment()
                .primary_key(),
        )
        .col(column("slug").text().not_null().unique_key())
        .col(column("unit_id").integer().not_null());
    for text in [
        "name",
        "name_en",
        "definition",
        "definition_en",
        "measure",
        "measure_en",
        "direction",
        "frequency",
        "source",
        "source_en",
        "owner",
        "owner_en",
    ] {
        indicator.col(column(text).text().not_null());
    }
    indicator
        .col(column("valid_from").date())
        .col(column("valid_until").date())
        .col(column("version").integer().not_null())
        .foreign_key(
            ForeignKey::create()
                .from("indicator", "unit_id")
                .to("unit", "id"),
        )
        .to_owned()
}

fn indicator_target() -> TableCreateStatement {
    of_period("indicator_target")
        .col(column("low").text().not_null())
        .col(column("high").text().not_null())
        .to_owned()
}

/// Without a value the indicator does not apply in the period.
fn realisation() -> TableCreateStatement {
    of_period("realisation")
        .col(column("value").text())
        .col(column("evidence").text())
        .col(column("note").text().not_null())
        .col(column("stage").text().not_null())
        .col(column("entered_by").text().not_null())
        .col(column("confirmed_by").text())
        .col(column("returned_for").text().not_null())
        .col(column("version").integer().not_null())
        .to_owned()
}

fn correction() -> TableCreateStatement {
    table("correction")
        .col(column("id").uuid().not_null().primary_key())
        .col(column("indicator_id").integer().not_null())
        .col(column("period").text().not_null())
        .col(column("document").text().not_null())
        .col(column("proposed_by").text().not_null())
        .col(column("proposed_at").big_integer().not_null())
        .col(column("state").text().not_null())
        .foreign_key(&mut to_indicator("correction"))
        .to_owned()
}

/// A table with one row per indicator and period.
fn of_period(name: &'static str) -> TableCreateStatement {
    table(name)
        .col(column("indicator_id").integer().not_null())
        .col(column("period").text().not_null())
        .primary_key(Index::create().col("indicator_id").col("period"))
        .foreign_key(&mut to_indicator(name))
        .to_owned()
}

fn to_indicator(table: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .from(table, "indicator_id")
        .to("indicator", "id")
        .to_owned()
}
