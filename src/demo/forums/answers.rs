//! What the invented unit answers at the invented city's forums, and what it promises because of it.
//! It must not promise what `super::super::commitments` does not hold.

use domain::commitment::Number;
use domain::forum::{Answer, AnswerKind, ForumId, Group};
use store::Store;

use super::permit;
use crate::failure::Failure;

/// What is answered to a group, with the numbers of the commitments.
pub(super) struct InventedAnswer {
    kind: AnswerKind,
    text: &'static str,
    commitments: &'static [i32],
}

/// What was answered last year, to each group in the order of their names.
pub(super) const OF_LAST_YEAR: [InventedAnswer; 2] = [
    InventedAnswer {
        kind: AnswerKind::Accepted,
        text: "Kami membuka loket kedua pada hari-hari ramai dan memasang layar antrean kedua.",
        commitments: &[2, 7],
    },
    InventedAnswer {
        kind: AnswerKind::Accepted,
        text: "Kami menyamakan daftar syarat di loket dan di laman.",
        commitments: &[6],
    },
];

/// What was answered last week.
pub(super) const HELD: [InventedAnswer; 2] = [
    InventedAnswer {
        kind: AnswerKind::Partly,
        text: "Sabtu pagi kami coba tiga bulan. Layanan malam belum dapat kami buka karena petugas belum cukup.",
        commitments: &[8],
    },
    InventedAnswer {
        kind: AnswerKind::Rejected,
        text: "Syarat tidak dapat kami kurangi, karena ditetapkan dengan peraturan pusat. Daftarnya kami tempel di pintu.",
        commitments: &[],
    },
];

/// Answers the groups of a forum.
pub(super) async fn give(
    store: &Store,
    forum: ForumId,
    answers: &[InventedAnswer],
    now: i64,
) -> Result<(), Failure> {
    for (group, invented) in store.groups(forum).await?.into_iter().zip(answers) {
        let numbers = invented.commitments.iter().copied();
        let answered = Group {
            answer: Some(Answer {
                kind: invented.kind,
                text: invented.text.to_owned(),
            }),
            commitments: numbers.filter_map(Number::new).collect(),
            ..group
        };
        store.save_group(&permit(), forum, &answered, now).await?;
    }
    Ok(())
}
