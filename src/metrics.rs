//! Figures for those who operate the server, in the text format of Prometheus.
//! It must not tell how many ratings arrive: of requests that bring one, or follow from one, only the portal's own failures
//! are counted.

use std::sync::Arc;
use std::time::{Duration, Instant};

use prometheus::{
    Gauge, GaugeVec, HistogramOpts, HistogramVec, IntCounterVec, Opts, Registry, TextEncoder,
};
use sha2::{Digest, Sha256};
use store::Connections;

use crate::cached::Kept;
use crate::supervision::{Supervisor, Task};

/// Upper bounds of the classes of durations, in seconds: around the budget of a first render and of a slow disk.
const SECONDS: [f64; 11] = [
    0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.1, 0.25, 1.0, 5.0, 30.0,
];

/// The beginnings of addresses whose requests bring a rating or a comment or follow from one: a form and its receipt, the
/// style sheet that a browser loads with its first form, visits, forms on paper, the moderators' queue.
const TELLING: [&str; 5] = [
    "/nilai",
    "/assets/",
    "/api/v1/visits",
    "/meja/formulir",
    "/meja/komentar",
];

/// The shortest token by which the figures can be read, in characters.
const SHORTEST_TOKEN: usize = 16;

/// What a collector of figures shows. Only its hash is kept.
#[derive(Clone)]
pub struct Token([u8; 32]);

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Token(…)")
    }
}

impl std::str::FromStr for Token {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text.chars().count() < SHORTEST_TOKEN
            || !text.bytes().all(|byte| byte.is_ascii_graphic())
        {
            return Err(format!(
                "it needs at least {SHORTEST_TOKEN} letters, digits or signs, without spaces"
            ));
        }
        Ok(Self(Sha256::digest(text).into()))
    }
}

impl Token {
    /// Whether somebody showed it. Hashes are compared, so the time it takes tells nothing about the token.
    pub fn is(&self, shown: &str) -> bool {
        self.0 == <[u8; 32]>::from(Sha256::digest(shown))
    }
}

/// A request that was answered.
#[derive(Clone, Copy, Debug)]
pub struct Answered<'a> {
    /// Its method.
    pub method: &'a str,
    /// The pattern of its address; none if it leads nowhere.
    pub route: Option<&'a str>,
    /// The status of the answer.
    pub status: u16,
    /// How long the answer took.
    pub took: Duration,
    /// Whether the answer was at hand, where it can be.
    pub kept: Option<Kept>,
}

/// What the server looks like when somebody asks.
#[derive(Clone, Debug)]
pub struct Present {
    /// The connections to the database.
    pub connections: Vec<Connections>,
    /// How long ago the newest month that is sealed ended, in days; none if none is.
    pub release_age: Option<i64>,
}

/// What was counted since the server started.
pub struct Metrics {
    token: Option<Token>,
    supervisor: Arc<Supervisor>,
    started: Instant,
    counted: Registry,
    requests: IntCounterVec,
    durations: HistogramVec,
    pages: IntCounterVec,
}

impl Metrics {
    /// Nothing counted yet. Without a token nobody can read it.
    pub fn new(token: Option<Token>, supervisor: Arc<Supervisor>) -> Self {
        let counted = Registry::new();
        let requests = IntCounterVec::new(
            Opts::new(
                "http_requests_total",
                "Requests by route and class of status.",
            ),
            &["method", "route", "status"],
        );
        let durations = HistogramVec::new(
            HistogramOpts::new(
                "http_request_duration_seconds",
                "Time until the answer began.",
            )
            .buckets(SECONDS.to_vec()),
            &["route"],
        );
        let pages = IntCounterVec::new(
            Opts::new(
                "suara_warga_pages_total",
                "Public pages, kept or made anew.",
            ),
            &["from"],
        );
        let valid = "names and labels are valid";
        let (requests, durations, pages) = (
            requests.expect(valid),
            durations.expect(valid),
            pages.expect(valid),
        );
        let once = "each name is registered once";
        counted.register(Box::new(requests.clone())).expect(once);
        counted.register(Box::new(durations.clone())).expect(once);
        counted.register(Box::new(pages.clone())).expect(once);
        Self {
            token,
            supervisor,
            started: Instant::now(),
            counted,
            requests,
            durations,
            pages,
        }
    }

