//! One-time codes from a code generator (RFC 6238), and the recovery codes for when it is lost.
//! It must not know which account they protect, but for its name in the generator.

use domain::invitation::Word;
use rand::random;
use store::OneTimeSecret;
use totp_rs::{Builder, Totp};

/// How many recovery codes there are.
const RECOVERY_CODES: usize = 10;

/// The name under which a code generator lists the portal.
const ISSUER: &str = "Suara Warga";

/// Stands for the account's name where it does not matter.
const ANYBODY: &str = "akun";

/// How long a code is shown, in seconds: the default of RFC 6238.
const STEP_SECONDS: i64 = 30;

/// The length that RFC 4226 recommends for a secret.
const SECRET_BYTES: usize = 20;

/// A fresh secret to share with a code generator.
pub fn fresh_secret() -> OneTimeSecret {
    OneTimeSecret(random::<[u8; SECRET_BYTES]>().to_vec())
}

/// The time step whose code this is, within one step of the server's time; `None` if it is no valid code now.
pub fn step_of(secret: &OneTimeSecret, code: &str, now: i64) -> Option<i64> {
    let digits: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    let now = u64::try_from(now).ok()?;
    let step = generator(secret, ANYBODY).check(&digits, now)?;
    i64::try_from(step).ok()
}

/// The newest time step whose code is valid at a moment.
pub const fn newest_step(now: i64) -> i64 {
    now / STEP_SECONDS + 1
}

/// The code that a generator shows at a moment.
pub fn code_at(secret: &OneTimeSecret, now: i64) -> String {
    let now = u64::try_from(now).unwrap_or_default();
    generator(secret, ANYBODY).generate(now).to_string()
}

/// The secret as one types it into a generator.
pub fn written(secret: &OneTimeSecret) -> String {
    let text = generator(secret, ANYBODY).secret().to_base32();
    let groups = text.as_bytes().chunks(4);
    let groups = groups.map(|group| String::from_utf8_lossy(group).into_owned());
    groups.collect::<Vec<_>>().join(" ")
}

/// The address that a generator reads from a QR code.
pub fn address(secret: &OneTimeSecret, account: &str) -> String {
    generator(secret, account)
        .to_url()
        .expect("the issuer and the account hold no colon")
}

/// Half of a recovery code.
type Part = Word<8>;

/// Fresh recovery codes, each for one use, of 16 letters and digits that are not mistaken for one another.
pub fn recovery_codes() -> Vec<String> {
    let part = || Part::from_entropy(random()).to_string();
    (0..RECOVERY_CODES)
        .map(|_| format!("{}-{}", part(), part()))
        .collect()
}

/// A recovery code as it is kept, however it was typed; `None` if it is none.
pub fn typed_recovery_code(text: &str) -> Option<String> {
    let plain: String = text.chars().filter(|c| c.is_alphanumeric()).collect();
    let (one, other) = plain.split_at_checked(plain.len() / 2)?;
    let part = |text: &str| text.parse::<Part>().ok().map(|part| part.to_string());
    Some(format!("{}-{}", part(one)?, part(other)?))
}

fn generator(secret: &OneTimeSecret, account: &str) -> Totp {
    Builder::new()
        .with_secret(secret.0.clone())
        .with_account_name(account)
        .with_issuer(Some(ISSUER))
        .build()
        .expect("the secret is long enough and the names hold no colon")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The secret of RFC 6238, appendix B.
    fn secret() -> OneTimeSecret {
        OneTimeSecret(b"12345678901234567890".to_vec())
    }

    #[test]
    fn codes_are_those_of_the_standard() {
        assert_eq!(step_of(&secret(), "287082", 59), Some(1));
        assert_eq!(
            step_of(&secret(), "081 804", 1_111_111_109),
            Some(37_037_036)
        );
        assert_eq!(
            step_of(&secret(), "005924", 1_234_567_890),
            Some(41_152_263)
        );
    }

    #[test]
    fn a_code_is_good_for_one_step_before_and_after() {
        assert_eq!(step_of(&secret(), "287082", 59 + 30), Some(1));
        assert_eq!(step_of(&secret(), "287082", 29), Some(1));
        assert_eq!(step_of(&secret(), "287082", 59 + 60), None);
        for wrong in ["", "28708", "287083", "abcdef", "2870822"] {
            assert_eq!(step_of(&secret(), wrong, 59), None, "{wrong:?}");
        }
        for now in [29, 59, 60, 1_234_567_890] {
            let newest = newest_step(now);
            let ahead = code_at(&secret(), now + STEP_SECONDS);
            assert_eq!(step_of(&secret(), &ahead, now), Some(newest));
        }
    }

    #[test]
    fn recovery_codes_are_read_as_they_are_typed() {
        for code in recovery_codes() {
            let typed = code.to_lowercase().replace('-', " ");
            assert_eq!(typed_recovery_code(&typed), Some(code));
        }
        assert_eq!(typed_recovery_code("CDFG-HJKM"), None);
        assert_eq!(typed_recovery_code("äöüäöüäöüäöüäöüä"), None);
    }

    #[test]
    fn a_generator_can_be_set_up_by_hand_or_by_picture() {
        assert_eq!(
            written(&secret()),
            "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ"
        );
        let address = address(&secret(), "operator@contoh.go.id");
        assert!(address.starts_with(
            "otpauth://totp/Suara%20Warga:operator%40contoh.go.id?secret=GEZDGNBVGY3TQOJQ"
        ));
    }
}
