use chrono::NaiveDate;

use super::*;
use crate::language::Bilingual;
use crate::validity::Validity;

pub(crate) fn slug(text: &str) -> Slug {
    text.parse().expect("a slug")
}

pub(crate) fn unit(name: &str, parent: Option<&str>) -> Unit {
    Unit {
        slug: slug(name),
        name: Bilingual::new(name, ""),
        abbreviation: String::new(),
        aliases: vec![],
        kind: if parent.is_none() {
            UnitKind::City
        } else {
            UnitKind::Department
        },
        parent: parent.map(slug),
        validity: Validity::default(),
        former_parents: vec![],
        predecessors: vec![],
        head: String::new(),
        pledge: Bilingual::default(),
        opening: String::new(),
    }
}

pub(crate) fn service(name: &str, unit: &str) -> Service {
    Service {
        slug: slug(name),
        unit: slug(unit),
        former_units: vec![],
        name: Bilingual::new(name, ""),
        aliases: vec![],
        free: true,
        sensitive: false,
        standard: Standard {
            requirements: Bilingual::default(),
            procedure: Bilingual::default(),
            time: StandardTime {
                at_least: None,
                at_most: 1,
                unit: TimeUnit::WorkingDays,
                percent: None,
            },
            cost: Bilingual::default(),
            product: Bilingual::default(),
            source: StandardSource::Invented,
        },
        internal: InternalStandard::default(),
        validity: Validity::default(),
    }
}

#[test]
fn slugs_are_short_lower_case_words() {
    for wrong in ["", "-", "a--b", "A", "a_b", "é", "a-"] {
        assert!(wrong.parse::<Slug>().is_err(), "{wrong}");
    }
    assert!("surat-sehat-2".parse::<Slug>().is_ok());
}

#[test]
fn a_register_is_one_tree_without_loose_ends() {
    let city = || unit("kota", None);
    let new = |units, services| Register::new(units, services, vec![]);
    assert!(
        new(
            vec![city(), unit("a", Some("kota"))],
            vec![service("s", "a")]
        )
        .is_ok()
    );
    assert!(matches!(
        new(vec![city(), city()], vec![]),
        Err(Inconsistent::Twice(_))
    ));
    assert!(matches!(
        new(vec![city()], vec![service("s", "b")]),
        Err(Inconsistent::NoSuchUnit { .. })
    ));
    assert_eq!(
        new(vec![city(), unit("b", None)], vec![]),
        Err(Inconsistent::Roots(vec![slug("b"), slug("kota")]))
    );
    let cycle = vec![
        city(),
        unit("a", Some("c")),
        unit("b", Some("c")),
        unit("c", Some("b")),
    ];
    let below_themselves = vec![slug("b"), slug("c")];
    assert_eq!(
        new(cycle, vec![]),
        Err(Inconsistent::Cycle(below_themselves))
    );
    let lost = vec![unit("a", Some("a"))];
    assert_eq!(new(lost, vec![]), Err(Inconsistent::Cycle(vec![slug("a")])));
}

#[test]
fn a_service_belongs_to_the_unit_of_the_day() {
    let mut moved = service("s", "new");
    let day = |text: &str| text.parse::<NaiveDate>().expect("a date");
    moved.former_units = vec![(slug("old"), day("2025-12-31"))];
    assert_eq!(moved.unit_on(day("2025-12-31")), &slug("old"));
    assert_eq!(moved.unit_on(day("2026-01-01")), &slug("new"));
}

