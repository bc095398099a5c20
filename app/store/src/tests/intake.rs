use std::collections::HashSet;

use domain::audit::{Subject, SubjectKind};
use domain::digest::Digest;
use domain::invitation::{Code, CodeRefusal};

use domain::rating::Proof;

use super::*;
use crate::SubmitError;

on_both_databases!(
    a_thousand_parallel_tries_spend_a_code_once,
    two_processes_spend_a_code_once,
    a_code_tells_of_its_slip_and_never_of_its_use,
    a_spent_code_leads_to_its_receipt_with_its_form_only,
    a_refused_ballot_leaves_nothing,
    an_open_form_notes_the_counter_of_its_unit,
    an_open_form_sent_twice_counts_once,
    a_receipt_tells_its_month_and_nothing_else,
    the_batch_leaves_its_facts_and_no_code,
    a_paper_file_counts_once,
    an_unknown_counter_is_named_with_the_known_ones,
);

fn invited(code: Code) -> Ballot {
    Ballot {
        entitlement: Entitlement::invited(code, FormToken::random()),
        rating: rating("2026-10-12", 4),
    }
}

async fn issue(store: &Store, count: usize) -> Vec<Code> {
    store
        .issue_invitations(&inviting(), &batch(), count, 0)
        .await
        .expect("issued")
}

async fn a_thousand_parallel_tries_spend_a_code_once(store: TestStore) {
    let ballot = invited(issue(&store, 1).await[0]);
    let (ballots, _writer) = BallotBox::open(store.clone());
    let tries: Vec<_> = (0..1000)
        .map(|_| {
            let (ballots, ballot) = (ballots.clone(), ballot.clone());
            tokio::spawn(async move {
                ballots
                    .submit(ballot)
                    .await
                    .expect("stored or found")
                    .to_string()
            })
        })
        .collect();
    let mut receipts = HashSet::new();
    for attempt in tries {
        receipts.insert(attempt.await.expect("no panic"));
    }
    assert_eq!(receipts.len(), 1);
    assert_eq!(store.count("SELECT COUNT(*) FROM rating").await, 1);
    assert_eq!(store.count("SELECT COUNT(*) FROM waiting_comment").await, 1);
    assert_eq!(store.count("SELECT COUNT(*) FROM receipt").await, 1);
}

async fn two_processes_spend_a_code_once(store: TestStore) {
    let sent: Vec<Ballot> = issue(&store, 40).await.into_iter().map(invited).collect();
    let (here, _first) = BallotBox::open(store.clone());
    let (there, _second) = BallotBox::open(store.second_process().await);
    let mut tries = Vec::new();
    for ballot in sent.iter().chain(sent.iter().rev()) {
        for ballots in [here.clone(), there.clone()] {
            let ballot = ballot.clone();
            tries.push(tokio::spawn(async move {
                ballots
                    .submit(ballot)
                    .await
                    .expect("stored or found")
                    .to_string()
            }));
        }
    }
    let mut receipts = HashSet::new();
    for attempt in tries {
        receipts.insert(attempt.await.expect("no panic"));
    }
    assert_eq!(receipts.len(), 40);
    assert_eq!(store.count("SELECT COUNT(*) FROM rating").await, 40);
}

async fn a_code_tells_of_its_slip_and_never_of_its_use(store: TestStore) {
    let [used, withdrawn] = [issue(&store, 1).await[0], issue(&store, 1).await[0]];
    let look = async |code, date| {
        store
            .look_up_invitation(&code, day(date))
            .await
            .expect("reads")
    };
    assert_eq!(look(used, "2026-10-31").await, Ok(slug("ktp")));
    assert_eq!(
        look(used, "2026-11-01").await,
        Err(CodeRefusal::Expired(day("2026-10-31")))
    );
    let (ballots, _writer) = BallotBox::open(store.clone());
    ballots.submit(invited(used)).await.expect("stored");
    assert_eq!(look(used, "2026-10-31").await, Ok(slug("ktp")));
    assert_eq!(
        look(used, "2026-11-01").await,
        Err(CodeRefusal::Expired(day("2026-10-31")))
    );
    assert!(
        store
            .withdraw_batch_of(&inviting(), &withdrawn, 0)
            .await
            .expect("withdrawn")
    );
    assert_eq!(
        look(withdrawn, "2026-10-31").await,
        Err(CodeRefusal::Withdrawn)
    );
    let unknown = Code::from_entropy(1);
    assert_eq!(look(unknown, "2026-10-31").await, Err(CodeRefusal::Unknown));
    assert!(
        !store
            .withdraw_batch_of(&inviting(), &unknown, 0)
            .await
            .expect("reads")
    );
}

