//! Sensitive changes of accounts on their way: proposed by an administrator, agreed to by a second person or outwaited, then
//! made. It must not decide whose word counts; that is `domain::sensitive`.

use std::collections::BTreeSet;

use domain::access::{AccountId, Grant, Permit, Right, Role};
use domain::audit::{AccountState, Deed};
use domain::moment::Moment;
use domain::sensitive::{SensitiveChange, SensitiveKind, YOUNG, waits_until};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter,
    QueryOrder, QuerySelect,
};
use uuid::Uuid;

use super::{AccountError, find, grants, note, session};
use crate::{
    Store, StoreError, calendar,
    connection::WriteTransaction,
    entity::{account, account_grant, sensitive_change},
};

impl Store {
    /// The sensitive changes that wait, those that wait for the shortest time first.
    pub async fn sensitive_changes(&self) -> Result<Vec<SensitiveChange>, StoreError> {
        let rows = sensitive_change::Entity::find()
            .order_by_asc(sensitive_change::Column::WaitsUntil)
            .order_by_asc(sensitive_change::Column::Id);
        let rows = rows.all(&self.reader).await?;
        rows.into_iter().map(from_row).collect()
    }

    /// Agrees to a change as a second person: roles are given at once, a link can be made from now on.
    pub async fn agree_to_change(
        &self,
        permit: &Permit,
        id: Uuid,
        now: i64,
    ) -> Result<(), AccountError> {
        let transaction = self.begin_write().await?;
        let change = locked(&transaction, id).await?;
        let by = permit.account();
        if by.is_some_and(|by| change.is_own_word_of(by)) {
            return Err(AccountError::OwnProposal);
        }
        if by != Some(change.account) {
            permit
                .allows(&[Right::ManagePeople])
                .map_err(StoreError::from)?;
        }
        let deed = Deed::SensitiveAgreed { kind: change.kind };
        note(&transaction, permit, now, &deed, change.account).await?;
        if change.kind == SensitiveKind::Roles {
            give(&transaction, permit, &change, now).await?;
        } else {
            let agreed = sensitive_change::ActiveModel {
                id: Set(id),
                agreed: Set(true),
                ..Default::default()
            };
            agreed.update(&transaction).await?;
        }
        Ok(transaction.commit().await?)
    }

    /// Gives the roles of a change that has waited for long enough.
    pub async fn make_change(
        &self,
        permit: &Permit,
        id: Uuid,
        at: Moment,
    ) -> Result<(), AccountError> {
        let transaction = self.begin_write().await?;
        let change = locked(&transaction, id).await?;
        if change.kind != SensitiveKind::Roles || !change.is_ready(at.today) {
            return Err(AccountError::Waits);
        }
        give(&transaction, permit, &change, at.now).await?;
        Ok(transaction.commit().await?)
    }

    /// Refuses a change, which is then forgotten.
    pub async fn refuse_change(
        &self,
        permit: &Permit,
        id: Uuid,
        now: i64,
    ) -> Result<(), AccountError> {
        let transaction = self.begin_write().await?;
        let change = locked(&transaction, id).await?;
        delete(&transaction, id).await?;
        let deed = Deed::SensitiveRefused { kind: change.kind };
        note(&transaction, permit, now, &deed, change.account).await?;
        Ok(transaction.commit().await?)
    }

    /// Who has had a role to publish for so short a time that a seal names them.
    pub async fn young_publishers(&self, now: i64) -> Result<Vec<AccountId>, StoreError> {
        let ids: BTreeSet<Uuid> = account_grant::Entity::find()
            .select_only()
            .column(account_grant::Column::AccountId)
            .filter(account_grant::Column::Role.eq(Role::Publisher.code()))
            .filter(account_grant::Column::Since.gt(now - YOUNG))
            .into_tuple()
            .all(&self.reader)
            .await?
            .into_iter()
            .collect();
        Ok(ids.into_iter().map(AccountId).collect())
    }
}

/// Whether sensitive changes wait: those by an administrator at the desk, once somebody publishes whom they could replace.
pub(super) async fn must_wait(
    transaction: &WriteTransaction,
    permit: &Permit,
) -> Result<bool, StoreError> {
    Ok(permit.account().is_some() && grants::has_publisher(transaction).await?)
}

/// The roles that somebody is to have.
pub(super) struct Asked {
    /// Those that are given at once.
    pub given: Vec<Grant>,
    /// Those that have to wait.
    pub waiting: Vec<Grant>,
}

/// Parts the roles that somebody is to have; those that somebody `had` never wait.
pub(super) async fn apart(
    transaction: &WriteTransaction,
    permit: &Permit,
    asked: Vec<Grant>,
    had: &[Grant],
) -> Result<Asked, StoreError> {
    let any_waits = must_wait(transaction, permit).await?;
    let waits = |grant: &Grant| any_waits && grant.role.is_sensitive() && !had.contains(grant);
    let (waiting, given) = asked.into_iter().partition(waits);
    Ok(Asked { given, waiting })
}

/// A change that somebody wants made.
pub(super) struct Proposed {
    /// Of which account.
    pub account: AccountId,
    /// What.
    pub kind: SensitiveKind,
    /// The roles to give; none where something else is changed.
    pub roles: Vec<Grant>,
}

