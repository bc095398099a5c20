//! The service pledge and the head of a unit, the internal components of service standards, retired services and counters,
//! and every version of each record. It must not depend on what the texts of a version hold.

use sea_orm_migration::prelude::*;

use crate::{column, table};

const UNIT_TEXTS: [&str; 3] = ["head", "pledge", "pledge_en"];

const SERVICE_TEXTS: [&str; 8] = [
    "legal_basis",
    "facilities",
    "competence",
    "supervision",
    "staffing",
    "guarantee",
    "safety",
    "evaluation",
];

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for text in UNIT_TEXTS {
            add(manager, "unit", column(text).text().not_null().default("")).await?;
        }
        for text in SERVICE_TEXTS {
            add(
                manager,
                "service",
                column(text).text().not_null().default(""),
            )
            .await?;
        }
        for table in ["service", "counter"] {
            add(manager, table, column("valid_from").date()).await?;
            add(manager, table, column("valid_until").date()).await?;
        }
        for table in ["unit", "service", "counter"] {
            add(
                manager,
                table,
                column("version").integer().not_null().default(1),
            )
            .await?;
        }
        let versions = table("register_version")
            .col(column("kind").text().not_null())
            .col(column("key").text().not_null())
            .col(column("version").integer().not_null())
            .col(column("at").big_integer().not_null())
            .col(column("actor").text().not_null())
            .col(column("document").text().not_null())
            .primary_key(Index::create().col("kind").col("key").col("version"))
            .to_owned();
        manager.create_table(versions).await
    }
}

/// Adds one column, because SQLite adds no more at a time.
async fn add(
    manager: &SchemaManager<'_>,
    table: &'static str,
    column: &mut ColumnDef,
) -> Result<(), DbErr> {
    let change = Table::alter().table(table).add_column(column).to_owned();
    manager.alter_table(change).await
}
