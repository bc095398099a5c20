use super::*;
use crate::digest::Digest;
use crate::instrument::Instrument;
use crate::language::Bilingual;
use crate::profile::ProfileCounts;
use crate::rating::{Answers, Proof, Score};
use crate::register::tests::{service, slug, unit};
use crate::register::{Record, Unit};
use crate::release::{RegisterChanges, Supplement};
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

/// A record of months that each tell the register as it was.
fn told(
    months: &[(&str, &Register)],
    groups: impl Fn(&str) -> Vec<PendingGroup>,
) -> Vec<Published> {
    let mut told: Option<Arc<Register>> = None;
    let mut published: Vec<Published> = Vec::new();
    for (name, register) in months {
        let changes = RegisterChanges::between(told.as_deref(), register);
        told = changes.after(told.as_ref());
        let previous = published.last().map(|last| last.digest);
        let release = seal(month(name), 10, previous, groups(name)).release;
        let release = release.with(Supplement {
            register: changes,
            ..Supplement::default()
        });
        let digest = Digest::of(release.canonical_json().as_bytes());
        published.push(Published { release, digest });
    }
    published
}

fn with_parent(register: &Register, name: &str, parent: &str) -> Register {
    let mut units: Vec<Unit> = register.units().cloned().collect();
    let moved = units.iter_mut().find(|unit| unit.slug == slug(name));
    let moved = moved.expect("there is one");
    moved.parent = Some(slug(parent));
    moved.name = Bilingual::new("Lain", "");
    let services = register.services().cloned().collect();
    Register::new(units, services, vec![]).expect("consistent")
}

#[test]
fn a_past_month_stands_in_its_own_tree_whatever_the_register_says_now() {
    let before = Register::clone(record().register());
    let after = with_parent(&before, "bidang", "kota");
    let months = [("2026-09", &before), ("2026-10", &after)];
    let releases = told(&months, |_| {
        vec![group("b", "bidang", Proof::Verified, 20, 3)]
    });
    let (dinas, kota) = (slug("dinas"), slug("kota"));
    for present in [&before, &after] {
        let record = PublicRecord::of_releases(present.clone(), releases.clone());
        let read = |unit: &Slug, period: &str| {
            let period = period.parse().expect("a period");
            index(&record.standing(Scope::Unit(unit), period, series(), Evidence::Official))
        };
        assert_eq!(read(&dinas, "2026-09"), Some((20, 7500)));
        assert_eq!(read(&dinas, "2026-10"), None);
        assert_eq!(read(&dinas, "2026-S2"), Some((20, 7500)));
        assert_eq!(read(&kota, "2026-S2"), Some((40, 7500)));
        let as_of = |period: &str| {
            let then = record.as_of(period.parse().expect("a period"));
            let unit = then.register().unit(&slug("bidang")).expect("was there");
            (unit.name.id.clone(), unit.parent.clone())
        };
        assert_eq!(as_of("2026-09"), ("bidang".to_owned(), Some(dinas.clone())));
        assert_eq!(as_of("2026-S2"), ("Lain".to_owned(), Some(kota.clone())));
        assert_eq!(as_of("2020"), as_of("2026-09"), "before the record");
        let ranks = |period: &str| {
            let period = period.parse().expect("a period");
            record
                .ranks(&kota, period, series())
                .contains_key(&slug("bidang"))
        };
        assert!(!ranks("2026-09") && ranks("2026-10"));
    }
}

#[test]
fn a_move_after_the_month_ended_does_not_count_for_it_although_it_is_sealed_later() {
    let before = Register::clone(record().register());
    let mut unit = before.unit(&slug("bidang")).cloned().expect("there is one");
    unit.former_parents = vec![(slug("dinas"), "2026-09-30".parse().expect("a date"))];
    unit.parent = Some(slug("kota"));
    let after = before.with([Record::Unit(unit)]).expect("consistent");
    // The register of October tells of the move already when September is sealed.
    let months = [("2026-09", &after), ("2026-10", &after)];
    let releases = told(&months, |_| {
        vec![group("b", "bidang", Proof::Verified, 20, 3)]
    });
    let record = PublicRecord::of_releases(after, releases);
    let dinas = slug("dinas");
    let read = |period: &str| {
        let period = period.parse().expect("a period");
        let scope = Scope::Unit(&dinas);
        index(&record.standing(scope, period, series(), Evidence::Official))
    };
    assert_eq!(read("2026-09"), Some((20, 7500)));
    assert_eq!(read("2026-10"), None);
    let then = record.as_of("2026-09".parse().expect("a period"));
    let bidang = then.register().unit(&slug("bidang"));
    assert_eq!(bidang.and_then(|unit| unit.parent.as_ref()), Some(&dinas));
}

#[test]
fn months_between_which_nothing_moved_share_one_register() {
    let register = Register::clone(record().register());
    let months = [("2026-09", &register), ("2026-10", &register)];
    let record = PublicRecord::of_releases(register.clone(), told(&months, |_| vec![]));
    assert!(Arc::ptr_eq(&record.registers[0], &record.registers[1]));
    let edited = Arc::new(with_parent(&register, "bidang", "kota"));
    let renewed = record.renewed(edited, record.sealed().clone(), false);
    assert!(Arc::ptr_eq(&record.registers, &renewed.registers));
    assert!(Arc::ptr_eq(&record.tree, &renewed.tree));
}

#[test]
fn a_service_that_moved_is_told_from_the_month_it_moved_in() {
    let mut units: Vec<Unit> = record().register().units().cloned().collect();
    units.sort_by(|a, b| a.slug.cmp(&b.slug));
    let mut moved = service("b", "dinas");
    moved.former_units = vec![(slug("bidang"), "2026-09-30".parse().expect("a date"))];
    let register = Register::new(units, vec![moved], vec![]).expect("consistent");
    let months = ["2026-08", "2026-09", "2026-10"].map(|name| (name, &register));
    let record = PublicRecord::of_releases(register.clone(), told(&months, |_| vec![]));
    let name = slug("b");
    let takeovers = record
        .takeovers(&name)
        .map(|(month, unit)| (month, unit.slug.clone()));
    assert_eq!(
        takeovers.collect::<Vec<_>>(),
        [(month("2026-10"), slug("dinas"))]
    );
}
