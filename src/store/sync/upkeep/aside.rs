//! What this laptop lost: kept aside unseen and outside the sums, then wiped; and the whole book, when the laptop is taken away.
//!
//! Always holds: nothing is wiped that still waits to be handed over, is parked, or has to be sent once more to a restored server; a
//! customer goes with all that hangs on it or not at all; what was wiped comes back whole when the customer does. Days are the server's.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, params};

use crate::base::clock::Moment;
use crate::base::id::Id;
use crate::base::point::pass;
use crate::schema::entity;
use crate::store::error::StoreError;
use crate::store::file::profile::Profile;
use crate::store::own::{self, OwnKind};
use crate::store::record::columns::id_at;
use crate::store::record::rows::Stored;
use crate::store::said;
use crate::store::sync::layers::Layers;
use crate::store::sync::strangers;
use crate::store::sync::upkeep::prune;
use crate::store::write::clock_row;
use crate::store::write::writer::{Durable, Writer};
use crate::sync::StreamId;

/// What is aside is kept for so many days at least.
pub const KEPT_ASIDE_DAYS: i64 = 7;

const DAY: i64 = 24 * 60;

/// Writes down since when a record is aside and with whom it goes, or that it is back.
pub(in crate::store::sync) fn note(conn: &Connection, layers: &Layers, now: Moment) -> Result<(), StoreError> {
    let (id, number) = (layers.shown.id, layers.shown.entity.number);
    let hangs_on = layers.shown.entity.field("account").and_then(|_| layers.shown.named("account").id());
    let family = hangs_on.unwrap_or(id);
    match layers.went_aside() {
        (false, false) if !layers.was_not_here() => {}
        (_, false) => {
            conn.prepare_cached("DELETE FROM aside WHERE record = ?1 AND entity = ?2")?
                .execute(params![id.bytes(), number])?;
        }
        (false, true) => {
            conn.prepare_cached("INSERT OR REPLACE INTO aside (record, entity, family, at) VALUES (?1, ?2, ?3, ?4)")?
                .execute(params![id.bytes(), number, family.bytes(), now.millis()])?;
        }
        (true, true) => {
            conn.prepare_cached("UPDATE aside SET family = ?3 WHERE record = ?1 AND entity = ?2 AND family IS NOT ?3")?
                .execute(params![id.bytes(), number, family.bytes()])?;
        }
    }
    Ok(())
}

/// Writes down in which stream a record lies that is aside.
pub(in crate::store::sync) fn goes(conn: &Connection, number: u16, record: Id, to: StreamId) -> Result<(), StoreError> {
    conn.prepare_cached("UPDATE aside SET goes = ?3 WHERE record = ?1 AND entity = ?2")?.execute(params![
        record.bytes(),
        number,
        to.to_string()
    ])?;
    Ok(())
}

/// Families of which every record has been aside since before a moment: a customer with what hangs on it, or a record that went alone.
const DUE: &str = "SELECT DISTINCT family FROM aside INDEXED BY aside_since WHERE at <= ?1
    AND NOT EXISTS (SELECT 1 FROM aside AS later WHERE later.family = aside.family AND later.at > ?1)";

/// The records of a family.
const OF_FAMILY: &str = "SELECT entity, record FROM aside WHERE family = ?1";

/// Families that go in one short transaction.
const SLICE: usize = 20;

fn due(conn: &Connection, before: Moment) -> Result<Vec<Id>, StoreError> {
    let mut find = conn.prepare_cached(DUE)?;
    let families = find.query_map([before.millis()], |row| Ok(id_at(row, 0)?.unwrap_or_default()))?;
    Ok(families.collect::<Result<_, _>>()?)
}

fn of_family(conn: &Connection, family: Id) -> Result<Vec<(u16, Id)>, StoreError> {
    let mut find = conn.prepare_cached(OF_FAMILY)?;
    let records = find.query_map([family.bytes()], |row| Ok((row.get(0)?, id_at(row, 1)?.unwrap_or_default())))?;
    Ok(records.collect::<Result<_, _>>()?)
}

/// Whether something of a record has no outcome yet, or one that a person has to see to.
fn is_owed(conn: &Connection, record: Id) -> Result<bool, StoreError> {
    let mut find = conn.prepare_cached(
        "SELECT EXISTS (SELECT 1 FROM change WHERE record = ?1 AND (state IN (0, 2) OR again IS NOT NULL))",
    )?;
    Ok(find.query_row([record.bytes()], |row| row.get(0))?)
}

