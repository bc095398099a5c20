//! The list of all addresses: what each one is and asks of its visitor, said where it is added and kept by a guard.
//! It must not know what is behind an address, nor which role gives a right: that is the table of `domain::access`.

use std::net::SocketAddr;
use std::time::Duration;

use axum::extract::{ConnectInfo, DefaultBodyLimit, OriginalUri, Request, State};
use axum::handler::Handler;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{MethodRouter, get, post};
use axum::{Extension, Router};
use domain::access::Right;
use domain::language::Language;
use serde::Serialize;
use tower_http::cors::{Any, CorsLayer};
use tower_http::csrf::CsrfLayer;
use tower_sessions::Session;
use ui::page::href;

use super::refusal::Refusal;
use super::trouble::Problem;
use super::viewer::Viewer;
use crate::identity::session::{self, Stage};
use crate::state::AppState;

/// The largest form with a file, in bytes.
const LARGEST_UPLOAD: usize = 2 * 1024 * 1024;

/// For how long a browser need not ask again whether a page may read from another site.
const QUESTION_VALID: Duration = Duration::from_hours(24);

/// What an address asks of its visitor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Nothing.
    Everybody,
    /// To be signed in and to have a right for at least one unit; for which ones, the handler asks.
    With(Right),
    /// The key of a queue system.
    Key,
    /// The token of whoever watches over the server. Where none was chosen, there is nothing to see.
    Token,
}

/// What an address is, for whoever visits it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A page to look at.
    Page,
    /// Anything else to be got: a table, a style sheet, figures for a program.
    File,
    /// A stream of events that does not end by itself.
    Stream,
    /// Something that is changed by what is sent.
    Form,
    /// A form with a rating.
    Ballot,
}

/// One address.
#[derive(Clone, Debug, Serialize)]
pub struct Address {
    /// The path with its parameters in braces.
    pub path: &'static str,
    /// What it is.
    pub kind: Kind,
    /// What it asks.
    #[serde(skip)]
    pub access: Access,
}

impl Address {
    /// `GET` or `POST`.
    pub const fn method(&self) -> Method {
        match self.kind {
            Kind::Page | Kind::File | Kind::Stream => Method::GET,
            Kind::Form | Kind::Ballot => Method::POST,
        }
    }

    /// What serves the address: `handler`, for whom the guard lets pass.
    ///
    /// With a session something is changed only if the request comes from a page of the portal itself; programs bring a
    /// key with each request instead, which no other site can make a browser send. The pages with ballots tell nobody
    /// where a rating comes from, so browsers before 2023 cannot say that the form is the portal's own; what they do
    /// say is checked like everywhere.
    fn guarded(&self, state: &AppState, handler: MethodRouter<AppState>) -> MethodRouter<AppState> {
        let own = own_pages(&state.public_url);
        let state = state.clone();
        let handler = match self.access {
            Access::With(right) => handler.layer(from_fn_with_state((state, right), guard)),
            Access::Key => handler.layer(from_fn_with_state(state, recognise)),
            Access::Token => handler.layer(from_fn_with_state(state, watch)),
            Access::Everybody => handler,
        };
        match self.kind {
            Kind::Page | Kind::File | Kind::Stream => handler,
            Kind::Form if self.access == Access::Key => handler,
            Kind::Form => handler.layer(own),
            Kind::Ballot => handler.layer(own).layer(from_fn(forgive_hidden_origin)),
        }
    }
}

/// Takes forms of the portal's own pages only: those of the address that it is reached under, whatever a proxy writes into
/// `Host`.
fn own_pages(public_url: &str) -> CsrfLayer {
    let layer = CsrfLayer::new();
    let origin = public_url.to_ascii_lowercase();
    layer.clone().add_trusted_origin(origin).unwrap_or(layer)
}

/// Addresses with what is behind them.
#[derive(Default)]
pub struct Addresses(Vec<(Address, MethodRouter<AppState>)>);

