//! Finds the names of officers in a text, and words that may be names because of the way people are addressed.
//! It must not know which officer a name belongs to, only that it is one of those given.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::Range;

use super::finding::FindingKind;
use super::folded::Folded;

/// Words before a name, in Indonesian and Minangkabau and English.
const HONORIFICS: &[&str] = &[
    "abang", "ajo", "bang", "bapak", "bpk", "bu", "buk", "ibu", "kak", "kakak", "mas", "mba",
    "mbak", "mr", "mrs", "ms", "pak", "saudara", "saudari", "sdr", "sdri", "uda", "uni",
];

/// Those that are abbreviations, with or without a full stop.
const ABBREVIATED: &[&str] = &["bpk", "mr", "mrs", "ms", "sdr", "sdri"];

/// Offices that follow an honorific and are no names.
const OFFICES: &[&str] = &[
    "bidan", "bupati", "camat", "dokter", "dosen", "gubernur", "guru", "kabid", "kadis", "kasi",
    "kepala", "kota", "lurah", "pegawai", "perawat", "petugas", "polisi", "presiden", "rt", "rw",
    "satpam", "sekda", "wali", "walikota", "wawako",
];

/// Common words that stand in capitals beside names when somebody writes everything in capitals.
const JOINING: &[&str] = &[
    "dan", "dari", "di", "ini", "itu", "karena", "ke", "mohon", "saya", "sangat", "sudah", "tidak",
    "tolong", "untuk", "yang",
];

/// Titles in front of a name that are no part of it. What follows a comma is a degree and never read.
const TITLES: &[&str] = &[
    "dr", "dra", "drg", "drs", "h", "haji", "hajjah", "hj", "ir", "prof",
];

/// A word that stands alone is taken for a part of a name only from this number of letters on.
const LETTERS_OF_A_NAME: usize = 3;

/// As many words after an honorific may be one name.
const WORDS_OF_A_NAME: usize = 3;

/// The names of the officers of a city, split into words.
#[derive(Clone, Debug, Default)]
pub struct OfficerNames {
    /// For each word the places of the officers who have it in their name.
    officers: HashMap<String, BTreeSet<usize>>,
    /// Names of one word only.
    single: HashSet<String>,
}

/// A word of a text: letters only.
struct Word {
    range: Range<usize>,
    /// In lower case.
    letters: String,
    capitalised: bool,
}

impl OfficerNames {
    /// The names as they are written in the register, with or without titles: `Drs. Nama Contoh, M.Si`.
    pub fn new<N: AsRef<str>>(names: impl IntoIterator<Item = N>) -> Self {
        let mut this = Self::default();
        for (officer, name) in names.into_iter().enumerate() {
            let name = Folded::new(name.as_ref()).text;
            let name = name.split(',').next().unwrap_or_default();
            let mut words: Vec<String> = words(name).into_iter().map(|w| w.letters).collect();
            words.retain(|word| !TITLES.contains(&word.as_str()));
            if let [only] = words.as_slice() {
                this.single.insert(only.clone());
            }
            for word in words {
                this.officers.entry(word).or_default().insert(officer);
            }
        }
        this
    }

    /// The names in a folded text, from left to right and apart from each other.
    ///
    /// Two words of one officer's name in a row are that name, and so is one after an honorific or one that is all of
    /// the name. One word alone may be an ordinary word (*Indah*, *Budi*), and a capitalised word after an honorific may be
    /// somebody's name: both are possible names.
    pub(super) fn find(&self, text: &str) -> Vec<(FindingKind, Range<usize>)> {
        let words = words(text);
        let mut found = vec![];
        let mut addressed = false;
        let mut at = 0;
        while at < words.len() {
            let rest = &words[at..];
            let letters = rest[0].letters.as_str();
            let continues = at > 0 && is_joined(text, &words[at - 1], &rest[0]);
            addressed &= continues;
            if HONORIFICS.contains(&letters) || addressed && OFFICES.contains(&letters) {
                addressed = true;
                at += 1;
                continue;
            }
            let named = self
                .named(text, rest, addressed)
                .or_else(|| addressed.then(|| capitalised(text, rest)).flatten());
            if let Some((kind, count)) = named {
                found.push((kind, rest[0].range.start..rest[count - 1].range.end));
            }
            addressed = false;
            at += named.map_or(1, |(_, count)| count);
        }
        found
    }

    /// Whether the first words are of one officer's name, and how many.
    fn named(&self, text: &str, words: &[Word], addressed: bool) -> Option<(FindingKind, usize)> {
        let first = &words[0].letters;
        let mut officers = self.officers.get(first)?.clone();
        let more = words.windows(2).take_while(|pair| {
            let same = self.officers.get(&pair[1].letters);
            officers.retain(|officer| same.is_some_and(|same| same.contains(officer)));
            !officers.is_empty() && is_joined(text, &pair[0], &pair[1])
        });
        let count = 1 + more.count();
        let is_long = |word: &Word| word.letters.chars().count() >= LETTERS_OF_A_NAME;
        let kind = if count > 1 || addressed || self.single.contains(first) {
            FindingKind::Officer
        } else {
            FindingKind::PossibleName
        };
        words[..count].iter().any(is_long).then_some((kind, count))
    }
}

