//! What is to be sent: waiting groups in their order, changes and versions for a restored server.
//!
//! Always holds: a change leaves the outbox only by its outcome in a stored log (`apply`); reading it here changes nothing.

use std::collections::HashSet;

use rusqlite::{Connection, Row};

use crate::base::clock::Stamp;
use crate::base::id::Id;
use crate::schema::Value;
use crate::store::error::StoreError;
use crate::store::record::columns::id_at;
use crate::store::record::value_bytes::read_fields;
use crate::store::write::writer::Writer;
use crate::sync::wire::Returned;
use crate::sync::{Change, Identity};

/// A group to be sent.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OutGroup {
    /// The act.
    pub act: Id,
    /// Its changes.
    pub changes: Vec<Change>,
    /// Set where the server had taken them before it was restored.
    pub again: Option<u64>,
    /// Where they stand in the outbox.
    pub places: Vec<i64>,
}

struct OutRow {
    place: i64,
    /// Which group of its act's.
    group: i64,
    change: Change,
    again: Option<i64>,
    later: bool,
    bytes: usize,
}

impl OutRow {
    /// The group it belongs to.
    fn of(&self) -> (Id, i64) {
        (self.change.act, self.group)
    }
}

const COLUMNS: &str = "place, session, seq, act, grp, entity, record, stamp, seen, fields, again, later, said";

fn row(row: &Row<'_>) -> rusqlite::Result<OutRow> {
    let bytes: Vec<u8> = row.get(9)?;
    let number = |column: usize| row.get::<_, i64>(column).map(|number| number as u64);
    Ok(OutRow {
        place: row.get(0)?,
        group: row.get(4)?,
        bytes: bytes.len() + 40,
        again: row.get(10)?,
        later: row.get(11)?,
        change: Change {
            identity: Identity { session: number(1)?, seq: number(2)? },
            act: id_at(row, 3)?.unwrap_or_default(),
            group: Id::NIL,
            entity: row.get(5)?,
            record: id_at(row, 6)?.unwrap_or_default(),
            stamp: Stamp(number(7)?),
            seen: number(8)?,
            fields: read_fields(&bytes).into_iter().map(|captured| captured.change).collect(),
            said: row.get::<_, Option<Vec<u8>>>(12)?.unwrap_or_default(),
        },
    })
}

/// Takes whole groups from rows until they fill so many bytes; one group at least.
struct Filling {
    groups: Vec<OutGroup>,
    open: Option<((Id, i64), OutGroup, usize)>,
    room: usize,
}

impl Filling {
    /// False: no more fits.
    fn push(&mut self, row: OutRow) -> bool {
        match &mut self.open {
            Some((group, open, bytes)) if *group == row.of() => {
                *bytes += row.bytes;
                open.places.push(row.place);
                open.changes.push(row.change);
                true
            }
            _ => {
                if !self.close() {
                    return false;
                }
                let again = row.again.map(|again| again as u64);
                let (group, act) = (row.of(), row.change.act);
                let open = OutGroup { act, changes: vec![row.change], again, places: vec![row.place] };
                self.open = Some((group, open, row.bytes));
                true
            }
        }
    }

    fn close(&mut self) -> bool {
        let Some((_, group, bytes)) = self.open.take() else { return true };
        if bytes > self.room && !self.groups.is_empty() {
            self.room = 0;
            return false;
        }
        self.room = self.room.saturating_sub(bytes);
        self.groups.push(group);
        true
    }
}

fn filling(room: usize) -> Filling {
    Filling { groups: Vec::new(), open: None, room }
}

/// The ids that a change writes or refers to.
fn touches(change: &Change) -> impl Iterator<Item = Id> {
    std::iter::once(change.record).chain(change.fields.iter().filter_map(|field| match &field.value {
        Value::Id(id) => Some(*id),
        _ => None,
    }))
}

