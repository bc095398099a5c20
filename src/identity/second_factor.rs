//! What somebody who knows an account's password shows beside it: a code of its generator, or a recovery code.
//! It must not know which page asks, nor what it opens.

use domain::access::AccountId;
use store::{Store, StoreError};

use super::one_time_code::{newest_step, step_of, typed_recovery_code};

/// Whether a text is a code that the account's generator shows now, or one of its recovery codes, which is used up by that.
/// One that is not is told to the owner by the log and the trail.
pub async fn is_shown(
    store: &Store,
    account: AccountId,
    text: &str,
    now: i64,
) -> Result<bool, StoreError> {
    let shown = match typed_recovery_code(text) {
        Some(code) => store.use_recovery_code(account, &code, now).await?,
        None => is_fresh_code(store, account, text, now).await?,
    };
    if !shown {
        tracing::warn!(%account, "a wrong one-time code was given after the right password");
        store.note_wrong_code(account, now).await?;
    }
    Ok(shown)
}

async fn is_fresh_code(
    store: &Store,
    account: AccountId,
    code: &str,
    now: i64,
) -> Result<bool, StoreError> {
    let credentials = store.credentials_of(account).await?;
    let secret = credentials.and_then(|found| found.one_time_secret);
    match secret.and_then(|secret| step_of(&secret, code, now)) {
        Some(step) => {
            let newest = newest_step(now);
            store.use_one_time_step(account, step, newest).await
        }
        None => Ok(false),
    }
}
