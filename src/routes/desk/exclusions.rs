//! `/meja/rilis/{id}/kecualikan`: leaving ratings out of a proposed seal, which its proposer asks for.
//! It must not look at a rating.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::Path;
use axum::response::Response;
use desk::release::{
    Asked, EXCLUSION, FIRST_DAY, LAST_DAY, PLACE, PROOF, TypedExclusion, exclusion_page,
};
use desk::releases::{Obstacle, REASON};
use domain::integrity::MarkedPlace;
use domain::language::Language;
use domain::rating::Proof;
use domain::seal::exclusion::{Exclusion, ExclusionRefused};
use domain::seal::proposal::{Proposal, ProposalKind};
use store::ProposalError;
use ui::components::{FieldError, FormErrors, FormFault};
use ui::forms::typed::Typed;
use ui::t;
use uuid::Uuid;

use super::DeskRequest;
use super::releases::{PATH, again, find, obstacle, permit, to_proposal};
use crate::routes::trouble::Problem;

/// The form.
pub async fn form(request: DeskRequest, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    permit(&request)?;
    let asked = asked(&request, id, TypedExclusion::default()).await?;
    let desk = request.desk();
    Ok(request.show(exclusion_page(desk, asked)).await)
}

/// Asks to leave ratings out.
pub async fn ask(
    request: DeskRequest,
    Path(id): Path<Uuid>,
    body: Bytes,
) -> Result<Response, Problem> {
    let permit = permit(&request)?;
    let fields = Typed::decode(&body);
    let typed = TypedExclusion {
        place: fields.text(PLACE).to_owned(),
        proof: fields.text(PROOF).to_owned(),
        from: fields.text(FIRST_DAY).to_owned(),
        to: fields.text(LAST_DAY).to_owned(),
        reason: fields.raw(REASON).to_owned(),
    };
    let asked = asked(&request, id, typed).await?;
    let exclusion = match parsed(request.language, &asked.proposal, &asked.typed) {
        Ok(exclusion) => exclusion,
        Err(errors) => return wrong(&request, asked, errors).await,
    };
    let (by, now) = (request.viewer.0.id, request.now());
    let store = &request.state.store;
    match store.ask_exclusion(&permit, by, id, exclusion, now).await {
        Ok(_) => Ok(to_proposal(&request, id)),
        Err(error) => {
            let errors = FormErrors::told(request.language, &[obstacle(error)?]);
            wrong(&request, asked, errors).await
        }
    }
}

/// Counts ratings after all that were to be left out.
pub async fn withdraw(
    request: DeskRequest,
    Path(id): Path<Uuid>,
    body: Bytes,
) -> Result<Response, Problem> {
    let permit = permit(&request)?;
    let fields = Typed::decode(&body);
    let exclusion = fields.text(EXCLUSION).parse();
    let exclusion = exclusion.map_err(|_| Problem::bad_request())?;
    let (by, now) = (request.viewer.0.id, request.now());
    let store = &request.state.store;
    let withdrawn = store
        .withdraw_exclusion(&permit, by, id, exclusion, now)
        .await;
    match withdrawn {
        // Whoever presses twice wanted it once.
        Ok(()) | Err(ProposalError::Unknown) => Ok(to_proposal(&request, id)),
        Err(error) => again(&request, id, String::new(), error).await,
    }
}

async fn asked(request: &DeskRequest, id: Uuid, typed: TypedExclusion) -> Result<Asked, Problem> {
    let proposal = find(request, id).await?;
    if proposal.kind != ProposalKind::Seal {
        return Err(Problem::not_found());
    }
    Ok(Asked {
        own: proposal.proposed_by == request.viewer.0.id,
        proposal,
        register: Arc::clone(request.site().record.register()),
        typed,
        errors: FormErrors::default(),
    })
}

async fn wrong(
    request: &DeskRequest,
    asked: Asked,
    errors: FormErrors,
) -> Result<Response, Problem> {
    let desk = request.desk_at(&format!("{PATH}/{}", asked.proposal.id));
    let asked = Asked { errors, ..asked };
    Ok(request.again(exclusion_page(desk, asked)).await)
}

/// What was typed, if it can be understood.
fn parsed(
    language: Language,
    proposal: &Proposal,
    typed: &TypedExclusion,
) -> Result<Exclusion, FormErrors> {
    let signs = proposal.signs.as_deref().unwrap_or_default();
    let place: Option<usize> = typed.place.parse().ok();
    let place = place.and_then(|number| MarkedPlace::of(signs).into_iter().nth(number));
    let proof = Proof::from_key(&typed.proof);
    let (from, to) = (typed.from.parse().ok(), typed.to.parse().ok());
    if let (Some(place), Some(proof), Some(from), Some(to)) = (&place, proof, from, to) {
        return Ok(Exclusion {
            service: place.service.clone(),
            counter: place.counter.clone(),
            proof,
            from,
            to,
            reason: typed.reason.clone(),
        });
    }
    let no_day = || t!(language, "exclusion-no-day");
    let no_place = Obstacle::Exclusion(ExclusionRefused::NoSign);
    let errors = [
        place.is_none().then(|| no_place.field_error(language)),
        proof
            .is_none()
            .then(|| FieldError::new(PROOF, t!(language, "exclusion-no-proof"))),
        from.is_none().then(|| FieldError::new(FIRST_DAY, no_day())),
        to.is_none().then(|| FieldError::new(LAST_DAY, no_day())),
    ];
    Err(errors.into_iter().flatten().collect())
}
