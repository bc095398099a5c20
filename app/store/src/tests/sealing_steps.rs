//! A seal goes on where it was interrupted, and whoever rates meanwhile is counted once, in the next month.

use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;

use domain::record::Published;
use domain::seal::{SealRefused, TwoPeople};

use super::*;
use crate::SealError;
use crate::due::BeingSealed;
use crate::release::{Sealing, begin};

on_both_databases!(
    who_rates_while_a_seal_runs_counts_in_the_next_month,
    a_seal_that_was_interrupted_anywhere_goes_on_and_comes_to_the_same,
    a_seal_goes_on_with_the_k_with_which_it_began,
    no_other_seal_begins_before_one_is_finished,
    what_a_seal_leaves_in_the_ballot_box_is_noise_until_it_is_deleted,
);

fn month(text: &str) -> Month {
    text.parse().expect("a month")
}

pub(super) fn people() -> TwoPeople {
    TwoPeople::new("Ani", "Budi").expect("two people")
}

pub(super) fn sealing<'a>(of: &str, k: u64, people: &'a TwoPeople) -> Sealing<'a> {
    let month = month(of);
    Sealing {
        month,
        k,
        people,
        today: month.plus(1).first_day(),
        now: 0,
    }
}

async fn seal(store: &Store, of: &str, k: u64) -> Result<Published, SealError> {
    let month = month(of);
    let moment = on(month.plus(1).first_day());
    store.seal(month, k, &people(), moment).await
}

/// As far as a seal comes before anything is counted.
async fn begun(store: &Store, order: &Sealing<'_>) -> Result<BeingSealed, SealError> {
    let transaction = store.begin_alone().await?;
    let begun = begin(&transaction, order).await?;
    transaction.commit().await?;
    Ok(begun)
}

/// As far as a seal comes before anybody may forget the ratings.
async fn published(store: &Store, order: &Sealing<'_>, begun: BeingSealed) -> Published {
    let prepared = store.prepare(begun, &|_| ()).await.expect("prepared");
    // Whoever rates now came after the count.
    store.rate_late().await;
    let transaction = store.begin_alone().await.expect("begins");
    let permit = Permit::console(Right::Seal);
    let published = store.publish(&transaction, prepared, order, &permit).await;
    transaction.commit().await.expect("commits");
    published.expect("published")
}

impl Store {
    /// A rating of the last day of the month that is sealed in these tests.
    async fn rate_late(&self) {
        let (ballots, _writer) = BallotBox::open(self.clone());
        let entitlement = Entitlement::open(slug("ktp"), FormToken::random());
        let late = Ballot {
            entitlement,
            rating: rating("2026-10-31", 2),
        };
        let receipt = ballots.submit(late).await.expect("acknowledged");
        let counts_in = self.month_of_receipt(&receipt).await.expect("reads");
        assert_eq!(counts_in, Some(month("2026-11")));
    }
}

async fn who_rates_while_a_seal_runs_counts_in_the_next_month(store: TestStore) {
    store.rate("ktp", "2026-10-01", 30, 4).await;
    let people = people();
    let order = sealing("2026-10", 10, &people);
    let october = begun(&store, &order).await.expect("begun");
    for _ in 0..12 {
        store.rate_late().await;
    }
    let october = published(&store, &order, october).await;
    assert_eq!(october.release.ratings(), 30);
    assert_eq!(store.waiting().await.len(), 13);
    store.rate("ktp", "2026-11-02", 5, 3).await;
    let november = seal(&store, "2026-11", 10).await.expect("sealed");
    assert_eq!(november.release.ratings(), 18);
    let counted = "SELECT CAST(SUM(people) AS BIGINT) FROM sealed_rating";
    assert_eq!(store.count(counted).await, 48);
    assert_eq!(store.count("SELECT COUNT(*) FROM receipt").await, 48);
}

/// Gives a store large and small groups, pooled ones, and more different answers than are kept at once.
async fn fill(store: &TestStore) {
    store.rate("kk", "2026-10-03", 4, 3).await;
    for score in 1..=4 {
        store.rate("ktp", "2026-10-01", 11, score).await;
        store.rate("pindahan", "2026-10-02", 11, score).await;
    }
}

/// Where a seal is interrupted: once it has begun a number of transactions and then waited a number of times.
#[derive(Clone, Copy, Debug)]
struct Break {
    transactions: u64,
    waits: u32,
}

