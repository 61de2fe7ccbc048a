//! The database's shape: migrations in `assets/migrations/client`, run once each, after a copy of the file was put aside.
//!
//! Always holds: a migration that was released never changes (its checksum is compared), and none changes a synced value.

use std::path::Path;
use std::sync::LazyLock;

use rusqlite::Connection;

use super::profile::Profile;
use crate::base::point::pass;
use crate::store::error::StoreError;

mod embedded {
    refinery::embed_migrations!("assets/migrations/client");
}

static NEWEST: LazyLock<i64> = LazyLock::new(|| {
    let runner = embedded::migrations::runner();
    runner.get_migrations().iter().map(|migration| i64::from(migration.version())).max().unwrap_or(0)
});

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

/// Brings the database to the newest shape. `profile`: where a copy is put aside first.
pub(crate) fn run(conn: &mut Connection, profile: Option<&Profile>) -> Result<(), StoreError> {
    // Another process may have done it while this one waited for its turn.
    let shape = shape(conn)?;
    if shape >= newest() {
        return Ok(());
    }
    if let Some(profile) = profile.filter(|_| shape != 0) {
        put_aside(conn, profile, shape)?;
    }
    embedded::migrations::runner().run(conn).map_err(|error| StoreError::Database(error.to_string()))?;
    pass("migrated");
    conn.pragma_update(None, "user_version", newest())?;
    Ok(())
}

fn put_aside(conn: &Connection, profile: &Profile, shape: i64) -> Result<(), StoreError> {
    let folder = profile.backups();
    std::fs::create_dir_all(&folder).map_err(|error| StoreError::file(&folder, &error))?;
    let copy = folder.join(format!("rounds-shape-{shape}.db"));
    let beside = folder.join(format!("rounds-shape-{shape}.new"));
    let log = profile.database().with_extension("db-wal");
    let mut tries = 0;
    loop {
        conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        // Nobody writes while the file is copied; the copy is of the encrypted bytes and opens with the same key.
        conn.execute_batch("BEGIN IMMEDIATE")?;
        let whole = std::fs::metadata(&log).map_or(0, |log| log.len()) == 0;
        let copied = if whole { std::fs::copy(profile.database(), &beside).map(|_| ()) } else { Ok(()) };
        conn.execute_batch("ROLLBACK")?;
        copied.map_err(|error| StoreError::file(&beside, &error))?;
        tries += 1;
        if whole {
            break;
        }
        if tries == 20 {
            return Err(StoreError::Busy);
        }
    }
    pass("backup half");
    sync_file(&beside)?;
    std::fs::rename(&beside, &copy).map_err(|error| StoreError::file(&copy, &error))?;
    pass("backup");
    drop_oldest(&folder);
    Ok(())
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
