//! What must hold of HTTP at every address: what may be kept, in which encoding, by whom, and what a question costs.

use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::time::Duration;

use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Method, Request};
use futures::StreamExt;
use reqwest::Response;
use reqwest::header::HeaderMap;
use suara_warga::limits::{Allowance, Allowances};
use suara_warga::routes::{self, addresses};
use suara_warga::state::AppState;
use tower::ServiceExt;

use crate::desk::path;
use crate::portal::{METRICS_TOKEN, Portal, complete_form, register};

impl Portal {
    async fn with_header(&self, path: &str, header: (&str, &str)) -> Response {
        let request = self.client.get(format!("{}{path}", self.url));
        let request = request.header(header.0, header.1);
        request.send().await.expect("an answer")
    }

    async fn ask(&self, method: Method, path: &str, headers: &[(&str, &str)]) -> Response {
        let mut request = self.client.request(method, format!("{}{path}", self.url));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        request.send().await.expect("an answer")
    }

    async fn metrics(&self) -> String {
        let shown = format!("Bearer {METRICS_TOKEN}");
        let answer = self
            .with_header("/metrics", ("authorization", &shown))
            .await;
        assert_eq!(answer.status(), 200);
        assert_eq!(
            answer.headers()["content-type"],
            "text/plain; version=0.0.4"
        );
        answer.text().await.expect("a text")
    }
}

#[tokio::test]
async fn only_what_may_be_kept_is_answered_by_not_modified() {
    let portal = Portal::start().await;
    portal.publish("2026-09", "ktp", 12).await;
    for (path, status) in [
        ("/", 304),
        ("/data/2026-09.json", 304),
        ("/data/2026-09.csv", 304),
        ("/api/v1/units", 304),
        (ui::style::STYLESHEET_PATH.as_str(), 304),
        ("/nilai", 200),
        ("/nilai?kode=1234", 422),
        ("/nilai?kode=", 422),
        ("/nilai/layanan/ktp", 200),
        ("/cari?q=ktp", 200),
        ("/x", 404),
        ("/nilai/CDFG-HJKM", 404),
    ] {
        let answer = portal.with_header(path, ("if-none-match", "*")).await;
        assert_eq!(answer.status(), status, "{path}");
        let kept = answer.headers().contains_key("etag");
        assert_eq!(kept, status == 304, "{path}");
        let text = answer.text().await.expect("a text");
        assert_eq!(text.is_empty(), status == 304, "{path}");
    }
}

#[tokio::test]
async fn a_wrong_code_brings_the_form_again_with_its_error() {
    let portal = Portal::start().await;
    for header in [("accept", "*/*"), ("if-none-match", "*")] {
        let answer = portal.with_header("/nilai?kode=1234", header).await;
        assert_eq!(answer.status(), 422);
        let page = answer.text().await.expect("a text");
        assert!(page.contains("error-summary") && page.contains("value=\"1234\""));
    }
}

#[tokio::test]
async fn the_encoding_is_the_one_that_is_liked_best() {
    let portal = Portal::start().await;
    for (offer, expected) in [
        ("br;q=0.1, gzip;q=1", Some("gzip")),
        ("gzip;q=0, br;q=0.1", Some("br")),
        ("identity, br;q=0.5", None),
        ("identity;q=0, *", Some("br")),
        ("*;q=0, gzip", Some("gzip")),
        ("deflate", None),
    ] {
        for path in ["/metode", "/cari", "/api/v1/units"] {
            let answer = portal.with_header(path, ("accept-encoding", offer)).await;
            let encoding = answer.headers().get("content-encoding");
            let encoding = encoding.and_then(|value| value.to_str().ok());
            assert_eq!(encoding, expected, "{path} for {offer}");
        }
    }
}

