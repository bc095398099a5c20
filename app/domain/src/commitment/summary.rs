//! How many commitments stand how: the follow-up plan of a unit in numbers.
//! It must not know which commitments are counted.

use std::collections::BTreeMap;

use super::State;

/// How many commitments there are in each state.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary(BTreeMap<State, u64>);

impl FromIterator<State> for Summary {
    fn from_iter<I: IntoIterator<Item = State>>(states: I) -> Self {
        let mut counts = BTreeMap::new();
        for state in states {
            *counts.entry(state).or_default() += 1;
        }
        Self(counts)
    }
}

impl Summary {
    /// How many there are.
    pub fn all(&self) -> u64 {
        self.0.values().sum()
    }

    /// How many are in a state.
    pub fn of(&self, state: State) -> u64 {
        self.0.get(&state).copied().unwrap_or_default()
    }

    /// How many were reported done, in time or late.
    pub fn kept(&self) -> u64 {
        let kept = self.0.iter().filter(|(state, _)| state.is_kept());
        kept.map(|(_, count)| count).sum()
    }

    /// How many had to be done by now: whatever is not running.
    pub fn due(&self) -> u64 {
        self.all() - self.of(State::Running)
    }
}
