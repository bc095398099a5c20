//! The versions of officers and indicators are kept beside those of the register, so their table gets a wider name.
//! It must not change what is kept.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let rename = Table::rename()
            .table("register_version", "record_version")
            .to_owned();
        manager.rename_table(rename).await
    }
}
