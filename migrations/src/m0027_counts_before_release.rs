//! Counts of equal answers may stand before the release that publishes them: a seal writes them some at a time and publishes
//! last. Which atom they belong to is told by the release.
//! It must not change a count.

use sea_orm_migration::prelude::*;

use crate::{column, table, without_arrival_order};

#[derive(DeriveMigrationName)]
pub struct Migration;

const KEY: [&str; 6] = [
    "release_month",
    "service_id",
    "instrument",
    "wording",
    "proof",
    "answers",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let rename = Table::rename()
            .table("sealed_rating", "sealed_with_atom")
            .to_owned();
        manager.rename_table(rename).await?;
        manager
            .create_table(without_arrival_order(manager, sealed_rating()))
            .await?;
        let columns = KEY.join(", ");
        let database = manager.get_connection();
        let copy = format!(
            "INSERT INTO sealed_rating ({columns}, people) SELECT {columns}, people FROM sealed_with_atom ORDER BY {columns}"
        );
        database.execute_unprepared(&copy).await?;
        database
            .execute_unprepared("DROP TABLE sealed_with_atom")
            .await?;
        Ok(())
    }
}

fn sealed_rating() -> TableCreateStatement {
    let mut whole = Index::create();
    for column in KEY {
        whole.col(column);
    }
    table("sealed_rating")
        .col(column("release_month").text().not_null())
        .col(column("service_id").integer().not_null())
        .col(column("instrument").text().not_null())
        .col(column("wording").small_integer().not_null())
        .col(column("proof").text().not_null())
        .col(column("answers").text().not_null())
        .col(column("people").big_integer().not_null())
        .primary_key(&mut whole)
        .to_owned()
}
