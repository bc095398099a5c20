//! One citizen's rating: answers, profile and comment, valid by construction.
//! It must not know where a rating comes from or where it is kept.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::coded::coded;
use crate::grammar::{self, BadText};
use crate::instrument::{Element, Instrument, Series};

/// One answer on the scale 1 to 4, four being the best.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Score(u8);

impl Score {
    /// The score, if `value` is 1, 2, 3 or 4.
    pub fn new(value: u8) -> Option<Self> {
        (1..=4).contains(&value).then_some(Self(value))
    }

    /// The score that a text of one digit is.
    pub fn from_digit(text: &str) -> Option<Self> {
        let [digit] = text.as_bytes() else {
            return None;
        };
        Self::new(digit.wrapping_sub(b'0'))
    }

    /// 1 to 4.
    pub const fn value(self) -> u8 {
        self.0
    }

    /// 0 to 3, for tables with one place per score.
    pub fn position(self) -> usize {
        usize::from(self.0 - 1)
    }
}

/// The answers of one person to one instrument. Single elements may be unanswered, not all of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answers {
    instrument: Instrument,
    scores: Vec<Option<Score>>,
}

impl Answers {
    /// Collects the answers; `None` if no element is answered.
    pub fn new(instrument: Instrument, score: impl Fn(Element) -> Option<Score>) -> Option<Self> {
        let scores: Vec<_> = instrument
            .elements()
            .iter()
            .map(|element| score(*element))
            .collect();
        scores
            .iter()
            .any(Option::is_some)
            .then_some(Self { instrument, scores })
    }

    /// The questionnaire that was answered.
    pub const fn instrument(&self) -> Instrument {
        self.instrument
    }

    /// The answer to an element, if there is one.
    pub fn score(&self, element: Element) -> Option<Score> {
        self.instrument
            .position(element)
            .and_then(|position| self.scores[position])
    }

    /// The answers in the order of the instrument's elements.
    pub fn scores(&self) -> &[Option<Score>] {
        &self.scores
    }
}

/// How far it is proved that a rating comes from somebody who was served. The classes are always shown apart.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Proof {
    /// A one-time invitation from a visit was spent.
    Verified,
    /// A paper form, keyed in by staff.
    Paper,
    /// A registered device at a counter.
    Kiosk,
    /// Anybody; no proof of a visit.
    Open,
}

impl Proof {
    /// Every class.
    pub const ALL: [Self; 4] = [Self::Verified, Self::Paper, Self::Kiosk, Self::Open];

    /// The stable name used in data.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Verified => "verified",
            Self::Paper => "paper",
            Self::Kiosk => "kiosk",
            Self::Open => "open",
        }
    }

    /// The class of that name.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|proof| proof.key() == key)
    }
}

coded! {
    /// *Jenis kelamin*.
    Gender {
        /// *Laki-laki*.
        Male = "L",
        /// *Perempuan*.
        Female = "P",
    }
}

coded! {
    /// *Usia*, in bands so that an age does not identify a person.
    AgeBand {
        /// Below 20 years.
        Under20 = "<20",
        /// 20 to 29 years.
        From20 = "20-29",
        /// 30 to 39 years.
        From30 = "30-39",
        /// 40 to 49 years.
        From40 = "40-49",
        /// 50 to 59 years.
        From50 = "50-59",
        /// 60 years and older.
        From60 = "60+",
    }
}

impl AgeBand {
    /// The band of an age in years; `None` beyond 120.
    pub fn of_age(years: u32) -> Option<Self> {
        Some(match years {
            0..20 => Self::Under20,
            20..30 => Self::From20,
            30..40 => Self::From30,
            40..50 => Self::From40,
            50..60 => Self::From50,
            60..=120 => Self::From60,
            _ => return None,
        })
    }
}

coded! {
    /// *Pendidikan*, the levels of the SKM report.
    Education {
        /// Primary school or less.
        Primary = "SD ke bawah",
        /// Lower secondary school.
        LowerSecondary = "SLTP",
        /// Upper secondary school.
        UpperSecondary = "SLTA",
        /// Three-year diploma.
        Diploma = "D-III",
        /// Bachelor.
        Bachelor = "S-1",
        /// Master.
        Master = "S-2",
        /// Doctorate.
        Doctorate = "S-3",
    }
}

coded! {
    /// *Pekerjaan*, the groups of the SKM report.
    Occupation {
        /// Civil servant.
        CivilServant = "PNS",
        /// Armed forces.
        Military = "TNI",
        /// Police.
        Police = "POLRI",
        /// Employee of a private firm.
        Private = "Swasta",
        /// Self-employed.
        SelfEmployed = "Wirausaha",
        /// Anything else.
        Other = "Lainnya",
    }
}

