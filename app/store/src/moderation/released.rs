//! Comments that a release made public, and the part of a seal that makes them so.
//! It must not publish a comment of a service whose ratings the release does not publish.

use std::collections::{BTreeMap, HashMap};

use domain::moderation::redaction::PublicComment;
use domain::moderation::{
    CommentCounts, CommentId, ReleasedComment, ReleasedPlace, ServiceComments, WithholdReason,
};
use domain::period::{Month, Period};
use domain::release::Release;
use domain::slug::Slug;
use sea_orm::sea_query::{Expr, Query};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait, Statement,
};
use uuid::Uuid;

use super::{decisions, reply::replies, state_of};
use crate::{
    Store, StoreError,
    connection::WriteTransaction,
    entity::{comment, comment_decision, comment_reply, service},
    names::{service_slugs, slugs_of_services},
};

/// Which public comments to list.
#[derive(Clone, Debug)]
pub struct ReleasedFilter {
    /// The services, `None` for all.
    pub services: Option<Vec<Slug>>,
    /// Whether comments are listed that do not tell which of their unit's services they are about.
    pub pooled: bool,
    /// Only those of the releases of a period.
    pub period: Option<Period>,
    /// Only those with a reply, or only those without.
    pub answered: Option<bool>,
    /// Only those after this place.
    pub after: Option<ReleasedPlace>,
}

impl ReleasedFilter {
    /// Everything about some services that also names them.
    pub fn of(services: Vec<Slug>) -> Self {
        Self {
            services: Some(services),
            pooled: false,
            ..Self::all()
        }
    }

    /// Everything about all services.
    pub const fn all() -> Self {
        Self {
            services: None,
            pooled: true,
            period: None,
            answered: None,
            after: None,
        }
    }
}

impl Store {
    /// Public comments with their replies, those of the newest release first, at most `limit`.
    pub async fn released_comments(
        &self,
        filter: &ReleasedFilter,
        limit: u64,
    ) -> Result<Vec<ReleasedComment>, StoreError> {
        let rows = comment_decision::Entity::find()
            .filter(fitting(filter))
            .order_by_desc(comment_decision::Column::ReleaseMonth)
            .order_by_asc(comment_decision::Column::CommentId)
            .limit(limit)
            .all(&self.reader)
            .await?;
        let services = rows.iter().map(|row| row.service_id);
        let services = slugs_of_services(&self.reader, services).await?;
        released(&self.reader, rows, &services).await
    }

    /// One public comment with its service, also where that is not told in public.
    pub async fn released_comment(
        &self,
        id: CommentId,
    ) -> Result<Option<(Slug, ReleasedComment)>, StoreError> {
        let row = comment_decision::Entity::find_by_id(id.0)
            .filter(public())
            .one(&self.reader)
            .await?;
        let Some(row) = row else { return Ok(None) };
        let services = [row.service_id].into_iter();
        let services = slugs_of_services(&self.reader, services).await?;
        let service = services.get(&row.service_id).cloned();
        let service = service.ok_or_else(|| StoreError::corrupt("a comment of no service"))?;
        let comment = released(&self.reader, vec![row], &services).await?.pop();
        Ok(comment.map(|comment| (service, comment)))
    }
}

fn public() -> Condition {
    Condition::all()
        .add(comment_decision::Column::ReleaseMonth.is_not_null())
        .add(comment_decision::Column::PublicText.is_not_null())
}

