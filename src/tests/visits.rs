//! What a queue system meets: keys, visits that are sent again, and problems that say what to do.

use std::collections::HashSet;

use domain::access::{Permit, Right};
use domain::api_key::{KeyOrder, Scope};
use domain::register::{Counter, Record, Register, Unit};
use domain::validity::Validity;
use reqwest::Response;
use serde_json::{Value, json};

use crate::desk::now;
use crate::portal::{Database, Portal, day, on_both_databases, register, slug};

on_both_databases!(whoever_lacks_a_key_in_use_is_refused);

/// A key for a unit, as it is put into a queue system.
pub async fn key(portal: &Portal, unit: &str) -> String {
    key_for(portal, unit, Scope::InviteVisitors).await
}

async fn key_for(portal: &Portal, unit: &str, scope: Scope) -> String {
    let permit = Permit::console(Right::ManageKeys);
    let order = KeyOrder {
        name: "Antrean".to_owned(),
        unit: slug(unit),
        scopes: vec![scope],
    };
    let moment = portal.state.clock.moment();
    let made = portal.store.make_api_key(&permit, &order, moment);
    let (_, token) = made.await.expect("made");
    token.as_str().to_owned()
}

/// The city of the tests with a department more, `lain`, which has no service.
pub fn city_with_another_unit() -> Register {
    let city = register("Dinas");
    let mut units: Vec<Unit> = city.units().cloned().collect();
    let department = units.iter().find(|unit| unit.parent.is_some());
    let mut other = department.expect("a department").clone();
    other.slug = slug("lain");
    units.push(other);
    let services = city.services().cloned().collect();
    let counters = city.counters().cloned().collect();
    Register::new(units, services, counters).expect("consistent")
}

fn visit() -> Value {
    json!({
        "service": "ktp",
        "counter": "Loket 1",
        "started": "2026-10-12T09:00:00+07:00",
        "finished": "2026-10-12T02:04:00Z",
    })
}

impl Portal {
    async fn report(&self, key: &str, request: &str, body: &Value) -> Response {
        let sent = self
            .client
            .post(format!("{}/api/v1/visits", self.url))
            .header("authorization", format!("Bearer {key}"))
            .header("idempotency-key", request)
            .body(body.to_string());
        sent.send().await.expect("an answer")
    }
}

/// The status and kind of a problem document, which must say what to do.
async fn problem(response: Response) -> (u16, String) {
    assert_eq!(
        response.headers()["content-type"],
        "application/problem+json"
    );
    let status = response.status().as_u16();
    let document: Value = response.json().await.expect("JSON");
    assert_eq!(document["status"], status);
    assert!(
        document["detail"]
            .as_str()
            .is_some_and(|detail| detail.len() > 30)
    );
    let kind = document["type"].as_str().expect("a type");
    let kind = kind.strip_prefix("urn:suara-warga:problem:");
    (status, kind.expect("a kind of the portal").to_owned())
}

