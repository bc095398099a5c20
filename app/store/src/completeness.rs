//! What two people should know before they seal a month: what is missing and what waits.
//! It must not tell a figure, nor how many ratings the month holds.

use domain::period::Month;
use domain::seal::proposal::Completeness;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use crate::{Store, StoreError, entity::comment, moderation, waiting::comments_waiting};

impl Store {
    /// How complete a month is.
    pub async fn completeness(&self, month: Month) -> Result<Completeness, StoreError> {
        let waiting_comments = comment::Entity::find()
            .filter(comment::Column::Month.lte(month.to_string()))
            .filter(moderation::is_undecided())
            .count(&self.reader)
            .await?;
        let opened_later = comments_waiting(&self.reader, &self.keys, month).await?;
        Ok(Completeness {
            waiting_comments: waiting_comments + opened_later,
            missing: self.missing_realisations(month).await?,
        })
    }
}
