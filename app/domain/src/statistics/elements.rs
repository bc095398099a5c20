//! How certain the mean answer to one element is.
//! It must not know the answers to another one, nor who gave both.

use super::{Precision, Statistics, interval};
use crate::instrument::Element;

impl Statistics {
    /// How certain the mean answer to an element is, on the scale of the index. Answers whose distribution is not published are
    /// taken to be as far apart as their mean allows: (m − 1)(4 − m), by Bhatia and Davis (2000). `None` below two answers.
    pub(crate) fn element_precision(&self, element: Element) -> Option<Precision> {
        let answers = self.element(element);
        let counts = self.distribution(element);
        let mean = answers.nrr()?;
        let (mut told, mut sum, mut squares) = (0, 0, 0.0);
        for (score, count) in (1u32..).zip(counts) {
            told += count;
            sum += u64::from(score) * count;
            squares += count as f64 * (f64::from(score) - mean).powi(2);
        }
        let rest = answers.n.saturating_sub(told) as f64;
        if rest > 0.0 {
            let middle = answers.sum.saturating_sub(sum) as f64 / rest;
            squares += rest * ((middle - 1.0) * (4.0 - middle) + (middle - mean).powi(2));
        }
        let variance = squares * 625.0 / (answers.n as f64 - 1.0);
        interval::beside_the_middle(variance, answers.n, mean * 25.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::instrument::Instrument;
    use crate::tally::ElementSum;

    fn statistics(answers: ElementSum, counts: [u64; 4]) -> Statistics {
        let mut statistics = Statistics::empty(Instrument::Skm);
        statistics.respondents = answers.n;
        statistics.elements[0] = answers;
        statistics.distributions[0] = counts;
        statistics
    }

    fn error(counts: [u64; 4], told: [u64; 4]) -> f64 {
        let statistics = statistics(ElementSum::of(counts), told);
        let precision = statistics.element_precision(Element::Requirements);
        precision.expect("answers").error
    }

    #[test]
    fn what_is_not_told_is_never_taken_for_less_dispersed() {
        for counts in [[0, 5, 60, 35], [10, 0, 0, 90], [0, 0, 0, 30], [1, 2, 3, 4]] {
            let whole = error(counts, counts);
            assert!(error(counts, [0; 4]) >= whole - 1e-12, "{counts:?}");
            let half = counts.map(|count| count / 2);
            assert!(error(counts, half) >= whole - 1e-12, "{counts:?}");
            assert!(whole > 0.0);
        }
        // The two ends of the scale are as far apart as answers can be.
        let ends = [10, 0, 0, 90];
        assert!((error(ends, ends) - error(ends, [0; 4])).abs() < 1e-9);
    }

    #[test]
    fn nobody_has_no_precision() {
        let nobody = statistics(ElementSum::default(), [0; 4]);
        assert!(nobody.element_precision(Element::Requirements).is_none());
    }
}
