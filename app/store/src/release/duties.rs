//! What a seal keeps of ratings by the duty of their visits: month by month in cipher, and with the last month of a quarter
//! in clear of those sets that k people rated. It must not know officers by more than their numbers.

use std::collections::{BTreeMap, HashMap};

use domain::duty::{DutySet, EVIDENCE, Quarter, attributable};
use domain::instrument::Instrument;
use domain::period::Month;
use domain::rating::Proof;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use super::Store;
use super::moving::Kept;
use super::pending::{Counted, Group, Scores, written};
use crate::StoreError;
use crate::connection::WriteTransaction;
use crate::duty::sets;
use crate::entity::sealed_rating;
use crate::keys::KeyFolder;
use crate::waiting::{DutySlip, duty_slips, store_duty_slips};

/// Where the answers of a quarter are kept by duty.
const BY_DUTY: Kept = Kept("duty_rating (quarter, service_id, duty, answers, people)");

/// The answers that are kept by duty, of all that somebody gave.
pub(super) fn evidence(scores: &Scores) -> [u8; 3] {
    EVIDENCE.map(|element| {
        let place = Instrument::Skm.position(element);
        place.map_or(0, |place| scores[place])
    })
}

/// The groups that are published by themselves and are evidence of officers at all: those of visits that are proved.
fn groups(counted: &Counted) -> impl Iterator<Item = &Group> {
    let large = counted.large().into_iter();
    large.filter(|group| {
        group.proof == Proof::Verified && group.series.instrument == Instrument::Skm
    })
}

/// What the groups that are published by themselves hold, by duty. Of smaller ones, which are published together with others,
/// nothing is kept by duty.
fn slips(counted: &Counted) -> Vec<DutySlip> {
    let slips = groups(counted).flat_map(|group| {
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
    /// With the last month of a quarter, before its release and after [its answers](Store::keep_answers): keeps the answers
    /// by duty of those sets that enough people rated about a service, all months together. Interrupted, or done by two
    /// processes, it comes to the same.
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
        let all = sealed(&self.reader, quarter).await?;
        let kept = kept(slips, &all, &sets(&self.reader).await?, k);
        let rows: Vec<String> = kept.iter().map(|slip| row(slip, quarter)).collect();
        self.keep_rows(BY_DUTY, &rows).await
    }
}

/// How many people rated each service after a visit, of the answers of a quarter that are kept so far.
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
    let DutySlip {
        service,
        duty,
        answers,
        people,
    } = slip;
    let answers = written(answers);
    format!("('{quarter}', {service}, {duty}, '{answers}', {people})")
}
