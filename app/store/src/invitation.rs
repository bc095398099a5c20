//! Invitations: batches of one-time codes for a service, of which only hashes are kept.
//! It must not know how a code is printed, nor which rating it led to.

mod batches;
mod forgetting;

pub use batches::BatchFilter;
pub(crate) use batches::count_codes;
pub(crate) use forgetting::forget_codes;

use chrono::{Datelike, Days, NaiveDate};
use domain::access::{Permit, Right};
use domain::audit::{Deed, Subject, SubjectKind};
use domain::invitation::{Code, CodeRefusal, KeptCode, Origin};
use domain::roster::HalfDay;
use domain::slug::Slug;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, DbErr, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::{
    FormToken, Store, StoreError, audit,
    connection::WriteTransaction,
    duty::{Duty, duty_number},
    entity::{invitation, invitation_batch},
    reach,
    register::{counter_id, out_of_service, service_id, service_slug},
};

/// Rows per statement, far below the limit of bound values.
const CHUNK: usize = 1000;

/// What a batch of printed invitations is for.
#[derive(Clone, Debug)]
pub struct Batch {
    /// The form with which it is asked for: sent twice it makes one batch.
    pub form: FormToken,
    /// The service visited.
    pub service: Slug,
    /// The counter where the slips are handed out.
    pub counter: Option<String>,
    /// A day of the week in which the visits take place.
    pub issued: NaiveDate,
    /// The half of that day to whose visitors alone the slips are handed out, so that it is known who served them.
    pub half: Option<HalfDay>,
    /// The last day on which a code can be used.
    pub valid_until: NaiveDate,
}

/// Why no invitations were issued. Nothing was stored.
#[derive(Debug, thiserror::Error)]
pub enum InvitationError {
    /// The same form made a batch before. Its codes cannot be shown again.
    #[error("this form has made its batch already")]
    AlreadyIssued,
    /// The service or the counter did not exist on the day of issue, which is what is said of it.
    #[error("{0} is not in service on that day")]
    NotInService(String),
    /// Nobody is on duty there in the half-day that was named.
    #[error("the roster names nobody for this half-day")]
    NobodyOnDuty,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<DbErr> for InvitationError {
    fn from(error: DbErr) -> Self {
        Self::Store(error.into())
    }
}

impl Store {
    /// Makes a batch of `count` codes. This is the only moment at which the codes can be read.
    pub async fn issue_invitations(
        &self,
        permit: &Permit,
        batch: &Batch,
        count: usize,
        now: i64,
    ) -> Result<Vec<Code>, InvitationError> {
        let transaction = self.begin_write().await?;
        let id = self.secret.batch_id(batch.form.as_str());
        let known = invitation_batch::Entity::find_by_id(id);
        if known.one(&transaction).await?.is_some() {
            return Err(InvitationError::AlreadyIssued);
        }
        let service = service_id(&transaction, &batch.service).await?;
        reach::of_service(&transaction, permit, service).await?;
        let counter = match &batch.counter {
            Some(name) => Some(counter_id(&transaction, &batch.service, name).await?),
            None => None,
        };
        if let Some(out_of_service) =
            out_of_service(&transaction, service, counter, batch.issued).await?
        {
            return Err(InvitationError::NotInService(out_of_service));
        }
        let duty = match (counter, batch.half) {
            (Some(counter), Some(half)) => {
                let date = batch.issued;
                let number = duty_number(
                    &transaction,
                    Duty {
                        counter,
                        date,
                        half,
                    },
                )
                .await?;
                Some(number.ok_or(InvitationError::NobodyOnDuty)?)
            }
            _ => None,
        };
        let row = invitation_batch::ActiveModel {
            id: Set(id),
            service_id: Set(service),
            counter_id: Set(counter),
            week: Set(monday_of(batch.issued)),
            valid_until: Set(batch.valid_until),
            withdrawn: Set(false),
            origin: Set(Origin::Printed.code().to_owned()),
            issued: Set(None),
            used: Set(None),
            duty: Set(duty),
        };
        invitation_batch::Entity::insert(row)
            .exec_without_returning(&transaction)
            .await?;
        let codes = distinct_codes(count);
        for chunk in codes.chunks(CHUNK) {
            let rows = chunk.iter().map(|code| invitation::ActiveModel {
                code_hash: Set(self.secret.code_hash(code).to_vec()),
                batch_id: Set(id),
                spent: Set(false),
            });
            invitation::Entity::insert_many(rows)
                .exec_without_returning(&transaction)
                .await?;
        }
        let deed = Deed::InvitationsIssued {
            service: batch.service.clone(),
            count: count as u64,
        };
        audit::append(&transaction, permit, now, &deed, subject(id)).await?;
        transaction.commit().await?;
        Ok(codes)
    }

