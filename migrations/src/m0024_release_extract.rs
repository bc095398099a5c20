//! Holds what figures are read from a release beside its document, so that a start need not work through the document.
//! It must not hold anything that cannot be made from the document again.

use sea_orm_migration::prelude::*;

use crate::{column, table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let extract = table("release_extract")
            .col(column("digest").text().not_null().primary_key())
            .col(column("form").integer().not_null())
            .col(column("bytes").binary().not_null())
            .to_owned();
        manager.create_table(extract).await
    }
}
