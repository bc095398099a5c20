//! What is known of one service, brought into the form in which the rules look at it.
//! It must not ask the database, nor decide what stands out.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::NaiveDate;
use domain::integrity::{Codes, Crew, DaySeen, Share, Strand, WeekSeen};
use domain::period::Month;
use domain::rating::Proof;

use super::counting::{Place, Ratings};
use super::invited::{BatchSeen, VisitsOfDay};
use crate::StoreError;
use crate::invitation::monday_of;
use crate::names::Names;

/// One service in a month.
pub(super) struct ServiceSeen<'a> {
    pub month: Month,
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

impl<'a> ServiceSeen<'a> {
    /// The ratings by counter and proof.
    pub fn strands(&self) -> Result<Vec<Strand>, StoreError> {
        let numbers = self.crew_numbers();
        let strands = self.ratings.iter().map(|(place, ratings)| {
            let mut crews: BTreeMap<Crew, Share> = BTreeMap::new();
            for (visits, sheets) in &ratings.visits {
                let officers = self.officers_of(visits.duty);
                if let Some(crew) = officers.and_then(|officers| numbers.get(officers)) {
                    *crews.entry(*crew).or_default() += *sheets;
                }
            }
            let days = self.open.iter().map(|(day, open)| DaySeen {
                open: *open,
                ratings: ratings.days.get(day).copied().unwrap_or_default(),
            });
            Ok(Strand {
                counter: place.counter.map(|c| self.names.counter(c)).transpose()?,
                proof: place.proof,
                days: days.collect(),
                sheets: ratings.sheets,
                late: ratings.late,
                crews,
            })
        });
        strands.collect()
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

    /// The visits of each counter.
    pub fn counters(&self) -> Result<Vec<Codes>, StoreError> {
        let mut counters: BTreeMap<i32, Reported> = BTreeMap::new();
        for visits in self.visits {
            if let Some(counter) = visits.counter_id {
                let week = monday_of(visits.date);
                counters.entry(counter).or_default().week(week).visits +=
                    visits.visits.unsigned_abs();
            }
        }
        for batch in self.batches {
            if let Some(reported) = counters.get_mut(&batch.counter) {
                let week = reported.week(batch.week);
                week.used += batch.codes.part;
                reported.invited.insert(batch.week);
            }
        }
        for (place, ratings) in self.verified() {
            if let Some(reported) = place.counter.and_then(|c| counters.get_mut(&c)) {
                for (visits, sheets) in &ratings.visits {
                    reported.week(visits.week).one_answer += sheets.part;
                }
            }
        }
        let counters = counters.into_iter();
        let codes = counters.map(|(counter, reported)| self.codes(counter, reported));
        codes.collect()
    }

    /// The visits of each crew at each counter, as far as they were invited when they were reported.
    pub fn crews(&self) -> Result<Vec<Codes>, StoreError> {
        let mut crews: BTreeMap<AtCounter, Reported> = BTreeMap::new();
        for batch in self.batches.iter().filter(|batch| batch.of_visits) {
            if let Some(officers) = self.officers_of(batch.duty) {
                let reported = crews.entry((batch.counter, officers)).or_default();
                let week = reported.week(batch.week);
                week.visits += batch.codes.of;
                week.used += batch.codes.part;
                reported.invited.insert(batch.week);
            }
        }
        for (place, ratings) in self.verified() {
            for (visits, sheets) in &ratings.visits {
                let officers = self.officers_of(visits.duty);
                let crew = place.counter.zip(officers);
                if let Some(reported) = crew.and_then(|crew| crews.get_mut(&crew)) {
                    reported.week(visits.week).one_answer += sheets.part;
                }
            }
        }
        let crews = crews.into_iter();
        let codes = crews.map(|((counter, _), reported)| {
            let of_month = self.codes(counter, reported)?;
            Ok(Codes {
                earlier: vec![],
                ..of_month
            })
        });
        codes.collect()
    }

    fn verified(&self) -> impl Iterator<Item = &'a (Place, Ratings)> {
        let ratings = self.ratings.iter();
        ratings.filter(|(place, _)| place.proof == Proof::Verified)
    }

    fn officers_of(&self, duty: Option<i64>) -> Option<&'a str> {
        self.officers.get(&duty?).map(String::as_str)
    }

    fn crew_numbers(&self) -> HashMap<&'a str, Crew> {
        let mut numbers = HashMap::new();
        for (_, ratings) in self.ratings {
            for visits in ratings.visits.keys() {
                if let Some(officers) = self.officers_of(visits.duty) {
                    let next = Crew(u32::try_from(numbers.len()).unwrap_or(u32::MAX));
                    numbers.entry(officers).or_insert(next);
                }
            }
        }
        numbers
    }

    /// The weeks of the month, and the months before it.
    fn codes(&self, counter: i32, reported: Reported) -> Result<Codes, StoreError> {
        let (mut weeks, mut earlier) = (BTreeMap::new(), BTreeMap::<Month, Share>::new());
        let invited = reported.invited;
        let weeks_seen = reported.weeks.into_iter();
        for (week, seen) in weeks_seen.filter(|(week, _)| invited.contains(week)) {
            let month = Month::of(week);
            if month == self.month {
                weeks.insert(week, seen);
            } else if month < self.month {
                *earlier.entry(month).or_default() += seen.response();
            }
        }
        Ok(Codes {
            counter: self.names.counter(counter)?,
            weeks,
            earlier: earlier.into_values().collect(),
        })
    }
}

/// Visits by the Monday of their week.
#[derive(Default)]
struct Reported {
    weeks: BTreeMap<NaiveDate, WeekSeen>,
    /// The weeks in which invitations were given out there: in the others nobody could use one.
    invited: BTreeSet<NaiveDate>,
}

impl Reported {
    fn week(&mut self, week: NaiveDate) -> &mut WeekSeen {
        self.weeks.entry(week).or_default()
    }
}
