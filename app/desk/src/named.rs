//! The units and services among which a page lets its reader choose.
//! It must not know what they are chosen for.

use domain::language::Language;
use domain::register::{Service, Unit};
use domain::slug::Slug;
use ui::components::Choice;

/// A unit or a service with its name in the reader's language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Its short name.
    pub slug: Slug,
    /// Its name.
    pub name: String,
}

impl Named {
    /// A unit.
    pub fn unit(unit: &Unit, language: Language) -> Self {
        Self {
            slug: unit.slug.clone(),
            name: unit.name.get(language).to_owned(),
        }
    }

    /// A service.
    pub fn service(service: &Service, language: Language) -> Self {
        Self {
            slug: service.slug.clone(),
            name: service.name.get(language).to_owned(),
        }
    }
}

/// Units or services in the order of their names.
pub fn in_order(named: impl Iterator<Item = Named>) -> Vec<Named> {
    let mut named: Vec<_> = named.collect();
    named.sort_by(|one, other| one.name.cmp(&other.name));
    named
}

/// What a list offers.
pub fn choices(named: &[Named]) -> impl Iterator<Item = Choice> {
    let named = named.iter();
    named.map(|named| Choice::new(named.slug.as_str(), named.name.clone()))
}

/// The name of a unit or service; its short name if it is not among those offered.
pub fn name_of(named: &[Named], slug: &str) -> String {
    let found = named.iter().find(|named| named.slug.as_str() == slug);
    found.map_or_else(|| slug.to_owned(), |named| named.name.clone())
}
