//! Links by mail: a mail server that takes letters, and one that is not there.

use domain::access::Role;
use suara_warga::mail::Mailer;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

use crate::portal::Portal;

const INVITATION: &str = "surel=budi@suara.example&nama=Budi&peran-1=operator&unit-1=capil";

/// A mail server that takes one letter and gives it back.
async fn mail_server() -> (u16, JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let port = listener.local_addr().expect("an address").port();
    let letter = tokio::spawn(async move {
        let (connection, _) = listener.accept().await.expect("a connection");
        take_letter(connection).await
    });
    (port, letter)
}

/// The little of SMTP (RFC 5321) that one letter needs.
async fn take_letter(connection: TcpStream) -> String {
    let (incoming, mut answers) = connection.into_split();
    let mut lines = BufReader::new(incoming).lines();
    let greeting = b"220 mail.example\r\n";
    answers.write_all(greeting).await.expect("sent");
    let mut letter: Option<String> = None;
    while let Some(line) = lines.next_line().await.expect("a line") {
        let answer = match (&mut letter, line.as_str()) {
            (Some(text), ".") => {
                answers.write_all(b"250 taken\r\n").await.expect("sent");
                return std::mem::take(text);
            }
            (Some(text), line) => {
                text.push_str(line);
                text.push('\n');
                continue;
            }
            (None, "DATA") => {
                letter = Some(String::new());
                "354 go on\r\n"
            }
            (None, _) => "250 fine\r\n",
        };
        answers.write_all(answer.as_bytes()).await.expect("sent");
    }
    panic!("the connection ended before the letter");
}

async fn portal_mailing_through(port: u16) -> Portal {
    let from = "Suara Warga <portal@suara.example>"
        .parse()
        .expect("a sender");
    let mailer = Mailer::new(&format!("smtp://127.0.0.1:{port}"), from).expect("a mailer");
    Portal::with_mail(mailer).await
}

/// The letter as its reader sees it, with the line breaks of the transfer taken out.
fn readable(letter: &str) -> String {
    letter.replace("=\n", "").replace("=3D", "=")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_is_mailed_and_not_shown() {
    let (port, letter) = mail_server().await;
    let portal = portal_mailing_through(port).await;
    let administrator = portal.staff("ani", &[(Role::Administrator, "kota")]).await;
    let form = portal.desk_page(&administrator, "/meja/orang/baru").await;
    assert!(form.contains("akan menerima surel"), "{form}");
    let answer = portal
        .post_as(&administrator, "/meja/orang/baru", INVITATION)
        .await;
    assert_eq!(answer.status(), 200);
    let page = answer.text().await.expect("a page");
    assert!(page.contains("dikirim ke budi@suara.example"), "{page}");
    assert!(!page.contains("/undangan/"), "{page}");

    let letter = readable(&letter.await.expect("a letter"));
    assert!(letter.contains("budi@suara.example"), "{letter}");
    let (_, rest) = letter.split_once("/undangan/").expect("a link");
    let token = &rest[..64];
    let page = portal.page(&format!("/undangan/{token}")).await;
    assert!(page.contains("Budi"), "{page}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_is_shown_when_the_mail_server_is_away() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let port = listener.local_addr().expect("an address").port();
    drop(listener);
    let portal = portal_mailing_through(port).await;
    let administrator = portal.staff("ani", &[(Role::Administrator, "kota")]).await;
    let answer = portal
        .post_as(&administrator, "/meja/orang/baru", INVITATION)
        .await;
    let page = answer.text().await.expect("a page");
    assert!(page.contains("Surel tidak dapat dikirim"), "{page}");
    assert!(page.contains("/undangan/"), "{page}");
}
