//! The form with which somebody opens a stack of paper forms.
//! It must not know for which services the sender may key in forms.

use domain::grammar;
use domain::language::Language;
use domain::period::Month;
use domain::register::Slug;
use ui::components::FieldError;
use ui::forms::typed::Typed;
use ui::t;

/// The name of the field for the service.
pub const SERVICE: &str = "layanan";
/// The name of the field for the month.
pub const MONTH: &str = "bulan";
/// The name of the field for the number of forms.
pub const FORMS: &str = "jumlah";
/// The name of the hidden field by which a form sent twice is recognised.
pub const TOKEN: &str = "formulir";

/// The most forms of a stack.
pub const MOST: u32 = 500;

/// How many months back forms can be keyed in, the present month included.
const MONTHS: i32 = 12;

/// A stack that is to be opened: the service, the month, and how many forms there are.
pub type Stack = (Slug, Month, u32);

/// What is wrong with the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// The service is none for which the sender may key in forms.
    Service,
    /// The month is none of those on offer.
    Month,
    /// The number is none, or too large.
    Forms,
}

/// The months for which forms can be keyed in, the latest first.
pub fn months(present: Month) -> impl Iterator<Item = Month> {
    (0..MONTHS).map(move |back| present.plus(-back))
}

/// The stack that was typed, or everything that is wrong with it.
pub fn stack(
    typed: &Typed,
    services: &[(Slug, String)],
    present: Month,
) -> Result<Stack, Vec<Problem>> {
    let mut named = services.iter().map(|(slug, _)| slug);
    let service = named.find(|slug| slug.as_str() == typed.text(SERVICE));
    let month: Option<Month> = typed.text(MONTH).parse().ok();
    let month = month.filter(|month| months(present).any(|offered| offered == *month));
    let forms = grammar::whole_number(typed.text(FORMS));
    let forms = forms.filter(|forms| (1..=MOST).contains(forms));
    if let (Some(service), Some(month), Some(forms)) = (service, month, forms) {
        return Ok((service.clone(), month, forms));
    }
    let problems = [
        service.is_none().then_some(Problem::Service),
        month.is_none().then_some(Problem::Month),
        forms.is_none().then_some(Problem::Forms),
    ];
    Err(problems.into_iter().flatten().collect())
}

impl Problem {
    /// The problem in words, beside its field.
    pub fn field_error(self, language: Language) -> FieldError {
        match self {
            Self::Service => FieldError::new(SERVICE, t!(language, "error-service")),
            Self::Month => FieldError::new(MONTH, t!(language, "error-month")),
            Self::Forms => FieldError::new(FORMS, t!(language, "error-count", most = MOST)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(body: &str) -> Result<Stack, Vec<Problem>> {
        let services = [("ktp".parse().expect("a slug"), "KTP".to_owned())];
        let present = "2026-10".parse().expect("a month");
        stack(&Typed::decode(body.as_bytes()), &services, present)
    }

    #[test]
    fn a_form_becomes_a_stack() {
        let (service, month, forms) = parse("layanan=ktp&bulan=2025-11&jumlah=500").expect("valid");
        assert_eq!((service.as_str(), forms), ("ktp", 500));
        assert_eq!(month.to_string(), "2025-11");
    }

    #[test]
    fn every_problem_is_told_at_once() {
        let all = Err(vec![Problem::Service, Problem::Month, Problem::Forms]);
        assert_eq!(parse("layanan=kk&bulan=2026-11&jumlah=0"), all);
        assert_eq!(parse("bulan=2025-10&jumlah=501"), all);
    }
}
