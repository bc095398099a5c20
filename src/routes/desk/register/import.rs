//! `/meja/impor`: records of the register as a file, whose first row tells their kind.
//! It must not apply anything but what a preview of the same register would show.

use std::fmt::Debug;

use axum::response::Response;
use desk::csv_import::{FILE, FileFault, Looked};
use desk::forms::record_form::{inconsistent_in_words, sealed_in_words};
use desk::register::{CONTENT, Preview, import_page, out_of_reach, preview_page};
use domain::access::Permit;
use domain::register::{Change, RecordKind, Register, changes};
use store::SaveError;
use ui::html::Html;

use super::DeskRequest;
use super::reach::editable;
use crate::files::Unreadable;
use crate::files::register::read_table;
use crate::routes::desk::csv::{FileField, Import, Kept, only};
use crate::routes::trouble::Problem;

/// The page on which a file is chosen.
pub async fn form(request: DeskRequest) -> Response {
    let desk = request.desk();
    request.show(import_page(desk, String::new(), None)).await
}

/// Records that are handed in, over the register.
pub struct Records(Register);

/// What a file would change.
pub struct Plan {
    kind: RecordKind,
    changes: Vec<Change>,
    unchanged: usize,
    /// None where nothing would change.
    permit: Option<Permit>,
}

impl Import for Records {
    type Plan = Plan;

    const FILES: &[FileField] = &[FileField {
        chosen: FILE,
        text: CONTENT,
    }];

    const LARGEST: usize = 1024 * 1024;

    async fn of(request: &DeskRequest, _part: Option<String>) -> Result<Self, Problem> {
        Ok(Self(request.state.store.register().await?))
    }

    async fn plan(
        &self,
        request: &DeskRequest,
        files: &[Vec<u8>],
    ) -> Result<Result<Self::Plan, FileFault>, Problem> {
        let unreadable = |faults| FileFault::Unreadable {
            field: CONTENT,
            faults,
        };
        let plan = match self.planned(request, only(files)) {
            Ok(plan) => plan,
            Err(faults) => return Ok(Err(unreadable(faults))),
        };
        let store = &request.state.store;
        let places = store.contradicted_places(&self.0, &plan.changes).await?;
        if places.is_empty() {
            return Ok(Ok(plan));
        }
        let places = places.iter();
        let faults = places.map(|place| sealed_in_words(request.language, place).message);
        Ok(Err(unreadable(faults.collect())))
    }

    fn essence(&self, plan: &Self::Plan) -> impl Debug {
        (self.0.digest(), &plan.changes)
    }

    fn page(&self, request: &DeskRequest, plan: &Self::Plan, looked: Looked) -> Html {
        let preview = Preview {
            kind: plan.kind,
            changes: &plan.changes,
            unchanged: plan.unchanged,
        };
        preview_page(request.desk_at("/meja/impor"), preview, looked)
    }

    async fn keep(&self, request: &DeskRequest, plan: Self::Plan) -> Result<Kept, Problem> {
        let Some(permit) = plan.permit else {
            return Ok(Kept::Moved);
        };
        let records = plan.changes.into_iter().map(|change| change.after);
        let (base, records, what) = (self.0.digest(), records.collect(), plan.kind.code());
        let store = &request.state.store;
        match store
            .import_records(&permit, base, records, what, request.now())
            .await
        {
            Ok(()) => Ok(Kept::At(match plan.kind {
                RecordKind::Service => "/meja/layanan".to_owned(),
                RecordKind::Unit | RecordKind::Counter => "/meja/unit".to_owned(),
            })),
            // A month may have been sealed since: looking again says so.
            Err(SaveError::Outdated(_) | SaveError::Sealed(_)) => Ok(Kept::Moved),
            Err(error) => Err(error.into()),
        }
    }

    async fn refused(
        self,
        request: &DeskRequest,
        files: Vec<Vec<u8>>,
        fault: FileFault,
    ) -> Result<Html, Problem> {
        let content = String::from_utf8_lossy(only(&files)).into_owned();
        Ok(import_page(
            request.desk_at("/meja/impor"),
            content,
            Some(fault),
        ))
    }
}

impl Records {
    /// What a file would change, or everything that is wrong with it.
    fn planned(&self, request: &DeskRequest, file: &[u8]) -> Result<Plan, Vec<String>> {
        let Self(register) = self;
        let language = request.language;
        let read = read_table(file, register);
        let (kind, records) = read.map_err(|reason| lines(request, &reason))?;
        let count = records.len();
        let merged = register.with(records);
        let merged =
            merged.map_err(|reason| vec![inconsistent_in_words(language, &reason).message])?;
        let changes = changes(register, &merged);
        let mut permit = None;
        let mut faults = Vec::new();
        for change in &changes {
            match may_make(request, register, &merged, change) {
                Ok(given) => permit = permit.or(Some(given)),
                Err(fields) => {
                    let (kind, key) = (change.after.kind(), change.after.key());
                    faults.push(out_of_reach(language, kind, &key, &fields));
                }
            }
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        Ok(Plan {
            kind,
            unchanged: count.saturating_sub(changes.len()),
            changes,
            permit,
        })
    }
}

/// Every fault of a file in a line of its own, or what is wrong with the whole.
fn lines(request: &DeskRequest, reason: &Unreadable) -> Vec<String> {
    match reason {
        Unreadable::BadCells(_) | Unreadable::UnevenRows { .. } => reason.faults(request.language),
        Unreadable::NotUtf8(_) | Unreadable::WrongHeader { .. } => {
            vec![reason.text(request.language)]
        }
    }
}

/// The permit to make a change, or the fields that the viewer may not change. Rights are asked for where a record is and
/// where it goes.
fn may_make(
    request: &DeskRequest,
    registered: &Register,
    merged: &Register,
    change: &Change,
) -> Result<Permit, Vec<&'static str>> {
    let fields = change.fields();
    let Some(before) = &change.before else {
        let right = super::right_for(change.after.kind());
        let permit = request.viewer.0.permit(right, change.after.unit(), merged);
        return permit.ok_or(fields);
    };
    if super::may_move_to(request, registered, Some(before), &change.after).is_err() {
        return Err(fields);
    }
    let places = [(before, registered), (&change.after, merged)];
    let mut permit = None;
    for (record, register) in places {
        match editable(request, register, record) {
            Ok(may) if fields.iter().all(|field| may.fields.contains(field)) => {
                permit = Some(may.permit);
            }
            _ => return Err(fields),
        }
    }
    permit.ok_or(fields)
}
