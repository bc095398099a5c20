//! The schema, forward only: each migration is a file named by its number and what it adds.
//! It must not know entities or rules, so that a migration means the same for ever.

use sea_orm_migration::prelude::*;

mod m0001_register;
mod m0002_ballot_box;
mod m0003_record;
mod m0004_account;
mod m0005_audit;
mod m0006_register_history;
mod m0007_roster;
mod m0008_visit;
mod m0009_moderation;
mod m0010_indicator;
mod m0011_proposal;
mod m0012_correction_release;
mod m0013_record_version;
mod m0014_correction_proposal;
mod m0015_account_closing;
mod m0016_batch_totals;
mod m0017_visit_invited;
mod m0018_audit_entry_of_record;
mod m0019_daily_indexes;
mod m0020_edition_parts;
mod m0021_written_proof;
mod m0022_officer_position;
mod m0023_audit_deed;
mod m0024_release_extract;
mod m0025_encrypted_ballot_box;
mod m0026_audit_days;
mod m0027_counts_before_release;
mod m0028_profile_count;
mod m0029_sensitive_change;
mod m0030_unit_former_parent;
mod m0031_forum;
mod m0032_forum_point;
mod m0033_forum_group;
mod m0034_commitment;
mod m0035_told_register;
mod m0036_opening;
mod m0037_duty_set;
mod m0038_proposal_signs;
mod m0039_exclusion;
mod m0040_forum_attendance;
mod m0041_forum_minutes;
mod m0042_forum_marks;
mod m0043_commitment_verdict;

/// Brings a database to the newest schema.
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_register::Migration),
            Box::new(m0002_ballot_box::Migration),
            Box::new(m0003_record::Migration),
            Box::new(m0004_account::Migration),
            Box::new(m0005_audit::Migration),
            Box::new(m0006_register_history::Migration),
            Box::new(m0007_roster::Migration),
            Box::new(m0008_visit::Migration),
            Box::new(m0009_moderation::Migration),
            Box::new(m0010_indicator::Migration),
            Box::new(m0011_proposal::Migration),
            Box::new(m0012_correction_release::Migration),
            Box::new(m0013_record_version::Migration),
            Box::new(m0014_correction_proposal::Migration),
            Box::new(m0015_account_closing::Migration),
            Box::new(m0016_batch_totals::Migration),
            Box::new(m0017_visit_invited::Migration),
            Box::new(m0018_audit_entry_of_record::Migration),
            Box::new(m0019_daily_indexes::Migration),
            Box::new(m0020_edition_parts::Migration),
            Box::new(m0021_written_proof::Migration),
            Box::new(m0022_officer_position::Migration),
            Box::new(m0023_audit_deed::Migration),
            Box::new(m0024_release_extract::Migration),
            Box::new(m0025_encrypted_ballot_box::Migration),
            Box::new(m0026_audit_days::Migration),
            Box::new(m0027_counts_before_release::Migration),
            Box::new(m0028_profile_count::Migration),
            Box::new(m0029_sensitive_change::Migration),
            Box::new(m0030_unit_former_parent::Migration),
            Box::new(m0031_forum::Migration),
            Box::new(m0032_forum_point::Migration),
            Box::new(m0033_forum_group::Migration),
            Box::new(m0034_commitment::Migration),
            Box::new(m0035_told_register::Migration),
            Box::new(m0036_opening::Migration),
            Box::new(m0037_duty_set::Migration),
            Box::new(m0038_proposal_signs::Migration),
            Box::new(m0039_exclusion::Migration),
            Box::new(m0040_forum_attendance::Migration),
            Box::new(m0041_forum_minutes::Migration),
            Box::new(m0042_forum_marks::Migration),
            Box::new(m0043_commitment_verdict::Migration),
        ]
    }
}

/// A table with an integer key that nothing but a reference needs.
fn table(name: &'static str) -> TableCreateStatement {
    Table::create().table(name).to_owned()
}

/// Keeps a table in the order of its random key on SQLite, whose hidden row numbers would otherwise tell in which order
/// rows came in. On PostgreSQL the seal copies ratings in the order of their keys, which ends the order of arrival there, and
/// with it what the system columns of rows written together have in common.
fn without_arrival_order(
    manager: &SchemaManager<'_>,
    mut table: TableCreateStatement,
) -> TableCreateStatement {
    if manager.get_database_backend() == sea_orm_migration::sea_orm::DatabaseBackend::Sqlite {
        table.extra("WITHOUT ROWID");
    }
    table
}

fn column(name: &'static str) -> ColumnDef {
    ColumnDef::new(name)
}
