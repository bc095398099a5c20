//! Groups of points, the themes that moderators make of what is said, and what the unit answers to each.
//! It must not know the points.

use std::collections::BTreeSet;
use std::fmt;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::RoomCode;
use crate::coded::coded;
use crate::commitment::Number;
use crate::language::Bilingual;
use crate::noun::{Expected, Fault, Field, Fields, Kind, Known, Noun, Snapshot};

/// The random name of a group of points. It never changes, so that a promise can name what it answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct GroupId(pub Uuid);

impl fmt::Display for GroupId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

coded! {
    /// What the unit makes of what a group says.
    AnswerKind {
        /// It will do so.
        Accepted = "diterima",
        /// It will do a part of it.
        Partly = "sebagian",
        /// It will not.
        Rejected = "tidak-diterima",
    }
}

/// What the unit answers to a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// What it makes of it.
    pub kind: AnswerKind,
    /// In its own words; with the reason, if it does not do everything that was asked for.
    pub text: String,
}

/// Points that say the same, under a theme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Its random name.
    pub id: GroupId,
    /// The theme, in a line.
    pub name: String,
    /// What the unit answers; none yet.
    pub answer: Option<Answer>,
    /// The commitments that it makes because of it.
    pub commitments: BTreeSet<Number>,
    /// Grows with each change.
    pub version: i32,
}

/// The longest answer, in characters.
pub(super) const LONGEST_ANSWER: usize = 1000;

/// A group of points as it is told where its forum is not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnsweredGroup {
    /// What leads to the forum.
    pub code: RoomCode,
    /// The theme of the forum.
    pub forum: Bilingual,
    /// The theme of the group.
    pub group: String,
}

/// What is kept of a group besides the commitments.
pub const GROUP: Noun = Noun::new(
    "kelompok",
    &[
        Field::required("nama", Kind::Line(Group::LONGEST_NAME)),
        Field::optional("jawaban", Kind::Choice(AnswerKind::CODES)),
        Field::optional("tanggapan", Kind::Text(LONGEST_ANSWER)),
    ],
);

impl Group {
    /// The longest name, in characters.
    pub const LONGEST_NAME: usize = 100;

    /// A group without a name, which nobody has saved yet.
    pub const fn new(id: GroupId) -> Self {
        Self {
            id,
            name: String::new(),
            answer: None,
            commitments: BTreeSet::new(),
            version: 0,
        }
    }

    /// The group as text.
    pub fn fields(&self) -> Fields {
        let fields = Fields::empty(GROUP).with("nama", &self.name);
        match &self.answer {
            None => fields,
            Some(Answer { kind, text }) => {
                fields.with("jawaban", kind.code()).with("tanggapan", text)
            }
        }
    }

    /// The same group as the fields describe it. An answer says in words what it means.
    ///
    /// # Errors
    /// Everything that is wrong with the fields, at most one fault each.
    pub fn read(self, fields: &Fields) -> Result<Self, Vec<Fault>> {
        let known = Known {
            is_unit: &|_| false,
            is_offered: &|_, _| false,
        };
        let mut faults = fields.faults(known);
        let told = |fault: &Fault| faults.iter().any(|other| other.field == fault.field);
        faults.extend(half_answered(fields).filter(|fault| !told(fault)));
        let kind = AnswerKind::from_code(fields.get("jawaban"));
        let group = Self {
            name: fields.get("nama").to_owned(),
            answer: kind.map(|kind| Answer {
                kind,
                text: fields.get("tanggapan").to_owned(),
            }),
            ..self
        };
        Fields::whole(Some(group), faults)
    }

    /// What the history keeps of it.
    pub fn snapshot(&self) -> Snapshot {
        self.fields().snapshot()
    }
}

/// What is missing of an answer of which only the kind or only the words are given.
fn half_answered(fields: &Fields) -> Option<Fault> {
    let (kind, text) = (fields.get("jawaban"), fields.get("tanggapan"));
    let (field, expected) = match (kind.is_empty(), text.is_empty()) {
        (false, true) => ("tanggapan", Expected::Text),
        (true, false) => ("jawaban", Expected::Choice(AnswerKind::CODES)),
        _ => return None,
    };
    Some(Fault {
        field,
        expected,
        or_empty: false,
    })
}

#[cfg(test)]
mod tests;
