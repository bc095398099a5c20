//! How far a target was reached (*capaian kinerja*), and what reports call that.
//! It must not know the indicator, nor who reported the realisation.

use std::fmt;

use serde::{Serialize, Serializer};

use crate::coded::coded;
use crate::indicator::{Direction, Target};
use crate::quantity::Quantity;

/// An achievement in per cent, in hundredths, rounded half-up once from the exact value. It may be negative or above 100 %.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Percent(i128);

impl Percent {
    /// 0 %.
    pub const ZERO: Self = Self(0);
    /// 100 %.
    pub const FULL: Self = Self(10_000);

    /// Hundredths of a per cent: 104.46 % is 10446.
    pub const fn hundredths(self) -> i128 {
        self.0
    }

    /// What a page shows: never below 0 %, and not above the cap, where local policy sets one (often 100 % or 120 %).
    /// The raw value is published beside it.
    pub fn shown(self, cap: Option<Self>) -> Self {
        cap.map_or(self, |cap| self.min(cap)).max(Self::ZERO)
    }

    /// `part / whole` in per cent, for a positive whole.
    fn ratio(part: i128, whole: i128) -> Self {
        Self((20_000 * part + whole).div_euclid(2 * whole))
    }
}

impl fmt::Display for Percent {
    /// The form used in data: a decimal point and two decimals, no sign for per cent.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let hundredths = self.0.unsigned_abs();
        write!(f, "{sign}{}.{:02}", hundredths / 100, hundredths % 100)
    }
}

impl Serialize for Percent {
    /// As text, like every exact number in data.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl From<u16> for Percent {
    /// Whole per cents, such as a cap of 120 %.
    fn from(whole: u16) -> Self {
        Self(100 * i128::from(whole))
    }
}

/// How far a realisation reached its target, by the formulas for individual indicators in the annex of PermenPANRB 8/2021
/// (*Sistem Manajemen Kinerja PNS*); yearly performance reports (LKjIP) use the same two.
///
/// A realisation inside a range achieves 100 %. One outside it is held against the end that it passed, by the formula for
/// a single target:
/// - higher is better: `realisation / target`;
/// - lower is better: `(target − (realisation − target)) / target`. For a range of 7 to 8 months and 6.5 months that is
///   (2·7 − 6.5) / 7 = 107.14 %;
/// - best within the range: the first below it, the second above it, so that both sides fall short of 100 %. No
///   regulation says so; it is this portal's combination of the two.
///
/// `None` where the target (of a range: the end passed) is zero or negative, for no share of it means anything.
pub fn achievement(direction: Direction, target: Target, realisation: Quantity) -> Option<Percent> {
    let (low, high) = (target.low(), target.high());
    if target.is_range() && (low..=high).contains(&realisation) {
        return Some(Percent::FULL);
    }
    let passed = if realisation < low { low } else { high };
    let (target, realised) = (passed.millionths(), realisation.millionths());
    let lower_is_better = match direction {
        Direction::Higher => false,
        Direction::Lower => true,
        Direction::Range => realisation > high,
    };
    let reached = if lower_is_better {
        2 * target - realised
    } else {
        realised
    };
    (target > 0).then(|| Percent::ratio(reached, target))
}

/// Whether a realisation meets its target: at least the lower end where higher is better, at most the upper one where lower
/// is, and within the range otherwise. Exact, because an achievement that rounds to 100 % need not be one.
pub fn meets(direction: Direction, target: Target, realisation: Quantity) -> bool {
    let (low, high) = (target.low(), target.high());
    match direction {
        Direction::Higher => realisation >= low,
        Direction::Lower => realisation <= high,
        Direction::Range => (low..=high).contains(&realisation),
    }
}

coded! {
    /// What yearly performance reports (LKjIP) call an achievement, best first.
    AchievementBand {
        /// *Sangat Baik* (*Sangat Tinggi*): above 90 %.
        VeryGood = "sangat baik",
        /// *Baik* (*Tinggi*): above 75 %.
        Good = "baik",
        /// *Cukup* (*Sedang*): above 65 %.
        Fair = "cukup",
        /// *Kurang* (*Rendah*): above 50 %.
        Poor = "kurang",
        /// *Sangat Kurang* (*Sangat Rendah*): 50 % and below.
        VeryPoor = "sangat kurang",
    }
}

