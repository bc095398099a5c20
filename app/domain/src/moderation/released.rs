//! A comment that a release made public, with the department's reply.
//! It must not know when it was written, at which counter, or what its author rated.

use std::fmt;
use std::str::FromStr;

use uuid::Uuid;

use super::CommentId;
use super::redaction::PublicComment;
use super::reply::Reply;
use crate::period::Month;
use crate::slug::Slug;

/// A public comment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReleasedComment {
    /// Its random name.
    pub id: CommentId,
    /// The service; none where its ratings were so few that the release published them only with those of others.
    pub service: Option<Slug>,
    /// The month of the release, not of the comment.
    pub release: Month,
    /// What it says.
    pub text: PublicComment,
    /// What the department answered.
    pub reply: Option<Reply>,
}

impl ReleasedComment {
    /// Where it stands among all public comments.
    pub const fn place(&self) -> ReleasedPlace {
        ReleasedPlace {
            release: self.release,
            id: self.id,
        }
    }
}

/// A place among public comments, the newest release first and by the random names within one: `2026-10.` and the name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReleasedPlace {
    /// The month of the release.
    pub release: Month,
    /// The comment.
    pub id: CommentId,
}

impl fmt::Display for ReleasedPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.release, self.id)
    }
}

/// A text that is no place among comments.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this is no place among comments")]
pub struct InvalidPlace;

impl FromStr for ReleasedPlace {
    type Err = InvalidPlace;

    fn from_str(text: &str) -> Result<Self, InvalidPlace> {
        let (release, id) = text.split_once('.').ok_or(InvalidPlace)?;
        Ok(Self {
            release: release.parse().map_err(|_| InvalidPlace)?,
            id: CommentId(id.parse::<Uuid>().map_err(|_| InvalidPlace)?),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_read_as_it_is_written() {
        let place = ReleasedPlace {
            release: "2026-10".parse().expect("a month"),
            id: CommentId(Uuid::from_u128(7)),
        };
        assert_eq!(place.to_string().parse(), Ok(place));
        for wrong in ["", "2026-10", "2026-13.x", "2026-10.x"] {
            assert_eq!(wrong.parse::<ReleasedPlace>(), Err(InvalidPlace), "{wrong}");
        }
    }
}
