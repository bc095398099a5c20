//! Which month the next seal closes, and which seal counts a rating.
//! It must not know what is sealed.

use chrono::NaiveDate;
use domain::period::Month;
use sea_orm::{ConnectionTrait, EntityTrait, QueryOrder, QuerySelect};

use crate::{StoreError, entity::release};

/// The next month to be sealed, if any was. What arrives later than its own month's seal counts there.
pub(crate) async fn due_month(
    connection: &impl ConnectionTrait,
) -> Result<Option<Month>, StoreError> {
    let last = release::Entity::find()
        .select_only()
        .column(release::Column::Month)
        .order_by_desc(release::Column::Month)
        .into_tuple::<String>()
        .one(connection)
        .await?;
    let month = last.map(|month| month.parse::<Month>().map_err(StoreError::corrupt));
    Ok(month.transpose()?.map(|month| month.plus(1)))
}

/// The month whose seal counts a rating of a day, when `due` is the next one to be sealed.
pub(crate) fn counting_month(due: Option<Month>, day: NaiveDate) -> Month {
    let own = Month::of(day);
    due.map_or(own, |due| due.max(own))
}
