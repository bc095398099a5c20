//! Finds units and services by their names, abbreviations and what people call them, forgiving typing errors.
//! It must not know where the words of the question come from or how the answers are shown.

use std::collections::BTreeSet;

use crate::register::Register;
use crate::slug::Slug;

/// Words that people put around what they look for and that tell nothing about it.
const FILLERS: &[&str] = &[
    "a", "an", "and", "apply", "atau", "baru", "bikin", "buat", "cara", "dan", "di", "for", "get",
    "how", "ke", "kota", "membuat", "mengurus", "minta", "my", "of", "saya", "the", "to", "untuk",
    "urus", "yang",
];

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Target {
    /// A unit.
    Unit(Slug),
    /// A service.
    Service(Slug),
}

struct Entry {
    target: Target,
    /// Words of the names, of the abbreviation and of what people call it.
    words: BTreeSet<String>,
    /// Words that only tell where it is: those of the unit that offers a service.
    place: BTreeSet<String>,
    /// Whole names, for a bonus when the question is exactly one of them.
    names: Vec<String>,
}

/// The words of a register, ready to be searched.
#[derive(Default)]
pub struct SearchIndex {
    entries: Vec<Entry>,
}

/// How well one word of the question fits an entry.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    Mistyped = 1,
    Place = 2,
    Beginning = 3,
    Whole = 4,
}

impl SearchIndex {
    /// Indexes every unit and service of a register that exists today.
    pub fn new(register: &Register) -> Self {
        let units = register.units().map(|unit| {
            let names = [&unit.name.id, &unit.name.en, &unit.abbreviation]
                .into_iter()
                .chain(&unit.aliases);
            entry(Target::Unit(unit.slug.clone()), names, &BTreeSet::new())
        });
        let services = register.services().map(|service| {
            let place = register.unit(&service.unit).map(|unit| {
                words(&format!(
                    "{} {} {}",
                    unit.name.id,
                    unit.abbreviation,
                    unit.aliases.join(" ")
                ))
                .collect()
            });
            let names = [&service.name.id, &service.name.en]
                .into_iter()
                .chain(&service.aliases);
            entry(
                Target::Service(service.slug.clone()),
                names,
                &place.unwrap_or_default(),
            )
        });
        Self {
            entries: services.chain(units).collect(),
        }
    }

    /// What fits the question, best first. Every word must fit; if nothing fits all words, entries that fit most of them
    /// are given. Words are compared with typing errors only where no entry has them as they stand.
    pub fn find(&self, question: &str) -> Vec<Target> {
        let asked: Vec<String> = words(question)
            .filter(|word| !FILLERS.contains(&word.as_str()))
            .collect();
        let asked = if asked.is_empty() {
            words(question).collect()
        } else {
            asked
        };
        if asked.is_empty() {
            return vec![];
        }
        let mistyped: Vec<bool> = asked
            .iter()
            .map(|word| {
                self.entries
                    .iter()
                    .all(|entry| entry.fit(word, false).is_none())
            })
            .collect();
        let whole = words(question).collect::<Vec<_>>().join(" ");
        let mut found: Vec<(usize, u32, &Entry)> = self
            .entries
            .iter()
            .filter_map(|entry| {
                let fits: Vec<Fit> = asked
                    .iter()
                    .zip(&mistyped)
                    .filter_map(|(word, typo)| entry.fit(word, *typo))
                    .collect();
                let own = fits.iter().any(|fit| *fit != Fit::Place);
                let bonus = if entry.names.contains(&whole) { 10 } else { 0 };
                own.then(|| {
                    (
                        fits.len(),
                        fits.iter().map(|fit| *fit as u32).sum::<u32>() + bonus,
                        entry,
                    )
                })
            })
            .collect();
        let most = found
            .iter()
            .map(|(fits, ..)| *fits)
            .max()
            .unwrap_or_default();
        found.retain(|(fits, ..)| *fits == most && 2 * most >= asked.len());
        found.sort_by(|a, b| (b.1, &a.2.target).cmp(&(a.1, &b.2.target)));
        found
            .into_iter()
            .map(|(.., entry)| entry.target.clone())
            .collect()
    }
}

