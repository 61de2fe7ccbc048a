//! The SQLite storage: nothing to install. The only place of the central endpoint that knows rusqlite.
//!
//! Always holds: one writer at a time (`BEGIN IMMEDIATE`), so commit order is log order; what was committed is on the disk.

mod devices;
mod incidents;
mod logs;
#[cfg(test)]
mod plans;
mod records;
mod snapshots;
mod transaction;

use std::path::{Path, PathBuf};

use rusqlite::{Connection, ErrorCode, TransactionBehavior};

use self::transaction::Open;
use super::error::StorageError;
use super::storage::{Storage, Transaction};
use crate::base::cause::Cause;
use crate::base::id::Id;
use crate::sync::StreamId;
use crate::upgrade::{self, Trouble, indexes};

mod embedded {
    refinery::embed_migrations!("assets/migrations/server");
}

/// A table that is in every company's file and in nobody else's.
const OURS: &str = "collected";

/// The storage in one SQLite file.
pub struct Sqlite {
    connection: Connection,
    /// The copy that was made before it was upgraded.
    put_aside: Option<PathBuf>,
}

impl From<rusqlite::Error> for StorageError {
    fn from(error: rusqlite::Error) -> StorageError {
        let what = String::new();
        let cause = match error.sqlite_error_code() {
            Some(ErrorCode::NotADatabase) => return StorageError::Foreign(what),
            Some(ErrorCode::DatabaseCorrupt) => return StorageError::Damaged(what),
            _ if upgrade::is_full(&error) => Cause::Full,
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied | ErrorCode::CannotOpen) => Cause::Forbidden,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Cause::InUse,
            Some(ErrorCode::SystemIoFailure) => Cause::Disk,
            Some(ErrorCode::OutOfMemory) => Cause::NoMemory,
            _ => Cause::Other(error.to_string()),
        };
        StorageError::Failed { what, cause }
    }
}

impl From<Trouble> for StorageError {
    fn from(trouble: Trouble) -> StorageError {
        match trouble {
            Trouble::Database(error) => error.into(),
            Trouble::File { error, .. } => StorageError::Failed { what: String::new(), cause: Cause::from(&error) },
            Trouble::Busy => StorageError::Failed { what: String::new(), cause: Cause::InUse },
            Trouble::OtherVersion => StorageError::OtherVersion(String::new()),
            Trouble::Unfit(text) => StorageError::NotUpgraded { what: String::new(), text },
        }
    }
}

/// Before SQLite opens the file: it and what SQLite keeps beside it are for their owner alone (SQLite gives those the file's own mode).
#[cfg(unix)]
fn shut(file: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
    // Only one that is not there: closing a file that SQLite has open drops its locks.
    match std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(file) {
        Ok(_) => {}
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
        Err(error) => return Err(error),
    }
    for end in ["", "-wal", "-shm"] {
        let mut path = file.as_os_str().to_owned();
        path.push(end);
        match std::fs::metadata(&path) {
            Ok(found) if found.permissions().mode() & 0o077 != 0 => {
                std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600))?;
            }
            _ => {}
        }
    }
    Ok(())
}

#[cfg(not(unix))]
fn shut(_: &Path) -> std::io::Result<()> {
    Ok(())
}

/// Becomes the one process that makes or upgrades this file, waiting for another that does, until what is returned is dropped.
fn hold_shape(file: &Path) -> std::io::Result<std::fs::File> {
    let mut options = std::fs::OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let held = options.open(file.with_extension("lock"))?;
    held.lock()?;
    Ok(held)
}

fn damaged(what: &str) -> StorageError {
    StorageError::other(format!("{what} cannot be read"))
}

