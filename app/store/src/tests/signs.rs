//! Signs of stuffing: looked for among exactly what a seal counts, told before it and published with it.

use chrono::Datelike;
use domain::api_key::Scope;
use domain::calendar::Calendar;
use domain::integrity::{Sign, SignKind};
use domain::opening::Opening;
use domain::period::Month;
use domain::rating::Proof;
use domain::service_time::Visit;

use super::sealing::must_seal;
use super::visits::order;
use super::*;
use crate::VisitReport;
use crate::due::due_month;
use crate::invitation::monday_of;
use crate::register::service_id;
use crate::waiting::{Deposit, Facts};

on_both_databases!(
    forms_dated_into_a_sealed_month_are_told_of,
    a_rating_from_home_on_a_day_off_is_no_sign_but_forms_of_a_day_off_are,
    a_counter_where_nearly_every_visit_is_rated_is_told_of,
    a_service_whose_sheets_are_not_as_they_were_is_told_of,
);

/// People who give the same answers on a day, or one after the other on the days of some weeks from Monday to Friday.
pub(super) async fn deposit(store: &TestStore, to: To, people: usize, rating: &Rating) {
    let transaction = store.begin_write().await.expect("begins");
    let service = service_id(&transaction, &slug(to.service)).await;
    let counter = match to.counter {
        Some(name) => store.counter(name).await,
        None => None,
    };
    let facts = Facts {
        proof: to.proof,
        counter,
        week: counter.map(|_| monday_of(rating.date)),
        ..Facts::on_paper(service.expect("known"))
    };
    let mut deposit = Deposit::new(due_month(&transaction).await.expect("reads"));
    let weekdays = rating.date.iter_days();
    let weekdays = weekdays.filter(|day| day.weekday().num_days_from_monday() < 5);
    let weekdays: Vec<NaiveDate> = weekdays.take(to.days).collect();
    for person in 0..people {
        let place = person.checked_rem(to.days);
        let date = place.map_or(rating.date, |place| weekdays[place]);
        let rating = Rating {
            date,
            ..rating.clone()
        };
        deposit.add(&rating, facts);
    }
    let stored = deposit.store(&transaction, &store.keys).await;
    stored.expect("stored");
    transaction.commit().await.expect("commits");
}

/// Where ratings go.
#[derive(Clone, Copy)]
pub(super) struct To {
    pub service: &'static str,
    pub counter: Option<&'static str>,
    pub proof: Proof,
    pub days: usize,
}

/// Over four weeks from the day of the rating on.
pub(super) const fn to(service: &'static str, proof: Proof) -> To {
    To {
        service,
        counter: None,
        proof,
        days: 20,
    }
}

/// On the day of the rating.
pub(super) const fn at_once(service: &'static str, proof: Proof) -> To {
    To {
        service,
        counter: None,
        proof,
        days: 0,
    }
}

async fn signs(store: &TestStore, month: &str) -> Vec<Sign> {
    let month: Month = month.parse().expect("a month");
    store.look_for_signs(month).await.expect("looks")
}

/// A sign at the service `ktp`.
fn sign(counter: Option<&str>, proof: Option<Proof>, kind: SignKind) -> Sign {
    Sign {
        service: slug("ktp"),
        counter: counter.map(str::to_owned),
        proof,
        kind,
    }
}

