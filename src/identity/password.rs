//! Passwords: which are good enough, and their hashes by Argon2id.
//! It must not keep a password longer than the request that brings it.

use std::sync::LazyLock;

use super::hashing::{Memory, computed};
use super::turns::{Full, Guest};

/// The fewest characters. Length counts, not the kinds of characters (NIST SP 800-63B).
pub const MIN_CHARACTERS: usize = 12;

/// The most characters, so that nobody makes the server hash a book.
pub const MAX_CHARACTERS: usize = 200;

/// From this on a scale of 0 to 4 a password is hard enough to guess.
const ENOUGH: u8 = 3;

/// The hash of a password that nobody has, so that an unknown address takes as long as a known one.
static NOBODY: LazyLock<String> =
    LazyLock::new(|| Memory::default().digest(&"-".repeat(MIN_CHARACTERS)));

/// A password that is good enough for an account.
pub struct Password(String);

/// What is wrong with a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weakness {
    /// Fewer than [`MIN_CHARACTERS`].
    TooShort,
    /// More than [`MAX_CHARACTERS`].
    TooLong,
    /// Among the common ones, a pattern, or made of what is known of the person.
    Guessable,
}

impl Password {
    /// The password, unless it is too short, too long or easy to guess. `known` is what others know of the person.
    pub fn choose(text: &str, known: &[&str]) -> Result<Self, Weakness> {
        let length = text.chars().count();
        if length < MIN_CHARACTERS {
            return Err(Weakness::TooShort);
        }
        if length > MAX_CHARACTERS {
            return Err(Weakness::TooLong);
        }
        let local = [
            "suara",
            "warga",
            "suarawarga",
            "bukittinggi",
            "indonesia",
            "rahasia",
            "katasandi",
            "selamat",
            "merdeka",
            "minangkabau",
        ];
        let words: Vec<&str> = local
            .into_iter()
            .chain(known.iter().flat_map(|text| text.split(['@', '.', ' '])))
            .collect();
        if u8::from(zxcvbn::zxcvbn(text, &words).score()) < ENOUGH {
            return Err(Weakness::Guessable);
        }
        Ok(Self(text.to_owned()))
    }

    /// The hash to keep. Who may choose a password is no stranger.
    pub async fn hash(self) -> String {
        let hashed = computed(Guest::Known, move |memory| memory.digest(&self.0));
        hashed.await.expect("who is known finds a place")
    }
}

/// Whether a password is the one of a hash. Without a hash the answer is no, after the same time.
///
/// # Errors
/// If too many strangers wait for their answer.
pub async fn is_right(text: String, hash: Option<String>, guest: Guest) -> Result<bool, Full> {
    let too_long = text.chars().count() > MAX_CHARACTERS;
    computed(guest, move |memory| {
        let known = hash.is_some() && !too_long;
        let hash = hash.unwrap_or_else(|| NOBODY.clone());
        let text = if too_long { "" } else { &text };
        let right = memory.is_right(text, &hash);
        right && known
    })
    .await
}

/// Whether somebody who is here already, by a session or a link, knows the password of a hash.
pub async fn is_known(text: &str, hash: Option<String>) -> bool {
    let right = is_right(text.to_owned(), hash, Guest::Known).await;
    right.expect("who is known finds a place")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weakness(text: &str) -> Option<Weakness> {
        Password::choose(text, &["operator@contoh.go.id", "Siti Contoh"]).err()
    }

    #[test]
    fn length_counts_and_composition_does_not() {
        assert_eq!(weakness("Pendek1!"), Some(Weakness::TooShort));
        assert_eq!(weakness("kuda berlari di atas awan"), None);
        assert_eq!(weakness(&"x7 ".repeat(70)), Some(Weakness::TooLong));
    }

    #[test]
    fn what_everybody_tries_first_is_refused() {
        for common in [
            "password1234",
            "123456789012",
            "qwertyuiop123",
            "aaaaaaaaaaaaaa",
            "Bukittinggi2026",
            "suarawarga123",
            "sitisiticontoh",
        ] {
            assert_eq!(weakness(common), Some(Weakness::Guessable), "{common}");
        }
    }

    #[tokio::test]
    async fn only_the_right_password_fits_its_hash() {
        let right = "kuda berlari di atas awan";
        let hash = Password::choose(right, &[])
            .unwrap_or_else(|weakness| panic!("{weakness:?}"))
            .hash()
            .await;
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert!(is_known(right, Some(hash.clone())).await);
        assert!(!is_known("kuda berlari di atas Awan", Some(hash.clone())).await);
        assert!(!is_known(&"x".repeat(MAX_CHARACTERS + 1), Some(hash)).await);
        assert!(!is_known(&"-".repeat(MIN_CHARACTERS), None).await);
        // One that an earlier version of the program made.
        let kept =
            argon2::PasswordHasher::hash_password(&argon2::Argon2::default(), right.as_bytes());
        let kept = kept.expect("hashes").to_string();
        assert!(is_known(right, Some(kept)).await);
        assert!(!is_known(right, Some("none".to_owned())).await);
    }
}
