use proptest::prelude::*;

use super::*;
use crate::rating::Score;

fn tally(rows: &[[u8; 9]]) -> Tally {
    let mut tally = Tally::empty(Instrument::Skm);
    for row in rows.iter().filter(|row| **row != [0; 9]) {
        let answers = Answers::new(Instrument::Skm, |element| {
            Score::new(row[Instrument::Skm.position(element).expect("an SKM element")])
        });
        tally.add(&answers.expect("at least one answer"));
    }
    tally
}

#[test]
fn unanswered_elements_count_only_for_their_own_n() {
    let tally = tally(&[[4; 9], [2, 0, 0, 0, 0, 0, 0, 0, 0]]);
    let answers = |element| tally.element(element);
    assert_eq!(answers(Element::Requirements).nrr(), Some(3.0));
    assert_eq!(
        (answers(Element::Requirements).n, answers(Element::Cost).n),
        (2, 1)
    );
}

proptest! {
    #[test]
    fn order_and_grouping_do_not_matter(
        rows in prop::collection::vec(prop::array::uniform9(0u8..=4), 1..40),
        cut in 0usize..40,
    ) {
        let cut = cut.min(rows.len());
        let mut merged = tally(&rows[cut..]);
        merged.merge(&tally(&rows[..cut]));
        let mut reversed = rows.clone();
        reversed.reverse();
        prop_assert_eq!(&merged, &tally(&rows));
        prop_assert_eq!(&merged, &tally(&reversed));
    }
}
