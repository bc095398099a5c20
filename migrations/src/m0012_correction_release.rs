//! Correction releases: what was published to set releases right, which themselves stay.
//! Nothing here is ever changed.

use sea_orm_migration::prelude::*;

use crate::{column, table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let release = table("correction_release")
            .col(column("number").integer().not_null().primary_key())
            .col(column("document").text().not_null())
            .col(column("digest").text().not_null())
            .col(column("sealed_by").text().not_null())
            .col(column("sealed_and").text().not_null())
            .col(column("sealed_at").big_integer().not_null())
            .to_owned();
        manager.create_table(release).await
    }
}
