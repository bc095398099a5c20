//! The ballot box: one writer per process that stores ratings in groups and answers only after the commit is on disk.
//! It must not read ratings back, and nothing it writes links a code, a receipt or a comment to a rating: what a database
//! keeps in its log and its system columns of rows that were written together leads to bytes under a key outside of it.

mod entitlement;

pub use entitlement::Entitlement;

use std::collections::{HashMap, HashSet};
use std::time::Duration;

use domain::invitation::{CodeRefusal, Receipt};
use domain::period::Month;
use domain::rating::Rating;
use sea_orm::sea_query::{Expr, LockType};
use sea_orm::{ColumnTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect, SqlErr};
use tokio::sync::{mpsc, oneshot};
use tokio::time::timeout;
use uuid::Uuid;

use entitlement::{OpenPlaces, invited};

use crate::{
    Store, StoreError,
    connection::WriteTransaction,
    due::{counting_month, due_month},
    entity::{invitation, invitation_batch, receipt},
    keys::KeyFolder,
    waiting::{Deposit, Facts},
};

/// How many ratings may wait for the writer. Beyond that, submitting waits too.
const QUEUE: usize = 4096;

/// How many ratings one transaction takes at most: enough to share the cost of a commit, few enough to answer soon.
const GROUP: usize = 512;

/// How long a group waits for more when many are sending: less than the commit that they then share.
const GATHERING: Duration = Duration::from_millis(1);

/// How long a group may take: less than a citizen waits. A server that hangs, or is gone without a word, would otherwise
/// keep all that come later waiting too.
const LONGEST: Duration = Duration::from_secs(8);

/// How often a group is tried again after another process got in between.
pub(crate) const TRIES: usize = 3;

/// A rating with what entitles to it.
#[derive(Clone, Debug)]
pub struct Ballot {
    /// What entitles to it.
    pub entitlement: Entitlement,
    /// The rating.
    pub rating: Rating,
}

/// Why a rating was not stored.
#[derive(Debug, thiserror::Error)]
pub enum SubmitError {
    /// Its code cannot be used.
    #[error(transparent)]
    Code(#[from] CodeRefusal),
    /// There is no such service.
    #[error("there is no such service")]
    NoService,
    /// The database failed; nothing was stored, trying again is safe.
    #[error("the rating could not be stored; it is safe to send it again")]
    Unavailable,
}

type Answer = Result<Receipt, SubmitError>;

/// The way into the ballot box; can be cloned freely.
#[derive(Clone, Debug)]
pub struct BallotBox {
    queue: mpsc::Sender<(Ballot, oneshot::Sender<Answer>)>,
}

impl BallotBox {
    /// A ballot box and what stores its ballots, which has to be run.
    pub fn new(store: Store) -> (Self, BallotWriter) {
        let (queue, waiting) = mpsc::channel(QUEUE);
        (Self { queue }, BallotWriter { store, waiting })
    }

    /// A ballot box whose writer runs until every clone of the box is gone and what was queued is stored.
    pub fn open(store: Store) -> (Self, tokio::task::JoinHandle<()>) {
        let (ballots, mut writer) = Self::new(store);
        (ballots, tokio::spawn(async move { writer.run().await }))
    }

    /// Stores a rating and spends what entitles to it, at once or not at all. Sending the same entitlement again leads to
    /// the same receipt and stores nothing. The answer comes after the commit is on disk.
    pub async fn submit(&self, ballot: Ballot) -> Answer {
        let (reply, answer) = oneshot::channel();
        self.queue
            .send((ballot, reply))
            .await
            .map_err(|_| SubmitError::Unavailable)?;
        answer.await.map_err(|_| SubmitError::Unavailable)?
    }
}

/// Stores what is put into a ballot box, in groups.
#[derive(Debug)]
pub struct BallotWriter {
    store: Store,
    waiting: mpsc::Receiver<(Ballot, oneshot::Sender<Answer>)>,
}

impl BallotWriter {
    /// Stores what is queued until every clone of the ballot box is gone. It can be run again after a defect ended it: what
    /// was queued still is, and who waits for the group that met the defect is told that the rating was not stored.
    pub async fn run(&mut self) {
        let store = self.store.clone();
        self.keep_with(move |ballots| {
            let store = store.clone();
            async move { store.store_group(&ballots).await }
        })
        .await;
    }

