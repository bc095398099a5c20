use std::collections::BTreeSet;

use domain::access::{Permit, Right};
use domain::audit::{AuditFilter, Deed, Saved};
use domain::register::{Inconsistent, Record, RecordKind};

use super::sealing::must_seal;
use super::*;
use crate::{InvitationError, SaveError};

on_both_databases!(
    what_is_saved_reads_back_and_is_told,
    nobody_overwrites_what_somebody_else_saved,
    every_version_is_kept,
    a_change_that_leaves_the_register_inconsistent_is_refused,
    nothing_moves_in_months_that_are_sealed,
    an_import_is_made_whole_or_not_at_all,
    retired_records_stay,
    versions_from_before_they_were_kept_are_noted,
    two_people_at_once_make_one_change_and_one_conflict,
);

const NOW: i64 = 1_792_000_000;

fn permit() -> Permit {
    Permit::console(Right::EditServices)
}

async fn record(store: &TestStore, kind: RecordKind, key: &str) -> (Record, i32) {
    let found = store.record(kind, key).await.expect("reads");
    found.expect("registered")
}

fn with_name(record: &Record, name: &str) -> Record {
    let fields = record.fields().with("nama", name);
    Record::read(&fields, &|_| true).expect("valid")
}

async fn what_is_saved_reads_back_and_is_told(store: TestStore) {
    let (before, version) = record(&store, RecordKind::Service, "ktp").await;
    let fields = before.fields();
    let changed = RecordKind::Service
        .fields()
        .iter()
        .map(|field| field.key)
        .filter_map(|field| {
            let text = match field {
                "dasar_hukum" | "sarana" | "kompetensi" | "pengawasan" | "jumlah_pelaksana"
                | "jaminan_pelayanan" | "jaminan_keamanan" | "evaluasi" => field,
                "berlaku_mulai" => "2026-01-01",
                "berlaku_sampai" => "2026-12-31",
                "unit_sebelumnya" => "lama:2025-12-31",
                _ => return None,
            };
            Some((field, text))
        });
    let changed: Vec<_> = changed.collect();
    let fields = changed
        .iter()
        .fold(fields, |fields, (field, text)| fields.with(field, text));
    let service = Record::read(&fields, &|_| true).expect("valid");
    let before = store.revisions().await.expect("reads");
    let saved = store.save_record(&permit(), &service, version, NOW).await;
    saved.expect("saved");
    assert_eq!(
        record(&store, RecordKind::Service, "ktp").await,
        (service.clone(), 2)
    );
    assert_eq!(store.risen_since(before).await, [Part::Register]);
    let filter = AuditFilter {
        name: "ktp".to_owned(),
        ..AuditFilter::default()
    };
    let entries = store.audit_entries(&filter, 9).await.expect("reads");
    let Some(Deed::ServiceSaved {
        saved: Saved::Changed(fields),
    }) = entries[0].deed()
    else {
        panic!("a service was changed: {entries:?}");
    };
    let told: BTreeSet<_> = fields.iter().map(|it| it.field.as_str()).collect();
    let expected: BTreeSet<_> = changed.iter().map(|(field, _)| *field).collect();
    assert_eq!(told, expected);

    store
        .save_record(&permit(), &service, 2, NOW)
        .await
        .expect("nothing to do");
    assert_eq!(record(&store, RecordKind::Service, "ktp").await.1, 2);
    let public = store.public_record().await.expect("reads");
    let public = public
        .register()
        .service(&slug("ktp"))
        .cloned()
        .expect("a service");
    assert_eq!(public.internal, InternalStandard::default());
    assert_eq!(public.validity.until, Some(day("2026-12-31")));
}

