//! Counts the ballot box for a seal, in one pass over what waits for it, several parts of it at a time.
//! It must not remember a rating, but for those of groups that may be too small to be published: they are fewer than k each.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use domain::instrument::Series;
use domain::period::Month;
use domain::profile::ProfileCounts;
use domain::rating::{AgeBand, Disability, Education, Gender, Occupation, Profile, Proof};
use domain::register::Register;
use domain::seal::exclusion::Excluded;
use domain::seal::{GroupKey, PendingGroup};
use domain::slug::Slug;
use domain::tally::{EqualMeans, Tally};

use super::duties::evidence;
use crate::due::BeingSealed;
use crate::proposal::{InForce, in_force};
use crate::signs::Seen;
use crate::waiting::{Slip, gather_slips};
use crate::{Store, StoreError};

/// How many elements the longest instrument has.
const SCORES: usize = 9;

/// The scores of one person in the order of the instrument's elements; zeros where there is none.
pub(super) type Scores = [u8; SCORES];

/// The ratings of one service, series and proof class.
pub(super) struct Group {
    pub service: i32,
    pub series: Series,
    pub proof: Proof,
    since: Month,
    latest: Month,
    waited: u16,
    people: u64,
    profiles: HashMap<Profile, u64>,
    /// How many people gave the same answers.
    pub answers: HashMap<Scores, u64>,
    /// How many people of whom with the same duty gave the same answers about it.
    pub duties: HashMap<(i64, [u8; 3]), u64>,
    /// All of them, as long as they are fewer than k.
    pub few: Vec<Slip>,
}

/// What waits for a seal, counted.
pub(super) struct Counted {
    groups: Groups,
    /// What is looked at for signs, with what is left out.
    pub seen: Seen,
    /// What two people left out, with how many ratings it was about.
    pub excluded: Vec<Excluded>,
    k: u64,
}

/// What waits for a seal while it is counted: what it may count, and apart from it what each exclusion is about.
struct Counting {
    counted: Counted,
    exclusions: Arc<[InForce]>,
    left_out: Vec<Groups>,
}

/// Ratings by service, series and proof class.
#[derive(Default)]
struct Groups(HashMap<(i32, Series, Proof), Group>);

impl Counted {
    /// Counts what waits for a seal that has begun, without keeping anybody from writing.
    pub async fn of(store: &Store, begun: BeingSealed) -> Result<Self, StoreError> {
        let BeingSealed { month, k, proposal } = begun;
        let exclusions: Arc<[InForce]> = in_force(&store.reader, proposal).await?.into();
        let none = || Counting::none(month, k, &exclusions);
        let mut all = none();
        for counting in gather_slips(store, month, none, Counting::add).await? {
            all.merge(counting);
        }
        Ok(all.ended())
    }

    /// Those that are published whatever else waits, in the order in which they are kept.
    pub fn large(&self) -> Vec<&Group> {
        let large = self
            .groups
            .0
            .values()
            .filter(|group| group.people >= self.k);
        let mut large: Vec<&Group> = large.collect();
        large.sort_unstable_by_key(|group| group.place());
        large
    }

    /// Those that are published together with others or wait on.
    pub fn small(self) -> impl Iterator<Item = Group> {
        let k = self.k;
        self.groups
            .0
            .into_values()
            .filter(move |group| group.people < k)
    }

    /// The groups as the rules of the seal see them.
    pub fn pending(
        &self,
        month: Month,
        register: &Register,
        services: &HashMap<i32, Slug>,
    ) -> Result<Vec<PendingGroup>, StoreError> {
        let mut pending: BTreeMap<GroupKey, PendingGroup> = BTreeMap::new();
        for group in self.groups.0.values() {
            let key = group.key(services)?;
            let service = register.service(&key.service);
            let service = service
                .ok_or_else(|| StoreError::corrupt(format!("{} is not registered", key.service)))?;
            let counted = PendingGroup {
                key: key.clone(),
                unit: service.unit_on(month.last_day()).clone(),
                since: group.since,
                latest: group.latest,
                waited: group.waited.into(),
                tally: group.tally(),
                profile: group.profile(),
                sensitive: service.sensitive,
            };
            pending.insert(key, counted);
        }
        Ok(pending.into_values().collect())
    }
}

impl Counting {
    fn none(month: Month, k: u64, exclusions: &Arc<[InForce]>) -> Self {
        Self {
            counted: Counted {
                groups: Groups::default(),
                seen: Seen::none(month),
                excluded: vec![],
                k,
            },
            exclusions: Arc::clone(exclusions),
            left_out: exclusions.iter().map(|_| Groups::default()).collect(),
        }
    }

    fn add(&mut self, slip: Slip) {
        self.counted.seen.add(&slip);
        let mut exclusions = self.exclusions.iter();
        let left_out = exclusions.position(|exclusion| exclusion.covers(&slip));
        let groups = match left_out {
            Some(place) => &mut self.left_out[place],
            None => &mut self.counted.groups,
        };
        groups.add(slip, self.counted.k);
    }

    fn merge(&mut self, other: Self) {
        let k = self.counted.k;
        self.counted.seen.merge(other.counted.seen);
        self.counted.groups.merge(other.counted.groups, k);
        for (own, other) in self.left_out.iter_mut().zip(other.left_out) {
            own.merge(other, k);
        }
    }

