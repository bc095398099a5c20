//! With whom somebody is compared: the others of the same family of services, or the whole city where these are too few.
//! It must not know what is compared.

use std::collections::BTreeMap;

use crate::slug::Slug;

/// So many make a group of their own (`fairness.md` §3).
pub const LEAST_PEERS: usize = 8;

/// With whom somebody is compared.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Peers {
    /// Those of one family of services.
    Family(Slug),
    /// Everybody.
    City,
}

/// Somebody of a family of services.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Member<'a>(&'a Slug);

impl<'a> Member<'a> {
    /// Of the family in which somebody does most, the first by name where several are equal. A service without a family is one of
    /// its own. `None` for somebody without a service.
    pub fn mostly(
        services: impl Iterator<Item = (&'a Slug, u64)>,
        families: &'a BTreeMap<Slug, Slug>,
    ) -> Option<Self> {
        let mut numbers: BTreeMap<&Slug, u64> = BTreeMap::new();
        for (service, number) in services {
            let family = families.get(service).unwrap_or(service);
            *numbers.entry(family).or_default() += number;
        }
        let most = numbers.values().max().copied()?;
        let first = numbers.into_iter().find(|(_, number)| *number == most);
        first.map(|(family, _)| Self(family))
    }
}

/// The peers of each member; whoever has no family is compared with everybody.
pub(super) fn peers<K: Ord>(members: BTreeMap<K, Option<Member<'_>>>) -> BTreeMap<K, Peers> {
    let mut sizes: BTreeMap<&Slug, usize> = BTreeMap::new();
    for Member(family) in members.values().flatten() {
        *sizes.entry(family).or_default() += 1;
    }
    let group = |member: Option<Member<'_>>| {
        let family = member.map(|Member(family)| family);
        let large = family.filter(|family| sizes[family] >= LEAST_PEERS);
        large.map_or(Peers::City, |family| Peers::Family(family.clone()))
    };
    let members = members.into_iter();
    members.map(|(key, member)| (key, group(member))).collect()
}
