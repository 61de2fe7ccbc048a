//! Records and changes in SQLite.

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::{Done, damaged, id, stream};
use crate::base::clock::Stamp;
use crate::base::id::Id;
use crate::server::storage::{Decided, DeviceNumber, Rec};
use crate::sync::log::Reason;
use crate::sync::{Identity, StreamId, Sum};

/// The columns of a row of `record`, as they are stored.
struct RecordRow {
    entity: u16,
    id: Vec<u8>,
    stream: Option<String>,
    account: Option<Vec<u8>>,
    cells: Vec<u8>,
    kept: Sum,
}

const RECORD: &str = "SELECT entity, id, stream, account, cells, count, sum FROM record";

fn row(row: &Row<'_>) -> rusqlite::Result<RecordRow> {
    Ok(RecordRow {
        entity: row.get(0)?,
        id: row.get(1)?,
        stream: row.get(2)?,
        account: row.get(3)?,
        cells: row.get(4)?,
        kept: Sum { count: row.get::<_, i64>(5)? as u64, sum: row.get::<_, i64>(6)? as u64 },
    })
}

fn read(row: RecordRow) -> Done<Rec> {
    Ok(Rec {
        entity: row.entity,
        id: id(&row.id)?,
        stream: row.stream.as_deref().map(stream).transpose()?,
        account: row.account.as_deref().map(id).transpose()?,
        // What a damaged disk made unreadable is told by its figures without versions (`Rec::is_unreadable`): it is made anew from the log.
        cells: minicbor::decode(&row.cells).unwrap_or_default(),
        kept: row.kept,
    })
}

pub(super) fn one(connection: &Connection, entity: u16, id: Id) -> Done<Option<Rec>> {
    let mut find = connection.prepare_cached(&format!("{RECORD} WHERE id = ?1 AND entity = ?2"))?;
    find.query_row(params![id.bytes(), entity], row).optional()?.map(read).transpose()
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
    let rows = find.query_map([account.bytes()], |row| Ok((row.get(0)?, row.get::<_, Vec<u8>>(1)?)))?;
    rows.map(|row| row.map_err(Into::into).and_then(|(entity, bytes)| Ok((entity, id(&bytes)?)))).collect()
}

pub(super) fn of_entity(connection: &Connection, entity: u16) -> Done<Vec<Rec>> {
    let mut find = connection.prepare_cached(&format!("{RECORD} WHERE entity = ?1 ORDER BY id"))?;
    find.query_map([entity], row)?.map(|row| read(row?)).collect()
}

pub(super) fn in_stream(connection: &Connection, stream: StreamId) -> Done<Vec<Rec>> {
    let mut find = connection.prepare_cached(&format!("{RECORD} WHERE stream = ?1 ORDER BY id, entity"))?;
    find.query_map([stream.to_string()], row)?.map(|row| read(row?)).collect()
}

pub(super) fn after(connection: &Connection, after: Option<(Id, u16)>, most: usize) -> Done<Vec<Rec>> {
    let (id, entity) = after.unwrap_or((Id::NIL, 0));
    let mut find =
        connection.prepare_cached(&format!("{RECORD} WHERE (id, entity) > (?1, ?2) ORDER BY id, entity LIMIT ?3"))?;
    find.query_map(params![id.bytes(), entity, most as i64], row)?.map(|row| read(row?)).collect()
}

pub(super) fn sums_in(connection: &Connection, stream: StreamId) -> Done<Vec<(u16, Id, u64)>> {
    let mut find =
        connection.prepare_cached("SELECT entity, id, sum FROM record WHERE stream = ?1 ORDER BY id, entity")?;
    let rows = find.query_map([stream.to_string()], |row| {
        Ok((row.get(0)?, row.get::<_, Vec<u8>>(1)?, row.get::<_, i64>(2)? as u64))
    })?;
    rows.map(|row| row.map_err(Into::into).and_then(|(entity, bytes, sum)| Ok((entity, id(&bytes)?, sum)))).collect()
}

const CHANGE: &str = "SELECT session, seq, device, user, act, grp, entity, record, stamp, stream, position, told, parked, deletes, body FROM change";

fn decided(row: &Row<'_>) -> rusqlite::Result<Done<Decided>> {
    let bytes = |index: usize| row.get::<_, Vec<u8>>(index);
    let number = |index: usize| row.get::<_, i64>(index).map(|number| number as u64);
    let (user, act, group, record) = (bytes(3)?, bytes(4)?, bytes(5)?, bytes(7)?);
    let identity = Identity { session: number(0)?, seq: number(1)? };
    let (device, entity, stamp) = (row.get(2)?, row.get(6)?, Stamp(number(8)?));
    let (place, position, told) = (row.get::<_, Option<String>>(9)?, number(10)?, number(11)?);
    let parked = row.get::<_, Option<u8>>(12)?;
    let (deletes, body) = (row.get::<_, Option<bool>>(13)?.unwrap_or(false), row.get(14)?);
    let read = || {
        Ok(Decided {
            identity,
            device,
            user: id(&user)?,
            act: id(&act)?,
            group: id(&group)?,
            entity,
            record: id(&record)?,
            stamp,
            stream: place.as_deref().map(stream).transpose()?,
            position,
            told,
            parked: parked.map(|number| minicbor::decode(&[number]).unwrap_or(Reason::Malformed)),
            deletes,
            body,
        })
    };
    Ok(read())
}

