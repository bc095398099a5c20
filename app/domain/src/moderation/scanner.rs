//! Marks what may be personal data in a text before a person looks at it.
//! It must not decide anything: a marked comment may be harmless, and an unmarked one may not be published unread.

use std::ops::Range;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::finding::{Finding, FindingKind};
use super::folded::Folded;
use super::names::OfficerNames;
use super::numbers;

/// Area codes of vehicle numbers (Peraturan Kepolisian 7/2021, annex A, assigns them), with DS, which Papua's older
/// vehicles keep. Provinces founded since 2022 are not among them.
const AREAS: &str = "AA|AB|AD|AE|AG|BA|BB|BD|BE|BG|BH|BK|BL|BM|BN|BP|DA|DB|DC|DD|DE|DG|DH|DK|DL|DM|DN|DP|DR|DS|DT|DW|\
    EA|EB|ED|KB|KH|KT|KU|PA|PB|[ABDEFGHKLMNPRSTWZ]";

/// What stands behind a number and is no series of a vehicle, unless the number is long: `Blok B 12 RT 3`.
const MEASURES: &[&str] = &[
    "AN", "HR", "JT", "KG", "KM", "RB", "RP", "RT", "RW", "SD", "X",
];

static PLATE: LazyLock<Regex> = LazyLock::new(|| {
    let apart = r"[\s.-]{0,2}";
    let pattern =
        format!(r"(?i)\b(?:{AREAS})({apart})([1-9][0-9]{{1,3}})({apart})([A-Z]{{1,3}})\b");
    Regex::new(&pattern).expect("the pattern is valid")
});

static EMAIL: LazyLock<Regex> = LazyLock::new(|| {
    let at = r"\s?(?:@|\(at\)|\[at\])\s?";
    let pattern = format!(r"(?i)[a-z0-9._%+-]+{at}[a-z0-9-]+(?:\.[a-z0-9-]+)+");
    Regex::new(&pattern).expect("the pattern is valid")
});

/// Everything in a text that a moderator should look at, from left to right and without overlaps. The time it takes
/// grows only with the length of the text, whatever is in it.
pub fn scan(text: &str, names: &OfficerNames) -> Vec<Finding> {
    let folded = Folded::new(text);
    let emails = EMAIL
        .find_iter(&folded.text)
        .map(|email| (FindingKind::Email, email.range()));
    let found = numbers::find(&folded.text)
        .into_iter()
        .chain(emails)
        .chain(plates(&folded.text))
        .chain(names.find(&folded.text))
        .map(|(kind, range)| Finding {
            kind,
            range: folded.original(range),
        });
    without_overlaps(found.collect())
}

fn plates(text: &str) -> Vec<(FindingKind, Range<usize>)> {
    let mut found = vec![];
    let mut from = 0;
    while let Some(plate) = PLATE.captures_at(text, from) {
        let range = plate.get_match().range();
        if is_plate(&plate) {
            from = range.end;
            found.push((FindingKind::Plate, range));
        } else {
            // Its last letters may be the first of a plate. An area code begins with a letter of one byte.
            from = range.start + 1;
        }
    }
    found
}

/// Written together or in capitals every number will do. Else it needs four digits, as `d 12 kg` is no vehicle.
fn is_plate(plate: &Captures<'_>) -> bool {
    let (whole, [before, number, after, series]) = plate.extract();
    let together = before.is_empty() && after.is_empty();
    let measure = MEASURES.contains(&series.to_uppercase().as_str());
    let shouted = !whole.contains(|c: char| c.is_lowercase());
    number.len() == 4 || together || shouted && !measure
}

/// Joins what overlaps; the joined part is of the kind that comes first.
fn without_overlaps(mut found: Vec<Finding>) -> Vec<Finding> {
    found.sort_by_key(|finding| finding.range.start);
    let mut apart: Vec<Finding> = Vec::with_capacity(found.len());
    for finding in found {
        match apart.last_mut() {
            Some(last) if last.range.end > finding.range.start => {
                last.range.end = last.range.end.max(finding.range.end);
                last.kind = last.kind.min(finding.kind);
            }
            _ => apart.push(finding),
        }
    }
    apart
}

#[cfg(test)]
mod tests {
    use super::*;
    use FindingKind::{Email, Nik, Nip, Officer, Phone, Plate, PossibleName};
    use proptest::prelude::*;
    fn names() -> OfficerNames {
        OfficerNames::new(["Contohwati Rekaan, S.Sos"])
    }

