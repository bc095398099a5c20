//! What was said at a forum: its points and groups, read at one moment, with the account of them.
//! It must not know who said anything, nor who looks.

use super::{Group, GroupId, Point, PointCounts, Standing};

/// What was said at a forum.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// Every point that came in, in the order of their numbers.
    pub points: Vec<Point>,
    /// The groups by name.
    pub groups: Vec<Group>,
    /// How many points came in, as it was counted when they came.
    pub received: u64,
}

impl Said {
    /// The public account of the points.
    pub fn counts(&self) -> PointCounts {
        PointCounts::of(self.received, &self.points)
    }

    /// The points that everybody can read, of a group or of none.
    pub fn of_group(&self, group: Option<GroupId>) -> impl Iterator<Item = &Point> {
        let published = self.points.iter();
        published.filter(move |point| point.standing == Standing::Published && point.group == group)
    }

    /// The group that a point is in.
    pub fn group_of(&self, point: &Point) -> Option<&Group> {
        let mut groups = self.groups.iter();
        groups.find(|group| point.group == Some(group.id))
    }
}
