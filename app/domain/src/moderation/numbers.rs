//! Finds telephone numbers and the numbers of persons among the digits of a text.
//! It must not know letters; whatever is no digit only separates or joins.

use std::ops::Range;

use super::finding::FindingKind;

/// The most digits of any number that is looked for.
const MOST_DIGITS: usize = 18;

/// The numbers in a folded text: their kind and place, from left to right and apart from each other.
///
/// People write numbers in groups. From each group on, the longest row of joined groups that makes a number is taken, so
/// that a group is never cut and the work grows only with the length of the text.
pub(super) fn find(text: &str) -> Vec<(FindingKind, Range<usize>)> {
    let groups = groups(text);
    let mut found = vec![];
    let mut at = 0;
    while at < groups.len() {
        at += if is_date(text, &groups[at..]) {
            3
        } else if let Some((kind, count)) = longest(text, &groups[at..]) {
            let start = groups[at].start;
            let sign = text[..start].ends_with(['+', '(']);
            found.push((kind, start - usize::from(sign)..groups[at + count - 1].end));
            count
        } else {
            1
        };
    }
    found
}

/// The unbroken rows of digits.
fn groups(text: &str) -> Vec<Range<usize>> {
    let mut groups: Vec<Range<usize>> = vec![];
    for (place, _) in text.match_indices(|c: char| c.is_ascii_digit()) {
        match groups.last_mut() {
            Some(group) if group.end == place => group.end += 1,
            _ => groups.push(place..place + 1),
        }
    }
    groups
}

/// Whether nothing stands between two groups but what people put inside numbers.
fn are_joined(text: &str, pair: &[Range<usize>]) -> bool {
    let between = &text[pair[0].end..pair[1].start];
    between.chars().count() <= 3
        && between
            .chars()
            .all(|c| c.is_whitespace() || ".,-‐–—/()_·•".contains(c))
}

/// The kind of the longest number that the first groups make, and of how many groups.
fn longest(text: &str, groups: &[Range<usize>]) -> Option<(FindingKind, usize)> {
    let mut digits = String::with_capacity(MOST_DIGITS);
    let mut best = None;
    for (place, group) in groups.iter().enumerate() {
        let apart = place > 0 && !are_joined(text, &groups[place - 1..=place]);
        if apart || digits.len() + group.len() > MOST_DIGITS {
            break;
        }
        digits.push_str(&text[group.clone()]);
        best = kind(&digits, groups[0].len()).map_or(best, |kind| Some((kind, place + 1)));
    }
    best
}

/// What a row of digits is, the first `leading` of them standing together.
fn kind(digits: &str, leading: usize) -> Option<FindingKind> {
    let together = leading == digits.len();
    match digits.len() {
        16 => (together || is_nik(digits)).then_some(FindingKind::Nik),
        18 => (together || is_nip(digits)).then_some(FindingKind::Nip),
        _ => is_phone(digits, leading).then_some(FindingKind::Phone),
    }
}

fn two(digits: &str, place: usize) -> u8 {
    digits[place..place + 2]
        .parse()
        .expect("two ASCII digits fit")
}

/// Six digits of the district, six of the day of birth (women with 40 added to the day), four that count. The numbers
/// of families (*nomor KK*) are built alike.
fn is_nik(digits: &str) -> bool {
    let day = two(digits, 6);
    (11..=96).contains(&two(digits, 0))
        && (1..=31).contains(&(if day > 40 { day - 40 } else { day }))
        && (1..=12).contains(&two(digits, 8))
}

/// Eight digits of the day of birth, six of the month of appointment, one of the sex, three that count.
fn is_nip(digits: &str) -> bool {
    (19..=20).contains(&two(digits, 0))
        && (1..=12).contains(&two(digits, 4))
        && (1..=31).contains(&two(digits, 6))
        && (19..=20).contains(&two(digits, 8))
}