#[tokio::test]
async fn a_month_that_no_calendar_has_has_no_page() {
    let portal = Portal::start().await;
    portal.publish("2026-09", "ktp", 12).await;
    for impossible in [
        "2026-13", "2026-00", "2026-1", "2026-+1", "2026-S3", "+026", "x",
    ] {
        for path in [
            format!("/?periode={impossible}"),
            format!("/?periode=2026&periode={impossible}"),
            format!("/en?periode={impossible}"),
            format!("/unit/capil?periode={impossible}"),
            format!("/layanan/ktp?periode={impossible}"),
            format!("/unit/capil/komentar?bulan={impossible}"),
            format!("/layanan/ktp/komentar?bulan={impossible}"),
            format!("/data/{impossible}.json"),
            format!("/data/{impossible}.csv"),
        ] {
            assert_eq!(portal.get(&path).await.status(), 404, "{path}");
        }
    }
    for path in [
        "/?periode=",
        "/unit/capil/komentar?bulan=",
        "/?periode=2026-S2",
    ] {
        assert_eq!(portal.get(path).await.status(), 200, "{path}");
    }
}

#[tokio::test]
async fn only_sealed_documents_and_hashed_addresses_are_kept_for_ever() {
    let portal = Portal::start().await;
    portal.publish("2026-09", "ktp", 12).await;
    for (path, for_ever) in [
        ("/data/2026-09.json", true),
        (ui::style::STYLESHEET_PATH.as_str(), true),
        ("/data/2026-09.csv", false),
        ("/api/v1/releases", false),
        ("/data", false),
        ("/robots.txt", false),
    ] {
        let answer = portal.get(path).await;
        let reuse = answer.headers()["cache-control"].to_str().expect("a text");
        assert_eq!(reuse.contains("immutable"), for_ever, "{path}: {reuse}");
    }
}

/// The headers of the answers to `HEAD` and `GET` that must not differ: all but when it was, what is drawn anew each time, and
/// how a body is cut for its way.
fn comparable(headers: &HeaderMap) -> Vec<(&str, &[u8])> {
    let changing = ["date", "set-cookie", "transfer-encoding"];
    let headers = headers
        .iter()
        .filter(|(name, _)| !changing.contains(&name.as_str()));
    let mut headers: Vec<_> = headers
        .map(|(name, value)| (name.as_str(), value.as_bytes()))
        .collect();
    headers.sort();
    headers
}

#[tokio::test]
async fn head_is_answered_like_get_at_every_address() {
    let portal = Portal::start().await;
    portal.publish("2026-09", "ktp", 12).await;
    let administrator = [(domain::access::Role::Administrator, "kota")];
    let staff = portal.staff("ani", &administrator).await;
    let listed = addresses();
    let listed = listed.iter().map(path);
    let more = [
        "/unit/capil",
        "/data/2026-09.json",
        "/en",
        "/en/x",
        "/api/v1/units/capil",
    ];
    // The figures tell of the question itself.
    let same = |path: &String| path != "/metrics";
    for path in listed.chain(more.map(str::to_owned)).filter(same) {
        for cookie in ["", staff.cookie()] {
            let headers = [("cookie", cookie)];
            let get = portal.ask(Method::GET, &path, &headers).await;
            let head = portal.ask(Method::HEAD, &path, &headers).await;
            assert_eq!(head.status(), get.status(), "{path}");
            assert_eq!(
                comparable(head.headers()),
                comparable(get.headers()),
                "{path}"
            );
            assert!(head.bytes().await.expect("an end").is_empty(), "{path}");
        }
    }
}

