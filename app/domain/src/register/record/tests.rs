use proptest::prelude::*;

use super::super::tests::{service, slug, unit};
use super::*;

fn register() -> Register {
    let counter = Counter {
        unit: slug("a"),
        name: "Loket 1".to_owned(),
        validity: Validity::default(),
    };
    let units = vec![unit("kota", None), unit("a", Some("kota"))];
    Register::new(units, vec![service("s", "a")], vec![counter]).expect("consistent")
}

fn read(fields: &Fields) -> Result<Record, Vec<crate::noun::Fault>> {
    Record::read(fields, &|slug| slug == "a" || slug == "kota")
}

/// Text as people type it, with everything that files and forms could trip over.
fn text() -> impl Strategy<Value = String> {
    "[a-zA-Z0-9 ,\"'<>&=+@;|:é\n\t-]{0,30}".prop_map(|text| text.trim().to_owned())
}

proptest! {
    #[test]
    fn what_a_record_says_of_itself_makes_it_again(id in "[a-z]{1,9}( [<&\";]{1,3}[a-z])?", free in text(), en in text()) {
        let mut service = service("s", "a");
        service.name = crate::language::Bilingual::new(id.clone(), id);
        service.standard.requirements.id = "x|y".to_owned();
        service.standard.procedure.id = "x".to_owned();
        service.standard.cost = crate::language::Bilingual::new("Gratis", en);
        service.standard.product.id = "x".to_owned();
        service.internal.legal_basis = free;
        service.former_units = vec![(slug("kota"), "2025-12-31".parse().expect("a date"))];
        service.validity.until = "2026-12-31".parse().ok();
        let record = Record::Service(service);
        prop_assert_eq!(read(&record.fields()), Ok(record.clone()));
        let snapshot = record.fields().snapshot();
        prop_assert!(record.fields().iter().all(|(field, text)| snapshot.get(field) == text));
    }
}

#[test]
fn units_and_counters_make_themselves_again() {
    let mut unit = unit("a", Some("kota"));
    unit.predecessors = vec![slug("kota")];
    unit.former_parents = vec![(slug("kota"), "2025-12-31".parse().expect("a date"))];
    unit.aliases = vec!["satu".to_owned(), "dua".to_owned()];
    unit.head = "Kepala contoh".to_owned();
    unit.opening = "senin-jumat 08:00-15:00".to_owned();
    unit.pledge = crate::language::Bilingual::new("Kami\nsanggup", "We\npledge");
    let record = Record::Unit(unit);
    assert_eq!(read(&record.fields()), Ok(record));
    let counter = register().record(RecordKind::Counter, "a/Loket 1");
    let counter = counter.expect("a counter");
    assert_eq!(read(&counter.fields()), Ok(counter));
}

#[test]
fn changes_name_new_records_and_the_fields_of_changed_ones() {
    let before = register();
    let mut renamed = unit("a", Some("kota"));
    renamed.name.id = "Dinas A".to_owned();
    renamed.head = "Kepala contoh".to_owned();
    let new = service("t", "a");
    let after = before
        .with([Record::Unit(renamed), Record::Service(new)])
        .expect("consistent");
    let changes = changes(&before, &after);
    assert_eq!(changes.len(), 2);
    assert_eq!(changes[0].fields(), ["nama", "kepala"]);
    assert_eq!(changes[1].before, None);
    assert!(changes[1].fields().contains(&"slug"));
    assert!(super::changes(&before, &before).is_empty());
}

#[test]
fn a_register_with_a_record_is_checked_like_any_other() {
    let lost = unit("a", None);
    assert_eq!(
        register().with([Record::Unit(lost)]),
        Err(Inconsistent::Roots(vec![slug("a"), slug("kota")]))
    );
    let mut retired = register().counters().next().expect("a counter").clone();
    retired.validity.until = "2026-01-31".parse().ok();
    let after = register().with([Record::Counter(retired.clone())]);
    let after = after.expect("consistent");
    assert_eq!(after.counters().collect::<Vec<_>>(), [&retired]);
    let both = Register::new(
        after.units().cloned().collect(),
        vec![],
        vec![retired, register().counters().next().expect("one").clone()],
    );
    assert!(matches!(both, Err(Inconsistent::CounterTwice { .. })));
}

#[test]
fn the_hash_tells_every_change_and_the_public_register_holds_nothing_internal() {
    let before = register();
    let mut changed = service("s", "a");
    changed.internal.competence = "D3".to_owned();
    let after = before.with([Record::Service(changed)]).expect("consistent");
    assert_ne!(before.digest(), after.digest());
    assert_eq!(after.clone().without_internal(), before);
}
