//! Ending the wait of comments that no release has taken in time: the text goes, the count stays.
//! It must not know how long that time is.

use chrono::NaiveDate;
use domain::moderation::{CommentState, WithholdReason};
use domain::period::Month;
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QuerySelect,
};
use uuid::Uuid;

use crate::connection::WriteTransaction;
use crate::entity::{comment, comment_decision};

/// Deletes some comments of months before that of `until` that no release has taken. What was to be published counts as
/// withheld from now on; what was withheld for a reason keeps it. Tells how many comments went.
pub(crate) async fn lapse(
    transaction: &WriteTransaction,
    until: NaiveDate,
    at_once: u64,
) -> Result<u64, DbErr> {
    let lapsed: Vec<(Uuid, i32, String)> = comment::Entity::find()
        .select_only()
        .columns([
            comment::Column::Id,
            comment::Column::ServiceId,
            comment::Column::Month,
        ])
        .filter(comment::Column::Month.lt(Month::of(until).to_string()))
        .limit(at_once)
        .into_tuple()
        .all(transaction)
        .await?;
    if !lapsed.is_empty() {
        withhold(transaction, &lapsed, until).await?;
        comment::Entity::delete_many()
            .filter(comment::Column::Id.is_in(lapsed.iter().map(|(id, ..)| *id)))
            .exec(transaction)
            .await?;
    }
    Ok(lapsed.len() as u64)
}

async fn withhold(
    transaction: &impl ConnectionTrait,
    lapsed: &[(Uuid, i32, String)],
    until: NaiveDate,
) -> Result<(), DbErr> {
    use comment_decision::Column;
    let rows = lapsed
        .iter()
        .map(|(id, service, month)| comment_decision::ActiveModel {
            comment_id: Set(*id),
            service_id: Set(*service),
            month: Set(month.clone()),
            state: Set(CommentState::Withheld.code().to_owned()),
            reason: Set(Some(WithholdReason::Lapsed.code().to_owned())),
            public_text: Set(None),
            decided_by: Set(None),
            decided_on: Set(until),
            version: Set(1),
            release_month: Set(None),
            pooled: Set(false),
        });
    let undecided = OnConflict::column(Column::CommentId)
        .do_nothing()
        .to_owned();
    comment_decision::Entity::insert_many(rows)
        .on_conflict(undecided)
        .exec_without_returning(transaction)
        .await?;
    comment_decision::Entity::update_many()
        .col_expr(Column::State, Expr::value(CommentState::Withheld.code()))
        .col_expr(Column::Reason, Expr::value(WithholdReason::Lapsed.code()))
        .col_expr(Column::PublicText, Expr::value(Option::<String>::None))
        .filter(Column::CommentId.is_in(lapsed.iter().map(|(id, ..)| *id)))
        .filter(Column::State.eq(CommentState::Published.code()))
        .exec(transaction)
        .await?;
    Ok(())
}
