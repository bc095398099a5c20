//! Duty sets: whose work an invitation is for, what a corrected roster makes of it, and what a seal keeps of it.

use domain::api_key::{ApiKey, Scope};
use domain::audit::{AuditFilter, Deed, SubjectKind};
use domain::calendar::Calendar;
use domain::duty::{DutyPlace, DutySet};
use domain::invitation::Code;
use domain::opening::Opening;
use domain::roster::{HalfDay, RosterEntry};
use domain::service_time::Visit;
use domain::week::Week;
use uuid::Uuid;

use super::roster::newcomer;
use super::sealing::must_seal;
use super::visits::order;
use super::*;
use crate::InvitationError;
use crate::VisitReport;
use crate::duty::{forget_duty_sets, sets};

on_both_databases!(
    visits_of_the_same_duty_share_a_batch,
    printed_invitations_know_the_duty_that_they_are_made_for,
    a_corrected_week_takes_its_number_along,
    a_change_within_the_week_makes_it_several,
    a_confirmed_duty_is_taken_back_with_the_roster,
    a_quarter_keeps_the_sets_that_enough_people_rated,
    nobody_is_had_by_taking_the_kept_sets_away,
    what_waits_for_the_quarter_is_bytes,
    after_the_semester_nothing_leads_from_a_number_to_its_week,
);

const NOW: i64 = 1_792_000_000;
/// A Monday.
const MONDAY: &str = "2026-10-12";
const TUESDAY: &str = "2026-10-13";

async fn officers(store: &Store) {
    let permit = Permit::console(Right::EditRoster);
    for (number, name) in [(1, "Ani"), (2, "Budi"), (3, "Citra")] {
        let officer = newcomer(number, name);
        let saved = store.save_officer(&permit, &officer, NOW).await;
        saved.expect("saved");
    }
}

/// An officer at the first counter.
fn on_duty(date: &str, half: HalfDay, officer: u128) -> RosterEntry {
    RosterEntry {
        date: day(date),
        half,
        unit: slug("capil"),
        counter: "Loket 1".to_owned(),
        officer: Uuid::from_u128(officer).into(),
    }
}

/// Saves the roster of the week that the rows lie in.
async fn save(store: &Store, rows: &[RosterEntry]) {
    let (permit, unit) = (Permit::console(Right::EditRoster), slug("capil"));
    let week = Week::of(rows[0].date);
    let kept = store
        .roster(&unit, week.first_day(), week.last_day())
        .await
        .expect("reads");
    let seen = kept.fingerprint();
    let saved = store.save_roster(&permit, &unit, week, seen, rows, NOW);
    saved.await.expect("saved");
}

/// Ani in the morning and Budi in the afternoon of both days.
async fn save_two_days(store: &Store) {
    officers(store).await;
    let days = [MONDAY, TUESDAY].into_iter();
    let rows = days.flat_map(|day| {
        [
            on_duty(day, HalfDay::Morning, 1),
            on_duty(day, HalfDay::Afternoon, 2),
        ]
    });
    save(store, &rows.collect::<Vec<_>>()).await;
}

async fn key(store: &Store) -> ApiKey {
    let permit = Permit::console(Right::ManageKeys);
    let order = order("capil", Scope::InviteVisitors);
    let made = store.make_api_key(&permit, &order, on(day(MONDAY)));
    let (_, token) = made.await.expect("made");
    let found = store.recognise_api_key(token.as_str()).await;
    found.expect("reads").expect("the key was just made")
}

/// A visit that ended at an hour, with the number of its duty.
async fn visit(store: &TestStore, key: &ApiKey, date: &str, hour: u32) -> Option<i64> {
    visit_at(store, key, Some("Loket 1"), date, hour).await
}

async fn visit_at(
    store: &TestStore,
    key: &ApiKey,
    counter: Option<&str>,
    date: &str,
    hour: u32,
) -> Option<i64> {
    let finished = day(date).and_hms_opt(hour, 0, 0).expect("a time");
    let started = finished - chrono::Duration::minutes(4);
    let report = VisitReport {
        service: slug("ktp"),
        counter: counter.map(str::to_owned),
        visit: Visit::new(started, finished).expect("ends after it began"),
        opening: Opening::default(),
    };
    let request = Uuid::new_v4().to_string();
    let calendar = Calendar::default();
    let answer = store.record_visit(key, &request, &report, &calendar, day(TUESDAY));
    let invitation = answer.await.expect("counted").invitation;
    number_of(store, &invitation.expect("invited").code).await
}

