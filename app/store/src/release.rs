//! The seal carried out on a database.
//! It must not compute figures or decide what may be published: it counts, asks `domain`, and moves rows.

pub(crate) mod correction;
mod pending;
mod reading;

pub use reading::PublicRegister;
pub(crate) use reading::verify_releases;

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use domain::access::{Permit, Right};
use domain::audit::{Deed, Subject, SubjectKind};
use domain::coverage::Coverage;
use domain::instrument::Element;
use domain::period::Month;
use domain::record::Published;
use domain::register::{Register, Slug};
use domain::release::{Digest, Release, Supplement};
use domain::seal::proposal::SealStep;
use domain::seal::{GroupKey, SealRefused, TwoPeople, may_seal, seal};
use domain::service_time::SealedTimes;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, ExprTrait, QueryFilter,
    QueryOrder, QuerySelect, Statement,
};

use crate::{
    Store, StoreError, audit,
    ballot_box::{TRIES, came_in_between},
    completeness::unusual_patterns,
    connection::WriteTransaction,
    edition::{Part, raise},
    entity::{rating, release},
    indicator::seal_realisations,
    moderation::publish_comments,
    names::service_slugs,
    register::load,
    visit::times::{coverage, visit_times},
};

/// Why a month was not sealed. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum SealError {
    /// By the rules.
    #[error(transparent)]
    Refused(#[from] SealRefused),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<DbErr> for SealError {
    fn from(error: DbErr) -> Self {
        Self::Store(error.into())
    }
}

/// What a seal needs to know.
pub(crate) struct Sealing<'a> {
    /// The month.
    pub month: Month,
    /// The smallest number of ratings that are published together.
    pub k: u64,
    /// Who answers for it.
    pub people: &'a TwoPeople,
    /// The local day.
    pub today: NaiveDate,
    /// The time, in seconds since 1970 (UTC).
    pub now: i64,
}

impl Store {
    /// Seals a month for whoever has the command line: the release is written, its ratings leave the ballot box and lose
    /// their profiles, all in one transaction, so a crash leaves either nothing or everything. `now` is in seconds since
    /// 1970 (UTC).
    ///
    /// While it runs no rating is stored; those that come wait.
    pub async fn seal(
        &self,
        month: Month,
        k: u64,
        people: &TwoPeople,
        today: NaiveDate,
        now: i64,
    ) -> Result<Published, SealError> {
        let sealing = Sealing {
            month,
            k,
            people,
            today,
            now,
        };
        let mut attempt = 1;
        loop {
            match self.try_seal(&sealing).await {
                Err(SealError::Store(StoreError::Database(error)))
                    if attempt < TRIES && came_in_between(&error) =>
                {
                    attempt += 1;
                }
                other => return other,
            }
        }
    }

    /// Seals once, for whoever has the command line.
    pub(crate) async fn try_seal(&self, sealing: &Sealing<'_>) -> Result<Published, SealError> {
        let transaction = self.begin_alone().await?;
        let permit = Permit::console(Right::Seal);
        let published = self
            .seal_within(&transaction, sealing, &permit, &|_| ())
            .await?;
        transaction.commit().await?;
        self.tidy_or_warn().await;
        Ok(published)
    }

    /// Seals a month within a transaction that is alone, so that everything a release takes in stands still.
    pub(crate) async fn seal_within(
        &self,
        transaction: &WriteTransaction,
        sealing: &Sealing<'_>,
        permit: &Permit,
        progress: &(impl Fn(SealStep) + Send + Sync),
    ) -> Result<Published, SealError> {
        let month = sealing.month;
        progress(SealStep::Counting);
        let last = last_sealed(transaction).await?;
        may_seal(
            month,
            sealing.today,
            last,
            oldest_pending(transaction).await?,
        )?;
        let previous = last_digest(transaction).await?;
        let register = load(transaction).await?;
        let services = service_slugs(transaction, None).await?;
        let pending = pending::groups(transaction, month, &register, &services).await?;
        progress(SealStep::Writing);
        let sealed = seal(month, sealing.k, previous, pending);
        let times = sealed_times(transaction, &register, sealing).await?;
        let counted = coverage(transaction, month).await?;
        let divided = SealedTimes::divided(&times);
        let supplement = Supplement {
            comments: publish_comments(transaction, &sealed.release).await?,
            realisations: seal_realisations(transaction, month).await?,
            coverage: Coverage::of_month(&counted, &divided, sealing.k),
            times,
            patterns: Some(unusual_patterns(transaction, month, sealing.k).await?),
        };
        let release = sealed.release.with(supplement);
        let published = store_release(transaction, release, sealing).await?;
        progress(SealStep::Moving);
        move_ratings(transaction, month, &sealed.places, &services).await?;
        progress(SealStep::Publishing);
        let subject = Subject::new(SubjectKind::Release, month);
        let deed = Deed::Sealed {
            digest: published.digest,
        };
        audit::append(transaction, permit, sealing.now, &deed, subject).await?;
        raise(transaction, [Part::Record, Part::Voices]).await?;
        Ok(published)
    }

    /// What was done stands; a reader that keeps the old pages only delays the tidying to a later checkpoint.
    pub(crate) async fn tidy_or_warn(&self) {
        if let Err(error) = self.tidy().await {
            tracing::warn!(%error, "the log of the database was not emptied");
        }
    }
}

/// The last sealed month.
pub(crate) async fn last_sealed(
    connection: &impl ConnectionTrait,
) -> Result<Option<Month>, StoreError> {
    let last = last_release(connection).await?;
    last.map(|row| row.month.parse().map_err(StoreError::corrupt))
        .transpose()
}

