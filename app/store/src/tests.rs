//! What must hold of the store, on SQLite and on PostgreSQL alike.
//! Every test here runs on both; a missing PostgreSQL is a failure.

mod accounts;
mod audit;
mod backup;
mod clear;
mod clock;
mod commitments;
mod durability;
mod duties;
mod edition;
mod examining;
mod exclusions;
mod forum_console;
mod forum_groups;
mod forum_points;
mod forums;
mod indicators;
mod intake;
mod keys;
mod linking;
mod minutes;
mod moderation;
mod paper;
mod permits;
mod plans;
mod proposals;
mod registering;
mod responses;
mod retaining;
mod roster;
mod sealing;
mod sealing_steps;
mod sensitive;
mod server;
mod signs;
mod verdicts;
mod versions;
mod visits;

use std::ops::Deref;
use std::path::PathBuf;

use chrono::NaiveDate;
use domain::access::{Permit, Right};
use domain::instrument::{Element, Instrument};
use domain::language::Bilingual;
use domain::moment::Moment;
use domain::period::Month;
use domain::rating::{Answers, Comment, Gender, Profile, Rating, Score};
use domain::register::{
    Counter, InternalStandard, Register, Service, Standard, StandardSource, StandardTime, TimeUnit,
    Unit, UnitKind,
};
use domain::slug::Slug;
use domain::validity::Validity;
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend, Statement,
};

use crate::waiting::{Slip, comments_waiting, gather_slips, months_before};
use crate::{Ballot, BallotBox, Batch, Entitlement, FormToken, Part, Revisions, Store};

/// Runs tests that take a fresh database on SQLite and on PostgreSQL.
macro_rules! on_both_databases {
    ($($test:ident),+ $(,)?) => {
        mod sqlite {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $test() {
                super::$test(crate::tests::TestStore::sqlite().await).await;
            })+
        }
        mod postgres {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $test() {
                super::$test(crate::tests::TestStore::postgres().await).await;
            })+
        }
    };
}
pub(crate) use on_both_databases;

/// A store on a database of its own, with a small register.
pub struct TestStore {
    store: Store,
    place: Place,
}

/// Where the database is, with a folder for its keys.
enum Place {
    File(tempfile::TempDir),
    Server(String, tempfile::TempDir),
}

impl Place {
    fn new_file() -> Self {
        Self::File(tempfile::tempdir().expect("a temporary folder"))
    }

    async fn new_database() -> Self {
        let server = std::env::var("TEST_DATABASE_URL")
            .expect("TEST_DATABASE_URL must name a PostgreSQL server; ./end2end/test starts one");
        let url = crate::fresh_database(&server).await;
        Self::at_server(url.expect("a database can be made"))
    }

    fn at_server(url: String) -> Self {
        Self::Server(url, tempfile::tempdir().expect("a temporary folder"))
    }

    async fn open(&self) -> Store {
        let opened = match self {
            Self::File(folder) => Store::open_file(&file_in(folder), &self.keys()).await,
            Self::Server(url, _) => Store::open(url, &self.keys()).await,
        };
        opened.expect("the database opens")
    }

    /// The folder of the keys.
    fn keys(&self) -> PathBuf {
        let (Self::File(folder) | Self::Server(_, folder)) = self;
        folder.path().join("keys")
    }

    /// The store on a file that cannot grow beyond a number of pages.
    async fn open_full(&self, pages: i64) -> Store {
        let Self::File(folder) = self else {
            panic!("only a file can be full");
        };
        let opened = Store::open_full_file(&file_in(folder), &self.keys(), pages).await;
        opened.expect("the database opens")
    }

    /// The address of the server's database.
    fn url(&self) -> &str {
        match self {
            Self::Server(url, _) => url,
            Self::File(_) => panic!("a file has no address"),
        }
    }

    /// A connection that the store does not know.
    async fn connect(&self) -> DatabaseConnection {
        let mut options = match self {
            Self::File(_) => ConnectOptions::new("sqlite:"),
            Self::Server(url, _) => ConnectOptions::new(url),
        };
        if let Self::File(folder) = self {
            let file = file_in(folder);
            options.map_sqlx_sqlite_opts(move |sqlite| sqlite.filename(&file));
        }
        let connected = Database::connect(options).await;
        connected.expect("the database can be reached")
    }
}

fn file_in(folder: &tempfile::TempDir) -> PathBuf {
    folder.path().join("a file?.db")
}

impl Deref for TestStore {
    type Target = Store;

    fn deref(&self) -> &Store {
        &self.store
    }
}

impl TestStore {
    pub async fn sqlite() -> Self {
        Self::at(Place::new_file()).await
    }

    pub async fn postgres() -> Self {
        Self::at(Place::new_database().await).await
    }

    async fn at(place: Place) -> Self {
        let store = place.open().await;
        store
            .import_register(&register())
            .await
            .expect("the register is stored");
        Self { store, place }
    }

    /// Another database of the same kind, with nothing in it.
    pub async fn empty(&self) -> Self {
        let place = match &self.place {
            Place::File(_) => Place::new_file(),
            Place::Server(..) => Place::new_database().await,
        };
        let store = place.open().await;
        Self { store, place }
    }

    /// A second process on the same database.
    pub async fn second_process(&self) -> Store {
        self.place.open().await
    }

    /// The parts of the public edition that have risen since.
    pub async fn risen_since(&self, before: Revisions) -> Vec<Part> {
        let now = self.store.revisions().await.expect("reads");
        now.risen_since(&before).collect()
    }

    /// Everything that waits in the ballot box.
    pub async fn waiting(&self) -> Vec<Slip> {
        let mut slips = vec![];
        let far = Month::of(day("2100-01-01"));
        for month in months_before(&self.reader, far).await.expect("reads") {
            let read = gather_slips(&self.store, month, Vec::new, Vec::push).await;
            slips.extend(read.expect("opens").into_iter().flatten());
        }
        slips
    }

