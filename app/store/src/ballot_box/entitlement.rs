//! What entitles to a rating, and the facts that the rating gets from it.
//! It must not know what is answered.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use domain::invitation::{Code, CodeRefusal};
use domain::rating::Proof;
use domain::slug::Slug;
use sea_orm::{ColumnTrait, DbErr, EntityTrait, QueryFilter, QuerySelect};

use super::{Ballot, SubmitError};
use crate::FormToken;
use crate::connection::WriteTransaction;
use crate::entity::{counter, invitation, invitation_batch, service};
use crate::invitation::kept_code;
use crate::waiting::Facts;

/// What entitles to one rating.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Entitlement {
    /// A one-time code from a visit.
    Invitation {
        /// The code.
        code: Code,
        /// The form. It alone leads to the receipt again once the code is spent.
        form: FormToken,
    },
    /// A form that anybody may open.
    Open {
        /// The service.
        service: Slug,
        /// The counter whose card led to the form; none if it was not a card of a counter.
        counter: Option<String>,
        /// The form.
        form: FormToken,
    },
}

impl Entitlement {
    /// The form of a visit.
    pub const fn invited(code: Code, form: FormToken) -> Self {
        Self::Invitation { code, form }
    }

    /// An open form that no card of a counter led to.
    pub const fn open(service: Slug, form: FormToken) -> Self {
        Self::Open {
            service,
            counter: None,
            form,
        }
    }
}

/// The facts that an invitation gives, if it can be used today. For whoever comes later in the same group it is spent.
pub(super) fn invited(
    invitation: Option<&mut (invitation::Model, invitation_batch::Model)>,
    today: NaiveDate,
) -> Result<Facts, CodeRefusal> {
    let (invitation, batch) = invitation.ok_or(CodeRefusal::Unknown)?;
    kept_code(invitation, batch).usable(today)?;
    invitation.spent = true;
    Ok(Facts {
        service: batch.service_id,
        counter: batch.counter_id,
        week: Some(batch.week),
        proof: Proof::Verified,
        duty: batch.duty,
    })
}

/// Where the open forms of a group were filled in: the services by slug with their units, and the counters by unit and
/// name.
#[derive(Default)]
pub(super) struct OpenPlaces {
    services: HashMap<String, (i32, i32)>,
    counters: HashMap<(i32, String), i32>,
}

impl OpenPlaces {
    pub async fn of(transaction: &WriteTransaction, ballots: &[Ballot]) -> Result<Self, DbErr> {
        let (mut slugs, mut names) = (HashSet::new(), HashSet::new());
        for ballot in ballots {
            if let Entitlement::Open {
                service, counter, ..
            } = &ballot.entitlement
            {
                slugs.insert(service.as_str());
                names.extend(counter.as_deref());
            }
        }
        let mut places = Self::default();
        if !slugs.is_empty() {
            use service::Column::{Id, Slug, UnitId};
            let rows: Vec<(String, i32, i32)> = service::Entity::find()
                .select_only()
                .columns([Slug, Id, UnitId])
                .filter(Slug.is_in(slugs))
                .into_tuple()
                .all(transaction)
                .await?;
            let rows = rows.into_iter();
            places.services = rows.map(|(slug, id, unit)| (slug, (id, unit))).collect();
        }
        if !names.is_empty() {
            let rows = counter::Entity::find()
                .filter(counter::Column::Name.is_in(names))
                .all(transaction)
                .await?;
            let rows = rows.into_iter();
            places.counters = rows.map(|row| ((row.unit_id, row.name), row.id)).collect();
        }
        Ok(places)
    }

    /// The facts that an open form gives. One of a counter that the unit does not have counts without a counter.
    pub fn facts(&self, service: &Slug, counter: Option<&String>) -> Result<Facts, SubmitError> {
        let place = self.services.get(service.as_str());
        let (service, unit) = place.ok_or(SubmitError::NoService)?;
        let counter = counter.and_then(|name| self.counters.get(&(*unit, name.clone())));
        Ok(Facts {
            service: *service,
            counter: counter.copied(),
            week: None,
            proof: Proof::Open,
            duty: None,
        })
    }
}
