//! Reading back what is sealed, comparing it with the documents, and the register as everybody may see it.
//! It must not trust an extract that was not made of its release, nor do long work on a thread that answers requests.

use std::sync::Arc;
use std::thread::available_parallelism;

use domain::digest::Digest;
use domain::period::Month;
use domain::record::{PublicRecord, Sealed};
use domain::register::Register;
use domain::release::{Broken, Extract, Release};
use domain::retention::Retention;
use futures::{StreamExt, TryStreamExt, stream};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use tokio::task::spawn_blocking;

use super::correction::corrections;
use super::extract::{kept, kept_registers};
use crate::{Store, StoreError, entity::release, register::load, settings::retention};

/// What everybody may read of the register and the settings.
#[derive(Clone, Debug)]
pub struct PublicRegister {
    /// Units, services and counters, without what is for the desk only.
    pub register: Arc<Register>,
    /// How long what is not part of the record is kept.
    pub retention: Retention,
    /// Whether the data is made up for a demonstration.
    pub invented: bool,
}

/// When a month was sealed, and its release so became public.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SealedAt {
    /// The month.
    pub month: Month,
    /// The time, in seconds since 1970 (UTC).
    pub at: i64,
}

impl Store {
    /// When each month was sealed, the earliest first. What a demonstration was given as if it had been sealed has no moment.
    pub async fn seals(&self) -> Result<Vec<SealedAt>, StoreError> {
        let rows: Vec<(String, i64)> = release::Entity::find()
            .filter(release::Column::SealedAt.gt(0))
            .select_only()
            .columns([release::Column::Month, release::Column::SealedAt])
            .order_by_asc(release::Column::Month)
            .into_tuple()
            .all(&self.reader)
            .await?;
        let seals = rows.into_iter().map(|(month, at)| {
            let month = month.parse().map_err(StoreError::corrupt)?;
            Ok(SealedAt { month, at })
        });
        seals.collect()
    }

    /// The register as everybody may see it.
    pub async fn public_register(&self) -> Result<PublicRegister, StoreError> {
        Ok(PublicRegister {
            register: Arc::new(load(&self.reader).await?.without_internal()),
            retention: retention(&self.reader).await?,
            invented: self.is_demo().await?,
        })
    }

    /// Everything sealed. Only releases that are not `known` yet are read, and only where no extract is kept their text,
    /// which [`Self::verify_record`] compares with it.
    pub async fn sealed(&self, known: &Sealed) -> Result<Sealed, StoreError> {
        let read = releases(&self.reader, known).await?;
        let made = read.iter().filter(|release| release.is_made);
        let made: Vec<&Extract> = made.map(|release| &*release.extract).collect();
        self.keep_or_warn(&made).await;
        let releases = read.into_iter().map(|release| release.extract).collect();
        let corrections = corrections(&self.reader).await?;
        apart(move || Sealed::new(releases, corrections)).await
    }

    /// Whether the text of every release is the one that was sealed, follows the one before, and says what figures are read
    /// from. What does not hold is [`StoreError::Corrupt`].
    pub async fn verify_record(&self) -> Result<(), StoreError> {
        verify_releases(&self.reader).await
    }

    /// The register and everything sealed.
    pub async fn public_record(&self) -> Result<PublicRecord, StoreError> {
        let sealed = Arc::new(self.sealed(&Sealed::default()).await?);
        let public = self.public_register().await?;
        apart(move || PublicRecord::new(public.register, sealed, public.invented)).await
    }
}

/// A sealed month with the register that its release and those before it tell; `None` before they told of it.
pub(crate) struct ToldRegister {
    pub month: Month,
    pub register: Option<Arc<Register>>,
}

/// The registers that the releases tell, oldest first. Only what they tell of the register is read of them; a release of which
/// that is not kept is read as a whole.
pub(crate) async fn told_registers(
    connection: &impl ConnectionTrait,
) -> Result<Vec<ToldRegister>, StoreError> {
    let mut kept = kept_registers(connection).await?;
    let mut told: Vec<ToldRegister> = Vec::new();
    for listed in listed(connection).await? {
        let before = told.last().and_then(|last| last.register.as_ref());
        let register = if let Some(bytes) = kept.remove(&listed.digest.to_string()) {
            let changes = Extract::register_from_bytes(&bytes, listed.digest);
            changes.map_err(StoreError::corrupt)?.after(before)
        } else {
            let read = read(connection, &listed).await?;
            read.extract.register_after(before)
        };
        told.push(ToldRegister {
            month: listed.month.parse().map_err(StoreError::corrupt)?,
            register,
        });
    }
    Ok(told)
}

/// The hash of the last release.
pub(crate) async fn last_digest(
    connection: &impl ConnectionTrait,
) -> Result<Option<Digest>, StoreError> {
    let last: Option<String> = release::Entity::find()
        .select_only()
        .column(release::Column::Digest)
        .order_by_desc(release::Column::Month)
        .into_tuple()
        .one(connection)
        .await?;
    let digest = last.map(|digest| digest.parse().map_err(StoreError::corrupt));
    digest.transpose()
}

