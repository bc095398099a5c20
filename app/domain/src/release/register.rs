//! The register as releases tell it: the tree, the names and the standard times that their figures and words need.
//! It must not tell what is for the desk, nor anything that no sealed page shows.

use std::sync::Arc;

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::language::Bilingual;
use crate::register::{
    InternalStandard, Register, Service, Standard, StandardSource, StandardTime, Unit, UnitKind,
};
use crate::slug::Slug;
use crate::validity::Validity;

/// The units and services that are new or different since the release before, each as far as releases tell of it. All of
/// them up to a release are the register as it was when that was sealed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(from = "Document", into = "Document")]
pub struct RegisterChanges {
    units: Vec<Arc<Unit>>,
    services: Vec<Arc<Service>>,
}

impl RegisterChanges {
    /// What is to be told of a register after releases that told of `before`.
    pub fn between(before: Option<&Register>, after: &Register) -> Self {
        let units = after.units().filter_map(|unit| {
            let told = ToldUnit::from(unit);
            let before = before.and_then(|before| before.unit(&unit.slug));
            let known = before.is_some_and(|before| ToldUnit::from(before) == told);
            (!known).then(|| Arc::new(told.into()))
        });
        let services = after.services().filter_map(|service| {
            let told = ToldService::from(service);
            let before = before.and_then(|before| before.service(&service.slug));
            let known = before.is_some_and(|before| ToldService::from(before) == told);
            (!known).then(|| Arc::new(told.into()))
        });
        Self {
            units: units.collect(),
            services: services.collect(),
        }
    }

    /// Whether there is nothing new.
    pub fn is_empty(&self) -> bool {
        self.units.is_empty() && self.services.is_empty()
    }

    /// The register that releases tell with these changes, shared with the one before where there are none; `None` as long
    /// as no release tells of it.
    pub fn after(&self, before: Option<&Arc<Register>>) -> Option<Arc<Register>> {
        if self.is_empty() {
            return before.cloned();
        }
        let none = Arc::default();
        let before = before.unwrap_or(&none);
        Some(Arc::new(before.updated(&self.units, &self.services)))
    }
}

#[derive(Serialize, Deserialize, JsonSchema)]
struct Document {
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    units: Vec<ToldUnit>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    services: Vec<ToldService>,
}

impl From<RegisterChanges> for Document {
    fn from(changes: RegisterChanges) -> Self {
        let (units, services) = (changes.units.iter(), changes.services.iter());
        Self {
            units: units.map(|unit| ToldUnit::from(&**unit)).collect(),
            services: services
                .map(|service| ToldService::from(&**service))
                .collect(),
        }
    }
}

impl From<Document> for RegisterChanges {
    fn from(document: Document) -> Self {
        let (units, services) = (document.units.into_iter(), document.services.into_iter());
        Self {
            units: units.map(|unit| Arc::new(unit.into())).collect(),
            services: services.map(|service| Arc::new(service.into())).collect(),
        }
    }
}

/// A unit to which a service or another unit belonged through a day.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
struct Former {
    unit: Slug,
    until: NaiveDate,
}

impl Former {
    fn all(former: &[(Slug, NaiveDate)]) -> Vec<Self> {
        let former = former.iter().cloned();
        former.map(|(unit, until)| Self { unit, until }).collect()
    }

    fn pairs(former: Vec<Self>) -> Vec<(Slug, NaiveDate)> {
        let former = former.into_iter();
        former.map(|former| (former.unit, former.until)).collect()
    }
}

#[derive(Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
struct ToldUnit {
    slug: Slug,
    name: Bilingual,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    abbreviation: String,
    kind: UnitKind,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    parent: Option<Slug>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    former_parents: Vec<Former>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    from: Option<NaiveDate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    until: Option<NaiveDate>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    predecessors: Vec<Slug>,
}

impl From<&Unit> for ToldUnit {
    fn from(unit: &Unit) -> Self {
        Self {
            slug: unit.slug.clone(),
            name: unit.name.clone(),
            abbreviation: unit.abbreviation.clone(),
            kind: unit.kind,
            parent: unit.parent.clone(),
            former_parents: Former::all(&unit.former_parents),
            from: unit.validity.from,
            until: unit.validity.until,
            predecessors: unit.predecessors.clone(),
        }
    }
}

impl From<ToldUnit> for Unit {
    fn from(told: ToldUnit) -> Self {
        Self {
            slug: told.slug,
            name: told.name,
            abbreviation: told.abbreviation,
            aliases: vec![],
            kind: told.kind,
            parent: told.parent,
            former_parents: Former::pairs(told.former_parents),
            validity: Validity {
                from: told.from,
                until: told.until,
            },
            predecessors: told.predecessors,
            head: String::new(),
            pledge: Bilingual::default(),
            opening: String::new(),
        }
    }
}

#[derive(Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
struct ToldService {
    slug: Slug,
    unit: Slug,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    former_units: Vec<Former>,
    name: Bilingual,
    free: bool,
    time: StandardTime,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    from: Option<NaiveDate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    until: Option<NaiveDate>,
}

impl From<&Service> for ToldService {
    fn from(service: &Service) -> Self {
        Self {
            slug: service.slug.clone(),
            unit: service.unit.clone(),
            former_units: Former::all(&service.former_units),
            name: service.name.clone(),
            free: service.free,
            time: service.standard.time,
            from: service.validity.from,
            until: service.validity.until,
        }
    }
}

impl From<ToldService> for Service {
    fn from(told: ToldService) -> Self {
        Self {
            slug: told.slug,
            unit: told.unit,
            former_units: Former::pairs(told.former_units),
            name: told.name,
            aliases: vec![],
            free: told.free,
            sensitive: false,
            standard: Standard {
                requirements: Bilingual::default(),
                procedure: Bilingual::default(),
                time: told.time,
                cost: Bilingual::default(),
                product: Bilingual::default(),
                source: StandardSource::Official,
            },
            internal: InternalStandard::default(),
            validity: Validity {
                from: told.from,
                until: told.until,
            },
        }
    }
}

#[cfg(test)]
mod tests;
