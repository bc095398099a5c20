use domain::moderation::reply::{Reply, ReplyText, ReplyVersion};

use super::*;
use crate::ReplyError;

on_both_databases!(
    a_reply_keeps_what_it_said,
    only_public_comments_are_answered,
);

fn reply(text: &str, date: &str) -> ReplyVersion {
    ReplyVersion {
        text: ReplyText::parse(text).expect("a reply"),
        date: day(date),
    }
}

async fn a_reply_keeps_what_it_said(store: TestStore) {
    let id = published_one(&store).await;
    let permit = permit(Right::Reply);
    let before = store.revisions().await.expect("reads");
    let save = |versions, version| store.save_reply(&permit, id, versions, version, 0);
    save(0, reply("Terima kasih.", "2026-11-03"))
        .await
        .expect("saved");
    assert_eq!(store.risen_since(before).await, [Part::Voices]);
    let lost = save(0, reply("Yang lain.", "2026-11-03")).await;
    assert!(matches!(lost, Err(ReplyError::Conflict(_))));
    let unchanged = save(1, reply("Terima kasih.", "2026-11-04")).await;
    assert!(matches!(unchanged, Err(ReplyError::Refused(_))));
    save(1, reply("Sudah diperbaiki.", "2026-11-04"))
        .await
        .expect("saved");
    let comment = public(&store, "ktp").await.remove(0);
    let said: Vec<_> = comment
        .reply
        .iter()
        .flat_map(Reply::history)
        .cloned()
        .collect();
    assert_eq!(
        said,
        [
            reply("Terima kasih.", "2026-11-03"),
            reply("Sudah diperbaiki.", "2026-11-04")
        ]
    );
    for (answered, expected) in [(true, 1), (false, 0)] {
        let mut filter = ReleasedFilter::of(vec![slug("ktp")]);
        filter.answered = Some(answered);
        let found = store.released_comments(&filter, 9).await.expect("reads");
        assert_eq!(found.len(), expected);
    }
}

async fn only_public_comments_are_answered(store: TestStore) {
    store.rate("ktp", "2026-10-01", 10, 4).await;
    let comments = queue(&store, &waiting("ktp")).await;
    must_decide(
        &store,
        &comments[0],
        &Decision::Withhold(WithholdReason::Insult),
    )
    .await;
    must_decide(&store, &comments[1], &Decision::Publish).await;
    let permit = permit(Right::Reply);
    let answer = |id| store.save_reply(&permit, id, 0, reply("Baik.", NOVEMBER), 0);
    for comment in &comments[..3] {
        assert!(matches!(answer(comment.id).await, Err(ReplyError::Unknown)));
    }
    seal(&store, "2026-10").await;
    assert!(matches!(
        answer(comments[0].id).await,
        Err(ReplyError::Unknown)
    ));
    answer(comments[1].id).await.expect("public");
    let (service, comment) = store
        .released_comment(comments[1].id)
        .await
        .expect("reads")
        .expect("public");
    assert_eq!((service, comment.service), (slug("ktp"), Some(slug("ktp"))));
}
