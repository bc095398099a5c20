//! The parts of the public edition, each with a revision that every process sees rise when the part changes.
//! It must not know what a part holds: whoever writes says which parts that changes.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, ExprTrait, QueryFilter};

use crate::{Store, StoreError, entity::revision};

/// What changes together in public, and is read again together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// The sealed releases and corrections.
    Record,
    /// Units, services and counters, and the settings that pages tell.
    Register,
    /// Public comments and the replies to them.
    Voices,
    /// Dialogue forums as they are announced, and who came to them; not what is said there, which has a number of its own in each forum.
    Forums,
    /// Commitments and what became of them.
    Commitments,
}

impl Part {
    /// Every part.
    pub const ALL: [Self; 5] = [
        Self::Record,
        Self::Register,
        Self::Voices,
        Self::Forums,
        Self::Commitments,
    ];

    const fn key(self) -> &'static str {
        match self {
            Self::Record => "record",
            Self::Register => "register",
            Self::Voices => "voices",
            Self::Forums => "forums",
            Self::Commitments => "commitments",
        }
    }
}

/// The revision of each part. A higher one is a later one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Revisions([i64; Part::ALL.len()]);

impl Revisions {
    /// The revision of a part.
    pub const fn of(&self, part: Part) -> i64 {
        self.0[part as usize]
    }

    /// These revisions with another one of a part.
    #[must_use]
    pub const fn with(mut self, part: Part, revision: i64) -> Self {
        self.0[part as usize] = revision;
        self
    }

    /// The parts that have risen since, in the order of [`Part::ALL`].
    pub fn risen_since(&self, before: &Self) -> impl Iterator<Item = Part> {
        let risen = |part: &Part| self.of(*part) > before.of(*part);
        Part::ALL.into_iter().filter(risen)
    }
}

impl Store {
    /// The revisions of the public edition. What is read afterwards is at least as new.
    pub async fn revisions(&self) -> Result<Revisions, StoreError> {
        let rows = revision::Entity::find().all(&self.reader).await?;
        Part::ALL
            .into_iter()
            .try_fold(Revisions::default(), |revisions, part| {
                let row = rows.iter().find(|row| row.part == part.key());
                let row = row.ok_or_else(|| StoreError::corrupt("a part has no revision"))?;
                Ok(revisions.with(part, row.number))
            })
    }
}

/// Tells every process that parts of the public edition changed, when the transaction is committed.
pub(crate) async fn raise(
    connection: &impl ConnectionTrait,
    parts: impl IntoIterator<Item = Part>,
) -> Result<(), DbErr> {
    revision::Entity::update_many()
        .col_expr(
            revision::Column::Number,
            Expr::col(revision::Column::Number).add(1),
        )
        .filter(revision::Column::Part.is_in(parts.into_iter().map(Part::key)))
        .exec(connection)
        .await
        .map(drop)
}
