//! Looking for signs (`domain::integrity`) among what a seal counts: gathers what is known of each service and asks the rules.
//! It must not decide what stands out, nor tell a number.

mod counting;
mod invited;
mod service;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use domain::calendar::Calendar;
use domain::integrity::{ServiceSeen, Sign, signs};
use domain::opening::Opening;
use domain::period::Month;
use domain::rating::Proof;
use domain::register::Register;
use domain::share::Share;
use domain::slug::Slug;
use sea_orm::ConnectionTrait;

use counting::{Place, Ratings};
pub(crate) use counting::{RatedAt, Seen};
use invited::{
    BatchSeen, SheetsOfMonth, VisitsOfDay, Weeks, batches, officers, sealed_sheets, visits,
};
use service::KnownService;

use crate::names::{Names, names};
use crate::{Store, StoreError, calendar, register, settings};

/// How many months before tell how a place usually is.
const EARLIER: i32 = 6;

impl Store {
    /// What stands out among the ratings that wait for the seal of a month.
    pub(crate) async fn look_for_signs(&self, month: Month) -> Result<Vec<Sign>, StoreError> {
        let k = settings::k(&self.reader).await?;
        let seen = Seen::of(self, month).await?;
        seen.signs(&self.reader, k).await
    }
}

impl Seen {
    /// What stands out among the ratings that were counted. `k` is the smallest number of ratings that are published together.
    pub async fn signs(
        self,
        connection: &impl ConnectionTrait,
        k: u64,
    ) -> Result<Vec<Sign>, StoreError> {
        let month = self.month();
        let weeks = Weeks {
            first: month.plus(-EARLIER),
            last: month,
        };
        let mut places: Vec<(Place, Ratings)> = self.places.into_iter().collect();
        places.sort_unstable_by_key(|(place, _)| *place);
        let register = register::load(connection).await?;
        let units = register.units().map(|unit| unit.slug.clone());
        let openings = units.map(|unit| {
            let opening = register.opening_of(&unit);
            (unit, opening)
        });
        let known = Known {
            month,
            openings: openings.collect(),
            weeks,
            names: names(connection).await?,
            register,
            calendar: calendar::load(connection).await?,
            visits: by_service(visits(connection, weeks).await?, |v| v.service_id),
            officers: officers(connection, weeks).await?,
            batches: by_service(batches(connection, weeks).await?, |b| b.service),
            sheets: by_service(
                sealed_sheets(connection, weeks.first, month).await?,
                |sheets| sheets.service,
            ),
            ratings: by_service(places, |(place, _)| place.service),
        };
        Ok(signs(&known.city()?, k))
    }
}

fn by_service<T>(things: Vec<T>, service: impl Fn(&T) -> i32) -> HashMap<i32, Vec<T>> {
    let mut of: HashMap<i32, Vec<T>> = HashMap::new();
    for thing in things {
        of.entry(service(&thing)).or_default().push(thing);
    }
    of
}

/// Everything that is known, by service.
struct Known {
    month: Month,
    weeks: Weeks,
    names: Names,
    register: Register,
    calendar: Calendar,
    /// When each unit is open.
    openings: HashMap<Slug, Opening>,
    officers: HashMap<i64, String>,
    visits: HashMap<i32, Vec<VisitsOfDay>>,
    batches: HashMap<i32, Vec<BatchSeen>>,
    sheets: HashMap<i32, Vec<SheetsOfMonth>>,
    ratings: HashMap<i32, Vec<(Place, Ratings)>>,
}

impl Known {
    fn city(&self) -> Result<Vec<ServiceSeen>, StoreError> {
        let services: BTreeSet<&i32> = self.ratings.keys().chain(self.visits.keys()).collect();
        let services = services.into_iter();
        services.map(|service| self.seen(*service)).collect()
    }

    fn seen(&self, service: i32) -> Result<ServiceSeen, StoreError> {
        let slug = self.names.service(service)?;
        let offered = self.register.service(&slug);
        let days = self.month.first_day().iter_days();
        let days = days.take_while(|day| *day <= self.month.last_day());
        let open = days.map(|day| {
            let unit = offered.map(|service| service.unit_on(day));
            let opening = unit.and_then(|unit| self.openings.get(unit));
            let hours = opening.and_then(|opening| opening.on(day, &self.calendar));
            (day, hours.is_some())
        });
        let seen = KnownService {
            month: self.month,
            begin: self.weeks.first_monday(),
            names: &self.names,
            officers: &self.officers,
            open: open.collect(),
            visits: of(&self.visits, service),
            batches: of(&self.batches, service),
            ratings: of(&self.ratings, service),
        };
        let mut earlier: BTreeMap<Proof, Vec<Share>> = BTreeMap::new();
        for month in of(&self.sheets, service) {
            earlier.entry(month.proof).or_default().push(month.sheets);
        }
        Ok(ServiceSeen {
            service: slug,
            ratings: seen.ratings()?,
            earlier,
            closed: seen.closed(),
            counters: seen.counters()?,
            duty_sets: seen.duty_sets()?,
        })
    }
}

fn of<T>(by_service: &HashMap<i32, Vec<T>>, service: i32) -> &[T] {
    by_service.get(&service).map_or(&[], Vec::as_slice)
}
