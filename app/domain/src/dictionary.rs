//! The forms of published data: their JSON Schemas, and every field of each with its place in the data.
//! It must not know the words that explain a field, nor any data.

mod fields;

pub use fields::{DataField, Kind};

use schemars::generate::SchemaSettings;
use schemars::transform::{RecursiveTransform, Transform};
use schemars::{JsonSchema, Schema};
use serde_json::{Value, json};

/// A form of published data.
#[derive(Clone, Debug)]
pub struct Form {
    /// Its name in addresses, and of its root where its fields are explained.
    pub name: &'static str,
    schema: Schema,
}

impl Form {
    /// The form of a document, which has exactly the fields of its type, for ever.
    pub fn document<T: JsonSchema>(name: &'static str) -> Self {
        let mut form = Self::growing::<T>(name);
        RecursiveTransform(close).transform(&mut form.schema);
        form
    }

    /// The form of an answer or a table, to which fields may be added.
    pub fn growing<T: JsonSchema>(name: &'static str) -> Self {
        let settings = SchemaSettings::draft2020_12().for_serialize();
        let mut schema = settings.into_generator().into_root_schema_for::<T>();
        schema.insert("title".to_owned(), name.into());
        Self { name, schema }
    }

    /// The JSON Schema (draft 2020-12).
    pub fn json(&self) -> String {
        format!("{:#}", self.schema.as_value())
    }

    /// All fields, in the order in which canonical JSON writes them.
    pub fn fields(&self) -> Vec<DataField> {
        fields::of(self.name, self.schema.as_value())
    }
}

fn close(schema: &mut Schema) {
    if schema.get("properties").is_some() {
        schema.insert("additionalProperties".to_owned(), false.into());
    }
}

/// The schema of the names of an object whose names are codes.
pub fn names_of<'a>(codes: impl IntoIterator<Item = &'a str>) -> Value {
    json!({ "enum": codes.into_iter().collect::<Vec<_>>() })
}

#[cfg(test)]
mod tests;
