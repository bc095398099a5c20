//! Whether those who were asked are those who came: the share of visits whose rating was given, held against that of peers. It
//! must not know how anybody answered: selection is looked at before quality.

use std::collections::BTreeMap;

use statrs::distribution::{ContinuousCDF, Normal};

use super::peers::{Member, Peers, peers};
use crate::comparison::accepted_at;
use crate::duty::DutySet;
use crate::share::Share;
use crate::slug::Slug;

/// Which share of the flags may be false on average (`fairness.md` §6).
const FALSE_FLAGS: f64 = 0.10;

/// How far the mean of those who were not heard is assumed to lie from that of those who were, in points on either side.
const UNHEARD: f64 = 0.5;

/// The visits that one duty set served, and how many of their codes were used (`part`), by service.
pub type Visits = BTreeMap<Slug, Share>;

/// A share of visits rated that stands out among its peers, above as well as below: codes may be kept back and used by staff, or
/// given to the content alone. What it does not see is who leaves out only the few who are discontent.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Selected {
    /// The visits rated, of all visits.
    pub own: Share,
    /// The same of the peers together.
    pub peers: Share,
    /// By how many standard deviations the share lies above that of the peers.
    pub z: f64,
}

impl Selected {
    /// How the share lies among those of peers, where honest places differ with this standard deviation; `None` where either had
    /// no visits, or where more ratings than visits make it no share.
    pub(super) fn of(own: Share, peers: Share, apart: f64) -> Option<Self> {
        let rate = |share: Share| share.part as f64 / share.of as f64;
        let is_share = |share: Share| share.of > 0 && share.part <= share.of;
        if !is_share(own) || !is_share(peers) {
            return None;
        }
        let pooled = rate(peers);
        let chance = pooled * (1.0 - pooled);
        let visits = (own.of as f64).recip() + (peers.of as f64).recip();
        let error = (chance * visits + apart.powi(2)).sqrt();
        (error > 0.0).then(|| Self {
            own,
            peers,
            z: (rate(own) - pooled) / error,
        })
    }

    /// How likely a share at least as far off is among honest peers.
    fn p(&self) -> f64 {
        2.0 * Normal::standard().sf(self.z.abs())
    }
}

/// The duty sets whose share of rated visits stands out, by the procedure of Benjamini and Hochberg over the whole city.
pub(super) fn selected(
    visits: &BTreeMap<DutySet, Visits>,
    families: &BTreeMap<Slug, Slug>,
    apart: f64,
) -> BTreeMap<DutySet, Selected> {
    let members = visits.iter().map(|(set, visits)| {
        let services = visits.iter().map(|(service, share)| (service, share.of));
        (set, Member::mostly(services, families))
    });
    let groups = peers(members.collect());
    let tested = visits.iter().filter_map(|(set, own)| {
        let group = groups.get(set)?;
        let others = visits.iter().filter(|(other, _)| {
            let same = groups.get(other) == Some(group) || *group == Peers::City;
            same && !other.overlaps(set)
        });
        let others = others.flat_map(|(_, visits)| visits.values().copied());
        let own = own.values().copied().sum();
        Some((set, Selected::of(own, others.sum(), apart)?))
    });
    let tested: BTreeMap<&DutySet, Selected> = tested.collect();
    let all = tested.values().map(Selected::p);
    let accepted = accepted_at(all.collect(), FALSE_FLAGS);
    let stands_out = |selected: &Selected| accepted.is_some_and(|most| selected.p() <= most);
    let found = tested.into_iter().filter(|(_, s)| stands_out(s));
    found
        .map(|(set, selected)| (set.clone(), selected))
        .collect()
}

/// How far the mean of all visits can lie from that of the rated ones, in points on either side, if that of the others lies
/// within [`UNHEARD`] of it; `None` where no visits are known.
pub(super) fn unheard(visits: Share) -> Option<f64> {
    let known = visits.of > 0 && visits.part <= visits.of;
    known.then(|| UNHEARD * (1.0 - visits.part as f64 / visits.of as f64))
}
