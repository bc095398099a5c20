//! Chance that can be repeated: the same key gives the same numbers on every machine and in every version.
//! It must not know what it is used for.

use rand::rngs::Xoshiro256PlusPlus;
use rand::{Rng, SeedableRng};

/// A stream of random numbers. The generator is one of rand's named portable ones, and everything derived from it uses
/// only whole numbers, sums and products, which every machine computes alike.
pub(crate) struct Chance(Xoshiro256PlusPlus);

impl Chance {
    /// The stream of a key: FNV-1a over its parts, each followed by a byte that is in no text.
    pub(crate) fn of(key: &[&[u8]]) -> Self {
        let hash = key
            .iter()
            .flat_map(|part| part.iter().chain(&[0xff]))
            .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
                (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
            });
        Self(Xoshiro256PlusPlus::seed_from_u64(hash))
    }

    /// A whole number from 0 to `bound` - 1; 0 if there is none.
    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        self.0.next_u64().checked_rem(bound).unwrap_or(0)
    }

    /// True in so many of thousand cases.
    pub(crate) fn happens(&mut self, per_mille: u64) -> bool {
        self.below(1000) < per_mille
    }

    /// Thousandths rounded up or down at random, so that the mean is kept.
    pub(crate) fn round(&mut self, thousandths: u64) -> u64 {
        (thousandths + self.below(1000)) / 1000
    }

    /// A number from 0 to 1, every one as likely as another.
    pub(crate) fn share(&mut self) -> f64 {
        f64::from(self.0.next_u32()) / f64::from(u32::MAX)
    }

    /// A number around `middle`, at most `reach` away, every one as likely as another.
    pub(crate) fn around(&mut self, middle: f64, reach: f64) -> f64 {
        middle + reach * (2.0 * self.share() - 1.0)
    }

    /// Close to the standard normal distribution: four even numbers summed, scaled to the variance 1.
    pub(crate) fn normal(&mut self) -> f64 {
        const SQRT_3: f64 = 1.732_050_807_568_877_2;
        let bytes = self.0.next_u64().to_le_bytes();
        let sum: f64 = bytes
            .chunks_exact(2)
            .map(|pair| f64::from(pair[0]) / 256.0 + f64::from(pair[1]))
            .sum::<f64>()
            / 256.0;
        (sum - 2.0) * SQRT_3
    }

    /// One of the items, each as likely as another; `None` if there are none.
    pub(crate) fn pick<T: Copy>(&mut self, items: &[T]) -> Option<T> {
        let place = self.below(items.len() as u64);
        items.get(usize::try_from(place).ok()?).copied()
    }

    /// One of the items by their weights; `None` if all are 0.
    pub(crate) fn weighted<T: Copy>(&mut self, items: &[(T, u64)]) -> Option<T> {
        let mut left = self.below(items.iter().map(|(_, weight)| weight).sum());
        items
            .iter()
            .find(|(_, weight)| match left.checked_sub(*weight) {
                Some(rest) => {
                    left = rest;
                    false
                }
                None => true,
            })
            .map(|(item, _)| *item)
    }
}
