//! A week of a unit's duty roster as CSV, the same on the way in and out.
//! It must not know which duties are entered already, nor write an officer's NIP into a file.

use std::collections::BTreeMap;

use domain::grammar;
use domain::officer::{Officer, OfficerId};
use domain::roster::{FaultyRow, HalfDay, RosterEntry, RosterFault};
use domain::slug::Slug;
use domain::week::Week;
use ui::wanted::Wanted;

use super::{BadCell, Columns, Row, Unreadable, listed, one_of, rows};

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
    let (first, last) = (week.first_day(), week.last_day());
    let date = row.required(
        "tanggal",
        Wanted::new("expected-day-within")
            .with("first", first)
            .with("last", last),
        |text| grammar::day(text).filter(|day| week.contains(*day)),
    );
    let half = row.required(
        "paruh_hari",
        one_of(HalfDay::ALL.iter().map(|half| half.code())),
        HalfDay::from_code,
    );
    let counter = row.required(
        "loket",
        Wanted::new("expected-counter-of-unit").with("counters", listed(names.counters)),
        |text| names.counters.iter().find(|name| name.trim() == text),
    );
    let officer = row.required("petugas", Wanted::new("expected-officer-name"), |text| {
        names.officer(text)
    });
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
        let (column, value) = match fault {
            RosterFault::NoSuchCounter { .. } => ("loket", entry.counter.clone()),
            _ => ("petugas", names.cell(entry.officer)),
        };
        BadCell {
            row: *row,
            column: column.to_owned(),
            value,
            expected: expected(fault, |place| entries[place].0),
        }
    });
    Unreadable::BadCells(cells.collect())
}

/// What the cell with a fault should hold; `row_of` numbers the row of another duty.
fn expected(fault: &RosterFault, row_of: impl Fn(usize) -> usize) -> Wanted {
    match fault {
        RosterFault::Twice(first) => Wanted::new("expected-duty-once").with("row", row_of(*first)),
        RosterFault::TwoCounters(first) => {
            Wanted::new("expected-officer-at-one-counter").with("row", row_of(*first))
        }
        RosterFault::Elsewhere { unit, counter } => Wanted::new("expected-officer-in-one-unit")
            .with("unit", unit)
            .with("counter", counter),
        RosterFault::NoSuchCounter { .. } => Wanted::new("expected-counter"),
        RosterFault::NoSuchOfficer(_) => Wanted::new("expected-officer"),
        RosterFault::NotInService(_) => Wanted::new("expected-officer-in-service"),
    }
}

#[cfg(test)]
mod tests;
