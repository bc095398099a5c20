//! What differs between two rosters of a unit's week, in words.
//! It must not decide which of them is right.

use domain::language::Language;
use domain::officer::OfficerId;
use domain::roster::{Roster, RosterChange};
use ui::components::Compared;
use ui::t;

use super::grid::{Grid, place};
use crate::csv_import::Preview;

/// Two rosters of the unit side by side, as far as they differ.
pub fn duties_compared(
    language: Language,
    grid: &Grid,
    typed: &Roster,
    kept: &Roster,
) -> Vec<Compared> {
    let changes = typed.changes(kept).into_iter();
    let rows = changes.map(|change| {
        let [place, typed, kept] = in_words(language, &|id| grid.name(id), &change);
        Compared::pair(place, [typed, kept])
    });
    rows.collect()
}

/// What a file would change of the unit's week.
pub fn roster_preview(language: Language, grid: &Grid, kept: &Roster, read: &Roster) -> Preview {
    let changes = kept.changes(read).into_iter();
    Preview {
        title: t!(language, "roster-preview"),
        back: format!("/meja/jaga/{}?{}", grid.unit, grid.query()),
        apply: format!("/meja/jaga/{}/impor/simpan?{}", grid.unit, grid.query()),
        columns: [
            t!(language, "roster-half-day"),
            t!(language, "csv-before"),
            t!(language, "csv-after"),
        ],
        changes: changes
            .map(|change| in_words(language, &|id| grid.name(id), &change))
            .collect(),
    }
}

/// What the audit trail tells of changes of a week, a change a line.
pub(crate) fn changes_told(
    language: Language,
    officer: &dyn Fn(OfficerId) -> String,
    changes: &[RosterChange],
) -> String {
    let lines = changes.iter().map(|change| {
        let [place, before, after] = in_words(language, officer, change);
        t!(
            language,
            "history-difference",
            field = place,
            before = before,
            after = after
        )
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Where something differs, and who serves there on each side.
fn in_words(
    language: Language,
    officer: &dyn Fn(OfficerId) -> String,
    change: &RosterChange,
) -> [String; 3] {
    let names = |ids: &[OfficerId]| {
        let mut names: Vec<_> = ids.iter().map(|id| officer(*id)).collect();
        names.sort();
        if names.is_empty() {
            t!(language, "roster-nobody")
        } else {
            names.join(", ")
        }
    };
    [
        place(language, change.date, change.half, &change.counter),
        names(&change.before),
        names(&change.after),
    ]
}
