//! The audit trail in words. The trail itself keeps facts and codes, which never change.
//! It must not leave out an entry that it cannot read: that is shown as it is kept.

mod forums;

use std::collections::BTreeMap;
use std::fmt::Display;

use domain::access::Grant;
use domain::audit::{
    AccountState, Changed, ChangedField, Deed, DeedKind, Entry, Reached, Saved, SubjectKind,
};
use domain::commitment::COMMITMENT;
use domain::indicator::{INDICATOR, Target};
use domain::language::Language;
use domain::noun::Noun;
use domain::officer::{OFFICER, OfficerId};
use domain::paper::Copy;
use domain::register::{RecordKind, Register};
use domain::retention::Retained;
use domain::seal::exclusion::Exclusion;
use domain::seal::proposal::ProposalKind;
use domain::sensitive::SensitiveKind;
use domain::slug::Slug;
use ui::format;
use ui::t;
use ui::words::{exclusion_place, reason_name, retained_name};

use crate::forms::noun_form::label;
use crate::history::in_words;
use crate::people::role_name;
use crate::roster::{changes_told, half_day};

/// Stands for nothing, as in tables.
const NOTHING: &str = "–";

/// What an entry tells beyond the deed, in a reader's words; possibly empty.
pub struct Teller<'a> {
    /// The reader's language.
    pub language: Language,
    /// The register, by which services are named; none where no entry tells of one.
    pub register: Option<&'a Register>,
    /// What an officer is called.
    pub officer: &'a (dyn Fn(OfficerId) -> String + Sync),
}

