//! The cipher of rows that a copy of the database alone must not open: XChaCha20-Poly1305, with each row's random name as what
//! goes with it, so that no row can take the place of another.
//! It must not know what it encrypts. Equal lengths are the caller's business.

use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce};
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::StoreError;
use crate::keys::Key;

/// The length of a nonce: long enough to be drawn at random.
const NONCE: usize = 24;

/// The key of some rows, ready for use and overwritten afterwards.
pub(crate) struct RowKey(XChaCha20Poly1305);

impl RowKey {
    /// The cipher of a key.
    pub fn of(key: &Key) -> Self {
        Self::of_bytes(key.bytes())
    }

    /// The cipher of a key that was derived from another one.
    pub fn of_bytes(key: &[u8; 32]) -> Self {
        Self(XChaCha20Poly1305::new(key.into()))
    }

    /// Encrypts what is to stand in the row of a name.
    pub fn seal(&self, id: Uuid, plain: &[u8]) -> Vec<u8> {
        let nonce: [u8; NONCE] = rand::random();
        let payload = Payload {
            msg: plain,
            aad: id.as_bytes(),
        };
        let sealed = self.0.encrypt(&XNonce::from(nonce), payload);
        let sealed = sealed.expect("a row is shorter than 256 GB");
        [&nonce[..], &sealed].concat()
    }

    /// Decrypts what stands in the row of a name; an error if it is not what was written there.
    pub fn open(&self, id: Uuid, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, StoreError> {
        let changed = || StoreError::corrupt("an encrypted row that was changed");
        let (nonce, sealed) = sealed.split_first_chunk::<NONCE>().ok_or_else(changed)?;
        let payload = Payload {
            msg: sealed,
            aad: id.as_bytes(),
        };
        let plain = self.0.decrypt(&XNonce::from(*nonce), payload);
        plain.map(Zeroizing::new).map_err(|_| changed())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_opens_under_its_name_and_key_only() {
        let (key, id) = (RowKey::of(&Key::random()), Uuid::new_v4());
        let sealed = key.seal(id, b"4434");
        assert_eq!(&*key.open(id, &sealed).expect("opens"), b"4434");
        assert_ne!(key.seal(id, b"4434"), sealed);
        let mut changed = sealed.clone();
        changed[30] ^= 1;
        assert!(key.open(id, &changed).is_err());
        assert!(key.open(id, &sealed[..20]).is_err());
        assert!(key.open(Uuid::new_v4(), &sealed).is_err());
        let other = RowKey::of(&Key::random());
        assert!(other.open(id, &sealed).is_err());
    }
}
