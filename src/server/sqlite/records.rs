//! Records and changes in SQLite.

use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension, Params, Row, Statement, params};

use super::{Done, damaged};
use crate::base::clock::Stamp;
use crate::base::id::Id;
use crate::server::cells::Cells;
use crate::server::storage::{Decided, DeviceNumber, Rec};
use crate::sync::log::Reason;
use crate::sync::{Identity, StreamId, Sum};

const RECORD: &str = "SELECT entity, id, stream, account, cells, count, sum FROM record";

/// What a damaged disk left of a column: nothing was there, a value, or something that is none.
enum Left<T> {
    Nothing,
    Value(T),
    Torn,
}

impl<T> Left<T> {
    fn value(self) -> Option<T> {
        if let Left::Value(value) = self { Some(value) } else { None }
    }

    fn is_torn(&self) -> bool {
        matches!(self, Left::Torn)
    }
}

fn stream_at(row: &Row<'_>, index: usize) -> rusqlite::Result<Left<StreamId>> {
    Ok(match row.get_ref(index)? {
        ValueRef::Null => Left::Nothing,
        ValueRef::Text(text) => {
            str::from_utf8(text).ok().and_then(|text| text.parse().ok()).map_or(Left::Torn, Left::Value)
        }
        _ => Left::Torn,
    })
}

fn id_at(row: &Row<'_>, index: usize) -> rusqlite::Result<Left<Id>> {
    Ok(match row.get_ref(index)? {
        ValueRef::Null => Left::Nothing,
        ValueRef::Blob(bytes) => Id::from_slice(bytes).map_or(Left::Torn, Left::Value),
        _ => Left::Torn,
    })
}

fn number_at(row: &Row<'_>, index: usize) -> rusqlite::Result<Option<i64>> {
    Ok(if let ValueRef::Integer(number) = row.get_ref(index)? { Some(number) } else { None })
}

/// Which record a row is; `None`: that cannot be read.
fn name(row: &Row<'_>) -> rusqlite::Result<Option<(u16, Id)>> {
    let entity = number_at(row, 0)?.and_then(|number| u16::try_from(number).ok());
    Ok(entity.zip(id_at(row, 1)?.value()))
}

/// A record as far as it can be read; `None`: not even which it is.
fn read(row: &Row<'_>) -> rusqlite::Result<Option<Rec>> {
    let Some((entity, id)) = name(row)? else { return Ok(None) };
    let (stream, account) = (stream_at(row, 2)?, id_at(row, 3)?);
    let figure = |index| Ok::<_, rusqlite::Error>(number_at(row, index)?.unwrap_or(0) as u64);
    // What a damaged disk made unreadable is told by its figures without versions (`Rec::is_unreadable`): it is made anew from the log.
    let cells: Cells = match row.get_ref(4)? {
        ValueRef::Blob(bytes) => minicbor::decode(bytes).unwrap_or_default(),
        _ => Cells::default(),
    };
    Ok(Some(Rec {
        entity,
        id,
        // What has versions lies somewhere.
        torn: stream.is_torn() || account.is_torn() || matches!(stream, Left::Nothing) && !cells.is_empty(),
        stream: stream.value(),
        account: account.value(),
        cells,
        kept: Sum { count: figure(5)?, sum: figure(6)? },
    }))
}

/// The records of a query; those of which it cannot be read which they are, are not among them.
fn all(find: &mut Statement<'_>, params: impl Params) -> Done<Vec<Rec>> {
    first(find, params, usize::MAX)
}

/// The first of them. The query itself has no `LIMIT`: it would count rows that are nobody's, and the page behind one would look like the last.
fn first(find: &mut Statement<'_>, params: impl Params, most: usize) -> Done<Vec<Rec>> {
    Ok(find.query_map(params, read)?.filter_map(Result::transpose).take(most).collect::<Result<_, _>>()?)
}

/// The names of records; those that cannot be read are not among them.
fn named(find: &mut Statement<'_>, params: impl Params) -> Done<Vec<(u16, Id)>> {
    Ok(find.query_map(params, name)?.filter_map(Result::transpose).collect::<Result<_, _>>()?)
}

pub(super) fn one(connection: &Connection, entity: u16, id: Id) -> Done<Option<Rec>> {
    let mut find = connection.prepare_cached(&format!("{RECORD} WHERE id = ?1 AND entity = ?2"))?;
    Ok(find.query_row(params![id.bytes(), entity], read).optional()?.flatten())
}

