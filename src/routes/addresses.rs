//! The list of all addresses: what each one asks of its visitor, said where it is added and kept by a guard.
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
use tower_http::cors::{Any, CorsLayer};
use tower_http::csrf::CsrfLayer;
use tower_sessions::Session;
use ui::page::href;

use super::refusal::Refusal;
use super::trouble::Problem;
use crate::identity::session::{self, Stage};
use crate::identity::viewer::Viewer;
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

/// One address.
#[derive(Clone, Debug)]
pub struct Address {
    /// `GET` or `POST`.
    pub method: Method,
    /// The path with its parameters in braces.
    pub path: &'static str,
    /// What it asks.
    pub access: Access,
}

/// Addresses with what is behind them.
pub struct Addresses {
    state: AppState,
    router: Router<AppState>,
    listed: Vec<Address>,
}

impl Addresses {
    /// No address yet.
    pub fn new(state: AppState) -> Self {
        Self {
            state,
            router: Router::new(),
            listed: Vec::new(),
        }
    }

    /// An address that shows something.
    pub fn get<H, T>(self, access: Access, path: &'static str, handler: H) -> Self
    where
        H: Handler<T, AppState>,
        T: 'static,
    {
        let handler = self.guarded(access, get(handler));
        self.add(Method::GET, access, path, handler)
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
        self.add(
            Method::GET,
            Access::Everybody,
            path,
            handler.layer(anywhere),
        )
    }

    /// An address that changes something. With a session it does so only if the request comes from a page of the portal
    /// itself; programs bring a key with each request instead, which no other site can make a browser send.
    pub fn post<H, T>(self, access: Access, path: &'static str, handler: H) -> Self
    where
        H: Handler<T, AppState>,
        T: 'static,
    {
        let mut handler = self.guarded(access, post(handler));
        if access != Access::Key {
            handler = handler.layer(CsrfLayer::new());
        }
        self.add(Method::POST, access, path, handler)
    }

    /// An address that changes something by a file, which may be larger than any other form.
    pub fn upload<H, T>(self, access: Access, path: &'static str, handler: H) -> Self
    where
        H: Handler<T, AppState>,
        T: 'static,
    {
        let limit = DefaultBodyLimit::max(LARGEST_UPLOAD);
        let handler = self.guarded(access, post(handler).layer(limit));
        self.add(Method::POST, access, path, handler.layer(CsrfLayer::new()))
    }

    /// An address that takes ratings. Their pages tell nobody where one comes from, so browsers before 2023 cannot say
    /// that the form is the portal's own; what they do say is checked like everywhere.
    pub fn ballot<H, T>(self, path: &'static str, handler: H) -> Self
    where
        H: Handler<T, AppState>,
        T: 'static,
    {
        let handler = post(handler)
            .layer(CsrfLayer::new())
            .layer(from_fn(forgive_hidden_origin));
        self.add(Method::POST, Access::Everybody, path, handler)
    }

    fn guarded(&self, access: Access, handler: MethodRouter<AppState>) -> MethodRouter<AppState> {
        match access {
            Access::With(right) => {
                handler.layer(from_fn_with_state((self.state.clone(), right), guard))
            }
            Access::Key => handler.layer(from_fn_with_state(self.state.clone(), recognise)),
            Access::Token => handler.layer(from_fn_with_state(self.state.clone(), watch)),
            Access::Everybody => handler,
        }
    }

    fn add(
        mut self,
        method: Method,
        access: Access,
        path: &'static str,
        handler: MethodRouter<AppState>,
    ) -> Self {
        self.router = self.router.route(path, handler);
        self.listed.push(Address {
            method,
            path,
            access,
        });
        self
    }

    /// Every address, to be walked through by tests.
    pub fn listed(&self) -> &[Address] {
        &self.listed
    }

    /// What serves the addresses.
    pub fn into_router(self) -> Router<AppState> {
        self.router
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
