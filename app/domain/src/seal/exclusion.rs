//! Exclusions (*pengecualian*): ratings that two people leave out of a seal because of a sign, before anybody knows a figure.
//! It must not know how anybody answered, nor how many ratings it is about before they are counted.

use chrono::{Days, NaiveDate};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::integrity::{MarkedPlace, Sign};
use crate::period::Month;
use crate::rating::Proof;
use crate::slug::Slug;
use crate::week::Week;

/// Ratings of one place and proof class within some days, and why they are left out.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Exclusion {
    /// The service.
    pub service: Slug,
    /// Its counter; without one, the ratings of every counter and of none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counter: Option<String>,
    /// Their proof class.
    pub proof: Proof,
    /// The first day. Ratings by invitation belong to the week of their visit, so that it is a Monday of theirs.
    pub from: NaiveDate,
    /// The last day, a Sunday for ratings by invitation.
    pub to: NaiveDate,
    /// Why, in the words of those who decided.
    pub reason: String,
}

/// An exclusion that a proposal asks for, by its random name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskedExclusion {
    /// Its name.
    pub id: Uuid,
    /// What is to be left out.
    pub exclusion: Exclusion,
}

/// An exclusion as a release tells it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Excluded {
    /// What was decided.
    #[serde(flatten)]
    pub exclusion: Exclusion,
    /// How many ratings were left out, at least k. `null` where it was about fewer than k: then they were counted, because leaving
    /// out a few would be choosing people.
    pub ratings: Option<u64>,
}

impl Excluded {
    /// How many ratings by invitation of a service were left out; `None` where none were.
    pub fn coded_of(&self, service: &Slug) -> Option<u64> {
        let Exclusion {
            service: of, proof, ..
        } = &self.exclusion;
        self.ratings
            .filter(|_| of == service && *proof == Proof::Verified)
    }
}

/// Why ratings are not left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ExclusionRefused {
    /// No sign of the proposal names the place.
    #[error("no sign of this proposal names that place")]
    NoSign,
    /// The days are not in order, or are none that the seal may leave out.
    #[error("the days are not in order, or none that this seal may leave out")]
    Days,
    /// The reason is missing, or too short or too long to be one.
    #[error("a reason has 20 to 1000 characters")]
    Reason,
    /// The reason seems to hold somebody's personal data, and would be published.
    #[error("the reason seems to hold personal data")]
    Personal,
    /// Another exclusion of the proposal is about some of the same ratings.
    #[error("another exclusion is about the same days at that place")]
    Overlaps,
    /// There are too many already.
    #[error("a proposal has at most 20 exclusions")]
    TooMany,
    /// The seal has begun.
    #[error("the seal has begun already")]
    Begun,
}

impl Exclusion {
    /// The shortest reason that is published, in characters.
    pub const MIN_REASON: usize = 20;
    /// The longest reason, in characters.
    pub const MAX_REASON: usize = 1000;
    /// How many months before the sealed one its days may begin: as far back as paper forms may be dated.
    const MONTHS_BACK: i32 = 36;
    /// The most exclusions of a proposal.
    pub const MOST: usize = 20;

    /// The exclusion as it is kept, if the seal of `month` may leave it out: a sign names its place, its days lie in the month or,
    /// of ratings without an invitation, at most three years before its end, and none of the `others` is about the same ratings.
    /// Weeks of visits begin in the month, so that what is left out is never a part of visits that are published already.
    ///
    /// # Errors
    /// If it may not.
    pub fn checked(
        self,
        month: Month,
        signs: &[Sign],
        others: &[Self],
    ) -> Result<Self, ExclusionRefused> {
        if !MarkedPlace::of(signs).iter().any(|place| self.is_at(place)) {
            return Err(ExclusionRefused::NoSign);
        }
        let oldest = month.plus(-Self::MONTHS_BACK).first_day();
        if self.from < oldest || self.from > self.to || self.to > month.last_day() {
            return Err(ExclusionRefused::Days);
        }
        let reason = self.reason.trim().to_owned();
        if !(Self::MIN_REASON..=Self::MAX_REASON).contains(&reason.chars().count()) {
            return Err(ExclusionRefused::Reason);
        }
        if others.len() >= Self::MOST {
            return Err(ExclusionRefused::TooMany);
        }
        let exclusion = Self { reason, ..self };
        let exclusion = match exclusion.proof {
            Proof::Verified => exclusion.in_weeks_of(month)?,
            Proof::Paper | Proof::Kiosk | Proof::Open => exclusion,
        };
        if others.iter().any(|other| exclusion.overlaps(other)) {
            return Err(ExclusionRefused::Overlaps);
        }
        Ok(exclusion)
    }

    /// The same over whole weeks that begin in a month.
    fn in_weeks_of(self, month: Month) -> Result<Self, ExclusionRefused> {
        let first = Week::of(month.first_day() + Days::new(6));
        let from = Week::of(self.from).max(first).first_day();
        let to = Week::of(self.to).last_day();
        if from > to {
            return Err(ExclusionRefused::Days);
        }
        Ok(Self { from, to, ..self })
    }

    /// Whether it is about a rating of its place and proof class: one by invitation by the Monday of its visit's week, any other
    /// by its day.
    pub fn covers(&self, day: NaiveDate, week: Option<NaiveDate>) -> bool {
        let week = week.filter(|_| self.proof == Proof::Verified);
        (self.from..=self.to).contains(&week.unwrap_or(day))
    }

    fn is_at(&self, place: &MarkedPlace) -> bool {
        let given_so = place.proof.is_none_or(|proof| proof == self.proof);
        place.service == self.service && place.counter == self.counter && given_so
    }

