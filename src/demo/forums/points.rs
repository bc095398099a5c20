//! What invented people say at the invented city's forums, and what the invented moderator makes of it.
//! It must not name a person, nor repeat what somebody really said.

use chrono::NaiveDate;
use domain::access::Permit;
use domain::forum::{Community, ForumId, Group, GroupId, PointDecision, PointId, PointText};
use domain::moderation::WithholdReason;
use store::{FormToken, HeardPoint, Seat, SentPoint, Store};
use uuid::Uuid;

use super::permit;
use crate::failure::Failure;

/// What becomes of an invented point.
#[derive(Clone, Copy)]
enum Fate {
    /// It is published, in one of the groups.
    Grouped(usize),
    /// It is published and belongs to no group yet.
    Published,
    /// It says the same as the point of a number.
    Merged(u32),
    /// It is rejected.
    Rejected(WithholdReason),
    /// It waits.
    Waiting,
    /// The moderator heard it in the room, in one of the groups.
    Heard(usize),
}

/// The themes of the groups.
const GROUPS: [&str; 2] = ["Antrean dan jam layanan", "Syarat dan informasi"];

/// What is said, by whom, and what becomes of it.
const SAID: [(&str, Option<Community>, Fate); 9] = [
    (
        "Nomor antrean sudah habis pukul setengah sembilan, padahal saya datang pukul delapan.",
        Some(Community::Users),
        Fate::Grouped(0),
    ),
    (
        "Tolong sediakan layanan pada Sabtu pagi bagi yang bekerja.",
        Some(Community::Users),
        Fate::Grouped(0),
    ),
    ("Antrean habis terlalu pagi.", None, Fate::Merged(1)),
    (
        "Daftar syarat di loket berbeda dengan yang di laman. Mana yang benar?",
        Some(Community::CivilSociety),
        Fate::Grouped(1),
    ),
    (
        "Layar antrean tidak terbaca dari kursi belakang.",
        Some(Community::Experts),
        Fate::Heard(0),
    ),
    (
        "Beri tahu lewat pesan singkat bila kartu sudah dapat diambil.",
        Some(Community::Users),
        Fate::Published,
    ),
    (
        "Petugas loket itu tidak becus.",
        None,
        Fate::Rejected(WithholdReason::Insult),
    ),
    (
        "Apakah warga lanjut usia dapat dilayani lebih dahulu?",
        Some(Community::CivilSociety),
        Fate::Waiting,
    ),
    ("Formulirnya bisa diisi dari rumah?", None, Fate::Waiting),
];

/// How many people support each published point, by its number; further ones nobody does.
const SUPPORTS: [(u32, usize); 3] = [(1, 7), (2, 4), (4, 2)];

/// Lets people speak at a forum on its day; of one that is over nothing waits any more. Answers the seat of the first.
pub async fn speak(
    store: &Store,
    forum: ForumId,
    day: NaiveDate,
    over: bool,
    now: i64,
) -> Result<Seat, Failure> {
    let groups = GROUPS.map(|name| Group {
        name: name.to_owned(),
        ..Group::new(GroupId(Uuid::new_v4()))
    });
    for group in &groups {
        store.save_group(&permit(), forum, group, now).await?;
    }
    let first = FormToken::random();
    let tokens = std::iter::once(first.clone()).chain(std::iter::repeat_with(FormToken::random));
    for ((text, community, fate), token) in SAID.into_iter().zip(tokens) {
        let text = PointText::parse(text)?;
        if let Fate::Heard(group) = fate {
            let heard = HeardPoint {
                forum,
                token,
                community,
                text,
                slip: None,
                group: Some(groups[group].id),
            };
            store.hear_point(&permit(), &heard, now).await?;
            continue;
        }
        let sent = SentPoint {
            forum,
            seat: store.seat_of(forum, &token),
            token,
            community,
            text,
        };
        let id = store.send_point(&sent, day).await?;
        let fate = match fate {
            Fate::Waiting if over => Fate::Published,
            fate => fate,
        };
        decide(store, &permit(), forum, id, fate, &groups, now).await?;
    }
    for (number, people) in SUPPORTS {
        for _ in 0..people {
            let seat = store.seat_of(forum, &FormToken::random());
            store.support_point(forum, &seat, number, day).await?;
        }
    }
    Ok(store.seat_of(forum, &first))
}

async fn decide(
    store: &Store,
    permit: &Permit,
    forum: ForumId,
    id: PointId,
    fate: Fate,
    groups: &[Group],
    now: i64,
) -> Result<(), Failure> {
    let decisions = match fate {
        Fate::Grouped(group) => vec![
            PointDecision::Publish,
            PointDecision::Group(Some(groups[group].id)),
        ],
        Fate::Published => vec![PointDecision::Publish],
        Fate::Merged(number) => vec![PointDecision::Merge(number)],
        Fate::Rejected(reason) => vec![PointDecision::Reject(reason)],
        Fate::Waiting | Fate::Heard(_) => vec![],
    };
    for (version, decision) in (1..).zip(decisions) {
        store
            .decide_point(permit, forum, id, version, &decision, now)
            .await?;
    }
    Ok(())
}
