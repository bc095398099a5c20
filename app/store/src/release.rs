//! The seal carried out on a database.
//! It must not compute figures or decide what may be published: it counts, asks `domain`, and moves rows.

pub(crate) mod correction;
pub(crate) mod extract;
mod moving;
mod pending;
mod reading;

pub use reading::PublicRegister;
pub(crate) use reading::{last_digest, last_sealed, verify_releases};

use chrono::NaiveDate;
use domain::access::{Permit, Right};
use domain::audit::{Deed, Subject, SubjectKind};
use domain::coverage::Coverage;
use domain::digest::Digest;
use domain::moment::Moment;
use domain::period::Month;
use domain::record::Published;
use domain::register::Register;
use domain::release::{Extract, Release, Supplement};
use domain::seal::proposal::SealStep;
use domain::seal::{SealRefused, TwoPeople, may_seal, seal};
use domain::service_time::SealedTimes;
use moving::Moved;
use pending::Counted;
use sea_orm::{ActiveValue::Set, DbErr, EntityTrait};

use crate::waiting::oldest_waiting;
use crate::{
    Store, StoreError, audit,
    ballot_box::{TRIES, came_in_between},
    clock,
    connection::WriteTransaction,
    edition::{Part, raise},
    entity::release,
    indicator::seal_realisations,
    moderation::{open_comments_of, publish_comments},
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
    /// their profiles, all in one transaction, so a crash leaves either nothing or everything.
    ///
    /// While it runs no rating is stored; those that come wait.
    pub async fn seal(
        &self,
        month: Month,
        k: u64,
        people: &TwoPeople,
        moment: Moment,
    ) -> Result<Published, SealError> {
        let Moment { now, today } = moment;
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
        self.clear_up_after_seal().await;
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
        clock::must_be_right(transaction, sealing.now).await?;
        progress(SealStep::Counting);
        let last = last_sealed(transaction).await?;
        may_seal(
            month,
            sealing.today,
            last,
            oldest_waiting(transaction).await?,
        )?;
        let previous = last_digest(transaction).await?;
        let register = load(transaction).await?;
        let services = service_slugs(transaction, None).await?;
        // The month is over, so its comments are the moderators', and those that nobody read are counted.
        open_comments_of(transaction, &self.keys, month).await?;
        let counted = Counted::of(transaction, &self.keys, month, sealing.k).await?;
        let pending = counted.pending(month, &register, &services)?;
        progress(SealStep::Writing);
        let sealed = seal(month, sealing.k, previous, pending);
        let times = sealed_times(transaction, &register, sealing).await?;
        let visits = coverage(transaction, month).await?;
        let divided = SealedTimes::divided(&times);
        let supplement = Supplement {
            comments: publish_comments(transaction, &sealed.release).await?,
            realisations: seal_realisations(transaction, month).await?,
            coverage: Coverage::of_month(&visits, &divided, sealing.k),
            times,
            patterns: Some(counted.days.unusual(transaction, sealing.k).await?),
        };
        let release = sealed.release.with(supplement);
        let published = store_release(transaction, release, sealing).await?;
        progress(SealStep::Moving);
        let moved = Moved {
            month,
            groups: counted.groups,
            places: &sealed.places,
        };
        moved.store(transaction, &self.keys, &services).await?;
        progress(SealStep::Publishing);
        let subject = Subject::new(SubjectKind::Release, month);
        let deed = Deed::Sealed {
            digest: published.digest,
        };
        audit::append(transaction, permit, sealing.now, &deed, subject).await?;
        raise(transaction, [Part::Record, Part::Voices]).await?;
        Ok(published)
    }

    /// Destroys the key of the month that was sealed and what the database's log still holds. What was done stands: a crash
    /// here delays it to the next start.
    pub(crate) async fn clear_up_after_seal(&self) {
        if let Err(error) = self.destroy_dead_keys().await {
            tracing::error!(%error, "the key of a sealed month was not destroyed; the next start tries again");
        }
        self.tidy_or_warn().await;
    }

    /// What was done stands; a reader that keeps the old pages only delays the tidying to a later checkpoint.
    pub(crate) async fn tidy_or_warn(&self) {
        if let Err(error) = self.tidy().await {
            tracing::warn!(%error, "the log of the database was not emptied");
        }
    }
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
    extract::keep(transaction, &Extract::of(&release, digest)).await?;
    Ok(Published { release, digest })
}
