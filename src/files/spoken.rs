//! Points with the themes that they were sorted into, as CSV: the corpus of a study.
//! It must not know what is studied.

use domain::forum::{Group, PointText};
use domain::grammar;
use ui::wanted::Wanted;

use super::{Columns, Row, Unreadable, rows};

/// The columns of the file, in this order. The last one may be missing.
const HEADER: [&str; 3] = ["tema", "teks", "sama"];

/// The longest name of what is the same, in characters.
const LONGEST_SAME: usize = 20;

/// A point that somebody sorted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spoken {
    /// The theme that it belongs to.
    pub theme: String,
    /// What it says.
    pub text: PointText,
    /// What all points have in common that say the same; none for a point that says what no other does.
    pub same: Option<String>,
}

/// The points of a file in the order of its rows.
///
/// # Errors
/// When anything in the file is not as described: every bad cell is then listed and no point is returned.
pub fn read(bytes: &[u8]) -> Result<Vec<Spoken>, Unreadable> {
    let columns = Columns {
        names: HEADER.to_vec(),
        required: 2,
    };
    rows(bytes, columns, spoken)
}

fn spoken(row: &mut Row<'_>) -> Option<Spoken> {
    let shorter = |most| Wanted::new("expected-shorter").with_number("most", most);
    let theme = row.required("tema", shorter(Group::LONGEST_NAME), |text| {
        grammar::line(text, Group::LONGEST_NAME).ok()
    });
    let text = row.required("teks", shorter(PointText::MAX_CHARACTERS), |text| {
        PointText::parse(text).ok()
    });
    let same = row.optional("sama", shorter(LONGEST_SAME), |text| {
        grammar::line(text, LONGEST_SAME).ok()
    });
    Some(Spoken {
        theme: theme?,
        text: text?,
        same,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_are_read_with_commas_and_with_semicolons() {
        let points = read(b"tema;teks;sama\nAntrean;Lama, ya;1\nBiaya;Mahal;\n").expect("points");
        assert_eq!(points[0].text.as_str(), "Lama, ya");
        assert_eq!(points[0].same.as_deref(), Some("1"));
        assert_eq!(points[1].same, None);
        let points = read(b"tema,teks\nAntrean,\"Lama, ya\"\n").expect("points");
        assert_eq!((points.len(), points[0].theme.as_str()), (1, "Antrean"));
    }

    #[test]
    fn a_point_has_a_theme_and_a_text() {
        for wrong in [
            "tema;teks\n;Lama\n",
            "tema;teks\nAntrean;\n",
            "teks\nLama\n",
        ] {
            assert!(read(wrong.as_bytes()).is_err(), "{wrong}");
        }
    }
}
