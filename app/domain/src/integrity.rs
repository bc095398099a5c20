//! Signs (*tanda*) that ratings may not come from those who were served: what stands out among what a seal counts, more than
//! chance and the usual differences between places explain. It must not know who gave a rating, nor leave anything out because
//! of a sign: a sign is a question to people, not an answer.

mod days;
mod shares;
mod watched;

#[cfg(test)]
mod tests;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use days::DaySeen;
use days::bursts;
use shares::{Member, Peers, Sides, standing_out};
pub use watched::{Codes, Crew, LEAST_ANSWERS, Strand, Watched, WeekSeen, has_one_answer};

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
        /// Sheets with the same answer throughout that are not in line with the other counters, the other crews' time or the months
        /// before, among all sheets or for the number of visits: they are more.
        AnswerShape = "answer-shape",
        /// Another share of visits rated than at the other counters, in the other crews' time, or in the months before.
        Response = "response",
        /// Forms or visits of days on which the unit was closed.
        ClosedDays = "closed-days",
        /// Ratings dated into months that were sealed already.
        LateDates = "late-dates",
        /// More ratings that belong to a visit than visits.
        MoreThanVisits = "more-than-visits",
    }
}

/// A place and what stands out there. It holds no number and no direction, so that it may be known before the seal.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Sign {
    /// The service.
    pub service: Slug,
    /// Its counter, where it is one counter's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counter: Option<String>,
    /// What stands out.
    pub kind: SignKind,
}

/// What stands out among everything that a seal counts, by place, each kind once. `k` is the smallest number of ratings that
/// are published together: of fewer nothing is said.
pub fn signs(city: &[Watched], k: u64) -> Vec<Sign> {
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
}

impl<'a> Place<'a> {
    const fn of(watched: &'a Watched) -> Self {
        Self {
            service: &watched.service,
            counter: None,
        }
    }

    fn at(watched: &'a Watched, counter: Option<&'a String>) -> Self {
        Self {
            counter: counter.map(String::as_str),
            ..Self::of(watched)
        }
    }
}

fn bursts_of(city: &[Watched], k: u64) -> Vec<Place<'_>> {
    let mut places = vec![];
    let mut days = vec![];
    for watched in city {
        for strand in &watched.strands {
            places.push(Place::at(watched, strand.counter.as_ref()));
            days.push(strand.days.as_slice());
        }
    }
    let found = bursts(&days, k, CHANCE_OF_A_KIND);
    found.into_iter().map(|number| places[number]).collect()
}

/// Sheets with the same answer throughout: by counter and crew, among all sheets and among all visits, and of a service against
/// its own past.
fn shapes(city: &[Watched], k: u64) -> Vec<Place<'_>> {
    let (mut places, mut past) = (vec![], vec![]);
    for watched in city {
        for proof in Proof::ALL {
            let strands = || watched.strands.iter().filter(move |s| s.proof == proof);
            let counters = strands().map(|strand| {
                let place = Place::at(watched, strand.counter.as_ref());
                Member::whole(place, strand.sheets)
            });
            places.push(Peers::of(counters));
            let crews = strands().flat_map(|strand| {
                let place = Place::at(watched, strand.counter.as_ref());
                let crews = strand.crews.values();
                crews.map(move |sheets| Member::whole(place, *sheets))
            });
            places.push(Peers::of(crews));
            let sheets = strands().map(|strand| strand.sheets).sum();
            let earlier = watched.earlier.get(&proof).map_or(&[][..], Vec::as_slice);
            past.extend(against_the_past(Place::of(watched), sheets, earlier));
        }
    }
    let visits = by_week(city, WeekSeen::praise);
    let chance = CHANCE_OF_A_KIND / 3.0;
    let found = [places, visits, past].map(|f| standing_out(&f, Sides::Above { by: k }, chance));
    found.concat()
}

/// The share of visits that was rated: week by week, and of a counter's last month whose invitations are used up against the
/// months before it.
fn responses(city: &[Watched], k: u64) -> Vec<Place<'_>> {
    let places = by_week(city, WeekSeen::response);
    let past = counters(city)
        .filter_map(|(place, codes)| against_the_past(place, codes.last, &codes.earlier));
    let chance = CHANCE_OF_A_KIND / 2.0;
    let found = [places, past.collect()].map(|f| standing_out(&f, Sides::Both { by: k }, chance));
    found.concat()
}

fn counters(city: &[Watched]) -> impl Iterator<Item = (Place<'_>, &Codes)> {
    city.iter().flat_map(|watched| {
        let counters = watched.counters.iter();
        counters.map(move |codes| (Place::at(watched, Some(&codes.counter)), codes))
    })
}

/// A share of the visits of each week, by counter and by crew.
fn by_week(city: &[Watched], share: fn(WeekSeen) -> Share) -> Vec<Peers<Place<'_>>> {
    let families = city.iter().flat_map(|watched| {
        [&watched.counters, &watched.crews].map(|codes| {
            let members = codes.iter().map(|codes| {
                let place = Place::at(watched, Some(&codes.counter));
                let weeks = codes.weeks.iter();
                Member::by_week(place, weeks.map(|(week, seen)| (*week, share(*seen))))
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
fn closed_days(city: &[Watched], k: u64) -> Vec<Place<'_>> {
    let services = city
        .iter()
        .map(|watched| Member::whole(Place::of(watched), watched.closed));
    let services = [Peers::of(services)];
    standing_out(&services, Sides::Above { by: k }, CHANCE_OF_A_KIND)
}

/// Ratings dated into sealed months, against those of all other services with the same proof: some forms are keyed in late
/// everywhere.
fn late_dates(city: &[Watched], k: u64) -> Vec<Place<'_>> {
    let families = Proof::ALL.map(|proof| {
        let services = city.iter().map(|watched| {
            let strands = watched.strands.iter().filter(|s| s.proof == proof);
            let late = strands.map(|strand| strand.late);
            Member::whole(Place::of(watched), late.sum())
        });
        Peers::of(services)
    });
    standing_out(&families, Sides::Above { by: k }, CHANCE_OF_A_KIND)
}

/// No chance is in this: a visit is rated once.
fn more_than_visits(city: &[Watched], k: u64) -> Vec<Place<'_>> {
    let more = |codes: &Codes| {
        let now: Share = codes.weeks.values().map(|week| week.response()).sum();
        let more = |share: Share| share.part >= k && share.part > share.of;
        more(now) || more(codes.last)
    };
    let found = counters(city).filter(|(_, codes)| more(codes));
    found.map(|(place, _)| place).collect()
}
