//! The units, counters and services among which somebody at the desk may choose.
//! It must not know what they are chosen for.

use desk::named::{Named, in_order};
use domain::access::{Permit, Right};
use domain::register::{Service, Unit};
use domain::slug::Slug;

use super::DeskRequest;
use crate::routes::trouble::Problem;

impl DeskRequest {
    /// The units for which the viewer has a right, with their names, in the order of the names.
    pub fn units(&self, right: Right) -> Vec<Named> {
        let site = self.site();
        let register = site.record.register();
        let reach = self.viewer.0.reach(right, register);
        let units = register.units().filter(|unit| reach.contains(&unit.slug));
        in_order(units.map(|unit| Named::unit(unit, self.language)))
    }

    /// A unit with the permit to use a right for it; a page that says so if there is none.
    pub fn unit(&self, right: Right, slug: &str) -> Result<(Unit, Permit), Problem> {
        let site = self.site();
        let register = site.record.register();
        let slug: Slug = slug.parse().map_err(|_| Problem::not_found())?;
        let unit = register.unit(&slug).ok_or_else(Problem::not_found)?;
        let permit = self.viewer.permit(right, &slug, register)?;
        Ok((unit.clone(), permit))
    }

    /// The names of a unit's counters that are in use today.
    pub fn counters_today(&self, unit: &Slug) -> Vec<String> {
        let (site, today) = (self.site(), self.today());
        let counters = site.record.register().counters_of(unit);
        let counters = counters.filter(|counter| counter.validity.on(today));
        counters.map(|counter| counter.name.clone()).collect()
    }

    /// The services for whose units the viewer has a right, with their names, in the order of the names.
    pub fn services(&self, right: Right) -> Vec<Named> {
        let site = self.site();
        let register = site.record.register();
        let reach = self.viewer.0.reach(right, register);
        let services = register.services();
        let services = services.filter(|service| reach.contains(&service.unit));
        in_order(services.map(|service| Named::service(service, self.language)))
    }

    /// Those of these services that are offered today.
    pub fn services_today(&self, right: Right) -> Vec<Named> {
        let (site, today) = (self.site(), self.today());
        let offered = |slug: &Slug| {
            let service = site.record.register().service(slug);
            service.is_some_and(|service| service.validity.on(today))
        };
        let mut services = self.services(right);
        services.retain(|service| offered(&service.slug));
        services
    }

    /// A service with the permit to use a right for its unit; a page that says so if there is none.
    pub fn service(&self, right: Right, slug: &str) -> Result<(Service, Permit), Problem> {
        let site = self.site();
        let register = site.record.register();
        let slug: Slug = slug.parse().map_err(|_| Problem::not_found())?;
        let service = register.service(&slug).ok_or_else(Problem::not_found)?;
        let permit = self.viewer.permit(right, &service.unit, register)?;
        Ok((service.clone(), permit))
    }
}