coded! {
    /// Whether the person lives with a disability (*penyandang disabilitas*).
    Disability {
        /// Yes.
        Yes = "ya",
        /// No.
        No = "tidak",
    }
}

/// What a person told of themselves; every part is optional.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Profile {
    /// *Jenis kelamin*.
    pub gender: Option<Gender>,
    /// *Usia*.
    pub age: Option<AgeBand>,
    /// *Pendidikan*.
    pub education: Option<Education>,
    /// *Pekerjaan*.
    pub occupation: Option<Occupation>,
    /// *Penyandang disabilitas*.
    pub disability: Option<Disability>,
}

/// A free text of at most 1 000 characters that somebody wrote about a visit (*saran*). It waits for moderation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment(String);

/// A comment with more characters than allowed; holds how many there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the comment has {0} characters; at most {max} are possible", max = Comment::MAX_CHARACTERS)]
pub struct CommentTooLong(pub usize);

impl Comment {
    /// The greatest number of characters.
    pub const MAX_CHARACTERS: usize = 1000;

    /// A comment without surrounding white space, `None` for an empty one. A line break counts as one character,
    /// however the browser sends it.
    pub fn parse(text: &str) -> Result<Option<Self>, CommentTooLong> {
        // Nobody types characters that cannot be written, and nobody should have to look for them before sending.
        match grammar::lines(&grammar::writable(text), Self::MAX_CHARACTERS) {
            Err(BadText::TooLong { found, .. }) => Err(CommentTooLong(found)),
            Err(BadText::Unseen | BadText::Unwritable) => Ok(None),
            Ok(text) => Ok((!text.is_empty()).then_some(Self(text))),
        }
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A rating ready for the ballot box. It carries a day and no time, and nothing that names its author.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rating {
    /// The local day (Asia/Jakarta) of the visit or of the rating.
    pub date: NaiveDate,
    /// The answers.
    pub answers: Answers,
    /// The wording of the questions.
    pub wording: u16,
    /// What the person told of themselves.
    pub profile: Profile,
    /// What the person wrote.
    pub comment: Option<Comment>,
}

impl Rating {
    /// The series that this rating counts in.
    pub fn series(&self) -> Series {
        Series {
            instrument: self.answers.instrument(),
            wording: self.wording,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_score_is_one_to_four() {
        assert_eq!(Score::new(0), None);
        assert_eq!(Score::new(5), None);
        assert_eq!(Score::new(4).map(Score::value), Some(4));
    }

    #[test]
    fn answers_may_miss_elements_but_not_all() {
        assert_eq!(Answers::new(Instrument::Skm, |_| None), None);
        let one = Answers::new(Instrument::Skm, |e| {
            (e == Element::Time).then(|| Score::new(3)).flatten()
        })
        .expect("one answer is enough");
        assert_eq!(one.score(Element::Time), Score::new(3));
        assert_eq!(one.score(Element::Cost), None);
    }

    #[test]
    fn comments_are_counted_in_characters() {
        assert_eq!(Comment::parse("  \r\n "), Ok(None));
        assert_eq!(
            Comment::parse("a\0b\u{7}").map(|c| c.map(|c| c.as_str().to_owned())),
            Ok(Some("ab".to_owned()))
        );
        let longest = "é".repeat(1000);
        assert_eq!(
            Comment::parse(&longest).map(|c| c.map(|c| c.as_str().chars().count())),
            Ok(Some(1000))
        );
        assert_eq!(Comment::parse(&"a".repeat(1001)), Err(CommentTooLong(1001)));
        assert!(Comment::parse(&"a\r\n".repeat(500)).is_ok());
    }

    #[test]
    fn ages_fall_into_bands() {
        assert_eq!(AgeBand::of_age(19), Some(AgeBand::Under20));
        assert_eq!(AgeBand::of_age(20), Some(AgeBand::From20));
        assert_eq!(AgeBand::of_age(60), Some(AgeBand::From60));
        assert_eq!(AgeBand::of_age(121), None);
    }

    #[test]
    fn profile_codes_round_trip() {
        for value in Education::ALL {
            assert_eq!(Education::from_code(value.code()), Some(*value));
        }
        assert_eq!(Occupation::from_code("pns"), Some(Occupation::CivilServant));
        assert_eq!(Gender::from_code("X"), None);
    }
}
