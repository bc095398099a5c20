use proptest::prelude::*;

use super::*;
use crate::grade::decimal;
use crate::rating::{Answers, Score};

fn answers(scores: [u8; 9]) -> Answers {
    Answers::new(Instrument::Skm, |element| {
        Score::new(scores[Instrument::Skm.position(element).expect("an SKM element")])
    })
    .expect("at least one answer")
}

fn tally(rows: &[[u8; 9]]) -> Tally {
    let mut tally = Tally::empty(Instrument::Skm);
    for row in rows {
        tally.add(&answers(*row));
    }
    tally
}

fn whole(rows: &[[u8; 9]]) -> Statistics {
    Statistics::whole(&tally(rows), Formula::First)
}

fn published(nrrs: &[&str], weight: &BigRational) -> u32 {
    let nrrs: Vec<_> = nrrs
        .iter()
        .map(|nrr| decimal(nrr).expect("a decimal"))
        .collect();
    hundredths(&index_value(&nrrs, weight))
}

const IKM_6: [[u8; 9]; 5] = [
    [4, 4, 3, 4, 4, 4, 4, 3, 4],
    [3, 3, 3, 4, 3, 3, 4, 3, 4],
    [3, 3, 2, 4, 3, 3, 3, 3, 3],
    [4, 3, 3, 4, 4, 4, 4, 4, 4],
    [2, 3, 2, 4, 3, 3, 3, 2, 3],
];

#[test]
fn ikm_2_a_published_report() {
    let nrrs = [
        "3.31", "3.35", "3.49", "3.93", "3.45", "3.39", "3.39", "3.76", "3.35",
    ];
    assert_eq!(published(&nrrs, &equal_weight(9)), 8728);
    assert_eq!(published(&nrrs, &decimal("0.11").expect("a decimal")), 8641);
}

#[test]
fn ikm_3_fourteen_elements_of_the_old_rule() {
    let nrrs = [
        "2.947", "3.047", "3.013", "2.993", "2.980", "3.127", "2.900", "2.800", "3.260", "3.013",
        "2.893", "2.720", "3.133", "3.153",
    ];
    assert_eq!(
        published(&nrrs, &decimal("0.071").expect("a decimal")),
        7451
    );
    assert_eq!(published(&nrrs, &equal_weight(14)), 7496);
}

#[test]
fn ikm_6_five_respondents() {
    let tally = whole(&IKM_6);
    let sums: Vec<_> = Element::SKM
        .iter()
        .map(|element| tally.element(*element).sum)
        .collect();
    assert_eq!(sums, [16, 16, 13, 20, 17, 17, 18, 15, 18]);
    assert_eq!(tally.element(Element::Time).nrr(), Some(2.6));
    let index = tally.index().expect("complete answers");
    assert_eq!((index.hundredths, index.grade), (8333, Grade::B));
    assert!((index.value - 250.0 / 3.0).abs() < 1e-12);
    assert_eq!(tally.index_with_printed_weight(), Some(8250));
}

#[test]
fn ikm_7_and_8_the_ends_of_the_scale() {
    let best = whole(&[[4; 9], [4; 9]]);
    let index = best.index().expect("complete answers");
    assert_eq!((index.hundredths, index.grade), (10_000, Grade::A));
    assert_eq!(best.index_with_printed_weight(), Some(9900));
    let worst = whole(&[[1; 9]]).index().expect("complete answers");
    assert_eq!(
        (worst.hundredths, worst.grade, worst.interval()),
        (2500, Grade::D, None)
    );
}

#[test]
fn ikm_9_nobody_has_no_index() {
    let nobody = Statistics::empty(Instrument::Skm);
    assert_eq!(nobody.index(), None);
    assert_eq!(nobody.element(Element::Cost).nrr(), None);
}

#[test]
fn an_element_that_nobody_answered_gives_no_index() {
    assert_eq!(whole(&[[4, 4, 4, 0, 4, 4, 4, 4, 4]]).index(), None);
}

#[test]
fn unanswered_elements_count_only_for_their_own_n() {
    let two = whole(&[[4, 4, 4, 4, 4, 4, 4, 4, 4], [2, 0, 0, 0, 0, 0, 0, 0, 0]]);
    let (first, cost) = (
        two.element(Element::Requirements),
        two.element(Element::Cost),
    );
    assert_eq!((first.nrr(), first.n, cost.n), (Some(3.0), 2, 1));
    let index = two.index().expect("every element is answered");
    assert!((index.value - (3.0 + 8.0 * 4.0) / 9.0 * 25.0).abs() < 1e-9);
}

