//! Invitation codes and receipts: short words that people can read, type and say.
//! It must not know how a code is hashed, kept or spent.

use std::{fmt, str::FromStr};

use chrono::{Days, NaiveDate};
use uuid::Uuid;

use crate::coded::coded;
use crate::noun::{Expected, Fault, Field, Fields, Kind, Known, Noun};
use crate::roster::HalfDay;
use crate::slug::Slug;

/// Letters and digits that cannot be taken for one another. Vowels are left out so that no code spells a word.
const ALPHABET: &[u8; 22] = b"34679CDFGHJKMNPQRTVWXY";

/// The most codes of a batch.
pub const MOST_CODES: u32 = 2000;

/// The longest time for which codes can be used, in days.
const LONGEST_DAYS: u64 = 366;

/// What is asked of a batch that is to be printed.
pub const INVITATIONS: Noun = Noun::new(
    "undangan",
    &[
        Field::required("loket", Kind::Counter),
        Field::optional("paruh", Kind::Choice(HalfDay::CODES)),
        Field::required(
            "jumlah",
            Kind::Number {
                least: 1,
                most: MOST_CODES,
            },
        ),
        Field::required("berlaku_sampai", Kind::Day),
    ],
);

/// A batch of invitations that is to be printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BatchOrder {
    /// The counter; none for a unit without counters.
    pub counter: Option<String>,
    /// The half of today to whose visitors alone they are handed out; none if nobody sees to that.
    pub half: Option<HalfDay>,
    /// How many codes, 1 to [`MOST_CODES`].
    pub count: u32,
    /// The last day on which they can be used.
    pub valid_until: NaiveDate,
}

impl BatchOrder {
    /// The batch that the fields describe: at one of the unit's counters if it has any, with a last day from today on,
    /// within a year.
    ///
    /// # Errors
    /// Everything that is wrong with the fields, at most one fault each.
    pub fn read(
        fields: &Fields,
        counters: &[String],
        today: NaiveDate,
    ) -> Result<Self, Vec<Fault>> {
        let mut faults = fields.faults(Known {
            is_unit: &|_| false,
            is_offered: &|_, name| counters.iter().any(|counter| counter == name),
        });
        if counters.is_empty() && fields.get("loket").is_empty() {
            faults.retain(|fault| fault.field != "loket");
        }
        let latest = today + Days::new(LONGEST_DAYS);
        let last = fields.day("berlaku_sampai");
        if last.is_some_and(|last| !(today..=latest).contains(&last)) {
            faults.push(Fault {
                field: "berlaku_sampai",
                expected: Expected::Date,
                or_empty: false,
            });
        }
        let order = || {
            Some(Self {
                counter: fields.filled("loket"),
                // Without counters nobody is on duty at one.
                half: HalfDay::from_code(fields.get("paruh")).filter(|_| !counters.is_empty()),
                count: fields.number("jumlah")?,
                valid_until: last?,
            })
        };
        Fields::whole(order(), faults)
    }
}

/// A text that is not a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("it has {expected} letters and digits out of 3 4 6 7 9 C D F G H J K M N P Q R T V W X Y")]
pub struct InvalidCode {
    /// How many letters and digits are expected.
    pub expected: usize,
}

/// A word of `N` letters and digits out of an alphabet without look-alikes. It is shown in groups of four, ten letters in
/// groups of five and six in groups of three.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Word<const N: usize>([u8; N]);

/// The one-time code of an invitation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Code {
    /// 10 letters and digits, shown as `CDFGH-JKMNP`: too many for whoever has the hashes of all and the time to try.
    Ten(Word<10>),
    /// 8 letters and digits, shown as `CDFG-HJKM`, as every code was until they were made longer.
    Eight(Word<8>),
}

impl Code {
    /// A fresh code from 64 random bits.
    pub fn from_entropy(entropy: u64) -> Self {
        Self::Ten(Word::from_entropy(entropy))
    }

