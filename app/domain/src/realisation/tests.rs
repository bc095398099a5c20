use proptest::prelude::*;

use super::*;
use crate::quantity::tests::quantity;
use crate::reporting::tests::reporting;

fn given(value: &str) -> Entry {
    Entry::Given {
        value: quantity(value),
        evidence: None,
    }
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

#[test]
fn what_is_missing_is_missing_for_a_reason() {
    let quarter = reporting("2026-Q1");
    let on = |entry, today| Realisation::on(entry, quarter, day(today));
    assert_eq!(on(None, "2026-03-31"), Realisation::NotYetDue);
    assert_eq!(on(None, "2026-04-01"), Realisation::NotProvided);
    let not_applicable = on(Some(Entry::NotApplicable), "2026-01-01");
    assert_eq!(not_applicable, Realisation::NotApplicable);
    assert_eq!(not_applicable.value(), None);
    let early = on(Some(given("88,79")), "2026-03-31");
    assert_eq!(early.value(), Some(quantity("88.79")));
}

#[test]
fn confirmation_comes_before_the_seal() {
    let entered = Submission::new(given("1"));
    assert_eq!(entered.clone().seal(), Err(Refused::NotConfirmed));
    let confirmed = entered.confirm().expect("entered");
    assert_eq!(confirmed.clone().confirm(), Err(Refused::Confirmed));
    let sealed = confirmed.seal().expect("confirmed");
    assert_eq!(sealed.entry(), &given("1"));
    assert_eq!(sealed.clone().seal(), Err(Refused::Sealed));
    assert_eq!(sealed.clone().confirm(), Err(Refused::Sealed));
    assert_eq!(sealed.enter(given("2")), Err(Refused::Sealed));
}

#[test]
fn what_was_sent_back_has_to_be_entered_anew() {
    let returned = Submission::new(given("1")).send_back().expect("entered");
    assert_eq!(returned.stage(), Stage::Returned);
    assert_eq!(returned.clone().confirm(), Err(Refused::Returned));
    assert_eq!(returned.clone().send_back(), Err(Refused::Returned));
    assert_eq!(returned.clone().seal(), Err(Refused::NotConfirmed));
    let anew = returned.enter(given("2")).expect("not sealed");
    assert_eq!(anew, Submission::new(given("2")));
    let sealed = Submission::kept(given("1"), Stage::Sealed);
    assert_eq!(sealed.send_back(), Err(Refused::Sealed));
}

#[test]
fn lists_say_what_a_period_waits_for() {
    let quarter = reporting("2026-Q1");
    let on = |stage, today| Progress::on(stage, quarter, day(today));
    assert_eq!(on(None, "2026-03-31"), Progress::NotYetDue);
    assert_eq!(on(None, "2026-04-01"), Progress::ToEnter);
    let later = |stage| on(Some(stage), "2026-04-01");
    assert_eq!(later(Stage::Entered), Progress::ToConfirm);
    assert_eq!(later(Stage::Returned), Progress::Returned);
    assert_eq!(later(Stage::Sealed), Progress::Sealed);
}

#[test]
fn a_correction_travels_and_is_checked_on_arrival() {
    let before = Realisation::NotProvided;
    let correction = Correction::new(before, given("88,50"), "Terlambat").expect("valid");
    let json = serde_json::to_string(&correction).expect("texts");
    assert_eq!(
        json,
        r#"{"before":{"state":"tidak disampaikan"},"after":{"state":"disampaikan","value":"88.50","evidence":null},"reason":"Terlambat"}"#
    );
    assert_eq!(
        serde_json::from_str::<Correction>(&json).ok(),
        Some(correction)
    );
    for broken in [
        json.replace("Terlambat", " "),
        json.replace("\"disampaikan\"", "\"tidak disampaikan\""),
        json.replace("null", "\"javascript:alert(1)\""),
    ] {
        assert!(serde_json::from_str::<Correction>(&broken).is_err());
    }
}

#[test]
fn another_entry_has_to_be_confirmed_anew() {
    let confirmed = Submission::kept(given("1"), Stage::Confirmed);
    let changed = confirmed.enter(given("2")).expect("not sealed");
    assert_eq!(changed, Submission::new(given("2")));
}

#[test]
fn a_correction_changes_something_for_a_reason() {
    let before = Realisation::from(given("88,50"));
    let correction =
        Correction::new(before.clone(), given("88,05"), " Salah ketik ").expect("valid");
    assert_eq!(correction.reason(), "Salah ketik");
    assert_eq!(correction.before(), &before);
    assert_eq!(correction.after(), &given("88,05"));
    let new = |after, reason: &str| Correction::new(before.clone(), after, reason);
    assert_eq!(new(given("88,5"), "a"), Err(InvalidCorrection::Unchanged));
    assert_eq!(new(given("88"), " \n"), Err(InvalidCorrection::NoReason));
    let long = "a".repeat(1001);
    assert_eq!(
        new(given("88"), &long),
        Err(InvalidCorrection::ReasonTooLong(1001))
    );
}

#[test]
fn a_late_realisation_is_a_correction() {
    assert!(Correction::new(Realisation::NotProvided, given("1"), "Terlambat").is_ok());
    assert_eq!(
        Correction::new(Realisation::NotYetDue, given("1"), "Terlambat"),
        Err(InvalidCorrection::NotYetDue)
    );
}

#[derive(Clone, Debug)]
enum Step {
    Enter(u32),
    Confirm,
    SendBack,
    Seal,
}

proptest! {
    #[test]
    fn whatever_is_sealed_was_confirmed_as_it_stands(steps in prop::collection::vec(
        prop_oneof![(0..9_u32).prop_map(Step::Enter), Just(Step::Confirm), Just(Step::SendBack), Just(Step::Seal)], 0..20
    )) {
        let mut submission = Submission::new(given("0"));
        let mut confirmed = None;
        for step in steps {
            let before = submission.clone();
            let after = match step {
                Step::Enter(value) => submission.enter(given(&value.to_string())),
                Step::Confirm => submission.confirm(),
                Step::SendBack => submission.send_back(),
                Step::Seal => submission.seal(),
            };
            submission = after.unwrap_or_else(|_| before.clone());
            if submission.stage() == Stage::Confirmed {
                confirmed = Some(submission.entry().clone());
            }
            if submission.stage() == Stage::Sealed {
                prop_assert_eq!(Some(submission.entry()), confirmed.as_ref());
            }
            if before.stage() == Stage::Sealed {
                prop_assert_eq!(&submission, &before);
            }
        }
    }
}
