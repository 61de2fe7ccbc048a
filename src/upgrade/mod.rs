//! The shape of a SQLite file, the laptop's book and the server's company alike: the migrations that it lacks, after a copy of it was put aside.
//!
//! Always holds: all that are missing are done together or not at all; a file that has something in it is copied before, whole, under one name
//! for each shape, and what was cut off in the middle of copying bears another name. Must not know what the tables hold, nor the key: the copy is
//! of the file's own bytes.

pub mod indexes;

use std::path::{Path, PathBuf};

use refinery::error::Kind;
use refinery::{Migration, Runner};
use rusqlite::Connection;

use crate::base::point::pass;

/// Why a file is not of this version's shape. It is as it was.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// The database has its own words for it: a full disk, another program.
    #[error(transparent)]
    Database(#[from] rusqlite::Error),
    /// The copy could not be made.
    #[error("{path}: {error}")]
    File {
        /// Which file.
        path: PathBuf,
        /// Why the system would not.
        error: std::io::Error,
    },
    /// Others wrote so much meanwhile that the file could not be copied whole.
    #[error("another program writes without a pause")]
    Busy,
    /// It has a migration that is none of this version's.
    #[error("it was shaped by another version")]
    OtherVersion,
    /// A migration does not fit what is there.
    #[error("{0}")]
    Unfit(String),
}

/// In debug builds: a migration that the next version may have, so that the real program can be seen to upgrade a file.
#[cfg(debug_assertions)]
static NEXT: std::sync::OnceLock<String> = std::sync::OnceLock::new();

/// From now on this version has one migration more. Before the first file is opened.
#[cfg(debug_assertions)]
pub fn know_next(sql: &str) {
    let _ = NEXT.set(sql.to_owned());
}

/// How many migrations it has beside its own.
pub fn next() -> i64 {
    #[cfg(debug_assertions)]
    return i64::from(NEXT.get().is_some());
    #[cfg(not(debug_assertions))]
    0
}

/// These migrations, to be done as one.
pub fn together(embedded: Runner) -> Runner {
    #[cfg(debug_assertions)]
    let embedded = match NEXT.get().map(|sql| {
        let name = format!("V{}__next", embedded.get_migrations().len() + 1);
        Migration::unapplied(&name, sql)
    }) {
        Some(Ok(next)) => Runner::new(&[embedded.get_migrations().as_slice(), &[next]].concat()),
        _ => embedded,
    };
    embedded.set_grouped(true)
}

/// The shape that these migrations lead to.
pub fn newest(runner: &Runner) -> i64 {
    runner.get_migrations().iter().map(|one: &Migration| i64::from(one.version())).max().unwrap_or(0)
}

/// The shape of an opened file, where it was brought to one; 0 before.
pub fn shape(conn: &Connection) -> Result<i64, rusqlite::Error> {
    conn.query_row("PRAGMA user_version", [], |row| row.get(0))
}

/// Whether SQLite failed for want of room on the disk; also where the file beside the database that its readers share could not grow.
pub fn is_full(error: &rusqlite::Error) -> bool {
    let extended = error.sqlite_error().map(|error| error.extended_code);
    error.sqlite_error_code() == Some(rusqlite::ErrorCode::DiskFull)
        || extended == Some(rusqlite::ffi::SQLITE_IOERR_SHMSIZE)
}

/// Whether a database has something in it, but not this table, which is in every one of ours. One that another program is making just now has
/// nothing, or the history of migrations alone.
pub fn is_anothers(conn: &Connection, ours: &str) -> Result<bool, rusqlite::Error> {
    let sql = "SELECT count(*) FILTER (WHERE name NOT LIKE 'sqlite%' AND name <> 'refinery_schema_history'), ifnull(sum(name = ?1), 0)
               FROM sqlite_schema";
    conn.query_row(sql, [ours], |row| Ok(row.get::<_, i64>(0)? > 0 && row.get::<_, i64>(1)? == 0))
}

/// Brings a file to the newest shape. `copies`: the folder in which a copy is put aside first; the copy is what is returned.
pub fn run(conn: &mut Connection, runner: &Runner, copies: Option<&Path>) -> Result<Option<PathBuf>, Trouble> {
    let newest = newest(runner);
    // Another process may have done it while this one waited for its turn; and whoever was killed behind the migrations has put a copy aside
    // already, and what lies here now is none of the old shape.
    let done = migrated(conn)?;
    let mut copy = None;
    if let Some(folder) = copies.filter(|_| done > 0 && done < newest) {
        copy = put_aside(conn, folder, done)?;
    }
    runner.run(conn).map_err(|error| failed(&error))?;
    if done < newest {
        pass("migrated");
    }
    if shape(conn)? != newest {
        conn.pragma_update(None, "user_version", newest)?;
    }
    Ok(copy)
}

/// The last migration that is in the database.
fn migrated(conn: &Connection) -> Result<i64, rusqlite::Error> {
    let sql = "SELECT count(*) FROM sqlite_schema WHERE name = 'refinery_schema_history'";
    if conn.query_row(sql, [], |row| row.get::<_, i64>(0))? == 0 {
        return Ok(0);
    }
    conn.query_row("SELECT ifnull(max(version), 0) FROM refinery_schema_history", [], |row| row.get(0))
}

