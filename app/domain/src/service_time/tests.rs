use proptest::prelude::*;

use super::*;
use crate::calendar::tests::{any_calendar, any_day};

fn at(text: &str) -> NaiveDateTime {
    NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S").expect("a date and time")
}

fn visit(started: &str, finished: &str) -> Visit {
    Visit::new(at(started), at(finished)).expect("a visit")
}

fn used(visit: Visit, unit: TimeUnit) -> u32 {
    let used = TimeUsed::of(visit, unit, &Calendar::default(), &Opening::default());
    used.expect("within opening hours").steps()
}

fn standard(at_most: u32, unit: TimeUnit) -> StandardTime {
    StandardTime {
        at_least: None,
        at_most,
        unit,
        percent: None,
    }
}

fn minutes(steps: &[u32]) -> ServiceTimes {
    let visits = steps.iter().map(|steps| (TimeUsed::new(*steps), 1));
    ServiceTimes::new(standard(30, TimeUnit::Minutes), visits)
}

fn published(standing: TimelinessStanding) -> Timeliness {
    match standing {
        TimelinessStanding::Published(figure) => figure,
        other => panic!("{other:?} is no figure"),
    }
}

fn over(months: &[ServiceTimes], k: u64) -> TimelinessStanding {
    TimelinessStanding::over(standard(30, TimeUnit::Minutes), months, k)
}

#[test]
fn whole_minutes_are_counted_of_whole_seconds() {
    let from_second = |started, finished| {
        let visit = visit(started, finished);
        let by_clock = used(visit, TimeUnit::Minutes);
        assert_eq!(used(visit, TimeUnit::WorkingHours), by_clock);
        by_clock
    };
    let in_time = from_second("2025-09-12 09:00:00", "2025-09-12 09:15:59");
    assert!(TimeUsed::new(in_time).within(&standard(15, TimeUnit::Minutes)));
    // On the clock, 09:00 to 09:16; in truth a second more than 15 minutes.
    assert_eq!(
        from_second("2025-09-12 09:00:59", "2025-09-12 09:16:00"),
        15
    );
    assert_eq!(
        from_second("2025-09-12 09:00:01", "2025-09-12 09:16:01"),
        16
    );
    let over_closing = visit("2025-09-12 15:59:30", "2025-09-15 08:00:29");
    assert_eq!(used(over_closing, TimeUnit::WorkingHours), 0);
    let over_closing = visit("2025-09-12 15:59:30", "2025-09-15 08:00:30");
    assert_eq!(used(over_closing, TimeUnit::WorkingHours), 1);
}

#[test]
fn a_visit_cannot_end_before_it_starts() {
    let (started, finished) = (at("2025-09-12 09:05:00"), at("2025-09-12 09:04:00"));
    assert_eq!(
        Visit::new(started, finished),
        Err(FinishedBeforeStart { started, finished })
    );
}

#[test]
fn working_hours_pass_only_while_the_office_is_open() {
    // From Friday 15:00 to Monday 09:30: one hour on Friday, an hour and a half on Monday.
    let weekend = visit("2025-09-12 15:00:00", "2025-09-15 09:30:00");
    assert_eq!(used(weekend, TimeUnit::WorkingHours), 150);
    let days = visit("2025-09-16 07:00:00", "2025-09-18 20:00:00");
    assert_eq!(used(days, TimeUnit::WorkingHours), 3 * 480);
}

#[test]
fn a_visit_outside_opening_hours_took_no_time_of_theirs() {
    let measured = |started, finished, unit| {
        let visit = visit(started, finished);
        let used = TimeUsed::of(visit, unit, &Calendar::default(), &Opening::default());
        used.map(TimeUsed::steps)
    };
    for unit in [TimeUnit::WorkingHours, TimeUnit::WorkingDays] {
        for (started, finished) in [
            ("2025-09-16 17:00:00", "2025-09-16 18:00:00"),
            ("2025-09-16 16:00:00", "2025-09-16 16:10:00"),
            ("2025-09-16 07:00:00", "2025-09-16 08:00:00"),
            ("2025-09-13 09:00:00", "2025-09-14 15:00:00"),
            ("2025-09-13 09:00:00", "2025-09-13 09:00:00"),
        ] {
            assert_eq!(
                measured(started, finished, unit),
                None,
                "{started} {unit:?}"
            );
        }
        let inside = measured("2025-09-16 15:59:59", "2025-09-16 16:30:00", unit);
        assert_eq!(inside, Some(0), "{unit:?}");
        let at_once = measured("2025-09-16 08:00:00", "2025-09-16 08:00:00", unit);
        assert_eq!(at_once, Some(0), "{unit:?}");
    }
    let evening = ["2025-09-16 17:00:00", "2025-09-16 18:00:00"];
    assert_eq!(
        measured(evening[0], evening[1], TimeUnit::Minutes),
        Some(60)
    );
    assert_eq!(measured(evening[0], evening[1], TimeUnit::Days), Some(0));
}