impl Teller<'_> {
    /// One that knows no officers by name.
    pub fn of(language: Language) -> Self {
        Self {
            language,
            register: None,
            officer: &|id| id.to_string(),
        }
    }

    /// What an entry tells beyond the deed; possibly empty.
    pub fn remark(&self, entry: &Entry) -> String {
        match entry.deed() {
            Some(deed) => self.told(&deed),
            None => entry.as_kept().to_owned(),
        }
    }

    /// What a deed tells.
    fn told(&self, deed: &Deed) -> String {
        let language = self.language;
        match deed {
            Deed::AccountInvited { roles } => self.roles(roles),
            Deed::SensitiveProposed { kind, roles } => match kind {
                SensitiveKind::Roles => self.roles(roles),
                kind => self.sensitive(*kind),
            },
            Deed::SensitiveAgreed { kind } | Deed::SensitiveRefused { kind } => {
                self.sensitive(*kind)
            }
            Deed::AccountChanged { before, after } => self.account(before.as_ref(), after),
            Deed::SettingsChanged { k, retention } => self.settings(k.as_ref(), retention),
            Deed::UnitSaved { saved } => self.saved(RecordKind::Unit.noun(), saved),
            Deed::ServiceSaved { saved } => self.saved(RecordKind::Service.noun(), saved),
            Deed::CounterSaved { saved } => self.saved(RecordKind::Counter.noun(), saved),
            Deed::OfficerSaved { saved } => self.saved(OFFICER, saved),
            Deed::IndicatorSaved { saved } => self.saved(INDICATOR, saved),
            Deed::ForumSaved { .. }
            | Deed::GroupSaved { .. }
            | Deed::GroupPromised { .. }
            | Deed::AttendanceSaved { .. }
            | Deed::MinutesProposed { .. }
            | Deed::MinutesSentBack { .. }
            | Deed::MinutesPublished { .. }
            | Deed::AmendmentAnswered { .. }
            | Deed::AmendmentWithheld { .. }
            | Deed::PointHeard { .. }
            | Deed::PointPublished { .. }
            | Deed::PointReopened { .. }
            | Deed::PointMarked { .. }
            | Deed::SlipsPrinted { .. }
            | Deed::PointUndone { .. }
            | Deed::PointEdited { .. }
            | Deed::PointGrouped { .. }
            | Deed::PointRejected { .. }
            | Deed::PointMerged { .. } => self.told_of_a_forum(deed),
            Deed::CommitmentSaved { saved } => self.saved(COMMITMENT, saved),
            Deed::CommitmentDeferred { due } => between(
                format::day(language, due.before),
                format::day(language, due.after),
            ),
            Deed::RosterSaved { changes } => changes_told(language, self.officer, changes),
            Deed::DutyCorrected { moved, several } => self.duty_corrected(*moved, *several),
            Deed::DutyConfirmed {
                date,
                half,
                counter,
            } => joined([half_day(language, *date, *half), counter.clone()]),
            Deed::HolidaySaved { name } => holiday(name),
            Deed::RegisterImported { added, changed } => self.imported(*added, *changed),
            Deed::InvitationsIssued { service, count } => self.issued(service, *count),
            Deed::PaperOpened { service, month } => {
                joined([self.service(service), format::month(language, *month)])
            }
            Deed::PaperKeyed { copy } => self.copy(*copy),
            Deed::PaperDecided { form } => t!(language, "audit-form-number", number = *form),
            Deed::PaperSettled { month } => format::month(language, *month),
            Deed::PaperImported { months } => {
                joined(months.iter().map(|month| format::month(language, *month)))
            }
            Deed::TargetSaved { target } => sides(target, |target| self.target(*target)),
            Deed::RealisationEntered { result } => sides(result, |result| self.reached(*result)),
            Deed::CommentWithheld { reason } => reason_name(language, *reason),
            Deed::SealProposed { proposal } => self.proposal(*proposal),
            Deed::ExclusionAsked { exclusion } | Deed::ExclusionWithdrawn { exclusion } => {
                self.exclusion(exclusion)
            }
            Deed::Sealed { digest } | Deed::Corrected { digest } => digest.to_string(),
            Deed::Retained { rows } => self.deleted(rows),
            Deed::KeyMade { name: words }
            | Deed::InvitationsWithdrawn { reason: words }
            | Deed::PaperDiscarded { reason: words }
            | Deed::RealisationReturned { reason: words }
            | Deed::CorrectionProposed { reason: words }
            | Deed::OriginalRead { reason: words }
            | Deed::SealSentBack { reason: words } => words.clone(),
            Deed::LinkMade
            | Deed::AccountEntered
            | Deed::CodesEnded
            | Deed::SignedIn
            | Deed::SignedOutEverywhere
            | Deed::PasswordChanged
            | Deed::SecondFactorSet
            | Deed::RecoveryCodeUsed
            | Deed::WrongCode
            | Deed::CodesGuessed
            | Deed::KeyEnded
            | Deed::RealisationConfirmed
            | Deed::CommitmentReported
            | Deed::CommitmentReopened
            | Deed::CommentPublished
            | Deed::ReplySaved
            | Deed::ForumOpened
            | Deed::ForumClosed
            | Deed::SealConfirmed
            | Deed::Restored
            | Deed::ClockConfirmed => String::new(),
        }
    }

    fn roles(&self, roles: &[Grant]) -> String {
        let roles = roles.iter();
        joined(
            roles.map(|grant| format!("{} {}", role_name(self.language, grant.role), grant.unit)),
        )
    }

    fn sensitive(&self, kind: SensitiveKind) -> String {
        match kind {
            SensitiveKind::Roles => t!(self.language, "people-roles"),
            SensitiveKind::Password => t!(self.language, "sensitive-password"),
            SensitiveKind::Codes => t!(self.language, "sensitive-codes"),
        }
    }

    fn account(&self, before: Option<&AccountState>, after: &AccountState) -> String {
        let language = self.language;
        let was_active = before.is_none_or(|before| before.active);
        let state = match (was_active, after.active) {
            (_, false) => Some(t!(language, "audit-account-closed")),
            (false, true) => Some(t!(language, "audit-account-opened")),
            (true, true) => None,
        };
        let before = before.map_or(&after.roles, |before| &before.roles);
        let [before, after] = [before, &after.roles].map(|roles| match &**roles {
            [] => t!(language, "audit-no-role"),
            roles => self.roles(roles),
        });
        let roles = if before == after {
            after
        } else {
            between(before, after)
        };
        listed(state.into_iter().chain([roles]))
    }

    fn settings(
        &self,
        k: Option<&Changed<u64>>,
        retention: &BTreeMap<Retained, Changed<u32>>,
    ) -> String {
        let k = k.map(|k| {
            let name = t!(self.language, "settings-k");
            format!("{name}: {}", between(k.before, k.after))
        });
        let times = retention.iter().map(|(kind, months)| {
            let name = retained_name(self.language, *kind);
            format!("{name}: {}", between(months.before, months.after))
        });
        listed(k.into_iter().chain(times))
    }

    fn deleted(&self, rows: &BTreeMap<Retained, u64>) -> String {
        listed(rows.iter().map(|(kind, rows)| {
            let name = retained_name(self.language, *kind);
            format!("{name}: {}", format::integer(self.language, *rows))
        }))
    }

    fn saved(&self, noun: Noun, saved: &Saved) -> String {
        match saved {
            Saved::Added => t!(self.language, "audit-new-record"),
            Saved::Changed(fields) => listed(fields.iter().map(|field| self.field(noun, field))),
        }
    }

    /// A field that changed. One that the noun has no more is told by the name under which it was kept.
    fn field(&self, noun: Noun, changed: &ChangedField) -> String {
        let language = self.language;
        let Some(field) = noun.field(&changed.field) else {
            return changed.field.clone();
        };
        let name = label(language, noun, field.key);
        let Some(values) = changed.values.as_ref() else {
            return name;
        };
        t!(
            language,
            "history-difference",
            field = name,
            before = in_words(language, noun, field.key, &values.before),
            after = in_words(language, noun, field.key, &values.after)
        )
    }

    /// The name of a service; its short name where the register is not at hand, or has it no more.
    fn service(&self, slug: &Slug) -> String {
        let service = self.register.and_then(|register| register.service(slug));
        service.map_or_else(
            || slug.to_string(),
            |service| service.name.get(self.language).to_owned(),
        )
    }

    fn duty_corrected(&self, moved: u64, several: u64) -> String {
        t!(
            self.language,
            "audit-duty-corrected",
            moved = moved,
            several = several
        )
    }

    fn exclusion(&self, exclusion: &Exclusion) -> String {
        joined([
            self.service(&exclusion.service),
            exclusion_place(self.language, exclusion),
            exclusion.reason.clone(),
        ])
    }

    fn imported(&self, added: u64, changed: u64) -> String {
        t!(
            self.language,
            "audit-imported",
            added = added,
            changed = changed
        )
    }

    fn issued(&self, service: &Slug, count: u64) -> String {
        t!(
            self.language,
            "audit-issued",
            count = count,
            service = self.service(service)
        )
    }

    fn copy(&self, copy: Copy) -> String {
        match copy {
            Copy::First => t!(self.language, "paper-copy-first"),
            Copy::Second => t!(self.language, "paper-copy-second"),
            Copy::Settled => t!(self.language, "audit-copy-settled"),
        }
    }

    fn target(&self, target: Target) -> String {
        let end = |end| format::exact(self.language, end);
        if target.is_range() {
            t!(
                self.language,
                "target-range",
                low = end(target.low()),
                high = end(target.high())
            )
        } else {
            end(target.low())
        }
    }

    fn reached(&self, reached: Reached) -> String {
        match reached {
            Reached::Value(value) => format::exact(self.language, value),
            Reached::NotApplicable => t!(self.language, "realisation-not-applicable"),
        }
    }

    fn proposal(&self, proposal: ProposalKind) -> String {
        match proposal {
            ProposalKind::Seal => String::new(),
            ProposalKind::Correction => t!(self.language, "audit-of-corrections"),
        }
    }
}

