use proptest::prelude::*;

use super::super::tests::{commitment, day, report};
use super::super::{Course, Number};
use super::*;
use crate::instrument::Element;

fn element() -> Aim {
    Aim::Element {
        service: None,
        element: Element::Time,
    }
}

fn kept(number: i32, aim: impl Into<Option<Aim>>, made: &str, reported: Option<&str>) -> Kept {
    let mut course = Course::new(day(made), day("2027-12-31")).expect("a course");
    if let Some(on) = reported {
        course.take(day(on), report()).expect("a report");
    }
    Kept {
        number: Number::new(number).expect("a number"),
        commitment: commitment(aim.into()),
        course,
        version: 1,
    }
}

fn release(month: &str, on: &str) -> ReleaseDay {
    ReleaseDay {
        month: month.parse().expect("a month"),
        on: day(on),
    }
}

fn releases() -> [ReleaseDay; 3] {
    [
        release("2026-01", "2026-02-05"),
        release("2026-02", "2026-04-02"),
        release("2026-03", "2026-04-02"),
    ]
}

#[test]
fn months_are_counted_once_they_begin() {
    for (from, to, months) in [
        ("2026-03-05", "2026-03-05", 0),
        ("2026-03-05", "2026-03-06", 1),
        ("2026-03-05", "2026-04-05", 1),
        ("2026-03-05", "2026-04-06", 2),
        ("2026-03-31", "2026-04-01", 1),
        ("2026-01-31", "2026-02-28", 1),
        ("2026-01-31", "2026-03-01", 2),
        ("2026-01-31", "2026-03-31", 2),
        ("2026-01-29", "2026-02-28", 1),
        ("2026-02-28", "2026-03-28", 1),
        ("2026-02-28", "2026-03-31", 2),
        ("2028-01-31", "2028-02-29", 1),
        ("2028-01-31", "2028-03-01", 2),
        ("2028-02-29", "2029-02-28", 12),
        ("2028-02-29", "2029-03-01", 13),
        ("2027-02-28", "2028-02-29", 13),
        ("2026-12-31", "2027-01-01", 1),
        ("2026-03-05", "2026-03-04", 0),
        ("2026-03-05", "2026-01-01", 0),
    ] {
        let begun = months_begun(day(from), day(to));
        assert_eq!(begun, months, "{from} to {to}");
    }
}

proptest! {
    #[test]
    fn as_many_months_as_are_begun_reach_the_day_and_one_fewer_does_not(
        start in 0_u64..20_000,
        length in 0_u64..4_000,
    ) {
        let from = day("2000-01-01") + chrono::Days::new(start);
        let to = from + chrono::Days::new(length);
        let months = months_begun(from, to);
        prop_assert!(from + Months::new(months) >= to);
        prop_assert!(months == 0 || from + Months::new(months - 1) < to);
    }
}

#[test]
fn a_share_falls_on_the_step_that_it_reaches_exactly() {
    for (part, of, step) in [
        (0, 0, None),
        (0, 4, Some(DoneStep::Under30)),
        (29, 100, Some(DoneStep::Under30)),
        (8, 27, Some(DoneStep::Under30)),
        (3, 10, Some(DoneStep::From30To80)),
        (4, 5, Some(DoneStep::From30To80)),
        (81, 100, Some(DoneStep::Over80)),
        (999, 1000, Some(DoneStep::Over80)),
        (1, 1, Some(DoneStep::Whole)),
    ] {
        assert_eq!(DoneStep::of(Share { part, of }), step, "{part} of {of}");
    }
}

#[test]
fn a_duration_falls_on_the_step_within_which_it_lies() {
    let scores = [0, 1, 2, 3, 4, 6, 7, 9, 10, 12, 13, 99];
    let scores = scores.map(|months| DurationStep::of(months).map(|step| step.score));
    let expected = [
        Some(5),
        Some(5),
        Some(4),
        Some(4),
        Some(3),
        Some(3),
        Some(2),
        Some(2),
        Some(1),
        Some(1),
        None,
        None,
    ];
    assert_eq!(scores, expected);
}

#[test]
fn the_plan_is_what_was_promised_in_the_year_for_an_element() {
    let of_indicator = Some(Aim::Indicator("waktu-tunggu".parse().expect("a slug")));
    let commitments = [
        kept(4, element(), "2026-12-31", None),
        kept(1, element(), "2025-12-31", None),
        kept(2, of_indicator, "2026-05-01", None),
        kept(3, element(), "2026-01-01", Some("2027-02-01")),
        kept(5, None, "2026-05-01", None),
        kept(6, element(), "2027-01-01", None),
    ];
    let follow_up = FollowUp::of_year(2026, commitments, &releases());
    let numbers = |kept: &Kept| kept.number.get();
    let plan = follow_up.plan.iter().map(|planned| numbers(&planned.kept));
    assert_eq!(plan.collect::<Vec<_>>(), [3, 4]);
    let others = follow_up.others.iter().map(numbers);
    assert_eq!(others.collect::<Vec<_>>(), [2, 5]);
    assert_eq!(follow_up.done(), Share { part: 1, of: 2 });
    assert_eq!(follow_up.plan[0].answers, None, "nothing was published yet");
}

#[test]
fn a_commitment_answers_what_was_published_when_it_was_made() {
    for (made, month) in [
        ("2026-02-04", None),
        ("2026-02-05", Some("2026-01")),
        ("2026-04-01", Some("2026-01")),
        ("2026-04-02", Some("2026-03")),
        ("2026-11-01", Some("2026-03")),
    ] {
        let commitments = [kept(1, element(), made, None)];
        let follow_up = FollowUp::of_year(2026, commitments, &releases());
        let answered = follow_up.plan[0].answers.map(|release| release.month);
        let month = month.map(|month| month.parse().expect("a month"));
        assert_eq!(answered, month, "{made}");
    }
}

#[test]
fn a_plan_is_whole_with_its_last_report() {
    let duration =
        |commitments: Vec<Kept>| FollowUp::of_year(2026, commitments, &releases()).duration();
    let early = || kept(1, element(), "2026-02-10", Some("2026-05-05"));
    assert_eq!(duration(vec![]), PlanDuration::NoPlan);
    assert_eq!(duration(vec![early()]), PlanDuration::Months(3));
    let open = kept(2, element(), "2026-05-01", None);
    let of_both = Share { part: 1, of: 2 };
    assert_eq!(
        duration(vec![early(), open]),
        PlanDuration::NotWhole(of_both)
    );
    let later = kept(2, element(), "2026-05-01", Some("2026-06-02"));
    assert_eq!(
        duration(vec![early(), later]),
        PlanDuration::Months(2),
        "the last report counts, by the figures that it answers"
    );
    let same_day = kept(2, element(), "2026-05-01", Some("2026-05-05"));
    assert_eq!(duration(vec![early(), same_day]), PlanDuration::Months(3));
    let before = kept(3, element(), "2026-01-02", Some("2026-05-06"));
    assert_eq!(duration(vec![early(), before]), PlanDuration::NoRelease);
}