    /// What a collector must show; none if nobody may read.
    pub const fn token(&self) -> Option<&Token> {
        self.token.as_ref()
    }

    /// Counts a request.
    pub fn count(&self, answered: Answered) {
        let route = answered.route.unwrap_or("none");
        let route = route.strip_prefix("/en").map_or(route, |rest| match rest {
            "" => "/",
            rest => rest,
        });
        let telling = TELLING.iter().any(|begin| route.starts_with(begin));
        if telling && answered.status < 500 {
            return;
        }
        let method = match answered.method {
            known @ ("GET" | "HEAD" | "POST" | "OPTIONS") => known,
            _ => "other",
        };
        let class = format!("{}xx", answered.status / 100);
        let labels = [method, route, class.as_str()];
        self.requests.with_label_values(&labels).inc();
        if telling {
            return;
        }
        let seconds = answered.took.as_secs_f64();
        self.durations.with_label_values(&[route]).observe(seconds);
        if let Some(kept) = answered.kept {
            self.pages.with_label_values(&[kept.name()]).inc();
        }
    }

    /// Everything as text, format 0.0.4.
    pub fn text(&self, moment: &Present) -> String {
        let mut families = self.counted.gather();
        families.extend(self.now(moment).gather());
        let text = TextEncoder::new().encode_to_string(&families);
        text.expect("writing to memory does not fail")
    }

    fn now(&self, moment: &Present) -> Registry {
        let now = Registry::new();
        let value = |name, help, value: f64| {
            let gauge = Gauge::new(name, help).expect("a valid name");
            gauge.set(value);
            now.register(Box::new(gauge)).expect("registered once");
        };
        value(
            "suara_warga_uptime_seconds",
            "Time since the server started.",
            self.started.elapsed().as_secs_f64(),
        );
        if let Some(days) = moment.release_age {
            value(
                "suara_warga_newest_release_age_days",
                "Days since the end of the newest month that is sealed.",
                days as f64,
            );
        }
        let build = labelled(&now, "suara_warga_build_info", "Always 1.", &["version"]);
        build
            .with_label_values(&[env!("CARGO_PKG_VERSION")])
            .set(1.0);
        let open = "Connections to the database.";
        let open = labelled(
            &now,
            "suara_warga_database_connections",
            open,
            &["pool", "state"],
        );
        for Connections {
            pool,
            open: all,
            idle,
        } in &moment.connections
        {
            open.with_label_values(&[pool, "idle"]).set(*idle as f64);
            let busy = all.saturating_sub(*idle);
            open.with_label_values(&[pool, "busy"]).set(busy as f64);
        }
        let tasks = self.supervisor.tasks();
        tell_tasks(&now, &tasks);
        now
    }
}

fn labelled(registry: &Registry, name: &str, help: &str, labels: &[&str]) -> GaugeVec {
    let gauges = GaugeVec::new(Opts::new(name, help), labels).expect("a valid name");
    let registered = registry.register(Box::new(gauges.clone()));
    registered.expect("registered once");
    gauges
}

fn tell_tasks(registry: &Registry, tasks: &[Arc<Task>]) {
    let alive = "Whether a background task runs.";
    let alive = labelled(registry, "suara_warga_task_alive", alive, &["task"]);
    let restarts = IntCounterVec::new(
        Opts::new("suara_warga_task_restarts_total", "Starts after a defect."),
        &["task"],
    );
    let restarts = restarts.expect("a valid name");
    let registered = registry.register(Box::new(restarts.clone()));
    registered.expect("registered once");
    for task in tasks {
        let runs = f64::from(u8::from(task.is_alive()));
        alive.with_label_values(&[task.name]).set(runs);
        let restarts = restarts.with_label_values(&[task.name]);
        restarts.inc_by(task.restarts());
    }
}
