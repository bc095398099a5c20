//! The command line: what can be asked of the program, and with which options.
//! It must not do the work: each command is in the module of its name.

mod admin;
mod audit;
mod backup;
mod clock;
mod demo;
mod import;
mod init;
mod invitations;
mod retain;
mod seal;
mod serve;
mod study;

use std::fmt;
use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, Parser, Subcommand};
use domain::period::Month;
use domain::slug::Slug;
use lettre::message::Mailbox;
use store::{Found, Store, private_folder};

use crate::failure::Failure;
use crate::mail::Mailer;
use crate::metrics::Token;
use crate::routes;

/// Suara Warga: citizens rate public services, a month is sealed, everybody reads the result.
#[derive(Debug, Parser)]
#[command(name = "suara-warga", version, about)]
pub struct CommandLine {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Fill a fresh database with an invented city and serve it
    Demo(demo::DemoArguments),
    /// Add invented sealed months to a fresh database or a demonstration, for the benchmark
    #[command(hide = true)]
    Province(demo::ProvinceArguments),
    /// Begin a new installation: an empty database where there is none
    Init {
        #[command(flatten)]
        place: Place,
    },
    /// Serve the portal
    Serve(ServeArguments),
    /// Seal a month: publish its ratings in one immutable release
    Seal(SealArguments),
    /// Make one-time invitation codes and a sheet of slips to print
    Invitations(InvitationArguments),
    /// Take back the batch of invitations that a code belongs to
    Withdraw {
        #[command(flatten)]
        place: Place,
        /// Any code of the batch
        code: domain::invitation::Code,
    },
    /// Read files into the database
    #[command(subcommand)]
    Import(Import),
    /// Write everything the database holds into one SQLite file, and its keys into FILE.keys, while the portal runs
    Backup {
        #[command(flatten)]
        place: Place,
        /// The file to write
        file: PathBuf,
        /// Write over an older file of this name
        #[arg(long)]
        replace: bool,
    },
    /// Read a backup into a new or an empty database, SQLite or PostgreSQL; no portal may run on it yet
    Restore {
        #[command(flatten)]
        place: Place,
        /// The backup
        file: PathBuf,
        /// The keys of the backup [default: FILE.keys]
        #[arg(long)]
        keys_file: Option<PathBuf>,
    },
    /// Delete what has outlived its time; a running portal does so once a day
    Retain {
        #[command(flatten)]
        place: Place,
    },
    /// Say whether the server's clock can be believed; while it cannot, nothing is sealed or deleted
    Clock {
        #[command(flatten)]
        place: Place,
        /// Confirm, as an administrator, that it is right
        #[arg(long)]
        confirm: bool,
    },
    /// Look after the accounts of administrators
    #[command(subcommand)]
    Admin(Admin),
    /// Read the audit trail
    #[command(subcommand)]
    Audit(Audit),
    /// Try the formulas on simulated cities whose truth is known
    #[command(subcommand)]
    Study(Study),
    /// Print every address that the portal serves as JSON, for the browser tests
    #[command(hide = true)]
    Addresses,
}

#[derive(Debug, Subcommand)]
enum Study {
    /// How often the 95 % interval of an index holds the truth
    Intervals,
    /// What a release betrays of single answers, to a reader alone and to one with insiders
    Disclosure,
    /// How many ratings can be held against the officer who served, and how many against a wrong one
    Attribution,
    /// How often honest months show a sign of stuffing, and how often stuffing does
    Integrity,
    /// How often what is said of officers is true, and how often something is said of officers who are all equal
    Fairness,
    /// How often the right theme of a point is among those suggested, and how many keys that saves a moderator
    Grouping {
        /// A CSV file with the columns tema, teks and, for points that say the same, sama; without it, invented points
        #[arg(long)]
        corpus: Option<PathBuf>,
    },
}

#[derive(Debug, Subcommand)]
enum Admin {
    /// Print a one-time link: to set up the first administrator, or to the account of another one
    Invite(admin::InviteArguments),
}

