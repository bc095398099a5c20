//! From texts to records: what every field must hold, with everything that is wrong told at once.
//! It must not know whether the texts come from a form or a file, nor put a fault into words.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::{
    Counter, Fields, InternalStandard, Record, RecordKind, Service, Slug, Standard, StandardSource,
    StandardTime, TimeUnit, Unit, UnitKind, Validity,
};
use crate::grammar::{self, BadText};
use crate::language::{Bilingual, Language};

/// The longest name, in characters.
const LONGEST_NAME: usize = 200;

/// The longest text of any other field, in characters.
const LONGEST_TEXT: usize = 8000;

/// A word that is a part of the desk's addresses and so names no record.
const RESERVED: &str = "baru";

/// A field that does not hold what it should.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The field.
    pub field: &'static str,
    /// What it should hold.
    pub expected: Expected,
    /// Whether it might also be empty.
    pub or_empty: bool,
}

/// What a field should hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// A slug.
    Slug,
    /// Any text.
    Text,
    /// Text of at most so many characters.
    Shorter(usize),
    /// Text without characters that cannot be shown.
    Plain,
    /// Text of which something can be seen.
    Seen,
    /// The slug of a unit.
    Unit,
    /// Slugs of units, separated by semicolons.
    Units,
    /// Units with the last day of each, such as `damkar:2025-12-31`, separated by semicolons; every day once.
    FormerUnits,
    /// The code of a [`UnitKind`].
    UnitKind,
    /// `ya` or `tidak`.
    YesNo,
    /// A day such as 2026-10-31.
    Date,
    /// A day not before the first one.
    NotBeforeStart,
    /// A whole number.
    Number,
    /// A whole number from 1.
    NumberFromOne,
    /// A number not above the promised time.
    NotAboveMost,
    /// The code of a [`TimeUnit`].
    TimeUnit,
    /// A whole number from 1 to 100.
    Percent,
    /// The code of a [`StandardSource`].
    Source,
    /// As many items as the Indonesian text has.
    SameItems {
        /// How many that are.
        items: usize,
        /// How many there are here.
        found: usize,
    },
    /// The name of a counter.
    CounterName,
}

/// The fields of one record while they are read.
struct Reader<'a> {
    fields: &'a Fields,
    is_unit: &'a dyn Fn(&str) -> bool,
    faults: Vec<Fault>,
}

impl Record {
    /// The record that the fields describe. `is_unit` says which slugs of units exist.
    ///
    /// # Errors
    /// Everything that is wrong with the fields, at most one fault each.
    pub fn read(fields: &Fields, is_unit: &dyn Fn(&str) -> bool) -> Result<Self, Vec<Fault>> {
        let mut reader = Reader {
            fields,
            is_unit,
            faults: Vec::new(),
        };
        let record = match fields.kind() {
            RecordKind::Unit => reader.unit().map(Self::Unit),
            RecordKind::Service => reader.service().map(Self::Service),
            RecordKind::Counter => reader.counter().map(Self::Counter),
        };
        reader.check_texts();
        match record {
            Some(record) if reader.faults.is_empty() => Ok(record),
            _ => Err(reader.faults),
        }
    }
}