    /// The code that would have been made of the same bits when codes had eight letters.
    pub fn shorter(self) -> Self {
        match self {
            Self::Ten(Word(letters)) => Self::Eight(Word(std::array::from_fn(|at| letters[at]))),
            Self::Eight(_) => self,
        }
    }

    /// The letters without hyphens, in upper case.
    pub fn letters(&self) -> &str {
        match self {
            Self::Ten(word) => word.letters(),
            Self::Eight(word) => word.letters(),
        }
    }
}

impl FromStr for Code {
    type Err = InvalidCode;

    /// Upper and lower case are the same; hyphens and spaces are ignored.
    fn from_str(text: &str) -> Result<Self, InvalidCode> {
        let ten = text.parse().map(Self::Ten);
        ten.or_else(|invalid| text.parse().map(Self::Eight).map_err(|_| invalid))
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ten(word) => word.fmt(f),
            Self::Eight(word) => word.fmt(f),
        }
    }
}

/// What a citizen keeps to prove that a rating was received: 12 letters and digits.
pub type Receipt = Word<12>;

impl<const N: usize> Word<N> {
    /// A word from 64 random bits. With at most 12 letters (22¹² < 2⁵⁴) all words are practically equally likely.
    pub fn from_entropy(mut entropy: u64) -> Self {
        let base = ALPHABET.len() as u64;
        Self(std::array::from_fn(|_| {
            let letter = ALPHABET[usize::try_from(entropy % base).expect("below 22")];
            entropy /= base;
            letter
        }))
    }

    /// The letters without hyphens, in upper case.
    pub fn letters(&self) -> &str {
        std::str::from_utf8(&self.0).expect("the alphabet is ASCII")
    }
}

impl<const N: usize> FromStr for Word<N> {
    type Err = InvalidCode;

    /// Upper and lower case are the same; hyphens and spaces are ignored.
    fn from_str(text: &str) -> Result<Self, InvalidCode> {
        let invalid = InvalidCode { expected: N };
        let letters: Vec<u8> = text
            .chars()
            .filter(|c| *c != '-' && !c.is_whitespace())
            .map(|c| {
                u8::try_from(c.to_ascii_uppercase())
                    .ok()
                    .filter(|letter| ALPHABET.contains(letter))
            })
            .collect::<Option<_>>()
            .ok_or(invalid)?;
        letters.try_into().map(Self).map_err(|_| invalid)
    }
}

impl<const N: usize> fmt::Display for Word<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let group = match N {
            10 => 5,
            6 => 3,
            _ => 4,
        };
        for (place, group) in self.letters().as_bytes().chunks(group).enumerate() {
            if place > 0 {
                f.write_str("-")?;
            }
            f.write_str(std::str::from_utf8(group).expect("the alphabet is ASCII"))?;
        }
        Ok(())
    }
}

impl<const N: usize> fmt::Debug for Word<N> {
    /// Never shows the letters, so that a code cannot reach a log.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Word<{N}>(…)")
    }
}

/// Why a code cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CodeRefusal {
    /// There is no such code.
    #[error("there is no such invitation")]
    Unknown,
    /// A rating was given with it.
    #[error("the invitation was used")]
    Used,
    /// The office took its batch back.
    #[error("the invitation was withdrawn")]
    Withdrawn,
    /// Its last day, which this is, is over.
    #[error("the invitation expired after {0}")]
    Expired(NaiveDate),
}

/// What is kept of a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeptCode {
    /// Whether a rating was given with it.
    pub spent: bool,
    /// Whether the office took its batch back.
    pub withdrawn: bool,
    /// The last day on which it can be used.
    pub valid_until: NaiveDate,
}

impl KeptCode {
    /// Whether the code's form may be shown on a day. Whether the code was used makes no difference: whoever printed it
    /// would otherwise find out who rated.
    pub fn shown(self, today: NaiveDate) -> Result<(), CodeRefusal> {
        if self.withdrawn {
            Err(CodeRefusal::Withdrawn)
        } else if self.valid_until < today {
            Err(CodeRefusal::Expired(self.valid_until))
        } else {
            Ok(())
        }
    }

