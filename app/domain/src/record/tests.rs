use super::*;
use crate::digest::Digest;
use crate::instrument::Instrument;
use crate::profile::ProfileCounts;
use crate::rating::{Answers, Proof, Score};
use crate::register::Unit;
use crate::register::tests::{service, slug, unit};
use crate::seal::{GroupKey, PendingGroup, seal};
use crate::tally::Tally;

pub(super) fn month(text: &str) -> Month {
    text.parse().expect("a month")
}

pub(super) fn series() -> Series {
    Series::current(Instrument::Skm)
}

pub(super) fn group(
    name: &str,
    owner: &str,
    proof: Proof,
    people: usize,
    score: u8,
) -> PendingGroup {
    let mut tally = Tally::empty(Instrument::Skm);
    for _ in 0..people {
        tally.add(&Answers::new(Instrument::Skm, |_| Score::new(score)).expect("answers"));
    }
    PendingGroup {
        key: GroupKey {
            service: slug(name),
            series: series(),
            proof,
        },
        unit: slug(owner),
        since: month("2026-09"),
        latest: month("2026-09"),
        waited: 0,
        tally,
        profile: ProfileCounts::new(),
        sensitive: false,
    }
}

fn record() -> PublicRecord {
    let mut late = unit("late", Some("kota"));
    late.validity.from = "2026-10-01".parse().ok();
    let units = vec![
        unit("kota", None),
        unit("dinas", Some("kota")),
        unit("bidang", Some("dinas")),
        late,
    ];
    let services = vec![
        service("a", "dinas"),
        service("b", "bidang"),
        service("c", "bidang"),
        service("d", "late"),
    ];
    let register = Register::new(units, services, vec![]).expect("consistent");
    let groups = vec![
        group("a", "dinas", Proof::Verified, 10, 4),
        group("a", "dinas", Proof::Paper, 10, 2),
        group("a", "dinas", Proof::Open, 10, 1),
        group("b", "bidang", Proof::Verified, 20, 3),
        group("c", "bidang", Proof::Verified, 9, 1),
    ];
    let release = seal(month("2026-09"), 10, None, groups).release;
    let digest = Digest::of(release.canonical_json().as_bytes());
    PublicRecord::of_releases(register, vec![Published { release, digest }])
}

fn index(standing: &Standing) -> Option<(u64, u32)> {
    let figure = standing.figure()?;
    Some((figure.respondents(), figure.index()?.hundredths))
}

#[test]
fn the_official_figure_is_verified_and_paper_together() {
    let record = record();
    let (slug, september) = (slug("a"), Period::Month(month("2026-09")));
    let read =
        |evidence| index(&record.standing(Scope::Service(&slug), september, series(), evidence));
    assert_eq!(read(Evidence::Official), Some((20, 7500)));
    assert_eq!(read(Evidence::Class(Proof::Paper)), Some((10, 5000)));
    assert_eq!(read(Evidence::Class(Proof::Open)), Some((10, 2500)));
    assert_eq!(read(Evidence::Class(Proof::Kiosk)), None);
}

#[test]
fn a_unit_includes_what_is_below_it() {
    let record = record();
    let (slug, semester) = (slug("dinas"), Period::semester_of(month("2026-09")));
    let standing = record.standing(Scope::Unit(&slug), semester, series(), Evidence::Official);
    assert_eq!(index(&standing), Some((40, 7500)));
    let city = record.standing(Scope::City, semester, series(), Evidence::Official);
    assert_eq!(index(&city), Some((40, 7500)));
}

#[test]
fn what_is_missing_says_why() {
    let record = record();
    let standing = |scope: Scope, period: &str| {
        let period = period.parse().expect("a period");
        record.standing(scope, period, series(), Evidence::Official)
    };
    let (waiting, late, unknown) = (slug("c"), slug("late"), slug("unknown"));
    let open = record.standing(
        Scope::Service(&waiting),
        Period::Month(month("2026-09")),
        series(),
        Evidence::Class(Proof::Open),
    );
    assert_eq!(open, Standing::NotProvided);
    assert_eq!(
        standing(Scope::Service(&waiting), "2026-09"),
        Standing::TooFew
    );
    assert_eq!(
        standing(Scope::Service(&waiting), "2026-10"),
        Standing::NotYetDue
    );
    assert_eq!(
        standing(Scope::Unit(&late), "2026-09"),
        Standing::NotApplicable
    );
    assert_eq!(
        standing(Scope::Unit(&late), "2026-S2"),
        Standing::NotProvided
    );
    assert_eq!(
        standing(Scope::Service(&unknown), "2026-09"),
        Standing::NotApplicable
    );
}

#[test]
fn a_unit_misses_the_months_without_its_own_figure() {
    let record = record();
    let missing = |unit: &str| {
        let slug = slug(unit);
        let missing = record.months_without(&slug, series(), Evidence::Official);
        missing.collect::<Vec<_>>()
    };
    assert_eq!(missing("dinas"), []);
    assert_eq!(missing("late"), [month("2026-09")]);
}

#[test]
fn what_does_not_move_in_the_tree_is_not_placed_again() {
    let before = record();
    let renewed = |change: &dyn Fn(&mut Vec<Unit>)| {
        let mut units: Vec<Unit> = before.register().units().cloned().collect();
        change(&mut units);
        let services = before.register().services().cloned().collect();
        let register = Register::new(units, services, vec![]).expect("consistent");
        before.renewed(Arc::new(register), before.sealed().clone(), false)
    };
    let renamed = renewed(&|units| units[0].name.id = "Lain".to_owned());
    assert!(Arc::ptr_eq(&before.tree, &renamed.tree));
    let moved = renewed(&|units| {
        let unit = units.iter_mut().find(|unit| unit.slug == slug("bidang"));
        unit.expect("there is one").parent = Some(slug("kota"));
    });
    let (dinas, semester) = (slug("dinas"), Period::semester_of(month("2026-09")));
    let read = |record: &PublicRecord| {
        let scope = Scope::Unit(&dinas);
        index(&record.standing(scope, semester, series(), Evidence::Official))
    };
    assert_eq!(read(&before), Some((40, 7500)));
    assert_eq!(read(&moved), Some((20, 7500)), "without what went away");
}

#[test]
fn a_pooled_service_has_too_few_of_its_own() {
    let mut waiting = group("b", "bidang", Proof::Verified, 6, 4);
    waiting.waited = 3;
    let groups = vec![waiting, group("c", "bidang", Proof::Verified, 4, 4)];
    let release = seal(month("2026-09"), 10, None, groups).release;
    let digest = Digest::of(release.canonical_json().as_bytes());
    let register = Register::clone(record().register());
    let record = PublicRecord::of_releases(register, vec![Published { release, digest }]);
    let standing = |scope: Scope| {
        let september = Period::Month(month("2026-09"));
        record.standing(scope, september, series(), Evidence::Official)
    };
    assert_eq!(standing(Scope::Service(&slug("b"))), Standing::TooFew);
    assert_eq!(standing(Scope::Service(&slug("a"))), Standing::NotProvided);
    assert_eq!(
        index(&standing(Scope::Unit(&slug("bidang")))),
        Some((10, 10_000))
    );
}
