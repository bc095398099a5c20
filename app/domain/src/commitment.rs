//! Commitments (*komitmen*), the lines of a follow-up plan (*rencana tindak lanjut*, RTL): what a unit promised to do, who
//! answers for it, and what it should move. It must not know how a commitment fares: that is its [`Course`].

mod course;
pub mod follow_up;
mod kept;
mod news;
mod step;
mod summary;
mod verdict;

pub use course::{Course, Evidence, Refused, Report, State, Taken};
pub use kept::{Kept, Number, in_order};
pub use news::{News, news};
pub use step::{Step, StepKind};
pub use summary::Summary;
pub use verdict::{ASKED_AFTER, ASKED_FOR, Verdict, Verdicts, Witness};

use chrono::NaiveDate;

use crate::instrument::Element;
use crate::language::Bilingual;
use crate::noun::{Expected, Fault, Field, Fields, Kind, Known, Noun, Snapshot};
use crate::slug::Slug;

/// What a unit promised.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commitment {
    /// The unit that promised it and answers for it.
    pub unit: Slug,
    /// What is to be done (*program/kegiatan*).
    pub text: Bilingual,
    /// The post, not the person, in charge (*penanggung jawab*).
    pub post: Bilingual,
    /// The day by which it is to be done (*tenggat*), as it was first promised.
    pub due: NaiveDate,
    /// What it should move; nothing in particular if none.
    pub aim: Option<Aim>,
}

/// What a commitment should move, so that everybody can see whether it did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Aim {
    /// The answers to an element (*unsur*): of one service, or of the whole unit.
    Element {
        /// The service; the whole unit if none.
        service: Option<Slug>,
        /// The element.
        element: Element,
    },
    /// An indicator of the unit.
    Indicator(Slug),
}

/// The longest text of a commitment, in characters.
const LONGEST_TEXT: usize = 500;

/// The longest name of a post, in characters.
const LONGEST_POST: usize = 200;

/// What is kept of a commitment. Its unit and the date that was promised stay; a date is moved by a step of its course.
pub const COMMITMENT: Noun = Noun::new(
    "komitmen",
    &[
        Field::required("unit", Kind::OwnUnit),
        // The main part of every page is called `isi`.
        Field::required("isi", Kind::Text(LONGEST_TEXT)).named("janji"),
        Field::optional("isi_en", Kind::Text(LONGEST_TEXT)),
        Field::required("penanggung_jawab", Kind::Line(LONGEST_POST)),
        Field::optional("penanggung_jawab_en", Kind::Line(LONGEST_POST)),
        Field::required("tenggat", Kind::Day),
        Field::optional("unsur", Kind::Choice(&ELEMENTS)),
        Field::optional("layanan", Kind::Service),
        Field::optional("indikator", Kind::Indicator),
    ],
);

/// The elements that a commitment can aim at.
const ELEMENTS: [&str; 9] = {
    let mut keys = [""; 9];
    let mut place = 0;
    while place < keys.len() {
        keys[place] = Element::SKM[place].key();
        place += 1;
    }
    keys
};

impl Commitment {
    /// The commitment as text.
    pub fn fields(&self) -> Fields {
        let fields = Fields::empty(COMMITMENT)
            .with("unit", self.unit.as_str())
            .with_bilingual("isi", &self.text)
            .with_bilingual("penanggung_jawab", &self.post)
            .with("tenggat", self.due.to_string());
        match &self.aim {
            None => fields,
            Some(Aim::Element { service, element }) => fields
                .with("unsur", element.key())
                .with("layanan", service.as_ref().map_or("", Slug::as_str)),
            Some(Aim::Indicator(indicator)) => fields.with("indikator", indicator.as_str()),
        }
    }

    /// The commitment that the fields describe.
    ///
    /// # Errors
    /// Everything that is wrong with the fields, at most one fault each.
    pub fn read(fields: &Fields, known: Known<'_>) -> Result<Self, Vec<Fault>> {
        let mut faults = fields.faults(known);
        let told = |fault: &Fault| faults.iter().any(|other| other.field == fault.field);
        faults.extend(wrong_aim(fields).filter(|fault| !told(fault)));
        let commitment = || {
            Some(Self {
                unit: fields.slug("unit")?,
                text: fields.bilingual("isi"),
                post: fields.bilingual("penanggung_jawab"),
                due: fields.day("tenggat")?,
                aim: aim(fields),
            })
        };
        Fields::whole(commitment(), faults)
    }

    /// What the history keeps of it.
    pub fn snapshot(&self) -> Snapshot {
        self.fields().snapshot()
    }
}

fn aim(fields: &Fields) -> Option<Aim> {
    let element = Element::SKM
        .into_iter()
        .find(|element| element.key() == fields.get("unsur"));
    match element {
        Some(element) => Some(Aim::Element {
            service: fields.slug("layanan"),
            element,
        }),
        None => fields.slug("indikator").map(Aim::Indicator),
    }
}

/// A service is aimed at by one of its elements, and nothing by two things at once.
fn wrong_aim(fields: &Fields) -> Option<Fault> {
    let fault = |field, expected| {
        Some(Fault {
            field,
            expected,
            or_empty: false,
        })
    };
    let filled = |field| !fields.get(field).is_empty();
    if filled("layanan") && !filled("unsur") {
        return fault("unsur", Expected::Choice(&ELEMENTS));
    }
    if filled("indikator") && filled("unsur") {
        return fault("indikator", Expected::NothingBeside("unsur"));
    }
    None
}

#[cfg(test)]
mod tests;
