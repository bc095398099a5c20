//! What the fields of the register are called, and what helps to fill them in.
//! It must not know what was typed.

use domain::language::Language;
use domain::register::RecordKind;
use ui::t;

/// The name of a kind of record.
pub fn kind_name(language: Language, kind: RecordKind) -> String {
    match kind {
        RecordKind::Unit => t!(language, "record-unit"),
        RecordKind::Service => t!(language, "record-service"),
        RecordKind::Counter => t!(language, "record-counter"),
    }
}

/// A help text, empty where the name says enough.
pub fn hint(language: Language, kind: RecordKind, field: &str) -> String {
    match field {
        "slug" => t!(language, "hint-slug"),
        "sebutan" => t!(language, "hint-aliases"),
        "pendahulu" => t!(language, "hint-predecessors"),
        "kepala" => t!(language, "hint-head"),
        "maklumat" => t!(language, "hint-pledge"),
        "persyaratan" | "persyaratan_en" | "prosedur" | "prosedur_en" => {
            t!(language, "hint-items")
        }
        "waktu_persen" => t!(language, "hint-percent"),
        "unit_sebelumnya" => t!(language, "hint-former-units"),
        "berlaku_sampai" => match kind {
            RecordKind::Unit => t!(language, "hint-until-unit"),
            RecordKind::Service => t!(language, "hint-until-service"),
            RecordKind::Counter => t!(language, "hint-until-counter"),
        },
        "nama" if kind == RecordKind::Counter => t!(language, "hint-counter-name"),
        _ => String::new(),
    }
}
