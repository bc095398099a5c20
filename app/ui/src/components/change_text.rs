//! A change in words: what is compared with what, and what the test says of it.
//! It must not decide anything: the verdict comes from the domain.

use domain::comparison::{Change, LEAST_COMMON_PERCENT, NotComparable, Verdict};
use domain::language::Language;
use domain::period::Period;

use crate::format;
use crate::t;

/// A change against the period `before` in sentences. The plain difference is told beside the tested one where they differ.
pub fn change_text(language: Language, change: &Change, before: Period) -> String {
    let difference = match change.tested {
        Ok(difference) => difference,
        Err(reason) => return not_comparable(language, change.plain, reason, before),
    };
    let points = difference.points;
    let before = format::period(language, before);
    let verdict = match difference.verdict {
        Verdict::Better => {
            let points = format::decimal(language, points.abs());
            t!(language, "change-better", points = points, before = before)
        }
        Verdict::Worse => {
            let points = format::decimal(language, points.abs());
            t!(language, "change-worse", points = points, before = before)
        }
        Verdict::NoClearDifference => {
            let points = format::signed(language, points);
            t!(language, "change-unclear", points = points, before = before)
        }
    };
    let plain = format::signed(language, change.plain);
    if plain == format::signed(language, points) {
        return verdict;
    }
    let plain = t!(language, "change-plain", points = plain);
    format!("{verdict} {plain}")
}

fn not_comparable(language: Language, plain: f64, reason: NotComparable, before: Period) -> String {
    t!(
        language,
        "change-not-comparable",
        before = format::period(language, before),
        share_before = format::share(reason.before.part, reason.before.of),
        share_now = format::share(reason.now.part, reason.now.of),
        least = LEAST_COMMON_PERCENT,
        points = format::signed(language, plain),
    )
}
