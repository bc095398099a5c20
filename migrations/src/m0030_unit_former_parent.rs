//! The units that a unit belonged to before, each until a day.
//! It must not change where any unit stands.

use sea_orm_migration::prelude::*;

use crate::{column, table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let reference = |column| {
            let mut key = ForeignKey::create();
            key.from("unit_former_parent", column).to("unit", "id");
            key
        };
        let former = table("unit_former_parent")
            .col(column("unit_id").integer().not_null())
            .col(column("parent_id").integer().not_null())
            .col(column("until").date().not_null())
            .primary_key(Index::create().col("unit_id").col("until"))
            .foreign_key(&mut reference("unit_id"))
            .foreign_key(&mut reference("parent_id"))
            .to_owned();
        manager.create_table(former).await
    }
}