async fn a_spent_code_leads_to_its_receipt_with_its_form_only(store: TestStore) {
    let (ballots, _writer) = BallotBox::open(store.clone());
    let code = issue(&store, 1).await[0];
    // The second of them comes in the same group as the first, or in a later one.
    let forms = [invited(code), invited(code)];
    let answers = forms
        .each_ref()
        .map(|ballot| ballots.submit(ballot.clone()));
    let answers = futures::future::join_all(answers).await;
    for (answer, ballot) in answers.into_iter().zip(forms) {
        let again = ballots.submit(ballot.clone()).await;
        match answer {
            Ok(receipt) => {
                assert_eq!(again.expect("found"), receipt);
                store
                    .withdraw_batch_of(&inviting(), &code, 0)
                    .await
                    .expect("withdrawn");
                let late = Ballot {
                    rating: rating("2026-11-09", 1),
                    ..ballot
                };
                assert_eq!(ballots.submit(late).await.expect("found"), receipt);
            }
            Err(SubmitError::Code(CodeRefusal::Used)) => {}
            Err(other) => panic!("{other}"),
        }
    }
    assert_eq!(store.count("SELECT COUNT(*) FROM rating").await, 1);
    assert_eq!(store.count("SELECT COUNT(*) FROM receipt").await, 1);
}

async fn a_refused_ballot_leaves_nothing(store: TestStore) {
    let (ballots, _writer) = BallotBox::open(store.clone());
    let refused = async |ballot| match ballots.submit(ballot).await {
        Err(SubmitError::Code(refusal)) => refusal,
        other => panic!("expected a refusal, got {other:?}"),
    };
    assert_eq!(
        refused(invited(Code::from_entropy(1))).await,
        CodeRefusal::Unknown
    );
    let late = Ballot {
        rating: rating("2026-11-01", 4),
        ..invited(issue(&store, 1).await[0])
    };
    assert_eq!(refused(late).await, CodeRefusal::Expired(day("2026-10-31")));
    let withdrawn = issue(&store, 1).await[0];
    store
        .withdraw_batch_of(&inviting(), &withdrawn, 0)
        .await
        .expect("withdrawn");
    assert_eq!(refused(invited(withdrawn)).await, CodeRefusal::Withdrawn);
    let nowhere = Entitlement::open(slug("tidak-ada"), FormToken::random());
    let nowhere = Ballot {
        entitlement: nowhere,
        rating: rating("2026-10-12", 4),
    };
    let sent = ballots.submit(nowhere).await;
    assert!(matches!(sent, Err(SubmitError::NoService)), "{sent:?}");
    for table in ["rating", "waiting_comment", "receipt"] {
        assert_eq!(
            store.count(&format!("SELECT COUNT(*) FROM {table}")).await,
            0,
            "{table}"
        );
    }
}

async fn an_open_form_notes_the_counter_of_its_unit(store: TestStore) {
    let (ballots, _writer) = BallotBox::open(store.clone());
    for (service, counter) in [
        ("kk", "Loket 2"),
        ("kk", "Loket 9"),
        ("pindahan", "Loket 1"),
    ] {
        let entitlement = Entitlement::Open {
            service: slug(service),
            counter: Some(counter.to_owned()),
            form: FormToken::random(),
        };
        let rating = rating("2026-10-12", 3);
        let ballot = Ballot {
            entitlement,
            rating,
        };
        ballots.submit(ballot).await.expect("stored");
    }
    let second = store.counter("Loket 2").await;
    let mut noted: Vec<_> = store
        .waiting()
        .await
        .iter()
        .map(|slip| slip.counter)
        .collect();
    noted.sort_unstable();
    assert_eq!(noted, [None, None, second]);
}

