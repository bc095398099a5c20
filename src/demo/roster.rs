//! The calendar, the officers and the duty roster of the demonstration.
//! It must not hold a name or number of anybody real: officers are called by a number, and none has a NIP.

use chrono::{Datelike, Days, NaiveDate};
use domain::access::{Permit, Right};
use domain::calendar::{Calendar, Holiday};
use domain::moment::Moment;
use domain::officer::{KeptOfficer, Officer, OfficerId};
use domain::register::Register;
use domain::roster::{HalfDay, Roster, RosterEntry};
use domain::slug::Slug;
use domain::validity::Validity;
use domain::week::Week;
use store::Store;
use uuid::Uuid;

use super::accounts;
use crate::failure::Failure;

/// The unit whose counters are rostered.
const UNIT: &str = "disdukcapil";

const OFFICERS: u8 = 12;

/// How many weeks before the present one are rostered too: a quarter that is over among them.
const WEEKS_BEFORE: u64 = 26;

/// The holidays that Keputusan Presiden 8/2024 puts on the same date every year: month, day and name. The others move and
/// are decreed anew each year.
const FIXED_HOLIDAYS: [(u32, u32, &str); 5] = [
    (1, 1, "Tahun Baru Masehi"),
    (5, 1, "Hari Buruh Internasional"),
    (6, 1, "Hari Lahir Pancasila"),
    (8, 17, "Proklamasi Kemerdekaan"),
    (12, 25, "Kelahiran Yesus Kristus"),
];

/// Enters the fixed holidays of last year and this one, the officers, and who of them serves where.
pub async fn make(store: &Store, register: &Register, moment: Moment) -> Result<(), Failure> {
    let Moment { now, today } = moment;
    let permit = Permit::console(Right::EditUnits);
    let holidays = fixed_holidays(today.year()).collect();
    let holidays = store.calendar().await?.changes(holidays);
    store.save_holidays(&permit, &holidays, now).await?;
    let unit: Slug = UNIT.parse()?;
    let permit = Permit::console(Right::EditRoster);
    let listed = store.officer_accounts().await?;
    let own = listed
        .iter()
        .find(|account| account.email.as_str() == accounts::OFFICER);
    for number in 0..OFFICERS {
        let officer = KeptOfficer {
            officer: Officer {
                id: id(number),
                name: format!("Petugas contoh {:02}", number + 1),
                nip: None,
                unit: unit.clone(),
                validity: Validity::default(),
                more: domain::noun::Plain::default(),
            },
            account: own.filter(|_| number == 0).map(|account| account.id),
            version: 0,
        };
        store.save_officer(&permit, &officer, now).await?;
    }
    let counters: Vec<_> = register.counters_of(&unit).collect();
    let calendar = store.calendar().await?;
    let nothing = Roster::default().fingerprint();
    for weeks in 0..=WEEKS_BEFORE {
        let week = Week::of(today - Days::new(7 * weeks));
        let names = counters.iter().map(|counter| counter.name.as_str());
        let duties = duties(&unit, week, names, &calendar);
        store
            .save_roster(&permit, &unit, week, nothing, &duties, now)
            .await?;
    }
    Ok(())
}

fn id(number: u8) -> OfficerId {
    Uuid::from_u128(0x5eed_0000_0000_4000_8000_0000_0000_0000 + u128::from(number)).into()
}

fn fixed_holidays(this_year: i32) -> impl Iterator<Item = Holiday> {
    [this_year - 1, this_year].into_iter().flat_map(|year| {
        FIXED_HOLIDAYS.iter().filter_map(move |(month, day, name)| {
            let day = NaiveDate::from_ymd_opt(year, *month, *day)?;
            let name = (*name).to_owned();
            Some(Holiday { day, name })
        })
    })
}

/// The duties of a week: everybody moves on by a few places each week, and the first counter has a second officer in the
/// morning.
fn duties<'a>(
    unit: &Slug,
    week: Week,
    counters: impl Iterator<Item = &'a str>,
    calendar: &Calendar,
) -> Vec<RosterEntry> {
    let counters: Vec<_> = counters.collect();
    let mornings = counters.iter().chain(counters.first());
    let places = mornings.map(|counter| (HalfDay::Morning, *counter));
    let afternoons = counters
        .iter()
        .map(|counter| (HalfDay::Afternoon, *counter));
    let places: Vec<_> = places.chain(afternoons).collect();
    let shift = u8::try_from(week.first_day().iso_week().week()).expect("a year has 53 weeks");
    let days = week.days().filter(|day| calendar.is_working_day(*day));
    days.flat_map(|date| {
        (shift..)
            .zip(&places)
            .map(move |(number, (half, counter))| RosterEntry {
                date,
                half: *half,
                unit: unit.clone(),
                counter: (*counter).to_owned(),
                officer: id(number % OFFICERS),
            })
    })
    .collect()
}
