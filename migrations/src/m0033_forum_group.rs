//! The groups that moderators put points into, each with a random name that stays, and what the unit answers.
//! It must not know which commitments answer a group.

use sea_orm_migration::prelude::*;

use crate::{column, table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let group = table("forum_group")
            .col(column("id").uuid().not_null().primary_key())
            .col(column("forum_id").uuid().not_null())
            .col(column("name").text().not_null())
            .col(column("answer").text())
            .col(column("words").text().not_null())
            .col(column("version").integer().not_null())
            .foreign_key(
                ForeignKey::create()
                    .from("forum_group", "forum_id")
                    .to("forum", "id"),
            )
            .to_owned();
        manager.create_table(group).await
    }
}
