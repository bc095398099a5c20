use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use fluent_bundle::FluentResource;

use super::*;

/// Every key of a language with the names of its arguments.
fn keys(language: Language) -> BTreeMap<String, BTreeSet<String>> {
    let mut keys = BTreeMap::new();
    for source in SOURCES[language as usize] {
        FluentResource::try_new(source.to_owned())
            .unwrap_or_else(|(_, errors)| panic!("{language:?}: {errors:?}"));
        let mut current = String::new();
        for line in source.lines() {
            if let Some((key, _)) = line.split_once(" =").filter(|(key, _)| {
                key.starts_with(|c: char| c.is_ascii_lowercase()) && !key.contains(' ')
            }) {
                current = key.to_owned();
                assert!(
                    keys.insert(current.clone(), BTreeSet::new()).is_none(),
                    "{language:?}: {key} stands twice"
                );
            }
            for argument in line.split('$').skip(1) {
                let name: String = argument
                    .chars()
                    .take_while(|c| c.is_alphanumeric() || *c == '_')
                    .collect();
                keys.get_mut(&current)
                    .expect("an argument belongs to a key")
                    .insert(name);
            }
        }
    }
    keys
}

/// The text of every source file below a folder.
fn sources(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).expect("the source folder can be read");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    paths
        .flat_map(|path| match path.extension() {
            _ if path.is_dir() => sources(&path),
            Some(extension) if extension == "rs" => {
                vec![std::fs::read_to_string(&path).expect("a readable file")]
            }
            _ => vec![],
        })
        .collect()
}

fn own_sources() -> Vec<String> {
    let crate_folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    ["src", "../public/src", "../desk/src", "../../src"]
        .iter()
        .flat_map(|folder| sources(&crate_folder.join(folder)))
        .collect()
}

#[test]
fn both_languages_have_the_same_keys_and_arguments() {
    assert_eq!(keys(Language::Indonesian), keys(Language::English));
}

#[test]
fn every_key_is_used() {
    let sources = own_sources();
    let quoted: BTreeSet<&str> = sources
        .iter()
        .flat_map(|source| source.split('"'))
        .collect();
    let by_others = |key: &str| {
        SOURCES[0]
            .iter()
            .any(|source| source.contains(&format!("{{ {key} }}")))
    };
    // The tables of a noun and of the data dictionary ask for these.
    let by_table = |key: &str| {
        let prefixes = [
            "field-",
            "help-",
            "wanted-",
            "dataform-",
            "datum-",
            "datacode-",
        ];
        prefixes.iter().any(|prefix| key.starts_with(prefix))
    };
    let unused: Vec<_> = keys(Language::Indonesian)
        .into_keys()
        .filter(|key| !quoted.contains(key.as_str()) && !by_others(key) && !by_table(key))
        .collect();
    assert!(unused.is_empty(), "{unused:?}");
}

/// The keys that a source file asks for with `t!(language, "key")` or `Wanted::new("key")`.
fn asked_keys(source: &str) -> impl Iterator<Item = &str> {
    let wanted = source.split("Wanted::new(\"").skip(1);
    let wanted = wanted.filter_map(|rest| rest.split('"').next());
    let told = source.match_indices("t!(").filter_map(|(start, call)| {
        let whole_name = !source[..start].ends_with(|c: char| c.is_alphanumeric() || c == '_');
        let (language, rest) = source[start + call.len()..].split_once('"')?;
        let plain = |c: char| {
            c.is_ascii_lowercase() || c == '_' || c == '.' || c == ',' || c.is_whitespace()
        };
        let key = rest.split('"').next()?;
        (whole_name && !language.is_empty() && language.chars().all(plain)).then_some(key)
    });
    told.chain(wanted)
}

#[test]
fn every_used_key_exists() {
    let known = keys(Language::Indonesian);
    let sources = own_sources();
    let asked: BTreeSet<&str> = sources
        .iter()
        .flat_map(|source| asked_keys(source))
        .collect();
    assert!(
        asked.len() > 200,
        "the keys are no longer found in the source"
    );
    let missing: Vec<_> = asked
        .iter()
        .filter(|key| **key != "key" && !known.contains_key(**key))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn numbers_are_written_as_the_language_does() {
    assert_eq!(
        crate::t!(Language::Indonesian, "figure-respondents", n = 12_345),
        "12.345 penilaian"
    );
    assert_eq!(
        crate::t!(Language::English, "figure-respondents", n = 12_345),
        "12,345 ratings"
    );
    assert_eq!(
        crate::t!(Language::English, "figure-respondents", n = 1),
        "1 rating"
    );
}
