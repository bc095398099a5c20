//! The public account of comments over several releases.
//! It must not know what any comment says.

use std::collections::BTreeMap;

use super::{PublicRecord, Scope};
use crate::moderation::{CommentCounts, ServiceComments};
use crate::period::Month;

impl PublicRecord {
    /// What the releases from one month through another did with the comments of a scope; `None` if they had none to deal
    /// with. What waited after one release and was settled by the next one is counted once.
    pub fn comments(&self, scope: Scope, (first, last): (Month, Month)) -> Option<CommentCounts> {
        let mut headings = BTreeMap::new();
        for (_, published) in self.releases.range(first..=last) {
            for comments in published.release.comments() {
                if self.is_about(comments, scope) {
                    let heading = (&comments.unit, &comments.service);
                    let before: &mut CommentCounts = headings.entry(heading).or_default();
                    *before = before.then(comments.counts);
                }
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
