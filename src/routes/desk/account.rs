//! `/meja/akun` and `/keluar`: the own account.
//! It must not reach anybody else's.

use std::net::SocketAddr;

use axum::Extension;
use axum::body::Bytes;
use axum::extract::ConnectInfo;
use axum::response::{IntoResponse, Redirect, Response};
use desk::account::account_page;
use desk::document::Notice;
use desk::forms::password_form::{
    CODE_PASSWORD, NEW_PASSWORD, PASSWORD, PRESENT_CODE, PasswordFault,
};
use domain::access::Permit;
use domain::account::Account;
use tower_sessions::Session;
use ui::forms::typed::Typed;
use ui::page::href;

use super::DeskRequest;
use crate::identity::password::{self, MIN_CHARACTERS};
use crate::identity::session::{self, SignIn, Stage};
use crate::identity::{one_time_code, second_factor};
use crate::routes::link::choose;
use crate::routes::sign_in::onward;
use crate::routes::trouble::Problem;

const PATH: &str = "/meja/akun";

/// The page.
pub async fn show(request: DeskRequest) -> Result<Response, Problem> {
    let account = own(&request).await?;
    let desk = request.desk();
    Ok(request
        .show(account_page(desk, account, vec![], MIN_CHARACTERS))
        .await)
}

/// Changes the password; all other sessions end.
pub async fn set_password(
    Extension(session): Extension<Session>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    request: DeskRequest,
    body: Bytes,
) -> Result<Response, Problem> {
    let typed = Typed::decode(&body);
    let account = own(&request).await?;
    let id = account.id;
    let store = &request.state.store;
    let mut faults = Vec::new();
    if !knows_password(&request, peer, &account, typed.raw(PASSWORD)).await? {
        faults.push(PasswordFault::WrongPassword);
    }
    let known = [account.email.as_str(), account.name.as_str()];
    let chosen = choose(&request.state, typed.raw(NEW_PASSWORD), &known);
    faults.extend(chosen.as_ref().err().copied());
    let Some(chosen) = chosen.ok().filter(|_| faults.is_empty()) else {
        let desk = request.desk_at(PATH);
        let html = account_page(desk, account, faults, MIN_CHARACTERS);
        return Ok(request.again(html).await);
    };
    let hash = chosen.hash().await;
    store
        .set_password(&Permit::own(id), id, hash, request.now())
        .await?;
    let sign_in = SignIn::new(id, Stage::Complete, request.now());
    session::begin(&session, &sign_in).await?;
    Ok(request.done(Notice::PasswordChanged, PATH))
}

/// Leads to setting up a code generator anew, whoever knows the password and shows a present code.
pub async fn renew_code(
    Extension(session): Extension<Session>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    request: DeskRequest,
    body: Bytes,
) -> Result<Response, Problem> {
    let typed = Typed::decode(&body);
    let account = own(&request).await?;
    let fault = if !knows_password(&request, peer, &account, typed.raw(CODE_PASSWORD)).await? {
        Some(PasswordFault::WrongPasswordForCode)
    } else if !shows_code(&request, &account, typed.text(PRESENT_CODE)).await? {
        Some(PasswordFault::WrongPresentCode)
    } else {
        None
    };
    if let Some(fault) = fault {
        let desk = request.desk_at(PATH);
        let html = account_page(desk, account, vec![fault], MIN_CHARACTERS);
        return Ok(request.again(html).await);
    }
    let secret = one_time_code::fresh_secret();
    let stage = Stage::SetUpCode(request.state.store.conceal(account.id, &secret));
    let sign_in = SignIn::new(account.id, stage.clone(), request.now());
    session::begin(&session, &sign_in).await?;
    Ok(onward(request.language, stage, PATH))
}

/// Ends this session.
pub async fn sign_out(
    Extension(session): Extension<Session>,
    request: DeskRequest,
) -> Result<Response, Problem> {
    session.flush().await?;
    Ok(Redirect::to(&href(request.language, "/masuk")).into_response())
}

/// Ends all sessions of the account.
pub async fn sign_out_everywhere(
    Extension(session): Extension<Session>,
    request: DeskRequest,
) -> Result<Response, Problem> {
    let id = request.viewer.0.id;
    let store = &request.state.store;
    store
        .end_sessions(&Permit::own(id), id, request.now())
        .await?;
    session.flush().await?;
    Ok(Redirect::to(&href(request.language, "/masuk")).into_response())
}

/// Whether a code is one of the account's. Who has no generator yet needs none. Guessing counts like guessing at the door.
async fn shows_code(request: &DeskRequest, account: &Account, code: &str) -> Result<bool, Problem> {
    if !account.has_second_factor {
        return Ok(true);
    }
    request.state.limits.code(account.id)?;
    let (store, now) = (&request.state.store, request.now());
    Ok(second_factor::is_shown(store, account.id, code, now).await?)
}

/// Whether the password is the account's. Guessing it here counts like guessing it at the door.
async fn knows_password(
    request: &DeskRequest,
    peer: SocketAddr,
    account: &Account,
    password: &str,
) -> Result<bool, Problem> {
    let limits = &request.state.limits;
    let hold = limits.sign_in(request.client(peer), account.email.as_str())?;
    tokio::time::sleep(hold).await;
    let present = request.state.store.credentials_of(account.id).await?;
    let hash = present.and_then(|credentials| credentials.password_hash);
    Ok(password::is_known(password, hash).await)
}

async fn own(request: &DeskRequest) -> Result<Account, Problem> {
    let account = request.state.store.account(request.viewer.0.id).await?;
    account.ok_or_else(Problem::signed_out)
}
