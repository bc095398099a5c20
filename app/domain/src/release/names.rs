//! Sharing the names that releases have in common, so that a service is written once and not once a month.
//! It must not change what any release says.

use std::collections::HashSet;

use super::Extract;
use crate::slug::Slug;

/// Names that were seen.
#[derive(Debug, Default)]
pub struct Names(HashSet<Slug>);

impl Names {
    /// Takes up the names of an extract that shares its own already.
    pub fn learn(&mut self, extract: &Extract) {
        let told = &extract.told;
        self.0
            .extend(told.waiting.iter().map(|waiting| waiting.service.clone()));
        for comments in &told.comments {
            self.0.insert(comments.unit.clone());
            self.0.extend(comments.service.clone());
        }
    }

    /// Lets an extract share every name that was seen before, and takes up the others.
    pub fn share(&mut self, extract: &mut Extract) {
        for waiting in &mut extract.told.waiting {
            self.slug(&mut waiting.service);
        }
        for comments in &mut extract.told.comments {
            self.slug(&mut comments.unit);
            if let Some(service) = &mut comments.service {
                self.slug(service);
            }
        }
    }

    fn slug(&mut self, slug: &mut Slug) {
        match self.0.get(slug) {
            Some(known) => *slug = known.clone(),
            None => drop(self.0.insert(slug.clone())),
        }
    }
}
