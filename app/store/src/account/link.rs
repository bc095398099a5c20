//! One-time links by which people enter their account, or set it up anew when they lost their password.
//! It must not know how a link is handed over.

use std::{fmt, str::FromStr};

use domain::access::{AccountId, Grant, Permit, Role};
use domain::account::{Account, Email, PersonName};
use domain::audit::Deed;
use domain::digest::Digest;
use domain::register::Unit;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::{AccountError, has_accounts, insert_account, note, session};
use crate::{
    Store, StoreError,
    connection::WriteTransaction,
    entity::{account, account_link, recovery_code},
    register::root_or,
    setting::lock_installation,
};

/// How long a link can be used: seven days, in seconds.
pub const LINK_LIFETIME: i64 = 7 * 24 * 3600;

/// The secret part of a link: 256 random bits, written as 64 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct LinkToken(Digest);

impl LinkToken {
    fn random() -> Self {
        Self(Digest::of(&rand::random::<[u8; 32]>()))
    }

    fn hash(self) -> Vec<u8> {
        Digest::of(self.0.bytes()).bytes().to_vec()
    }
}

impl fmt::Debug for LinkToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LinkToken(…)")
    }
}

impl fmt::Display for LinkToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for LinkToken {
    type Err = LinkError;

    fn from_str(text: &str) -> Result<Self, LinkError> {
        text.parse().map(Self).map_err(|_| LinkError::Unknown)
    }
}

/// Somebody for whom an account is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Newcomer {
    /// With which the person will sign in.
    pub email: Email,
    /// The name to show.
    pub name: PersonName,
    /// The roles.
    pub grants: Vec<Grant>,
}

/// What the first administrator says of the own account and of the city.
#[derive(Clone, Debug)]
pub struct SetUp {
    /// With which the administrator will sign in.
    pub email: Email,
    /// The administrator's name.
    pub name: PersonName,
    /// The hash of the administrator's password.
    pub password_hash: String,
    /// The unit at the top of the tree, where none is registered yet.
    pub city: Unit,
}

/// To what a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkTarget {
    /// To the first administrator's account, which does not exist yet.
    SetUp,
    /// To an account that somebody made.
    Account(Account),
}

/// Why a link leads nowhere.
#[derive(Debug, thiserror::Error)]
pub enum LinkError {
    /// It never existed, was used, or its time is over.
    #[error("the link was used, or its time is over")]
    Unknown,
    /// The portal has administrators already, or the address is taken.
    #[error(transparent)]
    Account(#[from] AccountError),
}

impl From<sea_orm::DbErr> for LinkError {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Account(error.into())
    }
}

impl From<StoreError> for LinkError {
    fn from(error: StoreError) -> Self {
        Self::Account(error.into())
    }
}

impl Store {
    /// Makes the link with which the first administrator sets up the own account; earlier ones end. None if somebody has
    /// an account.
    pub async fn make_set_up_link(&self, now: i64) -> Result<Option<LinkToken>, StoreError> {
        let transaction = self.begin_write().await?;
        lock_installation(&transaction).await?;
        if has_accounts(&transaction).await? {
            return Ok(None);
        }
        end_set_up(&transaction).await?;
        let token = insert(&transaction, None, now).await?;
        transaction.commit().await?;
        Ok(Some(token))
    }

    /// Makes a new link to an account, for somebody who lost the password or the one-time codes. Earlier links end; the old
    /// password works until the link is used.
    pub async fn make_link(
        &self,
        permit: &Permit,
        id: AccountId,
        now: i64,
    ) -> Result<LinkToken, AccountError> {
        let transaction = self.begin_write().await?;
        if super::find(&transaction, id).await?.is_none() {
            return Err(AccountError::Unknown);
        }
        end_all(&transaction, id).await?;
        let token = insert(&transaction, Some(id), now).await?;
        note(&transaction, permit, now, &Deed::LinkMade, id).await?;
        transaction.commit().await?;
        Ok(token)
    }

