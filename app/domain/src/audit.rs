//! The audit trail: who did what to which record, each entry chained to the one before by its hash.
//! It must not know what any record holds, and no entry ever tells the content of a rating.

use std::fmt;

use serde::Serialize;

use crate::access::{Actor, Permit};
use crate::coded::coded;
use crate::register::Slug;
use crate::release::Digest;
use crate::reporting::ReportingPeriod;
use crate::week::Week;

coded! {
    /// What was done.
    Deed {
        /// An account was made for somebody, or the first one set up.
        AccountInvited = "akun-diundang",
        /// A link to set the password anew was made.
        LinkMade = "tautan-dibuat",
        /// The person chose a password by a link.
        AccountEntered = "akun-dibuka",
        /// Name, roles or state of an account were changed.
        AccountChanged = "akun-diubah",
        /// Somebody signed in.
        SignedIn = "masuk",
        /// Somebody ended all own sessions.
        SignedOutEverywhere = "keluar-semua",
        /// Somebody chose a new password.
        PasswordChanged = "sandi-diubah",
        /// Somebody set up one-time codes, or set them up anew.
        SecondFactorSet = "kode-sekali-pakai-dipasang",
        /// Somebody signed in by a recovery code.
        RecoveryCodeUsed = "kode-pemulihan-dipakai",
        /// The settings of the installation were changed.
        SettingsChanged = "pengaturan-diubah",
        /// A unit was added or changed.
        UnitSaved = "unit-disimpan",
        /// A service was added or changed.
        ServiceSaved = "layanan-disimpan",
        /// A counter was added or changed.
        CounterSaved = "loket-disimpan",
        /// An officer was added or changed.
        OfficerSaved = "petugas-disimpan",
        /// A part of the duty roster was changed.
        RosterSaved = "jadwal-disimpan",
        /// A holiday was added or taken away.
        HolidaySaved = "hari-libur-disimpan",
        /// A file was read into the register.
        RegisterImported = "data-diimpor",
        /// Invitations were issued.
        InvitationsIssued = "undangan-dibuat",
        /// A batch of invitations was withdrawn.
        InvitationsWithdrawn = "undangan-ditarik",
        /// A queue system got a key.
        KeyMade = "kunci-dibuat",
        /// A key was ended.
        KeyEnded = "kunci-diakhiri",
        /// A stack of paper forms was opened.
        PaperOpened = "tumpukan-dibuka",
        /// Paper forms were keyed in once.
        PaperKeyed = "formulir-diketik",
        /// It was decided which copy of a paper form is right where two differ.
        PaperDecided = "selisih-diputuskan",
        /// Paper forms keyed in twice went into the ballot box.
        PaperSettled = "formulir-diselesaikan",
        /// Paper forms that were keyed in were thrown away.
        PaperDiscarded = "formulir-dibuang",
        /// A file of paper forms was put into the ballot box.
        PaperImported = "formulir-diimpor",
        /// An indicator was defined or changed.
        IndicatorSaved = "indikator-disimpan",
        /// A target was set or changed.
        TargetSaved = "target-disimpan",
        /// A realisation was entered.
        RealisationEntered = "realisasi-diisi",
        /// A realisation was confirmed by the unit's head.
        RealisationConfirmed = "realisasi-disahkan",
        /// A realisation was sent back to whoever entered it.
        RealisationReturned = "realisasi-dikembalikan",
        /// A correction of a sealed realisation was proposed.
        CorrectionProposed = "koreksi-diusulkan",
        /// A comment was decided to be public, whole or with words hidden.
        CommentPublished = "komentar-diterbitkan",
        /// A comment was withheld.
        CommentWithheld = "komentar-ditahan",
        /// The original of a moderated comment was read.
        OriginalRead = "naskah-asli-dibaca",
        /// A public reply was written or changed.
        ReplySaved = "tanggapan-disimpan",
        /// A seal was proposed.
        SealProposed = "segel-diusulkan",
        /// A proposed seal was sent back.
        SealSentBack = "segel-dikembalikan",
        /// A proposed seal was confirmed by a second person.
        SealConfirmed = "segel-disetujui",
        /// A month was sealed.
        Sealed = "disegel",
        /// A correction of a release was published.
        Corrected = "dikoreksi",
        /// What had outlived its retention time was deleted.
        Retained = "retensi-dijalankan",
        /// The database was restored from a backup.
        Restored = "cadangan-dipulihkan",
    }
}

/// What an entry is about: the kind of record and its name, such as `unit` and `disdukcapil`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    /// The kind of record, one word.
    pub kind: String,
    /// Its name.
    pub name: String,
}

impl Subject {
    /// The kind of holidays, which are named by their days.
    pub const HOLIDAY: &str = "hari-libur";

    /// A record of a kind.
    pub fn new(kind: &str, name: impl fmt::Display) -> Self {
        Self {
            kind: kind.to_owned(),
            name: name.to_string(),
        }
    }

    /// The target and the realisation of an indicator in a period.
    pub fn realisation(indicator: &Slug, period: ReportingPeriod) -> Self {
        Self::new("realisasi", format_args!("{indicator} {period}"))
    }

    /// The duties at a unit's counters in a week.
    pub fn duties(unit: &Slug, week: Week) -> Self {
        Self::new("jadwal", format_args!("{unit} {week}"))
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
    /// The reason, where one is asked, or what changed, in the words of whoever did it; possibly empty.
    pub reason: String,
    /// The hash of the entry before; all zeros for the first.
    pub previous: Digest,
}

/// The hash before the first entry.
pub const BEGINNING: Digest = Digest::ZERO;

impl Entry {
    /// The entry that follows a chain which ends at `previous`.
    pub fn after(
        (number, previous): (u64, Digest),
        permit: &Permit,
        at: i64,
        deed: Deed,
        subject: Subject,
        reason: &str,
    ) -> Self {
        Self {
            number: number + 1,
            at,
            actor: actor_code(permit.actor()),
            role: permit
                .role()
                .map(|role| role.code().to_owned())
                .unwrap_or_default(),
            deed: deed.code().to_owned(),
            subject,
            unit: permit.unit().map(ToString::to_string).unwrap_or_default(),
            reason: reason.to_owned(),
            previous,
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
    previous: String,
}

/// How an actor is written in the trail.
pub fn actor_code(actor: Actor) -> String {
    match actor {
        Actor::Account(id) => id.to_string(),
        Actor::Console => "konsol".to_owned(),
        Actor::Server => "server".to_owned(),
    }
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
    /// The code of an actor.
    pub actor: String,
    /// The code of a deed.
    pub deed: String,
    /// The kind of record.
    pub kind: String,
    /// The name of a record, or how names begin if it ends with [`AuditFilter::ANY_END`].
    pub name: String,
    /// The slug of a unit.
    pub unit: String,
    /// Only entries before this number, for the next page.
    pub before: Option<u64>,
}

impl AuditFilter {
    /// Stands for any end of a name.
    pub const ANY_END: char = '*';
}

#[cfg(test)]
mod tests;
