//! The visits of some weeks and what became of their invitations, and the sealed answers of the months before, read to look
//! for signs. It must not know who was served.

use std::collections::HashMap;

use chrono::{Days, NaiveDate};
use domain::instrument::{Element, Instrument};
use domain::integrity::LEAST_ANSWERS;
use domain::invitation::Origin;
use domain::period::Month;
use domain::rating::Proof;
use domain::share::Share;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QuerySelect,
    QueryTrait, Statement,
};

use crate::StoreError;
use crate::duty::SEVERAL;
use crate::entity::{duty_set, invitation, invitation_batch, visit};
use crate::invitation::{count_codes, monday_of};

/// The Mondays of the weeks that belong to some months: a week is of the month of its Monday.
#[derive(Clone, Copy, Debug)]
pub(super) struct Weeks {
    pub first: Month,
    pub last: Month,
}

impl Weeks {
    /// The first day of the first week.
    pub fn first_monday(self) -> NaiveDate {
        let day_before = self.first.first_day() - Days::new(1);
        monday_of(day_before) + Days::new(7)
    }

    /// The first day of the first week and the last day of the last one.
    fn days(self) -> [NaiveDate; 2] {
        let last = monday_of(self.last.last_day()) + Days::new(6);
        [self.first_monday(), last]
    }
}

/// A service at a counter on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, FromQueryResult)]
pub(super) struct VisitsOfDay {
    pub service_id: i32,
    pub counter_id: Option<i32>,
    pub date: NaiveDate,
    pub visits: i64,
}

/// The visits of some weeks, by day.
pub(super) async fn visits(
    connection: &impl ConnectionTrait,
    weeks: Weeks,
) -> Result<Vec<VisitsOfDay>, StoreError> {
    let [first, last] = weeks.days();
    let by = [
        visit::Column::ServiceId,
        visit::Column::CounterId,
        visit::Column::Date,
    ];
    let mut query = visit::Entity::find()
        .select_only()
        .columns(by)
        .column_as(visit::Column::Id.count(), "visits")
        .filter(visit::Column::Date.between(first, last))
        // A visit counts in its month or a later one, which an index finds.
        .filter(visit::Column::Month.gte(weeks.first.to_string()));
    for column in by {
        query = query.group_by(column);
    }
    Ok(query.into_model().all(connection).await?)
}

/// The invitations of a batch.
#[derive(Clone, Debug)]
pub(super) struct BatchSeen {
    pub service: i32,
    pub counter: i32,
    pub week: NaiveDate,
    /// The number of the duty set.
    pub duty: Option<i64>,
    /// Whether each was made for a visit that was reported.
    pub of_visits: bool,
    /// How many there are, and how many of them were ever used; `None` where that is forgotten.
    pub codes: Option<Share>,
}

/// The batches of some weeks that were given out at a counter. One that was withdrawn counts: its ratings do too.
pub(super) async fn batches(
    connection: &impl ConnectionTrait,
    weeks: Weeks,
) -> Result<Vec<BatchSeen>, StoreError> {
    let [first, last] = weeks.days();
    let of_weeks = || {
        invitation_batch::Entity::find()
            .filter(invitation_batch::Column::Week.between(first, last))
            .filter(invitation_batch::Column::CounterId.is_not_null())
    };
    let rows = of_weeks().all(connection).await?;
    let ids = of_weeks()
        .select_only()
        .column(invitation_batch::Column::Id);
    let ids = invitation::Column::BatchId.in_subquery(ids.into_query());
    let codes = count_codes(connection, ids).await?;
    let batches = rows.into_iter().filter_map(|row| {
        let counted = codes.get(&row.id).copied();
        let kept = || Some((row.issued?.unsigned_abs(), row.used?.unsigned_abs()));
        Some(BatchSeen {
            service: row.service_id,
            counter: row.counter_id?,
            week: row.week,
            duty: row.duty,
            of_visits: row.origin == Origin::Visits.code(),
            codes: counted.or_else(kept).map(|(of, part)| Share { of, part }),
        })
    });
    Ok(batches.collect())
}

/// The officers of the duty sets of some weeks, written out, by number; without those that nothing tells apart.
pub(super) async fn officers(
    connection: &impl ConnectionTrait,
    weeks: Weeks,
) -> Result<HashMap<i64, String>, StoreError> {
    let [first, last] = weeks.days();
    let sets = duty_set::Entity::find()
        .filter(duty_set::Column::Week.between(first, last))
        .filter(duty_set::Column::Officers.ne(SEVERAL))
        .all(connection)
        .await?;
    Ok(sets
        .into_iter()
        .map(|set| (set.number, set.officers))
        .collect())
}

/// The sheets of one service, proof and sealed month.
#[derive(Clone, Debug)]
pub(super) struct SheetsOfMonth {
    pub service: i32,
    pub proof: Proof,
    pub sheets: Share,
}

/// The sealed sheets from a month on, up to another one and without it.
pub(super) async fn sealed_sheets(
    connection: &impl ConnectionTrait,
    from: Month,
    before: Month,
) -> Result<Vec<SheetsOfMonth>, StoreError> {
    let cost = Instrument::Skm.position(Element::Cost).expect("an element");
    // A sheet is kept as a character for each element; see `domain::integrity::has_one_answer`.
    let told = format!(
        "REPLACE(SUBSTR(answers, 1, {cost}) || SUBSTR(answers, {}), '-', '')",
        cost + 2
    );
    let one = |score| format!("REPLACE({told}, '{score}', '') = ''");
    let one = [1, 2, 3, 4].map(one).join(" OR ");
    let sql = format!(
        "SELECT release_month, service_id, proof, CAST(SUM(people) AS BIGINT) AS sheets, \
         CAST(SUM(CASE WHEN {one} THEN people ELSE 0 END) AS BIGINT) AS one_answer \
         FROM sealed_rating WHERE release_month >= $1 AND release_month < $2 AND instrument = $3 AND LENGTH({told}) >= {LEAST_ANSWERS} \
         GROUP BY release_month, service_id, proof"
    );
    let values = [
        from.to_string().into(),
        before.to_string().into(),
        Instrument::Skm.key().into(),
    ];
    let statement = Statement::from_sql_and_values(connection.get_database_backend(), sql, values);
    let rows = connection.query_all_raw(statement).await?;
    let read = rows.iter().map(|row| {
        let proof: String = row.try_get_by("proof")?;
        let number = |column: &str| row.try_get_by(column).map(i64::unsigned_abs);
        Ok(SheetsOfMonth {
            service: row.try_get_by("service_id")?,
            proof: Proof::from_key(&proof).ok_or_else(|| StoreError::corrupt(&proof))?,
            sheets: Share {
                of: number("sheets")?,
                part: number("one_answer")?,
            },
        })
    });
    read.collect()
}
