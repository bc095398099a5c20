//! What releases say of indicators, put together for readers: targets beside actuals, with corrections and achievement.
//! It must not know who entered or confirmed anything, nor which release holds what.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::achievement::{AchievementBand, Percent, achievement, meets};
use crate::indicator::{Indicator, Target};
use crate::realisation::{Correction, Realisation};
use crate::reporting::ReportingPeriod;
use crate::slug::Slug;

/// What one release says of an indicator in a period. It stands for itself: what the indicator meant at the seal is part of
/// it, so that a later change of the definition changes nothing that was published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SealedRealisation {
    /// The indicator as it was defined at the seal, with its unit.
    pub indicator: Indicator,
    /// The period.
    pub period: ReportingPeriod,
    /// What was promised; `None` if no target was set.
    pub target: Option<Target>,
    /// What was reached, or why that is not known.
    pub realisation: Realisation,
}

impl SealedRealisation {
    /// What releases are sorted by: unit, indicator, period.
    pub fn place(&self) -> (&Slug, &Slug, ReportingPeriod) {
        (&self.indicator.unit, &self.indicator.slug, self.period)
    }
}

/// A published correction of what a release says of an indicator.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SealedCorrection {
    /// The unit that answers for the indicator.
    pub unit: Slug,
    /// The indicator.
    pub indicator: Slug,
    /// The period.
    pub period: ReportingPeriod,
    /// What changed and why.
    pub correction: Correction,
}

/// An indicator with all its published periods, the oldest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct IndicatorHistory {
    /// The indicator as the newest release defines it.
    pub indicator: Indicator,
    /// What was promised and reached.
    pub periods: Vec<Outcome>,
}

/// What is public of one period: what was promised and reached, and how far that is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Outcome {
    /// The period.
    pub period: ReportingPeriod,
    /// What was promised.
    pub target: Option<Target>,
    /// What earlier releases promised instead, the oldest first.
    pub former_targets: Vec<Target>,
    /// What is right today: the last correction, or what was sealed.
    pub realisation: Realisation,
    /// Whether it came late: an earlier release had to say that nothing was provided.
    pub late: bool,
    /// Whether the target was met; `None` without a value or a target.
    pub met: Option<bool>,
    /// How far the target was reached, uncapped; `None` without a value or a target of which a share means anything.
    pub achievement: Option<Percent>,
    /// What yearly reports call that.
    pub band: Option<AchievementBand>,
    /// What was changed after the seal, the oldest first.
    pub corrections: Vec<Correction>,
}

impl Outcome {
    /// What is public of a period by its last statement, the ones of earlier releases and the corrections.
    fn new(
        sealed: &SealedRealisation,
        earlier: &[&SealedRealisation],
        corrections: Vec<Correction>,
    ) -> Self {
        let missing =
            |statement: &SealedRealisation| statement.realisation == Realisation::NotProvided;
        let late = !missing(sealed) && earlier.iter().any(|earlier| missing(earlier));
        let mut former_targets: Vec<_> = earlier
            .iter()
            .filter_map(|earlier| earlier.target)
            .collect();
        former_targets.dedup();
        former_targets.retain(|target| Some(*target) != sealed.target);
        let realisation = corrections.last().map_or_else(
            || sealed.realisation.clone(),
            |last| last.after().clone().into(),
        );
        let direction = sealed.indicator.direction;
        let compared = realisation.value().zip(sealed.target);
        let met = compared.map(|(value, target)| meets(direction, target, value));
        let reached = compared.and_then(|(value, target)| achievement(direction, target, value));
        Self {
            period: sealed.period,
            target: sealed.target,
            former_targets,
            realisation,
            late,
            met,
            achievement: reached,
            band: reached.map(AchievementBand::of),
            corrections,
        }
    }
}

