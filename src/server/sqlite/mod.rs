//! The SQLite storage: nothing to install. The only place of the central endpoint that knows rusqlite.
//!
//! Always holds: one writer at a time (`BEGIN IMMEDIATE`), so commit order is log order; what was committed is on the disk.

mod devices;
mod incidents;
mod logs;
mod records;
mod snapshots;

use std::path::Path;

use refinery::embed_migrations;
use rusqlite::{
    Connection, ErrorCode, OptionalExtension, Transaction as SqliteTransaction, TransactionBehavior, params,
};

use super::error::StorageError;
use super::storage::{Decided, Device, DeviceNumber, Entries, Head, Incident, Rec, SnapshotFile, Storage, Transaction};
use crate::base::cause::Cause;
use crate::base::clock::Moment;
use crate::base::id::Id;
use crate::sync::snapshot::Name;
use crate::sync::{Identity, Mark, StreamId, Sum};

embed_migrations!("assets/migrations/server");

/// The storage in one SQLite file.
pub struct Sqlite {
    connection: Connection,
}

impl From<rusqlite::Error> for StorageError {
    fn from(error: rusqlite::Error) -> StorageError {
        let what = String::new();
        let cause = match error.sqlite_error_code() {
            Some(ErrorCode::NotADatabase) => return StorageError::Foreign(what),
            Some(ErrorCode::DatabaseCorrupt) => return StorageError::Damaged(what),
            Some(ErrorCode::DiskFull) => Cause::Full,
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied | ErrorCode::CannotOpen) => Cause::Forbidden,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Cause::InUse,
            Some(ErrorCode::SystemIoFailure) => Cause::Disk,
            Some(ErrorCode::OutOfMemory) => Cause::NoMemory,
            _ => Cause::Other(error.to_string()),
        };
        StorageError::Failed { what, cause }
    }
}

/// What a migration met; one that is not known here is of another version.
fn unshaped(error: &refinery::Error) -> StorageError {
    use refinery::error::Kind;
    use std::error::Error;
    match error.kind() {
        Kind::MissingVersion(_) | Kind::DivergentVersion(..) => StorageError::OtherVersion(String::new()),
        _ => match error.source().and_then(|source| source.downcast_ref::<rusqlite::Error>()) {
            Some(rusqlite::Error::SqliteFailure(code, text)) => {
                rusqlite::Error::SqliteFailure(*code, text.clone()).into()
            }
            _ => StorageError::other(error.to_string()),
        },
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
        let opened = || {
            let connection = Connection::open(file)?;
            connection.pragma_update(None, "journal_mode", "WAL")?;
            connection.pragma_update(None, "synchronous", "FULL")?;
            Sqlite::prepare(connection)
        };
        opened().map_err(|error: StorageError| error.at(file))
    }

    /// One that lives as long as this value, for tests.
    pub fn in_memory() -> Result<Sqlite, StorageError> {
        Sqlite::prepare(Connection::open_in_memory()?)
    }

    fn prepare(mut connection: Connection) -> Result<Sqlite, StorageError> {
        Sqlite::tune(&mut connection)?;
        // All that are missing together or not at all.
        migrations::runner().set_grouped(true).run(&mut connection).map_err(|error| unshaped(&error))?;
        Ok(Sqlite { connection })
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
        Ok(Sqlite { connection: copy })
    }
}

impl Storage for Sqlite {
    fn begin(&mut self) -> Result<Box<dyn Transaction + '_>, StorageError> {
        let inner = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        Ok(Box::new(Open { inner }))
    }

    fn look(&mut self) -> Result<Box<dyn Transaction + '_>, StorageError> {
        let inner = self.connection.transaction_with_behavior(TransactionBehavior::Deferred)?;
        Ok(Box::new(Open { inner }))
    }

    fn another(&self) -> Result<Option<Box<dyn Storage>>, StorageError> {
        // What lives in memory is seen through its own connection only.
        let Some(file) = self.connection.path().filter(|path| !path.is_empty()) else { return Ok(None) };
        let mut connection = Connection::open(file)?;
        Sqlite::tune(&mut connection)?;
        Ok(Some(Box::new(Sqlite { connection })))
    }
}

/// An open transaction.
struct Open<'a> {
    inner: SqliteTransaction<'a>,
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

