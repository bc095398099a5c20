use domain::access::AccountId;
use domain::audit::{AuditFilter, Deed, Entry, Subject, SubjectKind};
use domain::moment::ClockStanding;
use migrations::Migrator;
use sea_orm::IntoActiveModel;
use sea_orm_migration::MigratorTrait;

use super::*;
use crate::{OneTimeSecret, StoreError, connection::connect_new_backup};

on_both_databases!(
    numbers_of_rows_that_are_gone_are_not_given_again,
    only_an_empty_database_is_restored_into,
    a_backup_that_cannot_be_trusted_is_refused_and_nothing_kept,
    a_backup_is_restored_with_its_keys_and_not_without,
    accounts_and_the_audit_trail_come_back_and_sessions_do_not,
    a_backup_with_an_older_schema_is_restored_with_the_newest,
    nothing_is_deleted_of_what_was_restored_before_somebody_looks,
);

/// The trail, newest first.
async fn trail(store: &Store) -> Vec<Entry> {
    let entries = store.audit_entries(&AuditFilter::default(), 100).await;
    entries.expect("reads")
}

/// The restored trail holds the one of the backup, and one entry more that continues it.
pub async fn assert_trail_went_on(backup: &Store, restored: &Store) {
    let (before, after) = (trail(backup).await, trail(restored).await);
    assert_eq!(after[1..], before);
    assert_eq!(after[0].deed(), Some(Deed::Restored));
    let whole = restored.verify_audit().await;
    assert_eq!(whole.expect("whole"), after.len() as u64);
}

async fn numbers_of_rows_that_are_gone_are_not_given_again(store: TestStore) {
    let add = "INSERT INTO counter (unit_id, name) SELECT MIN(id), 'Loket 9' FROM unit";
    let newest = "SELECT CAST(MAX(id) AS BIGINT) FROM counter";
    store.execute(add).await;
    let gone = store.count(newest).await;
    store
        .execute("DELETE FROM counter WHERE name = 'Loket 9'")
        .await;
    let other = empty_other(&store).await;
    let other = restored(&back_up(&store).await.file(), other).await;
    let third = empty_other(&other).await;
    let third = restored(&back_up(&other).await.file(), third).await;
    for store in [other, third] {
        store.execute(add).await;
        assert_eq!(store.count(newest).await, gone + 1);
    }
}

async fn only_an_empty_database_is_restored_into(store: TestStore) {
    store.rate("ktp", "2026-10-01", 1, 4).await;
    let shelf = back_up(&store).await;
    let refused = restore(store.store.clone(), &shelf.file()).await;
    assert!(
        matches!(refused, Err(RestoreError::NotEmpty("unit"))),
        "{refused:?}"
    );
    assert_eq!(store.count("SELECT COUNT(*) FROM rating").await, 1);
}

async fn spoil(file: &Path, sql: &str) {
    let backup = connect_new_backup(file).await.expect("opens");
    backup.execute_unprepared(sql).await.expect("runs");
    backup.close().await.expect("closes");
}

