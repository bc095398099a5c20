//! What administrators can set for the whole installation.
//! It must not know where it is kept.

use crate::audit::{Changed, Deed};
use crate::digest::Digest;
use crate::noun::{Fault, Field, Fields, Kind, Known, Noun};
use crate::retention::{LIMITS, Retained, Retention};
use crate::seal::K_LIMITS;

/// What administrators can set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The smallest number of ratings that the next seals publish together.
    pub k: u64,
    /// How long what is not part of the record is kept, in months.
    pub retention: Retention,
}

/// The smallest number and how many months each kind is kept.
pub const SETTINGS: Noun = Noun::new("pengaturan", &TABLE);

const TABLE: [Field; 1 + Retained::ALL.len()] = {
    let k = Field::required(
        "k",
        Kind::Number {
            least: *K_LIMITS.start(),
            most: *K_LIMITS.end(),
        },
    );
    let mut table = [k; 1 + Retained::ALL.len()];
    let mut place = 0;
    while place < Retained::ALL.len() {
        let most = *LIMITS.end();
        table[place + 1] = Field::required(Retained::CODES[place], Kind::Months(most));
        place += 1;
    }
    table
};

impl Settings {
    /// The settings as text.
    pub fn fields(&self) -> Fields {
        let times = self.retention.iter();
        let k = Fields::empty(SETTINGS).with("k", self.k.to_string());
        times.fold(k, |fields, (kind, months)| {
            fields.with(kind.code(), months.to_string())
        })
    }

    /// The settings that the fields describe.
    ///
    /// # Errors
    /// Everything that is wrong with the fields, at most one fault each.
    pub fn read(fields: &Fields) -> Result<Self, Vec<Fault>> {
        let settings = || {
            let times = Retained::ALL.iter();
            let times = times.map(|kind| Some((*kind, fields.number(kind.code())?)));
            Some(Self {
                k: fields.number("k")?.into(),
                retention: times.collect::<Option<_>>()?,
            })
        };
        Fields::whole(settings(), fields.faults(Known::units(&|_| false)))
    }

    /// A hash by which one sees whether somebody changed them.
    pub fn digest(&self) -> Digest {
        let times = self.retention.iter();
        let times = times.map(|(kind, months)| format!("\n{} {months}", kind.code()));
        let text = format!("k {}{}", self.k, times.collect::<String>());
        Digest::of(text.as_bytes())
    }

    /// What the audit trail tells when others take their place.
    pub fn changed_to(&self, others: &Self) -> Deed {
        let times = others.retention.iter().filter_map(|(kind, months)| {
            let before = self.retention.get(kind)?;
            Some((*kind, Changed::between(*before, *months)?))
        });
        Deed::SettingsChanged {
            k: Changed::between(self.k, others.k),
            retention: times.collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_are_kept_and_what_is_shown_is_read_back() {
        let retention = Retained::ALL.iter();
        let retention = retention.map(|kind| (*kind, kind.default_months()));
        let usual = Settings {
            k: 10,
            retention: retention.collect(),
        };
        let fields = usual.fields();
        assert_eq!(Settings::read(&fields), Ok(usual));
        for (field, wrong) in [("k", "4"), ("k", ""), ("kunjungan", "121"), ("versi", "-1")] {
            let faults = Settings::read(&fields.clone().with(field, wrong));
            let faults = faults.expect_err("out of bounds");
            let told: Vec<_> = faults.iter().map(|fault| fault.field).collect();
            assert_eq!(told, [field]);
        }
    }
}