impl Transaction for Open<'_> {
    fn commit(self: Box<Self>) -> Done<()> {
        Ok(self.inner.commit()?)
    }

    fn number(&mut self, name: &str) -> Done<Option<i64>> {
        let mut find = self.inner.prepare_cached("SELECT value FROM number WHERE name = ?1")?;
        Ok(find.query_row([name], |row| row.get(0)).optional()?)
    }

    fn set_number(&mut self, name: &str, value: i64) -> Done<()> {
        self.inner.prepare_cached("INSERT OR REPLACE INTO number VALUES (?1, ?2)")?.execute(params![name, value])?;
        Ok(())
    }

    fn secret(&mut self, name: &str) -> Done<Option<Vec<u8>>> {
        let mut find = self.inner.prepare_cached("SELECT value FROM secret WHERE name = ?1")?;
        Ok(find.query_row([name], |row| row.get(0)).optional()?)
    }

    fn set_secret(&mut self, name: &str, value: &[u8]) -> Done<()> {
        self.inner.prepare_cached("INSERT OR REPLACE INTO secret VALUES (?1, ?2)")?.execute(params![name, value])?;
        Ok(())
    }

    fn record(&mut self, entity: u16, id: Id) -> Done<Option<Rec>> {
        records::one(&self.inner, entity, id)
    }

    fn put_record(&mut self, record: &Rec) -> Done<()> {
        records::put(&self.inner, record)
    }

    fn hanging(&mut self, account: Id) -> Done<Vec<(u16, Id)>> {
        records::hanging(&self.inner, account)
    }

    fn records_of(&mut self, entity: u16) -> Done<Vec<Rec>> {
        records::of_entity(&self.inner, entity)
    }

    fn records_in(&mut self, stream: StreamId) -> Done<Vec<Rec>> {
        records::in_stream(&self.inner, stream)
    }

    fn records_after(&mut self, after: Option<(Id, u16)>, most: usize) -> Done<Vec<Rec>> {
        records::after(&self.inner, after, most)
    }

    fn sums_in(&mut self, stream: StreamId) -> Done<Vec<(u16, Id, Sum)>> {
        records::sums_in(&self.inner, stream)
    }

    fn check(&mut self, deep: bool) -> Done<Vec<String>> {
        let pragma = if deep { "PRAGMA integrity_check" } else { "PRAGMA quick_check" };
        let mut find = self.inner.prepare(pragma)?;
        let mut said: Vec<String> = find.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
        said.retain(|line| line != "ok");
        if deep {
            let (records, changes) = records::unreadable(&self.inner)?;
            for (what, many) in [("records", records), ("changes", changes)] {
                if many > 0 {
                    said.push(format!("{what} that cannot be read: {many}"));
                }
            }
        }
        Ok(said)
    }

    fn add_incident(&mut self, incident: &Incident) -> Done<()> {
        incidents::add(&self.inner, incident)
    }

    fn incidents(&mut self, most: usize) -> Done<Vec<Incident>> {
        incidents::last(&self.inner, most)
    }

    fn entity_in(&mut self, stream: StreamId, after: Option<u16>) -> Done<Option<u16>> {
        records::entity_in(&self.inner, stream, after)
    }

    fn page(&mut self, stream: StreamId, entity: u16, below: Option<Id>, most: usize) -> Done<Vec<Rec>> {
        records::page(&self.inner, stream, entity, below, most)
    }

    fn put_away(&mut self, record: &Rec) -> Done<()> {
        records::put_away(&self.inner, record)
    }

    fn take_out(&mut self, entity: u16, id: Id) -> Done<Option<Rec>> {
        records::take_out(&self.inner, entity, id)
    }

    fn put_away_from(&mut self, entity: u16, id: Id) -> Done<Option<StreamId>> {
        records::put_away_from(&self.inner, entity, id)
    }

    fn change(&mut self, identity: Identity) -> Done<Option<Decided>> {
        records::change(&self.inner, identity)
    }

    fn is_of_another(&mut self, entity: u16, record: Id) -> Done<bool> {
        records::is_of_another(&self.inner, entity, record)
    }

    fn session_of(&mut self, session: u64) -> Done<Option<(DeviceNumber, Id)>> {
        records::session_of(&self.inner, session)
    }

    fn put_change(&mut self, change: &Decided) -> Done<()> {
        records::put_change(&self.inner, change)
    }

    fn changes_of(&mut self, entity: u16, record: Id, most: usize) -> Done<Vec<Decided>> {
        records::changes_of(&self.inner, entity, record, most)
    }

    fn records_of_act(&mut self, act: Id, after: (u16, Id), most: usize) -> Done<Vec<(u16, Id)>> {
        records::records_of_act(&self.inner, act, after, most)
    }

    fn own_changes(&mut self, act: Id) -> Done<Vec<Decided>> {
        records::own_changes(&self.inner, act)
    }

    fn deletions(&mut self, group: Id) -> Done<Vec<Decided>> {
        records::deletions(&self.inner, group)
    }

    fn is_parked(&mut self, record: Id) -> Done<bool> {
        records::is_parked(&self.inner, record)
    }

    fn parked(&mut self) -> Done<Vec<Decided>> {
        records::parked(&self.inner)
    }

    fn parked_of(&mut self, record: Id) -> Done<Vec<Decided>> {
        records::parked_of(&self.inner, record)
    }

    fn head(&mut self, stream: StreamId) -> Done<Head> {
        logs::head(&self.inner, stream)
    }

    fn append(&mut self, stream: StreamId, mark: Mark, entry: &[u8]) -> Done<()> {
        logs::append(&self.inner, stream, mark, entry)
    }

    fn set_head(&mut self, stream: StreamId, head: Head) -> Done<()> {
        logs::set_head(&self.inner, stream, head)
    }

    fn hash_at(&mut self, stream: StreamId, position: u64) -> Done<Option<u64>> {
        logs::hash_at(&self.inner, stream, position)
    }

    fn entry(&mut self, stream: StreamId, position: u64) -> Done<Option<Vec<u8>>> {
        logs::entry(&self.inner, stream, position)
    }

    fn entries(&mut self, stream: StreamId, after: u64, most_bytes: usize) -> Done<Entries> {
        logs::entries(&self.inner, stream, after, most_bytes)
    }

    fn entries_after(&mut self, stream: StreamId, after: u64, most: u64) -> Done<u64> {
        logs::entries_after(&self.inner, stream, after, most)
    }

    fn drop_entries(&mut self, stream: StreamId, upto: u64) -> Done<()> {
        logs::drop_entries(&self.inner, stream, upto)
    }

    fn floor(&mut self, stream: StreamId) -> Done<u64> {
        logs::floor(&self.inner, stream)
    }

    fn knows_mark(&mut self, stream: StreamId, mark: Mark) -> Done<bool> {
        logs::knows_mark(&self.inner, stream, mark)
    }

    fn note_told(&mut self, stream: StreamId, of: (u16, Id), what: &[u8], position: u64) -> Done<()> {
        logs::note_told(&self.inner, stream, of, what, position)
    }

    fn told(&mut self, stream: StreamId, of: (u16, Id), what: &[u8]) -> Done<u64> {
        logs::told(&self.inner, stream, of, what)
    }

    fn keep_mark(&mut self, stream: StreamId, mark: Mark) -> Done<()> {
        logs::remember(&self.inner, stream, mark)
    }

    fn keep_history(&mut self, stream: StreamId, first: u64, last: u64, block: &[u8]) -> Done<()> {
        logs::keep_history(&self.inner, stream, first, last, block)
    }

    fn history(&mut self, stream: StreamId, position: u64) -> Done<Option<Vec<u8>>> {
        logs::history(&self.inner, stream, position)
    }

    fn streams(&mut self) -> Done<Vec<StreamId>> {
        logs::streams(&self.inner)
    }

    fn device(&mut self, token: &[u8; 32]) -> Done<Option<Device>> {
        devices::of_token(&self.inner, token)
    }

    fn add_device(&mut self, device: &Device) -> Done<DeviceNumber> {
        devices::add(&self.inner, device)
    }

    fn devices(&mut self) -> Done<Vec<Device>> {
        devices::all(&self.inner)
    }

    fn revoke(&mut self, device: Id, at: Moment) -> Done<bool> {
        devices::revoke(&self.inner, device, at)
    }

    fn given(&mut self, device: DeviceNumber) -> Done<Vec<(StreamId, Mark)>> {
        devices::given(&self.inner, device)
    }

    fn set_given(&mut self, device: DeviceNumber, marks: &[(StreamId, Mark)]) -> Done<()> {
        devices::set_given(&self.inner, device, marks)
    }

    fn heard_of(&mut self, device: DeviceNumber, at: Moment) -> Done<()> {
        devices::heard_of(&self.inner, device, at)
    }

    fn keep_snapshot(&mut self, file: &SnapshotFile, parts: &[Vec<u8>]) -> Done<()> {
        snapshots::keep(&self.inner, file, parts)
    }

    fn snapshots(&mut self, stream: StreamId) -> Done<Vec<SnapshotFile>> {
        snapshots::of_stream(&self.inner, stream)
    }

    fn snapshot(&mut self, name: &Name) -> Done<Option<SnapshotFile>> {
        snapshots::one(&self.inner, name)
    }

    fn snapshot_bytes(&mut self, name: &Name, from: u64, most: usize) -> Done<Vec<u8>> {
        snapshots::bytes(&self.inner, name, from, most)
    }

    fn drop_snapshot(&mut self, name: &Name) -> Done<()> {
        snapshots::forget(&self.inner, name)
    }

    fn cursor(&mut self, device: DeviceNumber, stream: StreamId) -> Done<Option<Mark>> {
        devices::cursor(&self.inner, device, stream)
    }

    fn set_cursor(&mut self, device: DeviceNumber, stream: StreamId, mark: Mark) -> Done<()> {
        devices::set_cursor(&self.inner, device, stream, mark)
    }

    fn add_code(&mut self, hash: &[u8; 32], user: Id, until: Moment) -> Done<()> {
        devices::add_code(&self.inner, hash, user, until)
    }

    fn take_code(&mut self, hash: &[u8; 32]) -> Done<Option<(Id, Moment)>> {
        devices::take_code(&self.inner, hash)
    }
}