    async fn keep_with<F: Future<Output = Vec<Answer>>>(
        &mut self,
        store_group: impl Fn(Vec<Ballot>) -> F,
    ) {
        let mut group = Vec::with_capacity(GROUP);
        let mut usual = 0;
        while self.waiting.recv_many(&mut group, GROUP).await > 0 {
            if group.len() < usual {
                gather(&mut self.waiting, &mut group).await;
            }
            usual = group.len();
            let (ballots, replies): (Vec<Ballot>, Vec<oneshot::Sender<Answer>>) =
                group.drain(..).unzip();
            let answers = store_group(ballots).await;
            for (reply, answer) in replies.into_iter().zip(answers) {
                // Whoever asked may have gone; the rating is stored all the same.
                let _ = reply.send(answer);
            }
        }
    }
}

/// Lets those who sent together with the last group join this one. Somebody who sends alone never waits for it.
async fn gather<T>(waiting: &mut mpsc::Receiver<T>, group: &mut Vec<T>) {
    tokio::time::sleep(GATHERING).await;
    while group.len() < GROUP
        && let Ok(next) = waiting.try_recv()
    {
        group.push(next);
    }
}

impl Store {
    async fn store_group(&self, ballots: &[Ballot]) -> Vec<Answer> {
        for attempt in 1..=TRIES {
            match timeout(LONGEST, self.try_store_group(ballots)).await {
                Ok(Ok(answers)) => return answers,
                Ok(Err(StoreError::Database(error)))
                    if attempt < TRIES && came_in_between(&error) => {}
                Ok(Err(error)) => {
                    tracing::error!(%error, ratings = ballots.len(), "a group of ratings could not be stored");
                    break;
                }
                Err(_) => {
                    tracing::error!(ratings = ballots.len(), "a group of ratings took too long");
                    break;
                }
            }
        }
        ballots
            .iter()
            .map(|_| Err(SubmitError::Unavailable))
            .collect()
    }

    async fn try_store_group(&self, ballots: &[Ballot]) -> Result<Vec<Answer>, StoreError> {
        let transaction = self.begin_write().await?;
        let mut invitations = self.lock_invitations(&transaction, ballots).await?;
        let places = OpenPlaces::of(&transaction, ballots).await?;
        let receipts: Vec<Receipt> = ballots
            .iter()
            .map(|ballot| self.receipt(&ballot.entitlement))
            .collect();
        let due = due_month(&transaction).await?;
        let mut given = self.receipts_given(&transaction, &receipts).await?;
        let mut group = Group::new(due);
        let mut answers = Vec::with_capacity(ballots.len());
        for (ballot, receipt) in ballots.iter().zip(&receipts) {
            let hash = self.secret.receipt_hash(receipt);
            let facts = match &ballot.entitlement {
                _ if given.contains(hash.as_slice()) => Ok(None),
                Entitlement::Open {
                    service, counter, ..
                } => places.facts(service, counter.as_ref()).map(Some),
                Entitlement::Invitation { code, .. } => {
                    let code_hash = self.secret.code_hash(code);
                    let invitation = invitations.get_mut(code_hash.as_slice());
                    let facts = invited(invitation, ballot.rating.date);
                    if facts.is_ok() {
                        group.spent.push(code_hash.to_vec());
                    }
                    facts.map(Some).map_err(SubmitError::from)
                }
            };
            if let Ok(Some(facts)) = &facts {
                given.insert(hash.to_vec());
                group.add(&ballot.rating, *facts, hash.to_vec());
            }
            answers.push(facts.map(|_| *receipt));
        }
        group.store(&transaction, &self.keys).await?;
        transaction.commit().await?;
        Ok(answers)
    }

    fn receipt(&self, entitlement: &Entitlement) -> Receipt {
        match entitlement {
            Entitlement::Invitation { code, form } => self.secret.receipt(code.letters(), form),
            Entitlement::Open { service, form, .. } => self.secret.receipt(service.as_str(), form),
        }
    }

