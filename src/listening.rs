//! Takes connections and gives their requests to the router: so many at a time, and each only as long as its client keeps
//! pace. It must not know what is asked or answered.

mod guests;
mod paced;

use std::convert::Infallible;
use std::net::SocketAddr;
use std::pin::pin;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{ConnectInfo, Request};
use axum::response::Response;
use axum::serve::Listener;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::{Service, service_fn};
use hyper_util::rt::TokioIo;
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use hyper_util::service::TowerToHyperService;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::task::JoinSet;
use tokio::time::timeout;

use guests::Guests;
use paced::{Paced, Work};

/// How many clients there may be, and how long each may take.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// Connections of all clients together; beyond it they wait to be accepted.
    pub in_total: usize,
    /// Connections of one client; beyond it they are closed at once.
    pub per_client: usize,
    /// From the first byte of a request to the end of its head.
    pub head: Duration,
    /// Between an answer and the next request.
    pub idle: Duration,
    /// While a client takes nothing of its answer.
    pub unread: Duration,
    /// From being told to stop to the end of every request.
    pub farewell: Duration,
}

/// Files that the server holds open for itself: its database, its logs and what it listens on.
const OWN_FILES: usize = 200;

impl Default for Bounds {
    /// A hall of 300 phones behind one address has room: a browser holds two connections, seldom six.
    fn default() -> Self {
        Self {
            in_total: 4000,
            per_client: 1000,
            head: Duration::from_secs(10),
            // Longer than proxies keep a connection for another request, so that none is closed while they send it.
            idle: Duration::from_secs(75),
            unread: Duration::from_secs(30),
            // Less than the ten seconds after which containers are killed.
            farewell: Duration::from_secs(8),
        }
    }
}

impl Bounds {
    /// As many connections as the system lets the process hold open, of which no client gets more than half.
    pub fn within(self, files: usize) -> Self {
        let in_total = self.in_total.min(files.saturating_sub(OWN_FILES)).max(2);
        Self {
            in_total,
            per_client: self.per_client.min(in_total / 2),
            ..self
        }
    }

    /// Behind a proxy every connection is the proxy's, which has limits of its own.
    pub fn behind_proxy(self) -> Self {
        Self {
            per_client: self.in_total,
            ..self
        }
    }
}

/// How many files the process may hold open, after asking the system for as many as it ever grants.
#[cfg(unix)]
pub fn open_files() -> usize {
    use rustix::process::{Resource, getrlimit, setrlimit};
    let granted = getrlimit(Resource::Nofile);
    let most = rustix::process::Rlimit {
        current: granted.maximum,
        ..granted
    };
    let granted = match setrlimit(Resource::Nofile, most) {
        Ok(()) => granted.maximum,
        Err(_) => granted.current,
    };
    granted.map_or(usize::MAX, |files| {
        usize::try_from(files).unwrap_or(usize::MAX)
    })
}

/// How many files the process may hold open; nobody limits them here.
#[cfg(not(unix))]
pub fn open_files() -> usize {
    usize::MAX
}

/// Serves until `stop` ends. Then requests under way are finished, and whoever has not come to an end within the farewell is
/// cut off.
pub async fn serve<L: Listener<Addr = SocketAddr>>(
    mut listener: L,
    router: Router,
    bounds: Bounds,
    stop: impl Future<Output = ()>,
) {
    let guests = Guests::new(bounds);
    let farewell = GracefulShutdown::new();
    let mut connections = JoinSet::new();
    let mut stop = pin!(stop);
    loop {
        let next = async {
            let room = guests.room().await;
            (room, listener.accept().await)
        };
        tokio::select! {
            () = &mut stop => break,
            (room, (stream, peer)) = next => {
                let Some(guest) = guests.admit(room, peer.ip()) else {
                    continue;
                };
                let watcher = farewell.watcher();
                let router = router.clone();
                connections.spawn(async move {
                    converse(stream, peer, router, bounds, watcher).await;
                    drop(guest);
                });
            }
            Some(_) = connections.join_next() => {}
        }
    }
    drop(listener);
    if timeout(bounds.farewell, farewell.shutdown()).await.is_err() {
        tracing::warn!("connections that came to no end were cut off");
    }
    connections.shutdown().await;
}

/// Answers the requests of one connection, one after the other.
async fn converse(
    stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    peer: SocketAddr,
    router: Router,
    bounds: Bounds,
    watcher: Watcher,
) {
    let work = Work::default();
    let stream = Paced::new(stream, bounds, work.clone());
    let router = TowerToHyperService::new(router);
    let service = service_fn(|mut request: Request<Incoming>| {
        request.extensions_mut().insert(ConnectInfo(peer));
        let under_way = work.begin();
        let answer = router.call(request);
        async move {
            let answer: Result<Response<Body>, Infallible> = answer.await;
            drop(under_way);
            answer
        }
    });
    let connection = http1::Builder::new().serve_connection(TokioIo::new(stream), service);
    // How a client leaves is its own affair.
    drop(watcher.watch(connection).await);
}

#[cfg(test)]
mod tests;
