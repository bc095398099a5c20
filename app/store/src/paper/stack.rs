//! Stacks of paper forms that two people key in, one after the other, before they go into the ballot box.
//! It must not show anybody a copy that somebody else is still to key in, nor count what is answered.

mod listing;

use domain::paper::{Copy, Difference, KeyedForm, NewStack, Progress};
pub use listing::StackFilter;

use std::collections::BTreeMap;

use domain::access::{AccountId, Permit};
use domain::audit::{Deed, DeedKind, Subject, SubjectKind};
use domain::rating::Rating;
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QuerySelect,
};
use uuid::Uuid;

use crate::{
    FormToken, Store, StoreError, audit,
    connection::WriteTransaction,
    due::due_month,
    entity::{paper_keying, paper_stack},
    reach,
    register::service_id,
    waiting::{Deposit, Facts},
};

/// Why nothing was done with a stack.
#[derive(Debug, thiserror::Error)]
pub enum StackError {
    /// There is no such stack any more, or no such form in it.
    #[error("there is no such stack or form")]
    Unknown,
    /// It is not for this person, or not yet: two different people key a stack in, one after the other.
    #[error("this is for another person, or for later")]
    NotYourTurn,
    /// Fields in which the copies differ are not decided, or nothing would be answered.
    #[error("not every difference is decided")]
    Undecided,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<DbErr> for StackError {
    fn from(error: DbErr) -> Self {
        Self::Store(error.into())
    }
}

type Copies = BTreeMap<(Copy, u32), KeyedForm>;

impl Store {
    /// Opens a stack for the holder of the permit. The same form sent twice opens it once.
    pub async fn open_stack(
        &self,
        permit: &Permit,
        stack: &NewStack,
        form: &FormToken,
        now: i64,
    ) -> Result<Uuid, StackError> {
        let first = permit.account().ok_or(StackError::NotYourTurn)?;
        let id = self.secret.batch_id(&format!("paper {}", form.as_str()));
        let transaction = self.begin_write().await?;
        let service = service_id(&transaction, &stack.service).await?;
        reach::of_service(&transaction, permit, service).await?;
        let row = paper_stack::ActiveModel {
            id: Set(id),
            service_id: Set(service),
            month: Set(stack.month.to_string()),
            forms: Set(stored(stack.forms)?),
            first_id: Set(first.0),
            second_id: Set(None),
        };
        let once = OnConflict::column(paper_stack::Column::Id)
            .do_nothing()
            .to_owned();
        let opened = paper_stack::Entity::insert(row)
            .on_conflict(once)
            .exec_without_returning(&transaction)
            .await?;
        if opened > 0 {
            let deed = Deed::PaperOpened {
                service: stack.service.clone(),
                month: stack.month,
            };
            note(&transaction, permit, now, &deed, id).await?;
        }
        transaction.commit().await?;
        Ok(id)
    }

    /// Keeps what the holder of the permit keyed in of a form, in place of what the same person keyed in of it before.
    /// Whoever begins the second copy becomes its person.
    pub async fn key_form(
        &self,
        permit: &Permit,
        id: Uuid,
        number: u32,
        form: &KeyedForm,
        now: i64,
    ) -> Result<(), StackError> {
        // Only the last form of a copy is noted.
        permit
            .allows(DeedKind::PaperKeyed.rights())
            .map_err(StoreError::from)?;
        let account = permit.account().ok_or(StackError::NotYourTurn)?;
        let transaction = self.begin_write().await?;
        let stack = locked(&transaction, permit, id).await?;
        let copies = copies(&transaction, id).await?;
        let copy = turn(&stack, &copies, account).ok_or(StackError::NotYourTurn)?;
        if number == 0 || stored(number)? > stack.forms {
            return Err(StackError::Unknown);
        }
        if copy == Copy::Second && stack.second_id.is_none() {
            let mine = paper_stack::ActiveModel {
                id: Set(id),
                second_id: Set(Some(account.0)),
                ..Default::default()
            };
            paper_stack::Entity::update(mine).exec(&transaction).await?;
        }
        keep(&transaction, id, copy, number, form).await?;
        let before = keyed(&copies, copy);
        let fresh = !copies.contains_key(&(copy, number));
        if fresh && stored(before)? + 1 == stack.forms {
            let deed = Deed::PaperKeyed { copy };
            note(&transaction, permit, now, &deed, id).await?;
        }
        transaction.commit().await?;
        Ok(())
    }

