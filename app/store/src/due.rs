//! Which month the next seal closes, which seal counts a rating, and which month a seal has fixed.
//! It must not know what is sealed.

use chrono::NaiveDate;
use domain::period::Month;
use sea_orm::{ConnectionTrait, DbErr, EntityTrait, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::connection::WriteTransaction;
use crate::{StoreError, entity, setting};

/// Names the month whose seal has begun and is not published, with its k and the proposal that it carries out.
const BEING_SEALED: &str = "being_sealed";

/// A month whose seal has begun: nothing new waits for it, so that it can be counted while ratings go on to the next one. A
/// seal that was interrupted goes on with the same k, so that what it wrote already stays true.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct BeingSealed {
    /// The month.
    pub month: Month,
    /// The smallest number of ratings that it publishes together.
    pub k: u64,
    /// The proposal that it carries out, with what that leaves out.
    pub proposal: Option<Uuid>,
}

impl BeingSealed {
    /// The one that has begun, if any has. There is at most one.
    pub async fn find(connection: &impl ConnectionTrait) -> Result<Option<Self>, StoreError> {
        let Some(kept) = setting::read(connection, BEING_SEALED).await? else {
            return Ok(None);
        };
        let unreadable = || StoreError::corrupt(&kept);
        let mut parts = kept.split(' ');
        let month = parts.next().ok_or_else(unreadable)?;
        let k = parts.next().ok_or_else(unreadable)?;
        let proposal = parts.next().map(str::parse).transpose();
        Ok(Some(Self {
            month: month.parse().map_err(StoreError::corrupt)?,
            k: k.parse().map_err(|_| unreadable())?,
            proposal: proposal.map_err(|_| unreadable())?,
        }))
    }

    /// Fixes what waits for it, in a transaction that is alone: what others write is here before or counts in the next month.
    pub async fn begin(self, transaction: &WriteTransaction) -> Result<(), DbErr> {
        let Self { month, k, proposal } = self;
        let proposal = proposal.map(|id| format!(" {id}")).unwrap_or_default();
        let begun = format!("{month} {k}{proposal}");
        setting::write(transaction, BEING_SEALED, &begun).await
    }

    /// Ends it, with the release.
    pub async fn end(transaction: &WriteTransaction) -> Result<(), DbErr> {
        let begun = entity::setting::Entity::delete_by_id(BEING_SEALED.to_owned());
        begun.exec(transaction).await.map(drop)
    }
}

/// The next month to be sealed, if any was or is. What arrives later than its own month's seal began counts there.
pub(crate) async fn due_month(
    connection: &impl ConnectionTrait,
) -> Result<Option<Month>, StoreError> {
    let begun = BeingSealed::find(connection).await?;
    let begun = begun.map(|begun| begun.month);
    let last = begun.max(last_sealed(connection).await?);
    Ok(last.map(|month| month.plus(1)))
}

/// The last sealed month.
pub(crate) async fn last_sealed(
    connection: &impl ConnectionTrait,
) -> Result<Option<Month>, StoreError> {
    use entity::release;
    let last = release::Entity::find()
        .select_only()
        .column(release::Column::Month)
        .order_by_desc(release::Column::Month)
        .into_tuple::<String>()
        .one(connection)
        .await?;
    let month = last.map(|month| month.parse().map_err(StoreError::corrupt));
    month.transpose()
}

/// The month whose seal counts a rating of a day, when `due` is the next one to be sealed.
pub(crate) fn counting_month(due: Option<Month>, day: NaiveDate) -> Month {
    let own = Month::of(day);
    due.map_or(own, |due| due.max(own))
}