#[derive(Debug, Subcommand)]
enum Audit {
    /// Check trail and releases against each other, and recount what is kept of every release; names what does not hold
    Verify {
        #[command(flatten)]
        place: Place,
    },
}

#[derive(Debug, Subcommand)]
enum Import {
    /// Add or update units, services and counters from units.csv, services.csv, counters.csv and transfers.csv
    Register {
        #[command(flatten)]
        place: Place,
        /// The folder with the files
        folder: PathBuf,
    },
    /// Add the answers of paper forms from a CSV file
    Ratings {
        #[command(flatten)]
        place: Place,
        /// The file
        file: PathBuf,
        /// The service that was rated
        #[arg(long)]
        service: Slug,
    },
}

/// Where the data is.
#[derive(Clone, Debug, Args)]
pub struct Place {
    /// Database address: postgres://… for PostgreSQL; without it a SQLite file in the data folder
    #[arg(long, env = "DATABASE_URL", hide_env_values = true)]
    database_url: Option<String>,
    /// Folder for the SQLite file
    #[arg(long, env = "SUARA_WARGA_DATA", default_value = "data")]
    data: PathBuf,
    /// Folder for the keys, the same for all processes of a database [default: the folder keys in the data folder]
    #[arg(long, env = "SUARA_WARGA_KEYS")]
    keys: Option<PathBuf>,
}

/// How the portal is reached.
#[derive(Clone, Debug, Args)]
pub struct Front {
    /// Address and port to listen on
    #[arg(long, env = "SUARA_WARGA_LISTEN", default_value = "127.0.0.1:3000")]
    listen: std::net::SocketAddr,
    /// Address under which people reach the portal, for links and QR codes [default: http:// and the listening address]
    #[arg(long, env = "SUARA_WARGA_PUBLIC_URL")]
    public_url: Option<String>,
    /// Number of proxies in front of the server that set X-Forwarded-For
    #[arg(long, env = "SUARA_WARGA_TRUSTED_PROXIES", default_value_t = 0)]
    trusted_proxies: usize,
    /// Mail server that brings people their links, such as smtps://NAME:PASSWORD@mail.example.go.id
    #[arg(
        long,
        env = "SUARA_WARGA_SMTP_URL",
        hide_env_values = true,
        requires = "mail_from"
    )]
    smtp_url: Option<String>,
    /// Sender of the portal's mail, such as "Suara Warga <portal@example.go.id>"
    #[arg(long, env = "SUARA_WARGA_MAIL_FROM")]
    mail_from: Option<Mailbox>,
    /// Token by which /metrics can be read; without it there is no such page
    #[arg(long, env = "SUARA_WARGA_METRICS_TOKEN", hide_env_values = true)]
    metrics_token: Option<Token>,
    /// Where to report a hole in the server, for /.well-known/security.txt: mailto:…, https://… or tel:…
    #[arg(long, env = "SUARA_WARGA_SECURITY_CONTACT", value_parser = contact)]
    security_contact: Option<String>,
}

#[derive(Debug, Args)]
struct ServeArguments {
    #[command(flatten)]
    place: Place,
    #[command(flatten)]
    front: Front,
    /// Serve a database with the invented data of a demonstration, whose accounts everybody knows
    #[arg(long)]
    demo_data: bool,
}

#[derive(Debug, Args)]
struct SealArguments {
    #[command(flatten)]
    place: Place,
    /// The month, such as 2026-10
    #[arg(long)]
    period: Month,
    /// Who proposes the seal: the e-mail address of an account that publishes; a name where nobody has an account
    #[arg(long)]
    by: String,
    /// Who confirms it, likewise
    #[arg(long)]
    and: String,
    /// Seal the month although no rating waits for it
    #[arg(long)]
    empty: bool,
    /// Pretend this day; only on a demonstration's database
    #[arg(long, value_parser = day)]
    today: Option<NaiveDate>,
}

