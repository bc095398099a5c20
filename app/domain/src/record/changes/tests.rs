use proptest::prelude::*;

use super::super::tests::{group, month, series};
use super::super::{PublicRecord, Published};
use super::*;
use crate::digest::Digest;
use crate::instrument::{Element, Instrument};
use crate::rating::{Answers, Proof, Score};
use crate::register::Register;
use crate::register::tests::{service, slug, unit};
use crate::seal::{PendingGroup, seal};

/// Ratings of a service: so many people give fours throughout, so many threes.
#[derive(Clone, Copy, Debug)]
struct Rated {
    service: &'static str,
    fours: usize,
    threes: usize,
}

const fn rated(service: &'static str, fours: usize, threes: usize) -> Rated {
    Rated {
        service,
        fours,
        threes,
    }
}

fn register() -> Register {
    let units = vec![
        unit("kota", None),
        unit("dinas", Some("kota")),
        unit("bidang", Some("dinas")),
    ];
    let services = ["a", "b", "c", "d"];
    let services = services.map(|name| service(name, if name == "a" { "dinas" } else { "bidang" }));
    Register::new(units, services.into(), vec![]).expect("consistent")
}

fn pending(rated: &Rated) -> PendingGroup {
    let owner = if rated.service == "a" {
        "dinas"
    } else {
        "bidang"
    };
    let mut pending = group(rated.service, owner, Proof::Verified, rated.fours, 4);
    for _ in 0..rated.threes {
        let answers = Answers::new(Instrument::Skm, |_| Score::new(3));
        pending.tally.add(&answers.expect("answers"));
    }
    pending
}

/// A record of consecutive months, the first of them August 2026.
fn record(months: &[&[Rated]]) -> PublicRecord {
    let first = month("2026-08");
    let releases = (0..).zip(months).map(|(place, rated)| {
        let groups = rated.iter().map(pending).collect();
        let release = seal(first.plus(place), 10, None, groups).release;
        let digest = Digest::of(release.canonical_json().as_bytes());
        Published { release, digest }
    });
    PublicRecord::of_releases(register(), releases.collect())
}

fn change(record: &PublicRecord, scope: Scope, period: &str) -> Option<Change> {
    let period = period.parse().expect("a period");
    record.change(scope, period, series(), Evidence::Official)
}

fn verdict(record: &PublicRecord, scope: Scope) -> Option<Verdict> {
    change(record, scope, "2026-09")?.verdict()
}

#[test]
fn a_unit_does_not_become_worse_by_what_else_is_rated() {
    let before = [rated("a", 300, 0), rated("b", 0, 100)];
    let now = [rated("a", 100, 0), rated("b", 0, 300)];
    let record = record(&[&before, &now]);
    let dinas = slug("dinas");
    for scope in [Scope::Unit(&dinas), Scope::City] {
        let change = change(&record, scope, "2026-09").expect("two months");
        assert!((change.plain - -12.5).abs() < 1e-9, "{}", change.plain);
        assert!(change.tested.expect("comparable").points.abs() < 1e-9);
        assert_eq!(change.verdict(), Some(Verdict::NoClearDifference));
    }
}

#[test]
fn what_moved_is_found_in_every_scope_alike() {
    let before = [rated("a", 100, 100), rated("b", 100, 100)];
    let now = [rated("a", 180, 20), rated("b", 20, 180)];
    let record = record(&[&before, &now]);
    let (a, b, dinas, bidang) = (slug("a"), slug("b"), slug("dinas"), slug("bidang"));
    assert_eq!(verdict(&record, Scope::Service(&a)), Some(Verdict::Better));
    assert_eq!(verdict(&record, Scope::Service(&b)), Some(Verdict::Worse));
    assert_eq!(verdict(&record, Scope::Unit(&bidang)), Some(Verdict::Worse));
    let level = Some(Verdict::NoClearDifference);
    assert_eq!(verdict(&record, Scope::Unit(&dinas)), level);
    assert_eq!(verdict(&record, Scope::City), level);
    let moved = record.moved_units(
        Period::Month(month("2026-09")),
        series(),
        Evidence::Official,
    );
    let worse: Vec<&Slug> = moved.worse.iter().map(|(unit, _)| unit).collect();
    assert_eq!((worse, moved.better.len()), (vec![&bidang], 0));
}

#[test]
fn the_city_is_the_unit_at_the_root() {
    let record = record(&[&[rated("a", 30, 9)], &[rated("a", 9, 30)]]);
    let kota = slug("kota");
    let city = change(&record, Scope::City, "2026-09");
    assert!(city.is_some());
    assert_eq!(change(&record, Scope::Unit(&kota), "2026-09"), city);
}

#[test]
fn pooled_ratings_are_not_common() {
    let mut small = [rated("b", 6, 0), rated("c", 6, 0)].map(|rated| pending(&rated));
    small[0].waited = 3;
    let own = pending(&rated("d", 20, 0));
    let groups: Vec<PendingGroup> = small.into_iter().chain([own]).collect();
    let releases = ["2026-08", "2026-09"].map(|at| {
        let release = seal(month(at), 10, None, groups.clone()).release;
        let digest = Digest::of(release.canonical_json().as_bytes());
        Published { release, digest }
    });
    let record = PublicRecord::of_releases(register(), releases.into());
    let bidang = slug("bidang");
    let change = change(&record, Scope::Unit(&bidang), "2026-09").expect("two months");
    let reason = change.tested.expect_err("20 of 32 are less than 70 %");
    assert_eq!((reason.before.part, reason.now.of), (20, 32));
}

