//! What pages say, read from whole pages of random editions.
//! It must not know how a verdict comes about.

use std::sync::Arc;

use domain::digest::Digest;
use domain::instrument::{Instrument, Series};
use domain::language::{Bilingual, Language};
use domain::period::{Month, Period};
use domain::rating::{Answers, Proof, Score};
use domain::record::{PublicRecord, Sealed};
use domain::register::{
    InternalStandard, Register, Service, Standard, StandardSource, StandardTime, TimeUnit, Unit,
    UnitKind,
};
use domain::release::Extract;
use domain::retention::Retention;
use domain::seal::{GroupKey, PendingGroup, seal};
use domain::slug::Slug;
use domain::tally::Tally;
use domain::validity::Validity;
use leptos::prelude::*;
use proptest::prelude::*;
use ui::components::Start;
use ui::page::Page;
use ui::site::Site;

use crate::city::{CityQuery, Order, Shown, city_page};
use crate::unit::{Voices, unit_page};

const UNITS: [&str; 3] = ["dinas", "bidang", "kantor"];

/// How many people rate a service of a unit with fours throughout, and how many with threes.
#[derive(Clone, Copy, Debug)]
struct Rated {
    unit: usize,
    fours: usize,
    threes: usize,
}

fn slug(text: &str) -> Slug {
    text.parse().expect("a slug")
}

fn unit(name: &str, parent: Option<&str>) -> Unit {
    Unit {
        slug: slug(name),
        name: Bilingual::new(name, name),
        abbreviation: String::new(),
        aliases: vec![],
        kind: parent.map_or(UnitKind::City, |_| UnitKind::Department),
        parent: parent.map(slug),
        validity: Validity::default(),
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
        name: Bilingual::new(name, name),
        aliases: vec![],
        free: true,
        sensitive: false,
        standard: Standard {
            requirements: Bilingual::default(),
            procedure: Bilingual::default(),
            time: StandardTime {
                at_least: None,
                at_most: 1,
                unit: TimeUnit::Days,
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

fn register() -> Register {
    let below = UNITS.map(|name| unit(name, Some(if name == "bidang" { "dinas" } else { "kota" })));
    let units = [unit("kota", None)].into_iter().chain(below);
    let services = UNITS.map(|unit| service(&format!("layanan-{unit}"), unit));
    Register::new(units.collect(), services.into(), vec![]).expect("consistent")
}

fn pending(rated: &Rated, month: Month) -> PendingGroup {
    let mut tally = Tally::empty(Instrument::Skm);
    for (people, score) in [(rated.fours, 4), (rated.threes, 3)] {
        for _ in 0..people {
            let answers = Answers::new(Instrument::Skm, |_| Score::new(score));
            tally.add(&answers.expect("answers"));
        }
    }
    PendingGroup {
        key: GroupKey {
            service: slug(&format!("layanan-{}", UNITS[rated.unit])),
            series: Series::current(Instrument::Skm),
            proof: Proof::Verified,
        },
        unit: slug(UNITS[rated.unit]),
        since: month,
        latest: month,
        waited: 0,
        tally,
        profile: domain::profile::ProfileCounts::new(),
        sensitive: false,
    }
}

/// An edition of consecutive months, the first of them January 2026.
fn site(months: &[Vec<Rated>]) -> Arc<Site> {
    let first: Month = "2026-01".parse().expect("a month");
    let releases = (0..).zip(months).map(|(place, rated)| {
        let month = first.plus(place);
        let groups = rated.iter().map(|rated| pending(rated, month)).collect();
        let release = seal(month, 10, None, groups).release;
        let digest = Digest::of(release.canonical_json().as_bytes());
        Arc::new(Extract::of(&release, digest))
    });
    let sealed = Arc::new(Sealed::new(releases.collect(), vec![]));
    let record = PublicRecord::new(Arc::new(register()), sealed, false);
    Arc::new(Site::default().renewed(record, Retention::default()))
}

fn page(path: &str) -> Page {
    Page {
        language: Language::English,
        path: path.to_owned(),
        public_url: "https://contoh.example".into(),
        city: Bilingual::new("Kota", "City"),
        invented: false,
    }
}

fn city(site: &Arc<Site>, period: Period, order: Order, shown: Shown) -> String {
    let query = CityQuery {
        period: Some(period),
        shown,
        order,
        start: Start::default(),
    };
    let site = site.clone();
    Owner::new().with(|| city_page(page("/"), site, query).into_string())
}

/// What the card of a unit says of its change.
fn card(site: &Arc<Site>, period: Period, name: &str) -> Option<String> {
    let unit = site.record.register().unit(&slug(name)).cloned();
    let unit = unit.expect("a unit");
    let site = site.clone();
    let page = page(&format!("/unit/{name}"));
    let html = Owner::new().with(|| unit_page(page, site, unit, Some(period), Voices::default()));
    let html = html.into_string();
    let (_, rest) = html.split_once("<p class=\"figure-change\">")?;
    Some(rest.split("</p>").next().unwrap_or_default().to_owned())
}

/// The section of what changed most.
fn movements(city: &str) -> &str {
    let (_, rest) = city
        .split_once("aria-labelledby=\"perubahan\"")
        .expect("a section");
    rest.split("</section>").next().unwrap_or_default()
}

fn months() -> impl Strategy<Value = Vec<Vec<Rated>>> {
    let people = || prop::array::uniform3((0..80usize, 0..80usize));
    let month = people().prop_map(|people| {
        let each = people.into_iter().enumerate();
        let rated = |(unit, (fours, threes))| Rated {
            unit,
            fours,
            threes,
        };
        each.map(rated).collect()
    });
    prop::collection::vec(month, 2..8)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn no_page_contradicts_another_whatever_is_shown(months in months()) {
        let site = site(&months);
        let last = site.record.last_month().expect("a month");
        for period in [Period::Month(last), Period::semester_of(last)] {
            let usual = city(&site, period, Order::Name, Shown::First);
            let told = movements(&usual);
            for order in [Order::Index, Order::Respondents] {
                for shown in [Shown::All, Shown::Kind(UnitKind::City)] {
                    let other = city(&site, period, order, shown);
                    prop_assert_eq!(movements(&other), told);
                }
            }
            for name in UNITS {
                let card = card(&site, period, name).unwrap_or_default();
                let listed = |class: &str| {
                    let mut items = told.split("<li class=\"").skip(1);
                    items.any(|item| item.starts_with(class) && item.contains(&format!(">{name}<")))
                };
                prop_assert_eq!(card.starts_with("Worse than"), listed("movement-down"), "{}", &card);
                prop_assert_eq!(card.starts_with("Better than"), listed("movement-up"), "{}", &card);
            }
            prop_assert!(!told.contains("by −"), "a second minus");
        }
    }
}
