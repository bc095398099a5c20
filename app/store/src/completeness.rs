//! What two people should know before they seal a month: what is missing, what waits, what looks unusual.
//! It must not tell a figure, nor how many ratings the month holds.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use domain::calendar::Calendar;
use domain::instrument::Element;
use domain::patterns::{DayCount, Observed, Thresholds, UnusualPatterns};
use domain::period::Month;
use domain::release::Patterns;
use domain::seal::proposal::Completeness;
use sea_orm::sea_query::Query;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect, Statement,
};

use crate::{
    Store, StoreError, calendar,
    entity::{comment, comment_decision, visit},
    settings,
};

/// Above this share of equal answers, in percent, a service or counter is counted as unusual. Satisfied people often choose
/// the best answer throughout, so it is high.
const EQUAL_PERCENT: u8 = 80;

impl Store {
    /// How complete a month is.
    pub async fn completeness(&self, month: Month) -> Result<Completeness, StoreError> {
        let decided = Query::select()
            .column(comment_decision::Column::CommentId)
            .from(comment_decision::Entity)
            .to_owned();
        let waiting_comments = comment::Entity::find()
            .filter(comment::Column::Month.lte(month.to_string()))
            .filter(comment::Column::Id.not_in_subquery(decided))
            .count(&self.reader)
            .await?;
        let k = settings::k(&self.reader).await?;
        Ok(Completeness {
            waiting_comments,
            missing_realisations: self.missing_realisations(month).await?.len(),
            patterns: unusual_patterns(&self.reader, month, k).await?,
        })
    }
}

/// How many services and counters show unusual patterns in the pending ratings of a month.
pub(crate) async fn unusual_patterns(
    connection: &impl ConnectionTrait,
    month: Month,
    k: u64,
) -> Result<Patterns, StoreError> {
    let thresholds = Thresholds {
        k,
        equal_percent: EQUAL_PERCENT,
    };
    let calendar = calendar::load(connection).await?;
    let services = observed(connection, month, Place::Service, &calendar).await?;
    let counters = observed(connection, month, Place::Counter, &calendar).await?;
    Ok(Patterns {
        services: UnusualPatterns::among(&services, thresholds),
        counters: UnusualPatterns::among(&counters, thresholds),
    })
}

/// By what ratings and visits are counted.
#[derive(Clone, Copy)]
enum Place {
    Service,
    Counter,
}

impl Place {
    const fn column(self) -> &'static str {
        match self {
            Self::Service => "service_id",
            Self::Counter => "counter_id",
        }
    }
}

/// The pending ratings of a month, counted by day and service or counter, with the visits there if any are reported.
async fn observed(
    connection: &impl ConnectionTrait,
    month: Month,
    by: Place,
    calendar: &Calendar,
) -> Result<Vec<Observed>, StoreError> {
    let visits = visits(connection, month, by).await?;
    let by = by.column();
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
            working: calendar.is_working_day(day),
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
                    working: calendar.is_working_day(day),
                })
            })
            .collect()
    };
    let observed = places
        .into_iter()
        .map(|(place, (days, observed))| Observed {
            days: every_day(&days),
            visits: visits.get(&place).copied(),
            ..observed
        });
    Ok(observed.collect())
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
