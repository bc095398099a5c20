//! Rating a visit or a service, from the form to the receipt.

mod codes;

use std::collections::HashSet;
use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::extract::ConnectInfo;
use axum::http::{Request, StatusCode};
use domain::seal::TwoPeople;
use store::{BallotBox, FormToken};
use suara_warga::limits::{Allowance, Allowances};
use suara_warga::routes;
use suara_warga::state::AppState;
use tower::ServiceExt;

use super::desk::location;
use super::portal::{
    Database, HOSTILE, Portal, complete_form, on, on_both_databases, register, seal,
};

on_both_databases!(
    a_visit_is_rated_and_confirmed,
    many_parallel_tries_lead_to_one_receipt,
    an_open_form_sent_twice_leads_to_one_receipt,
    a_receipt_tells_when_its_month_is_sealed,
    a_rating_that_takes_too_long_gives_its_form_back,
    a_portal_out_of_reach_of_its_database_keeps_the_way_on
);

/// The token in a form.
fn token(form: &str) -> &str {
    let mark = "name=\"formulir\" value=\"";
    let start = form.find(mark).expect("a form has a token") + mark.len();
    &form[start..start + 32]
}

async fn a_visit_is_rated_and_confirmed(database: Database) {
    let portal = Portal::start_on(database).await;
    let code = portal.invite().await;
    let form = portal
        .page(&format!("/nilai/{}", code.to_string().to_lowercase()))
        .await;
    assert_eq!(form.matches("<fieldset").count(), 9 + 5);
    let response = portal
        .post(&format!("/nilai/{code}"), &complete_form(4))
        .await;
    assert_eq!(response.status(), 303);
    let receipt = portal.page(location(&response)).await;
    assert!(receipt.contains("Oktober 2026") && receipt.contains("1 November 2026"));
    let english = portal.page(&format!("/en{}", location(&response))).await;
    assert!(english.contains("October 2026"));
}

async fn many_parallel_tries_lead_to_one_receipt(database: Database) {
    let portal = Portal::start_on(database).await;
    let path = format!("/nilai/{}", portal.invite().await);
    let form = format!("formulir={}&waktu=4", FormToken::random().as_str());
    let tries = (0..200).map(|_| portal.post(&path, &form));
    let answers = futures::future::join_all(tries).await;
    let receipts: HashSet<&str> = answers.iter().map(location).collect();
    assert_eq!(receipts.len(), 1);
}

#[tokio::test]
async fn a_free_service_has_free_chosen_until_somebody_chooses_otherwise() {
    const FREE: &str = r#"name="biaya" value="4" checked"#;
    const SKIPPED: &str = r#"name="biaya" value="" checked"#;
    let portal = Portal::with(&Allowances::default(), &register("Dinas")).await;
    let path = "/nilai/layanan/ktp";
    let form = portal.page(path).await;
    assert!(form.contains(FREE) && !form.contains(SKIPPED));
    let token = token(&form);
    let send = |answers: &str| format!("formulir={token}&biaya_terisi=ya&{answers}");
    let untouched = portal.post(path, &send("biaya=4")).await;
    assert_eq!(untouched.status(), 422, "nobody answered anything");
    // An explicit skip stays missing, also when the form comes back.
    let wrong = portal.post(path, &send("biaya=&waktu=9")).await;
    let wrong = wrong.text().await.expect("a text");
    assert!(!wrong.contains(FREE), "{wrong}");
    let rated = portal.post(path, &send("biaya=&waktu=3")).await;
    assert_eq!(rated.status(), 303);
}

#[tokio::test]
async fn a_wrong_form_comes_back_with_everything_typed() {
    let portal = Portal::with(&Allowances::default(), &register("Dinas")).await;
    let path = format!("/nilai/{}", portal.invite().await);
    let hostile: String = form_urlencoded::byte_serialize(HOSTILE.as_bytes()).collect();
    for (form, expected) in [
        (
            format!("saran={hostile}"),
            "Jawab sedikitnya satu pertanyaan",
        ),
        (
            format!("waktu=4&prosedur=9&saran={hostile}&usia=30-39"),
            "Pilih salah satu jawaban",
        ),
        (
            format!("waktu=4&saran={}{hostile}", "a".repeat(1000)),
            "Kurangi",
        ),
    ] {
        let response = portal.post(&path, &form).await;
        assert_eq!(response.status(), 422);
        let page = response.text().await.expect("a text");
        assert!(
            page.contains(expected)
                && page.contains("error-summary")
                && page.contains("<title>Kesalahan:")
        );
        assert!(
            page.contains("&lt;/textarea&gt;") && !page.contains("<script"),
            "{expected}"
        );
        let kept = !form.contains("waktu=4") || page.contains("name=\"waktu\" value=\"4\" checked");
        assert!(kept, "{expected}: an answer was lost");
    }
    assert_eq!(
        portal.get(&path).await.status(),
        200,
        "a wrong form spends no code"
    );
}

