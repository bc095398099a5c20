//! The way from the city down to a page.
//! It must not know what the page shows.

use domain::language::Language;
use domain::record::PublicRecord;
use domain::slug::Slug;
use ui::components::Crumb;

/// The way from the city down to a unit, the unit itself left out.
pub(super) fn crumbs(record: &PublicRecord, language: Language, unit: &Slug) -> Vec<Crumb> {
    let above = record.register().lineage(unit).into_iter().skip(1);
    let mut crumbs: Vec<Crumb> = above
        .map(|unit| Crumb {
            name: unit.name.get(language).to_owned(),
            path: if unit.parent.is_none() {
                "/".to_owned()
            } else {
                format!("/unit/{}", unit.slug)
            },
        })
        .collect();
    crumbs.reverse();
    crumbs
}