impl<'a> Reader<'a> {
    fn text(&self, field: &str) -> &'a str {
        self.fields.get(field)
    }

    fn owned(&self, field: &str) -> String {
        self.text(field).to_owned()
    }

    fn refuse(&mut self, field: &'static str, expected: Expected, or_empty: bool) {
        if self.faults.iter().all(|fault| fault.field != field) {
            self.faults.push(Fault {
                field,
                expected,
                or_empty,
            });
        }
    }

    fn required<T>(
        &mut self,
        field: &'static str,
        expected: Expected,
        read: impl FnOnce(&'a str) -> Option<T>,
    ) -> Option<T> {
        let text = Some(self.text(field)).filter(|text| !text.is_empty());
        let value = text.and_then(read);
        if value.is_none() {
            self.refuse(field, expected, false);
        }
        value
    }

    /// The value of a field that may be empty; `None` means that it is, or that it is wrong.
    fn optional<T>(
        &mut self,
        field: &'static str,
        expected: Expected,
        read: impl FnOnce(&'a str) -> Option<T>,
    ) -> Option<T> {
        let text = self.text(field);
        if text.is_empty() {
            return None;
        }
        let value = read(text);
        if value.is_none() {
            self.refuse(field, expected, true);
        }
        value
    }

    /// No text is longer than a page can show, and none has what cannot be shown.
    fn check_texts(&mut self) {
        for (field, text) in self.fields.iter() {
            let name = matches!(field, "nama" | "nama_en" | "singkatan" | "kepala");
            let most = if name { LONGEST_NAME } else { LONGEST_TEXT };
            match grammar::lines(text, most) {
                Err(BadText::TooLong { most, .. }) => {
                    self.refuse(field, Expected::Shorter(most), false);
                }
                Err(BadText::Unwritable) => self.refuse(field, Expected::Plain, false),
                Err(BadText::Unseen) => self.refuse(field, Expected::Seen, false),
                Ok(text) if name && text.contains(['\n', '\t']) => {
                    self.refuse(field, Expected::Plain, false);
                }
                Ok(_) => {}
            }
        }
    }

    fn slug(&mut self) -> Option<Slug> {
        self.required("slug", Expected::Slug, |text| {
            text.parse().ok().filter(|_| text != RESERVED)
        })
    }

    fn registered(is_unit: &dyn Fn(&str) -> bool, text: &str) -> Option<Slug> {
        is_unit(text).then(|| text.parse().ok()).flatten()
    }

    fn unit(&mut self) -> Option<Unit> {
        let is_unit = self.is_unit;
        let slug = self.slug();
        let name = self.bilingual("nama", "nama_en");
        let kind = self.required("jenis", Expected::UnitKind, UnitKind::from_code);
        let parent = self.optional("induk", Expected::Unit, |text| {
            Self::registered(is_unit, text)
        });
        let validity = self.validity();
        let predecessors = self.optional("pendahulu", Expected::Units, |text| {
            list(text)
                .map(|text| Self::registered(is_unit, text))
                .collect()
        });
        Some(Unit {
            slug: slug?,
            name: name?,
            abbreviation: self.owned("singkatan"),
            aliases: list(self.text("sebutan")).map(str::to_owned).collect(),
            kind: kind?,
            parent,
            validity,
            predecessors: predecessors.unwrap_or_default(),
            head: self.owned("kepala"),
            pledge: Bilingual::new(self.text("maklumat"), self.text("maklumat_en")),
        })
    }

    fn service(&mut self) -> Option<Service> {
        let is_unit = self.is_unit;
        let slug = self.slug();
        let unit = self.required("unit", Expected::Unit, |text| {
            Self::registered(is_unit, text)
        });
        let name = self.bilingual("nama", "nama_en");
        let free = self.required("gratis", Expected::YesNo, |text| match text {
            "ya" => Some(true),
            "tidak" => Some(false),
            _ => None,
        });
        let standard = self.standard();
        let validity = self.validity();
        let former_units = self.optional("unit_sebelumnya", Expected::FormerUnits, |text| {
            former_units(text, is_unit)
        });
        Some(Service {
            slug: slug?,
            unit: unit?,
            former_units: former_units.unwrap_or_default(),
            name: name?,
            aliases: list(self.text("sebutan")).map(str::to_owned).collect(),
            free: free?,
            standard: standard?,
            internal: self.internal(),
            validity,
        })
    }

    fn internal(&self) -> InternalStandard {
        InternalStandard {
            legal_basis: self.owned("dasar_hukum"),
            facilities: self.owned("sarana"),
            competence: self.owned("kompetensi"),
            supervision: self.owned("pengawasan"),
            staffing: self.owned("jumlah_pelaksana"),
            guarantee: self.owned("jaminan_pelayanan"),
            safety: self.owned("jaminan_keamanan"),
            evaluation: self.owned("evaluasi"),
        }
    }

    fn counter(&mut self) -> Option<Counter> {
        let is_unit = self.is_unit;
        let unit = self.required("unit", Expected::Unit, |text| {
            Self::registered(is_unit, text)
        });
        let name = self.required("nama", Expected::CounterName, |text| {
            Some(text.to_owned()).filter(|text| text != RESERVED)
        });
        let validity = self.validity();
        Some(Counter {
            unit: unit?,
            name: name?,
            validity,
        })
    }

    /// A required text and its English form, which may be missing.
    fn bilingual(&mut self, id: &'static str, en: &'static str) -> Option<Bilingual> {
        let text = self.required(id, Expected::Text, Some)?;
        Some(Bilingual::new(text, self.text(en)))
    }

    /// A bilingual text that lists items, as many in English as in Indonesian.
    fn items(&mut self, id: &'static str, en: &'static str) -> Option<Bilingual> {
        let text = self.bilingual(id, en)?;
        let [items, found] = Language::ALL.map(|language| text.items(language).count());
        if items != found {
            self.refuse(en, Expected::SameItems { items, found }, false);
        }
        Some(text)
    }

    fn validity(&mut self) -> Validity {
        let from = self.optional("berlaku_mulai", Expected::Date, grammar::day);
        let until = self.optional("berlaku_sampai", Expected::Date, grammar::day);
        if from.zip(until).is_some_and(|(from, until)| from > until) {
            self.refuse("berlaku_sampai", Expected::NotBeforeStart, false);
        }
        Validity { from, until }
    }

    fn standard(&mut self) -> Option<Standard> {
        let requirements = self.items("persyaratan", "persyaratan_en");
        let procedure = self.items("prosedur", "prosedur_en");
        let time = self.standard_time();
        let cost = self.bilingual("biaya", "biaya_en");
        let product = self.bilingual("produk", "produk_en");
        let source = self.required("sumber", Expected::Source, StandardSource::from_code);
        Some(Standard {
            requirements: requirements?,
            procedure: procedure?,
            time: time?,
            cost: cost?,
            product: product?,
            source: source?,
        })
    }

    fn standard_time(&mut self) -> Option<StandardTime> {
        let at_least = self.optional("waktu_min", Expected::Number, grammar::whole_number);
        let at_most = self.required("waktu_maks", Expected::NumberFromOne, |text| {
            grammar::whole_number(text).filter(|time| *time > 0)
        });
        if at_least
            .zip(at_most)
            .is_some_and(|(least, most)| least > most)
        {
            self.refuse("waktu_min", Expected::NotAboveMost, false);
        }
        let unit = self.required("waktu_satuan", Expected::TimeUnit, TimeUnit::from_code);
        let percent = self.optional("waktu_persen", Expected::Percent, |text| {
            grammar::whole_number(text).filter(|percent| (1..=100).contains(percent))
        });
        Some(StandardTime {
            at_least,
            at_most: at_most?,
            unit: unit?,
            percent,
        })
    }
}

/// The items of a text that lists several, separated by semicolons.
fn list(text: &str) -> impl Iterator<Item = &str> {
    text.split(';')
        .map(str::trim)
        .filter(|item| !item.is_empty())
}

/// Units with the last day of each, earliest first; `None` if one is wrong or two share a day.
fn former_units(text: &str, is_unit: &dyn Fn(&str) -> bool) -> Option<Vec<(Slug, NaiveDate)>> {
    let read = |item: &str| {
        let (unit, until) = item.split_once(':')?;
        let unit = Reader::registered(is_unit, unit.trim())?;
        Some((unit, grammar::day(until.trim())?))
    };
    let mut former: Vec<_> = list(text).map(read).collect::<Option<_>>()?;
    former.sort_by_key(|(_, until)| *until);
    let days: BTreeSet<_> = former.iter().map(|(_, until)| until).collect();
    (days.len() == former.len()).then_some(former)
}

#[cfg(test)]
mod tests;
