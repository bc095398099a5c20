//! How often something changed in a forum, which is all that its bell tells.
//! It must not know what changed.

use std::collections::HashMap;

use domain::forum::ForumId;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use crate::{Store, StoreError, entity::forum};

/// How often the hall of a forum saw something change, and how many points came in. Neither ever falls.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pulse {
    /// Changes that the hall sees.
    pub changed: u64,
    /// Points that came in.
    pub received: u64,
}

impl Store {
    /// The pulses of some forums.
    pub async fn pulses(&self, forums: &[ForumId]) -> Result<HashMap<ForumId, Pulse>, StoreError> {
        let rows: Vec<(Uuid, i64, i64)> = forum::Entity::find()
            .filter(forum::Column::Id.is_in(forums.iter().map(|forum| forum.0)))
            .select_only()
            .columns([
                forum::Column::Id,
                forum::Column::Changed,
                forum::Column::Received,
            ])
            .into_tuple()
            .all(&self.reader)
            .await?;
        let pulses = rows.into_iter().map(|(id, changed, received)| {
            let pulse = Pulse {
                changed: changed.cast_unsigned(),
                received: received.cast_unsigned(),
            };
            (ForumId(id), pulse)
        });
        Ok(pulses.collect())
    }
}
