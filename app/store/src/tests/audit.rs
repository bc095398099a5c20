use std::collections::BTreeSet;

use domain::audit::{
    AuditFilter, BrokenChain, Changed, ChangedField, Deed, DeedKind, Saved, SubjectKind,
};
use domain::calendar::{Holiday, HolidayChange};
use domain::retention::Retained;

use super::*;
use crate::AuditError;

/// Entries as they were written before deeds were told as facts, with the hashes that they had.
const OLD: [&str; 4] = [
    "1, 1790000060, 'konsol', '', 'akun-diundang', 'akun', '5f0c4f0e-3d3c-4a0f-9a53-0d6f4f6f2b11', '', \
     'administrator kota', '0000000000000000000000000000000000000000000000000000000000000000', \
     '1f8db9f54e3a1562a2a08da238f014cbc65e31197838c0a2567ad228b66561e4'",
    "2, 1790000120, '5f0c4f0e-3d3c-4a0f-9a53-0d6f4f6f2b11', 'administrator', 'pengaturan-diubah', 'pengaturan', \
     'portal', 'kota', 'k: 10 → 12, kunjungan: 24 → 36', \
     '1f8db9f54e3a1562a2a08da238f014cbc65e31197838c0a2567ad228b66561e4', \
     '409c24f510d5ff9444d0bd38003f1346e81166d803468377800873aca43521f6'",
    "3, 1790000180, '5f0c4f0e-3d3c-4a0f-9a53-0d6f4f6f2b11', 'operator', 'petugas-disimpan', 'petugas', \
     '0f8fad5b-d9cb-469f-a165-70867728950e', 'capil', 'nama, nip', \
     '409c24f510d5ff9444d0bd38003f1346e81166d803468377800873aca43521f6', \
     '94eac3e6a1e4169cde5af33f4a56b085b186834fb69246357fe7b385b5e1b75b'",
    "4, 1790000240, 'server', '', 'retensi-dijalankan', 'retensi', '2026-10-02', '', 'undangan: 10', \
     '94eac3e6a1e4169cde5af33f4a56b085b186834fb69246357fe7b385b5e1b75b', \
     '7b9fcb53419ec127bc2e98b9727474776270de6a8a82e9a07a5ffc9ec8e64baa'",
];

const HEAD: &str = "7b9fcb53419ec127bc2e98b9727474776270de6a8a82e9a07a5ffc9ec8e64baa";

/// When the old entries were written and when the new one is.
const TIMES: [i64; 5] = [
    1_790_000_060,
    1_790_000_120,
    1_790_000_180,
    1_790_000_240,
    1_790_000_300,
];

on_both_databases! {
    old_entries_read_and_verify_beside_new_ones,
    a_change_of_what_is_told_breaks_the_chain,
    entries_are_found_by_what_they_are,
}

/// A trail of old entries and a new one.
async fn write(store: &TestStore) {
    for row in OLD {
        let columns = "number, at, actor, role, deed, kind, name, unit, reason, previous, hash";
        let insert = format!("INSERT INTO audit_entry ({columns}) VALUES ({row})");
        store.execute(&insert).await;
    }
    let head = format!("UPDATE audit_head SET number = 4, hash = '{HEAD}'");
    store.execute(&head).await;
    let permit = Permit::console(Right::EditUnits);
    let after = Holiday {
        day: "2026-12-25".parse().expect("a day"),
        name: "Natal".to_owned(),
    };
    let new = [HolidayChange {
        before: None,
        after,
    }];
    let saved = store.save_holidays(&permit, &new, TIMES[4]).await;
    saved.expect("saved");
}

async fn old_entries_read_and_verify_beside_new_ones(store: TestStore) {
    write(&store).await;
    assert_eq!(store.verify_audit().await.expect("whole"), 5);
    let entries = store.audit_entries(&AuditFilter::default(), 9).await;
    let deeds = entries.expect("reads").into_iter().rev();
    let deeds: Vec<_> = deeds.map(|entry| entry.deed().expect("a deed")).collect();
    let field = |field: &str| ChangedField {
        field: field.to_owned(),
        values: None,
    };
    let (before, after) = (24, 36);
    let expected = [
        Deed::AccountInvited {
            roles: vec![domain::access::Grant {
                role: domain::access::Role::Administrator,
                unit: slug("kota"),
            }],
        },
        Deed::SettingsChanged {
            k: Changed::between(10, 12),
            retention: [(Retained::Visits, Changed { before, after })].into(),
        },
        Deed::OfficerSaved {
            saved: Saved::Changed(vec![field("nama"), field("nip")]),
        },
        Deed::Retained {
            rows: [(Retained::Invitations, 10)].into(),
        },
        Deed::HolidaySaved {
            name: Changed {
                before: None,
                after: Some("Natal".to_owned()),
            },
        },
    ];
    assert_eq!(deeds, expected);
}

async fn a_change_of_what_is_told_breaks_the_chain(store: TestStore) {
    write(&store).await;
    let on = match store.reader.get_database_backend() {
        DbBackend::Postgres => " ON audit_entry",
        _ => "",
    };
    let unlock = format!("DROP TRIGGER audit_entry_is_final{on}");
    store.execute(&unlock).await;
    let change = "UPDATE audit_entry SET told = REPLACE(told, 'Natal', 'Paskah') WHERE number = 5";
    store.execute(change).await;
    let broken = store.verify_audit().await;
    assert!(matches!(
        broken,
        Err(AuditError::Broken(BrokenChain::Changed(5)))
    ));
    // Nor can an old entry be given facts.
    let add = "UPDATE audit_entry SET told = '\"masuk\"' WHERE number = 1";
    store.execute(add).await;
    let broken = store.verify_audit().await;
    assert!(matches!(
        broken,
        Err(AuditError::Broken(BrokenChain::Changed(1)))
    ));
}

async fn entries_are_found_by_what_they_are(store: TestStore) {
    write(&store).await;
    let all = AuditFilter::default;
    let acting = |codes: &[&str]| {
        let codes: BTreeSet<_> = codes.iter().map(|code| (*code).to_owned()).collect();
        Some(codes)
    };
    let cases = [
        (
            AuditFilter {
                actors: acting(&["konsol", "server"]),
                ..all()
            },
            vec![5, 4, 1],
        ),
        (
            AuditFilter {
                actors: acting(&[]),
                ..all()
            },
            vec![],
        ),
        (
            AuditFilter {
                deed: Some(DeedKind::OfficerSaved),
                ..all()
            },
            vec![3],
        ),
        (
            AuditFilter {
                kind: Some(SubjectKind::Holiday),
                ..all()
            },
            vec![5],
        ),
        (
            AuditFilter {
                unit: "capil".to_owned(),
                ..all()
            },
            vec![3],
        ),
        (
            AuditFilter {
                from: Some(TIMES[1]),
                until: Some(TIMES[3]),
                ..all()
            },
            vec![3, 2],
        ),
        (
            AuditFilter {
                from: Some(TIMES[1]),
                before: Some(3),
                ..all()
            },
            vec![2],
        ),
    ];
    for (filter, numbers) in cases {
        let found = store.audit_entries(&filter, 9).await.expect("reads");
        let found: Vec<_> = found.iter().map(|entry| entry.number).collect();
        assert_eq!(found, numbers, "{filter:?}");
    }
}
