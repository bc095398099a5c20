use chrono::NaiveDate;
use domain::indicator::{Direction, INDICATOR, Target};
use domain::language::Bilingual;
use domain::quantity::Quantity;
use domain::realisation::{Entry, REPORT};
use proptest::prelude::*;

use super::*;

fn slug(text: &str) -> Slug {
    text.parse().expect("a slug")
}

fn known() -> Known {
    Known {
        units: [slug("capil")].into(),
        indicators: [
            (slug("akta"), (slug("capil"), Frequency::Quarter)),
            (slug("kia"), (slug("rsud"), Frequency::Month)),
        ]
        .into(),
        begun: BTreeSet::new(),
        elsewhere: [slug("milik-lain")].into(),
        sealed: vec![],
        confirmed: vec![],
    }
}

/// The bad cells as `row column`.
fn bad<T: std::fmt::Debug>(result: Result<T, Unreadable>) -> Vec<String> {
    match result {
        Err(Unreadable::BadCells(cells)) => cells
            .iter()
            .map(|cell| format!("{} {}", cell.row, cell.column))
            .collect(),
        other => panic!("bad cells expected, not {other:?}"),
    }
}

fn reports(rows: &str) -> Result<Vec<Report>, Unreadable> {
    let header = Columns::of(&[], REPORT).names.join(",");
    let text = format!("{header}\n{rows}");
    read_reports(text.as_bytes(), &known())
}

#[test]
fn every_bad_cell_is_named() {
    let text = format!(
        "{}\nA,lain,,,D,,%,,x,bulan,S,,P,,2026-02-01,2026-01-01\nbaru,capil,N,,D,,%,,naik,bulan,S,,P,,,\n\
         kia,capil,N,,D,,%,,naik,bulan,S,,P,,,\n",
        Columns::of(&[], INDICATOR).names.join(",")
    );
    assert_eq!(
        bad(read_indicators(text.as_bytes(), &known())),
        [
            "2 slug",
            "2 unit",
            "2 nama",
            "2 arah",
            "2 berlaku_sampai",
            "3 slug",
            "4 unit"
        ]
    );
    assert_eq!(
        bad(reports(
            "lain,2026-Q1,,,,,,\nakta,2026-10,x,7,,,,\nakta,2026-Q1,8,7,ya,,ftp://a,\nakta,2026-Q1,,,tidak,5,,\nakta,2026-Q2,,,,5,,\n"
        )),
        [
            "2 indikator",
            "3 periode",
            "3 target",
            "4 target_sampai",
            "4 bukti",
            "4 realisasi",
            "5 realisasi",
            "5 periode",
            "6 berlaku"
        ]
    );
}

#[test]
fn what_is_sealed_can_be_repeated_but_not_changed() {
    let sealed = reports("akta,2026-Q1,80,,ya,\"88,5\",,\n").expect("readable");
    let known = Known {
        sealed: sealed.clone(),
        ..known()
    };
    let again = write_reports(&sealed);
    assert_eq!(read_reports(again.as_bytes(), &known), Ok(sealed));
    let changed = again.replace("88.5", "88.6").replace(",80,", ",81,");
    assert_eq!(
        bad(read_reports(changed.as_bytes(), &known)),
        ["2 target", "2 realisasi"]
    );
    let noted = write_reports(known.sealed.iter()).replace(",\r\n", ",Catatan\r\n");
    assert_eq!(bad(read_reports(noted.as_bytes(), &known)), ["2 catatan"]);
}

/// A file of definitions with one that is right but for some cells.
fn definition(slug: &str, unit: &str, frequency: &str) -> String {
    let row = format!("{slug},{unit},N,,D,,%,,naik,{frequency},S,,P,,,");
    format!("{}\n{row}\n", Columns::of(&[], INDICATOR).names.join(","))
}

#[test]
fn what_cannot_change_of_an_indicator_is_told_by_its_cell() {
    let begun = Known {
        begun: [slug("akta")].into(),
        ..known()
    };
    for (slug, unit, frequency, cell) in [
        ("milik-lain", "capil", "bulan", "2 slug"),
        ("kia", "capil", "bulan", "2 unit"),
        ("akta", "capil", "bulan", "2 frekuensi"),
    ] {
        let file = definition(slug, unit, frequency);
        let found = bad(read_indicators(file.as_bytes(), &begun));
        assert_eq!(found, [cell], "{slug}");
    }
    let file = definition("akta", "capil", "bulan");
    assert!(read_indicators(file.as_bytes(), &known()).is_ok());
}