async fn a_backup_that_cannot_be_trusted_is_refused_and_nothing_kept(store: TestStore) {
    fill(&store).await;
    let good = back_up(&store).await;
    let target = empty_other(&store).await;
    let key = rows::<entity::setting::Entity>(&target).await;
    let refusal = async |file: &Path| {
        let refused = restore(target.second_process().await, file).await;
        assert_eq!(target.count("SELECT COUNT(*) FROM unit").await, 0);
        assert_eq!(rows::<entity::setting::Entity>(&target).await, key);
        refused.expect_err("refused").to_string()
    };
    for (sql, reason) in [
        (
            "INSERT INTO seaql_migrations (version, applied_at) VALUES ('m9999_next', 0)",
            "newer version of the program, which knows the schema m9999_next",
        ),
        (
            "UPDATE release SET document = replace(document, '\"n\":150', '\"n\":151')",
            "its text was changed",
        ),
        (
            "DELETE FROM sealed_rating; DELETE FROM release WHERE month = '2026-08'",
            "the release of 2026-09 does not follow the one before",
        ),
        ("DELETE FROM setting", "the installation's key is missing"),
        (
            "PRAGMA foreign_keys = OFF; DELETE FROM unit WHERE slug = 'lama'",
            "foreign key",
        ),
        ("DROP TABLE seaql_migrations", "no backup of Suara Warga"),
    ] {
        let shelf = good.copy();
        spoil(&shelf.file(), sql).await;
        let message = refusal(&shelf.file()).await;
        assert!(
            message.to_lowercase().contains(&reason.to_lowercase()),
            "{message}"
        );
    }
    let shelf = Shelf::new();
    let bytes = std::fs::read(good.file()).expect("a file");
    let mut scratched = bytes.clone();
    scratched[bytes.len() / 2..][..4096].fill(0xAA);
    for (content, reason) in [
        (&bytes[..bytes.len() - 5000], "damaged"),
        (&scratched, "damaged"),
        (b"Dear auditor,", "no backup"),
    ] {
        std::fs::write(shelf.file(), content).expect("writable");
        let message = refusal(&shelf.file()).await;
        assert!(message.contains(reason), "{message}");
    }
    refusal(&shelf.0.path().join("missing.db")).await;
    restored(&good.file(), target).await;
}

async fn a_backup_is_restored_with_its_keys_and_not_without(store: TestStore) {
    let codes = fill(&store).await;
    let (mine, others) = (back_up(&store).await, back_up(&*store.empty().await).await);
    let shelf = mine.copy();
    let keys = |shelf: &Shelf| shelf.0.path().join("a backup?.db.keys");
    let target = empty_other(&store).await;
    let permit = Permit::console(Right::Configure);
    std::fs::remove_file(keys(&shelf)).expect("removed");
    for named in [None, Some(keys(&others)), Some(shelf.file())] {
        let opened = target.second_process().await;
        let refused = opened
            .restore(&permit, &shelf.file(), named.as_deref(), 7)
            .await;
        let message = refused.expect_err("refused").to_string();
        assert!(
            message.contains("code, receipt, recovery code"),
            "{message}"
        );
        assert_eq!(target.count("SELECT COUNT(*) FROM unit").await, 0);
    }
    let opened = target.second_process().await;
    let named = Some(keys(&mine));
    let restored = opened
        .restore(&permit, &shelf.file(), named.as_deref(), 7)
        .await;
    restored.expect("restored");
    let restored = target.second_process().await;
    let found = restored.look_up_invitation(&codes.unspent, day("2026-10-12"));
    assert_eq!(found.await.expect("reads"), Ok(slug("ktp")));
    let left = target.place.keys_of("installation");
    assert_eq!(left.len(), 1, "the key made for the empty database is gone");
}

async fn a_backup_with_an_older_schema_is_restored_with_the_newest(store: TestStore) {
    let shelf = Shelf::new();
    std::fs::write(shelf.file(), "").expect("writable");
    let old = connect_new_backup(&shelf.file()).await.expect("opens");
    Migrator::up(&old, Some(1)).await.expect("the first schema");
    old.close().await.expect("closes");
    let key = Digest::of(b"key");
    let content = format!(
        "INSERT INTO setting (key, value) VALUES ('code_key', '{key}'); \
         INSERT INTO unit (slug, name, name_en, abbreviation, aliases, kind) \
         VALUES ('kota', 'Kota', 'City', '', '', 'kota')"
    );
    spoil(&shelf.file(), &content).await;
    let before = std::fs::read(shelf.file()).expect("a file");
    let other = restored(&shelf.file(), empty_other(&store).await).await;
    assert_eq!(other.register().await.expect("reads").units().count(), 1);
    assert_eq!(other.count("SELECT COUNT(*) FROM rating").await, 0);
    assert_eq!(other.verify_audit().await.expect("whole"), 1);
    assert_eq!(std::fs::read(shelf.file()).expect("a file"), before);
}

