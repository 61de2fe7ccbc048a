//! Laptops, their cursors and their enrolment codes in SQLite.

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::{Done, id, key};
use crate::base::clock::Moment;
use crate::base::id::Id;
use crate::server::storage::{Device, DeviceNumber};
use crate::sync::{Mark, StreamId};

const DEVICE: &str =
    "SELECT number, id, user, name, token, signing, sealing, enrolled_at, revoked_at, seen_at FROM device";

fn device(row: &Row<'_>) -> rusqlite::Result<Done<Device>> {
    let bytes = |index: usize| row.get::<_, Vec<u8>>(index);
    let (name, user, token, signing, sealing) = (bytes(1)?, bytes(2)?, bytes(4)?, bytes(5)?, bytes(6)?);
    let (number, shown) = (row.get(0)?, row.get(3)?);
    let (enrolled_at, revoked_at) = (row.get(7)?, row.get::<_, Option<i64>>(8)?);
    let seen_at = row.get::<_, Option<i64>>(9)?.unwrap_or(enrolled_at);
    let read = || {
        Ok(Device {
            number,
            id: id(&name)?,
            user: id(&user)?,
            name: shown,
            token: key(&token)?,
            signing: key(&signing)?,
            sealing: key(&sealing)?,
            enrolled_at: Moment::from_millis(enrolled_at),
            revoked_at: revoked_at.map(Moment::from_millis),
            seen_at: Moment::from_millis(seen_at),
        })
    };
    Ok(read())
}

pub(super) fn of_token(connection: &Connection, token: &[u8; 32]) -> Done<Option<Device>> {
    let mut find = connection.prepare_cached(&format!("{DEVICE} WHERE token = ?1"))?;
    find.query_row([token], device).optional()?.transpose()
}

pub(super) fn all(connection: &Connection) -> Done<Vec<Device>> {
    let mut find = connection.prepare_cached(&format!("{DEVICE} ORDER BY number"))?;
    find.query_map([], device)?.map(|row| row?).collect()
}

pub(super) fn add(connection: &Connection, device: &Device) -> Done<DeviceNumber> {
    connection
        .prepare_cached(
            "INSERT INTO device (id, user, name, token, signing, sealing, enrolled_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?
        .execute(params![
            device.id.bytes(),
            device.user.bytes(),
            device.name,
            device.token,
            device.signing,
            device.sealing,
            device.enrolled_at.millis()
        ])?;
    Ok(connection.last_insert_rowid())
}

pub(super) fn set_token(connection: &Connection, device: DeviceNumber, token: &[u8; 32]) -> Done<()> {
    connection.prepare_cached("UPDATE device SET token = ?2 WHERE number = ?1")?.execute(params![device, token])?;
    Ok(())
}

pub(super) fn revoke(connection: &Connection, device: Id, at: Moment) -> Done<bool> {
    let changed = connection.execute(
        "UPDATE device SET revoked_at = ?2 WHERE id = ?1 AND revoked_at IS NULL",
        params![device.bytes(), at.millis()],
    )?;
    Ok(changed == 1)
}

pub(super) fn given(connection: &Connection, device: DeviceNumber) -> Done<Vec<(StreamId, Mark)>> {
    let mut find = connection.prepare_cached("SELECT given FROM device WHERE number = ?1")?;
    let found: Option<Option<Vec<u8>>> = find.query_row([device], |row| row.get(0)).optional()?;
    Ok(found.flatten().and_then(|bytes| minicbor::decode(&bytes).ok()).unwrap_or_default())
}

pub(super) fn set_given(connection: &Connection, device: DeviceNumber, marks: &[(StreamId, Mark)]) -> Done<()> {
    let bytes = minicbor::to_vec(marks).map_err(|_| super::damaged("a cursor"))?;
    connection.prepare_cached("UPDATE device SET given = ?2 WHERE number = ?1")?.execute(params![device, bytes])?;
    Ok(())
}

pub(super) fn heard_of(connection: &Connection, device: DeviceNumber, at: Moment) -> Done<()> {
    // To the hour: a contact that changes nothing writes nothing.
    connection
        .prepare_cached("UPDATE device SET seen_at = ?2 WHERE number = ?1 AND coalesce(seen_at, 0) < ?2 - 3600000")?
        .execute(params![device, at.millis()])?;
    Ok(())
}

pub(super) fn cursor(connection: &Connection, device: DeviceNumber, stream: StreamId) -> Done<Option<Mark>> {
    let mut find = connection.prepare_cached("SELECT position, hash FROM cursor WHERE device = ?1 AND stream = ?2")?;
    let found = find.query_row(params![device, stream.to_string()], |row| {
        Ok(Mark { position: row.get::<_, i64>(0)? as u64, hash: row.get::<_, i64>(1)? as u64 })
    });
    Ok(found.optional()?)
}

pub(super) fn set_cursor(connection: &Connection, device: DeviceNumber, stream: StreamId, mark: Mark) -> Done<()> {
    connection
        .prepare_cached("INSERT OR REPLACE INTO cursor (device, stream, position, hash) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![device, stream.to_string(), mark.position as i64, mark.hash as i64])?;
    super::logs::remember(connection, stream, mark)
}

pub(super) fn add_code(connection: &Connection, hash: &[u8; 32], user: Id, until: Moment) -> Done<()> {
    connection
        .prepare_cached("INSERT OR REPLACE INTO code (hash, user, until) VALUES (?1, ?2, ?3)")?
        .execute(params![hash, user.bytes(), until.millis()])?;
    Ok(())
}

pub(super) fn take_code(connection: &Connection, hash: &[u8; 32]) -> Done<Option<(Id, Moment)>> {
    let mut take = connection.prepare_cached("DELETE FROM code WHERE hash = ?1 RETURNING user, until")?;
    let found = take.query_row([hash], |row| Ok((row.get::<_, Vec<u8>>(0)?, row.get::<_, i64>(1)?))).optional()?;
    found.map(|(user, until)| Ok((id(&user)?, Moment::from_millis(until)))).transpose()
}