async fn an_open_form_sent_twice_leads_to_one_receipt(database: Database) {
    let portal = Portal::start_on(database).await;
    let form = portal.page("/nilai/layanan/kk").await;
    let body = format!("formulir={}&waktu=3", token(&form));
    let (first, second) = (
        portal.post("/nilai/layanan/kk", &body).await,
        portal.post("/nilai/layanan/kk", &body).await,
    );
    assert_eq!(
        (first.status().as_u16(), location(&first)),
        (303, location(&second))
    );
    assert_eq!(
        portal.post("/nilai/layanan/kk", "waktu=3").await.status(),
        400
    );
    assert_ne!(token(&portal.page("/nilai/layanan/kk").await), token(&form));
}

#[tokio::test]
async fn the_card_of_a_counter_that_is_gone_leads_to_the_service() {
    let portal = Portal::start().await;
    let known = portal.page("/nilai/layanan/kk?loket=Loket+1").await;
    assert!(known.contains("action=\"/nilai/layanan/kk?loket=Loket+1\""));
    assert!(known.contains("Loket 1</p>"));
    let gone = portal.page("/nilai/layanan/kk?loket=%3Cb%3E").await;
    assert!(gone.contains("action=\"/nilai/layanan/kk\"") && !gone.contains("<b>"));
    let body = format!("formulir={}&waktu=3", token(&known));
    let sent = portal.post("/nilai/layanan/kk?loket=Loket+1", &body).await;
    assert_eq!(sent.status(), 303);
}

#[tokio::test]
async fn beyond_the_limit_the_form_stays_and_says_when_to_come_back() {
    let one = Allowance {
        burst: NonZeroU32::MIN,
        every: Duration::from_secs(1),
    };
    let allowances = Allowances {
        ratings_per_client: one,
        ..Allowances::default()
    };
    let portal = Portal::with(&allowances, &register("Dinas")).await;
    let path = format!("/nilai/{}", portal.invite().await);
    let form = "waktu=4&saran=Terima+kasih+banyak&usia=30-39";
    assert_eq!(
        portal
            .post(&format!("/nilai/{}", portal.invite().await), form)
            .await
            .status(),
        303
    );
    let response = portal.post(&path, form).await;
    assert_eq!(response.status(), 429);
    assert!(
        response.headers()["retry-after"]
            .to_str()
            .is_ok_and(|seconds| seconds.parse::<u64>().is_ok())
    );
    let page = response.text().await.expect("a text");
    assert!(
        page.contains("Terima kasih banyak") && page.contains("name=\"waktu\" value=\"4\" checked")
    );
}

async fn a_receipt_tells_when_its_month_is_sealed(database: Database) {
    let portal = Portal::start_on(database).await;
    let response = portal
        .post(&format!("/nilai/{}", portal.invite().await), "waktu=4")
        .await;
    let receipt = location(&response);
    seal(&portal.store, "2026-10".parse().expect("a month")).await;
    portal
        .publication
        .refresh()
        .await
        .expect("the record loads");
    assert!(
        portal
            .page(receipt)
            .await
            .contains("Bulan Oktober 2026 sudah disegel")
    );
    assert_eq!(
        portal
            .get("/nilai/tanda-terima/CDFG-HJKM-NPQR")
            .await
            .status(),
        404
    );
}

#[tokio::test]
async fn a_form_of_any_size_or_bytes_is_answered() {
    let portal = Portal::start().await;
    let path = format!("/nilai/{}", portal.invite().await);
    assert_eq!(portal.post(&path, &"a".repeat(100_000)).await.status(), 413);
    assert_eq!(
        portal.post(&path, "%ff=%fe&&=&waktu=%00").await.status(),
        422
    );
}

