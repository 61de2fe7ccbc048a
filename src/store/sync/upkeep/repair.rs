//! When one side was restored or a stream was taken away: what is sent again, what is given back, what is put aside.
//!
//! Always holds: nothing that is here and not there is removed; it is returned. What is decided is in the database before the next request.

use rusqlite::{Connection, params};

use crate::base::id::Id;
use crate::schema::{ENTITIES, Merge, entity as declared};
use crate::store::error::StoreError;
use crate::store::me::Me;
use crate::store::record::columns::id_at;
use crate::store::sync::apply::Applying;
use crate::store::sync::layers::Layers;
use crate::store::sync::parked;
use crate::store::sync::strangers::{self, Stranger};
use crate::store::sync::streams::{self, StreamRow};
use crate::store::sync::upkeep::aside;
use crate::store::write::clock_row;
use crate::store::write::writer::Writer;
use crate::sync::log::{Cell, Versions};
use crate::sync::wire::{Reset, Returned};
use crate::sync::{Identity, Mark, StreamId, Sum};

/// The records of a stream that the log has named after a position; after [`NOT_READ_AGAIN`]: all.
fn named_after(conn: &Connection, stream: i64, position: i64) -> Result<Vec<(u16, Id)>, StoreError> {
    let mut found = Vec::new();
    for entity in ENTITIES {
        let sql = format!("SELECT id FROM \"{}\" WHERE x_stream = ?1 AND x_seen > ?2 ORDER BY id", entity.name);
        let mut find = conn.prepare_cached(&sql)?;
        let ids = find.query_map(params![stream, position], |row| id_at(row, 0))?;
        for id in ids {
            found.extend(id?.map(|id| (entity.number, id)));
        }
    }
    Ok(found)
}

/// Below the place of what has none, since its stream is read anew.
const NOT_READ_AGAIN: i64 = -1;

fn give_back(conn: &Connection, returned: &Returned) -> Result<(), StoreError> {
    let body = minicbor::to_vec(returned).map_err(|error| StoreError::Database(error.to_string()))?;
    conn.prepare_cached("INSERT INTO given_back (body, since) VALUES (?1, ?2)")?
        .execute(params![body, returned.since as i64])?;
    Ok(())
}

/// Whether a change of this laptop wrote it, and will be sent once more.
fn is_mine(conn: &Connection, identity: Identity) -> Result<bool, StoreError> {
    let mut find = conn.prepare_cached("SELECT 1 FROM change WHERE session = ?1 AND seq = ?2")?;
    Ok(find.exists(params![identity.session as i64, identity.seq as i64])?)
}

fn give_back_record(
    conn: &Connection,
    stream: StreamId,
    entity: u16,
    record: Id,
    since: u64,
) -> Result<(), StoreError> {
    let layers = Layers::load(conn, entity, record)?;
    let guarded = |field: u16| {
        declared(entity).and_then(|entity| entity.by_number(field)).is_some_and(|field| field.merge == Merge::Guarded)
    };
    let mut cells = Vec::new();
    for (key, value, version) in layers.all_confirmed() {
        // A guarded value of mine goes as my change: it would wait for a decision if it came as somebody's.
        if guarded(key.field) && is_mine(conn, version.identity)? {
            continue;
        }
        cells.push(Cell {
            field: key.field,
            value,
            stamp: version.stamp,
            session: version.identity.session,
            seq: version.identity.seq,
            element: Some(key.element).filter(|element| !element.is_empty()),
        });
    }
    give_back(conn, &Returned { stream, since, versions: Versions { entity, record, cells, by: None } })
}

/// Of the changes that a lost part of the log had settled, those that are sent again: not what their author gave up, nor what else was refused
/// with it (a group is taken as a whole or not at all).
const SENT_AGAIN: &str =
    "state <> 0 AND NOT (state = 3 AND EXISTS (SELECT 1 FROM change AS other WHERE other.act = change.act
    AND other.grp = change.grp AND other.reason IN ('by hand', 'by hand, and heard')))";

/// Writes down what of a stream is to be given back: every record that the log has named after a position; `since`: the last
/// one that both logs have in common.
fn give_back_all(conn: &Connection, row: &StreamRow, named: i64, since: u64) -> Result<(), StoreError> {
    for (entity, record) in named_after(conn, row.number, named)? {
        give_back_record(conn, row.stream, entity, record, since)?;
    }
    for stranger in strangers::of_stream(conn, row.number)?.into_iter().filter(|stranger| stranger.seen as i64 > named)
    {
        give_back_stranger(conn, row.stream, stranger, since)?;
    }
    Ok(())
}

