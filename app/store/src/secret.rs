//! The installation's secret key, by which codes and receipts are kept without being readable.
//! It must not know what is done with a hash.

use domain::invitation::{Code, Receipt};
use domain::release::Digest;
use hmac::{Hmac, KeyInit, Mac};
use sea_orm::ConnectionTrait;
use sha2::Sha256;

use crate::{StoreError, setting};

const KEY: &str = "code_key";

/// A random key made at the first start. Whoever knows a code but not the key can tell neither its hash nor its receipt.
#[derive(Clone)]
pub(crate) struct Secret([u8; 32]);

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(…)")
    }
}

impl Secret {
    /// The key of the installation; the first process to ask makes it.
    pub async fn load_or_create(connection: &impl ConnectionTrait) -> Result<Self, StoreError> {
        let fresh = Digest::of(&rand::random::<[u8; 32]>()).to_string();
        setting::write_once(connection, KEY, &fresh).await?;
        Self::load(connection).await
    }

    /// The key of the installation; an error where there is none.
    pub async fn load(connection: &impl ConnectionTrait) -> Result<Self, StoreError> {
        let kept = setting::read(connection, KEY)
            .await?
            .ok_or_else(|| StoreError::corrupt("the installation's key is missing"))?;
        let digest: Digest = kept.parse().map_err(StoreError::corrupt)?;
        Ok(Self(*digest.bytes()))
    }

    fn keyed(&self, purpose: &str, text: &str) -> [u8; 32] {
        let mut mac =
            Hmac::<Sha256>::new_from_slice(&self.0).expect("a key of any length is accepted");
        mac.update(purpose.as_bytes());
        mac.update(&[0]);
        mac.update(text.as_bytes());
        mac.finalize().into_bytes().into()
    }

    /// Under which a code is kept.
    pub fn code_hash(&self, code: &Code) -> [u8; 32] {
        self.keyed("code", code.letters())
    }

    /// The receipt for whatever entitled to a rating: always the same for the same entitlement, so that a form sent twice
    /// leads to one receipt without a stored link.
    pub fn receipt(&self, entitlement: &str) -> Receipt {
        let bytes = self.keyed("receipt", entitlement);
        Receipt::from_entropy(
            bytes
                .iter()
                .take(8)
                .fold(0, |number, byte| number << 8 | u64::from(*byte)),
        )
    }

    /// Under which a recovery code is kept.
    pub fn recovery_hash(&self, code: &str) -> [u8; 32] {
        self.keyed("recovery", code)
    }

    /// Under which a receipt is kept.
    pub fn receipt_hash(&self, receipt: &Receipt) -> [u8; 32] {
        self.keyed("kept receipt", receipt.letters())
    }
}