impl Writer {
    /// The next groups to send, of about so many bytes; `received`: places that the server has read in this contact already.
    pub fn outbox(&self, room: usize, received: &HashSet<i64>) -> Result<Vec<OutGroup>, StoreError> {
        let mut filling = filling(room);
        {
            let sql = format!("SELECT {COLUMNS} FROM change WHERE again IS NOT NULL ORDER BY place");
            let mut find = self.conn.prepare_cached(&sql)?;
            for row in find.query_map([], row)? {
                let row = row?;
                if !received.contains(&row.place) && !filling.push(row) {
                    return Ok(filling.groups);
                }
            }
        }
        filling.close();
        if filling.groups.is_empty() {
            self.waiting_groups(&mut filling, received)?;
        }
        Ok(filling.groups)
    }

    fn waiting_groups(&self, filling: &mut Filling, received: &HashSet<i64>) -> Result<(), StoreError> {
        let kinds: (bool, bool) = self
            .conn
            .prepare_cached(
                "SELECT EXISTS (SELECT 1 FROM change WHERE state = 0 AND later = 0), EXISTS (SELECT 1 FROM change WHERE state = 0 AND later = 1)",
            )?
            .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let sql = format!("SELECT {COLUMNS} FROM change WHERE state = 0 ORDER BY place");
        let mut find = self.conn.prepare_cached(&sql)?;
        if kinds != (true, true) {
            for row in find.query_map([], row)? {
                let row = row?;
                if !received.contains(&row.place) && !filling.push(row) {
                    return Ok(());
                }
            }
            filling.close();
            return Ok(());
        }
        // Imports give way to what a person did, but never past a group that needs them.
        let rows: Vec<OutRow> = find.query_map([], row)?.collect::<Result<_, _>>()?;
        let mut held: HashSet<Id> = HashSet::new();
        let (mut first, mut then): (Vec<OutRow>, Vec<OutRow>) = (Vec::new(), Vec::new());
        let mut group: Vec<OutRow> = Vec::new();
        let mut sort = |group: Vec<OutRow>| {
            let waits = group.iter().any(|row| row.later || touches(&row.change).any(|id| held.contains(&id)));
            if waits {
                held.extend(group.iter().map(|row| row.change.record));
                then.extend(group);
            } else {
                first.extend(group);
            }
        };
        for row in rows {
            if group.last().is_some_and(|last| last.of() != row.of()) {
                sort(std::mem::take(&mut group));
            }
            group.push(row);
        }
        sort(group);
        for row in first.into_iter().chain(then) {
            if !received.contains(&row.place) && !filling.push(row) {
                return Ok(());
            }
        }
        filling.close();
        Ok(())
    }

    /// How many changes wait.
    pub fn waiting(&self) -> Result<u64, StoreError> {
        let waiting: i64 = self.conn.prepare_cached("SELECT waiting FROM tally")?.query_row([], |row| row.get(0))?;
        Ok(waiting.max(0) as u64)
    }

    /// A mistake, planted for the simulator: changes leave the outbox by the reply alone.
    #[doc(hidden)]
    pub fn retire(&mut self, places: &[i64]) -> Result<(), StoreError> {
        self.transact(crate::store::write::writer::Durable::Normal, |pen, _| {
            for place in places {
                pen.conn.execute("UPDATE change SET state = 1 WHERE place = ?1", [place])?;
            }
            Ok(())
        })
    }

    /// Versions to give back to a restored server, of about so many bytes, with their places.
    /// `received`: those that it has read in this contact already.
    pub fn returning(&self, room: usize, received: &HashSet<i64>) -> Result<Vec<(i64, Returned)>, StoreError> {
        read_returning(&self.conn, room, received)
    }
}

fn read_returning(conn: &Connection, room: usize, received: &HashSet<i64>) -> Result<Vec<(i64, Returned)>, StoreError> {
    let mut find =
        conn.prepare_cached("SELECT place, body, since FROM given_back WHERE taken IS NULL ORDER BY place")?;
    let mut rows = find.query([])?;
    let (mut found, mut bytes) = (Vec::new(), 0);
    while let Some(row) = rows.next()? {
        let place: i64 = row.get(0)?;
        if received.contains(&place) {
            continue;
        }
        let body: Vec<u8> = row.get(1)?;
        bytes += body.len();
        if bytes > room && !found.is_empty() {
            break;
        }
        let Ok(returned) = minicbor::decode::<Returned>(&body) else { continue };
        found.push((place, Returned { since: row.get::<_, i64>(2)? as u64, ..returned }));
    }
    Ok(found)
}