fn give_back_stranger(conn: &Connection, stream: StreamId, stranger: Stranger, since: u64) -> Result<(), StoreError> {
    let Stranger { entity, record, cells, .. } = stranger;
    give_back(conn, &Returned { stream, since, versions: Versions { entity, record, cells, by: None } })
}

/// Records that another stream's log, read further than this one's, said to have moved here after `since`: what it said may be gone.
fn give_back_moved(conn: &Connection, row: &StreamRow, since: u64) -> Result<(), StoreError> {
    let read = row.mark.position.max(since);
    give_back_all(conn, row, read as i64, since)?;
    for entity in ENTITIES {
        let sql = format!("UPDATE \"{}\" SET x_seen = ?3 WHERE x_stream = ?1 AND x_seen > ?2", entity.name);
        conn.prepare_cached(&sql)?.execute(params![row.number, read as i64, since as i64])?;
    }
    conn.prepare_cached("UPDATE stranger SET seen = ?3 WHERE stream = ?1 AND seen > ?2")?.execute(params![
        row.number,
        read as i64,
        since as i64
    ])?;
    Ok(())
}

/// What an earlier restored server had taken after `since`: it may be lost again, and this laptop may no longer see where it lies. What was
/// written since by those who knew less is measured by the older of both restorations.
fn give_back_once_more(conn: &Connection, since: u64) -> Result<(), StoreError> {
    conn.prepare_cached("UPDATE given_back SET taken = NULL, taken_at = NULL WHERE taken > ?1")?
        .execute([since as i64])?;
    conn.prepare_cached("UPDATE given_back SET since = ?1 WHERE taken IS NULL AND since > ?1")?
        .execute([since as i64])?;
    Ok(())
}

/// Records aside that the log named after `since`: the server may have lost them, and with them that they are none of ours any more.
fn give_back_aside(conn: &Connection, since: u64) -> Result<(), StoreError> {
    // Where they lay is not known here; the server knows where they belong.
    let stream = StreamId::User(Me::of(conn)?.user);
    for entity in ENTITIES {
        let sql = format!("SELECT id FROM \"{}\" WHERE x_stream IS NULL AND x_seen > ?1 ORDER BY id", entity.name);
        let ids: Vec<Option<Id>> = {
            let mut find = conn.prepare_cached(&sql)?;
            find.query_map([since as i64], |row| id_at(row, 0))?.collect::<Result<_, _>>()?
        };
        for record in ids.into_iter().flatten() {
            give_back_record(conn, stream, entity.number, record, since)?;
        }
    }
    for stranger in strangers::aside_since(conn, since)? {
        give_back_stranger(conn, stream, stranger, since)?;
    }
    Ok(())
}

/// Whether a record was said to have left this laptop's streams after `since`, be it kept aside or wiped since.
fn some_left(conn: &Connection, since: u64) -> Result<bool, StoreError> {
    if clock_row::wiped(conn)? > since {
        return Ok(true);
    }
    for entity in ENTITIES {
        let sql = format!("SELECT EXISTS (SELECT 1 FROM \"{}\" WHERE x_stream IS NULL AND x_seen > ?1)", entity.name);
        if conn.prepare_cached(&sql)?.query_row([since as i64], |row| row.get(0))? {
            return Ok(true);
        }
    }
    let strangers = "SELECT EXISTS (SELECT 1 FROM stranger WHERE stream IS NULL AND seen > ?1)";
    Ok(conn.prepare_cached(strangers)?.query_row([since as i64], |row| row.get(0))?)
}

/// One side was restored: goes back in every stream that the server does not know. Where a record was said to have left this laptop's
/// streams since, it may never have: then where every record lies is read anew.
pub(in crate::store::sync) fn resets(applying: &mut Applying<'_, '_>, resets: &[Reset]) -> Result<(), StoreError> {
    if resets.iter().any(|reset| reset.common.is_none()) {
        // All of them together, once the server has every stream's marks: one that goes back alone may move the others' places.
        let named = |row: &&mut StreamRow| resets.iter().any(|reset| reset.stream == row.stream);
        applying.streams.iter_mut().filter(named).for_each(|row| row.needs_repair = true);
        return Ok(());
    }
    let since = resets.iter().filter_map(|reset| reset.common).map(|common| common.position).min();
    let left = since.map_or(Ok(false), |since| some_left(applying.pen.conn, since))?;
    if let Some(since) = since {
        give_back_once_more(applying.pen.conn, since)?;
        give_back_aside(applying.pen.conn, since)?;
    }
    resets.iter().try_for_each(|one| reset(applying, one))?;
    if let Some(since) = since {
        again_elsewhere(applying, since)?;
    }
    with_the_rest(applying.pen.conn)?;
    if left {
        applying.streams.iter_mut().for_each(|row| row.mark = Mark::default());
        let conn = applying.pen.conn;
        for entity in ENTITIES {
            conn.prepare_cached(&format!("UPDATE \"{}\" SET x_seen = 0 WHERE x_seen > 0", entity.name))?.execute([])?;
        }
        conn.prepare_cached("UPDATE stranger SET seen = 0 WHERE seen > 0")?.execute([])?;
        clock_row::wiped_is_back(conn)?;
    }
    Ok(())
}

