//! Which cells of a file of units are to blame when the units do not form one tree.
//! It must not decide whether they do: that is `domain::register`.

use domain::register::{Inconsistent, Record, Register, Unit};
use ui::wanted::Wanted;

use super::entries::NumberedRecord;
use crate::files::{BadCell, Unreadable};

/// The parents that make `registered` inconsistent with the rows in it; `None` where no row is to blame.
pub(super) fn misplaced(
    reason: &Inconsistent,
    rows: &[NumberedRecord],
    registered: &Register,
) -> Option<Unreadable> {
    let (column, slugs, expected) = match reason {
        Inconsistent::Cycle(slugs) => ("induk", slugs, Wanted::new("expected-not-below")),
        Inconsistent::Roots(slugs) => ("induk", slugs, Wanted::new("expected-unit-above")),
        Inconsistent::FormerCycle { units, .. } => (
            "induk_sebelumnya",
            units,
            Wanted::new("expected-not-below-then"),
        ),
        Inconsistent::Twice(_)
        | Inconsistent::NoSuchUnit { .. }
        | Inconsistent::CounterTwice { .. } => return None,
    };
    let city = registered.root().map(|unit| &unit.slug);
    // The city may stand in the file with no parent, as ever.
    let to_blame = |unit: &Unit| {
        slugs.contains(&unit.slug) && (unit.parent.is_some() || city != Some(&unit.slug))
    };
    let cells = rows.iter().filter_map(|(row, record)| match record {
        Record::Unit(unit) if to_blame(unit) => Some(BadCell {
            row: *row,
            column: column.to_owned(),
            value: record.fields().get(column).to_owned(),
            expected: expected.clone(),
        }),
        _ => None,
    });
    let cells: Vec<_> = cells.collect();
    (!cells.is_empty()).then_some(Unreadable::BadCells(cells))
}
