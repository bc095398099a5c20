//! Which month the next seal closes.
//! It must not know what is sealed.

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