fn entry<'a>(
    target: Target,
    names: impl Iterator<Item = &'a String>,
    place: &BTreeSet<String>,
) -> Entry {
    let names: Vec<String> = names
        .map(|name| words(name).collect::<Vec<_>>().join(" "))
        .collect();
    let own = names
        .iter()
        .flat_map(|name| name.split(' '))
        .map(str::to_owned)
        .filter(|word| !word.is_empty());
    Entry {
        target,
        words: own.collect(),
        place: place.clone(),
        names,
    }
}

impl Entry {
    fn fit(&self, asked: &str, mistyped: bool) -> Option<Fit> {
        let begins = |word: &String| asked.len() >= 3 && word.starts_with(asked);
        let near = |word: &String| {
            let allowed = match asked.chars().count() {
                0..=2 => 0,
                3..=7 => 1,
                _ => 2,
            };
            strsim::osa_distance(asked, word) <= allowed
        };
        if self.words.contains(asked) {
            Some(Fit::Whole)
        } else if self.words.iter().any(begins) {
            Some(Fit::Beginning)
        } else if self.place.contains(asked) {
            Some(Fit::Place)
        } else if mistyped && self.words.iter().any(near) {
            Some(Fit::Mistyped)
        } else {
            None
        }
    }
}

/// The words of a text: lower case, letters and digits only. `KTP-el` gives `ktp` and `el`.
fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Bilingual;
    use crate::register::tests::{service, slug, unit};

    fn index() -> SearchIndex {
        let mut capil = unit("disdukcapil", Some("kota"));
        capil.name = Bilingual::new(
            "Dinas Kependudukan dan Pencatatan Sipil",
            "Population and Civil Registration",
        );
        capil.abbreviation = "Disdukcapil".to_owned();
        let mut ktp = service("ktp-el", "disdukcapil");
        ktp.name = Bilingual::new(
            "Perekaman dan pencetakan KTP-el",
            "Electronic identity card",
        );
        ktp.aliases = vec!["kartu tanda penduduk".to_owned(), "e-KTP".to_owned()];
        let mut family = service("kartu-keluarga", "disdukcapil");
        family.name = Bilingual::new("Kartu Keluarga", "Family card");
        family.aliases = vec!["KK".to_owned()];
        let mut birth = service("akta-kelahiran", "disdukcapil");
        birth.name = Bilingual::new("Akta kelahiran", "Birth certificate");
        let register = Register::new(
            vec![unit("kota", None), capil],
            vec![ktp, family, birth],
            vec![],
        );
        SearchIndex::new(&register.expect("consistent"))
    }

    fn first(question: &str) -> Option<Target> {
        index().find(question).into_iter().next()
    }

    #[test]
    fn finds_what_people_call_it() {
        for question in [
            "KTP",
            "ktp",
            "e-ktp",
            "bikin KTP",
            "kartu tanda penduduk",
            "identity card",
            "KTP disdukcapil",
        ] {
            assert_eq!(
                first(question),
                Some(Target::Service(slug("ktp-el"))),
                "{question}"
            );
        }
        assert_eq!(first("KK"), Some(Target::Service(slug("kartu-keluarga"))));
        assert_eq!(
            first("disdukcapil"),
            Some(Target::Unit(slug("disdukcapil")))
        );
    }

    #[test]
    fn forgives_typing_errors() {
        assert_eq!(
            first("akta kelahirn"),
            Some(Target::Service(slug("akta-kelahiran")))
        );
        assert_eq!(
            first("kartu kelaurga"),
            Some(Target::Service(slug("kartu-keluarga")))
        );
        assert_eq!(first("disdukcapl"), Some(Target::Unit(slug("disdukcapil"))));
    }

    #[test]
    fn finds_the_beginning_of_a_word() {
        assert_eq!(
            first("kelahir"),
            Some(Target::Service(slug("akta-kelahiran")))
        );
    }

    #[test]
    fn finds_nothing_for_nothing() {
        for question in ["", "   ", "--", "zzzzqqqq", "xy"] {
            assert_eq!(first(question), None, "{question:?}");
        }
    }
}