pub(super) fn put(connection: &Connection, record: &Rec) -> Done<()> {
    if record.cells.is_empty() {
        // Nothing of it could be read: its bytes stay as they are, and its figures say that it has none.
        let mut figures =
            connection.prepare_cached("UPDATE record SET count = ?3, sum = ?4 WHERE id = ?2 AND entity = ?1")?;
        let (count, sum) = (record.kept.count as i64, record.kept.sum as i64);
        if figures.execute(params![record.entity, record.id.bytes(), count, sum])? > 0 {
            return Ok(());
        }
    }
    let cells = minicbor::to_vec(&record.cells).map_err(|_| damaged("a record"))?;
    let mut put = connection.prepare_cached(
        "INSERT OR REPLACE INTO record (entity, id, stream, account, cells, count, sum) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    put.execute(params![
        record.entity,
        record.id.bytes(),
        record.stream.map(|stream| stream.to_string()),
        record.account.as_ref().map(Id::bytes),
        cells,
        record.kept.count as i64,
        record.kept.sum as i64
    ])?;
    Ok(())
}

pub(super) fn hanging(connection: &Connection, account: Id) -> Done<Vec<(u16, Id)>> {
    let mut find = connection.prepare_cached("SELECT entity, id FROM record WHERE account = ?1 ORDER BY id, entity")?;
    named(&mut find, [account.bytes()])
}

pub(super) fn of_entity(connection: &Connection, entity: u16) -> Done<Vec<Rec>> {
    let mut find = connection.prepare_cached(&format!("{RECORD} WHERE entity = ?1 ORDER BY id"))?;
    all(&mut find, [entity])
}

pub(super) fn in_stream(connection: &Connection, stream: StreamId) -> Done<Vec<Rec>> {
    let mut find = connection.prepare_cached(&format!("{RECORD} WHERE stream = ?1 ORDER BY id, entity"))?;
    all(&mut find, [stream.to_string()])
}

pub(super) fn after(connection: &Connection, after: Option<(Id, u16)>, most: usize) -> Done<Vec<Rec>> {
    let (id, entity) = after.unwrap_or((Id::NIL, 0));
    let mut find = connection.prepare_cached(&format!("{RECORD} WHERE (id, entity) > (?1, ?2) ORDER BY id, entity"))?;
    first(&mut find, params![id.bytes(), entity], most)
}

pub(super) fn sums_in(connection: &Connection, stream: StreamId) -> Done<Vec<(u16, Id, Sum)>> {
    let mut find = connection.prepare_cached("SELECT entity, id, count, sum FROM record WHERE stream = ?1")?;
    let sums = |row: &Row<'_>| {
        let (count, sum) = (number_at(row, 2)?.unwrap_or(0) as u64, number_at(row, 3)?.unwrap_or(0) as u64);
        Ok(name(row)?.map(|(entity, id)| (entity, id, Sum { count, sum })))
    };
    Ok(find.query_map([stream.to_string()], sums)?.filter_map(Result::transpose).collect::<Result<_, _>>()?)
}

/// How many rows cannot be read: of which record they are, or what became of which change.
pub(super) fn unreadable(connection: &Connection) -> Done<(u64, u64)> {
    let count = |sql: &str, readable: fn(&Row<'_>) -> rusqlite::Result<bool>| -> Done<u64> {
        let mut find = connection.prepare(sql)?;
        let rows = find.query_map([], readable)?.collect::<Result<Vec<bool>, _>>()?;
        Ok(rows.into_iter().filter(|readable| !readable).count() as u64)
    };
    let records = count("SELECT entity, id FROM record", |row| Ok(name(row)?.is_some()))?;
    Ok((records, count(CHANGE, |row| Ok(decided(row)?.is_some()))?))
}

const CHANGE: &str = "SELECT session, seq, device, user, act, grp, entity, record, stamp, stream, position, told, parked, deletes, body FROM change";

/// What became of a change; `None`: a damaged disk made it unreadable, and it counts as not known (`unreadable` counts such rows).
fn decided(row: &Row<'_>) -> rusqlite::Result<Option<Decided>> {
    let (place, parked) = (stream_at(row, 9)?, row.get_ref(12)?);
    if place.is_torn() || !matches!(parked, ValueRef::Null | ValueRef::Integer(_)) {
        return Ok(None);
    }
    let read = || {
        let number = |index| number_at(row, index).ok().flatten();
        let id = |index| id_at(row, index).ok().and_then(Left::value);
        let parked = number(12).map(|number| u8::try_from(number).unwrap_or(u8::MAX));
        Some(Decided {
            identity: Identity { session: number(0)? as u64, seq: number(1)? as u64 },
            device: number(2)?,
            user: id(3)?,
            act: id(4)?,
            group: id(5)?,
            entity: u16::try_from(number(6)?).ok()?,
            record: id(7)?,
            stamp: Stamp(number(8)? as u64),
            stream: place.value(),
            position: number(10)? as u64,
            told: number(11)? as u64,
            parked: parked.map(|number| minicbor::decode(&[number]).unwrap_or(Reason::Malformed)),
            deletes: number(13).is_some_and(|deletes| deletes != 0),
            body: row.get_ref(14).ok()?.as_blob_or_null().ok()?.map(<[u8]>::to_vec),
        })
    };
    Ok(read())
}

