//! Counts the ballot box for a seal, in one pass over the pending ratings.
//! It must not compute anything but counts; SQL averages differ between databases.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use domain::instrument::{Element, Instrument, Series};
use domain::period::Month;
use domain::rating::{AgeBand, Disability, Education, Gender, Occupation, Proof};
use domain::register::Register;
use domain::release::ProfileCounts;
use domain::seal::{GroupKey, PendingGroup};
use domain::slug::Slug;
use domain::tally::{EqualMeans, Tally};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryResult, QuerySelect, Statement,
};

use crate::StoreError;
use crate::connection::WriteTransaction;
use crate::entity::rating;

/// The pending ratings up to the end of a month, counted per group.
pub async fn groups(
    transaction: &WriteTransaction,
    month: Month,
    register: &Register,
    services: &HashMap<i32, Slug>,
) -> Result<Vec<PendingGroup>, StoreError> {
    let counting = Counting::new();
    let statement = Statement::from_sql_and_values(
        transaction.get_database_backend(),
        counting.sql(),
        [month.last_day().into()],
    );
    let mut groups: BTreeMap<GroupKey, PendingGroup> = BTreeMap::new();
    for row in transaction.query_all_raw(statement).await? {
        let key = key(&row, services)?;
        let since = Month::of(row.try_get::<NaiveDate>("", "oldest")?);
        let latest = Month::of(row.try_get::<NaiveDate>("", "newest")?);
        let waited =
            u32::try_from(row.try_get::<i16>("", "waited")?).map_err(StoreError::corrupt)?;
        let unit = register
            .service(&key.service)
            .map(|service| service.unit_on(month.last_day()).clone());
        let unit =
            unit.ok_or_else(|| StoreError::corrupt(format!("{} is not registered", key.service)))?;
        let group = groups.entry(key.clone()).or_insert_with(|| PendingGroup {
            tally: Tally::empty(key.series.instrument),
            profile: ProfileCounts::new(),
            key,
            unit,
            since,
            latest,
            waited,
        });
        group.since = group.since.min(since);
        group.latest = group.latest.max(latest);
        group.waited = group.waited.max(waited);
        counting.add(&row, group)?;
    }
    Ok(groups.into_values().collect())
}

fn key(row: &QueryResult, services: &HashMap<i32, Slug>) -> Result<GroupKey, StoreError> {
    let service = services.get(&row.try_get::<i32>("", "service_id")?);
    let instrument: String = row.try_get("", "instrument")?;
    let proof: String = row.try_get("", "proof")?;
    Ok(GroupKey {
        service: service
            .cloned()
            .ok_or_else(|| StoreError::corrupt("a rating of a service that is gone"))?,
        series: Series {
            instrument: Instrument::from_key(&instrument)
                .ok_or_else(|| StoreError::corrupt(&instrument))?,
            wording: u16::try_from(row.try_get::<i16>("", "wording")?)
                .map_err(StoreError::corrupt)?,
        },
        proof: Proof::from_key(&proof).ok_or_else(|| StoreError::corrupt(&proof))?,
    })
}

/// A profile column with the answers that it may hold.
type ProfileColumn = (&'static str, Vec<&'static str>);

/// The columns that are counted: every element's scores and every profile answer.
struct Counting {
    elements: Vec<Element>,
    profile: Vec<ProfileColumn>,
}

impl Counting {
    fn new() -> Self {
        Self {
            elements: Element::SKM.into_iter().chain([Element::Overall]).collect(),
            profile: vec![
                (
                    "gender",
                    Gender::ALL.iter().map(|answer| answer.code()).collect(),
                ),
                (
                    "age",
                    AgeBand::ALL.iter().map(|answer| answer.code()).collect(),
                ),
                (
                    "education",
                    Education::ALL.iter().map(|answer| answer.code()).collect(),
                ),
                (
                    "occupation",
                    Occupation::ALL.iter().map(|answer| answer.code()).collect(),
                ),
                (
                    "disability",
                    Disability::ALL.iter().map(|answer| answer.code()).collect(),
                ),
            ],
        }
    }

    /// One row per group and mean score: how many people, and how often each answer was given. Grouped by numbers before
    /// texts, because that is how SQLite compares while it sorts.
    fn sql(&self) -> String {
        let over_elements = |each: &dyn Fn(&str) -> String| {
            self.elements
                .iter()
                .map(|element| each(element.key()))
                .collect::<Vec<_>>()
                .join(" + ")
        };
        let answered =
            over_elements(&|column| format!("CASE WHEN {column} IS NULL THEN 0 ELSE 1 END"));
        let total = over_elements(&|column| format!("COALESCE({column}, 0)"));
        let scores = self.elements.iter().flat_map(|element| {
            (1..=4).map(move |score| {
                format!(
                    "COUNT(*) FILTER (WHERE {0} = {score}) AS {0}_{score}",
                    element.key()
                )
            })
        });
        let profile = self.profile.iter().flat_map(|(column, answers)| {
            answers.iter().enumerate().map(move |(place, answer)| {
                format!("COUNT(*) FILTER (WHERE {column} = '{answer}') AS {column}_{place}")
            })
        });
        let counts: Vec<String> = scores.chain(profile).collect();
        format!(
            "SELECT service_id, instrument, wording, proof, answered, total, COUNT(*) AS people, MIN(date) AS oldest, MAX(date) AS newest, \
             MAX(waited) AS waited, {} FROM (SELECT rating.*, CAST({answered} AS BIGINT) AS answered, \
             CAST({total} AS BIGINT) AS total FROM rating WHERE date <= $1) AS pending \
             GROUP BY service_id, total, answered, proof, wording, instrument",
            counts.join(", ")
        )
    }

    /// Adds a row of the answer to the group it belongs to.
    fn add(&self, row: &QueryResult, group: &mut PendingGroup) -> Result<(), StoreError> {
        let count = |column: &str| -> Result<u64, StoreError> {
            row.try_get::<i64>("", column)?
                .try_into()
                .map_err(StoreError::corrupt)
        };
        let people = count("people")?;
        let means = EqualMeans {
            answered: count("answered")?,
            total: count("total")?,
            people,
        };
        let elements = group.key.series.instrument.elements();
        let scores = |element: &Element| -> Result<[u64; 4], StoreError> {
            let score = |score: u8| count(&format!("{}_{score}", element.key()));
            Ok([score(1)?, score(2)?, score(3)?, score(4)?])
        };
        let counts = elements.iter().map(scores).collect::<Result<Vec<_>, _>>()?;
        group.tally.add_group(means, &counts);
        for (column, answers) in &self.profile {
            let counted = group.profile.entry((*column).to_owned()).or_default();
            let mut silent = people;
            for (place, answer) in answers.iter().enumerate() {
                let given = count(&format!("{column}_{place}"))?;
                silent -= given;
                add(counted, answer, given);
            }
            add(counted, "", silent);
        }
        Ok(())
    }
}

fn add(counted: &mut BTreeMap<String, u64>, answer: &str, people: u64) {
    if people > 0 {
        *counted.entry(answer.to_owned()).or_default() += people;
    }
}

/// The month of the oldest rating in the ballot box.
pub(crate) async fn oldest_pending(
    connection: &impl ConnectionTrait,
) -> Result<Option<Month>, DbErr> {
    let oldest: Option<Option<NaiveDate>> = rating::Entity::find()
        .select_only()
        .column_as(rating::Column::Date.min(), "oldest")
        .into_tuple()
        .one(connection)
        .await?;
    Ok(oldest.flatten().map(Month::of))
}
