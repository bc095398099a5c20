//! Grades, proof classes and reasons for a missing figure in words.
//! It must not decide which of them applies.

use domain::figure::Evidence;
use domain::grade::Grade;
use domain::language::Language;
use domain::rating::Proof;
use domain::record::Standing;

use crate::t;

/// The official words of a grade, such as *Baik*.
pub fn grade_name(language: Language, grade: Grade) -> String {
    match grade {
        Grade::A => t!(language, "grade-a"),
        Grade::B => t!(language, "grade-b"),
        Grade::C => t!(language, "grade-c"),
        Grade::D => t!(language, "grade-d"),
    }
}

/// What a figure is made of, in a few words.
pub fn evidence_name(language: Language, evidence: Evidence) -> String {
    match evidence {
        Evidence::Official => t!(language, "evidence-official"),
        Evidence::Class(Proof::Verified) => t!(language, "evidence-verified"),
        Evidence::Class(Proof::Paper) => t!(language, "evidence-paper"),
        Evidence::Class(Proof::Kiosk) => t!(language, "evidence-kiosk"),
        Evidence::Class(Proof::Open) => t!(language, "evidence-open"),
    }
}

/// Why there is no figure, in two or three words for a table; empty where there is one.
pub fn state_text(language: Language, standing: &Standing) -> String {
    match standing {
        Standing::Published(_) => String::new(),
        Standing::TooFew => t!(language, "state-too-few"),
        Standing::NotProvided => t!(language, "state-not-provided"),
        Standing::NotApplicable => t!(language, "state-not-applicable"),
        Standing::NotYetDue => t!(language, "state-not-yet-due"),
    }
}

/// Why there is no figure, in a sentence that says what happens next; empty where there is one.
pub fn missing_reason(language: Language, standing: &Standing, k: u64) -> String {
    match standing {
        Standing::Published(_) => String::new(),
        Standing::TooFew => t!(language, "reason-too-few", k = k),
        Standing::NotProvided => t!(language, "reason-not-provided"),
        Standing::NotApplicable => t!(language, "reason-not-applicable"),
        Standing::NotYetDue => t!(language, "reason-not-yet-due"),
    }
}