async fn nobody_overwrites_what_somebody_else_saved(store: TestStore) {
    for (kind, key) in [
        (RecordKind::Unit, "capil"),
        (RecordKind::Service, "ktp"),
        (RecordKind::Counter, "capil/Loket 1"),
    ] {
        let (read, version) = record(&store, kind, key).await;
        let until = |day| {
            let fields = read.fields().with("berlaku_sampai", day);
            Record::read(&fields, &|_| true).expect("valid")
        };
        let (mine, theirs) = (until("2026-12-31"), until("2027-01-31"));
        store
            .save_record(&permit(), &theirs, version, NOW)
            .await
            .expect("saved");
        match store.save_record(&permit(), &mine, version, NOW).await {
            Err(SaveError::Conflict {
                theirs: kept,
                version: 2,
            }) => assert_eq!(*kept, theirs),
            other => panic!("a conflict, not {other:?}"),
        }
        assert_eq!(record(&store, kind, key).await, (theirs, 2));
        store
            .save_record(&permit(), &mine, 2, NOW)
            .await
            .expect("saved knowingly");
        let again = store.save_record(&permit(), &mine, 0, NOW).await;
        assert!(matches!(again, Err(SaveError::Taken)));
    }
    let nowhere = with_name(&Record::Service(service("sim", "capil")), "SIM");
    let lost = store.save_record(&permit(), &nowhere, 1, NOW).await;
    assert!(matches!(lost, Err(SaveError::Unknown)));
}

async fn every_version_is_kept(store: TestStore) {
    let (first, _) = record(&store, RecordKind::Unit, "capil").await;
    for (version, name) in [(1, "Dua"), (2, "Tiga")] {
        let changed = with_name(&first, name);
        let now = NOW + i64::from(version);
        store
            .save_record(&permit(), &changed, version, now)
            .await
            .expect("saved");
    }
    let versions = store
        .history(RecordKind::Unit.noun(), "capil", None, 9)
        .await
        .expect("reads");
    let told: Vec<_> = versions
        .iter()
        .map(|version| (version.version, version.at, version.snapshot.get("nama")))
        .collect();
    let name = first.fields().get("nama").to_owned();
    assert_eq!(
        told,
        [
            (3, Some(NOW + 2), "Tiga"),
            (2, Some(NOW + 1), "Dua"),
            (1, None, name.as_str())
        ]
    );
    assert_eq!(versions[0].actor, "konsol");
    let older = store
        .history(RecordKind::Unit.noun(), "capil", Some(3), 1)
        .await
        .expect("reads");
    assert_eq!(older, versions[1..2]);
}

async fn a_change_that_leaves_the_register_inconsistent_is_refused(store: TestStore) {
    let (capil, version) = record(&store, RecordKind::Unit, "capil").await;
    let orphan = capil.fields().with("induk", "");
    let orphan = Record::read(&orphan, &|_| true).expect("valid by itself");
    let refused = store.save_record(&permit(), &orphan, version, NOW).await;
    assert!(matches!(
        refused,
        Err(SaveError::Inconsistent(Inconsistent::Roots(_)))
    ));
    assert_eq!(store.register().await.expect("reads"), register());
}

async fn nothing_moves_in_months_that_are_sealed(store: TestStore) {
    store.rate("ktp", "2026-10-01", 10, 4).await;
    must_seal(&store, "2026-10").await;
    let permit = permit();
    let (ktp, version) = record(&store, RecordKind::Service, "ktp").await;
    let (unit, unit_version) = record(&store, RecordKind::Unit, "capil").await;
    let with = |record: &Record, fields: &[(&str, &str)]| {
        let fields = fields.iter();
        let fields = fields.fold(record.fields(), |all, (field, text)| all.with(field, text));
        Record::read(&fields, &|_| true).expect("valid")
    };
    let moved = with(&ktp, &[("unit", "baru")]);
    let too_early = with(
        &ktp,
        &[("unit", "baru"), ("unit_sebelumnya", "capil:2026-10-30")],
    );
    let below = with(&unit, &[("induk", "lama")]);
    let cases = [
        (&moved, version),
        (&too_early, version),
        (&below, unit_version),
    ];
    for (record, version) in cases {
        let refused = store.save_record(&permit, record, version, NOW).await;
        let Err(SaveError::Sealed(place)) = refused else {
            panic!("{record:?} should be refused: {refused:?}");
        };
        assert_eq!((place.key, place.day), (record.key(), day("2026-10-31")));
        let base = store.register().await.expect("reads").digest();
        let import = store.import_records(&permit, base, vec![record.clone()], "layanan", NOW);
        assert!(matches!(import.await, Err(SaveError::Sealed(_))));
    }
    assert_eq!(store.register().await.expect("reads"), register());
    let in_november = with(
        &ktp,
        &[("unit", "baru"), ("unit_sebelumnya", "capil:2026-11-09")],
    );
    let saved = store.save_record(&permit, &in_november, version, NOW);
    saved.await.expect("the past stays");
    let new = Record::Service(service("sim", "capil"));
    let saved = store.save_record(&permit, &new, 0, NOW).await;
    saved.expect("nothing is published of it");
    let put_right = with(&new, &[("unit", "baru")]);
    let saved = store.save_record(&permit, &put_right, 1, NOW).await;
    saved.expect("nothing is published of it");
}

