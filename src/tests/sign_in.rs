//! Signing in: the cookies, the passwords and the second factor.

use axum::http::{HeaderMap, HeaderValue, Method};
use domain::access::Role;
use domain::audit::{AuditFilter, Deed};
use reqwest::Response;
use suara_warga::identity::turns::Guest;
use suara_warga::identity::{device, one_time_code};

use crate::desk::{PASSWORD, cookie, cookie_named, location, now};
use crate::portal::{Database, Portal, on_both_databases};

on_both_databases!(
    whoever_guesses_one_time_codes_is_turned_away_and_the_owner_told,
    a_second_factor_is_replaced_only_by_whoever_shows_the_present_one,
    a_clock_that_goes_back_locks_nobody_out
);

#[tokio::test]
async fn sessions_are_cookies_that_scripts_and_other_sites_cannot_use() {
    let portal = Portal::start().await;
    let (_, email) = portal.account("ani", &[(Role::Operator, "capil")]).await;
    let signed_in = portal.post("/masuk", &password_of(&email)).await;
    let set = signed_in.headers().get_all("set-cookie").iter();
    let set: Vec<_> = set.filter_map(|set| set.to_str().ok()).collect();
    assert_eq!(set.len(), 2, "of the session, and of the browser");
    for set in set {
        for part in ["HttpOnly", "SameSite=Lax", "Path=/"] {
            assert!(set.contains(part), "{set}");
        }
        assert!(!set.contains("Secure"), "plain http on the own machine");
    }
}

#[tokio::test]
async fn a_browser_that_refuses_cookies_is_told_so() {
    let portal = Portal::start().await;
    for role in [Role::Operator, Role::Publisher] {
        let (_, email) = portal.account(role.code(), &[(role, "kota")]).await;
        let form = format!("{}&ke=%2Fmeja%2Fakun", password_of(&email));
        let answer = portal.post("/masuk", &form).await;
        let mut path = location(&answer).to_owned();
        let kept = portal.send(Method::GET, &path, &cookie(&answer), "").await;
        if role == Role::Operator {
            assert_eq!(location(&kept), "/meja/akun");
        } else {
            assert_eq!(kept.status(), 200);
        }
        let mut refused = portal.get(&path).await;
        while refused.status().is_redirection() {
            path = location(&refused).to_owned();
            refused = portal.get(&path).await;
        }
        assert_eq!(refused.status(), 422);
        let page = refused.text().await.expect("a page");
        assert!(page.contains("tidak mengirim kembali kuki"), "{page}");
        assert!(page.contains("value=\"/meja/akun\""), "{page}");
    }
}

#[tokio::test]
async fn a_browser_is_known_once_somebody_has_signed_in_with_it() {
    let portal = Portal::start().await;
    let (_, email) = portal.account("ani", &[(Role::Publisher, "kota")]).await;
    let half = portal.post("/masuk", &password_of(&email)).await;
    let mark = |response: &Response| cookie_named(response, "perangkat=");
    assert_eq!(mark(&half), None, "the code is missing");
    let secret = suara_warga::demo::accounts::one_time_secret();
    let form = format!("kode={}", one_time_code::code_at(&secret, now()));
    let path = "/masuk/kode";
    let whole = portal.send(Method::POST, path, &cookie(&half), &form).await;
    let mark = mark(&whole).expect("a mark");
    assert!(!mark.contains(&email));
    let guest = |mark: &str| {
        let mut headers = HeaderMap::new();
        let mark = HeaderValue::from_str(mark).expect("a value");
        headers.insert("cookie", mark);
        device::guest(&portal.state, &headers)
    };
    assert_eq!(guest(&mark), Guest::Known);
    let (word, seal) = mark.split_once('.').expect("two parts");
    for forged in [
        word,
        "perangkat=",
        &format!("{word}1.{seal}"),
        &format!("{mark}0"),
    ] {
        assert_eq!(guest(forged), Guest::Stranger, "{forged}");
    }
    let elsewhere = Portal::start().await;
    assert!(!elsewhere.store.is_device_mark(&mark["perangkat=".len()..]));
}