/// What must be true of the releases and corrections that a backup holds: the texts are those that were sealed, each follows
/// the one before, and what figures are read from says the same.
pub(crate) async fn verify_releases(connection: &impl ConnectionTrait) -> Result<(), StoreError> {
    let mut verified = Verified::default();
    for listed in listed(connection).await? {
        let Listed { month, digest } = listed;
        verified.next(connection, &month, digest).await?;
    }
    corrections(connection).await?;
    Ok(())
}

/// Releases that are checked one after the other, oldest first.
#[derive(Default)]
pub(super) struct Verified {
    last: Option<Digest>,
}

impl Verified {
    /// Reads the next one. Its text has to be the one that was sealed, to follow the one before, and to say what figures are
    /// read from.
    pub async fn next(
        &mut self,
        connection: &impl ConnectionTrait,
        month: &str,
        digest: Digest,
    ) -> Result<Release, StoreError> {
        let document = document(connection, month).await?;
        let kept = kept(connection, digest).await?;
        let release = apart(move || {
            let release = Release::open(&document, digest).map_err(StoreError::corrupt)?;
            if let Some(kept) = kept {
                let extract = Extract::from_bytes(&kept.bytes, digest);
                let extract = extract.map_err(StoreError::corrupt)?;
                let of_register = kept.register.as_ref();
                let of_register = of_register.is_none_or(|it| *it == extract.register_to_bytes());
                if !extract.is_of(&release) || !of_register {
                    let month = release.month();
                    let problem =
                        format!("what figures of {month} are read from is not its release");
                    return Err(StoreError::Corrupt(problem));
                }
            }
            Ok(release)
        });
        let release = release.await??;
        follows(month, release.previous(), self.last.replace(digest))?;
        Ok(release)
    }
}

/// A release as the database lists it.
struct Listed {
    month: String,
    digest: Digest,
}

/// Every release, oldest first.
async fn listed(connection: &impl ConnectionTrait) -> Result<Vec<Listed>, StoreError> {
    let rows: Vec<(String, String)> = release::Entity::find()
        .select_only()
        .columns([release::Column::Month, release::Column::Digest])
        .order_by_asc(release::Column::Month)
        .into_tuple()
        .all(connection)
        .await?;
    let listed = rows.into_iter().map(|(month, digest)| {
        let digest = digest.parse().map_err(StoreError::corrupt)?;
        Ok(Listed { month, digest })
    });
    listed.collect()
}

/// The text of the release of a month.
async fn document(connection: &impl ConnectionTrait, month: &str) -> Result<String, StoreError> {
    let row = release::Entity::find_by_id(month.to_owned());
    let row = row.one(connection).await?;
    let row = row.ok_or_else(|| StoreError::corrupt("a release disappeared"))?;
    Ok(row.document)
}

fn follows(month: &str, previous: Option<Digest>, last: Option<Digest>) -> Result<(), StoreError> {
    if previous == last {
        return Ok(());
    }
    let problem = format!("the release of {month} does not follow the one before");
    Err(StoreError::Corrupt(problem))
}

/// A release that was read.
struct Read {
    extract: Arc<Extract>,
    /// Whether the extract had to be made, because none of the present form was kept.
    is_made: bool,
}

/// Every release, oldest first. One that does not follow the one before is an error.
async fn releases(
    connection: &impl ConnectionTrait,
    known: &Sealed,
) -> Result<Vec<Read>, StoreError> {
    let listed = listed(connection).await?;
    let reading = listed.into_iter().map(|listed| async move {
        let known = known.of_digest(listed.digest).cloned();
        let known = known.map(|extract| Read {
            extract,
            is_made: false,
        });
        match known {
            Some(read) => Ok::<_, StoreError>(read),
            None => read(connection, &listed).await,
        }
    });
    let at_once = available_parallelism().map_or(1, usize::from);
    let mut reading = stream::iter(reading).buffered(at_once);
    let mut names = known.names();
    let mut releases: Vec<Read> = Vec::new();
    while let Some(mut read) = reading.try_next().await? {
        let last = releases.last().map(|before| before.extract.digest());
        let month = read.extract.month().to_string();
        follows(&month, read.extract.previous(), last)?;
        // Those that were known belong to others too and share their names already.
        if let Some(fresh) = Arc::get_mut(&mut read.extract) {
            names.share(fresh);
        }
        releases.push(read);
    }
    Ok(releases)
}

/// Reads one release: only where no extract is kept its text is worked through.
async fn read(connection: &impl ConnectionTrait, listed: &Listed) -> Result<Read, StoreError> {
    let digest = listed.digest;
    let kept = kept(connection, digest).await?;
    let is_made = kept.is_none();
    let extract = if let Some(kept) = kept {
        apart(move || Extract::from_bytes(&kept.bytes, digest)).await?
    } else {
        let document = document(connection, &listed.month).await?;
        let open = move || Ok(Extract::of(&Release::open(&document, digest)?, digest));
        apart(open).await?
    };
    let extract = extract.map_err(|broken: Broken| StoreError::corrupt(broken))?;
    Ok(Read {
        extract: Arc::new(extract),
        is_made,
    })
}

/// Does long work on a thread that nobody waits for an answer on.
async fn apart<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, StoreError> {
    let done = spawn_blocking(work).await;
    done.map_err(|error| StoreError::corrupt(format!("the record cannot be read: {error}")))
}
