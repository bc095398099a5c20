//! Exact decimal numbers as people type them, with a decimal comma or point.
//! It must not know what is measured, nor how a page writes numbers.

use std::{fmt, str::FromStr};

use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A measured or promised number: at most 15 digits before the decimal mark and 6 after it, kept with exactly the
/// decimals that were typed.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(try_from = "String", into = "String")]
pub struct Quantity(Decimal);

/// Why a text is not a quantity.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidQuantity {
    /// Nothing was typed.
    #[error("a number is missing")]
    Empty,
    /// Something else than digits, one decimal mark and correctly placed thousands separators.
    #[error("{0:?} is not a number; write it in digits, such as 88,79")]
    NotANumber(String),
    /// A single mark before three digits may be a decimal mark or a thousands separator.
    #[error("{0:?} can be read in two ways; write a thousand as 1000, or three decimals as 1,2340")]
    Ambiguous(String),
    /// More digits than a quantity has.
    #[error("{0:?} has too many digits; at most {whole} before and {decimals} after the decimal mark are possible",
        whole = Quantity::MAX_WHOLE_DIGITS, decimals = Quantity::MAX_DECIMALS)]
    TooLong(String),
}

impl Quantity {
    /// The greatest number of digits before the decimal mark.
    pub const MAX_WHOLE_DIGITS: usize = 15;
    /// The greatest number of digits after the decimal mark.
    pub const MAX_DECIMALS: usize = 6;

    /// The number of decimals that were typed, 0 to 6.
    pub const fn decimals(self) -> u32 {
        self.0.scale()
    }

    /// The exact value in millionths, below 10²¹ in magnitude.
    pub(crate) fn millionths(self) -> i128 {
        let unused = u32::try_from(Self::MAX_DECIMALS).expect("a small number") - self.0.scale();
        self.0.mantissa() * 10_i128.pow(unused)
    }

    /// The digits of an unsigned text such as `1.234,50` as a whole number, and how many of them are decimals.
    fn unsigned(text: &str) -> Result<(i128, u32), InvalidQuantity> {
        let (whole, decimals) = split(text)?;
        if whole.len() > Self::MAX_WHOLE_DIGITS || decimals.len() > Self::MAX_DECIMALS {
            return Err(InvalidQuantity::TooLong(text.to_owned()));
        }
        let mantissa: i128 = format!("{whole}{decimals}")
            .parse()
            .map_err(|_| InvalidQuantity::NotANumber(text.to_owned()))?;
        let scale = u32::try_from(decimals.len()).expect("at most 6");
        Ok((mantissa, scale))
    }
}

