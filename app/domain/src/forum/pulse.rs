//! How often something changed in a forum, which is all that its bell tells.
//! It must not know what changed.

/// How often the hall of a forum saw something change, how many points came in, and how often moderators noted something for
/// themselves. None ever falls.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pulse {
    /// Changes that the hall sees.
    pub changed: u64,
    /// Points that came in.
    pub received: u64,
    /// Changes that only moderators see.
    pub noted: u64,
}

impl Pulse {
    /// Everything that the record of the forum tells, what comes in included.
    pub const fn record(self) -> u64 {
        self.changed + self.received
    }

    /// Everything that moderators see change.
    pub const fn all(self) -> u64 {
        self.record() + self.noted
    }
}
