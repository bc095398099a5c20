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

/// The name of a field.
pub fn label(language: Language, field: &str) -> String {
    match field {
        "slug" => t!(language, "record-slug"),
        "nama" => t!(language, "record-name"),
        "nama_en" => t!(language, "record-name-en"),
        "singkatan" => t!(language, "record-abbreviation"),
        "sebutan" => t!(language, "record-aliases"),
        "jenis" => t!(language, "record-kind"),
        "induk" => t!(language, "record-parent"),
        "berlaku_mulai" => t!(language, "record-from"),
        "berlaku_sampai" => t!(language, "record-until"),
        "pendahulu" => t!(language, "record-predecessors"),
        "kepala" => t!(language, "record-head"),
        "maklumat" => t!(language, "record-pledge"),
        "maklumat_en" => t!(language, "record-pledge-en"),
        "unit" => t!(language, "record-unit"),
        "gratis" => t!(language, "record-free"),
        "persyaratan" => t!(language, "record-requirements"),
        "persyaratan_en" => t!(language, "record-requirements-en"),
        "prosedur" => t!(language, "record-procedure"),
        "prosedur_en" => t!(language, "record-procedure-en"),
        "waktu_min" => t!(language, "record-time-least"),
        "waktu_maks" => t!(language, "record-time-most"),
        "waktu_satuan" => t!(language, "record-time-unit"),
        "waktu_persen" => t!(language, "record-time-percent"),
        "biaya" => t!(language, "record-cost"),
        "biaya_en" => t!(language, "record-cost-en"),
        "produk" => t!(language, "record-product"),
        "produk_en" => t!(language, "record-product-en"),
        "sumber" => t!(language, "record-source"),
        "unit_sebelumnya" => t!(language, "record-former-units"),
        "dasar_hukum" => t!(language, "record-legal-basis"),
        "sarana" => t!(language, "record-facilities"),
        "kompetensi" => t!(language, "record-competence"),
        "pengawasan" => t!(language, "record-supervision"),
        "jumlah_pelaksana" => t!(language, "record-staffing"),
        "jaminan_pelayanan" => t!(language, "record-guarantee"),
        "jaminan_keamanan" => t!(language, "record-safety"),
        _ => t!(language, "record-evaluation"),
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
