//! What was said at a forum: its points and groups, read at one moment, with the account of them and what was promised.
//! It must not know who said anything, nor who looks.

use std::collections::BTreeMap;

use crate::commitment::Kept;

use super::{Attendance, Community, Group, GroupId, Point, PointCounts, Standing};

/// What was said at a forum.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// Every point that came in, in the order of their numbers.
    pub points: Vec<Point>,
    /// The groups by name.
    pub groups: Vec<Group>,
    /// How many people of each kind of community support each group, as far as it may be told; nothing while people can still
    /// support points.
    pub agreement: BTreeMap<GroupId, BTreeMap<Community, u64>>,
    /// The commitments that answer a group, by number.
    pub commitments: Vec<Kept>,
    /// Who came.
    pub attendance: Attendance,
    /// How many points came in, as it was counted when they came.
    pub received: u64,
}

/// What the record of a forum still lacks. Minutes can be made without it, and whoever makes them should know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gaps {
    /// How many points nobody has decided about.
    pub waiting: u64,
    /// How many published points are in no group.
    pub ungrouped: usize,
    /// How many groups of published points have no answer.
    pub unanswered: usize,
    /// Whether nobody has counted who came.
    pub uncounted: bool,
}

impl Gaps {
    /// Whether nothing is lacking.
    pub const fn is_none(self) -> bool {
        self.waiting == 0 && self.ungrouped == 0 && self.unanswered == 0 && !self.uncounted
    }
}

impl Said {
    /// What the record still lacks.
    pub fn gaps(&self) -> Gaps {
        let unanswered = self.groups.iter().filter(|group| {
            group.answer.is_none() && self.of_group(Some(group.id)).next().is_some()
        });
        Gaps {
            waiting: self.counts().waiting,
            ungrouped: self.of_group(None).count(),
            unanswered: unanswered.count(),
            uncounted: self.attendance.all().is_none(),
        }
    }

    /// The public account of the points.
    pub fn counts(&self) -> PointCounts {
        PointCounts::of(self.received, &self.points)
    }

    /// The points that everybody can read, of a group or of none.
    pub fn of_group(&self, group: Option<GroupId>) -> impl Iterator<Item = &Point> {
        let published = self.points.iter();
        published.filter(move |point| point.standing == Standing::Published && point.group == group)
    }

    /// The commitments that answer a group.
    pub fn promised(&self, group: &Group) -> impl Iterator<Item = &Kept> {
        let commitments = self.commitments.iter();
        commitments.filter(|kept| group.commitments.contains(&kept.number))
    }

    /// The next point that a moderator has to do something about, after one in the order of their numbers and then from the
    /// beginning: what waits first, then what is published in no group.
    pub fn next_to_do(&self, after: Option<u32>) -> Option<&Point> {
        let next = |to_do: fn(&Point) -> bool| {
            let others = || self.points.iter().filter(move |point| to_do(point));
            let later = others().find(|point| Some(point.number) > after);
            later.or_else(|| others().find(|point| Some(point.number) != after))
        };
        next(|point| point.standing == Standing::Waiting).or_else(|| {
            next(|point| point.standing == Standing::Published && point.group.is_none())
        })
    }

    /// The point of a number.
    pub fn numbered(&self, number: u32) -> Option<&Point> {
        self.points.iter().find(|point| point.number == number)
    }

    /// The point that speaks for another one: the one that it was merged into, or itself.
    pub fn speaker<'a>(&'a self, point: &'a Point) -> &'a Point {
        let Standing::Merged(twin) = point.standing else {
            return point;
        };
        self.numbered(twin).unwrap_or(point)
    }

    /// The group that a point is in.
    pub fn group_of(&self, point: &Point) -> Option<&Group> {
        let mut groups = self.groups.iter();
        groups.find(|group| point.group == Some(group.id))
    }
}
