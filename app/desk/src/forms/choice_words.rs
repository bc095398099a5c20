//! The words of what can be chosen in the fields of nouns.
//! It must not know which of them a form offers, nor which one is chosen.

use domain::api_key::Scope;
use domain::forum::AnswerKind;
use domain::indicator::Direction;
use domain::instrument::Element;
use domain::language::Language;
use domain::noun::{Kind, Noun};
use domain::register::{StandardSource, TimeUnit, UnitKind};
use domain::reporting::Frequency;
use domain::roster::HalfDay;
use ui::components::{Choice, answer_name, direction_name, frequency_name};
use ui::t;
use ui::words::kind_name;

/// What a field of a noun can be, in words: nothing for one in which nothing is chosen from codes.
pub fn choices(language: Language, noun: Noun, field: &str) -> Vec<Choice> {
    let codes = match noun.field(field).map(|field| field.kind) {
        Some(Kind::Choice(codes)) => codes,
        Some(Kind::YesNo) => &["ya", "tidak"],
        _ => &[],
    };
    let choices = codes.iter().filter_map(|code| {
        let words = words(language, noun, field, code)?;
        Some(Choice::new(*code, words))
    });
    choices.collect()
}

/// What a code in a field of a noun is called.
pub fn words(language: Language, noun: Noun, field: &str, code: &str) -> Option<String> {
    match (noun.code(), field) {
        ("unit", "jenis") => UnitKind::from_code(code).map(|kind| kind_name(language, kind)),
        ("kelompok" | "perubahan", "jawaban") => {
            AnswerKind::from_code(code).map(|kind| answer_name(language, kind))
        }
        ("layanan", "gratis") => match code {
            "ya" => Some(t!(language, "record-free-yes")),
            "tidak" => Some(t!(language, "record-free-no")),
            _ => None,
        },
        ("layanan", "peka") => match code {
            "ya" => Some(t!(language, "record-sensitive-yes")),
            "tidak" => Some(t!(language, "record-sensitive-no")),
            _ => None,
        },
        ("layanan", "waktu_satuan") => {
            TimeUnit::from_code(code).map(|unit| time_unit_name(language, unit))
        }
        ("layanan", "sumber") => {
            StandardSource::from_code(code).map(|source| source_name(language, source))
        }
        ("indikator", "arah") => {
            Direction::from_code(code).map(|direction| direction_name(language, direction))
        }
        ("indikator", "frekuensi") => {
            Frequency::from_code(code).map(|frequency| frequency_name(language, frequency))
        }
        ("komitmen", "unsur") => element(code).map(|element| element.name(language).to_owned()),
        ("realisasi", "berlaku") => match code {
            "ya" => Some(t!(language, "realisation-applies-yes")),
            "tidak" => Some(t!(language, "realisation-applies-no")),
            _ => None,
        },
        ("undangan", "paruh") => HalfDay::from_code(code).map(|half| half_of_today(language, half)),
        ("kunci", "lingkup") => Scope::from_code(code).map(|scope| scope_name(language, scope)),
        _ => None,
    }
}

fn half_of_today(language: Language, half: HalfDay) -> String {
    match half {
        HalfDay::Morning => t!(language, "batch-half-morning"),
        HalfDay::Afternoon => t!(language, "batch-half-afternoon"),
    }
}

fn element(key: &str) -> Option<Element> {
    Element::SKM
        .into_iter()
        .find(|element| element.key() == key)
}

fn time_unit_name(language: Language, unit: TimeUnit) -> String {
    match unit {
        TimeUnit::Minutes => t!(language, "time-unit-minutes"),
        TimeUnit::WorkingHours => t!(language, "time-unit-working-hours"),
        TimeUnit::WorkingDays => t!(language, "time-unit-working-days"),
        TimeUnit::Days => t!(language, "time-unit-days"),
    }
}

fn source_name(language: Language, source: StandardSource) -> String {
    match source {
        StandardSource::Official => t!(language, "source-official"),
        StandardSource::OtherRegion => t!(language, "source-other-region"),
        StandardSource::National => t!(language, "source-national"),
        StandardSource::Invented => t!(language, "source-invented"),
    }
}

/// What a key of a queue system may do.
pub fn scope_name(language: Language, scope: Scope) -> String {
    match scope {
        Scope::InviteVisitors => t!(language, "scope-invite-visitors"),
        Scope::CountVisits => t!(language, "scope-count-visits"),
    }
}

#[cfg(test)]
mod tests {
    use domain::nouns::NOUNS;

    use super::*;

    #[test]
    fn every_choice_has_words_in_both_languages() {
        for language in Language::ALL {
            for noun in NOUNS {
                for field in noun.fields() {
                    let codes = match field.kind {
                        Kind::Choice(codes) => codes.len(),
                        Kind::YesNo => 2,
                        _ => 0,
                    };
                    let choices = choices(language, *noun, field.key);
                    assert_eq!(choices.len(), codes, "{} {}", noun.code(), field.key);
                    let missing = choices.iter().find(|choice| choice.label.contains('⟦'));
                    assert_eq!(missing, None);
                }
            }
        }
    }
}