#[tokio::test]
async fn a_key_that_only_counts_gets_no_invitation() {
    let portal = Portal::start().await;
    let key = key_for(&portal, "capil", Scope::CountVisits).await;
    for status in [201, 200] {
        let answer = portal.report(&key, "tiket 17", &visit()).await;
        assert_eq!(answer.status().as_u16(), status);
        assert_eq!(answer.text().await.expect("a text"), "{}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_parallel_calls_make_one_visit() {
    let portal = Portal::start().await;
    let key = key(&portal, "capil").await;
    let url = format!("{}/api/v1/visits", portal.url);
    let calls: Vec<_> = (0..1000)
        .map(|_| {
            let call = portal
                .client
                .post(&url)
                .bearer_auth(&key)
                .header("idempotency-key", "tiket 17")
                .body(visit().to_string());
            tokio::spawn(async move {
                let response = call.send().await.expect("an answer");
                let status = response.status().as_u16();
                (status, response.text().await.expect("a text"))
            })
        })
        .collect();
    let (mut created, mut answers) = (0, HashSet::new());
    for call in calls {
        let (status, answer) = call.await.expect("no panic");
        assert!(status == 200 || status == 201, "{status} {answer}");
        created += usize::from(status == 201);
        answers.insert(answer);
    }
    assert_eq!((created, answers.len()), (1, 1));
    let answer = answers.into_iter().next().expect("one");
    let answer: Value = serde_json::from_str(&answer).expect("JSON");
    let code = answer["code"].as_str().expect("a code");
    assert_eq!(answer["link"], format!("{}/nilai/{code}", portal.url));
    assert_eq!(answer["valid_until"], "2026-11-15");
    assert!(
        answer["qr"]
            .as_str()
            .is_some_and(|qr| qr.starts_with("<svg "))
    );
    let form = portal.page(&format!("/nilai/{code}")).await;
    assert!(form.contains("ktp"));
}

#[tokio::test]
async fn a_ticket_printer_gets_a_picture() {
    let portal = Portal::start().await;
    let key = key(&portal, "kota").await;
    let sent = portal
        .client
        .post(format!("{}/api/v1/visits", portal.url))
        .bearer_auth(key)
        .header("idempotency-key", "1")
        .header("accept", "image/svg+xml")
        .body(visit().to_string());
    let response = sent.send().await.expect("an answer");
    assert_eq!(response.status(), 201);
    assert_eq!(response.headers()["content-type"], "image/svg+xml");
    let picture = response.text().await.expect("a text");
    assert!(picture.starts_with("<svg ") && picture.ends_with("</svg>"));
}

async fn whoever_lacks_a_key_in_use_is_refused(database: Database) {
    let portal = Portal::start_on(database).await;
    let key = key(&portal, "capil").await;
    let unknown = portal.report("sw_unknown", "1", &visit()).await;
    assert_eq!(unknown.headers()["www-authenticate"], "Bearer");
    assert_eq!(problem(unknown).await, (401, "unknown-key".to_owned()));
    let found = portal.store.recognise_api_key(&key).await;
    let id = found.expect("reads").expect("a key").id;
    let permit = Permit::console(Right::ManageKeys);
    let ended = portal
        .store
        .end_api_key(&permit, id, portal.state.clock.moment());
    assert!(ended.await.expect("ended"));
    let refused = portal.report(&key, "1", &visit()).await;
    assert_eq!(problem(refused).await, (401, "unknown-key".to_owned()));
    let without = portal
        .client
        .post(format!("{}/api/v1/visits", portal.url))
        .body(visit().to_string());
    let without = without.send().await.expect("an answer");
    assert_eq!(problem(without).await, (401, "unknown-key".to_owned()));
}

#[tokio::test]
async fn every_problem_has_a_kind_and_says_what_to_do() {
    let portal = Portal::start().await;
    let key = key(&portal, "capil").await;
    let changed = |field: &str, value: Value| {
        let mut visit = visit();
        visit[field] = value;
        visit
    };
    let late = json!({
        "service": "ktp",
        "started": "2026-09-10T09:00:00+07:00",
        "finished": "2026-09-10T09:04:00+07:00",
    });
    let cases = [
        (
            changed("service", json!("tidak-ada")),
            422,
            "unknown-service",
        ),
        (changed("counter", json!("Loket 9")), 422, "unknown-counter"),
        (changed("started", json!("9 pagi")), 400, "unreadable-body"),
        (changed("nik", json!("1")), 400, "unreadable-body"),
        (
            changed("started", json!("2026-10-12T09:05:00+07:00")),
            422,
            "finished-before-start",
        ),
        (
            changed("finished", json!("2026-10-13T00:30:00+07:00")),
            422,
            "in-the-future",
        ),
        (late, 422, "too-late"),
    ];
    for (body, status, kind) in cases {
        let response = portal.report(&key, "1", &body).await;
        assert_eq!(problem(response).await, (status, kind.to_owned()), "{body}");
    }
    let permit = Permit::console(Right::EditServices);
    for (version, until) in [(1, Some(day("2026-10-11"))), (2, None)] {
        let counter = Record::Counter(Counter {
            unit: slug("capil"),
            name: "Loket 1".to_owned(),
            validity: Validity { from: None, until },
        });
        let saved = portal.store.save_record(&permit, &counter, version, now());
        saved.await.expect("saved");
        portal.publication.refresh().await.expect("loads");
        if until.is_some() {
            let response = portal.report(&key, "1", &visit()).await;
            assert_eq!(problem(response).await, (422, "not-in-service".to_owned()));
        }
    }
    for request in ["", &"1".repeat(201)] {
        let response = portal.report(&key, request, &visit()).await;
        assert_eq!(
            problem(response).await,
            (400, "no-idempotency-key".to_owned())
        );
    }
    let first = portal.report(&key, "1", &visit()).await;
    assert_eq!(first.status(), 201, "nothing of the above was kept");
    let written_otherwise = changed("finished", json!("2026-10-12T09:04:00+07:00"));
    let again = portal.report(&key, "1", &written_otherwise).await;
    assert_eq!(again.status(), 200, "the same visit, however it is written");
    let other = changed("finished", json!("2026-10-12T09:06:00+07:00"));
    let reused = portal.report(&key, "1", &other).await;
    assert_eq!(
        problem(reused).await,
        (422, "idempotency-key-reused".to_owned())
    );
}

#[tokio::test]
async fn a_key_is_for_its_unit_and_below() {
    let register = city_with_another_unit();
    let portal = Portal::with(&suara_warga::limits::Allowances::default(), &register).await;
    let refused = portal
        .report(&key(&portal, "lain").await, "1", &visit())
        .await;
    assert_eq!(problem(refused).await, (403, "other-unit".to_owned()));
    let above = portal
        .report(&key(&portal, "kota").await, "1", &visit())
        .await;
    assert_eq!(above.status(), 201);
}

#[tokio::test]
async fn a_key_that_is_used_too_often_has_to_wait() {
    use std::{num::NonZeroU32, time::Duration};
    use suara_warga::limits::{Allowance, Allowances};
    let allowances = Allowances {
        visits_per_key: Allowance {
            burst: NonZeroU32::MIN,
            every: Duration::from_mins(1),
        },
        ..Allowances::default()
    };
    let portal = Portal::with(&allowances, &register("Dinas")).await;
    let key = key(&portal, "capil").await;
    assert_eq!(portal.report(&key, "1", &visit()).await.status(), 201);
    let stopped = portal.report(&key, "2", &visit()).await;
    assert!(stopped.headers().contains_key("retry-after"));
    assert_eq!(
        problem(stopped).await,
        (429, "too-many-requests".to_owned())
    );
}