/// The indicators that releases speak of, by unit and name. `sealed` and `corrections` come in the order in which they were
/// published: of two statements about the same period the later one counts, such as a realisation that came too late for
/// the first seal after its period, and tells what the earlier ones said otherwise.
pub fn histories<'a>(
    sealed: impl IntoIterator<Item = &'a SealedRealisation>,
    corrections: impl IntoIterator<Item = &'a SealedCorrection>,
) -> Vec<IndicatorHistory> {
    let mut said: BTreeMap<_, Vec<&SealedRealisation>> = BTreeMap::new();
    let mut defined: BTreeMap<_, &Indicator> = BTreeMap::new();
    for statement in sealed {
        said.entry(statement.place()).or_default().push(statement);
        let (unit, slug, _) = statement.place();
        defined.insert((unit, slug), &statement.indicator);
    }
    let mut changes: BTreeMap<_, Vec<Correction>> = BTreeMap::new();
    for change in corrections {
        let place = (&change.unit, &change.indicator, change.period);
        changes
            .entry(place)
            .or_default()
            .push(change.correction.clone());
    }
    let mut periods: BTreeMap<_, Vec<Outcome>> = BTreeMap::new();
    for ((unit, slug, period), statements) in said {
        let corrections = changes.remove(&(unit, slug, period)).unwrap_or_default();
        let outcome = statements
            .split_last()
            .map(|(last, earlier)| Outcome::new(last, earlier, corrections));
        periods.entry((unit, slug)).or_default().extend(outcome);
    }
    let history = |(place, periods)| {
        defined.get(&place).map(|indicator| IndicatorHistory {
            indicator: (*indicator).clone(),
            periods,
        })
    };
    periods.into_iter().filter_map(history).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::indicator::Direction;
    use crate::language::Bilingual;
    use crate::quantity::tests::quantity;
    use crate::realisation::Entry;
    use crate::register::tests::slug;
    use crate::reporting::{Frequency, tests::reporting};

    fn indicator(name: &str) -> Indicator {
        let text = |text: &str| Bilingual::new(text, "");
        Indicator {
            slug: slug(name),
            unit: slug("capil"),
            name: text(name),
            definition: text("Definisi"),
            measure: text("%"),
            direction: Direction::Higher,
            frequency: Frequency::Quarter,
            source: text("data contoh"),
            owner: text("Kepala bidang"),
        }
    }

    fn given(value: &str) -> Entry {
        Entry::Given {
            value: quantity(value),
            evidence: None,
        }
    }

    fn sealed(name: &str, period: &str, realisation: Realisation) -> SealedRealisation {
        SealedRealisation {
            indicator: indicator(name),
            period: reporting(period),
            target: Some(Target::at(quantity("80"))),
            realisation,
        }
    }

    fn correction(before: &str, after: &str) -> SealedCorrection {
        SealedCorrection {
            unit: slug("capil"),
            indicator: slug("b"),
            period: reporting("2026-Q1"),
            correction: Correction::new(given(before).into(), given(after), "Salah ketik")
                .expect("a change"),
        }
    }

    #[test]
    fn the_last_correction_counts_and_all_stay() {
        let sealed = [
            sealed("b", "2026-Q2", Realisation::NotProvided),
            sealed("b", "2026-Q1", given("40").into()),
            sealed("a", "2026-Q1", Realisation::NotApplicable),
        ];
        let histories = histories(&sealed, &[correction("40", "60"), correction("60", "64")]);
        let names: Vec<_> = histories
            .iter()
            .map(|history| history.indicator.slug.as_str())
            .collect();
        assert_eq!(names, ["a", "b"]);
        let [first, second] = &histories[1].periods[..] else {
            panic!("two periods");
        };
        assert_eq!(first.realisation, given("64").into());
        assert_eq!(first.achievement, Some(Percent::from(80)));
        assert_eq!(first.band, Some(AchievementBand::Good));
        assert_eq!(first.corrections.len(), 2);
        assert_eq!(second.realisation, Realisation::NotProvided);
        assert_eq!((second.achievement, second.band), (None, None));
    }

    #[test]
    fn a_late_realisation_takes_the_place_of_the_gap() {
        let mut late = sealed("b", "2026-Q1", given("80").into());
        late.indicator.name.id = "Nama baru".to_owned();
        let gap = sealed("b", "2026-Q1", Realisation::NotProvided);
        let histories = histories(&[gap, late], &[]);
        assert_eq!(histories[0].periods.len(), 1);
        assert_eq!(histories[0].periods[0].achievement, Some(Percent::FULL));
        assert!(histories[0].periods[0].late);
        assert_eq!(histories[0].indicator.name.id, "Nama baru");
    }

    #[test]
    fn what_was_given_in_time_is_not_late() {
        let promised = sealed("b", "2026-Q1", Realisation::NotYetDue);
        let histories = histories(&[promised, sealed("b", "2026-Q1", given("80").into())], &[]);
        assert!(!histories[0].periods[0].late);
    }

    #[test]
    fn targets_that_were_moved_stay_known() {
        let promising = |target: &str, realisation| SealedRealisation {
            target: Some(Target::at(quantity(target))),
            ..sealed("b", "2026-Q1", realisation)
        };
        let statements = [
            promising("90", Realisation::NotYetDue),
            promising("90", Realisation::NotYetDue),
            promising("70", Realisation::NotYetDue),
            promising("80", given("80").into()),
        ];
        let histories = histories(&statements, &[]);
        let [outcome] = &histories[0].periods[..] else {
            panic!("one period");
        };
        assert_eq!(outcome.target, Some(Target::at(quantity("80"))));
        assert_eq!(
            outcome.former_targets,
            ["90", "70"].map(|target| Target::at(quantity(target)))
        );
    }

    #[test]
    fn a_sealed_realisation_travels_whole() {
        let evidence = "https://contoh.example/lkjip".parse().ok();
        let value = quantity("88,50");
        let sealed = sealed("b", "2026-Q1", Realisation::Given { value, evidence });
        let json = serde_json::to_string(&sealed).expect("texts");
        let again: SealedRealisation = serde_json::from_str(&json).expect("the same");
        assert_eq!(again, sealed);
        let change = correction("1", "2");
        let json = serde_json::to_string(&change).expect("texts");
        assert_eq!(
            serde_json::from_str::<SealedCorrection>(&json).ok(),
            Some(change)
        );
    }

    #[test]
    fn programs_read_exact_numbers_as_texts() {
        let sealed = [sealed("b", "2026-Q1", given("60,0").into())];
        let json = serde_json::to_value(histories(&sealed, &[])).expect("texts");
        let outcome = &json[0]["periods"][0];
        assert_eq!(outcome["achievement"], "75.00");
        assert_eq!(outcome["band"], "cukup");
        assert_eq!(outcome["realisation"]["value"], "60.0");
        assert_eq!(outcome["target"]["high"], "80");
    }
}
