use suara_warga::limits::Allowances;

use super::portal::{HOSTILE, Portal, register};

const PAGES: [&str; 14] = [
    "/",
    "/?urut=indeks&jenis=semua&periode=2026",
    "/unit/capil",
    "/unit/kota",
    "/unit/capil?periode=2026-09",
    "/layanan/ktp",
    "/layanan/kk?periode=2026-S2",
    "/metode",
    "/data",
    "/cari",
    "/cari?q=ktp",
    "/nilai",
    "/nilai?q=kk",
    "/nilai/layanan/ktp",
];

#[tokio::test]
async fn every_page_is_there_in_both_languages_before_and_after_the_first_release() {
    let portal = Portal::start().await;
    for published in [false, true] {
        if published {
            portal.publish("2026-09", "ktp", 12).await;
        }
        for path in PAGES {
            let page = portal.page(path).await;
            assert!(
                page.starts_with("<!DOCTYPE html><html lang=\"id\">"),
                "{path}"
            );
            assert!(
                page.ends_with("</html>"),
                "{path} ends with {:?}",
                &page[page.len() - 80..]
            );
            let english = portal
                .page(&format!(
                    "/en{}",
                    path.strip_prefix('/').map_or(String::new(), |rest| {
                        if rest.is_empty() || rest.starts_with('?') {
                            rest.to_owned()
                        } else {
                            format!("/{rest}")
                        }
                    })
                ))
                .await;
            assert!(english.contains("<html lang=\"en\">"), "{path}");
            assert!(
                !page.contains('⟦') && !english.contains('⟦'),
                "{path}: a text is missing"
            );
        }
    }
}

#[tokio::test]
async fn what_is_sealed_shows_and_what_is_open_does_not() {
    let portal = Portal::start().await;
    portal.publish("2026-08", "ktp", 12).await;
    super::portal::rate(&portal.store, "2026-09", "ktp", 137).await;
    let json: serde_json::Value = portal
        .get("/api/v1/services/ktp")
        .await
        .json()
        .await
        .expect("JSON");
    let figures = json["figures"].as_array().expect("figures");
    assert_eq!(figures.len(), 1);
    assert_eq!(
        (figures[0]["period"].as_str(), figures[0]["n"].as_u64()),
        (Some("2026-08"), Some(12))
    );
    for path in PAGES {
        assert!(
            !portal.page(path).await.contains("137"),
            "{path} tells what the open period holds"
        );
    }
}

#[tokio::test]
async fn nothing_hostile_comes_through_on_any_page() {
    let portal = Portal::with(&Allowances::default(), &register(HOSTILE)).await;
    portal.publish("2026-09", "ktp", 12).await;
    let question: String = form_urlencoded::byte_serialize(HOSTILE.as_bytes()).collect();
    let asked = ["/cari", "/nilai", "/en/cari", "/"]
        .map(|path| format!("{path}?q={question}&kode2={question}"));
    let hostile_paths = [
        format!("/{question}"),
        format!("/unit/{question}"),
        format!("/en/{question}?{question}"),
    ];
    for path in PAGES
        .map(str::to_owned)
        .into_iter()
        .chain(asked)
        .chain(hostile_paths)
    {
        let page = portal.get(&path).await.text().await.expect("a text");
        assert!(
            !page.contains("<script") && !page.contains("<img"),
            "{path}"
        );
    }
    let wrong_code = portal.get(&format!("/nilai?kode={question}")).await;
    assert_eq!(wrong_code.status(), 422);
    assert!(!wrong_code.text().await.expect("a text").contains("<script"));
}

#[tokio::test]
async fn what_does_not_exist_says_so_and_offers_a_way_on() {
    let portal = Portal::start().await;
    for path in [
        "/x",
        "/unit/x",
        "/unit/X!",
        "/layanan/x",
        "/data/2020-01.json",
        "/data/x",
        "/en/x",
        "/assets/x/style.css",
        "/assets/x/desk.css",
    ] {
        let response = portal.get(path).await;
        assert_eq!(response.status(), 404, "{path}");
        let page = response.text().await.expect("a text");
        assert!(page.contains("<h1>") && page.contains("href="), "{path}");
    }
    assert!(
        portal
            .get("/en/x")
            .await
            .text()
            .await
            .expect("a text")
            .contains("Page not found")
    );
    let wrong_method = portal.post("/metode", "").await;
    assert_eq!(wrong_method.status(), 405);
    assert!(wrong_method.text().await.expect("a text").contains("<h1>"));
}

#[tokio::test]
async fn style_sheets_are_kept_for_ever_under_their_hash() {
    let portal = Portal::start().await;
    for (path, rule) in [
        (&*ui::style::STYLESHEET_PATH, ".site-header"),
        (&*ui::style::DESK_STYLESHEET_PATH, ".desk-header"),
        (&*ui::style::RECORDS_STYLESHEET_PATH, ".card"),
    ] {
        let response = portal.get(path).await;
        assert_eq!(response.status(), 200, "{path}");
        assert_eq!(
            response.headers()["content-type"],
            "text/css; charset=utf-8"
        );
        let reuse = response.headers()["cache-control"]
            .to_str()
            .expect("a text");
        assert!(reuse.contains("immutable"), "{path}: {reuse}");
        assert!(
            response.text().await.expect("a text").contains(rule),
            "{path}"
        );
    }
    let page = portal.get("/").await.text().await.expect("a text");
    assert!(!page.contains("desk.css"), "public pages do without it");
}

