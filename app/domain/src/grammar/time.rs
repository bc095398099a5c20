//! Times of the day in the one form of ISO 8601, to the minute.
//! It must not know what happens then, nor on which day.

use chrono::NaiveTime;

/// A time of the day written as `09:00`, nothing shorter or longer.
pub fn time(text: &str) -> Option<NaiveTime> {
    let shape = |(place, byte): (usize, u8)| match place {
        2 => byte == b':',
        _ => byte.is_ascii_digit(),
    };
    let whole = text.len() == 5 && text.bytes().enumerate().all(shape);
    let (hour, minute) = text.split_once(':').filter(|_| whole)?;
    NaiveTime::from_hms_opt(hour.parse().ok()?, minute.parse().ok()?, 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_has_one_spelling() {
        for right in ["00:00", "09:05", "23:59"] {
            let written = time(right).map(|time| time.format("%H:%M").to_string());
            assert_eq!(written.as_deref(), Some(right));
        }
        for wrong in [
            "", "9:00", "09.00", "24:00", "09:60", "09:00:00", "+9:00", "é9:0", "０9:00",
        ] {
            assert_eq!(time(wrong), None, "{wrong}");
        }
    }
}
