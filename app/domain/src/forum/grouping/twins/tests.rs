use proptest::prelude::*;

use super::*;

fn point(text: &str) -> PointText {
    PointText::parse(text).expect("a point")
}

/// Which of these a text says again.
fn twin(earlier: &[&str], text: &str) -> Option<usize> {
    let points: Vec<_> = earlier.iter().map(|text| point(text)).collect();
    let earlier = points.iter().enumerate();
    let earlier = earlier.map(|(key, text)| Earlier { key, text });
    Twins::among(earlier.rev()).of(&point(text))
}

#[test]
fn the_same_in_other_spelling_and_order_is_a_twin() {
    let earlier = [
        "Toilet bau",
        "Kursi ruang tunggu kurang, banyak yang berdiri",
    ];
    assert_eq!(
        twin(
            &earlier,
            "banyak yg berdiri, kursinya kurang di ruang tunggu"
        ),
        Some(1)
    );
    assert_eq!(twin(&earlier, "kursi patah di ruang rapat"), None);
    assert_eq!(twin(&earlier, "TOILET BAU!!"), Some(0));
}

#[test]
fn short_texts_have_only_exact_twins() {
    let earlier = ["Setuju", "ya", "setuju sekali pak", "👍"];
    assert_eq!(twin(&earlier, "setuju."), Some(0));
    assert_eq!(twin(&earlier, "ya"), Some(1));
    assert_eq!(twin(&earlier, "iya"), None);
    assert_eq!(twin(&earlier, "setuju sekali bu"), None);
    assert_eq!(twin(&earlier, "👍"), Some(3));
    assert_eq!(twin(&earlier, "👎"), None);
}

#[test]
fn the_nearest_is_offered_and_of_equal_ones_the_first() {
    let far = "antrean loket pendaftaran terlalu panjang sekali pagi";
    let near = "antrean loket pendaftaran terlalu panjang";
    let asked = "Antrean di loket pendaftaran selalu terlalu panjang";
    assert_eq!(twin(&[far, near], asked), Some(1));
    assert_eq!(twin(&[far, near, near], asked), Some(1));
    assert_eq!(twin(&[near, asked], asked), Some(1));
}

fn text() -> impl Strategy<Value = PointText> {
    let word = prop::sample::select(vec![
        "antrean",
        "antri",
        "loket",
        "panjang",
        "lama",
        "yg",
        "ri\u{301}",
        "שלום",
        "2",
    ]);
    let words = prop::collection::vec(word, 1..7).prop_map(|words| words.join(" "));
    let any = prop_oneof![4 => words, 1 => "\\PC{1,40}", 1 => "[ab]{400,500}"];
    any.prop_filter_map("a point", |text| PointText::parse(&text).ok())
}

proptest! {
    #[test]
    fn whoever_says_what_another_says_is_said_again_by_it(a in text(), b in text()) {
        let again = |earlier: &PointText, text: &PointText| {
            Twins::among([Earlier { key: (), text: earlier }]).of(text).is_some()
        };
        prop_assert!(again(&a, &a));
        prop_assert_eq!(again(&a, &b), again(&b, &a));
    }
}
