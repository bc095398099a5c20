//! What is written to the log. It must not hold a code, a receipt, a token or a cookie, whatever is asked for: libraries write
//! at their finer levels what passes through them.

use std::io::{IsTerminal, stderr};

use tracing::level_filters::LevelFilter;
use tracing_subscriber::filter::{EnvFilter, Targets};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{Layer, fmt, registry};

use crate::defects;

/// The crates of the program, which know what they write.
const OWN: [&str; 7] = [
    "suara_warga",
    "store",
    "domain",
    "ui",
    "public",
    "desk",
    "migrations",
];

/// Structured logs on the error output: lines for people at a terminal, JSON for machines.
pub fn begin() {
    let asked = EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| EnvFilter::new("info,sqlx=warn,sea_orm=warn"));
    let own = OWN.map(|name| (name, LevelFilter::TRACE));
    let allowed = Targets::new()
        .with_default(LevelFilter::INFO)
        .with_targets(own);
    let lines = fmt::layer().with_writer(stderr);
    let lines = if stderr().is_terminal() {
        lines.boxed()
    } else {
        lines.json().boxed()
    };
    // Tests may start several servers in one process; the first one's log serves all.
    let _ = registry()
        .with(lines.with_filter(allowed))
        .with(asked)
        .try_init();
    defects::log_panics();
}
