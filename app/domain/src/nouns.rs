//! The nouns that are described by a table, for whatever holds for each of them.
//! It must not know what any of them means.

use crate::commitment::StepKind;
use crate::noun::Noun;
use crate::register::RecordKind;
use crate::{
    api_key, calendar, commitment, forum, indicator, invitation, officer, paper, realisation,
    settings,
};

/// Every noun.
pub const NOUNS: &[Noun] = &[
    RecordKind::Unit.noun(),
    RecordKind::Service.noun(),
    RecordKind::Counter.noun(),
    officer::OFFICER,
    indicator::INDICATOR,
    commitment::COMMITMENT,
    StepKind::Deferred.noun(),
    StepKind::Reported.noun(),
    StepKind::Reopened.noun(),
    realisation::REPORT,
    calendar::HOLIDAY,
    api_key::API_KEY,
    invitation::INVITATIONS,
    paper::PAPER_STACK,
    settings::SETTINGS,
    forum::FORUM,
    forum::GROUP,
    forum::ATTENDANCE,
    forum::AMENDMENT,
];

#[cfg(test)]
mod tests;
