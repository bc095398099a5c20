//! The one lock on what several people edit: nobody changes what is not any more as they saw it.
//! It must not know what is edited, nor whose change is right.

/// Somebody else changed it since it was read: its version, its hash, or what it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("somebody else changed this in the meantime")]
pub struct Outdated;

/// Refuses to change what is not any more as it was seen. Both are a version, a hash or a whole value; asked within the
/// transaction that changes it.
pub(crate) fn unchanged<T: PartialEq>(kept: T, seen: T) -> Result<(), Outdated> {
    if kept == seen { Ok(()) } else { Err(Outdated) }
}
