//! How long visits took, measured as the service standard counts time, and how often its promise was kept.
//! It must not know who was served, or where visits are kept.

mod sealed;

pub use sealed::{Measured, SealedTimes};

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveDateTime, Timelike};

use crate::calendar::Calendar;
use crate::opening::{OfficeHours, Opening};
use crate::register::{StandardTime, TimeUnit};

/// One citizen being served, from complete and correct documents to the product, in local time (Asia/Jakarta).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Visit {
    started: NaiveDateTime,
    finished: NaiveDateTime,
}

/// A visit that would have ended before it began.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the visit started at {started} and cannot have finished at {finished}")]
pub struct FinishedBeforeStart {
    /// The start that was given.
    pub started: NaiveDateTime,
    /// The finish that was given.
    pub finished: NaiveDateTime,
}

impl Visit {
    /// A visit between two moments, kept to the second.
    pub fn new(
        started: NaiveDateTime,
        finished: NaiveDateTime,
    ) -> Result<Self, FinishedBeforeStart> {
        if finished < started {
            return Err(FinishedBeforeStart { started, finished });
        }
        Ok(Self {
            started: to_the_second(started),
            finished: to_the_second(finished),
        })
    }

    /// When it started.
    pub const fn started(&self) -> NaiveDateTime {
        self.started
    }

    /// When it finished.
    pub const fn finished(&self) -> NaiveDateTime {
        self.finished
    }

    /// Its seconds within the hours of one day.
    fn seconds_within(&self, day: NaiveDate, hours: OfficeHours) -> i64 {
        let from = day.and_time(hours.opens()).max(self.started);
        let until = day.and_time(hours.closes()).min(self.finished);
        (until - from).num_seconds().max(0)
    }

    /// Whether any of it lies within the hours of one day; one that took no time does where it took place.
    fn is_within(&self, day: NaiveDate, hours: OfficeHours) -> bool {
        let (opens, closes) = (day.and_time(hours.opens()), day.and_time(hours.closes()));
        self.started < closes && (self.finished > opens || self.started >= opens)
    }
}

fn to_the_second(moment: NaiveDateTime) -> NaiveDateTime {
    let whole = moment.with_nanosecond(0);
    whole.expect("every second begins with a nanosecond")
}

/// How long one visit took, in the steps of its service standard: minutes where the standard counts minutes or working
/// hours, otherwise days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TimeUsed(u32);

impl TimeUsed {
    /// That many minutes or days.
    pub const fn new(steps: u32) -> Self {
        Self(steps)
    }

    /// How many minutes or days.
    pub const fn steps(self) -> u32 {
        self.0
    }

    /// The time that a visit took, as a standard counts it:
    /// whole minutes by the clock, so that 15 minutes and 59 seconds are 15; working hours in minutes while the unit is open;
    /// days that it is open, and days, after the day on which it started, so that the same day is 0 and lies within any
    /// promise. `None` of a visit wholly outside the opening hours, where the standard counts by them: it took no time of
    /// theirs, which is not the same as none.
    pub fn of(
        visit: Visit,
        unit: TimeUnit,
        calendar: &Calendar,
        opening: &Opening,
    ) -> Option<Self> {
        let (first, last) = (visit.started.date(), visit.finished.date());
        let days = || first.iter_days().take_while(|day| *day <= last);
        let hours = |day: NaiveDate| Some((day, opening.on(day, calendar)?));
        let open = || days().filter_map(hours);
        let by_hours = matches!(unit, TimeUnit::WorkingHours | TimeUnit::WorkingDays);
        if by_hours && !open().any(|(day, hours)| visit.is_within(day, hours)) {
            return None;
        }
        let steps = match unit {
            TimeUnit::Minutes => (visit.finished - visit.started).num_minutes(),
            TimeUnit::WorkingHours => {
                let seconds = open().map(|(day, hours)| visit.seconds_within(day, hours));
                seconds.sum::<i64>() / 60
            }
            TimeUnit::WorkingDays => {
                let after = open().filter(|(day, _)| *day > first).count();
                i64::try_from(after).unwrap_or(i64::MAX)
            }
            TimeUnit::Days => (last - first).num_days(),
        };
        // Only minutes can be more than fits, after 8 000 years.
        Some(Self(u32::try_from(steps).unwrap_or(u32::MAX)))
    }

    /// Whether it keeps the promise of a standard. Being faster than the lower end of a range keeps it too.
    pub fn within(self, standard: &StandardTime) -> bool {
        let steps_per_unit = match standard.unit {
            TimeUnit::WorkingHours => 60,
            TimeUnit::Minutes | TimeUnit::WorkingDays | TimeUnit::Days => 1,
        };
        u64::from(self.0) <= u64::from(standard.at_most) * steps_per_unit
    }
}

