//! Columns that hold a field as the text that it is, under the field's own name: the tables of `domain::noun` say which.
//! It must not know what any field means.

use std::str::FromStr;

use domain::noun::{Noun, Plain};
use sea_orm::{ActiveModelTrait, EntityTrait, ModelTrait, Value};

use crate::StoreError;

/// The plain texts of a row.
pub(crate) fn of<M: ModelTrait>(row: &M, noun: Noun) -> Result<Plain, StoreError> {
    let plain = noun.fields().iter().filter(|field| field.plain);
    let texts = plain.map(|field| match row.get(column::<M::Entity>(field.key)?) {
        Value::String(Some(text)) => Ok((field.key, text)),
        _ => Err(StoreError::corrupt("a plain field that is no text")),
    });
    let texts: Vec<_> = texts.collect::<Result<_, _>>()?;
    Ok(Plain::new(texts))
}

/// A row that is to be written, of which nothing is set but the plain texts.
pub(crate) fn row<A: ActiveModelTrait>(noun: Noun, plain: &Plain) -> Result<A, StoreError> {
    let mut row = <A as ActiveModelTrait>::default();
    for (key, text) in plain.of(noun) {
        row.set(column::<A::Entity>(key)?, text.into());
    }
    Ok(row)
}

/// The column of a field.
fn column<E: EntityTrait>(key: &str) -> Result<E::Column, StoreError> {
    let found = E::Column::from_str(key);
    found.map_err(|_| StoreError::Missing(format!("there is no column {key}")))
}

#[cfg(test)]
mod tests {
    use domain::officer::OFFICER;

    use super::*;
    use crate::entity::officer;

    #[test]
    fn every_plain_field_has_a_column() {
        let plain = OFFICER.fields().iter().filter(|field| field.plain);
        for field in plain {
            assert!(
                column::<officer::Entity>(field.key).is_ok(),
                "{}",
                field.key
            );
        }
        assert!(column::<officer::Entity>("tidak_ada").is_err());
    }
}
