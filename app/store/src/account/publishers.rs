//! Who publishes, for those who are to answer for a seal at the command line.
//! It must not seal anything.

use domain::access::Right;
use domain::account::Email;
use domain::seal::{SealRefused, TwoPeople};

use super::has_accounts;
use crate::{Store, StoreError};

/// Why two people cannot answer for a seal.
#[derive(Debug, thiserror::Error)]
pub enum PublisherError {
    /// What was said is not the address of somebody who publishes.
    #[error("{0} is not the e-mail address of an account with the role to publish")]
    NoPublisher(String),
    /// They are one person.
    #[error(transparent)]
    OnePerson(#[from] SealRefused),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Store {
    /// The two people who answer for a seal: accounts that publish, by their addresses. Plain names are taken only where
    /// nobody has an account.
    pub async fn two_publishers(&self, by: &str, and: &str) -> Result<TwoPeople, PublisherError> {
        let people = TwoPeople::new(by, and)?;
        if !has_accounts(&self.reader).await? {
            return Ok(people);
        }
        for address in [people.by(), people.and()] {
            if !self.publishes(address).await? {
                return Err(PublisherError::NoPublisher(address.to_owned()));
            }
        }
        Ok(people)
    }

    async fn publishes(&self, address: &str) -> Result<bool, StoreError> {
        let Ok(email) = address.parse::<Email>() else {
            return Ok(false);
        };
        let Some(credentials) = self.credentials(&email).await? else {
            return Ok(false);
        };
        let person = self.person(credentials.id).await?;
        Ok(person.is_some_and(|person| person.has(Right::Seal)))
    }
}
