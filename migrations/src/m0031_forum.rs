//! Dialogue forums as they are announced, and a revision for the part of the public edition that tells of them.
//! It must not hold what anybody said at a forum.

use sea_orm_migration::prelude::*;

use crate::{column, table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(forum()).await?;
        let by_day = Index::create()
            .name("forum_date")
            .table("forum")
            .col("date")
            .to_owned();
        manager.create_index(by_day).await?;
        let part = Query::insert()
            .into_table("revision")
            .columns(["part", "number"])
            .values_panic(["forums".into(), 0.into()])
            .to_owned();
        manager.execute(part).await
    }
}

/// `changed` counts what the hall sees change, and `received` the points that came in.
fn forum() -> TableCreateStatement {
    let mut forum = table("forum");
    forum
        .col(column("id").uuid().not_null().primary_key())
        .col(column("code").text().not_null().unique_key())
        .col(column("unit_id").integer().not_null());
    for text in [
        "title",
        "title_en",
        "begin",
        "end",
        "place",
        "link",
        "about",
        "about_en",
        "agenda",
        "agenda_en",
        "services",
    ] {
        forum.col(column(text).text().not_null());
    }
    forum
        .col(column("date").date().not_null())
        .col(column("release").text())
        .col(column("opened_at").big_integer())
        .col(column("closed_at").big_integer())
        .col(column("version").integer().not_null())
        .col(column("changed").big_integer().not_null())
        .col(column("received").big_integer().not_null())
        .foreign_key(
            ForeignKey::create()
                .from("forum", "unit_id")
                .to("unit", "id"),
        )
        .to_owned()
}
