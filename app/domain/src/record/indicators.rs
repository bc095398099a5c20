//! What the record says of indicators: every statement of a release, set right by the corrections published since.
//! It must not judge: the rules of achievement are in `achievement`.

use super::PublicRecord;
use crate::accountability::{IndicatorHistory, histories};
use crate::register::Slug;
use crate::release::CorrectionRelease;

impl PublicRecord {
    /// The record with the corrections that were published.
    #[must_use]
    pub fn with_corrections(self, corrections: Vec<CorrectionRelease>) -> Self {
        let sealed: Vec<_> = self
            .releases
            .values()
            .flat_map(|published| published.release.realisations())
            .cloned()
            .collect();
        let changes: Vec<_> = corrections
            .iter()
            .flat_map(CorrectionRelease::corrections)
            .cloned()
            .collect();
        Self {
            indicators: histories(&sealed, &changes),
            corrections,
            ..self
        }
    }

    /// The indicators of a unit itself, by name.
    pub fn indicators<'a>(&'a self, unit: &'a Slug) -> impl Iterator<Item = &'a IndicatorHistory> {
        self.indicators
            .iter()
            .filter(move |history| history.indicator.unit == *unit)
    }

    /// The correction releases, oldest first.
    pub fn corrections(&self) -> &[CorrectionRelease] {
        &self.corrections
    }
}