/// The times of some visits under one standard, counted exactly. A changed standard starts a new series.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceTimes {
    standard: StandardTime,
    visits: BTreeMap<TimeUsed, u64>,
}

impl ServiceTimes {
    /// Counts visits: how many took how long.
    pub fn new(standard: StandardTime, visits: impl IntoIterator<Item = (TimeUsed, u64)>) -> Self {
        let mut counts = BTreeMap::new();
        for (used, count) in visits.into_iter().filter(|(_, count)| *count > 0) {
            *counts.entry(used).or_default() += count;
        }
        Self {
            standard,
            visits: counts,
        }
    }

    /// The standard under which they were counted.
    pub const fn standard(&self) -> StandardTime {
        self.standard
    }

    /// How many visits took how long, shortest first.
    pub fn visits(&self) -> impl Iterator<Item = (TimeUsed, u64)> {
        self.visits.iter().map(|(used, count)| (*used, *count))
    }

    /// How many visits there are (n).
    pub fn count(&self) -> u64 {
        self.visits.values().sum()
    }

    fn within_standard(&self) -> u64 {
        self.visits()
            .filter(|(used, _)| used.within(&self.standard))
            .map(|(_, count)| count)
            .sum()
    }

    /// The quantile by nearest rank: the shortest time such that at least `percent` (1 to 100) of the visits took no
    /// longer. It is always the time of a visit, never a value between two. `None` without visits.
    fn quantile(&self, percent: u64) -> Option<TimeUsed> {
        let rank = (self.count() * percent).div_ceil(100);
        let mut counted = 0;
        self.visits().find_map(|(used, count)| {
            counted += count;
            (counted >= rank).then_some(used)
        })
    }

    fn figure(&self) -> Option<Timeliness> {
        Some(Timeliness {
            standard: self.standard,
            visits: self.count(),
            within: self.within_standard(),
            median: self.quantile(50)?,
            ninetieth: self.quantile(90)?,
        })
    }
}

/// A promise of time that names no share of visits counts as kept from this one on, in per cent. A choice: one late visit in a
/// thousand would break a promise of every case.
pub const USUALLY_KEPT_PERCENT: u32 = 90;

/// How a service kept its standard time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timeliness {
    /// The standard that it is held against; it also says what the steps of the times are.
    pub standard: StandardTime,
    /// How many visits were measured (n).
    pub visits: u64,
    /// How many of them finished within the standard time.
    pub within: u64,
    /// The median by nearest rank: at least half of the visits took no longer.
    pub median: TimeUsed,
    /// The 90th percentile by nearest rank: at least nine in ten visits took no longer.
    pub ninetieth: TimeUsed,
}

impl Timeliness {
    /// The share of visits that finished within the standard time, 0 to 1.
    pub fn share_within(&self) -> f64 {
        self.within as f64 / self.visits as f64
    }

    /// From which share of visits on, in per cent, the promise counts as kept: that for which it is made, or
    /// [`USUALLY_KEPT_PERCENT`].
    pub fn kept_from_percent(&self) -> u32 {
        self.standard.percent.unwrap_or(USUALLY_KEPT_PERCENT)
    }

    /// Whether the promise was kept.
    pub fn promise_kept(&self) -> bool {
        self.within * 100 >= self.visits * u64::from(self.kept_from_percent())
    }
}

/// The answer to the question how a service kept its standard time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimelinessStanding {
    /// The figure.
    Published(Timeliness),
    /// There are measured visits, but too few to publish alone.
    TooFew,
    /// Visits were measured, but only under another standard, whose figures cannot be added to these.
    OtherStandard,
    /// No visit was measured.
    NotProvided,
}

impl TimelinessStanding {
    /// The standing under a standard over some months. Months under another standard are left out, and so are months
    /// with fewer than `k` visits: were they counted in, the difference of two published figures would show them.
    pub fn over<'a>(
        standard: StandardTime,
        months: impl IntoIterator<Item = &'a ServiceTimes>,
        k: u64,
    ) -> Self {
        let months = months
            .into_iter()
            .filter(|month| month.standard == standard);
        let (enough, few): (Vec<_>, Vec<_>) = months.partition(|month| month.count() >= k);
        let visits = enough.into_iter().flat_map(ServiceTimes::visits);
        match ServiceTimes::new(standard, visits).figure() {
            Some(figure) => Self::Published(figure),
            None if few.iter().any(|month| month.count() > 0) => Self::TooFew,
            None => Self::NotProvided,
        }
    }
}

#[cfg(test)]
mod tests;
