//! Numbered slips: printed while a forum can still be held, and known by the seats that they lead to.
//! It must not keep a seat: each follows from its number.

use domain::access::Permit;
use domain::audit::Deed;
use domain::forum::{ForumId, SlipNumber};
use domain::moment::Moment;

use super::seat::Seat;
use super::{acts, note, permitted};
use crate::{Store, forum::ForumError};

impl Store {
    /// The seats of slips that are to be printed, in the order of their numbers. Nobody gets them once the forum is over: whoever
    /// holds one is then the only one who does.
    ///
    /// # Errors
    /// If the forum is over.
    pub async fn print_slips(
        &self,
        permit: &Permit,
        forum: ForumId,
        first: SlipNumber,
        last: SlipNumber,
        moment: Moment,
    ) -> Result<Vec<Seat>, ForumError> {
        let transaction = self.begin_write().await?;
        let row = permitted(&transaction, permit, forum).await?;
        if !acts(&row).state(row.date, moment.today).takes_points() {
            return Err(ForumError::Closed);
        }
        let deed = Deed::SlipsPrinted {
            first: first.get(),
            last: last.get(),
        };
        note(&transaction, permit, forum, &deed, moment.now).await?;
        transaction.commit().await?;
        let slips = SlipNumber::between(first, last);
        Ok(slips.map(|slip| self.seat_of_slip(forum, slip)).collect())
    }

    /// The seat of whoever holds a numbered slip: always the same, so that nothing of slips is kept.
    pub(super) fn seat_of_slip(&self, forum: ForumId, slip: SlipNumber) -> Seat {
        Seat::of(self.secret.forum_slip(&forum.to_string(), slip.get()))
    }

    /// Whether a seat belongs to a numbered slip.
    pub fn is_seat_of_a_slip(&self, forum: ForumId, seat: &Seat) -> bool {
        SlipNumber::all().any(|slip| self.seat_of_slip(forum, slip) == *seat)
    }
}
