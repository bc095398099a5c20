//! The number of a civil servant.
//! It must not know whose number it is.

use std::{fmt, str::FromStr};

/// The number of a civil servant (*Nomor Induk Pegawai*, NIP): 18 digits, of which the first eight are the date of birth.
/// It is personal data and never public.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Nip(String);

/// A text that is not a NIP. It does not repeat the text, which may be a person's number with one wrong digit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidNip {
    /// Not 18 digits.
    #[error("a NIP has 18 digits")]
    Digits,
    /// The first eight digits are no day of the calendar.
    #[error("a NIP begins with the date of birth as year, month and day")]
    Birth,
}

impl Nip {
    /// The 18 digits.
    pub fn digits(&self) -> &str {
        &self.0
    }

    /// The last three digits after an ellipsis: enough to tell colleagues of the same name apart, without the birthday.
    pub fn masked(&self) -> String {
        format!("…{}", &self.0[15..])
    }
}

impl FromStr for Nip {
    type Err = InvalidNip;

    /// Spaces, with which the number is usually printed in groups, are ignored.
    fn from_str(text: &str) -> Result<Self, InvalidNip> {
        let digits: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        if digits.len() != 18 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(InvalidNip::Digits);
        }
        // The digits after it differ between PNS and PPPK and are not checked.
        let (year, month, day) = (&digits[..4], &digits[4..6], &digits[6..8]);
        super::day(&format!("{year}-{month}-{day}")).ok_or(InvalidNip::Birth)?;
        Ok(Self(digits))
    }
}

impl fmt::Debug for Nip {
    /// Never shows the digits, so that they cannot reach a log.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Nip(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_nip_has_eighteen_digits_beginning_with_a_birthday() {
        let nip: Nip = "19700101 199903 1 001".parse().expect("a NIP");
        assert_eq!(nip.digits(), "197001011999031001");
        assert!(
            "199002292024211001".parse::<Nip>().is_err(),
            "1990 was no leap year"
        );
        assert!(
            "199002282024211001".parse::<Nip>().is_ok(),
            "a PPPK has 21 for the month"
        );
        let cases = [
            ("", InvalidNip::Digits),
            ("19700101199903100", InvalidNip::Digits),
            ("1970010119990310011", InvalidNip::Digits),
            ("19700101199903100A", InvalidNip::Digits),
            ("1970010119990310é", InvalidNip::Digits),
            ("197013011999031001", InvalidNip::Birth),
        ];
        for (text, error) in cases {
            assert_eq!(text.parse::<Nip>(), Err(error), "{text}");
        }
    }

    #[test]
    fn a_masked_nip_tells_no_birthday() {
        let nip: Nip = "197001011999031002".parse().expect("a NIP");
        assert_eq!(nip.masked(), "…002");
    }
}
