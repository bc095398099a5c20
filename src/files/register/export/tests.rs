use std::sync::LazyLock;

use domain::language::Bilingual;
use domain::register::Register;
use domain::slug::Slug;
use proptest::prelude::*;

use super::super::{RegisterFiles, read, read_onto, read_table};
use super::*;

fn demo() -> Register {
    read(&RegisterFiles {
        units: include_bytes!("../../../demo/city/units.csv").to_vec(),
        services: include_bytes!("../../../demo/city/services.csv").to_vec(),
        counters: include_bytes!("../../../demo/city/counters.csv").to_vec(),
        transfers: include_bytes!("../../../demo/city/transfers.csv").to_vec(),
    })
    .expect("the demo city")
}

fn exported(register: &Register) -> RegisterFiles {
    let table = |kind| table(kind, &register.records(kind)).into_bytes();
    RegisterFiles {
        units: table(RecordKind::Unit),
        services: table(RecordKind::Service),
        counters: table(RecordKind::Counter),
        transfers: Vec::new(),
    }
}

#[test]
fn the_demo_city_comes_back_as_it_went() {
    assert_eq!(read(&exported(&demo())), Ok(demo()));
    for kind in RecordKind::ALL {
        let records = demo().records(*kind);
        let file = table(*kind, &records);
        assert_eq!(read_table(file.as_bytes(), &demo()), Ok((*kind, records)));
    }
}

/// Text as people type it, with everything over which a file or a spreadsheet could trip.
fn text() -> impl Strategy<Value = String> {
    "['=+@-]{0,2}[a-z0-9 ,;|:\"'=\n\té<>&]{0,20}".prop_map(|text| text.trim().to_owned())
}

static DEMO: LazyLock<Register> = LazyLock::new(demo);

proptest! {
    #[test]
    fn what_is_exported_reads_back(name in text(), note in text(), head in "['=+@-]{0,2}[a-z0-9 ,;\"]{0,9}") {
        let mut unit = DEMO.root().expect("the city").clone();
        unit.head = domain::grammar::line(&head, 200).expect("a line");
        unit.pledge = Bilingual::new(name.clone(), note.clone());
        let mut service = DEMO.services().next().expect("a service").clone();
        service.unit = unit.slug.clone();
        service.standard.cost = Bilingual::new(format!("x{name}"), note.clone());
        service.internal.evaluation = note;
        service.internal.safety = name;
        let register = Register::new(vec![unit], vec![service], vec![]).expect("consistent");
        prop_assert_eq!(read(&exported(&register)), Ok(register));
    }
}

#[test]
fn a_file_without_the_newer_columns_leaves_them_as_they_are() {
    let slug: Slug = "disdukcapil".parse().expect("a slug");
    let mut unit = demo().unit(&slug).expect("a unit").clone();
    unit.head = "Kepala contoh".to_owned();
    let before = demo().with([Record::Unit(unit)]).expect("consistent");
    let first = RecordKind::Unit
        .fields()
        .iter()
        .filter(|field| !field.later);
    let header: Vec<_> = first.map(|field| field.key).collect();
    let header = header.join(",");
    let old = format!("{header}\ndisdukcapil,Nama baru,,,,dinas,bukittinggi,,,\n");
    let (_, records) = read_table(old.as_bytes(), &before).expect("readable");
    let fields = records[0].fields();
    assert_eq!(
        (fields.get("nama"), fields.get("kepala")),
        ("Nama baru", "Kepala contoh")
    );
    let partly =
        format!("{header},maklumat\ndisdukcapil,Nama,,,,dinas,bukittinggi,,,,Kami sanggup\n");
    let (_, records) = read_table(partly.as_bytes(), &before).expect("readable");
    let fields = records[0].fields();
    assert_eq!(
        (fields.get("maklumat"), fields.get("kepala")),
        ("Kami sanggup", "Kepala contoh")
    );
    let files = RegisterFiles {
        units: old.into_bytes(),
        ..exported(&before)
    };
    let after = read_onto(&files, &before).expect("a register");
    assert_eq!(after.units().count(), before.units().count());
}

#[test]
fn a_file_of_no_kind_is_told_which_there_are() {
    for wrong in ["", "slug,name\n", "slug,nama\n", "unit,nama,kepala\n"] {
        let error = read_table(wrong.as_bytes(), &demo()).expect_err("no kind");
        assert!(
            error.to_string().contains("unit,nama,berlaku_mulai"),
            "{error}"
        );
    }
}