/// What of a group still waits, since the answer that settled the other part ended between the two, goes with that: a group is taken as a whole.
fn with_the_rest(conn: &Connection) -> Result<(), StoreError> {
    conn.prepare_cached(
        "UPDATE change SET again = whole.again FROM (SELECT act, grp, min(again) AS again FROM change WHERE again IS NOT NULL GROUP BY act, grp) AS whole
         WHERE change.state = 0 AND change.again IS NULL AND change.act = whole.act AND change.grp = whole.grp",
    )?
    .execute([])?;
    Ok(())
}

/// Ours that were settled after `since` in streams which this laptop no longer receives, or receives anew and has not read as far: no cursor
/// speaks for those, and the server may have lost them with the rest.
fn again_elsewhere(applying: &Applying<'_, '_>, since: u64) -> Result<(), StoreError> {
    let conn = applying.pen.conn;
    let mut find = conn.prepare_cached(
        "SELECT DISTINCT stream FROM change WHERE stream IS NOT NULL AND position > ?1 AND again IS NULL AND state <> 0",
    )?;
    let named: Vec<String> = find.query_map([since as i64], |row| row.get(0))?.collect::<Result<_, _>>()?;
    for stream in &named {
        let read =
            applying.streams.iter().find(|row| row.stream.to_string() == *stream).map_or(0, |row| row.mark.position);
        let sql = format!(
            "UPDATE change SET again = ?2, position = 9223372036854775807
             WHERE stream = ?1 AND position > ?3 AND again IS NULL AND {SENT_AGAIN}"
        );
        conn.prepare_cached(&sql)?.execute(params![stream, since as i64, read.max(since) as i64])?;
        parked::tell_again(conn, stream, read.max(since))?;
    }
    Ok(())
}

