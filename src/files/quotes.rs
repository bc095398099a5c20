//! Quotation marks around the cells of a CSV file: one that nobody closed takes in what follows, whole rows even.
//! It must not know what a cell means.

use csv::StringRecord;

const QUOTE: char = '"';

/// The first cell of a row that begins with a quotation mark and does not end with one.
pub(super) fn unclosed(row: &str, separator: char) -> Option<usize> {
    let mut rest = row;
    for place in 0.. {
        let after = match rest.strip_prefix(QUOTE) {
            None => &rest[rest.find([separator, '\r', '\n']).unwrap_or(rest.len())..],
            Some(quoted) => match closing(quoted) {
                Some(end) => &quoted[end + 1..],
                None => return Some(place),
            },
        };
        match after.chars().next() {
            Some(next) if next == separator => rest = &after[1..],
            None | Some('\r' | '\n') => return None,
            Some(_) => return Some(place),
        }
    }
    None
}

/// Where a quoted cell ends; two quotation marks stand for one within it.
fn closing(quoted: &str) -> Option<usize> {
    let mut from = 0;
    loop {
        let place = from + quoted[from..].find(QUOTE)?;
        if !quoted[place + 1..].starts_with(QUOTE) {
            return Some(place);
        }
        from = place + 2;
    }
}

/// The lines within the cells of a row that have as many cells as the row itself, each with the place of the cell in which
/// they stand.
pub(super) fn rows_within(cells: &StringRecord, separator: char) -> Vec<(usize, StringRecord)> {
    let within = cells.iter().enumerate().flat_map(|(place, cell)| {
        let lines = cell.split(['\r', '\n']).skip(1);
        lines.map(move |line| (place, line.split(separator).collect::<StringRecord>()))
    });
    within.filter(|(_, row)| row.len() == cells.len()).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_cell_is_closed_by_the_mark_that_opened_it() {
        for right in [
            "",
            "\n",
            "a,b\r\n",
            "\"a\",\"b\"",
            "\"a\"\"b\",\"\"\n",
            "\"a,\nb\",c",
            "a\"b,5\" x 7\"",
            ",,\"\"",
        ] {
            assert_eq!(unclosed(right, ','), None, "{right:?}");
        }
        for (wrong, place) in [
            ("\"a", 0),
            ("a,\"b\n1,2\n", 1),
            ("\"a\"b,c", 0),
            ("a,\"b\n1,\"c\"\n", 1),
            ("\"a\" ,b", 0),
            ("a,b,\"", 2),
            ("\"\"\"", 0),
        ] {
            assert_eq!(unclosed(wrong, ','), Some(place), "{wrong:?}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_closed(cells in prop::collection::vec("[a\",;\r\n é]{0,6}", 2..5)) {
            let mut writer = csv::Writer::from_writer(Vec::new());
            writer.write_record(&cells).expect("memory");
            let row = String::from_utf8(writer.into_inner().expect("memory")).expect("text");
            prop_assert_eq!(unclosed(&row, ','), None);
        }

        #[test]
        fn no_row_makes_it_fail(row in "[a\",;\n]{0,20}") {
            unclosed(&row, ',');
        }
    }
}
