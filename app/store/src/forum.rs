//! Dialogue forums: how they are announced, opened and closed.
//! It must not decide where a forum stands: that follows from its day and its acts, by `domain::forum`.

mod agreement;
mod amendment;
mod attendance;
mod deciding;
mod group;
mod minutes;
mod point;
mod pulse;
mod seat;
mod slip;

pub use amendment::SentAmendment;
pub(crate) use group::{promise, tell_halls};
pub use minutes::{Frozen, MinutesError, NewMinutes};
pub use point::{HeardPoint, SentPoint};
pub use seat::Seat;

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use chrono::NaiveDate;
use domain::access::Permit;
use domain::audit::{Deed, Saved, Subject, SubjectKind};
use domain::forum::{
    Act, Acts, FORUM, Forum, ForumId, KeptForum, NotDecided, NotNow, RoomCode, written,
};
use domain::grammar;
use domain::language::Bilingual;
use domain::moment::Moment;
use domain::slug::Slug;
use sea_orm::sea_query::{Expr, SelectStatement};
use sea_orm::{
    ActiveValue::{NotSet, Set},
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, ExprTrait, Order, QueryFilter,
    QueryOrder, QuerySelect, QueryTrait, SqlErr,
};

use pulse::pulse;

use crate::{
    Store, StoreError, audit,
    connection::WriteTransaction,
    edition::{Part, raise},
    entity::{forum, unit},
    history::{self, Author, Version},
    names::unit_slugs,
    reach,
    seen::{Outdated, unchanged},
};

/// Which forums to list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ForumFilter {
    /// Those from a day on, the next first.
    From(NaiveDate),
    /// Those before a day, the last first; only those after one in that order, if one is given.
    Before(NaiveDate, Option<ForumId>),
    /// Those of some days, the first first.
    Within(RangeInclusive<NaiveDate>),
    /// All, the last first; only those after one in that order, if one is given.
    All(Option<ForumId>),
}

