//! From fields to records: what the kinds of the fields do not say, and the typed record.
//! It must not know whether the texts come from a form or a file, nor put a fault into words.

use super::{
    Counter, InternalStandard, Record, RecordKind, Service, Standard, StandardSource, StandardTime,
    TimeUnit, Unit, UnitKind,
};
use crate::noun::{Expected, Fault, Fields, Known, former_units};

impl Record {
    /// The record that the fields describe. `is_unit` says which slugs of units exist.
    ///
    /// # Errors
    /// Everything that is wrong with the fields, at most one fault each.
    pub fn read(fields: &Fields, is_unit: &dyn Fn(&str) -> bool) -> Result<Self, Vec<Fault>> {
        let known = Known::units(is_unit);
        let mut faults = fields.faults(known);
        faults.extend(shortest_above_longest(fields));
        let record = match RecordKind::of(fields.noun()) {
            Some(RecordKind::Unit) => unit(fields, known).map(Self::Unit),
            Some(RecordKind::Service) => service(fields, known).map(Self::Service),
            Some(RecordKind::Counter) => counter(fields).map(Self::Counter),
            None => None,
        };
        Fields::whole(record, faults)
    }
}

/// A service that takes at least longer than at most.
fn shortest_above_longest(fields: &Fields) -> Option<Fault> {
    let (least, most) = (fields.number("waktu_min"), fields.number("waktu_maks"));
    let above = least.zip(most).is_some_and(|(least, most)| least > most);
    above.then_some(Fault {
        field: "waktu_min",
        expected: Expected::NotAbove("waktu_maks"),
        or_empty: false,
    })
}

fn unit(fields: &Fields, known: Known<'_>) -> Option<Unit> {
    let predecessors = fields.list("pendahulu").map(str::parse);
    Some(Unit {
        slug: fields.slug("slug")?,
        name: fields.bilingual("nama"),
        abbreviation: fields.get("singkatan").to_owned(),
        aliases: fields.list("sebutan").map(str::to_owned).collect(),
        kind: UnitKind::from_code(fields.get("jenis"))?,
        parent: fields.slug("induk"),
        former_parents: former_units(fields.list("induk_sebelumnya"), known)?,
        validity: fields.validity(),
        predecessors: predecessors.collect::<Result<_, _>>().ok()?,
        head: fields.get("kepala").to_owned(),
        pledge: fields.bilingual("maklumat"),
        opening: fields.get("jam_buka").to_owned(),
    })
}

fn service(fields: &Fields, known: Known<'_>) -> Option<Service> {
    Some(Service {
        slug: fields.slug("slug")?,
        unit: fields.slug("unit")?,
        former_units: former_units(fields.list("unit_sebelumnya"), known)?,
        name: fields.bilingual("nama"),
        aliases: fields.list("sebutan").map(str::to_owned).collect(),
        free: fields.get("gratis") == "ya",
        sensitive: fields.get("peka") == "ya",
        standard: Standard {
            requirements: fields.bilingual("persyaratan"),
            procedure: fields.bilingual("prosedur"),
            time: StandardTime {
                at_least: fields.number("waktu_min"),
                at_most: fields.number("waktu_maks")?,
                unit: TimeUnit::from_code(fields.get("waktu_satuan"))?,
                percent: fields.number("waktu_persen"),
            },
            cost: fields.bilingual("biaya"),
            product: fields.bilingual("produk"),
            source: StandardSource::from_code(fields.get("sumber"))?,
        },
        internal: internal(fields),
        validity: fields.validity(),
    })
}

fn internal(fields: &Fields) -> InternalStandard {
    let text = |field| fields.get(field).to_owned();
    InternalStandard {
        legal_basis: text("dasar_hukum"),
        facilities: text("sarana"),
        competence: text("kompetensi"),
        supervision: text("pengawasan"),
        staffing: text("jumlah_pelaksana"),
        guarantee: text("jaminan_pelayanan"),
        safety: text("jaminan_keamanan"),
        evaluation: text("evaluasi"),
    }
}

fn counter(fields: &Fields) -> Option<Counter> {
    Some(Counter {
        unit: fields.slug("unit")?,
        name: fields.filled("nama")?,
        validity: fields.validity(),
    })
}

#[cfg(test)]
mod tests;
