use proptest::prelude::*;

use super::*;
use crate::instrument::Element;

const K: u64 = 10;

/// Sheets of nine scores, 0 for none.
fn answers(scores: [u8; 9]) -> Answers {
    let of = |element| {
        let place = Instrument::Skm.position(element)?;
        Score::new(scores[place])
    };
    Answers::new(Instrument::Skm, of).expect("an element is answered")
}

fn fours_and(people: usize, others: &[[u8; 9]]) -> Vec<Answers> {
    let fours = std::iter::repeat_n([4; 9], people);
    fours.chain(others.iter().copied()).map(answers).collect()
}

fn attack(known: &[Answers], unknown: &[Answers]) -> Vec<Certainty> {
    Attacker::new(Instrument::Skm, known, unknown, K, Background::ASSUMED).certainties()
}

#[test]
fn a_unanimous_group_is_known_by_its_sums() {
    let all = attack(&[], &fours_and(12, &[]));
    assert_eq!(all, [Certainty::BySums; 12]);
    let threes = vec![answers([3; 9]); 40];
    assert_eq!(attack(&[], &threes), [Certainty::None; 40]);
}

#[test]
fn the_one_of_ten_who_is_not_content_is_not_laid_open() {
    let one = [1, 2, 4, 4, 3, 1, 4, 4, 4];
    assert_eq!(attack(&[], &fours_and(9, &[one])), [Certainty::None; 10]);
    let nine = fours_and(9, &[]);
    let all_known_but_one = attack(&nine, &[answers(one)]);
    assert_eq!(all_known_but_one, [Certainty::BySums], "insiders subtract");
    let one_point = [4, 4, 3, 4, 4, 4, 4, 4, 4];
    assert_eq!(
        attack(&[], &fours_and(9, &[one_point])),
        [Certainty::BySums; 10]
    );
}

#[test]
fn of_forty_the_one_who_is_not_content_is_not_laid_open() {
    for one in [
        [4, 4, 2, 4, 4, 4, 4, 4, 4],
        [4, 3, 3, 4, 4, 4, 4, 4, 4],
        [2; 9],
        [1; 9],
    ] {
        let of_forty = attack(&[], &fours_and(39, &[one]));
        assert!(
            of_forty.iter().all(|sure| *sure == Certainty::None),
            "{of_forty:?}"
        );
    }
}

fn sheet_of_nine() -> impl Strategy<Value = [u8; 9]> {
    let score = prop_oneof![1 => Just(0u8), 2 => 1u8..=2, 6 => Just(3u8), 8 => Just(4u8)];
    prop::array::uniform9(score).prop_filter("answers something", |sheet| *sheet != [0; 9])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn of_mixed_groups_nothing_is_sure(sheets in prop::collection::vec(sheet_of_nine(), 10..50)) {
        let sheets: Vec<Answers> = sheets.into_iter().map(answers).collect();
        let sure = attack(&[], &sheets);
        prop_assert!(sure.iter().all(|sure| *sure == Certainty::None), "{:?}", sure);
    }

    /// With one question all sets of sheets can be counted: so many of each score with the same number and sum.
    #[test]
    fn what_is_sure_of_one_question_is_so(scores in prop::collection::vec(prop_oneof![3 => Just(4u8), 1 => 1u8..=4], 10..25), known in 0..10usize) {
        let one = |score: &u8| Answers::new(Instrument::Overall, |_: Element| Score::new(*score)).expect("answered");
        let sheets: Vec<Answers> = scores.iter().map(one).collect();
        let (known, unknown) = sheets.split_at(known);
        let attacker = Attacker::new(Instrument::Overall, known, unknown, K, Background::ASSUMED);
        let rest = &scores[known.len()..];
        let people = rest.len() as u64;
        let sum: u64 = rest.iter().map(|score| u64::from(*score)).sum();
        for (score, sure) in rest.iter().zip(attacker.certainties()) {
            let copies: u64 = rest.iter().map(|other| u64::from(other == score)).sum();
            let mut fewer = false;
            for ones in 0..=people {
                for twos in 0..=people - ones {
                    for threes in 0..=people - ones - twos {
                        let fours = people - ones - twos - threes;
                        let same = ones + 2 * twos + 3 * threes + 4 * fours == sum;
                        let of_score = [ones, twos, threes, fours][usize::from(score - 1)];
                        fewer |= same && of_score < copies;
                    }
                }
            }
            match sure {
                Certainty::None => prop_assert!(fewer),
                Certainty::BySums => prop_assert!(!fewer),
                Certainty::ByDetail => prop_assert!(false, "there are too few for details"),
                Certainty::Undecided => {}
            }
        }
    }
}
