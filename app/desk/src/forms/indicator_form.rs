//! The form with which an indicator is defined or its definition changed.
//! It must not know which indicators there are.

use chrono::NaiveDate;
use domain::grammar;
use domain::indicator::KeptIndicator;
use domain::indicator::{Direction, Indicator};
use domain::language::{Bilingual, Language};
use domain::register::{Slug, Validity};
use domain::reporting::Frequency;

use ui::components::FieldError;
use ui::forms::typed::Typed;
use ui::t;

/// The name of the field for the short name.
pub const SLUG: &str = "nama_pendek";
/// The name of the field for the unit.
pub const UNIT: &str = "unit";
/// The name of the field for the name; with [`ENGLISH`] behind it that for the English form, as in all of these.
pub const NAME: &str = "nama";
/// The name of the field for the definition.
pub const DEFINITION: &str = "definisi";
/// The name of the field for the unit of measure.
pub const MEASURE: &str = "satuan";
/// The name of the field for the source.
pub const SOURCE: &str = "sumber";
/// The name of the field for the owner.
pub const OWNER: &str = "penanggung_jawab";
/// What stands behind the name of a field for its English form.
pub const ENGLISH: &str = "_en";
/// The name of the field for the direction.
pub const DIRECTION: &str = "arah";
/// The name of the field for the frequency.
pub const FREQUENCY: &str = "frekuensi";
/// The name of the field for the first day.
pub const FROM: &str = "berlaku_mulai";
/// The name of the field for the last day.
pub const UNTIL: &str = "berlaku_sampai";
/// The name of the field for the version that is changed.
pub const VERSION: &str = "versi";

/// The greatest number of characters of a text.
pub const LONGEST_TEXT: usize = 1000;

/// Short names that are addresses of the desk's own.
pub const RESERVED: [&str; 2] = ["baru", "berkas"];

/// What was typed.
#[derive(Clone, Debug, Default)]
pub struct IndicatorForm {
    typed: Typed,
}

