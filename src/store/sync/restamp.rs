//! A laptop's clock against the server's: how far it is off, and what a clock that was ahead has stamped.
//!
//! Always holds: what waits keeps its order, and among what was ahead its distances; a stamp that the server has taken is never touched.
//! The wall clock itself is left alone: what a person sees as "when" stays what the laptop said.

use rusqlite::params;

use super::apply::Applying;
use crate::base::clock::{Moment, Stamp};
use crate::base::id::Id;
use crate::schema::entity;
use crate::store::clock_row;
use crate::store::columns::id_at;
use crate::store::error::StoreError;
use crate::sync::merge::AHEAD_MS;

/// A waiting change.
struct Waits {
    place: i64,
    entity: u16,
    record: Id,
    session: i64,
    seq: i64,
    stamp: Stamp,
}

impl Applying<'_, '_> {
    /// Learns the offset from an answer that says the server's time; where this clock was ahead, it starts anew at the server's.
    pub fn keep_time(&mut self, server: Moment) -> Result<(), StoreError> {
        let conn = self.pen.conn;
        if server.millis() <= 0 {
            return Ok(());
        }
        let off = self.now.millis().saturating_sub(server.millis());
        let off = if off.unsigned_abs() > AHEAD_MS { off } else { 0 };
        clock_row::set_offset(conn, off)?;
        let most = Stamp::of(server).0.saturating_add(AHEAD_MS << 16);
        let last = clock_row::last(conn)?;
        // Stamps that the server gave may be ahead of its wall clock; those stay.
        let known = clock_row::known(conn)?.max(self.latest);
        if last.0 <= most.max(known.0) {
            return Ok(());
        }
        let back = last.0 - Stamp::of(server).0;
        let mut before = Stamp::ZERO;
        for change in self.waiting_all()? {
            if change.stamp == Stamp::ZERO {
                continue;
            }
            let mut stamp = change.stamp;
            if stamp.0 > most {
                stamp = Stamp(stamp.0.saturating_sub(back)).max(Stamp(before.0 + 1));
                self.restamp(&change, stamp)?;
            }
            before = before.max(stamp);
        }
        clock_row::keep(self.pen.conn, known.max(before).max(Stamp::of(server)))
    }

    fn waiting_all(&self) -> Result<Vec<Waits>, StoreError> {
        let mut find = self.pen.conn.prepare_cached(
            "SELECT place, entity, record, session, seq, stamp FROM change WHERE state = 0 ORDER BY place",
        )?;
        let rows = find.query_map([], |row| {
            Ok(Waits {
                place: row.get(0)?,
                entity: row.get(1)?,
                record: id_at(row, 2)?.unwrap_or_default(),
                session: row.get(3)?,
                seq: row.get(4)?,
                stamp: Stamp(row.get::<_, i64>(5)? as u64),
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    fn restamp(&self, change: &Waits, stamp: Stamp) -> Result<(), StoreError> {
        let conn = self.pen.conn;
        conn.prepare_cached("UPDATE change SET stamp = ?2 WHERE place = ?1")?
            .execute(params![change.place, stamp.0 as i64])?;
        let of = params![change.record.bytes(), change.session, change.seq, stamp.0 as i64];
        conn.prepare_cached("UPDATE version SET stamp = ?4 WHERE record = ?1 AND session = ?2 AND seq = ?3")?
            .execute(of)?;
        if let Some(entity) = entity(change.entity) {
            let sql =
                format!("UPDATE \"{}\" SET x_stamp = ?4 WHERE id = ?1 AND x_session = ?2 AND x_seq = ?3", entity.name);
            conn.prepare_cached(&sql)?.execute(of)?;
        }
        Ok(())
    }
}
