//! What letters to staff say.
//! It must not know how a letter is sent.

use domain::account::PersonName;
use domain::language::Language;

use crate::t;

/// A letter without its envelope.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// The subject, one line.
    pub subject: String,
    /// The text, plain, with one paragraph a line.
    pub text: String,
}

/// The letter that brings somebody the one-time link to the own account.
pub fn link_letter(language: Language, city: &str, name: &PersonName, link: &str) -> Letter {
    let name = name.to_string();
    let paragraphs = [
        t!(language, "letter-greeting", name = name),
        t!(language, "letter-link", city = city),
        link.to_owned(),
        t!(language, "letter-lifetime"),
        t!(language, "letter-unexpected"),
    ];
    Letter {
        subject: t!(language, "letter-subject", city = city),
        text: paragraphs.join("\n\n") + "\n",
    }
}
