//! The fields for a password, for whose it is and for the city that is set up with it, and what can be wrong with them.
//! It must not know which passwords are good ones.

use domain::language::Language;
use ui::components::{FieldError, FormFault};
use ui::t;

/// The name of the field for the e-mail address.
pub const EMAIL: &str = "surel";

/// The name of the field for the password.
pub const PASSWORD: &str = "sandi";

/// The name of the field for the person's name.
pub const NAME: &str = "nama";

/// The name of the field for the city's name.
pub const CITY: &str = "kota";

/// The name of the field for the new password.
pub const NEW_PASSWORD: &str = "sandi_baru";

/// The name of the field for the password with which one-time codes are set up anew.
pub const CODE_PASSWORD: &str = "sandi_untuk_kode";

/// The name of the field for the code by which one-time codes are set up anew.
pub const PRESENT_CODE: &str = "kode_sekarang";

/// What is wrong with what was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PasswordFault {
    /// The e-mail address is none.
    Email,
    /// The name is missing or too long.
    Name,
    /// The city's name is missing or too long.
    City,
    /// The password is too short; holds the fewest characters.
    TooShort(usize),
    /// The password is too long; holds the most characters.
    TooLong(usize),
    /// The password is easy to guess.
    Guessable,
    /// The present password is wrong.
    WrongPassword,
    /// The present password, asked for before one-time codes are set up anew, is wrong.
    WrongPasswordForCode,
    /// The present one-time code, asked for before they are set up anew, is wrong.
    WrongPresentCode,
}

impl FormFault for PasswordFault {
    fn field_error(&self, language: Language) -> FieldError {
        let (field, message) = match *self {
            Self::Email => (EMAIL, t!(language, "error-email")),
            Self::Name => (NAME, t!(language, "error-name")),
            Self::City => (CITY, t!(language, "error-city")),
            Self::TooShort(fewest) => (
                NEW_PASSWORD,
                t!(language, "error-password-short", fewest = fewest),
            ),
            Self::TooLong(most) => (
                NEW_PASSWORD,
                t!(language, "error-password-long", most = most),
            ),
            Self::Guessable => (NEW_PASSWORD, t!(language, "error-password-guessable")),
            Self::WrongPassword => (PASSWORD, t!(language, "error-password-wrong")),
            Self::WrongPresentCode => (PRESENT_CODE, t!(language, "error-present-code")),
            Self::WrongPasswordForCode => (CODE_PASSWORD, t!(language, "error-password-wrong")),
        };
        FieldError::new(field, message)
    }
}
