//! One record of the register, whatever its kind: what it is known by, its fields, and what changes from one register to
//! another. It must not know who changes a record, or where it is kept.

use std::sync::Arc;

use chrono::NaiveDate;

use super::{Counter, Inconsistent, RecordKind, Register, Service, Unit};
use crate::digest::Digest;
use crate::noun::Fields;
use crate::slug::Slug;
use crate::validity::Validity;

/// A unit, a service or a counter.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(
    clippy::large_enum_variant,
    reason = "a register has a few hundred records, most of them services"
)]
pub enum Record {
    /// A unit.
    Unit(Unit),
    /// A service.
    Service(Service),
    /// A counter.
    Counter(Counter),
}

/// What happens to one record between two registers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The record as it was; `None` if it is new.
    pub before: Option<Record>,
    /// The record as it is then.
    pub after: Record,
}

impl Change {
    /// The fields that change, of a new record those that are filled.
    pub fn fields(&self) -> Vec<&'static str> {
        let before = self.before.as_ref().map(Record::fields);
        let before = before.unwrap_or_else(|| Fields::empty(self.after.kind()));
        before.differing(&self.after.fields())
    }
}

/// The records that are new or different in another register, units before services before counters.
pub fn changes(before: &Register, after: &Register) -> Vec<Change> {
    let records = RecordKind::ALL.iter().flat_map(|kind| after.records(*kind));
    let changes = records.map(|record| Change {
        before: before.record(record.kind(), &record.key()),
        after: record,
    });
    changes
        .filter(|change| change.before.as_ref() != Some(&change.after))
        .collect()
}

impl Record {
    /// The kind.
    pub const fn kind(&self) -> RecordKind {
        match self {
            Self::Unit(_) => RecordKind::Unit,
            Self::Service(_) => RecordKind::Service,
            Self::Counter(_) => RecordKind::Counter,
        }
    }

    /// What it is known by among its kind: a slug, or for a counter its unit's slug, `/` and its name.
    pub fn key(&self) -> String {
        match self {
            Self::Unit(unit) => unit.slug.to_string(),
            Self::Service(service) => service.slug.to_string(),
            Self::Counter(counter) => counter_key(&counter.unit, &counter.name),
        }
    }

    /// The unit for which a right is needed to change the record: a unit itself, or the one that a service or counter
    /// belongs to.
    pub const fn unit(&self) -> &Slug {
        match self {
            Self::Unit(unit) => &unit.slug,
            Self::Service(service) => &service.unit,
            Self::Counter(counter) => &counter.unit,
        }
    }

    /// When it exists.
    pub const fn validity(&self) -> Validity {
        match self {
            Self::Unit(unit) => unit.validity,
            Self::Service(service) => service.validity,
            Self::Counter(counter) => counter.validity,
        }
    }

    /// The record as text. [`Record::read`] makes the same record of it.
    pub fn fields(&self) -> Fields {
        match self {
            Self::Unit(unit) => unit_fields(unit),
            Self::Service(service) => service_fields(service),
            Self::Counter(counter) => Fields::empty(RecordKind::Counter)
                .with("unit", counter.unit.as_str())
                .with("nama", &counter.name)
                .with_validity(counter.validity),
        }
    }
}

/// What a counter is known by.
fn counter_key(unit: &Slug, name: &str) -> String {
    format!("{unit}/{name}")
}

fn unit_fields(unit: &Unit) -> Fields {
    let predecessors: Vec<_> = unit.predecessors.iter().map(Slug::as_str).collect();
    let former = former_fields(&unit.former_parents);
    let fields = Fields::empty(RecordKind::Unit)
        .with("slug", unit.slug.as_str())
        .with_bilingual("nama", &unit.name)
        .with("singkatan", &unit.abbreviation)
        .with("sebutan", unit.aliases.join(";"))
        .with("jenis", unit.kind.code())
        .with("induk", unit.parent.as_ref().map_or("", Slug::as_str))
        .with("pendahulu", predecessors.join(";"))
        .with("kepala", &unit.head)
        .with_bilingual("maklumat", &unit.pledge)
        .with("induk_sebelumnya", former)
        .with("jam_buka", &unit.opening);
    fields.with_validity(unit.validity)
}