/// A number of the Indonesian plan with 0, 62 or 0062 before it; mobile numbers also without. An area code must stand
/// together, so that dates and times of day do not look like one.
fn is_phone(digits: &str, leading: usize) -> bool {
    let abroad = digits
        .strip_prefix("0062")
        .or_else(|| digits.strip_prefix("62"))
        .map(|rest| rest.strip_prefix('0').unwrap_or(rest));
    let number = abroad.or_else(|| digits.strip_prefix('0'));
    let Some(number) = number else {
        return is_mobile(digits) && (10..=11).contains(&digits.len()) && leading >= 3;
    };
    let landline = number.starts_with(['2', '3', '4', '5', '6', '7', '9']);
    is_mobile(number) && (9..=12).contains(&number.len())
        || landline && (8..=11).contains(&number.len()) && (abroad.is_some() || leading >= 3)
}

fn is_mobile(number: &str) -> bool {
    number.starts_with('8') && number[1..].starts_with(['1', '2', '3', '5', '7', '8', '9'])
}

/// Whether the first three groups are a day, a month and a year.
fn is_date(text: &str, groups: &[Range<usize>]) -> bool {
    let number = |place: usize| text[groups[place].clone()].parse::<u16>().unwrap_or(0);
    groups.len() >= 3
        && groups[..3].windows(2).all(|pair| are_joined(text, pair))
        && groups[0].len() <= 2
        && groups[1].len() <= 2
        && (1..=31).contains(&number(0))
        && (1..=12).contains(&number(1))
        && (1900..=2100).contains(&number(2))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(FindingKind, &str)> {
        find(text)
            .into_iter()
            .map(|(kind, range)| (kind, &text[range]))
            .collect()
    }

    #[test]
    fn telephone_numbers_are_found_in_every_way_of_writing() {
        for number in [
            "0812-3456-7890",
            "+62 812 3456 7890",
            "+62 (0)812 3456 7890",
            "62812-3456-7890",
            "006281234567890",
            "(0752) 123456",
            "0752.21234",
            "021 1234 5678",
            "081234567890",
            "08 12 34 56 78 90",
            "0 8 1 2 3 4 5 6 7 8 9 0",
            "0812 – 3456 – 7890",
            "812 3456 7890",
        ] {
            let text = format!("WA{number} ya");
            assert_eq!(found(&text), [(FindingKind::Phone, number)]);
        }
    }

    #[test]
    fn numbers_side_by_side_are_told_apart() {
        assert_eq!(
            found("081234567890/0752-123456 atau 10 orang"),
            [
                (FindingKind::Phone, "081234567890"),
                (FindingKind::Phone, "0752-123456")
            ]
        );
        assert_eq!(
            found("sejak 05/11/2026 0812 3456 7890"),
            [(FindingKind::Phone, "0812 3456 7890")]
        );
    }

    #[test]
    fn numbers_of_persons_are_found() {
        for nik in [
            "1375014107900001",
            "1375 0141 0790 0001",
            "137501 410790 0001",
        ] {
            assert_eq!(found(nik), [(FindingKind::Nik, nik)]);
        }
        for nip in ["198001012005011001", "19800101 200501 1 001"] {
            assert_eq!(found(nip), [(FindingKind::Nip, nip)]);
        }
    }

    #[test]
    fn other_numbers_are_left_alone() {
        for text in [
            "jam 10 pagi",
            "rp 5000",
            "Rp 8.500.000.000",
            "Rp 850.000.000.000",
            "05/11/2026 10.30",
            "08/12/2026 10.30",
            "08.12.2026 jam 10.30 - 12.00",
            "buka 07.30-12.00, 13.00-16.00",
            "1000, 2000, 3000, 4000",
            "nomor 01 02 03 04 05 06",
            "RT 03 RW 04, 26136",
            "PermenPANRB 14/2017",
            "0800 1234567",
            "0812345678901234567",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }
}
