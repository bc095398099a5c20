//! How many respondents a survey needs.
//! It must not know whether ratings were drawn as a sample; self-selected ratings are not one.

/// The sample size that Krejcie and Morgan (1970) recommend for a population, as PermenPANRB 14/2017 does:
/// `X²·N·P(1−P) / (d²(N−1) + X²·P(1−P))` with X² = 3.841, P = 0.5 and d = 0.05, rounded to the nearest integer.
///
/// The arithmetic is in integers: with everything multiplied by 4 000 the formula reads `3841·N / (10(N−1) + 3841)`.
pub fn recommended_sample(population: u64) -> u64 {
    if population == 0 {
        return 0;
    }
    let numerator = 3841 * u128::from(population);
    let denominator = 10 * (u128::from(population) - 1) + 3841;
    let rounded = (2 * numerator + denominator) / (2 * denominator);
    u64::try_from(rounded).expect("a recommended sample is at most 384")
}

#[cfg(test)]
mod tests {
    use super::recommended_sample;
    use proptest::prelude::*;

    #[test]
    fn agrees_with_the_published_rows() {
        let rows = [
            (10, 10),
            (37, 34),
            (50, 44),
            (100, 80),
            (200, 132),
            (300, 169),
            (333, 179),
            (500, 217),
            (1000, 278),
            (2000, 322),
            (3000, 341),
            (5000, 357),
            (10_000, 370),
            (12_000, 372),
            (50_000, 381),
            (1_000_000, 384),
        ];
        for (population, sample) in rows {
            assert_eq!(
                recommended_sample(population),
                sample,
                "for a population of {population}"
            );
        }
    }

    #[test]
    fn nobody_needs_no_sample() {
        assert_eq!(recommended_sample(0), 0);
        assert_eq!(recommended_sample(1), 1);
    }

    proptest! {
        #[test]
        fn never_more_than_the_population_and_never_more_than_384(population in 0..=u64::MAX) {
            let sample = recommended_sample(population);
            prop_assert!(sample <= population.min(384));
            prop_assert!(recommended_sample(population.saturating_add(1)) >= sample);
        }
    }
}
