//! Paper forms that two people key in.

use std::collections::BTreeMap;

use domain::access::{AccountId, Grant, Role};
use domain::audit::{AuditFilter, Subject, SubjectKind};
use domain::paper::{Copy, FIELDS, KeyedForm, NewStack, PaperStack, Progress};
use uuid::Uuid;

use domain::rating::Proof;

use super::*;
use crate::{Newcomer, StackError, StackFilter};

on_both_databases!(
    two_people_key_a_stack_in,
    one_person_cannot_key_both_copies,
    nobody_sees_the_copy_of_somebody_else,
    differences_are_settled_before_anything_counts,
    a_stack_is_opened_once_and_can_be_thrown_away,
);

/// Somebody who may key in paper forms.
async fn operator(store: &Store, name: &str) -> (AccountId, Permit) {
    let grant = Grant {
        role: Role::Operator,
        unit: slug("capil"),
    };
    let newcomer = Newcomer {
        email: format!("{name}@suara.example").parse().expect("an address"),
        name: name.parse().expect("a name"),
        grants: vec![grant],
    };
    let permit = Permit::console(Right::ManagePeople);
    let invited = store.invite_person(&permit, &newcomer, at(0)).await;
    let (id, _) = invited.expect("invited");
    let person = store.person(id).await.expect("reads").expect("active");
    let register = store.register().await.expect("reads");
    let permit = person.permit(Right::KeyPaper, &slug("capil"), &register);
    (id, permit.expect("an operator of the unit"))
}

fn form(score: u8) -> KeyedForm {
    KeyedForm::of(&rating("2026-10-07", score))
}

fn new_stack(forms: u32) -> NewStack {
    NewStack {
        service: slug("ktp"),
        month: "2026-10".parse().expect("a month"),
        forms,
    }
}

async fn open(store: &Store, permit: &Permit, forms: u32) -> Uuid {
    let (stack, token) = (new_stack(forms), FormToken::random());
    let opened = store.open_stack(permit, &stack, &token, 0);
    opened.await.expect("opened")
}

async fn seen(store: &Store, id: Uuid, viewer: AccountId) -> PaperStack {
    let stack = store.paper_stack(id, viewer).await;
    stack.expect("reads").expect("a stack")
}

/// What the trail tells of a stack, oldest first.
async fn told(store: &Store, id: Uuid) -> Vec<String> {
    let filter = AuditFilter::about(Subject::new(SubjectKind::PaperStack, id));
    let entries = store.audit_entries(&filter, 20).await.expect("reads");
    let told = entries.into_iter().rev();
    told.map(|entry| entry.told).collect()
}

async fn two_people_key_a_stack_in(store: TestStore) {
    let (ani, of_ani) = operator(&store, "ani").await;
    let (budi, of_budi) = operator(&store, "budi").await;
    let id = open(&store, &of_ani, 2).await;
    for (permit, copy) in [(&of_ani, Copy::First), (&of_budi, Copy::Second)] {
        for number in [1, 2] {
            let stack = seen(&store, id, permit.account().expect("a person")).await;
            assert_eq!((stack.turn, stack.next), (Some(copy), Some(number)));
            let kept = store.key_form(permit, id, number, &form(4), 0).await;
            kept.expect("kept");
        }
    }
    for viewer in [ani, budi] {
        let stack = seen(&store, id, viewer).await;
        assert_eq!((stack.progress, stack.turn), (Progress::Ready, None));
    }
    assert_eq!(store.count("SELECT COUNT(*) FROM rating").await, 0);
    let deposited = store.deposit_stack(&of_budi, id, 0).await;
    assert_eq!(deposited.expect("stored"), 2);
    let waiting = store.waiting().await;
    assert_eq!(waiting.len(), 2);
    for slip in waiting {
        assert_eq!((slip.proof, slip.date), (Proof::Paper, day("2026-10-07")));
    }
    assert_eq!(store.comments_waiting().await, 2);
    for table in ["paper_stack", "paper_keying"] {
        let rows = store.count(&format!("SELECT COUNT(*) FROM {table}")).await;
        assert_eq!(rows, 0, "{table}");
    }
    let again = store.deposit_stack(&of_budi, id, 0).await;
    assert!(matches!(again, Err(StackError::Unknown)));
}

async fn one_person_cannot_key_both_copies(store: TestStore) {
    let (_, of_ani) = operator(&store, "ani").await;
    let (_, of_budi) = operator(&store, "budi").await;
    let (_, of_citra) = operator(&store, "citra").await;
    let id = open(&store, &of_ani, 2).await;
    let key = async |permit: &Permit, number| {
        let kept = store.key_form(permit, id, number, &form(4), 0).await;
        kept.is_ok()
    };
    assert!(!key(&of_budi, 1).await, "the first copy comes first");
    assert!(!key(&of_ani, 3).await, "there are two forms");
    assert!(key(&of_ani, 1).await && key(&of_ani, 1).await && key(&of_ani, 2).await);
    assert!(
        !key(&of_ani, 1).await,
        "the second copy is for somebody else"
    );
    assert!(key(&of_budi, 1).await);
    assert!(!key(&of_citra, 2).await, "budi has begun the second copy");
    let console = Permit::console(Right::KeyPaper);
    assert!(!key(&console, 2).await, "a console is nobody");
    let early = store.deposit_stack(&of_ani, id, 0).await;
    assert!(matches!(early, Err(StackError::NotYourTurn)));
    assert!(key(&of_budi, 2).await);
}