#[test]
fn a_unit_whose_ratings_were_all_pooled_is_not_comparable() {
    let small = [rated("b", 6, 0), rated("c", 6, 0)].map(|rated| PendingGroup {
        waited: 3,
        ..pending(&rated)
    });
    let releases = ["2026-08", "2026-09"].map(|at| {
        let release = seal(month(at), 10, None, small.to_vec()).release;
        let digest = Digest::of(release.canonical_json().as_bytes());
        Published { release, digest }
    });
    let record = PublicRecord::of_releases(register(), releases.into());
    let bidang = slug("bidang");
    let change = change(&record, Scope::Unit(&bidang), "2026-09").expect("two months");
    assert!(change.tested.is_err());
}

#[test]
fn nothing_is_compared_with_what_is_not_there() {
    let record = record(&[
        &[rated("a", 20, 5)],
        &[rated("a", 20, 5), rated("b", 20, 5)],
    ]);
    let (a, b) = (slug("a"), slug("b"));
    assert_eq!(change(&record, Scope::Service(&b), "2026-09"), None);
    assert_eq!(change(&record, Scope::Service(&a), "2026-08"), None);
    assert_eq!(change(&record, Scope::Service(&a), "2026-S2"), None);
    assert!(change(&record, Scope::Service(&a), "2026-09").is_some());
}

#[test]
fn elements_move_one_by_one_and_the_cost_of_what_is_free_is_left_out() {
    let worse = |element| if element == Element::Time { 2 } else { 3 };
    let months = [month("2026-08"), month("2026-09")].map(|at| {
        let mut pending = group("a", "dinas", Proof::Verified, 0, 3);
        for _ in 0..100 {
            let score = |element| match element {
                Element::Cost => Score::new(4),
                element if at == month("2026-09") => Score::new(worse(element)),
                _ => Score::new(3),
            };
            let answers = Answers::new(Instrument::Skm, score).expect("answers");
            pending.tally.add(&answers);
        }
        let release = seal(at, 10, None, vec![pending]).release;
        let digest = Digest::of(release.canonical_json().as_bytes());
        Published { release, digest }
    });
    let record = PublicRecord::of_releases(register(), months.into());
    let september = Period::Month(month("2026-09"));
    let (a, dinas) = (slug("a"), slug("dinas"));
    for scope in [Scope::Service(&a), Scope::Unit(&dinas)] {
        let changes = record.element_changes(scope, september, series(), Evidence::Official);
        let moved = |element: &Element| changes[element].verdict();
        assert_eq!(moved(&Element::Time), Some(Verdict::Worse));
        assert_eq!(moved(&Element::Behaviour), Some(Verdict::NoClearDifference));
        assert_eq!(changes.len(), 9);
        assert!(record.has_free_service(scope, september));
        let figure = record.figure(scope, september, series(), Evidence::Official);
        let figure = figure.expect("a figure");
        let told = |left_out| {
            let found = figure.extremes(left_out);
            let element =
                |figure: Option<crate::figure::ElementFigure>| figure.map(|it| it.element);
            (element(found.best), element(found.weakest))
        };
        assert_eq!(told(None), (Some(Element::Cost), Some(Element::Time)));
        assert_eq!(told(Some(Element::Cost)), (None, Some(Element::Time)));
    }
}

/// Ratings of all services in a month.
fn ratings() -> impl Strategy<Value = Vec<Rated>> {
    let people = || prop::array::uniform4((0..60usize, 0..60usize));
    people().prop_map(|people| {
        let services = ["a", "b", "c", "d"].into_iter().zip(people);
        let all = services.map(|(service, (fours, threes))| rated(service, fours, threes));
        all.collect()
    })
}

/// Every statement of a record on September, asked for in one order or the other.
fn statements(record: &PublicRecord, backwards: bool) -> Vec<Option<Change>> {
    let units = ["kota", "dinas", "bidang"].map(slug);
    let services = ["a", "b", "c", "d"].map(slug);
    let units = units.iter().map(Scope::Unit);
    let services = services.iter().map(Scope::Service);
    let mut scopes: Vec<Scope> = units.chain(services).chain([Scope::City]).collect();
    if backwards {
        scopes.reverse();
    }
    let asked = scopes.into_iter();
    let mut told: Vec<_> = asked
        .map(|scope| change(record, scope, "2026-09"))
        .collect();
    if backwards {
        told.reverse();
    }
    told
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_order_and_no_later_seal_changes_a_verdict(
        months in prop::collection::vec(ratings(), 3),
        turn in 0..4usize,
    ) {
        let all: Vec<&[Rated]> = months.iter().map(Vec::as_slice).collect();
        let told = statements(&record(&all[..2]), false);
        prop_assert_eq!(&statements(&record(&all), true), &told, "after another seal");
        let mut shuffled = months.clone();
        for month in &mut shuffled {
            month.rotate_left(turn);
            month.swap(0, 3);
        }
        let shuffled: Vec<&[Rated]> = shuffled.iter().map(Vec::as_slice).collect();
        prop_assert_eq!(&statements(&record(&shuffled), false), &told, "in another order");
    }
}
