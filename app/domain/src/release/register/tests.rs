use super::*;
use crate::register::tests::{service, slug, unit};

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

fn register(units: Vec<Unit>) -> Register {
    let mut moved = service("s", "b");
    moved.former_units = vec![(slug("a"), day("2026-09-30"))];
    Register::new(units, vec![moved, service("t", "a")], vec![]).expect("consistent")
}

fn units() -> Vec<Unit> {
    ["a", "b"]
        .map(|name| unit(name, Some("kota")))
        .into_iter()
        .chain([unit("kota", None)])
        .collect()
}

#[test]
fn changes_are_written_and_read_back() {
    let changes = RegisterChanges::between(None, &register(units()));
    let text = serde_json::to_string(&changes).expect("texts");
    assert!(
        !text.contains("aliases") && !text.contains("null"),
        "{text}"
    );
    let read: RegisterChanges = serde_json::from_str(&text).expect("is read back");
    assert_eq!(read, changes);
}

#[test]
fn only_what_is_told_and_different_is_written_again() {
    let before = register(units());
    let first = RegisterChanges::between(None, &before);
    let told = first.after(None).expect("a register");
    let mut units = units();
    units[0].head = "Kepala baru".to_owned();
    let same = RegisterChanges::between(Some(&told), &register(units.clone()));
    assert!(same.is_empty(), "who leads a unit is not told: {same:?}");
    let again = same.after(Some(&told)).expect("a register");
    assert!(Arc::ptr_eq(&again, &told), "nothing is copied");
    units[0].name = Bilingual::new("Lain", "");
    let renamed = RegisterChanges::between(Some(&told), &register(units));
    assert_eq!((renamed.units.len(), renamed.services.len()), (1, 0));
    let then = renamed.after(Some(&told)).expect("a register");
    assert_eq!(
        then.unit(&slug("a")).map(|unit| unit.name.id.as_str()),
        Some("Lain")
    );
    assert_eq!(then.services().count(), 2);
}

#[test]
fn units_are_told_with_those_that_they_belonged_to() {
    let mut units = units();
    units[0].parent = Some(slug("b"));
    units[0].former_parents = vec![(slug("kota"), day("2026-09-30"))];
    let changes = RegisterChanges::between(None, &register(units.clone()));
    let text = serde_json::to_string(&changes).expect("texts");
    assert!(
        text.contains(r#""former_parents":[{"unit":"kota","until":"2026-09-30"}]"#),
        "{text}"
    );
    let told = changes.after(None).expect("a register");
    let above = |date: &str| {
        let then = told.on(day(date));
        then.unit(&slug("a")).and_then(|unit| unit.parent.clone())
    };
    assert_eq!(above("2026-09-30"), Some(slug("kota")));
    assert_eq!(above("2026-10-01"), Some(slug("b")));
    units[0].former_parents.clear();
    let without = RegisterChanges::between(Some(&told), &register(units));
    assert_eq!(without.units.len(), 1, "the days are told");
}

#[test]
fn a_register_of_a_day_has_services_where_they_were() {
    let told = RegisterChanges::between(None, &register(units()));
    let told = told.after(None).expect("a register");
    let at = |date: &str| {
        let register = told.on(day(date));
        let here: Vec<String> = register
            .services_of(&slug("a"))
            .map(|service| service.slug.to_string())
            .collect();
        (here, register.is_serving(&slug("b")))
    };
    assert_eq!(
        at("2026-09-30"),
        (vec!["s".to_owned(), "t".to_owned()], false)
    );
    assert_eq!(at("2026-10-01"), (vec!["t".to_owned()], true));
    assert!(Arc::ptr_eq(&told.on(day("2026-10-01")), &told));
}
