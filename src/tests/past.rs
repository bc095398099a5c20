//! A past that stays: whatever is written into the register, what sealed months say is the same to the byte.

use std::collections::BTreeMap;
use std::num::NonZeroU32;
use std::time::Duration;

use domain::access::{Permit, Right, Role};
use domain::language::Bilingual;
use domain::register::{Record, RecordKind, Register, Unit, UnitKind};
use domain::validity::Validity;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::Value;
use suara_warga::limits::{Allowance, Allowances};

use crate::comments::{press, release, write};
use crate::portal::{Database, Portal, on_both_databases, register, seal, slug};

on_both_databases!(
    no_edit_of_the_register_changes_what_is_sealed,
    a_move_after_a_month_ended_does_not_count_for_it,
);

/// How often the register is edited and everything compared.
const ROUNDS: usize = 8;

/// How many edits are tried each time.
const EDITS: usize = 12;

/// What edits fill fields with; where one does not fit, the edit is none.
const TEXTS: [&str; 19] = [
    "",
    "Nama lain",
    "kota",
    "capil",
    "bidang",
    "lama",
    "dinas",
    "kelurahan",
    "menit",
    "hari",
    "1",
    "7",
    "50",
    "ya",
    "2026-09-15",
    "2026-10-01",
    "2027-01-01",
    "lama:2026-08-31",
    "kota:2026-09-30",
];

/// An edit: which record, which of its fields, and the text; of a record that is copied the new name.
type Edit = (usize, usize, usize, Option<u8>);

fn city() -> Register {
    let small = register("Dinas Kependudukan");
    let unit = |name: &str, parent: &str| Unit {
        slug: slug(name),
        name: Bilingual::new(format!("Unit {name}"), ""),
        abbreviation: String::new(),
        aliases: vec![],
        kind: UnitKind::Agency,
        parent: Some(slug(parent)),
        validity: Validity::default(),
        former_parents: vec![],
        predecessors: vec![],
        opening: String::new(),
        head: "Ani".to_owned(),
        pledge: Bilingual::new("Kami melayani", ""),
    };
    let mut akta = small.service(&slug("ktp")).cloned().expect("a service");
    akta.slug = slug("akta");
    akta.unit = slug("bidang");
    akta.former_units = vec![(slug("lama"), "2026-08-31".parse().expect("a day"))];
    let units = [unit("bidang", "capil"), unit("lama", "kota")].map(Record::Unit);
    let records = units.into_iter().chain([Record::Service(akta)]);
    small.with(records).expect("consistent")
}

/// Every address that tells of sealed months.
fn sealed_addresses(register: &Register) -> Vec<String> {
    let units = register.units().map(|unit| ("unit", &unit.slug));
    let services = register.services();
    let services = services.map(|service| ("layanan", &service.slug));
    let mut paths = vec![
        "/data".to_owned(),
        "/api/v1/releases".to_owned(),
        "/en/data".to_owned(),
    ];
    for month in ["2026-08", "2026-09"] {
        paths.extend(["json", "csv"].map(|kind| format!("/data/{month}.{kind}")));
    }
    for (kind, slug) in units.chain(services) {
        let list = if kind == "unit" { "units" } else { "services" };
        paths.push(format!("/api/v1/{list}/{slug}"));
        paths.push(format!("/{kind}/{slug}/komentar?bulan=2026-09"));
        for period in ["2026-08", "2026-09", "2026-S2", "2026"] {
            paths.push(format!("/{kind}/{slug}?periode={period}"));
            paths.push(format!("/en/{kind}/{slug}?periode={period}"));
        }
    }
    for period in ["2026-08", "2026-09", "2026-S2", "2025"] {
        paths.push(format!("/?periode={period}"));
        paths.push(format!("/en?periode={period}&jenis=semua&urut=indeks"));
    }
    paths
}

impl Portal {
    async fn bodies(&self, paths: &[String]) -> Vec<String> {
        let mut bodies = Vec::new();
        for path in paths {
            bodies.push(self.page(path).await);
        }
        bodies
    }

    /// Carries an edit out unless it is refused. Answers whether it was made.
    async fn edit(&self, (record, field, text, copy): Edit) -> bool {
        let register = self.store.register().await.expect("reads");
        let records = RecordKind::ALL
            .iter()
            .flat_map(|kind| register.records(*kind));
        let records: Vec<Record> = records.collect();
        let before = &records[record % records.len()];
        let field = before.kind().fields()[field % before.kind().fields().len()].key;
        let mut fields = before.fields().with(field, TEXTS[text % TEXTS.len()]);
        if let Some(number) = copy {
            let name = if before.kind() == RecordKind::Counter {
                "nama"
            } else {
                "slug"
            };
            fields = fields.with(name, format!("baru-{number}"));
        }
        let exists = |unit: &str| {
            unit.parse()
                .is_ok_and(|unit| register.unit(&unit).is_some())
        };
        let Ok(after) = Record::read(&fields, &exists) else {
            return false;
        };
        let kept = self.store.record(after.kind(), &after.key()).await;
        let version = kept.expect("reads").map_or(0, |(_, version)| version);
        let permit = Permit::console(Right::EditUnits);
        let saved = self
            .store
            .save_record(&permit, &after, version, 1_792_000_000);
        saved.await.is_ok()
    }
}

