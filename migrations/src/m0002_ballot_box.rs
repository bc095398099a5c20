//! The ballot box: invitations, pending ratings, comments and receipts.
//! No column may link a code, a receipt or a comment to a rating, or tell in which order or at what time anything came.

use sea_orm_migration::prelude::*;

use crate::{column, table, without_arrival_order};

#[derive(DeriveMigrationName)]
pub struct Migration;

const ELEMENTS: [&str; 10] = [
    "persyaratan",
    "prosedur",
    "waktu",
    "biaya",
    "produk",
    "kompetensi",
    "perilaku",
    "pengaduan",
    "sarana",
    "keseluruhan",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [
            invitation_batch(),
            invitation(),
            rating(),
            comment(),
            receipt(),
            paper_import(),
        ] {
            manager
                .create_table(without_arrival_order(manager, table))
                .await?;
        }
        Ok(())
    }
}

fn invitation_batch() -> TableCreateStatement {
    table("invitation_batch")
        .col(column("id").uuid().not_null().primary_key())
        .col(column("service_id").integer().not_null())
        .col(column("counter_id").integer())
        .col(column("week").date().not_null())
        .col(column("valid_until").date().not_null())
        .col(column("withdrawn").boolean().not_null())
        .foreign_key(
            ForeignKey::create()
                .from("invitation_batch", "service_id")
                .to("service", "id"),
        )
        .foreign_key(
            ForeignKey::create()
                .from("invitation_batch", "counter_id")
                .to("counter", "id"),
        )
        .to_owned()
}

fn invitation() -> TableCreateStatement {
    table("invitation")
        .col(column("code_hash").binary_len(32).not_null().primary_key())
        .col(column("batch_id").uuid().not_null())
        .col(column("spent").boolean().not_null())
        .foreign_key(
            ForeignKey::create()
                .from("invitation", "batch_id")
                .to("invitation_batch", "id"),
        )
        .to_owned()
}

/// The columns that a rating has before and after the seal.
pub fn rating_facts(mut rating: TableCreateStatement) -> TableCreateStatement {
    rating
        .col(column("id").uuid().not_null().primary_key())
        .col(column("service_id").integer().not_null())
        .col(column("counter_id").integer())
        .col(column("week").date())
        .col(column("date").date().not_null())
        .col(column("instrument").text().not_null())
        .col(column("wording").small_integer().not_null())
        .col(
            column("proof")
                .text()
                .not_null()
                .check(Expr::col("proof").is_in(["verified", "paper", "kiosk", "open"])),
        );
    for element in ELEMENTS {
        rating.col(
            column(element)
                .small_integer()
                .check(Expr::col(element).between(1, 4)),
        );
    }
    rating
}

fn rating() -> TableCreateStatement {
    let mut rating = rating_facts(table("rating"));
    for answer in ["gender", "age", "education", "occupation", "disability"] {
        rating.col(column(answer).text());
    }
    rating
        .col(column("waited").small_integer().not_null())
        .to_owned()
}

fn comment() -> TableCreateStatement {
    table("comment")
        .col(column("id").uuid().not_null().primary_key())
        .col(column("service_id").integer().not_null())
        .col(column("month").text().not_null())
        .col(column("proof").text().not_null())
        .col(column("text").text().not_null())
        .foreign_key(
            ForeignKey::create()
                .from("comment", "service_id")
                .to("service", "id"),
        )
        .to_owned()
}

fn receipt() -> TableCreateStatement {
    table("receipt")
        .col(column("hash").binary_len(32).not_null().primary_key())
        .col(column("month").text().not_null())
        .to_owned()
}

fn paper_import() -> TableCreateStatement {
    table("paper_import")
        .col(column("digest").text().not_null())
        .col(column("service_id").integer().not_null())
        .primary_key(Index::create().col("digest").col("service_id"))
        .foreign_key(
            ForeignKey::create()
                .from("paper_import", "service_id")
                .to("service", "id"),
        )
        .to_owned()
}
