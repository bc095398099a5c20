//! The two languages of the portal and texts that exist in both.
//! It must not know any text of the interface: those belong to the pages.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A language in which every page is complete.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Language {
    /// Bahasa Indonesia, the default.
    #[default]
    Indonesian,
    /// English, under `/en`.
    English,
}

impl Language {
    /// Both languages, the default first.
    pub const ALL: [Self; 2] = [Self::Indonesian, Self::English];

    /// The BCP 47 tag: `id` or `en`.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Indonesian => "id",
            Self::English => "en",
        }
    }
}

/// One text in both languages. An empty English text falls back to the Indonesian one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Bilingual {
    /// The Indonesian text.
    pub id: String,
    /// The English text, possibly empty.
    pub en: String,
}

impl Bilingual {
    /// A text from its two forms.
    pub fn new(id: impl Into<String>, en: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            en: en.into(),
        }
    }

    /// The text in `language`, or in Indonesian where there is no English one.
    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::English if !self.en.is_empty() => &self.en,
            _ => &self.id,
        }
    }

    /// The items of a text that lists several, separated by `|`.
    pub fn items(&self, language: Language) -> impl Iterator<Item = &str> {
        self.get(language)
            .split('|')
            .map(str::trim)
            .filter(|item| !item.is_empty())
    }
}