#[test]
fn the_first_interval_is_the_textbook_one_for_complete_answers() {
    let index = whole(&IKM_6).index().expect("complete answers");
    let interval = index.interval().expect("five respondents");
    // Scores × 25: 34, 30, 27, 34 and 25 ninths; t with 4 degrees of freedom is 2.776445.
    let scores = [34.0, 30.0, 27.0, 34.0, 25.0].map(|total: f64| total / 9.0 * 25.0);
    let mean = scores.iter().sum::<f64>() / 5.0;
    let variance = scores
        .iter()
        .map(|score| (score - mean).powi(2))
        .sum::<f64>()
        / 4.0;
    let half = 2.776_445_105 * (variance / 5.0).sqrt();
    assert!((interval.low - (mean - half)).abs() < 1e-5, "{interval:?}");
    assert!(
        (interval.high - (mean + half).min(100.0)).abs() < 1e-5,
        "{interval:?}"
    );
}

#[test]
fn one_question_has_an_index_of_its_own() {
    let mut tally = Tally::empty(Instrument::Overall);
    for score in [4, 3, 3, 2] {
        tally.add(&Answers::new(Instrument::Overall, |_| Score::new(score)).expect("an answer"));
    }
    let whole = Statistics::whole(&tally, Formula::First);
    let index = whole.index().expect("an answered question");
    assert_eq!(index.hundredths, 7500);
    assert_eq!(whole.index_with_printed_weight(), None);
}

fn rows() -> impl Strategy<Value = Vec<[u8; 9]>> {
    prop::collection::vec(prop::array::uniform9(1u8..=4), 1..40)
}

proptest! {
    #[test]
    fn order_and_grouping_do_not_matter(rows in rows(), cut in 0usize..40) {
        let cut = cut.min(rows.len());
        let mut merged = whole(&rows[cut..]);
        merged.merge(&whole(&rows[..cut]));
        let mut reversed = rows.clone();
        reversed.reverse();
        prop_assert_eq!(&merged, &whole(&rows));
        prop_assert_eq!(&merged, &whole(&reversed));
    }

    #[test]
    fn the_index_stays_on_the_scale_and_inside_its_interval(rows in answered(), k in 2u64..12) {
        for statistics in [whole(&rows), disclosed(&rows, k)] {
            let Some(index) = statistics.index() else { continue };
            prop_assert!((25.0..=100.0).contains(&index.value));
            if let Some(interval) = index.interval() {
                prop_assert!(interval.low <= index.value + 1e-9);
                prop_assert!(index.value - 1e-9 <= interval.high);
                let shown = interval.on_the_scale();
                prop_assert!(25.0 <= shown.low && shown.high <= 100.0);
            }
        }
    }

    /// However groups are united, the dispersion is at least that of their people.
    #[test]
    fn a_union_is_never_narrower_than_the_truth(
        groups in prop::collection::vec(prop::collection::vec(prop::array::uniform9(1u8..=4), 15..30), 1..5)
    ) {
        let mut union = Statistics::empty(Instrument::Skm);
        for rows in &groups {
            union.merge(&disclosed(rows, 5));
        }
        let truth = whole(&groups.concat());
        let variance = |statistics: &Statistics| statistics.dispersion.variance();
        prop_assert!(variance(&union) >= variance(&truth));
        prop_assert_eq!(union.index().map(|index| index.hundredths), truth.index().map(|index| index.hundredths));
    }

    #[test]
    fn any_order_of_groups_gives_the_same_statistics(rows in answered(), cut in 0usize..60, k in 2u64..12) {
        let (first, second) = rows.split_at(cut.min(rows.len()));
        let united = |parts: [&[[u8; 9]]; 2]| {
            let mut union = Statistics::empty(Instrument::Skm);
            for part in parts {
                union.merge(&disclosed(part, k));
            }
            union
        };
        prop_assert_eq!(united([first, second]), united([second, first]));
    }

    /// What is told of an element, a distribution or a spread rests on as many people as the rules ask for.
    #[test]
    fn nothing_is_told_of_too_few(rows in answered(), k in 2u64..12) {
        let told = disclosed(&rows, k);
        let counted = tally(&rows);
        for element in Element::SKM {
            let (answers, all) = (told.element(element), counted.element(element));
            prop_assert!(answers == ElementSum::default() || answers == all);
            prop_assert_eq!(answers.n > 0, all.n >= 5 && all.n * 2 >= rows.len() as u64);
            let shown: u64 = told.distribution(element).iter().sum();
            prop_assert!(shown == 0 || (shown == answers.n && shown >= 3 * k && counted.is_mixed(k)));
        }
        prop_assert_eq!(Spread::of(&counted, k).is_some(), rows.len() as u64 >= 3 * k);
    }

    #[test]
    fn the_quick_rounding_agrees_with_exact_fractions(rows in prop::collection::vec(prop::array::uniform9(0u8..=4), 1..40)) {
        let rows: Vec<_> = rows.into_iter().filter(|row| *row != [0; 9]).collect();
        let tally = whole(&rows);
        if let Some(nrrs) = tally.exact_nrrs() {
            let exact = index_value(&nrrs, &equal_weight(9));
            let index = tally.index().expect("every element is answered");
            prop_assert_eq!(index.hundredths, hundredths(&exact));
            prop_assert_eq!(index.grade, Grade::of(&exact).expect("on the scale"));
            prop_assert!((index.value - exact.to_f64().expect("a number")).abs() < 1e-12);
        }
    }

    #[test]
    fn repeating_every_answer_keeps_the_index_and_narrows_the_interval(rows in rows()) {
        let twice: Vec<_> = rows.iter().chain(&rows).copied().collect();
        let first = (whole(&rows), whole(&twice));
        // The dispersion of both is published from the same number of people on.
        let second = (disclosed(&rows, 0), disclosed(&twice, 0));
        for (once, twice) in [first, second] {
            let (Some(once), Some(twice)) = (once.index(), twice.index()) else { continue };
            prop_assert_eq!(once.value.to_bits(), twice.value.to_bits());
            if let (Some(wide), Some(narrow)) = (once.interval(), twice.interval()) {
                // A spread of two digits is up to a tenth wider than the truth.
                let rounding = 1.05;
                prop_assert!(narrow.high - narrow.low <= (wide.high - wide.low) * rounding + 1e-9);
            }
        }
    }
}