    /// Reads the invitations of a group and, on PostgreSQL, keeps other processes from spending them meanwhile. They are
    /// locked in the order of their hashes, so that two processes never wait for each other.
    async fn lock_invitations(
        &self,
        transaction: &WriteTransaction,
        ballots: &[Ballot],
    ) -> Result<HashMap<Vec<u8>, (invitation::Model, invitation_batch::Model)>, StoreError> {
        let hashes: Vec<Vec<u8>> = ballots
            .iter()
            .filter_map(|ballot| match &ballot.entitlement {
                Entitlement::Invitation { code, .. } => Some(self.secret.code_hash(code).to_vec()),
                Entitlement::Open { .. } => None,
            })
            .collect();
        if hashes.is_empty() {
            return Ok(HashMap::new());
        }
        let rows = invitation::Entity::find()
            .filter(invitation::Column::CodeHash.is_in(hashes))
            .order_by_asc(invitation::Column::CodeHash)
            .lock(LockType::Update)
            .all(transaction)
            .await?;
        let ids: HashSet<Uuid> = rows.iter().map(|row| row.batch_id).collect();
        let batches = invitation_batch::Entity::find()
            .filter(invitation_batch::Column::Id.is_in(ids))
            .all(transaction)
            .await?;
        let batches: HashMap<Uuid, _> =
            batches.into_iter().map(|batch| (batch.id, batch)).collect();
        let with_batch = |row: invitation::Model| {
            batches
                .get(&row.batch_id)
                .map(|batch| (row.code_hash.clone(), (row, batch.clone())))
        };
        Ok(rows.into_iter().filter_map(with_batch).collect())
    }

    async fn receipts_given(
        &self,
        transaction: &WriteTransaction,
        receipts: &[Receipt],
    ) -> Result<HashSet<Vec<u8>>, DbErr> {
        let hashes = receipts
            .iter()
            .map(|receipt| self.secret.receipt_hash(receipt).to_vec());
        let rows = receipt::Entity::find()
            .filter(receipt::Column::Hash.is_in(hashes))
            .all(transaction)
            .await?;
        Ok(rows.into_iter().map(|row| row.hash).collect())
    }
}

/// Whether another process spent the same entitlement at the same moment, or the two waited for each other: trying again
/// then finds what the other one stored.
pub(crate) fn came_in_between(error: &DbErr) -> bool {
    matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_))) || {
        let code = match error {
            DbErr::Exec(sea_orm::RuntimeErr::SqlxError(inner))
            | DbErr::Query(sea_orm::RuntimeErr::SqlxError(inner)) => inner
                .as_database_error()
                .and_then(|inner| inner.code().map(std::borrow::Cow::into_owned)),
            _ => None,
        };
        // PostgreSQL: serialization failure and deadlock.
        matches!(code.as_deref(), Some("40001" | "40P01"))
    }
}

/// What one transaction writes.
struct Group {
    due: Option<Month>,
    spent: Vec<Vec<u8>>,
    receipts: Vec<receipt::Model>,
    deposit: Deposit,
}

impl Group {
    fn new(due: Option<Month>) -> Self {
        Self {
            due,
            spent: vec![],
            receipts: vec![],
            deposit: Deposit::new(due),
        }
    }

    fn add(&mut self, rating: &Rating, facts: Facts, receipt_hash: Vec<u8>) {
        self.receipts.push(receipt::Model {
            hash: receipt_hash,
            month: counting_month(self.due, rating.date).to_string(),
        });
        self.deposit.add(rating, facts);
    }

    /// Writes everything, receipts in the order of their random keys: two processes that were sent the same forms in
    /// different orders would otherwise wait for each other.
    async fn store(
        mut self,
        transaction: &WriteTransaction,
        keys: &KeyFolder,
    ) -> Result<(), StoreError> {
        if self.receipts.is_empty() {
            return Ok(());
        }
        self.receipts
            .sort_by(|one, other| one.hash.cmp(&other.hash));
        if !self.spent.is_empty() {
            invitation::Entity::update_many()
                .col_expr(invitation::Column::Spent, Expr::value(true))
                .filter(invitation::Column::CodeHash.is_in(self.spent))
                .exec(transaction)
                .await?;
        }
        let receipts = self.receipts.into_iter();
        receipt::Entity::insert_many(receipts.map(receipt::ActiveModel::from))
            .exec_without_returning(transaction)
            .await?;
        self.deposit.store(transaction, keys).await
    }
}

#[cfg(test)]
mod tests;