    /// Whether a rating may be given with the code on a day.
    pub fn usable(self, today: NaiveDate) -> Result<(), CodeRefusal> {
        self.shown(today)?;
        if self.spent {
            return Err(CodeRefusal::Used);
        }
        Ok(())
    }
}

coded! {
    /// How the codes of a batch reach citizens.
    Origin {
        /// On slips that somebody printed.
        Printed = "cetak",
        /// On the tickets of a queue system, one for each visit that it reports.
        Visits = "kunjungan",
    }
}

/// What may be told of a batch. How many codes were used is a running result until nothing more can come of the batch, so
/// it is told only then; and of a small batch nothing is told at all, because who got a slip could be remembered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BatchCounts {
    /// The batch has fewer than k codes.
    TooFew,
    /// Its codes can still be used, or the month of its last day is not sealed.
    Open {
        /// How many codes it has.
        issued: u64,
    },
    /// Nothing more can come of it.
    Closed {
        /// How many codes it has.
        issued: u64,
        /// How many of them were used.
        used: u64,
        /// How many were taken back before they were used.
        withdrawn: u64,
    },
}

impl BatchCounts {
    /// What may be told of a batch of `issued` codes, `used` of them used. `closed` says whether the month of its last day
    /// is sealed.
    pub const fn new(issued: u64, used: u64, withdrawn: bool, closed: bool, k: u64) -> Self {
        if issued < k {
            return Self::TooFew;
        }
        if !closed {
            return Self::Open { issued };
        }
        Self::Closed {
            issued,
            used,
            withdrawn: if withdrawn { issued - used } else { 0 },
        }
    }
}

/// A batch as operators see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BatchOverview {
    /// Its random name.
    pub id: Uuid,
    /// The service.
    pub service: Slug,
    /// The counter.
    pub counter: Option<String>,
    /// The Monday of the week in which its visits took place.
    pub week: NaiveDate,
    /// The last day on which its codes can be used.
    pub valid_until: NaiveDate,
    /// Whether it was taken back.
    pub withdrawn: bool,
    /// How its codes reach citizens.
    pub origin: Origin,
    /// What may be told of its codes.
    pub counts: BatchCounts,
}

impl BatchOverview {
    /// Its place in the list.
    pub const fn place(&self) -> BatchPlace {
        BatchPlace {
            week: self.week,
            id: self.id,
        }
    }
}

