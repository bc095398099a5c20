//! The fields that a JSON Schema describes, one by one.
//! It must not know more of JSON Schema than what the types of this portal are written with.

use std::collections::BTreeSet;

use serde_json::Value;

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A text.
    Text,
    /// A text in both languages, under `id` and `en`; the English one may be empty.
    Bilingual,
    /// A whole number.
    Whole,
    /// A number with decimals.
    Decimal,
    /// True or false.
    Truth,
    /// Several values of one kind, in an order.
    List,
    /// Several fields.
    Object,
    /// Values under names that are data themselves.
    Named,
}

/// A field of a form of published data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataField {
    /// Where it stands: names, `[]` for the entries of a list, `*` for names that are data themselves.
    pub path: String,
    /// The type it belongs to, by its name in the schema; of the root, the name of the form.
    pub owner: String,
    /// Its own name.
    pub name: String,
    /// What it holds.
    pub kind: Kind,
    /// Whether it may be `null`.
    pub nullable: bool,
    /// Whether it may be left out.
    pub optional: bool,
    /// The codes it may hold, or that its names are; none where it is not coded.
    pub codes: Vec<String>,
}

/// The fields of a schema; those of an enum of objects are the fields of all its objects.
pub(super) fn of(form: &str, schema: &Value) -> Vec<DataField> {
    let mut walk = Walk {
        definitions: &schema["$defs"],
        fields: Vec::new(),
    };
    let root = Place {
        path: String::new(),
        owner: form.to_owned(),
    };
    walk.object(&root, schema);
    walk.fields
}

/// Where the walk is.
struct Place {
    path: String,
    owner: String,
}

struct Walk<'a> {
    definitions: &'a Value,
    fields: Vec<DataField>,
}

/// A schema without references and without the choice between a value and `null`.
struct Resolved<'a> {
    schema: &'a Value,
    definition: Option<&'a str>,
    nullable: bool,
}

impl<'a> Walk<'a> {
    fn resolve(&self, schema: &'a Value) -> Resolved<'a> {
        let null = |schema: &&Value| schema["type"] == "null";
        if let Some(choices) = schema["anyOf"].as_array()
            && let Some(value) = choices.iter().find(|choice| !null(choice))
        {
            let nullable = choices.iter().any(|choice| null(&choice));
            let value = self.resolve(value);
            return Resolved {
                nullable: nullable || value.nullable,
                ..value
            };
        }
        let name = schema["$ref"]
            .as_str()
            .and_then(|path| path.strip_prefix("#/$defs/"));
        let Some(name) = name else {
            let nullable = types(schema).any(|kind| kind == "null");
            return Resolved {
                schema,
                definition: None,
                nullable,
            };
        };
        Resolved {
            definition: Some(name),
            ..self.resolve(&self.definitions[name])
        }
    }

    fn object(&mut self, place: &Place, schema: &'a Value) {
        let variants = schema["oneOf"].as_array().into_iter().flatten();
        let parts: Vec<&Value> = std::iter::once(schema).chain(variants).collect();
        let properties = |part: &&'a Value| part["properties"].as_object();
        let names: BTreeSet<&String> = parts
            .iter()
            .filter_map(properties)
            .flat_map(|all| all.keys())
            .collect();
        for name in names {
            let found = parts.iter().filter_map(|part| part["properties"].get(name));
            let found: Vec<&Value> = found.collect();
            let everywhere = parts.iter().filter(|part| part.get("properties").is_some());
            let required = |part: &&&Value| {
                let required = part["required"].as_array();
                required.is_some_and(|all| all.iter().any(|one| one == name))
            };
            let optional = !everywhere.clone().all(|part| required(&part));
            self.field(place, name, &found, optional);
        }
    }

    /// Notes a field, found once or in several variants, and the fields within it.
    fn field(&mut self, place: &Place, name: &str, found: &[&'a Value], optional: bool) {
        let resolved = self.resolve(found[0]);
        let path = match place.path.as_str() {
            "" => name.to_owned(),
            path => format!("{path}.{name}"),
        };
        let (kind, schema) = (kind(&resolved), resolved.schema);
        let owner = resolved.definition.unwrap_or(&place.owner).to_owned();
        self.fields.push(DataField {
            path: path.clone(),
            owner: place.owner.clone(),
            name: name.to_owned(),
            kind,
            nullable: resolved.nullable,
            optional,
            codes: found.iter().flat_map(|schema| self.codes(schema)).collect(),
        });
        match kind {
            Kind::Object => self.object(&Place { path, owner }, schema),
            Kind::List => self.entry(path + "[]", &schema["items"]),
            Kind::Named => self.entry(path + ".*", &schema["additionalProperties"]),
            _ => {}
        }
    }

    /// The fields within the entries of a list or of names that are data.
    fn entry(&mut self, path: String, schema: &'a Value) {
        let resolved = self.resolve(schema);
        let owner = resolved.definition.unwrap_or_default().to_owned();
        match kind(&resolved) {
            Kind::Object => self.object(&Place { path, owner }, resolved.schema),
            Kind::Named => self.entry(path + ".*", &resolved.schema["additionalProperties"]),
            _ => {}
        }
    }

    fn codes(&self, schema: &'a Value) -> Vec<String> {
        let schema = self.resolve(schema).schema;
        let coded = [&schema["enum"], &schema["propertyNames"]["enum"]];
        let listed = coded.into_iter().filter_map(Value::as_array).flatten();
        let variants = schema["oneOf"].as_array().into_iter().flatten();
        let constant = variants.chain([schema]).map(|variant| &variant["const"]);
        let all = listed.chain(constant).filter_map(Value::as_str);
        all.map(str::to_owned).collect()
    }
}

fn types(schema: &Value) -> impl Iterator<Item = &str> {
    let kind = &schema["type"];
    let several = kind.as_array().into_iter().flatten();
    several.filter_map(Value::as_str).chain(kind.as_str())
}

fn kind(resolved: &Resolved) -> Kind {
    let schema = resolved.schema;
    if resolved.definition == Some("Bilingual") {
        return Kind::Bilingual;
    }
    match types(schema).find(|kind| *kind != "null") {
        Some("integer") => Kind::Whole,
        Some("number") => Kind::Decimal,
        Some("boolean") => Kind::Truth,
        Some("array") => Kind::List,
        Some("object") if schema.get("properties").is_none() => Kind::Named,
        Some("object") => Kind::Object,
        None if schema["oneOf"][0].get("properties").is_some() => Kind::Object,
        _ => Kind::Text,
    }
}
