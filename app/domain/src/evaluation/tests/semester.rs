use proptest::prelude::*;

use super::*;

/// Ten officers of one service who are answered alike, week by week in one of several ways.
fn ordinary() -> Vec<Answered> {
    let ways = [[0, 1, 2, 3], [0, 0, 3, 3], [1, 0, 1, 4], [0, 0, 2, 4]];
    let weeks = (1..=10).flat_map(|officer| (0..26).map(move |week| (officer, week)));
    let answers = weeks.map(|(officer, week)| {
        let way = (officer + u128::from(week) * 3) % 4;
        let way = ways[usize::try_from(way).expect("small")];
        answered(&[officer], "a", week, way)
    });
    answers.collect()
}

/// The same, and somebody with so many answers of each score in each of some weeks.
fn with(officer: u128, weeks: u64, scores: [u64; 4]) -> City {
    let own = (0..weeks).map(|week| answered(&[officer], "a", week, scores));
    City::of(ordinary().into_iter().chain(own))
}

#[test]
fn the_elements_are_those_that_are_kept_by_duty_set() {
    let elements: Vec<_> = Evaluated::ALL.iter().map(|e| e.element()).collect();
    assert_eq!(elements, crate::duty::EVIDENCE);
    let partly: Vec<_> = Evaluated::ALL
        .iter()
        .filter(|e| e.is_partly_the_system())
        .collect();
    assert_eq!(partly, [&Evaluated::Time]);
}

#[test]
fn whoever_is_far_off_is_told_and_the_others_are_not() {
    let city = with(11, 26, [3, 2, 1, 0]).behaviour();
    for (officer, finding) in &city.officers {
        let Finding::Compared(compared) = finding else {
            panic!("{finding:?}");
        };
        let far = *officer == id(11);
        let statement = Tested::Tested(Statement::DifferentByMore(Direction::Below));
        assert_eq!(compared.tested == statement, far, "{compared:?}");
        assert!(compared.deviation.interval().low < compared.deviation.interval().high);
        assert_eq!(compared.peers, Peers::Family(slug("a")));
    }
    assert_eq!(city.groups[&Peers::City].officers, 11);
    assert_eq!(
        city.power.map(|power| (power.weeks, power.tests)),
        Some((26, 11))
    );
}

#[test]
fn too_little_evidence_is_told_by_what_is_missing() {
    let missing = |answers, weeks, effective_weeks| Missing {
        answers,
        weeks,
        effective_weeks,
    };
    assert_eq!(
        with(11, 5, [0, 0, 0, 4]).finding(11),
        Finding::Withheld(Withheld::NotEnough(missing(10, 1, 0.0)))
    );
    let Finding::Compared(compared) = with(11, 10, [0, 0, 0, 4]).finding(11) else {
        panic!("forty answers of ten weeks make a figure");
    };
    assert_eq!(compared.tested, Tested::NotYet(missing(10, 0, 0.0)));
}

#[test]
fn services_that_others_hardly_served_are_left_out() {
    let elsewhere = |weeks| {
        let alone = (0..weeks).map(|week| answered(&[11], "b", week, [0, 0, 1, 1]));
        let shared = (0..10).map(|week| answered(&[11], "a", week, [0, 0, 2, 4]));
        City::of(ordinary().into_iter().chain(alone).chain(shared)).finding(11)
    };
    let Finding::Compared(compared) = elsewhere(12) else {
        panic!("sixty of 84 answers are comparable");
    };
    assert_eq!(compared.deviation.comparable, Share { part: 60, of: 84 });
    assert_eq!(compared.deviation.left_out, [cell("b", 0)]);
    let few = NotComparable::FewOthers(Share { part: 60, of: 86 });
    assert_eq!(
        elsewhere(13),
        Finding::Withheld(Withheld::NotComparable(few))
    );
}

#[test]
fn what_a_team_was_answered_is_nobodys() {
    let team = (0..26).map(|week| answered(&[1, 2], "a", week, [2, 0, 0, 0]));
    let city = City::of(ordinary().into_iter().chain(team));
    let alone = City::of(ordinary());
    for officer in 1..=10 {
        assert_eq!(city.finding(officer), alone.finding(officer));
    }
    let line = &city.behaviour().teams[&set(&[1, 2])];
    assert!(
        line.as_ref().is_ok_and(|line| line.points < -2.0),
        "{line:?}"
    );
}

#[test]
fn whoever_serves_mostly_in_one_team_is_not_told_apart_from_it() {
    let city = |people: u64| {
        let team = (0..26).map(|week| answered(&[1, 2], "a", week, [0, 0, 0, people]));
        City::of(ordinary().into_iter().chain(team)).finding(1)
    };
    assert!(matches!(city(6), Finding::Compared(_)));
    let Finding::NotSeparable(share) = city(7) else {
        panic!("more than half");
    };
    assert_eq!((share.part, share.of), (26 * 7, 26 * 13));
}

