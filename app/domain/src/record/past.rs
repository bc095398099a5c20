//! The register of each release: names, tree and standards as they were when its month ended.
//! It must not know figures.

use std::sync::Arc;

use super::{PublicRecord, Sealed};
use crate::period::{Month, Period};
use crate::register::{Register, Service, StandardTime, Unit};
use crate::slug::Slug;

/// The registers of all releases, in their order. Months between which nothing moved share one.
pub(super) type Registers = Box<[Arc<Register>]>;

/// Each release has the register that it tells, one from before releases told theirs that of the first that does. As long as
/// there is none, the present one serves.
pub(super) fn registers(present: &Arc<Register>, sealed: &Sealed) -> Registers {
    let first = sealed.told_registers().iter().flatten().next();
    let first = first.unwrap_or(present);
    let mut registers: Vec<Arc<Register>> = Vec::new();
    let mut last: Option<(&Arc<Register>, Month)> = None;
    for (release, told) in sealed.releases().zip(sealed.told_registers()) {
        let (told, month) = (told.as_ref().unwrap_or(first), release.month());
        let still = |(before, since): &(&Arc<Register>, Month)| {
            Arc::ptr_eq(before, told) && !told.moves_after(since.last_day(), month.last_day())
        };
        let same = last.filter(still).and(registers.last().cloned());
        registers.push(same.unwrap_or_else(|| told.on(month.last_day())));
        last = Some((told, month));
    }
    registers.into()
}

impl PublicRecord {
    /// The record as pages of a period show it: with the names, the tree and the standards of its last sealed month. What is
    /// asked of figures is answered by the registers of their months in any case.
    #[must_use]
    pub fn as_of(&self, period: Period) -> Self {
        Self {
            register: self.register_of(period).clone(),
            ..self.clone()
        }
    }

    /// The record as pages of everything sealed show it: as of the last release.
    #[must_use]
    pub fn as_of_last_release(&self) -> Self {
        let last = self.last_month().map(Period::Month);
        last.map_or_else(|| self.clone(), |last| self.as_of(last))
    }

    /// The register of the last sealed month of a period; for one that is still to come the present one.
    pub fn register_of(&self, period: Period) -> &Arc<Register> {
        if self.is_to_come(period) {
            return &self.register;
        }
        self.register_at(self.sealed.span(period).end.saturating_sub(1))
    }

    /// The register of each month of a period. A month that is not sealed has that of the last one before.
    pub(super) fn registers_of(
        &self,
        period: Period,
    ) -> impl Iterator<Item = (Month, &Arc<Register>)> {
        let to_come = self.is_to_come(period);
        period.months().map(move |month| {
            let register = if to_come {
                &self.register
            } else {
                self.register_of_month(month)
            };
            (month, register)
        })
    }

    fn register_of_month(&self, month: Month) -> &Arc<Register> {
        let until = self.sealed.span(Period::Month(month)).end;
        self.register_at(until.saturating_sub(1))
    }

    /// Whether every month of a period is later than what is sealed.
    fn is_to_come(&self, period: Period) -> bool {
        self.last_month()
            .is_none_or(|last| last < period.first_month())
    }

    /// The register of a release, by its place.
    pub(super) fn register_at(&self, release: u32) -> &Arc<Register> {
        let register = self.registers.get(release as usize);
        register.unwrap_or(&self.register)
    }

    /// The months from which another unit offers a service than in the release before, with that unit.
    pub fn takeovers<'a>(&'a self, service: &'a Slug) -> impl Iterator<Item = (Month, &'a Unit)> {
        let offering = |register: &'a Arc<Register>| {
            let service = register.service(service)?;
            register.unit(&service.unit)
        };
        let registers = self.registers.iter();
        let pairs = registers.clone().skip(1).zip(registers);
        let pairs = self.months().skip(1).zip(pairs);
        pairs.filter_map(move |(month, (then, before))| {
            if Arc::ptr_eq(then, before) {
                return None;
            }
            let (then, before) = (offering(then)?, offering(before)?);
            (then.slug != before.slug).then_some((month, then))
        })
    }

    /// The standard time that a service promised in a period.
    pub fn promised_time(&self, service: &Service, period: Period) -> StandardTime {
        let then = self.register_of(period).service(&service.slug);
        then.unwrap_or(service).standard.time
    }
}
