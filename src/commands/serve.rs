//! Serving the portal until it is told to stop.
//! It must not know what is served.

use std::io::{IsTerminal, Write};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use domain::access::{Permit, Right};
use store::{BallotBox, Store};
use tracing_subscriber::EnvFilter;

use super::{Failure, Front, ServeArguments};
use crate::clock::Clock;
use crate::limits::{Allowances, Limits};
use crate::publication::Publication;
use crate::routes;
use crate::sealing::Sealer;
use crate::state::AppState;

/// How often addresses are forgotten whose requests no longer matter.
const FORGET_EVERY: Duration = Duration::from_mins(1);

/// How often the server looks whether a day has begun on which something is to be deleted.
const RETAIN_EVERY: Duration = Duration::from_hours(1);

pub async fn run(arguments: ServeArguments) -> Result<(), Failure> {
    let store = arguments.place.open().await?;
    if store.is_demo().await? && !arguments.demo_data {
        return Err(
            "this database holds the invented data of a demonstration, whose accounts everybody knows; \
             to serve it nevertheless, add --demo-data"
                .into(),
        );
    }
    let clock = Clock::default();
    let set_up = store.make_set_up_link(clock.now()).await?;
    serve(store, &arguments.front, clock, |url| {
        println!("Suara Warga: {url}");
        if let Some(token) = set_up {
            let link = format!("{url}/undangan/{token}");
            // Whoever started the server may have stopped reading.
            let _ = writeln!(
                std::io::stdout(),
                "Set up the first administrator (once, within seven days): {link}"
            );
        }
    })
    .await
}

/// Serves until SIGINT or SIGTERM, then finishes the requests under way and closes the database. `ready` is called with
/// the public address when the port is bound.
pub async fn serve(
    store: Store,
    front: &Front,
    clock: Clock,
    ready: impl FnOnce(&str),
) -> Result<(), Failure> {
    log();
    let mailer = front.mailer()?;
    let listener = tokio::net::TcpListener::bind(front.listen)
        .await
        .map_err(|error| format!("{} cannot be listened on: {error}", front.listen))?;
    let public_url = match &front.public_url {
        Some(_) => front.public_url(),
        None => format!("http://{}", listener.local_addr()?),
    };
    web::texts::prepare();
    let (ballots, writer) = BallotBox::open(store.clone());
    let publication = Publication::open(store.clone()).await?;
    let follower = tokio::spawn(publication.clone().follow());
    let sealer = Sealer::new(store.clone(), publication.clone(), clock);
    let sealing = tokio::spawn(sealer.clone().run());
    let retaining = tokio::spawn(retain(store.clone(), clock));
    let limits = Arc::new(Limits::new(&Allowances::default()));
    let forgetter = tokio::spawn(forget(limits.clone()));
    let state = AppState {
        store: store.clone(),
        ballots,
        publication,
        sealer,
        limits,
        clock,
        public_url: public_url.as_str().into(),
        mailer,
        trusted_proxies: front.trusted_proxies,
    };
    let app = routes::router(state).into_make_service_with_connect_info::<SocketAddr>();
    // Before anybody is told that the server runs, so that whoever stops it at once is heard.
    let stop = told_to_stop();
    ready(&public_url);
    tracing::info!(address = %front.listen, "serving");
    axum::serve(listener, app)
        .with_graceful_shutdown(stop)
        .await?;
    follower.abort();
    forgetter.abort();
    sealing.abort();
    retaining.abort();
    writer.await?;
    store.close().await?;
    Ok(())
}

/// Deletes what has outlived its time, once a day.
async fn retain(store: Store, clock: Clock) {
    let mut ticks = tokio::time::interval(RETAIN_EVERY);
    loop {
        ticks.tick().await;
        let permit = Permit::server(Right::Configure);
        let retained = store.retain_daily(&permit, clock.today(), clock.now());
        if let Err(error) = retained.await {
            tracing::error!(%error, "what has outlived its time was not deleted");
        }
    }
}

async fn forget(limits: Arc<Limits>) {
    let mut ticks = tokio::time::interval(FORGET_EVERY);
    loop {
        ticks.tick().await;
        limits.forget();
    }
}

/// Structured logs on the error output: lines for people at a terminal, JSON for machines.
fn log() {
    let filter = EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| EnvFilter::new("info,sqlx=warn,sea_orm=warn"));
    let logs = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr);
    // Tests may start several servers in one process; the first one's log serves all.
    let _ = if std::io::stderr().is_terminal() {
        logs.try_init()
    } else {
        logs.json().try_init()
    };
}

/// Listens for SIGINT and SIGTERM from this moment on.
fn told_to_stop() -> impl Future<Output = ()> + Send + 'static {
    #[cfg(unix)]
    let terminate = {
        use tokio::signal::unix::{SignalKind, signal};
        signal(SignalKind::terminate())
            .inspect_err(|error| tracing::warn!(%error, "only an interrupt stops the server"))
    };
    async move {
        let interrupt = tokio::signal::ctrl_c();
        #[cfg(unix)]
        match terminate {
            Ok(mut terminate) => {
                tokio::select! { _ = interrupt => {}, _ = terminate.recv() => {} }
            }
            Err(_) => drop(interrupt.await),
        }
        #[cfg(not(unix))]
        drop(interrupt.await);
        tracing::info!("stopping");
    }
}
