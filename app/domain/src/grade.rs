//! From an index value to the official grade (*mutu pelayanan*), with exact rounding.
//! It must not know how the value came about.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed, ToPrimitive};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The quality of service by the bands of PermenPANRB 14/2017. The order is from worst to best.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
pub enum Grade {
    /// 25.00 to 64.99, *Tidak Baik*.
    D,
    /// 65.00 to 76.60, *Kurang Baik*.
    C,
    /// 76.61 to 88.30, *Baik*.
    B,
    /// 88.31 to 100.00, *Sangat Baik*.
    A,
}

/// A value that no nine answers on the scale 1 to 4 can give.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0} lies outside 25 to 100, so it is not an index on the scale 1 to 4")]
pub struct OutOfRange(pub String);

impl Grade {
    /// Every grade, best first.
    pub const ALL: [Self; 4] = [Self::A, Self::B, Self::C, Self::D];

    /// The grade of an index value (25 to 100).
    ///
    /// The bands are printed with two decimals and have gaps between them on the raw scale, so the value is rounded
    /// half-up to two decimals first.
    pub fn of(value: &BigRational) -> Result<Self, OutOfRange> {
        let integer = |n: i64| BigRational::from_integer(BigInt::from(n));
        if *value < integer(25) || *value > integer(100) {
            return Err(OutOfRange(value.to_string()));
        }
        Ok(Self::of_hundredths(hundredths(value)))
    }

    /// The grade of an index in hundredths, already rounded: 2500 to 10000.
    pub(crate) const fn of_hundredths(hundredths: u32) -> Self {
        match hundredths {
            ..6500 => Self::D,
            6500..7661 => Self::C,
            7661..8831 => Self::B,
            _ => Self::A,
        }
    }

    /// The letter.
    pub const fn letter(self) -> char {
        match self {
            Self::A => 'A',
            Self::B => 'B',
            Self::C => 'C',
            Self::D => 'D',
        }
    }

    /// The lowest and highest index of the band, in hundredths.
    pub const fn band(self) -> (u32, u32) {
        match self {
            Self::A => (8831, 10_000),
            Self::B => (7661, 8830),
            Self::C => (6500, 7660),
            Self::D => (2500, 6499),
        }
    }
}

/// A value in hundredths, rounded half-up. Exact: no binary fraction is involved, so 64.995 gives 6500.
///
/// # Panics
/// For negative values and values beyond 2⁵⁷, which no index has.
pub fn hundredths(value: &BigRational) -> u32 {
    assert!(!value.is_negative(), "an index is not negative");
    let hundred = BigRational::from_integer(BigInt::from(100));
    let half = BigRational::new(BigInt::from(1), BigInt::from(2));
    (value * hundred + half)
        .floor()
        .to_integer()
        .to_u32()
        .expect("an index is at most 100")
}

/// An exact number from a decimal text such as `64.995`. `None` where the text is not a plain decimal.
pub fn decimal(text: &str) -> Option<BigRational> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    if !text
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'.')
    {
        return None;
    }
    let digits: BigInt = format!("{whole}{fraction}").parse().ok()?;
    let exponent = u32::try_from(fraction.len()).ok()?;
    Some(BigRational::new(digits, BigInt::from(10).pow(exponent)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grade(value: &str) -> Grade {
        Grade::of(&decimal(value).expect("a decimal")).expect("within 25 to 100")
    }

    #[test]
    fn the_bands_meet_at_their_published_bounds() {
        let cases = [
            ("25.00", Grade::D),
            ("64.99", Grade::D),
            ("64.994", Grade::D),
            ("64.995", Grade::C),
            ("65.00", Grade::C),
            ("75.56", Grade::C),
            ("76.60", Grade::C),
            ("76.604", Grade::C),
            ("76.605", Grade::B),
            ("76.61", Grade::B),
            ("84.80", Grade::B),
            ("86.29", Grade::B),
            ("88.30", Grade::B),
            ("88.304", Grade::B),
            ("88.305", Grade::A),
            ("88.31", Grade::A),
            ("88.79", Grade::A),
            ("93.88", Grade::A),
            ("94.61", Grade::A),
            ("100.00", Grade::A),
        ];
        for (value, expected) in cases {
            assert_eq!(grade(value), expected, "{value}");
        }
    }

    #[test]
    fn a_value_outside_the_scale_is_refused() {
        for value in ["24.99", "0", "100.01", "100.004"] {
            assert!(
                Grade::of(&decimal(value).expect("a decimal")).is_err(),
                "{value}"
            );
        }
    }

    #[test]
    fn the_bands_cover_the_scale_without_a_gap() {
        let bands: Vec<_> = Grade::ALL.iter().rev().map(|grade| grade.band()).collect();
        assert_eq!(bands[0].0, 2500);
        assert_eq!(bands[3].1, 10_000);
        for pair in bands.windows(2) {
            assert_eq!(pair[0].1 + 1, pair[1].0);
        }
    }
}
