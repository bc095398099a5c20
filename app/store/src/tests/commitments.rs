//! Commitments: made once, changed by version, moved and reported step by step.

use domain::access::{Permit, Right};
use domain::commitment::{
    Aim, Commitment, Course, Evidence, Kept, Number, Refused, State, Step, StepKind,
};
use domain::instrument::Element;

use super::*;
use crate::{CommitmentError, NewCommitment};

on_both_databases!(
    a_form_sent_twice_makes_one_commitment,
    words_change_by_version_and_what_was_promised_stays,
    steps_are_kept_in_their_order,
    nobody_steps_over_a_step_not_seen,
    only_its_own_part_of_the_edition_rises,
    lists_are_of_the_units_asked_for,
);

const NOW: i64 = 1_790_000_000;

fn keeping() -> Permit {
    Permit::console(Right::KeepCommitments)
}

fn commitment(aim: Option<Aim>) -> Commitment {
    Commitment {
        unit: slug("capil"),
        text: Bilingual::new("Membuka loket kedua", "Open a second counter"),
        post: Bilingual::new("Kepala Bidang Pelayanan", ""),
        due: day("2026-12-31"),
        aim,
    }
}

pub fn of_service() -> Commitment {
    commitment(Some(Aim::Element {
        service: Some(slug("ktp")),
        element: Element::Time,
    }))
}

pub fn new_commitment(number: u128, commitment: Commitment) -> NewCommitment {
    NewCommitment {
        token: FormToken::parse(&format!("{number:032x}")).expect("a token"),
        commitment,
        made_on: day("2026-10-12"),
        group: None,
    }
}

pub async fn made(store: &Store) -> Number {
    let new = new_commitment(1, of_service());
    let made = store.make_commitment(&keeping(), &new, NOW).await;
    made.expect("made")
}

async fn kept(store: &Store, number: Number) -> Kept {
    let kept = store.commitment(number).await.expect("reads");
    kept.expect("a commitment")
}

fn deferred(due: &str) -> Step {
    Step::Deferred {
        due: day(due),
        reason: "Pengadaan mundur".to_owned(),
    }
}

pub fn reported() -> Step {
    Step::Reported(Evidence {
        text: "Loket kedua dibuka".to_owned(),
        link: "https://contoh.example/bukti".parse().ok(),
    })
}

pub async fn step(
    store: &Store,
    number: Number,
    seen: usize,
    step: Step,
) -> Result<(), CommitmentError> {
    store
        .take_step(&keeping(), number, seen, step, at(NOW))
        .await
}

async fn a_form_sent_twice_makes_one_commitment(store: TestStore) {
    let number = made(&store).await;
    assert_eq!(made(&store).await, number);
    assert_eq!(store.count("SELECT COUNT(*) FROM commitment").await, 1);
    let course = Course::new(day("2026-10-12"), day("2026-12-31")).expect("a course");
    let expected = Kept {
        number,
        commitment: of_service(),
        course,
        version: 1,
    };
    assert_eq!(kept(&store, number).await, expected);
    let overdue = Commitment {
        due: day("2026-10-11"),
        ..commitment(None)
    };
    let refused = store
        .make_commitment(&keeping(), &new_commitment(2, overdue), NOW)
        .await;
    assert!(matches!(
        refused,
        Err(CommitmentError::Refused(Refused::NotLater))
    ));
}

async fn words_change_by_version_and_what_was_promised_stays(store: TestStore) {
    let number = made(&store).await;
    let changed = Commitment {
        text: Bilingual::new("Membuka dua loket", ""),
        aim: None,
        ..commitment(None)
    };
    let change = |version, item: Commitment| {
        let store = &store;
        async move {
            store
                .change_commitment(&keeping(), number, &item, version, NOW)
                .await
        }
    };
    change(1, changed.clone()).await.expect("changed");
    let conflict = change(1, commitment(None)).await;
    assert!(matches!(conflict, Err(CommitmentError::Conflict(_))));
    let later = Commitment {
        due: day("2027-01-31"),
        ..changed.clone()
    };
    assert!(matches!(
        change(2, later).await,
        Err(CommitmentError::Fixed)
    ));
    assert_eq!(kept(&store, number).await.commitment, changed);
    let versions = store
        .history(domain::commitment::COMMITMENT, &number.to_string(), None, 9)
        .await
        .expect("reads");
    assert_eq!(versions.len(), 2);
}

async fn steps_are_kept_in_their_order(store: TestStore) {
    let number = made(&store).await;
    step(&store, number, 0, deferred("2027-03-31"))
        .await
        .expect("deferred");
    step(&store, number, 1, reported()).await.expect("reported");
    let reopened = Step::Reopened {
        reason: "Belum".to_owned(),
    };
    step(&store, number, 2, reopened).await.expect("reopened");
    let course = kept(&store, number).await.course;
    let kinds: Vec<StepKind> = course
        .steps()
        .iter()
        .map(|taken| taken.step.kind())
        .collect();
    assert_eq!(
        kinds,
        [StepKind::Deferred, StepKind::Reported, StepKind::Reopened]
    );
    assert_eq!(course.steps()[0].step, deferred("2027-03-31"));
    assert_eq!(course.steps()[1].step, reported());
    assert_eq!(course.state(day("2027-04-01")), State::Overdue);
}

async fn nobody_steps_over_a_step_not_seen(store: TestStore) {
    let number = made(&store).await;
    step(&store, number, 0, deferred("2027-03-31"))
        .await
        .expect("deferred");
    let blind = step(&store, number, 0, deferred("2027-06-30")).await;
    assert!(matches!(blind, Err(CommitmentError::Conflict(_))));
    let early = step(&store, number, 1, deferred("2026-10-11")).await;
    assert!(matches!(
        early,
        Err(CommitmentError::Refused(Refused::NotLater))
    ));
    assert_eq!(kept(&store, number).await.course.due(), day("2027-03-31"));
    let unknown = Number::new(number.get() + 1).expect("a number");
    let missing = step(&store, unknown, 0, reported()).await;
    assert!(matches!(missing, Err(CommitmentError::Unknown)));
}

async fn only_its_own_part_of_the_edition_rises(store: TestStore) {
    let before = store.revisions().await.expect("reads");
    let number = made(&store).await;
    assert_eq!(store.risen_since(before).await, [Part::Commitments]);
    let before = store.revisions().await.expect("reads");
    step(&store, number, 0, reported()).await.expect("reported");
    assert_eq!(store.risen_since(before).await, [Part::Commitments]);
    let before = store.revisions().await.expect("reads");
    let refused = step(&store, number, 1, reported()).await;
    assert!(matches!(
        refused,
        Err(CommitmentError::Refused(Refused::Reported))
    ));
    assert_eq!(store.risen_since(before).await, []);
}

async fn lists_are_of_the_units_asked_for(store: TestStore) {
    let number = made(&store).await;
    let of = |units: &[&str]| {
        let units = units.iter().map(|unit| slug(unit)).collect();
        let store = &store;
        async move { store.commitments(Some(&units)).await.expect("reads") }
    };
    assert_eq!(of(&["capil"]).await.len(), 1);
    assert_eq!(of(&["kota"]).await, []);
    assert_eq!(of(&[]).await, []);
    let all = store.commitments(None).await.expect("reads");
    assert_eq!(
        all.iter().map(|kept| kept.number).collect::<Vec<_>>(),
        [number]
    );
}