impl Addresses {
    /// An address with a page.
    pub fn page<H, T>(self, access: Access, path: &'static str, handler: H) -> Self
    where
        H: Handler<T, AppState>,
        T: 'static,
    {
        self.add(access, path, Kind::Page, get(handler))
    }

    /// An address with anything else to be got.
    pub fn file<H, T>(self, access: Access, path: &'static str, handler: H) -> Self
    where
        H: Handler<T, AppState>,
        T: 'static,
    {
        self.add(access, path, Kind::File, get(handler))
    }

    /// An address with a stream of events.
    pub fn stream<H, T>(self, access: Access, path: &'static str, handler: H) -> Self
    where
        H: Handler<T, AppState>,
        T: 'static,
    {
        self.add(access, path, Kind::Stream, get(handler))
    }

    /// An address with data that every site may read, from any page and without knowing who reads.
    pub fn open_data<H, T>(self, path: &'static str, handler: H) -> Self
    where
        H: Handler<T, AppState>,
        T: 'static,
    {
        // The answer is the same for every site, so nothing varies.
        let anywhere = CorsLayer::new()
            .allow_origin(Any)
            .allow_methods([Method::GET, Method::HEAD])
            .expose_headers([header::ETAG])
            .max_age(QUESTION_VALID)
            .vary([]);
        let handler = get(handler).options(async || StatusCode::NO_CONTENT);
        let handler = handler.layer(anywhere);
        self.add(Access::Everybody, path, Kind::File, handler)
    }

    /// An address that changes something.
    pub fn form<H, T>(self, access: Access, path: &'static str, handler: H) -> Self
    where
        H: Handler<T, AppState>,
        T: 'static,
    {
        self.add(access, path, Kind::Form, post(handler))
    }

    /// An address that changes something by a file, which may be larger than any other form.
    pub fn upload<H, T>(self, access: Access, path: &'static str, handler: H) -> Self
    where
        H: Handler<T, AppState>,
        T: 'static,
    {
        let limit = DefaultBodyLimit::max(LARGEST_UPLOAD);
        self.add(access, path, Kind::Form, post(handler).layer(limit))
    }

    /// An address that takes ratings.
    pub fn ballot<H, T>(self, path: &'static str, handler: H) -> Self
    where
        H: Handler<T, AppState>,
        T: 'static,
    {
        self.add(Access::Everybody, path, Kind::Ballot, post(handler))
    }

    fn add(
        mut self,
        access: Access,
        path: &'static str,
        kind: Kind,
        handler: MethodRouter<AppState>,
    ) -> Self {
        let address = Address { path, kind, access };
        self.0.push((address, handler));
        self
    }

    /// Every address.
    pub fn listed(&self) -> impl Iterator<Item = &Address> {
        self.0.iter().map(|(address, _)| address)
    }

    /// What serves the addresses.
    pub fn into_router(self, state: &AppState) -> Router<AppState> {
        let addresses = self.0.into_iter();
        addresses.fold(Router::new(), |router, (address, handler)| {
            router.route(address.path, address.guarded(state, handler))
        })
    }
}

/// Takes away an origin that the browser hides and that nothing else explains.
async fn forgive_hidden_origin(mut request: Request, next: Next) -> Response {
    let headers = request.headers_mut();
    let hidden = headers.get(header::ORIGIN) == Some(&HeaderValue::from_static("null"));
    if hidden && !headers.contains_key("sec-fetch-site") {
        headers.remove(header::ORIGIN);
    }
    next.run(request).await
}

/// The token that a request carries.
fn bearer(headers: &HeaderMap) -> Option<&str> {
    let header = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    header.strip_prefix("Bearer ").map(str::trim)
}

/// Lets a request pass if it carries the token of whoever watches over the server.
async fn watch(
    State(state): State<AppState>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    request: Request,
    next: Next,
) -> Result<Response, Problem> {
    let token = state.metrics.token().ok_or_else(Problem::not_found)?;
    if bearer(request.headers()).is_some_and(|shown| token.is(shown)) {
        return Ok(next.run(request).await);
    }
    state
        .limits
        .look_up(state.client(peer, request.headers()))?;
    let mut refused = Problem::no_token().into_response();
    let scheme = HeaderValue::from_static("Bearer");
    refused
        .headers_mut()
        .insert(header::WWW_AUTHENTICATE, scheme);
    Ok(refused)
}

/// Lets a request pass if it carries a key that is in use, and tells the handler which.
async fn recognise(
    State(state): State<AppState>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    mut request: Request,
    next: Next,
) -> Result<Response, Refusal> {
    let key = match bearer(request.headers()) {
        Some(token) => state.store.recognise_api_key(token).await?,
        None => None,
    };
    let Some(key) = key else {
        state
            .limits
            .look_up(state.client(peer, request.headers()))?;
        return Err(Refusal::NoKey);
    };
    state.limits.visit(key.id)?;
    request.extensions_mut().insert(key);
    Ok(next.run(request).await)
}

/// Lets a request pass if its sender is signed in and has the right, and tells the handler who it is.
async fn guard(
    State((state, right)): State<(AppState, Right)>,
    Extension(language): Extension<Language>,
    Extension(session): Extension<Session>,
    OriginalUri(uri): OriginalUri,
    mut request: Request,
    next: Next,
) -> Result<Response, Problem> {
    let Some(sign_in) = session::current(&session, state.clock.now()).await? else {
        if !request.method().is_safe() {
            return Err(Problem::signed_out());
        }
        let wanted = uri.path_and_query().map_or("/meja", |path| path.as_str());
        let query: String = form_urlencoded::Serializer::new(String::new())
            .append_pair("ke", wanted)
            .finish();
        return Ok(Redirect::to(&href(language, &format!("/masuk?{query}"))).into_response());
    };
    if *sign_in.stage() != Stage::Complete {
        return Ok(Redirect::to(&href(language, "/masuk/kode")).into_response());
    }
    let Some(person) = state.store.person(sign_in.account()).await? else {
        session.flush().await?;
        return Err(Problem::signed_out());
    };
    if !person.has(right) {
        return Err(Problem::forbidden());
    }
    request.extensions_mut().insert(Viewer(person));
    Ok(next.run(request).await)
}