async fn forms_dated_into_a_sealed_month_are_told_of(store: TestStore) {
    let (paper, first) = (Proof::Paper, "2026-10-01");
    deposit(&store, to("kk", paper), 12, &rating("2026-09-01", 3)).await;
    must_seal(&store, "2026-09").await;
    deposit(&store, to("kk", paper), 40, &rating(first, 3)).await;
    deposit(&store, to("ktp", paper), 40, &rating(first, 3)).await;
    assert_eq!(signs(&store, "2026-10").await, []);
    deposit(&store, at_once("ktp", paper), 300, &rating("2026-09-16", 4)).await;
    let expected = [sign(None, Some(Proof::Paper), SignKind::LateDates)];
    assert_eq!(signs(&store, "2026-10").await, expected);
    let published = must_seal(&store, "2026-10").await;
    let document = published.release.canonical_json();
    assert!(
        document.contains(r#""signs":[{"kind":"late-dates","proof":"paper","service":"ktp"}]"#)
    );
}

async fn a_rating_from_home_on_a_day_off_is_no_sign_but_forms_of_a_day_off_are(store: TestStore) {
    let (first, sunday) = ("2026-10-01", rating("2026-10-11", 4));
    deposit(&store, to("ktp", Proof::Verified), 60, &rating(first, 4)).await;
    deposit(&store, at_once("ktp", Proof::Verified), 15, &sunday).await;
    deposit(&store, to("kk", Proof::Paper), 100, &rating(first, 4)).await;
    deposit(&store, at_once("kk", Proof::Paper), 1, &sunday).await;
    deposit(&store, to("ktp", Proof::Paper), 60, &rating(first, 4)).await;
    assert_eq!(signs(&store, "2026-10").await, []);
    deposit(&store, at_once("ktp", Proof::Paper), 15, &sunday).await;
    let expected = [sign(None, None, SignKind::ClosedDays)];
    assert_eq!(signs(&store, "2026-10").await, expected);
}

/// A visit at a counter in the last week of September, and so many in the next one.
pub(super) async fn visits(store: &TestStore, counter: &str, visits: usize) {
    let permit = Permit::console(Right::ManageKeys);
    let order = order("capil", Scope::InviteVisitors);
    let made = store.make_api_key(&permit, &order, at(0)).await;
    let (_, token) = made.expect("made");
    let key = store.recognise_api_key(token.as_str()).await;
    let key = key.expect("reads").expect("just made");
    let calendar = Calendar::default();
    let before = std::iter::once("2026-09-29");
    let dates = before.chain(std::iter::repeat_n("2026-10-06", visits));
    for (number, date) in dates.enumerate() {
        let at = |hour: u32| day(date).and_hms_opt(hour, 0, 0).expect("an hour");
        let report = VisitReport {
            service: slug("ktp"),
            counter: Some(counter.to_owned()),
            visit: Visit::new(at(9), at(10)).expect("in order"),
            opening: Opening::default(),
        };
        let request = format!("{counter} {number}");
        let recorded = store.record_visit(&key, &request, &report, &calendar, day("2026-10-12"));
        recorded.await.expect("counted");
    }
}

/// Of two counters nobody can tell which of them is the strange one.
async fn a_counter_where_nearly_every_visit_is_rated_is_told_of(store: TestStore) {
    let counter = |name| To {
        counter: Some(name),
        ..at_once("ktp", Proof::Verified)
    };
    let (one, two) = (counter("Loket 1"), counter("Loket 2"));
    let rating = mixed("2026-10-07");
    for (to, rated) in [(one, 17), (two, 21)] {
        visits(&store, to.counter.expect("one"), 60).await;
        deposit(&store, to, rated, &rating).await;
    }
    assert_eq!(signs(&store, "2026-10").await, []);
    deposit(&store, two, 39, &rating).await;
    let both = ["Loket 1", "Loket 2"];
    let expected =
        both.map(|counter| sign(Some(counter), Some(Proof::Verified), SignKind::Response));
    assert_eq!(signs(&store, "2026-10").await, expected);
    deposit(&store, two, 10, &rating).await;
    let expected = [sign(
        Some("Loket 2"),
        Some(Proof::Verified),
        SignKind::MoreThanVisits,
    )];
    assert_eq!(signs(&store, "2026-10").await, expected);
    // Slips for whoever comes are used for visits of other weeks too.
    let printed = Batch {
        counter: Some("Loket 2".to_owned()),
        ..batch()
    };
    let codes = store.issue_invitations(&inviting(), &printed, 80, 0).await;
    codes.expect("issued");
    assert_eq!(signs(&store, "2026-10").await, []);
}

/// Not the same answer throughout.
fn mixed(date: &str) -> Rating {
    let slow = |element| Score::new(if element == Element::Time { 2 } else { 3 });
    Rating {
        answers: Answers::new(Instrument::Skm, slow).expect("answers"),
        ..rating(date, 3)
    }
}

async fn a_service_whose_sheets_are_not_as_they_were_is_told_of(store: TestStore) {
    let open = to("ktp", Proof::Open);
    for month in ["2026-06", "2026-07", "2026-08", "2026-09"] {
        // A sheet of ones leaves out the cost in these tests, and still has one answer throughout.
        let ones = rating(&format!("{month}-01"), 1);
        let mixed = mixed(&format!("{month}-01"));
        deposit(&store, open, 40, &mixed).await;
        deposit(&store, open, 20, &ones).await;
        must_seal(&store, month).await;
    }
    deposit(&store, open, 60, &rating("2026-10-01", 1)).await;
    let expected = [sign(None, Some(Proof::Open), SignKind::AnswerShape)];
    assert_eq!(signs(&store, "2026-10").await, expected);
}
