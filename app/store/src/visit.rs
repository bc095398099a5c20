//! Visits that queue systems report: each is counted once and leads to one invitation.
//! It must not keep a code or a time of day, and nothing that it writes links a visit to an invitation.

mod batch;
pub(crate) mod times;

use batch::Served;

use chrono::NaiveDate;
use domain::api_key::{ApiKey, Scope};
use domain::calendar::Calendar;
use domain::invitation::Code;
use domain::opening::Opening;
use domain::period::Month;
use domain::service_time::{TimeUsed, Visit};
use domain::slug::Slug;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, ExprTrait, QueryFilter,
};
use uuid::Uuid;

use crate::{
    Store, StoreError,
    ballot_box::{TRIES, came_in_between},
    connection::WriteTransaction,
    due::due_month,
    entity::{api_key, invitation, invitation_batch, service, visit, visit_request},
    register::{counter_id, standard_time},
};

/// How often a code that was taken already is replaced: with a million codes kept, one in 50 000 is taken.
const ATTEMPTS: i32 = 8;

/// Stands for the attempt of a request that asks for no code.
const NO_CODE: i32 = -1;

/// A visit as a queue system reports it.
#[derive(Clone, Debug)]
pub struct VisitReport {
    /// The service.
    pub service: Slug,
    /// The counter, where the system knows it.
    pub counter: Option<String>,
    /// From when to when.
    pub visit: Visit,
    /// When the unit that offers the service is open.
    pub opening: Opening,
}

/// What a queue system gets for a visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VisitAnswer {
    /// The invitation; none for a key with which visits are only counted.
    pub invitation: Option<VisitInvitation>,
    /// Whether the same request had been answered before.
    pub repeated: bool,
}

/// The invitation to a visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VisitInvitation {
    /// Its code.
    pub code: Code,
    /// The last day on which it can be used.
    pub valid_until: NaiveDate,
}

/// Why a visit was not counted. Nothing was stored.
#[derive(Debug, thiserror::Error)]
pub enum VisitError {
    /// The idempotency key was used for another visit.
    #[error("this idempotency key was used for another visit")]
    OtherVisit,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<DbErr> for VisitError {
    fn from(error: DbErr) -> Self {
        Self::Store(error.into())
    }
}

/// How a visit's time is counted.
#[derive(Clone, Copy, Debug)]
struct Counting<'a> {
    calendar: &'a Calendar,
    today: NaiveDate,
}

impl Store {
    /// Counts a visit and makes its invitation, if the key is for that. The same key with the same idempotency key gets the
    /// same answer again, however often and at how many processes at once it asks, and nothing more is counted.
    pub async fn record_visit(
        &self,
        key: &ApiKey,
        idempotency_key: &str,
        report: &VisitReport,
        calendar: &Calendar,
        today: NaiveDate,
    ) -> Result<VisitAnswer, VisitError> {
        let request = Request {
            key: key.id,
            invites: key.scopes.contains(&Scope::InviteVisitors),
            idempotency_key,
            hash: self.secret.request_hash(key.id, idempotency_key).to_vec(),
            digest: self.secret.body_digest(&text_of(report)).to_vec(),
        };
        let counting = Counting { calendar, today };
        // Most repetitions find their answer without waiting for the writer.
        if let Some(answer) = self.answer_again(&self.reader, &request).await? {
            return Ok(answer);
        }
        let mut attempt = 1;
        loop {
            match self.try_record(&request, report, counting).await {
                Err(VisitError::Store(StoreError::Database(error)))
                    if attempt < TRIES && came_in_between(&error) =>
                {
                    attempt += 1;
                }
                other => return other,
            }
        }
    }

    async fn try_record(
        &self,
        request: &Request<'_>,
        report: &VisitReport,
        counting: Counting<'_>,
    ) -> Result<VisitAnswer, VisitError> {
        let transaction = self.begin_write().await?;
        if let Some(answer) = self.answer_again(&transaction, request).await? {
            return Ok(answer);
        }
        let code = if request.invites {
            Some(self.free_code(&transaction, request).await?)
        } else {
            None
        };
        let row = visit_request::ActiveModel {
            hash: Set(request.hash.clone()),
            digest: Set(request.digest.clone()),
            attempt: Set(code.map_or(NO_CODE, |(attempt, _)| attempt)),
            created: Set(counting.today),
        };
        // First of all, so that on PostgreSQL an equal request at another process waits here.
        visit_request::Entity::insert(row)
            .exec_without_returning(&transaction)
            .await?;
        let (service, counter) =
            insert_visit(&transaction, report, request.invites, counting).await?;
        let invitation = match code {
            Some((_, code)) => {
                let of = Served {
                    service,
                    counter,
                    finished: report.visit.finished(),
                };
                Some(self.invite(&transaction, code, of).await?)
            }
            None => None,
        };
        note_use(&transaction, request.key, counting.today).await?;
        transaction.commit().await?;
        Ok(VisitAnswer {
            invitation,
            repeated: false,
        })
    }

    async fn invite(
        &self,
        transaction: &WriteTransaction,
        code: Code,
        of: Served,
    ) -> Result<VisitInvitation, StoreError> {
        let batch = self.batch_of_week(transaction, of).await?;
        let row = invitation::ActiveModel {
            code_hash: Set(self.secret.code_hash(&code).to_vec()),
            batch_id: Set(batch.id),
            spent: Set(false),
        };
        invitation::Entity::insert(row)
            .exec_without_returning(transaction)
            .await?;
        Ok(VisitInvitation {
            code,
            valid_until: batch.valid_until,
        })
    }

