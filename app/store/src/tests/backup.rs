mod restoring;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use domain::digest::Digest;
use domain::figure::Evidence;
use domain::instrument::Series;
use domain::invitation::{Code, Receipt};
use domain::period::Period;
use domain::rating::Proof;
use domain::record::Scope;
use domain::seal::TwoPeople;
use futures::FutureExt;
use sea_orm::{DbBackend, EntityName, EntityTrait, IdenStatic, Iterable};
use tokio::sync::mpsc;

use super::*;
use crate::entity::{self, every_table};
use crate::{BackupError, RestoreError};

on_both_databases!(
    a_backup_restored_on_the_other_database_is_the_same_installation,
    a_backup_taken_while_ratings_arrive_shows_one_moment,
    a_backup_replaces_a_file_only_when_told_and_never_a_database_in_use,
    an_interrupted_backup_leaves_the_old_one_and_nothing_else,
    a_backup_is_for_its_owner_without_what_was_deleted,
    the_list_of_tables_is_the_schema,
    of_a_damaged_database_no_backup_appears,
    what_a_killed_backup_left_is_removed_by_the_next,
);

/// A folder with the name of a backup in it.
struct Shelf(tempfile::TempDir);

impl Shelf {
    fn new() -> Self {
        Self(tempfile::tempdir().expect("a temporary folder"))
    }

    fn file(&self) -> PathBuf {
        self.0.path().join("a backup?.db")
    }

    /// Another folder with the same two files.
    fn copy(&self) -> Self {
        let copy = Self::new();
        for name in self.names() {
            let (from, to) = (self.0.path().join(&name), copy.0.path().join(&name));
            std::fs::copy(from, to).expect("copied");
        }
        copy
    }

    fn names(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.0.path()).expect("a folder");
        let name = |entry: std::io::Result<std::fs::DirEntry>| entry.expect("readable").file_name();
        let names = entries.map(|entry| name(entry).to_string_lossy().into_owned());
        let mut names: Vec<String> = names.collect();
        names.sort();
        names
    }
}

/// A database of the other kind, with the newest schema and nothing in it.
async fn empty_other(store: &TestStore) -> TestStore {
    let place = match &store.place {
        Place::Server(..) => Place::new_file(),
        Place::File(_) => Place::new_database().await,
    };
    let store = place.open().await;
    TestStore { store, place }
}

async fn back_up(store: &Store) -> Shelf {
    let shelf = Shelf::new();
    store.backup(&shelf.file(), false).await.expect("written");
    shelf
}

async fn restore(store: Store, file: &Path) -> Result<u64, RestoreError> {
    let permit = Permit::console(Right::Configure);
    store.restore(&permit, file, None, 7).await
}

async fn restored(file: &Path, into: TestStore) -> TestStore {
    restore(into.store.clone(), file).await.expect("restored");
    let TestStore { place, .. } = into;
    let store = place.open().await;
    TestStore { store, place }
}

/// Takes away what is known of the clock, which restoring changes until an administrator has looked.
async fn look_at(store: &TestStore) {
    store
        .execute("DELETE FROM setting WHERE key = 'clock_known'")
        .await;
}

/// The same content as text in each table, whatever the order; but for the trail, which went on with the restoring.
macro_rules! compare_each {
    ($($table:ident),+) => {
        async fn assert_restored_from(one: &Store, two: &Store) {
            $(if !TRAIL.contains(&entity::$table::Entity.table_name()) {
                assert_eq!(
                    rows::<entity::$table::Entity>(one).await,
                    rows::<entity::$table::Entity>(two).await
                );
            })+
            restoring::assert_trail_went_on(one, two).await;
        }
    };
}
every_table!(compare_each);

const TRAIL: [&str; 2] = ["audit_entry", "audit_head"];

async fn rows<E: EntityTrait>(store: &Store) -> Vec<String> {
    let rows = E::find().all(&store.reader).await.expect("reads");
    let mut rows: Vec<String> = rows.iter().map(|row| format!("{row:?}")).collect();
    rows.sort();
    rows
}

async fn seal(store: &Store, month: &str) {
    let people = TwoPeople::new("Ani", "Budi").expect("two people");
    let month: domain::period::Month = month.parse().expect("a month");
    store
        .seal(month, 10, &people, on(month.plus(1).first_day()))
        .await
        .expect("sealed");
}

async fn spend(store: &Store, code: Code, form: &FormToken) -> Receipt {
    let (ballots, _writer) = BallotBox::open(store.clone());
    let ballot = Ballot {
        entitlement: Entitlement::invited(code, form.clone()),
        rating: rating("2026-10-12", 4),
    };
    ballots.submit(ballot).await.expect("stored")
}

