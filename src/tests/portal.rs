//! A portal on a free port with a small city, and the register that the tests share.

use std::sync::Arc;
use std::sync::atomic::AtomicI64;

use chrono::NaiveDate;
use domain::access::{Permit, Right};
use domain::invitation::Code;
use domain::language::Bilingual;
use domain::moment::Moment;
use domain::period::Month;
use domain::register::{
    Counter, InternalStandard, Register, Service, Standard, StandardSource, StandardTime, TimeUnit,
    Unit, UnitKind,
};
use domain::seal::{DEFAULT_K, TwoPeople};
use domain::slug::Slug;
use domain::validity::Validity;
use reqwest::{Client, Response, redirect::Policy};
use store::{Ballot, BallotBox, Batch, Entitlement, FormToken, Store};
use suara_warga::bells::Bells;
use suara_warga::clock::Clock;
use suara_warga::health::Health;
use suara_warga::limits::{Allowances, Limits};
use suara_warga::listening::{self, Bounds};
use suara_warga::mail::Mailer;
use suara_warga::metrics::{Metrics, Token};
use suara_warga::publication::Publication;
use suara_warga::routes;
use suara_warga::sealing::Sealer;
use suara_warga::state::{
    AppState, BALLOT_PATIENCE, EarlierForums, Halls, KEPT_EARLIER_FORUMS, KEPT_HALLS,
};
use suara_warga::supervision::Supervisor;
use tempfile::TempDir;
use ui::forms::rating_form::RatingForm;

/// The day that every portal of the tests shows.
pub const TODAY: &str = "2026-10-12";

/// By which the figures for operators can be read.
pub const METRICS_TOKEN: &str = "untuk-yang-mengawasi-server";

/// Text that would do harm wherever it is not escaped.
pub const HOSTILE: &str =
    "</textarea></title><script>alert(1)</script>\"'><img src=x onerror=alert(1)>";

/// Runs tests that take a database of a kind on SQLite and on PostgreSQL.
macro_rules! on_both_databases {
    ($($test:ident),+ $(,)?) => {
        mod sqlite {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $test() {
                super::$test(crate::portal::Database::Sqlite).await;
            })+
        }
        mod postgres {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $test() {
                super::$test(crate::portal::Database::Postgres).await;
            })+
        }
    };
}
pub(crate) use on_both_databases;

/// Where a portal keeps its data.
#[derive(Clone, Copy, Debug)]
pub enum Database {
    /// A file in a temporary folder.
    Sqlite,
    /// A fresh database on the server that the test command starts.
    Postgres,
}

/// A portal with its database in a temporary folder.
pub struct Portal {
    pub url: String,
    pub client: Client,
    pub store: Store,
    pub publication: Arc<Publication>,
    pub state: AppState,
    _folder: Option<TempDir>,
}

/// What the operators of a portal chose.
struct Front {
    mailer: Option<Mailer>,
    metrics_token: Option<Token>,
    security_contact: Option<&'static str>,
}

impl Default for Front {
    fn default() -> Self {
        Self {
            mailer: None,
            metrics_token: Some(METRICS_TOKEN.parse().expect("long enough")),
            security_contact: Some("mailto:lubang@suara.example"),
        }
    }
}

impl Portal {
    pub async fn start() -> Self {
        Self::start_on(Database::Sqlite).await
    }

    pub async fn start_on(database: Database) -> Self {
        let register = register("Dinas Kependudukan");
        Self::with_on(database, &Allowances::default(), &register).await
    }

    pub async fn with(allowances: &Allowances, register: &Register) -> Self {
        Self::with_on(Database::Sqlite, allowances, register).await
    }

    pub async fn with_on(database: Database, allowances: &Allowances, register: &Register) -> Self {
        let (store, folder) = filled(database, register).await;
        Self::on(store, allowances, folder).await
    }