fn patient() -> Allowances {
    Allowances {
        reads_per_client: Allowance {
            burst: NonZeroU32::MAX,
            every: Duration::from_nanos(1),
        },
        ..Allowances::default()
    }
}

async fn no_edit_of_the_register_changes_what_is_sealed(database: Database) {
    let register = city();
    let portal = Portal::with_on(database, &patient(), &register).await;
    let moderator = portal.staff("mod", &[(Role::Moderator, "kota")]).await;
    portal.publish("2026-08", "akta", 12).await;
    write(&portal, "2026-09", "ktp", "Baik sekali").await;
    press(&portal, &moderator, "tindakan=terbitkan").await;
    crate::portal::rate(&portal.store, "2026-09", "akta", 31).await;
    release(&portal, "2026-09").await;
    let paths = sealed_addresses(&register);
    let before = portal.bodies(&paths).await;
    let edits = (
        any::<usize>(),
        any::<usize>(),
        any::<usize>(),
        prop::option::weighted(0.2, 0..9u8),
    );
    let edits = prop::collection::vec(edits, EDITS);
    let mut runner = TestRunner::deterministic();
    let mut made = 0;
    for _ in 0..ROUNDS {
        let edits = edits.new_tree(&mut runner).expect("a value").current();
        for edit in edits.iter().copied() {
            made += usize::from(portal.edit(edit).await);
        }
        portal
            .publication
            .refresh()
            .await
            .expect("the record loads");
        for ((path, before), after) in paths.iter().zip(&before).zip(portal.bodies(&paths).await) {
            assert_eq!(*before, after, "{path} after {edits:?}");
        }
    }
    assert!(made > ROUNDS, "only {made} edits were made");
}

/// The official figures of a unit by month, as the API tells them: how many ratings there were.
async fn official(portal: &Portal, unit: &str) -> BTreeMap<String, u64> {
    let text = portal.page(&format!("/api/v1/units/{unit}")).await;
    let answer: Value = serde_json::from_str(&text).expect("JSON");
    let figures = answer["figures"].as_array().expect("figures").iter();
    let of_class = figures.filter(|figure| figure["proof"] == "open");
    let told = of_class.map(|figure| {
        let period = figure["period"].as_str().expect("a period").to_owned();
        (period, figure["n"].as_u64().expect("a number"))
    });
    told.collect()
}

async fn a_move_after_a_month_ended_does_not_count_for_it(database: Database) {
    let portal = Portal::with_on(database, &patient(), &city()).await;
    let chief = portal.staff("adm", &[(Role::Administrator, "kota")]).await;
    portal.publish("2026-08", "akta", 12).await;
    crate::portal::rate(&portal.store, "2026-09", "akta", 13).await;
    crate::portal::rate(&portal.store, "2026-10", "akta", 14).await;
    let before = portal.desk_page(&chief, "/meja/unit/bidang").await;
    assert!(before.contains("name=\"induk_sebelumnya\""), "{before}");
    // The operator notes in October that the unit moved on the first, before September is sealed.
    let form = "versi=1&nama=Unit+bidang&jenis=badan&induk=kota&kepala=Ani&maklumat=Kami+melayani\
                &induk_sebelumnya=capil%3A2026-09-30";
    let saved = portal.post_as(&chief, "/meja/unit/bidang", form).await;
    assert_eq!(saved.status(), 303);
    for month in ["2026-09", "2026-10"] {
        seal(&portal.store, month.parse().expect("a month")).await;
    }
    let refreshed = portal.publication.refresh().await;
    refreshed.expect("the record loads");
    let above = official(&portal, "capil").await;
    assert_eq!(above, BTreeMap::from([("2026-09".to_owned(), 13)]));
    let own = official(&portal, "bidang").await;
    let own: Vec<_> = own.values().copied().collect();
    assert_eq!(own, [13, 14]);
    let page = portal.page("/unit/bidang?periode=2026-09").await;
    assert!(
        page.contains("/unit/capil"),
        "the way up is that of the month"
    );
    let page = portal.page("/unit/bidang?periode=2026-10").await;
    assert!(!page.contains("/unit/capil"), "{page}");
}
