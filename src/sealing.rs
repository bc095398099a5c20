//! Carries out what two people confirmed, in the background of the server.
//! It must not decide anything: the store asks the rules once more when it seals.

use std::sync::{Arc, RwLock};
use std::time::Duration;

use domain::seal::proposal::SealStep;
use store::Store;
use tokio::sync::Notify;
use uuid::Uuid;

use crate::clock::Clock;
use crate::publication::Publication;

/// How often confirmed proposals are looked for that another process left behind.
const LOOK_EVERY: Duration = Duration::from_secs(5);

/// What is being done.
#[derive(Clone, Copy)]
struct UnderWay {
    /// For which proposal.
    proposal: Uuid,
    /// What of it.
    step: SealStep,
}

/// Seals in the background and says how far it is.
pub struct Sealer {
    store: Store,
    publication: Arc<Publication>,
    clock: Clock,
    confirmed: Notify,
    under_way: RwLock<Option<UnderWay>>,
    /// Which proposal the last attempt failed at.
    failed: RwLock<Option<Uuid>>,
}

impl Sealer {
    /// A sealer that has nothing to do yet.
    pub fn new(store: Store, publication: Arc<Publication>, clock: Clock) -> Arc<Self> {
        Arc::new(Self {
            store,
            publication,
            clock,
            confirmed: Notify::new(),
            under_way: RwLock::new(None),
            failed: RwLock::new(None),
        })
    }

    /// Says that something was confirmed.
    pub fn wake(&self) {
        self.confirmed.notify_one();
    }

    /// What is being done for a proposal, if this process does it.
    pub fn step(&self, proposal: Uuid) -> Option<SealStep> {
        let under_way = *self.under_way.read().ok()?;
        under_way.and_then(|work| (work.proposal == proposal).then_some(work.step))
    }

    /// Whether the last attempt of this process to carry out a proposal failed, so that it will try again.
    pub fn has_failed(&self, proposal: Uuid) -> bool {
        self.failed
            .read()
            .is_ok_and(|failed| *failed == Some(proposal))
    }

    /// Works until the server stops. A proposal that a stopped server left behind is carried out by the next one.
    pub async fn run(self: Arc<Self>) {
        // What a defect interrupted is no longer under way.
        self.note(None);
        self.store.delete_sealed_ratings_or_warn().await;
        loop {
            self.carry_out_confirmed().await;
            tokio::select! {
                () = self.confirmed.notified() => {}
                () = tokio::time::sleep(LOOK_EVERY) => {}
            }
        }
    }

    async fn carry_out_confirmed(&self) {
        let confirmed = match self.store.confirmed_proposals().await {
            Ok(confirmed) => confirmed,
            Err(error) => {
                tracing::error!(%error, "confirmed proposals could not be read");
                return;
            }
        };
        for proposal in confirmed {
            let progress = |step| {
                self.note(Some(UnderWay {
                    proposal: proposal.id,
                    step,
                }));
            };
            let moment = self.clock.moment();
            let carried_out = self.store.carry_out(proposal.id, moment, progress);
            let carried_out = carried_out.await;
            if let Ok(mut failed) = self.failed.write() {
                *failed = carried_out.is_err().then_some(proposal.id);
            }
            match carried_out {
                Ok(()) => {
                    tracing::info!(month = %proposal.month, "a confirmed proposal was carried out");
                }
                Err(error) => {
                    tracing::error!(%error, month = %proposal.month, "a confirmed proposal failed; it is tried again");
                }
            }
            if let Err(error) = self.publication.refresh().await {
                tracing::error!(%error, "the public record could not be renewed");
            }
            self.note(None);
            self.store.delete_sealed_ratings_or_warn().await;
        }
    }

    fn note(&self, work: Option<UnderWay>) {
        if let Ok(mut under_way) = self.under_way.write() {
            *under_way = work;
        }
    }
}
