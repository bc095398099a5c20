//! Invented visits: how long they took, for the offices of the demonstration that have a queue system.
//! It must not follow from the answers of the invented ratings, nor they from it: both only know how busy a service is.

use chrono::NaiveDate;
use domain::access::{Permit, Right};
use domain::api_key::{KeyOrder, Scope};
use domain::calendar::Calendar;
use domain::moment::Moment;
use domain::period::Month;
use domain::register::{Register, Service, TimeUnit};
use domain::service_time::TimeUsed;
use store::{Batch, FormToken, InventedVisit, Store};

use super::ratings::volume::monthly;
use crate::chance::Chance;
use crate::failure::Failure;

/// The units that have a queue system.
const UNITS: [&str; 2] = ["disdukcapil", "dpmptsp"];

/// How many visits there are to each rating, in tenths, at least and more at most.
const VISITS_PER_TEN_RATINGS: (u64, u64) = (22, 14);

/// The visits of a month, up to a day.
pub fn of_month(
    seed: u64,
    register: &Register,
    month_number: i32,
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
        .flat_map(|service| of_service(seed, register, service, month_number, month, &days))
        .collect()
}

fn of_service(
    seed: u64,
    register: &Register,
    service: &Service,
    month_number: i32,
    month: Month,
    days: &[NaiveDate],
) -> Vec<InventedVisit> {
    let key = format!("{seed} {month} {}", service.slug);
    let mut chance = Chance::of(&[b"visits", key.as_bytes()]);
    let counters: Vec<&str> = register
        .counters_of(&service.unit)
        .map(|counter| counter.name.as_str())
        .collect();
    let late = late(service, month_number);
    let (least, more) = VISITS_PER_TEN_RATINGS;
    let expected = monthly(register, service, month_number, month) / 1000;
    let visits = expected * (least + chance.below(more)) / 10;
    (0..visits)
        .filter_map(|_| {
            Some(InventedVisit {
                service: service.slug.clone(),
                counter: chance.pick(&counters).map(str::to_owned),
                date: chance.pick(days)?,
                used: time_used(&mut chance, service, late),
            })
        })
        .collect()
}

/// How many visits in a thousand do not keep the promise. The permit office got faster between the months 8 and 18, as its
/// visitors say too.
fn late(service: &Service, month_number: i32) -> u64 {
    let way = u64::from(month_number.clamp(8, 18).unsigned_abs()) - 8;
    match service.unit.as_str() {
        "dpmptsp" => 390 - 34 * way,
        _ => 70,
    }
}

/// The time of a visit: within the promise, or up to twice as long.
fn time_used(chance: &mut Chance, service: &Service, late: u64) -> TimeUsed {
    let time = service.standard.time;
    let steps = match time.unit {
        TimeUnit::WorkingHours => 60 * u64::from(time.at_most),
        TimeUnit::Minutes | TimeUnit::WorkingDays | TimeUnit::Days => time.at_most.into(),
    };
    let used = if chance.below(1000) < late {
        steps + 1 + chance.below(steps)
    } else {
        steps - chance.below(steps / 2 + 1)
    };
    TimeUsed::new(u32::try_from(used).unwrap_or(u32::MAX))
}

/// Batches for the list of invitations, and keys whose texts nobody gets to see.
pub async fn batches_and_keys(store: &Store, moment: Moment) -> Result<(), Failure> {
    let Moment { now, today } = moment;
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
            half: None,
            valid_until: month.last_day(),
        };
        store.issue_invitations(&permit, &batch, count, now).await?;
    }
    let permit = Permit::console(Right::ManageKeys);
    for (name, scope) in [
        ("Mesin antrean contoh", Scope::InviteVisitors),
        ("Penghitung kunjungan contoh", Scope::CountVisits),
    ] {
        let order = KeyOrder {
            name: name.to_owned(),
            unit: unit.clone(),
            scopes: vec![scope],
        };
        store.make_api_key(&permit, &order, moment).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_month_has_the_same_visits_of_both_kinds() {
        let register = crate::files::register::read(&crate::demo::files()).expect("readable");
        let month: Month = "2026-10".parse().expect("a month");
        let of_month = |number| of_month(1, &register, number, month, month.last_day());
        let visits = of_month(23);
        assert_eq!(visits, of_month(23));
        assert!(visits.len() > 4000, "{}", visits.len());
        let in_time = |visit: &&InventedVisit| {
            let service = register.service(&visit.service).expect("a service");
            visit.used.within(&service.standard.time)
        };
        let kept = visits.iter().filter(in_time).count();
        assert!(kept > visits.len() / 2 && kept < visits.len(), "{kept}");
        let permits = |visits: &[InventedVisit]| {
            let of_unit = |visit: &&InventedVisit| {
                let service = register.service(&visit.service);
                service.is_some_and(|service| service.unit.as_str() == "dpmptsp")
            };
            let all: Vec<_> = visits.iter().filter(of_unit).collect();
            let kept = all.iter().copied().filter(in_time).count();
            (kept * 100 / all.len(), all.len())
        };
        assert!(
            permits(&of_month(2)).0 + 20 < permits(&visits).0,
            "it got faster"
        );
    }
}
