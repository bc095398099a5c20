//! What becomes of comments: decisions, the originals of those that were released, and the replies of departments.
//! A comment leaves the ballot box's table when a seal releases it; nothing here tells the proof class or the rating.

use sea_orm_migration::prelude::*;

use crate::{column, table, without_arrival_order};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [comment_decision(), comment_original(), comment_reply()] {
            manager
                .create_table(without_arrival_order(manager, table))
                .await?;
        }
        let released = Index::create()
            .name("comment_decision_released")
            .table("comment_decision")
            .col("service_id")
            .col("release_month")
            .col("comment_id")
            .to_owned();
        manager.create_index(released).await
    }
}

/// No reference to the comment itself, which leaves its table with the release.
fn comment_decision() -> TableCreateStatement {
    table("comment_decision")
        .col(column("comment_id").uuid().not_null().primary_key())
        .col(column("service_id").integer().not_null())
        .col(column("month").text().not_null())
        .col(
            column("state")
                .text()
                .not_null()
                .check(Expr::col("state").is_in(["terbit", "ditahan"])),
        )
        .col(column("reason").text())
        .col(column("public_text").text())
        .col(column("decided_by").uuid())
        .col(column("decided_on").date().not_null())
        .col(column("version").integer().not_null())
        .col(column("release_month").text())
        .col(column("pooled").boolean().not_null())
        .foreign_key(
            ForeignKey::create()
                .from("comment_decision", "service_id")
                .to("service", "id"),
        )
        .to_owned()
}

fn comment_original() -> TableCreateStatement {
    table("comment_original")
        .col(column("comment_id").uuid().not_null().primary_key())
        .col(column("text").text().not_null())
        .col(column("decided_on").date().not_null())
        .foreign_key(&mut of_decision("comment_original"))
        .to_owned()
}

/// Every version of a reply, numbered from 1.
fn comment_reply() -> TableCreateStatement {
    table("comment_reply")
        .col(column("comment_id").uuid().not_null())
        .col(column("number").integer().not_null())
        .col(column("text").text().not_null())
        .col(column("written_on").date().not_null())
        .col(column("written_by").uuid())
        .primary_key(Index::create().col("comment_id").col("number"))
        .foreign_key(&mut of_decision("comment_reply"))
        .to_owned()
}

fn of_decision(table: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .from(table, "comment_id")
        .to("comment_decision", "comment_id")
        .to_owned()
}
