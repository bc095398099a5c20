//! Serving the portal until it is told to stop.
//! It must not know what is served.

use std::io::Write;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use domain::access::{Permit, Right};
use futures::FutureExt;
use futures::future::BoxFuture;
use store::{BallotBox, BallotWriter, Store, StoreError, is_out_of_reach};
use tokio::sync::Mutex;
use tokio::task::JoinHandle;
use tokio::time::timeout;

use super::{Front, Place, ServeArguments};
use crate::bells::Bells;
use crate::clock::Clock;
use crate::failure::Failure;
use crate::health::Health;
use crate::limits::{Allowances, Limits};
use crate::listening::{self, Bounds, open_files};
use crate::log;
use crate::metrics::Metrics;
use crate::publication::Publication;
use crate::quiet::empty_log_when_quiet;
use crate::routes;
use crate::sealing::Sealer;
use crate::state::{
    AppState, BALLOT_PATIENCE, EarlierForums, Halls, KEPT_EARLIER_FORUMS, KEPT_HALLS,
};
use crate::supervision::Supervisor;

/// How often addresses are forgotten whose requests no longer matter.
const FORGET_EVERY: Duration = Duration::from_mins(1);

/// How often the server looks whether a day has begun on which something is to be deleted.
const RETAIN_EVERY: Duration = Duration::from_hours(1);

/// How long the server rests before it tries again to reach its database.
const TRY_AGAIN: Duration = Duration::from_secs(2);

