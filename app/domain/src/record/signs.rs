//! What the record says of signs: what stood out at which place in the months of a period, and what was left out because of it.
//! It must not judge them, nor say why something stood out.

use super::{PublicRecord, Scope};
use crate::integrity::Sign;
use crate::period::{Month, Period};
use crate::release::Extract;
use crate::seal::exclusion::Excluded;
use crate::slug::Slug;

impl PublicRecord {
    /// The signs at a scope's services in a period, the earliest month first. A unit's are those of every service that it or a
    /// unit below it offered then.
    pub fn signs(&self, scope: Scope, period: Period) -> Vec<(Month, &Sign)> {
        let signs = self.releases_of(period).flat_map(|(month, release)| {
            let signs = release.signs().unwrap_or_default().iter();
            signs.map(move |sign| (month, sign))
        });
        signs
            .filter(|(month, sign)| self.is_of(scope, *month, &sign.service))
            .collect()
    }

    /// What was left out of the seals of a period at a scope's services, as [`Self::signs`] are.
    pub fn exclusions(&self, scope: Scope, period: Period) -> Vec<(Month, &Excluded)> {
        let exclusions = self.releases_of(period).flat_map(|(month, release)| {
            let exclusions = release.exclusions().iter();
            exclusions.map(move |excluded| (month, excluded))
        });
        exclusions
            .filter(|(month, excluded)| self.is_of(scope, *month, &excluded.exclusion.service))
            .collect()
    }

    /// The releases of a period's months, the earliest first.
    pub(super) fn releases_of(&self, period: Period) -> impl Iterator<Item = (Month, &Extract)> {
        let releases = self
            .sealed
            .between(period.first_month(), period.last_month());
        releases.map(|(_, release)| (release.month(), release))
    }

    fn is_of(&self, scope: Scope, month: Month, service: &Slug) -> bool {
        match scope {
            Scope::City => true,
            Scope::Service(of) => service == of,
            Scope::Unit(unit) => {
                let register = self.register_of(Period::Month(month));
                let service = register.service(service);
                let offered_by = service.map(|service| service.unit_on(month.last_day()));
                offered_by.is_some_and(|offered_by| register.lies_within(offered_by, unit))
            }
        }
    }
}
