use std::net::SocketAddr;

use axum::routing::{get, post};
use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream, duplex};
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;
use tokio::time::{Instant, sleep};

use super::*;

const BOUNDS: Bounds = Bounds {
    in_total: 8,
    per_client: 4,
    head: Duration::from_secs(10),
    idle: Duration::from_secs(75),
    unread: Duration::from_secs(30),
    farewell: Duration::from_secs(8),
};

const REQUEST: &[u8] = b"GET / HTTP/1.1\r\nHost: suara.example\r\n\r\n";

/// Longer than what fits between a server and a client who reads nothing.
const LONG: usize = 4 << 20;

/// A server whose clients come through a channel.
struct Door {
    coming: mpsc::Sender<DuplexStream>,
    stop: oneshot::Sender<()>,
    server: JoinHandle<()>,
}

struct Incomers(mpsc::Receiver<DuplexStream>);

impl Listener for Incomers {
    type Io = DuplexStream;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (DuplexStream, SocketAddr) {
        match self.0.recv().await {
            Some(stream) => (stream, ([192, 0, 2, 1], 1).into()),
            None => std::future::pending().await,
        }
    }

    fn local_addr(&self) -> std::io::Result<SocketAddr> {
        Ok(([127, 0, 0, 1], 80).into())
    }
}

impl Door {
    fn open() -> Self {
        let router = Router::new()
            .route("/", get(|| async { "ya" }))
            .route("/panjang", get(|| async { "x".repeat(LONG) }))
            .route("/isi", post(|body: String| async { body }))
            .route(
                "/lama",
                get(|| async {
                    sleep(Duration::from_mins(10)).await;
                    "akhirnya"
                }),
            );
        let (coming, incomers) = mpsc::channel(1);
        let (stop, stopped) = oneshot::channel::<()>();
        let server = tokio::spawn(serve(Incomers(incomers), router, BOUNDS, async {
            let _ = stopped.await;
        }));
        Self {
            coming,
            stop,
            server,
        }
    }

    async fn enter(&self) -> DuplexStream {
        let (client, server) = duplex(1024);
        self.coming.send(server).await.expect("the server runs");
        client
    }
}

/// How long it takes until the server closes a connection.
async fn until_closed(client: &mut DuplexStream) -> Duration {
    let since = Instant::now();
    let mut rest = Vec::new();
    let _ = client.read_to_end(&mut rest).await;
    since.elapsed()
}

async fn ask(client: &mut DuplexStream) {
    client.write_all(REQUEST).await.expect("the server listens");
    let mut answer = Vec::new();
    while !answer.ends_with(b"\r\n\r\nya") {
        let byte = client.read_u8().await.expect("an answer");
        answer.push(byte);
    }
    assert!(answer.starts_with(b"HTTP/1.1 200"));
}

#[tokio::test(start_paused = true)]
async fn a_client_who_says_nothing_is_not_waited_for() {
    let door = Door::open();
    let mut silent = door.enter().await;
    assert_eq!(until_closed(&mut silent).await, BOUNDS.head);
}

#[tokio::test(start_paused = true)]
async fn a_head_that_trickles_in_is_not_waited_for() {
    let door = Door::open();
    let mut slow = door.enter().await;
    let (mut reading, mut writing) = tokio::io::split(door.enter().await);
    ask(&mut slow).await;
    sleep(Duration::from_mins(1)).await;
    let trickle = async {
        for byte in REQUEST {
            if writing.write_all(&[*byte]).await.is_err() {
                break;
            }
            sleep(Duration::from_secs(1)).await;
        }
    };
    let since = Instant::now();
    let mut rest = Vec::new();
    let closed = async {
        let _ = reading.read_to_end(&mut rest).await;
        since.elapsed()
    };
    let ((), closed) = tokio::join!(trickle, closed);
    assert!(closed <= BOUNDS.head, "{closed:?}");
    assert!(rest.is_empty());
}

#[tokio::test(start_paused = true)]
async fn half_a_head_after_an_answer_is_not_waited_for() {
    let door = Door::open();
    let mut client = door.enter().await;
    ask(&mut client).await;
    sleep(Duration::from_mins(1)).await;
    client.write_all(&REQUEST[..20]).await.expect("sent");
    assert_eq!(until_closed(&mut client).await, BOUNDS.head);
}

#[tokio::test(start_paused = true)]
async fn a_connection_serves_again_until_it_idles() {
    let door = Door::open();
    let mut client = door.enter().await;
    for _ in 0..5 {
        ask(&mut client).await;
        sleep(Duration::from_mins(1)).await;
    }
    ask(&mut client).await;
    assert_eq!(until_closed(&mut client).await, BOUNDS.idle);
}

