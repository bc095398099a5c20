//! The ballot box in cipher: what waits is bytes under a random key of its row, and the database knows of each month's key
//! its fingerprint only. Sealed ratings lose what made some of them unique and are counted: equal ones are one row.
//! It must not encrypt, because it knows no key: ratings in clear keep their table under another name for the program, which
//! moves them.

use sea_orm_migration::prelude::*;

use crate::{column, table, without_arrival_order};

#[derive(DeriveMigrationName)]
pub struct Migration;

/// The answers of a sealed rating, one character for each element of its instrument.
const ANSWERS: &str = "CASE WHEN instrument = 'overall' THEN COALESCE(CAST(keseluruhan AS TEXT), '-') ELSE \
    COALESCE(CAST(persyaratan AS TEXT), '-') || COALESCE(CAST(prosedur AS TEXT), '-') || COALESCE(CAST(waktu AS TEXT), '-') || \
    COALESCE(CAST(biaya AS TEXT), '-') || COALESCE(CAST(produk AS TEXT), '-') || COALESCE(CAST(kompetensi AS TEXT), '-') || \
    COALESCE(CAST(perilaku AS TEXT), '-') || COALESCE(CAST(pengaduan AS TEXT), '-') || COALESCE(CAST(sarana AS TEXT), '-') END";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let rename = |from, to| Table::rename().table(from, to).to_owned();
        manager
            .rename_table(rename("rating", "rating_in_clear"))
            .await?;
        manager
            .rename_table(rename("sealed_rating", "sealed_one_by_one"))
            .await?;
        for table in [
            waiting("rating"),
            waiting("waiting_comment"),
            sealed_rating(),
        ] {
            let table = without_arrival_order(manager, table);
            manager.create_table(table).await?;
        }
        manager.create_table(ballot_key()).await?;
        let count = format!(
            "INSERT INTO sealed_rating (release_month, service_id, instrument, wording, proof, answers, atom, people) \
             SELECT release_month, service_id, instrument, wording, proof, {ANSWERS} AS answers, MIN(atom), COUNT(*) \
             FROM sealed_one_by_one GROUP BY release_month, service_id, instrument, wording, proof, answers"
        );
        let database = manager.get_connection();
        database.execute_unprepared(&count).await?;
        database
            .execute_unprepared("DROP TABLE sealed_one_by_one")
            .await?;
        Ok(())
    }
}

/// What waits for the seal of a month, which alone is told of it.
fn waiting(name: &'static str) -> TableCreateStatement {
    table(name)
        .col(column("month").text().not_null())
        .col(column("id").uuid().not_null())
        .col(column("sealed").binary().not_null())
        .primary_key(Index::create().col("month").col("id"))
        .to_owned()
}

/// The key of each month that is not sealed, and of one that is until its file is destroyed.
fn ballot_key() -> TableCreateStatement {
    table("ballot_key")
        .col(column("month").text().not_null().primary_key())
        .col(column("fingerprint").text().not_null())
        .col(column("dead").boolean().not_null())
        .to_owned()
}

fn sealed_rating() -> TableCreateStatement {
    let key = [
        "release_month",
        "service_id",
        "instrument",
        "wording",
        "proof",
        "answers",
    ];
    let mut whole = Index::create();
    for column in key {
        whole.col(column);
    }
    table("sealed_rating")
        .col(column("release_month").text().not_null())
        .col(column("service_id").integer().not_null())
        .col(column("instrument").text().not_null())
        .col(column("wording").small_integer().not_null())
        .col(column("proof").text().not_null())
        .col(column("answers").text().not_null())
        .col(column("atom").integer().not_null())
        .col(column("people").big_integer().not_null())
        .primary_key(&mut whole)
        .foreign_key(
            ForeignKey::create()
                .from("sealed_rating", "release_month")
                .to("release", "month"),
        )
        .to_owned()
}
