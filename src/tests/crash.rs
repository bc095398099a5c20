//! A server that is killed in the middle of its work loses nothing that it acknowledged.

use std::path::Path;
use std::process::Stdio;

use reqwest::Client;
use store::{FormToken, Store};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};
use tokio::sync::mpsc;

use super::portal::{client, complete_form, on, register};

const KILLS: usize = 20;
const CLIENTS: usize = 8;
/// How many acknowledgements a life of the server lasts.
const LIFE: usize = 25;

/// The program, serving a data folder on a free port.
pub struct Server {
    pub url: String,
    process: Child,
}

impl Server {
    pub async fn start(data: &Path) -> Self {
        Self::start_logging(data, Stdio::null()).await
    }

    /// A server that writes into its log whatever it can be made to write.
    pub async fn start_logging(data: &Path, log: Stdio) -> Self {
        let mut process = Command::new(env!("CARGO_BIN_EXE_suara-warga"))
            .args(["serve", "--listen", "127.0.0.1:0", "--data"])
            .arg(data)
            .env_remove("DATABASE_URL")
            .stdout(Stdio::piped())
            .env("RUST_LOG", "trace")
            .stderr(log)
            .kill_on_drop(true)
            .spawn()
            .expect("the program runs");
        let mut lines = BufReader::new(process.stdout.take().expect("an output")).lines();
        let line = lines
            .next_line()
            .await
            .expect("readable")
            .expect("the server says where it is");
        let url = line
            .split_whitespace()
            .last()
            .expect("an address")
            .to_owned();
        Self { url, process }
    }

    pub async fn kill(mut self) {
        self.process.kill().await.expect("SIGKILL");
    }
}

/// Sends one rating; the receipt's address if the server acknowledged it.
async fn send(client: &Client, url: &str, token: &FormToken) -> Option<String> {
    let form = format!("formulir={}&{}", token.as_str(), complete_form(3));
    let request = client.post(format!("{url}/nilai/layanan/ktp")).body(form);
    let response = request.send().await.ok()?;
    assert_eq!(
        response.status(),
        303,
        "the server answers with a receipt or not at all"
    );
    response.headers()["location"]
        .to_str()
        .ok()
        .map(str::to_owned)
}

/// Sends ratings until the server is gone. Every token is reported, with its receipt where there is one.
async fn keep_sending(url: String, sent: mpsc::Sender<(FormToken, Option<String>)>) {
    let client = client();
    loop {
        let token = FormToken::random();
        let receipt = send(&client, &url, &token).await;
        let gone = receipt.is_none();
        if sent.send((token, receipt)).await.is_err() || gone {
            return;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_acknowledged_rating_survives_kill_9_once() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let store = Store::open_file(
        &folder.path().join("suara-warga.db"),
        &folder.path().join("keys"),
    )
    .await
    .expect("opens");
    store
        .import_register(&register("Dinas"))
        .await
        .expect("stored");
    let mut all = Vec::new();
    for _ in 0..KILLS {
        let server = Server::start(folder.path()).await;
        let (sender, mut sent) = mpsc::channel(1000);
        for _ in 0..CLIENTS {
            tokio::spawn(keep_sending(server.url.clone(), sender.clone()));
        }
        drop(sender);
        let mut acknowledged = 0;
        while acknowledged < LIFE {
            let one = sent.recv().await.expect("the clients send");
            acknowledged += usize::from(one.1.is_some());
            all.push(one);
        }
        server.kill().await;
        while let Some(one) = sent.recv().await {
            all.push(one);
        }
    }

    let server = Server::start(folder.path()).await;
    let client = client();
    for (token, receipt) in &all {
        if let Some(receipt) = receipt {
            let known = client
                .get(format!("{}{receipt}", server.url))
                .send()
                .await
                .expect("an answer");
            assert_eq!(known.status(), 200, "an acknowledged rating is gone");
        }
        // Sending again what may or may not have arrived leads to the same receipt and never counts twice.
        let again = send(&client, &server.url, token)
            .await
            .expect("acknowledged");
        assert!(
            receipt.as_ref().is_none_or(|receipt| *receipt == again),
            "a rating has two receipts"
        );
    }
    let month = domain::period::Month::of(suara_warga::clock::Clock::default().today());
    let people = domain::seal::TwoPeople::new("Ani", "Budi").expect("two people");
    let published = store
        .seal(month, 1, &people, on(month.plus(1).first_day()))
        .await
        .expect("sealed");
    assert_eq!(published.release.ratings(), all.len() as u64);
}
