//! The page of a code: what it tells, to whom, and how often one may ask.

use std::num::NonZeroU32;
use std::time::Duration;

use axum::http::StatusCode;
use domain::access::Role;
use domain::invitation::Code;
use store::FormToken;
use suara_warga::limits::{Allowance, Allowances, MissAllowances};

use super::{answer, token};
use crate::desk::{Staff, location};
use crate::portal::{
    Database, Portal, complete_form, day, inviting, on_both_databases, register, slug,
};

on_both_databases!(
    a_code_looks_the_same_used_or_not,
    a_browser_that_holds_the_receipt_is_led_to_it,
    every_kind_of_useless_code_has_a_page_of_its_own,
    whoever_guesses_codes_is_stopped_and_nobody_else,
    that_codes_are_guessed_is_told_at_the_desk_for_a_day
);

/// The status and the page of an answer, without what is random in every form and without the code.
async fn shown(response: reqwest::Response, code: &Code) -> (u16, String) {
    let status = response.status().as_u16();
    assert!(!response.headers().contains_key("set-cookie"));
    let page = response.text().await.expect("a text");
    let drawn = token(&page).to_owned();
    let page = page.replace(&drawn, "…").replace(&code.to_string(), "…");
    (status, page)
}

async fn a_code_looks_the_same_used_or_not(database: Database) {
    let portal = Portal::start_on(database).await;
    let (used, fresh) = (portal.invite().await, portal.invite().await);
    let path = format!("/nilai/{used}");
    let rating = |page: &str| format!("formulir={}&waktu=4", token(page));
    let citizen = rating(&portal.page(&path).await);
    let sent = portal.post(&path, &citizen).await;
    let receipt = location(&sent);
    for (language, wrong) in [("", "saran=a"), ("/en", "waktu=7")] {
        let wrong = format!("formulir={}&{wrong}", FormToken::random().as_str());
        let pages = async |code: &Code| {
            let path = format!("{language}/nilai/{code}");
            let opened = shown(portal.get(&path).await, code).await;
            let sent = shown(portal.post(&path, &wrong).await, code).await;
            assert_eq!((opened.0, sent.0), (200, 422));
            (opened.1, sent.1)
        };
        assert_eq!(pages(&used).await, pages(&fresh).await);
    }
    // Whoever printed the slip learns by a valid rating only, and gets no receipt.
    let curious = portal.post(&path, &rating(&portal.page(&path).await)).await;
    assert_eq!(curious.status(), 410);
    assert!(!curious.headers().contains_key("set-cookie"));
    let told = curious.text().await.expect("a text");
    assert!(told.contains("Kode sudah dipakai") && !told.contains("tanda-terima"));
    let without = portal.post(&path, "waktu=4").await;
    assert_eq!(without.status(), 410);
    // An answer that was lost on the way.
    assert_eq!(location(&portal.post(&path, &citizen).await), receipt);
}

async fn a_browser_that_holds_the_receipt_is_led_to_it(database: Database) {
    let portal = Portal::start_on(database).await;
    let path = format!("/nilai/{}", portal.invite().await);
    let sent = portal.post(&path, "waktu=4").await;
    let receipt = location(&sent).to_owned();
    let cookies = sent.headers().get_all("set-cookie").iter();
    let cookies: Vec<_> = cookies.filter_map(|cookie| cookie.to_str().ok()).collect();
    let word = receipt.rsplit('/').next().expect("a receipt");
    let cookie = format!("tanda-terima={word}");
    let expected = ["", "/en"]
        .map(|language| format!("{cookie}; HttpOnly; SameSite=Lax; Path={language}{path}"));
    assert_eq!(cookies, expected, "no lifetime, and no page but the code's");
    let with = async |request: reqwest::RequestBuilder, cookie: &str| {
        let request = request.header("cookie", format!("lain=1; {cookie}"));
        request.send().await.expect("an answer")
    };
    let url = |language: &str| format!("{}{language}{path}", portal.url);
    let opened = with(portal.client.get(url("")), &cookie).await;
    assert_eq!(
        (opened.status().as_u16(), location(&opened)),
        (303, receipt.as_str())
    );
    let english = with(portal.client.get(url("/en")), &cookie).await;
    assert_eq!(location(&english), format!("/en{receipt}"));
    let again = with(portal.client.post(url("")).body(complete_form(1)), &cookie).await;
    assert_eq!(
        (again.status().as_u16(), location(&again)),
        (303, receipt.as_str())
    );
    for other in [
        "tanda-terima=CDFG-HJKM-NPQR",
        "tanda-terima=%00",
        "tanda-terima",
    ] {
        assert_eq!(with(portal.client.get(url("")), other).await.status(), 200);
    }
}

