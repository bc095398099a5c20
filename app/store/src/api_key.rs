//! Keys of queue systems: making and ending them, and recognising the one that a request carries.
//! It must not keep a key: whoever makes one sees it once, and a request's key is looked up by its hash.

use domain::access::Permit;
use domain::api_key::{ApiKey, KeyOrder, Scope};
use domain::audit::{Deed, Subject, SubjectKind};
use domain::digest::Digest;
use domain::moment::Moment;
use domain::slug::Slug;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::{
    Store, StoreError, audit,
    entity::{api_key, unit},
    names::{Names, names},
    reach,
};

/// What stands before every key, so that one that got into a file or a log is recognised.
const PREFIX: &str = "sw_";

/// What separates the scopes in their column.
const SEPARATOR: char = ' ';

/// A key as it is shown once, to be put into a queue system: `sw_` and 64 hexadecimal digits.
#[derive(Clone)]
pub struct ApiToken(String);

impl ApiToken {
    fn random() -> Self {
        Self(format!(
            "{PREFIX}{}",
            Digest::of(&rand::random::<[u8; 32]>())
        ))
    }

    /// The text of the key.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for ApiToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ApiToken(…)")
    }
}

/// Which keys to list.
#[derive(Clone, Debug, Default)]
pub struct KeyFilter {
    /// The units whose keys are listed.
    pub units: Vec<Slug>,
    /// Whether keys that were ended are listed too.
    pub ended: bool,
    /// Only keys after this one, for the next page.
    pub after: Option<Uuid>,
}

impl Store {
    /// Makes a key. This is the only moment at which it can be read.
    pub async fn make_api_key(
        &self,
        permit: &Permit,
        order: &KeyOrder,
        moment: Moment,
    ) -> Result<(Uuid, ApiToken), StoreError> {
        let Moment { now, today } = moment;
        let transaction = self.begin_write().await?;
        let unit = unit::Entity::find()
            .filter(unit::Column::Slug.eq(order.unit.as_str()))
            .one(&transaction)
            .await?
            .ok_or_else(|| StoreError::Missing(format!("there is no unit {}", order.unit)))?;
        reach::of_unit(&transaction, permit, unit.id).await?;
        let (id, token) = (Uuid::new_v4(), ApiToken::random());
        let scopes: Vec<&str> = order.scopes.iter().map(|scope| scope.code()).collect();
        let row = api_key::ActiveModel {
            id: Set(id),
            unit_id: Set(unit.id),
            name: Set(order.name.clone()),
            scopes: Set(scopes.join(&SEPARATOR.to_string())),
            hash: Set(self.secret.api_key_hash(token.as_str()).to_vec()),
            created: Set(today),
            ended: Set(None),
            last_used: Set(None),
        };
        api_key::Entity::insert(row)
            .exec_without_returning(&transaction)
            .await?;
        let deed = Deed::KeyMade {
            name: order.name.clone(),
        };
        let subject = Subject::new(SubjectKind::ApiKey, id);
        audit::append(&transaction, permit, now, &deed, subject).await?;
        transaction.commit().await?;
        Ok((id, token))
    }

    /// Ends a key at once and for ever. Answers whether it was in use.
    pub async fn end_api_key(
        &self,
        permit: &Permit,
        id: Uuid,
        moment: Moment,
    ) -> Result<bool, StoreError> {
        let Moment { now, today } = moment;
        let transaction = self.begin_write().await?;
        let row = api_key::Entity::find_by_id(id).one(&transaction).await?;
        let Some(row) = row else { return Ok(false) };
        reach::of_unit(&transaction, permit, row.unit_id).await?;
        let ended = api_key::Entity::update_many()
            .col_expr(api_key::Column::Ended, Expr::value(today))
            .filter(api_key::Column::Id.eq(id))
            .filter(api_key::Column::Ended.is_null())
            .exec(&transaction)
            .await?;
        if ended.rows_affected == 0 {
            return Ok(false);
        }
        let subject = Subject::new(SubjectKind::ApiKey, id);
        audit::append(&transaction, permit, now, &Deed::KeyEnded, subject).await?;
        transaction.commit().await?;
        Ok(true)
    }

    /// Keys in the order of their random names, at most `limit`.
    pub async fn api_keys(
        &self,
        filter: &KeyFilter,
        limit: u64,
    ) -> Result<Vec<ApiKey>, StoreError> {
        let names = names(&self.reader).await?;
        let units = names.units_among(&filter.units);
        let mut rows = api_key::Entity::find()
            .filter(api_key::Column::UnitId.is_in(units))
            .order_by_asc(api_key::Column::Id)
            .limit(limit);
        if !filter.ended {
            rows = rows.filter(api_key::Column::Ended.is_null());
        }
        if let Some(after) = filter.after {
            rows = rows.filter(api_key::Column::Id.gt(after));
        }
        let rows = rows.all(&self.reader).await?;
        rows.into_iter().map(|row| from_row(row, &names)).collect()
    }

    /// A key by its random name.
    pub async fn api_key(&self, id: Uuid) -> Result<Option<ApiKey>, StoreError> {
        let row = api_key::Entity::find_by_id(id).one(&self.reader).await?;
        let names = names(&self.reader).await?;
        row.map(|row| from_row(row, &names)).transpose()
    }

    /// The key that a request carries, unless it is unknown or ended. It is found by its hash under the installation's own
    /// key, so that the time this takes tells nothing of how close a guess was.
    pub async fn recognise_api_key(&self, token: &str) -> Result<Option<ApiKey>, StoreError> {
        let hash = self.secret.api_key_hash(token).to_vec();
        let row = api_key::Entity::find()
            .filter(api_key::Column::Hash.eq(hash))
            .filter(api_key::Column::Ended.is_null())
            .one(&self.reader)
            .await?;
        let Some(row) = row else { return Ok(None) };
        let names = names(&self.reader).await?;
        from_row(row, &names).map(Some)
    }
}

fn from_row(row: api_key::Model, names: &Names) -> Result<ApiKey, StoreError> {
    let scopes = row.scopes.split(SEPARATOR).filter_map(Scope::from_code);
    Ok(ApiKey {
        id: row.id,
        unit: names.unit(row.unit_id)?,
        scopes: scopes.collect(),
        name: row.name,
        created: row.created,
        ended: row.ended,
        last_used: row.last_used,
    })
}
