//! Whether changes of the register leave what is sealed as it is.
//! It must not decide what a contradiction is: `domain` does.

use domain::register::{Change, Register, SealedPlace};
use sea_orm::ConnectionTrait;

use super::SaveError;
use crate::StoreError;
use crate::release::told_registers;

/// Refuses changes that say of a sealed month that something belonged elsewhere.
pub(super) async fn stays(
    connection: &impl ConnectionTrait,
    before: &Register,
    changes: &[Change],
) -> Result<(), SaveError> {
    let contradicted = contradicted(connection, before, changes).await?;
    contradicted
        .into_iter()
        .next()
        .map_or(Ok(()), |place| Err(place.into()))
}

/// The places that changes would take away from sealed months, the latest of each record. Releases from before they told of
/// the register have the one of the first that did, and as long as none did, the register before the change.
pub(super) async fn contradicted(
    connection: &impl ConnectionTrait,
    before: &Register,
    changes: &[Change],
) -> Result<Vec<SealedPlace>, StoreError> {
    let moved: Vec<&Change> = changes.iter().filter(|change| change.moves()).collect();
    if moved.is_empty() {
        return Ok(vec![]);
    }
    let told = told_registers(connection).await?;
    let first = told.iter().find_map(|told| told.register.as_deref());
    let first = first.unwrap_or(before);
    let latest = |change: &&Change| {
        told.iter().rev().find_map(|told| {
            let sealed = told.register.as_deref().unwrap_or(first);
            change.contradicts(sealed, told.month.last_day())
        })
    };
    Ok(moved.iter().filter_map(latest).collect())
}
