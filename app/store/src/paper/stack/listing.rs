//! Stacks of paper forms as operators see them.
//! It must not give out an answer, but for the viewer's own copy while it is being keyed in.

use domain::access::AccountId;
use domain::paper::{Copy, KeyedForm, PaperStack, Progress};
use domain::slug::Slug;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::{Copies, StackError, copies, keyed, open_differences, progress, turn};
use crate::{
    Store, StoreError,
    entity::paper_stack,
    names::{Names, names},
};

/// Which stacks to list.
#[derive(Clone, Debug, Default)]
pub struct StackFilter {
    /// The units whose services' stacks are listed.
    pub units: Vec<Slug>,
    /// Only those of one service.
    pub service: Option<Slug>,
    /// Only those after this one, for the next page.
    pub after: Option<Uuid>,
}

impl Store {
    /// Stacks in the order of their random names, at most `limit`, as somebody sees them.
    pub async fn paper_stacks(
        &self,
        filter: &StackFilter,
        viewer: AccountId,
        limit: u64,
    ) -> Result<Vec<PaperStack>, StackError> {
        use paper_stack::Column;
        let names = names(&self.reader).await?;
        let services = names.services_among(&filter.units, filter.service.as_ref());
        let mut rows = paper_stack::Entity::find()
            .filter(Column::ServiceId.is_in(services))
            .order_by_asc(Column::Id)
            .limit(limit);
        if let Some(after) = filter.after {
            rows = rows.filter(Column::Id.gt(after));
        }
        let mut stacks = Vec::new();
        for row in rows.all(&self.reader).await? {
            let copies = copies(&self.reader, row.id).await?;
            stacks.push(seen(&row, &copies, &names, viewer)?);
        }
        Ok(stacks)
    }

    /// One stack, as somebody sees it.
    pub async fn paper_stack(
        &self,
        id: Uuid,
        viewer: AccountId,
    ) -> Result<Option<PaperStack>, StackError> {
        let row = paper_stack::Entity::find_by_id(id)
            .one(&self.reader)
            .await?;
        let Some(row) = row else { return Ok(None) };
        let names = names(&self.reader).await?;
        let copies = copies(&self.reader, id).await?;
        Ok(Some(seen(&row, &copies, &names, viewer)?))
    }

    /// What somebody keyed in of a form of the copy that is in this person's hands.
    pub async fn own_keying(
        &self,
        id: Uuid,
        number: u32,
        viewer: AccountId,
    ) -> Result<Option<KeyedForm>, StackError> {
        let row = paper_stack::Entity::find_by_id(id)
            .one(&self.reader)
            .await?;
        let stack = row.ok_or(StackError::Unknown)?;
        let mut copies = copies(&self.reader, id).await?;
        let copy = turn(&stack, &copies, viewer);
        Ok(copy.and_then(|copy| copies.remove(&(copy, number))))
    }
}

fn seen(
    row: &paper_stack::Model,
    copies: &Copies,
    names: &Names,
    viewer: AccountId,
) -> Result<PaperStack, StoreError> {
    let forms = u32::try_from(row.forms).map_err(StoreError::corrupt)?;
    let progress = progress(row, copies);
    let in_hand = match progress {
        Progress::Keying(copy) => copy,
        Progress::Settling | Progress::Ready => Copy::Second,
    };
    let turn = turn(row, copies, viewer);
    let missing = |copy| (1..=forms).find(|number| !copies.contains_key(&(copy, *number)));
    let differing = match progress {
        Progress::Settling => open_differences(row, copies).count(),
        Progress::Keying(_) | Progress::Ready => 0,
    };
    Ok(PaperStack {
        id: row.id,
        service: names.service(row.service_id)?,
        month: row.month.parse().map_err(StoreError::corrupt)?,
        forms,
        progress,
        keyed: keyed(copies, in_hand),
        differing: u32::try_from(differing).map_err(StoreError::corrupt)?,
        turn,
        next: turn.and_then(missing),
    })
}
