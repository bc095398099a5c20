//! The rule of two people: what one person proposes takes effect only when another one confirms it.
//! It must not know what is proposed.

use crate::access::AccountId;
use crate::grammar;

/// The longest reason for which a proposal is sent back, in characters.
pub const MAX_REASON: usize = 1000;

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
    #[error("whoever sends a proposal back says why, in plain text of at most 1000 characters")]
    NoReason,
    /// Only whoever made a proposal changes it, so that the other person decides about everything.
    #[error("only whoever made the proposal changes it")]
    NotProposer,
    /// Somebody confirms only what the own page showed.
    #[error("the proposal has changed since the page was opened")]
    Changed,
}

/// What one person proposed and another one decides.
pub trait NeedsSecondPerson {
    /// Who proposed it.
    fn proposed_by(&self) -> AccountId;

    /// Whether nobody has decided yet.
    fn is_undecided(&self) -> bool;

    /// Whether somebody may confirm it.
    ///
    /// # Errors
    /// If it was decided, or the person proposed it.
    fn may_confirm(&self, person: AccountId) -> Result<(), DecisionRefused> {
        undecided(self)?;
        if person == self.proposed_by() {
            return Err(DecisionRefused::OwnProposal);
        }
        Ok(())
    }

    /// Whether somebody may change it.
    ///
    /// # Errors
    /// If it was decided, or somebody else proposed it.
    fn may_change(&self, person: AccountId) -> Result<(), DecisionRefused> {
        undecided(self)?;
        if person != self.proposed_by() {
            return Err(DecisionRefused::NotProposer);
        }
        Ok(())
    }

    /// Whether it may be sent back with a reason, also by whoever proposed it; gives the reason as it is kept.
    ///
    /// # Errors
    /// If it was decided, or the reason is empty, longer than [`MAX_REASON`] or not to be shown.
    fn may_send_back(&self, reason: &str) -> Result<String, DecisionRefused> {
        undecided(self)?;
        let reason = grammar::lines(reason, MAX_REASON);
        let reason = reason.ok().filter(|reason| !reason.is_empty());
        reason.ok_or(DecisionRefused::NoReason)
    }
}

fn undecided<P: NeedsSecondPerson + ?Sized>(proposal: &P) -> Result<(), DecisionRefused> {
    if proposal.is_undecided() {
        Ok(())
    } else {
        Err(DecisionRefused::Decided)
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    struct Proposal {
        is_undecided: bool,
    }

    impl NeedsSecondPerson for Proposal {
        fn proposed_by(&self) -> AccountId {
            MAKER
        }

        fn is_undecided(&self) -> bool {
            self.is_undecided
        }
    }

    const MAKER: AccountId = AccountId(Uuid::from_u128(1));
    const OTHER: AccountId = AccountId(Uuid::from_u128(2));
    const OPEN: Proposal = Proposal { is_undecided: true };
    const DECIDED: Proposal = Proposal {
        is_undecided: false,
    };

    #[test]
    fn two_different_people_are_needed() {
        assert_eq!(OPEN.may_confirm(MAKER), Err(DecisionRefused::OwnProposal));
        assert_eq!(OPEN.may_confirm(OTHER), Ok(()));
    }

    #[test]
    fn only_its_maker_changes_a_proposal() {
        assert_eq!(OPEN.may_change(MAKER), Ok(()));
        assert_eq!(OPEN.may_change(OTHER), Err(DecisionRefused::NotProposer));
    }

    #[test]
    fn a_proposal_is_decided_once() {
        let decided = DecisionRefused::Decided;
        assert_eq!(DECIDED.may_confirm(OTHER), Err(decided));
        assert_eq!(DECIDED.may_change(MAKER), Err(decided));
        assert_eq!(DECIDED.may_send_back("why"), Err(decided));
    }

    #[test]
    fn sending_back_needs_a_reason() {
        assert_eq!(OPEN.may_send_back(" x "), Ok("x".to_owned()));
        for reason in ["", " \n", "a\0b", &"x".repeat(MAX_REASON + 1)] {
            assert_eq!(OPEN.may_send_back(reason), Err(DecisionRefused::NoReason));
        }
    }
}
