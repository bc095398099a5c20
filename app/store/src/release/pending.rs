//! Counts the ballot box for a seal, in one pass over what waits for it.
//! It must not remember a rating, but for those of groups that may be too small to be published: they are fewer than k each.

use std::collections::{BTreeMap, HashMap};

use domain::instrument::{Instrument, Series};
use domain::period::Month;
use domain::rating::{AgeBand, Disability, Education, Gender, Occupation, Profile, Proof};
use domain::register::Register;
use domain::release::ProfileCounts;
use domain::seal::{GroupKey, PendingGroup};
use domain::slug::Slug;
use domain::tally::Tally;

use crate::StoreError;
use crate::completeness::DayCounts;
use crate::connection::WriteTransaction;
use crate::keys::KeyFolder;
use crate::waiting::{Slip, each_slip};

/// The scores of one person in the order of the instrument's elements; zeros where there is none.
pub(super) type Scores = [u8; 9];

/// The ratings of one service, series and proof class.
pub(super) struct Group {
    pub service: i32,
    pub series: Series,
    pub proof: Proof,
    since: Month,
    latest: Month,
    waited: u16,
    tally: Tally,
    profile: ProfileCounts,
    /// How many people gave the same answers.
    pub answers: HashMap<Scores, u64>,
    /// All of them, as long as they are fewer than k.
    pub few: Vec<Slip>,
}

/// What waits for a seal, counted.
pub(super) struct Counted {
    pub groups: Vec<Group>,
    pub days: DayCounts,
}

impl Counted {
    /// Counts what waits for the seal of a month that publishes at least `k` ratings together.
    pub async fn of(
        transaction: &WriteTransaction,
        keys: &KeyFolder,
        month: Month,
        k: u64,
    ) -> Result<Self, StoreError> {
        let mut days = DayCounts::of(month);
        let mut groups: HashMap<(i32, Series, Proof), Group> = HashMap::new();
        each_slip(transaction, keys, month, |slip| {
            days.add(&slip);
            let series = Series {
                instrument: slip.answers.instrument(),
                wording: slip.wording,
            };
            let group = groups.entry((slip.service, series, slip.proof));
            group
                .or_insert_with(|| Group::of(&slip, series))
                .add(slip, k);
            Ok(())
        })
        .await?;
        Ok(Self {
            groups: groups.into_values().collect(),
            days,
        })
    }

    /// The groups as the rules of the seal see them.
    pub fn pending(
        &self,
        month: Month,
        register: &Register,
        services: &HashMap<i32, Slug>,
    ) -> Result<Vec<PendingGroup>, StoreError> {
        let mut pending: BTreeMap<GroupKey, PendingGroup> = BTreeMap::new();
        for group in &self.groups {
            let key = group.key(services)?;
            let unit = register.service(&key.service);
            let unit = unit.map(|service| service.unit_on(month.last_day()).clone());
            let unit = unit
                .ok_or_else(|| StoreError::corrupt(format!("{} is not registered", key.service)))?;
            let counted = PendingGroup {
                key: key.clone(),
                unit,
                since: group.since,
                latest: group.latest,
                waited: group.waited.into(),
                tally: group.tally.clone(),
                profile: group.profile.clone(),
            };
            pending.insert(key, counted);
        }
        Ok(pending.into_values().collect())
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
            tally: Tally::empty(series.instrument),
            profile: ProfileCounts::new(),
            answers: HashMap::new(),
            few: vec![],
        }
    }

    fn add(&mut self, slip: Slip, k: u64) {
        let month = Month::of(slip.date);
        self.since = self.since.min(month);
        self.latest = self.latest.max(month);
        self.waited = self.waited.max(slip.waited);
        self.tally.add(&slip.answers);
        count_profile(&mut self.profile, &slip.profile);
        *self.answers.entry(slip.scores()).or_default() += 1;
        if self.tally.respondents() < k {
            self.few.push(slip);
        } else {
            self.few = vec![];
        }
    }

    /// Fails if a rating of the group is not held: it would be lost if the group waits on.
    pub fn must_hold_all(&self) -> Result<(), StoreError> {
        if self.few.len() as u64 == self.tally.respondents() {
            return Ok(());
        }
        Err(StoreError::corrupt(
            "a group of k ratings that is not published",
        ))
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

/// Counts what one person told; what was left out is counted under an empty answer.
fn count_profile(counts: &mut ProfileCounts, profile: &Profile) {
    let answers = [
        ("gender", profile.gender.map(Gender::code)),
        ("age", profile.age.map(AgeBand::code)),
        ("education", profile.education.map(Education::code)),
        ("occupation", profile.occupation.map(Occupation::code)),
        ("disability", profile.disability.map(Disability::code)),
    ];
    for (question, answer) in answers {
        let counted = match counts.get_mut(question) {
            Some(counted) => counted,
            None => counts.entry(question.to_owned()).or_default(),
        };
        let answer = answer.unwrap_or_default();
        match counted.get_mut(answer) {
            Some(people) => *people += 1,
            None => drop(counted.insert(answer.to_owned(), 1)),
        }
    }
}

/// The answers of one person as they are kept: a character for each element, a hyphen where there is no score.
pub(super) fn written(scores: Scores, instrument: Instrument) -> String {
    let scores = scores.iter().take(instrument.elements().len());
    let character = |score: &u8| char::from_digit((*score).into(), 10).filter(|_| *score > 0);
    scores
        .map(|score| character(score).unwrap_or('-'))
        .collect()
}
