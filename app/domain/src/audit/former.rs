//! Entries from before deeds were told as facts: their reason was prose for Indonesian readers, which is read back here and
//! nowhere else. It must not guess: what says anything else stays as it was written.

use std::str::FromStr;

use super::{AccountState, Changed, ChangedField, Deed, DeedKind, Reached, Saved};
use crate::access::{Grant, Role};
use crate::indicator::{INDICATOR, Target};
use crate::moderation::WithholdReason;
use crate::noun::Noun;
use crate::officer::{OFFICER, OfficerId};
use crate::paper::Copy;
use crate::register::RecordKind;
use crate::retention::Retained;
use crate::roster::{HalfDay, RosterChange};
use crate::seal::proposal::ProposalKind;
use crate::slug::Slug;

const BETWEEN_PARTS: &str = ", ";
const BETWEEN_SIDES: &str = " → ";
const BETWEEN_FACTS: &str = " · ";
const BETWEEN_DUTIES: &str = "; ";
const NOTHING: &str = "–";

/// The deed of an entry about the record `name` that was written with a reason.
pub(super) fn read(kind: DeedKind, name: &str, reason: &str) -> Option<Deed> {
    without_facts(kind, reason)
        .or_else(|| with_typed_words(kind, reason))
        .or_else(|| of_the_desk(kind, name, reason))
        .or_else(|| of_intake(kind, reason))
        .or_else(|| of_figures(kind, reason))
}

/// A deed of which nothing more is told. It is written as its code alone.
fn without_facts(kind: DeedKind, reason: &str) -> Option<Deed> {
    let deed = serde_json::Value::String(kind.code().to_owned());
    let deed = reason.is_empty().then(|| serde_json::from_value(deed));
    deed?.ok()
}

/// A deed with what somebody typed.
fn with_typed_words(kind: DeedKind, words: &str) -> Option<Deed> {
    let reason = words.to_owned();
    match kind {
        DeedKind::InvitationsWithdrawn => Some(Deed::InvitationsWithdrawn { reason }),
        DeedKind::KeyMade => Some(Deed::KeyMade { name: reason }),
        DeedKind::PaperDiscarded => Some(Deed::PaperDiscarded { reason }),
        DeedKind::RealisationReturned => Some(Deed::RealisationReturned { reason }),
        DeedKind::CorrectionProposed => Some(Deed::CorrectionProposed { reason }),
        DeedKind::OriginalRead => Some(Deed::OriginalRead { reason }),
        DeedKind::SealSentBack => Some(Deed::SealSentBack { reason }),
        _ => None,
    }
}

/// People, settings and what else the desk keeps.
fn of_the_desk(kind: DeedKind, name: &str, reason: &str) -> Option<Deed> {
    let saved = |noun| saved(noun, reason);
    Some(match kind {
        DeedKind::AccountInvited => Deed::AccountInvited {
            roles: parts(reason, grant)?,
        },
        DeedKind::AccountChanged => Deed::AccountChanged {
            before: None,
            after: account(reason)?,
        },
        DeedKind::SettingsChanged => settings(reason)?,
        DeedKind::UnitSaved => Deed::UnitSaved {
            saved: saved(RecordKind::Unit.noun())?,
        },
        DeedKind::ServiceSaved => Deed::ServiceSaved {
            saved: saved(RecordKind::Service.noun())?,
        },
        DeedKind::CounterSaved => Deed::CounterSaved {
            saved: saved(RecordKind::Counter.noun())?,
        },
        DeedKind::OfficerSaved => Deed::OfficerSaved {
            saved: saved(OFFICER)?,
        },
        DeedKind::IndicatorSaved => Deed::IndicatorSaved {
            saved: saved(INDICATOR)?,
        },
        DeedKind::RosterSaved => Deed::RosterSaved {
            changes: duties(name, reason)?,
        },
        DeedKind::HolidaySaved => Deed::HolidaySaved {
            name: holiday(reason),
        },
        DeedKind::RegisterImported => {
            let (added, changed) = reason.strip_prefix("baru ")?.split_once("; berubah ")?;
            Deed::RegisterImported {
                added: read_as(added)?,
                changed: read_as(changed)?,
            }
        }
        _ => return None,
    })
}

/// What came into the ballot box, or was made for it.
fn of_intake(kind: DeedKind, reason: &str) -> Option<Deed> {
    Some(match kind {
        DeedKind::InvitationsIssued => {
            let (service, count) = reason.split_once(BETWEEN_FACTS)?;
            Deed::InvitationsIssued {
                service: read_as(service)?,
                count: read_as(count)?,
            }
        }
        DeedKind::PaperOpened => {
            let (service, month) = reason.split_once(BETWEEN_FACTS)?;
            Deed::PaperOpened {
                service: read_as(service)?,
                month: read_as(month)?,
            }
        }
        DeedKind::PaperKeyed => Deed::PaperKeyed {
            copy: Copy::from_code(reason)?,
        },
        DeedKind::PaperDecided => Deed::PaperDecided {
            form: read_as(reason)?,
        },
        DeedKind::PaperSettled => Deed::PaperSettled {
            month: read_as(reason)?,
        },
        DeedKind::PaperImported => Deed::PaperImported {
            months: parts(reason, read_as)?,
        },
        _ => return None,
    })
}

