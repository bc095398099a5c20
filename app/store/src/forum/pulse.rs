//! Reading how often something changed in the forums that somebody listens to.
//! It must not know what changed.

use std::collections::HashMap;

use domain::forum::{ForumId, Pulse};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use crate::{Store, StoreError, entity::forum};

impl Store {
    /// The pulses of some forums.
    pub async fn pulses(&self, forums: &[ForumId]) -> Result<HashMap<ForumId, Pulse>, StoreError> {
        let rows: Vec<(Uuid, i64, i64, i64)> = forum::Entity::find()
            .filter(forum::Column::Id.is_in(forums.iter().map(|forum| forum.0)))
            .select_only()
            .columns([
                forum::Column::Id,
                forum::Column::Changed,
                forum::Column::Received,
                forum::Column::Noted,
            ])
            .into_tuple()
            .all(&self.reader)
            .await?;
        let pulses = rows.into_iter();
        let pulses = pulses
            .map(|(id, changed, received, noted)| (ForumId(id), pulse(changed, received, noted)));
        Ok(pulses.collect())
    }
}

pub(super) const fn pulse(changed: i64, received: i64, noted: i64) -> Pulse {
    Pulse {
        changed: changed.cast_unsigned(),
        received: received.cast_unsigned(),
        noted: noted.cast_unsigned(),
    }
}
