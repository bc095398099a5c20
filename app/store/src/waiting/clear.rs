//! Ratings and comments that an earlier version of the program let wait in clear: they are moved once, into the ballot box.
//! It must not lose one: they leave their table in the transaction that puts them into the other.

use std::collections::HashMap;

use chrono::NaiveDate;
use domain::instrument::{Element, Instrument};
use domain::period::Month;
use domain::rating::{
    AgeBand, Answers, Disability, Education, Gender, Occupation, Profile, Proof, Score,
};
use sea_orm::sea_query::Query;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryResult, QuerySelect,
    Statement,
};
use uuid::Uuid;

use super::{Deposit, Facts, Slip, WaitingComment};
use crate::StoreError;
use crate::connection::{WriteTransaction, has_table};
use crate::due::due_month;
use crate::entity::{comment, comment_decision};
use crate::keys::KeyFolder;

/// How many rows are moved together.
const PAGE: u64 = 1024;

/// Moves what waits in clear in one database into the ballot box of another, or of the same. Answers how many ratings there
/// were, unless there is no such table.
pub(crate) async fn move_from_clear(
    from: &impl ConnectionTrait,
    to: &WriteTransaction,
    keys: &KeyFolder,
) -> Result<Option<usize>, StoreError> {
    if !has_table(from, "rating_in_clear").await? {
        return Ok(None);
    }
    let due = due_month(to).await?;
    let page = format!("SELECT * FROM rating_in_clear WHERE id > $1 ORDER BY id LIMIT {PAGE}");
    let (mut last, mut moved) = (Uuid::nil(), 0);
    loop {
        let backend = from.get_database_backend();
        let statement = Statement::from_sql_and_values(backend, &page, [last.into()]);
        let rows = from.query_all_raw(statement).await?;
        let Some(row) = rows.last() else { break };
        last = row.try_get("", "id")?;
        let mut deposit = Deposit::new(due);
        for row in &rows {
            deposit.add_slip(slip(row)?);
        }
        deposit.store(to, keys).await?;
        moved += rows.len();
        tracing::info!(
            ratings = moved,
            "moving ratings into the encrypted ballot box"
        );
    }
    move_comments(to, keys, due).await?;
    Ok(Some(moved))
}

/// Removes the table that is empty of meaning now.
pub(crate) async fn drop_clear_table(transaction: &WriteTransaction) -> Result<(), DbErr> {
    let drop = "DROP TABLE rating_in_clear";
    transaction.execute_unprepared(drop).await.map(|_| ())
}

/// Comments about which nobody decided wait again, and come to the moderators under new names once their month is over.
async fn move_comments(
    to: &WriteTransaction,
    keys: &KeyFolder,
    due: Option<Month>,
) -> Result<(), StoreError> {
    let decided = Query::select()
        .column(comment_decision::Column::CommentId)
        .from(comment_decision::Entity)
        .to_owned();
    loop {
        let rows = comment::Entity::find()
            .filter(comment::Column::Id.not_in_subquery(decided.clone()))
            .limit(PAGE)
            .all(to)
            .await?;
        if rows.is_empty() {
            return Ok(());
        }
        let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
        let mut deposit = Deposit::new(due);
        for row in rows {
            let month: Month = row.month.parse().map_err(StoreError::corrupt)?;
            let waiting = WaitingComment {
                service: row.service_id,
                month: row.month,
                proof: proof(&row.proof)?,
                text: row.text,
            };
            deposit.add_comment(waiting, month.first_day());
        }
        deposit.store(to, keys).await?;
        comment::Entity::delete_many()
            .filter(comment::Column::Id.is_in(ids))
            .exec(to)
            .await?;
    }
}

fn proof(key: &str) -> Result<Proof, StoreError> {
    Proof::from_key(key).ok_or_else(|| StoreError::corrupt(key))
}

fn slip(row: &QueryResult) -> Result<Slip, StoreError> {
    let facts = Facts {
        service: row.try_get("", "service_id")?,
        counter: row.try_get("", "counter_id")?,
        week: row.try_get("", "week")?,
        proof: proof(&row.try_get::<String>("", "proof")?)?,
        duty: None,
    };
    let instrument: String = row.try_get("", "instrument")?;
    let instrument =
        Instrument::from_key(&instrument).ok_or_else(|| StoreError::corrupt(&instrument))?;
    let mut scores: HashMap<Element, Score> = HashMap::new();
    for element in instrument.elements() {
        let score: Option<i16> = row.try_get("", element.key())?;
        let score = score.and_then(|score| Score::new(u8::try_from(score).ok()?));
        scores.extend(score.map(|score| (*element, score)));
    }
    let answers = Answers::new(instrument, |element| scores.get(&element).copied());
    let number = |column: &str| -> Result<u16, StoreError> {
        let number: i16 = row.try_get("", column)?;
        u16::try_from(number).map_err(StoreError::corrupt)
    };
    let date: NaiveDate = row.try_get("", "date")?;
    Ok(Slip {
        service: facts.service,
        counter: facts.counter,
        week: facts.week,
        proof: facts.proof,
        date,
        answers: answers.ok_or_else(|| StoreError::corrupt("a rating without an answer"))?,
        wording: number("wording")?,
        profile: profile(row)?,
        waited: number("waited")?,
        duty: facts.duty,
    })
}

fn profile(row: &QueryResult) -> Result<Profile, StoreError> {
    let code = |column: &str| -> Result<Option<String>, DbErr> { row.try_get("", column) };
    Ok(Profile {
        gender: code("gender")?.and_then(|code| Gender::from_code(&code)),
        age: code("age")?.and_then(|code| AgeBand::from_code(&code)),
        education: code("education")?.and_then(|code| Education::from_code(&code)),
        occupation: code("occupation")?.and_then(|code| Occupation::from_code(&code)),
        disability: code("disability")?.and_then(|code| Disability::from_code(&code)),
    })
}
