//! A laptop's clock against the server's: how far it is off, and what a clock that was ahead has stamped.
//!
//! Always holds: what waits keeps its order, and among what was ahead its distances; a stamp that the server has taken is never touched.
//! The wall clock itself is left alone: what a person sees as "when" stays what the laptop said.

use rusqlite::params;

use crate::base::clock::{Moment, Stamp};
use crate::base::id::Id;
use crate::schema::entity;
use crate::store::error::StoreError;
use crate::store::record::columns::id_at;
use crate::store::sync::apply::Applying;
use crate::store::write::clock_row;
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

/// By how much this clock is surely ahead of the server's (less than zero: behind); up to two minutes count as nothing.
fn off(asked: Moment, server: Moment, now: Moment) -> i64 {
    let (asked, server, now) = (asked.millis(), server.millis(), now.millis());
    let ahead = asked.min(now).saturating_sub(server);
    let behind = now.saturating_sub(server).min(0);
    let off = if ahead > 0 { ahead } else { behind };
    if off.unsigned_abs() > AHEAD_MS { off } else { 0 }
}

impl Applying<'_, '_> {
    /// Learns the offset from an answer that says the server's time; where this clock was ahead, it starts anew at the server's.
    ///
    /// The server said it at some moment between the question and now, so nothing between the two is an offset: a slow line is none.
    pub fn keep_time(&mut self, asked: Moment, server: Moment) -> Result<(), StoreError> {
        let conn = self.pen.conn;
        if server.millis() <= 0 {
            return Ok(());
        }
        clock_row::set_offset(conn, off(asked, server, self.now))?;
        // Where the answer was long under way, the server's clock has gone on since.
        let under_way = self.now.millis().saturating_sub(asked.millis()).max(0);
        let server = Moment::from_millis(server.millis().saturating_add(under_way));
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_the_line_cannot_explain_is_an_offset() {
        let minutes = |n: i64| Moment::from_millis(1_790_000_000_000 + n * 60_000);
        let check = |(asked, server, now), expected: i64| {
            assert_eq!(off(minutes(asked), minutes(server), minutes(now)), expected * 60_000, "{asked} {server} {now}");
        };
        check((0, 0, 0), 0);
        check((0, 1, 1), 0);
        check((1, 0, 1), 0);
        check((10, 0, 10), 10);
        check((0, 10, 0), -10);
        // The answer was under way for an hour: the server's time lies between.
        check((0, 0, 60), 0);
        check((0, 60, 60), 0);
        check((0, 30, 60), 0);
        // And still, a clock ahead of the server's when it asked is ahead.
        check((10, 0, 60), 10);
        check((0, 70, 60), -10);
        // Set back while the answer was under way: what it says now counts.
        check((100, 50, 50), 0);
        check((100, 50, 40), -10);
        check((100, 50, 60), 10);
    }
}