#[tokio::test]
async fn every_site_may_read_the_data_and_nothing_else() {
    let portal = Portal::start().await;
    portal.publish("2026-09", "ktp", 12).await;
    let elsewhere = ("origin", "https://peta.example");
    let allowed = |answer: &Response| {
        let headers = answer.headers();
        assert!(!headers.contains_key("access-control-allow-credentials"));
        let origin = headers.get("access-control-allow-origin");
        origin.map(|origin| origin.to_str().expect("a text").to_owned())
    };
    for (path, status) in [
        ("/api/v1/services", 200),
        ("/api/v1/services/ktp", 200),
        ("/api/v1/units/capil", 200),
        ("/api/v1/units/kota/ranks/2026-09", 200),
        ("/api/v1/units/kota/ranks/2026-S2", 200),
        ("/api/v1/units/kota/ranks/2026-08", 404),
        ("/api/v1/units/x/ranks/2026-09", 404),
        ("/api/v1/units/kota/ranks/2026-S3", 404),
        ("/api/v1/releases", 200),
        ("/data/2026-09.json", 200),
        ("/data/2026-09.csv", 200),
        ("/data/semua.csv", 200),
        ("/data/unit/capil.csv", 200),
        ("/data/layanan/ktp.csv", 200),
        ("/data/skema/csv-figures.json", 200),
        ("/data/layanan/x.csv", 404),
        ("/data/skema/x.json", 404),
        ("/api/v1/services/x", 404),
        ("/data/2026-13.json", 404),
    ] {
        for method in [Method::GET, Method::HEAD] {
            let answer = portal.ask(method, path, &[elsewhere]).await;
            assert_eq!(answer.status(), status, "{path}");
            assert_eq!(allowed(&answer).as_deref(), Some("*"), "{path}");
        }
        let asks = [elsewhere, ("access-control-request-method", "GET")];
        let answer = portal.ask(Method::OPTIONS, path, &asks).await;
        assert!(answer.status().is_success(), "{path}");
        assert_eq!(allowed(&answer).as_deref(), Some("*"), "{path}");
        let methods = &answer.headers()["access-control-allow-methods"];
        assert_eq!(methods, "GET,HEAD", "{path}");
    }
    let asks = [elsewhere, ("access-control-request-method", "POST")];
    for path in [
        "/api/v1/visits",
        "/",
        "/masuk",
        "/meja",
        "/nilai/layanan/ktp",
        "/metrics",
    ] {
        for method in [Method::GET, Method::OPTIONS] {
            let answer = portal.ask(method, path, &asks).await;
            assert_eq!(allowed(&answer), None, "{path}");
        }
    }
}

#[tokio::test]
async fn figures_for_operators_are_for_who_shows_the_token() {
    let portal = Portal::start().await;
    portal.publish("2026-09", "ktp", 12).await;
    for path in [
        "/metode",
        "/metode",
        "/en/metode",
        "/unit/capil",
        "/tidak/ada",
    ] {
        portal.get(path).await;
    }
    let text = portal.metrics().await;
    for line in [
        "http_requests_total{method=\"GET\",route=\"/metode\",status=\"2xx\"} 3",
        "http_requests_total{method=\"GET\",route=\"/unit/{slug}\",status=\"2xx\"} 1",
        "http_requests_total{method=\"GET\",route=\"none\",status=\"4xx\"} 1",
        "http_request_duration_seconds_count{route=\"/metode\"} 3",
        "suara_warga_pages_total{from=\"cache\"} 1",
        "suara_warga_pages_total{from=\"rendering\"} 3",
        "suara_warga_newest_release_age_days 12",
        "suara_warga_build_info{version=\"0.1.0\"} 1",
        "suara_warga_task_alive{task=\"sealer\"} 1",
        "suara_warga_task_restarts_total{task=\"sealer\"} 0",
        "# TYPE http_request_duration_seconds histogram",
    ] {
        assert!(
            text.lines().any(|told| told == line),
            "{line} is not in\n{text}"
        );
    }
    for name in [
        "suara_warga_uptime_seconds ",
        "suara_warga_database_connections{pool=",
    ] {
        assert!(text.contains(name), "{name}");
    }
    for shown in [
        "",
        "Bearer ",
        "Bearer untuk",
        "Basic untuk-yang-mengawasi-server",
    ] {
        let refused = portal
            .with_header("/metrics", ("authorization", shown))
            .await;
        assert_eq!(refused.status(), 401, "{shown}");
        assert_eq!(refused.headers()["www-authenticate"], "Bearer");
    }
}

/// What may change from one reading to the next: times, connections, and the readings themselves.
fn lasting(metrics: &str) -> Vec<&str> {
    let lines = metrics.lines();
    let changing = [
        "suara_warga_uptime_seconds",
        "suara_warga_database",
        "/metrics",
        "# ",
    ];
    lines
        .filter(|line| !changing.iter().any(|part| line.contains(part)))
        .collect()
}

#[tokio::test]
async fn figures_for_operators_do_not_tell_of_ratings() {
    let portal = Portal::start().await;
    let before = portal.metrics().await;
    let path = format!("/nilai/{}", portal.invite().await);
    let form = portal.page(&path).await;
    portal.page(&format!("/en{path}")).await;
    portal.page(&ui::style::STYLESHEET_PATH).await;
    assert!(form.contains("<form"));
    for answers in ["", &complete_form(4), &complete_form(4)] {
        portal.post(&path, answers).await;
    }
    portal.get("/nilai/tanda-terima/CDFG-HJKM-NPQR").await;
    portal.post("/api/v1/visits", "{}").await;
    let after = portal.metrics().await;
    assert_eq!(lasting(&after), lasting(&before));
}