    /// The service that the form of a code is about on a day; the same whether the code was used or not.
    pub async fn look_up_invitation(
        &self,
        code: &Code,
        today: NaiveDate,
    ) -> Result<Result<Slug, CodeRefusal>, StoreError> {
        let hash = self.secret.code_hash(code).to_vec();
        let row = invitation::Entity::find_by_id(hash);
        let Some(row) = row.one(&self.reader).await? else {
            return Ok(Err(CodeRefusal::Unknown));
        };
        let batch = invitation_batch::Entity::find_by_id(row.batch_id)
            .one(&self.reader)
            .await?;
        let batch = batch.ok_or_else(|| StoreError::corrupt("an invitation without its batch"))?;
        if let Err(refusal) = kept_code(&row, &batch).shown(today) {
            return Ok(Err(refusal));
        }
        Ok(Ok(service_slug(&self.reader, batch.service_id).await?))
    }

    /// Notes in the audit trail that more codes were asked for that do not exist than citizens mistype.
    pub async fn note_guessed_codes(&self, now: i64) -> Result<(), StoreError> {
        let transaction = self.begin_write().await?;
        let permit = Permit::server(Right::Configure);
        let portal = Subject::new(SubjectKind::Settings, "portal");
        audit::append(&transaction, &permit, now, &Deed::CodesGuessed, portal).await?;
        Ok(transaction.commit().await?)
    }

    /// Takes back the batch that a code belongs to; its unspent codes cannot be used any more. Answers whether there is
    /// such a code.
    pub async fn withdraw_batch_of(
        &self,
        permit: &Permit,
        code: &Code,
        now: i64,
    ) -> Result<bool, StoreError> {
        let transaction = self.begin_write().await?;
        let hash = self.secret.code_hash(code).to_vec();
        let row = invitation::Entity::find_by_id(hash);
        let Some(row) = row.one(&transaction).await? else {
            return Ok(false);
        };
        withdraw(&transaction, permit, row.batch_id, "", now).await?;
        transaction.commit().await?;
        Ok(true)
    }

    /// Takes back a batch for a reason. Answers whether it was in force.
    pub async fn withdraw_batch(
        &self,
        permit: &Permit,
        id: Uuid,
        reason: &str,
        now: i64,
    ) -> Result<bool, StoreError> {
        let transaction = self.begin_write().await?;
        let withdrawn = withdraw(&transaction, permit, id, reason, now).await?;
        transaction.commit().await?;
        Ok(withdrawn)
    }
}

/// What is kept of a code.
pub(crate) const fn kept_code(
    row: &invitation::Model,
    batch: &invitation_batch::Model,
) -> KeptCode {
    KeptCode {
        spent: row.spent,
        withdrawn: batch.withdrawn,
        valid_until: batch.valid_until,
    }
}

/// Marks a batch as withdrawn; one that already is stays as it is.
async fn withdraw(
    transaction: &WriteTransaction,
    permit: &Permit,
    id: Uuid,
    reason: &str,
    now: i64,
) -> Result<bool, StoreError> {
    let batch = invitation_batch::Entity::find_by_id(id);
    let Some(batch) = batch.one(transaction).await? else {
        return Ok(false);
    };
    reach::of_service(transaction, permit, batch.service_id).await?;
    let changed = invitation_batch::Entity::update_many()
        .col_expr(invitation_batch::Column::Withdrawn, Expr::value(true))
        .filter(invitation_batch::Column::Id.eq(id))
        .filter(invitation_batch::Column::Withdrawn.eq(false))
        .exec(transaction)
        .await?;
    if changed.rows_affected == 0 {
        return Ok(false);
    }
    let reason = reason.to_owned();
    let deed = Deed::InvitationsWithdrawn { reason };
    audit::append(transaction, permit, now, &deed, subject(id)).await?;
    Ok(true)
}

fn subject(batch: Uuid) -> Subject {
    Subject::new(SubjectKind::Invitations, batch)
}

fn distinct_codes(count: usize) -> Vec<Code> {
    let mut seen = std::collections::HashSet::new();
    std::iter::repeat_with(|| Code::from_entropy(rand::random()))
        .filter(|code| seen.insert(*code))
        .take(count)
        .collect()
}

/// The Monday of a day's week.
pub(crate) fn monday_of(day: NaiveDate) -> NaiveDate {
    day - Days::new(day.weekday().num_days_from_monday().into())
}
