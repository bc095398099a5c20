//! The form with which a queue system gets a key.
//! It must not know for which units the sender may make keys.

use domain::api_key::{ApiKey, Scope};
use domain::grammar;
use domain::language::Language;
use domain::register::Slug;

use ui::components::FieldError;
use ui::forms::typed::Typed;
use ui::t;

/// The name of the field for the name.
pub const NAME: &str = "nama";
/// The name of the field for the unit.
pub const UNIT: &str = "unit";

/// The name of the field for what may be done with the key.
pub const SCOPE: &str = "lingkup";

/// A key to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyOrder {
    /// What it is for.
    pub name: String,
    /// The unit for which it may be used.
    pub unit: Slug,
    /// What may be done with it.
    pub scopes: Vec<Scope>,
}

/// What is wrong with the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// The name is missing or too long.
    Name,
    /// The unit is none for which the sender may make keys.
    Unit,
    /// It is not said what may be done with the key.
    Scope,
}

/// The key that was asked for, or everything that is wrong with the form.
pub fn new_key(typed: &Typed, units: &[(Slug, String)]) -> Result<KeyOrder, Vec<Problem>> {
    let name = grammar::line(typed.text(NAME), ApiKey::MAX_NAME).unwrap_or_default();
    let named = !name.is_empty();
    let unit = units
        .iter()
        .find(|(slug, _)| slug.as_str() == typed.text(UNIT));
    match (named, unit, Scope::from_code(typed.text(SCOPE))) {
        (true, Some((unit, _)), Some(scope)) => Ok(KeyOrder {
            name,
            unit: unit.clone(),
            scopes: vec![scope],
        }),
        (named, unit, scope) => {
            let problems = [
                (!named).then_some(Problem::Name),
                unit.is_none().then_some(Problem::Unit),
                scope.is_none().then_some(Problem::Scope),
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
            Self::Scope => FieldError::new(SCOPE, t!(language, "error-key-scope")),
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
        let every = vec![Problem::Name, Problem::Unit, Problem::Scope];
        assert_eq!(parse("unit=lain&lingkup=semua"), Err(every));
        let long = format!("unit=capil&lingkup=kunjungan&nama={}", "a".repeat(101));
        assert_eq!(parse(&long), Err(vec![Problem::Name]));
        let order = parse("unit=capil&nama=+Antrean+&lingkup=hitung-kunjungan").expect("valid");
        assert_eq!(
            (order.name.as_str(), order.unit.as_str()),
            ("Antrean", "capil")
        );
        assert_eq!(order.scopes, [Scope::CountVisits]);
    }
}