    /// To what a link leads.
    pub async fn link(&self, token: LinkToken, now: i64) -> Result<LinkTarget, LinkError> {
        match find(&self.reader, token, now).await? {
            None => Ok(LinkTarget::SetUp),
            Some(id) => {
                let account = self.account(id).await?;
                account
                    .filter(|account| account.active)
                    .map(LinkTarget::Account)
                    .ok_or(LinkError::Unknown)
            }
        }
    }

    /// Enters an account by its link with a new password. One-time codes and sessions from before end.
    pub async fn enter_account(
        &self,
        token: LinkToken,
        password_hash: String,
        now: i64,
    ) -> Result<AccountId, LinkError> {
        let transaction = self.begin_write().await?;
        let id = find(&transaction, token, now)
            .await?
            .ok_or(LinkError::Unknown)?;
        end_all(&transaction, id).await?;
        account::Entity::update_many()
            .col_expr(account::Column::PasswordHash, Expr::value(password_hash))
            .col_expr(
                account::Column::OneTimeSecret,
                Expr::value(Option::<Vec<u8>>::None),
            )
            .filter(account::Column::Id.eq(id.0))
            .exec(&transaction)
            .await?;
        recovery_code::Entity::delete_many()
            .filter(recovery_code::Column::AccountId.eq(id.0))
            .exec(&transaction)
            .await?;
        session::end_all(&transaction, id).await?;
        let deed = Deed::AccountEntered;
        note(&transaction, &Permit::own(id), now, &deed, id).await?;
        transaction.commit().await?;
        Ok(id)
    }

    /// Sets the portal up by the set-up link: the first administrator, and the city where none is registered yet.
    pub async fn set_up(
        &self,
        token: LinkToken,
        set_up: SetUp,
        now: i64,
    ) -> Result<AccountId, LinkError> {
        let transaction = self.begin_write().await?;
        lock_installation(&transaction).await?;
        let leads_here = find(&transaction, token, now).await?.is_none();
        if !leads_here || has_accounts(&transaction).await? {
            return Err(LinkError::Unknown);
        }
        end_set_up(&transaction).await?;
        let administrator = Newcomer {
            email: set_up.email,
            name: set_up.name,
            grants: vec![Grant {
                role: Role::Administrator,
                unit: root_or(&transaction, &set_up.city).await?,
            }],
        };
        let hash = Some(set_up.password_hash);
        let id = insert_account(&transaction, &administrator, hash).await?;
        let deed = Deed::AccountInvited { roles: Vec::new() };
        note(&transaction, &Permit::own(id), now, &deed, id).await?;
        transaction.commit().await?;
        Ok(id)
    }
}

pub(super) async fn insert(
    transaction: &WriteTransaction,
    id: Option<AccountId>,
    now: i64,
) -> Result<LinkToken, StoreError> {
    let token = LinkToken::random();
    let row = account_link::ActiveModel {
        hash: Set(token.hash()),
        account_id: Set(id.map(|id| id.0)),
        expires_at: Set(now + LINK_LIFETIME),
    };
    account_link::Entity::insert(row)
        .exec_without_returning(transaction)
        .await?;
    Ok(token)
}

/// Ends the link for the first account.
pub(super) async fn end_set_up(transaction: &WriteTransaction) -> Result<(), StoreError> {
    account_link::Entity::delete_many()
        .filter(account_link::Column::AccountId.is_null())
        .exec(transaction)
        .await?;
    Ok(())
}

pub(super) async fn end_all(
    transaction: &WriteTransaction,
    id: AccountId,
) -> Result<(), StoreError> {
    account_link::Entity::delete_many()
        .filter(account_link::Column::AccountId.eq(id.0))
        .exec(transaction)
        .await?;
    Ok(())
}

/// The account of a link that still works; `None` for the set-up link.
async fn find(
    connection: &impl ConnectionTrait,
    token: LinkToken,
    now: i64,
) -> Result<Option<AccountId>, LinkError> {
    let row = account_link::Entity::find_by_id(token.hash())
        .one(connection)
        .await?
        .filter(|row| row.expires_at > now)
        .ok_or(LinkError::Unknown)?;
    Ok(row.account_id.map(AccountId))
}
