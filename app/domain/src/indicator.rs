//! Key performance indicators (*indikator kinerja utama*, IKU): what a unit promises to reach and how that is measured.
//! It must not know what was reached, nor how achievement is computed.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::coded::coded;
use crate::language::Bilingual;
use crate::noun::{Fault, Field, Fields, Kind, Known, Noun, Snapshot};
use crate::quantity::Quantity;
use crate::reporting::Frequency;
use crate::slug::Slug;
use crate::validity::Validity;

coded! {
    /// Which realisations are good ones.
    Direction {
        /// The higher the better, such as an index.
        Higher = "naik",
        /// The lower the better, such as days of waiting; the regulations call it *kondisi khusus*.
        Lower = "turun",
        /// Within the target range; above it is as bad as below, such as the share of occupied hospital beds.
        Range = "rentang",
    }
}

/// A key performance indicator of a unit, with what a reader must know to understand its figures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
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

/// The longest text of a definition, in characters.
const LONGEST_TEXT: usize = 1000;

/// What is kept of the definition of an indicator.
pub const INDICATOR: Noun = Noun::new(
    "indikator",
    &[
        Field::required("slug", SLUG).named("nama_pendek"),
        Field::required("unit", Kind::OwnUnit),
        Field::required("nama", Kind::Text(LONGEST_TEXT)),
        Field::optional("nama_en", Kind::Text(LONGEST_TEXT)),
        Field::required("definisi", Kind::Text(LONGEST_TEXT)),
        Field::optional("definisi_en", Kind::Text(LONGEST_TEXT)),
        Field::required("satuan", Kind::Text(LONGEST_TEXT)),
        Field::optional("satuan_en", Kind::Text(LONGEST_TEXT)),
        Field::required("arah", Kind::Choice(Direction::CODES)),
        Field::required("frekuensi", Kind::Choice(Frequency::CODES)),
        Field::required("sumber", Kind::Text(LONGEST_TEXT)),
        Field::optional("sumber_en", Kind::Text(LONGEST_TEXT)),
        Field::required("penanggung_jawab", Kind::Text(LONGEST_TEXT)),
        Field::optional("penanggung_jawab_en", Kind::Text(LONGEST_TEXT)),
        Field::optional("berlaku_mulai", Kind::Day),
        Field::optional("berlaku_sampai", Kind::Until("berlaku_mulai")),
    ],
);

/// A short name; these are addresses of the desk's own.
const SLUG: Kind = Kind::Slug {
    reserved: &["baru", "berkas"],
};

impl Indicator {
    /// The definition as text.
    pub fn fields(&self, validity: Validity) -> Fields {
        Fields::empty(INDICATOR)
            .with("slug", self.slug.as_str())
            .with("unit", self.unit.as_str())
            .with_bilingual("nama", &self.name)
            .with_bilingual("definisi", &self.definition)
            .with_bilingual("satuan", &self.measure)
            .with("arah", self.direction.code())
            .with("frekuensi", self.frequency.code())
            .with_bilingual("sumber", &self.source)
            .with_bilingual("penanggung_jawab", &self.owner)
            .with_validity(validity)
    }

    /// The indicator that the fields describe, and when it is valid.
    ///
    /// # Errors
    /// Everything that is wrong with the fields, at most one fault each.
    pub fn read(fields: &Fields, known: Known<'_>) -> Result<(Self, Validity), Vec<Fault>> {
        let indicator = || {
            Some(Self {
                slug: fields.slug("slug")?,
                unit: fields.slug("unit")?,
                name: fields.bilingual("nama"),
                definition: fields.bilingual("definisi"),
                measure: fields.bilingual("satuan"),
                direction: Direction::from_code(fields.get("arah"))?,
                frequency: Frequency::from_code(fields.get("frekuensi"))?,
                source: fields.bilingual("sumber"),
                owner: fields.bilingual("penanggung_jawab"),
            })
        };
        let indicator = Fields::whole(indicator(), fields.faults(known))?;
        Ok((indicator, fields.validity()))
    }

    /// What the history keeps of the definition.
    pub fn snapshot(&self, validity: Validity) -> Snapshot {
        self.fields(validity).snapshot()
    }
}

/// What a unit promises to reach in a period: one value, or a range with both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "Ends")]
pub struct Target {
    low: Quantity,
    high: Quantity,
}

/// A target as it is read: two equal ends stand for one value.
#[derive(Deserialize, JsonSchema)]
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
