use domain::digest::Digest;
use domain::figure::Evidence;
use domain::instrument::Series;
use domain::period::{Month, Period};
use domain::rating::Proof;
use domain::record::{Published, Scope};
use domain::release::Extract;
use domain::seal::TwoPeople;

use super::*;
use crate::{SealError, SealedAt};

on_both_databases!(
    a_seal_publishes_what_was_rated,
    profiles_are_published_for_the_unit_with_the_last_month_of_a_semester,
    few_ratings_wait_and_are_published_later,
    after_three_seals_they_are_pooled,
    the_order_of_arrival_leaves_no_trace,
    a_seal_is_refused_by_the_rules_and_changes_nothing,
    two_seals_at_once_make_one_release,
    a_changed_release_is_found,
    what_figures_are_read_from_is_made_anew_where_it_is_missing,
    a_late_rating_counts_in_the_next_release,
    the_unit_of_the_month_gets_the_figure,
    a_receipt_names_a_month_that_is_still_to_be_sealed,
    it_is_known_when_each_month_was_sealed,
);

async fn seal(store: &Store, month: &str) -> Result<Published, SealError> {
    let people = TwoPeople::new("Ani", "Budi").expect("two people");
    let month: Month = month.parse().expect("a month");
    store
        .seal(month, 10, &people, on(month.plus(1).first_day()))
        .await
}

pub(super) async fn must_seal(store: &Store, month: &str) -> Published {
    seal(store, month).await.expect("sealed")
}

/// n and the index in hundredths of a service's open ratings in a month.
async fn open_figure(store: &Store, service: &str, month: &str) -> Option<(u64, Option<u32>)> {
    let record = store.public_record().await.expect("reads");
    let (slug, period) = (
        slug(service),
        Period::Month(month.parse().expect("a month")),
    );
    let series = Series::current(Instrument::Skm);
    let figure = record.figure(
        Scope::Service(&slug),
        period,
        series,
        Evidence::Class(Proof::Open),
    )?;
    Some((
        figure.respondents(),
        figure.index().map(|index| index.hundredths),
    ))
}

async fn it_is_known_when_each_month_was_sealed(store: TestStore) {
    assert_eq!(store.seals().await.expect("reads"), []);
    let people = TwoPeople::new("Ani", "Budi").expect("two people");
    let mut expected = vec![];
    for (of, now) in [("2026-09", 1_791_000_000), ("2026-10", 1_793_500_000)] {
        store.rate("ktp", &format!("{of}-01"), 10, 3).await;
        let month: Month = of.parse().expect("a month");
        let today = month.plus(1).first_day();
        let sealed = store.seal(month, 10, &people, Moment { now, today });
        sealed.await.expect("sealed");
        expected.push(SealedAt { month, at: now });
    }
    assert_eq!(store.seals().await.expect("reads"), expected);
}

async fn a_seal_publishes_what_was_rated(store: TestStore) {
    let before = store.revisions().await.expect("revisions");
    store.rate("ktp", "2026-10-01", 10, 4).await;
    store.rate("ktp", "2026-10-31", 10, 2).await;
    store.rate("ktp", "2026-11-01", 5, 1).await;
    assert_eq!(open_figure(&store, "ktp", "2026-10").await, None);
    must_seal(&store, "2026-10").await;
    assert_eq!(
        open_figure(&store, "ktp", "2026-10").await,
        Some((20, Some(7500)))
    );
    assert_eq!(store.count("SELECT COUNT(*) FROM rating").await, 5);
    assert_eq!(
        store
            .count(
                "SELECT CAST(SUM(people) AS BIGINT) FROM sealed_rating WHERE release_month = '2026-10'"
            )
            .await,
        20
    );
    assert_eq!(
        store.risen_since(before).await,
        [Part::Record, Part::Voices]
    );
}

