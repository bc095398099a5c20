//! The deeds and reasons of the audit trail in words. The trail itself keeps codes, which never change.
//! It must not leave out a reason that it cannot put into words: that is shown as it is kept.

use domain::audit::{Deed, Entry};
use domain::language::Language;
use domain::moderation::WithholdReason;
use domain::noun::Noun;
use domain::retention::Retained;
use ui::format;
use ui::t;
use ui::words::{reason_name, retained_name};

use crate::forms::noun_form::label;

/// What separates the parts of a reason.
const SEPARATOR: &str = ", ";

/// Why, or what exactly, in words.
pub(super) fn reason_in_words(language: Language, entry: &Entry) -> String {
    let reason = entry.reason.as_str();
    let fields = |kind| fields_in_words(language, kind, reason);
    let words = match Deed::from_code(&entry.deed) {
        Some(Deed::UnitSaved) => fields(Noun::Unit),
        Some(Deed::ServiceSaved) => fields(Noun::Service),
        Some(Deed::CounterSaved) => fields(Noun::Counter),
        Some(Deed::OfficerSaved) => fields(Noun::Officer),
        Some(Deed::IndicatorSaved) => fields(Noun::Indicator),
        Some(Deed::CommentWithheld) => {
            WithholdReason::from_code(reason).map(|reason| reason_name(language, reason))
        }
        Some(Deed::TargetSaved | Deed::RealisationEntered) => {
            Some(values_in_words(language, reason))
        }
        Some(Deed::PaperDecided) => Some(t!(language, "audit-form-number", number = reason)),
        Some(Deed::SettingsChanged | Deed::Retained) => Some(times_in_words(language, reason)),
        _ => None,
    };
    words.unwrap_or_else(|| reason.to_owned())
}

/// The names of fields that changed; `None` if anything else stands there.
fn fields_in_words(language: Language, kind: Noun, reason: &str) -> Option<String> {
    if reason == "baru" {
        return Some(t!(language, "audit-new-record"));
    }
    let known = |field: &str| kind.field(field).is_some();
    let fields: Vec<&str> = reason.split(SEPARATOR).collect();
    let all_known = fields.iter().copied().all(known);
    let labels = fields.into_iter().map(|field| label(language, kind, field));
    all_known.then(|| labels.collect::<Vec<_>>().join(SEPARATOR))
}

/// Parts such as `kunjungan: 24` with what is kept so long, or was deleted, in words.
fn times_in_words(language: Language, reason: &str) -> String {
    let parts = reason.split(SEPARATOR).map(|part| {
        let (code, rest) = part.split_once(':').unwrap_or((part, ""));
        match (Retained::from_code(code), code) {
            (Some(kind), _) => format!("{}:{rest}", retained_name(language, kind)),
            (None, "k") => format!("{}:{rest}", t!(language, "settings-k")),
            (None, _) => part.to_owned(),
        }
    });
    parts.collect::<Vec<_>>().join("; ")
}

/// What a value or a range was and is, as the language writes numbers; the trail keeps them in the form of data.
fn values_in_words(language: Language, reason: &str) -> String {
    let side = |side: &str| {
        if side == "tidak berlaku" {
            return t!(language, "realisation-not-applicable");
        }
        let numbers = side.split('–');
        let numbers = numbers.map(|number| format::exact(language, number));
        numbers.collect::<Vec<_>>().join("–")
    };
    let sides = reason.split(" → ").map(side);
    sides.collect::<Vec<_>>().join(" → ")
}

