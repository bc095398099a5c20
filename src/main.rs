//! The command `suara-warga`.
//! Everything it does lives in the library, so that tests can do it too.

use std::process::ExitCode;

use clap::Parser;
use mimalloc::MiMalloc;
use suara_warga::commands::{self, CommandLine};

/// Gives back what an older edition held, and needs less for many small things than the system's own. SQLite, which is C,
/// uses it too (`override`): a release that is read once would stay in the system's own for ever.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    match commands::run(CommandLine::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
