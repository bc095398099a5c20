use std::collections::BTreeSet;

use domain::formula::Formula;
use domain::instrument::{Element, Instrument};
use domain::language::Bilingual;
use domain::register::{
    Counter, InternalStandard, Standard, StandardSource, StandardTime, TimeUnit, Unit,
};
use domain::statistics::Statistics;
use domain::tally::Tally;
use domain::validity::Validity;

use super::*;

const SEED: u64 = 7;
const FIRST: &str = "2024-11";
/// In the middle of the month 4.
const OPENED: &str = "2025-03-17";
/// The end of the month 13.
const MERGED: &str = "2025-12-31";
const COUNTER: &str = "Loket 1";

fn slug(text: &str) -> Slug {
    text.parse().expect("a slug")
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

fn month(number: i32) -> Month {
    FIRST.parse::<Month>().expect("a month").plus(number)
}

fn unit(name: &str, kind: UnitKind, from: Option<&str>, until: Option<&str>) -> Unit {
    Unit {
        slug: slug(name),
        name: Bilingual::new(name, ""),
        abbreviation: String::new(),
        aliases: vec![],
        kind,
        parent: (kind != UnitKind::City).then(|| slug("kota")),
        validity: Validity {
            from: from.map(day),
            until: until.map(day),
        },
        former_parents: vec![],
        predecessors: vec![],
        opening: String::new(),
        head: String::new(),
        pledge: Bilingual::default(),
    }
}

fn service(name: &str, unit: &str) -> Service {
    Service {
        slug: slug(name),
        unit: slug(unit),
        former_units: vec![],
        name: Bilingual::new(name, ""),
        aliases: vec![],
        free: name != "rawat-jalan",
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

fn city(more: &[(&str, &str)]) -> Register {
    use UnitKind::{City, Department, HealthCentre, Hospital, Village};
    let units = vec![
        unit("kota", City, None, None),
        unit("dpmptsp", Department, None, None),
        unit("perpustakaan", Department, None, None),
        unit("dishub", Department, None, None),
        unit("dlh", Department, None, None),
        unit("dinas-pendidikan", Department, None, None),
        unit("damkar", Department, None, Some(MERGED)),
        unit("satpol-pp-damkar", Department, Some("2026-01-01"), None),
        unit("rsud", Hospital, None, None),
        unit("puskesmas-mandiangin", HealthCentre, None, None),
        unit("puskesmas-birugo", HealthCentre, Some(OPENED), None),
        unit("puskesmas-tigo-baleh", HealthCentre, None, None),
        unit("kelurahan-birugo", Village, None, None),
        unit("kelurahan-pakan-kurai", Village, None, None),
        unit("kelurahan-campago-ipuh", Village, None, None),
    ];
    let mut fire = service("penyelamatan", "satpol-pp-damkar");
    fire.former_units = vec![(slug("damkar"), day(MERGED))];
    let services = [
        ("nib", "dpmptsp"),
        ("sip", "dpmptsp"),
        ("konsultasi-arsip-keluarga", "perpustakaan"),
        ("kunjungan-perpustakaan", "perpustakaan"),
        ("uji-kir", "dishub"),
        ("angkut-sampah", "dlh"),
        ("pengantar-skck-pakan-kurai", "kelurahan-pakan-kurai"),
        ("pengantar-skck-campago-ipuh", "kelurahan-campago-ipuh"),
        ("legalisasi-ijazah", "dinas-pendidikan"),
        ("rawat-jalan", "rsud"),
        ("pendaftaran-pasien-mandiangin", "puskesmas-mandiangin"),
        ("pendaftaran-pasien-birugo", "puskesmas-birugo"),
        ("imunisasi-tigo-baleh", "puskesmas-tigo-baleh"),
        ("sktm-birugo", "kelurahan-birugo"),
    ]
    .iter()
    .chain(more)
    .map(|(name, unit)| service(name, unit))
    .chain([fire])
    .collect();
    let counter = |unit: &Unit| Counter {
        unit: unit.slug.clone(),
        name: COUNTER.to_owned(),
        validity: Validity::default(),
    };
    let counters = units
        .iter()
        .filter(|unit| unit.kind != Department || unit.slug.as_str() == "dpmptsp")
        .map(counter)
        .collect();
    Register::new(units, services, counters).expect("a register")
}

fn ratings(register: &Register, number: i32) -> Vec<Invented> {
    ratings_of_month(
        SEED,
        register,
        number,
        month(number),
        month(number).last_day(),
    )
}

fn count(name: &str, number: i32) -> usize {
    let invented = ratings(&city(&[]), number);
    invented
        .iter()
        .filter(|invented| invented.service.as_str() == name)
        .count()
}

/// The mean answer to an element over some months.
fn nrr(name: &str, element: Element, months: impl IntoIterator<Item = i32>) -> f64 {
    let register = city(&[]);
    let mut tally = Tally::empty(Instrument::Skm);
    for invented in months
        .into_iter()
        .flat_map(|number| ratings(&register, number))
        .filter(|invented| invented.service.as_str() == name)
    {
        tally.add(&invented.rating.answers);
    }
    tally.element(element).nrr().expect("answers")
}

#[test]
fn the_same_seed_gives_the_same_ratings() {
    let register = city(&[]);
    assert_eq!(ratings(&register, 3), ratings(&register, 3));
    let other = ratings_of_month(SEED + 1, &register, 3, month(3), month(3).last_day());
    assert_ne!(ratings(&register, 3), other);
}

#[test]
fn another_service_changes_nothing_in_the_ratings_of_the_others() {
    let more = city(&[("aaa", "dlh"), ("zzz", "dpmptsp")]);
    let mut invented = ratings(&more, 5);
    invented.retain(|invented| !["aaa", "zzz"].contains(&invented.service.as_str()));
    assert_eq!(invented, ratings(&city(&[]), 5));
}

#[test]
fn the_open_month_is_a_whole_month_that_is_not_over() {
    let register = city(&[]);
    let last_day = month(SEALED_MONTHS).first_day() + chrono::Days::new(9);
    let open = ratings_of_month(
        SEED,
        &register,
        SEALED_MONTHS,
        month(SEALED_MONTHS),
        last_day,
    );
    let mut whole = ratings(&register, SEALED_MONTHS);
    whole.retain(|invented| invented.rating.date <= last_day);
    assert!(!open.is_empty());
    assert_eq!(open, whole);
}

#[test]
fn ratings_are_dated_in_their_month_and_on_weekdays_unless_open() {
    let register = city(&[]);
    let mut weekends = 0;
    for number in 0..SEALED_MONTHS {
        for invented in ratings(&register, number) {
            let date = invented.rating.date;
            assert_eq!(Month::of(date), month(number));
            let weekend = matches!(date.weekday(), Weekday::Sat | Weekday::Sun);
            assert!(!weekend || invented.proof == Proof::Open, "{invented:?}");
            weekends += usize::from(weekend);
        }
    }
    assert!(weekends > 0);
}

#[test]
fn nothing_is_rated_before_its_unit_exists() {
    let of_birugo = |number| {
        let mut invented = ratings(&city(&[]), number);
        invented.retain(|invented| invented.service.as_str() == "pendaftaran-pasien-birugo");
        invented
    };
    assert!((0..4).all(|number| of_birugo(number).is_empty()));
    let opening = of_birugo(4);
    assert!(!opening.is_empty() && of_birugo(5).len() > opening.len());
    assert!(opening.iter().all(|i| i.rating.date >= day(OPENED)));
}

#[test]
fn only_a_spent_invitation_knows_the_counter() {
    let register = city(&[]);
    let mut classes = BTreeSet::new();
    for invented in (0..6).flat_map(|number| ratings(&register, number)) {
        classes.insert(invented.proof);
        let service = register.service(&invented.service).expect("a service");
        let unit = service.unit_on(invented.rating.date);
        let known = invented.proof == Proof::Verified && register.counters_of(unit).count() > 0;
        assert_eq!(invented.counter.as_deref(), known.then_some(COUNTER));
    }
    assert_eq!(
        classes,
        BTreeSet::from([Proof::Verified, Proof::Paper, Proof::Open])
    );
}

#[test]
fn every_story_is_about_something_in_the_register() {
    let register = city(&[]);
    for story in STORIES {
        let about = slug(story.about);
        assert!(register.unit(&about).is_some() || register.service(&about).is_some());
    }
}

#[test]
fn the_permit_office_got_faster() {
    for element in [Element::Time, Element::Procedure] {
        assert!(nrr("nib", element, 0..=8) < 2.5);
        assert!(nrr("nib", element, 18..24) > 3.5);
        assert!((2.7..3.4).contains(&nrr("nib", element, 13..14)));
    }
    let competence = |months| nrr("nib", Element::Competence, months);
    assert!((competence(18..24) - competence(0..9)).abs() < 0.2);
}

#[test]
fn the_puskesmas_got_worse() {
    for element in [Element::Behaviour, Element::Facilities] {
        let of = |months| nrr("pendaftaran-pasien-mandiangin", element, months);
        assert!(of(0..14) - of(18..24) > 0.7);
        assert!(of(0..14) - of(14..16) > 0.15);
    }
}

#[test]
fn the_small_service_stays_below_ten_and_has_nothing_to_be_pooled_with() {
    let register = city(&[]);
    let mut of_class = [0; 2];
    for number in 0..=SEALED_MONTHS {
        let invented = ratings(&register, number);
        let of = |name: &str| {
            let proofs = invented.iter().filter(|i| i.service.as_str() == name);
            proofs.map(|i| i.proof).collect::<Vec<_>>()
        };
        let small = of("konsultasi-arsip-keluarga");
        assert!(small.len() <= 2);
        for (sum, class) in of_class.iter_mut().zip([Proof::Paper, Proof::Open]) {
            *sum += small.iter().filter(|proof| **proof == class).count();
        }
        assert!(!small.contains(&Proof::Verified));
        let neighbour = of("kunjungan-perpustakaan");
        assert!(neighbour.len() >= 10 && neighbour.iter().all(|proof| *proof == Proof::Verified));
    }
    assert!(of_class.iter().all(|sum| (2..10).contains(sum)));
}

#[test]
fn the_quarter_is_missing() {
    assert!(
        [9, 10, 11]
            .iter()
            .all(|number| count("uji-kir", *number) == 0)
    );
    assert!([8, 12].iter().all(|number| count("uji-kir", *number) > 50));
}

#[test]
fn the_merged_unit_stumbled_for_two_months() {
    let procedure = |months| nrr("penyelamatan", Element::Procedure, months);
    assert!((0..SEALED_MONTHS).all(|number| count("penyelamatan", number) > 0));
    assert!(procedure(0..14) - procedure(14..16) > 0.5);
    assert!(procedure(16..24) - procedure(14..16) > 0.5);
}

#[test]
fn the_hospital_is_busy_divided_and_not_content() {
    let mut tally = Tally::empty(Instrument::Skm);
    let invented = ratings(&city(&[]), 12);
    let busy: Vec<_> = invented
        .iter()
        .filter(|invented| invented.service.as_str() == "rawat-jalan")
        .collect();
    for invented in &busy {
        tally.add(&invented.rating.answers);
    }
    let index = Statistics::whole(&tally, Formula::CURRENT)
        .index()
        .expect("an index")
        .value;
    assert!(busy.len() > 400 && (62.0..73.0).contains(&index), "{index}");
    let counts = tally.counts(Element::Procedure);
    assert!(counts.iter().all(|count| count * 20 > tally.respondents()));
}

#[test]
fn the_quiet_improvement_and_the_wave_can_be_found() {
    let complaints = |months| nrr("angkut-sampah", Element::Complaints, months);
    assert!(complaints(18..24) - complaints(0..6) > 0.4);
    // June and July are the months 7 and 8.
    let time = |months| nrr("legalisasi-ijazah", Element::Time, months);
    assert!(count("legalisasi-ijazah", 7) > 2 * count("legalisasi-ijazah", 6));
    assert!(time(4..7) - time(7..9) > 0.3 && time(9..12) - time(7..9) > 0.3);
}

#[test]
fn many_rate_on_the_day_at_the_posyandu() {
    let register = city(&[]);
    let posyandu = slug("imunisasi-tigo-baleh");
    let on_the_day = |number| {
        let invented = ratings(&register, number).into_iter();
        let of_posyandu = invented.filter(|i| i.service == posyandu && i.proof == Proof::Paper);
        of_posyandu.filter(|i| i.rating.date.day() == 16).count()
    };
    assert!(on_the_day(22) >= 64);
    assert!(on_the_day(21) < 20);
}