/// An account that is signed in, and two entries in the trail.
async fn open_desk(store: &Store) {
    let id = uuid::Uuid::new_v4();
    let account = entity::account::Model {
        id,
        email: "ani@example.org".to_owned(),
        name: "Ani".to_owned(),
        active: true,
        password_hash: None,
        one_time_secret: Some(store.conceal(AccountId(id), &OneTimeSecret(vec![1, 2, 3]))),
        one_time_step: 7,
        version: 1,
        closed_at: None,
    };
    let session = entity::session::Model {
        hash: vec![7; 32],
        account_id: id,
        data: String::new(),
        expires_at: i64::MAX,
    };
    let transaction = store.begin_write().await.expect("begins");
    entity::account::Entity::insert(account.into_active_model())
        .exec_without_returning(&transaction)
        .await
        .expect("stored");
    entity::session::Entity::insert(session.into_active_model())
        .exec_without_returning(&transaction)
        .await
        .expect("stored");
    for now in [1, 2] {
        let permit = Permit::own(AccountId(id));
        let subject = Subject::new(SubjectKind::Account, id);
        crate::audit::append(&transaction, &permit, now, &Deed::SignedIn, subject)
            .await
            .expect("stored");
    }
    transaction.commit().await.expect("stored");
}

async fn accounts_and_the_audit_trail_come_back_and_sessions_do_not(store: TestStore) {
    open_desk(&store).await;
    let good = back_up(&store).await;
    for (sql, reason) in [
        (
            "DROP TRIGGER audit_entry_is_final; UPDATE audit_entry SET at = 3 WHERE number = 1",
            "entry 1 was changed",
        ),
        (
            "DROP TRIGGER audit_entry_stays; DELETE FROM audit_entry WHERE number = 2",
            "the trail ends at entry 1",
        ),
    ] {
        let shelf = good.copy();
        spoil(&shelf.file(), sql).await;
        let target = empty_other(&store).await;
        let refused = restore(target.store.clone(), &shelf.file()).await;
        let message = refused.expect_err("refused").to_string();
        assert!(message.contains(reason), "{message}");
    }
    let other = restored(&good.file(), empty_other(&store).await).await;
    assert_eq!(other.verify_audit().await.expect("unbroken"), 3);
    let last = trail(&other).await.remove(0);
    assert_eq!(
        (last.actor.as_str(), last.deed.as_str(), last.at),
        ("konsol", "cadangan-dipulihkan", 7)
    );
    assert_eq!(
        last.subject,
        Subject::new(SubjectKind::Backup, "a backup?.db")
    );
    assert_eq!(
        rows::<entity::account::Entity>(&store).await,
        rows::<entity::account::Entity>(&other).await
    );
    assert_eq!(other.count("SELECT COUNT(*) FROM session").await, 0);
}

async fn nothing_is_deleted_of_what_was_restored_before_somebody_looks(store: TestStore) {
    let issued = store.issue_invitations(&inviting(), &batch(), 10, 0).await;
    issued.expect("issued");
    let other = restored(&back_up(&store).await.file(), empty_other(&store).await).await;
    let permit = Permit::console(Right::Configure);
    let later = on(day("2036-10-12"));
    let refused = other.retain(&permit, later).await;
    let doubt = StoreError::Clock(ClockStanding::Restored).to_string();
    assert_eq!(refused.expect_err("in doubt").to_string(), doubt);
    assert_eq!(other.count("SELECT COUNT(*) FROM invitation").await, 10);
    assert!(other.confirm_clock(&permit, 0).await.expect("confirmed"));
    other.retain(&permit, later).await.expect("deletes");
    assert_eq!(other.count("SELECT COUNT(*) FROM invitation").await, 0);
}
