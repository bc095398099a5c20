//! Forgetting whose an account was that was closed long ago. Its number stays, because the audit trail names it.
//! It must not forget anybody who may sign in, nor know how long anybody is remembered.

use domain::access::{AccountId, Permit, Right};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, DbErr, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::{link, sensitive, session};
use crate::{
    StoreError,
    connection::WriteTransaction,
    entity::{account, account_grant, correction_release, recovery_code, release},
    officer::end_account,
};

/// Stands in place of a name that is forgotten; nobody has an empty one.
const NO_NAME: &str = "";

/// Whether it is still known whose an account is.
pub(super) fn is_remembered() -> Expr {
    account::Column::Name.ne(NO_NAME)
}

/// Takes name, address, roles and credentials from some of the accounts that were closed until a time, in seconds since 1970 (UTC),
/// and says how many they were.
pub(crate) async fn forget(
    transaction: &WriteTransaction,
    closed_until: i64,
    now: i64,
    at_once: u64,
) -> Result<u64, StoreError> {
    let accounts = account::Entity::find()
        .filter(account::Column::Active.eq(false))
        .filter(account::Column::ClosedAt.lte(closed_until))
        .filter(is_remembered())
        .limit(at_once)
        .all(transaction)
        .await?;
    for account in &accounts {
        let id = AccountId(account.id);
        end_account(transaction, &Permit::server(Right::EditRoster), id, now).await?;
        forget_in_releases(transaction, &account.email, id).await?;
        link::end_all(transaction, id).await?;
        session::end_all(transaction, id).await?;
        sensitive::end_all(transaction, id).await?;
        delete_of(transaction, id.0).await?;
        forget_person(transaction, id).await?;
    }
    Ok(accounts.len() as u64)
}

async fn delete_of(transaction: &WriteTransaction, id: Uuid) -> Result<(), DbErr> {
    account_grant::Entity::delete_many()
        .filter(account_grant::Column::AccountId.eq(id))
        .exec(transaction)
        .await?;
    recovery_code::Entity::delete_many()
        .filter(recovery_code::Column::AccountId.eq(id))
        .exec(transaction)
        .await
        .map(drop)
}

async fn forget_person(transaction: &WriteTransaction, id: AccountId) -> Result<(), DbErr> {
    use account::Column;
    // No two accounts may have the same address, and no address has the form of a number.
    let number = id.to_string();
    account::Entity::update_many()
        .col_expr(Column::Name, Expr::value(NO_NAME))
        .col_expr(Column::Email, Expr::value(number))
        .col_expr(Column::PasswordHash, Expr::value(Option::<String>::None))
        .col_expr(Column::OneTimeSecret, Expr::value(Option::<Vec<u8>>::None))
        .col_expr(Column::OneTimeStep, Expr::value(0_i64))
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .filter(Column::Id.eq(id.0))
        .exec(transaction)
        .await
        .map(drop)
}

/// Beside a release stands who answered for it, by address; the number says the same without naming anybody.
async fn forget_in_releases(
    transaction: &WriteTransaction,
    email: &str,
    id: AccountId,
) -> Result<(), DbErr> {
    let number = Expr::value(id.to_string());
    for column in [release::Column::SealedBy, release::Column::SealedAnd] {
        release::Entity::update_many()
            .col_expr(column, number.clone())
            .filter(column.eq(email))
            .exec(transaction)
            .await?;
    }
    for column in [
        correction_release::Column::SealedBy,
        correction_release::Column::SealedAnd,
    ] {
        correction_release::Entity::update_many()
            .col_expr(column, number.clone())
            .filter(column.eq(email))
            .exec(transaction)
            .await?;
    }
    Ok(())
}
