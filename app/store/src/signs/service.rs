//! What is known of one service, brought into the form in which the rules look at it.
//! It must not ask the database, nor decide what stands out.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::NaiveDate;
use domain::integrity::{DaySeen, RatingsSeen, SetNumber, VisitsSeen, WeekSeen};
use domain::period::Month;
use domain::rating::Proof;
use domain::share::Share;

use super::counting::{Place, Rated, Ratings};
use super::invited::{BatchSeen, VisitsOfDay};
use crate::StoreError;
use crate::invitation::monday_of;
use crate::names::Names;

/// One service in a month.
pub(super) struct KnownService<'a> {
    pub month: Month,
    /// The first Monday of which visits are known.
    pub begin: NaiveDate,
    pub names: &'a Names,
    /// The officers of duty sets, by number.
    pub officers: &'a HashMap<i64, String>,
    /// Every day of the month, and whether the unit was open.
    pub open: BTreeMap<NaiveDate, bool>,
    pub visits: &'a [VisitsOfDay],
    pub batches: &'a [BatchSeen],
    pub ratings: &'a [(Place, Ratings)],
}

/// Some officers at a counter.
type AtCounter<'a> = (i32, &'a str);

impl<'a> KnownService<'a> {
    /// The ratings by counter and proof.
    pub fn ratings(&self) -> Result<Vec<RatingsSeen>, StoreError> {
        let numbers = self.set_numbers();
        let ratings = self.ratings.iter().map(|(place, ratings)| {
            let mut duty_sets: BTreeMap<SetNumber, Share> = BTreeMap::new();
            for (visits, rated) in &ratings.visits {
                let officers = self.officers_of(visits.duty);
                if let Some(set) = officers.and_then(|officers| numbers.get(officers)) {
                    *duty_sets.entry(*set).or_default() += rated.sheets;
                }
            }
            let days = self.open.iter().map(|(day, open)| DaySeen {
                open: *open,
                ratings: ratings.days.get(day).copied().unwrap_or_default(),
            });
            Ok(RatingsSeen {
                counter: place.counter.map(|c| self.names.counter(c)).transpose()?,
                proof: place.proof,
                days: days.collect(),
                sheets: ratings.sheets,
                late: ratings.late,
                duty_sets,
            })
        });
        ratings.collect()
    }

    /// Paper forms and visits of the month, and those of them on days on which the unit was closed.
    pub fn closed(&self) -> Share {
        let paper = self
            .ratings
            .iter()
            .filter(|(place, _)| place.proof == Proof::Paper);
        let forms = paper.flat_map(|(_, ratings)| ratings.days.iter());
        let forms = forms.map(|(day, forms)| (*day, *forms));
        let visits = self.visits.iter();
        let visits = visits.map(|visits| (visits.date, visits.visits.unsigned_abs()));
        let of_days = forms.chain(visits).filter_map(|(day, number)| {
            let open = self.open.get(&day)?;
            Some(Share {
                of: number,
                part: if *open { 0 } else { number },
            })
        });
        of_days.sum()
    }

    /// The visits of each counter. Slips that were printed for whoever comes are used for visits of other weeks too, so that a
    /// week in which there are some tells nothing; nor does the week in which visits were first reported.
    pub fn counters(&self) -> Result<Vec<VisitsSeen>, StoreError> {
        let mut counters: BTreeMap<i32, Reported> = BTreeMap::new();
        for visits in self.visits {
            if let Some(counter) = visits.counter_id {
                let week = monday_of(visits.date);
                let reported = counters.entry(counter).or_default();
                reported.week(week).visits += visits.visits.unsigned_abs();
            }
        }
        for batch in self.batches {
            if let Some(reported) = counters.get_mut(&batch.counter) {
                reported.invited(batch);
                if !batch.of_visits && batch.duty.is_none() {
                    reported.unclear.insert(batch.week);
                }
            }
        }
        for (place, ratings) in self.verified() {
            if let Some(reported) = place.counter.and_then(|c| counters.get_mut(&c)) {
                for (visits, rated) in &ratings.visits {
                    reported.rated(visits.week, *rated);
                }
            }
        }
        for reported in counters.values_mut() {
            let first = reported.weeks.iter().find(|(_, seen)| seen.visits > 0);
            let first = first
                .map(|(week, _)| *week)
                .filter(|week| *week > self.begin);
            reported.unclear.extend(first);
        }
        let counters = counters.into_iter();
        let visits = counters.map(|(counter, reported)| self.visits_seen(counter, reported));
        visits.collect()
    }

