//! How the answers to single elements moved in one unit or service from one period to the next.
//! It must not compare elements of different scopes: the elements of one are judged together, whoever asks.

use std::collections::BTreeMap;

use super::changes::Key;
use super::{PublicRecord, Scope};
use crate::comparison::{Change, Common, Estimate, largest_accepted};
use crate::figure::{Evidence, Figure};
use crate::instrument::{Element, Series};
use crate::period::Period;
use crate::register::Service;
use crate::slug::Slug;
use crate::statistics::Statistics;

impl PublicRecord {
    /// How each element of a scope moved from the period before, on the scale of the index; without those that were not
    /// answered in both.
    pub fn element_changes(
        &self,
        scope: Scope,
        period: Period,
        series: Series,
        evidence: Evidence,
    ) -> BTreeMap<Element, Change> {
        let key = Key {
            period,
            series,
            evidence,
        };
        let figure = |key: Key| self.figure(scope, key.period, series, evidence);
        let (Some(before), Some(now)) = (figure(key.before()), figure(key)) else {
            return BTreeMap::new();
        };
        let common = self.common_elements(scope, key);
        let changes = common.into_iter().filter_map(|(element, common)| {
            let plain = converted(&now, element)? - converted(&before, element)?;
            let people = |figure: &Figure| figure.element(element).answers.n;
            let tested = common.tested(people(&before), people(&now));
            Some((element, Change { plain, tested }))
        });
        let changes: BTreeMap<Element, Change> = changes.collect();
        let accepted = largest_accepted(changes.values().filter_map(Change::p).collect());
        let judged = |(element, change): (Element, Change)| (element, change.judged(accepted));
        changes.into_iter().map(judged).collect()
    }

    /// Whether a service, or one of a unit, is free, so that the answers about its cost say nothing of it.
    pub fn has_free_service(&self, scope: Scope, period: Period) -> bool {
        let services = self.services_in(scope, period);
        services.into_iter().any(|service| service.free)
    }

    fn common_elements(&self, scope: Scope, key: Key) -> BTreeMap<Element, Common> {
        let mut common: BTreeMap<Element, Common> = BTreeMap::new();
        for service in self.services_in(scope, key.period) {
            let of = |key: Key| {
                let mut answers = self.answers(&service.slug, key);
                match scope {
                    Scope::Unit(unit) => answers.by_unit.remove(unit),
                    Scope::City | Scope::Service(_) => answers.all,
                }
            };
            let (before, now) = (of(key.before()), of(key));
            for element in key.series.instrument.elements() {
                let estimate = |statistics: Option<&Statistics>| {
                    statistics.and_then(|it| Estimate::of_element(it, *element))
                };
                let sum = common.entry(*element).or_default();
                sum.add_both(estimate(before.as_ref()), estimate(now.as_ref()));
            }
        }
        common
    }

    /// The services that belong to a scope in a period or did before, in alphabetical order of their slugs.
    fn services_in(&self, scope: Scope, period: Period) -> Vec<&Service> {
        let register = self.register_of(period);
        let unit = match scope {
            Scope::Service(service) => return register.service(service).into_iter().collect(),
            Scope::City => return register.services().collect(),
            Scope::Unit(unit) => unit,
        };
        let below = register.ever_below(unit);
        let is_below = |unit: &Slug| below.contains(unit);
        let services = register.services().filter(|service| {
            let mut former = service.former_units.iter();
            is_below(&service.unit) || former.any(|(unit, _)| is_below(unit))
        });
        services.collect()
    }
}

fn converted(figure: &Figure, element: Element) -> Option<f64> {
    figure.element(element).converted()
}
