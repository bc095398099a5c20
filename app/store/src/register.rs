//! Keeping the register: units, services and counters, each with all its versions.
//! It must not know ratings or releases.

mod loading;
mod lookup;
mod past;
mod writing;

use domain::access::{Permit, Right};
use domain::audit::{Deed, Saved, Subject, SubjectKind};
use domain::digest::Digest;
use domain::register::{
    Change, Inconsistent, Record, RecordKind, Register, SealedPlace, Unit, changes,
};
use domain::slug::Slug;
use sea_orm::DbErr;

pub(crate) use loading::{load, standard_time};
pub(crate) use lookup::{counter_id, out_of_service, service_id, service_slug};

use crate::history::Author;
use crate::{
    Store, StoreError, audit,
    connection::WriteTransaction,
    edition::{Part, raise},
    seen::{Outdated, unchanged},
    setting::lock_installation,
};
use writing::{version_of, write};

/// How several names stand in one column.
const SEPARATOR: char = ';';

/// Why a change of the register was not made. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    /// Somebody else changed the record since it was read.
    #[error("somebody else changed the record in the meantime")]
    Conflict {
        /// The record as it is now.
        theirs: Box<Record>,
        /// Its version.
        version: i32,
    },
    /// The record was to be added, but there is one that is known by the same.
    #[error("there is such a record already")]
    Taken,
    /// The record is not registered.
    #[error("there is no such record")]
    Unknown,
    /// The register changed since the changes were computed.
    #[error(transparent)]
    Outdated(#[from] Outdated),
    /// With the change the register would not be consistent.
    #[error(transparent)]
    Inconsistent(#[from] Inconsistent),
    /// With the change the register would tell of sealed months otherwise than their releases do.
    #[error(transparent)]
    Sealed(#[from] SealedPlace),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<DbErr> for SaveError {
    fn from(error: DbErr) -> Self {
        Self::Store(error.into())
    }
}

impl Store {
    /// Adds the units, services and counters of a register and updates those that exist, known by their slugs. Nothing is
    /// removed: what no longer exists has a last day. For whoever sets an installation up; there is no entry in the audit
    /// trail.
    pub async fn import_register(&self, register: &Register) -> Result<(), StoreError> {
        let (transaction, before) = self.begin_register_change().await?;
        let records = changes(&Register::default(), register);
        let merged = before
            .with(records.into_iter().map(|change| change.after))
            .map_err(|error| {
                StoreError::Missing(format!("nothing was imported: with these files {error}"))
            })?;
        let changes = changes(&before, &merged);
        if let Some(place) = past::contradicted(&transaction, &before, &changes)
            .await?
            .first()
        {
            return Err(StoreError::Missing(format!(
                "nothing was imported: {place}"
            )));
        }
        let permit = Permit::console(Right::EditUnits);
        let author = Author::at_unknown_time(&permit);
        write(&transaction, &changes, &author).await?;
        finish(transaction).await
    }

    /// Adds and changes records, all or none, if the register is still the one whose hash is `base`. `what` says in the
    /// audit trail what was imported.
    pub async fn import_records(
        &self,
        permit: &Permit,
        base: Digest,
        records: Vec<Record>,
        what: &str,
        now: i64,
    ) -> Result<(), SaveError> {
        let (transaction, before) = self.begin_register_change().await?;
        unchanged(before.digest(), base)?;
        let changes = changes(&before, &before.with(records)?);
        past::stays(&transaction, &before, &changes).await?;
        write(&transaction, &changes, &Author::new(permit, now)).await?;
        let subject = Subject::new(SubjectKind::Register, what);
        audit::append(&transaction, permit, now, &imported(&changes), subject).await?;
        Ok(finish(transaction).await?)
    }

    /// Adds a record (`version` 0) or changes one, if nobody else did since `version`. Saving what is kept already changes
    /// nothing.
    pub async fn save_record(
        &self,
        permit: &Permit,
        record: &Record,
        version: i32,
        now: i64,
    ) -> Result<(), SaveError> {
        let (transaction, before) = self.begin_register_change().await?;
        let (kind, key) = (record.kind(), record.key());
        match (before.record(kind, &key), version) {
            (None, 0) => {}
            (None, _) => return Err(SaveError::Unknown),
            (Some(_), 0) => return Err(SaveError::Taken),
            (Some(theirs), version) => {
                let current = version_of(&transaction, &theirs).await?;
                if current != version {
                    return Err(SaveError::Conflict {
                        theirs: Box::new(theirs),
                        version: current,
                    });
                }
            }
        }
        let after = before.with([record.clone()])?;
        let above = after.lineage(record.unit());
        let above: Vec<Slug> = above.iter().map(|unit| unit.slug.clone()).collect();
        permit.reaches(&above).map_err(StoreError::from)?;
        let changes = changes(&before, &after);
        let Some(change) = changes.first() else {
            return Ok(());
        };
        past::stays(&transaction, &before, &changes).await?;
        write(&transaction, &changes, &Author::new(permit, now)).await?;
        let before = change.before.as_ref().map(|it| it.fields().snapshot());
        let after = change.after.fields().snapshot();
        let saved = Saved::between(kind.into(), before.as_ref(), &after);
        let (deed, kind) = match kind {
            RecordKind::Unit => (Deed::UnitSaved { saved }, SubjectKind::Unit),
            RecordKind::Service => (Deed::ServiceSaved { saved }, SubjectKind::Service),
            RecordKind::Counter => (Deed::CounterSaved { saved }, SubjectKind::Counter),
        };
        let subject = Subject::new(kind, key);
        audit::append(&transaction, permit, now, &deed, subject).await?;
        Ok(finish(transaction).await?)
    }

    /// The register as it is kept, with what is for the desk only.
    pub async fn register(&self) -> Result<Register, StoreError> {
        load(&self.reader).await
    }

    /// The places that changes of a register would take away from sealed months, one of each record at most.
    pub async fn contradicted_places(
        &self,
        before: &Register,
        changes: &[Change],
    ) -> Result<Vec<SealedPlace>, StoreError> {
        past::contradicted(&self.reader, before, changes).await
    }

    /// A record with its version.
    pub async fn record(
        &self,
        kind: RecordKind,
        key: &str,
    ) -> Result<Option<(Record, i32)>, StoreError> {
        let Some(known) = load(&self.reader).await?.record(kind, key) else {
            return Ok(None);
        };
        // The version first: if somebody changes the record in between, saving it will be a conflict.
        let version = version_of(&self.reader, &known).await?;
        let record = load(&self.reader).await?.record(kind, key);
        Ok(record.map(|record| (record, version)))
    }

    /// A transaction that has the register to itself, and the register.
    async fn begin_register_change(&self) -> Result<(WriteTransaction, Register), StoreError> {
        let transaction = self.begin_write().await?;
        lock_installation(&transaction).await?;
        let register = load(&transaction).await?;
        Ok((transaction, register))
    }
}

/// The unit at the top of the tree: the one that is registered, or `city`, which is registered where none is.
pub(crate) async fn root_or(
    transaction: &WriteTransaction,
    city: &Unit,
) -> Result<Slug, StoreError> {
    let before = load(transaction).await?;
    if let Some(root) = before.root() {
        return Ok(root.slug.clone());
    }
    let after = before.with([Record::Unit(city.clone())]);
    let after = after.map_err(|error| StoreError::Missing(error.to_string()))?;
    let permit = Permit::console(Right::EditUnits);
    let author = Author::at_unknown_time(&permit);
    write(transaction, &changes(&before, &after), &author).await?;
    raise(transaction, [Part::Register]).await?;
    Ok(city.slug.clone())
}

async fn finish(transaction: WriteTransaction) -> Result<(), StoreError> {
    raise(&transaction, [Part::Register]).await?;
    Ok(transaction.commit().await?)
}

/// How many records are new and how many are changed.
fn imported(changes: &[Change]) -> Deed {
    let new = changes.iter().filter(|change| change.before.is_none());
    let added = new.count() as u64;
    Deed::RegisterImported {
        added,
        changed: changes.len() as u64 - added,
    }
}