fn fitting(filter: &ReleasedFilter) -> Condition {
    use comment_decision::Column::{CommentId, Pooled, ReleaseMonth, ServiceId};
    let services = filter.services.as_ref().map(|services| {
        let numbers = service::Entity::find()
            .select_only()
            .column(service::Column::Id)
            .filter(service::Column::Slug.is_in(services.iter().map(Slug::as_str)))
            .into_query();
        ServiceId.in_subquery(numbers)
    });
    let replied = || {
        let of_comment = Expr::col((comment_reply::Entity, comment_reply::Column::CommentId))
            .equals((comment_decision::Entity, CommentId));
        let replies = Query::select()
            .expr(Expr::val(1))
            .from(comment_reply::Entity)
            .and_where(of_comment)
            .to_owned();
        Condition::all().add(Expr::exists(replies))
    };
    let after = filter.after.map(|place| {
        let month = place.release.to_string();
        let same = ReleaseMonth.eq(month.clone()).and(CommentId.gt(place.id.0));
        ReleaseMonth.lt(month).or(same)
    });
    let period = filter.period.map(|period| {
        ReleaseMonth.between(
            period.first_month().to_string(),
            period.last_month().to_string(),
        )
    });
    let answered = filter.answered.map(
        |answered| {
            if answered { replied() } else { replied().not() }
        },
    );
    public()
        .add_option(services)
        .add_option((!filter.pooled).then(|| Pooled.eq(false)))
        .add_option(period)
        .add_option(answered)
        .add_option(after)
}

async fn released(
    connection: &impl ConnectionTrait,
    rows: Vec<comment_decision::Model>,
    services: &HashMap<i32, Slug>,
) -> Result<Vec<ReleasedComment>, StoreError> {
    if rows.is_empty() {
        return Ok(vec![]);
    }
    let ids: Vec<Uuid> = rows.iter().map(|row| row.comment_id).collect();
    let mut replies = replies(connection, &ids).await?;
    let comments = rows.into_iter().map(|row| {
        let state = state_of(&row)?;
        let text = row
            .public_text
            .and_then(|text| PublicComment::read_back(state, text));
        let service = services.get(&row.service_id).cloned();
        Ok(ReleasedComment {
            id: CommentId(row.comment_id),
            service: service.filter(|_| !row.pooled),
            release: row
                .release_month
                .unwrap_or_default()
                .parse()
                .map_err(StoreError::corrupt)?,
            text: text.ok_or_else(|| StoreError::corrupt("a public comment without text"))?,
            reply: replies.remove(&row.comment_id),
        })
    });
    comments.collect()
}

/// Where the comments of a service are counted: its unit, and itself unless it was pooled.
type Heading = (Slug, Option<Slug>);

/// Takes the comments into a release that were decided about, and counts them. They travel with the ratings: the comments
/// of a service are taken when the release publishes ratings of it, at least k of them together, so that neither a text nor
/// a count ever tells of fewer people. Where a service's ratings were pooled, its comments do not name it. All others wait
/// for the next seal. Sorted by unit and service.
pub(crate) async fn publish_comments(
    transaction: &WriteTransaction,
    release: &Release,
) -> Result<Vec<ServiceComments>, StoreError> {
    let headings = headings(release);
    let services = service_slugs(transaction, None).await?;
    let headings: HashMap<i32, &Heading> = services
        .iter()
        .filter_map(|(id, slug)| Some((*id, headings.get(slug)?)))
        .collect();
    let mut counted = count(transaction, release.month(), &headings).await?;
    for comments in &mut counted {
        comments.counts = comments.counts.told(release.k());
    }
    let (pooled, own): (Vec<i32>, Vec<i32>) = headings
        .keys()
        .copied()
        .partition(|id| headings[id].1.is_none());
    for (services, pooled) in [(own, false), (pooled, true)] {
        take(transaction, release.month(), &services, pooled).await?;
    }
    Ok(counted)
}

fn headings(release: &Release) -> BTreeMap<Slug, Heading> {
    let mut headings = BTreeMap::new();
    for atom in release.atoms() {
        for service in atom.services() {
            let unit = atom.unit().clone();
            if atom.is_pooled() {
                headings.entry(service.clone()).or_insert((unit, None));
            } else {
                headings.insert(service.clone(), (unit, Some(service.clone())));
            }
        }
    }
    headings
}

/// Decisions that no release took, up to a month.
fn ready(month: Month, services: &[i32]) -> Condition {
    Condition::all()
        .add(comment_decision::Column::ReleaseMonth.is_null())
        .add(comment_decision::Column::Month.lte(month.to_string()))
        .add(comment_decision::Column::ServiceId.is_in(services.iter().copied()))
}

