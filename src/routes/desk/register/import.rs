//! `/meja/impor`: reading a file into the register, first as a preview, then all at once.
//! It must not apply anything but what a preview of the same register would show.

use axum::extract::Multipart;
use axum::extract::multipart::MultipartError;
use axum::http::StatusCode;
use axum::response::Response;
use desk::document::Notice;
use desk::forms::BASE;
use desk::forms::record_form::inconsistent_in_words;
use desk::register::{CONTENT, FILE, Preview, import_page, out_of_reach, preview_page};
use domain::access::Permit;
use domain::language::Language;
use domain::register::{Change, Record, RecordKind, Register, changes};
use domain::release::Digest;
use store::SaveError;
use ui::t;

use super::Visit;
use super::reach::editable;
use crate::files::Unreadable;
use crate::files::register::read_table;
use crate::routes::trouble::Problem;

/// The largest file, in bytes. The request may be larger, for what stands around it.
const LARGEST_FILE: usize = 1024 * 1024;

/// The page on which a file is chosen.
pub async fn form(visit: Visit) -> Response {
    let desk = visit.desk();
    visit.show(import_page(desk, String::new(), vec![])).await
}

/// What was sent: the file if there is one, else the pasted text, and the hash of the register previewed before.
struct Sent {
    content: Vec<u8>,
    base: Option<Digest>,
}

async fn sent(mut parts: Multipart) -> Result<Sent, MultipartError> {
    let (mut file, mut pasted, mut base) = (Vec::new(), Vec::new(), None);
    while let Some(part) = parts.next_field().await? {
        match part.name() {
            Some(FILE) => file = part.bytes().await?.to_vec(),
            Some(CONTENT) => pasted = part.bytes().await?.to_vec(),
            Some(BASE) => base = part.text().await?.parse().ok(),
            _ => {}
        }
    }
    let content = if file.is_empty() { pasted } else { file };
    Ok(Sent { content, base })
}

/// What comes of a file: everything that is wrong with it, or what it would change.
enum Plan {
    Faulty(Vec<String>),
    Changes(Box<Planned>),
}

struct Planned {
    kind: RecordKind,
    changes: Vec<Change>,
    unchanged: usize,
    base: Digest,
    permit: Option<Permit>,
}

async fn plan(visit: &Visit, content: &[u8]) -> Result<Plan, Problem> {
    let language = visit.language;
    if content.iter().all(u8::is_ascii_whitespace) {
        return Ok(Plan::Faulty(vec![t!(language, "import-empty")]));
    }
    if content.len() > LARGEST_FILE {
        return Ok(Plan::Faulty(vec![t!(language, "import-too-large")]));
    }
    let register = visit.state.store.register().await?;
    let (kind, records) = match read_table(content, &register) {
        Ok(read) => read,
        Err(reason) => return Ok(Plan::Faulty(lines(&reason, language))),
    };
    let count = records.len();
    let merged = match register.with(records) {
        Ok(merged) => merged,
        Err(reason) => {
            let fault = inconsistent_in_words(language, &reason).message;
            return Ok(Plan::Faulty(vec![fault]));
        }
    };
    let changes = changes(&register, &merged);
    let mut permit = None;
    let mut faults = Vec::new();
    for change in &changes {
        match may_make(visit, (&register, &merged), change) {
            Ok(given) => permit = permit.or(Some(given)),
            Err(fields) => {
                faults.push(out_of_reach(
                    language,
                    change.after.kind(),
                    &change.after.key(),
                    &fields,
                ));
            }
        }
    }
    if !faults.is_empty() {
        return Ok(Plan::Faulty(faults));
    }
    Ok(Plan::Changes(Box::new(Planned {
        kind,
        unchanged: count.saturating_sub(changes.len()),
        base: register.digest(),
        changes,
        permit,
    })))
}

