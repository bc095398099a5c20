//! What somebody changes behind the portal's back is found and named.

use domain::retention::Retained;
use domain::seal::TwoPeople;

use super::*;
use crate::{Examined, Fault, Recounted};

on_both_databases!(
    an_untouched_record_is_recounted,
    changed_answers_are_found_and_named,
    a_missing_newest_release_is_found_by_the_trail,
    a_shortened_trail_is_found_by_the_releases,
    what_outlived_its_time_is_no_longer_recountable,
);

const NOW: i64 = 1_793_000_000;

/// Two sealed months, with a group on its own and one that is pooled.
async fn fill(store: &TestStore) {
    for month in ["2026-05", "2026-06", "2026-07", "2026-08"] {
        for score in 1..=4 {
            store.rate("ktp", &format!("{month}-10"), 4, score).await;
        }
        if month == "2026-05" {
            store.rate("kk", "2026-05-11", 6, 3).await;
        }
        seal(store, month).await;
    }
}

async fn seal(store: &Store, of: &str) {
    let people = TwoPeople::new("Ani", "Budi").expect("two people");
    let month: Month = of.parse().expect("a month");
    let moment = Moment {
        now: NOW,
        today: day("2026-10-01"),
    };
    let sealed = store.seal(month, 10, &people, moment).await;
    sealed.expect("sealed");
}

async fn examine(store: &Store) -> Examined {
    let examined = store.examine(day("2026-10-01")).await;
    examined.expect("texts and links hold")
}

/// What is said of the only fault.
async fn fault(store: &Store) -> String {
    let examined = examine(store).await;
    let [fault] = &*examined.faults else {
        panic!("one fault: {:?}", examined.faults)
    };
    fault.to_string()
}

async fn an_untouched_record_is_recounted(store: TestStore) {
    assert_eq!(examine(&store).await.releases, []);
    fill(&store).await;
    // Of a seal that goes on nothing is expected.
    store.rate("ktp", "2026-09-10", 3, 4).await;
    let examined = examine(&store).await;
    assert_eq!(examined.faults, []);
    assert_eq!(examined.entries, 4);
    let recounted = examined.releases.into_iter().map(|(_, found)| found);
    assert!(recounted.eq([16; 4].map(Recounted::Same)));
}

async fn changed_answers_are_found_and_named(store: TestStore) {
    fill(&store).await;
    let of_july = "WHERE release_month = '2026-07' AND answers LIKE '2%'";
    for (change, back, said) in [
        (
            format!("UPDATE sealed_rating SET people = people + 1 {of_july}"),
            format!("UPDATE sealed_rating SET people = people - 1 {of_july}"),
            "2026-07: ktp (skm, wording 1, open): the release counts 16 ratings, 17 are kept",
        ),
        (
            format!("UPDATE sealed_rating SET answers = '222222224' {of_july}"),
            "UPDATE sealed_rating SET answers = '222222222' WHERE answers = '222222224'".to_owned(),
            "2026-07: ktp (skm, wording 1, open): of the 16 ratings that are kept some have other answers than the release \
             counts",
        ),
        (
            format!("UPDATE sealed_rating SET proof = 'paper', people = 3 {of_july}"),
            String::new(),
            "2026-07: ktp (skm, wording 1, paper): the release counts 0 ratings, 3 are kept",
        ),
    ] {
        store.execute(&change).await;
        let examined = examine(&store).await;
        let told = examined.faults.iter().map(Fault::to_string);
        let told: Vec<String> = told.collect();
        assert!(told.iter().any(|told| told == said), "{told:?}");
        let july = examined
            .releases
            .iter()
            .filter(|(month, _)| month.to_string() == "2026-07");
        for (_, recounted) in july {
            assert!(matches!(recounted, Recounted::Different(_)));
        }
        if !back.is_empty() {
            store.execute(&back).await;
            assert_eq!(examine(&store).await.faults, []);
        }
    }
}

async fn a_missing_newest_release_is_found_by_the_trail(store: TestStore) {
    fill(&store).await;
    let newest = "WHERE month = '2026-08'";
    store
        .execute(&format!("DELETE FROM release {newest}"))
        .await;
    store
        .execute("DELETE FROM sealed_rating WHERE release_month = '2026-08'")
        .await;
    let said = fault(&store).await;
    assert!(
        said.starts_with("the audit trail tells of the release"),
        "{said}"
    );
    assert!(said.ends_with("which is missing"), "{said}");
}

async fn a_shortened_trail_is_found_by_the_releases(store: TestStore) {
    fill(&store).await;
    let unlock = match store.reader.get_database_backend() {
        DbBackend::Sqlite => "DROP TRIGGER audit_entry_stays",
        _ => "DROP TRIGGER audit_entry_is_final ON audit_entry",
    };
    for sql in [
        unlock,
        "DELETE FROM audit_entry WHERE number = 4",
        "UPDATE audit_head SET number = 3, hash = (SELECT hash FROM audit_entry WHERE number = 3)",
    ] {
        store.execute(sql).await;
    }
    assert_eq!(store.verify_audit().await.expect("the chain holds"), 3);
    let said = fault(&store).await;
    assert!(
        said.contains("tells nothing of the release of 2026-08"),
        "{said}"
    );
}

async fn what_outlived_its_time_is_no_longer_recountable(store: TestStore) {
    fill(&store).await;
    let later = day("2031-06-20");
    let examined = store.examine(later).await.expect("holds");
    assert_eq!(examined.faults, []);
    let moment = Moment {
        now: NOW + 60,
        today: later,
    };
    let permit = Permit::console(Right::Configure);
    let deleted = store.retain(&permit, moment).await.expect("deleted");
    assert!(deleted[&Retained::SealedRatings] > 0);
    // A city that keeps them longer from now on does not bring them back.
    let examined = examine(&store).await;
    assert_eq!(examined.faults, []);
    let recounted = examined.releases.into_iter().map(|(_, found)| found);
    let gone = Recounted::Gone;
    let same = Recounted::Same(16);
    let expected = [gone, same.clone(), same.clone(), same];
    assert_eq!(recounted.collect::<Vec<_>>(), expected);
}