#[tokio::test]
async fn programs_get_problem_documents() {
    let portal = Portal::start().await;
    for path in ["/api/v1/services/x", "/api/v1/services/X!", "/api/v1/x"] {
        let response = portal.get(path).await;
        assert_eq!(response.status(), 404, "{path}");
        assert_eq!(
            response.headers()["content-type"],
            "application/problem+json",
            "{path}"
        );
        let problem: serde_json::Value = response.json().await.expect("JSON");
        assert_eq!(problem["status"], 404, "{path}");
    }
}

#[tokio::test]
async fn a_page_known_to_the_browser_is_not_sent_again_until_a_release() {
    let portal = Portal::start().await;
    let tag = portal.get("/").await.headers()["etag"].clone();
    let again = async || {
        let request = portal
            .client
            .get(format!("{}/", portal.url))
            .header("if-none-match", &tag);
        request.send().await.expect("an answer")
    };
    let known = again().await;
    assert_eq!(known.status(), 304);
    assert_eq!(known.headers()["cache-control"], "public, no-cache");
    portal.publish("2026-09", "ktp", 12).await;
    assert_eq!(again().await.status(), 200);
}

#[tokio::test]
async fn pages_are_sent_compressed() {
    let portal = Portal::start().await;
    for (offer, expected) in [("gzip", "gzip"), ("gzip, br", "br")] {
        let request = portal
            .client
            .get(format!("{}/metode", portal.url))
            .header("accept-encoding", offer);
        let response = request.send().await.expect("an answer");
        assert_eq!(response.headers()["content-encoding"], expected);
        assert_eq!(response.headers()["vary"], "accept-encoding");
    }
}

#[tokio::test]
async fn every_response_is_protected() {
    let portal = Portal::start().await;
    for path in [
        "/",
        "/x",
        "/api/v1/units",
        "/nilai/layanan/ktp",
        "/en/nilai",
    ] {
        let response = portal.get(path).await;
        let headers = response.headers();
        let policy = headers["content-security-policy"].to_str().expect("text");
        assert!(
            policy.starts_with("default-src 'none'") && !policy.contains("unsafe"),
            "{path}"
        );
        assert_eq!(headers["x-content-type-options"], "nosniff");
        let referrer = if path.contains("nilai") {
            "no-referrer"
        } else {
            "same-origin"
        };
        assert_eq!(headers["referrer-policy"], referrer, "{path}");
        assert!(!headers.contains_key("set-cookie"));
    }
}

#[tokio::test]
async fn a_release_is_the_sealed_document_and_a_table_of_it() {
    let portal = Portal::start().await;
    portal.publish("2026-09", "ktp", 12).await;
    let published = portal.publication.current();
    let published = published.site.record.releases().next().expect("a release");
    let json = portal.page("/data/2026-09.json").await;
    assert_eq!(
        domain::digest::Digest::of(json.as_bytes()),
        published.digest()
    );
    let table = portal.page("/data/2026-09.csv").await;
    assert_eq!(table.lines().count(), 1 + 9);
    assert!(table.lines().nth(1).is_some_and(|row| {
        row.starts_with("2026-09,capil,ktp,false,skm,1,open,2026-09,12,62.5,D")
    }));
    assert!(
        portal
            .page("/data")
            .await
            .contains(&published.digest().to_string())
    );
}

#[tokio::test]
async fn every_figure_can_be_taken_home_with_its_name() {
    let portal = Portal::start().await;
    portal.publish("2026-09", "ktp", 12).await;
    let service = portal.page("/data/layanan/ktp.csv").await;
    let (header, rows) = service.split_once('\n').expect("a header");
    assert!(header.starts_with("month,kind,slug,name,unit,unit_name,state,"));
    // Open ratings make no official figure, which is one row that says so.
    let of = |rows: &str, words: &str| rows.lines().filter(|row| row.contains(words)).count();
    assert_eq!(of(rows, ",published,skm,1,open,12,62.5,D,"), 9, "{rows}");
    assert_eq!(of(rows, ",not_provided,,,official,,,,,,,,"), 1, "{rows}");

    let everything = portal.page("/data/semua.csv").await;
    for table in [&service, &portal.page("/data/unit/capil.csv").await] {
        let rows = table.split_once('\n').expect("a header").1;
        assert!(!rows.is_empty() && everything.contains(rows), "{table}");
    }
    let packed = portal.client.get(format!("{}/data/semua.csv", portal.url));
    let packed = packed.header("accept-encoding", "gzip").send().await;
    let packed = packed.expect("an answer");
    assert_eq!(packed.headers()["content-encoding"], "gzip");
    let packed = packed.bytes().await.expect("a body");
    let mut unpacked = String::new();
    let mut gzip = flate2::read::GzDecoder::new(&packed[..]);
    std::io::Read::read_to_string(&mut gzip, &mut unpacked).expect("one gzip member");
    assert_eq!(unpacked, everything);
}

#[tokio::test]
async fn the_dictionary_explains_the_fields_of_a_release_and_links_its_schema() {
    let portal = Portal::start().await;
    for (path, words) in [
        ("/data/kamus", "Banyaknya jawaban atas unsur ini."),
        ("/en/data/kamus", "How many answers to this element."),
    ] {
        let page = portal.page(path).await;
        assert!(
            page.contains("atoms[].elements.*.n") && page.contains(words),
            "{path}"
        );
        assert!(
            page.contains("/data/skema/suara-warga-release-3.json"),
            "{path}"
        );
    }
    let schema = portal.page("/data/skema/suara-warga-release-3.json").await;
    let schema: serde_json::Value = serde_json::from_str(&schema).expect("a schema is JSON");
    assert_eq!(schema["title"], "suara-warga-release-3");
    let data = portal.page("/data").await;
    assert!(data.contains("/data/kamus") && data.contains("/data/semua.csv"));
}
