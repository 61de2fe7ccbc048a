//! Changes that the server could not take: what they are, what hangs on them, and that they are done with.
//!
//! Always holds: a parked change leaves only by a person's word (withdrawn, or sent again under a new name) or by a manager's, who set what
//! it wanted; nothing of it is shown as if it were so.

use std::collections::HashSet;

use rusqlite::{Connection, OptionalExtension, params};

use crate::base::clock::Moment;
use crate::base::id::Id;
use crate::domain::parked::ParkedChange;
use crate::schema::Value;
use crate::store::error::StoreError;
use crate::store::record::columns::id_at;
use crate::store::record::value_bytes::read_fields;
use crate::store::write::clock_row;
use crate::store::write::writer::Writer;
use crate::sync::StreamId;
use crate::sync::log::Reason;

/// The state of a change that is done with, without having been taken.
pub(crate) const WITHDRAWN: i64 = 3;

/// The parked changes of these acts and of whatever builds upon them, in commit order, each with its place.
pub(crate) fn of_acts(conn: &Connection, acts: &[Id]) -> Result<Vec<(i64, ParkedChange)>, StoreError> {
    let mut find = conn.prepare_cached(
        "SELECT place, act, entity, record, fields, reason FROM change WHERE state = 2 ORDER BY place",
    )?;
    let mut rows = find.query([])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        let bytes: Vec<u8> = row.get(4)?;
        let fields = read_fields(&bytes).into_iter().map(|field| (field.change.key, field.change.value)).collect();
        let change = ParkedChange {
            act: id_at(row, 1)?.unwrap_or_default(),
            entity: row.get(2)?,
            record: id_at(row, 3)?.unwrap_or_default(),
            fields,
            notice: None,
        };
        let depends = row.get::<_, Option<String>>(5)?.as_deref() == Some("depends");
        all.push((row.get::<_, i64>(0)?, change, depends));
    }
    let mut taken: HashSet<Id> = acts.iter().copied().collect();
    let mut touched: HashSet<Id> = HashSet::new();
    // What depends was committed after what it depends on; an act is taken whole.
    loop {
        let before = taken.len();
        for (_, change, depends) in &all {
            let builds = touched.contains(&change.record)
                || change.fields.iter().any(|(_, value)| matches!(value, Value::Id(id) if touched.contains(id)));
            if taken.contains(&change.act) {
                touched.insert(change.record);
            } else if *depends && builds {
                taken.insert(change.act);
                touched.insert(change.record);
            }
        }
        if taken.len() == before {
            break;
        }
    }
    let mut found = Vec::new();
    for (place, change, _) in all.into_iter().filter(|(_, change, _)| taken.contains(&change.act)) {
        let notice = notice(conn, change.record)?;
        found.push((place, ParkedChange { notice, ..change }));
    }
    Ok(found)
}

/// The office's open note about a record.
fn notice(conn: &Connection, record: Id) -> Result<Option<Id>, StoreError> {
    let mut find = conn.prepare_cached(
        "SELECT id FROM conflict WHERE record = ?1 AND rule = 'parked' AND state = 'open' AND x_gone IS NULL",
    )?;
    Ok(find.query_row([record.bytes()], |row| id_at(row, 0)).optional()?.flatten())
}

/// The reason of a change that its author gave up, or sent again under a new name: whatever the server says of it, it stays done with.
const BY_HAND: &str = "by hand";
/// The same, and the server has heard it.
const HEARD: &str = "by hand, and heard";
/// As many of them as are told in one request.
const MOST_TOLD: i64 = 200;

impl Writer {
    /// The parked changes that were given up here, of which the server has not heard yet.
    pub fn withdrawn(&self) -> Result<Vec<(u64, u64)>, StoreError> {
        let mut find = self.conn.prepare_cached(
            "SELECT session, seq FROM change WHERE reason = 'by hand' AND again IS NULL ORDER BY place LIMIT ?1",
        )?;
        let rows =
            find.query_map([MOST_TOLD], |row| Ok((row.get::<_, i64>(0)? as u64, row.get::<_, i64>(1)? as u64)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

/// The server was restored to `since` in a stream: what was given up here is not sent again, for it might be taken now; but a server that has
/// it parked again, or gets an old message with it, hears of it once more, and of what was refused with it in its group.
pub(super) fn tell_again(conn: &Connection, stream: &str, since: u64) -> Result<(), StoreError> {
    conn.prepare_cached(
        "UPDATE change SET reason = ?3 WHERE stream = ?1 AND position > ?2 AND state = ?5 AND EXISTS
         (SELECT 1 FROM change AS other WHERE other.act = change.act AND other.grp = change.grp AND other.reason IN (?3, ?4))",
    )?
    .execute(params![stream, since as i64, BY_HAND, HEARD, WITHDRAWN])?;
    Ok(())
}

/// These changes are done with, by their author's word, and with them whatever of their groups was done with before: sent again to a restored
/// server without the rest, it might be taken there, and half of a group would stand.
pub(crate) fn close(conn: &Connection, places: &[i64], now: Moment) -> Result<(), StoreError> {
    let now = clock_row::heard(conn)?.unwrap_or(now);
    for place in places {
        conn.prepare_cached(
            "UPDATE change SET state = ?2, closed_at = ?3, reason = ?4, again = NULL WHERE place = ?1 AND state = 2",
        )?
        .execute(params![place, WITHDRAWN, now.millis(), BY_HAND])?;
        conn.prepare_cached(
            "UPDATE change SET reason = ?3, again = NULL WHERE state = ?2 AND again IS NOT NULL AND act = (SELECT act FROM change WHERE place = ?1)
             AND grp = (SELECT grp FROM change WHERE place = ?1)",
        )?
        .execute(params![place, WITHDRAWN, BY_HAND])?;
    }
    Ok(())
}

/// What the server says of a change that it cannot take, or that was decided about there.
pub(super) fn told(
    conn: &Connection,
    place: i64,
    reason: Option<Reason>,
    (stream, position): (StreamId, u64),
    now: Moment,
) -> Result<(), StoreError> {
    let (stream, position, now) = (stream.to_string(), position as i64, now.millis());
    match reason {
        // Of a change that was sent once more to a restored server, this is its word: it may park what it had taken, or what somebody had decided.
        Some(reason) => conn
            .prepare_cached(
                "UPDATE change SET again = NULL, stream = ?2, position = ?3,
                 closed_at = CASE WHEN reason IS ?7 THEN closed_at ELSE ?4 END,
                 state = CASE WHEN reason IN (?6, ?7) THEN state ELSE 2 END,
                 reason = CASE WHEN reason IN (?6, ?7) THEN ?6 ELSE ?5 END WHERE place = ?1",
            )?
            .execute(params![place, stream, position, now, reason.word(), BY_HAND, HEARD])?,
        None => conn
            .prepare_cached(
                "UPDATE change SET again = NULL, stream = ?2, position = ?3,
                 closed_at = CASE WHEN state IN (0, 2) OR again IS NOT NULL OR reason IS ?5 THEN ?4 ELSE closed_at END,
                 reason = CASE WHEN reason IS ?5 THEN ?6 ELSE reason END,
                 state = CASE state WHEN 0 THEN 1 WHEN 2 THEN 3 ELSE state END WHERE place = ?1",
            )?
            .execute(params![place, stream, position, now, BY_HAND, HEARD])?,
    };
    Ok(())
}
