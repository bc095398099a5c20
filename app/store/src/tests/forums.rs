//! Dialogue forums: announced, changed by version, opened and closed.

use domain::audit::{AuditFilter, DeedKind};
use domain::forum::{
    Act, Attendance, Community, FORUM, Forum, ForumId, ForumState, KeptForum, NotNow, Pulse,
    RoomCode,
};
use uuid::Uuid;

use super::*;
use crate::{ForumError, ForumFilter};

on_both_databases!(
    a_forum_reads_back_and_changes_by_version,
    a_code_leads_to_one_forum,
    a_forum_is_opened_and_closed_on_its_day,
    lists_go_on_where_they_ended,
    who_came_is_counted_by_version_once_a_forum_was_opened,
    who_came_to_some_forums_is_read_at_once,
);

const NOW: i64 = 1_792_000_000;

pub fn running() -> Permit {
    Permit::console(Right::RunForums)
}

/// A forum that nobody has saved yet.
pub fn new_forum(number: u128, date: &str) -> KeptForum {
    let text = |text: &str| Bilingual::new(text, format!("{text} (en)"));
    KeptForum {
        forum: Forum {
            id: ForumId(Uuid::from_u128(number)),
            unit: slug("capil"),
            title: text("Antrean KTP-el"),
            about: text("Waktu tunggu"),
            services: vec![slug("ktp"), slug("kk")],
            release: "2026-09".parse().ok(),
            date: day(date),
            begin: domain::grammar::time("09:00").expect("a time"),
            end: domain::grammar::time("11:30").expect("a time"),
            place: "Aula".to_owned(),
            link: "https://contoh.example/rapat".parse().ok(),
            agenda: text("10 Pembukaan\nDiskusi"),
        },
        code: RoomCode::from_entropy(u64::try_from(number).expect("small")),
        acts: domain::forum::Acts::default(),
        pulse: Pulse::default(),
        version: 0,
    }
}

/// A forum on a day, saved.
pub async fn announced(store: &Store, number: u128, date: &str) -> KeptForum {
    let new = new_forum(number, date);
    let saved = store.save_forum(&running(), &new, NOW).await;
    saved.expect("saved");
    let kept = store.forum(new.forum.id).await.expect("reads");
    kept.expect("known")
}

async fn a_forum_reads_back_and_changes_by_version(store: TestStore) {
    let before = store.revisions().await.expect("reads");
    let kept = announced(&store, 1, "2026-10-12").await;
    assert_eq!(kept.forum, new_forum(1, "2026-10-12").forum);
    assert_eq!(store.risen_since(before).await, [Part::Forums]);
    let mut change = kept.clone();
    change.forum.place = String::new();
    let saved = store.save_forum(&running(), &change, NOW).await;
    saved.expect("saved");
    let again = store.save_forum(&running(), &change, NOW).await;
    assert!(matches!(again, Err(ForumError::Conflict(_))));
    let id = kept.forum.id.to_string();
    let history = store.history(FORUM, &id, None, 9).await.expect("reads");
    assert_eq!(history.len(), 2);
    change.version = 2;
    change.forum.unit = slug("lama");
    let moved = store.save_forum(&running(), &change, NOW).await;
    assert!(matches!(moved, Err(ForumError::Fixed)));
    let filter = AuditFilter {
        deed: Some(DeedKind::ForumSaved),
        ..AuditFilter::default()
    };
    let entries = store.audit_entries(&filter, 9).await.expect("reads");
    assert_eq!(entries.len(), 2);
}

async fn a_code_leads_to_one_forum(store: TestStore) {
    let kept = announced(&store, 1, "2026-10-12").await;
    let found = store.forum_of_code(&kept.code).await.expect("reads");
    assert_eq!(found, Some(kept.clone()));
    let mut other = new_forum(2, "2026-10-12");
    other.code = kept.code;
    let taken = store.save_forum(&running(), &other, NOW).await;
    assert!(matches!(taken, Err(ForumError::CodeTaken)));
}

async fn a_forum_is_opened_and_closed_on_its_day(store: TestStore) {
    let kept = announced(&store, 1, "2026-10-12").await;
    let id = kept.forum.id;
    let on = |text: &str| Moment {
        now: NOW,
        today: day(text),
    };
    let act = |act, moment| {
        let store = &store;
        async move { store.act_on_forum(&running(), id, act, moment).await }
    };
    let early = act(Act::Open, on("2026-10-11")).await;
    let not_yet = NotNow::NotItsDay(day("2026-10-12"));
    assert!(matches!(early, Err(ForumError::NotNow(refused)) if refused == not_yet));
    act(Act::Open, on("2026-10-12")).await.expect("opened");
    let today = day("2026-10-12");
    let state = || async {
        let kept = store.forum(id).await.expect("reads").expect("known");
        kept.state(today)
    };
    assert_eq!(state().await, ForumState::Running);
    act(Act::Close, on("2026-10-12")).await.expect("closed");
    assert_eq!(state().await, ForumState::Ended);
    let unknown = ForumId(Uuid::from_u128(9));
    let unknown = store
        .act_on_forum(&running(), unknown, Act::Open, on("2026-10-12"))
        .await;
    assert!(matches!(unknown, Err(ForumError::Unknown)));
}