async fn nobody_sees_the_copy_of_somebody_else(store: TestStore) {
    let (ani, of_ani) = operator(&store, "ani").await;
    let (budi, of_budi) = operator(&store, "budi").await;
    let id = open(&store, &of_ani, 1).await;
    let own = async |viewer| store.own_keying(id, 1, viewer).await.expect("reads");
    let kept = store.key_form(&of_ani, id, 1, &form(4), 0).await;
    kept.expect("kept");
    assert_eq!(own(budi).await, None);
    assert_eq!(
        own(ani).await,
        None,
        "the own copy is closed once it is complete"
    );
    let open = store.next_difference(id).await.expect("reads");
    assert_eq!(open, None, "nothing is compared before both are complete");
    let kept = store.key_form(&of_budi, id, 1, &form(3), 0).await;
    kept.expect("kept");
    assert!(store.next_difference(id).await.expect("reads").is_some());
}

async fn differences_are_settled_before_anything_counts(store: TestStore) {
    let (ani, of_ani) = operator(&store, "ani").await;
    let (_, of_budi) = operator(&store, "budi").await;
    let id = open(&store, &of_ani, 3).await;
    for (permit, scores) in [(&of_ani, [4, 4, 2]), (&of_budi, [4, 3, 2])] {
        for (number, score) in (1..).zip(scores) {
            let kept = store.key_form(permit, id, number, &form(score), 0).await;
            kept.expect("kept");
        }
    }
    let stack = seen(&store, id, ani).await;
    assert_eq!((stack.progress, stack.differing), (Progress::Settling, 1));
    let difference = store.next_difference(id).await.expect("reads");
    let difference = difference.expect("one form differs");
    assert_eq!(difference.number, 2);
    let differing: Vec<_> = difference.first.differing(&difference.second).collect();
    assert_eq!(differing, FIELDS[1..10]);
    let early = store.deposit_stack(&of_ani, id, 0).await;
    assert!(matches!(early, Err(StackError::NotYourTurn)));
    let mut right = BTreeMap::from([("waktu".to_owned(), true)]);
    let half = store.settle_form(&of_ani, id, 2, &right, 0).await;
    assert!(matches!(half, Err(StackError::Undecided)));
    right.extend(
        differing
            .iter()
            .map(|field| ((*field).to_owned(), *field == "biaya")),
    );
    let settled = store.settle_form(&of_ani, id, 2, &right, 0).await;
    settled.expect("settled");
    let twice = store.settle_form(&of_ani, id, 2, &right, 0).await;
    assert!(matches!(twice, Err(StackError::NotYourTurn)));
    store.deposit_stack(&of_ani, id, 0).await.expect("stored");
    let waiting = store.waiting().await;
    let scores = [
        (Element::Time, Score::new(4)),
        (Element::Cost, Score::new(3)),
    ];
    let settled = waiting.iter().filter(|slip| {
        let mut scores = scores.iter();
        scores.all(|(element, score)| slip.answers.score(*element) == *score)
    });
    assert_eq!((settled.count(), waiting.len()), (1, 3));
    let entries = [
        r#"{"tumpukan-dibuka":{"service":"ktp","month":"2026-10"}}"#,
        r#"{"formulir-diketik":{"copy":"satu"}}"#,
        r#"{"formulir-diketik":{"copy":"dua"}}"#,
        r#"{"selisih-diputuskan":{"form":2}}"#,
        r#"{"formulir-diselesaikan":{"month":"2026-10"}}"#,
    ];
    assert_eq!(told(&store, id).await, entries);
}

async fn a_stack_is_opened_once_and_can_be_thrown_away(store: TestStore) {
    let (ani, of_ani) = operator(&store, "ani").await;
    let (stack, form_token) = (new_stack(5), FormToken::random());
    let open = async || {
        let opened = store.open_stack(&of_ani, &stack, &form_token, 0);
        opened.await.expect("opened")
    };
    let id = open().await;
    assert_eq!(open().await, id);
    assert_eq!(told(&store, id).await.len(), 1, "it was opened once");
    let kept = store.key_form(&of_ani, id, 2, &form(4), 0).await;
    kept.expect("kept");
    let own = store.own_keying(id, 2, ani).await.expect("reads");
    assert_eq!(own, Some(form(4)));
    let listed = async |unit: &str| {
        let filter = StackFilter {
            units: vec![slug(unit)],
            ..StackFilter::default()
        };
        let stacks = store.paper_stacks(&filter, ani, 10).await;
        stacks.expect("reads").len()
    };
    assert_eq!((listed("capil").await, listed("baru").await), (1, 0));
    let discarded = store.discard_stack(&of_ani, id, "salah layanan", 0).await;
    discarded.expect("thrown away");
    assert_eq!(listed("capil").await, 0);
    assert_eq!(store.count("SELECT COUNT(*) FROM paper_keying").await, 0);
    let last = told(&store, id).await.pop();
    let discarded = r#"{"formulir-dibuang":{"reason":"salah layanan"}}"#;
    assert_eq!(last.as_deref(), Some(discarded));
}