/// The name of a deed.
pub(super) fn deed_name(language: Language, deed: Deed) -> String {
    match deed {
        Deed::AccountInvited => t!(language, "deed-account-invited"),
        Deed::LinkMade => t!(language, "deed-link-made"),
        Deed::AccountEntered => t!(language, "deed-account-entered"),
        Deed::AccountChanged => t!(language, "deed-account-changed"),
        Deed::SignedIn => t!(language, "deed-signed-in"),
        Deed::SignedOutEverywhere => t!(language, "deed-signed-out-everywhere"),
        Deed::PasswordChanged => t!(language, "deed-password-changed"),
        Deed::SecondFactorSet => t!(language, "deed-second-factor-set"),
        Deed::RecoveryCodeUsed => t!(language, "deed-recovery-code-used"),
        Deed::SettingsChanged => t!(language, "deed-settings-changed"),
        Deed::UnitSaved => t!(language, "deed-unit-saved"),
        Deed::ServiceSaved => t!(language, "deed-service-saved"),
        Deed::CounterSaved => t!(language, "deed-counter-saved"),
        Deed::OfficerSaved => t!(language, "deed-officer-saved"),
        Deed::RosterSaved => t!(language, "deed-roster-saved"),
        Deed::HolidaySaved => t!(language, "deed-holiday-saved"),
        Deed::RegisterImported => t!(language, "deed-register-imported"),
        Deed::InvitationsIssued => t!(language, "deed-invitations-issued"),
        Deed::InvitationsWithdrawn => t!(language, "deed-invitations-withdrawn"),
        Deed::KeyMade => t!(language, "deed-key-made"),
        Deed::KeyEnded => t!(language, "deed-key-ended"),
        Deed::PaperOpened => t!(language, "deed-paper-opened"),
        Deed::PaperKeyed => t!(language, "deed-paper-keyed"),
        Deed::PaperDecided => t!(language, "deed-paper-decided"),
        Deed::PaperSettled => t!(language, "deed-paper-settled"),
        Deed::PaperDiscarded => t!(language, "deed-paper-discarded"),
        Deed::PaperImported => t!(language, "deed-paper-imported"),
        Deed::IndicatorSaved => t!(language, "deed-indicator-saved"),
        Deed::TargetSaved => t!(language, "deed-target-saved"),
        Deed::RealisationEntered => t!(language, "deed-realisation-entered"),
        Deed::RealisationConfirmed => t!(language, "deed-realisation-confirmed"),
        Deed::RealisationReturned => t!(language, "deed-realisation-returned"),
        Deed::CorrectionProposed => t!(language, "deed-correction-proposed"),
        Deed::CommentPublished => t!(language, "deed-comment-published"),
        Deed::CommentWithheld => t!(language, "deed-comment-withheld"),
        Deed::OriginalRead => t!(language, "deed-original-read"),
        Deed::ReplySaved => t!(language, "deed-reply-saved"),
        Deed::SealProposed => t!(language, "deed-seal-proposed"),
        Deed::SealSentBack => t!(language, "deed-seal-sent-back"),
        Deed::SealConfirmed => t!(language, "deed-seal-confirmed"),
        Deed::Sealed => t!(language, "deed-sealed"),
        Deed::Corrected => t!(language, "deed-corrected"),
        Deed::Retained => t!(language, "deed-retained"),
        Deed::Restored => t!(language, "deed-restored"),
    }
}

#[cfg(test)]
mod tests {
    use domain::audit::Subject;

    use super::*;

    fn in_words(deed: Deed, reason: &str) -> String {
        let entry = Entry {
            number: 1,
            at: 0,
            actor: "konsol".to_owned(),
            role: String::new(),
            deed: deed.code().to_owned(),
            subject: Subject::new("petugas", "x"),
            unit: String::new(),
            reason: reason.to_owned(),
            previous: domain::audit::BEGINNING,
        };
        reason_in_words(Language::English, &entry)
    }

    #[test]
    fn codes_are_put_into_words_and_texts_stay() {
        assert_eq!(in_words(Deed::OfficerSaved, "nama, nip"), "Name, NIP");
        assert_eq!(in_words(Deed::OfficerSaved, "baru"), "new");
        assert_eq!(in_words(Deed::OfficerSaved, "masa tugas"), "masa tugas");
        assert_eq!(in_words(Deed::CommentWithheld, "penghinaan"), "Insults");
        assert_eq!(
            in_words(Deed::SettingsChanged, "k: 10 → 12, kunjungan: 24 → 36"),
            "Smallest number of ratings published together: 10 → 12; Records of visits: 24 → 36"
        );
        assert_eq!(in_words(Deed::PaperDecided, "2"), "Form no. 2");
        assert_eq!(
            in_words(Deed::RealisationEntered, "tidak berlaku → 1234.5"),
            "not applicable → 1,234.5"
        );
        assert_eq!(
            values_in_words(Language::Indonesian, "– → 60–85.5"),
            "– → 60–85,5"
        );
        assert_eq!(
            in_words(Deed::RealisationReturned, "Periksa lagi"),
            "Periksa lagi"
        );
    }
}
