//! `/meja/forum/ID/perubahan/N`: answering what people asked to be amended in the minutes.
//! It must not let two moderators overwrite each other.

use axum::body::Bytes;
use axum::extract::Path;
use axum::response::Response;
use desk::document::Notice;
use desk::forms::noun_form::{field_errors, typed_fields};
use desk::forums::amendment::{WITHHOLD, amendment_page};
use domain::forum::{AMENDMENT, Amendment, AmendmentStanding, KeptForum, NotNow};
use domain::moderation::WithholdReason;
use domain::noun::Fields;
use store::ForumError;
use ui::components::{FieldError, FormErrors};
use ui::forms::typed::Typed;
use ui::t;
use uuid::Uuid;

use super::find;
use crate::routes::desk::{DeskRequest, seen_version};
use crate::routes::trouble::Problem;

/// One amendment.
pub async fn show(
    request: DeskRequest,
    Path((id, number)): Path<(Uuid, u32)>,
) -> Result<Response, Problem> {
    let (kept, _) = find(&request, id).await?;
    let amendment = find_amendment(&request, &kept, number).await?;
    let (desk, fields) = (request.desk(), amendment.standing.fields());
    let (version, errors) = (amendment.version, FormErrors::default());
    let html = amendment_page(desk, &kept, &amendment, version, &fields, errors);
    Ok(request.show(html).await)
}

/// Answers it.
pub async fn answer(
    request: DeskRequest,
    Path((id, number)): Path<(Uuid, u32)>,
    body: Bytes,
) -> Result<Response, Problem> {
    let typed = Typed::decode(&body);
    let version = seen_version(&typed)?;
    let fields = typed_fields(AMENDMENT, &typed);
    match AmendmentStanding::read(&fields) {
        Ok(standing) => {
            let deciding = Deciding {
                number,
                version,
                standing,
                fields,
            };
            decide(&request, id, deciding).await
        }
        Err(faults) => {
            let (kept, _) = find(&request, id).await?;
            let errors = field_errors(request.language, AMENDMENT, &faults);
            let amendment = find_amendment(&request, &kept, number).await?;
            let again = Again {
                amendment,
                version,
                fields,
                errors,
            };
            again.show(&request, &kept).await
        }
    }
}

/// Does not publish its words.
pub async fn withhold(
    request: DeskRequest,
    Path((id, number)): Path<(Uuid, u32)>,
    body: Bytes,
) -> Result<Response, Problem> {
    let typed = Typed::decode(&body);
    let mut reasons = WithholdReason::of_moderators();
    let reason = reasons.find(|reason| reason.code() == typed.text(WITHHOLD));
    let reason = reason.ok_or_else(Problem::bad_request)?;
    let deciding = Deciding {
        number,
        version: seen_version(&typed)?,
        standing: AmendmentStanding::Withheld(reason),
        fields: Fields::empty(AMENDMENT),
    };
    decide(&request, id, deciding).await
}

/// A decision with what was typed for it.
struct Deciding {
    number: u32,
    version: i32,
    standing: AmendmentStanding,
    fields: Fields,
}

async fn decide(request: &DeskRequest, id: Uuid, deciding: Deciding) -> Result<Response, Problem> {
    let Deciding {
        number,
        version,
        standing,
        fields,
    } = deciding;
    let (kept, permit) = find(request, id).await?;
    let (store, forum, now) = (&request.state.store, kept.forum.id, request.now());
    let decided = store.decide_amendment(&permit, forum, number, version, &standing, now);
    let language = request.language;
    let error = match decided.await {
        Ok(()) => {
            let back = format!("/meja/forum/{id}/berita-acara");
            return Ok(request.done(Notice::Saved, &back));
        }
        Err(ForumError::Conflict(_)) => t!(language, "error-amendment-conflict"),
        Err(ForumError::NotNow(NotNow::Done)) => t!(language, "error-amendment-told"),
        Err(error) => return Err(error.into()),
    };
    let amendment = find_amendment(request, &kept, number).await?;
    let again = Again {
        // Whoever saves again has seen what somebody else answered.
        version: amendment.version,
        amendment,
        fields,
        errors: FieldError::new("jawaban", error).into(),
    };
    again.show(request, &kept).await
}

/// The page again, with what was typed and what is wrong with it.
struct Again {
    amendment: Amendment,
    version: i32,
    fields: Fields,
    errors: FormErrors,
}

impl Again {
    async fn show(self, request: &DeskRequest, kept: &KeptForum) -> Result<Response, Problem> {
        let Self {
            amendment,
            version,
            fields,
            errors,
        } = self;
        let number = amendment.number;
        let path = format!("/meja/forum/{}/perubahan/{number}", kept.forum.id);
        let desk = request.desk_at(&path);
        let html = amendment_page(desk, kept, &amendment, version, &fields, errors);
        Ok(request.again(html).await)
    }
}

async fn find_amendment(
    request: &DeskRequest,
    kept: &KeptForum,
    number: u32,
) -> Result<Amendment, Problem> {
    let all = request.state.store.amendments(kept.forum.id).await?;
    let found = all.into_iter().find(|amendment| amendment.number == number);
    found.ok_or_else(Problem::not_found)
}