fn wipe(conn: &Connection, number: u16, record: Id) -> Result<(), StoreError> {
    let Some(declared) = entity(number) else { return strangers::wipe(conn, number, record) };
    let stored = Stored::load(conn, number, record)?;
    clock_row::wipe(conn, stored.seen)?;
    if let Some(word) = stored.word {
        conn.prepare_cached("DELETE FROM word WHERE rowid = ?1")?.execute([word])?;
        conn.prepare_cached("DELETE FROM found WHERE word = ?1")?.execute([word])?;
    }
    conn.prepare_cached(&format!("DELETE FROM \"{}\" WHERE id = ?1", declared.name))?.execute([record.bytes()])?;
    for act in prune::gone(conn, "DELETE FROM arrived WHERE record = ?1 RETURNING act", [record.bytes()])? {
        prune::thin(conn, act)?;
    }
    for table in ["version", "confirmed", "name"] {
        conn.prepare_cached(&format!("DELETE FROM {table} WHERE record = ?1"))?.execute([record.bytes()])?;
    }
    conn.prepare_cached("DELETE FROM aside WHERE record = ?1 AND entity = ?2")?
        .execute(params![record.bytes(), number])?;
    said::forget(conn, record)
}

impl Writer {
    /// Wipes what has been aside for long enough and of which nothing is owed; gives how many records went. For after a sync.
    pub fn wipe_aside(&mut self, now: Moment) -> Result<usize, StoreError> {
        // Neither clock alone: the server's may have been ahead when it was heard, and this laptop's may be.
        let Some(heard) = clock_row::heard(&self.conn)? else { return Ok(0) };
        let due = due(&self.conn, heard.min(now).plus_minutes(-KEPT_ASIDE_DAYS * DAY))?;
        let mut gone = 0;
        for some in due.chunks(SLICE) {
            gone += self.transact(Durable::Normal, |pen, _| {
                let conn = pen.conn;
                let mut gone = 0;
                for family in some {
                    let family = of_family(conn, *family)?;
                    let owed =
                        family.iter().map(|(_, record)| is_owed(conn, *record)).collect::<Result<Vec<_>, _>>()?;
                    if owed.contains(&true) {
                        continue;
                    }
                    // Their settled changes go when all settled ones do (`prune`).
                    for (number, record) in &family {
                        wipe(conn, *number, *record)?;
                        gone += 1;
                    }
                }
                Ok(gone)
            })?;
        }
        Ok(gone)
    }

    /// The laptop was taken away and has handed over all: nothing of the book stays but the language and the like, here, in the copies made
    /// before upgrades and in the log beside the file.
    pub fn erase(&mut self) -> Result<(), StoreError> {
        self.conn.pragma_update(None, "secure_delete", true)?;
        self.transact(Durable::Full, |pen, _| {
            for table in emptied(pen.conn)? {
                pen.conn.execute(&format!("DELETE FROM \"{table}\""), [])?;
            }
            pen.conn.execute("INSERT INTO word (word) VALUES ('delete-all')", [])?;
            let kept = KEPT_OWN.map(|kind| format!("'{}'", kind.word())).join(", ");
            pen.conn.execute(&format!("DELETE FROM own WHERE kind NOT IN ({kept})"), [])?;
            pen.conn.execute("UPDATE name_edition SET edition = edition + 1", [])?;
            own::put(pen.conn, OwnKind::Sync, ERASING, "", Moment::default())
        })?;
        pass("erased");
        self.end_erasing()
    }

    /// Goes on with an erasure that was broken off: the log beside the file still holds old pages, and so may the file.
    pub(in crate::store) fn end_erasing(&mut self) -> Result<(), StoreError> {
        if own::get(&self.conn, OwnKind::Sync, ERASING)?.is_none() {
            return Ok(());
        }
        // What was moved about within the file before is in no row and no free page that the erasure knows of: all is written anew.
        self.conn.execute_batch("VACUUM")?;
        let busy: i64 = self.conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
        if busy != 0 {
            // Somebody reads for longer than this waits: at the next opening, then.
            return Ok(());
        }
        // Last: one that another program holds, or that is another user's, keeps nothing of the book itself.
        if let Some(home) = self.home() {
            Profile::at(home).drop_backups()?;
        }
        self.transact(Durable::Full, |pen, _| own::drop(pen.conn, OwnKind::Sync, ERASING))
    }

    /// The folder of this book; one in memory has none.
    fn home(&self) -> Option<PathBuf> {
        let file = self.conn.path().filter(|path| !path.is_empty())?;
        Path::new(file).parent().map(Path::to_path_buf)
    }
}

/// The name under which an erasure that is not over yet is noted.
const ERASING: &str = "erasing";

