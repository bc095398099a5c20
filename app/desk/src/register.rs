//! The register at the desk: units, services and counters, their history, and files of them.
//! It must not decide who may change what.

mod conflict;
mod import;
mod labels;
mod lists;
mod record;

pub use conflict::{Conflict, conflict_page};
pub use import::{CONTENT, Preview, import_page, out_of_reach, preview_page};
pub use lists::{KIND, QUESTION, Row, STATE, UNIT, services_page, units_page};
pub use record::{Editing, record_page};

use std::fmt::Write as _;

use domain::register::{Record, RecordKind};

/// Where a kind of record is listed.
const fn list_path(kind: RecordKind) -> &'static str {
    match kind {
        RecordKind::Unit | RecordKind::Counter => "/meja/unit",
        RecordKind::Service => "/meja/layanan",
    }
}

/// Where a record is edited. The name of a counter is anything, so it is encoded.
pub fn record_path(record: &Record) -> String {
    match record {
        Record::Unit(unit) => format!("/meja/unit/{}", unit.slug),
        Record::Service(service) => format!("/meja/layanan/{}", service.slug),
        Record::Counter(counter) => {
            format!(
                "/meja/unit/{}/loket/{}",
                counter.unit,
                encoded(&counter.name)
            )
        }
    }
}

/// A text as one part of a path.
fn encoded(text: &str) -> String {
    text.bytes().fold(String::new(), |mut path, byte| {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'~') {
            path.push(byte.into());
        } else {
            write!(path, "%{byte:02X}").expect("a string takes any text");
        }
        path
    })
}
