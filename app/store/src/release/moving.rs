//! What becomes of the ratings that a seal has counted: those that it publishes stay as counts of equal answers, which have no
//! day, counter, profile or name, and the others wait on under the key of the next month and new names.
//! It must not decide which ratings those are.

use std::collections::{BTreeMap, HashMap};

use domain::period::Month;
use domain::seal::GroupKey;
use domain::slug::Slug;
use sea_orm::ConnectionTrait;

use super::pending::{Group, written};
use crate::StoreError;
use crate::connection::WriteTransaction;
use crate::keys::KeyFolder;
use crate::waiting::{Deposit, delete_ratings, kill_ballot_key};

/// Rows of one statement.
const CHUNK: usize = 500;

/// What a seal has counted and decided about.
pub(super) struct Moved<'a> {
    /// The month.
    pub month: Month,
    /// What was counted.
    pub groups: Vec<Group>,
    /// The atoms of those that are published.
    pub places: &'a BTreeMap<GroupKey, usize>,
}

impl Moved<'_> {
    /// Keeps what the release publishes, lets the rest wait on, empties the ballot box of the month and declares its key
    /// dead.
    pub async fn store(
        self,
        transaction: &WriteTransaction,
        keys: &KeyFolder,
        services: &HashMap<i32, Slug>,
    ) -> Result<(), StoreError> {
        let month = self.month;
        let mut waiting_on = Deposit::new(Some(month.plus(1)));
        let mut published = vec![];
        for group in self.groups {
            if let Some(atom) = self.places.get(&group.key(services)?) {
                published.extend(rows(&group, month, *atom));
            } else {
                group.must_hold_all()?;
                for mut slip in group.few {
                    slip.waited += 1;
                    waiting_on.add_slip(slip);
                }
            }
        }
        // In the order of the table's key, which SQLite then only appends to.
        published.sort_unstable();
        for rows in published.chunks(CHUNK) {
            let insert = format!(
                "INSERT INTO sealed_rating \
                 (release_month, service_id, instrument, wording, proof, answers, atom, people) VALUES {}",
                rows.join(", ")
            );
            transaction.execute_unprepared(&insert).await?;
        }
        delete_ratings(transaction, month).await?;
        waiting_on.store(transaction, keys).await?;
        Ok(kill_ballot_key(transaction, month).await?)
    }
}

/// The rows of a group, written out: a million bound values would take longer than the whole seal. Every one is a number or
/// a word of our own.
fn rows(group: &Group, month: Month, atom: usize) -> impl Iterator<Item = String> {
    let instrument = group.series.instrument;
    let head = format!(
        "'{month}', {}, '{}', {}, '{}'",
        group.service,
        instrument.key(),
        group.series.wording,
        group.proof.key()
    );
    group.answers.iter().map(move |(scores, people)| {
        format!(
            "({head}, '{}', {atom}, {people})",
            written(*scores, instrument)
        )
    })
}
