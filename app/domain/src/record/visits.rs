//! What the record says of visits: how long they took and how many of the people served gave a rating.
//! It must not know single visits, only what releases counted.

use super::{PublicRecord, Scope};
use crate::coverage::ResponseRate;
use crate::figure::Evidence;
use crate::instrument::Series;
use crate::period::{Month, Period};
use crate::rating::Proof;
use crate::register::Service;
use crate::service_time::{SealedTimes, TimelinessStanding};

impl PublicRecord {
    /// How far a service kept in a period the standard time that it promised then.
    pub fn timeliness(&self, service: &Service, period: Period) -> TimelinessStanding {
        let times: Vec<_> = self.sealed.times(&service.slug, period).collect();
        SealedTimes::standing(self.promised_time(service, period), &times)
    }

    /// The same for each sealed month, the earliest first, a month with visits only under another standard under that one.
    pub fn timeliness_by_month(&self, service: &Service) -> Vec<(Month, TimelinessStanding)> {
        let standings = self.months().map(|month| {
            let period = Period::Month(month);
            let times: Vec<_> = self.sealed.times(&service.slug, period).collect();
            let promised = self.promised_time(service, period);
            (month, SealedTimes::standing_of_month(promised, &times))
        });
        standings.collect()
    }

    /// How many of the people whom a service served in a period gave a rating that proves it.
    pub fn response_rate(
        &self,
        service: &Service,
        period: Period,
        series: Series,
    ) -> Option<ResponseRate> {
        let verified = Evidence::Class(Proof::Verified);
        let figure = self.figure(Scope::Service(&service.slug), period, series, verified)?;
        let places = self.sealed.coverage(&service.slug, period);
        ResponseRate::of(figure.respondents(), &places.collect::<Vec<_>>())
    }
}