/// The permit to make a change, or the fields that the viewer may not change. Rights are asked for where a record is and
/// where it goes.
fn may_make(
    visit: &Visit,
    (registered, merged): (&Register, &Register),
    change: &Change,
) -> Result<Permit, Vec<&'static str>> {
    let fields = change.fields();
    let Some(before) = &change.before else {
        let right = super::right_for(change.after.kind());
        let permit = visit.viewer.0.permit(right, change.after.unit(), merged);
        return permit.ok_or(fields);
    };
    if super::may_move_to(visit, registered, Some(before), &change.after).is_err() {
        return Err(fields);
    }
    let places = [(before, registered), (&change.after, merged)];
    let mut permit = None;
    for (record, register) in places {
        match editable(visit, register, record) {
            Ok(may) if fields.iter().all(|field| may.fields.contains(field)) => {
                permit = Some(may.permit);
            }
            _ => return Err(fields),
        }
    }
    permit.ok_or(fields)
}

/// Every fault of a file in a line of its own, or what is wrong with the whole.
fn lines(reason: &Unreadable, language: Language) -> Vec<String> {
    match reason {
        Unreadable::BadCells(_) | Unreadable::UnevenRows { .. } => reason.faults(language),
        Unreadable::NotUtf8(_) | Unreadable::WrongHeader { .. } => vec![reason.text(language)],
    }
}

/// Shows what a file would change.
pub async fn preview(visit: Visit, parts: Multipart) -> Result<Response, Problem> {
    let sent = match sent(parts).await {
        Ok(sent) => sent,
        Err(error) => return too_large(&visit, &error).await,
    };
    let planned = plan(&visit, &sent.content).await?;
    Ok(shown(&visit, planned, &sent.content, false).await)
}

/// Applies a file, if the register is the one that was previewed; otherwise it shows anew what the file would change.
pub async fn apply(visit: Visit, parts: Multipart) -> Result<Response, Problem> {
    let sent = match sent(parts).await {
        Ok(sent) => sent,
        Err(error) => return too_large(&visit, &error).await,
    };
    let planned = match plan(&visit, &sent.content).await? {
        Plan::Changes(planned) => planned,
        faulty @ Plan::Faulty(_) => return Ok(shown(&visit, faulty, &sent.content, false).await),
    };
    let outdated = sent.base != Some(planned.base);
    let permit = planned.permit.clone().filter(|_| !outdated);
    let Some(permit) = permit else {
        let planned = Plan::Changes(planned);
        return Ok(shown(&visit, planned, &sent.content, outdated).await);
    };
    let records: Vec<Record> = planned
        .changes
        .iter()
        .map(|change| change.after.clone())
        .collect();
    let (store, what) = (&visit.state.store, planned.kind.code());
    let applied = store
        .import_records(&permit, planned.base, records, what, visit.now())
        .await;
    match applied {
        Ok(()) => {
            let path = match planned.kind {
                RecordKind::Service => "/meja/layanan",
                RecordKind::Unit | RecordKind::Counter => "/meja/unit",
            };
            Ok(visit.done(Notice::Saved, path))
        }
        Err(SaveError::Outdated) => {
            let planned = plan(&visit, &sent.content).await?;
            Ok(shown(&visit, planned, &sent.content, true).await)
        }
        Err(error) => Err(error.into()),
    }
}

async fn shown(visit: &Visit, planned: Plan, content: &[u8], outdated: bool) -> Response {
    let content = String::from_utf8_lossy(content).into_owned();
    let desk = visit.desk_at("/meja/impor");
    match planned {
        Plan::Faulty(faults) => visit.again(import_page(desk, content, faults)).await,
        Plan::Changes(planned) => {
            let preview = Preview {
                kind: planned.kind,
                changes: planned.changes,
                unchanged: planned.unchanged,
                content,
                base: planned.base,
                outdated,
            };
            if outdated {
                visit.again(preview_page(desk, preview)).await
            } else {
                visit.show(preview_page(desk, preview)).await
            }
        }
    }
}

/// The answer to a form that could not be read: too large, or none at all.
async fn too_large(visit: &Visit, error: &MultipartError) -> Result<Response, Problem> {
    if error.status() != StatusCode::PAYLOAD_TOO_LARGE {
        return Err(Problem::bad_request());
    }
    let desk = visit.desk_at("/meja/impor");
    let fault = t!(visit.language, "import-too-large");
    Ok(visit
        .again(import_page(desk, String::new(), vec![fault]))
        .await)
}
