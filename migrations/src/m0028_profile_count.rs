//! What the people of a semester told of themselves, counted by unit until its last month is sealed, and the services of which
//! nothing is counted. It must not keep services, months or people apart.

use sea_orm_migration::prelude::*;

use crate::{column, table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let sensitive = Table::alter()
            .table("service")
            .add_column(column("sensitive").boolean().not_null().default(false))
            .to_owned();
        manager.alter_table(sensitive).await?;
        let key = ["semester", "unit_id", "question", "answer"];
        let mut counts = table("profile_count");
        counts
            .col(column("semester").text().not_null())
            .col(column("unit_id").integer().not_null())
            .col(column("question").text().not_null())
            .col(column("answer").text().not_null())
            .col(column("people").big_integer().not_null())
            .foreign_key(
                ForeignKey::create()
                    .from("profile_count", "unit_id")
                    .to("unit", "id"),
            );
        let mut primary = Index::create();
        for field in key {
            primary.col(field);
        }
        manager
            .create_table(counts.primary_key(&mut primary).to_owned())
            .await
    }
}
