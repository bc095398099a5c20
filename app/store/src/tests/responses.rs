//! Response by counter: told with the seal where no counter stands alone.

use domain::period::Period;
use domain::rating::Proof;

use super::sealing::must_seal;
use super::signs::{To, at_once, deposit, visits};
use super::*;

on_both_databases!(
    the_ratings_of_each_counter_are_told_beside_its_visits,
    a_counter_with_a_few_ratings_keeps_all_of_them_untold,
    ratings_without_a_counter_keep_all_of_them_untold,
);

const COUNTERS: [&str; 2] = ["Loket 1", "Loket 2"];

const fn at_counter(counter: Option<&'static str>) -> To {
    To {
        counter,
        ..at_once("ktp", Proof::Verified)
    }
}

/// Sixty visits at each of two counters, and so many ratings of them.
async fn rated(store: &TestStore, ratings: [usize; 2]) {
    for (counter, people) in COUNTERS.into_iter().zip(ratings) {
        visits(store, counter, 60).await;
        let rating = rating("2026-10-07", 3);
        deposit(store, at_counter(Some(counter)), people, &rating).await;
    }
}

/// Counter, ratings and visits, as the record tells them of October.
async fn told(store: &TestStore) -> Vec<(String, u64, u64)> {
    must_seal(store, "2026-10").await;
    let record = store.public_record().await.expect("reads");
    let october = Period::Month("2026-10".parse().expect("a month"));
    let rates = record.response_by_counter(&slug("ktp"), october);
    let rates = rates.into_iter();
    let told = rates.map(|(counter, rate)| (counter, rate.ratings, rate.visits));
    told.collect()
}

async fn the_ratings_of_each_counter_are_told_beside_its_visits(store: TestStore) {
    rated(&store, [17, 21]).await;
    let [one, two] = COUNTERS.map(str::to_owned);
    assert_eq!(told(&store).await, [(one, 17, 60), (two, 21, 60)]);
}

async fn a_counter_with_a_few_ratings_keeps_all_of_them_untold(store: TestStore) {
    rated(&store, [30, 9]).await;
    assert_eq!(told(&store).await, []);
}

async fn ratings_without_a_counter_keep_all_of_them_untold(store: TestStore) {
    rated(&store, [17, 21]).await;
    let rating = rating("2026-10-07", 3);
    deposit(&store, at_counter(None), 12, &rating).await;
    assert_eq!(told(&store).await, []);
}