/// What has its own words keeps them.
fn failed(error: &refinery::Error) -> Trouble {
    if matches!(error.kind(), Kind::MissingVersion(_) | Kind::DivergentVersion(..)) {
        return Trouble::OtherVersion;
    }
    let mut source = std::error::Error::source(error);
    while let Some(inner) = source {
        if let Some(rusqlite::Error::SqliteFailure(code, text)) = inner.downcast_ref() {
            use rusqlite::ErrorCode::*;
            // Anything else is a statement that does not fit what is there.
            let of_the_disk = [DiskFull, ReadOnly, PermissionDenied, CannotOpen, SystemIoFailure, OutOfMemory];
            let of_others = [DatabaseBusy, DatabaseLocked, NotADatabase, DatabaseCorrupt];
            if of_the_disk.contains(&code.code) || of_others.contains(&code.code) {
                return Trouble::Database(rusqlite::Error::SqliteFailure(*code, text.clone()));
            }
            break;
        }
        source = inner.source();
    }
    Trouble::Unfit(error.to_string())
}

/// How many copies made before upgrades are kept.
const COPIES: usize = 3;

/// Puts a copy aside; one that was not finished does not stay. What lives in memory has none.
fn put_aside(conn: &Connection, folder: &Path, shape: i64) -> Result<Option<PathBuf>, Trouble> {
    let Some(file) = conn.path().filter(|path| !path.is_empty()).map(PathBuf::from) else { return Ok(None) };
    let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    make_folder(folder)?;
    let copy = folder.join(format!("{name}-shape-{shape}.db"));
    let beside = folder.join(format!("{name}-shape-{shape}.new"));
    if let Err(trouble) = copied(conn, &file, &beside) {
        let _the_copy_is_the_lesser_trouble = std::fs::remove_file(&beside);
        return Err(trouble);
    }
    pass("backup half");
    let of = |path: &Path, error| Trouble::File { path: path.to_path_buf(), error };
    let written = std::fs::OpenOptions::new().write(true).open(&beside);
    written.and_then(|file| file.sync_all()).map_err(|error| of(&beside, error))?;
    std::fs::rename(&beside, &copy).map_err(|error| of(&copy, error))?;
    pass("backup");
    drop_oldest(folder, &format!("{name}-shape-"));
    Ok(Some(copy))
}

/// For its owner's eyes alone: a company's copy holds all its customers in the open.
fn make_folder(folder: &Path) -> Result<(), Trouble> {
    let mut maker = std::fs::DirBuilder::new();
    maker.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut maker, 0o700);
    maker.create(folder).map_err(|error| Trouble::File { path: folder.to_path_buf(), error })
}

/// The copy has the file's own permissions.
fn copied(conn: &Connection, file: &Path, to: &Path) -> Result<(), Trouble> {
    let mut log = file.as_os_str().to_owned();
    log.push("-wal");
    for _ in 0..20 {
        conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        // Nobody writes while the file is copied.
        conn.execute_batch("BEGIN IMMEDIATE")?;
        let whole = std::fs::metadata(&log).map_or(0, |log| log.len()) == 0;
        let copied = if whole { std::fs::copy(file, to).map(|_| ()) } else { Ok(()) };
        conn.execute_batch("ROLLBACK")?;
        copied.map_err(|error| Trouble::File { path: to.to_path_buf(), error })?;
        if whole {
            return Ok(());
        }
    }
    Err(Trouble::Busy)
}

/// Failing to tidy up is no reason not to upgrade.
fn drop_oldest(folder: &Path, named: &str) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    let mut copies: Vec<_> = entries
        .flatten()
        .filter(|entry| entry.file_name().to_string_lossy().starts_with(named))
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

    fn migrations(count: usize) -> Runner {
        let one = |n: usize| Migration::unapplied(&format!("V{n}__t"), &format!("CREATE TABLE t{n} (a)")).unwrap();
        together(Runner::new(&(1..=count).map(one).collect::<Vec<_>>()))
    }

    fn names(folder: &Path) -> Vec<String> {
        let entries = std::fs::read_dir(folder).unwrap();
        let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_copy_is_put_aside_before_each_upgrade_and_the_oldest_go() {
        let folder = tempfile::tempdir().unwrap();
        let copies = folder.path().join("backups");
        std::fs::create_dir(&copies).unwrap();
        std::fs::write(copies.join("another-shape-1.db"), "").unwrap();
        let mut conn = Connection::open(folder.path().join("book.db")).unwrap();
        conn.pragma_update(None, "journal_mode", "WAL").unwrap();
        assert!(run(&mut conn, &migrations(1), Some(&copies)).unwrap().is_none(), "there was nothing to copy");
        for count in 2..=6 {
            conn.execute("INSERT INTO t1 VALUES (1)", []).unwrap();
            let copy = run(&mut conn, &migrations(count), Some(&copies)).unwrap().unwrap();
            assert_eq!(shape(&conn).unwrap(), count as i64);
            assert!(run(&mut conn, &migrations(count), Some(&copies)).unwrap().is_none());
            let copy = Connection::open(copy).unwrap();
            let rows: i64 = copy.query_row("SELECT count(*) FROM t1", [], |row| row.get(0)).unwrap();
            assert_eq!((shape(&copy).unwrap(), rows), (count as i64 - 1, count as i64 - 1));
        }
        let kept = ["another-shape-1.db", "book-shape-3.db", "book-shape-4.db", "book-shape-5.db"];
        assert_eq!(names(&copies), kept);
        assert!(matches!(run(&mut conn, &migrations(2), Some(&copies)), Err(Trouble::OtherVersion)));
        assert_eq!(names(&copies), kept);
    }

    #[test]
    fn what_lives_in_memory_has_no_copy() {
        let folder = tempfile::tempdir().unwrap();
        let mut conn = Connection::open_in_memory().unwrap();
        run(&mut conn, &migrations(1), Some(folder.path())).unwrap();
        assert!(run(&mut conn, &migrations(2), Some(folder.path())).unwrap().is_none());
        assert_eq!(shape(&conn).unwrap(), 2);
    }
}