#[test]
fn a_unit_lies_below_the_unit_of_the_day() {
    let day = |text: &str| text.parse::<NaiveDate>().expect("a date");
    let mut moved = unit("a", Some("b"));
    moved.former_parents = vec![
        (slug("c"), day("2025-06-30")),
        (slug("kota"), day("2025-12-31")),
    ];
    let above = |text| moved.parent_on(day(text)).map(Slug::as_str);
    assert_eq!(above("2025-06-30"), Some("c"));
    assert_eq!(above("2025-07-01"), Some("kota"));
    assert_eq!(above("2025-12-31"), Some("kota"));
    assert_eq!(above("2026-01-01"), Some("b"));
    let units = ["b", "c"].map(|name| unit(name, Some("kota")));
    let units = units.into_iter().chain([unit("kota", None), moved]);
    let services = vec![service("s", "a")];
    let register = Arc::new(Register::new(units.collect(), services, vec![]).expect("consistent"));
    let serving = |date| {
        let then = register.on(day(date));
        let units = ["b", "c"].map(slug);
        let children: Vec<_> = then
            .children(&slug("c"))
            .map(|unit| unit.slug.clone())
            .collect();
        (units.map(|unit| then.is_serving(&unit)), children)
    };
    assert_eq!(serving("2025-06-30"), ([false, true], vec![slug("a")]));
    assert_eq!(serving("2025-12-31"), ([false, false], vec![]));
    assert_eq!(serving("2026-01-01"), ([true, false], vec![]));
    assert!(Arc::ptr_eq(&register.on(day("2026-01-01")), &register));
    let below: Vec<String> = register
        .ever_below(&slug("c"))
        .into_iter()
        .map(Slug::to_string)
        .collect();
    assert_eq!(below, ["a", "c"]);
}

#[test]
fn no_unit_lies_below_itself_on_any_day() {
    let day = |text: &str| text.parse::<NaiveDate>().expect("a date");
    let below = |name, former: &str, until| Unit {
        former_parents: vec![(slug(former), day(until))],
        ..unit(name, Some("kota"))
    };
    let new = |units: [Unit; 2]| {
        let units = units.into_iter().chain([unit("kota", None)]);
        Register::new(units.collect(), vec![], vec![])
    };
    // Each was below the other, but not at the same time.
    let apart = [
        below("a", "b", "2025-06-30"),
        Unit {
            former_parents: vec![
                (slug("kota"), day("2025-06-30")),
                (slug("a"), day("2025-12-31")),
            ],
            ..unit("b", Some("kota"))
        },
    ];
    assert!(new(apart).is_ok());
    let together = [below("a", "b", "2025-06-30"), below("b", "a", "2025-12-31")];
    assert_eq!(
        new(together),
        Err(Inconsistent::FormerCycle {
            day: day("2025-06-30"),
            units: vec![slug("a"), slug("b")],
        })
    );
    let mut city = unit("kota", None);
    city.former_parents = vec![(slug("a"), day("2025-12-31"))];
    let units = vec![city, unit("a", Some("kota"))];
    assert!(matches!(
        Register::new(units, vec![], vec![]),
        Err(Inconsistent::FormerCycle { .. })
    ));
    assert_eq!(
        new([below("a", "c", "2025-12-31"), unit("b", Some("kota"))]),
        Err(Inconsistent::NoSuchUnit {
            by: slug("a"),
            unit: slug("c")
        })
    );
}

#[test]
fn a_unit_is_open_like_the_one_above_it_unless_it_says_otherwise() {
    let open = |name, parent, opening: &str| Unit {
        opening: opening.to_owned(),
        ..unit(name, parent)
    };
    let units = vec![
        open("kota", None, ""),
        open("rsud", Some("kota"), "senin-minggu,libur 00:00-24:00"),
        open("igd", Some("rsud"), ""),
        open("poli", Some("rsud"), "senin-sabtu 07:00-14:00"),
    ];
    let register = Register::new(units, vec![], vec![]).expect("consistent");
    let said = |unit: &str| register.opening_of(&slug(unit));
    assert_eq!(said("kota"), Opening::default());
    assert_eq!(said("igd"), said("rsud"));
    assert_ne!(said("igd"), Opening::default());
    assert_eq!(Some(said("poli")), Opening::read("senin-sabtu 07:00-14:00"));
}