    /// A portal that sends mail.
    pub async fn with_mail(mailer: Mailer) -> Self {
        let (store, folder) = filled(Database::Sqlite, &register("Dinas Kependudukan")).await;
        let front = Front {
            mailer: Some(mailer),
            ..Front::default()
        };
        Self::at(store, &Allowances::default(), folder, front).await
    }

    /// A portal whose operators chose neither a token nor a contact.
    pub async fn without_operators() -> Self {
        let (store, folder) = filled(Database::Sqlite, &register("Dinas Kependudukan")).await;
        let front = Front {
            metrics_token: None,
            security_contact: None,
            ..Front::default()
        };
        Self::at(store, &Allowances::default(), folder, front).await
    }

    /// A portal on a database that is open already.
    pub async fn on(store: Store, allowances: &Allowances, folder: Option<TempDir>) -> Self {
        Self::at(store, allowances, folder, Front::default()).await
    }

    async fn at(
        store: Store,
        allowances: &Allowances,
        folder: Option<TempDir>,
        front: Front,
    ) -> Self {
        let publication = Publication::open(store.clone())
            .await
            .expect("the record loads");
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
            .await
            .expect("a free port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let clock = Clock::fixed(day(TODAY));
        let sealer = Sealer::new(store.clone(), publication.clone(), clock);
        let supervisor = Arc::new(Supervisor::default());
        let works = sealer.clone();
        supervisor.start("sealer", move || works.clone().run());
        let bells = Bells::new(store.clone());
        tokio::spawn(bells.clone().follow());
        let state = AppState {
            store: store.clone(),
            ballots: BallotBox::open(store.clone()).0,
            believed_until: Arc::new(AtomicI64::new(i64::MAX)),
            patience: BALLOT_PATIENCE,
            publication: publication.clone(),
            health: Health::of(store.clone()),
            sealer: sealer.clone(),
            limits: Arc::new(Limits::new(allowances)),
            bells: bells.clone(),
            halls: Halls::new(KEPT_HALLS),
            earlier_forums: EarlierForums::new(KEPT_EARLIER_FORUMS),
            clock,
            public_url: url.as_str().into(),
            mailer: front.mailer,
            metrics: Arc::new(Metrics::new(front.metrics_token, supervisor)),
            security_contact: front.security_contact.map(Into::into),
            trusted_proxies: 0,
        };
        let app = routes::router(state.clone());
        let bounds = Bounds::default();
        tokio::spawn(listening::serve(
            listener,
            app,
            bounds,
            std::future::pending(),
        ));
        Self {
            url,
            client: client(),
            store,
            publication,
            state,
            _folder: folder,
        }
    }

    pub async fn get(&self, path: &str) -> Response {
        self.client
            .get(format!("{}{path}", self.url))
            .send()
            .await
            .expect("an answer")
    }

    pub async fn post(&self, path: &str, form: &str) -> Response {
        let request = self.client.post(format!("{}{path}", self.url));
        let request = request
            .header("content-type", "application/x-www-form-urlencoded")
            .body(form.to_owned());
        request.send().await.expect("an answer")
    }

    /// The body of a page that is there.
    pub async fn page(&self, path: &str) -> String {
        let response = self.get(path).await;
        assert_eq!(response.status(), 200, "{path}");
        response.text().await.expect("a text")
    }

    pub async fn invite(&self) -> Code {
        let batch = Batch {
            form: FormToken::random(),
            service: slug("ktp"),
            counter: Some("Loket 1".to_owned()),
            issued: day(TODAY),
            half: None,
            valid_until: day("2026-10-31"),
        };
        self.store
            .issue_invitations(&inviting(), &batch, 1, Clock::default().now())
            .await
            .expect("issued")[0]
    }

    /// Gives ratings in a month and seals it.
    pub async fn publish(&self, month: &str, service: &str, people: usize) {
        rate(&self.store, month, service, people).await;
        let month: Month = month.parse().expect("a month");
        seal(&self.store, month).await;
        self.publication.refresh().await.expect("the record loads");
    }
}

/// The address of a database with nothing in it on the server that the test command starts.
pub async fn fresh_database() -> String {
    let server = std::env::var("TEST_DATABASE_URL")
        .expect("TEST_DATABASE_URL must name a PostgreSQL server; ./end2end/test starts one");
    let url = store::fresh_database(&server).await;
    url.expect("a database can be made")
}

/// A database with a register, and the folder of its keys, in which it lies itself if it is a file.
async fn filled(database: Database, register: &Register) -> (Store, Option<TempDir>) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let keys = folder.path().join("keys");
    let store = match database {
        Database::Sqlite => Store::open_file(&folder.path().join("test.db"), &keys).await,
        Database::Postgres => Store::open(&fresh_database().await, &keys).await,
    };
    let store = store.expect("opens");
    store.import_register(register).await.expect("stored");
    (store, Some(folder))
}

