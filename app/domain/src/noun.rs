//! What the desk keeps of a thing, described once: the fields of each noun are a table of values, from which its form, its
//! file, its history, the two versions of a conflict and the words of the audit trail are made.
//! It must not know which nouns there are (`nouns` lists them), how a field is drawn or stored, nor put a fault into words.
//!
//! A field more that no rule reads is a line in the table of its noun, a column of the same name (a migration and a line in
//! `store::entity`), and its texts: `field-NOUN-FIELD`, and where help is needed `help-NOUN-FIELD`.

mod fields;
mod reading;
mod snapshot;

pub use fields::{Fields, Plain};
pub(crate) use reading::former_units;
pub use reading::{Expected, Fault, Known, QuantityFault};
pub use snapshot::Snapshot;

/// A kind of thing that the desk keeps, with what it keeps of each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Noun {
    code: &'static str,
    fields: &'static [Field],
}

impl Noun {
    /// A noun with its code, which is in files, columns and the names of its texts, and its fields.
    pub const fn new(code: &'static str, fields: &'static [Field]) -> Self {
        Self { code, fields }
    }

    /// Its code.
    pub const fn code(self) -> &'static str {
        self.code
    }

    /// Its fields in the order of the columns, in which changes are told too.
    pub const fn fields(self) -> &'static [Field] {
        self.fields
    }

    /// Its field of a name.
    pub fn field(self, key: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.key == key)
    }

    /// The names of its fields.
    pub fn keys(self) -> impl Iterator<Item = &'static str> {
        self.fields.iter().map(|field| field.key)
    }
}

/// A word that is a part of the desk's addresses and so names nothing.
pub(crate) const RESERVED: &str = "baru";

/// One field of a noun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name: that of its column in files, and under which the history keeps it.
    pub key: &'static str,
    /// Its name in forms.
    pub control: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// Whether it must be filled.
    pub need: Need,
    /// Whether it came later: files from before it have no such column, and leave what is kept as it is.
    pub later: bool,
    /// Whether no rule of the noun reads it, so that it is kept as the text that it is.
    pub plain: bool,
}

/// Whether a field must be filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// It must.
    Filled,
    /// It may be empty, but its form asks for it.
    Asked,
    /// It may be empty.
    Optional,
}

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A name in addresses.
    Slug {
        /// Words that are parts of the desk's own addresses.
        reserved: &'static [&'static str],
    },
    /// One line of at most so many characters.
    Line(usize),
    /// The name of a counter: one line of at most so many characters, and no part of the desk's addresses.
    CounterName(usize),
    /// Text of at most so many characters, on any number of lines.
    Text(usize),
    /// Items separated by `|`, at most so many characters together; an English form has as many.
    Items(usize),
    /// A day.
    Day,
    /// A day not before that of another field.
    Until(&'static str),
    /// A whole number within bounds.
    Number {
        /// The smallest.
        least: u32,
        /// The greatest.
        most: u32,
    },
    /// A time of the day.
    Time,
    /// A time of the day after that of another field.
    Later(&'static str),
    /// One of some codes.
    Choice(&'static [&'static str]),
    /// `ya` or `tidak`.
    YesNo,
    /// The number of a civil servant.
    Nip,
    /// A unit by its slug.
    Unit,
    /// A unit of those for which the writer may act, by its slug.
    OwnUnit,
    /// Units by their slugs, separated by semicolons.
    Units,
    /// Units with the last day of each, such as `damkar:2025-12-31`, separated by semicolons; every day once.
    FormerUnits,
    /// When a unit is open, such as `senin-jumat 08:00-16:00`, several separated by semicolons.
    Opening,
    /// So many months, from one on.
    Months(u32),
    /// A measured or promised number.
    Quantity,
    /// The address of a document on the web.
    Link,
    /// A period of reporting.
    Period,
    /// An account of those on offer.
    Account,
    /// An indicator of those on offer, by its short name.
    Indicator,
    /// A service of those on offer, by its slug.
    Service,
    /// Any number of services of those on offer, by their slugs, separated by semicolons.
    Services,
    /// A counter of those on offer, by its name.
    Counter,
    /// A month of those on offer.
    Month,
}

impl Field {
    /// A field that must be filled.
    pub const fn required(key: &'static str, kind: Kind) -> Self {
        Self {
            key,
            control: key,
            kind,
            need: Need::Filled,
            later: false,
            plain: false,
        }
    }

    /// A field that may be empty.
    pub const fn optional(key: &'static str, kind: Kind) -> Self {
        Self {
            need: Need::Optional,
            ..Self::required(key, kind)
        }
    }

    /// As one that its form asks for although it may be empty.
    #[must_use]
    pub const fn asked(self) -> Self {
        Self {
            need: Need::Asked,
            ..self
        }
    }

    /// With another name in forms.
    #[must_use]
    pub const fn named(self, control: &'static str) -> Self {
        Self { control, ..self }
    }

    /// As one that came later.
    #[must_use]
    pub const fn later(self) -> Self {
        Self {
            later: true,
            ..self
        }
    }

    /// As one that no rule reads.
    #[must_use]
    pub const fn plain(self) -> Self {
        Self {
            plain: true,
            ..self
        }
    }

    /// Whether it may be empty.
    pub fn may_be_empty(&self) -> bool {
        self.need != Need::Filled
    }

    /// The greatest number of characters; `None` where the kind sets other bounds.
    pub const fn most(&self) -> Option<usize> {
        match self.kind {
            Kind::Line(most) | Kind::CounterName(most) | Kind::Text(most) | Kind::Items(most) => {
                Some(most)
            }
            _ => None,
        }
    }
}
