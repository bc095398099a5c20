//! Filling a demonstration: its ballot box, the visits of its queue systems, and what becomes of its comments.
//! It must not touch a database that is not marked as one.

use std::collections::HashMap;

use chrono::{Datelike, Days, NaiveDate};
use domain::access::{Permit, Right};
use domain::digest::Digest;
use domain::moderation::reply::Reply;
use domain::moderation::{Decision, ReleasedComment};
use domain::period::Period;
use domain::rating::{Comment, Proof, Rating};
use domain::release::{Extract, Release};
use domain::roster::HalfDay;
use domain::service_time::TimeUsed;
use domain::slug::Slug;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};

use crate::{
    ReleasedFilter, Store, StoreError,
    connection::WriteTransaction,
    due::due_month,
    duty::{Duty, duty_number},
    edition::{Part, raise},
    entity::{comment_decision, comment_reply, counter, release, roster_entry, service, visit},
    moderation,
    release::{extract::keep, last_digest},
    visit::visit_row,
    waiting::{Deposit as Waiting, Facts},
};

/// Rows per statement, far below the limit of bound values.
const CHUNK: usize = 512;

/// An invented rating with the facts of its batch.
#[derive(Clone, Debug)]
pub struct Deposit {
    /// The service.
    pub service: Slug,
    /// The counter.
    pub counter: Option<String>,
    /// The half of the day of the visit.
    pub half: HalfDay,
    /// The proof class.
    pub proof: Proof,
    /// The rating.
    pub rating: Rating,
}

/// An invented visit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InventedVisit {
    /// The service.
    pub service: Slug,
    /// The counter.
    pub counter: Option<String>,
    /// The day on which it finished.
    pub date: NaiveDate,
    /// How long it took.
    pub used: TimeUsed,
}

impl Store {
    /// Stores invented visits of a demonstration, each in the month of its day.
    pub async fn deposit_invented_visits(
        &self,
        visits: Vec<InventedVisit>,
    ) -> Result<(), StoreError> {
        self.expect_demo().await?;
        let transaction = self.begin_write().await?;
        let services = service::Entity::find().all(&transaction).await?;
        let services: HashMap<String, service::Model> = services
            .into_iter()
            .map(|row| (row.slug.clone(), row))
            .collect();
        let counters = counters(&transaction).await?;
        let mut rows = Vec::with_capacity(visits.len());
        for visit in visits {
            let slug = &visit.service;
            let service = services
                .get(slug.as_str())
                .ok_or_else(|| StoreError::Missing(format!("there is no service {slug}")))?;
            let counter = visit
                .counter
                .and_then(|name| counters.get(&(service.unit_id, name)).copied());
            let row = visit_row(service, counter, visit.date, Some(visit.used), None);
            rows.push(visit::ActiveModel::from(row));
        }
        for rows in rows.chunks(CHUNK) {
            visit::Entity::insert_many(rows.to_vec())
                .exec_without_returning(&transaction)
                .await?;
        }
        transaction.commit().await?;
        Ok(())
    }

    /// Adds a release to a demonstration as if it had been sealed, without the ratings behind it. Answers its hash.
    pub async fn deposit_release(&self, release: Release) -> Result<Digest, StoreError> {
        self.expect_demo().await?;
        let document = release.canonical_json();
        let digest = Digest::of(document.as_bytes());
        let transaction = self.begin_write().await?;
        if release.previous() != last_digest(&transaction).await? {
            let problem = "the release does not follow the last one";
            return Err(StoreError::Missing(problem.to_owned()));
        }
        let row = release::ActiveModel {
            month: Set(release.month().to_string()),
            document: Set(document),
            digest: Set(digest.to_string()),
            sealed_by: Set(String::new()),
            sealed_and: Set(String::new()),
            sealed_at: Set(0),
        };
        release::Entity::insert(row)
            .exec_without_returning(&transaction)
            .await?;
        keep(&transaction, &Extract::of(&release, digest)).await?;
        raise(&transaction, [Part::Record]).await?;
        transaction.commit().await?;
        Ok(digest)
    }

    async fn expect_demo(&self) -> Result<(), StoreError> {
        if self.is_demo().await? {
            return Ok(());
        }
        Err(StoreError::Missing(
            "only a demonstration's database takes invented data".to_owned(),
        ))
    }

