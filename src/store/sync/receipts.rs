//! The last receipts, as what both sides held after a sync.

use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};

use crate::base::clock::Moment;
use crate::domain::ask::Receipt;
use crate::store::error::StoreError;

/// As many as are kept.
const KEPT: i64 = 100;

/// A stream's name, its count and sum here, and there.
type Stream = (String, (u64, u64), (u64, u64));

/// A receipt as it lies in the database.
#[derive(Serialize, Deserialize)]
struct Body {
    up: u64,
    down: u64,
    bytes: (u64, u64),
    rounds: u32,
    millis: u64,
    streams: Vec<Stream>,
    waiting: u64,
}

/// Keeps a receipt.
pub(crate) fn keep(conn: &Connection, receipt: &Receipt) -> Result<(), StoreError> {
    let body = Body {
        up: receipt.up,
        down: receipt.down,
        bytes: receipt.bytes,
        rounds: receipt.rounds,
        millis: receipt.millis,
        streams: receipt.streams.clone(),
        waiting: receipt.waiting,
    };
    let body = serde_json::to_vec(&body).map_err(|error| StoreError::Database(error.to_string()))?;
    conn.prepare_cached("INSERT INTO receipt (at, body) VALUES (?1, ?2)")?
        .execute(params![receipt.at.millis(), body])?;
    conn.prepare_cached("DELETE FROM receipt WHERE place <= (SELECT max(place) FROM receipt) - ?1")?.execute([KEPT])?;
    Ok(())
}

/// The last ones, newest first.
pub(crate) fn last(conn: &Connection, most: usize) -> Result<Vec<Receipt>, StoreError> {
    let mut statement = conn.prepare_cached("SELECT at, body FROM receipt ORDER BY place DESC LIMIT ?1")?;
    let mut rows = statement.query([most as i64])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let bytes: Vec<u8> = row.get(1)?;
        let Ok(body) = serde_json::from_slice::<Body>(&bytes) else { continue };
        found.push(Receipt {
            at: Moment::from_millis(row.get(0)?),
            up: body.up,
            down: body.down,
            bytes: body.bytes,
            rounds: body.rounds,
            millis: body.millis,
            streams: body.streams,
            waiting: body.waiting,
        });
    }
    Ok(found)
}
