//! The word in a form by which one that is sent twice is recognised. With a code it stands for whoever opened the form:
//! the code alone, which somebody else printed, leads to no receipt.
//! It must not know what the form asks for.

use uuid::Uuid;

/// A random word in a form, by which a form sent twice is recognised.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct FormToken(String);

impl FormToken {
    /// A fresh token.
    pub fn random() -> Self {
        Self(Uuid::new_v4().simple().to_string())
    }

    /// A token as the form sent it back.
    pub fn parse(text: &str) -> Option<Self> {
        (text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit()))
            .then(|| Self(text.to_ascii_lowercase()))
    }

    /// The text for the form.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
