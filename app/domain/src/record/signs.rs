//! What the record says of signs: what stood out at which place in the months of a period.
//! It must not judge them, nor say why something stood out.

use super::{PublicRecord, Scope};
use crate::integrity::Sign;
use crate::period::{Month, Period};

impl PublicRecord {
    /// The signs at a scope's services in a period, the earliest month first. A unit's are those of every service that it or a
    /// unit below it offered then.
    pub fn signs(&self, scope: Scope, period: Period) -> Vec<(Month, &Sign)> {
        let is_about = |month: Month, sign: &Sign| match scope {
            Scope::City => true,
            Scope::Service(service) => sign.service == *service,
            Scope::Unit(unit) => {
                let register = self.register_of(Period::Month(month));
                let service = register.service(&sign.service);
                let offered_by = service.map(|service| service.unit_on(month.last_day()));
                offered_by.is_some_and(|offered_by| register.lies_within(offered_by, unit))
            }
        };
        let releases = self
            .sealed
            .between(period.first_month(), period.last_month());
        let signs = releases.flat_map(|(_, release)| {
            let signs = release.signs().unwrap_or_default().iter();
            signs.map(|sign| (release.month(), sign))
        });
        signs
            .filter(|(month, sign)| is_about(*month, sign))
            .collect()
    }
}
