//! What the record says of signs: what stood out at which place in the months of a period.
//! It must not judge them, nor say why something stood out.

use super::{PublicRecord, Scope};
use crate::integrity::Sign;
use crate::period::{Month, Period};

impl PublicRecord {
    /// The signs at a scope's services in a period, the earliest month first. A unit's are those of every service that it or a
    /// unit below it offered then.
    pub fn signs(&self, scope: Scope, period: Period) -> Vec<(Month, &Sign)> {
        let register = self.register_of(period);
        let is_about = |sign: &Sign| match scope {
            Scope::City => true,
            Scope::Service(service) => sign.service == *service,
            Scope::Unit(unit) => register.service(&sign.service).is_some_and(|service| {
                register.lies_within(service.unit_on(period.last_month().last_day()), unit)
            }),
        };
        let releases = self
            .sealed
            .between(period.first_month(), period.last_month());
        let signs = releases.flat_map(|(_, release)| {
            let signs = release.signs().unwrap_or_default().iter();
            signs.map(|sign| (release.month(), sign))
        });
        signs.filter(|(_, sign)| is_about(sign)).collect()
    }
}