/// The changes of a query; those that cannot be read are not among them.
fn changes(find: &mut Statement<'_>, params: impl Params) -> Done<Vec<Decided>> {
    Ok(find.query_map(params, decided)?.filter_map(Result::transpose).collect::<Result<_, _>>()?)
}

const PARKED_OF: &str = "WHERE record = ?1 AND user = ?2 AND parked IS NOT NULL ORDER BY session, seq";
const OF_ACT: &str = "SELECT DISTINCT entity, record FROM change WHERE act = ?1 AND (entity, record) > (?3, ?4)
    ORDER BY entity, record LIMIT ?2";
const ENTITY_IN: &str = "SELECT entity FROM record WHERE stream = ?1 AND entity > ?2 AND entity <= 65535
    ORDER BY entity LIMIT 1";

pub(super) fn change(connection: &Connection, identity: Identity) -> Done<Option<Decided>> {
    let mut find = connection.prepare_cached(&format!("{CHANGE} WHERE session = ?1 AND seq = ?2"))?;
    Ok(find.query_row(params![identity.session as i64, identity.seq as i64], decided).optional()?.flatten())
}

pub(super) fn is_of_another(connection: &Connection, entity: u16, record: Id) -> Done<bool> {
    // A row that is no entity's is nobody's record: the one that was there may come back.
    let sql = "SELECT EXISTS (SELECT 1 FROM record WHERE id = ?1 AND entity <> ?2 AND entity BETWEEN 0 AND 65535)
               OR EXISTS (SELECT 1 FROM collected WHERE id = ?1 AND entity <> ?2)";
    Ok(connection.prepare_cached(sql)?.query_row(params![record.bytes(), entity], |row| row.get(0))?)
}

pub(super) fn session_of(connection: &Connection, session: u64) -> Done<Option<(DeviceNumber, Id)>> {
    let sql = "SELECT device, user FROM change WHERE session = ?1 ORDER BY seq";
    let mut find = connection.prepare_cached(sql)?;
    let mut rows = find.query([session as i64])?;
    while let Some(row) = rows.next()? {
        if let (Some(device), Some(user)) = (number_at(row, 0)?, id_at(row, 1)?.value()) {
            return Ok(Some((device, user)));
        }
    }
    Ok(None)
}

pub(super) fn put_change(connection: &Connection, change: &Decided) -> Done<()> {
    let mut put = connection.prepare_cached(
        "INSERT OR REPLACE INTO change (session, seq, device, user, act, grp, entity, record, stamp, stream, position, told, parked, deletes, body)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
    )?;
    put.execute(params![
        change.identity.session as i64,
        change.identity.seq as i64,
        change.device,
        change.user.bytes(),
        change.act.bytes(),
        change.group.bytes(),
        change.entity,
        change.record.bytes(),
        change.stamp.0 as i64,
        change.stream.map(|stream| stream.to_string()),
        change.position as i64,
        change.told as i64,
        change.parked.map(|reason| reason as u8),
        change.deletes.then_some(1),
        change.body
    ])?;
    Ok(())
}

pub(super) fn changes_of(connection: &Connection, entity: u16, record: Id, most: usize) -> Done<Vec<Decided>> {
    let sql = format!("{CHANGE} WHERE record = ?1 AND entity = ?2 ORDER BY stamp DESC, session, seq LIMIT ?3");
    let mut find = connection.prepare_cached(&sql)?;
    changes(&mut find, params![record.bytes(), entity, most as i64])
}

pub(super) fn records_of_act(
    connection: &Connection,
    act: Id,
    (entity, record): (u16, Id),
    most: usize,
) -> Done<Vec<(u16, Id)>> {
    let mut find = connection.prepare_cached(OF_ACT)?;
    named(&mut find, params![act.bytes(), most as i64, entity, record.bytes()])
}

pub(super) fn own_changes(connection: &Connection, act: Id) -> Done<Vec<Decided>> {
    let mut find = connection
        .prepare_cached(&format!("{CHANGE} WHERE act = ?1 AND device = 0 ORDER BY position, session, seq"))?;
    changes(&mut find, [act.bytes()])
}

pub(super) fn deletions(connection: &Connection, group: Id) -> Done<Vec<Decided>> {
    let mut find =
        connection.prepare_cached(&format!("{CHANGE} WHERE grp = ?1 AND deletes = 1 ORDER BY session, seq"))?;
    changes(&mut find, [group.bytes()])
}

