//! A rating as it waits: everything that a seal needs, in bytes of one length, so that the length of a row tells nothing of it.
//! It must not know how it is encrypted.

use chrono::{Datelike, NaiveDate};
use domain::instrument::Instrument;
use domain::rating::{Answers, Profile, Proof, Rating, Score};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::StoreError;

/// The length of a rating; it has some bytes to spare.
const SLIP: usize = 64;

/// The elements of the longest instrument.
const ELEMENTS: usize = 9;

/// The facts of a rating that come from what entitles to it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Facts {
    /// The service.
    pub service: i32,
    /// The counter.
    pub counter: Option<i32>,
    /// The Monday of the invitation's week.
    pub week: Option<NaiveDate>,
    /// The proof class.
    pub proof: Proof,
    /// The number of the duty set of the visit, where it is known.
    pub duty: Option<i64>,
}

impl Facts {
    /// The facts of a paper form.
    pub const fn on_paper(service: i32) -> Self {
        Self {
            service,
            counter: None,
            week: None,
            proof: Proof::Paper,
            duty: None,
        }
    }
}

/// A rating in the ballot box.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Slip {
    pub service: i32,
    pub counter: Option<i32>,
    pub week: Option<NaiveDate>,
    pub proof: Proof,
    pub date: NaiveDate,
    pub answers: Answers,
    pub wording: u16,
    pub profile: Profile,
    /// How many seals it has waited through.
    pub waited: u16,
    /// The number of the duty set of the visit.
    pub duty: Option<i64>,
}

/// A rating as it is written.
#[derive(Serialize, Deserialize)]
struct Written {
    service: i32,
    counter: Option<i32>,
    week: Option<i32>,
    proof: Proof,
    date: i32,
    instrument: Instrument,
    scores: [u8; ELEMENTS],
    wording: u16,
    profile: Profile,
    waited: u16,
    /// Stands last: ratings that waited before there were duty sets end with zeros, which read as none.
    duty: Option<i64>,
}

impl Slip {
    /// A rating that arrives.
    pub fn of(rating: &Rating, facts: Facts) -> Self {
        Self {
            service: facts.service,
            counter: facts.counter,
            week: facts.week,
            proof: facts.proof,
            date: rating.date,
            answers: rating.answers.clone(),
            wording: rating.wording,
            profile: rating.profile,
            waited: 0,
            duty: facts.duty,
        }
    }

    /// The bytes to encrypt.
    pub fn plain(&self) -> Result<Zeroizing<[u8; SLIP]>, StoreError> {
        let mut plain = Zeroizing::new([0; SLIP]);
        let written = Written {
            service: self.service,
            counter: self.counter,
            week: self.week.map(|week| week.num_days_from_ce()),
            proof: self.proof,
            date: self.date.num_days_from_ce(),
            instrument: self.answers.instrument(),
            scores: self.scores(),
            wording: self.wording,
            profile: self.profile,
            waited: self.waited,
            duty: self.duty,
        };
        postcard::to_slice(&written, plain.as_mut_slice()).map_err(StoreError::corrupt)?;
        Ok(plain)
    }

    /// A rating from its bytes.
    pub fn read(plain: &[u8]) -> Result<Self, StoreError> {
        let (written, _): (Written, _) =
            postcard::take_from_bytes(plain).map_err(StoreError::corrupt)?;
        let date = |days| {
            let date = NaiveDate::from_num_days_from_ce_opt(days);
            date.ok_or_else(|| StoreError::corrupt("a rating of no day"))
        };
        let score = |element| {
            let place = written.instrument.position(element)?;
            Score::new(written.scores[place])
        };
        let answers = Answers::new(written.instrument, score);
        Ok(Self {
            service: written.service,
            counter: written.counter,
            week: written.week.map(date).transpose()?,
            proof: written.proof,
            date: date(written.date)?,
            answers: answers.ok_or_else(|| StoreError::corrupt("a rating without an answer"))?,
            wording: written.wording,
            profile: written.profile,
            waited: written.waited,
            duty: written.duty,
        })
    }

    /// The scores in the order of the instrument's elements; zeros where there is none.
    pub fn scores(&self) -> [u8; ELEMENTS] {
        let mut scores = [0; ELEMENTS];
        for (place, score) in scores.iter_mut().zip(self.answers.scores()) {
            *place = score.map_or(0, Score::value);
        }
        scores
    }
}

#[cfg(test)]
mod tests {
    use domain::rating::{AgeBand, Disability, Education, Gender, Occupation};

    use super::*;

    #[test]
    fn the_longest_and_the_shortest_are_read_back_from_bytes_of_one_length() {
        let day = NaiveDate::from_ymd_opt(2100, 12, 31).expect("a day");
        let answers =
            |score| Answers::new(Instrument::Skm, |_| Score::new(score)).expect("answered");
        let longest = Slip {
            service: i32::MIN,
            counter: Some(i32::MAX),
            week: Some(day),
            proof: Proof::Open,
            date: day,
            answers: answers(4),
            wording: u16::MAX,
            profile: Profile {
                gender: Some(Gender::Female),
                age: Some(AgeBand::From60),
                education: Some(Education::Doctorate),
                occupation: Some(Occupation::Other),
                disability: Some(Disability::No),
            },
            waited: u16::MAX,
            duty: Some(i64::MIN),
        };
        let shortest = Slip {
            service: 1,
            counter: None,
            week: None,
            answers: answers(1),
            wording: 1,
            profile: Profile::default(),
            waited: 0,
            duty: None,
            ..longest.clone()
        };
        for slip in [longest, shortest] {
            let plain = slip.plain().expect("fits");
            assert_eq!(Slip::read(plain.as_slice()).expect("reads"), slip);
        }
    }
}
