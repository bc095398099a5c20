//! What a seal keeps of ratings by the duty of their visits: month by month in cipher, and with the last month of a quarter
//! in clear of those sets that k people rated. It must not know officers by more than their numbers.

use std::collections::{BTreeMap, HashMap};
use std::time::Instant;

use domain::duty::{DutySet, EVIDENCE, Quarter, attributable};
use domain::instrument::Instrument;
use domain::period::Month;
use domain::rating::Proof;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use super::Store;
use super::pending::{Counted, Group, Scores};
use crate::StoreError;
use crate::connection::{WriteTransaction, give_way};
use crate::duty::sets;
use crate::entity::sealed_rating;
use crate::keys::KeyFolder;
use crate::waiting::{DutySlip, duty_slips, store_duty_slips};

/// Rows of one statement.
const CHUNK: usize = 500;

/// Rows of one transaction: those who rate wait for it.
const AT_ONCE: usize = if cfg!(test) { 4 } else { 8000 };

/// The answers that are kept by duty, of all that somebody gave.
pub(super) fn evidence(scores: &Scores) -> [u8; 3] {
    EVIDENCE.map(|element| {
        let place = Instrument::Skm.position(element);
        place.map_or(0, |place| scores[place])
    })
}

/// Whether the ratings of a group are evidence of officers at all: only those of a visit that is proved are.
pub(super) fn is_evidence(group: &Group) -> bool {
    group.proof == Proof::Verified && group.series.instrument == Instrument::Skm
}

/// What the groups that are published by themselves hold, by duty. Of smaller ones, which are published together with others,
/// nothing is kept by duty.
pub(super) fn slips(counted: &Counted) -> Vec<DutySlip> {
    let groups = counted
        .large()
        .into_iter()
        .filter(|group| is_evidence(group));
    let slips = groups.flat_map(|group| {
        let duties = group.duties.iter();
        duties.map(|((duty, answers), people)| DutySlip {
            service: group.service,
            duty: *duty,
            answers: *answers,
            people: *people,
        })
    });
    slips.collect()
}

/// Lets what a month holds by duty wait for the end of its quarter. With the last month [it was kept](Store::keep_duties).
pub(super) async fn wait_for_quarter(
    transaction: &WriteTransaction,
    keys: &KeyFolder,
    month: Month,
    counted: &Counted,
) -> Result<(), StoreError> {
    let last = Quarter::of(month).last_month();
    if month == last {
        return Ok(());
    }
    store_duty_slips(transaction, keys, last, &slips(counted)).await
}

impl Store {
    /// With the last month of a quarter, before its release: keeps the answers by duty of those sets that enough people
    /// rated about a service, all months together. Interrupted, or done by two processes, it comes to the same.
    pub(super) async fn keep_duties(
        &self,
        month: Month,
        counted: &Counted,
        k: u64,
    ) -> Result<(), StoreError> {
        let quarter = Quarter::of(month);
        if month != quarter.last_month() {
            return Ok(());
        }
        let mut slips = slips(counted);
        slips.extend(duty_slips(&self.reader, &self.keys, month).await?);
        let mut all = sealed(&self.reader, quarter).await?;
        for group in counted
            .large()
            .into_iter()
            .filter(|group| is_evidence(group))
        {
            *all.entry(group.service).or_default() += group.people;
        }
        let kept = kept(slips, &all, &sets(&self.reader).await?, k);
        let rows: Vec<String> = kept.into_iter().map(|slip| row(&slip, quarter)).collect();
        for rows in rows.chunks(AT_ONCE) {
            self.keep_duty_rows(rows).await?;
        }
        Ok(())
    }

    async fn keep_duty_rows(&self, rows: &[String]) -> Result<(), StoreError> {
        let begun = Instant::now();
        let transaction = self.begin_write().await?;
        for chunk in rows.chunks(CHUNK) {
            let insert = format!(
                "INSERT INTO duty_rating (quarter, service_id, duty, answers, people) VALUES {} \
                 ON CONFLICT DO NOTHING",
                chunk.join(", ")
            );
            transaction.execute_unprepared(&insert).await?;
        }
        transaction.commit().await?;
        give_way(begun).await;
        Ok(())
    }
}

/// How many people rated each service after a visit, in the months of a quarter that are sealed.
async fn sealed(
    connection: &impl ConnectionTrait,
    quarter: Quarter,
) -> Result<HashMap<i32, u64>, StoreError> {
    use sealed_rating::Column;
    let months = quarter.first_month().through(quarter.last_month());
    let rows: Vec<(i32, i64)> = sealed_rating::Entity::find()
        .select_only()
        .columns([Column::ServiceId, Column::People])
        .filter(Column::ReleaseMonth.is_in(months.map(|month| month.to_string())))
        .filter(Column::Proof.eq(Proof::Verified.key()))
        .filter(Column::Instrument.eq(Instrument::Skm.key()))
        .into_tuple()
        .all(connection)
        .await?;
    let mut people: HashMap<i32, u64> = HashMap::new();
    for (service, of_row) in rows {
        *people.entry(service).or_default() += of_row.unsigned_abs();
    }
    Ok(people)
}

/// Equal answers of the sets that stay, of each number apart, in the order of their key.
fn kept(
    slips: Vec<DutySlip>,
    all: &HashMap<i32, u64>,
    sets: &BTreeMap<i64, DutySet>,
    k: u64,
) -> Vec<DutySlip> {
    let mut services: BTreeMap<i32, Vec<DutySlip>> = BTreeMap::new();
    for slip in slips {
        services.entry(slip.service).or_default().push(slip);
    }
    let mut kept = vec![];
    for (service, slips) in services {
        let mut people: BTreeMap<DutySet, u64> = BTreeMap::new();
        for slip in &slips {
            if let Some(set) = sets.get(&slip.duty) {
                *people.entry(set.clone()).or_default() += slip.people;
            }
        }
        let all = all.get(&service).copied().unwrap_or(0);
        let stay = attributable(&people, all, k);
        let mut equal: BTreeMap<(i64, [u8; 3]), u64> = BTreeMap::new();
        for slip in slips {
            if sets.get(&slip.duty).is_some_and(|set| stay.contains(set)) {
                *equal.entry((slip.duty, slip.answers)).or_default() += slip.people;
            }
        }
        kept.extend(equal.into_iter().map(|((duty, answers), people)| DutySlip {
            service,
            duty,
            answers,
            people,
        }));
    }
    kept
}

/// A row, written out: every part of it is a number or a word of our own.
fn row(slip: &DutySlip, quarter: Quarter) -> String {
    let character = |score: u8| char::from_digit(score.into(), 10).filter(|_| score > 0);
    let answers = slip.answers.map(|score| character(score).unwrap_or('-'));
    let answers: String = answers.iter().collect();
    let DutySlip {
        service,
        duty,
        people,
        ..
    } = slip;
    format!("('{quarter}', {service}, {duty}, '{answers}', {people})")
}
