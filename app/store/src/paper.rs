//! Ratings from paper forms: taken in whole files, or keyed in twice by two people.
//! It must not know the form of a file; it gets ratings that are valid already.

mod stack;

pub use stack::{StackError, StackFilter};

use std::collections::BTreeSet;

use domain::access::Permit;
use domain::audit::{Deed, Subject, SubjectKind};
use domain::digest::Digest;
use domain::period::Month;
use domain::rating::{Proof, Rating};
use domain::slug::Slug;
use sea_orm::{ActiveValue::Set, EntityTrait};

use crate::{
    Store, StoreError, audit,
    entity::paper_import,
    reach,
    register::service_id,
    rows::{comment_row, insert_comments, insert_ratings, rating_row},
};

impl Store {
    /// Stores the ratings of a file, all or none. `digest` identifies the file: the second time it is given for the same
    /// service nothing is stored and the answer is `false`.
    pub async fn import_paper(
        &self,
        permit: &Permit,
        slug: &Slug,
        digest: Digest,
        ratings: Vec<Rating>,
        now: i64,
    ) -> Result<bool, StoreError> {
        let transaction = self.begin_write().await?;
        let service = service_id(&transaction, slug).await?;
        reach::of_service(&transaction, permit, service).await?;
        let key = (digest.to_string(), service);
        if paper_import::Entity::find_by_id(key)
            .one(&transaction)
            .await?
            .is_some()
        {
            return Ok(false);
        }
        let row = paper_import::ActiveModel {
            digest: Set(digest.to_string()),
            service_id: Set(service),
        };
        paper_import::Entity::insert(row)
            .exec_without_returning(&transaction)
            .await?;
        let comments: Vec<_> = ratings
            .iter()
            .filter_map(|rating| comment_row(rating, service, Proof::Paper))
            .collect();
        let mut rows: Vec<_> = ratings
            .iter()
            .map(|rating| rating_row(rating, service, None, None, Proof::Paper))
            .collect();
        rows.sort_by_key(|row| row.id);
        insert_ratings(&transaction, rows).await?;
        insert_comments(&transaction, comments).await?;
        // How many there were would tell what the open month holds, and the digest of a short file what stands in it.
        let months = months_of(&ratings);
        let deed = Deed::PaperImported { months };
        let subject = Subject::new(SubjectKind::Service, slug);
        audit::append(&transaction, permit, now, &deed, subject).await?;
        transaction.commit().await?;
        Ok(true)
    }
}

fn months_of(ratings: &[Rating]) -> Vec<Month> {
    let months = ratings.iter().map(|rating| Month::of(rating.date));
    let months: BTreeSet<Month> = months.collect();
    months.into_iter().collect()
}