#[tokio::test(start_paused = true)]
async fn work_takes_as_long_as_the_router_lets_it() {
    let door = Door::open();
    let mut client = door.enter().await;
    let slow = b"GET /lama HTTP/1.1\r\nHost: suara.example\r\nConnection: close\r\n\r\n";
    client.write_all(slow).await.expect("sent");
    let mut answer = String::new();
    client.read_to_string(&mut answer).await.expect("an answer");
    assert!(answer.ends_with("akhirnya"), "{answer}");
}

const LONG_REQUEST: &[u8] =
    b"GET /panjang HTTP/1.1\r\nHost: suara.example\r\nConnection: close\r\n\r\n";

#[tokio::test(start_paused = true)]
async fn a_client_who_reads_nothing_is_cut_off() {
    let door = Door::open();
    let mut client = door.enter().await;
    client.write_all(LONG_REQUEST).await.expect("sent");
    sleep(BOUNDS.unread + Duration::from_secs(1)).await;
    let mut rest = Vec::new();
    client.read_to_end(&mut rest).await.expect("what was sent");
    assert!(rest.len() < LONG);
}

#[tokio::test(start_paused = true)]
async fn a_client_who_reads_slowly_gets_everything() {
    let door = Door::open();
    let mut client = door.enter().await;
    client.write_all(LONG_REQUEST).await.expect("sent");
    let (mut read, mut part) = (0, [0; 1024]);
    loop {
        match client.read(&mut part).await.expect("something") {
            0 => break,
            more => read += more,
        }
        sleep(Duration::from_secs(20)).await;
    }
    assert!(read > LONG);
}

#[tokio::test(start_paused = true)]
async fn one_more_connection_of_a_client_than_may_be_is_closed_at_once() {
    let door = Door::open();
    let mut clients = Vec::new();
    for _ in 0..BOUNDS.per_client {
        let mut client = door.enter().await;
        ask(&mut client).await;
        clients.push(client);
    }
    let mut more = door.enter().await;
    assert_eq!(until_closed(&mut more).await, Duration::ZERO);
    clients.pop();
    let mut instead = door.enter().await;
    // The server may hear of the parting a moment after the arrival.
    while until_closed(&mut instead).await == Duration::ZERO {
        instead = door.enter().await;
    }
    ask(&mut clients[0]).await;
}

#[tokio::test(start_paused = true)]
async fn nobody_keeps_a_server_that_is_told_to_stop() {
    for begun in [
        &REQUEST[..20],
        LONG_REQUEST,
        b"GET /lama HTTP/1.1\r\nHost: a\r\n\r\n",
    ] {
        let door = Door::open();
        let mut client = door.enter().await;
        client.write_all(begun).await.expect("sent");
        let mut idle = door.enter().await;
        ask(&mut idle).await;
        let since = Instant::now();
        door.stop.send(()).expect("the server runs");
        door.server.await.expect("no defect");
        assert_eq!(since.elapsed(), BOUNDS.farewell);
    }
}

#[tokio::test(start_paused = true)]
async fn a_server_that_is_told_to_stop_finishes_what_is_under_way() {
    let door = Door::open();
    let mut client = door.enter().await;
    let head = b"POST /isi HTTP/1.1\r\nHost: a\r\nContent-Length: 6\r\n\r\n";
    client.write_all(head).await.expect("sent");
    sleep(Duration::from_secs(1)).await;
    let since = Instant::now();
    door.stop.send(()).expect("the server runs");
    sleep(Duration::from_secs(2)).await;
    client.write_all(b"cukup!").await.expect("sent");
    let mut answer = String::new();
    client.read_to_string(&mut answer).await.expect("an answer");
    assert!(answer.ends_with("cukup!"), "{answer}");
    door.server.await.expect("no defect");
    assert_eq!(since.elapsed(), Duration::from_secs(2));
}

#[test]
fn no_client_gets_all_connections_that_the_system_allows() {
    let of = |files| {
        let bounds = Bounds::default().within(files);
        (bounds.in_total, bounds.per_client)
    };
    assert_eq!(of(usize::MAX), (4000, 1000));
    assert_eq!(of(1024), (824, 412));
    assert_eq!(of(0), (2, 1));
    let behind = Bounds::default().within(1024).behind_proxy();
    assert_eq!(behind.per_client, behind.in_total);
}