/// The number of the duty for which a code was given out.
async fn number_of(store: &TestStore, code: &Code) -> Option<i64> {
    use sea_orm::EntityTrait;
    let hash = store.secret.code_hash(code).to_vec();
    let row = crate::entity::invitation::Entity::find_by_id(hash);
    let row = row.one(&store.reader).await.expect("reads").expect("kept");
    let batch = crate::entity::invitation_batch::Entity::find_by_id(row.batch_id);
    let batch = batch.one(&store.reader).await.expect("reads");
    batch.expect("a batch").duty
}

/// Whom a number stands for.
async fn stands_for(store: &TestStore, number: i64) -> Option<DutySet> {
    let mut sets = sets(&store.reader).await.expect("reads");
    sets.remove(&number)
}

fn set(officers: &[u128]) -> Option<DutySet> {
    DutySet::of(officers.iter().map(|id| Uuid::from_u128(*id).into()))
}

async fn batches(store: &TestStore) -> i64 {
    store.count("SELECT COUNT(*) FROM invitation_batch").await
}

async fn visits_of_the_same_duty_share_a_batch(store: TestStore) {
    save_two_days(&store).await;
    let key = key(&store).await;
    let morning = visit(&store, &key, MONDAY, 9).await.expect("known");
    let afternoon = visit(&store, &key, MONDAY, 13).await.expect("known");
    assert_ne!(morning, afternoon);
    // The same officer on another day of the week.
    assert_eq!(visit(&store, &key, TUESDAY, 10).await, Some(morning));
    assert_eq!(stands_for(&store, morning).await, set(&[1]));
    assert_eq!(stands_for(&store, afternoon).await, set(&[2]));
    assert_eq!(batches(&store).await, 2);
    // Where nobody is on the roster, and where the counter is unknown, the duty is.
    for counter in [Some("Loket 2"), None] {
        assert_eq!(visit_at(&store, &key, counter, MONDAY, 9).await, None);
    }
    assert_eq!(batches(&store).await, 4);
}

async fn issue(
    store: &TestStore,
    half: Option<HalfDay>,
    date: &str,
) -> Result<Vec<Code>, InvitationError> {
    let batch = Batch {
        issued: day(date),
        half,
        valid_until: day("2026-12-31"),
        ..batch()
    };
    store.issue_invitations(&inviting(), &batch, 40, NOW).await
}

async fn printed_invitations_know_the_duty_that_they_are_made_for(store: TestStore) {
    save_two_days(&store).await;
    let codes = issue(&store, Some(HalfDay::Morning), MONDAY).await;
    let number = number_of(&store, &codes.expect("issued")[0]).await;
    assert_eq!(stands_for(&store, number.expect("known")).await, set(&[1]));
    let codes = issue(&store, None, MONDAY).await.expect("issued");
    assert_eq!(number_of(&store, &codes[0]).await, None);
    let before = batches(&store).await;
    let refused = issue(&store, Some(HalfDay::Morning), "2026-10-14").await;
    assert!(matches!(refused, Err(InvitationError::NobodyOnDuty)));
    assert_eq!(batches(&store).await, before);
}

/// How many numbers the trail says to have moved, and how many to have become several, newest first.
async fn corrections(store: &TestStore) -> Vec<Deed> {
    let filter = AuditFilter {
        kind: Some(SubjectKind::Duties),
        ..AuditFilter::default()
    };
    let entries = store.audit_entries(&filter, 20).await.expect("reads");
    let deeds = entries.into_iter().filter_map(|entry| entry.deed());
    deeds
        .filter(|deed| matches!(deed, Deed::DutyCorrected { .. }))
        .collect()
}