#[test]
fn nothing_is_told_of_a_selection_until_it_is_cleared() {
    let mut city = City::of(ordinary());
    let rated = |part| BTreeMap::from([(slug("a"), Share { part, of: 400 })]);
    for officer in 1..=10 {
        let part = if officer == 3 {
            280
        } else {
            120 + u64::try_from(officer).expect("small")
        };
        city.visits.insert(set(&[officer]), rated(part));
    }
    let Finding::Withheld(Withheld::Selected(selected)) = city.finding(3) else {
        panic!("seventy per cent among thirty stand out");
    };
    assert!(selected.z > 3.0);
    assert_eq!(city.evaluation().selected.len(), 1);
    assert!(matches!(city.finding(4), Finding::Compared(other) if other.unheard.is_some()));
    city.cleared.insert(set(&[3]));
    let Finding::Compared(compared) = city.finding(3) else {
        panic!("cleared");
    };
    assert!(is_close(compared.unheard.expect("visits are known"), 0.15));
}

#[test]
fn too_few_of_a_family_are_compared_with_the_city() {
    let mut city = City::of((1..=12).flat_map(|officer| {
        let service = if officer <= 8 { "a" } else { "b" };
        (0..26).map(move |week| {
            answered(
                &[officer],
                service,
                week,
                [0, 1, 2 + u64::from(week % 2 == 0), 3],
            )
        })
    }));
    let peers = |city: &City, officer| match city.finding(officer) {
        Finding::Compared(compared) => compared.peers,
        other => panic!("{other:?}"),
    };
    assert_eq!(peers(&city, 8), Peers::Family(slug("a")));
    assert_eq!(peers(&city, 9), Peers::City);
    assert_eq!(city.behaviour().groups[&Peers::City].officers, 12);
    city.families = BTreeMap::from([(slug("b"), slug("a"))]);
    assert_eq!(peers(&city, 9), Peers::Family(slug("a")));
}

fn rows() -> impl Strategy<Value = Vec<Answered>> {
    let row = (
        1u128..6,
        0u64..26,
        prop::array::uniform4(0u64..4),
        0usize..12,
    );
    let row = row.prop_map(|(officer, week, scores, kind)| {
        let team = [officer, officer + 1];
        let duty: &[u128] = if kind == 0 { &team } else { &team[..1] };
        let service = if kind % 2 == 0 { "a" } else { "b" };
        answered(duty, service, week, scores)
    });
    prop::collection::vec(row, 60..200)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn neither_the_order_nor_the_months_of_answers_matter(rows in rows(), turn in any::<u64>()) {
        let whole = City::of(rows.clone()).evaluation();
        let mut shuffled: Vec<(u64, Answered)> = (0..).zip(rows).collect();
        shuffled.sort_by_key(|(place, _)| (place + 1).wrapping_mul(turn | 1));
        // Each row comes in two months, a part of the answers in each.
        let parts = shuffled.into_iter().flat_map(|(place, row)| {
            let (first, second) = row.scores.split(place);
            [Answered { scores: second, ..row.clone() }, Answered { scores: first, ..row }]
        });
        let again = City::of(parts).evaluation();
        prop_assert_eq!(format!("{whole:?}"), format!("{again:?}"));
    }

    /// A service in which everybody answers a point higher is no merit of those who serve there.
    #[test]
    fn what_a_whole_service_has_in_common_changes_nothing(rows in rows()) {
        let low = |row: &Answered| Answered { scores: row.scores.shifted(0), ..row.clone() };
        let high = |row: &Answered| {
            let by = usize::from(row.cell == cell("b", 0));
            Answered { scores: row.scores.shifted(by), ..row.clone() }
        };
        let before = City::of(rows.iter().map(low)).behaviour();
        let after = City::of(rows.iter().map(high)).behaviour();
        for (officer, finding) in &before.officers {
            match (finding, &after.officers[officer]) {
                (Finding::Compared(before), Finding::Compared(after)) => {
                    prop_assert!((before.deviation.points - after.deviation.points).abs() < 1e-9);
                    prop_assert!((before.deviation.variance - after.deviation.variance).abs() < 1e-9);
                }
                (before, after) => prop_assert_eq!(before, after),
            }
        }
    }

    #[test]
    fn no_interval_is_without_width(rows in rows()) {
        for finding in City::of(rows).behaviour().officers.values() {
            if let Finding::Compared(compared) = finding {
                let interval = compared.deviation.interval();
                prop_assert!(interval.low < interval.high);
                prop_assert!(compared.deviation.variance <= compared.deviation.test_variance);
                prop_assert!(compared.deviation.effective_weeks <= compared.deviation.weeks as f64 + 1e-9);
            }
        }
    }
}
