//! Accounts and their roles: inviting people, changing what they may do, and what is needed to sign them in.
//! It must not know how a password is hashed or a one-time code computed: it keeps what it is given.

mod credentials;
mod forgetting;
mod grants;
mod link;
mod one_time_secret;
mod publishers;
mod sensitive;
mod session;

pub use credentials::{Credentials, OneTimeSecret};
use domain::account::{Account, PersonName};
pub(crate) use forgetting::forget;
pub use link::{LINK_LIFETIME, LinkError, LinkTarget, LinkToken, Newcomer, SetUp};
pub(crate) use one_time_secret::move_from_clear as encrypt_one_time_secrets;
pub use publishers::PublisherError;
use sensitive::Proposed;
pub use session::StoredSession;

use std::collections::{BTreeMap, HashMap};

use domain::access::{AccountId, Grant, Permit, Person, Role};
use domain::audit::{AccountState, Deed, Subject, SubjectKind};
use domain::moment::Moment;
use domain::sensitive::LinkPurpose;
use sea_orm::sea_query::{Expr, Func};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, ExprTrait, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect, SqlErr,
};
use uuid::Uuid;

use crate::{
    Store, StoreError, audit, connection::WriteTransaction, entity::account, pattern::containing,
    seen::Outdated, setting::lock_installation,
};

/// What administrators can change of an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountChange {
    /// The name to show.
    pub name: PersonName,
    /// Whether one can sign in with it.
    pub active: bool,
    /// The roles.
    pub grants: Vec<Grant>,
}