#[test]
fn other_opening_hours_and_holidays_change_the_working_time() {
    let holiday = [("2025-09-15".parse().expect("a date"), "Libur".to_owned())];
    let calendar = Calendar::from_iter(holiday);
    let visit = visit("2025-09-12 13:00:00", "2025-09-16 08:00:00");
    let used = |opening: &str, unit| {
        let opening = Opening::read(opening).expect("can be read");
        TimeUsed::of(visit, unit, &calendar, &opening).map(TimeUsed::steps)
    };
    let (hours, days) = (TimeUnit::WorkingHours, TimeUnit::WorkingDays);
    assert_eq!(used("senin-jumat 07:00-14:00", hours), Some(120));
    assert_eq!(used("senin-jumat 07:00-14:00", days), Some(1));
    assert_eq!(used("senin-sabtu 07:00-14:00", hours), Some(120 + 7 * 60));
    assert_eq!(used("senin-sabtu 07:00-14:00", days), Some(2));
    assert_eq!(used("senin-minggu,libur 07:00-14:00", days), Some(4));
    let ramadan = "senin-jumat 07:00-14:00; 2025-09-16..2025-09-16 selasa 08:00-12:00";
    assert_eq!(used(ramadan, hours), Some(60));
}

#[test]
fn days_count_from_the_day_after() {
    let same = visit("2025-09-12 08:00:00", "2025-09-12 15:59:00");
    assert_eq!(used(same, TimeUnit::WorkingDays), 0);
    assert_eq!(used(same, TimeUnit::Days), 0);
    let weekend = visit("2025-09-12 08:00:00", "2025-09-17 08:00:00");
    assert_eq!(used(weekend, TimeUnit::WorkingDays), 3);
    assert_eq!(used(weekend, TimeUnit::Days), 5);
}

#[test]
fn the_promise_is_kept_up_to_its_last_minute() {
    let cases = [
        (0, 1, TimeUnit::WorkingDays, true),
        (1, 1, TimeUnit::WorkingDays, true),
        (2, 1, TimeUnit::WorkingDays, false),
        (30, 30, TimeUnit::Minutes, true),
        (31, 30, TimeUnit::Minutes, false),
        (120, 2, TimeUnit::WorkingHours, true),
        (121, 2, TimeUnit::WorkingHours, false),
        (7, 7, TimeUnit::Days, true),
        (u32::MAX, u32::MAX, TimeUnit::WorkingHours, true),
    ];
    for (steps, at_most, unit, kept) in cases {
        let within = TimeUsed::new(steps).within(&standard(at_most, unit));
        assert_eq!(within, kept, "{steps} steps of {at_most} {unit:?}");
    }
}

#[test]
fn being_faster_than_a_range_keeps_the_promise() {
    let range = StandardTime {
        at_least: Some(3),
        ..standard(5, TimeUnit::Minutes)
    };
    assert!(TimeUsed::new(1).within(&range));
    assert!(!TimeUsed::new(6).within(&range));
}

#[test]
fn quantiles_are_times_of_visits() {
    let figure = published(over(&[minutes(&[10, 20, 30, 40])], 1));
    assert_eq!(figure.median, TimeUsed::new(20));
    assert_eq!(figure.ninetieth, TimeUsed::new(40));
    let ten: Vec<u32> = (1..=10).collect();
    let figure = published(over(&[minutes(&ten)], 10));
    assert_eq!(
        (figure.median, figure.ninetieth),
        (TimeUsed::new(5), TimeUsed::new(9))
    );
}

#[test]
fn a_promise_may_hold_for_a_share_of_cases() {
    let counter = |percent| StandardTime {
        percent,
        ..standard(5, TimeUnit::Minutes)
    };
    let nine_in_ten = [(TimeUsed::new(4), 9), (TimeUsed::new(6), 1)];
    for (percent, kept) in [(Some(90), true), (Some(91), false), (None, true)] {
        let times = ServiceTimes::new(counter(percent), nine_in_ten);
        let figure = published(TimelinessStanding::over(counter(percent), [&times], 10));
        assert_eq!((figure.within, figure.visits), (9, 10));
        assert!((figure.share_within() - 0.9).abs() < 1e-12);
        assert_eq!(figure.promise_kept(), kept, "{percent:?}");
    }
}

