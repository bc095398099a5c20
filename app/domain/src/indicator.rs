//! Key performance indicators (*indikator kinerja utama*, IKU): what a unit promises to reach and how that is measured.
//! It must not know what was reached, nor how achievement is computed.

mod kept;

pub use kept::{Filing, IndicatorChange, KeptIndicator, PeriodReport};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::coded::coded;
use crate::history::Snapshot;
use crate::language::Bilingual;
use crate::quantity::Quantity;
use crate::register::{Slug, Validity};
use crate::reporting::Frequency;

coded! {
    /// Which realisations are good ones.
    #[derive(Serialize, Deserialize)]
    Direction {
        /// The higher the better, such as an index.
        #[serde(rename = "naik")]
        Higher = "naik",
        /// The lower the better, such as days of waiting; the regulations call it *kondisi khusus*.
        #[serde(rename = "turun")]
        Lower = "turun",
        /// Within the target range; above it is as bad as below, such as the share of occupied hospital beds.
        #[serde(rename = "rentang")]
        Range = "rentang",
    }
}

/// A key performance indicator of a unit, with what a reader must know to understand its figures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Indicator {
    /// The name in addresses and files.
    pub slug: Slug,
    /// The unit that answers for it.
    pub unit: Slug,
    /// The name.
    pub name: Bilingual,
    /// What is counted, and by which formula.
    pub definition: Bilingual,
    /// The unit of measure (*satuan*), such as per cent or days.
    pub measure: Bilingual,
    /// Which realisations are good ones.
    pub direction: Direction,
    /// How often it is reported.
    pub frequency: Frequency,
    /// Where the data come from (*sumber data*).
    pub source: Bilingual,
    /// The post, not the person, that answers for the figure (*penanggung jawab*).
    pub owner: Bilingual,
}

/// The fields of an indicator as text, named as the columns of files.
pub const FIELDS: [&str; 16] = [
    "slug",
    "unit",
    "nama",
    "nama_en",
    "definisi",
    "definisi_en",
    "satuan",
    "satuan_en",
    "arah",
    "frekuensi",
    "sumber",
    "sumber_en",
    "penanggung_jawab",
    "penanggung_jawab_en",
    "berlaku_mulai",
    "berlaku_sampai",
];

impl Indicator {
    /// The definition as text, field by field in the order of [`FIELDS`].
    pub fn fields(&self, validity: Validity) -> [String; 16] {
        let day = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
        [
            self.slug.to_string(),
            self.unit.to_string(),
            self.name.id.clone(),
            self.name.en.clone(),
            self.definition.id.clone(),
            self.definition.en.clone(),
            self.measure.id.clone(),
            self.measure.en.clone(),
            self.direction.code().to_owned(),
            self.frequency.code().to_owned(),
            self.source.id.clone(),
            self.source.en.clone(),
            self.owner.id.clone(),
            self.owner.en.clone(),
            day(validity.from),
            day(validity.until),
        ]
    }

    /// What the history keeps of the definition.
    pub fn snapshot(&self, validity: Validity) -> Snapshot {
        let texts = self.fields(validity);
        Snapshot::new(FIELDS.into_iter().zip(texts.iter().map(String::as_str)))
    }
}

/// What a unit promises to reach in a period: one value, or a range with both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Ends")]
pub struct Target {
    low: Quantity,
    high: Quantity,
}

/// A target as it is read: two equal ends stand for one value.
#[derive(Deserialize)]
struct Ends {
    low: Quantity,
    high: Quantity,
}

impl TryFrom<Ends> for Target {
    type Error = EmptyRange;

    fn try_from(Ends { low, high }: Ends) -> Result<Self, EmptyRange> {
        if low == high {
            Ok(Self { low, high })
        } else {
            Self::range(low, high)
        }
    }
}

/// A range whose upper end does not lie above its lower end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the upper end of the range, {high}, must be above its lower end, {low}")]
pub struct EmptyRange {
    /// The lower end that was given.
    pub low: Quantity,
    /// The upper end that was given.
    pub high: Quantity,
}

impl Target {
    /// One value.
    pub const fn at(value: Quantity) -> Self {
        Self {
            low: value,
            high: value,
        }
    }

    /// A range from `low` to `high`.
    pub fn range(low: Quantity, high: Quantity) -> Result<Self, EmptyRange> {
        if low < high {
            Ok(Self { low, high })
        } else {
            Err(EmptyRange { low, high })
        }
    }

    /// One value, or a range where an upper end is given as well.
    pub fn new(low: Quantity, high: Option<Quantity>) -> Result<Self, EmptyRange> {
        high.map_or(Ok(Self::at(low)), |high| Self::range(low, high))
    }

    /// The value, or the lower end of the range.
    pub const fn low(self) -> Quantity {
        self.low
    }

    /// The value, or the upper end of the range.
    pub const fn high(self) -> Quantity {
        self.high
    }

    /// Whether it is a range.
    pub fn is_range(self) -> bool {
        self.low < self.high
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::tests::quantity;

    #[test]
    fn a_target_travels_with_both_ends() {
        let target = Target::new(quantity("7"), Some(quantity("8,0"))).expect("a range");
        let json = serde_json::to_string(&target).expect("texts");
        assert_eq!(json, r#"{"low":"7","high":"8.0"}"#);
        assert_eq!(serde_json::from_str::<Target>(&json).ok(), Some(target));
        assert!(serde_json::from_str::<Target>(r#"{"low":"8","high":"7"}"#).is_err());
    }

    #[test]
    fn a_code_is_the_same_everywhere() {
        for direction in Direction::ALL {
            let json = serde_json::to_value(direction).expect("a text");
            assert_eq!(json, direction.code());
        }
        for frequency in Frequency::ALL {
            let json = serde_json::to_value(frequency).expect("a text");
            assert_eq!(json, frequency.code());
        }
    }

    #[test]
    fn a_range_has_two_different_ends_in_order() {
        let (low, high) = (quantity("7"), quantity("8,0"));
        let range = Target::range(low, high).expect("a range");
        assert_eq!(
            (range.low(), range.high(), range.is_range()),
            (low, high, true)
        );
        assert_eq!(
            Target::range(high, low),
            Err(EmptyRange {
                low: high,
                high: low
            })
        );
        assert!(Target::range(high, quantity("8")).is_err());
        assert!(!Target::at(high).is_range());
    }
}
