use proptest::prelude::*;

use super::*;
use crate::grade::decimal;
use crate::rating::Score;

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
    let tally = tally(&IKM_6);
    let sums: Vec<_> = Element::SKM
        .iter()
        .map(|element| tally.score_sum(*element))
        .collect();
    assert_eq!(sums, [16, 16, 13, 20, 17, 17, 18, 15, 18]);
    assert_eq!(tally.nrr(Element::Time), Some(2.6));
    let index = tally.index().expect("complete answers");
    assert_eq!((index.hundredths, index.grade), (8333, Grade::B));
    assert!((index.value - 250.0 / 3.0).abs() < 1e-12);
    assert_eq!(tally.index_with_printed_weight(), Some(8250));
}

#[test]
fn ikm_7_and_8_the_ends_of_the_scale() {
    let best = tally(&[[4; 9], [4; 9]]);
    let index = best.index().expect("complete answers");
    assert_eq!((index.hundredths, index.grade), (10_000, Grade::A));
    assert_eq!(best.index_with_printed_weight(), Some(9900));
    let worst = tally(&[[1; 9]]).index().expect("complete answers");
    assert_eq!(
        (worst.hundredths, worst.grade, worst.interval),
        (2500, Grade::D, None)
    );
}

#[test]
fn ikm_9_nobody_has_no_index() {
    assert_eq!(Tally::empty(Instrument::Skm).index(), None);
    assert_eq!(Tally::empty(Instrument::Skm).nrr(Element::Cost), None);
}

#[test]
fn an_element_that_nobody_answered_gives_no_index() {
    assert_eq!(tally(&[[4, 4, 4, 0, 4, 4, 4, 4, 4]]).index(), None);
}

#[test]
fn unanswered_elements_count_only_for_their_own_n() {
    let tally = tally(&[[4, 4, 4, 4, 4, 4, 4, 4, 4], [2, 0, 0, 0, 0, 0, 0, 0, 0]]);
    assert_eq!(tally.nrr(Element::Requirements), Some(3.0));
    assert_eq!(
        (
            tally.answered(Element::Requirements),
            tally.answered(Element::Cost)
        ),
        (2, 1)
    );
    let index = tally.index().expect("every element is answered");
    assert!((index.value - (3.0 + 8.0 * 4.0) / 9.0 * 25.0).abs() < 1e-9);
}

#[test]
fn the_interval_is_the_textbook_one_for_complete_answers() {
    let index = tally(&IKM_6).index().expect("complete answers");
    let interval = index.interval.expect("five respondents");
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
    let index = tally.index().expect("an answered question");
    assert_eq!(index.hundredths, 7500);
    assert_eq!(tally.index_with_printed_weight(), None);
}

/// A small generator with a fixed seed, so that the simulation below gives the same result everywhere.
struct Lcg(u64);

impl Lcg {
    fn step(&mut self) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        self.0 >> 11
    }

    fn uniform(&mut self) -> f64 {
        self.step() as f64 / (1u64 << 53) as f64
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        let place = self.step() % from.len() as u64;
        from[usize::try_from(place).expect("below the length")]
    }
}

/// Answers of a person whose general satisfaction moves all nine elements, as in real surveys.
fn simulated(random: &mut Lcg, missing: f64) -> [u8; 9] {
    let mood = random.uniform() + random.uniform() - 1.0;
    let mut row = [0; 9];
    for (place, score) in row.iter_mut().enumerate() {
        let level = 3.0 + 0.05 * place as f64 + 0.7 * mood + 1.2 * (random.uniform() - 0.5);
        let answered = random.uniform() >= missing;
        *score = match level {
            _ if !answered => 0,
            ..1.5 => 1,
            1.5..2.5 => 2,
            2.5..3.5 => 3,
            _ => 4,
        };
    }
    if row == [0; 9] { [3; 9] } else { row }
}

#[test]
fn the_interval_covers_the_truth_about_95_times_in_100() {
    for missing in [0.0, 0.1] {
        let mut random = Lcg(42);
        let population: Vec<_> = (0..20_000)
            .map(|_| simulated(&mut random, missing))
            .collect();
        let truth = tally(&population).index().expect("answers").value;
        let covered = (0..2000)
            .filter(|_| {
                let sample: Vec<_> = (0..30).map(|_| random.pick(&population)).collect();
                let interval = tally(&sample)
                    .index()
                    .and_then(|index| index.interval)
                    .expect("30 respondents");
                (interval.low..=interval.high).contains(&truth)
            })
            .count();
        assert!(
            (1860..=1940).contains(&covered),
            "{covered} of 2000 with {missing} missing"
        );
    }
}

fn rows() -> impl Strategy<Value = Vec<[u8; 9]>> {
    prop::collection::vec(prop::array::uniform9(1u8..=4), 1..40)
}

proptest! {
    #[test]
    fn order_and_grouping_do_not_matter(rows in rows(), cut in 0usize..40) {
        let cut = cut.min(rows.len());
        let mut merged = tally(&rows[cut..]);
        merged.merge(&tally(&rows[..cut]));
        let mut reversed = rows.clone();
        reversed.reverse();
        prop_assert_eq!(&merged, &tally(&rows));
        prop_assert_eq!(&merged, &tally(&reversed));
    }

    #[test]
    fn the_index_stays_on_the_scale_and_inside_its_interval(rows in rows()) {
        let index = tally(&rows).index().expect("complete answers");
        prop_assert!((25.0..=100.0).contains(&index.value));
        if let Some(interval) = index.interval {
            prop_assert!(25.0 <= interval.low && interval.low <= index.value + 1e-9);
            prop_assert!(index.value - 1e-9 <= interval.high && interval.high <= 100.0);
        }
    }

    #[test]
    fn the_quick_rounding_agrees_with_exact_fractions(rows in prop::collection::vec(prop::array::uniform9(0u8..=4), 1..40)) {
        let mut tally = Tally::empty(Instrument::Skm);
        for row in rows.iter().filter(|row| row.iter().any(|score| *score > 0)) {
            tally.add(&answers(*row));
        }
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
        let once = tally(&rows);
        let mut twice = once.clone();
        twice.merge(&once);
        let (once, twice) = (once.index().expect("answers"), twice.index().expect("answers"));
        prop_assert_eq!(once.value.to_bits(), twice.value.to_bits());
        if let (Some(wide), Some(narrow)) = (once.interval, twice.interval) {
            prop_assert!(narrow.high - narrow.low <= wide.high - wide.low + 1e-9);
        }
    }
}
