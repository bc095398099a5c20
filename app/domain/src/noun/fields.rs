//! A thing as text, field by field: what a form shows, a row of a file holds and the history keeps.
//! It must not check what the texts say.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveTime};

use super::{Field, Kind, Noun, Snapshot};
use crate::grammar;
use crate::language::Bilingual;
use crate::slug::Slug;
use crate::validity::Validity;

/// The fields of a thing, each possibly empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fields {
    noun: Noun,
    /// In the order of the noun's fields.
    values: Vec<String>,
}

impl Fields {
    /// The fields of a thing of which nothing is known.
    pub fn empty(noun: impl Into<Noun>) -> Self {
        let noun = noun.into();
        Self {
            noun,
            values: vec![String::new(); noun.fields().len()],
        }
    }

    /// What the thing is.
    pub const fn noun(&self) -> Noun {
        self.noun
    }

    fn place(&self, field: &str) -> Option<usize> {
        self.noun.keys().position(|key| key == field)
    }

    /// The text of a field; empty if the noun has no such field.
    pub fn get(&self, field: &str) -> &str {
        self.place(field).map_or("", |place| &self.values[place])
    }

    /// Sets a field, as its kind is written: without white space around the text, on one line with single spaces where it
    /// has one line, and with line breaks of one form. A field that the noun does not have is left out.
    pub fn set(&mut self, field: &str, text: &str) {
        let Some(place) = self.place(field) else {
            return;
        };
        let written = match self.noun.fields()[place].kind {
            Kind::Line(_) | Kind::CounterName(_) => grammar::line(text, usize::MAX),
            _ => grammar::lines(text, usize::MAX),
        };
        // What is not written right is kept as it came, so that it can be told and corrected.
        self.values[place] = written.unwrap_or_else(|_| text.trim().to_owned());
    }

    /// The same thing with another text in a field.
    #[must_use]
    pub fn with(mut self, field: &str, text: impl AsRef<str>) -> Self {
        self.set(field, text.as_ref());
        self
    }

    /// Every field with its text, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let values = self.values.iter().map(String::as_str);
        self.noun.keys().zip(values)
    }

    /// The texts of all fields, in order.
    pub fn into_texts(self) -> Vec<String> {
        self.values
    }

    /// Every field with its description and its text, in order.
    pub fn described(&self) -> impl Iterator<Item = (&'static Field, &str)> {
        let values = self.values.iter().map(String::as_str);
        self.noun.fields().iter().zip(values)
    }

    /// The fields whose texts differ from those of another thing of the same noun.
    pub fn differing(&self, other: &Self) -> Vec<&'static str> {
        let pairs = self.iter().zip(other.iter());
        pairs
            .filter(|((_, own), (_, other))| own != other)
            .map(|((field, _), _)| field)
            .collect()
    }

    /// What the history keeps of the thing.
    pub fn snapshot(&self) -> Snapshot {
        Snapshot::new(self.iter())
    }

    /// The texts that no rule of the noun reads, by their fields, for whoever keeps them.
    pub fn plain(&self) -> Plain {
        let plain = self.described().filter(|(field, _)| field.plain);
        Plain::new(plain.map(|(field, text)| (field.key, text.to_owned())))
    }

    /// The same thing with texts that no rule reads.
    #[must_use]
    pub fn with_plain(mut self, plain: &Plain) -> Self {
        for (key, text) in plain.of(self.noun) {
            self.set(key, text);
        }
        self
    }

    /// The day in a field, if there is one.
    pub fn day(&self, field: &str) -> Option<NaiveDate> {
        grammar::day(self.get(field))
    }

    /// The time of the day in a field, if there is one.
    pub fn time(&self, field: &str) -> Option<NaiveTime> {
        grammar::time(self.get(field))
    }

    /// The number in a field, if there is one.
    pub fn number(&self, field: &str) -> Option<u32> {
        grammar::whole_number(self.get(field))
    }

    /// The slug in a field, if there is one.
    pub fn slug(&self, field: &str) -> Option<Slug> {
        self.get(field).parse().ok()
    }

    /// The text of a field, which is none where it is empty.
    pub fn filled(&self, field: &str) -> Option<String> {
        Some(self.get(field).to_owned()).filter(|text| !text.is_empty())
    }

    /// The items of a field that lists several, separated by semicolons.
    pub fn list(&self, field: &str) -> impl Iterator<Item = &str> {
        let items = self.get(field).split(';').map(str::trim);
        items.filter(|item| !item.is_empty())
    }

    /// A text and its English form, which stands in the field with `_en` behind its name.
    pub fn bilingual(&self, field: &str) -> Bilingual {
        Bilingual::new(self.get(field), self.get(&format!("{field}_en")))
    }

    /// The days on which the thing exists.
    pub fn validity(&self) -> Validity {
        Validity {
            from: self.day("berlaku_mulai"),
            until: self.day("berlaku_sampai"),
        }
    }

    /// The same thing with the days on which it exists.
    #[must_use]
    pub fn with_validity(self, validity: Validity) -> Self {
        let day = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
        self.with("berlaku_mulai", day(validity.from))
            .with("berlaku_sampai", day(validity.until))
    }

    /// The same thing with a text in both languages.
    #[must_use]
    pub fn with_bilingual(self, field: &str, text: &Bilingual) -> Self {
        self.with(field, &text.id)
            .with(&format!("{field}_en"), &text.en)
    }
}

/// The texts of a thing that no rule of its noun reads, by their fields.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plain(BTreeMap<&'static str, String>);

impl Plain {
    /// Texts with their fields; empty ones are left out.
    pub fn new(texts: impl IntoIterator<Item = (&'static str, String)>) -> Self {
        let texts = texts.into_iter();
        Self(texts.filter(|(_, text)| !text.is_empty()).collect())
    }

    /// Each plain field of a noun with its text.
    pub fn of(&self, noun: Noun) -> impl Iterator<Item = (&'static str, &str)> {
        let plain = noun.fields().iter().filter(|field| field.plain);
        plain.map(|field| {
            let text = self.0.get(field.key).map_or("", String::as_str);
            (field.key, text)
        })
    }
}
