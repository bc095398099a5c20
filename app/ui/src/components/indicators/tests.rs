use domain::accountability::{SealedCorrection, SealedRealisation, histories};
use domain::indicator::{Direction, Target};
use domain::language::Bilingual;
use domain::realisation::{Correction, Entry};
use domain::reporting::Frequency;

use super::*;

const HOSTILE: &str = "</td></title><script>alert('1')</script>\" onclick=\"x";

fn given(value: &str) -> Entry {
    Entry::Given {
        value: value.parse().expect("a number"),
        evidence: "https://contoh.example/\"><script>".parse().ok(),
    }
}

fn sealed(period: &str, realisation: Realisation) -> SealedRealisation {
    let hostile = || Bilingual::new(HOSTILE, HOSTILE);
    SealedRealisation {
        indicator: Indicator {
            slug: "akta".parse().expect("a slug"),
            unit: "capil".parse().expect("a slug"),
            name: hostile(),
            definition: hostile(),
            measure: hostile(),
            direction: Direction::Higher,
            frequency: Frequency::Quarter,
            source: hostile(),
            owner: hostile(),
        },
        period: period.parse().expect("a period"),
        target: Some(Target::at("80".parse().expect("a number"))),
        realisation,
    }
}

fn page(language: Language) -> String {
    let sealed = [
        sealed("2026-Q1", given("100").into()),
        sealed("2026-Q2", Realisation::NotProvided),
        sealed("2026-Q3", Realisation::NotApplicable),
        sealed("2026-Q4", Realisation::NotYetDue),
    ];
    let correction = SealedCorrection {
        unit: "capil".parse().expect("a slug"),
        indicator: "akta".parse().expect("a slug"),
        period: "2026-Q1".parse().expect("a period"),
        correction: Correction::new(given("90").into(), given("100"), HOSTILE).expect("a change"),
    };
    let histories = histories(&sealed, &[correction]);
    let cap = Some(Percent::from(120));
    let view = || view! { <Indicators language histories cap /> };
    Owner::new().with(|| view().into_view().to_html())
}

#[test]
fn hostile_texts_are_shown_as_texts() {
    let html = page(Language::Indonesian);
    assert!(html.contains("&lt;script&gt;"));
    assert!(!html.contains("<script"));
    let labels = html.split("aria-label=\"").skip(1);
    let labels: Vec<_> = labels.filter_map(|rest| rest.split('"').next()).collect();
    assert!(
        labels
            .iter()
            .any(|label| label.contains("&quot; onclick=&quot;x"))
    );
}

#[test]
fn what_is_missing_is_said_in_words() {
    for (language, words) in [
        (
            Language::Indonesian,
            ["tidak disampaikan", "tidak berlaku", "belum jatuh tempo"],
        ),
        (
            Language::English,
            ["not provided", "not applicable", "not yet due"],
        ),
    ] {
        let html = page(language);
        for word in words {
            assert!(html.contains(word), "{word}");
        }
    }
}

#[test]
fn capped_achievements_keep_the_raw_one_beside_them() {
    let html = page(Language::Indonesian);
    assert!(html.contains("120,00 %") && html.contains("125,00 %"));
    assert!(html.contains("Sangat baik") && html.contains(AchievementBand::ACCORDING_TO));
    assert!(html.contains("Dikoreksi: sebelumnya 90"));
    assert!(html.contains("pada 1 dari 1 periode"));
}

#[test]
fn what_earlier_releases_said_otherwise_is_told() {
    let promised = SealedRealisation {
        target: Some(Target::at("95".parse().expect("a number"))),
        ..sealed("2026-Q1", Realisation::NotYetDue)
    };
    let statements = [
        promised,
        sealed("2026-Q1", Realisation::NotProvided),
        sealed("2026-Q1", given("100").into()),
    ];
    let language = Language::English;
    let html = Owner::new().with(|| {
        let view = view! { <Indicators language histories=histories(&statements, &[]) /> };
        view.into_view().to_html()
    });
    assert!(html.contains("Promised before: 95"));
    assert!(html.contains("Given late"));
}

#[test]
fn a_unit_without_indicators_has_no_section() {
    let language = Language::English;
    let html = Owner::new().with(|| {
        let view = view! { <Indicators language histories=vec![] /> };
        view.into_view().to_html()
    });
    assert!(!html.contains("<section"));
}