/// A day as it is written everywhere.
fn day(text: &str) -> Result<NaiveDate, &'static str> {
    domain::grammar::day(text).ok_or("write a day from 1900 to 2100, such as 2026-10-31")
}

#[derive(Debug, Args)]
struct InvitationArguments {
    #[command(flatten)]
    place: Place,
    /// The service visited
    #[arg(long)]
    service: Slug,
    /// The counter where the slips are handed out
    #[arg(long)]
    counter: String,
    /// How many codes
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    count: u32,
    /// The last day on which they can be used
    #[arg(long, value_parser = day)]
    valid_until: NaiveDate,
    /// The HTML file to write
    #[arg(long)]
    out: PathBuf,
    /// Address under which people reach the portal
    #[arg(
        long,
        env = "SUARA_WARGA_PUBLIC_URL",
        default_value = "http://127.0.0.1:3000"
    )]
    public_url: String,
}

/// A way to reach somebody, as an address of a kind that RFC 9116 names. A bare e-mail address becomes one.
fn contact(text: &str) -> Result<String, String> {
    let text = match text.parse::<domain::account::Email>() {
        Ok(address) => format!("mailto:{address}"),
        Err(_) => text.to_owned(),
    };
    let kinds = ["mailto:", "https://", "tel:"];
    let known = kinds
        .iter()
        .any(|kind| text.strip_prefix(kind).is_some_and(|rest| !rest.is_empty()));
    if known && text.bytes().all(|byte| byte.is_ascii_graphic()) {
        Ok(text)
    } else {
        Err("it must begin with mailto:, https:// or tel: and hold no spaces".to_owned())
    }
}

/// Does what the command line asks. It is not asynchronous for its caller: what an asynchronous function does is compiled
/// where it is awaited, and `main` is to compile nothing.
#[tokio::main]
pub async fn run(arguments: CommandLine) -> Result<(), Failure> {
    match arguments.command {
        Command::Demo(arguments) => demo::run(arguments).await,
        Command::Province(arguments) => demo::province(arguments).await,
        Command::Init { place } => init::run(&place).await,
        Command::Serve(arguments) => serve::run(arguments).await,
        Command::Seal(arguments) => seal::run(arguments).await,
        Command::Invitations(arguments) => invitations::run(arguments).await,
        Command::Withdraw { place, code } => invitations::withdraw(&place, code).await,
        Command::Retain { place } => retain::run(&place).await,
        Command::Clock { place, confirm } => clock::run(&place, confirm).await,
        Command::Admin(Admin::Invite(arguments)) => admin::invite(arguments).await,
        Command::Audit(Audit::Verify { place }) => audit::verify(&place).await,
        Command::Import(Import::Register { place, folder }) => {
            import::register(&place, &folder).await
        }
        Command::Import(Import::Ratings {
            place,
            file,
            service,
        }) => import::ratings(&place, &file, &service).await,
        Command::Backup {
            place,
            file,
            replace,
        } => backup::run(&place, &file, replace).await,
        Command::Restore {
            place,
            file,
            keys_file,
        } => backup::restore(&place, &file, keys_file.as_deref()).await,
        Command::Study(Study::Intervals) => study::intervals(),
        Command::Study(Study::Disclosure) => study::disclosure(),
        Command::Study(Study::Attribution) => study::attribution(),
        Command::Study(Study::Integrity) => study::integrity(),
        Command::Study(Study::Fairness) => study::fairness(),
        Command::Study(Study::Grouping { corpus }) => study::grouping(corpus.as_deref()),
        Command::Addresses => {
            println!("{}", serde_json::to_string(&routes::addresses())?);
            Ok(())
        }
    }
}

impl Place {
    /// Opens the installation, and makes none: a mistyped folder would otherwise look like an empty portal.
    async fn open(&self) -> Result<Store, Failure> {
        match self.found().await? {
            Found::Nothing => Err(format!(
                "there is no installation in {self}; `suara-warga init` begins a new one there"
            )
            .into()),
            _ => self.open_found().await,
        }
    }

