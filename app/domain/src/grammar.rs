//! How the smallest things are written: days, moments, whole numbers and texts, alike in forms, files, addresses and the
//! interface for programs. What has a module of its own (a slug, a quantity, a period) is read there, from these rules.
//! It must not know what is written, nor put a fault into words.

mod day;
mod link;
mod nip;
mod number;
mod text;
mod time;

pub use day::{YEARS, day, first_day, moment};
pub use link::{EvidenceLink, InvalidEvidenceLink};
pub use nip::{InvalidNip, Nip};
pub use number::whole_number;
pub use text::{BadText, is_unseen, line, lines, writable};
pub use time::time;
