//! The installation's secret key, by which codes and receipts are kept without being readable.
//! It must not know what is done with a hash.

use domain::digest::Digest;
use domain::invitation::{Code, Receipt};
use hmac::{Hmac, KeyInit, Mac};
use sea_orm::ConnectionTrait;
use sha2::Sha256;
use uuid::Uuid;

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
        Receipt::from_entropy(number(&self.keyed("receipt", entitlement)))
    }

    /// Under which a recovery code is kept.
    pub fn recovery_hash(&self, code: &str) -> [u8; 32] {
        self.keyed("recovery", code)
    }

    /// Under which the key of a queue system is kept.
    pub fn api_key_hash(&self, token: &str) -> [u8; 32] {
        self.keyed("api key", token)
    }

    /// Under which a request of a queue system is kept, so that nobody can tell from it what was asked.
    pub fn request_hash(&self, key: Uuid, idempotency_key: &str) -> [u8; 32] {
        self.keyed("visit request", &format!("{key} {idempotency_key}"))
    }

    /// By which the body of a request is recognised.
    pub fn body_digest(&self, body: &str) -> [u8; 32] {
        self.keyed("visit body", body)
    }

    /// The code for a visit that a queue system reported: always the same for the same request, so that the answer can be
    /// given again without a code being kept. `attempt` counts codes that were taken already.
    pub fn visit_code(&self, key: Uuid, idempotency_key: &str, attempt: i32) -> Code {
        let bytes = self.keyed("visit code", &format!("{key} {attempt} {idempotency_key}"));
        Code::from_entropy(number(&bytes))
    }

    /// The key of a batch of invitations that follows from something, so that two processes make one batch of it.
    pub fn batch_id(&self, of: &str) -> Uuid {
        let bytes = self.keyed("batch", of);
        let mut id = [0; 16];
        id.copy_from_slice(&bytes[..16]);
        uuid::Builder::from_random_bytes(id).into_uuid()
    }

    /// Under which a receipt is kept.
    pub fn receipt_hash(&self, receipt: &Receipt) -> [u8; 32] {
        self.keyed("kept receipt", receipt.letters())
    }
}

/// The first 64 bits of a hash.
fn number(hash: &[u8; 32]) -> u64 {
    let first = hash.iter().take(8);
    first.fold(0, |number, byte| number << 8 | u64::from(*byte))
}
