//! Seats: what stands for a participant, known only to the participant's own browser and link.
//! It must not keep a seat itself, only its keyed hash, nor anything about the person.

use domain::forum::{Community, ForumId};
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait, sea_query::OnConflict};
use uuid::Uuid;

use crate::{FormToken, Store, StoreError, connection::WriteTransaction, entity::forum_seat};

/// A random number in a cookie and in a link, by which somebody keeps a seat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seat(String);

impl Seat {
    /// A seat as a cookie or a link brought it.
    pub fn parse(text: &str) -> Option<Self> {
        Uuid::try_parse(text)
            .ok()
            .map(|seat| Self(seat.simple().to_string()))
    }

    pub(super) fn of(bytes: [u8; 32]) -> Self {
        let mut seat = [0; 16];
        seat.copy_from_slice(&bytes[..16]);
        Self(Uuid::from_bytes(seat).simple().to_string())
    }

    /// The text for the cookie and the link.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Store {
    /// The seat that whoever sends a form takes: always the same for the same form, so that one that is sent twice takes
    /// one seat.
    pub fn seat_of(&self, forum: ForumId, token: &FormToken) -> Seat {
        Seat::of(self.secret.forum_seat(&forum.to_string(), token))
    }

    /// The kind of community of a seat, if somebody took it.
    pub async fn seat(
        &self,
        forum: ForumId,
        seat: &Seat,
    ) -> Result<Option<Option<Community>>, StoreError> {
        let row = row(&self.reader, self.seat_hash(forum, seat)).await?;
        Ok(row.map(|row| community(row.community.as_deref())))
    }

    pub(crate) fn seat_hash(&self, forum: ForumId, seat: &Seat) -> Vec<u8> {
        self.secret
            .forum_seat_hash(&forum.to_string(), seat.as_str())
            .to_vec()
    }

    /// Takes a seat, or tells the kind of community of one that has not told it. Answers the kind.
    pub(super) async fn sit_down(
        &self,
        transaction: &WriteTransaction,
        forum: ForumId,
        hash: Vec<u8>,
        told: Option<Community>,
    ) -> Result<Option<Community>, StoreError> {
        let known = row(transaction, hash.clone()).await?;
        let before = known
            .as_ref()
            .and_then(|row| community(row.community.as_deref()));
        if known.is_some() && (before.is_some() || told.is_none()) {
            return Ok(before);
        }
        let row = forum_seat::ActiveModel {
            hash: Set(hash),
            forum_id: Set(forum.0),
            community: Set(told.map(|told| told.code().to_owned())),
        };
        let again = OnConflict::column(forum_seat::Column::Hash)
            .update_column(forum_seat::Column::Community)
            .to_owned();
        forum_seat::Entity::insert(row)
            .on_conflict(again)
            .exec_without_returning(transaction)
            .await?;
        Ok(told)
    }
}

async fn row(
    connection: &impl ConnectionTrait,
    hash: Vec<u8>,
) -> Result<Option<forum_seat::Model>, StoreError> {
    let row = forum_seat::Entity::find_by_id(hash).one(connection);
    Ok(row.await?)
}

pub(super) fn community(code: Option<&str>) -> Option<Community> {
    code.and_then(Community::from_code)
}