/// What was and what is, each of which may be nothing.
fn sides<T>(sides: &Changed<Option<T>>, words: impl Fn(&T) -> String) -> String {
    let side = |side: &Option<T>| side.as_ref().map_or_else(|| NOTHING.to_owned(), &words);
    between(side(&sides.before), side(&sides.after))
}

/// What a day is called, and was if it had a name.
fn holiday(name: &Changed<Option<String>>) -> String {
    match (&name.before, &name.after) {
        (None, Some(name)) => name.clone(),
        _ => sides(name, Clone::clone),
    }
}

fn between(before: impl Display, after: impl Display) -> String {
    format!("{before} → {after}")
}

fn joined(parts: impl IntoIterator<Item = String>) -> String {
    parts.into_iter().collect::<Vec<_>>().join(", ")
}

/// Parts that may hold commas.
fn listed(parts: impl IntoIterator<Item = String>) -> String {
    parts.into_iter().collect::<Vec<_>>().join("; ")
}

/// The name of a deed.
pub fn deed_name(language: Language, deed: DeedKind) -> String {
    match deed {
        DeedKind::AccountInvited => t!(language, "deed-account-invited"),
        DeedKind::LinkMade => t!(language, "deed-link-made"),
        DeedKind::AccountEntered => t!(language, "deed-account-entered"),
        DeedKind::AccountChanged => t!(language, "deed-account-changed"),
        DeedKind::SignedIn => t!(language, "deed-signed-in"),
        DeedKind::SignedOutEverywhere => t!(language, "deed-signed-out-everywhere"),
        DeedKind::PasswordChanged => t!(language, "deed-password-changed"),
        DeedKind::SecondFactorSet => t!(language, "deed-second-factor-set"),
        DeedKind::WrongCode => t!(language, "deed-wrong-code"),
        DeedKind::CodesEnded => t!(language, "deed-codes-ended"),
        DeedKind::SensitiveProposed => t!(language, "deed-sensitive-proposed"),
        DeedKind::SensitiveAgreed => t!(language, "deed-sensitive-agreed"),
        DeedKind::SensitiveRefused => t!(language, "deed-sensitive-refused"),
        DeedKind::CodesGuessed => t!(language, "deed-codes-guessed"),
        DeedKind::RecoveryCodeUsed => t!(language, "deed-recovery-code-used"),
        DeedKind::SettingsChanged => t!(language, "deed-settings-changed"),
        DeedKind::UnitSaved => t!(language, "deed-unit-saved"),
        DeedKind::ServiceSaved => t!(language, "deed-service-saved"),
        DeedKind::CounterSaved => t!(language, "deed-counter-saved"),
        DeedKind::OfficerSaved => t!(language, "deed-officer-saved"),
        DeedKind::RosterSaved => t!(language, "deed-roster-saved"),
        DeedKind::DutyConfirmed => t!(language, "deed-duty-confirmed"),
        DeedKind::DutyCorrected => t!(language, "deed-duty-corrected"),
        DeedKind::HolidaySaved => t!(language, "deed-holiday-saved"),
        DeedKind::RegisterImported => t!(language, "deed-register-imported"),
        DeedKind::InvitationsIssued => t!(language, "deed-invitations-issued"),
        DeedKind::InvitationsWithdrawn => t!(language, "deed-invitations-withdrawn"),
        DeedKind::KeyMade => t!(language, "deed-key-made"),
        DeedKind::KeyEnded => t!(language, "deed-key-ended"),
        DeedKind::PaperOpened => t!(language, "deed-paper-opened"),
        DeedKind::PaperKeyed => t!(language, "deed-paper-keyed"),
        DeedKind::PaperDecided => t!(language, "deed-paper-decided"),
        DeedKind::PaperSettled => t!(language, "deed-paper-settled"),
        DeedKind::PaperDiscarded => t!(language, "deed-paper-discarded"),
        DeedKind::PaperImported => t!(language, "deed-paper-imported"),
        DeedKind::IndicatorSaved => t!(language, "deed-indicator-saved"),
        DeedKind::TargetSaved => t!(language, "deed-target-saved"),
        DeedKind::RealisationEntered => t!(language, "deed-realisation-entered"),
        DeedKind::RealisationConfirmed => t!(language, "deed-realisation-confirmed"),
        DeedKind::RealisationReturned => t!(language, "deed-realisation-returned"),
        DeedKind::CorrectionProposed => t!(language, "deed-correction-proposed"),
        DeedKind::CommitmentSaved => t!(language, "deed-commitment-saved"),
        DeedKind::CommitmentDeferred => t!(language, "deed-commitment-deferred"),
        DeedKind::CommitmentReported => t!(language, "deed-commitment-reported"),
        DeedKind::CommitmentReopened => t!(language, "deed-commitment-reopened"),
        DeedKind::CommentPublished => t!(language, "deed-comment-published"),
        DeedKind::CommentWithheld => t!(language, "deed-comment-withheld"),
        DeedKind::OriginalRead => t!(language, "deed-original-read"),
        DeedKind::ReplySaved => t!(language, "deed-reply-saved"),
        DeedKind::ForumSaved => t!(language, "deed-forum-saved"),
        DeedKind::ForumOpened => t!(language, "deed-forum-opened"),
        DeedKind::ForumClosed => t!(language, "deed-forum-closed"),
        DeedKind::PointHeard => t!(language, "deed-point-heard"),
        DeedKind::PointPublished => t!(language, "deed-point-published"),
        DeedKind::PointRejected => t!(language, "deed-point-rejected"),
        DeedKind::PointMerged => t!(language, "deed-point-merged"),
        DeedKind::SlipsPrinted => t!(language, "deed-slips-printed"),
        DeedKind::PointMarked => t!(language, "deed-point-marked"),
        DeedKind::PointUndone => t!(language, "deed-point-undone"),
        DeedKind::PointReopened => t!(language, "deed-point-reopened"),
        DeedKind::PointEdited => t!(language, "deed-point-edited"),
        DeedKind::PointGrouped => t!(language, "deed-point-grouped"),
        DeedKind::AttendanceSaved => t!(language, "deed-attendance-saved"),
        DeedKind::MinutesProposed => t!(language, "deed-minutes-proposed"),
        DeedKind::MinutesSentBack => t!(language, "deed-minutes-sent-back"),
        DeedKind::MinutesPublished => t!(language, "deed-minutes-published"),
        DeedKind::AmendmentAnswered => t!(language, "deed-amendment-answered"),
        DeedKind::AmendmentWithheld => t!(language, "deed-amendment-withheld"),
        DeedKind::GroupSaved => t!(language, "deed-group-saved"),
        DeedKind::GroupPromised => t!(language, "deed-group-promised"),
        DeedKind::SealProposed => t!(language, "deed-seal-proposed"),
        DeedKind::SealSentBack => t!(language, "deed-seal-sent-back"),
        DeedKind::ExclusionAsked => t!(language, "deed-exclusion-asked"),
        DeedKind::ExclusionWithdrawn => t!(language, "deed-exclusion-withdrawn"),
        DeedKind::SealConfirmed => t!(language, "deed-seal-confirmed"),
        DeedKind::Sealed => t!(language, "deed-sealed"),
        DeedKind::Corrected => t!(language, "deed-corrected"),
        DeedKind::Retained => t!(language, "deed-retained"),
        DeedKind::Restored => t!(language, "deed-restored"),
        DeedKind::ClockConfirmed => t!(language, "deed-clock-confirmed"),
    }
}