    /// The visits of each duty set at each counter that were invited when they were reported. A week in which slips were printed for
    /// the duty set too tells nothing.
    pub fn duty_sets(&self) -> Result<Vec<VisitsSeen>, StoreError> {
        let mut duty_sets: BTreeMap<AtCounter, Reported> = BTreeMap::new();
        for batch in self.batches {
            if let Some(officers) = self.officers_of(batch.duty) {
                let reported = duty_sets.entry((batch.counter, officers)).or_default();
                reported.invited(batch);
                if batch.of_visits {
                    reported.week(batch.week).visits += batch.codes.unwrap_or_default().of;
                } else {
                    reported.unclear.insert(batch.week);
                }
            }
        }
        for (place, ratings) in self.verified() {
            for (visits, rated) in &ratings.visits {
                let officers = self.officers_of(visits.duty);
                let set = place.counter.zip(officers);
                if let Some(reported) = set.and_then(|set| duty_sets.get_mut(&set)) {
                    reported.rated(visits.week, *rated);
                }
            }
        }
        let duty_sets = duty_sets.into_iter();
        let visits = duty_sets.map(|((counter, _), reported)| {
            Ok(VisitsSeen {
                last: Share::default(),
                earlier: vec![],
                ..self.visits_seen(counter, reported)?
            })
        });
        visits.collect()
    }

    fn verified(&self) -> impl Iterator<Item = &'a (Place, Ratings)> {
        let ratings = self.ratings.iter();
        ratings.filter(|(place, _)| place.proof == Proof::Verified)
    }

    fn officers_of(&self, duty: Option<i64>) -> Option<&'a str> {
        self.officers.get(&duty?).map(String::as_str)
    }

    fn set_numbers(&self) -> HashMap<&'a str, SetNumber> {
        let ratings = self.ratings.iter();
        let duties = ratings.flat_map(|(_, ratings)| ratings.visits.keys());
        let duty_sets: BTreeSet<&str> = duties.filter_map(|v| self.officers_of(v.duty)).collect();
        duty_sets.into_iter().zip((0..).map(SetNumber)).collect()
    }

    /// The weeks of the month and of the one before, and the months before it as a whole.
    fn visits_seen(&self, counter: i32, reported: Reported) -> Result<VisitsSeen, StoreError> {
        let last = self.month.plus(-1);
        let (mut weeks, mut months) = (BTreeMap::new(), BTreeMap::<Month, Share>::new());
        for (week, seen) in &reported.weeks {
            let month = Month::of(*week);
            if reported.tells(*week) && (last..=self.month).contains(&month) {
                weeks.insert(*week, *seen);
            }
            if reported.tells(*week) && month <= last {
                let ever = months.entry(month).or_default();
                ever.of += seen.visits;
                ever.part += reported.used.get(week).copied().unwrap_or_default();
            }
        }
        for week in &reported.forgotten {
            months.remove(&Month::of(*week));
        }
        Ok(VisitsSeen {
            counter: self.names.counter(counter)?,
            weeks,
            last: months.remove(&last).unwrap_or_default(),
            earlier: months.into_values().collect(),
        })
    }
}

/// Visits by the Monday of their week.
#[derive(Default)]
struct Reported {
    weeks: BTreeMap<NaiveDate, WeekSeen>,
    /// How many of the codes of a week were ever used. In a week without any code nobody could use one.
    used: BTreeMap<NaiveDate, u64>,
    /// Weeks of which it is forgotten how many were used.
    forgotten: BTreeSet<NaiveDate>,
    /// Weeks in which visits and codes are not of the same people.
    unclear: BTreeSet<NaiveDate>,
}

impl Reported {
    fn week(&mut self, week: NaiveDate) -> &mut WeekSeen {
        self.weeks.entry(week).or_default()
    }

    fn invited(&mut self, batch: &BatchSeen) {
        let used = self.used.entry(batch.week).or_default();
        match batch.codes {
            Some(codes) => *used += codes.part,
            None => drop(self.forgotten.insert(batch.week)),
        }
    }

    fn rated(&mut self, week: NaiveDate, rated: Rated) {
        let seen = self.week(week);
        seen.used += rated.ratings;
        seen.one_answer += rated.sheets.part;
    }

    fn tells(&self, week: NaiveDate) -> bool {
        let reported = self.weeks.get(&week).is_some_and(|seen| seen.visits > 0);
        reported && self.used.contains_key(&week) && !self.unclear.contains(&week)
    }
}
