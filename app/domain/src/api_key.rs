//! Keys of queue systems: for which unit a program may report visits, and since when.
//! It must not know the key itself: whoever made it saw it once, and only a hash is kept.

use chrono::NaiveDate;
use uuid::Uuid;

use crate::coded::coded;
use crate::register::{Register, Slug};

coded! {
    /// What a program may do with a key.
    Scope {
        /// Report visits and get an invitation for each.
        InviteVisitors = "kunjungan",
        /// Report visits that are only counted, where another way brings people their invitations.
        CountVisits = "hitung-kunjungan",
    }
}

/// A key of a queue system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiKey {
    /// Its random name, which is no secret.
    pub id: Uuid,
    /// The unit for which it may be used, with everything below.
    pub unit: Slug,
    /// What it is for, in the words of whoever made it.
    pub name: String,
    /// What may be done with it.
    pub scopes: Vec<Scope>,
    /// The day on which it was made.
    pub created: NaiveDate,
    /// The day on which it was ended.
    pub ended: Option<NaiveDate>,
    /// The last day on which it was used.
    pub last_used: Option<NaiveDate>,
}

impl ApiKey {
    /// The greatest number of characters of a name.
    pub const MAX_NAME: usize = 100;

    /// Whether the key may be used to do something for a unit.
    pub fn allows(&self, scope: Scope, unit: &Slug, register: &Register) -> bool {
        let above = register.lineage(unit);
        self.ended.is_none()
            && self.scopes.contains(&scope)
            && above.iter().any(|above| above.slug == self.unit)
    }
}
