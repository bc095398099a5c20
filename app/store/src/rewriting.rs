//! Writing the files of a database anew, once, after something was taken out of it that must not be found there any more.
//! It must not know what that was.

use sea_orm::{ConnectionTrait, DbBackend, EntityTrait};

use crate::{Store, StoreError, entity, setting};

/// Stands in the settings as long as the files hold what was taken out.
const ORDERED: &str = "rewrite";

/// How PostgreSQL writes the tables anew that something was taken out of and that stay. Vacuuming would keep what any
/// other session may still see.
const POSTGRES: [&str; 3] = [
    "ALTER TABLE setting ALTER COLUMN value TYPE TEXT USING value || ''",
    "ALTER TABLE account ALTER COLUMN name TYPE TEXT USING name || ''",
    "ALTER TABLE comment ALTER COLUMN text TYPE TEXT USING text || ''",
];

/// Lets the next step of opening write the files anew; after a crash the next start does.
pub(crate) async fn order(transaction: &impl ConnectionTrait) -> Result<(), StoreError> {
    Ok(setting::write(transaction, ORDERED, "").await?)
}

impl Store {
    /// Writes the files anew, if that was ordered and not done.
    pub(crate) async fn rewrite_if_ordered(&self) -> Result<(), StoreError> {
        if setting::read(&self.reader, ORDERED).await?.is_none() {
            return Ok(());
        }
        tracing::info!("writing the files of the database anew, without what was taken out of it");
        self.writer.vacuum().await?;
        let transaction = self.begin_write().await?;
        if transaction.get_database_backend() == DbBackend::Postgres {
            for statement in POSTGRES {
                transaction.execute_unprepared(statement).await?;
            }
        }
        entity::setting::Entity::delete_by_id(ORDERED.to_owned())
            .exec(&transaction)
            .await?;
        Ok(transaction.commit().await?)
    }
}
