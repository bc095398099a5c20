//! The audit trail: who did what to which record, each entry chained to the one before by its hash.
//! It must not know how anything is worded or stored, and no entry ever tells the content of a rating.

mod changed;
mod deed;
mod former;
mod saved;

pub use changed::Changed;
pub use deed::{AccountState, Deed, DeedKind, Reached};
pub use saved::{ChangedField, Saved};

use std::collections::BTreeSet;
use std::fmt;

use serde::Serialize;

use crate::access::{NotAllowed, Permit, Right};
use crate::coded::coded;
use crate::digest::Digest;
use crate::reporting::ReportingPeriod;
use crate::slug::Slug;
use crate::week::Week;

coded! {
    /// The kinds of record that entries are about.
    SubjectKind {
        /// An account.
        Account = "akun",
        /// A unit.
        Unit = "unit",
        /// A service.
        Service = "layanan",
        /// A counter.
        Counter = "loket",
        /// An officer.
        Officer = "petugas",
        /// The duties at a unit's counters in a week.
        Duties = "jadwal",
        /// A holiday, named by its day.
        Holiday = "hari-libur",
        /// The register as a whole.
        Register = "register",
        /// A batch of invitations.
        Invitations = "undangan",
        /// A key of a queue system.
        ApiKey = "kunci",
        /// A stack of paper forms.
        PaperStack = "formulir",
        /// A commitment, named by its number.
        Commitment = "komitmen",
        /// The definition of an indicator.
        Indicator = "indikator",
        /// The target and the realisation of an indicator in a period.
        Realisation = "realisasi",
        /// A comment.
        Comment = "comment",
        /// A dialogue forum.
        Forum = "forum",
        /// A release.
        Release = "rilis",
        /// A release of corrections.
        Correction = "koreksi",
        /// What was deleted on a day.
        Retention = "retensi",
        /// The settings of the installation.
        Settings = "pengaturan",
        /// A backup.
        Backup = "cadangan",
    }
}

/// What an entry is about: the kind of record and its name, such as `unit` and `disdukcapil`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    /// The code of the kind of record.
    pub kind: String,
    /// Its name.
    pub name: String,
}

impl Subject {
    /// A record of a kind.
    pub fn new(kind: SubjectKind, name: impl fmt::Display) -> Self {
        Self {
            kind: kind.code().to_owned(),
            name: name.to_string(),
        }
    }

    /// The target and the realisation of an indicator in a period.
    pub fn realisation(indicator: &Slug, period: ReportingPeriod) -> Self {
        Self::new(
            SubjectKind::Realisation,
            format_args!("{indicator} {period}"),
        )
    }

    /// The duties at a unit's counters in a week.
    pub fn duties(unit: &Slug, week: Week) -> Self {
        Self::new(SubjectKind::Duties, format_args!("{unit} {week}"))
    }
}

/// One entry of the trail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its place, counted from 1 without gaps.
    pub number: u64,
    /// When, in seconds since 1970 (UTC).
    pub at: i64,
    /// Who: the number of an account, `konsol` or `server`.
    pub actor: String,
    /// The code of the role that allowed it; empty for the command line, the server and the own account.
    pub role: String,
    /// The code of the deed.
    pub deed: String,
    /// To which record.
    pub subject: Subject,
    /// The slug of the unit concerned; empty if none.
    pub unit: String,
    /// The words of an entry from before deeds were told as facts; of later entries empty.
    pub reason: String,
    /// The deed as JSON; empty of entries from before.
    pub told: String,
    /// The hash of the entry before; all zeros for the first.
    pub previous: Digest,
}

/// The hash before the first entry.
pub const BEGINNING: Digest = Digest::ZERO;

/// Where a trail ends: the number and the hash of its last entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct End {
    /// The number; 0 of a trail without entries.
    pub number: u64,
    /// The hash.
    pub hash: Digest,
}

impl Default for End {
    fn default() -> Self {
        Self {
            number: 0,
            hash: BEGINNING,
        }
    }
}

impl Entry {
    /// The entry that follows the end of a chain. Every change is noted in its transaction, so this is where a
    /// permit is asked for the right that the change needs.
    ///
    /// # Errors
    /// If the permit was made for something else, or for another account.
    pub fn after(
        end: End,
        permit: &Permit,
        at: i64,
        deed: &Deed,
        subject: Subject,
    ) -> Result<Self, NotAllowed> {
        permit.allows(deed.kind().rights())?;
        let actor = permit.actor().code();
        if permit.allows(&[Right::OwnAccount]).is_ok() && subject.name != actor {
            return Err(NotAllowed);
        }
        Ok(Self {
            number: end.number + 1,
            at,
            actor,
            role: permit
                .role()
                .map(|role| role.code().to_owned())
                .unwrap_or_default(),
            deed: deed.kind().code().to_owned(),
            subject,
            unit: permit.unit().map(ToString::to_string).unwrap_or_default(),
            reason: String::new(),
            told: serde_json::to_string(deed).expect("a deed has only texts, numbers and lists"),
            previous: end.hash,
        })
    }

