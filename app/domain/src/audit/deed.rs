//! What was done, with what is told of it: facts, from which each reader gets words in the own language.
//! It must not tell what a rating or a comment says, how many wait unsealed, a name or a number of a person, or a secret.

mod rights;

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Changed, Saved};
use crate::access::Grant;
use crate::coded::coded;
use crate::digest::Digest;
use crate::forum::{Mark, MinutesPart};
use crate::indicator::Target;
use crate::moderation::WithholdReason;
use crate::paper::Copy;
use crate::period::Month;
use crate::quantity::Quantity;
use crate::realisation::Entry;
use crate::retention::Retained;
use crate::roster::{HalfDay, RosterChange};
use crate::seal::exclusion::Exclusion;
use crate::seal::proposal::ProposalKind;
use crate::sensitive::SensitiveKind;
use crate::slug::Slug;

/// Declares the deeds: what each is called in the trail, and what is told of it.
macro_rules! deeds {
    ($($(#[$doc:meta])* $deed:ident $({ $($(#[$told_doc:meta])* $told:ident: $type:ty),+ $(,)? })? = $code:literal),+ $(,)?) => {
        coded! {
            /// What was done, without what is told of it: the trail is filtered by this.
            DeedKind { $($(#[$doc])* $deed = $code),+ }
        }

        /// What was done. Entries keep it as JSON for ever: what is added to a deed later needs a default.
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        pub enum Deed {
            $($(#[$doc])* #[serde(rename = $code)] $deed $({ $($(#[$told_doc])* $told: $type),+ })?),+
        }

        impl Deed {
            /// What was done, without what is told of it.
            pub const fn kind(&self) -> DeedKind {
                match self { $(Self::$deed { .. } => DeedKind::$deed),+ }
            }
        }
    };
}

deeds! {
    /// An account was made for somebody, or the first one set up.
    AccountInvited {
        /// The roles; none are told of the first account.
        roles: Vec<Grant>,
    } = "akun-diundang",
    /// A link to set the password anew was made.
    LinkMade = "tautan-dibuat",
    /// The person chose a password by a link.
    AccountEntered = "akun-dibuka",
    /// The person ended the one-time codes by a link, to set them up anew.
    CodesEnded = "kode-sekali-pakai-diakhiri",
    /// A change was proposed that waits for a second person.
    SensitiveProposed {
        /// What is to be changed.
        kind: SensitiveKind,
        /// The roles that are to be given.
        roles: Vec<Grant>,
    } = "perubahan-akun-diusulkan",
    /// A second person agreed to it.
    SensitiveAgreed {
        /// What is to be changed.
        kind: SensitiveKind,
    } = "perubahan-akun-disetujui",
    /// It was refused.
    SensitiveRefused {
        /// What was to be changed.
        kind: SensitiveKind,
    } = "perubahan-akun-ditolak",
    /// Name, roles or state of an account were changed.
    AccountChanged {
        /// What it was; unknown of entries from before this was kept.
        before: Option<AccountState>,
        /// What it is since.
        after: AccountState,
    } = "akun-diubah",
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
    /// Somebody who knew the password gave a wrong one-time or recovery code.
    WrongCode = "kode-salah",
    /// The settings of the installation were changed.
    SettingsChanged {
        /// The smallest number of ratings that are published together, if it changed.
        k: Option<Changed<u64>>,
        /// How many months each kind is kept for which that changed.
        retention: BTreeMap<Retained, Changed<u32>>,
    } = "pengaturan-diubah",
    /// A unit was added or changed.
    UnitSaved {
        /// What changed.
        saved: Saved,
    } = "unit-disimpan",
    /// A service was added or changed.
    ServiceSaved {
        /// What changed.
        saved: Saved,
    } = "layanan-disimpan",
    /// A counter was added or changed.
    CounterSaved {
        /// What changed.
        saved: Saved,
    } = "loket-disimpan",
    /// An officer was added or changed.
    OfficerSaved {
        /// What changed.
        saved: Saved,
    } = "petugas-disimpan",
    /// A part of the duty roster was changed.
    RosterSaved {
        /// Where somebody else serves.
        changes: Vec<RosterChange>,
    } = "jadwal-disimpan",
    /// Duty sets for which invitations were given out followed a corrected roster, or could not.
    DutyCorrected {
        /// How many now stand for other officers.
        moved: u64,
        /// How many stand for nobody any more, because only a part of their half-days changed.
        several: u64,
    } = "tim-jaga-dikoreksi",
    /// Who is on duty at a counter in a half-day was confirmed before invitations were handed out.
    DutyConfirmed {
        /// The day.
        date: NaiveDate,
        /// The half of the day.
        half: HalfDay,
        /// The counter.
        counter: String,
    } = "tim-jaga-dipastikan",
    /// A holiday was added, named anew or taken away.
    HolidaySaved {
        /// Its name; none where the day is an ordinary one.
        name: Changed<Option<String>>,
    } = "hari-libur-disimpan",
    /// A file was read into the register.
    RegisterImported {
        /// How many records it added.
        added: u64,
        /// How many it changed.
        changed: u64,
    } = "data-diimpor",
    /// Invitations were issued.
    InvitationsIssued {
        /// For which service.
        service: Slug,
        /// How many.
        count: u64,
    } = "undangan-dibuat",
    /// A batch of invitations was withdrawn.
    InvitationsWithdrawn {
        /// Why, as it was typed; empty where nobody asked.
        reason: String,
    } = "undangan-ditarik",
    /// A queue system got a key.
    KeyMade {
        /// What it is for, as it was typed.
        name: String,
    } = "kunci-dibuat",
    /// A key was ended.
    KeyEnded = "kunci-diakhiri",
    /// A stack of paper forms was opened.
    PaperOpened {
        /// For which service.
        service: Slug,
        /// Of which month.
        month: Month,
    } = "tumpukan-dibuka",
    /// Paper forms were keyed in once.
    PaperKeyed {
        /// Which copy is complete.
        copy: Copy,
    } = "formulir-diketik",
    /// It was decided which copy of a paper form is right where two differ.
    PaperDecided {
        /// The number of the form in its stack, from 1.
        form: u32,
    } = "selisih-diputuskan",
    /// Paper forms keyed in twice went into the ballot box.
    PaperSettled {
        /// Of which month. How many there were would tell what an open month holds.
        month: Month,
    } = "formulir-diselesaikan",
    /// Paper forms that were keyed in were thrown away.
    PaperDiscarded {
        /// Why, as it was typed.
        reason: String,
    } = "formulir-dibuang",
    /// A file of paper forms was put into the ballot box.
    PaperImported {
        /// Of which months.
        months: Vec<Month>,
    } = "formulir-diimpor",
    /// An indicator was defined or changed.
    IndicatorSaved {
        /// What changed.
        saved: Saved,
    } = "indikator-disimpan",
    /// A target was set or changed.
    TargetSaved {
        /// The target; none where there is none.
        target: Changed<Option<Target>>,
    } = "target-disimpan",
    /// A realisation was entered.
    RealisationEntered {
        /// The result; none where nothing was entered.
        result: Changed<Option<Reached>>,
    } = "realisasi-diisi",
    /// A realisation was confirmed by the unit's head.
    RealisationConfirmed = "realisasi-disahkan",
    /// A realisation was sent back to whoever entered it.
    RealisationReturned {
        /// Why, as it was typed.
        reason: String,
    } = "realisasi-dikembalikan",
    /// A correction of a sealed realisation was proposed.
    CorrectionProposed {
        /// Why, as it was typed.
        reason: String,
    } = "koreksi-diusulkan",
    /// A commitment was made, or its words were changed.
    CommitmentSaved {
        /// What changed.
        saved: Saved,
    } = "komitmen-disimpan",
    /// The date of a commitment was moved.
    CommitmentDeferred {
        /// The date.
        due: Changed<NaiveDate>,
    } = "komitmen-ditunda",
    /// A commitment was reported done.
    CommitmentReported = "komitmen-dilaporkan",
    /// The report that a commitment is done was taken back.
    CommitmentReopened = "komitmen-dibuka-kembali",
    /// A comment was decided to be public, whole or with words hidden.
    CommentPublished = "komentar-diterbitkan",
    /// A comment was withheld.
    CommentWithheld {
        /// Why.
        reason: WithholdReason,
    } = "komentar-ditahan",
    /// The original of a moderated comment was read.
    OriginalRead {
        /// Why, as it was typed.
        reason: String,
    } = "naskah-asli-dibaca",
    /// A public reply was written or changed.
    ReplySaved = "tanggapan-disimpan",
    /// A dialogue forum was prepared or changed.
    ForumSaved {
        /// What changed.
        saved: Saved,
    } = "forum-disimpan",
    /// A dialogue forum was opened.
    ForumOpened = "forum-dibuka",
    /// A dialogue forum was closed.
    ForumClosed = "forum-ditutup",
    /// A moderator wrote down what was said at a forum.
    PointHeard {
        /// The number of the point in its forum.
        number: u32,
    } = "usulan-dicatat",
    /// A point of a forum was published.
    PointPublished {
        /// The number of the point in its forum.
        number: u32,
    } = "usulan-diterbitkan",
    /// A point of a forum was rejected.
    PointRejected {
        /// The number of the point in its forum.
        number: u32,
        /// Why.
        reason: WithholdReason,
    } = "usulan-ditolak",
    /// A point of a forum was merged into another one that says the same.
    PointMerged {
        /// The number of the point in its forum.
        number: u32,
        /// The number of the other one.
        into: u32,
    } = "usulan-digabung",
    /// A decision about a point of a forum was taken back.
    PointReopened {
        /// The number of the point in its forum.
        number: u32,
    } = "usulan-dibuka-lagi",
    /// The text of a point of a forum was changed; what it said is kept.
    PointEdited {
        /// The number of the point in its forum.
        number: u32,
    } = "usulan-diubah",
    /// A point of a forum was put into a group, or taken out of one.
    PointGrouped {
        /// The number of the point in its forum.
        number: u32,
    } = "usulan-dikelompokkan",
    /// Numbered slips of a forum were printed, each of which leads to a seat.
    SlipsPrinted {
        /// The first number.
        first: u32,
        /// The last number.
        last: u32,
    } = "nomor-dicetak",
    /// A point of a forum got a mark, or lost it.
    PointMarked {
        /// The number of the point in its forum.
        number: u32,
        /// With what.
        mark: Mark,
    } = "usulan-ditandai",
    /// The last decision about a point of a forum was undone.
    PointUndone {
        /// The number of the point in its forum.
        number: u32,
    } = "usulan-diurungkan",
    /// How many people came to a forum was counted.
    AttendanceSaved {
        /// What changed.
        saved: Saved,
    } = "kehadiran-dihitung",
    /// The minutes of a forum, or an addendum to them, were proposed to the head of the unit.
    MinutesProposed {
        /// Which document.
        part: MinutesPart,
    } = "berita-acara-diusulkan",
    /// Proposed minutes were sent back by the head of the unit, or taken back by a moderator.
    MinutesSentBack {
        /// Which document.
        part: MinutesPart,
        /// Why, as it was typed.
        reason: String,
    } = "berita-acara-dikembalikan",
    /// The head of the unit confirmed minutes, which everybody can read since.
    MinutesPublished {
        /// Which document.
        part: MinutesPart,
        /// The hash of the document.
        digest: Digest,
    } = "berita-acara-diterbitkan",
    /// An amendment of the minutes that somebody asked for was answered.
    AmendmentAnswered {
        /// Its number in its forum.
        number: u32,
    } = "perubahan-dijawab",
    /// The words of an amendment that somebody asked for are not published.
    AmendmentWithheld {
        /// Its number in its forum.
        number: u32,
        /// Why.
        reason: WithholdReason,
    } = "perubahan-ditahan",
    /// A group of points was added to a forum, named anew or answered.
    GroupSaved {
        /// What was saved.
        saved: Saved,
    } = "kelompok-disimpan",
    /// Other commitments answer a group of points.
    GroupPromised {
        /// Their numbers.
        commitments: BTreeSet<i32>,
    } = "komitmen-kelompok",
    /// A seal was proposed.
    SealProposed {
        /// What is to be published.
        proposal: ProposalKind,
    } = "segel-diusulkan",
    /// A proposed seal was sent back.
    SealSentBack {
        /// Why, as it was typed.
        reason: String,
    } = "segel-dikembalikan",
    /// The seal's proposer asked to leave ratings out.
    ExclusionAsked {
        /// Which, and why.
        exclusion: Exclusion,
    } = "pengecualian-diminta",
    /// What was to be left out of a seal is counted after all.
    ExclusionWithdrawn {
        /// Which it was.
        exclusion: Exclusion,
    } = "pengecualian-dibatalkan",
    /// A proposed seal was confirmed by a second person.
    SealConfirmed = "segel-disetujui",
    /// A month was sealed.
    Sealed {
        /// The fingerprint of the release.
        digest: Digest,
    } = "disegel",
    /// A correction of a release was published.
    Corrected {
        /// The fingerprint of the corrections.
        digest: Digest,
    } = "dikoreksi",
    /// What had outlived its retention time was deleted.
    Retained {
        /// How many of each kind.
        rows: BTreeMap<Retained, u64>,
    } = "retensi-dijalankan",
    /// The database was restored from a backup.
    Restored = "cadangan-dipulihkan",
    /// An administrator confirmed that the server's clock is right.
    ClockConfirmed = "jam-dipastikan",
    /// More codes of visits were asked for that do not exist than citizens mistype.
    CodesGuessed = "kode-ditebak",
}

/// What an account may do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountState {
    /// Whether one can sign in with it.
    pub active: bool,
    /// The roles.
    pub roles: Vec<Grant>,
}

/// What was reached, without where that is proved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reached {
    /// A value, in the indicator's unit of measure.
    #[serde(rename = "value")]
    Value(Quantity),
    /// The indicator has no meaning in the period.
    #[serde(rename = "not applicable")]
    NotApplicable,
}

impl From<&Entry> for Reached {
    fn from(entry: &Entry) -> Self {
        match entry {
            Entry::Given { value, .. } => Self::Value(*value),
            Entry::NotApplicable => Self::NotApplicable,
        }
    }
}

#[cfg(test)]
mod tests;