    /// The answer that a request got before.
    async fn answer_again(
        &self,
        connection: &impl ConnectionTrait,
        request: &Request<'_>,
    ) -> Result<Option<VisitAnswer>, VisitError> {
        let kept = visit_request::Entity::find_by_id(request.hash.clone());
        let Some(kept) = kept.one(connection).await? else {
            return Ok(None);
        };
        if kept.digest != request.digest {
            return Err(VisitError::OtherVisit);
        }
        if kept.attempt == NO_CODE {
            return Ok(Some(VisitAnswer {
                invitation: None,
                repeated: true,
            }));
        }
        let (code, invitation) = self.given(connection, request, kept.attempt).await?;
        let batch = invitation_batch::Entity::find_by_id(invitation.batch_id)
            .one(connection)
            .await?
            .ok_or_else(|| StoreError::corrupt("an invitation without its batch"))?;
        Ok(Some(VisitAnswer {
            invitation: Some(VisitInvitation {
                code,
                valid_until: batch.valid_until,
            }),
            repeated: true,
        }))
    }

    /// The code that a request was answered with: of eight letters if that was before they were made longer.
    async fn given(
        &self,
        connection: &impl ConnectionTrait,
        request: &Request<'_>,
        attempt: i32,
    ) -> Result<(Code, invitation::Model), StoreError> {
        let code = self.code(request, attempt);
        for code in [code, code.shorter()] {
            let hash = self.secret.code_hash(&code).to_vec();
            let invitation = invitation::Entity::find_by_id(hash).one(connection).await?;
            if let Some(invitation) = invitation {
                return Ok((code, invitation));
            }
        }
        Err(StoreError::corrupt("a visit's request without its code"))
    }

    fn code(&self, request: &Request<'_>, attempt: i32) -> Code {
        self.secret
            .visit_code(request.key, request.idempotency_key, attempt)
    }

    /// The first of a request's codes that no other invitation has.
    async fn free_code(
        &self,
        transaction: &WriteTransaction,
        request: &Request<'_>,
    ) -> Result<(i32, Code), StoreError> {
        for attempt in 0..ATTEMPTS {
            let code = self.code(request, attempt);
            let hash = self.secret.code_hash(&code).to_vec();
            let taken = invitation::Entity::find_by_id(hash)
                .one(transaction)
                .await?;
            if taken.is_none() {
                return Ok((attempt, code));
            }
        }
        Err(StoreError::corrupt("every code of a request is taken"))
    }
}

/// A request of a queue system, as far as it is kept.
struct Request<'a> {
    key: Uuid,
    /// Whether it leads to an invitation.
    invites: bool,
    idempotency_key: &'a str,
    hash: Vec<u8>,
    digest: Vec<u8>,
}

/// What makes two reports the same, however they were written.
fn text_of(report: &VisitReport) -> String {
    let VisitReport {
        service,
        counter,
        visit,
        opening: _,
    } = report;
    format!(
        "{service} {counter:?} {} {}",
        visit.started(),
        visit.finished()
    )
}

/// Stores a visit with the time it took and the standard in force, and gives the numbers of its service and counter.
async fn insert_visit(
    transaction: &WriteTransaction,
    report: &VisitReport,
    invited: bool,
    counting: Counting<'_>,
) -> Result<(i32, Option<i32>), StoreError> {
    let slug = &report.service;
    let service = service::Entity::find()
        .filter(service::Column::Slug.eq(slug.as_str()))
        .one(transaction)
        .await?
        .ok_or_else(|| StoreError::Missing(format!("there is no service {slug}")))?;
    let counter = match &report.counter {
        Some(name) => Some(counter_id(transaction, slug, name).await?),
        None => None,
    };
    let time = standard_time(
        service.time_at_least,
        service.time_at_most,
        &service.time_unit,
        service.time_percent,
    )?;
    let used = TimeUsed::of(report.visit, time.unit, counting.calendar, &report.opening);
    let date = report.visit.finished().date();
    let due = due_month(transaction).await?;
    let row = visit::Model {
        invited,
        ..visit_row(&service, counter, date, used, due)
    };
    visit::Entity::insert(visit::ActiveModel::from(row))
        .exec_without_returning(transaction)
        .await?;
    Ok((service.id, counter))
}

/// The row of a visit with an invitation, under a fresh random key; without a time it lay outside opening hours. What is reported after its month was sealed counts in the next one.
pub(crate) fn visit_row(
    service: &service::Model,
    counter: Option<i32>,
    date: NaiveDate,
    used: Option<TimeUsed>,
    due: Option<Month>,
) -> visit::Model {
    let own = Month::of(date);
    visit::Model {
        id: Uuid::new_v4(),
        service_id: service.id,
        counter_id: counter,
        date,
        month: due.map_or(own, |due| due.max(own)).to_string(),
        steps: used.map_or(0, TimeUsed::steps).into(),
        time_at_least: service.time_at_least,
        time_at_most: service.time_at_most,
        time_unit: service.time_unit.clone(),
        time_percent: service.time_percent,
        invited: true,
        outside_hours: used.is_none(),
    }
}

/// Keeps the day on which a key was used last; once a day, not with every request.
async fn note_use(
    transaction: &WriteTransaction,
    key: Uuid,
    today: NaiveDate,
) -> Result<(), DbErr> {
    let earlier = api_key::Column::LastUsed
        .is_null()
        .or(api_key::Column::LastUsed.lt(today));
    api_key::Entity::update_many()
        .col_expr(api_key::Column::LastUsed, Expr::value(today))
        .filter(api_key::Column::Id.eq(key))
        .filter(earlier)
        .exec(transaction)
        .await
        .map(drop)
}