const PARKED_OF: &str = "WHERE record = ?1 AND parked IS NOT NULL ORDER BY session, seq";
const OF_ACT: &str = "SELECT DISTINCT entity, record FROM change WHERE act = ?1 ORDER BY entity, record LIMIT ?2";
const ENTITY_IN: &str = "SELECT entity FROM record WHERE stream = ?1 AND entity > ?2 ORDER BY entity LIMIT 1";

pub(super) fn change(connection: &Connection, identity: Identity) -> Done<Option<Decided>> {
    let mut find = connection.prepare_cached(&format!("{CHANGE} WHERE session = ?1 AND seq = ?2"))?;
    find.query_row(params![identity.session as i64, identity.seq as i64], decided).optional()?.transpose()
}

pub(super) fn is_of_another(connection: &Connection, entity: u16, record: Id) -> Done<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM record WHERE id = ?1 AND entity <> ?2)
               OR EXISTS (SELECT 1 FROM collected WHERE id = ?1 AND entity <> ?2)";
    Ok(connection.prepare_cached(sql)?.query_row(params![record.bytes(), entity], |row| row.get(0))?)
}

pub(super) fn session_of(connection: &Connection, session: u64) -> Done<Option<(DeviceNumber, Id)>> {
    let sql = "SELECT device, user FROM change WHERE session = ?1 ORDER BY seq LIMIT 1";
    let found = connection
        .prepare_cached(sql)?
        .query_row([session as i64], |row| Ok((row.get::<_, DeviceNumber>(0)?, row.get::<_, Vec<u8>>(1)?)))
        .optional()?;
    found.map(|(device, user)| Ok((device, id(&user)?))).transpose()
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
    find.query_map(params![record.bytes(), entity, most as i64], decided)?.map(|row| row?).collect()
}

pub(super) fn records_of_act(connection: &Connection, act: Id, most: usize) -> Done<Vec<(u16, Id)>> {
    let mut find = connection.prepare_cached(OF_ACT)?;
    let rows = find.query_map(params![act.bytes(), most as i64], |row| Ok((row.get(0)?, row.get::<_, Vec<u8>>(1)?)))?;
    rows.map(|row| row.map_err(Into::into).and_then(|(entity, bytes)| Ok((entity, id(&bytes)?)))).collect()
}

pub(super) fn own_changes(connection: &Connection, act: Id) -> Done<Vec<Decided>> {
    let mut find = connection
        .prepare_cached(&format!("{CHANGE} WHERE act = ?1 AND device = 0 ORDER BY position, session, seq"))?;
    find.query_map([act.bytes()], decided)?.map(|row| row?).collect()
}

pub(super) fn deletions(connection: &Connection, group: Id) -> Done<Vec<Decided>> {
    let mut find =
        connection.prepare_cached(&format!("{CHANGE} WHERE grp = ?1 AND deletes = 1 ORDER BY session, seq"))?;
    find.query_map([group.bytes()], decided)?.map(|row| row?).collect()
}

pub(super) fn is_parked(connection: &Connection, record: Id) -> Done<bool> {
    let mut find =
        connection.prepare_cached("SELECT EXISTS (SELECT 1 FROM change WHERE record = ?1 AND parked IS NOT NULL)")?;
    Ok(find.query_row([record.bytes()], |row| row.get(0))?)
}

pub(super) fn parked_of(connection: &Connection, record: Id) -> Done<Vec<Decided>> {
    let mut find = connection.prepare_cached(&format!("{CHANGE} {PARKED_OF}"))?;
    find.query_map([record.bytes()], decided)?.map(|row| row?).collect()
}

pub(super) fn parked(connection: &Connection) -> Done<Vec<Decided>> {
    let mut find = connection.prepare_cached(&format!("{CHANGE} WHERE parked IS NOT NULL ORDER BY session, seq"))?;
    find.query_map([], decided)?.map(|row| row?).collect()
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
        .prepare_cached(&format!("{RECORD} WHERE stream = ?1 AND entity = ?2 AND id < ?3 ORDER BY id DESC LIMIT ?4"))?;
    find.query_map(params![stream.to_string(), entity, last, most as i64], row)?.map(|row| read(row?)).collect()
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
    let found = find.query_row(params![id.bytes(), entity], row).optional()?.map(read).transpose()?;
    Ok(found.map(|record| Rec { kept: record.recount(), ..record }))
}

pub(super) fn put_away_from(connection: &Connection, entity: u16, id: Id) -> Done<Option<StreamId>> {
    let mut find = connection.prepare_cached("SELECT stream FROM collected WHERE id = ?1 AND entity = ?2")?;
    let found: Option<Option<String>> = find.query_row(params![id.bytes(), entity], |row| row.get(0)).optional()?;
    found.flatten().as_deref().map(stream).transpose()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Asked within a request of somebody, in a company of any size.
    #[test]
    fn what_is_asked_within_a_request_goes_by_an_index() {
        let storage = super::super::Sqlite::in_memory().unwrap();
        let parked_of = format!("{CHANGE} {PARKED_OF}");
        for (sql, index) in [
            (parked_of.as_str(), "change_parked (record=?)"),
            (OF_ACT, "change_of_act (act=?)"),
            (ENTITY_IN, "record_of_stream (stream=? AND entity>?)"),
        ] {
            let mut find = storage.connection.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
            let given: Vec<i64> = vec![1; find.parameter_count()];
            let steps = find.query_map(rusqlite::params_from_iter(given), |row| row.get::<_, String>(3)).unwrap();
            let plan = steps.map(Result::unwrap).collect::<Vec<_>>().join("; ");
            assert!(plan.contains(index) && !plan.contains("SCAN"), "{sql}: {plan}");
        }
    }
}
