//! The form of a rating: what it is about, and how it comes back.
//! It must not keep a rating.

use std::net::IpAddr;

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use domain::invitation::{Code, CodeRefusal};
use domain::language::{Bilingual, Language};
use domain::register::Service;
use domain::slug::Slug;
use public::enter::{Entry, Obstacle, entry_page};
use store::FormToken;
use ui::forms::rating_form::{COUNTER, RatingFault, RatingForm, SERVICE, open_path};
use ui::page::Page;

use super::refused;
use crate::render;
use crate::routes::reading::query_value;
use crate::routes::trouble::{COME_BACK, Problem};
use crate::state::AppState;

/// What comes back with the form: what was typed, what is wrong with it, and why it was not taken.
#[derive(Default)]
pub(super) struct Answered {
    pub(super) form: RatingForm,
    pub(super) faults: Vec<RatingFault>,
    pub(super) obstacle: Option<Obstacle>,
}

/// What a form is about: a service, perhaps at a counter.
pub(super) struct RatedService {
    pub(super) service: Service,
    unit: Bilingual,
    pub(super) counter: Option<String>,
    path: String,
    token: FormToken,
    invited: bool,
}

impl RatedService {
    /// The form of a visit, for a client that has not asked for too many codes that do not exist. What cannot be a code at
    /// all counts as none of them: nothing is learnt by it.
    pub(super) async fn invited(
        state: &AppState,
        client: IpAddr,
        typed: &str,
        token: FormToken,
    ) -> Result<Self, Problem> {
        let code: Code = typed.parse().map_err(|_| CodeRefusal::Unknown)?;
        state.limits.ask(client)?;
        let (store, today) = (&state.store, state.clock.today());
        let slug = match store.look_up_invitation(&code, today).await? {
            Ok(slug) => slug,
            Err(refusal) => return Err(refused(state, client, refusal).await),
        };
        Self::visited(state, &slug, &code, token)
    }

    /// The form of a visit that cannot be looked up, about the service that it names itself.
    pub(super) fn named(
        state: &AppState,
        code: &Code,
        form: &RatingForm,
        token: FormToken,
    ) -> Option<Self> {
        let slug = form.value(SERVICE)?.parse().ok()?;
        Self::visited(state, &slug, code, token).ok()
    }

    fn visited(
        state: &AppState,
        slug: &Slug,
        code: &Code,
        token: FormToken,
    ) -> Result<Self, Problem> {
        let rated = Self::of(state, slug, format!("/nilai/{code}"), token)?;
        Ok(Self {
            invited: true,
            ..rated
        })
    }

    /// An open form. The card of a counter that is gone still leads to the form of its service.
    pub(super) fn open(
        state: &AppState,
        slug: &str,
        query: &str,
        token: FormToken,
    ) -> Result<Self, Problem> {
        let slug: Slug = slug.parse().map_err(|_| Problem::not_found())?;
        let today = state.clock.today();
        let rated = Self::of(state, &slug, open_path(&slug, None), token)?;
        if !rated.service.validity.on(today) {
            return Err(Problem::not_found());
        }
        let named = query_value(query, COUNTER);
        let edition = state.publication.current();
        let register = edition.site.record.register();
        let counter = register
            .counters_of(&rated.service.unit)
            .find(|counter| counter.name == named && counter.validity.on(today));
        let counter = counter.map(|counter| counter.name.clone());
        Ok(Self {
            path: open_path(&slug, counter.as_deref()),
            counter,
            ..rated
        })
    }

    fn of(state: &AppState, slug: &Slug, path: String, token: FormToken) -> Result<Self, Problem> {
        let edition = state.publication.current();
        let register = edition.site.record.register();
        let service = register
            .service(slug)
            .cloned()
            .ok_or_else(Problem::not_found)?;
        let unit = register
            .unit(&service.unit)
            .map(|unit| unit.name.clone())
            .unwrap_or_default();
        Ok(Self {
            service,
            unit,
            counter: None,
            path,
            token,
            invited: false,
        })
    }

    /// The form before anybody has typed into it.
    pub(super) fn blank(&self) -> Answered {
        Answered {
            form: RatingForm::blank(self.service.free),
            ..Answered::default()
        }
    }

    /// The form as a page, with the status that says why it is shown.
    pub(super) async fn form(
        self,
        state: &AppState,
        language: Language,
        headers: &HeaderMap,
        answered: Answered,
    ) -> Response {
        let page: Page = state.page(language, self.path);
        let status = match answered.obstacle {
            Some(Obstacle::Busy(_)) => StatusCode::TOO_MANY_REQUESTS,
            Some(Obstacle::Unavailable | Obstacle::Late) => StatusCode::SERVICE_UNAVAILABLE,
            None if answered.faults.is_empty() => StatusCode::OK,
            None => StatusCode::UNPROCESSABLE_ENTITY,
        };
        let entry = Entry {
            service: self.service.name.get(language).to_owned(),
            slug: self.service.slug,
            unit: self.unit.get(language).to_owned(),
            counter: self.counter,
            free: self.service.free,
            token: self.token.as_str().to_owned(),
            invited: self.invited,
            form: answered.form,
            faults: answered.faults,
            obstacle: answered.obstacle,
        };
        let mut response = render::once(status, headers, entry_page(page, entry)).await;
        let wait = answered.obstacle.map(|obstacle| match obstacle {
            Obstacle::Busy(seconds) => seconds,
            Obstacle::Unavailable | Obstacle::Late => COME_BACK,
        });
        if let Some(seconds) = wait {
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}
