//! Whole numbers. Those with decimals are `quantity`.
//! It must not know what is counted.

/// A whole number in digits alone, without a sign or a mark between thousands, as large as the databases keep (2³¹ − 1).
pub fn whole_number(text: &str) -> Option<u32> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    let number: i32 = digits.then(|| text.parse().ok()).flatten()?;
    u32::try_from(number).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_number_is_digits_alone() {
        assert_eq!(whole_number("012"), Some(12));
        assert_eq!(whole_number("2147483647"), Some(2_147_483_647));
        for wrong in [
            "",
            "+1",
            "-1",
            "−1",
            "1.0",
            "1 000",
            " 1",
            "１",
            "2147483648",
            "99999999999",
        ] {
            assert_eq!(whole_number(wrong), None, "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn every_number_is_read_back(number in 0..=i32::MAX.cast_unsigned()) {
            prop_assert_eq!(whole_number(&number.to_string()), Some(number));
        }
    }
}
