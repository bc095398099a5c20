//! Moving the ratings that a seal publishes out of the ballot box, in SQL of both databases and never row by row.
//! It must not decide which ratings those are.

use std::collections::{BTreeMap, HashMap};

use domain::instrument::Element;
use domain::period::Month;
use domain::seal::GroupKey;
use domain::slug::Slug;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, ExprTrait, QueryFilter, Statement,
};

use crate::connection::WriteTransaction;
use crate::entity::rating;

/// Moves the published ratings out of the ballot box in the order of their random keys and lets the others wait on.
pub(super) async fn move_ratings(
    transaction: &WriteTransaction,
    month: Month,
    places: &BTreeMap<GroupKey, usize>,
    services: &HashMap<i32, Slug>,
) -> Result<(), DbErr> {
    if !places.is_empty() {
        transaction.execute_unprepared(PLACE_TABLE).await?;
        transaction
            .execute_unprepared(&place_rows(places, services))
            .await?;
        let columns = kept_columns().collect::<Vec<_>>().join(", ");
        let from_rating = kept_columns()
            .map(|column| format!("rating.{column}"))
            .collect::<Vec<_>>()
            .join(", ");
        let copy = format!(
            "INSERT INTO sealed_rating ({columns}, release_month, atom) \
             SELECT {from_rating}, $2, place.atom FROM rating JOIN place ON place.service_id = rating.service_id \
             AND place.instrument = rating.instrument AND place.wording = rating.wording \
             AND place.proof = rating.proof WHERE rating.date <= $1 ORDER BY rating.id"
        );
        let empty = "DELETE FROM rating WHERE date <= $1 AND (service_id, instrument, wording, proof) IN \
                     (SELECT service_id, instrument, wording, proof FROM place)";
        let backend = transaction.get_database_backend();
        let last_day = month.last_day();
        let values = [last_day.into(), month.to_string().into()];
        transaction
            .execute_raw(Statement::from_sql_and_values(backend, copy, values))
            .await?;
        transaction
            .execute_raw(Statement::from_sql_and_values(
                backend,
                empty,
                [last_day.into()],
            ))
            .await?;
        transaction.execute_unprepared("DROP TABLE place").await?;
    }
    rating::Entity::update_many()
        .col_expr(
            rating::Column::Waited,
            Expr::col(rating::Column::Waited).add(1),
        )
        .filter(rating::Column::Date.lte(month.last_day()))
        .exec(transaction)
        .await
        .map(drop)
}

/// The published groups with the places of their atoms. A table with a key, so that SQLite looks each rating's group up
/// instead of comparing it with all of them.
const PLACE_TABLE: &str = "CREATE TEMPORARY TABLE place (service_id INTEGER, instrument TEXT, wording INTEGER, \
                           proof TEXT, atom INTEGER, PRIMARY KEY (service_id, instrument, wording, proof))";

/// The statement that fills the table. Every value is a number or a key of our own.
fn place_rows(places: &BTreeMap<GroupKey, usize>, services: &HashMap<i32, Slug>) -> String {
    let ids: HashMap<&Slug, i32> = services.iter().map(|(id, slug)| (slug, *id)).collect();
    let rows: Vec<String> = places
        .iter()
        .filter_map(|(key, place)| {
            let (instrument, wording) = (key.series.instrument.key(), key.series.wording);
            let service = ids.get(&key.service)?;
            Some(format!(
                "({service}, '{instrument}', {wording}, '{}', {place})",
                key.proof.key()
            ))
        })
        .collect();
    format!(
        "INSERT INTO place (service_id, instrument, wording, proof, atom) VALUES {}",
        rows.join(", ")
    )
}

/// What remains of a rating after the seal: everything but its profile and how long it waited.
fn kept_columns() -> impl Iterator<Item = &'static str> {
    let facts = [
        "id",
        "service_id",
        "counter_id",
        "week",
        "date",
        "instrument",
        "wording",
        "proof",
    ];
    facts.into_iter().chain(
        Element::SKM
            .into_iter()
            .chain([Element::Overall])
            .map(Element::key),
    )
}
