//! `/meja/forum/ID/kehadiran`: counting who came to a forum.
//! It must not let two moderators overwrite each other.

use axum::body::Bytes;
use axum::extract::Path;
use axum::response::Response;
use desk::document::Notice;
use desk::forms::noun_form::{field_errors, typed_fields};
use desk::forums::attendance::{AttendanceConflict, attendance_page};
use domain::forum::{ATTENDANCE, Attendance};
use store::ForumError;
use ui::components::{FormErrors, FormFault};
use ui::forms::typed::Typed;
use uuid::Uuid;

use super::find;
use crate::routes::desk::{DeskRequest, seen_version};
use crate::routes::trouble::Problem;

/// The form, with what was counted.
pub async fn show(request: DeskRequest, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    let (kept, _) = find(&request, id).await?;
    let attendance = request.state.store.attendance(kept.forum.id).await?;
    let (desk, fields) = (request.desk(), attendance.fields());
    let errors = FormErrors::default();
    let html = attendance_page(desk, &kept, attendance.version, &fields, errors, None);
    Ok(request.show(html).await)
}

/// Counts.
pub async fn count(
    request: DeskRequest,
    Path(id): Path<Uuid>,
    body: Bytes,
) -> Result<Response, Problem> {
    let (kept, permit) = find(&request, id).await?;
    let typed = Typed::decode(&body);
    let version = seen_version(&typed)?;
    let (store, forum) = (&request.state.store, kept.forum.id);
    let fields = typed_fields(ATTENDANCE, &typed);
    let counted = Attendance {
        version,
        ..Attendance::default()
    };
    let (version, errors, saved) = match counted.read(&fields) {
        Err(faults) => {
            let errors = field_errors(request.language, ATTENDANCE, &faults);
            (version, errors, None)
        }
        Ok(counted) => {
            let saving = store.save_attendance(&permit, forum, &counted, request.now());
            match saving.await {
                Ok(()) => {
                    request.state.bells.ring();
                    return Ok(request.done(Notice::Saved, &format!("/meja/forum/{id}")));
                }
                Err(ForumError::Conflict(_)) => {
                    // Whoever saves again after seeing both versions knows what is replaced.
                    let saved = store.attendance(forum).await?;
                    let errors = AttendanceConflict.field_error(request.language).into();
                    (saved.version, errors, Some(saved))
                }
                Err(error) => return Err(error.into()),
            }
        }
    };
    let desk = request.desk();
    let html = attendance_page(desk, &kept, version, &fields, errors, saved.as_ref());
    Ok(request.again(html).await)
}
