//! What moderators decide about points, and what may follow on what. Every decision can be undone.
//! It must not know who decides.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Mark, Point, PointText, Standing};
use crate::forum::GroupId;
use crate::moderation::WithholdReason;

/// What a moderator decides about a point.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PointDecision {
    /// Everybody may read it.
    Publish,
    /// Everybody may read it, in a group.
    PublishInto(GroupId),
    /// It is not published.
    Reject(WithholdReason),
    /// It says the same as another one, known by its number.
    Merge(u32),
    /// It waits again, because the decision was a slip.
    Reopen,
    /// It says something else; what it said is kept and the change is marked.
    Edit(PointText),
    /// It belongs to a group, or to none.
    Group(Option<GroupId>),
    /// It gets a mark, or loses the one that it has.
    Mark(Mark),
    /// It is again what it was before the last decision. Undone twice, the decision stands again.
    Undo,
}

/// A decision that cannot be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotDecided {
    /// A point is merged into a published one that is not itself.
    #[error("a point is merged into another one that is published")]
    NoTwin,
    /// Others were merged into the point, so it stays public.
    #[error("others were merged into this point, so it stays published")]
    IsTwin,
    /// Only what everybody can read is grouped.
    #[error("only published points are grouped")]
    NotPublished,
    /// Nobody decided about the point yet.
    #[error("nothing was decided about this point that could be undone")]
    NothingToUndo,
}

/// What surrounds a point that is decided about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Surroundings {
    /// Whether the point that it is to be merged into is published.
    pub twin_published: bool,
    /// Whether others were merged into it.
    pub is_twin: bool,
}

/// What decisions change of a point.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Situation {
    text: PointText,
    original: Option<PointText>,
    standing: Standing,
    group: Option<GroupId>,
    marks: BTreeSet<Mark>,
}

impl Situation {
    /// That of a point that nobody has decided about.
    pub const fn waiting(text: PointText) -> Self {
        Self {
            text,
            original: None,
            standing: Standing::Waiting,
            group: None,
            marks: BTreeSet::new(),
        }
    }
}

impl Point {
    /// The number of the point that a decision would merge this one into.
    pub fn would_merge_into(&self, decision: &PointDecision) -> Option<u32> {
        match (decision, &self.before) {
            (PointDecision::Merge(twin), _) => Some(*twin),
            (PointDecision::Undo, Some(before)) => match before.standing {
                Standing::Merged(twin) => Some(twin),
                _ => None,
            },
            _ => None,
        }
    }

    /// The point after a decision, one version later.
    ///
    /// # Errors
    /// If the decision cannot be made.
    pub fn after(
        mut self,
        decision: PointDecision,
        around: Surroundings,
    ) -> Result<Self, NotDecided> {
        let before = self.situation();
        match decision {
            PointDecision::Edit(text) => self.edit(text),
            PointDecision::Group(group) => {
                if self.standing != Standing::Published {
                    return Err(NotDecided::NotPublished);
                }
                self.group = group;
            }
            PointDecision::Mark(mark) => {
                if !self.marks.remove(&mark) {
                    self.marks.insert(mark);
                }
            }
            PointDecision::Undo => {
                let undone = self.before.take().ok_or(NotDecided::NothingToUndo)?;
                self.put(undone);
            }
            PointDecision::Publish => self.standing = Standing::Published,
            PointDecision::PublishInto(group) => {
                self.standing = Standing::Published;
                self.group = Some(group);
            }
            PointDecision::Merge(twin) if twin == self.number => return Err(NotDecided::NoTwin),
            PointDecision::Merge(twin) => self.withdraw(Standing::Merged(twin)),
            PointDecision::Reject(reason) => self.withdraw(Standing::Rejected(reason)),
            PointDecision::Reopen => self.withdraw(Standing::Waiting),
        }
        if around.is_twin && self.standing != Standing::Published {
            return Err(NotDecided::IsTwin);
        }
        if matches!(self.standing, Standing::Merged(_))
            && self.standing != before.standing
            && !around.twin_published
        {
            return Err(NotDecided::NoTwin);
        }
        self.before = Some(before);
        self.version += 1;
        Ok(self)
    }

    /// Whether everybody but moderators sees the same of both.
    pub fn looks_like(&self, other: &Self) -> bool {
        let shown = |point: &Self| {
            let mut situation = point.situation();
            situation.marks.remove(&Mark::Star);
            situation
        };
        shown(self) == shown(other)
    }

    fn situation(&self) -> Situation {
        Situation {
            text: self.text.clone(),
            original: self.original.clone(),
            standing: self.standing,
            group: self.group,
            marks: self.marks.clone(),
        }
    }

    fn put(&mut self, situation: Situation) {
        self.text = situation.text;
        self.original = situation.original;
        self.standing = situation.standing;
        self.group = situation.group;
        self.marks = situation.marks;
    }

    fn withdraw(&mut self, standing: Standing) {
        self.standing = standing;
        self.group = None;
    }

    /// What it said first is kept; who puts it back leaves no mark.
    fn edit(&mut self, text: PointText) {
        let before = std::mem::replace(&mut self.text, text);
        let original = self.original.take().unwrap_or(before);
        self.original = Some(original).filter(|original| *original != self.text);
    }
}
