//! What is offered to a moderator for a point: the themes that it may belong to, and the earlier point that it may repeat.
//! It must not decide: a moderator does, by one key.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::grouping::{Decided, Earlier, Grouping, Theme, Twins};
use super::{Group, GroupId, Point, Said, Standing};

/// What a point can be put into.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ThemeKey {
    /// A group of the forum.
    Group(GroupId),
    /// A group that is made under a name once a point belongs to it.
    Named(String),
}

/// A theme of which people may speak at a forum: a service, an element of the survey, an item of the agenda.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seed {
    /// Its name, which a group made of it has.
    pub name: String,
    /// What else people call it.
    pub also: Vec<String>,
}

impl Seed {
    /// A theme that people call by its name alone.
    pub fn named(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            also: Vec::new(),
        }
    }
}

/// A theme that a point may belong to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThemeOffer {
    /// What it is put into.
    pub theme: ThemeKey,
    /// Its name.
    pub name: String,
    /// The words of the point that speak for it, at least one.
    pub words: Vec<String>,
}

/// The themes of a forum, with everything that was learnt of them.
#[derive(Clone, Debug)]
pub struct Themes {
    names: BTreeMap<ThemeKey, String>,
    grouping: Grouping<ThemeKey>,
}

impl Themes {
    /// Learns from the seeds, from what was grouped at earlier forums, and from the groups of this one. A theme that is called
    /// as a group is that group.
    pub fn learn(said: &Said, seeds: Vec<Seed>, earlier: &[Arc<Said>]) -> Self {
        let groups = said.groups.iter();
        let known: BTreeMap<String, ThemeKey> = groups
            .map(|group| (group.name.to_lowercase(), ThemeKey::Group(group.id)))
            .collect();
        let key = |name: &str| {
            let known = known.get(&name.to_lowercase());
            known
                .cloned()
                .unwrap_or_else(|| ThemeKey::Named(name.to_owned()))
        };
        let mut names = BTreeMap::new();
        let mut called: BTreeMap<ThemeKey, Vec<String>> = BTreeMap::new();
        let of_groups = said
            .groups
            .iter()
            .map(|group| Seed::named(group.name.as_str()));
        let earlier: Vec<&Said> = earlier.iter().map(|said| &**said).collect();
        let of_earlier = earlier.iter().flat_map(|said| &said.groups);
        let of_earlier = of_earlier.map(|group| Seed::named(group.name.as_str()));
        // A group has a name of its own length; a theme that cannot become one would be a key that does nothing.
        let fits = |seed: &Seed| seed.name.chars().count() <= Group::LONGEST_NAME;
        let seeds = seeds.into_iter().filter(fits);
        for seed in of_groups.chain(of_earlier).chain(seeds) {
            let theme = key(&seed.name);
            let called = called.entry(theme.clone()).or_default();
            called.push(seed.name.clone());
            called.extend(seed.also);
            names.entry(theme).or_insert(seed.name);
        }
        let themes = called.into_iter().map(|(key, names)| Theme { key, names });
        let grouped = earlier.iter().copied().chain([said]).flat_map(|said| {
            said.points.iter().filter_map(|point| {
                Some(Decided {
                    text: &point.text,
                    theme: key(&said.group_of(point)?.name),
                })
            })
        });
        Self {
            names,
            grouping: Grouping::learn(themes, grouped),
        }
    }

    /// The likeliest themes of a point, the likeliest first; none of a point that is not to be published, nor the one that it
    /// is in.
    pub fn offers(&self, point: &Point) -> Vec<ThemeOffer> {
        if matches!(point.standing, Standing::Rejected(_) | Standing::Merged(_)) {
            return Vec::new();
        }
        let own = point.group.map(ThemeKey::Group);
        let suggested = self.grouping.suggest(&point.text).into_iter();
        let others = suggested.filter(|suggested| Some(&suggested.theme) != own.as_ref());
        let offers = others.filter_map(|suggested| {
            Some(ThemeOffer {
                name: self.names.get(&suggested.theme)?.clone(),
                theme: suggested.theme,
                words: suggested.words,
            })
        });
        offers.collect()
    }
}

impl Said {
    /// The number of a published point that says nearly the same as one that waits.
    pub fn twin_of(&self, point: &Point) -> Option<u32> {
        if point.standing != Standing::Waiting {
            return None;
        }
        let published = self.points.iter();
        let published = published.filter(|other| other.standing == Standing::Published);
        let earlier = published.map(|other| Earlier {
            key: other.number,
            text: &other.text,
        });
        Twins::among(earlier).of(&point.text)
    }
}