    fn overlaps(&self, other: &Self) -> bool {
        let same_counter = match (&self.counter, &other.counter) {
            (Some(one), Some(other)) => one == other,
            _ => true,
        };
        self.service == other.service
            && self.proof == other.proof
            && same_counter
            && self.from <= other.to
            && other.from <= self.to
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::integrity::SignKind;
    use crate::register::tests::slug;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn paper(from: &str, to: &str) -> Exclusion {
        Exclusion {
            service: slug("ktp"),
            counter: None,
            proof: Proof::Paper,
            from: day(from),
            to: day(to),
            reason: " The forms were filled in by one hand. ".to_owned(),
        }
    }

    fn checked(exclusion: Exclusion, others: &[Exclusion]) -> Result<Exclusion, ExclusionRefused> {
        let signs = [None, Some("Loket 1")].map(|counter| Sign {
            service: slug("ktp"),
            counter: counter.map(str::to_owned),
            proof: None,
            kind: SignKind::Burst,
        });
        exclusion.checked("2026-10".parse().expect("a month"), &signs, others)
    }

    #[test]
    fn only_a_place_that_a_sign_names_is_left_out() {
        assert!(checked(paper("2026-10-05", "2026-10-05"), &[]).is_ok());
        let service = Exclusion {
            service: slug("kk"),
            ..paper("2026-10-05", "2026-10-05")
        };
        assert_eq!(checked(service, &[]), Err(ExclusionRefused::NoSign));
        let counter = Exclusion {
            counter: Some("Loket 2".to_owned()),
            ..paper("2026-10-05", "2026-10-05")
        };
        assert_eq!(checked(counter, &[]), Err(ExclusionRefused::NoSign));
    }

    #[test]
    fn days_are_in_order_and_not_behind_the_month_but_may_be_late() {
        let days = |from, to| checked(paper(from, to), &[]).map(|exclusion| exclusion.from);
        assert_eq!(days("2026-09-01", "2026-10-31"), Ok(day("2026-09-01")));
        assert_eq!(
            days("2026-10-06", "2026-10-05"),
            Err(ExclusionRefused::Days)
        );
        assert_eq!(
            days("2026-10-06", "2026-11-01"),
            Err(ExclusionRefused::Days)
        );
    }

    #[test]
    fn a_reason_is_one() {
        for reason in ["", "fake", "                    ", &"x".repeat(1001)] {
            let exclusion = Exclusion {
                reason: reason.to_owned(),
                ..paper("2026-10-05", "2026-10-05")
            };
            assert_eq!(checked(exclusion, &[]), Err(ExclusionRefused::Reason));
        }
        let kept = checked(paper("2026-10-05", "2026-10-05"), &[]).map(|kept| kept.reason);
        assert_eq!(kept.as_deref(), Ok("The forms were filled in by one hand."));
    }

    #[test]
    fn invitations_are_left_out_by_whole_weeks_of_the_visit() {
        let exclusion = Exclusion {
            proof: Proof::Verified,
            ..paper("2026-10-07", "2026-10-31")
        };
        let kept = checked(exclusion, &[]).expect("may be");
        assert_eq!((kept.from, kept.to), (day("2026-10-05"), day("2026-11-01")));
        assert!(kept.covers(day("2026-11-02"), Some(day("2026-10-26"))));
        assert!(!kept.covers(day("2026-10-07"), Some(day("2026-09-28"))));
        assert!(!kept.covers(day("2026-11-02"), None));
    }

    /// Their visits were published by earlier seals, beside which a few might stand.
    #[test]
    fn weeks_that_began_before_the_month_are_not_left_out() {
        let weeks = |from: &str, to: &str| {
            let exclusion = Exclusion {
                proof: Proof::Verified,
                ..paper(from, to)
            };
            checked(exclusion, &[]).map(|kept| (kept.from, kept.to))
        };
        let refused = Err(ExclusionRefused::Days);
        assert_eq!(weeks("2026-09-01", "2026-10-04"), refused);
        let first = Ok((day("2026-10-05"), day("2026-10-11")));
        assert_eq!(weeks("2026-09-01", "2026-10-05"), first);
    }

    #[test]
    fn a_sign_of_one_way_to_rate_is_no_reason_to_leave_out_another() {
        let sign = Sign {
            service: slug("ktp"),
            counter: None,
            proof: Some(Proof::Open),
            kind: SignKind::Burst,
        };
        let month = "2026-10".parse().expect("a month");
        let of_paper = paper("2026-10-05", "2026-10-05").checked(month, &[sign], &[]);
        assert_eq!(of_paper, Err(ExclusionRefused::NoSign));
    }

    #[test]
    fn no_rating_is_left_out_twice() {
        let other = paper("2026-10-05", "2026-10-09");
        let again = |exclusion| checked(exclusion, std::slice::from_ref(&other)).map(drop);
        let refused = Err(ExclusionRefused::Overlaps);
        assert_eq!(again(paper("2026-10-09", "2026-10-12")), refused);
        assert_eq!(again(paper("2026-10-10", "2026-10-12")), Ok(()));
        let at_counter = Exclusion {
            counter: Some("Loket 1".to_owned()),
            ..paper("2026-10-05", "2026-10-05")
        };
        assert_eq!(again(at_counter), refused);
        let by_invitation = Exclusion {
            proof: Proof::Verified,
            ..paper("2026-10-05", "2026-10-05")
        };
        assert_eq!(again(by_invitation), Ok(()));
        let many: Vec<Exclusion> = (0..20).map(|_| other.clone()).collect();
        let one_more = checked(paper("2026-10-20", "2026-10-20"), &many);
        assert_eq!(one_more, Err(ExclusionRefused::TooMany));
    }
}
