//! Keys of queue systems: for which unit a program may report visits, and since when.
//! It must not know the key itself: whoever made it saw it once, and only a hash is kept.

use chrono::NaiveDate;
use uuid::Uuid;

use crate::coded::coded;
use crate::noun::{Fault, Field, Fields, Kind, Known, Noun};
use crate::register::Register;
use crate::slug::Slug;

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

/// What is asked of a key that is to be made.
pub const API_KEY: Noun = Noun::new(
    "kunci",
    &[
        Field::required("nama", Kind::Line(100)),
        Field::required("unit", Kind::OwnUnit),
        Field::required("lingkup", Kind::Choice(Scope::CODES)),
    ],
);

/// A key to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyOrder {
    /// What it is for.
    pub name: String,
    /// The unit for which it may be used.
    pub unit: Slug,
    /// What may be done with it.
    pub scopes: Vec<Scope>,
}

impl KeyOrder {
    /// The key that the fields describe.
    ///
    /// # Errors
    /// Everything that is wrong with the fields, at most one fault each.
    pub fn read(fields: &Fields, known: Known<'_>) -> Result<Self, Vec<Fault>> {
        let order = || {
            Some(Self {
                name: fields.filled("nama")?,
                unit: fields.slug("unit")?,
                scopes: vec![Scope::from_code(fields.get("lingkup"))?],
            })
        };
        Fields::whole(order(), fields.faults(known))
    }
}

impl ApiKey {
    /// Whether the key may be used to do something for a unit.
    pub fn allows(&self, scope: Scope, unit: &Slug, register: &Register) -> bool {
        let above = register.lineage(unit);
        self.ended.is_none()
            && self.scopes.contains(&scope)
            && above.iter().any(|above| above.slug == self.unit)
    }
}
