//! Amendments that people ask for once the minutes of their forum are published, and what is answered to each.
//! It must not know who asked: the store keeps the seat under a keyed hash.

use super::group::LONGEST_ANSWER;
use super::{Answer, AnswerKind, MinutesPart, PointText};
use crate::moderation::WithholdReason;
use crate::noun::{Fault, Field, Fields, Kind, Known, Noun};

/// What becomes of an amendment that was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AmendmentStanding {
    /// Nobody has answered yet.
    Waiting,
    /// It is answered; with the reason, if not everything that was asked for is done.
    Answered(Answer),
    /// Its words are not published.
    Withheld(WithholdReason),
}

/// An amendment of the minutes that somebody who held a seat asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amendment {
    /// Its number in the forum, from 1 without gaps in the order in which they came in.
    pub number: u32,
    /// What is asked for.
    pub text: PointText,
    /// What becomes of it.
    pub standing: AmendmentStanding,
    /// The addendum that tells it, proposed or published. What is told there stays as it is.
    pub told_in: Option<MinutesPart>,
    /// Grows with each decision.
    pub version: i32,
}

impl Amendment {
    /// Whether it is decided and told nowhere, so that the next addendum tells it.
    pub fn is_untold(&self) -> bool {
        self.standing != AmendmentStanding::Waiting && self.told_in.is_none()
    }
}

/// What is answered to an amendment.
pub const AMENDMENT: Noun = Noun::new(
    "perubahan",
    &[
        Field::required("jawaban", Kind::Choice(AnswerKind::CODES)),
        Field::required("tanggapan", Kind::Text(LONGEST_ANSWER)),
    ],
);

impl AmendmentStanding {
    /// The answer as text; nothing where there is none.
    pub fn fields(&self) -> Fields {
        match self {
            Self::Answered(Answer { kind, text }) => Fields::empty(AMENDMENT)
                .with("jawaban", kind.code())
                .with("tanggapan", text),
            Self::Waiting | Self::Withheld(_) => Fields::empty(AMENDMENT),
        }
    }

    /// The answer that the fields describe.
    ///
    /// # Errors
    /// Everything that is wrong with the fields, at most one fault each.
    pub fn read(fields: &Fields) -> Result<Self, Vec<Fault>> {
        let answer = || {
            Some(Self::Answered(Answer {
                kind: AnswerKind::from_code(fields.get("jawaban"))?,
                text: fields.filled("tanggapan")?,
            }))
        };
        Fields::whole(answer(), fields.faults(Known::units(&|_| false)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_says_what_and_why() {
        let fields = Fields::empty(AMENDMENT).with("jawaban", "sebagian");
        let faults = AmendmentStanding::read(&fields).expect_err("no words");
        assert_eq!(faults[0].field, "tanggapan");
        let fields = fields.with("tanggapan", "Jam buka ditambahkan");
        let read = AmendmentStanding::read(&fields).expect("an answer");
        assert_eq!(read.fields(), fields);
        let unknown = fields.with("jawaban", "mungkin");
        let faults = AmendmentStanding::read(&unknown).expect_err("no answer");
        assert_eq!(faults[0].field, "jawaban");
    }

    #[test]
    fn what_is_decided_is_told_once() {
        let amendment = Amendment {
            number: 1,
            text: PointText::parse("Nama kelompok keliru").expect("a text"),
            standing: AmendmentStanding::Waiting,
            told_in: None,
            version: 1,
        };
        assert!(!amendment.is_untold());
        let decided = Amendment {
            standing: AmendmentStanding::Withheld(WithholdReason::OffTopic),
            ..amendment
        };
        assert!(decided.is_untold());
        let told = Amendment {
            told_in: Some(MinutesPart::Addendum(1)),
            ..decided
        };
        assert!(!told.is_untold());
    }
}
