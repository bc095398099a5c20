//! A week of a unit's duty roster as CSV, the same on the way in and out.
//! It must not know which duties are entered already, nor write an officer's NIP into a file.

use std::collections::BTreeMap;

use domain::officer::{Officer, OfficerId};
use domain::register::Slug;
use domain::roster::{FaultyRow, HalfDay, RosterEntry, RosterFault};
use domain::week::Week;

use super::{BadCell, Columns, Row, Unreadable, Words, iso_date, rows};

/// The columns of the file, in this order.
pub const HEADER: [&str; 4] = ["tanggal", "paruh_hari", "loket", "petugas"];

/// What the names in a file can mean.
#[derive(Clone, Copy, Debug)]
pub struct Names<'a> {
    /// The unit.
    pub unit: &'a Slug,
    /// The week.
    pub week: Week,
    /// The names of the unit's counters.
    pub counters: &'a [String],
    /// The officers who may stand in the file.
    pub officers: &'a BTreeMap<OfficerId, Officer>,
}

/// A duty with the number of its row.
pub type NumberedEntry = (usize, RosterEntry);

/// The duties of a file in the order of its rows.
///
/// # Errors
/// When anything in the file is not as described: every bad cell is then listed and no duty is returned.
pub fn read(bytes: &[u8], names: &Names<'_>) -> Result<Vec<NumberedEntry>, Unreadable> {
    rows(bytes, Columns::all(&HEADER), |row| entry(row, names))
}

fn entry(row: &mut Row<'_>, names: &Names<'_>) -> Option<NumberedEntry> {
    let week = names.week;
    let date = row.required(
        "tanggal",
        format_args!(
            "tanggal dari {} sampai {}",
            week.first_day(),
            week.last_day()
        ),
        |text| iso_date(text).filter(|day| week.contains(*day)),
    );
    let half = row.required(
        "paruh_hari",
        Words(HalfDay::ALL.iter().map(|half| half.code())),
        HalfDay::from_code,
    );
    let counter = row.required(
        "loket",
        format_args!("loket unit ini: {}", Words(names.counters.iter())),
        |text| names.counters.iter().find(|name| name.trim() == text),
    );
    let officer = row.required(
        "petugas",
        "nama seorang petugas yang terdaftar; bila dua petugas bernama sama, nomor pengenalnya (id)",
        |text| names.officer(text),
    );
    let entry = RosterEntry {
        date: date?,
        half: half?,
        unit: names.unit.clone(),
        counter: counter?.clone(),
        officer: officer?,
    };
    Some((row.number, entry))
}

impl Names<'_> {
    /// The officer whom a cell names: by identifier, or by a name that only one has.
    fn officer(&self, text: &str) -> Option<OfficerId> {
        if let Ok(id) = text.parse() {
            return self.officers.contains_key(&id).then_some(id);
        }
        let mut named = self
            .officers
            .values()
            .filter(|officer| officer.name == text);
        match (named.next(), named.next()) {
            (Some(officer), None) => Some(officer.id),
            _ => None,
        }
    }

    /// What names an officer in a cell: the name, unless it would be read as somebody or something else.
    fn cell(&self, id: OfficerId) -> String {
        let name = self.officers.get(&id).map(|officer| officer.name.as_str());
        // A spreadsheet would compute a cell that begins with one of these.
        let plain = |name: &&str| !name.starts_with(['=', '+', '-', '@']);
        name.filter(plain)
            .filter(|name| self.officer(name) == Some(id))
            .map_or_else(|| id.to_string(), str::to_owned)
    }
}

/// The file of some duties.
pub fn write(entries: &[RosterEntry], names: &Names<'_>) -> String {
    let rows = entries.iter().map(|entry| {
        [
            entry.date.to_string(),
            entry.half.code().to_owned(),
            entry.counter.clone(),
            names.cell(entry.officer),
        ]
    });
    super::table(&HEADER, rows)
}

/// The faults of duties as bad cells of their file.
pub fn refused(entries: &[NumberedEntry], faults: &[FaultyRow], names: &Names<'_>) -> Unreadable {
    let cells = faults.iter().map(|(place, fault)| {
        let (row, entry) = &entries[*place];
        let row_of = |place: &usize| entries[*place].0;
        let (column, expected) = match fault {
            RosterFault::Twice(first) => (
                "petugas",
                format!("satu kali saja; sudah ada di baris {}", row_of(first)),
            ),
            RosterFault::TwoCounters(first) => (
                "petugas",
                format!(
                    "petugas yang tidak bertugas di loket lain pada paruh hari yang sama, seperti di baris {}",
                    row_of(first)
                ),
            ),
            RosterFault::Elsewhere { unit, counter } => (
                "petugas",
                format!(
                    "petugas yang tidak bertugas di unit lain pada paruh hari yang sama ({unit}, {counter})"
                ),
            ),
            RosterFault::NoSuchCounter { .. } => ("loket", "loket unit ini".to_owned()),
            RosterFault::NoSuchOfficer(_) => ("petugas", "petugas yang terdaftar".to_owned()),
            RosterFault::NotInService(_) => {
                ("petugas", "petugas yang bertugas pada tanggal itu".to_owned())
            }
        };
        BadCell {
            row: *row,
            column: column.to_owned(),
            value: match column {
                "loket" => entry.counter.clone(),
                _ => names.cell(entry.officer),
            },
            expected,
        }
    });
    Unreadable::BadCells(cells.collect())
}

#[cfg(test)]
mod tests;
