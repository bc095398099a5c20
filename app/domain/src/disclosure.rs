//! What may stand beside what: no published number beside a part of itself that leaves fewer than k people.
//! It must not know what is counted, nor of whom.

use std::collections::BTreeMap;

/// Numbers of the same people that are published side by side, such as visits, offers and answers. Any two of them are equal
/// or at least k apart, so that none leaves a few people alone beside another.
#[derive(Clone, Debug)]
pub struct Beside {
    k: u64,
    numbers: Vec<u64>,
}

impl Beside {
    /// Nothing is published yet; `known` are numbers that somebody may know or find out whatever is decided here.
    pub fn new(k: u64, known: impl IntoIterator<Item = u64>) -> Self {
        Self {
            k,
            numbers: known.into_iter().collect(),
        }
    }

    /// The same with more numbers that are known.
    #[must_use]
    pub fn with(&self, known: impl IntoIterator<Item = u64>) -> Self {
        let numbers = self.numbers.iter().copied().chain(known);
        Self::new(self.k, numbers)
    }

    /// The smallest number of people that may stand alone.
    pub const fn k(&self) -> u64 {
        self.k
    }

    /// A number to publish beside those before; `None` if it is below k, or if it leaves fewer than k beside one of them.
    pub fn tell(&mut self, number: u64) -> Option<u64> {
        let apart = |other: &u64| *other == number || other.abs_diff(number) >= self.k;
        let told = number >= self.k && self.numbers.iter().all(apart);
        if told {
            self.numbers.push(number);
        }
        told.then_some(number)
    }
}

/// The parts of a published whole that may be told: those of fewer than `k` are left out, and with them the next smallest until
/// nobody or at least `k` are behind what is left out. `untold` are behind it already.
pub fn parts<T: Ord + Clone>(parts: &BTreeMap<T, u64>, untold: u64, k: u64) -> BTreeMap<T, u64> {
    let mut smallest: Vec<(&T, u64)> = parts.iter().map(|(part, n)| (part, *n)).collect();
    smallest.sort_by_key(|(part, people)| (*people, *part));
    let mut hidden = untold;
    let mut told = smallest.into_iter().peekable();
    while let Some((_, people)) =
        told.next_if(|(_, people)| *people < k || (0 < hidden && hidden < k))
    {
        hidden += people;
    }
    told.map(|(part, people)| (part.clone(), people)).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn three_who_were_offered_a_rating_and_not_timed_do_not_stand_alone() {
        let mut beside = Beside::new(10, [0]);
        assert_eq!(beside.tell(15), Some(15));
        assert_eq!(beside.tell(18), None);
        assert_eq!(beside.tell(15), Some(15));
        assert_eq!(beside.tell(25), Some(25));
        assert_eq!(beside.tell(9), None);
    }

    proptest! {
        #[test]
        fn numbers_side_by_side_are_equal_or_k_apart(
            known in 0..60u64, numbers in prop::collection::vec(0..60u64, 1..6), k in 2..12u64
        ) {
            let mut beside = Beside::new(k, [known]);
            let told: Vec<u64> = numbers.into_iter().filter_map(|number| beside.tell(number)).collect();
            for (at, one) in told.iter().enumerate() {
                prop_assert!(*one >= k);
                for other in told[..at].iter().chain([&known]) {
                    prop_assert!(one == other || one.abs_diff(*other) >= k, "{} beside {}", one, other);
                }
            }
        }

        #[test]
        fn nobody_is_alone_in_or_behind_the_parts(
            numbers in prop::collection::vec(0..40u64, 1..7), untold in 0..40u64, k in 2..12u64
        ) {
            let all: BTreeMap<usize, u64> = numbers.iter().copied().enumerate().collect();
            let told = parts(&all, untold, k);
            let rest = untold + all.values().sum::<u64>() - told.values().sum::<u64>();
            prop_assert!(told.iter().all(|(part, people)| *people >= k && all[part] == *people));
            prop_assert!(rest == 0 || rest >= k || told.is_empty(), "{} behind", rest);
        }
    }
}
