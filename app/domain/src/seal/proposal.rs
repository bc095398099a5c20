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

/// Why a decision about a proposal is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DecisionRefused {
    /// Nobody confirms the own proposal.
    #[error("nobody confirms the own proposal")]
    OwnProposal,
    /// It was decided before.
    #[error("the proposal was decided already")]
    Decided,
    /// Whoever sends a proposal back says why.
    #[error("whoever sends a proposal back says why, in at most 1000 characters")]
    NoReason,
    /// Only whoever made a proposal changes it, so that the other person decides about everything.
    #[error("only whoever made the proposal changes it")]
    NotProposer,
    /// Somebody confirms only what the own page showed.
    #[error("what is left out has changed since the page was opened")]
    Changed,
}

impl Proposal {
    /// The longest reason.
    pub const MAX_REASON: usize = 1000;

    /// Whether somebody may confirm it.
    pub fn may_confirm(&self, person: AccountId) -> Result<(), DecisionRefused> {
        self.is_open()?;
        if person == self.proposed_by {
            return Err(DecisionRefused::OwnProposal);
        }
        Ok(())
    }

    /// Whether somebody may change what it leaves out.
    pub fn may_change(&self, person: AccountId) -> Result<(), DecisionRefused> {
        self.is_open()?;
        if person != self.proposed_by {
            return Err(DecisionRefused::NotProposer);
        }
        Ok(())
    }

    /// Whether it may be sent back with a reason, also by whoever proposed it; gives the reason as it is kept.
    pub fn may_send_back(&self, reason: &str) -> Result<String, DecisionRefused> {
        self.is_open()?;
        let reason = reason.trim();
        if reason.is_empty() || reason.chars().count() > Self::MAX_REASON {
            return Err(DecisionRefused::NoReason);
        }
        Ok(reason.to_owned())
    }

    fn is_open(&self) -> Result<(), DecisionRefused> {
        if self.state == ProposalState::Proposed {
            Ok(())
        } else {
            Err(DecisionRefused::Decided)
        }
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

    fn proposal(state: ProposalState) -> Proposal {
        Proposal {
            id: Uuid::nil(),
            kind: ProposalKind::Seal,
            month: "2026-10".parse().expect("a month"),
            state,
            proposed_by: AccountId(Uuid::from_u128(1)),
            proposed_at: 0,
            decided_by: None,
            decided_at: None,
            reason: String::new(),
            signs: None,
        }
    }

    #[test]
    fn two_different_people_are_needed() {
        let open = proposal(ProposalState::Proposed);
        let refused = open.may_confirm(AccountId(Uuid::from_u128(1)));
        assert_eq!(refused, Err(DecisionRefused::OwnProposal));
        assert_eq!(open.may_confirm(AccountId(Uuid::from_u128(2))), Ok(()));
    }

    #[test]
    fn only_its_maker_changes_a_proposal_while_it_is_open() {
        let maker = AccountId(Uuid::from_u128(1));
        let open = proposal(ProposalState::Proposed);
        assert_eq!(open.may_change(maker), Ok(()));
        let other = open.may_change(AccountId(Uuid::from_u128(2)));
        assert_eq!(other, Err(DecisionRefused::NotProposer));
        let confirmed = proposal(ProposalState::Confirmed).may_change(maker);
        assert_eq!(confirmed, Err(DecisionRefused::Decided));
    }

    #[test]
    fn a_proposal_is_decided_once() {
        let other = AccountId(Uuid::from_u128(2));
        for state in ProposalState::ALL {
            let open = *state == ProposalState::Proposed;
            assert_eq!(proposal(*state).may_confirm(other).is_ok(), open);
            assert_eq!(proposal(*state).may_send_back("why").is_ok(), open);
        }
    }

    #[test]
    fn sending_back_needs_a_reason() {
        let open = proposal(ProposalState::Proposed);
        assert_eq!(open.may_send_back(" x "), Ok("x".to_owned()));
        for reason in ["", " \n", &"x".repeat(1001)] {
            assert_eq!(open.may_send_back(reason), Err(DecisionRefused::NoReason));
        }
    }
}
