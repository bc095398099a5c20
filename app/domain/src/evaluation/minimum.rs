//! How much evidence a figure and a test need (`fairness.md` §5), and what is missing.
//! It must not know what the evidence says.

/// What evidence is asked for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Demand {
    /// Comparable answers.
    pub answers: u64,
    /// Weeks with such answers.
    pub weeks: usize,
    /// Weeks of equally many answers that would tell as much: few if most answers come from a few weeks.
    pub effective_weeks: f64,
}

/// From here on a figure is shown.
pub const FIGURE: Demand = Demand {
    answers: 30,
    weeks: 6,
    effective_weeks: 4.0,
};

/// From here on a figure is tested.
pub const TEST: Demand = Demand {
    answers: 50,
    weeks: 6,
    effective_weeks: 8.0,
};

/// What evidence there is.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Amount {
    /// n: answers.
    pub answers: u64,
    /// m: weeks.
    pub weeks: usize,
    /// m_eff: weeks of equally many answers.
    pub effective_weeks: f64,
}

/// How much is missing; at least one of these is not 0.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Missing {
    /// Answers.
    pub answers: u64,
    /// Weeks.
    pub weeks: usize,
    /// Weeks of equally many answers.
    pub effective_weeks: f64,
}

impl Demand {
    /// What is missing; `None` if there is enough.
    pub fn missing(&self, amount: Amount) -> Option<Missing> {
        let missing = Missing {
            answers: self.answers.saturating_sub(amount.answers),
            weeks: self.weeks.saturating_sub(amount.weeks),
            effective_weeks: (self.effective_weeks - amount.effective_weeks).max(0.0),
        };
        let enough = missing.answers == 0 && missing.weeks == 0 && missing.effective_weeks <= 0.0;
        (!enough).then_some(missing)
    }
}
