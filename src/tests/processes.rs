//! Two server processes on one PostgreSQL.

use std::collections::HashSet;
use std::process::Stdio;

use store::{FormToken, Store};
use suara_warga::limits::Allowances;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::process::Command;

use super::portal::{Portal, client, fresh_database, rate, register, seal};

async fn two_portals() -> (Portal, Portal) {
    let (url, keys) = (
        fresh_database().await,
        tempfile::tempdir().expect("a folder"),
    );
    let store = Store::open(&url, keys.path()).await.expect("opens");
    store
        .import_register(&register("Dinas"))
        .await
        .expect("stored");
    let other = Store::open(&url, keys.path()).await.expect("opens again");
    let allowances = Allowances::default();
    (
        Portal::on(store, &allowances, Some(keys)).await,
        Portal::on(other, &allowances, None).await,
    )
}

#[tokio::test]
async fn a_code_is_spent_once_across_both() {
    let (one, two) = two_portals().await;
    let path = format!("/nilai/{}", one.invite().await);
    let form = format!("formulir={}&waktu=4", FormToken::random().as_str());
    let tries = (0..100).map(|number| if number % 2 == 0 { &one } else { &two }.post(&path, &form));
    let responses = futures::future::join_all(tries).await;
    let receipts: HashSet<_> = responses
        .iter()
        .map(|response| response.headers()["location"].clone())
        .collect();
    assert_eq!(receipts.len(), 1);
    assert_eq!(two.post(&path, "waktu=4").await.status(), 410);
}

#[tokio::test]
async fn a_seal_made_through_one_shows_on_the_other() {
    let (one, two) = two_portals().await;
    rate(&one.store, "2026-09", "ktp", 12).await;
    assert!(two.page("/").await.contains("Belum ada rilis"));
    let following = tokio::spawn(two.publication.clone().follow());
    seal(&one.store, "2026-09".parse().expect("a month")).await;
    while two.page("/").await.contains("Belum ada rilis") {
        tokio::task::yield_now().await;
    }
    following.abort();
}

/// Passes connections on to the server of the tests.
async fn pass_on(here: TcpListener, server: String) {
    loop {
        let (mut client, _) = here.accept().await.expect("accepts");
        let mut server = TcpStream::connect(&server).await.expect("reaches");
        tokio::spawn(async move {
            let _ = tokio::io::copy_bidirectional(&mut client, &mut server).await;
        });
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_start_names_why_the_database_is_out_of_reach_and_keeps_trying() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let url = fresh_database().await;
    let keys = folder.path().join("keys");
    let store = Store::open(&url, &keys).await.expect("opens");
    store.close().await.expect("closes");
    let (user, rest) = url.split_once('@').expect("a user");
    let (server, database) = rest.split_once('/').expect("a database");
    let here = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = here.local_addr().expect("an address");
    drop(here);
    let mut portal = Command::new(env!("CARGO_BIN_EXE_suara-warga"))
        .args(["serve", "--listen", "127.0.0.1:0", "--data"])
        .arg(folder.path())
        .env("DATABASE_URL", format!("{user}@{address}/{database}"))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .expect("the program runs");
    let mut log = BufReader::new(portal.stderr.take().expect("a log")).lines();
    let cause = log.next_line().await.expect("readable").expect("a line");
    assert!(cause.contains("refused"), "{cause}");
    assert!(!cause.contains(user), "{cause}");
    let here = TcpListener::bind(address).await.expect("the same port");
    let passing = tokio::spawn(pass_on(here, server.to_owned()));
    let mut said = BufReader::new(portal.stdout.take().expect("an output")).lines();
    let line = said.next_line().await.expect("readable").expect("a line");
    let url = line.split_whitespace().last().expect("an address");
    let answer = client().get(format!("{url}/health")).send().await;
    assert_eq!(answer.expect("an answer").status(), 200);
    passing.abort();
}
