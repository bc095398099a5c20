//! Cells that a spreadsheet would take for a formula: guarded on the way out, and read back as they were.
//! It must not know what a cell means.

/// With which of these a spreadsheet takes a cell for a formula.
const FORMULA: [char; 4] = ['=', '+', '-', '@'];

/// Put before such a cell, so that it shows the text instead.
const GUARD: char = '\'';

/// Whether the text needs a guard, or has been given one. A negative number is what it looks like.
fn is_formula(text: &str) -> bool {
    let text = text.trim_start_matches(GUARD);
    let negative = text.starts_with('-') && text.parse::<f64>().is_ok();
    text.starts_with(FORMULA) && !negative
}

/// The text as a cell of a file.
pub(super) fn guarded(text: &str) -> String {
    if is_formula(text) {
        format!("{GUARD}{text}")
    } else {
        text.to_owned()
    }
}

/// The text of a cell as it was before it was written.
pub(super) fn unguarded(cell: &str) -> &str {
    match cell.strip_prefix(GUARD) {
        Some(text) if is_formula(text) => text,
        _ => cell,
    }
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

    proptest! {
        #[test]
        fn every_text_is_read_back_as_it_was(text in "['=+@a-]{0,6}") {
            let cell = guarded(&text);
            prop_assert_eq!(unguarded(&cell), text);
        }
    }
}
