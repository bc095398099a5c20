//! Signs (*tanda*) that ratings may not come from those who were served: what stands out among what a seal counts, more than
//! chance and the usual differences between places explain. It must not know who gave a rating, nor leave anything out because
//! of a sign: a sign is a question to people, not an answer.

mod days;
mod seen;
mod shares;

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use days::DaySeen;
use days::bursts;
pub use seen::{
    LEAST_ANSWERS, RatingsSeen, ServiceSeen, SetNumber, VisitsSeen, WeekSeen, has_one_answer,
};
use shares::{Member, Peers, Sides, standing_out};

use crate::coded::coded;
use crate::rating::Proof;
use crate::share::Share;
use crate::slug::Slug;

/// How likely it may be that an honest city shows any sign of one kind in a month. A choice: with it a city waits for years
/// until one place is asked without a reason.
pub const CHANCE_OF_A_KIND: f64 = 0.005;

/// From so many earlier months on it can be told how the answers of a service usually look.
pub const LEAST_EARLIER_MONTHS: usize = 3;

coded! {
    /// What stands out.
    SignKind {
        /// One day with far more ratings than the other days of its kind allow.
        Burst = "burst",
        /// More sheets with the same answer throughout, whichever it is, than at the other counters, at the times of the other duty
        /// sets or in the months before: among all sheets, or for the number of visits.
        AnswerShape = "answer-shape",
        /// Another share of visits rated than at the other counters, in the other duty sets' time, or in the months before.
        Response = "response",
        /// Forms or visits of days on which the unit was closed.
        ClosedDays = "closed-days",
        /// Ratings dated into months that were sealed already.
        LateDates = "late-dates",
        /// More ratings that belong to a visit than visits.
        MoreThanVisits = "more-than-visits",
    }
}

/// A place and what stands out there. It holds no number, and nothing of whether anybody is content, so that it may be known
/// before the seal.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Sign {
    /// The service.
    pub service: Slug,
    /// Its counter, where it is one counter's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counter: Option<String>,
    /// How the ratings were given, where it is about one way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proof: Option<Proof>,
    /// What stands out.
    pub kind: SignKind,
}

impl Sign {
    /// Where it stands out.
    pub fn place(&self) -> MarkedPlace {
        MarkedPlace {
            service: self.service.clone(),
            counter: self.counter.clone(),
            proof: self.proof,
        }
    }
}

/// A place that a sign names, whatever stands out there.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct MarkedPlace {
    /// The service.
    pub service: Slug,
    /// Its counter, where it is one counter's.
    pub counter: Option<String>,
    /// How the ratings were given, where it is about one way.
    pub proof: Option<Proof>,
}

impl MarkedPlace {
    /// The places that some signs name, each once.
    pub fn of(signs: &[Sign]) -> BTreeSet<Self> {
        signs.iter().map(Sign::place).collect()
    }
}

/// What stands out among everything that a seal counts, by place, each kind once. `k` is the smallest number of ratings that
/// are published together: of fewer nothing is said.
pub fn signs(city: &[ServiceSeen], k: u64) -> Vec<Sign> {
    let found = [
        (SignKind::Burst, bursts_of(city, k)),
        (SignKind::AnswerShape, shapes(city, k)),
        (SignKind::Response, responses(city, k)),
        (SignKind::ClosedDays, closed_days(city, k)),
        (SignKind::LateDates, late_dates(city, k)),
        (SignKind::MoreThanVisits, more_than_visits(city, k)),
    ];
    let found = found.into_iter().flat_map(|(kind, places)| {
        places.into_iter().map(move |place| Sign {
            service: place.service.clone(),
            counter: place.counter.map(str::to_owned),
            proof: place.proof,
            kind,
        })
    });
    let mut signs: Vec<Sign> = found.collect();
    signs.sort_unstable();
    signs.dedup();
    signs
}

/// Where something can stand out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Place<'a> {
    service: &'a Slug,
    counter: Option<&'a str>,
    proof: Option<Proof>,
}

impl<'a> Place<'a> {
    const fn of(seen: &'a ServiceSeen) -> Self {
        Self {
            service: &seen.service,
            counter: None,
            proof: None,
        }
    }

    const fn by(seen: &'a ServiceSeen, proof: Proof) -> Self {
        Self {
            proof: Some(proof),
            ..Self::of(seen)
        }
    }

    fn of_ratings(seen: &'a ServiceSeen, ratings: &'a RatingsSeen) -> Self {
        Self {
            counter: ratings.counter.as_deref(),
            ..Self::by(seen, ratings.proof)
        }
    }

    /// Whoever was invited at a counter rates by invitation.
    fn of_visits(seen: &'a ServiceSeen, visits: &'a VisitsSeen) -> Self {
        Self {
            counter: Some(&visits.counter),
            ..Self::by(seen, Proof::Verified)
        }
    }
}

fn bursts_of(city: &[ServiceSeen], k: u64) -> Vec<Place<'_>> {
    let mut places = vec![];
    let mut days = vec![];
    for seen in city {
        for of_place in &seen.ratings {
            places.push(Place::of_ratings(seen, of_place));
            days.push(of_place.days.as_slice());
        }
    }
    let found = bursts(&days, k, CHANCE_OF_A_KIND);
    found.into_iter().map(|number| places[number]).collect()
}

