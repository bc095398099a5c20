//! Writing the files of a database anew, once, after something was taken out of it that must not be found there any more.
//! It must not know what that was.

use sea_orm::{ConnectionTrait, EntityTrait};

use crate::{Store, StoreError, entity, setting};

/// Stands in the settings as long as the files hold what was taken out.
const ORDERED: &str = "rewrite";

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
        self.writer.rewrite().await?;
        let transaction = self.begin_write().await?;
        entity::setting::Entity::delete_by_id(ORDERED.to_owned())
            .exec(&transaction)
            .await?;
        Ok(transaction.commit().await?)
    }
}
