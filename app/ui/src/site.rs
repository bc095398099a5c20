//! What the public pages are made of: the public record with what is derived from it once.
//! It must not know how the record is loaded or when it changes.

use std::sync::Arc;

use domain::period::Period;
use domain::record::PublicRecord;
use domain::register::{Service, Unit};
use domain::retention::Retention;
use domain::search::{SearchIndex, Target};

/// The public record at one revision, ready to be read by pages.
#[derive(Default)]
pub struct Site {
    /// The register and every release.
    pub record: PublicRecord,
    /// How long is kept what is not part of the record.
    pub retention: Retention,
    search: Arc<SearchIndex>,
}

/// A unit or service that was found.
#[derive(Clone, Copy)]
pub enum Found<'a> {
    /// A unit.
    Unit(&'a Unit),
    /// A service.
    Service(&'a Service),
}

impl Site {
    /// The site after the record or the settings changed. What is searched is taken from the register anew only where that
    /// changed.
    #[must_use]
    pub fn renewed(&self, record: PublicRecord, retention: Retention) -> Self {
        let search = if Arc::ptr_eq(self.record.register(), record.register()) {
            self.search.clone()
        } else {
            Arc::new(SearchIndex::new(record.register()))
        };
        Self {
            record,
            retention,
            search,
        }
    }

    /// The site as pages of a period show it; what is searched stays that of the present.
    #[must_use]
    pub fn as_of(&self, period: Period) -> Self {
        Self {
            record: self.record.as_of(period),
            retention: self.retention.clone(),
            search: self.search.clone(),
        }
    }

    /// What fits a question, best first.
    pub fn find(&self, question: &str) -> Vec<Found<'_>> {
        let register = self.record.register();
        let found = self.search.find(question).into_iter();
        found
            .filter_map(|target| match target {
                Target::Unit(slug) => register.unit(&slug).map(Found::Unit),
                Target::Service(slug) => register.service(&slug).map(Found::Service),
            })
            .collect()
    }
}