/// Sheets with the same answer throughout: by counter and duty set, among all sheets and among all visits, and of a service against
/// its own past.
fn shapes(city: &[ServiceSeen], k: u64) -> Vec<Place<'_>> {
    let (mut places, mut past) = (vec![], vec![]);
    for seen in city {
        for proof in Proof::ALL {
            let ratings = || seen.ratings.iter().filter(move |s| s.proof == proof);
            let counters = ratings().map(|of_place| {
                let place = Place::of_ratings(seen, of_place);
                Member::whole(place, of_place.sheets)
            });
            places.push(Peers::of(counters));
            let duty_sets = ratings().flat_map(|of_place| {
                let place = Place::of_ratings(seen, of_place);
                let duty_sets = of_place.duty_sets.values();
                duty_sets.map(move |sheets| Member::whole(place, *sheets))
            });
            places.push(Peers::of(duty_sets));
            let sheets = ratings().map(|of_place| of_place.sheets).sum();
            let earlier = seen.earlier.get(&proof).map_or(&[][..], Vec::as_slice);
            past.extend(against_the_past(Place::by(seen, proof), sheets, earlier));
        }
    }
    let visits = by_week(city, WeekSeen::praise);
    let chance = CHANCE_OF_A_KIND / 3.0;
    let found = [places, visits, past].map(|f| standing_out(&f, Sides::Above { by: k }, chance));
    found.concat()
}

/// The share of visits that was rated: week by week, and of a counter's last month whose invitations are used up against the
/// months before it.
fn responses(city: &[ServiceSeen], k: u64) -> Vec<Place<'_>> {
    let places = by_week(city, WeekSeen::response);
    let past = counters(city)
        .filter_map(|(place, visits)| against_the_past(place, visits.last, &visits.earlier));
    let chance = CHANCE_OF_A_KIND / 2.0;
    let found = [places, past.collect()].map(|f| standing_out(&f, Sides::Both { by: k }, chance));
    found.concat()
}

fn counters(city: &[ServiceSeen]) -> impl Iterator<Item = (Place<'_>, &VisitsSeen)> {
    city.iter().flat_map(|seen| {
        let counters = seen.counters.iter();
        counters.map(move |visits| (Place::of_visits(seen, visits), visits))
    })
}

/// A share of the visits of each week, by counter and by duty set.
fn by_week(city: &[ServiceSeen], share: fn(WeekSeen) -> Share) -> Vec<Peers<Place<'_>>> {
    let families = city.iter().flat_map(|seen| {
        [&seen.counters, &seen.duty_sets].map(|visits| {
            let members = visits.iter().map(|visits| {
                let place = Place::of_visits(seen, visits);
                let weeks = visits.weeks.iter();
                Member::by_week(place, weeks.map(|(week, of_week)| (*week, share(*of_week))))
            });
            Peers::of(members)
        })
    });
    families.collect()
}

/// A place of now among its own earlier months, if there are enough of them.
fn against_the_past<'a>(
    place: Place<'a>,
    now: Share,
    earlier: &[Share],
) -> Option<Peers<Place<'a>>> {
    let months = earlier.iter().map(|month| Member::known(*month));
    let now = std::iter::once(Member::whole(place, now));
    (earlier.len() >= LEAST_EARLIER_MONTHS).then(|| Peers::of(now.chain(months)))
}

/// Forms and visits of closed days, against those of all other services: a date is mistyped now and then.
fn closed_days(city: &[ServiceSeen], k: u64) -> Vec<Place<'_>> {
    let services = city
        .iter()
        .map(|seen| Member::whole(Place::of(seen), seen.closed));
    let services = [Peers::of(services)];
    standing_out(&services, Sides::Above { by: k }, CHANCE_OF_A_KIND)
}

/// Ratings dated into sealed months, against those of all other services with the same proof: some forms are keyed in late
/// everywhere.
fn late_dates(city: &[ServiceSeen], k: u64) -> Vec<Place<'_>> {
    let families = Proof::ALL.map(|proof| {
        let services = city.iter().map(|seen| {
            let ratings = seen.ratings.iter().filter(|s| s.proof == proof);
            let late = ratings.map(|of_place| of_place.late);
            Member::whole(Place::by(seen, proof), late.sum())
        });
        Peers::of(services)
    });
    standing_out(&families, Sides::Above { by: k }, CHANCE_OF_A_KIND)
}

/// No chance is in this: a visit is rated once.
fn more_than_visits(city: &[ServiceSeen], k: u64) -> Vec<Place<'_>> {
    let more = |visits: &VisitsSeen| {
        let now: Share = visits.weeks.values().map(|week| week.response()).sum();
        let more = |share: Share| share.part >= k && share.part > share.of;
        more(now) || more(visits.last)
    };
    let found = counters(city).filter(|(_, visits)| more(visits));
    found.map(|(place, _)| place).collect()
}
