//! What two people should know before they seal a month: what is missing, what waits, what looks unusual.
//! It must not tell a figure, nor how many ratings the month holds.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use domain::calendar::Calendar;
use domain::instrument::Element;
use domain::patterns::{DayCount, Observed, Thresholds, UnusualPatterns};
use domain::period::Month;
use domain::rating::Proof;
use domain::release::Patterns;
use domain::seal::proposal::Completeness;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect,
};

use crate::{
    Store, StoreError, calendar,
    entity::{comment, visit},
    moderation, settings,
    waiting::{Slip, comments_waiting, each_slip},
};

/// Above this share of equal answers, in percent, a service or counter is counted as unusual. Satisfied people often choose
/// the best answer throughout, so it is high.
const EQUAL_PERCENT: u8 = 80;

impl Store {
    /// How complete a month is.
    pub async fn completeness(&self, month: Month) -> Result<Completeness, StoreError> {
        let waiting_comments = comment::Entity::find()
            .filter(comment::Column::Month.lte(month.to_string()))
            .filter(moderation::is_undecided())
            .count(&self.reader)
            .await?;
        let opened_later = comments_waiting(&self.reader, &self.keys, month).await?;
        let k = settings::k(&self.reader).await?;
        let mut days = DayCounts::of(month);
        each_slip(&self.reader, &self.keys, month, |slip| {
            days.add(&slip);
            Ok(())
        })
        .await?;
        Ok(Completeness {
            waiting_comments: waiting_comments + opened_later,
            missing_realisations: self.missing_realisations(month).await?.len(),
            patterns: days.unusual(&self.reader, k).await?,
        })
    }
}

/// The ratings of a month, counted by day at each service and counter.
pub(crate) struct DayCounts {
    month: Month,
    services: HashMap<i32, PlaceCounts>,
    counters: HashMap<i32, PlaceCounts>,
}

/// The ratings at one service or counter.
#[derive(Default)]
struct PlaceCounts {
    /// How many there were on a day, and how many of them were proved.
    days: BTreeMap<NaiveDate, (u64, u64)>,
    complete: u64,
    equal: u64,
}

impl DayCounts {
    /// None yet.
    pub fn of(month: Month) -> Self {
        Self {
            month,
            services: HashMap::new(),
            counters: HashMap::new(),
        }
    }

    /// Adds a rating, if it is of the month.
    pub fn add(&mut self, slip: &Slip) {
        if Month::of(slip.date) != self.month {
            return;
        }
        let first = slip.answers.score(Element::SKM[0]);
        let scores = Element::SKM.map(|element| slip.answers.score(element));
        let complete = scores.iter().all(Option::is_some);
        let equal = first.is_some() && scores.iter().all(|score| *score == first);
        let proved = matches!(slip.proof, Proof::Verified | Proof::Paper);
        let counter = slip.counter.map(|counter| self.counters.entry(counter));
        let places = [Some(self.services.entry(slip.service)), counter];
        for place in places.into_iter().flatten() {
            let place = place.or_default();
            let day = place.days.entry(slip.date).or_default();
            day.0 += 1;
            day.1 += u64::from(proved);
            place.complete += u64::from(complete);
            place.equal += u64::from(equal);
        }
    }

    /// Adds the counts of other ratings of the month.
    pub fn merge(&mut self, other: Self) {
        add_places(&mut self.services, other.services);
        add_places(&mut self.counters, other.counters);
    }

    /// How many services and counters show unusual patterns.
    pub async fn unusual(
        self,
        connection: &impl ConnectionTrait,
        k: u64,
    ) -> Result<Patterns, StoreError> {
        let thresholds = Thresholds {
            k,
            equal_percent: EQUAL_PERCENT,
        };
        let calendar = calendar::load(connection).await?;
        let month = self.month;
        let visits_of = async |by| visits(connection, month, by).await;
        let services = observed(
            self.services,
            &visits_of(Place::Service).await?,
            month,
            &calendar,
        );
        let counters = observed(
            self.counters,
            &visits_of(Place::Counter).await?,
            month,
            &calendar,
        );
        Ok(Patterns {
            services: UnusualPatterns::among(&services, thresholds),
            counters: UnusualPatterns::among(&counters, thresholds),
        })
    }
}

fn add_places(own: &mut HashMap<i32, PlaceCounts>, added: HashMap<i32, PlaceCounts>) {
    for (place, counts) in added {
        let own = own.entry(place).or_default();
        for (day, (ratings, proved)) in counts.days {
            let day = own.days.entry(day).or_default();
            day.0 += ratings;
            day.1 += proved;
        }
        own.complete += counts.complete;
        own.equal += counts.equal;
    }
}

/// By what ratings and visits are counted.
#[derive(Clone, Copy)]
enum Place {
    Service,
    Counter,
}

/// Every day of a month at every place, with the visits there if any are reported.
fn observed(
    places: HashMap<i32, PlaceCounts>,
    visits: &HashMap<i32, u64>,
    month: Month,
    calendar: &Calendar,
) -> Vec<Observed> {
    let every_day = |days: &BTreeMap<NaiveDate, (u64, u64)>| -> Vec<DayCount> {
        let all = month.first_day().iter_days();
        let all = all.take_while(|day| *day <= month.last_day());
        let counted = all.map(|day| {
            let (ratings, proved) = days.get(&day).copied().unwrap_or_default();
            DayCount {
                ratings,
                proved,
                working: calendar.is_working_day(day),
            }
        });
        counted.collect()
    };
    let observed = places.into_iter().map(|(place, counts)| Observed {
        days: every_day(&counts.days),
        visits: visits.get(&place).copied(),
        complete: counts.complete,
        equal: counts.equal,
    });
    observed.collect()
}

/// The visits of a month by service or counter.
async fn visits(
    connection: &impl ConnectionTrait,
    month: Month,
    by: Place,
) -> Result<HashMap<i32, u64>, StoreError> {
    let by = match by {
        Place::Service => visit::Column::ServiceId,
        Place::Counter => visit::Column::CounterId,
    };
    let rows: Vec<(i32, i64)> = visit::Entity::find()
        .select_only()
        .column(by)
        .column_as(visit::Column::Id.count(), "visits")
        .filter(visit::Column::Month.eq(month.to_string()))
        .filter(by.is_not_null())
        .group_by(by)
        .into_tuple()
        .all(connection)
        .await?;
    let rows = rows.into_iter();
    Ok(rows
        .map(|(place, count)| (place, count.cast_unsigned()))
        .collect())
}
