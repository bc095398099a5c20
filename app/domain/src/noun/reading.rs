//! What every field must hold by its kind, with everything that is wrong told at once.
//! It must not know whether the texts come from a form or a file, nor put a fault into words.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::{Field, Fields, Kind, RESERVED};
use crate::grammar::{self, BadText, EvidenceLink, Nip};
use crate::language::Language;
use crate::opening::Opening;
use crate::quantity::{InvalidQuantity, Quantity};
use crate::reporting::{Frequency, ReportingPeriod};
use crate::slug::Slug;

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
    /// The slug of a unit for which the writer may act.
    OwnUnit,
    /// Slugs of units, separated by semicolons.
    Units,
    /// Units with the last day of each, separated by semicolons; every day once.
    FormerUnits,
    /// Days of the week with opening hours.
    Opening,
    /// One of some codes.
    Choice(&'static [&'static str]),
    /// `ya` or `tidak`.
    YesNo,
    /// A day.
    Date,
    /// A day in the years for which there are holidays.
    HolidayDay,
    /// A day not before that of another field.
    NotBefore(&'static str),
    /// A time of the day.
    Time,
    /// A time of the day after that of another field.
    LaterThan(&'static str),
    /// A whole number within bounds.
    Number {
        /// The smallest.
        least: u32,
        /// The greatest.
        most: u32,
    },
    /// A number not above that of another field.
    NotAbove(&'static str),
    /// As many items as the Indonesian text has.
    SameItems {
        /// How many that are.
        items: usize,
        /// How many there are here.
        found: usize,
    },
    /// The name of a counter.
    CounterName,
    /// The number of a civil servant.
    Nip,
    /// So many months, at most.
    Months(u32),
    /// A number, instead of one that is none or could be read in two ways.
    Quantity(QuantityFault),
    /// A number above that of the target.
    AboveTarget,
    /// The address of a document on the web.
    Link,
    /// A period, of a length if that is known.
    Period(Option<Frequency>),
    /// `ya`, as there is a result.
    Applies,
    /// Nothing, as the indicator does not apply.
    Nothing,
    /// Nothing beside another field.
    NothingBeside(&'static str),
    /// An account of those on offer.
    Account,
    /// An indicator of those on offer.
    Indicator,
    /// A service of those on offer.
    Service,
    /// Services of those on offer, separated by semicolons.
    Services,
    /// A counter of those on offer.
    Counter,
    /// A month of those on offer.
    Month,
    /// A thing that is kept and may be changed.
    Known,
    /// What no other of the noun has.
    Free,
    /// What no row above has; holds the row.
    FreeOfRow(usize),
}

/// Why a text is no number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuantityFault {
    /// Nothing was written.
    Missing,
    /// Something else than a number.
    NotANumber,
    /// It can be read in two ways.
    Ambiguous,
    /// It has too many digits.
    TooLong,
}

impl From<InvalidQuantity> for Expected {
    fn from(error: InvalidQuantity) -> Self {
        Self::Quantity(match error {
            InvalidQuantity::Empty => QuantityFault::Missing,
            InvalidQuantity::NotANumber(_) => QuantityFault::NotANumber,
            InvalidQuantity::Ambiguous(_) => QuantityFault::Ambiguous,
            InvalidQuantity::TooLong(_) => QuantityFault::TooLong,
        })
    }
}

/// What fields can refer to.
#[derive(Clone, Copy)]
pub struct Known<'a> {
    /// Whether a slug is that of a unit that may be named.
    pub is_unit: &'a dyn Fn(&str) -> bool,
    /// Whether a field, the first, offers a text, the second.
    pub is_offered: &'a dyn Fn(&str, &str) -> bool,
}

impl<'a> Known<'a> {
    /// Units alone.
    pub fn units(is_unit: &'a dyn Fn(&str) -> bool) -> Self {
        Self {
            is_unit,
            is_offered: &|_, _| false,
        }
    }
}

impl Fields {
    /// Everything that is wrong with the fields by their kinds, at most one fault each, in their order.
    pub fn faults(&self, known: Known<'_>) -> Vec<Fault> {
        let faults = self.described().filter_map(|(field, text)| {
            let expected = self.wrong(field, text, known)?;
            let about_text = matches!(
                expected,
                Expected::Text
                    | Expected::Shorter(_)
                    | Expected::Plain
                    | Expected::Seen
                    | Expected::SameItems { .. }
                    | Expected::NotBefore(_)
                    | Expected::LaterThan(_)
            );
            Some(Fault {
                field: field.key,
                expected,
                or_empty: field.may_be_empty() && !about_text,
            })
        });
        faults.collect()
    }

    /// The thing that was made of the fields, if nothing is wrong with them.
    ///
    /// # Errors
    /// What is wrong.
    pub fn whole<T>(thing: Option<T>, faults: Vec<Fault>) -> Result<T, Vec<Fault>> {
        thing.filter(|_| faults.is_empty()).ok_or(faults)
    }

    /// What a field should hold instead of what it does.
    fn wrong(&self, field: &Field, text: &str, known: Known<'_>) -> Option<Expected> {
        let expected = expected_of(field.kind);
        if text.is_empty() {
            return (!field.may_be_empty()).then_some(expected);
        }
        let right = match field.kind {
            Kind::Line(most) => return wrong_text(grammar::line(text, most)),
            Kind::CounterName(most) if text != RESERVED => {
                return wrong_text(grammar::line(text, most));
            }
            Kind::CounterName(_) => false,
            Kind::Text(most) => return wrong_text(grammar::lines(text, most)),
            Kind::Items(most) => {
                return wrong_text(grammar::lines(text, most)).or_else(|| self.other_items(field));
            }
            Kind::Until(start) => match grammar::day(text) {
                Some(until) if self.day(start).is_some_and(|start| until < start) => {
                    return Some(Expected::NotBefore(start));
                }
                until => until.is_some(),
            },
            Kind::Later(start) => match grammar::time(text) {
                Some(end) if self.time(start).is_some_and(|start| end <= start) => {
                    return Some(Expected::LaterThan(start));
                }
                end => end.is_some(),
            },
            Kind::Time => grammar::time(text).is_some(),
            Kind::Day => grammar::day(text).is_some(),
            Kind::Slug { reserved } => text.parse::<Slug>().is_ok() && !reserved.contains(&text),
            Kind::Number { least, most } => {
                grammar::whole_number(text).is_some_and(|number| (least..=most).contains(&number))
            }
            Kind::Choice(codes) => codes.iter().any(|code| code.eq_ignore_ascii_case(text)),
            Kind::YesNo => matches!(text, "ya" | "tidak"),
            Kind::Nip => text.parse::<Nip>().is_ok(),
            Kind::Unit | Kind::OwnUnit => (known.is_unit)(text),
            Kind::Units => self.list(field.key).all(known.is_unit),
            Kind::Services => self
                .list(field.key)
                .all(|service| (known.is_offered)(field.key, service)),
            Kind::FormerUnits => former_units(self.list(field.key), known).is_some(),
            Kind::Opening => Opening::read(text).is_some(),
            Kind::Months(most) => {
                grammar::whole_number(text).is_some_and(|months| (1..=most).contains(&months))
            }
            Kind::Quantity => return text.parse::<Quantity>().err().map(Expected::from),
            Kind::Link => text.parse::<EvidenceLink>().is_ok(),
            Kind::Period => text.parse::<ReportingPeriod>().is_ok(),
            Kind::Account | Kind::Indicator | Kind::Service | Kind::Counter | Kind::Month => {
                (known.is_offered)(field.key, text)
            }
        };
        (!right).then_some(expected)
    }

    /// That an English text has another number of items than the Indonesian one.
    fn other_items(&self, field: &Field) -> Option<Expected> {
        let indonesian = field.key.strip_suffix("_en")?;
        let text = self.bilingual(indonesian);
        let [items, found] = Language::ALL.map(|language| text.items(language).count());
        (items != found).then_some(Expected::SameItems { items, found })
    }
}

const fn expected_of(kind: Kind) -> Expected {
    match kind {
        Kind::Slug { .. } => Expected::Slug,
        Kind::Line(_) | Kind::Text(_) | Kind::Items(_) => Expected::Text,
        Kind::CounterName(_) => Expected::CounterName,
        Kind::Day | Kind::Until(_) => Expected::Date,
        Kind::Time | Kind::Later(_) => Expected::Time,
        Kind::Number { least, most } => Expected::Number { least, most },
        Kind::Choice(codes) => Expected::Choice(codes),
        Kind::YesNo => Expected::YesNo,
        Kind::Nip => Expected::Nip,
        Kind::Unit => Expected::Unit,
        Kind::OwnUnit => Expected::OwnUnit,
        Kind::Units => Expected::Units,
        Kind::FormerUnits => Expected::FormerUnits,
        Kind::Opening => Expected::Opening,
        Kind::Months(most) => Expected::Months(most),
        Kind::Quantity => Expected::Quantity(QuantityFault::Missing),
        Kind::Link => Expected::Link,
        Kind::Period => Expected::Period(None),
        Kind::Account => Expected::Account,
        Kind::Indicator => Expected::Indicator,
        Kind::Service => Expected::Service,
        Kind::Services => Expected::Services,
        Kind::Counter => Expected::Counter,
        Kind::Month => Expected::Month,
    }
}

fn wrong_text(read: Result<String, BadText>) -> Option<Expected> {
    read.err().map(Expected::from)
}

impl From<BadText> for Expected {
    fn from(bad: BadText) -> Self {
        match bad {
            BadText::TooLong { most, .. } => Self::Shorter(most),
            BadText::Unwritable => Self::Plain,
            BadText::Unseen => Self::Seen,
        }
    }
}

/// Units with the last day of each, earliest first; `None` if one is wrong or two share a day.
pub(crate) fn former_units<'t>(
    items: impl Iterator<Item = &'t str>,
    known: Known<'_>,
) -> Option<Vec<(Slug, NaiveDate)>> {
    let read = |item: &str| {
        let (unit, until) = item.split_once(':')?;
        let unit = unit.trim();
        let slug = (known.is_unit)(unit).then(|| unit.parse().ok()).flatten()?;
        Some((slug, grammar::day(until.trim())?))
    };
    let mut former: Vec<_> = items.map(read).collect::<Option<_>>()?;
    former.sort_by_key(|(_, until)| *until);
    let days: BTreeSet<_> = former.iter().map(|(_, until)| until).collect();
    (days.len() == former.len()).then_some(former)
}
