//! Commitments with what became of them: reading and writing them.
//! It must not decide which step may follow which, nor how a commitment stands: that is `domain::commitment`.

mod reading;
mod verdict;

pub use verdict::Voter;

use chrono::NaiveDate;
use domain::access::Permit;
use domain::audit::{Changed, Deed, Saved, Subject, SubjectKind};
use domain::commitment::{Aim, COMMITMENT, Commitment, Course, Kept, Number, Refused, Step};
use domain::forum::GroupId;
use domain::moment::Moment;
use domain::slug::Slug;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, NotSet, QueryFilter, SqlErr,
};

use crate::{
    FormToken, ForumError, Part, Store, StoreError, audit,
    connection::WriteTransaction,
    edition::raise,
    entity::{commitment, commitment_step, indicator, service, unit},
    forum,
    history::{self, Author, Version},
    reach,
    seen::{Outdated, unchanged},
};

/// Why nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum CommitmentError {
    /// There is no such commitment.
    #[error("there is no such commitment")]
    Unknown,
    /// Its unit and the date that was first promised stay.
    #[error("a commitment stays with its unit and its first date")]
    Fixed,
    /// Somebody else changed it since it was read.
    #[error(transparent)]
    Conflict(#[from] Outdated),
    /// Nobody is asked about it now.
    #[error("nobody is asked about this commitment now")]
    NotAsked,
    /// The rules refuse the step.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<ForumError> for CommitmentError {
    /// The group that a commitment is to answer is looked up for it alone.
    fn from(error: ForumError) -> Self {
        match error {
            ForumError::Store(error) => Self::Store(error),
            ForumError::Conflict(outdated) => Self::Conflict(outdated),
            _ => Self::Unknown,
        }
    }
}

impl From<sea_orm::DbErr> for CommitmentError {
    fn from(error: sea_orm::DbErr) -> Self {
        match error.sql_err() {
            // Two people changed the same at the same time.
            Some(SqlErr::UniqueConstraintViolation(_)) => Self::Conflict(Outdated),
            _ => Self::Store(error.into()),
        }
    }
}

/// A commitment that is to be made.
#[derive(Clone, Debug)]
pub struct NewCommitment {
    /// By which it is recognised when it is sent again.
    pub token: FormToken,
    /// What is promised.
    pub commitment: Commitment,
    /// On which day.
    pub made_on: NaiveDate,
    /// The group of a forum that it answers.
    pub group: Option<GroupId>,
}

impl Store {
    /// Makes a commitment and gives its number, the same one to whoever sends the same form again.
    pub async fn make_commitment(
        &self,
        permit: &Permit,
        new: &NewCommitment,
        now: i64,
    ) -> Result<Number, CommitmentError> {
        let transaction = self.begin_write().await?;
        let made = commitment::Entity::find()
            .filter(commitment::Column::Token.eq(new.token.as_str()))
            .one(&transaction)
            .await?;
        if let Some(made) = made {
            return Ok(number(made.id)?);
        }
        let item = &new.commitment;
        Course::new(new.made_on, item.due)?;
        let references = references(&transaction, permit, item).await?;
        let row = commitment::ActiveModel {
            id: NotSet,
            token: Set(new.token.as_str().to_owned()),
            made_on: Set(new.made_on),
            ..row(item, &references, 1)
        };
        let id = row.insert(&transaction).await?.id;
        let number = number(id)?;
        let author = Author::new(permit, now);
        let saved = keep_version(&transaction, &author, number, 1, item, None).await?;
        if let Some(group) = new.group {
            forum::promise(&transaction, permit, group, number, now).await?;
        }
        let deed = Deed::CommitmentSaved { saved };
        close(transaction, permit, number, &deed, now).await?;
        Ok(number)
    }

    /// Changes the words of a commitment or what it aims at, if nobody else did since `version`. Its unit stays.
    pub async fn change_commitment(
        &self,
        permit: &Permit,
        number: Number,
        item: &Commitment,
        version: i32,
        now: i64,
    ) -> Result<(), CommitmentError> {
        let transaction = self.begin_write().await?;
        let kept = reading::one(&transaction, number).await?;
        let kept = kept.ok_or(CommitmentError::Unknown)?;
        unchanged(kept.version, version)?;
        if (&kept.commitment.unit, kept.commitment.due) != (&item.unit, item.due) {
            return Err(CommitmentError::Fixed);
        }
        let references = references(&transaction, permit, item).await?;
        let next = version + 1;
        let row = commitment::ActiveModel {
            id: Set(number.get()),
            ..row(item, &references, next)
        };
        row.update(&transaction).await?;
        let (author, before) = (Author::new(permit, now), Some(&kept.commitment));
        let saved = keep_version(&transaction, &author, number, next, item, before).await?;
        let deed = Deed::CommitmentSaved { saved };
        close(transaction, permit, number, &deed, now).await
    }

    /// Takes a step, if the commitment has no other steps than the `seen` ones.
    pub async fn take_step(
        &self,
        permit: &Permit,
        number: Number,
        seen: usize,
        step: Step,
        moment: Moment,
    ) -> Result<(), CommitmentError> {
        let transaction = self.begin_write().await?;
        let kept = reading::one(&transaction, number).await?;
        let mut kept = kept.ok_or(CommitmentError::Unknown)?;
        let unit = unit_id(&transaction, &kept.commitment.unit).await?;
        reach::of_unit(&transaction, permit, unit).await?;
        unchanged(kept.course.steps().len(), seen)?;
        let deed = deed(&kept, &step);
        kept.course.take(moment.today, step.clone())?;
        let row = step_row(number, kept.course.steps().len(), moment.today, step)?;
        commitment_step::Entity::insert(row)
            .exec_without_returning(&transaction)
            .await?;
        close(transaction, permit, number, &deed, moment.now).await
    }
}

