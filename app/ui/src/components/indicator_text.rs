//! The words about indicators that public pages and those of the desk share.
//! It must not know markup, nor who reads.

use domain::achievement::AchievementBand;
use domain::indicator::{Direction, Indicator, Target};
use domain::language::Language;
use domain::realisation::Realisation;
use domain::reporting::Frequency;

use crate::format;
use crate::t;

/// Which realisations are good ones, in words.
pub fn direction_name(language: Language, direction: Direction) -> String {
    match direction {
        Direction::Higher => t!(language, "direction-higher"),
        Direction::Lower => t!(language, "direction-lower"),
        Direction::Range => t!(language, "direction-range"),
    }
}

/// How often an indicator is reported, in words.
pub fn frequency_name(language: Language, frequency: Frequency) -> String {
    match frequency {
        Frequency::Month => t!(language, "frequency-month"),
        Frequency::Quarter => t!(language, "frequency-quarter"),
        Frequency::Semester => t!(language, "frequency-semester"),
        Frequency::Year => t!(language, "frequency-year"),
    }
}

/// A value with its unit of measure: `88,5 %`.
fn measured(language: Language, indicator: &Indicator, value: impl ToString) -> String {
    let measure = indicator.measure.get(language);
    format!("{} {measure}", format::exact(language, value))
}

/// A target with its unit of measure, or that there is none.
pub fn target_text(language: Language, indicator: &Indicator, target: Option<Target>) -> String {
    match target {
        None => t!(language, "indicator-no-target"),
        Some(target) if target.is_range() => {
            let low = format::exact(language, target.low());
            let high = measured(language, indicator, target.high());
            t!(language, "target-range", low = low, high = high)
        }
        Some(target) => measured(language, indicator, target.low()),
    }
}

/// A realisation with its unit of measure, or why there is none.
pub fn realisation_text(
    language: Language,
    indicator: &Indicator,
    realisation: &Realisation,
) -> String {
    match realisation {
        Realisation::Given { value, .. } => measured(language, indicator, value),
        Realisation::NotProvided => t!(language, "realisation-not-provided"),
        Realisation::NotApplicable => t!(language, "realisation-not-applicable"),
        Realisation::NotYetDue => t!(language, "realisation-not-yet-due"),
    }
}

/// What yearly reports call an achievement.
pub fn band_name(language: Language, band: AchievementBand) -> String {
    match band {
        AchievementBand::VeryGood => t!(language, "band-very-good"),
        AchievementBand::Good => t!(language, "band-good"),
        AchievementBand::Fair => t!(language, "band-fair"),
        AchievementBand::Poor => t!(language, "band-poor"),
        AchievementBand::VeryPoor => t!(language, "band-very-poor"),
    }
}