/// Two codes, the first of them spent with a form that led to a receipt.
struct Codes {
    spent: Code,
    form: FormToken,
    receipt: Receipt,
    unspent: Code,
}

/// Something in every table.
async fn fill(store: &TestStore) -> Codes {
    store.rate("ktp", "2026-08-01", 150, 4).await;
    seal(store, "2026-08").await;
    seal(store, "2026-09").await;
    store.rate("kk", "2026-10-01", 3, 2).await;
    let paper = vec![rating("2026-10-02", 3)];
    let (permit, digest) = (Permit::console(Right::KeyPaper), Digest::of(b"paper"));
    store
        .import_paper(&permit, &slug("ktp"), digest, paper, 0)
        .await
        .expect("stored");
    // More rows than are copied at a time, with keys of one column and of two.
    for rows in [
        "unit (slug, name, name_en, abbreviation, aliases, kind, parent_id) \
         WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < 200) \
         SELECT 'lama-' || n, name, name_en, abbreviation, aliases, kind, parent_id FROM number, unit WHERE slug = 'lama'",
        "paper_import (digest, service_id) \
         WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < 200) \
         SELECT CAST(n AS TEXT), id FROM number, service",
        "comment_decision (comment_id, service_id, month, state, public_text, decided_on, version, pooled) \
         SELECT id, service_id, month, 'terbit', text, '2026-09-01', 1, FALSE FROM comment",
        "comment_original SELECT comment_id, public_text, decided_on FROM comment_decision",
        "comment_reply (comment_id, number, text, written_on) \
         SELECT comment_id, 1, 'Baik', decided_on FROM comment_decision",
    ] {
        store.execute(&format!("INSERT INTO {rows}")).await;
    }
    // A unit that stands above a much older one.
    store
        .execute("UPDATE unit SET parent_id = (SELECT MAX(id) FROM unit) WHERE slug = 'capil'")
        .await;
    let codes = store
        .issue_invitations(&inviting(), &batch(), 2, 0)
        .await
        .expect("issued");
    let (spent, unspent, form) = (codes[0], codes[1], FormToken::random());
    Codes {
        receipt: spend(store, spent, &form).await,
        spent,
        form,
        unspent,
    }
}

/// The register, the releases and a figure, as text.
async fn public(store: &Store) -> [String; 3] {
    let record = store.public_record().await.expect("reads");
    let register = store.register().await.expect("reads");
    let releases: Vec<_> = record.releases().collect();
    let month = "2026-08".parse().expect("a month");
    let figure = record.figure(
        Scope::City,
        Period::Month(month),
        Series::current(Instrument::Skm),
        Evidence::Class(Proof::Open),
    );
    let respondents = figure.map(|figure| (figure.respondents(), figure.index()));
    assert!(respondents.is_some());
    [
        format!("{register:?}"),
        format!("{releases:?}"),
        format!("{respondents:?}"),
    ]
}

async fn a_backup_restored_on_the_other_database_is_the_same_installation(store: TestStore) {
    let codes = fill(&store).await;
    let other = empty_other(&store).await;
    let other = restored(&back_up(&store).await.file(), other).await;
    look_at(&store).await;
    look_at(&other).await;
    assert_restored_from(&store, &other).await;
    let published = [public(&store).await, public(&other).await];
    assert_eq!(published[0], published[1]);

    let found = other.look_up_invitation(&codes.unspent, day("2026-10-12"));
    assert_eq!(found.await.expect("reads"), Ok(slug("ktp")));
    let month = other.month_of_receipt(&codes.receipt).await.expect("reads");
    assert_eq!(
        month.map(|month| month.to_string()).as_deref(),
        Some("2026-10")
    );
    let before = other.count("SELECT COUNT(*) FROM rating").await;
    assert_eq!(
        spend(&other, codes.spent, &codes.form).await.to_string(),
        codes.receipt.to_string()
    );
    assert_eq!(other.count("SELECT COUNT(*) FROM rating").await, before);
    spend(&other, codes.unspent, &FormToken::random()).await;
    assert_eq!(other.count("SELECT COUNT(*) FROM rating").await, before + 1);

    let dangling = "INSERT INTO counter (unit_id, name) VALUES (9999, 'Loket 9')";
    let transaction = other.begin_write().await.expect("begins");
    let refused = transaction.execute_unprepared(dangling).await;
    assert!(refused.is_err(), "references are looked at again, at once");
    drop(transaction);

    // And back on the first kind of database.
    let third = empty_other(&other).await;
    let third = restored(&back_up(&other).await.file(), third).await;
    look_at(&third).await;
    assert_restored_from(&other, &third).await;
}

