//! Whether the database still takes and keeps new rows.
//! It must not know who asks, or how often.

use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::{Store, StoreError, entity::written_proof, waiting::check_ballot_keys};

/// A page of SQLite: with less, a full disk would often have room for it.
const FILLER: usize = 2048;

impl Store {
    /// Stores a row that needs a page of its own, and finds it again over another connection once the commit is on disk. The
    /// row before goes with the same commit, so that the database does not grow; it goes after the new one came, because
    /// the room of an old row can be had on a full disk too. Without its keys what is kept could not be read again.
    pub async fn prove_written(&self) -> Result<(), StoreError> {
        let id = Uuid::new_v4();
        let filler = std::iter::repeat_with(rand::random::<u8>).take(FILLER);
        let row = written_proof::ActiveModel {
            id: Set(id),
            filler: Set(filler.collect()),
        };
        // A log in which nothing else stands is as good as empty, and whoever watches asks all the time.
        let transaction = self.writer.begin_unnoticed().await?;
        self.secret.must_be_kept(&self.keys)?;
        check_ballot_keys(&transaction, &self.keys).await?;
        written_proof::Entity::insert(row)
            .exec_without_returning(&transaction)
            .await?;
        written_proof::Entity::delete_many()
            .filter(written_proof::Column::Id.ne(id))
            .exec(&transaction)
            .await?;
        transaction.commit().await?;
        let kept = written_proof::Entity::find_by_id(id)
            .one(&self.reader)
            .await?;
        kept.map(drop)
            .ok_or_else(|| StoreError::corrupt("a committed row is gone"))
    }
}
