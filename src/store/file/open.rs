//! Opening the database: the key, the pragmas, and what each failure of it means.
//!
//! Always holds: a file that cannot be opened is left as it was, byte for byte.

use std::collections::BTreeSet;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use super::first_bytes::{FIRST, Looks, looks};
use super::key::Lock;
use super::migrate;
use super::profile::Profile;
use crate::base::cause::Cause;
use crate::store::error::StoreError;
use crate::upgrade;

/// A page of the database; SQLCipher's own default, written down because a file knows it only after it is opened.
const PAGE: u64 = 4096;

/// KiB of its pages that a connection keeps in memory: who writes reads little beside what it changes, who answers goes all over the book.
pub(crate) const WRITER_CACHE: i64 = 2000;
const READER_CACHE: i64 = 6000;

/// How a page is signed: processors of the last years compute this in less than half the time of what is usual, and a page is checked each
/// time it is read.
const SIGNED: &str = "HMAC_SHA256";

/// SQLCipher's own default: how the pages of books are signed that were made before.
const SIGNED_BEFORE: &str = "HMAC_SHA512";

/// A table that is in every book and in nobody else's database.
const OURS: &str = "name_edition";

/// Opens the database to write, making or upgrading it where needed; where it was upgraded, with the copy that was put aside before.
pub(crate) fn writing(profile: &Profile, lock: &Lock) -> Result<(Connection, Option<PathBuf>), StoreError> {
    let path = profile.database();
    if !profile.is_made() {
        profile.make_folder()?;
        let mut held = profile.hold_shape()?;
        let noting = |error: std::io::Error| StoreError::file(&profile.shape_lock(), &error);
        if profile.is_lost(&held.noted().map_err(noting)?) {
            return Err(StoreError::Lost(path));
        }
        let mut conn = connect(&path, lock, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE)?;
        tune_writer(&conn)?;
        migrate::run(&mut conn, None)?;
        held.note_made().map_err(noting)?;
        return Ok((conn, None));
    }
    let mut conn = connect(&path, lock, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    tune_writer(&conn).map_err(|error| error.at(&path))?;
    let shape = migrate::shape(&conn)?;
    if shape > migrate::newest() {
        return Err(StoreError::Newer { path, found: shape, known: migrate::newest() });
    }
    if shape == migrate::newest() {
        if !profile.is_noted() {
            // Of a book that is brought here from elsewhere, or was made before this was noted.
            let _noted_another_time = profile.hold_shape().map(|mut held| held.note_made());
        }
        return Ok((conn, None));
    }
    let _held = profile.hold_shape()?;
    let copy = migrate::run(&mut conn, Some(profile)).map_err(|error| error.at(&path))?;
    if copy.is_some() {
        // The file was copied, and closing a file drops the locks that this process has on it: the connection has none any more.
        drop(conn);
        conn = connect(&path, lock, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        tune_writer(&conn).map_err(|error| error.at(&path))?;
    }
    Ok((conn, copy))
}

/// Opens the database to read.
pub(crate) fn reading(profile: &Profile, lock: &Lock) -> Result<Connection, StoreError> {
    let path = profile.database();
    // Where another process makes the book just now there is none yet.
    if profile.noted().is_some_and(|noted| profile.is_lost(&noted)) {
        return Err(StoreError::Lost(path));
    }
    if !profile.is_made() {
        return Err(StoreError::NoProfile(profile.home().to_path_buf()));
    }
    let conn = match connect(&path, lock, OpenFlags::SQLITE_OPEN_READ_ONLY) {
        Err(StoreError::ReadOnly(_) | StoreError::DiskFull) if is_closed(&path) => {
            let still = still(&path).ok_or_else(|| StoreError::ReadOnly(path.clone()))?;
            open(&path, &still, lock, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI)?
        }
        tried => tried?,
    };
    conn.execute_batch(&format!("PRAGMA query_only = 1; PRAGMA cache_size = -{READER_CACHE};"))
        .map_err(|e| StoreError::from(e).at(&path))?;
    let mut shape = migrate::shape(&conn)?;
    if shape < migrate::newest() {
        // Another program is making it just now, or bringing it to the newest shape.
        let _held = profile.hold_shape().ok();
        shape = migrate::shape(&conn)?;
    }
    if shape == 0 {
        return Err(StoreError::NoProfile(profile.home().to_path_buf()));
    }
    if shape < migrate::newest() {
        return Err(StoreError::Older(path));
    }
    if shape > migrate::newest() {
        return Err(StoreError::Newer { path, found: shape, known: migrate::newest() });
    }
    Ok(conn)
}

/// A database in memory, of the newest shape: for tests, the simulator and the demo's previews.
pub(crate) fn in_memory() -> Result<Connection, StoreError> {
    let mut conn = Connection::open_in_memory()?;
    conn.set_prepared_statement_cache_capacity(128);
    tune_writer(&conn)?;
    migrate::run(&mut conn, None)?;
    Ok(conn)
}

/// A copy of another database, in memory.
pub(crate) fn copy_in_memory(from: &Connection) -> Result<Connection, StoreError> {
    let mut conn = Connection::open_in_memory()?;
    rusqlite::backup::Backup::new(from, &mut conn)?.run_to_completion(i32::MAX, Duration::ZERO, None)?;
    conn.set_prepared_statement_cache_capacity(128);
    tune_writer(&conn)?;
    Ok(conn)
}

/// Whether nobody has it open to write, nor was killed with something not yet in it.
fn is_closed(path: &Path) -> bool {
    fs::metadata(path.with_extension("db-wal")).map_or(0, |log| log.len()) == 0
}

/// A file name that makes SQLite treat the database as immutable, for a full disk or read-only media: no file is created beside it.
fn still(path: &Path) -> Option<PathBuf> {
    let escaped = path.to_str()?.replace('%', "%25").replace('?', "%3f").replace('#', "%23");
    Some(format!("file:{escaped}?immutable=1").into())
}

fn connect(path: &Path, lock: &Lock, flags: OpenFlags) -> Result<Connection, StoreError> {
    open(path, path, lock, flags)
}

/// Opens the database at `path` by a name that says how.
fn open(path: &Path, name: &Path, lock: &Lock, flags: OpenFlags) -> Result<Connection, StoreError> {
    let known = look_first(path, lock)?;
    let flags = flags | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = match opened(path, name, lock, SIGNED, flags) {
        Err(StoreError::WrongKey(_)) => opened(path, name, lock, SIGNED_BEFORE, flags),
        tried => tried,
    };
    let conn = match conn {
        // It is another file by now.
        Err(error) if known => return Err(look_at(path, lock).err().unwrap_or(error)),
        opened => opened?,
    };
    cut_off(&conn, path)?;
    Ok(conn)
}

/// The same, its pages signed in this way.
fn opened(path: &Path, name: &Path, lock: &Lock, signed: &str, flags: OpenFlags) -> Result<Connection, StoreError> {
    let conn = Connection::open_with_flags(name, flags).map_err(|error| StoreError::from(error).at(path))?;
    if let Lock::Key(key) = lock {
        // It would write its troubles over the screen; they come back as errors anyway.
        conn.execute_batch("PRAGMA cipher_log_level = NONE")?;
        conn.execute_batch(&format!("PRAGMA key = \"x'{}'\"; PRAGMA cipher_hmac_algorithm = {signed};", key.hex()))?;
    }
    conn.busy_timeout(Duration::from_secs(5))?;
    conn.set_prepared_statement_cache_capacity(128);
    // The first read: here a wrong key shows.
    match upgrade::is_anothers(&conn, OURS) {
        Ok(false) => Ok(conn),
        Ok(true) => Err(StoreError::Foreign(path.to_path_buf())),
        Err(error) => Err(match StoreError::from(error) {
            StoreError::Foreign(_) if matches!(lock, Lock::Key(_)) => StoreError::WrongKey(path.to_path_buf()),
            other => other.at(path),
        }),
    }
}

/// The files that this process has looked at and found to be books.
static KNOWN: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

/// Looks at a file before it is opened for the first time; whether it was known. Only then: to close a file drops all locks that this process has on
/// it, those of connections that are open too, and another program that finds none takes the log beside the file away.
fn look_first(path: &Path, lock: &Lock) -> Result<bool, StoreError> {
    // Until the look is over nobody else opens it.
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    if known.contains(path) {
        return Ok(true);
    }
    look_at(path, lock)?;
    known.insert(path.to_path_buf());
    Ok(false)
}

/// What the file's first bytes and its length say, before anything is done to it.
fn look_at(path: &Path, lock: &Lock) -> Result<(), StoreError> {
    if path.is_dir() {
        return Err(StoreError::File { path: path.to_path_buf(), cause: Cause::AFolder });
    }
    let Ok(mut file) = fs::File::open(path) else { return Ok(()) };
    let length = file.metadata().map_or(0, |data| data.len());
    if length == 0 {
        return Ok(());
    }
    let mut head = [0; FIRST];
    let read = file.read(&mut head).unwrap_or(0);
    let foreign = || Err(StoreError::Foreign(path.to_path_buf()));
    let damaged = |trouble: String| Err(StoreError::Damaged { path: path.to_path_buf(), trouble });
    let whole = length % PAGE == 0 && length >= PAGE;
    match (looks(head.get(..read).unwrap_or_default()), lock) {
        (Looks::Open, Lock::Open) => Ok(()),
        (Looks::Foreign, _) | (Looks::Open, Lock::Key(_)) => foreign(),
        (Looks::Lost, _) => damaged("it is nothing but zeros".into()),
        (Looks::Noise, Lock::Key(_)) if whole => Ok(()),
        // An encrypted file is whole pages; another length is another thing, or half of ours.
        (Looks::Noise, Lock::Key(_)) => damaged(format!("{length} bytes are no whole pages")),
        (Looks::Noise, Lock::Open) if whole => Err(StoreError::WrongKey(path.to_path_buf())),
        (Looks::Noise, Lock::Open) => foreign(),
    }
}

/// Whether the file ends before the database does. With a log beside it the pages may be there.
fn cut_off(conn: &Connection, path: &Path) -> Result<(), StoreError> {
    let log = path.with_extension("db-wal");
    if fs::metadata(&log).is_ok_and(|log| log.len() > 0) {
        return Ok(());
    }
    let pages: i64 = conn.query_row("PRAGMA page_count", [], |row| row.get(0))?;
    let there = fs::metadata(path).map_or(0, |file| file.len()) / PAGE;
    // Another process may have checkpointed in between; only a file that is too short counts.
    if (pages as u64) > there && !fs::metadata(&log).is_ok_and(|log| log.len() > 0) {
        return Err(StoreError::Damaged {
            path: path.to_path_buf(),
            trouble: format!("{there} of {pages} pages are there"),
        });
    }
    Ok(())
}

fn tune_writer(conn: &Connection) -> Result<(), StoreError> {
    conn.pragma_update(None, "journal_mode", "wal")?;
    conn.execute_batch(&format!(
        "PRAGMA synchronous = FULL; PRAGMA fullfsync = 1; PRAGMA checkpoint_fullfsync = 1; PRAGMA cache_size = -{WRITER_CACHE};
         PRAGMA wal_autocheckpoint = 1000; PRAGMA journal_size_limit = 8388608; PRAGMA foreign_keys = 0; PRAGMA recursive_triggers = 1;",
    ))?;
    Ok(())
}