async fn an_import_is_made_whole_or_not_at_all(store: TestStore) {
    let before = store.register().await.expect("reads");
    let new = Record::Service(service("sim", "capil"));
    let lost = Record::Service(service("stnk", "nowhere"));
    let base = before.digest();
    let permit = permit();
    let import = |records| store.import_records(&permit, base, records, "layanan", NOW);
    let refused = import(vec![new.clone(), lost]).await;
    assert!(matches!(refused, Err(SaveError::Inconsistent(_))));
    assert_eq!(store.register().await.expect("reads"), before);
    assert_eq!(store.verify_audit().await.expect("whole"), 0);

    let (ktp, _) = record(&store, RecordKind::Service, "ktp").await;
    let renamed = with_name(&ktp, "KTP elektronik");
    import(vec![new.clone(), renamed.clone()])
        .await
        .expect("imported");
    assert_eq!(
        record(&store, RecordKind::Service, "sim").await,
        (new.clone(), 1)
    );
    assert_eq!(
        record(&store, RecordKind::Service, "ktp").await,
        (renamed, 2)
    );
    let entries = store
        .audit_entries(&AuditFilter::default(), 9)
        .await
        .expect("reads");
    assert_eq!(entries.len(), 1);
    let told = r#"{"data-diimpor":{"added":1,"changed":1}}"#;
    assert_eq!(entries[0].told, told);

    let outdated = import(vec![new]).await;
    assert!(matches!(outdated, Err(SaveError::Outdated(_))));
}

async fn retired_records_stay(store: TestStore) {
    let (counter, version) = record(&store, RecordKind::Counter, "capil/Loket 1").await;
    let fields = counter.fields().with("berlaku_sampai", "2026-09-30");
    let retired = Record::read(&fields, &|_| true).expect("valid");
    store
        .save_record(&permit(), &retired, version, NOW)
        .await
        .expect("saved");
    let register = store.register().await.expect("reads");
    let kept: Vec<_> = register.counters_of(&slug("capil")).cloned().collect();
    assert_eq!(kept.len(), 2);
    assert!(kept[0].validity.on(day("2026-09-30")) && !kept[0].validity.on(day("2026-10-01")));
    // Nobody is invited to where nobody is served any more.
    let issued = store.issue_invitations(&inviting(), &batch(), 1, 0).await;
    assert!(
        matches!(&issued, Err(InvitationError::NotInService(place)) if place == "Loket 1"),
        "{issued:?}"
    );
}

async fn versions_from_before_they_were_kept_are_noted(store: TestStore) {
    store.execute("DELETE FROM record_version").await;
    let (before, version) = record(&store, RecordKind::Service, "kk").await;
    let changed = with_name(&before, "Kartu Keluarga");
    store
        .save_record(&permit(), &changed, version, NOW)
        .await
        .expect("saved");
    let versions = store
        .history(RecordKind::Service.noun(), "kk", None, 9)
        .await
        .expect("reads");
    assert_eq!(versions.len(), 2);
    assert_eq!(versions[1].snapshot, before.fields().snapshot());
    assert_eq!(
        (
            versions[1].version,
            versions[1].at,
            versions[1].actor.as_str()
        ),
        (1, None, "")
    );
}

async fn two_people_at_once_make_one_change_and_one_conflict(store: TestStore) {
    let (read, version) = record(&store, RecordKind::Unit, "capil").await;
    let other = store.second_process().await;
    let (mine, theirs) = (with_name(&read, "Satu"), with_name(&read, "Dua"));
    let (permit, same) = (permit(), permit());
    let (first, second) = tokio::join!(
        store.save_record(&permit, &mine, version, NOW),
        other.save_record(&same, &theirs, version, NOW),
    );
    let conflicts = [&first, &second]
        .iter()
        .filter(|saved| matches!(saved, Err(SaveError::Conflict { version: 2, .. })))
        .count();
    assert_eq!(conflicts, 1, "{first:?} {second:?}");
    assert!(first.is_ok() || second.is_ok());
}
