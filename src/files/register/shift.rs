//! Moves a register in time, so that the stories of the demo city happen shortly before today.
//! It must not know which city it moves, nor what day it is.

use chrono::{Months, NaiveDate};
use domain::period::Month;
use domain::register::{Counter, Register, Service, Unit};
use domain::slug::Slug;
use domain::validity::Validity;

/// The register with every date of validity and transfer moved by whole months; negative ones go back. The last day of a
/// month stays one: 2025-12-31 and one month less is 2025-11-30, and one month more is 2025-12-31 again. Any other day
/// keeps its number where the month has it and else becomes the last one.
///
/// # Panics
/// When a date leaves the calendar, some 260 000 years away.
pub fn shifted(register: &Register, months: i32) -> Register {
    let shifted = |validity: Validity| Validity {
        from: validity.from.map(|day| moved(day, months)),
        until: validity.until.map(|day| moved(day, months)),
    };
    let former = |former: &[(Slug, NaiveDate)]| {
        let former = former.iter();
        former
            .map(|(unit, until)| (unit.clone(), moved(*until, months)))
            .collect()
    };
    let units = register.units().map(|unit| Unit {
        former_parents: former(&unit.former_parents),
        validity: shifted(unit.validity),
        ..unit.clone()
    });
    let services = register.services().map(|service| Service {
        former_units: former(&service.former_units),
        validity: shifted(service.validity),
        ..service.clone()
    });
    let counters = register.counters().map(|counter| Counter {
        validity: shifted(counter.validity),
        ..counter.clone()
    });
    Register::new(units.collect(), services.collect(), counters.collect())
        .expect("a register stays consistent when its dates move")
}

fn moved(day: NaiveDate, months: i32) -> NaiveDate {
    let month = Month::of(day);
    if day == month.last_day() {
        return month.plus(months).last_day();
    }
    let count = Months::new(months.unsigned_abs());
    let moved = if months < 0 {
        day.checked_sub_months(count)
    } else {
        day.checked_add_months(count)
    };
    moved.expect("the date stays within the calendar")
}
