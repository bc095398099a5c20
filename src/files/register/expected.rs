//! What the fields of a record should hold, in words for a cell of a file.
//! It must not know where the cell stands.

use domain::register::{Expected, Fault, StandardSource, TimeUnit, UnitKind};

use crate::files::Words;

/// A day.
pub(super) const DATE: (&str, &str) = ("tanggal seperti 2026-10-31", "a date such as 2026-10-31");
/// A unit.
pub(super) const UNIT: (&str, &str) = ("slug sebuah unit", "the slug of a unit");

/// What a cell should hold, in Indonesian and in English.
pub(super) fn in_words(fault: &Fault) -> (String, String) {
    let (id, en) = (in_indonesian(fault), in_english(fault));
    if fault.or_empty {
        (format!("{id} atau kosong"), format!("{en} or empty"))
    } else {
        (id, en)
    }
}

fn in_indonesian(fault: &Fault) -> String {
    let fixed = match fault.expected {
        Expected::Shorter(most) => return format!("paling banyak {most} karakter"),
        Expected::Units => return format!("{}, beberapa dipisahkan titik koma", UNIT.0),
        Expected::SameItems { items, found } => {
            let column = fault.field.trim_end_matches("_en");
            return format!(
                "{items} butir seperti di kolom {column}, dipisahkan |; di sini {found}"
            );
        }
        Expected::UnitKind => return codes(UnitKind::ALL.iter().map(|kind| kind.code())),
        Expected::TimeUnit => return codes(TimeUnit::ALL.iter().map(|unit| unit.code())),
        Expected::Source => return codes(StandardSource::ALL.iter().map(|source| source.code())),
        Expected::Slug => {
            "huruf kecil, angka, dan tanda hubung tunggal, paling banyak 60, bukan \"baru\""
        }
        Expected::Text => "teks",
        Expected::Plain => "teks tanpa karakter kendali atau pembalik arah tulisan",
        Expected::Seen => "teks yang terlihat",
        Expected::Unit => UNIT.0,
        Expected::FormerUnits => {
            "unit dengan hari terakhirnya seperti damkar:2025-12-31, beberapa dipisahkan titik koma"
        }
        Expected::YesNo => "ya, tidak",
        Expected::Date => DATE.0,
        Expected::NotBeforeStart => "tanggal yang tidak mendahului berlaku_mulai",
        Expected::Number => "bilangan bulat",
        Expected::NumberFromOne => "bilangan bulat dari 1",
        Expected::NotAboveMost => "bilangan yang tidak melebihi waktu_maks",
        Expected::Percent => "bilangan bulat 1 sampai 100",
        Expected::CounterName => "nama loket",
    };
    fixed.to_owned()
}

fn in_english(fault: &Fault) -> String {
    let fixed = match fault.expected {
        Expected::Shorter(most) => return format!("at most {most} characters"),
        Expected::Units => return format!("{}, several separated by semicolons", UNIT.1),
        Expected::SameItems { items, found } => {
            let column = fault.field.trim_end_matches("_en");
            return format!(
                "{items} items as in the column {column}, separated by |; here {found}"
            );
        }
        Expected::UnitKind | Expected::TimeUnit | Expected::Source => return in_indonesian(fault),
        Expected::Slug => "lower-case letters, digits and single hyphens, at most 60, not \"baru\"",
        Expected::Text => "text",
        Expected::Plain => "text without control characters or marks that turn its direction",
        Expected::Seen => "text that can be seen",
        Expected::Unit => UNIT.1,
        Expected::FormerUnits => {
            "units with their last day such as damkar:2025-12-31, several separated by semicolons"
        }
        Expected::YesNo => "ya (yes), tidak (no)",
        Expected::Date => DATE.1,
        Expected::NotBeforeStart => "a date not before berlaku_mulai",
        Expected::Number => "a whole number",
        Expected::NumberFromOne => "a whole number from 1",
        Expected::NotAboveMost => "a number not above waktu_maks",
        Expected::Percent => "a whole number from 1 to 100",
        Expected::CounterName => "the name of a counter",
    };
    fixed.to_owned()
}

/// The codes are the same in both languages.
fn codes(codes: impl Iterator<Item = &'static str> + Clone) -> String {
    Words(codes).to_string()
}
