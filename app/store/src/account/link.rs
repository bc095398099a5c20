//! One-time links by which people enter their account, or set it up anew when they lost their password.
//! It must not know how a link is handed over.

use std::{fmt, str::FromStr};

use domain::access::{AccountId, Grant, Permit, Role};
use domain::account::{Account, Email, PersonName};
use domain::audit::Deed;
use domain::digest::Digest;
use domain::moment::Moment;
use domain::register::Unit;
use domain::sensitive::LinkPurpose;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::sensitive::Proposed;
use super::{AccountError, grants, has_accounts, insert_account, note, sensitive, session};
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
    /// To choosing the password of an account that somebody made.
    Account(Account),
    /// To setting up the one-time codes of an account anew.
    Codes(Account),
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
        let token = insert(&transaction, None, LinkPurpose::Password, now).await?;
        transaction.commit().await?;
        Ok(Some(token))
    }

    /// Makes a new link to an account, for somebody who lost the password or the one-time codes. Earlier links end; what was
    /// lost works until the link is used. For an account with a sensitive role it may have to wait.
    pub async fn make_link(
        &self,
        permit: &Permit,
        id: AccountId,
        purpose: LinkPurpose,
        at: Moment,
    ) -> Result<LinkToken, AccountError> {
        let transaction = self.begin_write().await?;
        if super::find(&transaction, id).await?.is_none() {
            return Err(AccountError::Unknown);
        }
        let kind = purpose.into();
        if is_sensitive(&transaction, id).await?
            && sensitive::must_wait(&transaction, permit).await?
            && !sensitive::take_ready(&transaction, id, kind, at).await?
        {
            let proposed = Proposed::link(id, kind);
            sensitive::propose(&transaction, permit, proposed, at).await?;
            transaction.commit().await?;
            return Err(AccountError::Waits);
        }
        end_all(&transaction, id).await?;
        let token = insert(&transaction, Some(id), purpose, at.now).await?;
        note(&transaction, permit, at.now, &Deed::LinkMade, id).await?;
        transaction.commit().await?;
        Ok(token)
    }

    /// To what a link leads.
    pub async fn link(&self, token: LinkToken, now: i64) -> Result<LinkTarget, LinkError> {
        match find(&self.reader, token, now).await? {
            None => Ok(LinkTarget::SetUp),
            Some((id, purpose)) => {
                let account = self.account(id).await?;
                let account = account.filter(|account| account.active);
                let account = account.ok_or(LinkError::Unknown)?;
                Ok(match purpose {
                    LinkPurpose::Password => LinkTarget::Account(account),
                    LinkPurpose::Codes => LinkTarget::Codes(account),
                })
            }
        }
    }

    /// Enters an account by its link with a new password. Sessions from before end; one-time codes stay.
    pub async fn enter_account(
        &self,
        token: LinkToken,
        password_hash: String,
        now: i64,
    ) -> Result<AccountId, LinkError> {
        let transaction = self.begin_write().await?;
        let id = account_of(&transaction, token, LinkPurpose::Password, now).await?;
        end_all(&transaction, id).await?;
        account::Entity::update_many()
            .col_expr(account::Column::PasswordHash, Expr::value(password_hash))
            .filter(account::Column::Id.eq(id.0))
            .exec(&transaction)
            .await?;
        session::end_all(&transaction, id).await?;
        let deed = Deed::AccountEntered;
        note(&transaction, &Permit::own(id), now, &deed, id).await?;
        transaction.commit().await?;
        Ok(id)
    }

    /// Ends the one-time codes and sessions of an account by its link. Whether somebody knows its password was asked before.
    pub async fn end_codes(&self, token: LinkToken, now: i64) -> Result<AccountId, LinkError> {
        let transaction = self.begin_write().await?;
        let id = account_of(&transaction, token, LinkPurpose::Codes, now).await?;
        end_all(&transaction, id).await?;
        account::Entity::update_many()
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
        let deed = Deed::CodesEnded;
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
        let id = insert_account(&transaction, &administrator, hash, now).await?;
        let deed = Deed::AccountInvited { roles: Vec::new() };
        note(&transaction, &Permit::own(id), now, &deed, id).await?;
        transaction.commit().await?;
        Ok(id)
    }
}

pub(super) async fn insert(
    transaction: &WriteTransaction,
    id: Option<AccountId>,
    purpose: LinkPurpose,
    now: i64,
) -> Result<LinkToken, StoreError> {
    let token = LinkToken::random();
    let row = account_link::ActiveModel {
        hash: Set(token.hash()),
        account_id: Set(id.map(|id| id.0)),
        expires_at: Set(now + LINK_LIFETIME),
        purpose: Set(purpose.code().to_owned()),
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

/// Whether an account has a role by which one publishes or gives roles.
async fn is_sensitive(transaction: &WriteTransaction, id: AccountId) -> Result<bool, StoreError> {
    let grants = grants::of(transaction, id).await?;
    let mut roles = grants.iter().map(|grant| grant.role);
    Ok(roles.any(Role::is_sensitive))
}

/// The account of a link that still works for a purpose.
async fn account_of(
    transaction: &WriteTransaction,
    token: LinkToken,
    purpose: LinkPurpose,
    now: i64,
) -> Result<AccountId, LinkError> {
    match find(transaction, token, now).await? {
        Some((id, of)) if of == purpose => Ok(id),
        _ => Err(LinkError::Unknown),
    }
}

/// The account of a link that still works, and what it is for; `None` for the set-up link.
async fn find(
    connection: &impl ConnectionTrait,
    token: LinkToken,
    now: i64,
) -> Result<Option<(AccountId, LinkPurpose)>, LinkError> {
    let row = account_link::Entity::find_by_id(token.hash())
        .one(connection)
        .await?
        .filter(|row| row.expires_at > now)
        .ok_or(LinkError::Unknown)?;
    let purpose = LinkPurpose::from_code(&row.purpose);
    let purpose = purpose.ok_or_else(|| StoreError::corrupt(&row.purpose))?;
    Ok(row.account_id.map(|id| (AccountId(id), purpose)))
}
