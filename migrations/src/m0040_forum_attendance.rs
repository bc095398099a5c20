//! How many people of each kind of community came to a forum.
//! It must not hold who they were.

use sea_orm_migration::prelude::*;

use crate::{column, table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let attendance = table("forum_attendance")
            .col(column("forum_id").uuid().not_null().primary_key())
            .col(column("people").text().not_null())
            .col(column("version").integer().not_null())
            .foreign_key(
                ForeignKey::create()
                    .from("forum_attendance", "forum_id")
                    .to("forum", "id"),
            )
            .to_owned();
        manager.create_table(attendance).await
    }
}