async fn lists_go_on_where_they_ended(store: TestStore) {
    for (number, date) in [(1, "2026-10-10"), (2, "2026-10-12"), (3, "2026-10-10")] {
        announced(&store, number, date).await;
    }
    let numbers = |kept: Vec<KeptForum>| -> Vec<u128> {
        let ids = kept.iter().map(|kept| kept.forum.id.0.as_u128());
        ids.collect()
    };
    let list = |filter| {
        let store = &store;
        async move { numbers(store.forums(None, &filter, 9).await.expect("reads")) }
    };
    let today = day("2026-10-12");
    assert_eq!(list(ForumFilter::From(today)).await, [2]);
    assert_eq!(list(ForumFilter::Before(today, None)).await, [3, 1]);
    let after = Some(ForumId(Uuid::from_u128(3)));
    assert_eq!(list(ForumFilter::Before(today, after)).await, [1]);
    assert_eq!(list(ForumFilter::All(None)).await, [2, 3, 1]);
    let within = |from: &str, to: &str| ForumFilter::Within(day(from)..=day(to));
    assert_eq!(list(within("2026-10-10", "2026-10-11")).await, [1, 3]);
    assert_eq!(list(within("2026-10-11", "2026-10-12")).await, [2]);
    let other = [slug("lama")].into();
    let none = store.forums(Some(&other), &ForumFilter::All(None), 9).await;
    assert!(none.expect("reads").is_empty());
}

async fn who_came_is_counted_by_version_once_a_forum_was_opened(store: TestStore) {
    let kept = announced(&store, 1, "2026-10-12").await;
    let forum = kept.forum.id;
    let counted = |people, version| Attendance {
        people: [(Community::Users, people), (Community::Media, 0)].into(),
        version,
    };
    let permit = running();
    let save = |attendance| {
        let (store, permit) = (&store, &permit);
        async move { store.save_attendance(permit, forum, &attendance, NOW).await }
    };
    let early = save(counted(21, 0)).await;
    assert!(matches!(early, Err(ForumError::NotNow(NotNow::NotHeld))));
    assert_eq!(store.attendance(forum).await.expect("reads").all(), None);
    let opened = store.act_on_forum(&permit, forum, Act::Open, on(day("2026-10-12")));
    opened.await.expect("opened");
    save(counted(21, 0)).await.expect("counted");
    let stale = save(counted(30, 0)).await;
    assert!(matches!(stale, Err(ForumError::Conflict(_))));
    assert_eq!(
        store.attendance(forum).await.expect("reads"),
        counted(21, 1)
    );
    save(counted(22, 1)).await.expect("counted again");
    let said = store.said(&kept).await.expect("reads");
    assert_eq!(said.attendance, counted(22, 2));
}

async fn who_came_to_some_forums_is_read_at_once(store: TestStore) {
    let counted = |people| Attendance {
        people: [(Community::Users, people)].into(),
        version: 0,
    };
    let today = day("2026-10-12");
    let permit = running();
    let mut forums = vec![];
    for number in 1..=4 {
        let forum = announced(&store, number, "2026-10-12").await.forum.id;
        let opened = store.act_on_forum(&permit, forum, Act::Open, on(today));
        opened.await.expect("opened");
        forums.push(forum);
    }
    let before = store.revisions().await.expect("reads");
    for (forum, people) in [(forums[0], 7), (forums[1], 8), (forums[3], 9)] {
        let counted = counted(people);
        let saved = store.save_attendance(&permit, forum, &counted, NOW);
        saved.await.expect("counted");
    }
    assert_eq!(store.risen_since(before).await, [Part::Forums]);
    let read = store.attendances(forums[1..].iter().copied()).await;
    let read = read.expect("reads");
    let all = |forum| read.get(&forum).and_then(Attendance::all);
    assert_eq!(read.len(), 2, "one was not asked for, one not counted");
    assert_eq!((all(forums[1]), all(forums[3])), (Some(8), Some(9)));
    assert!(store.attendances([]).await.expect("reads").is_empty());
}