/// What is wrong with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// The short name is none.
    Slug,
    /// Another indicator has the short name.
    SlugTaken,
    /// The unit is none for which the sender may define indicators.
    Unit,
    /// A text is missing or too long; holds the field.
    Text(&'static str),
    /// No direction is chosen.
    Direction,
    /// No frequency is chosen.
    Frequency,
    /// A day is none; holds the field.
    Day(&'static str),
    /// The last day lies before the first.
    Backwards,
    /// The frequency cannot change any more.
    Fixed,
    /// Somebody else changed the indicator in the meantime.
    Conflict,
}

impl IndicatorForm {
    /// Reads a form body.
    pub fn decode(body: &[u8]) -> Self {
        Self {
            typed: Typed::decode(body),
        }
    }

    /// The form as it stands for an indicator.
    pub fn of(kept: &KeptIndicator) -> Self {
        let indicator = &kept.indicator;
        let texts = [
            (NAME, &indicator.name),
            (DEFINITION, &indicator.definition),
            (MEASURE, &indicator.measure),
            (SOURCE, &indicator.source),
            (OWNER, &indicator.owner),
        ];
        let texts = texts.into_iter().flat_map(|(field, text)| {
            let english = (format!("{field}{ENGLISH}"), text.en.clone());
            [(field.to_owned(), text.id.clone()), english]
        });
        let day = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
        let others = [
            (SLUG, indicator.slug.to_string()),
            (UNIT, indicator.unit.to_string()),
            (DIRECTION, indicator.direction.code().to_owned()),
            (FREQUENCY, indicator.frequency.code().to_owned()),
            (FROM, day(kept.validity.from)),
            (UNTIL, day(kept.validity.until)),
        ];
        let others = others.map(|(field, value)| (field.to_owned(), value));
        Self {
            typed: Typed::of(texts.chain(others)),
        }
    }

    /// What was typed.
    pub const fn typed(&self) -> &Typed {
        &self.typed
    }

    /// The version that is changed.
    pub fn version(&self) -> Option<i32> {
        self.typed.text(VERSION).parse().ok()
    }

    /// The indicator and when it is valid, or everything that is wrong. Short name and unit of one that exists stay.
    pub fn indicator(
        &self,
        known: Option<&Indicator>,
        may_define: impl Fn(&Slug) -> bool,
    ) -> Result<(Indicator, Validity), Vec<Problem>> {
        let mut problems = Vec::new();
        let typed = |field| self.typed.text(field);
        let slug = match known {
            Some(known) => Some(known.slug.clone()),
            None => typed(SLUG).parse::<Slug>().ok(),
        };
        let slug = slug.filter(|slug| !RESERVED.contains(&slug.as_str()));
        let slug = noted(slug, Problem::Slug, &mut problems);
        let unit = match known {
            Some(known) => Some(known.unit.clone()),
            None => typed(UNIT).parse().ok().filter(may_define),
        };
        let unit = noted(unit, Problem::Unit, &mut problems);
        let texts = [NAME, DEFINITION, MEASURE, SOURCE, OWNER];
        let [name, definition, measure, source, owner] =
            texts.map(|field| noted(self.bilingual(field), Problem::Text(field), &mut problems));
        let direction = Direction::from_code(typed(DIRECTION));
        let direction = noted(direction, Problem::Direction, &mut problems);
        let frequency = Frequency::from_code(typed(FREQUENCY));
        let frequency = noted(frequency, Problem::Frequency, &mut problems);
        let validity = self.validity(&mut problems);
        let indicator = || {
            Some(Indicator {
                slug: slug?,
                unit: unit?,
                name: name?,
                definition: definition?,
                measure: measure?,
                direction: direction?,
                frequency: frequency?,
                source: source?,
                owner: owner?,
            })
        };
        match indicator() {
            Some(indicator) if problems.is_empty() => Ok((indicator, validity)),
            _ => Err(problems),
        }
    }

    fn bilingual(&self, field: &str) -> Option<Bilingual> {
        let [id, en] = [field.to_owned(), format!("{field}{ENGLISH}")]
            .map(|field| grammar::lines(self.typed.text(&field), LONGEST_TEXT).ok());
        let id = id.filter(|id| !id.is_empty())?;
        Some(Bilingual::new(id, en?))
    }

    fn validity(&self, problems: &mut Vec<Problem>) -> Validity {
        let [from, until] = [FROM, UNTIL].map(|field| match self.typed.text(field) {
            "" => None,
            text => noted(grammar::day(text), Problem::Day(field), problems),
        });
        if from.zip(until).is_some_and(|(from, until)| until < from) {
            problems.push(Problem::Backwards);
        }
        Validity { from, until }
    }
}

/// The value; where there is none the problem is noted.
fn noted<T>(value: Option<T>, problem: Problem, problems: &mut Vec<Problem>) -> Option<T> {
    if value.is_none() {
        problems.push(problem);
    }
    value
}

impl Problem {
    /// The problem in words, beside its field.
    pub fn field_error(self, language: Language) -> FieldError {
        match self {
            Self::Slug => FieldError::new(SLUG, t!(language, "error-indicator-slug")),
            Self::SlugTaken => FieldError::new(SLUG, t!(language, "error-indicator-slug-taken")),
            Self::Unit => FieldError::new(UNIT, t!(language, "error-indicator-unit")),
            Self::Text(field) => {
                let most = LONGEST_TEXT;
                FieldError::new(field, t!(language, "error-indicator-text", most = most))
            }
            Self::Direction => {
                FieldError::new(DIRECTION, t!(language, "error-indicator-direction"))
            }
            Self::Frequency => {
                FieldError::new(FREQUENCY, t!(language, "error-indicator-frequency"))
            }
            Self::Day(field) => FieldError::new(field, t!(language, "error-indicator-day")),
            Self::Backwards => FieldError::new(UNTIL, t!(language, "error-indicator-backwards")),
            Self::Fixed => FieldError::new(FREQUENCY, t!(language, "error-indicator-fixed")),
            Self::Conflict => FieldError::new(NAME, t!(language, "error-indicator-conflict")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const COMPLETE: &str = "nama_pendek=akta&unit=capil&nama=Akta&nama_en=Certificates&definisi=D&satuan=%25\
                            &arah=naik&frekuensi=bulan&sumber=S&penanggung_jawab=P&berlaku_mulai=2026-01-01";

    fn indicator(body: &str) -> Result<(Indicator, Validity), Vec<Problem>> {
        let form = IndicatorForm::decode(body.as_bytes());
        form.indicator(None, |unit| unit.as_str() == "capil")
    }

    #[test]
    fn a_kept_indicator_fills_the_form_that_makes_it() {
        let (indicator, validity) = indicator(COMPLETE).expect("valid");
        assert_eq!(indicator.name, Bilingual::new("Akta", "Certificates"));
        let kept = KeptIndicator {
            indicator: indicator.clone(),
            validity,
            version: 1,
            periods: std::collections::BTreeMap::new(),
        };
        let again = IndicatorForm::of(&kept).indicator(None, |_| true);
        assert_eq!(again, Ok((indicator, validity)));
    }

    #[test]
    fn every_problem_is_told_at_once() {
        assert_eq!(
            indicator(
                "nama_pendek=baru&unit=lain&nama=+&arah=x&berlaku_mulai=2026&berlaku_sampai=2026-01-01"
            ),
            Err(vec![
                Problem::Slug,
                Problem::Unit,
                Problem::Text(NAME),
                Problem::Text(DEFINITION),
                Problem::Text(MEASURE),
                Problem::Text(SOURCE),
                Problem::Text(OWNER),
                Problem::Direction,
                Problem::Frequency,
                Problem::Day(FROM),
            ])
        );
        let backwards = format!("{COMPLETE}&berlaku_sampai=2025-12-31");
        assert_eq!(indicator(&backwards), Err(vec![Problem::Backwards]));
    }

    #[test]
    fn short_name_and_unit_stay() {
        let (known, _) = indicator(COMPLETE).expect("valid");
        let body = COMPLETE.replace("akta", "lain").replace("capil", "lain");
        let form = IndicatorForm::decode(body.as_bytes());
        let (changed, _) = form.indicator(Some(&known), |_| false).expect("valid");
        assert_eq!(changed, known);
    }
}
