//! The installation's secret key, by which codes and receipts are kept without being readable. It stands in a file, because
//! whoever has it beside the hashes searches all codes in two hours.
//! It must not know what is done with a hash.

use std::sync::Arc;

use domain::digest::Digest;
use domain::invitation::{Code, Receipt};
use sea_orm::{ConnectionTrait, EntityTrait};
use uuid::Uuid;

use crate::entity;
use crate::keys::{Key, KeyError, KeyFolder};
use crate::row_key::RowKey;
use crate::{FormToken, StoreError, rewriting, setting};

/// The kind of the key's file.
pub(crate) const KIND: &str = "installation";

/// Under which setting the key's fingerprint is kept.
const FINGERPRINT: &str = "installation_key";

/// Under which setting earlier versions of the program kept the key itself.
const IN_CLEAR: &str = "code_key";

/// A random key made at the first start. Whoever knows a code but not the key can tell neither its hash nor its receipt.
#[derive(Clone)]
pub(crate) struct Secret(Arc<Key>);

/// What a database knows of the key of its installation.
pub(crate) enum Known {
    /// Its fingerprint.
    Fingerprint(String),
    /// The key itself, from an earlier version of the program.
    InClear(Key),
    /// Nothing: the installation is new.
    Nothing,
}

impl Known {
    /// What a database knows.
    pub async fn to(connection: &impl ConnectionTrait) -> Result<Self, StoreError> {
        if let Some(fingerprint) = fingerprint(connection).await? {
            return Ok(Self::Fingerprint(fingerprint));
        }
        let Some(text) = setting::read(connection, IN_CLEAR).await? else {
            return Ok(Self::Nothing);
        };
        let bytes: Digest = text.parse().map_err(StoreError::corrupt)?;
        let key = Key::of(bytes.bytes());
        Ok(key.map_or(Self::Nothing, Self::InClear))
    }
}

/// By which a database recognises the key of its installation, unless it is new or of an earlier version of the program.
pub(crate) async fn fingerprint(
    connection: &impl ConnectionTrait,
) -> Result<Option<String>, StoreError> {
    Ok(setting::read(connection, FINGERPRINT).await?)
}

/// Fails if something was hashed under a key that the database no longer names: under another one nobody would find it again.
async fn must_be_new(transaction: &impl ConnectionTrait) -> Result<(), StoreError> {
    use entity::{account, invitation, receipt};
    let found = invitation::Entity::find().one(transaction).await?.is_some()
        || receipt::Entity::find().one(transaction).await?.is_some()
        || account::Entity::find().one(transaction).await?.is_some();
    if found {
        let lost = "it has codes, receipts or accounts, but no longer names the key of its installation; restore a backup";
        return Err(StoreError::corrupt(lost));
    }
    Ok(())
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(…)")
    }
}

impl Secret {
    /// The key of the installation, which a new one gets and an earlier version of the program kept in the database. It is
    /// in its file before the database knows its fingerprint, and before the database forgets it.
    pub async fn load_or_create(
        transaction: &impl ConnectionTrait,
        keys: &KeyFolder,
    ) -> Result<Self, StoreError> {
        let key = match Known::to(transaction).await? {
            Known::Fingerprint(fingerprint) => keys.read(KIND, &fingerprint)?,
            Known::InClear(key) => {
                Self::keep(transaction, keys, &key).await?;
                rewriting::order(transaction).await?;
                key
            }
            Known::Nothing => {
                must_be_new(transaction).await?;
                let key = Key::random();
                Self::keep(transaction, keys, &key).await?;
                key
            }
        };
        Ok(Self(Arc::new(key)))
    }

    async fn keep(
        transaction: &impl ConnectionTrait,
        keys: &KeyFolder,
        key: &Key,
    ) -> Result<(), StoreError> {
        keys.keep(KIND, key)?;
        setting::write(transaction, FINGERPRINT, &key.fingerprint()).await?;
        entity::setting::Entity::delete_by_id(IN_CLEAR.to_owned())
            .exec(transaction)
            .await?;
        Ok(())
    }

    /// Fails if the key is no longer in its file: after the next start nothing hashed under it would be known.
    pub fn must_be_kept(&self, keys: &KeyFolder) -> Result<(), KeyError> {
        keys.read(KIND, &self.0.fingerprint()).map(drop)
    }

    /// Destroys the key of an installation that gives way to another one.
    pub fn forget(&self, keys: &KeyFolder) -> Result<(), KeyError> {
        keys.destroy(KIND, &self.0.fingerprint())
    }

    /// The key for rows of one purpose that only this installation reads.
    pub fn row_key(&self, purpose: &str) -> RowKey {
        RowKey::of_bytes(&self.keyed("row key", purpose))
    }

    fn keyed(&self, purpose: &str, text: &str) -> [u8; 32] {
        self.0.hash(purpose, text)
    }

    /// Under which a code is kept.
    pub fn code_hash(&self, code: &Code) -> [u8; 32] {
        self.keyed("code", code.letters())
    }

    /// The receipt for whatever entitled to a rating: always the same for the same code or service and the same form, so
    /// that a form sent twice leads to one receipt without a stored link. The form's 122 random bits are kept by nobody but
    /// the browser, so a code, all of the database and this key together lead to no receipt.
    pub fn receipt(&self, what: &str, form: &FormToken) -> Receipt {
        let entitlement = format!("{what} {}", form.as_str());
        Receipt::from_entropy(number(&self.keyed("receipt", &entitlement)))
    }

    /// The receipt that a code led to until it also took the form.
    #[cfg(test)]
    pub fn receipt_of_code_alone(&self, code: &Code) -> Receipt {
        Receipt::from_entropy(number(&self.keyed("receipt", code.letters())))
    }

    /// Under which a recovery code is kept.
    pub fn recovery_hash(&self, code: &str) -> [u8; 32] {
        self.keyed("recovery", code)
    }

    /// By which a browser is recognised that was given it beside a random word.
    pub fn device_seal(&self, word: &str) -> [u8; 32] {
        self.keyed("device", word)
    }

    /// The seat that whoever sends a form of a forum takes.
    pub fn forum_seat(&self, forum: &str, token: &FormToken) -> [u8; 32] {
        self.keyed("forum seat", &format!("{forum} {}", token.as_str()))
    }

    /// The seat of whoever holds a numbered slip of a forum.
    pub fn forum_slip(&self, forum: &str, number: u32) -> [u8; 32] {
        self.keyed("forum slip", &format!("{forum} {number}"))
    }

    /// Under which a seat at a forum is kept.
    pub fn forum_seat_hash(&self, forum: &str, seat: &str) -> [u8; 32] {
        self.keyed("kept forum seat", &format!("{forum} {seat}"))
    }

    /// Under which somebody who says whether a promise was kept is known, for one report alone.
    pub fn witness_hash(&self, report: &str, witness: &str) -> [u8; 32] {
        self.keyed("commitment witness", &format!("{report} {witness}"))
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