    /// Opens the installation, or begins one where there is none.
    async fn open_or_begin(&self) -> Result<Store, Failure> {
        self.found().await?;
        self.open_found().await
    }

    /// Begins an installation where there is none.
    async fn begin(&self) -> Result<Store, Failure> {
        match self.found().await? {
            Found::Nothing => self.open_found().await,
            _ => Err(format!("there is an installation in {self} already").into()),
        }
    }

    /// What is there already; an error if it is nothing that the portal could work with.
    async fn found(&self) -> Result<Found, Failure> {
        let found = match &self.database_url {
            Some(url) => Found::at(url).await?,
            None => Found::in_file(&self.file()).await?,
        };
        match found {
            Found::Nothing | Found::Installation => Ok(found),
            Found::Emptied => Err(format!(
                "the database in {self} is a file without content, as a full disk or a failed copy leaves it; \
                 put it away and restore a backup"
            )
            .into()),
            Found::Foreign => {
                Err(format!("the database in {self} is none of Suara Warga").into())
            }
        }
    }

    /// Opens what is there, or makes it.
    async fn open_found(&self) -> Result<Store, Failure> {
        if let Some(url) = &self.database_url {
            return Ok(Store::open(url, &self.keys()).await?);
        }
        let name = self.data.display();
        private_folder(&self.data)
            .map_err(|error| format!("the folder {name} cannot be made: {error}"))?;
        Ok(Store::open_file(&self.file(), &self.keys()).await?)
    }

    /// Whether the database is on a server, and no file.
    fn is_on_server(&self) -> bool {
        let url = self.database_url.as_ref();
        url.is_some_and(|url| !url.starts_with("sqlite:"))
    }

    /// The SQLite file of the data folder.
    fn file(&self) -> PathBuf {
        self.data.join("suara-warga.db")
    }

    /// The folder of the keys.
    fn keys(&self) -> PathBuf {
        let given = self.keys.clone();
        given.unwrap_or_else(|| self.data.join("keys"))
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.database_url {
            // The address may hold a password.
            Some(_) => f.write_str("the database of --database-url"),
            None => write!(f, "the folder {}", self.data.display()),
        }
    }
}

impl Front {
    /// The public address without a slash at the end.
    fn public_url(&self) -> String {
        let given = self
            .public_url
            .clone()
            .unwrap_or_else(|| format!("http://{}", self.listen));
        given.trim_end_matches('/').to_owned()
    }

    /// The mailer, if a mail server is given.
    fn mailer(&self) -> Result<Option<Mailer>, Failure> {
        let given = self.smtp_url.as_deref().zip(self.mail_from.clone());
        let mailer = given.map(|(server, from)| Mailer::new(server, from));
        Ok(mailer.transpose()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_contact_is_an_address_of_a_kind_that_programs_know() {
        for (typed, kept) in [
            ("aman@example.go.id", Some("mailto:aman@example.go.id")),
            (
                "mailto:aman@example.go.id",
                Some("mailto:aman@example.go.id"),
            ),
            (
                "https://example.go.id/lapor",
                Some("https://example.go.id/lapor"),
            ),
            ("tel:+62-752-1234", Some("tel:+62-752-1234")),
            ("http://example.go.id", None),
            ("https://", None),
            ("https://example.go.id\nExpires: never", None),
            ("", None),
        ] {
            assert_eq!(contact(typed).ok().as_deref(), kept, "{typed}");
        }
    }

    #[test]
    fn a_token_is_long_and_can_stand_in_a_header() {
        assert!("0123456789abcdef".parse::<Token>().is_ok_and(|token| {
            token.is("0123456789abcdef") && !token.is("0123456789abcdeF") && !token.is("")
        }));
        for weak in [
            "",
            "0123456789abcde",
            "with a space in it",
            "kata-sandi-yang-é",
        ] {
            assert!(weak.parse::<Token>().is_err(), "{weak}");
        }
    }
}