    /// How many comments wait in the ballot box.
    pub async fn comments_waiting(&self) -> u64 {
        let mut waiting = 0;
        let far = Month::of(day("2100-01-01"));
        for month in months_before(&self.reader, far).await.expect("reads") {
            let counted = comments_waiting(&self.reader, &self.keys, month).await;
            waiting += counted.expect("opens");
        }
        waiting
    }

    /// The number of a counter in the register of these tests.
    pub async fn counter(&self, name: &str) -> Option<i32> {
        let id = format!("SELECT CAST(id AS BIGINT) FROM counter WHERE name = '{name}'");
        i32::try_from(self.count(&id).await).ok()
    }

    pub async fn count(&self, sql: &str) -> i64 {
        let statement = Statement::from_string(self.store.reader.get_database_backend(), sql);
        let row = self
            .store
            .reader
            .query_one_raw(statement)
            .await
            .expect("the query runs")
            .expect("one row");
        row.try_get_by_index(0).expect("a count")
    }

    pub async fn execute(&self, sql: &str) {
        let transaction = self.store.begin_write().await.expect("begins");
        let done = transaction.execute_unprepared(sql).await;
        done.expect("the statement runs");
        transaction.commit().await.expect("commits");
    }

    /// Gives `people` open ratings of a service on a day.
    pub async fn rate(&self, service: &str, day: &str, people: usize, score: u8) {
        let (ballots, writer) = BallotBox::open(self.store.clone());
        for _ in 0..people {
            let entitlement = Entitlement::open(slug(service), FormToken::random());
            ballots
                .submit(Ballot {
                    entitlement,
                    rating: rating(day, score),
                })
                .await
                .expect("stored");
        }
        drop(ballots);
        writer.await.expect("the writer ends");
    }
}

pub fn slug(text: &str) -> Slug {
    text.parse().expect("a slug")
}

pub fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

/// A moment of a day; the time does not matter.
pub fn at(now: i64) -> Moment {
    let today = day("2026-10-12");
    Moment { now, today }
}

pub const fn on(today: NaiveDate) -> Moment {
    Moment { now: 0, today }
}

pub fn rating(date: &str, score: u8) -> Rating {
    Rating {
        date: day(date),
        answers: Answers::new(Instrument::Skm, |element| {
            (element != Element::Cost || score > 1)
                .then(|| Score::new(score))
                .flatten()
        })
        .expect("answers"),
        wording: 1,
        profile: Profile {
            gender: Some(Gender::Female),
            ..Profile::default()
        },
        comment: Comment::parse("Terima kasih").expect("short"),
    }
}

/// What the command line may do with invitations.
pub fn inviting() -> Permit {
    Permit::console(Right::Invite)
}

pub fn batch() -> Batch {
    Batch {
        form: FormToken::random(),
        service: slug("ktp"),
        counter: Some("Loket 1".to_owned()),
        issued: day("2026-10-07"),
        half: None,
        valid_until: day("2026-10-31"),
    }
}

fn unit(name: &str, kind: UnitKind, parent: Option<&str>) -> Unit {
    Unit {
        slug: slug(name),
        name: Bilingual::new(format!("Dinas {name}"), format!("Department {name}")),
        abbreviation: name.to_uppercase(),
        aliases: vec!["satu".to_owned(), "dua".to_owned()],
        kind,
        parent: parent.map(slug),
        validity: Validity::default(),
        former_parents: vec![],
        predecessors: vec![],
        head: String::new(),
        pledge: Bilingual::default(),
        opening: String::new(),
    }
}

fn service(name: &str, unit: &str) -> Service {
    Service {
        slug: slug(name),
        unit: slug(unit),
        former_units: vec![],
        name: Bilingual::new(name, ""),
        aliases: vec![],
        free: true,
        sensitive: false,
        standard: Standard {
            requirements: Bilingual::new("Kartu keluarga|Foto", "Family card|Photo"),
            procedure: Bilingual::new("Datang|Ambil", "Come|Collect"),
            time: StandardTime {
                at_least: Some(3),
                at_most: 5,
                unit: TimeUnit::Minutes,
                percent: Some(90),
            },
            cost: Bilingual::new("Gratis", "Free"),
            product: Bilingual::new("KTP-el", "Identity card"),
            source: StandardSource::Invented,
        },
        internal: InternalStandard::default(),
        validity: Validity::default(),
    }
}

pub fn register() -> Register {
    let mut new = unit("baru", UnitKind::Department, Some("kota"));
    new.predecessors = vec![slug("lama")];
    new.validity.from = Some(day("2026-01-01"));
    new.opening = "senin-sabtu 07:30-14:00".to_owned();
    new.former_parents = vec![
        (slug("lama"), day("2025-06-30")),
        (slug("capil"), day("2025-12-31")),
    ];
    let mut moved = service("pindahan", "baru");
    moved.former_units = vec![(slug("lama"), day("2025-12-31"))];
    let units = vec![
        unit("kota", UnitKind::City, None),
        unit("capil", UnitKind::Department, Some("kota")),
        unit("lama", UnitKind::Department, Some("kota")),
        new,
    ];
    let services = vec![service("ktp", "capil"), service("kk", "capil"), moved];
    let counters = vec![
        Counter {
            unit: slug("capil"),
            name: "Loket 1".to_owned(),
            validity: Validity::default(),
        },
        Counter {
            unit: slug("capil"),
            name: "Loket 2".to_owned(),
            validity: Validity::default(),
        },
    ];
    Register::new(units, services, counters).expect("consistent")
}