/// What an erased book keeps, with the reason; every other table is emptied, one that a later version adds too.
const KEPT: [(&str, &str); 5] = [
    ("clock", "a stamp is never given twice"),
    ("name_edition", "readers compare it; raised below"),
    ("own", "the language and the like; what speaks of customers is taken out below"),
    ("refinery_schema_history", "how the file came to be; without it it would be made again over itself"),
    ("tally", "its triggers count down to nothing"),
];

/// The kinds in `own` that say nothing of anybody.
const KEPT_OWN: [OwnKind; 1] = [OwnKind::Setting];

/// The tables that an erasure empties. Those of the word index are its own affair.
fn emptied(conn: &Connection) -> Result<Vec<String>, StoreError> {
    let mut find = conn.prepare(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name",
    )?;
    let names = find.query_map([], |row| row.get::<_, String>(0))?.collect::<Result<Vec<_>, _>>()?;
    Ok(names.into_iter().filter(|name| !KEPT.iter().any(|(kept, _)| kept == name)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A row of anything in every table that there is, and in one that a later version may bring.
    fn fill(conn: &Connection) -> Vec<String> {
        conn.execute_batch("CREATE TABLE brought_later (record BLOB NOT NULL)").unwrap();
        let tables = emptied(conn).unwrap();
        for table in &tables {
            let mut find = conn.prepare("SELECT name, type FROM pragma_table_info(?1)").unwrap();
            let columns: Vec<(String, String)> =
                find.query_map([table], |row| Ok((row.get(0)?, row.get(1)?))).unwrap().map(Result::unwrap).collect();
            let names: Vec<String> = columns.iter().map(|(name, _)| format!("\"{name}\"")).collect();
            let values: Vec<&str> =
                columns.iter().map(|(_, kind)| if kind == "BLOB" { "x'01'" } else { "1" }).collect();
            let (names, values) = (names.join(", "), values.join(", "));
            conn.execute(&format!("INSERT INTO \"{table}\" ({names}) VALUES ({values})"), []).unwrap();
        }
        tables
    }

    #[test]
    fn what_is_due_is_found_by_an_index_and_costs_nothing_where_nothing_is() {
        let mut writer = Writer::in_memory(1).unwrap();
        let plan = |conn: &Connection, sql: &str| {
            let mut find = conn.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
            let steps = find.query_map([0], |row| row.get::<_, String>(3)).unwrap();
            steps.map(Result::unwrap).collect::<Vec<_>>().join("; ")
        };
        let due_by = plan(&writer.conn, DUE);
        assert!(
            due_by.contains("aside_since (at<?)") && due_by.contains("aside_of_family (family=? AND at>?)"),
            "{due_by}"
        );
        assert!(!due_by.contains("SCAN"), "{due_by}");
        assert!(plan(&writer.conn, OF_FAMILY).contains("aside_of_family (family=?)"));
        // What is aside and not due is not even walked over.
        let fill = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?1)
            INSERT OR REPLACE INTO aside SELECT randomblob(16), 1, randomblob(16), 5000, NULL FROM n";
        let steps = [10, 3_000].map(|count| {
            writer
                .transact(Durable::Normal, |pen, _| {
                    pen.conn.execute(fill, [count])?;
                    let mut find = pen.conn.prepare(DUE)?;
                    assert!(!find.exists([4_999])?);
                    Ok(find.get_status(rusqlite::StatementStatus::VmStep))
                })
                .unwrap()
        });
        assert_eq!(steps[0], steps[1]);
    }

    #[test]
    fn what_is_erased_is_every_table_but_the_few_that_are_named() {
        let mut writer = Writer::in_memory(1).unwrap();
        let filled = writer
            .transact(Durable::Full, |pen, _| {
                for kind in ["draft", "place", "sync", "close", "setting", "brought later"] {
                    pen.conn.execute("INSERT INTO own VALUES (?1, 'x', 'Harbour Dental', 1)", [kind])?;
                }
                Ok(fill(pen.conn))
            })
            .unwrap();
        for (table, _) in KEPT {
            assert!(!filled.iter().any(|name| name == table));
        }
        for table in ["account", "change", "stranger", "taking", "incident", "brought_later"] {
            assert!(filled.iter().any(|name| name == table), "{table}");
        }
        writer.erase().unwrap();
        let count = |sql: &str| writer.conn.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap();
        for table in filled {
            assert_eq!(count(&format!("SELECT count(*) FROM \"{table}\"")), 0, "{table}");
        }
        assert_eq!(count("SELECT count(*) FROM own WHERE kind <> 'setting'"), 0);
        assert_eq!(count("SELECT waiting + parked + accounts FROM tally"), 0);
    }
}
