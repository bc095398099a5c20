use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use proptest::prelude::*;

use super::*;
use crate::instrument::{Element, Instrument};
use crate::rating::{Answers, Score};
use crate::register::tests::slug;

const K: u64 = 10;

fn monday(week: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 10, 5).expect("a Monday") + Days::new(7 * week)
}

fn watched(service: &str) -> ServiceSeen {
    ServiceSeen {
        service: slug(service),
        ratings: vec![],
        earlier: BTreeMap::new(),
        closed: Share::default(),
        counters: vec![],
        duty_sets: vec![],
    }
}

fn of_place(counter: Option<&str>, of: u64, part: u64) -> RatingsSeen {
    RatingsSeen {
        counter: counter.map(str::to_owned),
        proof: Proof::Verified,
        days: vec![],
        sheets: Share { part, of },
        late: Share::default(),
        duty_sets: BTreeMap::new(),
    }
}

fn counter_at(counter: &str, visits: u64, used: u64) -> VisitsSeen {
    let week = WeekSeen {
        visits,
        used,
        one_answer: 0,
    };
    VisitsSeen {
        counter: counter.to_owned(),
        weeks: BTreeMap::from([(monday(0), week)]),
        last: Share::default(),
        earlier: vec![],
    }
}

fn found(city: &[ServiceSeen]) -> Vec<(Option<String>, SignKind)> {
    let found = signs(city, K).into_iter();
    found.map(|sign| (sign.counter, sign.kind)).collect()
}

#[test]
fn the_counter_where_codes_are_kept_back_is_named_and_its_neighbours_are_not() {
    let city = |used| {
        let counters = vec![
            counter_at("A", 300, used),
            counter_at("B", 300, 100),
            counter_at("C", 300, 105),
        ];
        [ServiceSeen {
            counters,
            ..watched("ktp")
        }]
    };
    assert_eq!(found(&city(110)), []);
    let expected = (Some("A".to_owned()), SignKind::Response);
    // Too few are as strange as too many.
    for used in [280, 2] {
        assert_eq!(found(&city(used)), std::slice::from_ref(&expected));
    }
}

#[test]
fn of_two_counters_both_are_named() {
    let counters = vec![counter_at("A", 300, 280), counter_at("B", 300, 60)];
    let city = [ServiceSeen {
        counters,
        ..watched("ktp")
    }];
    let both = ["A", "B"].map(|counter| (Some(counter.to_owned()), SignKind::Response));
    assert_eq!(found(&city), both);
}

#[test]
fn a_week_in_which_everybody_rates_more_is_nobodys() {
    let weeks = |visits: [u64; 2]| {
        let seen = |visits, used| WeekSeen {
            visits,
            used,
            one_answer: 0,
        };
        let [first, last] = visits;
        BTreeMap::from([
            (monday(0), seen(first, first * 3 / 10)),
            (monday(1), seen(last, last * 8 / 10)),
        ])
    };
    let counter = |name: &str, visits| VisitsSeen {
        weeks: weeks(visits),
        ..counter_at(name, 0, 0)
    };
    let counters = vec![
        counter("A", [20, 300]),
        counter("B", [300, 20]),
        counter("C", [200, 200]),
    ];
    let city = [ServiceSeen {
        counters,
        ..watched("ktp")
    }];
    assert_eq!(found(&city), []);
}

#[test]
fn a_counter_alone_is_held_against_its_own_past() {
    let with = |earlier: usize, used| {
        let month = Share { of: 300, part: 100 };
        let counters = vec![VisitsSeen {
            last: Share {
                of: 300,
                part: used,
            },
            earlier: vec![month; earlier],
            ..counter_at("A", 0, 0)
        }];
        [ServiceSeen {
            counters,
            ..watched("ktp")
        }]
    };
    assert_eq!(found(&with(6, 115)), []);
    let expected = (Some("A".to_owned()), SignKind::Response);
    assert_eq!(found(&with(6, 270)), [expected]);
    assert_eq!(found(&with(LEAST_EARLIER_MONTHS - 1, 270)), []);
}