    /// Puts invented ratings into the ballot box of a demonstration.
    pub async fn deposit_invented(&self, deposits: Vec<Deposit>) -> Result<(), StoreError> {
        self.expect_demo().await?;
        let transaction = self.begin_write().await?;
        let services: HashMap<String, (i32, i32)> = service::Entity::find()
            .all(&transaction)
            .await?
            .into_iter()
            .map(|row| (row.slug, (row.id, row.unit_id)))
            .collect();
        let counters = counters(&transaction).await?;
        let mut duties = Duties::of(&transaction, &deposits).await?;
        let mut waiting = Waiting::new(due_month(&transaction).await?);
        for deposit in deposits {
            let Some((service, unit)) = services.get(deposit.service.as_str()).copied() else {
                return Err(StoreError::Missing(format!(
                    "there is no service {}",
                    deposit.service
                )));
            };
            let counter = deposit
                .counter
                .and_then(|name| counters.get(&(unit, name)).copied());
            let rating = &deposit.rating;
            let monday =
                rating.date - Days::new(rating.date.weekday().num_days_from_monday().into());
            let week = (deposit.proof == Proof::Verified).then_some(monday);
            let duty = match counter {
                Some(counter) if deposit.proof == Proof::Verified => {
                    let (date, half) = (rating.date, deposit.half);
                    let duty = Duty {
                        counter,
                        date,
                        half,
                    };
                    duties.number(&transaction, duty).await?
                }
                _ => None,
            };
            let facts = Facts {
                service,
                counter,
                week,
                proof: deposit.proof,
                duty,
            };
            waiting.add(rating, facts);
        }
        waiting.store(&transaction, &self.keys).await?;
        transaction.commit().await?;
        Ok(())
    }

    /// Decides about the comments of a demonstration from months that are over on a day, in the order of their random
    /// names. `decide` gets the place in that order and says nothing of those that are to wait.
    pub async fn moderate_invented(
        &self,
        today: NaiveDate,
        decide: impl Fn(usize, &Comment) -> Option<Decision>,
    ) -> Result<(), StoreError> {
        self.expect_demo().await?;
        self.open_comments(today).await?;
        let transaction = self.begin_write().await?;
        let rows = moderation::undecided(&transaction, today).await?;
        let mut decisions = Vec::new();
        for (number, row) in rows.iter().enumerate() {
            let text = Comment::parse(&row.text).map_err(StoreError::corrupt)?;
            let permit = Permit::server(Right::Moderate);
            if let Some(decision) = text.and_then(|text| decide(number, &text)) {
                let decided = moderation::decision_row(row, &decision, &permit, today, 1)?;
                decisions.push(decided);
            }
        }
        for group in decisions.chunks(CHUNK) {
            comment_decision::Entity::insert_many(group.to_vec())
                .exec_without_returning(&transaction)
                .await?;
        }
        transaction.commit().await?;
        Ok(())
    }

    /// Answers public comments of a demonstration. `answer` gets the place in their list.
    pub async fn answer_invented(
        &self,
        releases: Period,
        answer: impl Fn(usize, &ReleasedComment) -> Option<Reply>,
    ) -> Result<(), StoreError> {
        self.expect_demo().await?;
        let filter = ReleasedFilter {
            period: Some(releases),
            ..ReleasedFilter::all()
        };
        let comments = self.released_comments(&filter, u64::from(u32::MAX)).await?;
        let mut versions = Vec::new();
        for (number, comment) in comments.iter().enumerate() {
            let reply = answer(number, comment);
            let said = reply.iter().flat_map(Reply::history).zip(1..);
            versions.extend(said.map(|(version, number)| comment_reply::ActiveModel {
                comment_id: Set(comment.id.0),
                number: Set(number),
                text: Set(version.text.as_str().to_owned()),
                written_on: Set(version.date),
                written_by: Set(None),
            }));
        }
        let transaction = self.begin_write().await?;
        for group in versions.chunks(CHUNK) {
            comment_reply::Entity::insert_many(group.to_vec())
                .exec_without_returning(&transaction)
                .await?;
        }
        raise(&transaction, [Part::Voices]).await?;
        transaction.commit().await?;
        Ok(())
    }
}

/// The duties for which there is a roster, with their numbers as far as they were asked for.
struct Duties(HashMap<Duty, Option<i64>>);

impl Duties {
    /// Those of the days of some ratings.
    async fn of(transaction: &WriteTransaction, deposits: &[Deposit]) -> Result<Self, StoreError> {
        let days = || deposits.iter().map(|deposit| deposit.rating.date);
        let (Some(first), Some(last)) = (days().min(), days().max()) else {
            return Ok(Self(HashMap::new()));
        };
        let rows = roster_entry::Entity::find()
            .filter(roster_entry::Column::Date.between(first, last))
            .all(transaction)
            .await?;
        let duties = rows.into_iter().filter_map(|row| {
            let (counter, date) = (row.counter_id, row.date);
            let half = HalfDay::from_code(&row.half)?;
            Some((
                Duty {
                    counter,
                    date,
                    half,
                },
                None,
            ))
        });
        Ok(Self(duties.collect()))
    }

    async fn number(
        &mut self,
        transaction: &WriteTransaction,
        duty: Duty,
    ) -> Result<Option<i64>, StoreError> {
        let Some(known) = self.0.get_mut(&duty) else {
            return Ok(None);
        };
        if known.is_none() {
            *known = duty_number(transaction, duty).await?;
        }
        Ok(*known)
    }
}

/// The number of each counter, by its unit and name.
async fn counters(
    transaction: &WriteTransaction,
) -> Result<HashMap<(i32, String), i32>, StoreError> {
    let rows = counter::Entity::find().all(transaction).await?;
    let named = rows
        .into_iter()
        .map(|row| ((row.unit_id, row.name), row.id));
    Ok(named.collect())
}
