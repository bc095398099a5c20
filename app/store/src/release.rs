//! The seal carried out on a database.
//! It must not compute figures or decide what may be published: it counts, asks `domain`, and moves rows.

pub(crate) mod correction;
mod duties;
pub(crate) mod extract;
mod moving;
mod pending;
mod profiles;
mod reading;
mod recounting;

pub use reading::{PublicRegister, SealedAt};
pub(crate) use reading::{last_digest, told_registers, verify_releases};
pub use recounting::{Examined, Fault, Recounted};

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;
use domain::access::{Permit, Right};
use domain::audit::{Deed, Subject, SubjectKind};
use domain::coverage::Place;
use domain::digest::Digest;
use domain::integrity::Sign;
use domain::moment::Moment;
use domain::period::Month;
use domain::record::Published;
use domain::register::Register;
use domain::release::{Extract, RegisterChanges, Release, Supplement, Visits};
use domain::seal::proposal::SealStep;
use domain::seal::{SealRefused, TwoPeople, may_seal, seal};
use domain::service_time::{Measured, ServiceTimes};
use domain::slug::Slug;
use moving::Small;
use pending::Counted;
use sea_orm::{ActiveValue::Set, DbErr, EntityTrait};

use crate::waiting::{anything_waits, oldest_waiting};
use crate::{
    Store, StoreError, audit,
    ballot_box::{TRIES, came_in_between},
    clock,
    connection::WriteTransaction,
    due::{BeingSealed, last_sealed},
    edition::{Part, raise},
    entity::release,
    indicator::seal_realisations,
    moderation::publish_comments,
    names::service_slugs,
    proposal::{confirmed_seal, signs_of},
    register::load,
    signs::Seen,
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
    /// The smallest number of ratings that are published together, unless the seal has begun with another one.
    pub k: u64,
    /// Who answers for it.
    pub people: &'a TwoPeople,
    /// The local day.
    pub today: NaiveDate,
    /// The time, in seconds since 1970 (UTC).
    pub now: i64,
}

/// A month whose seal has begun, with everything that is counted before the release is written: nothing of it changes any more.
pub(crate) struct Prepared {
    begun: BeingSealed,
    counted: Counted,
    signs: Vec<Sign>,
    times: Vec<(Slug, ServiceTimes)>,
    visits: BTreeMap<Place, domain::coverage::Counted>,
    /// The register that the releases before tell.
    told: Option<Arc<Register>>,
}