/// Sends ratings until told to stop, first those with a code; each acknowledged one is reported.
async fn keep_rating(
    ballots: BallotBox,
    codes: Vec<Code>,
    stop: Arc<AtomicBool>,
    acknowledged: mpsc::UnboundedSender<()>,
) {
    let mut codes = codes.into_iter();
    while !stop.load(Ordering::Relaxed) {
        let entitlement = codes.next().map_or_else(
            || Entitlement::open(slug("kk"), FormToken::random()),
            |code| Entitlement::invited(code, FormToken::random()),
        );
        let ballot = Ballot {
            entitlement,
            rating: rating("2026-10-12", 4),
        };
        ballots.submit(ballot).await.expect("stored");
        acknowledged.send(()).expect("counted");
    }
}

async fn a_backup_taken_while_ratings_arrive_shows_one_moment(store: TestStore) {
    let codes = store
        .issue_invitations(&inviting(), &batch(), 4000, 0)
        .await
        .expect("issued");
    let (ballots, writer) = BallotBox::open(store.clone());
    let (sender, mut acknowledged) = mpsc::unbounded_channel();
    let stop = Arc::new(AtomicBool::new(false));
    for codes in codes.chunks(500) {
        tokio::spawn(keep_rating(
            ballots.clone(),
            codes.to_vec(),
            stop.clone(),
            sender.clone(),
        ));
    }
    drop((ballots, sender));
    let mut before = 0;
    while before < 100 && acknowledged.recv().await.is_some() {
        before += 1;
    }
    let shelf = back_up(&store).await;
    stop.store(true, Ordering::Relaxed);
    let mut all = before;
    while acknowledged.recv().await.is_some() {
        all += 1;
    }
    writer.await.expect("the writer ends");

    let other = restored(&shelf.file(), empty_other(&store).await).await;
    let count = async |what: &str| other.count(&format!("SELECT COUNT(*) FROM {what}")).await;
    let ratings = count("rating").await;
    assert!((before..=all).contains(&ratings), "{ratings} of {all}");
    assert_eq!(count("receipt").await, ratings);
    assert_eq!(u64::try_from(ratings), Ok(other.comments_waiting().await));
    let waiting = other.waiting().await;
    let verified = waiting.iter().filter(|slip| slip.proof == Proof::Verified);
    let spent = count("invitation WHERE spent").await;
    assert_eq!(u64::try_from(spent), Ok(verified.count() as u64));
}

async fn a_backup_replaces_a_file_only_when_told_and_never_a_database_in_use(store: TestStore) {
    let shelf = back_up(&store).await;
    let first = std::fs::read(shelf.file()).expect("a file");
    store.rate("ktp", "2026-10-01", 1, 4).await;
    let refused = store.backup(&shelf.file(), false).await;
    assert!(
        matches!(refused, Err(BackupError::Exists(_))),
        "{refused:?}"
    );
    assert_eq!(std::fs::read(shelf.file()).expect("a file"), first);
    store.backup(&shelf.file(), true).await.expect("replaced");
    assert_ne!(std::fs::read(shelf.file()).expect("a file"), first);

    let portal = TestStore::sqlite().await;
    let Place::File(folder) = &portal.place else {
        panic!("SQLite keeps a file")
    };
    let refused = store.backup(&folder.path().join("a file?.db"), true).await;
    assert!(matches!(refused, Err(BackupError::InUse(_))), "{refused:?}");
}

async fn an_interrupted_backup_leaves_the_old_one_and_nothing_else(store: TestStore) {
    let shelf = Shelf::new();
    std::fs::write(shelf.file(), "the old one").expect("writable");
    let file = shelf.file();
    assert!(store.backup(&file, true).now_or_never().is_none());
    // What was begun ends by itself, and then nobody is there to keep it.
    while shelf.names() != ["a backup?.db"] {
        tokio::task::yield_now().await;
    }
    assert_eq!(std::fs::read(&file).expect("a file"), b"the old one");

    let nowhere = shelf.0.path().join("missing").join("file.db");
    let failed = store.backup(&nowhere, false).await;
    assert!(
        matches!(failed, Err(BackupError::Unwritable { .. })),
        "{failed:?}"
    );
}