    /// What was done; `None` if neither form of entries says so, and the entry can only be shown as it is kept.
    pub fn deed(&self) -> Option<Deed> {
        if self.told.is_empty() {
            let kind = DeedKind::from_code(&self.deed)?;
            former::read(kind, &self.subject.name, &self.reason)
        } else {
            let deed: Option<Deed> = serde_json::from_str(&self.told).ok();
            deed.filter(|deed| deed.kind().code() == self.deed)
        }
    }

    /// What a deed that cannot be read says, as it is kept.
    pub fn as_kept(&self) -> &str {
        if self.told.is_empty() {
            &self.reason
        } else {
            &self.told
        }
    }

    /// The hash of the entry: SHA-256 of its canonical JSON (RFC 8785), which holds the hash of the entry before.
    pub fn hash(&self) -> Digest {
        let document = EntryDocument {
            number: self.number,
            at: self.at,
            actor: &self.actor,
            role: &self.role,
            deed: &self.deed,
            kind: &self.subject.kind,
            name: &self.subject.name,
            unit: &self.unit,
            reason: &self.reason,
            told: &self.told,
            previous: self.previous.to_string(),
        };
        let text = serde_json_canonicalizer::to_string(&document)
            .expect("an entry has only texts and whole numbers");
        Digest::of(text.as_bytes())
    }
}

#[derive(Serialize)]
struct EntryDocument<'a> {
    number: u64,
    at: i64,
    actor: &'a str,
    role: &'a str,
    deed: &'a str,
    kind: &'a str,
    name: &'a str,
    unit: &'a str,
    reason: &'a str,
    // Entries from before have no such part.
    #[serde(skip_serializing_if = "str::is_empty")]
    told: &'a str,
    previous: String,
}

/// The first place at which the chain is broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BrokenChain {
    /// An entry is missing, or one stands where it does not belong.
    #[error("entry {expected} is missing; entry {found} follows instead")]
    Gap {
        /// The number that should follow.
        expected: u64,
        /// The number that follows.
        found: u64,
    },
    /// An entry was changed after it was written.
    #[error("entry {0} was changed: it no longer has its recorded hash")]
    Changed(u64),
    /// An entry does not continue the one before it.
    #[error("entry {0} does not continue the entry before it")]
    Unlinked(u64),
    /// Entries at the end were cut off.
    #[error("the trail ends at entry {found}, but {expected} entries were written")]
    CutOff {
        /// How many were written.
        expected: u64,
        /// The number of the last one.
        found: u64,
    },
}

/// Checks a trail entry by entry, in constant memory.
#[derive(Clone, Copy, Debug)]
pub struct Verifier {
    last: u64,
    hash: Digest,
}

impl Default for Verifier {
    fn default() -> Self {
        Self {
            last: 0,
            hash: BEGINNING,
        }
    }
}

impl Verifier {
    /// Checks the next entry against its recorded hash and the entry before.
    pub fn check(&mut self, entry: &Entry, recorded: Digest) -> Result<(), BrokenChain> {
        let expected = self.last + 1;
        if entry.number != expected {
            return Err(BrokenChain::Gap {
                expected,
                found: entry.number,
            });
        }
        if entry.hash() != recorded {
            return Err(BrokenChain::Changed(entry.number));
        }
        if entry.previous != self.hash {
            return Err(BrokenChain::Unlinked(entry.number));
        }
        (self.last, self.hash) = (entry.number, recorded);
        Ok(())
    }

    /// Checks that the trail ends where the recorded head says, and gives the number of entries.
    pub fn finish(self, written: u64, head: Digest) -> Result<u64, BrokenChain> {
        if self.last != written {
            return Err(BrokenChain::CutOff {
                expected: written,
                found: self.last,
            });
        }
        if self.hash != head {
            return Err(BrokenChain::Unlinked(self.last));
        }
        Ok(self.last)
    }
}

/// Which entries to list; what is empty does not narrow the list.
#[derive(Clone, Debug, Default)]
pub struct AuditFilter {
    /// The codes of actors, any of them; `None` for everybody.
    pub actors: Option<BTreeSet<String>>,
    /// What was done.
    pub deed: Option<DeedKind>,
    /// The kind of record.
    pub kind: Option<SubjectKind>,
    /// The name of a record, or how names begin if it ends with [`AuditFilter::ANY_END`].
    pub name: String,
    /// The slug of a unit.
    pub unit: String,
    /// Only entries from this moment on, in seconds since 1970 (UTC).
    pub from: Option<i64>,
    /// Only entries before this moment, in seconds since 1970 (UTC).
    pub until: Option<i64>,
    /// Only entries before this number, for the next page.
    pub before: Option<u64>,
}

impl AuditFilter {
    /// Stands for any end of a name.
    pub const ANY_END: char = '*';

    /// Only entries about a record.
    pub fn about(subject: Subject) -> Self {
        Self {
            kind: SubjectKind::from_code(&subject.kind),
            name: subject.name,
            ..Self::default()
        }
    }
}

#[cfg(test)]
mod tests;
