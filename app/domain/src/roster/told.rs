//! Changes of a roster as the audit trail tells them, and read back from there.
//! It must not know the names of officers: the trail has only their identifiers.

use super::{HalfDay, RosterChange};
use crate::officer::OfficerId;
use crate::register::Slug;

const BETWEEN_CHANGES: &str = "; ";
const BETWEEN_OFFICERS: &str = ", ";
const NOBODY: &str = "–";

/// The changes in one line, such as `2026-10-05 pagi Loket 1: – → 0f8fad5b-d9cb-469f-a165-70867728950e`.
pub fn told(changes: &[RosterChange]) -> String {
    let changes: Vec<String> = changes.iter().map(one).collect();
    changes.join(BETWEEN_CHANGES)
}

fn one(change: &RosterChange) -> String {
    let (half, counter) = (change.half.code(), &change.counter);
    let [before, after] = [&change.before, &change.after].map(|officers| {
        let officers: Vec<String> = officers.iter().map(ToString::to_string).collect();
        if officers.is_empty() {
            NOBODY.to_owned()
        } else {
            officers.join(BETWEEN_OFFICERS)
        }
    });
    format!("{} {half} {counter}: {before} → {after}", change.date)
}

/// What [`told`] wrote of a unit's roster; what it did not write so comes back as it is.
pub fn read_back<'a>(
    unit: &Slug,
    words: &'a str,
) -> impl Iterator<Item = Result<RosterChange, &'a str>> {
    let parts = words.split(BETWEEN_CHANGES);
    parts.map(move |part| change(unit, part).ok_or(part))
}

fn change(unit: &Slug, part: &str) -> Option<RosterChange> {
    let (place, sides) = part.rsplit_once(": ")?;
    let (date, place) = place.split_once(' ')?;
    let (half, counter) = place.split_once(' ')?;
    let (before, after) = sides.split_once(" → ")?;
    Some(RosterChange {
        date: date.parse().ok()?,
        half: HalfDay::from_code(half)?,
        unit: unit.clone(),
        counter: counter.to_owned(),
        before: officers(before)?,
        after: officers(after)?,
    })
}

fn officers(side: &str) -> Option<Vec<OfficerId>> {
    if side == NOBODY {
        return Some(Vec::new());
    }
    let officers = side.split(BETWEEN_OFFICERS);
    officers.map(|id| id.parse().ok()).collect()
}