pub async fn run(arguments: ServeArguments) -> Result<(), Failure> {
    log::begin();
    let store = reach(&arguments.place).await?;
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

/// Opens the database. A server that cannot be reached is waited for: after a power cut it may take longer than the portal.
async fn reach(place: &Place) -> Result<Store, Failure> {
    loop {
        let error = match open(place).await {
            Ok(store) => return Ok(store),
            Err(error) => error,
        };
        if !place.is_on_server() || !is_out_of_reach(&*error) {
            return Err(error);
        }
        tracing::error!(%error, "the database cannot be reached; trying again");
        tokio::time::sleep(TRY_AGAIN).await;
    }
}

/// Opens the database with every connection that it will be asked over.
async fn open(place: &Place) -> Result<Store, Failure> {
    let store = place.open().await?;
    store.hold_connections().await?;
    Ok(store)
}

/// Serves until SIGINT or SIGTERM, then finishes the requests under way and closes the database. `ready` is called with
/// the public address when the port is bound.
pub async fn serve(
    store: Store,
    front: &Front,
    clock: Clock,
    ready: impl FnOnce(&str),
) -> Result<(), Failure> {
    let listener = tokio::net::TcpListener::bind(front.listen)
        .await
        .map_err(|error| format!("{} cannot be listened on: {error}", front.listen))?;
    let public_url = match &front.public_url {
        Some(_) => front.public_url(),
        None => format!("http://{}", listener.local_addr()?),
    };
    let supervisor = Arc::new(Supervisor::default());
    let (ballots, writer) = BallotBox::new(store.clone());
    let state = AppState {
        public_url: public_url.as_str().into(),
        ..reachable(&store, front, clock, ballots, &supervisor).await?
    };
    let background = start_background(&supervisor, &state);
    let writer = supervisor.start("ballot-writer", run_writer(writer));
    let bells = state.bells.clone();
    let app = routes::router(state);
    // Before anybody is told that the server runs, so that whoever stops it at once is heard.
    let stop = told_to_stop();
    let broken = Arc::new(OnceLock::new());
    let stop = stop_or_broken(stop, store.clone(), broken.clone());
    // Whoever listens to a bell would otherwise hold the farewell up.
    let stop = async move {
        stop.await;
        bells.close();
    };
    ready(&public_url);
    tracing::info!(address = %front.listen, "serving");
    let bounds = bounds(front);
    listening::serve(listener, app, bounds, stop).await;
    for task in background {
        task.abort();
    }
    // The writer ends by itself once the last request, and with it the last way into the ballot box, is gone.
    let end = async {
        writer.await?;
        Ok::<_, Failure>(store.close().await?)
    };
    match timeout(bounds.farewell, end).await {
        Ok(ended) => ended?,
        Err(_) => {
            tracing::error!("the database came to no end; what it did not acknowledge is not kept");
        }
    }
    match broken.get() {
        Some(problem) => Err(format!("the public record is not what was sealed: {problem}").into()),
        None => Ok(()),
    }
}

/// What every request can reach.
async fn reachable(
    store: &Store,
    front: &Front,
    clock: Clock,
    ballots: BallotBox,
    supervisor: &Arc<Supervisor>,
) -> Result<AppState, Failure> {
    ui::texts::prepare();
    let publication = Publication::open(store.clone()).await?;
    let metrics = Metrics::new(front.metrics_token.clone(), supervisor.clone());
    Ok(AppState {
        store: store.clone(),
        ballots,
        believed_until: Arc::default(),
        patience: BALLOT_PATIENCE,
        sealer: Sealer::new(store.clone(), publication.clone(), clock),
        publication,
        health: Health::of(store.clone()),
        limits: Arc::new(Limits::new(&Allowances::default())),
        bells: Bells::new(store.clone()),
        halls: Halls::new(KEPT_HALLS),
        earlier_forums: EarlierForums::new(KEPT_EARLIER_FORUMS),
        clock,
        public_url: front.public_url().into(),
        mailer: front.mailer()?,
        metrics: Arc::new(metrics),
        security_contact: front.security_contact.as_deref().map(Into::into),
        trusted_proxies: front.trusted_proxies,
    })
}

/// What the server lets clients take, with the room that the system gives it.
fn bounds(front: &Front) -> Bounds {
    let bounds = Bounds::default().within(open_files());
    if front.trusted_proxies > 0 {
        bounds.behind_proxy()
    } else {
        bounds
    }
}

/// Ends when the server is told to stop, or when the record turns out not to be what was sealed. Figures are read from
/// extracts, so the documents are compared with them beside the first requests and not before.
async fn stop_or_broken(
    stop: impl Future<Output = ()>,
    store: Store,
    broken: Arc<OnceLock<String>>,
) {
    let found = async {
        match store.verify_record().await {
            Err(StoreError::Corrupt(problem)) => drop(broken.set(problem)),
            outcome => {
                if let Err(error) = outcome {
                    tracing::error!(%error, "the record could not be compared with what was sealed");
                }
                std::future::pending::<()>().await;
            }
        }
    };
    tokio::select! {
        () = stop => (),
        () = found => (),
    }
}

/// Starts what goes on beside the requests until it is stopped.
fn start_background(supervisor: &Supervisor, state: &AppState) -> [JoinHandle<()>; 6] {
    let (publication, sealer, limits) = (
        state.publication.clone(),
        state.sealer.clone(),
        state.limits.clone(),
    );
    let (store, clock) = (state.store.clone(), state.clock);
    [
        supervisor.start("bells", {
            let bells = state.bells.clone();
            move || bells.clone().follow()
        }),
        supervisor.start("follower", move || publication.clone().follow()),
        supervisor.start("sealer", move || sealer.clone().run()),
        supervisor.start("log", {
            let store = store.clone();
            move || empty_log_when_quiet(store.clone())
        }),
        supervisor.start("retention", move || retain(store.clone(), clock)),
        supervisor.start("forgetter", move || forget(limits.clone())),
    ]
}

/// One writer, which takes up where it was when it starts again.
fn run_writer(writer: BallotWriter) -> impl Fn() -> BoxFuture<'static, ()> {
    let writer = Arc::new(Mutex::new(writer));
    move || {
        let writer = writer.clone();
        async move { writer.lock().await.run().await }.boxed()
    }
}

/// Deletes what has outlived its time, once a day.
async fn retain(store: Store, clock: Clock) {
    let mut ticks = tokio::time::interval(RETAIN_EVERY);
    loop {
        ticks.tick().await;
        let permit = Permit::server(Right::Configure);
        let retained = store.retain_daily(&permit, clock.moment());
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