async fn an_open_form_sent_twice_counts_once(store: TestStore) {
    let (ballots, _writer) = BallotBox::open(store.clone());
    let (first, second) = (FormToken::random(), FormToken::random());
    let open = |token: &FormToken| Ballot {
        entitlement: Entitlement::open(slug("kk"), token.clone()),
        rating: rating("2026-10-12", 3),
    };
    let once = ballots.submit(open(&first)).await.expect("stored");
    assert_eq!(ballots.submit(open(&first)).await.expect("found"), once);
    assert_ne!(ballots.submit(open(&second)).await.expect("stored"), once);
    let waiting = store.waiting().await;
    assert!(waiting.len() == 2 && waiting.iter().all(|slip| slip.proof == Proof::Open));
}

async fn a_receipt_tells_its_month_and_nothing_else(store: TestStore) {
    let (ballots, _writer) = BallotBox::open(store.clone());
    let receipt = ballots
        .submit(invited(issue(&store, 1).await[0]))
        .await
        .expect("stored");
    let month = store.month_of_receipt(&receipt).await.expect("reads");
    assert_eq!(
        month.map(|month| month.to_string()).as_deref(),
        Some("2026-10")
    );
    let forged = domain::invitation::Receipt::from_entropy(7);
    assert_eq!(store.month_of_receipt(&forged).await.expect("reads"), None);
    assert_eq!(
        store
            .count("SELECT COUNT(*) FROM receipt WHERE month = '2026-10'")
            .await,
        1
    );
}

async fn the_batch_leaves_its_facts_and_no_code(store: TestStore) {
    let (ballots, _writer) = BallotBox::open(store.clone());
    ballots
        .submit(invited(issue(&store, 1).await[0]))
        .await
        .expect("stored");
    let waiting = store.waiting().await;
    let [slip] = &*waiting else {
        panic!("one rating waits")
    };
    let (week, date) = (Some(day("2026-10-05")), day("2026-10-12"));
    assert_eq!((slip.week, slip.date), (week, date));
    assert_eq!(slip.counter, store.counter("Loket 1").await);
    assert_eq!(slip.proof, Proof::Verified);
}

async fn a_paper_file_counts_once(store: TestStore) {
    let ratings = || vec![rating("2026-10-01", 4), rating("2026-10-02", 1)];
    let permit = Permit::console(Right::KeyPaper);
    let import = async |service, digest| {
        store
            .import_paper(&permit, &slug(service), digest, ratings(), 0)
            .await
            .expect("stored")
    };
    let file = Digest::of(b"a file");
    assert!(import("ktp", file).await);
    assert!(!import("ktp", file).await);
    assert!(import("kk", file).await);
    let waiting = store.waiting().await;
    assert!(waiting.len() == 4 && waiting.iter().all(|slip| slip.proof == Proof::Paper));
    let silent = waiting
        .iter()
        .filter(|slip| slip.answers.score(Element::Cost).is_none());
    assert_eq!(silent.count(), 2);
    let entries = store
        .audit_entries(&domain::audit::AuditFilter::default(), 9)
        .await;
    let told: Vec<_> = entries
        .expect("reads")
        .into_iter()
        .map(|entry| (entry.actor, entry.subject, entry.told))
        .collect();
    let import_of = |service| {
        let told = r#"{"formulir-diimpor":{"months":["2026-10"]}}"#;
        let subject = Subject::new(SubjectKind::Service, service);
        ("konsol".to_owned(), subject, told.to_owned())
    };
    assert_eq!(told, [import_of("kk"), import_of("ktp")]);
}

async fn an_unknown_counter_is_named_with_the_known_ones(store: TestStore) {
    let wrong = Batch {
        counter: Some("Loket 9".to_owned()),
        ..batch()
    };
    let message = store
        .issue_invitations(&inviting(), &wrong, 1, 0)
        .await
        .expect_err("refused")
        .to_string();
    assert!(
        message.contains("Loket 9") && message.contains("Loket 1, Loket 2"),
        "{message}"
    );
}
