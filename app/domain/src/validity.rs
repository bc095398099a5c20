//! The days on which something exists.
//! It must not know what exists then.

use chrono::NaiveDate;

use crate::period::Month;

/// The days on which something exists, both ends included and optional.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Validity {
    /// The first day; `None` for always.
    pub from: Option<NaiveDate>,
    /// The last day; `None` for still.
    pub until: Option<NaiveDate>,
}

impl Validity {
    /// Whether it exists on a day.
    pub fn on(self, day: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }

    /// Whether it exists on any day of a month.
    pub fn during(self, month: Month) -> bool {
        self.from.is_none_or(|from| from <= month.last_day())
            && self.until.is_none_or(|until| month.first_day() <= until)
    }
}