impl Proposed {
    /// To give roles.
    pub const fn roles(account: AccountId, roles: Vec<Grant>) -> Self {
        Self {
            account,
            kind: SensitiveKind::Roles,
            roles,
        }
    }

    /// To make a new link.
    pub const fn link(account: AccountId, kind: SensitiveKind) -> Self {
        Self {
            account,
            kind,
            roles: vec![],
        }
    }
}

/// Lets a change wait. Of what waits for the same account the newer roles count, and a link is asked for once.
pub(super) async fn propose(
    transaction: &WriteTransaction,
    permit: &Permit,
    proposed: Proposed,
    at: Moment,
) -> Result<(), StoreError> {
    let Proposed {
        account,
        kind,
        roles,
    } = proposed;
    let Some(by) = permit.account() else {
        return Ok(());
    };
    if let Some(known) = waiting(transaction, account, kind).await? {
        if known.roles == roles {
            return Ok(());
        }
        delete(transaction, known.id).await?;
    }
    let calendar = calendar::load(transaction).await?;
    let row = sensitive_change::ActiveModel {
        id: Set(Uuid::new_v4()),
        account_id: Set(account.0),
        kind: Set(kind.code().to_owned()),
        roles: Set(serde_json::to_string(&roles).map_err(StoreError::corrupt)?),
        proposed_by: Set(by.0),
        waits_until: Set(waits_until(&calendar, at.today)),
        agreed: Set(false),
    };
    sensitive_change::Entity::insert(row)
        .exec_without_returning(transaction)
        .await?;
    let deed = Deed::SensitiveProposed { kind, roles };
    note(transaction, permit, at.now, &deed, account).await
}

/// Uses up a change that may be made; `false` if there is none.
pub(super) async fn take_ready(
    transaction: &WriteTransaction,
    id: AccountId,
    kind: SensitiveKind,
    at: Moment,
) -> Result<bool, StoreError> {
    let change = waiting(transaction, id, kind).await?;
    let Some(change) = change.filter(|change| change.is_ready(at.today)) else {
        return Ok(false);
    };
    delete(transaction, change.id).await?;
    Ok(true)
}

/// Forgets what waits for an account that is closed.
pub(super) async fn end_all(
    transaction: &WriteTransaction,
    id: AccountId,
) -> Result<(), StoreError> {
    sensitive_change::Entity::delete_many()
        .filter(sensitive_change::Column::AccountId.eq(id.0))
        .exec(transaction)
        .await?;
    Ok(())
}

/// Gives the roles of a change. Who has them now signs in anew, with a one-time code.
async fn give(
    transaction: &WriteTransaction,
    permit: &Permit,
    change: &SensitiveChange,
    now: i64,
) -> Result<(), AccountError> {
    let id = change.account;
    let row = find(transaction, id).await?.ok_or(AccountError::Unknown)?;
    let before = grants::of(transaction, id).await?;
    let new = change.roles.iter().filter(|role| !before.contains(role));
    let after: Vec<Grant> = before.iter().chain(new).cloned().collect();
    grants::replace(transaction, id, &before, &after, now).await?;
    account::Entity::update_many()
        .col_expr(account::Column::Version, Expr::value(row.version + 1))
        .filter(account::Column::Id.eq(id.0))
        .exec(transaction)
        .await?;
    session::end_all(transaction, id).await?;
    delete(transaction, change.id).await?;
    let state = |roles| AccountState {
        active: row.active,
        roles,
    };
    let deed = Deed::AccountChanged {
        before: Some(state(before)),
        after: state(after),
    };
    Ok(note(transaction, permit, now, &deed, id).await?)
}

async fn locked(transaction: &WriteTransaction, id: Uuid) -> Result<SensitiveChange, AccountError> {
    let row = sensitive_change::Entity::find_by_id(id).lock_exclusive();
    let row = row.one(transaction).await?.ok_or(AccountError::Unknown)?;
    Ok(from_row(row)?)
}

async fn waiting(
    connection: &impl ConnectionTrait,
    id: AccountId,
    kind: SensitiveKind,
) -> Result<Option<SensitiveChange>, StoreError> {
    let row = sensitive_change::Entity::find()
        .filter(sensitive_change::Column::AccountId.eq(id.0))
        .filter(sensitive_change::Column::Kind.eq(kind.code()))
        .one(connection)
        .await?;
    row.map(from_row).transpose()
}

async fn delete(transaction: &WriteTransaction, id: Uuid) -> Result<(), StoreError> {
    sensitive_change::Entity::delete_by_id(id)
        .exec(transaction)
        .await?;
    Ok(())
}

fn from_row(row: sensitive_change::Model) -> Result<SensitiveChange, StoreError> {
    Ok(SensitiveChange {
        id: row.id,
        account: AccountId(row.account_id),
        kind: SensitiveKind::from_code(&row.kind).ok_or_else(|| StoreError::corrupt(&row.kind))?,
        roles: serde_json::from_str(&row.roles).map_err(StoreError::corrupt)?,
        proposed_by: AccountId(row.proposed_by),
        waits_until: row.waits_until,
        agreed: row.agreed,
    })
}
