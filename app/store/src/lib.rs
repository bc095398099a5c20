//! Everything that is kept: one function per use case, each in one transaction, on SQLite or PostgreSQL.
//! It must not know HTTP or pages, and no type of SeaORM leaves it: what comes out are the types of `domain`.

mod account;
mod api_key;
mod audit;
mod backup;
mod ballot_box;
mod calendar;
mod clock;
mod commitment;
mod completeness;
mod connection;
mod demo;
mod due;
mod duty;
mod edition;
mod entity;
mod form_token;
mod forum;
mod health;
mod history;
mod indicator;
mod invitation;
mod keys;
mod moderation;
mod names;
mod officer;
mod opening;
mod paper;
mod pattern;
mod plain;
mod pool;
mod private;
mod proposal;
mod reach;
mod receipt;
mod register;
mod release;
mod retention;
mod rewriting;
mod roster;
mod row_key;
mod secret;
mod seen;
mod setting;
mod settings;
mod signs;
#[cfg(test)]
mod tests;
mod visit;
mod waiting;

pub use account::{
    AccountChange, AccountError, Credentials, LINK_LIFETIME, LinkError, LinkTarget, LinkToken,
    Newcomer, OneTimeSecret, PublisherError, SetUp, StoredSession,
};
pub use api_key::{ApiToken, KeyFilter};
pub use audit::AuditError;
pub use backup::{BackupError, RestoreError};
pub use ballot_box::{Ballot, BallotBox, BallotWriter, Entitlement, SubmitError};
pub use calendar::HolidayError;
pub use commitment::{CommitmentError, NewCommitment, Voter};
pub use connection::{Found, fresh_database, is_out_of_reach};
pub use demo::{Deposit, InventedVisit};
pub use edition::{Part, Revisions};
pub use form_token::FormToken;
pub use forum::{
    ForumError, ForumFilter, Frozen, HeardPoint, MinutesError, NewMinutes, Seat, SentAmendment,
    SentPoint,
};
pub use indicator::{IndicatorError, Periods};
pub use invitation::{Batch, BatchFilter, InvitationError};
pub use keys::KeyError;
pub use moderation::{ModerationError, OriginalError, QueueFilter, ReleasedFilter, ReplyError};
pub use officer::OfficerError;
pub use paper::{StackError, StackFilter};
pub use pool::Connections;
pub use private::{private_file, private_folder};
pub use proposal::{ProposalError, ProposalFilter};
pub use register::SaveError;
pub use release::{Examined, Fault, PublicRegister, Recounted, SealError, SealedAt};
pub use roster::RosterError;
pub use seen::Outdated;
pub use visit::{VisitAnswer, VisitError, VisitInvitation, VisitReport};

use connection::Writer;
use domain::access::NotAllowed;
use domain::moment::ClockStanding;
use keys::KeyFolder;
use sea_orm::DatabaseConnection;
use secret::Secret;

/// A database that is open and has the newest schema.
#[derive(Clone, Debug)]
pub struct Store {
    /// For transactions that write. On SQLite a single connection, because only one can write at a time.
    writer: Writer,
    /// For everything else. On SQLite several connections, which a writer does not block.
    reader: DatabaseConnection,
    keys: KeyFolder,
    secret: Secret,
}

/// What went wrong with the database; nothing that a user could mend by other input.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The address of the database is of no known kind.
    #[error("the database address must begin with postgres: or sqlite:")]
    UnknownDatabase,
    /// A pooler lends one session of the server to several connections.
    #[error(
        "the pooler in front of PostgreSQL shares sessions between transactions; let it lend whole sessions \
         (PgBouncer: pool_mode = session)"
    )]
    SharedSessions,
    /// A server gives the portal fewer connections than these, which it needs.
    #[error(
        "the database server gives fewer connections than the {0} that the portal needs; close others, or raise its \
         max_connections"
    )]
    FewConnections(u32),
    /// The file of the database cannot be opened or made.
    #[error("{} cannot be opened: {error}", .file.display())]
    Unreachable {
        /// Its name.
        file: std::path::PathBuf,
        /// Why.
        error: std::io::Error,
    },
    /// The database refused or could not be reached.
    #[error("the database failed: {0}")]
    Database(#[from] sea_orm::DbErr),
    /// What the database holds does not follow the rules, so somebody else wrote it.
    #[error("the database holds something that cannot be right: {0}")]
    Corrupt(String),
    /// A unit, service or counter that does not exist.
    #[error("{0}")]
    Missing(String),
    /// What cannot be undone would go by a clock that is in doubt.
    #[error("{}", told(.0))]
    Clock(ClockStanding),
    /// The permit does not allow the change, and nothing was changed.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// A key that the database needs is not there, or is another one.
    #[error(transparent)]
    Key(#[from] KeyError),
}

impl StoreError {
    pub(crate) fn corrupt(what: impl std::fmt::Display) -> Self {
        Self::Corrupt(what.to_string())
    }
}

/// What is in doubt about a clock, and what to do.
fn told(standing: &ClockStanding) -> &'static str {
    match standing {
        ClockStanding::Right => "the clock is right",
        ClockStanding::Ahead(_) => {
            "the server's clock is far ahead of what last happened, so nothing is sealed or deleted; set it right, or let an \
             administrator confirm it: at /meja/pengaturan, or by `suara-warga clock --confirm`"
        }
        ClockStanding::Restored => {
            "the database came from a backup, so nothing is sealed or deleted before an administrator has looked at it and \
             confirmed the clock: at /meja/pengaturan, or by `suara-warga clock --confirm`"
        }
    }
}
