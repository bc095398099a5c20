//! Units, services with their standards, counters, and the settings of the installation.
//! It must not hold ratings or anything about citizens.

use sea_orm_migration::prelude::*;

use crate::{column, table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let settings = table("setting")
            .col(column("key").text().not_null().primary_key())
            .col(column("value").text().not_null())
            .to_owned();
        manager.create_table(settings).await?;
        manager.create_table(unit()).await?;
        manager.create_table(unit_predecessor()).await?;
        manager.create_table(service()).await?;
        manager.create_table(service_former_unit()).await?;
        manager.create_table(counter()).await
    }
}

fn unit() -> TableCreateStatement {
    table("unit")
        .col(
            column("id")
                .integer()
                .not_null()
                .auto_increment()
                .primary_key(),
        )
        .col(column("slug").text().not_null().unique_key())
        .col(column("name").text().not_null())
        .col(column("name_en").text().not_null())
        .col(column("abbreviation").text().not_null())
        .col(column("aliases").text().not_null())
        .col(column("kind").text().not_null())
        .col(column("parent_id").integer())
        .col(column("valid_from").date())
        .col(column("valid_until").date())
        .foreign_key(
            ForeignKey::create()
                .from("unit", "parent_id")
                .to("unit", "id"),
        )
        .to_owned()
}

fn unit_predecessor() -> TableCreateStatement {
    table("unit_predecessor")
        .col(column("unit_id").integer().not_null())
        .col(column("predecessor_id").integer().not_null())
        .primary_key(Index::create().col("unit_id").col("predecessor_id"))
        .foreign_key(
            ForeignKey::create()
                .from("unit_predecessor", "unit_id")
                .to("unit", "id"),
        )
        .foreign_key(
            ForeignKey::create()
                .from("unit_predecessor", "predecessor_id")
                .to("unit", "id"),
        )
        .to_owned()
}

fn service() -> TableCreateStatement {
    let mut service = table("service");
    service
        .col(
            column("id")
                .integer()
                .not_null()
                .auto_increment()
                .primary_key(),
        )
        .col(column("slug").text().not_null().unique_key())
        .col(column("unit_id").integer().not_null());
    for text in ["name", "requirements", "procedure", "cost", "product"] {
        service.col(column(text).text().not_null());
    }
    for text in [
        "name_en",
        "requirements_en",
        "procedure_en",
        "cost_en",
        "product_en",
    ] {
        service.col(column(text).text().not_null());
    }
    service
        .col(column("aliases").text().not_null())
        .col(column("free").boolean().not_null())
        .col(column("time_at_least").integer())
        .col(column("time_at_most").integer().not_null())
        .col(column("time_unit").text().not_null())
        .col(column("time_percent").integer())
        .col(column("source").text().not_null())
        .foreign_key(
            ForeignKey::create()
                .from("service", "unit_id")
                .to("unit", "id"),
        )
        .to_owned()
}

fn service_former_unit() -> TableCreateStatement {
    table("service_former_unit")
        .col(column("service_id").integer().not_null())
        .col(column("unit_id").integer().not_null())
        .col(column("until").date().not_null())
        .primary_key(Index::create().col("service_id").col("until"))
        .foreign_key(
            ForeignKey::create()
                .from("service_former_unit", "service_id")
                .to("service", "id"),
        )
        .foreign_key(
            ForeignKey::create()
                .from("service_former_unit", "unit_id")
                .to("unit", "id"),
        )
        .to_owned()
}

fn counter() -> TableCreateStatement {
    table("counter")
        .col(
            column("id")
                .integer()
                .not_null()
                .auto_increment()
                .primary_key(),
        )
        .col(column("unit_id").integer().not_null())
        .col(column("name").text().not_null())
        .index(Index::create().unique().col("unit_id").col("name"))
        .foreign_key(
            ForeignKey::create()
                .from("counter", "unit_id")
                .to("unit", "id"),
        )
        .to_owned()
}