    /// Leaves out what k people or more gave, and counts what fewer gave as everything else.
    fn ended(self) -> Counted {
        let Self {
            mut counted,
            exclusions,
            left_out,
        } = self;
        for (in_force, groups) in exclusions.iter().zip(left_out) {
            let people = groups.people();
            let is_left_out = people >= counted.k;
            counted.excluded.push(Excluded {
                exclusion: in_force.exclusion.clone(),
                ratings: is_left_out.then_some(people),
            });
            if !is_left_out {
                counted.groups.merge(groups, counted.k);
            }
        }
        counted
    }
}

impl Groups {
    fn add(&mut self, slip: Slip, k: u64) {
        let series = Series {
            instrument: slip.answers.instrument(),
            wording: slip.wording,
        };
        let group = self.0.entry((slip.service, series, slip.proof));
        let group = group.or_insert_with(|| Group::of(&slip, series));
        group.add(slip, k);
    }

    fn merge(&mut self, other: Self, k: u64) {
        for (key, group) in other.0 {
            match self.0.entry(key) {
                Entry::Occupied(mut own) => own.get_mut().merge(group, k),
                Entry::Vacant(place) => drop(place.insert(group)),
            }
        }
    }

    fn people(&self) -> u64 {
        self.0.values().map(|group| group.people).sum()
    }
}

impl Group {
    fn of(first: &Slip, series: Series) -> Self {
        let month = Month::of(first.date);
        Self {
            service: first.service,
            series,
            proof: first.proof,
            since: month,
            latest: month,
            waited: 0,
            people: 0,
            profiles: HashMap::new(),
            answers: HashMap::new(),
            duties: HashMap::new(),
            few: vec![],
        }
    }

    fn add(&mut self, slip: Slip, k: u64) {
        let month = Month::of(slip.date);
        self.since = self.since.min(month);
        self.latest = self.latest.max(month);
        self.waited = self.waited.max(slip.waited);
        self.people += 1;
        *self.profiles.entry(slip.profile).or_default() += 1;
        let scores = slip.scores();
        *self.answers.entry(scores).or_default() += 1;
        if let Some(duty) = slip.duty {
            let equal = (duty, evidence(&scores));
            *self.duties.entry(equal).or_default() += 1;
        }
        if self.people < k {
            self.few.push(slip);
        } else {
            self.few = vec![];
        }
    }

    fn merge(&mut self, other: Self, k: u64) {
        self.since = self.since.min(other.since);
        self.latest = self.latest.max(other.latest);
        self.waited = self.waited.max(other.waited);
        self.people += other.people;
        for (profile, people) in other.profiles {
            *self.profiles.entry(profile).or_default() += people;
        }
        for (scores, people) in other.answers {
            *self.answers.entry(scores).or_default() += people;
        }
        for (equal, people) in other.duties {
            *self.duties.entry(equal).or_default() += people;
        }
        self.few.extend(other.few);
        if self.people >= k {
            self.few = vec![];
        }
    }

    /// The order of the columns by which sealed ratings are kept.
    fn place(&self) -> (i32, &'static str, u16, &'static str) {
        let Series {
            instrument,
            wording,
        } = self.series;
        (self.service, instrument.key(), wording, self.proof.key())
    }

    fn tally(&self) -> Tally {
        let mut tally = Tally::empty(self.series.instrument);
        for (scores, people) in &self.answers {
            add_equal(&mut tally, scores, *people);
        }
        tally
    }

    /// What people told of themselves; what was left out is counted under an empty answer.
    fn profile(&self) -> ProfileCounts {
        let mut counts = ProfileCounts::new();
        for (profile, people) in &self.profiles {
            let answers = [
                ("gender", profile.gender.map(Gender::code)),
                ("age", profile.age.map(AgeBand::code)),
                ("education", profile.education.map(Education::code)),
                ("occupation", profile.occupation.map(Occupation::code)),
                ("disability", profile.disability.map(Disability::code)),
            ];
            for (question, answer) in answers {
                let counted = counts.entry(question.to_owned()).or_default();
                let answer = answer.unwrap_or_default().to_owned();
                *counted.entry(answer).or_default() += people;
            }
        }
        counts
    }

    /// The group's name in the rules of the seal.
    pub fn key(&self, services: &HashMap<i32, Slug>) -> Result<GroupKey, StoreError> {
        let service = services.get(&self.service).cloned();
        let gone = || StoreError::corrupt("a rating of a service that is gone");
        Ok(GroupKey {
            service: service.ok_or_else(gone)?,
            series: self.series,
            proof: self.proof,
        })
    }
}

/// Adds people who gave the same answers, at least one each.
pub(super) fn add_equal(tally: &mut Tally, scores: &Scores, people: u64) {
    let mut counts = [[0; 4]; SCORES];
    for (count, score) in counts.iter_mut().zip(scores) {
        if let Some(place) = score.checked_sub(1) {
            count[usize::from(place)] = people;
        }
    }
    let given = || scores.iter().filter(|score| **score > 0);
    let equal = EqualMeans {
        answered: given().count() as u64,
        total: given().map(|score| u64::from(*score)).sum(),
        people,
    };
    tally.add_group(equal, &counts);
}

/// Answers as they are kept: a character for each element, a hyphen where there is no score.
pub(super) fn written(scores: &[u8]) -> String {
    let character = |score: &u8| char::from_digit((*score).into(), 10).filter(|_| *score > 0);
    scores
        .iter()
        .map(|score| character(score).unwrap_or('-'))
        .collect()
}