async fn profiles_are_published_for_the_unit_with_the_last_month_of_a_semester(store: TestStore) {
    let counted = async |store: &TestStore| store.count("SELECT COUNT(*) FROM profile_count").await;
    for month in ["2026-07", "2026-08", "2026-09", "2026-10", "2026-11"] {
        if month != "2026-08" {
            let ratings = (0..12).map(|_| rating(&format!("{month}-01"), 4)).collect();
            let file = Digest::of(month.as_bytes());
            let permit = Permit::console(Right::KeyPaper);
            let service = slug("ktp");
            let kept = store.import_paper(&permit, &service, file, ratings, 0);
            kept.await.expect("stored");
        }
        let published = must_seal(&store, month).await;
        assert_eq!(published.release.profiles(), []);
        assert!(counted(&store).await > 0, "kept until December");
    }
    let december: Month = "2026-12".parse().expect("a month");
    let people = TwoPeople::new("Ani", "Budi").expect("two people");
    let sealed = store
        .seal(december, 10, &people, on(day("2027-01-02")))
        .await;
    let release = sealed.expect("sealed").release;
    let [profile] = release.profiles() else {
        panic!("one unit: {:?}", release.profiles());
    };
    assert_eq!(
        (profile.unit().as_str(), profile.semester(), profile.n()),
        ("capil", "2026-S2", 48)
    );
    assert_eq!(counted(&store).await, 0);
    assert_eq!(store.count("SELECT COUNT(*) FROM rating").await, 0);
    let record = store.public_record().await.expect("reads");
    let skm = Series::current(Instrument::Skm);
    let told =
        |period: &str| record.profile(profile.unit(), period.parse().expect("a period"), skm);
    // Everybody told a sex, and nothing else.
    let totals = told("2026-S2");
    assert_eq!(
        (
            totals.n,
            totals.counts["gender"]["P"],
            totals.counts["age"][""]
        ),
        (48, 48, 48)
    );
    assert_eq!(told("2026").n, 48);
    assert_eq!(told("2026-10").n, 0, "not for a single month");
}

async fn few_ratings_wait_and_are_published_later(store: TestStore) {
    store.rate("ktp", "2026-09-10", 9, 4).await;
    let september = must_seal(&store, "2026-09").await;
    assert!(september.release.atoms().is_empty());
    assert_eq!(september.release.services_waiting(), 1);
    store.rate("ktp", "2026-10-10", 1, 2).await;
    let october = must_seal(&store, "2026-10").await;
    assert_eq!(october.release.previous(), Some(september.digest));
    assert_eq!(october.release.atoms()[0].since().to_string(), "2026-09");
    assert_eq!(
        open_figure(&store, "ktp", "2026-10").await,
        Some((10, Some(9500)))
    );
}

async fn after_three_seals_they_are_pooled(store: TestStore) {
    store.rate("ktp", "2026-05-10", 6, 4).await;
    for month in ["2026-05", "2026-06", "2026-07"] {
        assert!(must_seal(&store, month).await.release.atoms().is_empty());
    }
    store.rate("kk", "2026-08-10", 4, 4).await;
    let august = must_seal(&store, "2026-08").await;
    assert_eq!(
        august.release.atoms()[0].services(),
        [slug("kk"), slug("ktp")]
    );
    assert_eq!(store.count("SELECT COUNT(*) FROM rating").await, 0);
}

async fn the_order_of_arrival_leaves_no_trace(store: TestStore) {
    let ratings = [
        ("ktp", "2026-10-01", 4),
        ("kk", "2026-10-02", 3),
        ("ktp", "2026-10-03", 2),
        ("kk", "2026-10-04", 1),
    ];
    for (service, day, score) in ratings {
        store.rate(service, day, 11, score).await;
    }
    let once = must_seal(&store, "2026-10").await;
    let other = TestStore::sqlite().await;
    for (service, day, score) in ratings.into_iter().rev() {
        other.rate(service, day, 11, score).await;
    }
    assert_eq!(must_seal(&other, "2026-10").await.digest, once.digest);
}

async fn a_seal_is_refused_by_the_rules_and_changes_nothing(store: TestStore) {
    store.rate("ktp", "2026-09-10", 10, 4).await;
    let message = seal(&store, "2026-10")
        .await
        .expect_err("refused")
        .to_string();
    assert_eq!(message, "2026-09 must be sealed before 2026-10");
    let waiting = store.waiting().await;
    assert!(waiting.len() == 10 && waiting.iter().all(|slip| slip.waited == 0));
    must_seal(&store, "2026-09").await;
    assert!(matches!(
        seal(&store, "2026-09").await,
        Err(SealError::Refused(_))
    ));
    assert_eq!(store.count("SELECT COUNT(*) FROM release").await, 1);
}

async fn two_seals_at_once_make_one_release(store: TestStore) {
    store.rate("ktp", "2026-10-01", 30, 4).await;
    let other = store.second_process().await;
    let (one, two) = tokio::join!(seal(&store, "2026-10"), seal(&other, "2026-10"));
    assert!(one.is_ok() != two.is_ok(), "{one:?} {two:?}");
    assert_eq!(
        store
            .count("SELECT CAST(SUM(people) AS BIGINT) FROM sealed_rating")
            .await,
        30
    );
}