pub(super) fn is_parked(connection: &Connection, record: Id) -> Done<bool> {
    // It is asked for each change, and of its own accord SQLite goes through all changes of the record.
    let mut find = connection.prepare_cached(
        "SELECT EXISTS (SELECT 1 FROM change INDEXED BY change_parked WHERE record = ?1 AND parked IS NOT NULL)",
    )?;
    Ok(find.query_row([record.bytes()], |row| row.get(0))?)
}

pub(super) fn parked_of(connection: &Connection, record: Id, user: Id) -> Done<Vec<Decided>> {
    let mut find = connection.prepare_cached(&format!("{CHANGE} {PARKED_OF}"))?;
    changes(&mut find, params![record.bytes(), user.bytes()])
}

pub(super) fn parked(connection: &Connection) -> Done<Vec<Decided>> {
    let mut find = connection.prepare_cached(&format!("{CHANGE} WHERE parked IS NOT NULL ORDER BY session, seq"))?;
    changes(&mut find, [])
}

pub(super) fn entity_in(connection: &Connection, stream: StreamId, after: Option<u16>) -> Done<Option<u16>> {
    let mut find = connection.prepare_cached(ENTITY_IN)?;
    Ok(find.query_row(params![stream.to_string(), after.map_or(-1, i64::from)], |row| row.get(0)).optional()?)
}

pub(super) fn page(
    connection: &Connection,
    stream: StreamId,
    entity: u16,
    below: Option<Id>,
    most: usize,
) -> Done<Vec<Rec>> {
    let last = below.map_or([0xff; 17].to_vec(), |id| id.bytes().to_vec());
    let mut find = connection
        .prepare_cached(&format!("{RECORD} WHERE stream = ?1 AND entity = ?2 AND id < ?3 ORDER BY id DESC"))?;
    first(&mut find, params![stream.to_string(), entity, last], most)
}

pub(super) fn put_away(connection: &Connection, record: &Rec) -> Done<()> {
    let cells = minicbor::to_vec(&record.cells).map_err(|_| damaged("a record"))?;
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO collected (id, entity, stream, account, cells) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute(params![
            record.id.bytes(),
            record.entity,
            record.stream.map(|stream| stream.to_string()),
            record.account.as_ref().map(Id::bytes),
            cells
        ])?;
    connection
        .prepare_cached("DELETE FROM record WHERE id = ?1 AND entity = ?2")?
        .execute(params![record.id.bytes(), record.entity])?;
    Ok(())
}

pub(super) fn take_out(connection: &Connection, entity: u16, id: Id) -> Done<Option<Rec>> {
    let mut find = connection
        .prepare_cached("SELECT entity, id, NULL, account, cells, 0, 0 FROM collected WHERE id = ?1 AND entity = ?2")?;
    let found = find.query_row(params![id.bytes(), entity], read).optional()?.flatten();
    Ok(found.map(|record| Rec { kept: record.recount(), torn: false, ..record }))
}

pub(super) fn put_away_from(connection: &Connection, entity: u16, id: Id) -> Done<Option<StreamId>> {
    let mut find = connection.prepare_cached("SELECT stream FROM collected WHERE id = ?1 AND entity = ?2")?;
    let found = find.query_row(params![id.bytes(), entity], |row| stream_at(row, 0)).optional()?;
    Ok(found.and_then(Left::value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_whole_though_rows_of_it_cannot_be_read() {
        let mut storage = super::super::Sqlite::in_memory().unwrap();
        let id = |byte: u8| Id::from_bytes([byte; 16]);
        let record = |byte: u8| Rec {
            entity: 1,
            id: id(byte),
            stream: Some(StreamId::Global),
            account: None,
            cells: Cells::default(),
            kept: Sum::default(),
            torn: false,
        };
        for byte in 1..=5 {
            put(&storage.connection, &record(byte)).unwrap();
        }
        // The second is nobody's, the fourth no account: each is a row of the table, and of no page.
        storage.scratch("UPDATE record SET id = x'0202' WHERE id = x'02020202020202020202020202020202'").unwrap();
        storage.scratch("UPDATE record SET entity = -1 WHERE id = x'04040404040404040404040404040404'").unwrap();
        let ids = |found: Vec<Rec>| found.iter().map(|record| record.id.bytes()[0]).collect::<Vec<_>>();
        let connection = &storage.connection;
        assert_eq!(ids(after(connection, None, 2).unwrap()), [1, 3]);
        assert_eq!(ids(after(connection, Some((id(3), 1)), 2).unwrap()), [5]);
        assert_eq!(ids(page(connection, StreamId::Global, 1, None, 2).unwrap()), [5, 3]);
        assert_eq!(ids(page(connection, StreamId::Global, 1, Some(id(3)), 2).unwrap()), [1]);
    }
}
