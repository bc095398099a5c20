//! The grid with which a week of a unit's duty roster is edited.
//! It must not know who may serve where, nor what is kept.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::digest::Digest;
use domain::language::Language;
use domain::officer::OfficerId;
use domain::roster::{FaultyRow, HalfDay, Roster, RosterEntry, RosterFault};
use domain::slug::Slug;
use domain::week::Week;
use ui::components::{FieldError, FormFault};
use ui::forms::typed::Typed;
use ui::t;

use super::BASE;

/// With a number, the name of the field for a counter's name, so that a counter that is added in the meantime does not
/// shift the columns.
pub const COUNTER: &str = "loket";

/// More counters than any unit has.
const MOST_COUNTERS: usize = 99;

/// More officers than any counter has in one half-day.
const MOST_OFFICERS: usize = 20;

/// What was chosen.
#[derive(Clone, Debug, Default)]
pub struct RosterForm {
    typed: Typed,
}

/// What is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WeekFault {
    /// What was chosen in a field is no officer.
    Officer(String),
    /// A duty in a field cannot be.
    Fault(String, RosterFault),
    /// Somebody else changed the week in the meantime.
    Conflict,
}

/// The name of the field for an officer: at a counter, counted from 1, on a half-day, in a line, counted from 1.
pub fn field(date: NaiveDate, half: HalfDay, counter: usize, line: usize) -> String {
    format!("jaga-{date}-{}-{counter}-{line}", half.code())
}

impl RosterForm {
    /// Reads a form body.
    pub fn decode(body: &[u8]) -> Self {
        Self {
            typed: Typed::decode(body),
        }
    }

    /// The form as it stands for a roster of the unit's counters.
    pub fn of(roster: &Roster, counters: &[String]) -> Self {
        let mut fields: Vec<_> = (1..)
            .zip(counters)
            .map(|(number, name)| (counter_field(number), name.clone()))
            .collect();
        let mut lines = BTreeMap::new();
        for entry in roster.entries() {
            let column = counters.iter().position(|name| *name == entry.counter);
            if let Some(column) = column {
                let line = lines
                    .entry((entry.date, entry.half, column))
                    .or_insert(0_usize);
                *line += 1;
                let name = field(entry.date, entry.half, column + 1, *line);
                fields.push((name, entry.officer.to_string()));
            }
        }
        Self {
            typed: Typed::of(fields),
        }
    }

    /// The fingerprint of the roster that is changed.
    pub fn base(&self) -> Option<Digest> {
        self.typed.text(BASE).parse().ok()
    }

    /// The names of the counters, in the order of the columns.
    pub fn counters(&self) -> Vec<String> {
        (1..=MOST_COUNTERS)
            .map(|number| self.typed.raw(&counter_field(number)).to_owned())
            .take_while(|name| !name.is_empty())
            .collect()
    }

    /// What was chosen for a counter on a half-day, in the order of the lines; empty lines are left out.
    pub fn chosen(&self, date: NaiveDate, half: HalfDay, counter: usize) -> Vec<&str> {
        (1..=MOST_OFFICERS)
            .map(|line| self.typed.text(&field(date, half, counter, line)))
            .filter(|chosen| !chosen.is_empty())
            .collect()
    }

    /// The duties, each with the name of the field in which the page shows it again, or every field that holds none.
    pub fn entries(
        &self,
        unit: &Slug,
        week: Week,
    ) -> Result<Vec<(String, RosterEntry)>, Vec<WeekFault>> {
        let (mut entries, mut faults) = (Vec::new(), Vec::new());
        let half_days = week
            .days()
            .flat_map(|date| HalfDay::ALL.iter().map(move |half| (date, *half)));
        let counters = self.counters();
        for (date, half) in half_days {
            for (number, counter) in (1..).zip(&counters) {
                for (line, chosen) in (1..).zip(self.chosen(date, half, number)) {
                    let field = field(date, half, number, line);
                    match chosen.parse::<OfficerId>() {
                        Err(_) => faults.push(WeekFault::Officer(field)),
                        Ok(officer) => entries.push((
                            field,
                            RosterEntry {
                                date,
                                half,
                                unit: unit.clone(),
                                counter: counter.clone(),
                                officer,
                            },
                        )),
                    }
                }
            }
        }
        if faults.is_empty() {
            Ok(entries)
        } else {
            Err(faults)
        }
    }
}