async fn a_changed_release_is_found(store: TestStore) {
    store.rate("ktp", "2026-10-01", 10, 4).await;
    must_seal(&store, "2026-10").await;
    let figure = open_figure(&store, "ktp", "2026-10").await;
    store
        .execute("UPDATE release SET document = replace(document, '\"n\":10', '\"n\":11')")
        .await;
    for kept in [true, false] {
        if kept {
            assert_eq!(open_figure(&store, "ktp", "2026-10").await, figure);
        } else {
            store.execute("DELETE FROM release_extract").await;
            let shown = store.public_record().await.expect_err("refused");
            let shown = shown.to_string();
            assert!(shown.contains("its text was changed"), "{shown}");
        }
        let found = store.verify_record().await.expect_err("refused");
        assert!(
            found.to_string().contains("its text was changed"),
            "{found}"
        );
    }
    store
        .execute("UPDATE release SET document = replace(document, '\"n\":11', '\"n\":10')")
        .await;
    assert!(store.public_record().await.is_ok());
    assert!(store.verify_record().await.is_ok());
}

async fn what_figures_are_read_from_is_made_anew_where_it_is_missing(store: TestStore) {
    let kept = "SELECT COUNT(*) FROM release_extract";
    store.rate("ktp", "2026-10-01", 10, 4).await;
    must_seal(&store, "2026-10").await;
    assert_eq!(store.count(kept).await, 1, "kept with the seal");
    let figure = open_figure(&store, "ktp", "2026-10").await;
    for other in [
        "DELETE FROM release_extract",
        "UPDATE release_extract SET form = 0",
        "UPDATE release_extract SET register = NULL, form = 0",
    ] {
        store.execute(other).await;
        assert_eq!(
            open_figure(&store, "ktp", "2026-10").await,
            figure,
            "{other}"
        );
        let present = format!("{kept} WHERE form = {}", Extract::FORM);
        assert_eq!(store.count(&present).await, 1, "{other}");
    }
    store.rate("ktp", "2026-11-01", 10, 2).await;
    must_seal(&store, "2026-11").await;
    let first = "(SELECT bytes FROM release_extract ORDER BY digest LIMIT 1)";
    store
        .execute(&format!("UPDATE release_extract SET bytes = {first}"))
        .await;
    let message = store
        .public_record()
        .await
        .expect_err("refused")
        .to_string();
    assert!(message.contains("its extract was changed"), "{message}");
}

async fn a_late_rating_counts_in_the_next_release(store: TestStore) {
    store.rate("ktp", "2026-09-10", 10, 4).await;
    must_seal(&store, "2026-09").await;
    let late = (0..10).map(|_| rating("2026-09-20", 2)).collect();
    let permit = Permit::console(Right::KeyPaper);
    store
        .import_paper(&permit, &slug("ktp"), Digest::of(b"late"), late, 0)
        .await
        .expect("stored");
    let october = must_seal(&store, "2026-10").await;
    assert_eq!(october.release.ratings(), 10);
    assert_eq!(october.release.atoms()[0].proof(), Proof::Paper);
}

async fn the_unit_of_the_month_gets_the_figure(store: TestStore) {
    store.rate("pindahan", "2025-12-10", 10, 4).await;
    store.rate("pindahan", "2026-01-10", 10, 4).await;
    let december = must_seal(&store, "2025-12").await;
    let january = must_seal(&store, "2026-01").await;
    assert_eq!(december.release.atoms()[0].unit(), &slug("lama"));
    assert_eq!(january.release.atoms()[0].unit(), &slug("baru"));
}

async fn a_receipt_names_a_month_that_is_still_to_be_sealed(store: TestStore) {
    must_seal(&store, "2026-10").await;
    let (ballots, _writer) = BallotBox::open(store.clone());
    let entitlement = Entitlement::open(slug("ktp"), FormToken::random());
    let late = Ballot {
        entitlement,
        rating: rating("2026-10-31", 4),
    };
    let receipt = ballots.submit(late).await.expect("stored");
    let month = store.month_of_receipt(&receipt).await.expect("reads");
    assert_eq!(
        month.map(|month| month.to_string()).as_deref(),
        Some("2026-11")
    );
}