/// What the trail tells of a step.
fn deed(kept: &Kept, step: &Step) -> Deed {
    match step {
        Step::Deferred { due, .. } => Deed::CommitmentDeferred {
            due: Changed {
                before: kept.course.due(),
                after: *due,
            },
        },
        Step::Reported(_) => Deed::CommitmentReported,
        Step::Reopened { .. } => Deed::CommitmentReopened,
    }
}

/// Notes what was done, tells the public edition, and commits.
async fn close(
    transaction: WriteTransaction,
    permit: &Permit,
    number: Number,
    deed: &Deed,
    now: i64,
) -> Result<(), CommitmentError> {
    let subject = Subject::new(SubjectKind::Commitment, number);
    audit::append(&transaction, permit, now, deed, subject).await?;
    forum::tell_halls(&transaction, number).await?;
    raise(&transaction, [Part::Commitments]).await?;
    transaction.commit().await?;
    Ok(())
}

/// The numbers of what a commitment names.
struct References {
    unit: i32,
    service: Option<i32>,
    indicator: Option<i32>,
}

/// Looks them up, and asks whether the permit is for the unit.
async fn references(
    transaction: &WriteTransaction,
    permit: &Permit,
    item: &Commitment,
) -> Result<References, CommitmentError> {
    let unit = unit_id(transaction, &item.unit).await?;
    reach::of_unit(transaction, permit, unit).await?;
    let mut references = References {
        unit,
        service: None,
        indicator: None,
    };
    match &item.aim {
        Some(Aim::Indicator(slug)) => {
            let named = indicator::Column::Slug.eq(slug.as_str());
            let row = indicator::Entity::find().filter(named);
            let row = row.one(transaction).await?;
            references.indicator = Some(row.ok_or_else(|| missing("indicator", slug))?.id);
        }
        Some(Aim::Element {
            service: Some(slug),
            ..
        }) => {
            let named = service::Column::Slug.eq(slug.as_str());
            let row = service::Entity::find().filter(named);
            let row = row.one(transaction).await?;
            references.service = Some(row.ok_or_else(|| missing("service", slug))?.id);
        }
        Some(Aim::Element { service: None, .. }) | None => {}
    }
    Ok(references)
}

async fn unit_id(transaction: &WriteTransaction, slug: &Slug) -> Result<i32, StoreError> {
    let named = unit::Column::Slug.eq(slug.as_str());
    let row = unit::Entity::find().filter(named).one(transaction).await?;
    Ok(row.ok_or_else(|| missing("unit", slug))?.id)
}

fn missing(kind: &str, slug: &Slug) -> StoreError {
    StoreError::Missing(format!("there is no {kind} {slug}"))
}

fn row(item: &Commitment, references: &References, version: i32) -> commitment::ActiveModel {
    let element = match &item.aim {
        Some(Aim::Element { element, .. }) => Some(element.key().to_owned()),
        _ => None,
    };
    commitment::ActiveModel {
        unit_id: Set(references.unit),
        text: Set(item.text.id.clone()),
        text_en: Set(item.text.en.clone()),
        post: Set(item.post.id.clone()),
        post_en: Set(item.post.en.clone()),
        first_due: Set(item.due),
        element: Set(element),
        service_id: Set(references.service),
        indicator_id: Set(references.indicator),
        version: Set(version),
        ..Default::default()
    }
}

/// Keeps a version of the words, and tells what changed.
async fn keep_version(
    transaction: &WriteTransaction,
    author: &Author,
    number: Number,
    version: i32,
    item: &Commitment,
    before: Option<&Commitment>,
) -> Result<Saved, StoreError> {
    let (snapshot, replaced) = (item.snapshot(), before.map(Commitment::snapshot));
    let version = Version {
        kind: COMMITMENT,
        key: &number.to_string(),
        number: version,
        snapshot: &snapshot,
        author,
    };
    history::append(transaction, version, replaced.as_ref()).await?;
    Ok(Saved::between(COMMITMENT, replaced.as_ref(), &snapshot))
}

fn step_row(
    number: Number,
    place: usize,
    on: NaiveDate,
    step: Step,
) -> Result<commitment_step::ActiveModel, StoreError> {
    let place = i32::try_from(place).map_err(StoreError::corrupt)?;
    let kind = step.kind().code().to_owned();
    let (due, words, link) = match step {
        Step::Deferred { due, reason } => (Some(due), reason, None),
        Step::Reported(evidence) => {
            let link = evidence.link.map(|link| link.as_str().to_owned());
            (None, evidence.text, link)
        }
        Step::Reopened { reason } => (None, reason, None),
    };
    Ok(commitment_step::ActiveModel {
        commitment_id: Set(number.get()),
        number: Set(place),
        taken_on: Set(on),
        kind: Set(kind),
        due: Set(due),
        words: Set(words),
        link: Set(link),
    })
}

fn number(id: i32) -> Result<Number, StoreError> {
    Number::new(id).ok_or_else(|| StoreError::corrupt("a commitment without a number"))
}
