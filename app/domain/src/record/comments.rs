//! The public account of comments over several releases.
//! It must not know what any comment says.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use super::{PublicRecord, Scope};
use crate::moderation::{CommentCounts, ServiceComments};
use crate::period::Month;
use crate::register::Register;
use crate::slug::Slug;

/// The account so far: of each service that stands for itself, with the unit that offered it, and of what was pooled at
/// each unit.
#[derive(Default)]
struct Account<'a> {
    own: BTreeMap<&'a Slug, (&'a Slug, CommentCounts)>,
    pooled: BTreeMap<&'a Slug, CommentCounts>,
}

impl<'a> Account<'a> {
    /// Takes away what waited and is counted again: of the same service, at whichever unit, and of the services of the same
    /// unit, where some were or are pooled.
    fn settle(&mut self, again: &ServiceComments) {
        let settled = |counts: &mut CommentCounts| *counts = counts.then(CommentCounts::default());
        if let Some(counts) = self.pooled.get_mut(&again.unit) {
            settled(counts);
        }
        if let Some(service) = &again.service {
            if let Some((_, counts)) = self.own.get_mut(service) {
                settled(counts);
            }
        } else {
            let of_unit = self.own.values_mut();
            of_unit
                .filter(|(unit, _)| **unit == again.unit)
                .for_each(|(_, counts)| settled(counts));
        }
    }

    fn add(&mut self, comments: &'a ServiceComments) {
        let counts = match &comments.service {
            None => self.pooled.entry(&comments.unit).or_default(),
            Some(service) => {
                let own = self.own.entry(service);
                let own = own.or_insert((&comments.unit, CommentCounts::default()));
                own.0 = &comments.unit;
                &mut own.1
            }
        };
        *counts += comments.counts;
    }
}

impl PublicRecord {
    /// What the releases from one month through another did with the comments of a scope; `None` if they had none to deal
    /// with. What waited after one release and was settled by the next one is counted once.
    pub fn comments(&self, scope: Scope, first: Month, last: Month) -> Option<CommentCounts> {
        let mut below = Below::default();
        let mut account = Account::default();
        for (place, release) in self.sealed.between(first, last) {
            below.read(scope, self.register_at(place));
            let is_about = |comments: &&ServiceComments| match scope {
                Scope::City => true,
                Scope::Unit(_) => below.units.contains(&comments.unit),
                Scope::Service(service) => comments.service.as_ref() == Some(service),
            };
            let about: Vec<_> = release.comments().iter().filter(is_about).collect();
            for comments in &about {
                account.settle(comments);
            }
            for comments in about {
                account.add(comments);
            }
        }
        let own = account.own.into_values().map(|(_, counts)| counts);
        let mut all = CommentCounts::default();
        for counts in own.chain(account.pooled.into_values()) {
            all += counts;
        }
        (all.received() > 0).then_some(all)
    }
}

/// A unit with everything below it, as a register has them.
#[derive(Default)]
struct Below<'a> {
    register: Option<&'a Arc<Register>>,
    units: HashSet<&'a Slug>,
}

impl<'a> Below<'a> {
    /// Looks the units up, unless they are those of that register already; there are none of other scopes.
    fn read(&mut self, scope: Scope, register: &'a Arc<Register>) {
        let Scope::Unit(top) = scope else {
            return;
        };
        if self
            .register
            .is_some_and(|known| Arc::ptr_eq(known, register))
        {
            return;
        }
        let units = register.units().map(|unit| &unit.slug);
        let of_top = |unit: &&Slug| register.lies_within(unit, top);
        self.units = units.filter(of_top).collect();
        self.register = Some(register);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::digest::Digest;
    use crate::record::Published;
    use crate::register::Register;
    use crate::register::tests::{service, slug, unit};
    use crate::release::Supplement;
    use crate::seal::seal;

    fn counted(service: Option<&str>, published: u64, waiting: u64) -> ServiceComments {
        ServiceComments {
            unit: slug("dinas"),
            service: service.map(slug),
            counts: CommentCounts::new(published, [], waiting),
        }
    }

    fn record(months: [Vec<ServiceComments>; 2]) -> PublicRecord {
        let units = vec![unit("kota", None), unit("dinas", Some("kota"))];
        let services = vec![service("a", "dinas"), service("b", "dinas")];
        let register = Register::new(units, services, vec![]).expect("consistent");
        let first: Month = "2026-09".parse().expect("a month");
        let mut releases = Vec::new();
        for (place, comments) in (0..).zip(months) {
            let supplement = Supplement {
                comments,
                ..Supplement::default()
            };
            let release = seal(first.plus(place), 10, None, vec![]).release;
            let release = release.with(supplement);
            let digest = Digest::of(release.canonical_json().as_bytes());
            releases.push(Published { release, digest });
        }
        PublicRecord::of_releases(register, releases)
    }

    fn received(months: [Vec<ServiceComments>; 2]) -> (u64, u64) {
        let [first, last] = ["2026-09", "2026-10"].map(|month| month.parse().expect("a month"));
        let counts = record(months).comments(Scope::City, first, last);
        let counts = counts.expect("there were comments");
        (counts.received(), counts.waiting())
    }

    #[test]
    fn what_waited_is_counted_once_whatever_it_stood_under() {
        let pooled = counted(None, 0, 3);
        let own = counted(Some("a"), 3, 0);
        assert_eq!(received([vec![pooled], vec![own]]), (3, 0));
        let own = counted(Some("a"), 1, 2);
        let pooled = counted(None, 2, 0);
        assert_eq!(received([vec![own], vec![pooled]]), (3, 0));
        let two = || vec![counted(Some("a"), 0, 2), counted(Some("b"), 1, 1)];
        assert_eq!(received([two(), vec![counted(Some("a"), 2, 0)]]), (4, 1));
    }
}