/// What a seal of groups of at least `k` tells of these people.
fn disclosed(rows: &[[u8; 9]], k: u64) -> Statistics {
    Statistics::disclosed(&tally(rows), k, Background::ASSUMED)
}

/// Rows with missing answers, each with at least one answer.
fn answered() -> impl Strategy<Value = Vec<[u8; 9]>> {
    let row = prop::array::uniform9(0u8..=4).prop_filter("somebody answered", |row| *row != [0; 9]);
    prop::collection::vec(row, 1..60)
}

/// Vectors of the second interval, computed apart from this program.
#[test]
fn twenty_who_are_all_content_are_not_certain() {
    // One more person at 62.5: centre (20 · 100 + 62.5) / 21, t with 20 degrees of freedom 2.085963.
    let statistics = disclosed(&[[4; 9]; 20], 5);
    let index = statistics.index().expect("complete answers");
    let interval = index.interval().expect("twenty respondents");
    let centre = 2062.5 / 21.0;
    let half = 2.085_963_447 * (37.5f64.powi(2) * 20.0 / 21.0 / 20.0 / 21.0).sqrt();
    assert!(
        (interval.low - (centre - half)).abs() < 1e-6,
        "{interval:?}"
    );
    assert!(
        (interval.high - (centre + half)).abs() < 1e-6,
        "{interval:?}"
    );
    assert!(interval.low < 95.0 && (interval.on_the_scale().high - 100.0).abs() < 1e-9);
}

#[test]
fn a_few_among_many_who_agree_leave_no_trace_in_the_spread() {
    let with = |others: &[[u8; 9]]| tally(&[&[[4; 9]; 36][..], others].concat());
    let one_holds_all = with(&[[1; 9], [4; 9], [4; 9], [4; 9]]);
    let shared = with(&[
        [1, 1, 1, 4, 4, 4, 4, 4, 4],
        [4, 4, 4, 1, 1, 1, 4, 4, 4],
        [4, 4, 4, 4, 4, 4, 1, 1, 1],
        [4; 9],
    ]);
    // The mean is 98.125: 40 people times 1.875 times 73.125, rounded up.
    assert_eq!(Spread::of(&one_holds_all, 10), Some(Spread(5500)));
    assert_eq!(Spread::of(&one_holds_all, 10), Spread::of(&shared, 10));
    let told = |tally: &Tally| Statistics::disclosed(tally, 10, Background::ASSUMED);
    assert_eq!(told(&one_holds_all), told(&shared));
}

#[test]
fn a_small_group_borrows_the_dispersion_of_the_larger_ones() {
    let larger = [
        tally(&[[4; 9], [3; 9]].repeat(20)),
        tally(&[[4; 9], [4; 9]].repeat(20)),
    ];
    // 40 people 12.5 points from their mean give 6 250 square points, rounded up to 6 300; over 78 degrees of freedom,
    // twice, 161.5, rounded up.
    assert_eq!(Spread::of(&larger[0], 10), Some(Spread(6300)));
    assert_eq!(Spread::of(&larger[1], 10), Some(Spread(0)));
    let background = Background::pooled(&larger, 10);
    assert_eq!(background, Background(170));
    assert_eq!(background.of_people(11), Spread(1700));
    let small = tally(&[[4; 9]; 11]);
    assert_eq!(Spread::of(&small, 10), None);
    let told = Statistics::disclosed(&small, 10, background);
    let variance = told.dispersion.variance().expect("eleven people");
    assert!((variance - 170.0).abs() < 0.001, "{variance}");
    assert_eq!(Background::pooled([&small], 10), Background::ASSUMED);
}