/// Why nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum ForumError {
    /// There is no such forum.
    #[error("there is no such forum")]
    Unknown,
    /// Another forum has the code.
    #[error("another forum has this code")]
    CodeTaken,
    /// A forum stays with the unit that invites.
    #[error("a forum stays with its unit")]
    Fixed,
    /// It is not possible now.
    #[error(transparent)]
    NotNow(#[from] NotNow),
    /// Nothing is sent to a forum that is over.
    #[error("the forum is over")]
    Closed,
    /// The seat has said as much as one may.
    #[error("this seat has as many points as one may have")]
    Enough,
    /// The decision cannot be made.
    #[error(transparent)]
    NotDecided(#[from] NotDecided),
    /// Somebody else changed it since it was read.
    #[error(transparent)]
    Conflict(#[from] Outdated),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<DbErr> for ForumError {
    fn from(error: DbErr) -> Self {
        match error.sql_err() {
            Some(SqlErr::UniqueConstraintViolation(_)) => Self::CodeTaken,
            _ => Self::Store(error.into()),
        }
    }
}

impl Store {
    /// Forums of some units, or of all, at most `limit`.
    pub async fn forums(
        &self,
        units: Option<&BTreeSet<Slug>>,
        filter: &ForumFilter,
        limit: u64,
    ) -> Result<Vec<KeptForum>, StoreError> {
        let slugs = unit_slugs(&self.reader).await?;
        let (narrowed, order) = match filter {
            ForumFilter::From(day) => (forum::Column::Date.gte(*day).into(), Order::Asc),
            ForumFilter::Within(days) => {
                let within = forum::Column::Date.between(*days.start(), *days.end());
                (within.into(), Order::Asc)
            }
            ForumFilter::Before(day, after) => {
                let before = Condition::all().add(forum::Column::Date.lt(*day));
                (
                    before.add_option(self.following(*after).await?),
                    Order::Desc,
                )
            }
            ForumFilter::All(after) => {
                let following = self.following(*after).await?;
                (Condition::all().add_option(following), Order::Desc)
            }
        };
        let of_units = units.map(|units| {
            let among = slugs.iter().filter(|(_, slug)| units.contains(slug));
            forum::Column::UnitId.is_in(among.map(|(id, _)| *id))
        });
        let rows = forum::Entity::find()
            .filter(narrowed)
            .filter(Condition::all().add_option(of_units))
            .order_by(forum::Column::Date, order.clone())
            .order_by(forum::Column::Id, order)
            .limit(limit)
            .all(&self.reader)
            .await?;
        let kept = rows.into_iter().map(|row| {
            let unit = slugs.get(&row.unit_id).cloned();
            kept(row, unit)
        });
        kept.collect()
    }

    /// The forums after one in the order from the last to the first.
    async fn following(&self, after: Option<ForumId>) -> Result<Option<Condition>, StoreError> {
        let Some(ForumId(id)) = after else {
            return Ok(None);
        };
        let last = forum::Entity::find_by_id(id).one(&self.reader).await?;
        Ok(last.map(|last| {
            let same_day = forum::Column::Date.eq(last.date);
            Condition::any()
                .add(forum::Column::Date.lt(last.date))
                .add(same_day.and(forum::Column::Id.lt(last.id)))
        }))
    }

    /// One forum.
    pub async fn forum(&self, id: ForumId) -> Result<Option<KeptForum>, StoreError> {
        let row = forum::Entity::find_by_id(id.0).one(&self.reader).await?;
        self.kept_forum(row).await
    }

    /// The forum that a code leads to.
    pub async fn forum_of_code(&self, code: &RoomCode) -> Result<Option<KeptForum>, StoreError> {
        let row = forum::Entity::find()
            .filter(forum::Column::Code.eq(code.letters()))
            .one(&self.reader)
            .await?;
        self.kept_forum(row).await
    }

    async fn kept_forum(&self, row: Option<forum::Model>) -> Result<Option<KeptForum>, StoreError> {
        let Some(row) = row else { return Ok(None) };
        let unit = unit::Entity::find_by_id(row.unit_id).one(&self.reader);
        let unit = unit.await?.map(|unit| unit.slug.parse());
        let unit = unit.transpose().map_err(StoreError::corrupt)?;
        kept(row, unit).map(Some)
    }

    /// Announces a forum (version 0) or changes what is announced, if nobody else did since its version.
    pub async fn save_forum(
        &self,
        permit: &Permit,
        change: &KeptForum,
        now: i64,
    ) -> Result<(), ForumError> {
        let transaction = self.begin_write().await?;
        let id = change.forum.id;
        let slugs = unit_slugs(&transaction).await?;
        let known = locked(&transaction, id).await?;
        unchanged(known.as_ref().map_or(0, |row| row.version), change.version)?;
        let unit = slugs.iter().find(|(_, slug)| **slug == change.forum.unit);
        let unit = unit.map(|(unit, _)| *unit).ok_or_else(|| {
            StoreError::Missing(format!("there is no unit {}", change.forum.unit))
        })?;
        if known.as_ref().is_some_and(|row| row.unit_id != unit) {
            return Err(ForumError::Fixed);
        }
        reach::of_unit(&transaction, permit, unit).await?;
        let own = change.forum.unit.clone();
        let replaced = known.map(|row| kept(row, Some(own))).transpose()?;
        let row = row(change, unit);
        if replaced.is_some() {
            forum::Entity::update(row).exec(&transaction).await?;
            tell_hall(&transaction, id).await?;
        } else {
            let new = forum::ActiveModel {
                code: Set(change.code.letters().to_owned()),
                changed: Set(0),
                received: Set(0),
                noted: Set(0),
                ..row
            };
            forum::Entity::insert(new)
                .exec_without_returning(&transaction)
                .await?;
        }
        let replaced = replaced.map(|kept| kept.forum.snapshot());
        let snapshot = change.forum.snapshot();
        let version = Version {
            kind: FORUM,
            key: &id.to_string(),
            number: change.version + 1,
            snapshot: &snapshot,
            author: &Author::new(permit, now),
        };
        history::append(&transaction, version, replaced.as_ref()).await?;
        let deed = Deed::ForumSaved {
            saved: Saved::between(FORUM, replaced.as_ref(), &snapshot),
        };
        note(&transaction, permit, id, &deed, now).await?;
        raise(&transaction, [Part::Forums]).await?;
        Ok(transaction.commit().await?)
    }

    /// Opens or closes a forum.
    pub async fn act_on_forum(
        &self,
        permit: &Permit,
        id: ForumId,
        act: Act,
        moment: Moment,
    ) -> Result<(), ForumError> {
        let transaction = self.begin_write().await?;
        let row = permitted(&transaction, permit, id).await?;
        if act == Act::Open && minutes::of_forum(&transaction, id).await?.tell_the_record() {
            return Err(NotNow::Recorded.into());
        }
        let acts = acts(&row).after(act, row.date, moment.today, moment.now)?;
        let row = forum::ActiveModel {
            id: Set(row.id),
            opened_at: Set(acts.opened),
            closed_at: Set(acts.closed),
            ..Default::default()
        };
        forum::Entity::update(row).exec(&transaction).await?;
        tell_hall(&transaction, id).await?;
        let deed = match act {
            Act::Open => Deed::ForumOpened,
            Act::Close => Deed::ForumClosed,
        };
        note(&transaction, permit, id, &deed, moment.now).await?;
        raise(&transaction, [Part::Forums]).await?;
        Ok(transaction.commit().await?)
    }
}

/// The names of the forums of some units, for whatever belongs to them.
async fn of_units(
    connection: &impl ConnectionTrait,
    units: &BTreeSet<Slug>,
) -> Result<SelectStatement, StoreError> {
    let slugs = unit_slugs(connection).await?;
    let among = slugs.iter().filter(|(_, slug)| units.contains(slug));
    Ok(forum::Entity::find()
        .filter(forum::Column::UnitId.is_in(among.map(|(id, _)| *id)))
        .select_only()
        .column(forum::Column::Id)
        .into_query())
}

/// The row of a forum, for whoever changes it or what belongs to it.
async fn locked(
    transaction: &WriteTransaction,
    id: ForumId,
) -> Result<Option<forum::Model>, DbErr> {
    let row = forum::Entity::find_by_id(id.0).lock_exclusive();
    row.one(transaction).await
}

/// The same, if the permit is for its unit.
async fn permitted(
    transaction: &WriteTransaction,
    permit: &Permit,
    id: ForumId,
) -> Result<forum::Model, ForumError> {
    let row = locked(transaction, id).await?;
    let row = row.ok_or(ForumError::Unknown)?;
    reach::of_unit(transaction, permit, row.unit_id).await?;
    Ok(row)
}

/// Counts a change that the hall sees.
async fn tell_hall(connection: &impl ConnectionTrait, id: ForumId) -> Result<(), DbErr> {
    count(connection, id, forum::Column::Changed).await
}

/// Counts a change that only moderators see.
async fn tell_moderators(connection: &impl ConnectionTrait, id: ForumId) -> Result<(), DbErr> {
    count(connection, id, forum::Column::Noted).await
}

async fn count(
    connection: &impl ConnectionTrait,
    id: ForumId,
    counter: forum::Column,
) -> Result<(), DbErr> {
    forum::Entity::update_many()
        .col_expr(counter, Expr::col(counter).add(1))
        .filter(forum::Column::Id.eq(id.0))
        .exec(connection)
        .await
        .map(drop)
}

/// Who changes what is kept of a forum, and when; the permit is for its unit.
struct Acting<'a> {
    permit: &'a Permit,
    forum: ForumId,
    now: i64,
}

/// Notes a deed about a forum.
async fn note(
    transaction: &WriteTransaction,
    permit: &Permit,
    id: ForumId,
    deed: &Deed,
    now: i64,
) -> Result<(), StoreError> {
    let subject = Subject::new(SubjectKind::Forum, id);
    audit::append(transaction, permit, now, deed, subject).await
}

const fn acts(row: &forum::Model) -> Acts {
    Acts {
        opened: row.opened_at,
        closed: row.closed_at,
    }
}

fn kept(row: forum::Model, unit: Option<Slug>) -> Result<KeptForum, StoreError> {
    let time = |text: &str| {
        grammar::time(text).ok_or_else(|| StoreError::corrupt("a forum at no time of the day"))
    };
    let services = row.services.split(';').filter(|slug| !slug.is_empty());
    let services = services.map(|slug| slug.parse().map_err(StoreError::corrupt));
    let release = row.release.as_deref().map(str::parse);
    let link = Some(row.link.as_str()).filter(|link| !link.is_empty());
    let acts = acts(&row);
    Ok(KeptForum {
        code: row.code.parse().map_err(StoreError::corrupt)?,
        acts,
        pulse: pulse(row.changed, row.received, row.noted),
        version: row.version,
        forum: Forum {
            id: ForumId(row.id),
            unit: unit.ok_or_else(|| StoreError::corrupt("a forum of a unit that is gone"))?,
            begin: time(&row.begin)?,
            end: time(&row.end)?,
            services: services.collect::<Result<_, _>>()?,
            release: release.transpose().map_err(StoreError::corrupt)?,
            link: link
                .map(|link| link.parse().map_err(StoreError::corrupt))
                .transpose()?,
            title: Bilingual::new(row.title, row.title_en),
            about: Bilingual::new(row.about, row.about_en),
            date: row.date,
            place: row.place,
            agenda: Bilingual::new(row.agenda, row.agenda_en),
        },
    })
}

/// What is announced, as a row; its code and its counters stay.
fn row(change: &KeptForum, unit: i32) -> forum::ActiveModel {
    let forum = &change.forum;
    let services: Vec<_> = forum.services.iter().map(Slug::as_str).collect();
    let link = forum.link.as_ref().map(|link| link.as_str().to_owned());
    forum::ActiveModel {
        id: Set(forum.id.0),
        code: NotSet,
        unit_id: Set(unit),
        title: Set(forum.title.id.clone()),
        title_en: Set(forum.title.en.clone()),
        date: Set(forum.date),
        begin: Set(written(forum.begin)),
        end: Set(written(forum.end)),
        place: Set(forum.place.clone()),
        link: Set(link.unwrap_or_default()),
        about: Set(forum.about.id.clone()),
        about_en: Set(forum.about.en.clone()),
        agenda: Set(forum.agenda.id.clone()),
        agenda_en: Set(forum.agenda.en.clone()),
        services: Set(services.join(";")),
        release: Set(forum.release.map(|month| month.to_string())),
        opened_at: NotSet,
        closed_at: NotSet,
        version: Set(change.version + 1),
        changed: NotSet,
        received: NotSet,
        noted: NotSet,
    }
}
