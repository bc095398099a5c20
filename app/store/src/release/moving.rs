//! What becomes of the ratings that a seal has counted: those that it publishes stay as counts of equal answers, which have no
//! day, counter, profile or name, and the others wait on under the key of the next month and new names.
//! It must not decide which ratings those are.

use std::collections::{BTreeMap, HashMap};
use std::time::Instant;

use domain::period::Month;
use domain::rating::Profile;
use domain::retention::keeps_profile;
use domain::seal::GroupKey;
use domain::slug::Slug;
use sea_orm::{ConnectionTrait, DbErr};

use super::pending::{Counted, Group, written};
use crate::connection::{WriteTransaction, give_way};
use crate::keys::KeyFolder;
use crate::waiting::{Deposit, kill_ballot_key};
use crate::{Store, StoreError};

/// Where the answers of what is published are kept.
const SEALED: Kept =
    Kept("sealed_rating (release_month, service_id, instrument, wording, proof, answers, people)");

/// Rows of one statement.
const CHUNK: usize = 500;

/// Rows of one transaction: those who rate wait for it.
const AT_ONCE: usize = if cfg!(test) { 4 } else { 8000 };

impl Store {
    /// Keeps the answers of every group that is published whatever else waits, before the release: there are as many as
    /// people answered differently. Interrupted, or done by two processes, it comes to the same.
    pub(super) async fn keep_answers(
        &self,
        month: Month,
        counted: &Counted,
    ) -> Result<(), StoreError> {
        let mut rows = vec![];
        for group in counted.large() {
            rows.extend(rows_of(group, month));
            if rows.len() >= AT_ONCE {
                self.keep_rows(SEALED, &rows).await?;
                rows.clear();
            }
        }
        self.keep_rows(SEALED, &rows).await
    }

    /// Keeps rows, as many in one transaction as others can wait for.
    pub(super) async fn keep_rows(&self, into: Kept, rows: &[String]) -> Result<(), StoreError> {
        for rows in rows.chunks(AT_ONCE) {
            let begun = Instant::now();
            let transaction = self.begin_write().await?;
            into.keep(&transaction, rows).await?;
            transaction.commit().await?;
            give_way(begun).await;
        }
        Ok(())
    }
}

/// A table with the columns in which rows of sealed answers are kept.
#[derive(Clone, Copy)]
pub(super) struct Kept(pub &'static str);

impl Kept {
    /// Keeps rows that are written out; one that is there already stays.
    async fn keep(self, transaction: &WriteTransaction, rows: &[String]) -> Result<(), DbErr> {
        for chunk in rows.chunks(CHUNK) {
            let (table, rows) = (self.0, chunk.join(", "));
            let insert = format!("INSERT INTO {table} VALUES {rows} ON CONFLICT DO NOTHING");
            transaction.execute_unprepared(&insert).await?;
        }
        Ok(())
    }
}

/// What of a month does not become public by its number alone.
pub(super) struct Small<'a> {
    /// The month.
    pub month: Month,
    /// Groups of fewer than k ratings.
    pub groups: Vec<Group>,
    /// The atoms of those that are published.
    pub places: &'a BTreeMap<GroupKey, usize>,
}

impl Small<'_> {
    /// Keeps the answers of those that the release publishes, lets the rest wait on, and declares the month's key dead.
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
            if self.places.contains_key(&group.key(services)?) {
                published.extend(rows_of(&group, month));
            } else {
                for mut slip in group.few {
                    slip.waited += 1;
                    if !keeps_profile(slip.date, month) {
                        slip.profile = Profile::default();
                    }
                    waiting_on.add_slip(slip);
                }
            }
        }
        SEALED.keep(transaction, &published).await?;
        waiting_on.store(transaction, keys).await?;
        Ok(kill_ballot_key(transaction, month).await?)
    }
}

/// The rows of a group in the order of their key, written out: a million bound values would take longer than the whole seal.
/// Every one is a number or a word of our own.
fn rows_of(group: &Group, month: Month) -> impl Iterator<Item = String> + use<> {
    let instrument = group.series.instrument;
    let elements = instrument.elements().len();
    let head = format!(
        "'{month}', {}, '{}', {}, '{}'",
        group.service,
        instrument.key(),
        group.series.wording,
        group.proof.key()
    );
    let answers = group.answers.iter();
    let answers = answers.map(|(scores, people)| (written(&scores[..elements]), *people));
    let mut answers: Vec<(String, u64)> = answers.collect();
    answers.sort_unstable();
    answers
        .into_iter()
        .map(move |(answers, people)| format!("({head}, '{answers}', {people})"))
}