#[test]
fn satisfied_people_everywhere_are_no_sign() {
    let ratings = vec![
        of_place(Some("A"), 200, 172),
        of_place(Some("B"), 200, 168),
        of_place(Some("C"), 200, 175),
    ];
    let satisfied = ServiceSeen {
        ratings,
        ..watched("ktp")
    };
    assert_eq!(found(&[satisfied]), []);
    let ratings = vec![
        of_place(Some("A"), 200, 195),
        of_place(Some("B"), 200, 60),
        of_place(Some("C"), 200, 64),
    ];
    let stuffed = ServiceSeen {
        ratings,
        ..watched("ktp")
    };
    let expected = (Some("A".to_owned()), SignKind::AnswerShape);
    assert_eq!(found(&[stuffed]), [expected]);
}

#[test]
fn a_burst_stands_out_of_days_that_come_in_waves() {
    let with = |days: &[u64], sunday: u64| {
        let open = days.iter().map(|ratings| DaySeen {
            open: true,
            ratings: *ratings,
        });
        let closed = [0, 1, 0, 2, 0, 1, 0].map(|ratings| DaySeen {
            open: false,
            ratings: ratings + sunday,
        });
        let ratings = vec![RatingsSeen {
            days: open.chain(closed).collect(),
            ..of_place(Some("A"), 0, 0)
        }];
        [ServiceSeen {
            ratings,
            ..watched("ktp")
        }]
    };
    let usual = [
        8, 5, 9, 4, 12, 6, 7, 3, 10, 6, 8, 5, 7, 9, 4, 6, 8, 11, 5, 7,
    ];
    assert_eq!(found(&with(&usual, 0)), []);
    let mut burst = usual;
    burst[7] = 90;
    let expected = (Some("A".to_owned()), SignKind::Burst);
    assert_eq!(found(&with(&burst, 0)), [expected]);
    burst[7] = 25;
    assert_eq!(found(&with(&burst, 0)), [], "a busy day");
    assert_eq!(found(&with(&usual[..4], 0)), [], "four days tell nothing");
}

#[test]
fn where_people_come_on_one_day_a_month_that_day_is_no_burst() {
    let day = |ratings| DaySeen {
        open: true,
        ratings,
    };
    let days = |others: usize| {
        let mut days = vec![day(0); 20];
        days[..others].fill(day(1));
        days[19] = day(60);
        let ratings = vec![RatingsSeen {
            days,
            ..of_place(None, 0, 0)
        }];
        [ServiceSeen {
            ratings,
            ..watched("ktp")
        }]
    };
    assert_eq!(found(&days(4)), []);
    assert_eq!(found(&days(5)), [(None, SignKind::Burst)]);
}

#[test]
fn what_is_more_than_the_whole_tells_nothing_of_others() {
    let counters = vec![
        counter_at("A", 50, 90),
        counter_at("B", 300, 100),
        counter_at("C", 300, 110),
    ];
    let city = [ServiceSeen {
        counters,
        ..watched("ktp")
    }];
    let expected = (Some("A".to_owned()), SignKind::MoreThanVisits);
    assert_eq!(found(&city), [expected]);
}

#[test]
fn late_and_mistyped_dates_are_usual_up_to_a_point() {
    let paper = |service: &str, late, closed| {
        let ratings = vec![RatingsSeen {
            proof: Proof::Paper,
            late: Share {
                of: 200,
                part: late,
            },
            ..of_place(None, 200, 50)
        }];
        ServiceSeen {
            ratings,
            closed: Share {
                of: 200,
                part: closed,
            },
            ..watched(service)
        }
    };
    let city = |late, closed| {
        [
            paper("a", late, closed),
            paper("b", 4, 1),
            paper("c", 7, 3),
            paper("d", 0, 2),
        ]
    };
    assert_eq!(found(&city(9, 4)), []);
    assert_eq!(found(&city(150, 4)), [(None, SignKind::LateDates)]);
    assert_eq!(found(&city(9, 80)), [(None, SignKind::ClosedDays)]);
}

#[test]
fn there_are_no_more_ratings_than_visits() {
    let city = |used| {
        [ServiceSeen {
            counters: vec![counter_at("A", 29, used)],
            ..watched("ktp")
        }]
    };
    assert_eq!(found(&city(29)), []);
    let expected = (Some("A".to_owned()), SignKind::MoreThanVisits);
    assert_eq!(found(&city(30)), [expected]);
}

