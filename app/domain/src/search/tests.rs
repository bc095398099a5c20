use proptest::prelude::*;

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

/// How one word fits an entry, told from the entry's own words.
fn fit(named: &Named, asked: &str, mistyped: bool) -> Option<Fit> {
    let own = || named.names.iter().flat_map(|name| name.split(' '));
    let allowed = [0, 0, 0, 1, 1, 1, 1, 1, 2][asked.chars().count().min(8)];
    let near = |word: &str| strsim::osa_distance(asked, word) <= allowed;
    if own().any(|word| word == asked) {
        Some(Fit::Whole)
    } else if asked.len() >= 3 && own().any(|word| word.starts_with(asked)) {
        Some(Fit::Beginning)
    } else if named.place.iter().any(|word| word == asked) {
        Some(Fit::Place)
    } else if mistyped && own().any(|word| !word.is_empty() && near(word)) {
        Some(Fit::Mistyped)
    } else {
        None
    }
}

/// What fits all words of a question, or else most of them, told from every entry one after the other.
fn expected(entries: &[Named], question: &str) -> Vec<Target> {
    let asked: Vec<String> = words(question).collect();
    let mistyped = |word: &str| {
        entries
            .iter()
            .all(|named| fit(named, word, false).is_none())
    };
    let mut scored = Vec::new();
    for named in entries {
        let fits = asked.iter();
        let fits = fits.filter_map(|word| fit(named, word, mistyped(word)));
        let fits: Vec<Fit> = fits.collect();
        if fits.iter().any(|fit| *fit != Fit::Place) {
            let exact = named.names.contains(&asked.join(" "));
            let points = fits.iter().map(|fit| *fit as u32).sum::<u32>();
            scored.push((fits.len(), points + if exact { BONUS } else { 0 }, named));
        }
    }
    let most = scored
        .iter()
        .map(|(fits, ..)| *fits)
        .max()
        .unwrap_or_default();
    scored.retain(|(fits, ..)| *fits == most && 2 * most >= asked.len());
    scored.sort_by_key(|(_, points, named)| (Reverse(*points), &named.target));
    let found = scored.into_iter();
    found.map(|(.., named)| named.target.clone()).collect()
}

fn phrase() -> impl Strategy<Value = String> {
    prop::collection::vec("[bc]{1,4}|kart[au]{1,3}|KK", 1..4).prop_map(|words| words.join("-"))
}

proptest! {
    #[test]
    fn the_index_finds_what_reading_every_entry_finds(
        names in prop::collection::vec((phrase(), phrase()), 1..6),
        question in phrase(),
    ) {
        let mut capil = unit("disdukcapil", Some("kota"));
        capil.name = Bilingual::new("Kartu", "aab");
        let services = names.iter().enumerate().map(|(number, (name, alias))| {
            let mut service = service(&format!("layanan-{number}"), "disdukcapil");
            service.name = Bilingual::new(name, "");
            service.aliases = vec![alias.clone()];
            service
        });
        let units = vec![unit("kota", None), capil];
        let register = Register::new(units, services.collect(), vec![]).expect("consistent");
        let mut entries: Vec<Named> = register.units().map(of_unit).collect();
        entries.extend(register.services().map(|service| of_service(&register, service)));
        let found = SearchIndex::new(&register).find(&question);
        prop_assert_eq!(found, expected(&entries, &question));
    }
}