/// What was reported, decided, published and deleted.
fn of_figures(kind: DeedKind, reason: &str) -> Option<Deed> {
    Some(match kind {
        DeedKind::TargetSaved => Deed::TargetSaved {
            target: sides(reason, target)?,
        },
        DeedKind::RealisationEntered => Deed::RealisationEntered {
            result: sides(reason, reached)?,
        },
        DeedKind::CommentWithheld => Deed::CommentWithheld {
            reason: WithholdReason::from_code(reason)?,
        },
        DeedKind::SealProposed => Deed::SealProposed {
            proposal: match reason {
                "" => ProposalKind::Seal,
                code => ProposalKind::from_code(code)?,
            },
        },
        DeedKind::Sealed => Deed::Sealed {
            digest: read_as(reason)?,
        },
        DeedKind::Corrected => Deed::Corrected {
            digest: read_as(reason)?,
        },
        DeedKind::Retained => Deed::Retained {
            rows: parts(reason, deleted)?.into_iter().collect(),
        },
        _ => return None,
    })
}

fn read_as<T: FromStr>(text: &str) -> Option<T> {
    text.parse().ok()
}

fn parts<T>(reason: &str, read: impl Fn(&str) -> Option<T>) -> Option<Vec<T>> {
    if reason.is_empty() {
        return Some(Vec::new());
    }
    reason.split(BETWEEN_PARTS).map(read).collect()
}

/// Two sides such as `– → 60`.
fn sides<T>(reason: &str, read: impl Fn(&str) -> Option<T>) -> Option<Changed<Option<T>>> {
    let side = |text: &str| match text {
        NOTHING => Some(None),
        text => read(text).map(Some),
    };
    let (before, after) = reason.split_once(BETWEEN_SIDES)?;
    Some(Changed {
        before: side(before)?,
        after: side(after)?,
    })
}

fn grant(part: &str) -> Option<Grant> {
    let (role, unit) = part.split_once(' ')?;
    Some(Grant {
        role: Role::from_code(role)?,
        unit: read_as(unit)?,
    })
}

fn account(reason: &str) -> Option<AccountState> {
    let closed = reason.strip_prefix("ditutup; ");
    Some(AccountState {
        active: closed.is_none(),
        roles: parts(closed.unwrap_or(reason), grant)?,
    })
}

/// Settings such as `k: 10 → 12, kunjungan: 24 → 36`.
fn settings(reason: &str) -> Option<Deed> {
    let setting = |part: &str| {
        let (name, change) = part.split_once(": ")?;
        let (before, after) = change.split_once(BETWEEN_SIDES)?;
        let [before, after] = [read_as::<u32>(before)?, read_as(after)?];
        Some((name.to_owned(), Changed { before, after }))
    };
    let (mut k, mut retention) = (None, std::collections::BTreeMap::new());
    for (name, change) in parts(reason, setting)? {
        if name == "k" {
            let Changed { before, after } = change;
            k = Some(Changed {
                before: before.into(),
                after: after.into(),
            });
        } else {
            retention.insert(Retained::from_code(&name)?, change);
        }
    }
    Some(Deed::SettingsChanged { k, retention })
}

/// The names of fields, of which all that was new were told of a new record of the register.
fn saved(noun: Noun, reason: &str) -> Option<Saved> {
    if reason == "baru" {
        return Some(Saved::Added);
    }
    let field = |key: &str| {
        let known = noun.field(key)?;
        Some(ChangedField {
            field: known.key.to_owned(),
            values: None,
        })
    };
    parts(reason, field).map(Saved::Changed)
}

/// Changes such as `2026-10-05 pagi Loket 1: – → 0f8fad5b-d9cb-469f-a165-70867728950e` of a unit's week.
fn duties(name: &str, reason: &str) -> Option<Vec<RosterChange>> {
    let unit: Slug = read_as(name.split_once(' ')?.0)?;
    let duty = |part: &str| {
        let (place, officers) = part.rsplit_once(": ")?;
        let (date, place) = place.split_once(' ')?;
        let (half, counter) = place.split_once(' ')?;
        let Changed { before, after } = sides(officers, |ids| parts(ids, read_as::<OfficerId>))?;
        Some(RosterChange {
            date: read_as(date)?,
            half: HalfDay::from_code(half)?,
            unit: unit.clone(),
            counter: counter.to_owned(),
            before: before.unwrap_or_default(),
            after: after.unwrap_or_default(),
        })
    };
    reason.split(BETWEEN_DUTIES).map(duty).collect()
}

/// A name, with a dash behind it where the holiday was taken away. What an earlier name was, was not told.
fn holiday(reason: &str) -> Changed<Option<String>> {
    let ended = reason.strip_suffix(NOTHING);
    let ended = ended.and_then(|name| name.strip_suffix(BETWEEN_SIDES));
    Changed {
        before: ended.map(str::to_owned),
        after: ended.is_none().then(|| reason.to_owned()),
    }
}

fn target(text: &str) -> Option<Target> {
    match text.split_once(NOTHING) {
        None => read_as(text).map(Target::at),
        Some((low, high)) => Target::range(read_as(low)?, read_as(high)?).ok(),
    }
}

fn reached(text: &str) -> Option<Reached> {
    match text {
        "tidak berlaku" => Some(Reached::NotApplicable),
        value => read_as(value).map(Reached::Value),
    }
}

fn deleted(part: &str) -> Option<(Retained, u64)> {
    let (kind, rows) = part.split_once(": ")?;
    Some((Retained::from_code(kind)?, read_as(rows)?))
}

#[cfg(test)]
mod tests;
