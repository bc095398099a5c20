//! Cells that a spreadsheet would take for a formula: guarded on the way out, and read back as they were.
//! It must not know what a cell means.

use csv::StringRecord;

/// With which of these a spreadsheet takes a cell for a formula.
const FORMULA: [char; 4] = ['=', '+', '-', '@'];

/// What separates the cells of a file for one spreadsheet or another, and the pieces of a list: behind each of them a cell
/// may begin, whatever the file means.
const SEPARATORS: [char; 5] = [';', '|', '\t', '\n', '\r'];

/// Put before such a cell, so that it shows the text instead.
const GUARD: char = '\'';

/// Whether a piece needs a guard, or has been given one. A negative number is what it looks like.
fn is_formula(piece: &str) -> bool {
    let text = piece.trim_start_matches(GUARD).trim_end_matches(SEPARATORS);
    let negative = text.starts_with('-') && text.parse::<f64>().is_ok();
    text.starts_with(FORMULA) && !negative
}

/// The text as a cell of a file.
pub(super) fn guarded(text: &str) -> String {
    let mut cell = String::with_capacity(text.len());
    for piece in text.split_inclusive(SEPARATORS) {
        if is_formula(piece) {
            cell.push(GUARD);
        }
        cell.push_str(piece);
    }
    cell
}

/// Makes the cells of a row what they were before they were written.
pub(super) fn unguard(cells: &mut StringRecord) {
    if cells.as_slice().contains(GUARD) {
        *cells = cells.iter().map(|cell| unguarded(cell.trim())).collect();
    }
}

/// The text of a cell as it was before it was written.
fn unguarded(cell: &str) -> String {
    let pieces = cell.split_inclusive(SEPARATORS);
    let pieces = pieces.map(|piece| match piece.strip_prefix(GUARD) {
        Some(text) if is_formula(text) => text,
        _ => piece,
    });
    pieces.collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn formulas_are_guarded_and_numbers_are_not() {
        for text in ["=1+1", "+62", "-", "-x", "@x", "'=1", "''+"] {
            assert_eq!(guarded(text), format!("'{text}"));
        }
        for text in ["", "-0.5", "a=b", "'t Hooft", "''"] {
            assert_eq!(guarded(text), text);
            assert_eq!(unguarded(text), text);
        }
    }

    #[test]
    fn every_piece_that_a_spreadsheet_may_take_for_a_cell_is_guarded() {
        for (text, cell) in [
            ("ktp;=1+1", "ktp;'=1+1"),
            ("-1;-2;-x", "-1;-2;'-x"),
            ("surat|@a|+62", "surat|'@a|'+62"),
            ("a\t=c\n=d", "a\t'=c\n'=d"),
            ("a=b; +c, =d", "a=b; +c, =d"),
        ] {
            assert_eq!(guarded(text), cell);
            assert_eq!(unguarded(cell), text);
        }
    }

    proptest! {
        #[test]
        fn every_text_is_read_back_as_it_was(text in "['=+@a;|-]{0,8}") {
            let cell = guarded(&text);
            prop_assert_eq!(unguarded(&cell), text);
        }
    }
}