impl Sqlite {
    /// Opens the file, or makes it.
    pub fn open(file: &Path) -> Result<Sqlite, StorageError> {
        let failed =
            |error: std::io::Error| StorageError::Failed { what: String::new(), cause: Cause::from(&error) }.at(file);
        shut(file).map_err(failed)?;
        // Of two that find an empty folder one makes the tables, and the other waits for them.
        let _held = hold_shape(file).map_err(failed)?;
        let connected = || {
            let connection = Connection::open(file)?;
            if upgrade::is_anothers(&connection, OURS)? {
                return Err(StorageError::Foreign(String::new()));
            }
            connection.pragma_update(None, "journal_mode", "WAL")?;
            connection.pragma_update(None, "synchronous", "FULL")?;
            Ok(connection)
        };
        let opened = || {
            let opened = Sqlite::prepare(connected()?, Some(&file.with_file_name("backups")))?;
            if opened.put_aside.is_none() {
                return Ok(opened);
            }
            // The file was copied, and closing a file drops the locks that this process has on it: the connection has none any more.
            drop(opened.connection);
            let mut connection = connected()?;
            Sqlite::tune(&mut connection)?;
            Ok(Sqlite { connection, put_aside: opened.put_aside })
        };
        opened().map_err(|error: StorageError| error.at(file))
    }

    /// One that lives as long as this value, for tests.
    pub fn in_memory() -> Result<Sqlite, StorageError> {
        Sqlite::prepare(Connection::open_in_memory()?, None)
    }

    fn prepare(mut connection: Connection, copies: Option<&Path>) -> Result<Sqlite, StorageError> {
        Sqlite::tune(&mut connection)?;
        let known = upgrade::together(embedded::migrations::runner());
        let put_aside = upgrade::run(&mut connection, &known, copies)?;
        Ok(Sqlite { connection, put_aside })
    }

    /// Where the file as it was lies, if this opening upgraded it.
    pub fn put_aside(&self) -> Option<&Path> {
        self.put_aside.as_deref()
    }

    fn tune(connection: &mut Connection) -> Result<(), StorageError> {
        connection.busy_timeout(std::time::Duration::from_secs(10))?;
        connection.pragma_update(None, "foreign_keys", true)?;
        connection.pragma_update(None, "fullfsync", true)?;
        connection.set_prepared_statement_cache_capacity(64);
        Ok(())
    }

    /// As if the disk had changed what it holds, for tests.
    #[doc(hidden)]
    pub fn scratch(&mut self, sql: &str) -> Result<(), StorageError> {
        Ok(self.connection.execute_batch(sql)?)
    }

    /// A copy of everything, as a backup would be, for tests.
    pub fn copy(&self) -> Result<Sqlite, StorageError> {
        let mut copy = Connection::open_in_memory()?;
        rusqlite::backup::Backup::new(&self.connection, &mut copy)?.run_to_completion(
            10_000,
            std::time::Duration::ZERO,
            None,
        )?;
        Sqlite::tune(&mut copy)?;
        Ok(Sqlite { connection: copy, put_aside: None })
    }
}

impl Storage for Sqlite {
    fn begin(&mut self) -> Result<Box<dyn Transaction + '_>, StorageError> {
        let file = self.connection.path().unwrap_or_default().to_owned();
        let inner = self.connection.transaction_with_behavior(TransactionBehavior::Immediate);
        Ok(Box::new(Open::over(inner.map_err(|error| StorageError::from(error).at(Path::new(&file)))?)))
    }

    fn look(&mut self) -> Result<Box<dyn Transaction + '_>, StorageError> {
        let inner = self.connection.transaction_with_behavior(TransactionBehavior::Deferred)?;
        Ok(Box::new(Open::over(inner)))
    }

    fn mend(&mut self) -> Result<Vec<String>, StorageError> {
        Ok(indexes::mend(&self.connection)?.rebuilt.into_iter().collect())
    }

    fn another(&self) -> Result<Option<Box<dyn Storage>>, StorageError> {
        // What lives in memory is seen through its own connection only.
        let Some(file) = self.connection.path().filter(|path| !path.is_empty()) else { return Ok(None) };
        let mut connection = Connection::open(file)?;
        Sqlite::tune(&mut connection)?;
        Ok(Some(Box::new(Sqlite { connection, put_aside: None })))
    }
}

type Done<T> = Result<T, StorageError>;

fn id(bytes: &[u8]) -> Done<Id> {
    Id::from_slice(bytes).ok_or_else(|| damaged("an id"))
}

fn stream(text: &str) -> Done<StreamId> {
    text.parse().map_err(|_| damaged("a stream"))
}

fn key(bytes: &[u8]) -> Done<[u8; 32]> {
    bytes.try_into().map_err(|_| damaged("a key"))
}
