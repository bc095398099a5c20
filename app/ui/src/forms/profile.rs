//! The questions about oneself that a rating may answer: their choices, in codes and in words.
//! It must not know whether anybody answered.

use domain::language::Language;
use domain::rating::{AgeBand, Disability, Education, Gender, Occupation};

use crate::t;

/// The words for a profile answer; an empty code stands for no answer.
pub fn profile_answer(language: Language, question: &str, code: &str) -> String {
    if code.is_empty() {
        return t!(language, "profile-no-answer");
    }
    match (question, code) {
        ("gender", "L") => t!(language, "gender-male"),
        ("gender", _) => t!(language, "gender-female"),
        ("age", "<20") => t!(language, "age-under-20"),
        ("age", "60+") => t!(language, "age-from-60"),
        ("age", band) => t!(language, "age-between", band = band.replace('-', "–")),
        ("education", "SD ke bawah") => t!(language, "education-primary"),
        ("education", "SLTP") => t!(language, "education-lower-secondary"),
        ("education", "SLTA") => t!(language, "education-upper-secondary"),
        ("education", "D-III") => t!(language, "education-diploma"),
        ("education", "S-1") => t!(language, "education-bachelor"),
        ("education", "S-2") => t!(language, "education-master"),
        ("education", _) => t!(language, "education-doctorate"),
        ("occupation", "PNS") => t!(language, "occupation-civil-servant"),
        ("occupation", "TNI") => t!(language, "occupation-military"),
        ("occupation", "POLRI") => t!(language, "occupation-police"),
        ("occupation", "Swasta") => t!(language, "occupation-private"),
        ("occupation", "Wirausaha") => t!(language, "occupation-self-employed"),
        ("occupation", _) => t!(language, "occupation-other"),
        (_, "ya") => t!(language, "disability-yes"),
        _ => t!(language, "disability-no"),
    }
}

/// The codes of a profile question's answers, in the order of the form.
pub fn profile_codes(question: &str) -> Vec<&'static str> {
    match question {
        "gender" => Gender::ALL.iter().map(|answer| answer.code()).collect(),
        "age" => AgeBand::ALL.iter().map(|answer| answer.code()).collect(),
        "education" => Education::ALL.iter().map(|answer| answer.code()).collect(),
        "occupation" => Occupation::ALL.iter().map(|answer| answer.code()).collect(),
        _ => Disability::ALL.iter().map(|answer| answer.code()).collect(),
    }
}