/// Why an account was not changed. Nothing was.
#[derive(Debug, thiserror::Error)]
pub enum AccountError {
    /// Another account has the address.
    #[error("another account has this e-mail address")]
    EmailTaken,
    /// There is no such account.
    #[error("there is no such account")]
    Unknown,
    /// Somebody else changed the account since it was read.
    #[error(transparent)]
    Conflict(#[from] Outdated),
    /// It waits for a second person.
    #[error("it waits for the word of a second person, or for two working days")]
    Waits,
    /// Who proposed it, or gets roles by it, cannot be the second person.
    #[error("a second person has to agree")]
    OwnProposal,
    /// Nobody would be left who can look after accounts.
    #[error("this is the last administrator of the city; make another one first")]
    LastAdministrator,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<DbErr> for AccountError {
    fn from(error: DbErr) -> Self {
        match error.sql_err() {
            Some(SqlErr::UniqueConstraintViolation(_)) => Self::EmailTaken,
            _ => Self::Store(error.into()),
        }
    }
}

impl Store {
    /// Makes an account for somebody, who enters it by the link. Sensitive roles may have to wait.
    pub async fn invite_person(
        &self,
        permit: &Permit,
        newcomer: &Newcomer,
        at: Moment,
    ) -> Result<(AccountId, LinkToken), AccountError> {
        let now = at.now;
        let transaction = self.begin_write().await?;
        // The first account may come by invitation; nobody else may then set the portal up, nor do so at this moment.
        lock_installation(&transaction).await?;
        link::end_set_up(&transaction).await?;
        let asked = newcomer.grants.clone();
        let asked = sensitive::apart(&transaction, permit, asked, &[]).await?;
        let roles = asked.given;
        let given = Newcomer {
            grants: roles.clone(),
            ..newcomer.clone()
        };
        let id = insert_account(&transaction, &given, None, now).await?;
        let token = link::insert(&transaction, Some(id), LinkPurpose::Password, now).await?;
        let deed = Deed::AccountInvited { roles };
        note(&transaction, permit, now, &deed, id).await?;
        if !asked.waiting.is_empty() {
            let proposed = Proposed::roles(id, asked.waiting);
            sensitive::propose(&transaction, permit, proposed, at).await?;
        }
        transaction.commit().await?;
        Ok((id, token))
    }

    /// Changes name, roles or state, if nobody else did since `version`. Ends the sessions of an account that is closed, or
    /// that gets its first role with a second factor. Answers whether sensitive roles wait.
    pub async fn change_account(
        &self,
        permit: &Permit,
        id: AccountId,
        version: i32,
        change: &AccountChange,
        at: Moment,
    ) -> Result<bool, AccountError> {
        let now = at.now;
        let transaction = self.begin_write().await?;
        // Two changes at once could each leave the other's administrator as the last.
        lock_installation(&transaction).await?;
        let row = find(&transaction, id).await?.ok_or(AccountError::Unknown)?;
        let before = AccountState {
            active: row.active,
            roles: grants::of(&transaction, id).await?,
        };
        let closed_at = if change.active {
            Expr::value(Option::<i64>::None)
        } else {
            Expr::col(account::Column::ClosedAt).if_null(now)
        };
        let result = account::Entity::update_many()
            .col_expr(account::Column::Name, Expr::value(change.name.as_str()))
            .col_expr(account::Column::Active, Expr::value(change.active))
            .col_expr(account::Column::ClosedAt, closed_at)
            .col_expr(account::Column::Version, Expr::value(version + 1))
            .filter(account::Column::Id.eq(id.0))
            .filter(account::Column::Version.eq(version))
            .filter(forgetting::is_remembered())
            .exec(&transaction)
            .await?;
        if result.rows_affected == 0 {
            return Err(Outdated.into());
        }
        let asked = change.grants.clone();
        let asked = sensitive::apart(&transaction, permit, asked, &before.roles).await?;
        let after = AccountState {
            active: change.active,
            roles: asked.given,
        };
        grants::replace(&transaction, id, &before.roles, &after.roles, now).await?;
        if !grants::has_administrator(&transaction).await? {
            return Err(AccountError::LastAdministrator);
        }
        end_what_is_over(&transaction, id, &before, &after).await?;
        let before = Some(before);
        let deed = Deed::AccountChanged { before, after };
        note(&transaction, permit, now, &deed, id).await?;
        let waits = !asked.waiting.is_empty();
        if waits {
            let proposed = Proposed::roles(id, asked.waiting);
            sensitive::propose(&transaction, permit, proposed, at).await?;
        }
        transaction.commit().await?;
        Ok(waits)
    }

    /// An account by its id; `None` too if it was closed so long ago that nobody remembers whose it was.
    pub async fn account(&self, id: AccountId) -> Result<Option<Account>, StoreError> {
        let row = find(&self.reader, id).await?;
        let Some(row) = row else { return Ok(None) };
        let mut grants = grants::of_all(&self.reader, &[row.id]).await?;
        from_row(row, &mut grants).map(Some)
    }

    /// The names of accounts, all at once; those that are gone are left out.
    pub async fn account_names(
        &self,
        ids: &[AccountId],
    ) -> Result<BTreeMap<AccountId, String>, StoreError> {
        let names: Vec<(Uuid, String)> = account::Entity::find()
            .select_only()
            .columns([account::Column::Id, account::Column::Name])
            .filter(account::Column::Id.is_in(ids.iter().map(|AccountId(id)| *id)))
            .filter(forgetting::is_remembered())
            .into_tuple()
            .all(&self.reader)
            .await?;
        Ok(names
            .into_iter()
            .map(|(id, name)| (AccountId(id), name))
            .collect())
    }

    /// Accounts whose names have a part, in the order of the names, at most `limit`, with their names.
    pub async fn accounts_named(
        &self,
        part: &str,
        limit: u64,
    ) -> Result<BTreeMap<AccountId, String>, StoreError> {
        let name = Func::lower(Expr::col(account::Column::Name));
        let names: Vec<(Uuid, String)> = account::Entity::find()
            .select_only()
            .columns([account::Column::Id, account::Column::Name])
            .filter(Expr::expr(name).like(containing(&part.to_lowercase())))
            .filter(forgetting::is_remembered())
            .order_by_asc(account::Column::Name)
            .limit(limit)
            .into_tuple()
            .all(&self.reader)
            .await?;
        Ok(names
            .into_iter()
            .map(|(id, name)| (AccountId(id), name))
            .collect())
    }

    /// Accounts by e-mail address, at most `limit`, those after an address.
    pub async fn accounts(&self, after: &str, limit: u64) -> Result<Vec<Account>, StoreError> {
        let rows = account::Entity::find()
            .filter(account::Column::Email.gt(after))
            .filter(forgetting::is_remembered())
            .order_by_asc(account::Column::Email)
            .limit(limit)
            .all(&self.reader)
            .await?;
        let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
        let mut grants = grants::of_all(&self.reader, &ids).await?;
        rows.into_iter()
            .map(|row| from_row(row, &mut grants))
            .collect()
    }

    /// Somebody who may sign in, with the roles; `None` if there is no such account or it is closed.
    pub async fn person(&self, id: AccountId) -> Result<Option<Person>, StoreError> {
        let account = self.account(id).await?.filter(|account| account.active);
        Ok(account.map(|account| Person {
            id,
            name: account.name.to_string(),
            grants: account.grants,
        }))
    }
}

async fn has_accounts(connection: &impl ConnectionTrait) -> Result<bool, StoreError> {
    Ok(account::Entity::find().count(connection).await? > 0)
}

async fn find(
    connection: &impl ConnectionTrait,
    id: AccountId,
) -> Result<Option<account::Model>, DbErr> {
    account::Entity::find_by_id(id.0)
        .filter(forgetting::is_remembered())
        .one(connection)
        .await
}

async fn insert_account(
    transaction: &WriteTransaction,
    newcomer: &Newcomer,
    password_hash: Option<String>,
    now: i64,
) -> Result<AccountId, AccountError> {
    let id = AccountId(Uuid::new_v4());
    let row = account::ActiveModel {
        id: Set(id.0),
        email: Set(newcomer.email.to_string()),
        name: Set(newcomer.name.to_string()),
        active: Set(true),
        password_hash: Set(password_hash),
        one_time_secret: Set(None),
        one_time_step: Set(0),
        version: Set(1),
        closed_at: Set(None),
    };
    account::Entity::insert(row)
        .exec_without_returning(transaction)
        .await?;
    grants::insert(transaction, id, &newcomer.grants, now).await?;
    Ok(id)
}

/// Ends the sessions of an account that is closed or has its first role with a second factor: who may now publish, appraise or
/// give rights signs in anew, with a one-time code. Of a closed one links and what waits end, too.
async fn end_what_is_over(
    transaction: &WriteTransaction,
    id: AccountId,
    before: &AccountState,
    after: &AccountState,
) -> Result<(), StoreError> {
    let needs_code = |state: &AccountState| {
        let mut roles = state.roles.iter().map(|grant| grant.role);
        roles.any(Role::needs_second_factor)
    };
    if !after.active || (needs_code(after) && !needs_code(before)) {
        session::end_all(transaction, id).await?;
    }
    if !after.active {
        link::end_all(transaction, id).await?;
        sensitive::end_all(transaction, id).await?;
    }
    Ok(())
}

fn from_row(
    row: account::Model,
    grants: &mut HashMap<Uuid, Vec<Grant>>,
) -> Result<Account, StoreError> {
    Ok(Account {
        id: AccountId(row.id),
        email: row.email.parse().map_err(StoreError::corrupt)?,
        name: row.name.parse().map_err(StoreError::corrupt)?,
        active: row.active,
        entered: row.password_hash.is_some(),
        has_second_factor: row.one_time_secret.is_some(),
        grants: grants.remove(&row.id).unwrap_or_default(),
        version: row.version,
    })
}

/// Adds an entry about an account to the audit trail.
async fn note(
    transaction: &WriteTransaction,
    permit: &Permit,
    now: i64,
    deed: &Deed,
    id: AccountId,
) -> Result<(), StoreError> {
    let subject = Subject::new(SubjectKind::Account, id);
    audit::append(transaction, permit, now, deed, subject).await
}
