use proptest::prelude::*;

use super::*;

fn point(text: &str) -> PointText {
    PointText::parse(text).expect("a point")
}

fn theme(key: u32, names: &[&str]) -> Theme<u32> {
    Theme {
        key,
        names: names.iter().map(ToString::to_string).collect(),
    }
}

fn themes() -> Vec<Theme<u32>> {
    vec![
        theme(1, &["Antrean", "waktu tunggu"]),
        theme(2, &["Sikap petugas"]),
        theme(3, &["Parkir"]),
        theme(4, &["Biaya", "pungutan"]),
        theme(5, &[]),
    ]
}

fn learn(decided: &[(PointText, u32)]) -> Grouping<u32> {
    let decided = decided.iter();
    Grouping::learn(
        themes(),
        decided.map(|(text, theme)| Decided {
            text,
            theme: *theme,
        }),
    )
}

fn suggested(grouping: &Grouping<u32>, text: &str) -> Vec<(u32, String)> {
    let suggestions = grouping.suggest(&point(text)).into_iter();
    let suggested = suggestions.map(|found| (found.theme, found.words.join(" ")));
    suggested.collect()
}

#[test]
fn themes_are_known_by_their_names_before_anything_is_decided() {
    let grouping = learn(&[]);
    assert_eq!(
        suggested(&grouping, "Biayanya mahal, antrian panjang"),
        [(4, "Biayanya".to_owned()), (1, "antrian".to_owned())]
    );
    assert_eq!(suggested(&grouping, "tangga terlalu curam"), []);
    assert_eq!(suggested(&grouping, "ya, sudah"), []);
}

#[test]
fn a_decision_teaches_words_that_no_name_has() {
    let before = learn(&[]);
    assert_eq!(suggested(&before, "bentakan lagi"), []);
    let after = learn(&[(point("Saya dibentak"), 2)]);
    assert_eq!(suggested(&after, "bentak!"), [(2, "bentak".to_owned())]);
}

#[test]
fn decisions_weigh_more_than_names() {
    let decided = [(point("parkir"), 5)];
    let suggestions = suggested(&learn(&decided), "PARKIR");
    let parking = || "PARKIR".to_owned();
    assert_eq!(suggestions, [(5, parking()), (3, parking())]);
}

#[test]
fn of_equally_likely_themes_the_first_by_key_is_first_and_three_are_offered() {
    let decided: Vec<_> = [5, 4, 2, 1].map(|key| (point("mushalla"), key)).into();
    let same = |key, name| theme(key, &[name]);
    let themes = [5, 4, 2, 1].map(|key| same(key, "ruang"));
    let grouping = Grouping::learn(
        themes,
        decided.iter().map(|(text, theme)| Decided {
            text,
            theme: *theme,
        }),
    );
    let found = suggested(&grouping, "mushalla");
    let keys: Vec<_> = found.iter().map(|(key, _)| *key).collect();
    assert_eq!(keys, [1, 2, 4]);
}

#[test]
fn decisions_for_themes_that_are_no_more_tell_nothing() {
    let grouping = learn(&[(point("mushalla"), 99)]);
    assert_eq!(suggested(&grouping, "mushalla"), []);
}

/// Texts of few words, so that they share some, and hostile ones.
fn text() -> impl Strategy<Value = PointText> {
    let word = prop::sample::select(vec![
        "antre",
        "antrean",
        "parkir",
        "petugas",
        "judes",
        "yg",
        "lamaaa",
        "beda2",
        "ri\u{301}",
        "שלום",
        "ﬁ½",
    ]);
    let words = prop::collection::vec(word, 1..6).prop_map(|words| words.join(" "));
    let any = prop_oneof![4 => words, 1 => "\\PC{1,40}", 1 => "[ab]{400,500}"];
    any.prop_filter_map("a point", |text| PointText::parse(&text).ok())
}

fn decisions() -> impl Strategy<Value = Vec<(PointText, u32)>> {
    prop::collection::vec((text(), 0u32..7), 0..12)
}

proptest! {
    #[test]
    fn the_order_of_decisions_and_themes_tells_nothing(
        (decided, shuffled) in decisions().prop_flat_map(|decided| {
            (Just(decided.clone()), Just(decided).prop_shuffle())
        }),
        asked in text(),
    ) {
        let reversed = shuffled.iter().map(|(text, theme)| Decided { text, theme: *theme });
        let other = Grouping::learn(themes().into_iter().rev(), reversed);
        prop_assert_eq!(learn(&decided).suggest(&asked), other.suggest(&asked));
    }

    #[test]
    fn a_decision_never_lowers_the_rank_of_its_theme_for_the_same_text(
        decided in decisions(), asked in text(), key in 1u32..=5,
    ) {
        let rank = |grouping: &Grouping<u32>| {
            let suggestions = grouping.suggest(&asked);
            let place = suggestions.iter().position(|found| found.theme == key);
            place.unwrap_or(MOST_SUGGESTIONS)
        };
        let before = rank(&learn(&decided));
        let mut more = decided;
        more.push((asked.clone(), key));
        prop_assert!(rank(&learn(&more)) <= before);
    }

    #[test]
    fn few_themes_are_offered_each_with_words_of_the_text(
        decided in decisions(), asked in text(),
    ) {
        let suggestions = learn(&decided).suggest(&asked);
        prop_assert!(suggestions.len() <= MOST_SUGGESTIONS);
        for found in suggestions {
            prop_assert!((1..=MOST_WORDS).contains(&found.words.len()));
            for word in found.words {
                prop_assert!(!word.is_empty() && asked.as_str().contains(&word));
            }
        }
    }
}
