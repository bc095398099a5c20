//! What the kinds of record are called.
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
