//! The command `suara-warga`.
//! Everything it does lives in the library, so that tests can do it too.

use std::process::ExitCode;

use clap::Parser;
use suara_warga::commands::{self, CommandLine};

#[tokio::main]
async fn main() -> ExitCode {
    match commands::run(CommandLine::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
