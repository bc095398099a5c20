//! What deeds at dialogue forums tell.
//! It must not tell what anybody said there, nor who.

use domain::audit::Deed;
use domain::forum::{ATTENDANCE, FORUM, GROUP};
use ui::components::{mark_name, part_name};
use ui::t;
use ui::words::reason_name;

use super::{Teller, between, joined};

impl Teller<'_> {
    /// What a deed at a forum tells; nothing of any other.
    pub(super) fn told_of_a_forum(&self, deed: &Deed) -> String {
        let language = self.language;
        match deed {
            Deed::ForumSaved { saved } => self.saved(FORUM, saved),
            Deed::GroupSaved { saved } => self.saved(GROUP, saved),
            Deed::AttendanceSaved { saved } => self.saved(ATTENDANCE, saved),
            Deed::GroupPromised { commitments } => joined(
                commitments
                    .iter()
                    .map(|number| t!(language, "commitment-number", number = *number)),
            ),
            Deed::MinutesProposed { part } => part_name(language, *part),
            Deed::MinutesSentBack { part, reason } => {
                joined([part_name(language, *part), reason.clone()])
            }
            Deed::MinutesPublished { part, digest } => {
                joined([part_name(language, *part), digest.to_string()])
            }
            Deed::AmendmentAnswered { number }
            | Deed::PointHeard { number }
            | Deed::PointPublished { number }
            | Deed::PointReopened { number }
            | Deed::PointEdited { number }
            | Deed::PointGrouped { number }
            | Deed::PointUndone { number } => self.point(*number),
            Deed::PointMarked { number, mark } => {
                joined([self.point(*number), mark_name(language, *mark)])
            }
            Deed::AmendmentWithheld { number, reason } | Deed::PointRejected { number, reason } => {
                joined([self.point(*number), reason_name(language, *reason)])
            }
            Deed::SlipsPrinted { first, last } => between(self.point(*first), self.point(*last)),
            Deed::PointMerged { number, into } => between(self.point(*number), self.point(*into)),
            _ => String::new(),
        }
    }

    fn point(&self, number: u32) -> String {
        t!(self.language, "point-number", number = number)
    }
}
