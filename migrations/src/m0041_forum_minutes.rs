//! The minutes of forums with their addenda, each with the document that was frozen, and the amendments that people ask for.
//! Who asked is kept under a keyed hash alone.

use sea_orm_migration::prelude::*;

use crate::{column, table, without_arrival_order};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(forum_minutes()).await?;
        let of_forum = Index::create()
            .name("forum_minutes_forum")
            .table("forum_minutes")
            .col("forum_id")
            .to_owned();
        manager.create_index(of_forum).await?;
        let amendment = without_arrival_order(manager, forum_amendment());
        manager.create_table(amendment).await?;
        let token = Index::create()
            .name("forum_amendment_token")
            .table("forum_amendment")
            .col("forum_id")
            .col("token")
            .unique()
            .to_owned();
        manager.create_index(token).await
    }
}

fn forum_minutes() -> TableCreateStatement {
    table("forum_minutes")
        .col(column("id").uuid().not_null().primary_key())
        .col(column("forum_id").uuid().not_null())
        .col(column("part").integer().not_null())
        .col(column("state").text().not_null())
        .col(column("document").text().not_null())
        .col(column("log").text().not_null())
        .col(column("digest").text().not_null())
        .col(column("pulse").big_integer().not_null())
        .col(column("proposed_by").uuid().not_null())
        .col(column("proposed_at").big_integer().not_null())
        .col(column("decided_by").uuid())
        .col(column("decided_at").big_integer())
        .col(column("published_on").date())
        .col(column("reason").text().not_null())
        .foreign_key(&mut of_forum("forum_minutes"))
        .foreign_key(&mut by_person("proposed_by"))
        .foreign_key(&mut by_person("decided_by"))
        .to_owned()
}

fn forum_amendment() -> TableCreateStatement {
    table("forum_amendment")
        .col(column("forum_id").uuid().not_null())
        .col(column("number").integer().not_null())
        .col(column("token").text().not_null())
        .col(column("seat").binary().not_null())
        .col(column("text").text().not_null())
        .col(column("answer").text())
        .col(column("words").text().not_null())
        .col(column("reason").text())
        .col(column("told_in").integer())
        .col(column("version").integer().not_null())
        .primary_key(Index::create().col("forum_id").col("number"))
        .foreign_key(&mut of_forum("forum_amendment"))
        .to_owned()
}

fn by_person(column: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .from("forum_minutes", column)
        .to("account", "id")
        .to_owned()
}

fn of_forum(table: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .from(table, "forum_id")
        .to("forum", "id")
        .to_owned()
}