/// Drops a seal at a place, unless it ends before.
async fn interrupted(store: &Store, place: Break) -> Option<Result<Published, SealError>> {
    let (last, mut waits) = (store.writes() + place.transactions, place.waits);
    let mut sealed = pin!(seal(store, "2026-10", 10));
    poll_fn(|context| match sealed.as_mut().poll(context) {
        Poll::Ready(done) => Poll::Ready(Some(done)),
        Poll::Pending if store.writes() < last => Poll::Pending,
        Poll::Pending if waits == 0 => Poll::Ready(None),
        Poll::Pending => {
            waits -= 1;
            Poll::Pending
        }
    })
    .await
}

async fn a_seal_that_was_interrupted_anywhere_goes_on_and_comes_to_the_same(store: TestStore) {
    fill(&store).await;
    let undisturbed = TestStore::sqlite().await;
    fill(&undisturbed).await;
    let expected = seal(&undisturbed, "2026-10", 10).await.expect("sealed");
    let (mut late, mut attempts) = (0, 0);
    let places = (1..).flat_map(|transactions| {
        let waits = [0, 1, 2, 4, 8, 16];
        waits.map(|waits| Break {
            transactions,
            waits,
        })
    });
    let mut digest = None;
    for place in places {
        attempts += 1;
        interrupted(&store, place).await;
        let record = store.public_record().await.expect("reads");
        if let Some(published) = record.release(month("2026-10")) {
            digest = Some(published.digest());
            break;
        }
        if BeingSealed::find(&store.reader)
            .await
            .expect("reads")
            .is_some()
        {
            store.rate_late().await;
            late += 1;
        }
    }
    assert_eq!(digest, Some(expected.digest));
    assert!(attempts > 10 && late > 5, "{attempts} {late}");
    store.delete_sealed_ratings().await.expect("deletes");
    let kept = "SELECT CAST(SUM(people) AS BIGINT) FROM sealed_rating";
    assert_eq!(store.count(kept).await, undisturbed.count(kept).await);
    assert_eq!(store.waiting().await.len(), 4 + late);
    let comments = "SELECT COUNT(*) FROM comment";
    assert_eq!(store.count(comments).await, 92);
}

async fn a_seal_goes_on_with_the_k_with_which_it_began(store: TestStore) {
    store.rate("ktp", "2026-10-01", 8, 4).await;
    let people = people();
    let order = sealing("2026-10", 10, &people);
    begun(&store, &order).await.expect("begun");
    let sealed = seal(&store, "2026-10", 5).await.expect("sealed").release;
    assert_eq!(sealed.ratings(), 0);
    store.rate("ktp", "2026-11-01", 1, 4).await;
    let sealed = seal(&store, "2026-11", 5).await.expect("sealed").release;
    assert_eq!(sealed.ratings(), 9);
}

async fn no_other_seal_begins_before_one_is_finished(store: TestStore) {
    store.rate("ktp", "2026-10-01", 10, 4).await;
    let people = people();
    let order = sealing("2026-10", 10, &people);
    begun(&store, &order).await.expect("begun");
    for other in ["2026-09", "2026-11"] {
        let refused = seal(&store, other, 10).await.expect_err("refused");
        let october = month("2026-10");
        assert!(
            matches!(refused, SealError::Refused(SealRefused::Begun { month }) if month == october),
            "{refused}"
        );
    }
    seal(&store, "2026-10", 10).await.expect("sealed");
    seal(&store, "2026-11", 10).await.expect("sealed");
}

async fn what_a_seal_leaves_in_the_ballot_box_is_noise_until_it_is_deleted(store: TestStore) {
    store.rate("ktp", "2026-10-01", 40, 4).await;
    let people = people();
    let order = sealing("2026-10", 10, &people);
    let october = begun(&store, &order).await.expect("begun");
    published(&store, &order, october).await;
    // As after a crash at this place.
    let next = store.second_process().await;
    assert_eq!(
        store.place.keys_of("ballots-2026-10"),
        <[PathBuf; 0]>::default()
    );
    let left = "SELECT COUNT(*) FROM rating WHERE month = '2026-10'";
    assert_eq!(store.count(left).await, 40);
    assert_eq!(store.waiting().await.len(), 1);
    let signs = next.look_for_signs(month("2026-10")).await;
    assert_eq!(signs.expect("looks"), []);
    next.delete_sealed_ratings().await.expect("deletes");
    assert_eq!(store.count(left).await, 0);
    assert_eq!(store.waiting().await.len(), 1);
}
