use super::*;

fn unit(fields: &[(&str, &str)]) -> Fields {
    let fields = fields.iter();
    fields.fold(
        Fields::empty(RecordKind::Unit)
            .with("slug", "a")
            .with("nama", "A")
            .with("jenis", "dinas"),
        |all, (field, text)| all.with(field, text),
    )
}

fn faults(fields: &Fields) -> Vec<(&'static str, Expected)> {
    let faults = Record::read(fields, &|slug| slug == "kota").expect_err("faults");
    faults
        .into_iter()
        .map(|fault| (fault.field, fault.expected))
        .collect()
}

#[test]
fn every_fault_is_told_at_once_and_each_field_once() {
    let all = unit(&[
        ("slug", "A b"),
        ("nama", ""),
        ("jenis", "kantor"),
        ("induk", "lain"),
        ("berlaku_mulai", "2026-1-1"),
        ("pendahulu", "kota; lain"),
        ("kepala", "a\u{7}"),
        ("maklumat", &"x".repeat(8001)),
    ]);
    assert_eq!(
        faults(&all),
        [
            ("slug", Expected::Slug),
            ("nama", Expected::Text),
            ("jenis", Expected::Choice(UnitKind::CODES)),
            ("induk", Expected::Unit),
            ("berlaku_mulai", Expected::Date),
            ("pendahulu", Expected::Units),
            ("kepala", Expected::Plain),
            ("maklumat", Expected::Shorter(8000)),
        ]
    );
}

#[test]
fn no_record_takes_the_name_of_an_address() {
    assert_eq!(
        faults(&unit(&[("slug", "baru")])),
        [("slug", Expected::Slug)]
    );
}

#[test]
fn a_record_does_not_end_before_it_begins() {
    let days = [
        ("berlaku_mulai", "2026-02-01"),
        ("berlaku_sampai", "2026-01-31"),
    ];
    assert_eq!(
        faults(&unit(&days)),
        [("berlaku_sampai", Expected::NotBefore("berlaku_mulai"))]
    );
}

#[test]
fn former_units_stand_in_the_order_of_their_days() {
    let is_unit = |slug: &str| slug == "a" || slug == "b";
    let read = |text: &str| {
        former_units(
            text.split(';')
                .map(str::trim)
                .filter(|item| !item.is_empty()),
            Known::units(&is_unit),
        )
    };
    let former = read("b:2025-12-31; a:2024-06-30;").expect("two units");
    assert_eq!(former[0].0.as_str(), "a");
    for wrong in ["a", "a:2025", "c:2025-12-31", "a:2025-12-31;b:2025-12-31"] {
        assert_eq!(read(wrong), None, "{wrong}");
    }
}

#[test]
fn texts_that_show_nothing_or_something_else_are_refused() {
    for (text, expected) in [
        ("\u{200b}", Expected::Seen),
        ("a\u{202e}b", Expected::Plain),
        ("a\0", Expected::Plain),
    ] {
        for field in ["nama", "maklumat_en"] {
            assert_eq!(faults(&unit(&[(field, text)])), [(field, expected)]);
        }
    }
}
