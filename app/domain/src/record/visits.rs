//! What the record says of visits: how long they took and how many of the people served gave a rating.
//! It must not know single visits, only what releases counted.

use std::collections::BTreeMap;

use super::{PublicRecord, Scope};
use crate::period::{Month, Period};
use crate::rating::Proof;
use crate::register::Service;
use crate::release::Atom;
use crate::response::{ResponseRate, by_counter};
use crate::service_time::{SealedTimes, TimelinessStanding};
use crate::slug::Slug;

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

    /// How many of the people whom a service served in a period gave a rating that proves it. Only months count in which both
    /// are whole: visits are published, and no rating waits, was left out, was pooled with others', or was carried over from
    /// an earlier month.
    pub fn response_rate(&self, service: &Slug, period: Period) -> Option<ResponseRate> {
        let mut rate = ResponseRate::default();
        for month in self.releases_of(period).map(|(month, _)| month) {
            rate += self.response_of(service, month).unwrap_or_default();
        }
        (rate.months > 0).then_some(rate)
    }

    /// The same by counter, over those of these months in which all counters are told.
    pub fn response_by_counter(
        &self,
        service: &Slug,
        period: Period,
    ) -> BTreeMap<String, ResponseRate> {
        let mut rates: BTreeMap<String, ResponseRate> = BTreeMap::new();
        // Most releases tell nothing by counter of a service, which is found out before atoms are unpacked.
        let telling = self
            .releases_of(period)
            .filter(|(_, release)| release.rated(service).next().is_some());
        for (month, release) in telling {
            if self.response_of(service, month).is_none() {
                continue;
            }
            let places: Vec<_> = self
                .sealed
                .coverage(service, Period::Month(month))
                .collect();
            for (counter, rate) in by_counter(release.rated(service), &places) {
                *rates.entry(counter).or_default() += rate;
            }
        }
        rates
    }

    fn response_of(&self, service: &Slug, month: Month) -> Option<ResponseRate> {
        let period = Period::Month(month);
        let verified: Vec<Atom> = self
            .atoms(service, period)
            .filter(|atom| atom.proof() == Proof::Verified)
            .collect();
        let carried_over = verified.iter().any(|atom| atom.since() < month);
        let mut untold = self.sealed.untold(service, period);
        let waits = untold.any(|proof| proof == Proof::Verified);
        let exclusions = self.exclusions(Scope::Service(service), period);
        let mut exclusions = exclusions.iter();
        let left_out = exclusions.any(|(_, excluded)| excluded.coded_of(service).is_some());
        if carried_over || waits || left_out {
            return None;
        }
        let ratings = verified.iter().map(|atom| atom.statistics().respondents());
        let places: Vec<_> = self.sealed.coverage(service, period).collect();
        ResponseRate::of_month(ratings.sum(), &places)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::coverage::{Counted, Coverage, Place};
    use crate::digest::Digest;
    use crate::record::Published;
    use crate::record::tests::{group, month};
    use crate::register::Register;
    use crate::register::tests::{service, slug, unit};
    use crate::release::Supplement;
    use crate::seal::{PendingGroup, seal};

    fn release(of: &str, visits: u64, groups: Vec<PendingGroup>) -> Published {
        let place = Place {
            service: slug("a"),
            counter: None,
        };
        let counted = Counted {
            visits,
            offered: 0,
            rated: 0,
        };
        let supplement = Supplement {
            coverage: Coverage::new(place, counted, 10).into_iter().collect(),
            ..Supplement::default()
        };
        let release = seal(month(of), 10, None, groups).release.with(supplement);
        let digest = Digest::of(release.canonical_json().as_bytes());
        Published { release, digest }
    }

    #[test]
    fn only_months_count_in_which_visits_and_ratings_are_whole() {
        let register = Register::new(
            vec![unit("kota", None), unit("dinas", Some("kota"))],
            vec![service("a", "dinas")],
            vec![],
        );
        let rated = |people, since: &str| PendingGroup {
            since: month(since),
            latest: month(since),
            ..group("a", "dinas", Proof::Verified, people, 4)
        };
        let releases = vec![
            release("2026-07", 100, vec![rated(30, "2026-07")]),
            release("2026-08", 100, vec![rated(9, "2026-08")]),
            release("2026-09", 100, vec![rated(40, "2026-08")]),
            release("2026-10", 0, vec![rated(40, "2026-10")]),
            release("2026-11", 50, vec![rated(20, "2026-11")]),
            release("2026-12", 30, vec![]),
        ];
        let record = PublicRecord::of_releases(register.expect("consistent"), releases);
        let rate = |period: &str| {
            let period = period.parse().expect("a period");
            record.response_rate(&slug("a"), period)
        };
        let expected = |ratings, visits, months| ResponseRate {
            ratings,
            visits,
            months,
        };
        assert_eq!(rate("2026-07"), Some(expected(30, 100, 1)));
        for month in ["2026-08", "2026-09", "2026-10"] {
            assert_eq!(rate(month), None, "{month}");
        }
        assert_eq!(rate("2026-12"), Some(expected(0, 30, 1)));
        assert_eq!(rate("2026-S2"), Some(expected(50, 180, 3)));
    }
}
