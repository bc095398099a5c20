//! How ratings and their comments become rows of the ballot box.
//! It must not link the two: a comment's row says nothing of the rating it came with.

use std::collections::VecDeque;

use chrono::NaiveDate;
use domain::instrument::Element;
use domain::rating::{Proof, Rating};
use sea_orm::{ActiveValue::Set, DbErr, EntityTrait, IntoActiveModel};
use uuid::Uuid;

use crate::connection::WriteTransaction;
use crate::entity::{comment, rating};

/// Rows per statement, far below the limit of bound values.
const CHUNK: usize = 512;

/// The row of a rating, under a fresh random key.
pub(crate) fn rating_row(
    rating: &Rating,
    service: i32,
    counter: Option<i32>,
    week: Option<NaiveDate>,
    proof: Proof,
) -> rating::Model {
    let score = |element| {
        rating
            .answers
            .score(element)
            .map(|score| i16::from(score.value()))
    };
    let profile = &rating.profile;
    rating::Model {
        id: Uuid::new_v4(),
        service_id: service,
        counter_id: counter,
        week,
        date: rating.date,
        instrument: rating.answers.instrument().key().to_owned(),
        wording: rating.wording.cast_signed(),
        proof: proof.key().to_owned(),
        persyaratan: score(Element::Requirements),
        prosedur: score(Element::Procedure),
        waktu: score(Element::Time),
        biaya: score(Element::Cost),
        produk: score(Element::Product),
        kompetensi: score(Element::Competence),
        perilaku: score(Element::Behaviour),
        pengaduan: score(Element::Complaints),
        sarana: score(Element::Facilities),
        keseluruhan: score(Element::Overall),
        gender: profile.gender.map(|answer| answer.code().to_owned()),
        age: profile.age.map(|answer| answer.code().to_owned()),
        education: profile.education.map(|answer| answer.code().to_owned()),
        occupation: profile.occupation.map(|answer| answer.code().to_owned()),
        disability: profile.disability.map(|answer| answer.code().to_owned()),
        waited: 0,
    }
}

/// Inserts ratings a few at a time: a long statement makes SQLite keep a journal of its own on disk, and few different
/// lengths keep the statements prepared.
pub(crate) async fn insert_ratings(
    transaction: &WriteTransaction,
    rows: Vec<rating::Model>,
) -> Result<(), DbErr> {
    let mut rows: VecDeque<rating::Model> = rows.into();
    for size in [8, 4, 2, 1] {
        while rows.len() >= size {
            let group = rows.drain(..size).map(IntoActiveModel::into_active_model);
            rating::Entity::insert_many(group)
                .exec_without_returning(transaction)
                .await?;
        }
    }
    Ok(())
}

/// The row of a rating's comment, under a key of its own.
pub(crate) fn comment_row(
    rating: &Rating,
    service: i32,
    proof: Proof,
) -> Option<comment::ActiveModel> {
    rating.comment.as_ref().map(|text| comment::ActiveModel {
        id: Set(Uuid::new_v4()),
        service_id: Set(service),
        month: Set(domain::period::Month::of(rating.date).to_string()),
        proof: Set(proof.key().to_owned()),
        text: Set(text.as_str().to_owned()),
    })
}

/// Inserts comments in groups that stay below the limit of bound values.
pub(crate) async fn insert_comments(
    transaction: &WriteTransaction,
    comments: Vec<comment::ActiveModel>,
) -> Result<(), DbErr> {
    for group in comments.chunks(CHUNK) {
        comment::Entity::insert_many(group.to_vec())
            .exec_without_returning(transaction)
            .await?;
    }
    Ok(())
}
