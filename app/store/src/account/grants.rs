//! The roles of accounts in units.
//! It must not decide who may give them, nor which of them have to wait.

use std::collections::HashMap;

use domain::access::{AccountId, Grant, Role};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter,
    QuerySelect, Select,
};
use uuid::Uuid;

use crate::StoreError;
use crate::connection::WriteTransaction;
use crate::entity::{account, account_grant, unit};

/// The roles of one account, in their order.
pub(super) async fn of(
    connection: &impl ConnectionTrait,
    id: AccountId,
) -> Result<Vec<Grant>, StoreError> {
    let mut grants = of_all(connection, &[id.0]).await?;
    Ok(grants.remove(&id.0).unwrap_or_default())
}

/// The roles of several accounts, those of each in their order; none of an account without roles.
pub(super) async fn of_all(
    connection: &impl ConnectionTrait,
    ids: &[Uuid],
) -> Result<HashMap<Uuid, Vec<Grant>>, StoreError> {
    let rows = account_grant::Entity::find()
        .filter(account_grant::Column::AccountId.is_in(ids.iter().copied()))
        .all(connection)
        .await?;
    let units = unit::Entity::find()
        .filter(unit::Column::Id.is_in(rows.iter().map(|row| row.unit_id)))
        .all(connection)
        .await?;
    let slugs: HashMap<i32, String> = units.into_iter().map(|row| (row.id, row.slug)).collect();
    let mut grants: HashMap<Uuid, Vec<Grant>> = HashMap::new();
    for row in rows {
        let role = Role::from_code(&row.role).ok_or_else(|| StoreError::corrupt(&row.role))?;
        let unit = slugs
            .get(&row.unit_id)
            .ok_or_else(|| StoreError::corrupt("a role for a unit that is gone"))?
            .parse()
            .map_err(StoreError::corrupt)?;
        let of_account = grants.entry(row.account_id).or_default();
        of_account.push(Grant { role, unit });
        of_account.sort();
    }
    Ok(grants)
}

/// Gives roles.
pub(super) async fn insert(
    transaction: &WriteTransaction,
    id: AccountId,
    grants: &[Grant],
    now: i64,
) -> Result<(), StoreError> {
    for grant in grants {
        let row = account_grant::ActiveModel {
            account_id: Set(id.0),
            role: Set(grant.role.code().to_owned()),
            unit_id: Set(unit_id(transaction, grant).await?),
            since: Set(now),
        };
        account_grant::Entity::insert(row)
            .exec_without_returning(transaction)
            .await?;
    }
    Ok(())
}

/// Takes roles away and gives others; those that stay are as old as they were.
pub(super) async fn replace(
    transaction: &WriteTransaction,
    id: AccountId,
    had: &[Grant],
    wanted: &[Grant],
    now: i64,
) -> Result<(), StoreError> {
    for gone in had.iter().filter(|grant| !wanted.contains(grant)) {
        let row = (
            id.0,
            gone.role.code().to_owned(),
            unit_id(transaction, gone).await?,
        );
        account_grant::Entity::delete_by_id(row)
            .exec(transaction)
            .await?;
    }
    let new = wanted.iter().filter(|grant| !had.contains(grant));
    insert(transaction, id, &new.cloned().collect::<Vec<_>>(), now).await
}

/// Whether somebody can still look after the accounts of the whole city.
pub(super) async fn has_administrator(transaction: &WriteTransaction) -> Result<bool, StoreError> {
    let root = unit::Entity::find()
        .filter(unit::Column::ParentId.is_null())
        .one(transaction)
        .await?;
    let Some(root) = root else { return Ok(true) };
    let of_city = account_grant::Column::UnitId.eq(root.id);
    let holders = account_grant::Entity::find().filter(of_city);
    is_held(transaction, holders, Role::Administrator).await
}

/// Whether somebody publishes, in any unit.
pub(super) async fn has_publisher(transaction: &WriteTransaction) -> Result<bool, StoreError> {
    is_held(transaction, account_grant::Entity::find(), Role::Publisher).await
}

/// Whether some grants give a role to anybody whose account is open.
async fn is_held(
    transaction: &WriteTransaction,
    grants: Select<account_grant::Entity>,
    role: Role,
) -> Result<bool, StoreError> {
    let holders: Vec<Uuid> = grants
        .select_only()
        .column(account_grant::Column::AccountId)
        .filter(account_grant::Column::Role.eq(role.code()))
        .into_tuple()
        .all(transaction)
        .await?;
    let active = account::Entity::find()
        .filter(account::Column::Id.is_in(holders))
        .filter(account::Column::Active.eq(true));
    Ok(active.count(transaction).await? > 0)
}

async fn unit_id(connection: &impl ConnectionTrait, grant: &Grant) -> Result<i32, StoreError> {
    let row = unit::Entity::find()
        .filter(unit::Column::Slug.eq(grant.unit.as_str()))
        .one(connection)
        .await?;
    let row = row.ok_or_else(|| StoreError::Missing(format!("there is no unit {}", grant.unit)))?;
    Ok(row.id)
}
