//! The minutes of the invented city's forums, confirmed by the invented head, and what is answered to those who ask for more.
//! It must not confirm what the same person proposed.

use chrono::NaiveDate;
use domain::access::{Permit, Right};
use domain::forum::{AmendmentStanding, Answer, AnswerKind, ForumId, MinutesId, PointText};
use domain::moment::Moment;
use store::{FormToken, Seat, SentAmendment, Store};

use super::permit;
use crate::demo::accounts::{self, HEAD, MODERATOR};
use crate::failure::Failure;
use crate::minutes::Making;

/// What somebody who sat there asks to be amended.
const ASKED: [&str; 2] = [
    "Jadwal loket kedua yang disepakati di ruangan belum tertulis.",
    "Usulan tentang papan penunjuk arah belum masuk kelompok mana pun.",
];

/// What is answered to the first.
const ANSWERED: &str =
    "Benar. Jadwal loket kedua, yaitu Senin dan Selasa, kami tambahkan dengan adendum ini.";

/// Publishes the minutes of a forum.
pub(super) async fn publish(
    making: Making<'_>,
    forum: ForumId,
    moment: Moment,
) -> Result<(), Failure> {
    let proposed = propose(making, forum, moment).await?;
    confirm(making.store, proposed, moment).await
}

/// Lets somebody who held a seat ask for amendments, and answers the first. If more can be asked for today, the addendum that
/// tells the answer waits for the head, and another request for an answer.
pub(super) async fn amend(
    making: Making<'_>,
    forum: ForumId,
    seat: Seat,
    published: Moment,
    today: NaiveDate,
) -> Result<(), Failure> {
    let store = making.store;
    ask(store, forum, &seat, ASKED[0], published).await?;
    let answer = AmendmentStanding::Answered(Answer {
        kind: AnswerKind::Accepted,
        text: ANSWERED.to_owned(),
    });
    store
        .decide_amendment(&permit(), forum, 1, 1, &answer, published.now)
        .await?;
    let addendum = propose(making, forum, published).await?;
    if store.minutes(forum).await?.takes_amendments(today) {
        return ask(store, forum, &seat, ASKED[1], published).await;
    }
    confirm(store, addendum, published).await
}

async fn ask(
    store: &Store,
    forum: ForumId,
    seat: &Seat,
    text: &str,
    asked: Moment,
) -> Result<(), Failure> {
    let amendment = SentAmendment {
        forum,
        seat: seat.clone(),
        token: FormToken::random(),
        text: PointText::parse(text)?,
    };
    Ok(store.ask_amendment(&amendment, asked.today).await?)
}

/// Proposes what comes next of a forum's minutes.
async fn propose(making: Making<'_>, forum: ForumId, moment: Moment) -> Result<MinutesId, Failure> {
    let store = making.store;
    let kept = store.forum(forum).await?;
    let kept = kept.ok_or("an invented forum is gone")?;
    let new = making.next(&kept, moment).await?;
    let moderator = accounts::find(store, MODERATOR).await?;
    let proposed = store
        .propose_minutes(&permit(), moderator, &new, moment)
        .await?;
    Ok(proposed)
}

async fn confirm(store: &Store, minutes: MinutesId, moment: Moment) -> Result<(), Failure> {
    let head = accounts::find(store, HEAD).await?;
    let permit = Permit::console(Right::ConfirmMinutes);
    Ok(store
        .confirm_minutes(&permit, head, minutes, moment)
        .await?)
}
