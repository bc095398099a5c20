//! How often something changed in a forum, which is all that its bell tells.
//! It must not know what changed.

/// How often the hall of a forum saw something change, and how many points came in. Neither ever falls.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pulse {
    /// Changes that the hall sees.
    pub changed: u64,
    /// Points that came in.
    pub received: u64,
}

impl Pulse {
    /// Everything that moderators see change, what comes in included.
    pub const fn all(self) -> u64 {
        self.changed + self.received
    }
}
