//! What a release tells of answers, packed.
//! It must not know what may be told.

use serde::{Deserialize, Serialize};

use crate::formula::Formula;
use crate::instrument::Instrument;
use crate::packed::Numbers;
use crate::statistics::{Dispersion, Statistics};
use crate::tally::ElementSum;

/// [`Statistics`] at rest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct PackedStatistics {
    instrument: Instrument,
    formula: Formula,
    numbers: Numbers,
}

/// How an element is written, in two bits.
mod form {
    /// As the number of answers and their sum.
    pub const SUM: u64 = 0;
    /// As its distribution, from which both follow.
    pub const DISTRIBUTION: u64 = 1;
    /// As both, where they are not of the same groups.
    pub const BOTH: u64 = 2;
}

impl PackedStatistics {
    pub(crate) fn new(statistics: &Statistics) -> Self {
        let elements = statistics.instrument.elements().len();
        let written = statistics.elements.iter().zip(&statistics.distributions);
        let (mut forms, mut answers) = (0, Vec::new());
        for (place, (element, counts)) in written.take(elements).enumerate() {
            let counted: u64 = counts.iter().sum();
            let form = match counted {
                0 => form::SUM,
                counted if counted == element.n => form::DISTRIBUTION,
                _ => form::BOTH,
            };
            forms |= form << (2 * place);
            if form != form::DISTRIBUTION {
                answers.extend([element.n, element.sum]);
            }
            if form != form::SUM {
                answers.extend(counts);
            }
        }
        let Dispersion {
            people,
            sum,
            squares,
        } = statistics.dispersion;
        let head = [statistics.respondents, people, sum, squares, forms];
        Self {
            instrument: statistics.instrument,
            formula: statistics.formula,
            numbers: head.into_iter().chain(answers).collect(),
        }
    }

    pub(crate) fn respondents(&self) -> u64 {
        self.numbers.iter().next().unwrap_or_default()
    }

    pub(crate) fn statistics(&self) -> Statistics {
        let mut numbers = self.numbers.iter();
        let mut next = || numbers.next().unwrap_or_default();
        let respondents = next();
        let dispersion = Dispersion::exact(next(), next(), next());
        let forms = next();
        let mut statistics = Statistics {
            respondents,
            dispersion,
            formula: self.formula,
            ..Statistics::empty(self.instrument)
        };
        for place in 0..self.instrument.elements().len() {
            let form = forms >> (2 * place) & 3;
            if form != form::DISTRIBUTION {
                let (n, sum) = (next(), next());
                statistics.elements[place] = ElementSum { n, sum };
            }
            if form != form::SUM {
                statistics.distributions[place] = [next(), next(), next(), next()];
            }
            if form == form::DISTRIBUTION {
                statistics.elements[place] = ElementSum::of(statistics.distributions[place]);
            }
        }
        statistics
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn statistics_come_back_as_they_were(statistics in statistics()) {
            let packed = PackedStatistics::new(&statistics);
            prop_assert_eq!(packed.respondents(), statistics.respondents);
            prop_assert_eq!(packed.statistics(), statistics);
        }
    }

    /// Statistics of any numbers, with elements and distributions that are published or not.
    fn statistics() -> impl Strategy<Value = Statistics> {
        let element = (
            0..1_000_000u64,
            0..1_000_000u64,
            prop::array::uniform4(0..9u64),
        );
        let numbers = (any::<u64>(), any::<u64>(), any::<u64>(), any::<u64>());
        let elements = prop::collection::vec((element, 0..3u8), 9);
        (numbers, elements, any::<bool>()).prop_map(|(numbers, elements, first)| {
            let (respondents, people, sum, squares) = numbers;
            let mut statistics = Statistics {
                respondents,
                dispersion: Dispersion::exact(people, sum, squares),
                formula: if first {
                    Formula::First
                } else {
                    Formula::Second
                },
                ..Statistics::empty(Instrument::Skm)
            };
            for (place, ((n, sum, counts), form)) in elements.into_iter().enumerate() {
                let counts = if form == 0 { [0; 4] } else { counts };
                statistics.distributions[place] = counts;
                statistics.elements[place] = match form {
                    1 => ElementSum::of(counts),
                    _ => ElementSum { n: n + 100, sum },
                };
            }
            statistics
        })
    }

    #[test]
    fn small_numbers_take_few_bytes() {
        let statistics = Statistics {
            respondents: 20,
            dispersion: Dispersion::exact(20, 150_000, 1 << 30),
            elements: [ElementSum { n: 20, sum: 70 }; 9],
            ..Statistics::empty(Instrument::Skm)
        };
        let bytes = PackedStatistics::new(&statistics).numbers.bytes();
        assert_eq!(bytes, 1 + 1 + 3 + 5 + 1 + 18);
    }
}
