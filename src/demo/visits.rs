//! Invented visits: how long they took, for the offices of the demonstration that have a queue system.
//! It must not follow from the invented ratings, nor they from it.

use chrono::NaiveDate;
use domain::access::{Permit, Right};
use domain::calendar::Calendar;
use domain::period::Month;
use domain::register::{Register, Service, TimeUnit};
use domain::service_time::TimeUsed;
use store::{Batch, FormToken, InventedVisit, Store};

use super::ratings::chance::Chance;
use crate::commands::Failure;

/// The units that have a queue system.
const UNITS: [&str; 2] = ["disdukcapil", "dpmptsp"];

/// How many visits a service has in a month, at least and more at most.
const VISITS: (u64, u64) = (6, 60);

/// The visits of a month, up to a day.
pub fn of_month(
    seed: u64,
    register: &Register,
    month: Month,
    last_day: NaiveDate,
) -> Vec<InventedVisit> {
    let calendar = Calendar::default();
    let days: Vec<NaiveDate> = month
        .first_day()
        .iter_days()
        .take_while(|day| *day <= last_day)
        .filter(|day| calendar.is_working_day(*day))
        .collect();
    let queued = |service: &&Service| UNITS.contains(&service.unit.as_str());
    let services = register.services().filter(queued);
    services
        .flat_map(|service| of_service(seed, register, service, month, &days))
        .collect()
}

fn of_service(
    seed: u64,
    register: &Register,
    service: &Service,
    month: Month,
    days: &[NaiveDate],
) -> Vec<InventedVisit> {
    let key = format!("{seed} {month} {}", service.slug);
    let mut chance = Chance::of(&[b"visits", key.as_bytes()]);
    let counters: Vec<&str> = register
        .counters_of(&service.unit)
        .map(|counter| counter.name.as_str())
        .collect();
    let (least, more) = VISITS;
    let visits = least + chance.below(more);
    (0..visits)
        .filter_map(|_| {
            Some(InventedVisit {
                service: service.slug.clone(),
                counter: chance.pick(&counters).map(str::to_owned),
                date: chance.pick(days)?,
                used: time_used(&mut chance, service),
            })
        })
        .collect()
}

/// Most visits keep the promise; one in nine takes up to twice as long.
fn time_used(chance: &mut Chance, service: &Service) -> TimeUsed {
    let time = service.standard.time;
    let steps = match time.unit {
        TimeUnit::WorkingHours => 60 * u64::from(time.at_most),
        TimeUnit::Minutes | TimeUnit::WorkingDays | TimeUnit::Days => time.at_most.into(),
    };
    let used = if chance.below(9) == 0 {
        steps + 1 + chance.below(steps)
    } else {
        steps - chance.below(steps / 2 + 1)
    };
    TimeUsed::new(u32::try_from(used).unwrap_or(u32::MAX))
}

/// Batches for the list of invitations, and a key whose text nobody gets to see.
pub async fn batches_and_key(store: &Store, today: NaiveDate, now: i64) -> Result<(), Failure> {
    let permit = Permit::console(Right::Invite);
    let register = store.register().await?;
    let unit = UNITS[0].parse()?;
    let counter = register.counters_of(&unit).next();
    let counter = counter.map(|counter| counter.name.clone());
    for (months_ago, service, count) in [
        (0, "ktp-el", 60),
        (1, "kartu-keluarga", 40),
        (3, "ktp-el", 8),
    ] {
        let month = Month::of(today).plus(-months_ago);
        let batch = Batch {
            form: FormToken::random(),
            service: service.parse()?,
            counter: counter.clone(),
            issued: month.first_day(),
            valid_until: month.last_day(),
        };
        store.issue_invitations(&permit, &batch, count, now).await?;
    }
    let permit = Permit::console(Right::ManageKeys);
    let name = "Mesin antrean contoh";
    store.make_api_key(&permit, &unit, name, today, now).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_month_has_the_same_visits_of_both_kinds() {
        let register = crate::files::register::read(&crate::demo::files()).expect("readable");
        let month: Month = "2026-10".parse().expect("a month");
        let visits = of_month(1, &register, month, month.last_day());
        assert_eq!(visits, of_month(1, &register, month, month.last_day()));
        assert!(visits.len() > 100, "{}", visits.len());
        let in_time = |visit: &&InventedVisit| {
            let service = register.service(&visit.service).expect("a service");
            visit.used.within(&service.standard.time)
        };
        let kept = visits.iter().filter(in_time).count();
        assert!(kept > visits.len() / 2 && kept < visits.len(), "{kept}");
    }
}
