//! The minutes of the invented city's forums, confirmed by the invented head, and what is answered to those who ask for more.
//! It must not confirm what the same person proposed.

use chrono::NaiveDate;
use domain::access::{Permit, Right};
use domain::forum::{AmendmentStanding, Answer, AnswerKind, ForumId, PointText};
use domain::moment::Moment;
use store::{FormToken, Seat, SentAmendment, Store};

use super::permit;
use crate::demo::accounts::{self, HEAD, MODERATOR};
use crate::failure::Failure;
use crate::minutes::Making;

/// Publishes what comes next of a forum's minutes.
pub(super) async fn publish(
    making: Making<'_>,
    forum: ForumId,
    moment: Moment,
) -> Result<(), Failure> {
    let store = making.store;
    let kept = store.forum(forum).await?;
    let kept = kept.ok_or("an invented forum is gone")?;
    let new = making.next(&kept, moment).await??;
    let (moderator, head) = (
        accounts::find(store, MODERATOR).await?,
        accounts::find(store, HEAD).await?,
    );
    let proposed = store
        .propose_minutes(&permit(), moderator, &new, moment)
        .await?;
    let confirming = Permit::console(Right::ConfirmMinutes);
    store
        .confirm_minutes(&confirming, head, proposed, moment)
        .await?;
    Ok(())
}

/// What somebody who sat there asks to be amended.
const ASKED: &str = "Jadwal loket kedua yang disepakati di ruangan belum tertulis.";

/// Lets somebody who held a seat ask for an amendment.
pub(super) async fn ask(
    store: &Store,
    forum: ForumId,
    seat: Seat,
    today: NaiveDate,
) -> Result<(), Failure> {
    let asked = SentAmendment {
        forum,
        seat,
        token: FormToken::random(),
        text: PointText::parse(ASKED)?,
    };
    Ok(store.ask_amendment(&asked, today).await?)
}

/// Answers the first amendment that somebody asked for, and tells it in an addendum.
pub(super) async fn add(making: Making<'_>, forum: ForumId, moment: Moment) -> Result<(), Failure> {
    let answer = AmendmentStanding::Answered(Answer {
        kind: AnswerKind::Accepted,
        text:
            "Benar. Jadwal loket kedua, yaitu Senin dan Selasa, kami tambahkan dengan adendum ini."
                .to_owned(),
    });
    let (store, now) = (making.store, moment.now);
    store
        .decide_amendment(&permit(), forum, 1, 1, &answer, now)
        .await?;
    publish(making, forum, moment).await
}