#[tokio::test]
async fn who_finds_a_hole_learns_whom_to_tell() {
    let portal = Portal::start().await;
    let answer = portal.get("/.well-known/security.txt").await;
    let kind = &answer.headers()["content-type"];
    assert_eq!(kind, "text/plain; charset=utf-8");
    let text = answer.text().await.expect("a text");
    let expected = format!(
        "Contact: mailto:lubang@suara.example\nExpires: 2027-04-10T00:00:00Z\n\
         Preferred-Languages: id, en\nCanonical: {}/.well-known/security.txt\n",
        portal.url
    );
    assert_eq!(text, expected);
}

#[tokio::test]
async fn what_was_not_asked_for_is_not_there() {
    let portal = Portal::without_operators().await;
    for path in ["/metrics", "/.well-known/security.txt"] {
        let answer = portal.get(path).await;
        assert_eq!(answer.status(), 404, "{path}");
        assert!(
            answer.text().await.expect("a text").contains("<h1>"),
            "{path}"
        );
    }
}

#[tokio::test]
async fn a_form_that_stops_arriving_is_not_waited_for() {
    let portal = Portal::start().await;
    tokio::time::pause();
    let begun = futures::stream::iter([Ok::<_, std::io::Error>("waktu=4&bia")]);
    let request = Request::post("/nilai/layanan/ktp")
        .extension(ConnectInfo(SocketAddr::from(([192, 0, 2, 1], 1))))
        .body(Body::from_stream(begun.chain(futures::stream::pending())))
        .expect("a request");
    let since = tokio::time::Instant::now();
    let answer = routes::router(portal.state.clone()).oneshot(request).await;
    assert_eq!(answer.expect("an answer").status(), 400);
    assert!(since.elapsed() < Duration::from_secs(20));
}

#[tokio::test]
async fn a_browser_that_came_by_https_is_told_to_stay_there() {
    let portal = Portal::start().await;
    for (public_url, told) in [
        ("https://suara.example", Some("max-age=31536000")),
        ("http://127.0.0.1:3000", None),
    ] {
        let state = AppState {
            public_url: public_url.into(),
            ..portal.state.clone()
        };
        for path in ["/", "/tidak-ada", "/health"] {
            let request = Request::get(path)
                .extension(ConnectInfo(SocketAddr::from(([192, 0, 2, 1], 1))))
                .body(Body::empty())
                .expect("a request");
            let answer = routes::router(state.clone()).oneshot(request).await;
            let answer = answer.expect("an answer");
            let header = answer.headers().get("strict-transport-security");
            let header = header.map(|value| value.to_str().expect("text"));
            assert_eq!(header, told, "{public_url}{path}");
        }
    }
}

#[tokio::test]
async fn pages_that_have_to_be_made_have_an_allowance() {
    let three = Allowance {
        burst: NonZeroU32::new(3).expect("three"),
        every: Duration::from_hours(1),
    };
    let allowances = Allowances {
        reads_per_client: three,
        ..Allowances::default()
    };
    let portal = Portal::with(&allowances, &register("Dinas")).await;
    for path in ["/cari?q=ktp", "/unit/capil?periode=2026-01", "/nilai?q=ktp"] {
        assert_eq!(portal.get(path).await.status(), 200, "{path}");
    }
    for path in [
        "/cari?q=kk",
        "/nilai?q=kk",
        "/?periode=2026-02",
        "/unit/capil?periode=2026-02",
        "/layanan/ktp?periode=2026-02",
        "/layanan/ktp/komentar?bulan=2026-02",
    ] {
        let refused = portal.get(path).await;
        assert_eq!(refused.status(), 429, "{path}");
        assert!(refused.headers().contains_key("retry-after"), "{path}");
    }
    // What was made stands, and so does what everybody asks for.
    for path in ["/unit/capil?periode=2026-01", "/", "/layanan/ktp", "/nilai"] {
        assert_eq!(portal.get(path).await.status(), 200, "{path}");
    }
}