async fn every_kind_of_useless_code_has_a_page_of_its_own(database: Database) {
    let portal = Portal::start_on(database).await;
    let withdrawn = portal.invite().await;
    portal
        .store
        .withdraw_batch_of(&inviting(), &withdrawn, 0)
        .await
        .expect("withdrawn");
    let mut batch = store::Batch {
        form: FormToken::random(),
        service: slug("ktp"),
        counter: None,
        issued: day("2026-09-01"),
        half: None,
        valid_until: day("2026-10-11"),
    };
    let expired = portal
        .store
        .issue_invitations(&inviting(), &batch, 1, 0)
        .await
        .expect("issued")[0];
    batch.form = FormToken::random();
    batch.valid_until = day("2026-10-12");
    let last_day = portal
        .store
        .issue_invitations(&inviting(), &batch, 1, 0)
        .await
        .expect("issued")[0];
    assert_eq!(
        portal.get(&format!("/nilai/{last_day}")).await.status(),
        200
    );
    let cases = [
        (expired.to_string(), 410, "Kode sudah kedaluwarsa"),
        (withdrawn.to_string(), 410, "Kode sudah ditarik"),
        (Code::from_entropy(5).to_string(), 404, "Kode tidak dikenal"),
        ("xyz".to_owned(), 404, "Kode tidak dikenal"),
    ];
    for (code, status, title) in cases {
        let shown = portal.get(&format!("/nilai/{code}")).await;
        assert_eq!(shown.status(), status, "{title}");
        assert!(
            shown.text().await.expect("a text").contains(title),
            "{title}"
        );
        let sent = portal.post(&format!("/nilai/{code}"), "waktu=4").await;
        assert_eq!(sent.status(), status, "{title}");
    }
}

/// Allowances under which one client may miss twice, and all of them together three times.
fn few_misses() -> Allowances {
    let few = |burst| Allowance {
        burst: NonZeroU32::new(burst).expect("some"),
        every: Duration::from_hours(1),
    };
    let misses = MissAllowances {
        client: few(2),
        network: few(2),
        everybody: few(3),
    };
    Allowances {
        misses,
        ..Allowances::default()
    }
}

async fn whoever_guesses_codes_is_stopped_and_nobody_else(database: Database) {
    let portal = Portal::with_on(database, &few_misses(), &register("Dinas")).await;
    let known = format!("/nilai/{}", portal.invite().await);
    let guess = |number| format!("/nilai/{}", Code::from_entropy(number));
    for wrong in ["/nilai/xyz", "/nilai?kode=xyz"] {
        portal.get(wrong).await;
    }
    for _ in 0..9 {
        assert_eq!(portal.get(&known).await.status(), 200, "no miss");
        assert_eq!(portal.post(&known, "saran=a").await.status(), 422);
    }
    assert_eq!(portal.get(&guess(1)).await.status(), 404);
    assert_eq!(portal.post(&guess(2), "saran=a").await.status(), 404);
    for path in [guess(3), known.clone()] {
        for answer in [
            portal.get(&path).await,
            portal.post(&path, "waktu=4").await,
            portal.post(&path, "saran=a").await,
        ] {
            assert_eq!(answer.status(), 429, "a known code tells nothing either");
            assert!(answer.headers().contains_key("retry-after"));
        }
    }
    assert_eq!(portal.get("/nilai/layanan/ktp").await.status(), 200);
    let (status, _) = answer(&portal.state, &known, "waktu=4").await;
    assert_eq!(status, StatusCode::SEE_OTHER, "another client goes on");
    let (status, _) = answer(&portal.state, &guess(4), "waktu=4").await;
    assert_eq!(status, StatusCode::NOT_FOUND);
}

async fn that_codes_are_guessed_is_told_at_the_desk_for_a_day(database: Database) {
    let portal = Portal::with_on(database, &few_misses(), &register("Dinas")).await;
    let administrator = portal.staff("ani", &[(Role::Administrator, "kota")]).await;
    let auditor = portal.staff("budi", &[(Role::Auditor, "kota")]).await;
    let operator = portal.staff("citra", &[(Role::Operator, "capil")]).await;
    let told = async |staff: &Staff| {
        let home = portal.desk_page(staff, "/meja").await;
        home.contains("seseorang menebak-nebak")
    };
    let yesterday = portal.state.clock.now() - 25 * 3600;
    let noted = portal.store.note_guessed_codes(yesterday).await;
    noted.expect("noted");
    for number in 1..=2 {
        portal
            .get(&format!("/nilai/{}", Code::from_entropy(number)))
            .await;
        let guess = format!("/nilai/{}", Code::from_entropy(10 + number));
        let before = [told(&administrator).await, told(&auditor).await];
        assert_eq!(before, [false, false]);
        answer(&portal.state, &guess, "waktu=4").await;
    }
    assert!(told(&administrator).await && told(&auditor).await);
    assert!(!told(&operator).await);
}

#[tokio::test]
async fn a_code_leads_to_its_form() {
    let portal = Portal::start().await;
    let response = portal.get("/nilai?kode=cdfg+hjkm").await;
    assert_eq!(
        (response.status().as_u16(), location(&response)),
        (303, "/nilai/CDFG-HJKM")
    );
    let response = portal.get("/en/nilai?kode=cdfghjkm").await;
    assert_eq!(location(&response), "/en/nilai/CDFG-HJKM");
    assert_eq!(portal.get("/nilai?kode=").await.status(), 422);
}