async fn a_corrected_week_takes_its_number_along(store: TestStore) {
    save_two_days(&store).await;
    let key = key(&store).await;
    let morning = visit(&store, &key, MONDAY, 9).await.expect("known");
    assert_eq!(visit(&store, &key, TUESDAY, 9).await, Some(morning));
    let afternoon = visit(&store, &key, MONDAY, 13).await.expect("known");
    // Citra came instead of Ani the whole week.
    let rows = [MONDAY, TUESDAY].map(|day| on_duty(day, HalfDay::Morning, 3));
    let rows = [&rows[..], &[on_duty(MONDAY, HalfDay::Afternoon, 2)]].concat();
    save(&store, &rows).await;
    assert_eq!(stands_for(&store, morning).await, set(&[3]));
    assert_eq!(stands_for(&store, afternoon).await, set(&[2]));
    let moved = Deed::DutyCorrected {
        moved: 1,
        several: 0,
    };
    assert_eq!(corrections(&store).await, [moved]);
    // Who is put there again later gets a number of their own.
    let ani = on_duty("2026-10-14", HalfDay::Morning, 1);
    save(&store, &[&rows[..], &[ani]].concat()).await;
    let again = visit(&store, &key, "2026-10-14", 9).await.expect("known");
    assert_ne!(again, morning);
    assert_eq!(corrections(&store).await.len(), 1);
}

async fn a_change_within_the_week_makes_it_several(store: TestStore) {
    save_two_days(&store).await;
    let key = key(&store).await;
    let morning = visit(&store, &key, MONDAY, 9).await.expect("known");
    assert_eq!(visit(&store, &key, TUESDAY, 9).await, Some(morning));
    save(
        &store,
        &[
            on_duty(MONDAY, HalfDay::Morning, 1),
            on_duty(TUESDAY, HalfDay::Morning, 3),
        ],
    )
    .await;
    assert_eq!(stands_for(&store, morning).await, None);
    let several = Deed::DutyCorrected {
        moved: 0,
        several: 1,
    };
    assert_eq!(corrections(&store).await, [several]);
    // What is given out now is of those who are there now.
    let now = visit(&store, &key, TUESDAY, 9).await.expect("known");
    assert_eq!(stands_for(&store, now).await, set(&[3]));
}

async fn a_confirmed_duty_is_taken_back_with_the_roster(store: TestStore) {
    save_two_days(&store).await;
    let permit = Permit::console(Right::EditRoster);
    let capil = slug("capil");
    let place = |date: &str, half| DutyPlace {
        date: day(date),
        half,
        unit: slug("capil"),
        counter: "Loket 1".to_owned(),
    };
    let morning = place(MONDAY, HalfDay::Morning);
    for _ in 0..2 {
        let confirmed = store.confirm_duty(&permit, &morning, NOW).await;
        assert!(confirmed.expect("saved"));
    }
    let confirmed = async |date| {
        store
            .confirmed_duties(&capil, day(date))
            .await
            .expect("reads")
    };
    assert!(confirmed(MONDAY).await.into_iter().eq([morning]));
    assert!(confirmed(TUESDAY).await.is_empty());
    let noted = "SELECT COUNT(*) FROM audit_entry WHERE deed LIKE '%tim-jaga-dipastikan%'";
    assert_eq!(store.count(noted).await, 1);
    // Where nobody is on duty there is nothing to confirm.
    let nobody = place("2026-10-14", HalfDay::Morning);
    let refused = store.confirm_duty(&permit, &nobody, NOW).await;
    assert!(!refused.expect("asked"));
    let afternoon = place(MONDAY, HalfDay::Afternoon);
    let also = store.confirm_duty(&permit, &afternoon, NOW).await;
    assert!(also.expect("saved"));
    save(
        &store,
        &[
            on_duty(MONDAY, HalfDay::Morning, 3),
            on_duty(MONDAY, HalfDay::Afternoon, 2),
        ],
    )
    .await;
    assert!(confirmed(MONDAY).await.into_iter().eq([afternoon]));
}

/// Rates with so many fresh codes of a half-day, or of no known duty.
async fn rate(store: &TestStore, half: Option<HalfDay>, issued: &str, rated: &str, people: usize) {
    let codes = issue(store, half, issued).await.expect("issued");
    let (ballots, writer) = BallotBox::open(store.store.clone());
    for code in codes.into_iter().take(people) {
        let entitlement = Entitlement::invited(code, FormToken::random());
        let rating = rating(rated, 4);
        let ballot = Ballot {
            entitlement,
            rating,
        };
        ballots.submit(ballot).await.expect("stored");
    }
    drop(ballots);
    writer.await.expect("the writer ends");
}

async fn kept_people(store: &TestStore) -> i64 {
    let sum = "SELECT CAST(COALESCE(SUM(people), 0) AS BIGINT) FROM duty_rating";
    store.count(sum).await
}

