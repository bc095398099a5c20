//! That no function which takes a permit is forgotten by the tests beside this one.

use std::collections::BTreeSet;
use std::path::Path;

/// What only the command line does, on a database in which nobody has an account yet.
const ALONE: &str = "restore";

/// The text of every source file below a folder but those of tests.
fn sources(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).expect("the source folder can be read");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    let paths = paths.filter(|path| path.file_stem().is_none_or(|name| name != "tests"));
    let texts = paths.flat_map(|path| {
        if path.is_dir() {
            sources(&path)
        } else {
            vec![std::fs::read_to_string(&path).expect("a readable file")]
        }
    });
    texts.collect()
}

/// The public functions that take a permit.
fn asking(source: &str) -> impl Iterator<Item = &str> {
    let functions = source.split("pub async fn ").skip(1);
    functions.filter_map(|function| {
        let (signature, _) = function.split_once(" {\n")?;
        let (name, rest) = signature.split_once(['(', '<'])?;
        rest.contains("Permit").then_some(name)
    })
}

#[test]
fn every_write_is_tried_with_another_permit() {
    let sources = sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
    let asking: BTreeSet<_> = sources.iter().flat_map(|source| asking(source)).collect();
    let tests = [include_str!("../permits.rs"), include_str!("units.rs")].concat();
    let forgotten = asking.iter().filter(|name| {
        let tried = format!("\"{name}\"");
        **name != ALONE && !tests.contains(&tried)
    });
    assert_eq!(forgotten.collect::<Vec<_>>(), Vec::<&&str>::new());
    assert!(asking.len() > 30, "only {asking:?}");
}
