//! The record checked from inside: every release beside the answers that are still kept of its ratings, and releases and audit
//! trail beside each other, so that neither can lose what the other tells.
//! It must not change anything, and cannot see what is gone from both.

use std::collections::{HashMap, HashSet};
use std::fmt;

use chrono::NaiveDate;
use domain::audit::{Deed, DeedKind};
use domain::digest::Digest;
use domain::instrument::{Instrument, Series};
use domain::period::Month;
use domain::rating::Proof;
use domain::release::{Difference, Kept, Release};
use domain::retention::{Retained, outlived_until};
use domain::seal::GroupKey;
use domain::slug::Slug;
use domain::tally::Tally;
use futures::TryStreamExt;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::correction::corrections;
use super::pending::{Scores, add_equal};
use super::reading::Verified;
use crate::audit::{self, AuditError};
use crate::entity::{audit_entry, correction_release, release, sealed_rating};
use crate::names::service_slugs;
use crate::{Store, StoreError, settings};

/// What a recount of one release came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Recounted {
    /// The kept answers are those that it counts; holds how many ratings they are.
    Same(u64),
    /// Its answers have outlived their time and were deleted, or it is made up for a demonstration.
    Gone,
    /// They are not.
    Different(Vec<Difference>),
}

/// Where the record does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The audit trail tells of a release that is not there.
    ReleaseMissing(Digest),
    /// No entry of the audit trail tells of a release, of a month or a correction, so the trail was shortened or the release added.
    EntryMissing(String),
    /// The answers that are kept are not those that the release of a month counts.
    Answers(Month, Difference),
}

impl fmt::Display for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ReleaseMissing(digest) => write!(
                formatter,
                "the audit trail tells of the release {digest}, which is missing"
            ),
            Self::EntryMissing(release) => write!(
                formatter,
                "the audit trail tells nothing of the release of {release}: the trail was shortened, or the release was not sealed"
            ),
            Self::Answers(month, difference) => write!(formatter, "{month}: {difference}"),
        }
    }
}

/// What was found of a record whose texts and links hold.
#[derive(Clone, Debug, Default)]
pub struct Examined {
    /// The entries of the audit trail.
    pub entries: u64,
    /// What the recount of each release came to, oldest first.
    pub releases: Vec<(Month, Recounted)>,
    /// Everything that does not hold.
    pub faults: Vec<Fault>,
}

impl Store {
    /// Checks every link of the audit trail, the text of every release, each against the other, and recounts what is kept of
    /// every release. A broken link or text is an error; everything else is told.
    pub async fn examine(&self, today: NaiveDate) -> Result<Examined, AuditError> {
        let entries = audit::verify(&self.reader).await?;
        corrections(&self.reader).await?;
        let told = Told::by_the_trail(self).await?;
        let releases = releases_of(self).await?;
        let mut examined = Examined {
            entries,
            faults: self.compare(&told, &releases).await?,
            ..Examined::default()
        };
        let months = settings::retention(&self.reader).await?;
        let until = months.get(&Retained::SealedRatings);
        let kept_from = until.map(|months| Month::of(outlived_until(today, *months)));
        let services = service_slugs(&self.reader, None).await?;
        let is_demo = self.is_demo().await?;
        let mut verified = Verified::default();
        for sealed in releases {
            let release = verified.next(&self.reader, &sealed.name, sealed.digest);
            let release = release.await?;
            let month = release.month();
            let kept = self.kept(month, &services).await?;
            let deleted = told.deletes_after(sealed.at) || is_demo;
            let may_be_gone =
                kept_from.is_some_and(|from| month < from) || kept.is_empty() && deleted;
            let recounted = recounted(&release, kept, may_be_gone);
            if let Recounted::Different(differences) = &recounted {
                let faults = differences.iter().cloned();
                let faults = faults.map(|difference| Fault::Answers(month, difference));
                examined.faults.extend(faults);
            }
            examined.releases.push((month, recounted));
        }
        Ok(examined)
    }

    /// What releases and trail do not know of each other.
    async fn compare(&self, told: &Told, sealed: &[Sealed]) -> Result<Vec<Fault>, StoreError> {
        let is_demo = self.is_demo().await?;
        let corrections = corrections_of(self).await?;
        let there = || sealed.iter().chain(&corrections);
        let found: HashSet<Digest> = there().map(|release| release.digest).collect();
        // A trail begins with the version of the program that wrote the first one, and nobody sealed what is invented.
        let untold = there().filter(|release| {
            let before = told.first.is_some_and(|first| release.at < first);
            let invented = is_demo && release.by.is_empty();
            !told.releases.contains(&release.digest) && !before && !invented
        });
        let mut faults: Vec<Fault> = untold
            .map(|release| Fault::EntryMissing(release.name.clone()))
            .collect();
        let missing = told.releases.difference(&found);
        faults.extend(missing.map(|digest| Fault::ReleaseMissing(*digest)));
        Ok(faults)
    }

