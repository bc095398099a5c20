//! The desk: what staff see and do, one module each, named as in the addresses below `/meja`.
//! Every handler gets the viewer from its address's guard and asks for a permit before it changes anything.

pub mod account;
pub mod addresses;
pub mod audit;
pub mod calendar;
pub mod commitments;
mod csv;
mod deeds;
pub mod exclusions;
pub mod forums;
mod history;
pub mod home;
pub mod indicator_files;
pub mod indicators;
pub mod invitations;
pub mod keys;
pub mod minutes;
pub mod moderation;
mod names;
pub mod officers;
pub mod original;
pub mod papers;
pub mod people;
mod places;
pub mod realisations;
pub mod register;
pub mod releases;
pub mod replies;
pub mod roster;
pub mod sensitive;
pub mod settings;

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use axum::extract::{FromRequestParts, OriginalUri};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use chrono::NaiveDate;
use desk::document::{Desk, Notice};
use desk::forms::VERSION;
use domain::language::Language;
use domain::moment::Moment;
use ui::forms::typed::Typed;
use ui::html::Html;
use ui::page::href;
use ui::site::Site;

use super::trouble::Problem;
use super::viewer::Viewer;
use crate::render;
use crate::state::AppState;

/// A request to a page of the desk by somebody whom the guard let pass.
pub struct DeskRequest {
    /// The server.
    pub state: AppState,
    /// In which language to answer.
    pub language: Language,
    /// Who asks.
    pub viewer: Viewer,
    headers: HeaderMap,
    path: String,
}

impl FromRequestParts<AppState> for DeskRequest {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Problem> {
        let viewer = Viewer::from_request_parts(parts, state).await?;
        let language = parts.extensions.get::<Language>().copied();
        let language = language.unwrap_or(Language::Indonesian);
        let uri = parts.extensions.get::<OriginalUri>();
        let uri = uri.map_or(&parts.uri, |original| &original.0);
        let path = uri.path_and_query().map_or("/", |path| path.as_str());
        let path = match language {
            Language::Indonesian => path,
            Language::English => path.strip_prefix("/en").unwrap_or(path),
        };
        Ok(Self {
            state: state.clone(),
            language,
            viewer,
            headers: parts.headers.clone(),
            path: path.to_owned(),
        })
    }
}

/// The version that the sender of a form had seen.
fn seen_version(typed: &Typed) -> Result<i32, Problem> {
    let version = typed.text(VERSION).parse();
    version.map_err(|_| Problem::bad_request())
}

impl DeskRequest {
    /// The desk around a page.
    pub fn desk(&self) -> Desk {
        let page = self.state.page(self.language, self.path.clone());
        Desk::new(page, &self.viewer.0)
    }

    /// The desk around a page that stands at another address than the form that was sent.
    pub fn desk_at(&self, path: &str) -> Desk {
        Desk::new(self.state.page(self.language, path), &self.viewer.0)
    }

    /// The register and the public record of this moment.
    pub fn site(&self) -> Arc<Site> {
        self.state.publication.current().site.clone()
    }

    /// Whom the request counts for.
    pub fn client(&self, peer: SocketAddr) -> IpAddr {
        self.state.client(peer, &self.headers)
    }

    /// The path of the page with its query, without the language prefix.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The query of the request.
    pub fn query(&self) -> Typed {
        let query = self.path.split_once('?').map_or("", |(_, query)| query);
        Typed::query(query)
    }

    /// The time, in seconds since 1970 (UTC).
    pub fn now(&self) -> i64 {
        self.state.clock.now()
    }

    /// The time and the local day.
    pub fn moment(&self) -> Moment {
        self.state.clock.moment()
    }

    /// The local day.
    pub fn today(&self) -> NaiveDate {
        self.state.clock.today()
    }

    /// A page of the desk.
    pub async fn show(&self, html: Html) -> Response {
        render::once(StatusCode::OK, &self.headers, html).await
    }

    /// A page whose form came back because something is wrong with it.
    pub async fn again(&self, html: Html) -> Response {
        render::once(StatusCode::UNPROCESSABLE_ENTITY, &self.headers, html).await
    }

    /// To another page of the desk, which says what was just done.
    pub fn done(&self, notice: Notice, path: &str) -> Response {
        Redirect::to(&href(self.language, &notice.at(path))).into_response()
    }
}
