//! The two steps before anything is published: one person proposes, another confirms or sends back.
//! It must not know what will be published, so that nobody decides by the figures.

use uuid::Uuid;

use crate::access::AccountId;
use crate::coded::coded;
use crate::integrity::Sign;
use crate::language::Bilingual;
use crate::period::Month;
use crate::realisation::Progress;
use crate::reporting::ReportingPeriod;
use crate::second_person::NeedsSecondPerson;
use crate::slug::Slug;

coded! {
    /// What is proposed.
    ProposalKind {
        /// To seal a month.
        Seal = "segel",
        /// To publish the corrections that wait.
        Correction = "koreksi",
    }
}

coded! {
    /// How far a proposal has come.
    ProposalState {
        /// It waits for a second person.
        Proposed = "diusulkan",
        /// The second person sent it back.
        SentBack = "dikembalikan",
        /// The second person confirmed it, and the server carries it out.
        Confirmed = "disetujui",
        /// It is published.
        Done = "terbit",
        /// The rules forbade it when it was carried out.
        Refused = "ditolak",
    }
}

coded! {
    /// What the server is doing while it carries out a seal, in this order.
    SealStep {
        /// Counting the ballot box.
        Counting = "menghitung",
        /// Moving answers and comments out of the ballot box.
        Moving = "memindahkan",
        /// Writing the release, for everybody at once.
        Publishing = "menerbitkan",
    }
}

/// A proposal with everything that was decided about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// Its random name.
    pub id: Uuid,
    /// What is proposed.
    pub kind: ProposalKind,
    /// The month to be sealed, or that of the last release at the time of a correction.
    pub month: Month,
    /// How far it has come.
    pub state: ProposalState,
    /// Who proposed it.
    pub proposed_by: AccountId,
    /// When, in seconds since 1970 (UTC).
    pub proposed_at: i64,
    /// Who confirmed it or sent it back.
    pub decided_by: Option<AccountId>,
    /// When, in seconds since 1970 (UTC).
    pub decided_at: Option<i64>,
    /// Why it was sent back or refused; otherwise empty.
    pub reason: String,
    /// What stood out among what waited when a seal was proposed. It is looked for once, so that nobody learns by looking again
    /// after each rating what a rating changes. `None` of other proposals, and of those from before it was kept.
    pub signs: Option<Vec<Sign>>,
}

impl NeedsSecondPerson for Proposal {
    fn proposed_by(&self) -> AccountId {
        self.proposed_by
    }

    fn is_undecided(&self) -> bool {
        self.state == ProposalState::Proposed
    }
}

/// What the page of a proposed seal shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Completeness {
    /// Comments up to the month's end that nobody has decided about.
    pub waiting_comments: u64,
    /// Realisations that are due and not confirmed.
    pub missing: Vec<MissingRealisation>,
}

/// A realisation that a seal would miss; it says nothing of any figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissingRealisation {
    /// The unit that answers for it.
    pub unit: Slug,
    /// The indicator.
    pub indicator: Slug,
    /// Its name.
    pub name: Bilingual,
    /// The period.
    pub period: ReportingPeriod,
    /// What it waits for.
    pub progress: Progress,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_proposed_waits_for_a_second_person() {
        for state in ProposalState::ALL {
            let proposal = Proposal {
                id: Uuid::nil(),
                kind: ProposalKind::Seal,
                month: "2026-10".parse().expect("a month"),
                state: *state,
                proposed_by: AccountId(Uuid::from_u128(1)),
                proposed_at: 0,
                decided_by: None,
                decided_at: None,
                reason: String::new(),
                signs: None,
            };
            let open = *state == ProposalState::Proposed;
            assert_eq!(
                proposal.may_confirm(AccountId(Uuid::from_u128(2))).is_ok(),
                open
            );
            assert_eq!(proposal.may_send_back("why").is_ok(), open);
        }
    }
}