/// What the command line may do with invitations.
pub fn inviting() -> Permit {
    Permit::console(Right::Invite)
}

pub async fn rate(store: &Store, month: &str, service: &str, people: usize) {
    let (ballots, _writer) = BallotBox::open(store.clone());
    for person in 0..people {
        let form = RatingForm::decode(complete_form(1 + person % 4).as_bytes());
        let rating = form
            .parse(day(&format!("{month}-05")))
            .expect("a valid form");
        let entitlement = Entitlement::open(slug(service), FormToken::random());
        ballots
            .submit(Ballot {
                entitlement,
                rating,
            })
            .await
            .expect("stored");
    }
}

pub async fn seal(store: &Store, month: Month) {
    let people = TwoPeople::new("Ani", "Budi").expect("two people");
    store
        .seal(month, DEFAULT_K, &people, on(month.plus(1).first_day()))
        .await
        .expect("sealed");
}

/// A form in which every element has the same score.
pub fn complete_form(score: usize) -> String {
    domain::instrument::Element::SKM
        .map(|element| format!("{}={score}", element.key()))
        .join("&")
}

pub fn client() -> Client {
    Client::builder()
        .redirect(Policy::none())
        .no_proxy()
        .build()
        .expect("a client")
}

pub fn slug(text: &str) -> Slug {
    text.parse().expect("a slug")
}

pub fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

/// A day, at the time that the portals of the tests show, too.
pub fn on(today: NaiveDate) -> Moment {
    let now = Clock::default().now();
    Moment { now, today }
}

/// A city with one department and two services, in which every name is `name`.
pub fn register(name: &str) -> Register {
    let unit = |slug_text: &str, kind, parent: Option<&str>| Unit {
        slug: slug(slug_text),
        name: Bilingual::new(name, name),
        abbreviation: name.to_owned(),
        aliases: vec![name.to_owned()],
        kind,
        parent: parent.map(slug),
        validity: Validity::default(),
        former_parents: vec![],
        predecessors: vec![],
        opening: String::new(),
        head: String::new(),
        pledge: Bilingual::default(),
    };
    let service = |slug_text: &str| Service {
        slug: slug(slug_text),
        unit: slug("capil"),
        former_units: vec![],
        name: Bilingual::new(format!("{name} {slug_text}"), format!("{name} {slug_text}")),
        aliases: vec![slug_text.to_owned()],
        free: true,
        sensitive: false,
        standard: Standard {
            requirements: Bilingual::new(name, name),
            procedure: Bilingual::new(name, name),
            time: StandardTime {
                at_least: None,
                at_most: 2,
                unit: TimeUnit::WorkingDays,
                percent: None,
            },
            cost: Bilingual::new(name, name),
            product: Bilingual::new(name, name),
            source: StandardSource::Invented,
        },
        internal: InternalStandard::default(),
        validity: Validity::default(),
    };
    let units = vec![
        unit("kota", UnitKind::City, None),
        unit("capil", UnitKind::Department, Some("kota")),
    ];
    let counters = vec![Counter {
        unit: slug("capil"),
        name: "Loket 1".to_owned(),
        validity: Validity::default(),
    }];
    Register::new(units, vec![service("ktp"), service("kk")], counters).expect("consistent")
}