impl AchievementBand {
    /// Where the bands are said to stand. The cuts were not confirmed in its own text, so a page says *menurut* before it.
    pub const ACCORDING_TO: &'static str = "Permendagri 86/2017";

    /// The band of an achievement. The bands are printed as 76–90, 91–100 and so on, without saying where 90.5 belongs;
    /// each is read as everything above the whole number before it, and what is read is the rounded value that is shown.
    pub const fn of(achievement: Percent) -> Self {
        match achievement.0 {
            9001.. => Self::VeryGood,
            7501.. => Self::Good,
            6501.. => Self::Fair,
            5001.. => Self::Poor,
            _ => Self::VeryPoor,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::tests::quantity;
    use proptest::prelude::*;

    fn range(low: &str, high: &str) -> Target {
        Target::range(quantity(low), quantity(high)).expect("a range")
    }

    fn at(value: &str) -> Target {
        Target::at(quantity(value))
    }

    fn reached(direction: Direction, target: Target, realisation: &str) -> String {
        achievement(direction, target, quantity(realisation))
            .map_or("undefined".to_owned(), |percent| percent.to_string())
    }

    #[test]
    fn higher_is_better() {
        let higher = |target, real| reached(Direction::Higher, target, real);
        assert_eq!(higher(at("85"), "88,79"), "104.46");
        assert_eq!(higher(at("85"), "0"), "0.00");
        assert_eq!(higher(at("2"), "-1"), "-50.00");
        // The annex prints 113 % here, against its own formula: 92 / 90 is 102.22 %.
        assert_eq!(higher(range("80", "90"), "92"), "102.22");
        assert_eq!(higher(range("80", "90"), "70"), "87.50");
        for inside in ["80", "85,5", "90"] {
            assert_eq!(higher(range("80", "90"), inside), "100.00");
        }
    }

    #[test]
    fn lower_is_better() {
        let lower = |target, real| reached(Direction::Lower, target, real);
        assert_eq!(lower(at("5"), "4"), "120.00");
        assert_eq!(lower(at("5"), "7"), "60.00");
        assert_eq!(lower(at("5"), "12"), "-40.00");
        assert_eq!(lower(range("7", "8"), "6,5"), "107.14");
        assert_eq!(lower(range("7", "8"), "7,5"), "100.00");
        assert_eq!(lower(range("7", "8"), "9"), "87.50");
        assert_eq!(lower(range("7", "8"), "10"), "75.00");
    }

    #[test]
    fn within_is_best() {
        let within = |target, real| reached(Direction::Range, target, real);
        assert_eq!(within(range("60", "85"), "70"), "100.00");
        assert_eq!(within(range("60", "80"), "30"), "50.00");
        assert_eq!(within(range("60", "80"), "100"), "75.00");
        assert_eq!(within(at("80"), "80"), "100.00");
    }

    #[test]
    fn no_share_of_nothing() {
        for direction in Direction::ALL {
            for (target, real) in [("0", "0"), ("0", "5"), ("0,00", "-1"), ("-2", "-4")] {
                assert_eq!(reached(*direction, at(target), real), "undefined");
            }
            assert_eq!(reached(*direction, range("0", "5"), "-1"), "undefined");
            assert_eq!(reached(*direction, range("0", "5"), "0"), "100.00");
        }
    }

    #[test]
    fn a_target_is_met_or_missed_whatever_the_rounding() {
        let met = |direction, target, real| meets(direction, target, quantity(real));
        assert_eq!(reached(Direction::Higher, at("1000"), "999,99"), "100.00");
        assert!(!met(Direction::Higher, at("1000"), "999,99"));
        assert!(met(Direction::Higher, at("1000"), "1000"));
        assert!(met(Direction::Higher, at("0"), "0"));
        assert!(met(Direction::Lower, at("5"), "4"));
        assert!(!met(Direction::Lower, at("5"), "5,01"));
        assert!(met(Direction::Lower, range("7", "8"), "6"));
        assert!(!met(Direction::Range, range("7", "8"), "6"));
        assert!(met(Direction::Range, range("7", "8"), "8"));
    }

    #[test]
    fn halves_round_up_exactly() {
        // 0.50005 and 0.500049999 of the target.
        assert_eq!(reached(Direction::Higher, at("1"), "0,500050"), "50.01");
        assert_eq!(
            reached(Direction::Higher, at("1000"), "500,049999"),
            "50.00"
        );
    }

    #[test]
    fn a_page_shows_neither_negative_nor_capped_away_values() {
        assert_eq!(Percent(-4000).shown(None), Percent::ZERO);
        assert_eq!(Percent(12_345).shown(None), Percent(12_345));
        assert_eq!(Percent(12_345).shown(Some(120.into())), Percent::from(120));
        assert_eq!(Percent(9000).shown(Some(Percent::FULL)), Percent(9000));
    }

    #[test]
    fn bands_begin_above_their_lower_bound() {
        let bands = [
            (10_001, AchievementBand::VeryGood),
            (9001, AchievementBand::VeryGood),
            (9000, AchievementBand::Good),
            (7501, AchievementBand::Good),
            (7500, AchievementBand::Fair),
            (6501, AchievementBand::Fair),
            (6500, AchievementBand::Poor),
            (5001, AchievementBand::Poor),
            (5000, AchievementBand::VeryPoor),
            (-1, AchievementBand::VeryPoor),
        ];
        for (hundredths, band) in bands {
            assert_eq!(
                AchievementBand::of(Percent(hundredths)),
                band,
                "{hundredths}"
            );
        }
    }

    fn any_quantity(least: i64) -> impl Strategy<Value = Quantity> {
        (least..1_000_000).prop_map(|cents| {
            let sign = if cents < 0 { "-" } else { "" };
            quantity(&format!(
                "{sign}{},{:02}",
                cents.abs() / 100,
                cents.abs() % 100
            ))
        })
    }

    fn any_target() -> impl Strategy<Value = Target> {
        (any_quantity(1), any_quantity(1))
            .prop_map(|(a, b)| Target::range(a.min(b), a.max(b)).unwrap_or_else(|_| Target::at(a)))
    }

    proptest! {
        #[test]
        fn reaching_the_target_is_all_of_it(target in any_target(), direction in prop::sample::select(Direction::ALL)) {
            for end in [target.low(), target.high()] {
                prop_assert_eq!(achievement(direction, target, end), Some(Percent::FULL));
            }
        }

        #[test]
        fn an_achievement_agrees_with_what_is_met(target in any_target(), direction in prop::sample::select(Direction::ALL), real in any_quantity(-1_000_000)) {
            let achieved = achievement(direction, target, real).expect("the target is positive");
            if meets(direction, target, real) {
                prop_assert!(achieved >= Percent::FULL);
            } else {
                prop_assert!(achieved <= Percent::FULL);
            }
        }

        #[test]
        fn a_better_realisation_never_achieves_less(target in any_target(), reals in [any_quantity(-1_000_000), any_quantity(-1_000_000)]) {
            let (less, more) = (reals[0].min(reals[1]), reals[0].max(reals[1]));
            let of = |direction, real| achievement(direction, target, real).expect("the target is positive");
            prop_assert!(of(Direction::Higher, less) <= of(Direction::Higher, more));
            prop_assert!(of(Direction::Lower, less) >= of(Direction::Lower, more));
            prop_assert!(of(Direction::Range, less) <= Percent::FULL);
        }

        #[test]
        fn both_directions_mirror_each_other(target in any_quantity(1), real in any_quantity(-1_000_000)) {
            // Below and above a single target by the same distance is equally good and bad; halves round up in both.
            let of = |direction| achievement(direction, Target::at(target), real).expect("positive").hundredths();
            let sum = of(Direction::Higher) + of(Direction::Lower);
            prop_assert!((20_000..=20_001).contains(&sum));
        }

        #[test]
        fn a_page_never_shows_less_than_nothing(hundredths in -50_000..50_000_i128, cap in prop::option::of(0..300_u16)) {
            let shown = Percent(hundredths).shown(cap.map(Percent::from));
            prop_assert!(shown >= Percent::ZERO);
            prop_assert!(cap.is_none_or(|cap| shown <= Percent::from(cap)));
        }
    }
}