    /// The answers that are kept of a month, counted.
    async fn kept(&self, month: Month, services: &HashMap<i32, Slug>) -> Result<Kept, StoreError> {
        let rows = sealed_rating::Entity::find()
            .filter(sealed_rating::Column::ReleaseMonth.eq(month.to_string()));
        let mut rows = rows.stream(&self.reader).await?;
        let mut kept = Kept::new();
        while let Some(row) = rows.try_next().await? {
            let unreadable = || StoreError::corrupt(format!("a sealed rating of {month}"));
            let instrument = Instrument::from_key(&row.instrument).ok_or_else(unreadable)?;
            let wording = u16::try_from(row.wording).map_err(StoreError::corrupt)?;
            let group = GroupKey {
                service: services
                    .get(&row.service_id)
                    .cloned()
                    .ok_or_else(unreadable)?,
                series: Series {
                    instrument,
                    wording,
                },
                proof: Proof::from_key(&row.proof).ok_or_else(unreadable)?,
            };
            let scores = scores(&row.answers, instrument).ok_or_else(unreadable)?;
            let people = u64::try_from(row.people).map_err(StoreError::corrupt)?;
            let tally = kept
                .entry(group)
                .or_insert_with(|| Tally::empty(instrument));
            add_equal(tally, &scores, people);
        }
        Ok(kept)
    }
}

/// A release as it is listed.
struct Sealed {
    /// Its month, or the number of a correction.
    name: String,
    digest: Digest,
    /// When it was sealed, in seconds since 1970 (UTC).
    at: i64,
    by: String,
}

impl Sealed {
    fn new(name: String, digest: &str, at: i64, by: String) -> Result<Self, StoreError> {
        Ok(Self {
            name,
            digest: digest.parse().map_err(StoreError::corrupt)?,
            at,
            by,
        })
    }
}

/// The releases of months, oldest first.
async fn releases_of(store: &Store) -> Result<Vec<Sealed>, StoreError> {
    use release::Column::{Digest, Month, SealedAt, SealedBy};
    let rows: Vec<(String, String, i64, String)> = release::Entity::find()
        .select_only()
        .columns([Month, Digest, SealedAt, SealedBy])
        .order_by_asc(Month)
        .into_tuple()
        .all(&store.reader)
        .await?;
    let listed = rows.into_iter();
    let listed = listed.map(|(month, digest, at, by)| Sealed::new(month, &digest, at, by));
    listed.collect()
}

/// The releases of corrections, oldest first.
async fn corrections_of(store: &Store) -> Result<Vec<Sealed>, StoreError> {
    let rows = correction_release::Entity::find()
        .order_by_asc(correction_release::Column::Number)
        .all(&store.reader)
        .await?;
    let named = rows.into_iter().map(|row| {
        let name = format!("correction {}", row.number);
        Sealed::new(name, &row.digest, row.sealed_at, row.sealed_by)
    });
    named.collect()
}

fn recounted(release: &Release, kept: Kept, may_be_gone: bool) -> Recounted {
    let ratings = kept.values().map(Tally::respondents).sum();
    match release.recount(kept) {
        differences if differences.is_empty() => Recounted::Same(ratings),
        _ if may_be_gone => Recounted::Gone,
        differences => Recounted::Different(differences),
    }
}

/// The answers of one person as they are kept; none if nobody can have given them.
fn scores(answers: &str, instrument: Instrument) -> Option<Scores> {
    let mut scores = Scores::default();
    if answers.len() != instrument.elements().len() {
        return None;
    }
    for (score, letter) in scores.iter_mut().zip(answers.bytes()) {
        *score = match letter {
            b'-' => 0,
            b'1'..=b'4' => letter - b'0',
            _ => return None,
        };
    }
    scores.iter().any(|score| *score > 0).then_some(scores)
}

/// What the audit trail tells of releases.
struct Told {
    /// When its first entry was written.
    first: Option<i64>,
    releases: HashSet<Digest>,
    /// When sealed ratings were last deleted because they had outlived their time.
    deleted: Option<i64>,
}

impl Told {
    async fn by_the_trail(store: &Store) -> Result<Self, StoreError> {
        let first = audit_entry::Entity::find().order_by_asc(audit_entry::Column::Number);
        let first = first.one(&store.reader).await?.map(|entry| entry.at);
        let kinds = [DeedKind::Sealed, DeedKind::Corrected, DeedKind::Retained];
        let kinds = audit_entry::Column::Deed.is_in(kinds.map(DeedKind::code));
        let rows = audit_entry::Entity::find().filter(kinds);
        let mut told = Self {
            first,
            releases: HashSet::new(),
            deleted: None,
        };
        for row in rows.all(&store.reader).await? {
            let at = row.at;
            match audit::entry(row)?.0.deed() {
                Some(Deed::Sealed { digest } | Deed::Corrected { digest }) => {
                    told.releases.insert(digest);
                }
                Some(Deed::Retained { rows }) if rows.contains_key(&Retained::SealedRatings) => {
                    told.deleted = told.deleted.max(Some(at));
                }
                _ => {}
            }
        }
        Ok(told)
    }

    /// Whether sealed ratings were deleted after a moment.
    fn deletes_after(&self, moment: i64) -> bool {
        self.deleted.is_some_and(|at| at > moment)
    }
}