/// The server does not know our cursor: it was restored. Without a common mark yet, it is to be sent our marks; with one, all after it is
/// sent again and given back, and the log is read from there.
pub(in crate::store) fn reset(applying: &mut Applying<'_, '_>, reset: &Reset) -> Result<(), StoreError> {
    let conn = applying.pen.conn;
    let Some(row) = applying.streams.iter_mut().find(|row| row.stream == reset.stream) else { return Ok(()) };
    let Some(common) = reset.common else {
        row.needs_repair = true;
        return Ok(());
    };
    let (number, since) = (row.number, common.position);
    // Read anew: what was not read again yet may be of any place after, and is read on from where it is.
    let anew = row.mark.position < since || streams::is_read_anew(conn, row)?;
    row.mark = if anew && row.mark.position < since { row.mark } else { common };
    row.needs_repair = false;
    let row = *row;
    give_back_all(conn, &row, if anew { NOT_READ_AGAIN } else { since as i64 }, since)?;
    for row in applying.streams.iter().filter(|other| other.number != number) {
        give_back_moved(conn, row, since)?;
    }
    conn.prepare_cached("DELETE FROM mark WHERE stream = ?1 AND position > ?2")?
        .execute(params![number, since as i64])?;
    // Ours that the lost part of the log had settled; a parked one too.
    // Until it is echoed anew its place is beyond every mark: the server may be restored once more before that.
    let sql = format!(
        "UPDATE change SET again = ?2, position = 9223372036854775807 WHERE stream = ?1 AND position > ?2 AND {SENT_AGAIN}"
    );
    conn.prepare_cached(&sql)?.execute(params![reset.stream.to_string(), since as i64])?;
    parked::tell_again(conn, &reset.stream.to_string(), since)?;
    for entity in ENTITIES {
        // What waits had seen no more than both logs have in common: the positions after it will be given to other entries.
        let sql = format!(
            "UPDATE change SET seen = ?2 WHERE state = 0 AND seen > ?2 AND entity = ?3
             AND record IN (SELECT id FROM \"{}\" WHERE x_stream = ?1 AND x_seen > ?2)",
            entity.name
        );
        conn.prepare_cached(&sql)?.execute(params![number, since as i64, entity.number])?;
        let sql = format!(
            "UPDATE \"{}\" SET x_seen = ?2 WHERE (x_stream = ?1 OR x_stream IS NULL) AND x_seen > ?2",
            entity.name
        );
        conn.prepare_cached(&sql)?.execute(params![number, since as i64])?;
    }
    conn.prepare_cached("UPDATE stranger SET seen = ?2 WHERE (stream = ?1 OR stream IS NULL) AND seen > ?2")?
        .execute(params![number, since as i64])?;
    Ok(())
}

/// This laptop no longer receives a stream: its records are kept aside, outside the sums; what waits is still handed over.
pub(in crate::store) fn forget_stream(applying: &mut Applying<'_, '_>, stream: StreamId) -> Result<(), StoreError> {
    let Some(row) = applying.streams.iter().find(|row| row.stream == stream).copied() else { return Ok(()) };
    for entity in ENTITIES {
        let sql = format!("SELECT id FROM \"{}\" WHERE x_stream = ?1 ORDER BY id", entity.name);
        let ids: Vec<Option<Id>> = {
            let mut find = applying.pen.conn.prepare_cached(&sql)?;
            find.query_map([row.number], |row| id_at(row, 0))?.collect::<Result<_, _>>()?
        };
        for id in ids.into_iter().flatten() {
            let layers = Layers::load(applying.pen.conn, entity.number, id)?;
            applying.lay(layers, None, 0)?;
            aside::goes(applying.pen.conn, entity.number, id, stream)?;
        }
    }
    for stranger in strangers::of_stream(applying.pen.conn, row.number)? {
        let (entity, record, seen) = (stranger.entity, stranger.record, stranger.seen);
        strangers::evict(applying, row.number, seen, entity, record, None)?;
        aside::goes(applying.pen.conn, entity, record, stream)?;
    }
    let conn = applying.pen.conn;
    conn.execute("DELETE FROM mark WHERE stream = ?1", [row.number])?;
    conn.execute("DELETE FROM stream WHERE number = ?1", [row.number])?;
    applying.streams.retain(|other| other.number != row.number);
    Ok(())
}

impl Writer {
    /// Counts a stream's confirmed layer anew, from the rows.
    pub fn recount(&self, stream: StreamId) -> Result<Sum, StoreError> {
        let Some(row) = streams::all(&self.conn)?.into_iter().find(|row| row.stream == stream) else {
            return Ok(Sum::default());
        };
        let mut sum = Sum::default();
        for entity in ENTITIES {
            let sql = format!("SELECT id FROM \"{}\" WHERE x_stream = ?1", entity.name);
            let mut find = self.conn.prepare_cached(&sql)?;
            let ids: Vec<Option<Id>> = find.query_map([row.number], |row| id_at(row, 0))?.collect::<Result<_, _>>()?;
            for id in ids.into_iter().flatten() {
                sum.join(Layers::load(&self.conn, entity.number, id)?.sum());
            }
        }
        for stranger in strangers::of_stream(&self.conn, row.number)? {
            sum.join(stranger.sum());
        }
        Ok(sum)
    }

    /// The confirmed layer of every record of a stream in one text: the same on every laptop that has stored the stream as far.
    pub fn dump_confirmed(&self, stream: StreamId) -> Result<String, StoreError> {
        use std::fmt::Write;
        let Some(row) = streams::all(&self.conn)?.into_iter().find(|row| row.stream == stream) else {
            return Ok(String::new());
        };
        let mut out = String::new();
        for entity in ENTITIES {
            let sql = format!("SELECT id FROM \"{}\" WHERE x_stream = ?1 ORDER BY id", entity.name);
            let mut find = self.conn.prepare_cached(&sql)?;
            let ids: Vec<Option<Id>> = find.query_map([row.number], |row| id_at(row, 0))?.collect::<Result<_, _>>()?;
            for id in ids.into_iter().flatten() {
                for (key, value, version) in Layers::load(&self.conn, entity.number, id)?.all_confirmed() {
                    let (session, seq) = (version.identity.session, version.identity.seq);
                    let _never_fails = writeln!(
                        out,
                        "{} {id} {} {:?} {} {} {session:x}.{seq}",
                        entity.name,
                        key.field,
                        key.element,
                        value.to_json(),
                        version.stamp.0
                    );
                }
            }
        }
        for stranger in strangers::of_stream(&self.conn, row.number)? {
            let mut cells: Vec<&Cell> = stranger.cells.iter().collect();
            cells.sort_by_key(|cell| cell.key());
            for cell in cells {
                let (entity, record, key) = (stranger.entity, stranger.record, cell.key());
                let (value, stamp) = (cell.value.to_json(), cell.stamp.0);
                let _never_fails = writeln!(
                    out,
                    "{entity} {record} {} {:?} {value} {stamp} {:x}.{}",
                    key.field, key.element, cell.session, cell.seq
                );
            }
        }
        Ok(out)
    }
}