/// How many words at the beginning may be a name by their capital letter.
fn capitalised(text: &str, words: &[Word]) -> Option<(FindingKind, usize)> {
    let is_name = |word: &Word| {
        let ordinary = [HONORIFICS, OFFICES, JOINING];
        word.capitalised
            && !ordinary
                .iter()
                .any(|list| list.contains(&word.letters.as_str()))
    };
    let joined = words
        .windows(2)
        .take(WORDS_OF_A_NAME - 1)
        .take_while(|pair| is_name(&pair[1]) && is_joined(text, &pair[0], &pair[1]));
    is_name(&words[0]).then(|| (FindingKind::PossibleName, 1 + joined.count()))
}

/// Whether one word follows the other in the same sentence and line.
fn is_joined(text: &str, word: &Word, next: &Word) -> bool {
    let between = &text[word.range.end..next.range.start];
    let between = match between.strip_prefix('.') {
        Some(rest) if is_abbreviation(&word.letters) => rest,
        _ => between,
    };
    between
        .chars()
        .all(|c| c.is_whitespace() && c != '\n' || "-'’".contains(c))
}

fn is_abbreviation(word: &str) -> bool {
    word.chars().count() == 1 || ABBREVIATED.contains(&word) || TITLES.contains(&word)
}

fn words(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = vec![];
    for (place, c) in text.char_indices().filter(|(_, c)| c.is_alphabetic()) {
        let end = place + c.len_utf8();
        match words.last_mut() {
            Some(word) if word.range.end == place => {
                word.range.end = end;
                word.letters.extend(c.to_lowercase());
            }
            _ => words.push(Word {
                range: place..end,
                letters: c.to_lowercase().collect(),
                capitalised: c.is_uppercase(),
            }),
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use FindingKind::{Officer, PossibleName};

    fn found(text: &str) -> Vec<(FindingKind, &str)> {
        let names = OfficerNames::new([
            "Dra. Contohwati Indah Rekaan, M.Si",
            "H. M. Misalnya Andaian",
            "Umpamanya",
            "Cont'oh",
        ]);
        names
            .find(text)
            .into_iter()
            .map(|(kind, range)| (kind, &text[range]))
            .collect()
    }

    #[test]
    fn whole_names_are_found_in_any_case() {
        assert_eq!(
            found("dilayani CONTOHWATI indah dan m. misalnya"),
            [(Officer, "CONTOHWATI indah"), (Officer, "m. misalnya")]
        );
        assert_eq!(found("sama cont’oh"), [(Officer, "cont’oh")]);
        assert_eq!(found("terima kasih umpamanya!"), [(Officer, "umpamanya")]);
    }

    #[test]
    fn part_of_a_name_is_sure_only_after_an_honorific() {
        assert_eq!(found("bu contohwati ramah"), [(Officer, "contohwati")]);
        assert_eq!(found("kantornya indah"), [(PossibleName, "indah")]);
        assert_eq!(found("contohwatinya, keindahan, m"), []);
    }

    #[test]
    fn words_of_two_officers_or_sentences_are_no_one_name() {
        assert_eq!(
            found("kantornya indah. Rekaan saja"),
            [(PossibleName, "indah"), (PossibleName, "Rekaan")]
        );
        assert_eq!(
            found("indah misalnya"),
            [(PossibleName, "indah"), (PossibleName, "misalnya")]
        );
    }

    #[test]
    fn a_capital_after_an_honorific_may_be_a_name() {
        assert_eq!(
            found("Tolong Pak Fulan Bin Fulan ditegur"),
            [(PossibleName, "Fulan Bin Fulan")]
        );
        assert_eq!(found("kepada Bpk. Fulan"), [(PossibleName, "Fulan")]);
        assert_eq!(
            found("Bapak Camat Fulan, Uni Anu"),
            [(PossibleName, "Fulan"), (PossibleName, "Anu")]
        );
        assert_eq!(
            found("TERIMA KASIH PAK CAMAT DAN BAPAK FULAN YANG RAMAH"),
            [(PossibleName, "FULAN")]
        );
    }

    #[test]
    fn forms_of_address_without_a_name_are_left_alone() {
        for text in [
            "Terima kasih pak. Pelayanan baik",
            "terima kasih bu\nAntrean cepat",
            "Bapak Ibu petugas ramah",
            "Pak Lurah, Ibu Kepala",
            "ibu saya tua",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }

    #[test]
    fn an_empty_name_names_nobody() {
        let names = OfficerNames::new(["", " , M.Si", "Drs."]);
        assert_eq!(names.find("drs pelayanan M.Si"), []);
    }
}