    /// The first form on which the copies still differ; only when both are complete.
    pub async fn next_difference(&self, id: Uuid) -> Result<Option<Difference>, StackError> {
        let row = paper_stack::Entity::find_by_id(id)
            .one(&self.reader)
            .await?;
        let stack = row.ok_or(StackError::Unknown)?;
        let copies = copies(&self.reader, id).await?;
        if progress(&stack, &copies) != Progress::Settling {
            return Ok(None);
        }
        Ok(open_differences(&stack, &copies).next())
    }

    /// Decides a form on which the copies differ: for each field in which they do, whether the second copy is right. The
    /// trail tells which form it was, and nothing of what stands on it.
    pub async fn settle_form(
        &self,
        permit: &Permit,
        id: Uuid,
        number: u32,
        second_is_right: &BTreeMap<String, bool>,
        now: i64,
    ) -> Result<(), StackError> {
        let transaction = self.begin_write().await?;
        let stack = locked(&transaction, permit, id).await?;
        let copies = copies(&transaction, id).await?;
        if progress(&stack, &copies) != Progress::Settling {
            return Err(StackError::NotYourTurn);
        }
        let mut open = open_differences(&stack, &copies);
        let difference = open.find(|difference| difference.number == number);
        let Difference { first, second, .. } = difference.ok_or(StackError::Unknown)?;
        let settled = first
            .settled(&second, |field| second_is_right.get(field).copied())
            .filter(|settled| settled.rating().is_some())
            .ok_or(StackError::Undecided)?;
        keep(&transaction, id, Copy::Settled, number, &settled).await?;
        let deed = Deed::PaperDecided { form: number };
        note(&transaction, permit, now, &deed, id).await?;
        transaction.commit().await?;
        Ok(())
    }

    /// Puts every form of a stack on which nothing differs any more into the ballot box and deletes what was keyed in, at
    /// once or not at all. Gives the number of ratings.
    pub async fn deposit_stack(
        &self,
        permit: &Permit,
        id: Uuid,
        now: i64,
    ) -> Result<usize, StackError> {
        let transaction = self.begin_write().await?;
        let stack = locked(&transaction, permit, id).await?;
        let copies = copies(&transaction, id).await?;
        if progress(&stack, &copies) != Progress::Ready {
            return Err(StackError::NotYourTurn);
        }
        let ratings = ratings(&stack, &copies)?;
        let mut deposit = Deposit::new(due_month(&transaction).await?);
        for rating in &ratings {
            deposit.add(rating, Facts::on_paper(stack.service_id));
        }
        deposit.store(&transaction, &self.keys).await?;
        delete(&transaction, id).await?;
        let deed = Deed::PaperSettled {
            month: stack.month.parse().map_err(StoreError::corrupt)?,
        };
        note(&transaction, permit, now, &deed, id).await?;
        transaction.commit().await?;
        Ok(ratings.len())
    }

