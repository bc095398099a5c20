//! What two people should know before they seal a month: what is missing, what waits, what looks unusual.
//! It must not tell a figure, nor how many ratings the month holds.

use std::collections::{BTreeMap, HashMap};

use chrono::{Datelike, NaiveDate, Weekday};
use domain::instrument::Element;
use domain::patterns::{DayCount, Observed, Thresholds, UnusualPatterns};
use domain::period::Month;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, Statement};

use crate::{Store, StoreError, entity::comment, setting};

/// Above this share of equal answers, in percent, a service or counter is counted as unusual. Satisfied people often choose
/// the best answer throughout, so it is high.
const EQUAL_PERCENT: u8 = 80;

/// What the page of a proposed seal shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Completeness {
    /// Comments up to the month's end that nobody has decided about.
    pub waiting_comments: u64,
    /// Realisations that are due and not confirmed.
    pub missing_realisations: u64,
    /// Services with unusual patterns.
    pub services: UnusualPatterns,
    /// Counters with unusual patterns.
    pub counters: UnusualPatterns,
}

impl Store {
    /// How complete a month is.
    pub async fn completeness(&self, month: Month) -> Result<Completeness, StoreError> {
        let waiting_comments = comment::Entity::find()
            .filter(comment::Column::Month.lte(month.to_string()))
            .count(&self.reader)
            .await?;
        let thresholds = Thresholds {
            k: setting::k(&self.reader).await?,
            equal_percent: EQUAL_PERCENT,
        };
        let services = observed(&self.reader, month, "service_id").await?;
        let counters = observed(&self.reader, month, "counter_id").await?;
        Ok(Completeness {
            waiting_comments,
            missing_realisations: 0,
            services: UnusualPatterns::among(&services, thresholds),
            counters: UnusualPatterns::among(&counters, thresholds),
        })
    }
}

/// The pending ratings of a month, counted by day and service or counter.
async fn observed(
    connection: &impl ConnectionTrait,
    month: Month,
    by: &str,
) -> Result<Vec<Observed>, StoreError> {
    let answered = Element::SKM.map(|element| format!("{} IS NOT NULL", element.key()));
    let [first, others @ ..] = Element::SKM.map(Element::key);
    let equal = others.map(|other| format!("{other} = {first}"));
    let sql = format!(
        "SELECT {by} AS place, date, COUNT(*) AS ratings, \
         COUNT(*) FILTER (WHERE proof IN ('verified', 'paper')) AS proved, \
         COUNT(*) FILTER (WHERE {}) AS complete, COUNT(*) FILTER (WHERE {}) AS equal \
         FROM rating WHERE date BETWEEN $1 AND $2 AND {by} IS NOT NULL GROUP BY {by}, date",
        answered.join(" AND "),
        equal.join(" AND "),
    );
    let statement = Statement::from_sql_and_values(
        connection.get_database_backend(),
        sql,
        [month.first_day().into(), month.last_day().into()],
    );
    let mut places: HashMap<i32, (BTreeMap<NaiveDate, DayCount>, Observed)> = HashMap::new();
    for row in connection.query_all_raw(statement).await? {
        let count = |name: &str| -> Result<u64, StoreError> {
            Ok(row.try_get::<i64>("", name)?.cast_unsigned())
        };
        let day: NaiveDate = row.try_get("", "date")?;
        let (days, observed) = places.entry(row.try_get("", "place")?).or_default();
        let counted = DayCount {
            ratings: count("ratings")?,
            proved: count("proved")?,
            working: is_working_day(day),
        };
        days.insert(day, counted);
        observed.complete += count("complete")?;
        observed.equal += count("equal")?;
    }
    let every_day = |days: &BTreeMap<NaiveDate, DayCount>| -> Vec<DayCount> {
        let all = month.first_day().iter_days();
        all.take_while(|day| *day <= month.last_day())
            .map(|day| {
                days.get(&day).copied().unwrap_or(DayCount {
                    ratings: 0,
                    proved: 0,
                    working: is_working_day(day),
                })
            })
            .collect()
    };
    let observed = places.into_values().map(|(days, observed)| Observed {
        days: every_day(&days),
        ..observed
    });
    Ok(observed.collect())
}

fn is_working_day(day: NaiveDate) -> bool {
    !matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}
