//! How many connections to the database are open, for those who operate the server.
//! It must not tell what they are used for.

use sea_orm::{DatabaseConnection, DbBackend};

use crate::Store;

/// The connections of one pool at this moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Connections {
    /// What they are for.
    pub pool: &'static str,
    /// How many are open.
    pub open: u64,
    /// How many of them wait for work.
    pub idle: u64,
}

impl Store {
    /// The connections of this process.
    pub fn connections(&self) -> Vec<Connections> {
        vec![
            connections("reader", &self.reader),
            self.writer.connections(),
        ]
    }
}

pub(crate) fn connections(pool: &'static str, of: &DatabaseConnection) -> Connections {
    let (open, idle) = if of.get_database_backend() == DbBackend::Sqlite {
        let pool = of.get_sqlite_connection_pool();
        (pool.size(), pool.num_idle())
    } else {
        let pool = of.get_postgres_connection_pool();
        (pool.size(), pool.num_idle())
    };
    Connections {
        pool,
        open: u64::from(open),
        idle: idle as u64,
    }
}