/// The place of a batch in the list, which shows the newest week first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BatchPlace {
    /// The Monday of its week.
    pub week: NaiveDate,
    /// Its random name.
    pub id: Uuid,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_code_is_used_once_until_its_last_day_unless_it_was_taken_back() {
        let day = |text: &str| text.parse::<NaiveDate>().expect("a day");
        let last = day("2026-10-31");
        let fresh = KeptCode {
            spent: false,
            withdrawn: false,
            valid_until: last,
        };
        let withdrawn = KeptCode {
            withdrawn: true,
            ..fresh
        };
        let late = day("2026-11-01");
        for (code, today, answer) in [
            (fresh, last, Ok(())),
            (fresh, late, Err(CodeRefusal::Expired(last))),
            (withdrawn, late, Err(CodeRefusal::Withdrawn)),
        ] {
            assert_eq!(code.usable(today), answer, "{code:?}");
            let spent = KeptCode {
                spent: true,
                ..code
            };
            assert_eq!(spent.shown(today), code.shown(today), "{code:?}");
            let refused = answer.and(Err(CodeRefusal::Used));
            assert_eq!(spent.usable(today), refused, "{spent:?}");
        }
    }

    #[test]
    fn a_code_is_read_however_it_is_typed() {
        let code: Code = "CDFGH-JKMNP".parse().expect("a code");
        for same in [
            "cdfghjkmnp",
            "cdfgh jkmnp",
            " CDFGH-jkmnp ",
            "CD-FG-HJ-KM-NP",
        ] {
            assert_eq!(same.parse::<Code>(), Ok(code), "{same}");
        }
        for wrong in [
            "",
            "CDFGHJK",
            "CDFGHJKMN",
            "CDFGHJKMNPQ",
            "CDFGHJKMN0",
            "CDFGHJKMNÉ",
            "<script>",
        ] {
            assert!(wrong.parse::<Code>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_code_does_not_reach_a_log() {
        let code: Code = "CDFGHJKMNP".parse().expect("a code");
        for code in [code, code.shorter()] {
            assert!(!format!("{code:?}").contains("CDFG"));
        }
    }

    #[test]
    fn codes_of_eight_letters_stay_valid() {
        let code: Code = "cdfg hjkm".parse().expect("a code");
        assert_eq!(
            (code.letters(), code.to_string().as_str()),
            ("CDFGHJKM", "CDFG-HJKM")
        );
        let longer: Code = "CDFGH-JKMNP".parse().expect("a code");
        assert_eq!((longer.shorter(), code.shorter()), (code, code));
    }

    #[test]
    fn a_batch_tells_nothing_of_a_month_that_is_not_sealed() {
        let open = BatchCounts::new(10, 4, false, false, 10);
        assert_eq!(open, BatchCounts::Open { issued: 10 });
        assert_eq!(open, BatchCounts::new(10, 9, true, false, 10));
        assert_eq!(BatchCounts::new(9, 4, true, true, 10), BatchCounts::TooFew);
        let closed = |withdrawn, back| BatchCounts::Closed {
            issued: 10,
            used: 4,
            withdrawn: if withdrawn { back } else { 0 },
        };
        for withdrawn in [false, true] {
            let counts = BatchCounts::new(10, 4, withdrawn, true, 10);
            assert_eq!(counts, closed(withdrawn, 6));
        }
    }

    proptest! {
        #[test]
        fn what_is_shown_can_be_typed(entropy: u64) {
            let code = Code::from_entropy(entropy);
            prop_assert_eq!(code.to_string().parse::<Code>(), Ok(code));
            let receipt = Receipt::from_entropy(entropy);
            prop_assert_eq!(receipt.to_string().to_lowercase().parse::<Receipt>(), Ok(receipt));
        }
    }

    #[test]
    fn a_batch_is_for_one_of_the_counters_and_a_year_at_most() {
        let order = |texts: [&str; 4], counters: &[&str]| {
            let counters: Vec<String> = counters.iter().map(|name| (*name).to_owned()).collect();
            let fields = INVITATIONS.keys().zip(texts);
            let fields = fields.fold(Fields::empty(INVITATIONS), |fields, (key, text)| {
                fields.with(key, text)
            });
            let today = "2026-10-12".parse().expect("a date");
            let faults = |faults: Vec<Fault>| faults.iter().map(|fault| fault.field).collect();
            BatchOrder::read(&fields, &counters, today).map_err(faults)
        };
        let batch = order(["Loket 1", "pagi", "2000", "2026-10-12"], &["Loket 1"]).expect("right");
        assert_eq!(
            (batch.counter.as_deref(), batch.half, batch.count),
            (Some("Loket 1"), Some(HalfDay::Morning), 2000)
        );
        let without = order(["", "siang", "1", "2027-10-13"], &[]).expect("right");
        assert_eq!((without.counter, without.half), (None, None));
        let all = vec!["loket", "paruh", "jumlah", "berlaku_sampai"];
        for texts in [
            ["Loket 9", "malam", "0", "2026-10-11"],
            ["", "Pagi hari", "2001", "2027-10-14"],
            ["", "-", "-1", "besok"],
        ] {
            assert_eq!(order(texts, &["Loket 1"]), Err(all.clone()), "{texts:?}");
        }
        let none = order(["Loket 1", "", "1", "2026-10-12"], &[]);
        assert_eq!(none, Err(vec!["loket"]));
    }
}