/// A fresh open form, filled in.
pub async fn open_form(portal: &Portal) -> String {
    let page = portal.page("/nilai/layanan/ktp").await;
    format!("formulir={}&{}", token(&page), complete_form(3))
}

/// What the router answers to a form: the status, and the page or where it leads.
pub async fn answer(state: &AppState, path: &str, form: &str) -> (StatusCode, String) {
    let request = Request::post(path)
        .header("content-type", "application/x-www-form-urlencoded")
        .extension(ConnectInfo(SocketAddr::from(([192, 0, 2, 1], 1))))
        .body(Body::from(form.to_owned()))
        .expect("a request");
    let router = routes::router(state.clone());
    let answer = router.oneshot(request).await.expect("an answer");
    let (head, body) = answer.into_parts();
    let text = if let Some(location) = head.headers.get("location") {
        location.to_str().expect("text").to_owned()
    } else {
        let page = to_bytes(body, usize::MAX).await.expect("a page");
        String::from_utf8(page.to_vec()).expect("text")
    };
    (head.status, text)
}

async fn a_rating_that_takes_too_long_gives_its_form_back(database: Database) {
    let portal = Portal::start_on(database).await;
    let (ballots, mut writer) = BallotBox::new(portal.store.clone());
    let stalled = AppState {
        ballots,
        patience: Duration::from_millis(1),
        ..portal.state.clone()
    };
    let open = open_form(&portal).await;
    let invited = format!("/nilai/{}", portal.invite().await);
    let forms = [
        ("/nilai/layanan/ktp".to_owned(), open),
        (
            invited,
            format!(
                "formulir={}&{}",
                FormToken::random().as_str(),
                complete_form(2)
            ),
        ),
    ];
    for (path, form) in &forms {
        for _ in 0..2 {
            let (status, page) = answer(&stalled, path, form).await;
            assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE, "{path}");
            assert!(page.contains("sangat sibuk"), "{path}");
            assert_eq!(page.matches(" checked").count(), 9, "{path}");
            assert_eq!(token(&page), token_sent(form));
        }
    }
    tokio::spawn(async move { writer.run().await });
    let patient = AppState {
        patience: Duration::from_mins(1),
        ..stalled
    };
    for (path, form) in &forms {
        let (status, receipt) = answer(&patient, path, form).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{path}");
        assert_eq!(answer(&patient, path, form).await.1, receipt);
    }
    let month = "2026-10".parse().expect("a month");
    let people = TwoPeople::new("Ani", "Budi").expect("two people");
    let sealed = portal
        .store
        .seal(month, 1, &people, on("2026-11-01".parse().expect("a day")));
    assert_eq!(sealed.await.expect("sealed").release.ratings(), 2);
}

/// The token in what is sent.
fn token_sent(form: &str) -> &str {
    form.split(['=', '&']).nth(1).expect("a token")
}

async fn a_portal_out_of_reach_of_its_database_keeps_the_way_on(database: Database) {
    let portal = Portal::start_on(database).await;
    let open = open_form(&portal).await;
    let invited = format!("/nilai/{}", portal.invite().await);
    let page = portal.page(&invited).await;
    assert!(page.contains("name=\"layanan\" value=\"ktp\""), "{page}");
    let visit = format!("formulir={}&layanan=ktp&{}", token(&page), complete_form(2));
    let rated = portal
        .post("/nilai/layanan/ktp", &open_form(&portal).await)
        .await;
    let receipt = location(&rated);
    portal.store.clone().close().await.expect("closes");
    for (path, form) in [("/nilai/layanan/ktp", &open), (&*invited, &visit)] {
        let answer = portal.post(path, form).await;
        assert_eq!(answer.status(), 503, "{path}");
        assert_eq!(answer.headers()["retry-after"], "10", "{path}");
        let page = answer.text().await.expect("a page");
        assert!(page.contains("belum tersimpan"), "{path}");
        assert_eq!(page.matches(" checked").count(), 9, "{path}");
        assert_eq!(token(&page), token_sent(form), "{path}");
    }
    for path in [receipt, &invited] {
        let answer = portal.get(path).await;
        assert_eq!(answer.status(), 503, "{path}");
        assert_eq!(answer.headers()["retry-after"], "10", "{path}");
        let page = answer.text().await.expect("a page");
        for way in ["/", "/cari", "/nilai"] {
            assert!(
                page.contains(&format!("<li><a href=\"{way}\">")),
                "{path} {way}"
            );
        }
    }
}
