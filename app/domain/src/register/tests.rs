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
        predecessors: vec![],
        head: String::new(),
        pledge: Bilingual::default(),
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
