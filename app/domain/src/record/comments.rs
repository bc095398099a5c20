//! The public account of comments over several releases.
//! It must not know what any comment says.

use std::collections::BTreeMap;

use super::{PublicRecord, Scope};
use crate::moderation::{CommentCounts, ServiceComments};
use crate::period::Month;
use crate::register::Slug;

/// Where a release counts the comments of a service: under its unit, and under itself unless it was pooled.
type Heading<'a> = (&'a Slug, Option<&'a Slug>);

/// Whether what waited under a heading is counted again under a later one: the same service, at whichever unit, or the
/// services of the same unit, of which some were or are pooled.
fn continues(earlier: Heading<'_>, later: Heading<'_>) -> bool {
    match (earlier.1, later.1) {
        (Some(one), Some(other)) => one == other,
        _ => earlier.0 == later.0,
    }
}

impl PublicRecord {
    /// What the releases from one month through another did with the comments of a scope; `None` if they had none to deal
    /// with. What waited after one release and was settled by the next one is counted once.
    pub fn comments(&self, scope: Scope, (first, last): (Month, Month)) -> Option<CommentCounts> {
        let mut headings: BTreeMap<Heading, CommentCounts> = BTreeMap::new();
        for (_, published) in self.releases.range(first..=last) {
            let about = published.release.comments().iter();
            let about: Vec<_> = about
                .filter(|comments| self.is_about(comments, scope))
                .collect();
            for comments in &about {
                let heading = (&comments.unit, comments.service.as_ref());
                for (earlier, counts) in &mut headings {
                    if continues(*earlier, heading) {
                        *counts = counts.then(CommentCounts::default());
                    }
                }
            }
            for comments in about {
                let heading = (&comments.unit, comments.service.as_ref());
                *headings.entry(heading).or_default() += comments.counts;
            }
        }
        let mut all = CommentCounts::default();
        for counts in headings.into_values() {
            all += counts;
        }
        (all.received() > 0).then_some(all)
    }

    fn is_about(&self, comments: &ServiceComments, scope: Scope) -> bool {
        match scope {
            Scope::City => true,
            Scope::Unit(unit) => {
                let lineage = self.register.lineage(&comments.unit);
                lineage.iter().any(|above| above.slug == *unit)
            }
            Scope::Service(service) => comments.service.as_ref() == Some(service),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Published;
    use crate::register::Register;
    use crate::register::tests::{service, slug, unit};
    use crate::release::{Digest, Supplement};
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
        PublicRecord::new(register, releases, false)
    }

    fn received(months: [Vec<ServiceComments>; 2]) -> (u64, u64) {
        let months_of = (
            "2026-09".parse().expect("a month"),
            "2026-10".parse().expect("a month"),
        );
        let counts = record(months).comments(Scope::City, months_of);
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
