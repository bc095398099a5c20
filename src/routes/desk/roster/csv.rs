//! A unit's week of the roster as a file.
//! It must not keep duties that the store has not held against the whole roster.

use std::fmt::Debug;

use axum::extract::Path;
use axum::response::Response;
use desk::csv_import::{FileFault, Looked, preview_page};
use desk::forms::roster_form::RosterForm;
use desk::roster::{Copied, roster_page, roster_preview};
use domain::roster::Roster;
use store::RosterError;
use ui::html::Html;

use super::Part;
use crate::files::roster::{Names, read, refused, write};
use crate::routes::desk::DeskRequest;
use crate::routes::desk::csv::{Import, Kept, csv_file, only};
use crate::routes::trouble::Problem;

/// A unit's week as a file.
pub async fn export(request: DeskRequest, Path(unit): Path<String>) -> Result<Response, Problem> {
    let part = Part::of(&request, &unit).await?;
    let text = write(part.kept.entries(), &part.names());
    let name = format!("jadwal-{}-{}.csv", part.unit, part.week);
    Ok(csv_file(&name, text))
}

impl Import for Part {
    type Plan = Roster;

    async fn of(request: &DeskRequest, part: Option<String>) -> Result<Self, Problem> {
        let unit = part.ok_or_else(Problem::not_found)?;
        Self::of(request, &unit).await
    }

    async fn plan(
        &self,
        request: &DeskRequest,
        files: &[Vec<u8>],
    ) -> Result<Result<Self::Plan, FileFault>, Problem> {
        let names = self.names();
        let entries = match read(only(files), &names) {
            Ok(entries) => entries,
            Err(reason) => return Ok(Err(request.unreadable(&reason))),
        };
        let rows: Vec<_> = entries.iter().map(|(_, entry)| entry.clone()).collect();
        let store = &request.state.store;
        let faults = store.roster_faults(&self.unit, self.week, &rows).await?;
        Ok(match Roster::new(rows) {
            Ok(roster) if faults.is_empty() => Ok(roster),
            _ => Err(request.unreadable(&refused(&entries, &faults, &names))),
        })
    }

    fn essence(&self, plan: &Self::Plan) -> impl Debug {
        self.kept.changes(plan)
    }

    fn page(&self, request: &DeskRequest, plan: &Self::Plan, looked: Looked) -> Html {
        let preview = roster_preview(request.language, &self.grid, &self.kept, plan);
        preview_page(request.desk_at(&self.path()), preview, looked)
    }

    async fn keep(&self, request: &DeskRequest, plan: Self::Plan) -> Result<Kept, Problem> {
        let (base, rows) = (self.kept.fingerprint(), plan.entries());
        let store = &request.state.store;
        let saved = store.save_roster(
            &self.permit,
            &self.unit,
            self.week,
            base,
            rows,
            request.now(),
        );
        match saved.await {
            Ok(()) => Ok(Kept::At(self.path())),
            Err(RosterError::Conflict(_) | RosterError::Faults(_)) => Ok(Kept::Moved),
            Err(RosterError::Store(error)) => Err(error.into()),
        }
    }

    async fn refused(
        self,
        request: &DeskRequest,
        _files: Vec<Vec<u8>>,
        fault: FileFault,
    ) -> Result<Html, Problem> {
        let form = RosterForm::of(&self.kept, &self.counters);
        let desk = request.desk_at(&self.path());
        Ok(roster_page(
            desk,
            &self.grid,
            &form,
            Copied::No,
            vec![],
            None,
            Some(fault),
        ))
    }
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
