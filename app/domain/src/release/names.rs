//! Sharing the names that releases have in common, so that a service is written once and not once a month.
//! It must not change what any release says.

use std::collections::HashSet;
use std::sync::Arc;

use super::Release;
use crate::register::Slug;

/// Names that were seen.
#[derive(Debug, Default)]
pub struct Names {
    slugs: HashSet<Slug>,
    services: HashSet<Arc<[Slug]>>,
}

impl Names {
    /// Takes up the names of a release that shares its own already.
    pub fn learn(&mut self, release: &Release) {
        for atom in &release.atoms {
            self.slugs.insert(atom.unit.clone());
            self.slugs.extend(atom.services.iter().cloned());
            self.services.insert(atom.services.clone());
        }
    }

    /// Lets a release share every name that was seen before, and takes up the others.
    pub fn share(&mut self, release: &mut Release) {
        for atom in &mut release.atoms {
            self.slug(&mut atom.unit);
            if let Some(known) = self.services.get(&atom.services) {
                atom.services = known.clone();
            } else {
                let mut services = atom.services.to_vec();
                for service in &mut services {
                    self.slug(service);
                }
                atom.services = services.into();
                self.services.insert(atom.services.clone());
            }
        }
        for waiting in &mut release.waiting {
            self.slug(&mut waiting.service);
        }
        let supplement = &mut release.supplement;
        for comments in &mut supplement.comments {
            self.slug(&mut comments.unit);
            if let Some(service) = &mut comments.service {
                self.slug(service);
            }
        }
        for times in &mut supplement.times {
            for name in times.names() {
                self.slug(name);
            }
        }
        for coverage in &mut supplement.coverage {
            self.slug(coverage.service_mut());
        }
    }

    fn slug(&mut self, slug: &mut Slug) {
        match self.slugs.get(slug) {
            Some(known) => *slug = known.clone(),
            None => drop(self.slugs.insert(slug.clone())),
        }
    }
}
