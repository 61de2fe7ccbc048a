//! A byte that changed in a SQLite file under an index: the row says one thing, its index another, and SQLite refuses to write that row.
//!
//! Always holds: an index follows from its rows alone, so that building it anew loses nothing; no row is changed here.

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension, Result};

/// How often the file is looked through: what one index has hidden shows once that one fits.
const LOOKS: usize = 3;

/// What a look through the file has found.
#[derive(Debug, Default)]
pub struct Looked {
    /// Tables whose indexes did not fit their rows and were built anew.
    pub rebuilt: BTreeSet<String>,
    /// What SQLite says of the file beside; empty: whole.
    pub left: Vec<String>,
}

/// Looks through every page with its indexes, and builds the indexes anew of each table of which one does not fit. Outside any transaction.
pub fn mend(conn: &Connection) -> Result<Looked> {
    let mut looked = Looked::default();
    for _ in 0..LOOKS {
        looked.left = pages(conn, true)?;
        let mut tables = BTreeSet::new();
        for line in &looked.left {
            tables.extend(table_of(conn, line)?);
        }
        tables.retain(|table| !looked.rebuilt.contains(table));
        if tables.is_empty() || !conn.is_autocommit() {
            break;
        }
        if let Err(error) = rebuild(conn, &tables) {
            if !conn.is_autocommit() {
                conn.execute_batch("ROLLBACK")?;
            }
            return Err(error);
        }
        looked.rebuilt.append(&mut tables);
    }
    Ok(looked)
}

/// What SQLite says of the file, by its pages alone or by every index too; empty: whole.
pub fn pages(conn: &Connection, deep: bool) -> Result<Vec<String>> {
    let pragma = if deep { "PRAGMA integrity_check" } else { "PRAGMA quick_check" };
    let mut find = conn.prepare(pragma)?;
    let said: Vec<String> = find.query_map([], |row| row.get(0))?.collect::<Result<_>>()?;
    Ok(said.into_iter().filter(|line| line != "ok").collect())
}

/// The table of the index that a line names last.
fn table_of(conn: &Connection, line: &str) -> Result<Option<String>> {
    let Some((_, index)) = line.rsplit_once(" index ") else { return Ok(None) };
    let mut find = conn.prepare_cached("SELECT tbl_name FROM sqlite_schema WHERE type = 'index' AND name = ?1")?;
    find.query_row([index], |row| row.get(0)).optional()
}

fn rebuild(conn: &Connection, tables: &BTreeSet<String>) -> Result<()> {
    conn.execute_batch("BEGIN IMMEDIATE")?;
    for table in tables {
        conn.execute_batch(&format!("REINDEX \"{table}\""))?;
    }
    conn.execute_batch("COMMIT")
}
