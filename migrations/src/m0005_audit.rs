//! The audit trail and its head: how many entries were written and the hash of the last one.
//! Nothing refers to it and it refers to nothing, so that it stays when a record goes.

use sea_orm_migration::prelude::*;

use sea_orm_migration::sea_orm::DatabaseBackend;

use crate::{column, table};

/// An entry can only be added: the database itself refuses to change or delete one.
const REFUSE_ON_SQLITE: &str = "
    CREATE TRIGGER audit_entry_stays BEFORE DELETE ON audit_entry
        BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;
    CREATE TRIGGER audit_entry_is_final BEFORE UPDATE ON audit_entry
        BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;";

const REFUSE_ON_POSTGRES: &str = "
    CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'the audit trail is append-only'; END $$;
    CREATE TRIGGER audit_entry_is_final BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();";

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut entry = table("audit_entry");
        entry
            .col(column("number").big_integer().not_null().primary_key())
            .col(column("at").big_integer().not_null());
        for text in [
            "actor", "role", "deed", "kind", "name", "unit", "reason", "previous", "hash",
        ] {
            entry.col(column(text).text().not_null());
        }
        manager.create_table(entry).await?;
        let refuse = match manager.get_database_backend() {
            DatabaseBackend::Sqlite => REFUSE_ON_SQLITE,
            _ => REFUSE_ON_POSTGRES,
        };
        manager.get_connection().execute_unprepared(refuse).await?;
        let head = table("audit_head")
            .col(column("id").integer().not_null().primary_key())
            .col(column("number").big_integer().not_null())
            .col(column("hash").text().not_null())
            .to_owned();
        manager.create_table(head).await?;
        let beginning = Query::insert()
            .into_table("audit_head")
            .columns(["id", "number", "hash"])
            .values_panic([1.into(), 0.into(), "0".repeat(64).into()])
            .to_owned();
        manager.execute(beginning).await
    }
}
