//! Ratings from paper forms: taken in whole files, or keyed in twice by two people.
//! It must not know the form of a file; it gets ratings that are valid already.

mod stack;

pub use stack::{StackError, StackFilter};

use std::collections::BTreeSet;

use domain::access::Permit;
use domain::audit::{Deed, Subject, SubjectKind};
use domain::digest::Digest;
use domain::period::Month;
use domain::rating::Rating;
use domain::slug::Slug;
use sea_orm::{ActiveValue::Set, EntityTrait};

use crate::{
    Store, StoreError, audit,
    due::due_month,
    entity::paper_import,
    reach,
    register::service_id,
    waiting::{Deposit, Facts},
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
        let mut deposit = Deposit::new(due_month(&transaction).await?);
        for rating in &ratings {
            deposit.add(rating, Facts::on_paper(service));
        }
        deposit.store(&transaction, &self.keys).await?;
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
