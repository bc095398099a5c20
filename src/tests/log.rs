//! What the log of the program holds, whatever its operators ask for.

use std::fs::File;

use store::{Batch, FormToken, Store};

use super::crash::Server;
use super::portal::{client, complete_form, inviting, register, slug};

#[tokio::test(flavor = "multi_thread")]
async fn the_log_holds_no_code_receipt_token_or_cookie() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("suara-warga.db");
    let store = Store::open_file(&file, &folder.path().join("keys")).await;
    let store = store.expect("opens");
    let register = register("Dinas");
    store.import_register(&register).await.expect("stored");
    let today = suara_warga::clock::Clock::default().today();
    let batch = Batch {
        form: FormToken::random(),
        service: slug("ktp"),
        counter: None,
        issued: today,
        half: None,
        valid_until: today,
    };
    let now = suara_warga::clock::Clock::default().now();
    let codes = store.issue_invitations(&inviting(), &batch, 1, now).await;
    let code = codes.expect("issued")[0].to_string();
    let link = store
        .make_set_up_link(suara_warga::clock::Clock::default().now())
        .await;
    let link = link
        .expect("made")
        .expect("nobody has an account")
        .to_string();
    store.close().await.expect("closes");

    let log = folder.path().join("log");
    let lines = File::create(&log).expect("a file can be made");
    let server = Server::start_logging(folder.path(), lines.into()).await;
    let client = client();
    let get = async |path: &str| {
        let answer = client.get(format!("{}{path}", server.url)).send().await;
        answer.expect("an answer")
    };
    assert_eq!(get(&format!("/nilai/{code}")).await.status(), 200);
    let path = format!("{}/nilai/{code}", server.url);
    let sent = client.post(&path).body(complete_form(3)).send().await;
    let sent = sent.expect("an answer");
    let receipt = sent.headers()["location"]
        .to_str()
        .expect("text")
        .to_owned();
    assert_eq!(get(&receipt).await.status(), 200);
    let token = FormToken::random();
    let form = format!("formulir={}&{}", token.as_str(), complete_form(3));
    let open = client
        .post(format!("{}/nilai/layanan/ktp", server.url))
        .body(form);
    assert_eq!(open.send().await.expect("an answer").status(), 303);
    // The server that starts makes another one.
    assert_eq!(get(&format!("/undangan/{link}")).await.status(), 410);
    let key = "sw_rahasia-yang-bukan-kunci";
    let visit = client
        .post(format!("{}/api/v1/visits", server.url))
        .bearer_auth(key);
    assert_eq!(visit.send().await.expect("an answer").status(), 401);
    server.kill().await;

    let log = std::fs::read_to_string(&log).expect("a log");
    assert!(log.contains("serving"), "{log}");
    let receipt = receipt.rsplit('/').next().expect("a receipt");
    for secret in [&code, receipt, token.as_str(), &link, key] {
        for form in [secret.to_owned(), secret.replace('-', "")] {
            assert!(!log.contains(&form), "{secret} stands in the log:\n{log}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proxy_that_nobody_trusts_is_told_of_once() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("suara-warga.db");
    let store = Store::open_file(&file, &folder.path().join("keys")).await;
    store.expect("opens").close().await.expect("closes");
    let log = folder.path().join("log");
    let lines = File::create(&log).expect("a file can be made");
    let server = Server::start_logging(folder.path(), lines.into()).await;
    for _ in 0..3 {
        let asked = client().get(format!("{}/nilai/CDFG-HJKM", server.url));
        let asked = asked.header("x-forwarded-for", "198.51.100.7").send().await;
        assert_eq!(asked.expect("an answer").status(), 404);
    }
    server.kill().await;
    let log = std::fs::read_to_string(&log).expect("a log");
    assert_eq!(log.matches("--trusted-proxies").count(), 1, "{log}");
}