    fn found(text: &str) -> Vec<(FindingKind, &str)> {
        scan(text, &names())
            .into_iter()
            .map(|finding| (finding.kind, &text[finding.range]))
            .collect()
    }

    #[test]
    fn vehicle_numbers_are_found() {
        for plate in [
            "BA 1234 XY",
            "BA1234XY",
            "ba 1234 xy",
            "ba1234xy",
            "B 12 ABC",
            "BA-1234-LO",
            "BA 1234 RB",
        ] {
            let text = format!("motor {plate}, parkir");
            assert_eq!(found(&text), [(Plate, plate)]);
        }
        assert_eq!(found("a 10 b 1234 xy"), [(Plate, "b 1234 xy")]);
    }

    #[test]
    fn other_letters_beside_numbers_are_left_alone() {
        for text in [
            "jam 10 pagi",
            "rp 5000",
            "rp 5000 an",
            "Blok B 12 RT 3",
            "S1 TI, D 3 IT",
            "berat d 12 kg",
            "XX 1234 YZ",
            "BA 1234 Agam",
            "BA 0123 XY",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }

    #[test]
    fn addresses_are_found() {
        for address in [
            "nama.saya@contoh.go.id",
            "nama@ contoh.com",
            "nama(at)contoh.com",
            "08123456789@contoh.com",
            "contohwati@contoh.id",
        ] {
            let text = format!("ke {address}, ya");
            let kinds = found(&text);
            assert_eq!(kinds.len(), 1, "{kinds:?}");
            assert_eq!(kinds[0].1, address);
        }
        assert_eq!(found("@contoh a@b buka@pagi"), []);
    }

    #[test]
    fn one_text_may_hold_everything() {
        let text = "Bu Contohwati (NIP 19800101 200501 2 001, HP 0812-3456-7890, c@contoh.id) menahan berkas \
            1375 0141 0790 0001, motor ba 1234 xy. Pak Fulan tahu.";
        let kinds: Vec<_> = found(text).into_iter().map(|(kind, _)| kind).collect();
        assert_eq!(
            kinds,
            [Officer, Nip, Phone, Email, Nik, Plate, PossibleName]
        );
    }

    #[test]
    fn disguises_do_not_help() {
        assert_eq!(
            found("Cóntohwatí rek\u{200b}aan ０８１２３４５６７８９０"),
            [
                (Officer, "Cóntohwatí rek\u{200b}aan"),
                (Phone, "０８１２３４５６７８９０")
            ]
        );
    }

    #[test]
    fn long_hostile_texts_are_scanned_to_their_end() {
        for unit in [
            "0",
            "0 ",
            "a1234",
            "a@",
            "a.",
            "Pak Contohwati ",
            "(at)",
            "ﷺ",
        ] {
            let text = unit.repeat(5_000) + " 0812-3456-7890";
            let findings = scan(&text, &names());
            let last = findings.last().expect("the number at the end");
            assert_eq!(last.range.end, text.len(), "{unit}");
        }
    }

    /// Texts made of parts that the scanner looks for, and of anything else.
    fn texts() -> impl Strategy<Value = String> {
        let part = prop_oneof![
            Just("0812-3456-7890".to_owned()),
            Just("BA 1234 XY".to_owned()),
            Just("c@contoh.id".to_owned()),
            Just("Pak Contohwati".to_owned()),
            Just("1375014107900001".to_owned()),
            "[0-9 .()+-]{1,12}",
            "[A-Za-z ]{1,8}",
            "\\PC{0,6}",
        ];
        prop::collection::vec(part, 0..12).prop_map(|parts| parts.concat())
    }

    proptest! {
        #[test]
        fn findings_are_sorted_apart_and_whole_characters(text in texts()) {
            let findings = scan(&text, &names());
            for finding in &findings {
                prop_assert!(text.get(finding.range.clone()).is_some_and(|part| !part.is_empty()));
            }
            for pair in findings.windows(2) {
                prop_assert!(pair[0].range.end <= pair[1].range.start);
            }
        }

        #[test]
        fn what_stands_between_plain_words_is_found(
            before in "[a-z]{3,8}", after in "[a-z]{4,8}", number in "08[1235789][0-9]{7,10}",
        ) {
            let text = format!("{before}: {number} {after}");
            let start = before.len() + 2;
            let phone = Finding { kind: Phone, range: start..start + number.len() };
            prop_assert!(scan(&text, &OfficerNames::default()).contains(&phone));
        }
    }
}