async fn count(
    transaction: &WriteTransaction,
    month: Month,
    headings: &HashMap<i32, &Heading>,
) -> Result<Vec<ServiceComments>, StoreError> {
    let services: Vec<i32> = headings.keys().copied().collect();
    let decided: Vec<(i32, Option<String>, i64)> = comment_decision::Entity::find()
        .select_only()
        .column(comment_decision::Column::ServiceId)
        .column(comment_decision::Column::Reason)
        .column_as(comment_decision::Column::CommentId.count(), "comments")
        .filter(ready(month, &services))
        .group_by(comment_decision::Column::ServiceId)
        .group_by(comment_decision::Column::Reason)
        .into_tuple()
        .all(transaction)
        .await?;
    let any_decision = Expr::exists(decisions(Condition::all()));
    let waiting: Vec<(i32, i64)> = comment::Entity::find()
        .select_only()
        .column(comment::Column::ServiceId)
        .column_as(comment::Column::Id.count(), "comments")
        .filter(comment::Column::Month.lte(month.to_string()))
        .filter(comment::Column::ServiceId.is_in(services))
        .filter(Condition::all().not().add(any_decision))
        .group_by(comment::Column::ServiceId)
        .into_tuple()
        .all(transaction)
        .await?;

    let mut counts: BTreeMap<&Heading, CommentCounts> = BTreeMap::new();
    for (service, reason, comments) in decided {
        let comments = comments.cast_unsigned();
        let more = match reason {
            None => CommentCounts::new(comments, [], 0),
            Some(code) => {
                let reason = WithholdReason::from_code(&code);
                let reason = reason.ok_or_else(|| StoreError::corrupt(&code))?;
                CommentCounts::new(0, [(reason, comments)], 0)
            }
        };
        *counts.entry(headings[&service]).or_default() += more;
    }
    for (service, comments) in waiting {
        let more = CommentCounts::new(0, [], comments.cast_unsigned());
        *counts.entry(headings[&service]).or_default() += more;
    }
    let counts = counts
        .into_iter()
        .map(|((unit, service), counts)| ServiceComments {
            unit: unit.clone(),
            service: service.clone(),
            counts,
        });
    Ok(counts.collect())
}

/// Moves originals apart in the order of their random names and marks the decisions as final.
async fn take(
    transaction: &WriteTransaction,
    month: Month,
    services: &[i32],
    pooled: bool,
) -> Result<(), StoreError> {
    let condition = ready(month, services);
    let statement = format!(
        "INSERT INTO comment_original (comment_id, text, decided_on) \
         SELECT comment.id, comment.text, comment_decision.decided_on FROM comment \
         JOIN comment_decision ON comment_decision.comment_id = comment.id \
         WHERE comment_decision.release_month IS NULL AND comment_decision.month <= $1 \
         AND comment_decision.service_id IN ({}) ORDER BY comment.id",
        numbers(services)
    );
    let backend = transaction.get_database_backend();
    let statement = Statement::from_sql_and_values(backend, statement, [month.to_string().into()]);
    transaction.execute_raw(statement).await?;
    let decided = Query::select()
        .column(comment_decision::Column::CommentId)
        .from(comment_decision::Entity)
        .cond_where(condition.clone())
        .to_owned();
    comment::Entity::delete_many()
        .filter(comment::Column::Id.in_subquery(decided))
        .exec(transaction)
        .await?;
    comment_decision::Entity::update_many()
        .col_expr(
            comment_decision::Column::ReleaseMonth,
            Expr::value(month.to_string()),
        )
        .col_expr(comment_decision::Column::Pooled, Expr::value(pooled))
        .filter(condition)
        .exec(transaction)
        .await?;
    Ok(())
}

/// Numbers for a statement; a number of no service where there is none.
fn numbers(services: &[i32]) -> String {
    let numbers = services.iter().chain(services.is_empty().then_some(&-1));
    let numbers: Vec<String> = numbers.map(ToString::to_string).collect();
    numbers.join(", ")
}