    /// Throws away what was keyed in of a stack, for a reason.
    pub async fn discard_stack(
        &self,
        permit: &Permit,
        id: Uuid,
        reason: &str,
        now: i64,
    ) -> Result<(), StackError> {
        let transaction = self.begin_write().await?;
        locked(&transaction, permit, id).await?;
        delete(&transaction, id).await?;
        let reason = reason.to_owned();
        let deed = Deed::PaperDiscarded { reason };
        note(&transaction, permit, now, &deed, id).await?;
        transaction.commit().await?;
        Ok(())
    }
}

/// Adds an entry about a stack to the audit trail.
async fn note(
    transaction: &WriteTransaction,
    permit: &Permit,
    now: i64,
    deed: &Deed,
    id: Uuid,
) -> Result<(), StoreError> {
    let subject = Subject::new(SubjectKind::PaperStack, id);
    audit::append(transaction, permit, now, deed, subject).await
}

/// The stack, if the permit is for its unit; nobody else changes it until the transaction ends. SQLite has one writer anyway.
async fn locked(
    transaction: &WriteTransaction,
    permit: &Permit,
    id: Uuid,
) -> Result<paper_stack::Model, StackError> {
    let row = paper_stack::Entity::find_by_id(id).lock_exclusive();
    let row = row.one(transaction).await?.ok_or(StackError::Unknown)?;
    reach::of_service(transaction, permit, row.service_id).await?;
    Ok(row)
}

async fn copies(connection: &impl ConnectionTrait, id: Uuid) -> Result<Copies, StackError> {
    let rows = paper_keying::Entity::find()
        .filter(paper_keying::Column::StackId.eq(id))
        .all(connection)
        .await?;
    let mut copies = Copies::new();
    for row in rows {
        let copy = Copy::from_code(&row.copy).ok_or_else(|| StoreError::corrupt(&row.copy))?;
        let number = u32::try_from(row.number).map_err(StoreError::corrupt)?;
        let form = KeyedForm::from_text(&row.form);
        let form = form.ok_or_else(|| StoreError::corrupt("a form that nobody keyed in"))?;
        copies.insert((copy, number), form);
    }
    Ok(copies)
}

async fn keep(
    transaction: &WriteTransaction,
    id: Uuid,
    copy: Copy,
    number: u32,
    form: &KeyedForm,
) -> Result<(), StackError> {
    let row = paper_keying::ActiveModel {
        stack_id: Set(id),
        copy: Set(copy.code().to_owned()),
        number: Set(stored(number)?),
        form: Set(form.to_text()),
    };
    let again = OnConflict::columns([
        paper_keying::Column::StackId,
        paper_keying::Column::Copy,
        paper_keying::Column::Number,
    ])
    .update_column(paper_keying::Column::Form)
    .to_owned();
    paper_keying::Entity::insert(row)
        .on_conflict(again)
        .exec_without_returning(transaction)
        .await?;
    Ok(())
}

async fn delete(transaction: &WriteTransaction, id: Uuid) -> Result<(), DbErr> {
    paper_keying::Entity::delete_many()
        .filter(paper_keying::Column::StackId.eq(id))
        .exec(transaction)
        .await?;
    paper_stack::Entity::delete_by_id(id)
        .exec(transaction)
        .await
        .map(drop)
}

/// How many forms of a copy are keyed in.
fn keyed(copies: &Copies, copy: Copy) -> u32 {
    let keyed = copies.keys().filter(|(of, _)| *of == copy).count();
    u32::try_from(keyed).unwrap_or(u32::MAX)
}

/// Where a stack is on its way.
fn progress(stack: &paper_stack::Model, copies: &Copies) -> Progress {
    let complete = |copy| i64::from(keyed(copies, copy)) >= i64::from(stack.forms);
    if !complete(Copy::First) {
        Progress::Keying(Copy::First)
    } else if !complete(Copy::Second) {
        Progress::Keying(Copy::Second)
    } else if open_differences(stack, copies).next().is_some() {
        Progress::Settling
    } else {
        Progress::Ready
    }
}

/// The copy that somebody may key in now.
fn turn(stack: &paper_stack::Model, copies: &Copies, account: AccountId) -> Option<Copy> {
    let is_first = stack.first_id == account.0;
    match progress(stack, copies) {
        Progress::Keying(Copy::First) => is_first.then_some(Copy::First),
        Progress::Keying(Copy::Second) => {
            let free = stack.second_id.is_none_or(|second| second == account.0);
            (free && !is_first).then_some(Copy::Second)
        }
        _ => None,
    }
}

/// The forms on which the copies differ and that are not settled.
fn open_differences<'a>(
    stack: &paper_stack::Model,
    copies: &'a Copies,
) -> impl Iterator<Item = Difference> + use<'a> {
    let all = u32::try_from(stack.forms).unwrap_or_default();
    (1..=all)
        .filter(|number| !copies.contains_key(&(Copy::Settled, *number)))
        .filter_map(|number| {
            let first = copies.get(&(Copy::First, number))?;
            let second = copies.get(&(Copy::Second, number))?;
            (first != second).then(|| Difference {
                number,
                first: first.clone(),
                second: second.clone(),
            })
        })
}

/// What goes into the ballot box: what was settled, otherwise what both copies say.
fn ratings(stack: &paper_stack::Model, copies: &Copies) -> Result<Vec<Rating>, StackError> {
    let all = u32::try_from(stack.forms).map_err(StoreError::corrupt)?;
    let rating = |number| {
        let settled = copies.get(&(Copy::Settled, number));
        let form = settled.or_else(|| copies.get(&(Copy::First, number)));
        form.and_then(KeyedForm::rating)
            .ok_or_else(|| StoreError::corrupt("a form that is no rating").into())
    };
    (1..=all).map(rating).collect()
}

fn stored(number: u32) -> Result<i32, StoreError> {
    i32::try_from(number).map_err(StoreError::corrupt)
}