/// Units with the last day of each.
fn former_fields(former: &[(Slug, NaiveDate)]) -> String {
    let former = former.iter();
    let former: Vec<_> = former
        .map(|(unit, until)| format!("{unit}:{until}"))
        .collect();
    former.join(";")
}

const fn yes_or_no(yes: bool) -> &'static str {
    if yes { "ya" } else { "tidak" }
}

fn service_fields(service: &Service) -> Fields {
    let (standard, internal) = (&service.standard, &service.internal);
    let former = former_fields(&service.former_units);
    let number = |number: Option<u32>| number.map(|number| number.to_string()).unwrap_or_default();
    let fields = Fields::empty(RecordKind::Service)
        .with("slug", service.slug.as_str())
        .with("unit", service.unit.as_str())
        .with_bilingual("nama", &service.name)
        .with("sebutan", service.aliases.join(";"))
        .with("gratis", yes_or_no(service.free))
        .with("peka", yes_or_no(service.sensitive))
        .with_bilingual("persyaratan", &standard.requirements)
        .with_bilingual("prosedur", &standard.procedure)
        .with("waktu_min", number(standard.time.at_least))
        .with("waktu_maks", number(Some(standard.time.at_most)))
        .with("waktu_satuan", standard.time.unit.code())
        .with("waktu_persen", number(standard.time.percent))
        .with_bilingual("biaya", &standard.cost)
        .with_bilingual("produk", &standard.product)
        .with("sumber", standard.source.code())
        .with("unit_sebelumnya", former)
        .with("dasar_hukum", &internal.legal_basis)
        .with("sarana", &internal.facilities)
        .with("kompetensi", &internal.competence)
        .with("pengawasan", &internal.supervision)
        .with("jumlah_pelaksana", &internal.staffing)
        .with("jaminan_pelayanan", &internal.guarantee)
        .with("jaminan_keamanan", &internal.safety)
        .with("evaluasi", &internal.evaluation);
    fields.with_validity(service.validity)
}

impl Register {
    /// Every record of a kind, in the order of the register.
    pub fn records(&self, kind: RecordKind) -> Vec<Record> {
        match kind {
            RecordKind::Unit => self.units().cloned().map(Record::Unit).collect(),
            RecordKind::Service => self.services().cloned().map(Record::Service).collect(),
            RecordKind::Counter => self.counters().cloned().map(Record::Counter).collect(),
        }
    }

    /// The record with a key.
    pub fn record(&self, kind: RecordKind, key: &str) -> Option<Record> {
        match kind {
            RecordKind::Unit => self.unit(&key.parse().ok()?).cloned().map(Record::Unit),
            RecordKind::Service => self
                .service(&key.parse().ok()?)
                .cloned()
                .map(Record::Service),
            RecordKind::Counter => self
                .counters()
                .find(|counter| counter_key(&counter.unit, &counter.name) == key)
                .cloned()
                .map(Record::Counter),
        }
    }

    /// The register with records added, or put in the place of those with the same keys.
    ///
    /// # Errors
    /// When the whole would be inconsistent.
    pub fn with(&self, records: impl IntoIterator<Item = Record>) -> Result<Self, Inconsistent> {
        let mut units = self.units.clone();
        let mut services = self.services.clone();
        let mut counters = self.counters.clone();
        for record in records {
            match record {
                Record::Unit(unit) => drop(units.insert(unit.slug.clone(), Arc::new(unit))),
                Record::Service(service) => {
                    drop(services.insert(service.slug.clone(), Arc::new(service)));
                }
                Record::Counter(counter) => {
                    counters.retain(|other| {
                        (&other.unit, &other.name) != (&counter.unit, &counter.name)
                    });
                    counters.push(counter);
                }
            }
        }
        Self::checked(units, services, counters)
    }

    /// The register as the public may know it: without the internal components of the service standards.
    #[must_use]
    pub fn without_internal(mut self) -> Self {
        for service in self.services.values_mut() {
            Arc::make_mut(service).internal = super::InternalStandard::default();
        }
        self
    }

    /// A hash of everything in the register, by which one sees whether it changed.
    pub fn digest(&self) -> Digest {
        let mut text = String::new();
        for record in RecordKind::ALL.iter().flat_map(|kind| self.records(*kind)) {
            text.push_str(record.kind().code());
            text.push_str(&record.fields().snapshot().to_json());
            text.push('\n');
        }
        Digest::of(text.as_bytes())
    }
}

#[cfg(test)]
mod tests;