#[test]
fn one_answer_throughout_does_not_look_at_the_cost() {
    let told = |score: fn(Element) -> Option<u8>| {
        let score = |element| score(element).and_then(Score::new);
        has_one_answer(&Answers::new(Instrument::Skm, score).expect("something is answered"))
    };
    assert_eq!(told(|_| Some(3)), Some(true));
    assert_eq!(told(|e| (e != Element::Cost).then_some(4)), Some(true));
    assert_eq!(
        told(|e| Some(if e == Element::Cost { 4 } else { 2 })),
        Some(true)
    );
    assert_eq!(
        told(|e| Some(if e == Element::Time { 3 } else { 4 })),
        Some(false)
    );
    assert_eq!(told(|e| (e != Element::Time).then_some(4)), Some(true));
    assert_eq!(told(|e| five(e).then_some(4)), Some(true));
    assert_eq!(told(|e| (five(e) && e != Element::Time).then_some(4)), None);
    let overall = Answers::new(Instrument::Overall, |_| Score::new(4));
    assert_eq!(has_one_answer(&overall.expect("answered")), None);
}

/// Whether an element is one of five, without the cost.
fn five(element: Element) -> bool {
    use Element::{Behaviour, Competence, Complaints, Facilities, Time};
    [Behaviour, Competence, Complaints, Facilities, Time].contains(&element)
}

fn city() -> impl Strategy<Value = Vec<ServiceSeen>> {
    let share = || {
        (0..400_u64, 0..=100_u64).prop_map(|(of, percent)| Share {
            of,
            part: of * percent / 100,
        })
    };
    let day = (any::<bool>(), 0..60_u64).prop_map(|(open, ratings)| DaySeen { open, ratings });
    let of_place = (
        0..3_usize,
        prop::collection::vec(day, 0..31),
        share(),
        share(),
    );
    let of_place = of_place.prop_map(|(counter, days, sheets, late)| RatingsSeen {
        counter: Some(["A", "B", "C"][counter].to_owned()),
        proof: Proof::Verified,
        days,
        sheets,
        late,
        duty_sets: BTreeMap::from([(SetNumber(0), sheets)]),
    });
    let visits = prop::collection::vec((share(), 0..400_u64), 1..4).prop_map(|weeks| {
        let weeks = (0..).zip(weeks).map(|(number, (share, one_answer))| {
            let seen = WeekSeen {
                visits: share.of,
                used: share.part,
                one_answer: one_answer.min(share.part),
            };
            (monday(number), seen)
        });
        VisitsSeen {
            counter: "A".to_owned(),
            weeks: weeks.collect(),
            last: Share::default(),
            earlier: vec![],
        }
    });
    let visits = || prop::collection::vec(visits.clone(), 0..4);
    let service = (
        prop::collection::vec(of_place, 0..4),
        share(),
        visits(),
        visits(),
    );
    let services = prop::collection::vec(service, 1..6);
    services.prop_map(|services| {
        let numbered = services.into_iter().enumerate();
        let watched =
            numbered.map(
                |(number, (ratings, closed, counters, duty_sets))| ServiceSeen {
                    ratings,
                    closed,
                    counters,
                    duty_sets,
                    ..watched(&format!("layanan-{number}"))
                },
            );
        watched.collect()
    })
}

proptest! {
    /// The order in which services, counters, duty sets and days are known changes nothing.
    #[test]
    fn order_leaves_no_trace(city in city()) {
        let mut turned = city.clone();
        turned.reverse();
        for watched in &mut turned {
            watched.ratings.reverse();
            watched.counters.reverse();
            watched.duty_sets.reverse();
            for of_place in &mut watched.ratings {
                of_place.days.reverse();
            }
        }
        prop_assert_eq!(signs(&turned, K), signs(&city, K));
    }

    /// Of fewer than k nothing is said.
    #[test]
    fn nothing_is_said_of_few(city in city()) {
        prop_assert_eq!(signs(&city, 2000), vec![]);
    }
}
