//! What was just done, carried by the address to which a form redirects.
//! It must not carry free text, so that nobody can put words in the portal's mouth by a link.

use domain::language::Language;

use crate::t;

/// What was just done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice {
    /// Something was saved.
    Saved,
    /// The password was changed.
    PasswordChanged,
    /// One-time codes were set up anew.
    CodesSet,
}

impl Notice {
    /// Every notice.
    pub const ALL: [Self; 3] = [Self::Saved, Self::PasswordChanged, Self::CodesSet];

    /// As it is written in an address.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Saved => "tersimpan",
            Self::PasswordChanged => "sandi-diganti",
            Self::CodesSet => "kode-dipasang",
        }
    }

    /// The notice that an address carries.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|notice| notice.code() == code)
    }

    /// An address that says what was just done.
    pub fn at(self, path: &str) -> String {
        let sign = if path.contains('?') { '&' } else { '?' };
        format!("{path}{sign}{}={}", super::NOTICE, self.code())
    }

    /// The notice in words.
    pub fn text(self, language: Language) -> String {
        match self {
            Self::Saved => t!(language, "notice-saved"),
            Self::PasswordChanged => t!(language, "notice-password-changed"),
            Self::CodesSet => t!(language, "notice-codes-set"),
        }
    }
}