/// The hash of the last release.
pub(crate) async fn last_digest(
    connection: &impl ConnectionTrait,
) -> Result<Option<Digest>, StoreError> {
    let last = last_release(connection).await?;
    last.map(|row| row.digest.parse().map_err(StoreError::corrupt))
        .transpose()
}

async fn last_release(connection: &impl ConnectionTrait) -> Result<Option<release::Model>, DbErr> {
    release::Entity::find()
        .order_by_desc(release::Column::Month)
        .one(connection)
        .await
}

/// The month of the oldest rating in the ballot box.
pub(crate) async fn oldest_pending(
    connection: &impl ConnectionTrait,
) -> Result<Option<Month>, DbErr> {
    let oldest: Option<Option<NaiveDate>> = rating::Entity::find()
        .select_only()
        .column_as(rating::Column::Date.min(), "oldest")
        .into_tuple()
        .one(connection)
        .await?;
    Ok(oldest.flatten().map(Month::of))
}

/// How long the visits of a month took, as far as that may be published.
async fn sealed_times(
    transaction: &WriteTransaction,
    register: &Register,
    sealing: &Sealing<'_>,
) -> Result<Vec<SealedTimes>, StoreError> {
    let times = visit_times(transaction, sealing.month).await?;
    let last_day = sealing.month.last_day();
    let sealed = times.into_iter().filter_map(|(service, times)| {
        let unit = register.service(&service)?.unit_on(last_day).clone();
        SealedTimes::new(service, unit, &times, sealing.k)
    });
    Ok(sealed.collect())
}

async fn store_release(
    transaction: &WriteTransaction,
    release: Release,
    sealing: &Sealing<'_>,
) -> Result<Published, DbErr> {
    let document = release.canonical_json();
    let digest = Digest::of(document.as_bytes());
    let row = release::ActiveModel {
        month: Set(release.month().to_string()),
        document: Set(document),
        digest: Set(digest.to_string()),
        sealed_by: Set(sealing.people.by().to_owned()),
        sealed_and: Set(sealing.people.and().to_owned()),
        sealed_at: Set(sealing.now),
    };
    release::Entity::insert(row)
        .exec_without_returning(transaction)
        .await?;
    Ok(Published { release, digest })
}

/// Moves the published ratings out of the ballot box in the order of their random keys and lets the others wait on.
async fn move_ratings(
    transaction: &WriteTransaction,
    month: Month,
    places: &BTreeMap<GroupKey, usize>,
    services: &HashMap<i32, Slug>,
) -> Result<(), DbErr> {
    if !places.is_empty() {
        transaction.execute_unprepared(PLACE_TABLE).await?;
        transaction
            .execute_unprepared(&place_rows(places, services))
            .await?;
        let columns = kept_columns().collect::<Vec<_>>().join(", ");
        let from_rating = kept_columns()
            .map(|column| format!("rating.{column}"))
            .collect::<Vec<_>>()
            .join(", ");
        let copy = format!(
            "INSERT INTO sealed_rating ({columns}, release_month, atom) \
             SELECT {from_rating}, $2, place.atom FROM rating JOIN place ON place.service_id = rating.service_id \
             AND place.instrument = rating.instrument AND place.wording = rating.wording \
             AND place.proof = rating.proof WHERE rating.date <= $1 ORDER BY rating.id"
        );
        let empty = "DELETE FROM rating WHERE date <= $1 AND (service_id, instrument, wording, proof) IN \
                     (SELECT service_id, instrument, wording, proof FROM place)";
        let backend = transaction.get_database_backend();
        let last_day = month.last_day();
        let values = [last_day.into(), month.to_string().into()];
        transaction
            .execute_raw(Statement::from_sql_and_values(backend, copy, values))
            .await?;
        transaction
            .execute_raw(Statement::from_sql_and_values(
                backend,
                empty,
                [last_day.into()],
            ))
            .await?;
        transaction.execute_unprepared("DROP TABLE place").await?;
    }
    rating::Entity::update_many()
        .col_expr(
            rating::Column::Waited,
            Expr::col(rating::Column::Waited).add(1),
        )
        .filter(rating::Column::Date.lte(month.last_day()))
        .exec(transaction)
        .await
        .map(drop)
}

/// The published groups with the places of their atoms. A table with a key, so that SQLite looks each rating's group up
/// instead of comparing it with all of them.
const PLACE_TABLE: &str = "CREATE TEMPORARY TABLE place (service_id INTEGER, instrument TEXT, wording INTEGER, \
                           proof TEXT, atom INTEGER, PRIMARY KEY (service_id, instrument, wording, proof))";

/// The statement that fills the table. Every value is a number or a key of our own.
fn place_rows(places: &BTreeMap<GroupKey, usize>, services: &HashMap<i32, Slug>) -> String {
    let ids: HashMap<&Slug, i32> = services.iter().map(|(id, slug)| (slug, *id)).collect();
    let rows: Vec<String> = places
        .iter()
        .filter_map(|(key, place)| {
            let (instrument, wording) = (key.series.instrument.key(), key.series.wording);
            let service = ids.get(&key.service)?;
            Some(format!(
                "({service}, '{instrument}', {wording}, '{}', {place})",
                key.proof.key()
            ))
        })
        .collect();
    format!(
        "INSERT INTO place (service_id, instrument, wording, proof, atom) VALUES {}",
        rows.join(", ")
    )
}

/// What remains of a rating after the seal: everything but its profile and how long it waited.
fn kept_columns() -> impl Iterator<Item = &'static str> {
    let facts = [
        "id",
        "service_id",
        "counter_id",
        "week",
        "date",
        "instrument",
        "wording",
        "proof",
    ];
    facts.into_iter().chain(
        Element::SKM
            .into_iter()
            .chain([Element::Overall])
            .map(Element::key),
    )
}
