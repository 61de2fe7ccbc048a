//! The database's shape: migrations in `assets/migrations/client`, run once each, after a copy of the file was put aside.
//!
//! Always holds: a migration that was released never changes (its checksum is compared), and none changes a synced value.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use refinery::Runner;
use rusqlite::Connection;

use super::profile::Profile;
use crate::base::point::pass;
use crate::store::error::StoreError;

mod embedded {
    refinery::embed_migrations!("assets/migrations/client");
}

static NEWEST: LazyLock<i64> =
    LazyLock::new(|| known().get_migrations().iter().map(|one| i64::from(one.version())).max().unwrap_or(0));

/// In debug builds: a migration that the next version may have, so that the real program can be seen to upgrade a book.
#[cfg(debug_assertions)]
static NEXT: std::sync::OnceLock<refinery::Migration> = std::sync::OnceLock::new();

/// From now on this version has one migration more. Before the first book is opened.
#[cfg(debug_assertions)]
pub fn know_next(sql: &str) {
    let name = format!("V{}__next", embedded::migrations::runner().get_migrations().len() + 1);
    if let Ok(next) = refinery::Migration::unapplied(&name, sql) {
        let _ = NEXT.set(next);
    }
}

/// The migrations of this version. All that are missing are done together or not at all: what was cut off in the middle is as it was.
fn known() -> Runner {
    let embedded = embedded::migrations::runner();
    #[cfg(debug_assertions)]
    let embedded = match NEXT.get() {
        Some(next) => Runner::new(&[embedded.get_migrations().as_slice(), std::slice::from_ref(next)].concat()),
        None => embedded,
    };
    embedded.set_grouped(true)
}

/// How many copies made before upgrades are kept.
const COPIES: usize = 3;

/// The newest shape that this version knows.
pub(crate) fn newest() -> i64 {
    *NEWEST
}

/// Each migration's version and checksum: what a database was shaped by, for whoever keeps made ones.
pub fn checksums() -> Vec<(i64, u64)> {
    let runner = embedded::migrations::runner();
    runner.get_migrations().iter().map(|one| (i64::from(one.version()), one.checksum())).collect()
}

/// The shape of an opened database; 0 while it has none.
pub(crate) fn shape(conn: &Connection) -> Result<i64, StoreError> {
    Ok(conn.query_row("PRAGMA user_version", [], |row| row.get(0))?)
}

/// Brings the database to the newest shape. `profile`: where a copy is put aside first; the copy is what is returned.
pub(crate) fn run(conn: &mut Connection, profile: Option<&Profile>) -> Result<Option<PathBuf>, StoreError> {
    // Another process may have done it while this one waited for its turn.
    let shape = shape(conn)?;
    if shape >= newest() {
        return Ok(None);
    }
    let mut copy = None;
    // Whoever was killed behind the migrations has put a copy aside already, and what lies here now is none of the old shape.
    if migrated(conn)? < newest() {
        if let Some(profile) = profile.filter(|_| shape != 0) {
            copy = Some(put_aside(conn, profile, shape)?);
        }
        known().run(conn).map_err(|error| failed(conn, &error))?;
        pass("migrated");
    }
    conn.pragma_update(None, "user_version", newest())?;
    Ok(copy)
}

/// The last migration that is in the database.
fn migrated(conn: &Connection) -> Result<i64, StoreError> {
    let sql = "SELECT count(*) FROM sqlite_schema WHERE name = 'refinery_schema_history'";
    if conn.query_row(sql, [], |row| row.get::<_, i64>(0))? == 0 {
        return Ok(0);
    }
    Ok(conn.query_row("SELECT ifnull(max(version), 0) FROM refinery_schema_history", [], |row| row.get(0))?)
}

/// What has its own words keeps them: a full disk, another program.
fn failed(conn: &Connection, error: &refinery::Error) -> StoreError {
    let mut source = std::error::Error::source(error);
    while let Some(inner) = source {
        if let Some(rusqlite::Error::SqliteFailure(code, text)) = inner.downcast_ref() {
            match StoreError::from(rusqlite::Error::SqliteFailure(*code, text.clone())) {
                StoreError::Database(_) => break,
                known => return known,
            }
        }
        source = inner.source();
    }
    let path = conn.path().map(PathBuf::from).unwrap_or_default();
    StoreError::NotUpgraded { path, trouble: error.to_string() }
}

/// Puts a copy aside; one that was not finished does not stay.
fn put_aside(conn: &Connection, profile: &Profile, shape: i64) -> Result<PathBuf, StoreError> {
    let folder = profile.backups();
    std::fs::create_dir_all(&folder).map_err(|error| StoreError::file(&folder, &error))?;
    let copy = folder.join(format!("rounds-shape-{shape}.db"));
    let beside = folder.join(format!("rounds-shape-{shape}.new"));
    if let Err(error) = copied(conn, profile, &beside) {
        let _the_copy_is_the_lesser_trouble = std::fs::remove_file(&beside);
        return Err(error);
    }
    pass("backup half");
    sync_file(&beside)?;
    std::fs::rename(&beside, &copy).map_err(|error| StoreError::file(&copy, &error))?;
    pass("backup");
    drop_oldest(&folder);
    Ok(copy)
}

fn copied(conn: &Connection, profile: &Profile, to: &Path) -> Result<(), StoreError> {
    let log = profile.database().with_extension("db-wal");
    for _ in 0..20 {
        conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        // Nobody writes while the file is copied; the copy is of the encrypted bytes and opens with the same key.
        conn.execute_batch("BEGIN IMMEDIATE")?;
        let whole = std::fs::metadata(&log).map_or(0, |log| log.len()) == 0;
        let copied = if whole { std::fs::copy(profile.database(), to).map(|_| ()) } else { Ok(()) };
        conn.execute_batch("ROLLBACK")?;
        copied.map_err(|error| StoreError::file(to, &error))?;
        if whole {
            return Ok(());
        }
    }
    Err(StoreError::Busy)
}

fn sync_file(path: &Path) -> Result<(), StoreError> {
    let file = std::fs::OpenOptions::new().write(true).open(path).map_err(|error| StoreError::file(path, &error))?;
    file.sync_all().map_err(|error| StoreError::file(path, &error))
}

/// Failing to tidy up is no reason not to upgrade.
fn drop_oldest(folder: &Path) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    let mut copies: Vec<_> = entries
        .flatten()
        .filter(|entry| entry.path().extension().is_some_and(|end| end == "db"))
        .filter_map(|entry| Some((entry.metadata().ok()?.modified().ok()?, entry.path())))
        .collect();
    copies.sort();
    let spare = copies.len().saturating_sub(COPIES);
    for (_, path) in copies.into_iter().take(spare) {
        let _kept_for_another_time = std::fs::remove_file(path);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{Keep, Writer};

    #[test]
    fn a_copy_is_put_aside_and_the_oldest_go() {
        let folder = tempfile::tempdir().unwrap();
        let profile = Profile::at(folder.path());
        let lock = profile.begin(&Keep::Nothing).unwrap().lock;
        let writer = Writer::open(&profile, &lock).unwrap();
        for shape in 1..=5 {
            put_aside(&writer.conn, &profile, shape).unwrap();
        }
        let mut copies: Vec<_> =
            std::fs::read_dir(profile.backups()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        copies.sort();
        assert_eq!(copies.len(), COPIES, "{copies:?}");
        let copy = Connection::open(profile.backups().join(copies.last().unwrap())).unwrap();
        let check: String = copy.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
        assert_eq!((check.as_str(), shape(&copy).unwrap()), ("ok", newest()));
    }
}