/// The digits before and after the decimal mark, of which there may be none. Separators of thousands are dropped.
fn split(text: &str) -> Result<(String, &str), InvalidQuantity> {
    let not_a_number = || InvalidQuantity::NotANumber(text.to_owned());
    let Some(place) = text.rfind(['.', ',']) else {
        let whole = is_digits(text).then(|| (text.to_owned(), ""));
        return whole.ok_or_else(not_a_number);
    };
    let (whole, decimals) = (&text[..place], &text[place + 1..]);
    let (last, other) = if text[place..].starts_with('.') {
        ('.', ',')
    } else {
        (',', '.')
    };
    if is_digits(whole) && is_digits(decimals) {
        let leading = whole.trim_start_matches('0').len();
        if decimals.len() == 3 && (1..=3).contains(&leading) {
            return Err(InvalidQuantity::Ambiguous(text.to_owned()));
        }
        Ok((whole.to_owned(), decimals))
    } else if is_grouped(whole, other) && is_digits(decimals) {
        Ok((whole.replace(other, ""), decimals))
    } else if is_grouped(text, last) {
        Ok((text.replace(last, ""), ""))
    } else {
        Err(not_a_number())
    }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a mark separates thousands, as in `12.345.678`.
fn is_grouped(text: &str, mark: char) -> bool {
    let mut groups = text.split(mark);
    let leads = |group: &str| is_digits(group) && group.len() <= 3 && !group.starts_with('0');
    groups.next().is_some_and(leads) && groups.all(|group| is_digits(group) && group.len() == 3)
}

impl FromStr for Quantity {
    type Err = InvalidQuantity;

    /// Reads `88,79`, `88.79`, `1.234,5`, `1,234.5` and `-3`. A text that may mean two numbers is refused.
    fn from_str(text: &str) -> Result<Self, InvalidQuantity> {
        let text = text.trim();
        if text.is_empty() {
            return Err(InvalidQuantity::Empty);
        }
        // People paste the typographic minus as well.
        let (mantissa, scale) = match text.strip_prefix(['-', '−']) {
            Some(rest) => Self::unsigned(rest).map(|(mantissa, scale)| (-mantissa, scale))?,
            None => Self::unsigned(text)?,
        };
        Ok(Self(Decimal::from_i128_with_scale(mantissa, scale)))
    }
}

impl TryFrom<String> for Quantity {
    type Error = InvalidQuantity;

    fn try_from(text: String) -> Result<Self, InvalidQuantity> {
        text.parse()
    }
}

impl From<Quantity> for String {
    fn from(quantity: Quantity) -> Self {
        quantity.to_string()
    }
}

impl fmt::Display for Quantity {
    /// The form used in data and columns: a decimal point, every decimal that was typed, no other mark.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use proptest::prelude::*;

    pub(crate) fn quantity(text: &str) -> Quantity {
        text.parse().expect("a quantity")
    }

    #[test]
    fn numbers_are_read_as_people_type_them() {
        let cases = [
            ("88,79", "88.79"),
            (" 88.79 ", "88.79"),
            ("85", "85"),
            ("0,123", "0.123"),
            ("88,50", "88.50"),
            ("1.234,5", "1234.5"),
            ("1,234.5", "1234.5"),
            ("12.345.678", "12345678"),
            ("12,345,678.90", "12345678.90"),
            ("1234,567", "1234.567"),
            ("1,2340", "1.2340"),
            ("-1,5", "-1.5"),
            ("-0,0", "0.0"),
            ("−1,5", "-1.5"),
            ("999999999999999,999999", "999999999999999.999999"),
        ];
        for (typed, kept) in cases {
            assert_eq!(quantity(typed).to_string(), kept, "{typed}");
        }
        assert_eq!(quantity("88,50"), quantity("88.5"));
        assert_eq!(quantity("88,50").decimals(), 2);
    }

    #[test]
    fn what_may_mean_two_numbers_is_refused() {
        for text in ["1.234", "1,234", "999.000", "-1.234", "012,345"] {
            let bare = text.trim_start_matches('-').to_owned();
            assert_eq!(
                text.parse::<Quantity>(),
                Err(InvalidQuantity::Ambiguous(bare))
            );
        }
    }

    #[test]
    fn what_is_no_number_is_refused() {
        assert_eq!("  ".parse::<Quantity>(), Err(InvalidQuantity::Empty));
        for text in [
            "-",
            "88,",
            ",5",
            "8a",
            "88 %",
            "1..2",
            "1.2.3",
            "1.23,4",
            "1,2,3.4",
            "1.234,567,8",
            "--1",
            "+1",
            "1e3",
            "NaN",
            "１",
            "1.2345.678",
            "1234.567,8",
            ".",
            "1.234.56",
            "0.123,4",
            "0.123.456",
        ] {
            assert!(
                matches!(
                    text.parse::<Quantity>(),
                    Err(InvalidQuantity::NotANumber(_))
                ),
                "{text}"
            );
        }
        for text in ["1000000000000000", "1,1234567"] {
            assert!(
                matches!(text.parse::<Quantity>(), Err(InvalidQuantity::TooLong(_))),
                "{text}"
            );
        }
    }

    #[test]
    fn it_travels_as_text() {
        let json = serde_json::to_string(&quantity("88,50")).expect("a text");
        assert_eq!(json, "\"88.50\"");
        assert_eq!(
            serde_json::from_str::<Quantity>(&json).ok(),
            Some(quantity("88.50"))
        );
    }

    proptest! {
        #[test]
        fn what_is_written_can_be_read(text in "-?[0-9]{1,4}([.,][0-9]{3}){0,3}([.,][0-9]{1,6})?") {
            if let Ok(quantity) = text.parse::<Quantity>() {
                let written = quantity.to_string();
                let again: Quantity = written.parse().expect("a quantity");
                prop_assert_eq!(again, quantity);
                prop_assert_eq!(again.to_string(), written);
            }
        }

        #[test]
        fn comma_and_point_are_the_same(whole in 0..100_000_u32, cents in 0..100_u32) {
            let comma = quantity(&format!("{whole},{cents:02}"));
            prop_assert_eq!(comma, quantity(&format!("{whole}.{cents:02}")));
            prop_assert_eq!(comma.millionths(), i128::from(whole * 100 + cents) * 10_000);
        }
    }
}
