//! `/undangan/…`: choosing a password by a link that somebody was given, and setting up the portal by the first one.
//! It must not tell anything to whoever has no link.

use std::net::{IpAddr, SocketAddr};

use axum::Extension;
use axum::body::Bytes;
use axum::extract::{ConnectInfo, Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use desk::forms::password_form::{CITY, EMAIL, NAME, NEW_PASSWORD, PASSWORD, PasswordFault};
use desk::link::{Invited, dead_link_page, link_page};
use domain::account::{Account, Email, PersonName};
use domain::language::{Bilingual, Language};
use domain::register::{Unit, UnitKind};
use domain::slug::Slug;
use domain::validity::Validity;
use store::{LinkError, LinkTarget, LinkToken, SetUp};
use tower_sessions::Session;
use ui::forms::typed::Typed;

use super::sign_in::{HOME, begin, onward_first};
use super::trouble::Problem;
use crate::identity::password::{self, MAX_CHARACTERS, MIN_CHARACTERS, Password, Weakness};
use crate::render;
use crate::state::AppState;

/// A request to a link that works.
struct LinkRequest {
    state: AppState,
    language: Language,
    headers: HeaderMap,
    token: LinkToken,
    target: LinkTarget,
}

/// The form for the password.
pub async fn form(
    State(state): State<AppState>,
    Extension(language): Extension<Language>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    Path(token): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    state.limits.look_up(state.client(peer, &headers))?;
    match LinkRequest::of(state.clone(), language, headers.clone(), &token).await {
        Ok(request) => Ok(request.ask(Typed::default(), vec![]).await),
        Err(error) => dead(&state, language, &headers, &token, error).await,
    }
}

/// Takes the password and begins a session.
pub async fn submit(
    State(state): State<AppState>,
    Extension(language): Extension<Language>,
    Extension(session): Extension<Session>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    Path(token): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Problem> {
    state.limits.look_up(state.client(peer, &headers))?;
    let typed = Typed::decode(&body);
    let request = match LinkRequest::of(state.clone(), language, headers.clone(), &token).await {
        Ok(request) => request,
        Err(error) => return dead(&state, language, &headers, &token, error).await,
    };
    let entered = match request.target.clone() {
        LinkTarget::Codes(account) => {
            let client = state.client(peer, &headers);
            request.end_codes(client, &account, typed).await?
        }
        LinkTarget::SetUp => request.set_up(typed).await?,
        LinkTarget::Account(account) => {
            let known = [account.email.as_str(), account.name.as_str()];
            match choose(&state, typed.raw(NEW_PASSWORD), &known) {
                Err(problem) => Err(request.ask(typed, vec![problem]).await),
                Ok(password) => {
                    let hash = password.hash().await;
                    let now = state.clock.now();
                    Ok(state.store.enter_account(request.token, hash, now).await)
                }
            }
        }
    };
    match entered {
        Err(form) => Ok(form),
        Ok(Err(error)) => dead(&state, language, &headers, &token, error).await,
        Ok(Ok(id)) => {
            let reached = begin(&state, &session, id).await?;
            Ok(onward_first(language, reached, HOME))
        }
    }
}

/// A password that is good enough, or what to say about it.
/// What everybody knows of the city counts as easy to guess, with what is known of the person.
pub fn choose(state: &AppState, text: &str, known: &[&str]) -> Result<Password, PasswordFault> {
    let edition = state.publication.current();
    let units = edition.site.record.register().units();
    let names = units.flat_map(|unit| {
        let name = Language::ALL.map(|language| unit.name.get(language));
        name.into_iter().chain([unit.abbreviation.as_str()])
    });
    let known: Vec<&str> = known.iter().copied().chain(names).collect();
    Password::choose(text, &known).map_err(|weakness| match weakness {
        Weakness::TooShort => PasswordFault::TooShort(MIN_CHARACTERS),
        Weakness::TooLong => PasswordFault::TooLong(MAX_CHARACTERS),
        Weakness::Guessable => PasswordFault::Guessable,
    })
}

async fn dead(
    state: &AppState,
    language: Language,
    headers: &HeaderMap,
    token: &str,
    error: LinkError,
) -> Result<Response, Problem> {
    match error {
        LinkError::Unknown => {
            let token: String = form_urlencoded::byte_serialize(token.as_bytes()).collect();
            let page = state.page(language, format!("/undangan/{token}"));
            let html = dead_link_page(page);
            Ok(render::once(StatusCode::GONE, headers, html).await)
        }
        LinkError::Account(error) => Err(error.into()),
    }
}

/// Who entered the account, or the form again.
type Entered = Result<Result<domain::access::AccountId, LinkError>, Response>;

impl LinkRequest {
    async fn of(
        state: AppState,
        language: Language,
        headers: HeaderMap,
        token: &str,
    ) -> Result<Self, LinkError> {
        let token: LinkToken = token.parse()?;
        let target = state.store.link(token, state.clock.now()).await?;
        Ok(Self {
            state,
            language,
            headers,
            token,
            target,
        })
    }

    fn register(&self) -> std::sync::Arc<ui::site::Site> {
        self.state.publication.current().site.clone()
    }

    async fn ask(self, typed: Typed, faults: Vec<PasswordFault>) -> Response {
        let has_city = self.register().record.register().root().is_some();
        let invited = match self.target {
            LinkTarget::SetUp => Invited::First { has_city },
            LinkTarget::Account(account) => Invited::Person {
                email: account.email.to_string(),
                name: account.name.to_string(),
            },
            LinkTarget::Codes(account) => Invited::Codes {
                name: account.name.to_string(),
            },
        };
        let status = if faults.is_empty() {
            StatusCode::OK
        } else {
            StatusCode::UNPROCESSABLE_ENTITY
        };
        let path = format!("/undangan/{}", self.token);
        let page = self.state.page(self.language, path);
        let html = link_page(page, invited, typed, faults, MIN_CHARACTERS);
        render::once(status, &self.headers, html).await
    }

    /// Ends the one-time codes of whoever knows the password. Guessing it here counts like guessing it at the door.
    async fn end_codes(
        self,
        client: IpAddr,
        account: &Account,
        typed: Typed,
    ) -> Result<Entered, Problem> {
        let hold = self.state.limits.sign_in(client, account.email.as_str())?;
        tokio::time::sleep(hold).await;
        let store = &self.state.store;
        let present = store.credentials_of(account.id).await?;
        let hash = present.and_then(|credentials| credentials.password_hash);
        if !password::is_known(typed.raw(PASSWORD), hash).await {
            let fault = PasswordFault::WrongPassword;
            return Ok(Err(self.ask(typed, vec![fault]).await));
        }
        let now = self.state.clock.now();
        Ok(Ok(store.end_codes(self.token, now).await))
    }

    /// Makes the first administrator, and the city if there is none yet.
    async fn set_up(self, typed: Typed) -> Result<Entered, Problem> {
        let mut faults = Vec::new();
        let name = typed.text(NAME).parse::<PersonName>();
        if name.is_err() {
            faults.push(PasswordFault::Name);
        }
        let email = typed.text(EMAIL).parse::<Email>();
        if email.is_err() {
            faults.push(PasswordFault::Email);
        }
        let root = self.register().record.register().root().cloned();
        let city = root.or_else(|| city(typed.text(CITY)));
        if city.is_none() {
            faults.push(PasswordFault::City);
        }
        let password = choose(
            &self.state,
            typed.raw(NEW_PASSWORD),
            &[typed.text(EMAIL), typed.text(NAME), typed.text(CITY)],
        );
        if let Err(problem) = &password {
            faults.push(*problem);
        }
        let (Ok(name), Ok(email), Some(city), Ok(password)) = (name, email, city, password) else {
            return Ok(Err(self.ask(typed, faults).await));
        };
        let set_up = SetUp {
            email,
            name,
            password_hash: password.hash().await,
            city,
        };
        let now = self.state.clock.now();
        let entered = self.state.store.set_up(self.token, set_up, now).await;
        self.state.publication.refresh().await?;
        Ok(Ok(entered))
    }
}

/// The unit at the top of the tree.
fn city(name: &str) -> Option<Unit> {
    let name: PersonName = name.parse().ok()?;
    let slug: Slug = "kota".parse().ok()?;
    Some(Unit {
        slug,
        name: Bilingual::new(name.as_str(), name.as_str()),
        abbreviation: String::new(),
        aliases: vec![],
        kind: UnitKind::City,
        parent: None,
        validity: Validity::default(),
        former_parents: vec![],
        predecessors: vec![],
        opening: String::new(),
        head: String::new(),
        pledge: Bilingual::default(),
    })
}
