//! A unit's week of the roster as a file: taking it away, looking a new one through, keeping it.
//! It must not keep a file whose preview showed something else.

use axum::body::Bytes;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use desk::csv_import::{CONTENT, Preview, preview_page};
use desk::document::Notice;
use desk::forms::BASE;
use desk::roster::roster_preview;
use domain::release::Digest;
use domain::roster::{Roster, RosterEntry};
use store::RosterError;
use ui::forms::typed::Typed;

use super::Part;
use crate::files::roster::{Names, NumberedEntry, read, refused, write};
use crate::routes::desk::Visit;
use crate::routes::desk::upload::{Upload, csv_file};
use crate::routes::trouble::Problem;

/// A unit's week as a file.
pub async fn export(visit: Visit, Path(unit): Path<String>) -> Result<Response, Problem> {
    let part = Part::of(&visit, &unit).await?;
    let text = write(part.kept.entries(), &part.names());
    let name = format!("jadwal-{}-{}.csv", part.unit, part.week);
    Ok(csv_file(&name, text).into_response())
}

/// Shows what a file would change.
pub async fn preview(
    visit: Visit,
    Path(unit): Path<String>,
    Upload(file): Upload,
) -> Result<Response, Problem> {
    let part = Part::of(&visit, &unit).await?;
    match file {
        Ok(file) => look_through(&visit, part, &file, false).await,
        Err(refusal) => Ok(part.refuse(&visit, refusal).await),
    }
}

/// Keeps a file that was looked through, unless somebody else changed the week since then.
pub async fn apply(
    visit: Visit,
    Path(unit): Path<String>,
    body: Bytes,
) -> Result<Response, Problem> {
    let part = Part::of(&visit, &unit).await?;
    let typed = Typed::decode(&body);
    let base: Option<Digest> = typed.text(BASE).parse().ok();
    let base = base.ok_or_else(Problem::bad_request)?;
    let file = typed.raw(CONTENT).as_bytes();
    let entries = match read(file, &part.names()) {
        Ok(entries) => without_rows(&entries),
        Err(reason) => return Ok(part.refuse(&visit, visit.unreadable(&reason)).await),
    };
    let place = (&part.unit, part.week);
    let store = &visit.state.store;
    match store
        .save_roster(&part.permit, place, base, &entries, visit.now())
        .await
    {
        Ok(()) => Ok(visit.done(Notice::Saved, &part.path())),
        // The preview then shows the changes against what is kept now.
        Err(RosterError::Conflict | RosterError::Faults(_)) => {
            look_through(&visit, part, file, true).await
        }
        Err(RosterError::Store(error)) => Err(error.into()),
    }
}

async fn look_through(
    visit: &Visit,
    part: Part,
    file: &[u8],
    moved: bool,
) -> Result<Response, Problem> {
    let entries = match read(file, &part.names()) {
        Ok(entries) => entries,
        Err(reason) => return Ok(part.refuse(visit, visit.unreadable(&reason)).await),
    };
    let rows = without_rows(&entries);
    let store = &visit.state.store;
    let faults = store.roster_faults(&part.unit, part.week, &rows).await?;
    let roster = match Roster::new(rows) {
        Ok(roster) if faults.is_empty() => roster,
        _ => {
            let reason = refused(&entries, &faults, &part.names());
            return Ok(part.refuse(visit, visit.unreadable(&reason)).await);
        }
    };
    let hidden = vec![
        (BASE, part.kept.fingerprint().to_string()),
        (CONTENT, String::from_utf8_lossy(file).into_owned()),
    ];
    let preview = Preview {
        moved,
        ..roster_preview(visit.language, &part.grid, &part.kept, &roster, hidden)
    };
    let desk = visit.desk_at(&part.path());
    Ok(visit.show(preview_page(desk, preview)).await)
}

fn without_rows(entries: &[NumberedEntry]) -> Vec<RosterEntry> {
    entries.iter().map(|(_, entry)| entry.clone()).collect()
}

impl Part {
    /// What the names in a file can mean.
    fn names(&self) -> Names<'_> {
        Names {
            unit: &self.unit,
            week: self.week,
            counters: &self.counters,
            officers: &self.officers,
        }
    }
}
