//! What moderators mark points with, what a point was before the last decision, and how often something changed that only
//! moderators see. Points that were decided about before have nothing to undo.

use sea_orm_migration::prelude::*;

use crate::column;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for change in [
            Table::alter()
                .table("forum_point")
                .add_column(column("marks").text().not_null().default(""))
                .to_owned(),
            Table::alter()
                .table("forum_point")
                .add_column(column("before").text())
                .to_owned(),
            Table::alter()
                .table("forum")
                .add_column(column("noted").big_integer().not_null().default(0))
                .to_owned(),
        ] {
            manager.alter_table(change).await?;
        }
        Ok(())
    }
}
