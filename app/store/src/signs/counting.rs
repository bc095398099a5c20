//! The ratings that a seal counts, counted once more by place, to look for signs.
//! It must not remember a rating, nor how anybody answered beyond whether it was the same throughout.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::ops::AddAssign;

use chrono::NaiveDate;
use domain::integrity::has_one_answer;
use domain::period::Month;
use domain::rating::Proof;
use domain::share::Share;

use crate::waiting::{Slip, gather_slips};
use crate::{Store, StoreError};

/// How many ratings by invitation waited for a seal, left out or not, of a service and counter.
pub(crate) struct RatedAt {
    pub service: i32,
    pub counter: Option<i32>,
    pub ratings: u64,
}

/// The ratings that a seal counts, by place.
pub(crate) struct Seen {
    month: Month,
    pub(super) places: HashMap<Place, Ratings>,
}

/// Where ratings belong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Place {
    pub service: i32,
    pub counter: Option<i32>,
    pub proof: Proof,
}

/// The ratings of one place.
#[derive(Default)]
pub(super) struct Ratings {
    /// Those dated into the month, by day.
    pub days: HashMap<NaiveDate, u64>,
    /// Those that tell whether they have one answer throughout.
    pub sheets: Share,
    /// All of them, and those that came after the month of their date was sealed.
    pub late: Share,
    /// By the number of the duty set and the week of the visit.
    pub visits: HashMap<Visits, Rated>,
}

/// Ratings after visits.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Rated {
    /// All of them.
    pub ratings: u64,
    /// Those that tell whether they have one answer throughout.
    pub sheets: Share,
}

impl AddAssign for Rated {
    fn add_assign(&mut self, other: Self) {
        self.ratings += other.ratings;
        self.sheets += other.sheets;
    }
}

/// The visits of a week with one duty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Visits {
    pub week: NaiveDate,
    pub duty: Option<i64>,
}

impl Seen {
    /// None yet.
    pub fn none(month: Month) -> Self {
        Self {
            month,
            places: HashMap::new(),
        }
    }

    /// The ratings that wait for the seal of a month.
    pub async fn of(store: &Store, month: Month) -> Result<Self, StoreError> {
        let mut all = Self::none(month);
        let add = |seen: &mut Self, slip| seen.add(&slip);
        for seen in gather_slips(store, month, || Self::none(month), add).await? {
            all.merge(seen);
        }
        Ok(all)
    }

    /// The month of the seal.
    pub(super) const fn month(&self) -> Month {
        self.month
    }

    /// How many ratings by invitation waited, left out or not, of each service by counter.
    pub fn rated(&self) -> impl Iterator<Item = RatedAt> {
        let verified = self.places.iter();
        let verified = verified.filter(|(place, _)| place.proof == Proof::Verified);
        verified.map(|(place, ratings)| RatedAt {
            service: place.service,
            counter: place.counter,
            ratings: ratings.late.of,
        })
    }

    /// Adds a rating that the seal counts, whatever month it is dated into.
    pub fn add(&mut self, slip: &Slip) {
        let place = Place {
            service: slip.service,
            counter: slip.counter,
            proof: slip.proof,
        };
        let ratings = self.places.entry(place).or_default();
        let month = Month::of(slip.date);
        if month == self.month {
            *ratings.days.entry(slip.date).or_default() += 1;
        }
        let is_late = month != self.month && slip.waited == 0;
        ratings.late += Share {
            of: 1,
            part: is_late.into(),
        };
        let one_answer = has_one_answer(&slip.answers);
        let sheets = Share {
            of: one_answer.is_some().into(),
            part: one_answer.unwrap_or_default().into(),
        };
        ratings.sheets += sheets;
        if let Some(week) = slip.week {
            let visits = Visits {
                week,
                duty: slip.duty,
            };
            *ratings.visits.entry(visits).or_default() += Rated { ratings: 1, sheets };
        }
    }

    /// Adds what else was counted.
    pub fn merge(&mut self, other: Self) {
        for (place, ratings) in other.places {
            match self.places.entry(place) {
                Entry::Occupied(mut own) => own.get_mut().merge(ratings),
                Entry::Vacant(vacant) => drop(vacant.insert(ratings)),
            }
        }
    }
}

impl Ratings {
    fn merge(&mut self, other: Self) {
        for (day, ratings) in other.days {
            *self.days.entry(day).or_default() += ratings;
        }
        self.sheets += other.sheets;
        self.late += other.late;
        for (visits, rated) in other.visits {
            *self.visits.entry(visits).or_default() += rated;
        }
    }
}
