//! The names of values of `domain` in the reader's language, where pages of several kinds use them.
//! It must not know where they are shown.

use domain::figure::Evidence;
use domain::integrity::SignKind;
use domain::language::Language;
use domain::moderation::WithholdReason;
use domain::register::UnitKind;
use domain::retention::Retained;
use domain::seal::exclusion::Exclusion;

use crate::components::evidence_name;
use crate::{format, t};

/// A kind of unit in words.
pub fn kind_name(language: Language, kind: UnitKind) -> String {
    match kind {
        UnitKind::City => t!(language, "kind-city"),
        UnitKind::Department => t!(language, "kind-department"),
        UnitKind::Agency => t!(language, "kind-agency"),
        UnitKind::Secretariat => t!(language, "kind-secretariat"),
        UnitKind::Hospital => t!(language, "kind-hospital"),
        UnitKind::HealthCentre => t!(language, "kind-health-centre"),
        UnitKind::District => t!(language, "kind-district"),
        UnitKind::Village => t!(language, "kind-village"),
    }
}

/// What a kind of data is called.
pub fn retained_name(language: Language, kind: Retained) -> String {
    match kind {
        Retained::Invitations => t!(language, "retained-invitations"),
        Retained::Receipts => t!(language, "retained-receipts"),
        Retained::SealedRatings => t!(language, "retained-sealed-ratings"),
        Retained::WaitingComments => t!(language, "retained-waiting-comments"),
        Retained::OriginalComments => t!(language, "retained-original-comments"),
        Retained::Visits => t!(language, "retained-visits"),
        Retained::PaperForms => t!(language, "retained-paper-forms"),
        Retained::Roster => t!(language, "retained-roster"),
        Retained::DutySets => t!(language, "retained-duty-sets"),
        Retained::Officers => t!(language, "retained-officers"),
        Retained::ClosedAccounts => t!(language, "retained-closed-accounts"),
        Retained::Versions => t!(language, "retained-versions"),
        Retained::EndedKeys => t!(language, "retained-ended-keys"),
    }
}

/// Why a comment is withheld, in words.
pub fn reason_name(language: Language, reason: WithholdReason) -> String {
    match reason {
        WithholdReason::PersonalData => t!(language, "withhold-personal-data"),
        WithholdReason::Insult => t!(language, "withhold-insult"),
        WithholdReason::OffTopic => t!(language, "withhold-off-topic"),
        WithholdReason::Unreadable => t!(language, "withhold-unreadable"),
        WithholdReason::NamesPerson => t!(language, "withhold-names-person"),
        WithholdReason::Lapsed => t!(language, "withhold-lapsed"),
    }
}

/// What stands out, in words.
pub fn sign_text(language: Language, kind: SignKind) -> String {
    match kind {
        SignKind::Burst => t!(language, "sign-burst"),
        SignKind::AnswerShape => t!(language, "sign-answer-shape"),
        SignKind::Response => t!(language, "sign-response"),
        SignKind::ClosedDays => t!(language, "sign-closed-days"),
        SignKind::LateDates => t!(language, "sign-late-dates"),
        SignKind::MoreThanVisits => t!(language, "sign-more-than-visits"),
    }
}

/// Which ratings of a service are left out: the counter where it is one counter's, how they were given, and the days.
pub fn exclusion_place(language: Language, exclusion: &Exclusion) -> String {
    let proof = evidence_name(language, Evidence::Class(exclusion.proof));
    let (from, to) = (exclusion.from, exclusion.to);
    let days = if from == to {
        format::day(language, from)
    } else {
        format!(
            "{} – {}",
            format::day(language, from),
            format::day(language, to)
        )
    };
    let parts = exclusion.counter.iter().chain([&proof, &days]);
    parts.map(String::as_str).collect::<Vec<_>>().join(" · ")
}
