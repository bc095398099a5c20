//! What people say at forums: seats, points and who supports them.
//! A seat is kept under a keyed hash alone, and nothing here says who sits on it.

use sea_orm_migration::prelude::*;

use crate::{column, table, without_arrival_order};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [forum_seat(), forum_point(), forum_support()] {
            manager
                .create_table(without_arrival_order(manager, table))
                .await?;
        }
        for (name, columns) in [
            ("forum_point_number", ["forum_id", "number"]),
            ("forum_point_token", ["forum_id", "token"]),
        ] {
            let index = Index::create()
                .name(name)
                .table("forum_point")
                .col(columns[0])
                .col(columns[1])
                .unique()
                .to_owned();
            manager.create_index(index).await?;
        }
        Ok(())
    }
}

fn forum_seat() -> TableCreateStatement {
    table("forum_seat")
        .col(column("hash").binary().not_null().primary_key())
        .col(column("forum_id").uuid().not_null())
        .col(column("community").text())
        .foreign_key(&mut of_forum("forum_seat"))
        .to_owned()
}

/// A point that was said in the room has no seat.
fn forum_point() -> TableCreateStatement {
    table("forum_point")
        .col(column("id").uuid().not_null().primary_key())
        .col(column("forum_id").uuid().not_null())
        .col(column("number").integer().not_null())
        .col(column("token").text().not_null())
        .col(column("seat").binary())
        .col(column("voice").text().not_null())
        .col(column("community").text())
        .col(column("text").text().not_null())
        .col(column("original").text())
        .col(column("state").text().not_null())
        .col(column("reason").text())
        .col(column("twin").integer())
        .col(column("group_id").uuid())
        .col(column("version").integer().not_null())
        .foreign_key(&mut of_forum("forum_point"))
        .to_owned()
}

fn forum_support() -> TableCreateStatement {
    table("forum_support")
        .col(column("forum_id").uuid().not_null())
        .col(column("number").integer().not_null())
        .col(column("seat").binary().not_null())
        .primary_key(Index::create().col("forum_id").col("number").col("seat"))
        .foreign_key(&mut of_forum("forum_support"))
        .to_owned()
}

fn of_forum(table: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .from(table, "forum_id")
        .to("forum", "id")
        .to_owned()
}