/// The form of a sign-in with the right password.
fn password_of(email: &str) -> String {
    format!("surel={email}&sandi={}", PASSWORD.replace(' ', "+"))
}

async fn whoever_guesses_one_time_codes_is_turned_away_and_the_owner_told(database: Database) {
    let portal = Portal::start_on(database).await;
    // The owner has signed in, so one of the ten tries is gone.
    let owner = portal.staff("ani", &[(Role::Publisher, "kota")]).await;
    let guess = async |cookie: &str, code: &str| {
        let form = format!("kode={code}");
        portal
            .send(Method::POST, "/masuk/kode", cookie, &form)
            .await
    };
    // From many addresses, because one of them alone would be stopped before.
    let half = async || cookie(&portal.post("/masuk", &password_of(&owner.email)).await);
    let first = half().await;
    for _ in 0..9 {
        assert_eq!(guess(&first, "abcdef").await.status(), 422);
    }
    let turned_away = guess(&first, "abcdef").await;
    assert_eq!(turned_away.status(), 429);
    let again = portal.send(Method::GET, "/masuk/kode", &first, "").await;
    assert_eq!(location(&again), "/masuk", "the half-session is over");

    let home = portal.desk_page(&owner, "/meja").await;
    assert!(home.contains("kode sekali pakai yang salah"), "{home}");
    let trail = portal.store.audit_entries(&AuditFilter::default(), 9).await;
    let trail = trail.expect("reads");
    assert_eq!(trail.len(), 9);
    for entry in trail {
        assert_eq!(entry.deed(), Some(Deed::WrongCode));
    }
}

async fn a_second_factor_is_replaced_only_by_whoever_shows_the_present_one(database: Database) {
    let portal = Portal::start_on(database).await;
    let owner = portal.staff("ani", &[(Role::Publisher, "kota")]).await;
    let elsewhere = cookie(&portal.post("/masuk", &password_of(&owner.email)).await);
    let secret = suara_warga::demo::accounts::one_time_secret();
    let with = |code: &str| {
        let password = PASSWORD.replace(' ', "+");
        format!("sandi_untuk_kode={password}&kode_sekarang={code}")
    };
    for wrong in ["", "abcdef", "CDFG-HJKM-CDFG-HJKM"] {
        let refused = portal
            .post_as(&owner, "/meja/akun/kode", &with(wrong))
            .await;
        assert_eq!(refused.status(), 422, "{wrong}");
        let page = refused.text().await.expect("a page");
        assert!(page.contains("Kode sekarang salah"), "{page}");
    }
    // The code of the sign-in was used; the next one is good already.
    let next = one_time_code::code_at(&secret, now() + 30);
    let allowed = portal
        .post_as(&owner, "/meja/akun/kode", &with(&next))
        .await;
    assert!(location(&allowed).starts_with("/masuk/kode"));
    let set = portal
        .store
        .set_second_factor(owner.id, &secret, 0, &[], now());
    set.await.expect("set");
    for old in [owner.cookie(), &elsewhere, &cookie(&allowed)] {
        let half = portal.send(Method::GET, "/masuk/kode", old, "").await;
        assert_eq!(location(&half), "/masuk", "every session ended");
    }
}

async fn a_clock_that_goes_back_locks_nobody_out(database: Database) {
    let portal = Portal::start_on(database).await;
    let (id, email) = portal.account("ani", &[(Role::Publisher, "kota")]).await;
    let secret = suara_warga::demo::accounts::one_time_secret();
    // A code was used while the clock was an hour ahead.
    let ahead = one_time_code::newest_step(now() + 3600);
    let used = portal.store.use_one_time_step(id, ahead, ahead).await;
    assert!(used.expect("writes"));
    let half = cookie(&portal.post("/masuk", &password_of(&email)).await);
    let form = format!("kode={}", one_time_code::code_at(&secret, now()));
    let entered = portal.send(Method::POST, "/masuk/kode", &half, &form).await;
    assert_eq!(location(&entered), "/meja");
    let again = cookie(&portal.post("/masuk", &password_of(&email)).await);
    let replayed = portal
        .send(Method::POST, "/masuk/kode", &again, &form)
        .await;
    assert_eq!(replayed.status(), 422, "a code is still good once");
}
