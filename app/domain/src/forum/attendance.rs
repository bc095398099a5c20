//! Who came to a forum: how many people of each kind of community, counted from the list that was signed.
//! It must not hold a name.

use std::collections::{BTreeMap, BTreeSet};

use super::Community;
use crate::noun::{Fault, Field, Fields, Kind, Known, Noun, Snapshot};

/// How many people of a kind came.
const PEOPLE: Kind = Kind::Number {
    least: 0,
    most: 9999,
};

/// What is kept of who came: a number for each kind of community, named by the kind's code. What is empty was not counted.
pub const ATTENDANCE: Noun = Noun::new(
    "kehadiran",
    &[
        Field::optional("pengguna", PEOPLE),
        Field::optional("ahli", PEOPLE),
        Field::optional("instansi", PEOPLE),
        Field::optional("masyarakat-sipil", PEOPLE),
        Field::optional("media", PEOPLE),
    ],
);

/// How many people of each kind of community came to a forum.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attendance {
    /// The numbers, of the kinds that were counted.
    pub people: BTreeMap<Community, u32>,
    /// Grows with each change; 0 before anybody counted.
    pub version: i32,
}

impl Attendance {
    /// The numbers as text.
    pub fn fields(&self) -> Fields {
        let people = self.people.iter();
        people.fold(Fields::empty(ATTENDANCE), |fields, (kind, people)| {
            fields.with(kind.code(), people.to_string())
        })
    }

    /// The same attendance with the numbers of the fields.
    ///
    /// # Errors
    /// Everything that is wrong with the fields, at most one fault each.
    pub fn read(self, fields: &Fields) -> Result<Self, Vec<Fault>> {
        let known = Known {
            is_unit: &|_| false,
            is_offered: &|_, _| false,
        };
        let people = Community::ALL.iter().filter_map(|kind| {
            let people = fields.get(kind.code()).parse().ok()?;
            Some((*kind, people))
        });
        let attendance = Self {
            people: people.collect(),
            ..self
        };
        Fields::whole(Some(attendance), fields.faults(known))
    }

    /// What the history keeps of it.
    pub fn snapshot(&self) -> Snapshot {
        self.fields().snapshot()
    }

    /// Everybody who was counted; `None` before anybody counted.
    pub fn all(&self) -> Option<u32> {
        let people = self.people.values();
        (!self.people.is_empty()).then(|| people.sum())
    }

    /// How many of the five kinds took part (Pedoman MenPANRB 5/2023, PEKPPP 2).
    pub fn kinds(&self) -> usize {
        self.communities().count()
    }

    /// The kinds that took part: those of which somebody came.
    pub fn communities(&self) -> impl Iterator<Item = Community> {
        let came = self.people.iter().filter(|(_, people)| **people > 0);
        came.map(|(kind, _)| *kind)
    }
}

/// The kinds of community that took part in any of some forums, as far as it was counted: what a year is scored by (Pedoman
/// MenPANRB 5/2023, PEKPPP 2).
pub fn communities<'a>(
    attendances: impl IntoIterator<Item = &'a Attendance>,
) -> BTreeSet<Community> {
    let attendances = attendances.into_iter();
    attendances.flat_map(Attendance::communities).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(numbers: &[(&'static str, &str)]) -> Result<Attendance, Vec<Fault>> {
        let fields = numbers.iter();
        let fields = fields.fold(Fields::empty(ATTENDANCE), |fields, (kind, number)| {
            fields.with(kind, number)
        });
        Attendance::default().read(&fields)
    }

    #[test]
    fn every_kind_of_community_has_a_field() {
        let kinds: Vec<_> = Community::ALL.iter().map(|kind| kind.code()).collect();
        assert!(ATTENDANCE.keys().eq(kinds));
    }

    #[test]
    fn a_kind_takes_part_with_somebody_and_is_counted_with_nobody() {
        let attendance = read(&[("pengguna", "21"), ("ahli", "0"), ("media", "2")]);
        let attendance = attendance.expect("numbers");
        assert_eq!(attendance.all(), Some(23));
        assert_eq!(attendance.kinds(), 2);
        assert_eq!(attendance.people.len(), 3);
        assert_eq!(Attendance::default().all(), None);
    }

    #[test]
    fn a_year_is_scored_by_the_kinds_of_all_its_forums() {
        let first = read(&[("pengguna", "21"), ("ahli", "0")]).expect("numbers");
        let second = read(&[("pengguna", "4"), ("media", "1")]).expect("numbers");
        let kinds = communities([&first, &Attendance::default(), &second]);
        assert_eq!(kinds, [Community::Users, Community::Media].into());
        assert!(communities([]).is_empty());
    }

    #[test]
    fn what_is_no_number_of_people_is_told() {
        for number in ["-1", "10000", "banyak", "2,5"] {
            let faults = read(&[("pengguna", number)]).expect_err(number);
            assert_eq!(faults[0].field, "pengguna");
        }
    }
}
