//! Copying every table from one database into another of either kind.
//! It must not know what a table means, nor in which order tables refer to each other.

use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, EntityName, EntityTrait,
    ExprTrait, IdenStatic, IntoActiveModel, Iterable, ModelTrait, PrimaryKeyToColumn,
    PrimaryKeyTrait, QueryFilter, QueryOrder, QueryResult, QuerySelect, Select, Statement,
};

use crate::connection::WriteTransaction;
use crate::entity::{self, every_table};

/// Rows that are held and written at a time: far below the limit of bound values, and few even where a row is a document.
const CHUNK: usize = 128;

/// The tables that have rows before anybody has written any: of the schema, the first administrator's link, and what the
/// server asks itself.
const FILLED_AT_FIRST: [&str; 5] = [
    "setting",
    "revision",
    "audit_head",
    "account_link",
    "written_proof",
];

macro_rules! list_names {
    ($($table:ident),+) => {
        /// The names of all tables.
        pub fn table_names() -> Vec<&'static str> {
            vec![$(entity::$table::Entity.table_name()),+]
        }
    };
}
every_table!(list_names);

macro_rules! copy_each {
    ($($table:ident),+) => {
        async fn tables(from: &DatabaseTransaction, to: &WriteTransaction) -> Result<u64, DbErr> {
            let mut rows = 0;
            $(rows += table::<entity::$table::Entity>(from, to).await?;)+
            Ok(rows)
        }
    };
}
every_table!(copy_each);

/// Copies all rows into a database that [holds none](first_filled), and says how many they were. References are looked at
/// when everything is there, because no order of tables would suit a unit that stands above an older one.
pub async fn everything(from: &DatabaseTransaction, to: &WriteTransaction) -> Result<u64, DbErr> {
    suspend_references(to).await?;
    for name in FILLED_AT_FIRST {
        to.execute_unprepared(&format!("DELETE FROM \"{name}\""))
            .await?;
    }
    let rows = tables(from, to).await?;
    restore_references(to).await?;
    Ok(rows)
}

/// The first table with rows that nobody but a user can have written.
pub async fn first_filled(transaction: &WriteTransaction) -> Result<Option<&'static str>, DbErr> {
    for name in table_names() {
        let any = format!("SELECT 1 FROM \"{name}\" LIMIT 1");
        if !FILLED_AT_FIRST.contains(&name) && one(transaction, any).await?.is_some() {
            return Ok(Some(name));
        }
    }
    Ok(None)
}

async fn table<E>(from: &DatabaseTransaction, to: &WriteTransaction) -> Result<u64, DbErr>
where
    E: EntityTrait,
    E::Model: IntoActiveModel<E::ActiveModel>,
{
    let mut copied = 0;
    let mut chunk = E::find();
    loop {
        let rows = in_key_order(chunk).limit(CHUNK as u64).all(from).await?;
        let Some(last) = rows.last() else { break };
        chunk = after(last);
        copied += rows.len() as u64;
        E::insert_many(rows.into_iter().map(IntoActiveModel::into_active_model))
            .exec_without_returning(to)
            .await?;
    }
    if E::PrimaryKey::auto_increment() {
        last_number::<E>(from, to).await?;
    }
    Ok(copied)
}

fn keys<E: EntityTrait>() -> impl Iterator<Item = E::Column> {
    E::PrimaryKey::iter().map(PrimaryKeyToColumn::into_column)
}

fn in_key_order<E: EntityTrait>(rows: Select<E>) -> Select<E> {
    keys::<E>().fold(rows, QueryOrder::order_by_asc)
}

/// The rows whose keys come after that of `last`. Keys of several columns are compared as a whole, for which both databases
/// use the index.
fn after<E: EntityTrait>(last: &E::Model) -> Select<E> {
    let columns = keys::<E>().map(ColumnTrait::into_expr);
    let values = keys::<E>().map(|key| Expr::val(last.get(key)));
    E::find().filter(Expr::tuple(columns).gt(Expr::tuple(values)))
}

/// Goes on counting where the other database was, so that the number of a row that is gone is never given again.
async fn last_number<E: EntityTrait>(
    from: &DatabaseTransaction,
    to: &WriteTransaction,
) -> Result<(), DbErr> {
    let name = E::default().table_name();
    let Some(key) = keys::<E>().next().map(|key| key.as_str()) else {
        return Ok(());
    };
    let last = match from.get_database_backend() {
        DbBackend::Postgres => format!(
            "SELECT pg_sequence_last_value(pg_get_serial_sequence('\"{name}\"', '{key}')::regclass)"
        ),
        _ => format!("SELECT seq FROM sqlite_sequence WHERE name = '{name}'"),
    };
    let row = one(from, last).await?;
    let last: Option<i64> = row
        .map(|row| row.try_get_by_index(0))
        .transpose()?
        .flatten();
    let Some(last) = last else { return Ok(()) };
    if to.get_database_backend() == DbBackend::Postgres {
        let advance =
            format!("SELECT setval(pg_get_serial_sequence('\"{name}\"', '{key}'), {last})");
        one(to, advance).await?;
    } else {
        let advance = format!(
            "DELETE FROM sqlite_sequence WHERE name = '{name}'; \
             INSERT INTO sqlite_sequence (name, seq) VALUES ('{name}', {last})"
        );
        to.execute_unprepared(&advance).await?;
    }
    Ok(())
}

/// Lets rows refer to others that come later. On PostgreSQL, whose references are not made for that, by changing them for
/// the length of the transaction.
async fn suspend_references(to: &WriteTransaction) -> Result<(), DbErr> {
    if to.get_database_backend() == DbBackend::Postgres {
        alter_references(to, "DEFERRABLE INITIALLY DEFERRED").await
    } else {
        to.execute_unprepared("PRAGMA defer_foreign_keys = ON")
            .await
            .map(drop)
    }
}

/// Fails if a row refers to one that does not exist. SQLite looks at the commit, by itself.
async fn restore_references(to: &WriteTransaction) -> Result<(), DbErr> {
    if to.get_database_backend() != DbBackend::Postgres {
        return Ok(());
    }
    to.execute_unprepared("SET CONSTRAINTS ALL IMMEDIATE")
        .await?;
    alter_references(to, "NOT DEFERRABLE").await
}

async fn alter_references(to: &WriteTransaction, how: &str) -> Result<(), DbErr> {
    let every = format!(
        "DO $$ DECLARE reference record; BEGIN \
         FOR reference IN SELECT conrelid::regclass AS place, conname AS name FROM pg_constraint \
         WHERE contype = 'f' AND connamespace = current_schema()::regnamespace LOOP \
         EXECUTE format('ALTER TABLE %s ALTER CONSTRAINT %I {how}', reference.place, reference.name); \
         END LOOP; END $$"
    );
    to.execute_unprepared(&every).await.map(drop)
}

async fn one(
    transaction: &impl ConnectionTrait,
    sql: String,
) -> Result<Option<QueryResult>, DbErr> {
    let backend = transaction.get_database_backend();
    transaction
        .query_one_raw(Statement::from_string(backend, sql))
        .await
}