#[test]
fn a_target_beside_which_a_result_was_confirmed_stays() {
    let confirmed = reports("akta,2026-Q1,80,,ya,\"88,5\",,\n").expect("readable");
    let known = Known {
        confirmed: confirmed.clone(),
        ..known()
    };
    let file = write_reports(&confirmed);
    let entered_anew = file.replace("88.5", "88.6");
    assert!(read_reports(entered_anew.as_bytes(), &known).is_ok());
    let changed = file.replace(",80,", ",81,");
    assert_eq!(bad(read_reports(changed.as_bytes(), &known)), ["2 target"]);
}

#[test]
fn texts_are_at_most_as_long_as_the_forms_take_them() {
    let definition = |length: usize| {
        let long = "é".repeat(length);
        let row = format!("baru-1,capil,{long},{long},D,,%,,naik,bulan,S,,P,,,");
        let file = format!("{}\n{row}\n", Columns::of(&[], INDICATOR).names.join(","));
        read_indicators(file.as_bytes(), &known())
    };
    assert!(definition(1000).is_ok());
    let too_long = definition(1001);
    let told = too_long.as_ref().map_err(ToString::to_string);
    assert!(told.is_err_and(|told| { told.ends_with("seharusnya paling banyak 1.000 karakter") }));
    assert_eq!(bad(too_long), ["2 nama", "2 nama_en"]);

    let noted =
        |length: usize| reports(&format!("akta,2026-Q1,,,tidak,,,{}\n", "é".repeat(length)));
    let most = desk::forms::realisation_form::LONGEST_TEXT;
    assert!(noted(most).is_ok());
    assert_eq!(bad(noted(most + 1)), ["2 catatan"]);
}

fn text() -> impl Strategy<Value = String> {
    "[a-zA-Z0-9é,;\"'=|%-]([a-z \n\",;]{0,8}[a-z\"])?"
}

fn bilingual() -> impl Strategy<Value = Bilingual> {
    (text(), prop_oneof![Just(String::new()), text()]).prop_map(|(id, en)| Bilingual::new(id, en))
}

fn quantity() -> impl Strategy<Value = Quantity> {
    (-99_999..99_999_i32, 0..=6_usize).prop_map(|(whole, decimals)| {
        let digits = "1234567";
        // Three decimals after up to three digits can be read in two ways, so nobody can have typed them.
        let decimals = if decimals == 3 { 4 } else { decimals };
        let mark = if decimals > 0 { "," } else { "" };
        let typed = format!("{whole}{mark}{}", &digits[..decimals]);
        typed.parse().expect("a number")
    })
}

fn indicator_strategy() -> impl Strategy<Value = (Indicator, Validity)> {
    let texts = [
        bilingual(),
        bilingual(),
        bilingual(),
        bilingual(),
        bilingual(),
    ];
    let directions = prop::sample::select(Direction::ALL);
    let frequencies = prop::sample::select(Frequency::ALL);
    let day = prop::option::of(Just(NaiveDate::from_ymd_opt(2026, 10, 31).expect("a day")));
    (texts, directions, frequencies, day).prop_map(|(texts, direction, frequency, from)| {
        let [name, definition, measure, source, owner] = texts;
        let indicator = Indicator {
            slug: slug("akta"),
            unit: slug("capil"),
            name,
            definition,
            measure,
            direction,
            frequency,
            source,
            owner,
        };
        (indicator, Validity { from, until: None })
    })
}

fn report_strategy() -> impl Strategy<Value = Report> {
    let target = prop::option::of((quantity(), prop::option::of(quantity())));
    let evidence = prop::option::of(Just("https://contoh.example/a,b"));
    let given = (quantity(), evidence).prop_map(|(value, evidence)| Entry::Given {
        value,
        evidence: evidence.map(|link| link.parse().expect("an address")),
    });
    let entry = prop_oneof![given, Just(Entry::NotApplicable)];
    let note = prop_oneof![Just(String::new()), text()];
    let entry = prop::option::of((entry, note));
    (target, entry).prop_map(|(target, entry)| Report {
        indicator: slug("akta"),
        period: "2026-Q4".parse().expect("a period"),
        target: target.map(|(low, high)| {
            let high = high.filter(|high| low < *high);
            Target::new(low, high).expect("in order")
        }),
        entry,
    })
}

proptest! {
    #[test]
    fn what_is_written_reads_back((indicator, validity) in indicator_strategy(), report in report_strategy()) {
        let text = write_indicators([(&indicator, validity)]);
        let again = read_indicators(text.as_bytes(), &known());
        prop_assert_eq!(again, Ok(vec![(indicator, validity)]));
        let text = write_reports([&report]);
        prop_assert_eq!(read_reports(text.as_bytes(), &known()), Ok(vec![report]));
    }
}
