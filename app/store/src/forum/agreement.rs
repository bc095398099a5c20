//! Counting which kinds of community support what a group says.
//! It must not count anybody twice, nor give away who somebody is.

use std::collections::BTreeMap;

use domain::forum::{Agreement, Community, ForumId, GroupId, PointState};
use sea_orm::sea_query::{Alias, Expr, Query};
use sea_orm::{ColumnTrait, ExprTrait, FromQueryResult};
use uuid::Uuid;

use super::seat::community;
use crate::{
    Store, StoreError,
    entity::{forum_point, forum_seat, forum_support},
    settings,
};

#[derive(FromQueryResult)]
struct Counted {
    group_id: Uuid,
    community: Option<String>,
    people: i64,
}

impl Store {
    /// Which kinds of community support each group of a forum, as far as it may be told.
    pub async fn agreements(
        &self,
        forum: ForumId,
    ) -> Result<BTreeMap<GroupId, BTreeMap<Community, u64>>, StoreError> {
        let point = (forum_point::Entity, forum_point::Column::Number);
        let support = (forum_support::Entity, forum_support::Column::Number);
        let statement = Query::select()
            .column((forum_point::Entity, forum_point::Column::GroupId))
            .column((forum_seat::Entity, forum_seat::Column::Community))
            .expr_as(
                Expr::col((forum_seat::Entity, forum_seat::Column::Hash)).count_distinct(),
                Alias::new("people"),
            )
            .from(forum_point::Entity)
            .inner_join(
                forum_support::Entity,
                Expr::col(support).equals(point).and(
                    Expr::col((forum_support::Entity, forum_support::Column::ForumId))
                        .equals((forum_point::Entity, forum_point::Column::ForumId)),
                ),
            )
            .inner_join(
                forum_seat::Entity,
                Expr::col((forum_seat::Entity, forum_seat::Column::Hash))
                    .equals((forum_support::Entity, forum_support::Column::Seat)),
            )
            .and_where(forum_point::Column::ForumId.eq(forum.0))
            .and_where(forum_point::Column::State.eq(PointState::Published.code()))
            .and_where(forum_point::Column::GroupId.is_not_null())
            .group_by_columns([(forum_point::Entity, forum_point::Column::GroupId)])
            .group_by_columns([(forum_seat::Entity, forum_seat::Column::Community)])
            .to_owned();
        let rows = Counted::find_by_statement(self.reader.get_database_backend().build(&statement));
        let mut counted: BTreeMap<GroupId, Agreement> = BTreeMap::new();
        for row in rows.all(&self.reader).await? {
            let agreement = counted.entry(GroupId(row.group_id)).or_default();
            agreement.add(
                community(row.community.as_deref()),
                row.people.cast_unsigned(),
            );
        }
        let k = settings::k(&self.reader).await?;
        let told = counted.into_iter();
        let told = told.map(|(group, agreement)| (group, agreement.told(k)));
        Ok(told.filter(|(_, told)| !told.is_empty()).collect())
    }
}