async fn a_backup_is_for_its_owner_without_what_was_deleted(store: TestStore) {
    store.rate("ktp", "2026-10-01", 20, 4).await;
    let opened = store.open_comments(day("2026-11-01")).await;
    opened.expect("opens");
    let holds_comment = |shelf: &Shelf| {
        let bytes = std::fs::read(shelf.file()).expect("a file");
        bytes.windows(12).any(|text| text == b"Terima kasih")
    };
    assert!(holds_comment(&back_up(&store).await));
    store.execute("DELETE FROM comment").await;
    let shelf = back_up(&store).await;
    assert!(!holds_comment(&shelf));
    assert_eq!(shelf.names(), ["a backup?.db", "a backup?.db.keys"]);
    let bytes = std::fs::read(shelf.file()).expect("a file");
    assert_eq!(
        bytes[18..20],
        [1, 1],
        "it needs no file beside it to be read"
    );
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        for name in shelf.names() {
            let metadata = std::fs::metadata(shelf.0.path().join(name)).expect("a file");
            assert_eq!(metadata.permissions().mode() & 0o777, 0o600);
        }
    }
}

/// The tables and columns of the entities, as `table.column`.
macro_rules! columns_of_each {
    ($($table:ident),+) => {
        fn listed() -> BTreeSet<String> {
            let columns = [$(columns::<entity::$table::Entity>()),+];
            columns.into_iter().flatten().collect()
        }
    };
}
every_table!(columns_of_each);

fn columns<E: EntityTrait>() -> Vec<String> {
    let table = E::default().table_name();
    E::Column::iter()
        .map(|column| format!("{table}.{}", column.as_str()))
        .collect()
}

async fn the_list_of_tables_is_the_schema(store: TestStore) {
    let backend = store.reader.get_database_backend();
    let catalogue = match backend {
        DbBackend::Postgres => {
            "SELECT table_name || '.' || column_name FROM information_schema.columns \
             WHERE table_schema = current_schema() AND table_name <> 'seaql_migrations'"
        }
        _ => {
            "SELECT place.name || '.' || field.name FROM sqlite_schema AS place, pragma_table_info(place.name) AS field \
             WHERE place.type = 'table' AND place.name NOT LIKE 'sqlite_%' AND place.name <> 'seaql_migrations'"
        }
    };
    let rows = store
        .reader
        .query_all_raw(Statement::from_string(backend, catalogue))
        .await
        .expect("reads");
    let kept: BTreeSet<String> = rows
        .iter()
        .map(|row| row.try_get_by_index(0).expect("a name"))
        .collect();
    assert_eq!(
        listed(),
        kept,
        "entity.rs lists every table with every column of the schema"
    );
}

async fn of_a_damaged_database_no_backup_appears(store: TestStore) {
    store.rate("ktp", "2026-10-05", 12, 4).await;
    let people = TwoPeople::new("Ani", "Budi").expect("two people");
    let month = "2026-10".parse().expect("a month");
    let sealed = store.seal(month, 10, &people, on(day("2026-11-01"))).await;
    sealed.expect("sealed");
    let shelf = back_up(&store).await;
    let before = shelf.names();
    store
        .execute("UPDATE release SET document = REPLACE(document, '12', '13')")
        .await;
    let refused = store.backup(&shelf.file(), true).await;
    assert!(
        matches!(refused, Err(BackupError::Useless(_))),
        "{refused:?}"
    );
    let elsewhere = Shelf::new();
    let refused = store.backup(&elsewhere.file(), false).await;
    assert!(
        matches!(refused, Err(BackupError::Useless(_))),
        "{refused:?}"
    );
    assert_eq!((shelf.names(), elsewhere.names()), (before, vec![]));
    restored(&shelf.file(), empty_other(&store).await).await;
}

async fn what_a_killed_backup_left_is_removed_by_the_next(store: TestStore) {
    let shelf = Shelf::new();
    let folder = |name: &str| {
        let folder = shelf.0.path().join(name);
        std::fs::create_dir(&folder).expect("a folder can be made");
        std::fs::write(folder.join("half"), "SQLite").expect("a file can be written");
        std::fs::File::create(folder.join("lock")).expect("a file can be made")
    };
    drop(folder(".suara-warga-backup-killed"));
    drop(folder("of-somebody-else"));
    let running = folder(".suara-warga-backup-running");
    running.lock().expect("locked");
    store.backup(&shelf.file(), false).await.expect("written");
    let left: Vec<String> = shelf.names();
    assert!(
        !left.contains(&".suara-warga-backup-killed".to_owned()),
        "{left:?}"
    );
    for name in [".suara-warga-backup-running", "of-somebody-else"] {
        assert!(left.contains(&name.to_owned()), "{left:?}");
    }
}
