//! How the people of a semester described themselves: added up by the seal of each month, published by that of the last.
//! It must not decide what may be published: `domain` hides what is of too few.

use std::collections::{BTreeMap, HashMap};

use domain::period::{Month, Period};
use domain::profile::{ProfileCounts, SealedProfile, add_profile};
use domain::slug::Slug;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};

use crate::StoreError;
use crate::connection::WriteTransaction;
use crate::entity::profile_count;
use crate::names::unit_slugs;

/// Rows of one statement.
const CHUNK: usize = 500;

/// Adds what the people of a month told, by unit. With the last month of a semester it gives back what may be published of all,
/// and forgets the counts.
pub(super) async fn add_and_publish(
    transaction: &WriteTransaction,
    month: Month,
    profiles: &BTreeMap<Slug, ProfileCounts>,
    k: u64,
) -> Result<Vec<SealedProfile>, StoreError> {
    let semester = Period::semester_of(month);
    let units = unit_slugs(transaction).await?;
    let mut counted = counted(transaction, semester, &units).await?;
    for (unit, counts) in profiles {
        add_profile(counted.entry(unit.clone()).or_default(), counts);
    }
    profile_count::Entity::delete_many()
        .filter(profile_count::Column::Semester.eq(semester.to_string()))
        .exec(transaction)
        .await?;
    if month == semester.last_month() {
        let told = counted.into_iter();
        let told =
            told.filter_map(|(unit, counts)| SealedProfile::disclosed(unit, semester, &counts, k));
        return Ok(told.collect());
    }
    keep(transaction, semester, &units, &counted).await?;
    Ok(vec![])
}

async fn counted(
    transaction: &WriteTransaction,
    semester: Period,
    units: &HashMap<i32, Slug>,
) -> Result<BTreeMap<Slug, ProfileCounts>, StoreError> {
    let rows = profile_count::Entity::find()
        .filter(profile_count::Column::Semester.eq(semester.to_string()))
        .all(transaction)
        .await?;
    let mut counted: BTreeMap<Slug, ProfileCounts> = BTreeMap::new();
    for row in rows {
        let gone = || StoreError::corrupt("a profile of a unit that is gone");
        let unit = units.get(&row.unit_id).ok_or_else(gone)?;
        let questions = counted.entry(unit.clone()).or_default();
        let answers = questions.entry(row.question).or_default();
        let people = u64::try_from(row.people).map_err(StoreError::corrupt)?;
        *answers.entry(row.answer).or_default() += people;
    }
    Ok(counted)
}

async fn keep(
    transaction: &WriteTransaction,
    semester: Period,
    units: &HashMap<i32, Slug>,
    counted: &BTreeMap<Slug, ProfileCounts>,
) -> Result<(), StoreError> {
    let mut rows = Vec::new();
    for (id, slug) in units {
        for (question, answers) in counted.get(slug).into_iter().flatten() {
            for (answer, people) in answers {
                rows.push(profile_count::ActiveModel {
                    semester: Set(semester.to_string()),
                    unit_id: Set(*id),
                    question: Set(question.clone()),
                    answer: Set(answer.clone()),
                    people: Set(i64::try_from(*people).map_err(StoreError::corrupt)?),
                });
            }
        }
    }
    for rows in rows.chunks(CHUNK) {
        profile_count::Entity::insert_many(rows.to_vec())
            .exec_without_returning(transaction)
            .await?;
    }
    Ok(())
}