#[test]
fn what_is_missing_is_missing_for_a_reason() {
    assert_eq!(over(&[], 10), TimelinessStanding::NotProvided);
    assert_eq!(over(&[minutes(&[])], 0), TimelinessStanding::NotProvided);
    assert_eq!(over(&[minutes(&[5; 9])], 10), TimelinessStanding::TooFew);
    assert_eq!(published(over(&[minutes(&[5; 10])], 10)).visits, 10);
}

#[test]
fn a_small_month_stays_out_of_the_semester() {
    let months = [minutes(&[5; 10]), minutes(&[60; 9]), minutes(&[5; 12])];
    let figure = published(over(&months, 10));
    assert_eq!((figure.visits, figure.within), (22, 22));
}

#[test]
fn a_changed_standard_starts_a_new_series() {
    let before = ServiceTimes::new(standard(1, TimeUnit::WorkingDays), [(TimeUsed::new(1), 50)]);
    let months = [before, minutes(&[5; 10])];
    assert_eq!(published(over(&months, 10)).visits, 10);
    assert_eq!(over(&months[..1], 10), TimelinessStanding::NotProvided);
    let few_before = ServiceTimes::new(standard(1, TimeUnit::WorkingDays), [(TimeUsed::new(1), 5)]);
    assert_eq!(over(&[few_before], 10), TimelinessStanding::NotProvided);
}

fn any_moment() -> impl Strategy<Value = NaiveDateTime> {
    (any_day(), 0..24 * 60_u32).prop_map(|(day, minute)| {
        day.and_hms_opt(minute / 60, minute % 60, 0)
            .expect("a minute of the day")
    })
}

proptest! {
    #[test]
    fn time_passes_once(
        calendar in any_calendar(), moments in [any_moment(), any_moment(), any_moment()]
    ) {
        let mut moments = moments;
        moments.sort_unstable();
        let [a, b, c] = moments;
        for unit in TimeUnit::ALL {
            let steps = |from, until| {
                let visit = Visit::new(from, until).expect("in order");
                let used = TimeUsed::of(visit, *unit, &calendar, &Opening::default());
                used.map(TimeUsed::steps)
            };
            let (whole, first, then) = (steps(a, c), steps(a, b), steps(b, c));
            prop_assert_eq!(whole.is_none(), first.is_none() && then.is_none(), "{:?}", unit);
            // Days outside the hours of either part are counted of the whole.
            if *unit == TimeUnit::WorkingDays && (first.is_none() || then.is_none()) {
                continue;
            }
            let parts = first.unwrap_or(0) + then.unwrap_or(0);
            prop_assert_eq!(whole.unwrap_or(0), parts, "{:?}", unit);
        }
    }

    #[test]
    fn working_time_is_never_more_than_time(
        calendar in any_calendar(), moments in [any_moment(), any_moment()]
    ) {
        let visit = Visit::new(moments[0].min(moments[1]), moments[0].max(moments[1])).expect("in order");
        let used = |unit| {
            let used = TimeUsed::of(visit, unit, &calendar, &Opening::default());
            used.unwrap_or(TimeUsed::new(0))
        };
        prop_assert!(used(TimeUnit::WorkingHours) <= used(TimeUnit::Minutes));
        prop_assert!(used(TimeUnit::WorkingDays) <= used(TimeUnit::Days));
    }

    #[test]
    fn quantiles_cut_the_visits_where_they_say(steps in prop::collection::vec(0..90_u32, 1..60)) {
        let figure = published(over(&[minutes(&steps)], 1));
        let shorter = |than: u32| steps.iter().filter(|steps| **steps < than).count();
        let no_longer = |than: u32| steps.iter().filter(|steps| **steps <= than).count();
        for (percent, quantile) in [(50, figure.median), (90, figure.ninetieth)] {
            prop_assert!(no_longer(quantile.steps()) * 100 >= steps.len() * percent);
            prop_assert!(shorter(quantile.steps()) * 100 < steps.len() * percent);
            prop_assert!(steps.contains(&quantile.steps()));
        }
        prop_assert_eq!(figure.within, no_longer(30) as u64);
    }

    #[test]
    fn months_unite_like_their_visits(months in prop::collection::vec(prop::collection::vec(0..90_u32, 0..20), 0..6), k in 1..12_u64) {
        let apart: Vec<_> = months.iter().map(|steps| minutes(steps)).collect();
        let enough = months.iter().filter(|steps| steps.len() as u64 >= k);
        let together = minutes(&enough.flatten().copied().collect::<Vec<_>>());
        match (over(&apart, k), over(&[together], 1)) {
            (TimelinessStanding::Published(apart), TimelinessStanding::Published(together)) => prop_assert_eq!(apart, together),
            (TimelinessStanding::TooFew | TimelinessStanding::NotProvided, TimelinessStanding::NotProvided) => {}
            (apart, together) => prop_assert!(false, "{:?} {:?}", apart, together),
        }
    }
}