/// A seal is three steps. It *begins*: in a short transaction the month is fixed, and whatever comes later counts in the next
/// one. What waits is *prepared* while others write: counted, and its answers and comments moved, some at a time. A short
/// transaction *publishes*. A crash leaves a month that has begun: beginning again is going on, and what was moved already is
/// the same again.
impl Store {
    /// Seals a month for whoever has the command line: the release is written, its ratings leave the ballot box and lose
    /// their profiles. Interrupted, it is gone on with by sealing the same month again.
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
        let published = loop {
            match self.try_seal(&sealing).await {
                Err(SealError::Store(StoreError::Database(error)))
                    if attempt < TRIES && came_in_between(&error) =>
                {
                    attempt += 1;
                }
                other => break other?,
            }
        };
        self.clear_up_after_seal().await;
        self.delete_sealed_ratings_or_warn().await;
        Ok(published)
    }

    /// Refuses a month that may be sealed but for which no rating waits. Of a seal that has begun nothing is asked.
    pub async fn must_not_be_empty(&self, month: Month, today: NaiveDate) -> Result<(), SealError> {
        if BeingSealed::find(&self.reader).await?.is_some() {
            return Ok(());
        }
        let last = last_sealed(&self.reader).await?;
        may_seal(month, today, last, oldest_waiting(&self.reader).await?)?;
        if anything_waits(&self.reader, month).await? {
            return Ok(());
        }
        Err(SealRefused::Empty { month }.into())
    }

    /// Seals once, for whoever has the command line.
    pub(crate) async fn try_seal(&self, sealing: &Sealing<'_>) -> Result<Published, SealError> {
        let transaction = self.begin_alone().await?;
        let begun = begin(&transaction, sealing).await?;
        transaction.commit().await?;
        let prepared = self.prepare(begun, &|_| ()).await?;
        let transaction = self.begin_alone().await?;
        let permit = Permit::console(Right::Seal);
        let published = self
            .publish(&transaction, prepared, sealing, &permit)
            .await?;
        transaction.commit().await?;
        Ok(published)
    }

    /// Counts what waits for a seal that has begun, and moves what can be moved before the release. Nobody waits for it.
    pub(crate) async fn prepare(
        &self,
        begun: BeingSealed,
        progress: &(impl Fn(SealStep) + Send + Sync),
    ) -> Result<Prepared, StoreError> {
        let month = begun.month;
        progress(SealStep::Counting);
        let mut counted = Counted::of(self, begun).await?;
        let seen = std::mem::replace(&mut counted.seen, Seen::none(month));
        let rated = seen.rated().collect();
        let mut signs = seen.signs(&self.reader, begun.k).await?;
        signs.extend(signs_of(&self.reader, begun.proposal).await?);
        signs.sort_unstable();
        signs.dedup();
        let visits = coverage(&self.reader, month, rated).await?;
        let prepared = Prepared {
            begun,
            signs,
            times: visit_times(&self.reader, month).await?,
            visits,
            told: told_registers(&self.reader)
                .await?
                .pop()
                .and_then(|last| last.register),
            counted,
        };
        progress(SealStep::Moving);
        // The month is over, so its comments are the moderators', and those that nobody read are counted.
        self.open_comments_of(month).await?;
        self.keep_answers(month, &prepared.counted).await?;
        self.keep_duties(month, &prepared.counted, begun.k).await?;
        Ok(prepared)
    }

    /// Publishes a month within a transaction that is alone.
    pub(crate) async fn publish(
        &self,
        transaction: &WriteTransaction,
        prepared: Prepared,
        sealing: &Sealing<'_>,
        permit: &Permit,
    ) -> Result<Published, SealError> {
        let Prepared { begun, counted, .. } = prepared;
        let BeingSealed { month, k, .. } = begun;
        may_seal(month, sealing.today, last_sealed(transaction).await?, None)?;
        if BeingSealed::find(transaction).await? != Some(begun) {
            return Err(StoreError::corrupt(format!("the seal of {month} ended")).into());
        }
        let previous = last_digest(transaction).await?;
        let register = load(transaction).await?;
        let services = service_slugs(transaction, None).await?;
        let pending = counted.pending(month, &register, &services)?;
        let sealed = seal(month, k, previous, pending);
        let measured = measured(prepared.times, &register, month);
        let excluded = counted.excluded.clone();
        let visits = Visits::beside(&sealed.release, &measured, &prepared.visits, &excluded);
        let profiles = profiles::add_and_publish(transaction, month, &sealed.profiles, k).await?;
        let supplement = Supplement {
            profiles,
            comments: publish_comments(transaction, &sealed.release).await?,
            realisations: seal_realisations(transaction, month).await?,
            coverage: visits.coverage,
            rated: visits.rated,
            times: visits.times,
            signs: Some(prepared.signs),
            exclusions: excluded,
            patterns: None,
            register: RegisterChanges::between(prepared.told.as_deref(), &register),
        };
        let release = sealed.release.with(supplement);
        let published = store_release(transaction, release, sealing).await?;
        duties::wait_for_quarter(transaction, &self.keys, month, &counted).await?;
        let small = Small {
            month,
            groups: counted.small().collect(),
            places: &sealed.places,
        };
        small.store(transaction, &self.keys, &services).await?;
        BeingSealed::end(transaction).await?;
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

    /// What seals have left in the ballot box is noise; a start or the next seal tries again.
    pub async fn delete_sealed_ratings_or_warn(&self) {
        if let Err(error) = self.delete_sealed_ratings().await {
            tracing::warn!(%error, "the encrypted ratings of a sealed month were not all deleted");
        }
    }

    /// What was done stands; a reader that keeps the old pages only delays the tidying to a later checkpoint.
    pub(crate) async fn tidy_or_warn(&self) {
        match self.tidy().await {
            Ok(true) => {}
            Ok(false) => tracing::warn!(
                "the log of the database was not emptied: somebody still reads an older state"
            ),
            Err(error) => tracing::warn!(%error, "the log of the database was not emptied"),
        }
    }
}

/// Fixes what a seal counts, or finds it fixed by one that was interrupted.
pub(crate) async fn begin(
    transaction: &WriteTransaction,
    sealing: &Sealing<'_>,
) -> Result<BeingSealed, SealError> {
    let Sealing { month, k, .. } = *sealing;
    clock::must_be_right(transaction, sealing.now).await?;
    match BeingSealed::find(transaction).await? {
        Some(begun) if begun.month == month => return Ok(begun),
        Some(other) => return Err(SealRefused::Begun { month: other.month }.into()),
        None => {}
    }
    let (last, oldest) = (
        last_sealed(transaction).await?,
        oldest_waiting(transaction).await?,
    );
    may_seal(month, sealing.today, last, oldest)?;
    let begun = BeingSealed {
        month,
        k,
        proposal: confirmed_seal(transaction, month).await?,
    };
    begun.begin(transaction).await?;
    Ok(begun)
}

/// How long the visits of a month took, at the units that offered the services.
fn measured(times: Vec<(Slug, ServiceTimes)>, register: &Register, month: Month) -> Vec<Measured> {
    let last_day = month.last_day();
    let measured = times.into_iter().filter_map(|(service, times)| {
        let unit = register.service(&service)?.unit_on(last_day).clone();
        Some(Measured {
            service,
            unit,
            times,
        })
    });
    measured.collect()
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
