//! Keeping the officers who serve at counters, and which account belongs to whom.
//! It must not know their duties, and their names and numbers never enter the audit trail, which nothing leaves.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::NaiveDate;
use domain::access::{AccountId, Permit, Permitted, Role};
use domain::account::Account;
use domain::audit::{Deed, Saved, Subject, SubjectKind};
use domain::grammar::Nip;
use domain::officer::{KeptOfficer, OFFICER, Officer, OfficerFilter, OfficerId};
use domain::slug::Slug;
use domain::validity::Validity;
use sea_orm::sea_query::{Expr, Func};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, ExprTrait,
    QueryFilter, QueryOrder, QuerySelect, SqlErr,
};
use uuid::Uuid;

use crate::{
    Store, StoreError, audit,
    connection::WriteTransaction,
    entity::{account_grant, officer},
    history::{self, Author, Version},
    names::unit_slugs,
    pattern::containing,
    plain, reach,
    seen::{Outdated, unchanged},
};

/// Why an officer was not saved. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum OfficerError {
    /// Somebody else changed the officer since it was read.
    #[error(transparent)]
    Conflict(#[from] Outdated),
    /// Another officer has the same NIP or the same account.
    #[error("another officer has this NIP or this account")]
    Taken,
    /// The account is none of an officer.
    #[error("the account does not have the role of an officer")]
    NotAnOfficersAccount,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<DbErr> for OfficerError {
    fn from(error: DbErr) -> Self {
        match error.sql_err() {
            Some(SqlErr::UniqueConstraintViolation(_)) => Self::Taken,
            _ => Self::Store(error.into()),
        }
    }
}

impl Store {
    /// Officers by name, at most `limit`.
    pub async fn officers(
        &self,
        filter: &OfficerFilter,
        limit: u64,
    ) -> Result<Vec<KeptOfficer>, StoreError> {
        let slugs = unit_slugs(&self.reader).await?;
        let seen = slugs.iter().filter(|(_, slug)| filter.units.contains(slug));
        let seen = officer::Column::UnitId.is_in(seen.map(|(id, _)| *id));
        let mut narrowed = Condition::all().add(seen);
        if !filter.name.is_empty() {
            let name = Func::lower(Expr::col(officer::Column::Name));
            narrowed = narrowed.add(Expr::expr(name).like(containing(&filter.name.to_lowercase())));
        }
        if let Some(day) = filter.on {
            narrowed = narrowed.add(in_service(day));
        }
        if let Some(after) = filter.after {
            let last = officer::Entity::find_by_id(after.uuid());
            narrowed = narrowed.add_option(last.one(&self.reader).await?.map(following));
        }
        let rows = officer::Entity::find()
            .filter(narrowed)
            .order_by_asc(officer::Column::Name)
            .order_by_asc(officer::Column::Id)
            .limit(limit)
            .all(&self.reader)
            .await?;
        rows.into_iter().map(|row| kept(row, &slugs)).collect()
    }

    /// An officer.
    pub async fn officer(&self, id: OfficerId) -> Result<Option<KeptOfficer>, StoreError> {
        let row = officer::Entity::find_by_id(id.uuid())
            .one(&self.reader)
            .await?;
        let slugs = unit_slugs(&self.reader).await?;
        row.map(|row| kept(row, &slugs)).transpose()
    }

    /// The officers of some units, and some others by their identifiers.
    pub async fn officers_of(
        &self,
        units: &BTreeSet<Slug>,
        others: &BTreeSet<OfficerId>,
    ) -> Result<BTreeMap<OfficerId, Officer>, StoreError> {
        let slugs = unit_slugs(&self.reader).await?;
        let of_units = slugs.iter().filter(|(_, slug)| units.contains(slug));
        let wanted = Condition::any()
            .add(officer::Column::UnitId.is_in(of_units.map(|(id, _)| *id)))
            .add(officer::Column::Id.is_in(others.iter().map(|id| id.uuid())));
        find(&self.reader, wanted, &slugs).await
    }

    /// Of every officer what nobody else can have: the number as a civil servant and the account.
    pub async fn officer_claims(
        &self,
    ) -> Result<Vec<(OfficerId, Option<Nip>, Option<AccountId>)>, StoreError> {
        let rows: Vec<(Uuid, Option<String>, Option<Uuid>)> = officer::Entity::find()
            .select_only()
            .columns([
                officer::Column::Id,
                officer::Column::Nip,
                officer::Column::AccountId,
            ])
            .into_tuple()
            .all(&self.reader)
            .await?;
        let claims = rows.into_iter().map(|(id, nip, account)| {
            let nip = nip.map(|nip| nip.parse()).transpose();
            let nip = nip.map_err(StoreError::corrupt)?;
            Ok((id.into(), nip, account.map(AccountId)))
        });
        claims.collect()
    }

    /// Adds an officer, or changes one if nobody else did since its `version`.
    pub async fn save_officer(
        &self,
        permit: &Permit,
        change: &KeptOfficer,
        now: i64,
    ) -> Result<(), OfficerError> {
        self.save_officers(&[Permitted::new(permit, change.clone())], now)
            .await
    }

    /// Adds and changes officers, each under its permit: all of them or none.
    pub async fn save_officers(
        &self,
        changes: &[Permitted<KeptOfficer>],
        now: i64,
    ) -> Result<(), OfficerError> {
        let transaction = self.begin_write().await?;
        let slugs = unit_slugs(&transaction).await?;
        for change in changes {
            save(&transaction, &change.permit, &change.what, &slugs, now).await?;
        }
        transaction.commit().await?;
        Ok(())
    }

    /// The accounts that can belong to an officer: those with the role, open or closed, by e-mail address.
    pub async fn officer_accounts(&self) -> Result<Vec<Account>, StoreError> {
        let grants = account_grant::Entity::find()
            .filter(account_grant::Column::Role.eq(Role::Officer.code()))
            .all(&self.reader)
            .await?;
        let ids: BTreeSet<Uuid> = grants.into_iter().map(|grant| grant.account_id).collect();
        let mut accounts = Vec::with_capacity(ids.len());
        for id in ids {
            accounts.extend(self.account(AccountId(id)).await?);
        }
        accounts.sort_by(|a, b| a.email.cmp(&b.email));
        Ok(accounts)
    }
}

/// Adds or changes an officer.
async fn save(
    transaction: &WriteTransaction,
    permit: &Permit,
    change: &KeptOfficer,
    slugs: &HashMap<i32, Slug>,
    now: i64,
) -> Result<(), OfficerError> {
    let id = change.officer.id;
    let known = officer::Entity::find_by_id(id.uuid())
        .lock_exclusive()
        .one(transaction)
        .await?;
    let known = known.map(|row| kept(row, slugs)).transpose()?;
    let version = known.as_ref().map_or(0, |known| known.version);
    unchanged(version, change.version)?;
    if let Some(account) = change.account {
        check_account(transaction, account).await?;
    }
    let row = row(change, slugs)?;
    reach::of_unit(transaction, permit, *row.unit_id.as_ref()).await?;
    if known.is_some() {
        officer::Entity::update(row).exec(transaction).await?;
    } else {
        officer::Entity::insert(row)
            .exec_without_returning(transaction)
            .await?;
    }
    let replaced = known.map(|known| known.fields().snapshot());
    let kept = change.fields().snapshot();
    let version = Version {
        kind: OFFICER,
        key: &id.to_string(),
        number: change.version + 1,
        snapshot: &kept,
        author: &Author::new(permit, now),
    };
    history::append(transaction, version, replaced.as_ref()).await?;
    let deed = Deed::OfficerSaved {
        saved: Saved::between(OFFICER, replaced.as_ref(), &kept),
    };
    let subject = Subject::new(SubjectKind::Officer, id);
    audit::append(transaction, permit, now, &deed, subject).await?;
    Ok(())
}

/// Ends that an account belongs to an officer, if it does.
pub(crate) async fn end_account(
    transaction: &WriteTransaction,
    permit: &Permit,
    account: AccountId,
    now: i64,
) -> Result<(), StoreError> {
    let row = officer::Entity::find()
        .filter(officer::Column::AccountId.eq(account.0))
        .one(transaction)
        .await?;
    let Some(row) = row else { return Ok(()) };
    let slugs = unit_slugs(transaction).await?;
    let without = KeptOfficer {
        account: None,
        ..kept(row, &slugs)?
    };
    let saved = save(transaction, permit, &without, &slugs, now).await;
    saved.map_err(|error| match error {
        OfficerError::Store(error) => error,
        refused => StoreError::corrupt(refused),
    })
}

/// Officers who fit a condition.
pub(crate) async fn find(
    connection: &impl ConnectionTrait,
    condition: Condition,
    slugs: &HashMap<i32, Slug>,
) -> Result<BTreeMap<OfficerId, Officer>, StoreError> {
    let rows = officer::Entity::find()
        .filter(condition)
        .all(connection)
        .await?;
    let officers = rows.into_iter().map(|row| {
        let officer = kept(row, slugs)?.officer;
        Ok((officer.id, officer))
    });
    officers.collect()
}

fn in_service(day: NaiveDate) -> Condition {
    let (from, until) = (officer::Column::ValidFrom, officer::Column::ValidUntil);
    Condition::all()
        .add(from.is_null().or(from.lte(day)))
        .add(until.is_null().or(until.gte(day)))
}

/// The officers after one in the order of the list.
fn following(last: officer::Model) -> Condition {
    let same_name = officer::Column::Name.eq(last.name.as_str());
    Condition::any()
        .add(officer::Column::Name.gt(last.name.as_str()))
        .add(same_name.and(officer::Column::Id.gt(last.id)))
}

fn kept(row: officer::Model, slugs: &HashMap<i32, Slug>) -> Result<KeptOfficer, StoreError> {
    let more = plain::of(&row, OFFICER)?;
    let unit = slugs.get(&row.unit_id).cloned();
    // The error of a NIP does not repeat it.
    let nip = row.nip.map(|nip| nip.parse()).transpose();
    Ok(KeptOfficer {
        officer: Officer {
            id: row.id.into(),
            name: row.name,
            nip: nip.map_err(StoreError::corrupt)?,
            unit: unit.ok_or_else(|| StoreError::corrupt("an officer of a unit that is gone"))?,
            validity: Validity {
                from: row.valid_from,
                until: row.valid_until,
            },
            more,
        },
        account: row.account_id.map(AccountId),
        version: row.version,
    })
}

fn row(
    change: &KeptOfficer,
    slugs: &HashMap<i32, Slug>,
) -> Result<officer::ActiveModel, StoreError> {
    let officer = &change.officer;
    let unit = slugs.iter().find(|(_, slug)| **slug == officer.unit);
    let unit = unit.map(|(id, _)| *id);
    let unit =
        unit.ok_or_else(|| StoreError::Missing(format!("there is no unit {}", officer.unit)))?;
    let nip = officer.nip.as_ref();
    let mut row: officer::ActiveModel = plain::row(OFFICER, &officer.more)?;
    row.id = Set(officer.id.uuid());
    row.name = Set(officer.name.clone());
    row.nip = Set(nip.map(|nip| nip.digits().to_owned()));
    row.unit_id = Set(unit);
    row.valid_from = Set(officer.validity.from);
    row.valid_until = Set(officer.validity.until);
    row.account_id = Set(change.account.map(|account| account.0));
    row.version = Set(change.version + 1);
    Ok(row)
}

async fn check_account(
    transaction: &WriteTransaction,
    account: AccountId,
) -> Result<(), OfficerError> {
    let grant = account_grant::Entity::find()
        .filter(account_grant::Column::AccountId.eq(account.0))
        .filter(account_grant::Column::Role.eq(Role::Officer.code()))
        .one(transaction)
        .await?;
    grant.map(drop).ok_or(OfficerError::NotAnOfficersAccount)
}
