//! `/meja/akun` and `/keluar`: the own account.
//! It must not reach anybody else's.

use std::net::SocketAddr;

use axum::Extension;
use axum::body::Bytes;
use axum::extract::ConnectInfo;
use axum::response::{IntoResponse, Redirect, Response};
use desk::account::{CODE_PASSWORD, account_page};
use desk::document::Notice;
use desk::link::{NEW_PASSWORD, Problem as Wrong};
use desk::sign_in::PASSWORD;
use domain::access::Permit;
use domain::account::Account;
use tower_sessions::Session;
use ui::forms::typed::Typed;
use ui::page::href;

use super::Visit;
use crate::identity::one_time_code;
use crate::identity::password::{self, MIN_CHARACTERS};
use crate::identity::session::{self, SignIn, Stage};
use crate::routes::link::choose;
use crate::routes::sign_in::onward;
use crate::routes::trouble::Problem;

const PATH: &str = "/meja/akun";

/// The page.
pub async fn show(visit: Visit) -> Result<Response, Problem> {
    let account = own(&visit).await?;
    let desk = visit.desk();
    Ok(visit
        .show(account_page(desk, account, vec![], MIN_CHARACTERS))
        .await)
}

/// Changes the password; all other sessions end.
pub async fn set_password(
    Extension(session): Extension<Session>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    visit: Visit,
    body: Bytes,
) -> Result<Response, Problem> {
    let typed = Typed::decode(&body);
    let account = own(&visit).await?;
    let id = account.id;
    let store = &visit.state.store;
    let mut problems = Vec::new();
    if !knows_password(&visit, peer, &account, typed.raw(PASSWORD)).await? {
        problems.push(Wrong::WrongPassword);
    }
    let known = [account.email.as_str(), account.name.as_str()];
    let chosen = choose(typed.raw(NEW_PASSWORD), &known);
    problems.extend(chosen.as_ref().err().copied());
    let Some(chosen) = chosen.ok().filter(|_| problems.is_empty()) else {
        let desk = visit.desk_at(PATH);
        let html = account_page(desk, account, problems, MIN_CHARACTERS);
        return Ok(visit.again(html).await);
    };
    let hash = chosen.hash().await;
    store
        .set_password(&Permit::own(id), id, hash, visit.now())
        .await?;
    let sign_in = SignIn::new(id, Stage::Complete, visit.now());
    session::begin(&session, &sign_in).await?;
    Ok(visit.done(Notice::PasswordChanged, PATH))
}

/// Leads to setting up a code generator anew, whoever knows the password.
pub async fn renew_code(
    Extension(session): Extension<Session>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    visit: Visit,
    body: Bytes,
) -> Result<Response, Problem> {
    let typed = Typed::decode(&body);
    let account = own(&visit).await?;
    if !knows_password(&visit, peer, &account, typed.raw(CODE_PASSWORD)).await? {
        let desk = visit.desk_at(PATH);
        let problems = vec![Wrong::WrongPasswordForCode];
        let html = account_page(desk, account, problems, MIN_CHARACTERS);
        return Ok(visit.again(html).await);
    }
    let stage = Stage::SetUpCode(one_time_code::fresh_secret().0);
    let sign_in = SignIn::new(visit.viewer.0.id, stage.clone(), visit.now());
    session::begin(&session, &sign_in).await?;
    Ok(onward(visit.language, stage, PATH))
}

/// Ends this session.
pub async fn sign_out(
    Extension(session): Extension<Session>,
    visit: Visit,
) -> Result<Response, Problem> {
    session.flush().await?;
    Ok(Redirect::to(&href(visit.language, "/masuk")).into_response())
}

/// Ends all sessions of the account.
pub async fn sign_out_everywhere(
    Extension(session): Extension<Session>,
    visit: Visit,
) -> Result<Response, Problem> {
    let id = visit.viewer.0.id;
    let store = &visit.state.store;
    store
        .end_sessions(&Permit::own(id), id, visit.now())
        .await?;
    session.flush().await?;
    Ok(Redirect::to(&href(visit.language, "/masuk")).into_response())
}

/// Whether the password is the account's. Guessing it here counts like guessing it at the door.
async fn knows_password(
    visit: &Visit,
    peer: SocketAddr,
    account: &Account,
    password: &str,
) -> Result<bool, Problem> {
    let limits = &visit.state.limits;
    let hold = limits.sign_in(visit.client(peer), account.email.as_str())?;
    tokio::time::sleep(hold).await;
    let present = visit.state.store.credentials_of(account.id).await?;
    let hash = present.and_then(|credentials| credentials.password_hash);
    Ok(password::is_right(password.to_owned(), hash).await)
}

async fn own(visit: &Visit) -> Result<Account, Problem> {
    let account = visit.state.store.account(visit.viewer.0.id).await?;
    account.ok_or_else(Problem::signed_out)
}
