//! The form with which a queue system gets a key.
//! It must not know for which units the sender may make keys.

use domain::api_key::ApiKey;
use domain::language::Language;
use domain::register::Slug;

use super::typed::Typed;
use crate::components::FieldError;
use crate::t;

/// The name of the field for the name.
pub const NAME: &str = "nama";
/// The name of the field for the unit.
pub const UNIT: &str = "unit";

/// What is wrong with the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// The name is missing or too long.
    Name,
    /// The unit is none for which the sender may make keys.
    Unit,
}

/// The name and the unit that were typed, or everything that is wrong with them.
pub fn new_key(typed: &Typed, units: &[(Slug, String)]) -> Result<(String, Slug), Vec<Problem>> {
    let name = typed.text(NAME);
    let named = (1..=ApiKey::MAX_NAME).contains(&name.chars().count());
    let unit = units
        .iter()
        .find(|(slug, _)| slug.as_str() == typed.text(UNIT));
    match (named, unit) {
        (true, Some((unit, _))) => Ok((name.to_owned(), unit.clone())),
        (named, unit) => {
            let problems = [
                (!named).then_some(Problem::Name),
                unit.is_none().then_some(Problem::Unit),
            ];
            Err(problems.into_iter().flatten().collect())
        }
    }
}

impl Problem {
    /// The problem in words, beside its field.
    pub fn field_error(self, language: Language) -> FieldError {
        match self {
            Self::Name => FieldError::new(
                NAME,
                t!(language, "error-key-name", most = ApiKey::MAX_NAME),
            ),
            Self::Unit => FieldError::new(UNIT, t!(language, "error-unit")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_problem_is_told_at_once() {
        let units = [("capil".parse().expect("a slug"), "Capil".to_owned())];
        let parse = |body: &str| new_key(&Typed::decode(body.as_bytes()), &units);
        assert_eq!(parse("unit=lain"), Err(vec![Problem::Name, Problem::Unit]));
        let long = format!("unit=capil&nama={}", "a".repeat(101));
        assert_eq!(parse(&long), Err(vec![Problem::Name]));
        let (name, unit) = parse("unit=capil&nama=+Antrean+").expect("valid");
        assert_eq!((name.as_str(), unit.as_str()), ("Antrean", "capil"));
    }
}