/// The name of a kind of record.
pub fn subject_name(language: Language, kind: SubjectKind) -> String {
    match kind {
        SubjectKind::Account => t!(language, "subject-account"),
        SubjectKind::Unit => t!(language, "record-unit"),
        SubjectKind::Service => t!(language, "record-service"),
        SubjectKind::Counter => t!(language, "record-counter"),
        SubjectKind::Officer => t!(language, "subject-officer"),
        SubjectKind::Duties => t!(language, "subject-duties"),
        SubjectKind::Holiday => t!(language, "subject-holiday"),
        SubjectKind::Register => t!(language, "subject-register"),
        SubjectKind::Invitations => t!(language, "subject-invitations"),
        SubjectKind::ApiKey => t!(language, "subject-api-key"),
        SubjectKind::PaperStack => t!(language, "subject-paper-stack"),
        SubjectKind::Commitment => t!(language, "commitment"),
        SubjectKind::Indicator => t!(language, "subject-indicator"),
        SubjectKind::Realisation => t!(language, "subject-realisation"),
        SubjectKind::Comment => t!(language, "subject-comment"),
        SubjectKind::Forum => t!(language, "subject-forum"),
        SubjectKind::Release => t!(language, "subject-release"),
        SubjectKind::Correction => t!(language, "subject-correction"),
        SubjectKind::Retention => t!(language, "subject-retention"),
        SubjectKind::Settings => t!(language, "subject-settings"),
        SubjectKind::Backup => t!(language, "subject-backup"),
    }
}

#[cfg(test)]
mod tests;
