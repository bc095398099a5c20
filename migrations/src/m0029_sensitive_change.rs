//! Changes of accounts that wait for a second person, what a link is for, and since when somebody has a role.
//! It must not change what anybody may do.

use sea_orm_migration::prelude::*;

use crate::{column, table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let change = table("sensitive_change")
            .col(column("id").uuid().not_null().primary_key())
            .col(column("account_id").uuid().not_null())
            .col(column("kind").text().not_null())
            .col(column("roles").text().not_null())
            .col(column("proposed_by").uuid().not_null())
            .col(column("waits_until").date().not_null())
            .col(column("agreed").boolean().not_null())
            .foreign_key(
                ForeignKey::create()
                    .from("sensitive_change", "account_id")
                    .to("account", "id"),
            )
            .to_owned();
        manager.create_table(change).await?;
        // A link of before sets the password, as most were made for.
        let purpose = Table::alter()
            .table("account_link")
            .add_column(column("purpose").text().not_null().default("sandi"))
            .to_owned();
        manager.alter_table(purpose).await?;
        // Roles of before count as old ones.
        let since = Table::alter()
            .table("account_grant")
            .add_column(column("since").big_integer().not_null().default(0))
            .to_owned();
        manager.alter_table(since).await
    }
}
