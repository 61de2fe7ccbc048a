//! What need not be kept for ever: settled changes after thirty days, what arrived after half a year, acts that can no longer be taken back.
//!
//! Always holds: nothing that waits, is parked or is to be sent once more goes; a restored server of the last thirty days is still refilled.

use rusqlite::params;

use crate::base::clock::Moment;
use crate::store::error::StoreError;
use crate::store::write::clock_row;
use crate::store::write::writer::{Durable, Writer};

/// So long a settled change stays, that a restored server may have it again.
const SETTLED_DAYS: i64 = 30;

/// So long stays what others changed, for the history of a record.
const ARRIVED_DAYS: i64 = 180;

/// Rows in one short transaction.
const SLICE: i64 = 200;

const DAY: i64 = 86_400_000;

impl Writer {
    /// Lets go of a slice; false: there is no more.
    pub fn prune(&mut self, now: Moment) -> Result<bool, StoreError> {
        self.transact(Durable::Normal, |pen, _| {
            let conn = pen.conn;
            // By the server's time at the last contact: nothing was settled without one, and this laptop's clock may have been set forward.
            let heard = clock_row::heard(conn)?.unwrap_or(now).min(now);
            let before = |days: i64| heard.millis() - days * DAY;
            let changes = conn
                .prepare_cached(
                    "DELETE FROM change WHERE place IN
                     (SELECT place FROM change WHERE state IN (1, 3) AND closed_at < ?1 AND again IS NULL LIMIT ?2)",
                )?
                .execute(params![before(SETTLED_DAYS), SLICE])?;
            let arrived = conn
                .prepare_cached(
                    "DELETE FROM arrived WHERE place IN (SELECT place FROM arrived WHERE at < ?1 ORDER BY place LIMIT ?2)",
                )?
                .execute(params![before(ARRIVED_DAYS), SLICE])?;
            // An act whose changes are gone cannot be taken back any more.
            let acts = conn
                .prepare_cached(
                    "DELETE FROM act WHERE place IN (SELECT place FROM act WHERE at < ?1
                     AND NOT EXISTS (SELECT 1 FROM change WHERE change.act = act.id) ORDER BY place LIMIT ?2)",
                )?
                .execute(params![before(SETTLED_DAYS), SLICE])?;
            let returned = conn
                .prepare_cached(
                    "DELETE FROM given_back WHERE place IN (SELECT place FROM given_back WHERE taken_at < ?1 LIMIT ?2)",
                )?
                .execute(params![before(SETTLED_DAYS), SLICE])?;
            let incidents = conn
                .prepare_cached("DELETE FROM incident WHERE healed_at < ?1")?
                .execute([before(ARRIVED_DAYS)])?;
            Ok(changes.max(arrived).max(acts).max(returned).max(incidents) as i64 == SLICE)
        })
    }
}
