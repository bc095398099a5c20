//! Holds the last row that proved that the database takes new ones.
//! It must not hold anything else.

use sea_orm_migration::prelude::*;

use crate::{column, table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let proof = table("written_proof")
            .col(column("id").uuid().not_null().primary_key())
            .col(column("filler").binary().not_null())
            .to_owned();
        manager.create_table(proof).await
    }
}
