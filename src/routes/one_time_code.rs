//! `/masuk/kode`: the one-time code after the password, and setting up the generator that makes it.
//! It must not let anybody past whose password was not checked first.

use std::net::SocketAddr;

use axum::Extension;
use axum::body::Bytes;
use axum::extract::{ConnectInfo, RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use desk::one_time_code::{
    CODE, CodeFault, Generator, RECOVERY_CODE, code_page, recovery_page, set_up_page,
};
use desk::sign_in::{SignIn, SignInFault, sign_in_page};
use domain::access::AccountId;
use domain::language::Language;
use store::OneTimeSecret;
use tower_sessions::Session;
use ui::forms::typed::Typed;
use ui::page::href;

use super::sign_in::{COOKIE_TEST, COOKIE_TEST_WORD, destination, onward, onward_first};
use super::trouble::Problem;
use crate::demo;
use crate::files::qr;
use crate::identity::session::{self, Stage};
use crate::identity::{device, one_time_code, second_factor};
use crate::limits::Wait;
use crate::render;
use crate::state::AppState;

/// What a request for a one-time code is about.
struct Step {
    state: AppState,
    language: Language,
    headers: HeaderMap,
    session: Session,
    sign_in: session::SignIn,
    destination: String,
}

/// Asks for a code, or shows how to set up a generator.
pub async fn form(
    State(state): State<AppState>,
    Extension(language): Extension<Language>,
    Extension(session): Extension<Session>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let typed = Typed::query(&query.unwrap_or_default());
    let Some(step) = Step::of(state, language, headers, session, &typed).await? else {
        if typed.text(COOKIE_TEST) == COOKIE_TEST_WORD {
            return Ok(onward_first(
                language,
                Stage::Complete,
                &destination(&typed),
            ));
        }
        return Ok(Redirect::to(&href(language, "/masuk")).into_response());
    };
    if *step.sign_in.stage() == Stage::Complete {
        return Ok(onward(language, Stage::Complete, &step.destination));
    }
    step.ask(None).await
}

/// Checks a code or a recovery code.
pub async fn submit(
    State(state): State<AppState>,
    Extension(language): Extension<Language>,
    Extension(session): Extension<Session>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Problem> {
    let typed = Typed::decode(&body);
    let client = state.client(peer, &headers);
    let Some(step) = Step::of(state, language, headers, session, &typed).await? else {
        return Ok(Redirect::to(&href(language, "/masuk")).into_response());
    };
    let account = step.sign_in.account();
    if *step.sign_in.stage() == Stage::Code
        && let Err(Wait(seconds)) = step.state.limits.code(account)
    {
        return step.turn_away(seconds).await;
    }
    match step.state.limits.sign_in(client, &account.to_string()) {
        Err(Wait(seconds)) => return step.ask(Some(CodeFault::TooMany(seconds))).await,
        Ok(hold) => tokio::time::sleep(hold).await,
    }
    if let Some(secret) = step.sign_in.secret(&step.state.store)? {
        return step.set_up(&secret, typed.text(CODE)).await;
    }
    match step.sign_in.stage() {
        Stage::Code if typed.has(RECOVERY_CODE) => {
            let code = typed.text(RECOVERY_CODE);
            step.check(code, CodeFault::WrongRecovery).await
        }
        Stage::Code => step.check(typed.text(CODE), CodeFault::Wrong).await,
        Stage::Complete | Stage::SetUpCode(_) => {
            Ok(onward(language, Stage::Complete, &step.destination))
        }
    }
}

impl Step {
    async fn of(
        state: AppState,
        language: Language,
        headers: HeaderMap,
        session: Session,
        typed: &Typed,
    ) -> Result<Option<Self>, Problem> {
        let sign_in = session::current(&session, state.clock.now()).await?;
        // A secret of an earlier version or of another key cannot be read: one signs in anew and gets another one.
        let sign_in = sign_in.filter(|sign_in| sign_in.secret(&state.store).is_ok());
        Ok(sign_in.map(|sign_in| Self {
            state,
            language,
            headers,
            session,
            sign_in,
            destination: destination(typed),
        }))
    }

    async fn ask(self, fault: Option<CodeFault>) -> Result<Response, Problem> {
        let status = match fault {
            None => StatusCode::OK,
            Some(CodeFault::TooMany(_)) => StatusCode::TOO_MANY_REQUESTS,
            Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
        };
        let page = self.state.page(self.language, "/masuk/kode");
        let Some(secret) = self.sign_in.secret(&self.state.store)? else {
            let demo_code = self.demo_code(page.invented).await?;
            let destination = self.destination;
            let html = code_page(page, destination, fault, demo_code);
            return Ok(render::once(status, &self.headers, html).await);
        };
        let account = self.state.store.account(self.sign_in.account()).await?;
        let account = account.ok_or_else(Problem::signed_out)?;
        let address = one_time_code::address(&secret, account.email.as_str());
        let generator = Generator {
            picture: qr::data_address(&address),
            secret: one_time_code::written(&secret),
        };
        let destination = self.destination;
        let html = set_up_page(page, destination, generator, fault);
        Ok(render::once(status, &self.headers, html).await)
    }

    /// The code that an account of the demonstration would be shown by its generator.
    async fn demo_code(&self, invented: bool) -> Result<Option<String>, Problem> {
        if !invented {
            return Ok(None);
        }
        let account = self.sign_in.account();
        let credentials = self.state.store.credentials_of(account).await?;
        let secret = credentials.and_then(|found| found.one_time_secret);
        let listed = secret.filter(|secret| *secret == demo::accounts::one_time_secret());
        Ok(listed.map(|secret| one_time_code::code_at(&secret, self.state.clock.now())))
    }

    /// Lets the owner of the account in who shows one of its codes, and asks again otherwise.
    async fn check(self, code: &str, fault: CodeFault) -> Result<Response, Problem> {
        let account = self.sign_in.account();
        let now = self.state.clock.now();
        if second_factor::is_shown(&self.state.store, account, code, now).await? {
            self.complete(account).await?;
            let answer = onward(self.language, Stage::Complete, &self.destination);
            return Ok(device::mark(&self.state, answer));
        }
        self.ask(Some(fault)).await
    }

    /// Ends the half of a sign-in of somebody who guesses codes.
    async fn turn_away(self, seconds: u64) -> Result<Response, Problem> {
        self.session.flush().await?;
        let shown = SignIn {
            fault: Some(SignInFault::TooMany(seconds)),
            destination: self.destination,
            ..SignIn::default()
        };
        let page = self.state.page(self.language, "/masuk");
        let html = sign_in_page(page, shown);
        Ok(render::once(StatusCode::TOO_MANY_REQUESTS, &self.headers, html).await)
    }

    async fn set_up(self, secret: &OneTimeSecret, code: &str) -> Result<Response, Problem> {
        let now = self.state.clock.now();
        let Some(step) = one_time_code::step_of(secret, code, now) else {
            return self.ask(Some(CodeFault::Wrong)).await;
        };
        let account = self.sign_in.account();
        let codes = one_time_code::recovery_codes();
        self.state
            .store
            .set_second_factor(account, secret, step, &codes, now)
            .await?;
        self.complete(account).await?;
        let page = self.state.page(self.language, "/masuk/kode");
        let destination = self.destination;
        let html = recovery_page(page, destination, codes);
        let answer = render::once(StatusCode::OK, &self.headers, html).await;
        Ok(device::mark(&self.state, answer))
    }

    async fn complete(&self, account: AccountId) -> Result<(), Problem> {
        let now = self.state.clock.now();
        let complete = session::SignIn::new(account, Stage::Complete, now);
        session::begin(&self.session, &complete).await?;
        Ok(self.state.store.note_sign_in(account, now).await?)
    }
}
