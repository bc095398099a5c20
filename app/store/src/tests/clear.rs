use domain::access::{AccountId, Role};
use domain::digest::Digest;
use domain::seal::TwoPeople;
use migrations::Migrator;
use sea_orm::{ActiveValue::Set, EntityTrait};
use sea_orm_migration::MigratorTrait;

use super::*;
use crate::OneTimeSecret;
use crate::connection::connect_new_backup;
use crate::entity::account;

on_both_databases!(
    what_waited_in_clear_waits_encrypted_and_leaves_no_trace,
    what_waited_in_clear_in_an_older_backup_is_restored_encrypted,
    one_time_secrets_in_clear_are_encrypted_at_the_first_start,
);

/// The last schema under which ratings waited in clear.
const IN_CLEAR: u32 = 24;

/// What an installation of that time held: seven sealed ratings, six of them alike, twelve that waited in clear, two of
/// them through a seal, and two comments, of which one was decided about.
fn content() -> String {
    let id = |number: u32| format!("{number:032x}");
    let digits = "7".repeat(64);
    let release = r#"{"atoms":[],"format":"suara-warga-release-1","formula":"ikm-1","k":10,"month":"2026-09","previous":null,"waiting":[]}"#;
    let digest = Digest::of(release.as_bytes());
    let mut sql = vec![format!(
        "INSERT INTO setting (key, value) VALUES ('code_key', '{digits}'); \
         INSERT INTO unit (id, slug, name, name_en, abbreviation, aliases, kind) VALUES (1, 'kota', 'Kota', 'City', '', '', 'kota'); \
         INSERT INTO unit (id, slug, name, name_en, abbreviation, aliases, kind, parent_id) \
         VALUES (2, 'capil', 'Dinas', 'Department', '', '', 'dinas', 1); \
         INSERT INTO service (id, slug, unit_id, name, name_en, aliases, free, requirements, requirements_en, procedure, \
         procedure_en, time_at_most, time_unit, cost, cost_en, product, product_en, source) VALUES \
         (3, 'ktp', 2, 'KTP', '', '', TRUE, '', '', '', '', 5, 'menit', '', '', '', '', 'rekaan'); \
         INSERT INTO release (month, document, digest, sealed_by, sealed_and, sealed_at) \
         VALUES ('2026-09', '{release}', '{digest}', 'Ani', 'Budi', 0)"
    )];
    let facts = "service_id, week, date, instrument, wording, proof, persyaratan, waktu";
    for number in 1..=7 {
        let (id, time) = (id(number), if number == 7 { "NULL" } else { "3" });
        sql.push(format!(
            "INSERT INTO sealed_rating (id, {facts}, release_month, atom) \
             VALUES (ID'{id}', 3, NULL, '2026-09-0{number}', 'skm', 1, 'open', 4, {time}, '2026-09', 0)"
        ));
    }
    for number in 1..=12 {
        let (id, waited) = (id(number), u8::from(number > 10));
        sql.push(format!(
            "INSERT INTO rating (id, {facts}, gender, occupation, waited) VALUES \
             (ID'{id}', 3, '2026-10-05', '2026-10-07', 'skm', 1, 'verified', 4, 2, 'P', 'Swasta', {waited})"
        ));
    }
    for (number, text) in [(1, "Antreannya panjang sekali"), (2, "Terima kasih")] {
        let id = id(number);
        sql.push(format!(
            "INSERT INTO comment (id, service_id, month, proof, text) \
             VALUES (ID'{id}', 3, '2026-10', 'verified', '{text}')"
        ));
    }
    let id = id(2);
    sql.push(format!(
        "INSERT INTO comment_decision (comment_id, service_id, month, state, public_text, decided_on, version, pooled) \
         VALUES (ID'{id}', 3, '2026-10', 'terbit', 'Terima kasih', '2026-11-02', 1, FALSE)"
    ));
    sql.join("; ")
}

async fn fill(database: &DatabaseConnection) {
    let schema = Migrator::up(database, Some(IN_CLEAR)).await;
    schema.expect("the schema of that time");
    let literal = match database.get_database_backend() {
        DbBackend::Sqlite => "X'",
        _ => "'",
    };
    let content = content().replace("ID'", literal);
    let filled = database.execute_unprepared(&content).await;
    filled.expect("filled");
}

/// A database of that time, of the same kind as another.
async fn of_that_time(store: &TestStore) -> Place {
    let place = match &store.place {
        Place::File(_) => Place::new_file(),
        Place::Server(..) => Place::new_database().await,
    };
    if let Place::File(folder) = &place {
        std::fs::write(file_in(folder), "").expect("writable");
    }
    let outside = place.connect().await;
    fill(&outside).await;
    outside.close().await.expect("closes");
    place
}

