//! What the public pages are made of: the public record with what is derived from it once.
//! It must not know how the record is loaded or when it changes.

use domain::record::PublicRecord;
use domain::register::{Service, Unit};
use domain::search::{SearchIndex, Target};
use store::Retention;

/// The public record at one revision, ready to be read by pages.
#[derive(Default)]
pub struct Site {
    /// The register and every release.
    pub record: PublicRecord,
    /// How long is kept what is not part of the record.
    pub retention: Retention,
    search: SearchIndex,
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
    /// Prepares a record for reading.
    pub fn new(record: PublicRecord, retention: Retention) -> Self {
        let search = SearchIndex::new(record.register());
        Self {
            record,
            retention,
            search,
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