/// Ani gets 8 ratings in October and 7 in November, Budi 6 and 3; 30 more are of no known duty.
async fn rate_a_quarter(store: &TestStore) {
    save_two_days(store).await;
    let november = [
        on_duty("2026-11-09", HalfDay::Morning, 1),
        on_duty("2026-11-09", HalfDay::Afternoon, 2),
    ];
    save(store, &november).await;
    rate(store, Some(HalfDay::Morning), MONDAY, "2026-10-20", 8).await;
    rate(store, Some(HalfDay::Afternoon), MONDAY, "2026-10-20", 6).await;
    rate(store, Some(HalfDay::Morning), "2026-11-09", "2026-11-10", 7).await;
    rate(
        store,
        Some(HalfDay::Afternoon),
        "2026-11-09",
        "2026-11-10",
        3,
    )
    .await;
    rate(store, None, MONDAY, "2026-12-01", 30).await;
}

async fn a_quarter_keeps_the_sets_that_enough_people_rated(store: TestStore) {
    rate_a_quarter(&store).await;
    for month in ["2026-10", "2026-11"] {
        must_seal(&store, month).await;
        assert_eq!(kept_people(&store).await, 0, "{month}");
    }
    must_seal(&store, "2026-12").await;
    // Ani was rated by fifteen people about this service, in two months none of which was enough.
    assert_eq!(kept_people(&store).await, 15);
    let numbers = "SELECT COUNT(DISTINCT duty) FROM duty_rating WHERE quarter = '2026-Q4' AND answers = '444'";
    assert_eq!(store.count(numbers).await, 2);
    assert_eq!(store.count("SELECT COUNT(*) FROM waiting_duty").await, 0);
    // The published counts have not become fewer by it.
    let sealed = "SELECT CAST(SUM(people) AS BIGINT) FROM sealed_rating";
    assert_eq!(store.count(sealed).await, 54);
}

async fn nobody_is_had_by_taking_the_kept_sets_away(store: TestStore) {
    save_two_days(&store).await;
    // Twelve and nine, and nobody of unknown duty to hide the nine.
    rate(&store, Some(HalfDay::Morning), MONDAY, "2026-12-01", 12).await;
    rate(&store, Some(HalfDay::Afternoon), MONDAY, "2026-12-01", 9).await;
    must_seal(&store, "2026-12").await;
    assert_eq!(kept_people(&store).await, 0);
}

async fn what_waits_for_the_quarter_is_bytes(store: TestStore) {
    rate_a_quarter(&store).await;
    must_seal(&store, "2026-10").await;
    let waiting = "SELECT COUNT(*) FROM waiting_duty WHERE month = '2026-12'";
    assert_eq!(store.count(waiting).await, 1);
    let lengths = "SELECT COUNT(DISTINCT length(sealed)) FROM waiting_duty";
    must_seal(&store, "2026-11").await;
    assert_eq!(store.count(waiting).await, 2);
    assert_eq!(store.count(lengths).await, 1);
    // Its key lies in the folder, which a backup keeps apart, and goes with the seal of the quarter's last month.
    let living = "SELECT COUNT(*) FROM ballot_key WHERE month = '2026-12' AND dead = false";
    assert_eq!(store.count(living).await, 1);
    must_seal(&store, "2026-12").await;
    assert_eq!(store.count("SELECT COUNT(*) FROM ballot_key").await, 0);
}

async fn after_the_semester_nothing_leads_from_a_number_to_its_week(store: TestStore) {
    rate_a_quarter(&store).await;
    let named = "SELECT COUNT(*) FROM invitation_batch WHERE duty IS NOT NULL";
    assert_eq!(store.count(named).await, 4);
    let forget = async |until: &str| {
        let transaction = store.begin_write().await.expect("begins");
        let gone = forget_duty_sets(&transaction, day(until), 100).await;
        transaction.commit().await.expect("commits");
        gone.expect("forgets")
    };
    assert_eq!(forget("2026-12-30").await, 0);
    assert_eq!(forget("2026-12-31").await, 4);
    assert_eq!(store.count(named).await, 0);
    for table in ["duty_set", "duty_half"] {
        let rows = format!("SELECT COUNT(*) FROM {table}");
        assert_eq!(store.count(&rows).await, 0, "{table}");
    }
}