fn counter_field(number: usize) -> String {
    format!("{COUNTER}-{number}")
}

/// The faults of duties beside their fields.
pub fn at_fields(entries: &[(String, RosterEntry)], faults: Vec<FaultyRow>) -> Vec<WeekFault> {
    let faults = faults.into_iter();
    faults
        .map(|(row, fault)| WeekFault::Fault(entries[row].0.clone(), fault))
        .collect()
}

impl FormFault for WeekFault {
    fn field_error(&self, language: Language) -> FieldError {
        match self {
            Self::Officer(field) => {
                FieldError::new(field.clone(), t!(language, "error-duty-officer"))
            }
            Self::Conflict => FieldError {
                target: "perbandingan".to_owned(),
                field: String::new(),
                message: t!(language, "error-roster-conflict"),
            },
            Self::Fault(field, fault) => {
                let message = match fault {
                    RosterFault::Twice(_) => t!(language, "error-duty-twice"),
                    RosterFault::TwoCounters(_) => t!(language, "error-duty-two-counters"),
                    RosterFault::Elsewhere { counter, .. } => {
                        t!(language, "error-duty-elsewhere", counter = counter.clone())
                    }
                    RosterFault::NoSuchCounter { .. } => t!(language, "error-duty-counter"),
                    RosterFault::NoSuchOfficer(_) => t!(language, "error-duty-officer"),
                    RosterFault::NotInService(_) => t!(language, "error-duty-not-in-service"),
                };
                FieldError::new(field.clone(), message)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ANI: &str = "00000000-0000-0000-0000-000000000001";
    const BUDI: &str = "00000000-0000-0000-0000-000000000002";

    fn unit() -> Slug {
        "capil".parse().expect("a slug")
    }

    fn week() -> Week {
        "2026-W42".parse().expect("a week")
    }

    #[test]
    fn a_roster_comes_back_from_its_form() {
        let duty = |date: &str, half, counter: &str, officer: &str| RosterEntry {
            date: date.parse().expect("a date"),
            half,
            unit: unit(),
            counter: counter.to_owned(),
            officer: officer.parse().expect("an id"),
        };
        let roster = Roster::new(vec![
            duty("2026-10-12", HalfDay::Morning, "Loket 1", ANI),
            duty("2026-10-12", HalfDay::Morning, "Loket 1", BUDI),
            duty("2026-10-18", HalfDay::Afternoon, "Loket 2", ANI),
        ])
        .expect("a roster");
        let counters = ["Loket 1", "Loket 2"].map(str::to_owned);
        let form = RosterForm::of(&roster, &counters);
        assert_eq!(form.counters(), counters);
        let entries = form.entries(&unit(), week()).expect("officers");
        let entries = entries.into_iter().map(|(_, entry)| entry).collect();
        assert_eq!(Roster::new(entries), Ok(roster));
    }

    #[test]
    fn an_empty_line_moves_the_next_one_up() {
        let body = format!(
            "loket-1=Loket+1&jaga-2026-10-12-pagi-1-1=&jaga-2026-10-12-pagi-1-2={ANI}\
             &jaga-2026-10-12-pagi-2-1={BUDI}&jaga-2026-10-19-pagi-1-1={BUDI}"
        );
        let form = RosterForm::decode(body.as_bytes());
        let entries = form.entries(&unit(), week()).expect("officers");
        let fields: Vec<_> = entries.iter().map(|(field, _)| field.as_str()).collect();
        assert_eq!(
            fields,
            ["jaga-2026-10-12-pagi-1-1"],
            "no other counter, no other week"
        );
    }

    #[test]
    fn what_is_no_officer_is_told() {
        let form = RosterForm::decode(b"loket-1=Loket+1&jaga-2026-10-12-siang-1-1=siapa");
        let field = "jaga-2026-10-12-siang-1-1".to_owned();
        assert_eq!(
            form.entries(&unit(), week()),
            Err(vec![WeekFault::Officer(field)])
        );
    }
}