async fn assert_moved(store: &TestStore) {
    let waiting = store.waiting().await;
    assert_eq!(waiting.len(), 12);
    for slip in &waiting {
        assert_eq!((slip.service, slip.date), (3, day("2026-10-07")));
        assert_eq!(slip.week, Some(day("2026-10-05")));
        assert_eq!(slip.answers.score(Element::Time), Score::new(2));
        assert_eq!(slip.answers.score(Element::Cost), None);
        assert_eq!(slip.profile.gender, Some(Gender::Female));
    }
    assert_eq!(waiting.iter().filter(|slip| slip.waited == 1).count(), 2);
    for (what, rows) in [
        ("rating WHERE month = '2026-10'", 12),
        (
            "sealed_rating WHERE answers = '4-3------' AND people = 6",
            1,
        ),
        (
            "sealed_rating WHERE answers = '4--------' AND people = 1",
            1,
        ),
        ("comment", 1),
        ("waiting_comment", 1),
    ] {
        let counted = store.count(&format!("SELECT COUNT(*) FROM {what}")).await;
        assert_eq!(counted, rows, "{what}");
    }
}

async fn what_waited_in_clear_waits_encrypted_and_leaves_no_trace(store: TestStore) {
    let place = of_that_time(&store).await;
    let store = place.open().await;
    let store = TestStore { store, place };
    assert_moved(&store).await;
    for bytes in files_of(&store.place) {
        for text in ["Antreannya", "Swasta"] {
            let found = bytes
                .windows(text.len())
                .any(|part| part == text.as_bytes());
            assert!(!found, "{text} is still there");
        }
    }
    store.place.open().await;
    assert_moved(&store).await;
    let people = TwoPeople::new("Ani", "Budi").expect("two people");
    let october: Month = "2026-10".parse().expect("a month");
    let sealed = store.seal(october, 10, &people, on(day("2026-11-03")));
    let sealed = sealed.await.expect("sealed").release;
    assert_eq!((sealed.ratings(), sealed.atoms().len()), (12, 1));
    let told =
        "SELECT people FROM profile_count WHERE question = 'occupation' AND answer = 'Swasta'";
    assert_eq!(store.count(told).await, 12);
    assert_eq!(store.count("SELECT COUNT(*) FROM comment").await, 1);
}

async fn what_waited_in_clear_in_an_older_backup_is_restored_encrypted(store: TestStore) {
    let shelf = tempfile::tempdir().expect("a folder");
    let file = shelf.path().join("backup.db");
    std::fs::write(&file, "").expect("writable");
    let backup = connect_new_backup(&file).await.expect("opens");
    fill(&backup).await;
    // A backup is verified, and this release is not one.
    let emptied = "DELETE FROM sealed_rating; DELETE FROM release";
    backup.execute_unprepared(emptied).await.expect("runs");
    backup.close().await.expect("closes");
    let target = store.empty().await;
    let permit = Permit::console(Right::Configure);
    let restored = target.store.clone().restore(&permit, &file, None, 7).await;
    restored.expect("restored");
    let restored = target.place.open().await;
    let target = TestStore {
        store: restored,
        place: target.place,
    };
    assert_eq!(target.waiting().await.len(), 12);
    assert_eq!(
        target.count("SELECT COUNT(*) FROM waiting_comment").await,
        1
    );
}

async fn one_time_secrets_in_clear_are_encrypted_at_the_first_start(store: TestStore) {
    let clear = b"geheim-12345678-kode";
    let (id, _) = super::accounts::invite(&store, "ani", Role::Administrator).await;
    let secret = OneTimeSecret(clear.to_vec());
    let set = store.set_second_factor(id, &secret, 0, &[], 7).await;
    set.expect("set");
    let outside = store.place.connect().await;
    let kept = async || {
        let row = account::Entity::find_by_id(id.0).one(&outside).await;
        let row = row.expect("reads").expect("an account");
        row.one_time_secret.expect("a secret")
    };
    assert_ne!(kept().await, clear);
    let other = AccountId(uuid::Uuid::new_v4());
    assert!(store.reveal(other, &kept().await).is_err());
    // As an earlier version kept it.
    let row = account::ActiveModel {
        id: Set(id.0),
        one_time_secret: Set(Some(clear.to_vec())),
        ..Default::default()
    };
    account::Entity::update(row)
        .exec(&outside)
        .await
        .expect("written");
    for _ in 0..2 {
        let opened = store.place.open().await;
        assert_ne!(kept().await, clear);
        let found = opened.credentials_of(id).await.expect("reads");
        assert!(found.and_then(|found| found.one_time_secret) == Some(secret.clone()));
        opened.close().await.expect("closes");
    }
    for file in files_of(&store.place) {
        assert!(!file.windows(clear.len()).any(|part| part == clear));
    }
}

/// The bytes of every file of a SQLite database.
fn files_of(place: &Place) -> Vec<Vec<u8>> {
    let Place::File(folder) = place else {
        return vec![];
    };
    let files = std::fs::read_dir(folder).expect("a folder");
    let files = files.map(|file| file.expect("readable").path());
    let files = files.filter(|file| file.is_file());
    files
        .map(|file| std::fs::read(file).expect("readable"))
        .collect()
}
