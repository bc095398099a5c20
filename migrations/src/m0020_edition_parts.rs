//! A number for each part of the public edition instead of one for all, so that a reader reads again only what changed.
//! It must not know what belongs to a part.

use sea_orm_migration::prelude::*;

use crate::{column, table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let one_for_all = Table::drop().table("revision").to_owned();
        manager.drop_table(one_for_all).await?;
        let revision = table("revision")
            .col(column("part").text().not_null().primary_key())
            .col(column("number").big_integer().not_null())
            .to_owned();
        manager.create_table(revision).await?;
        let first = Query::insert()
            .into_table("revision")
            .columns(["part", "number"])
            .values_panic(["record".into(), 0.into()])
            .values_panic(["register".into(), 0.into()])
            .values_panic(["voices".into(), 0.into()])
            .to_owned();
        manager.execute(first).await
    }
}
