//! What the record says of indicators: every statement of a release, set right by the corrections published since.
//! It must not judge: the rules of achievement are in `achievement`.

use super::PublicRecord;
use crate::accountability::IndicatorHistory;
use crate::release::CorrectionRelease;
use crate::slug::Slug;

impl PublicRecord {
    /// The indicators of a unit itself, by name.
    pub fn indicators<'a>(&'a self, unit: &'a Slug) -> impl Iterator<Item = &'a IndicatorHistory> {
        self.sealed
            .indicators()
            .iter()
            .filter(move |history| history.indicator.unit == *unit)
    }

    /// The correction releases, oldest first.
    pub fn corrections(&self) -> &[CorrectionRelease] {
        self.sealed.corrections()
    }
}
