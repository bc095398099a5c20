//! Accounts, their roles, the links by which people enter them, recovery codes and sessions.
//! Passwords, links, recovery codes and sessions are kept as hashes only.

use sea_orm_migration::prelude::*;

use crate::{column, table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [
            account(),
            account_grant(),
            account_link(),
            recovery_code(),
            session(),
        ] {
            manager.create_table(table).await?;
        }
        let by_account = Index::create()
            .name("session_account")
            .table("session")
            .col("account_id")
            .to_owned();
        manager.create_index(by_account).await
    }
}

fn account() -> TableCreateStatement {
    table("account")
        .col(column("id").uuid().not_null().primary_key())
        .col(column("email").text().not_null().unique_key())
        .col(column("name").text().not_null())
        .col(column("active").boolean().not_null())
        .col(column("password_hash").text())
        .col(column("one_time_secret").binary())
        .col(column("one_time_step").big_integer().not_null())
        .col(column("version").integer().not_null())
        .to_owned()
}

fn account_grant() -> TableCreateStatement {
    table("account_grant")
        .col(column("account_id").uuid().not_null())
        .col(column("role").text().not_null())
        .col(column("unit_id").integer().not_null())
        .primary_key(Index::create().col("account_id").col("role").col("unit_id"))
        .foreign_key(&mut of_account("account_grant"))
        .foreign_key(
            ForeignKey::create()
                .from("account_grant", "unit_id")
                .to("unit", "id"),
        )
        .to_owned()
}

/// The link of the first administrator belongs to no account yet.
fn account_link() -> TableCreateStatement {
    table("account_link")
        .col(column("hash").binary_len(32).not_null().primary_key())
        .col(column("account_id").uuid())
        .col(column("expires_at").big_integer().not_null())
        .foreign_key(&mut of_account("account_link"))
        .to_owned()
}

fn recovery_code() -> TableCreateStatement {
    table("recovery_code")
        .col(column("hash").binary_len(32).not_null().primary_key())
        .col(column("account_id").uuid().not_null())
        .foreign_key(&mut of_account("recovery_code"))
        .to_owned()
}

fn session() -> TableCreateStatement {
    table("session")
        .col(column("hash").binary_len(32).not_null().primary_key())
        .col(column("account_id").uuid().not_null())
        .col(column("data").text().not_null())
        .col(column("expires_at").big_integer().not_null())
        .foreign_key(&mut of_account("session"))
        .to_owned()
}

fn of_account(table: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .from(table, "account_id")
        .to("account", "id")
        .to_owned()
}
