//! Customers whose names somebody has mistyped.
//!
//! Always holds: they are offered only; nothing here says whose a log is.

use std::cell::RefCell;

use rusqlite::Connection;

use super::names::hit;
use crate::base::clock::Now;
use crate::base::id::Id;
use crate::base::name::Near;
use crate::domain::ask::NearNames;
use crate::schema::ACCOUNT;
use crate::store::error::StoreError;
use crate::store::search::entry::Entry;
use crate::store::search::names::Names;

/// More than these are near by chance.
const MOST: usize = 3;

/// The customers near the first of these letters that are near any, the fewest mistakes first; behind them the one that the line was opened with.
pub(super) fn near(
    conn: &Connection,
    names: &RefCell<Names>,
    letters: &[String],
    opened: Option<Id>,
    now: &Now,
) -> Result<NearNames, StoreError> {
    let mut names = names.borrow_mut();
    names.refresh(conn, now)?;
    for near in letters.iter().filter_map(|letters| Near::new(letters)) {
        let accounts = names.all().filter(|entry| entry.entity == ACCOUNT.number);
        let mut found: Vec<(usize, &Entry)> =
            accounts.filter_map(|entry| Some((near.mistakes(entry.name(), entry.key())?, entry))).collect();
        // A single word that is near so many names is a word.
        if found.is_empty() || (!near.is_sure() && found.len() > MOST) {
            continue;
        }
        found.sort_by_key(|(mistakes, entry)| (*mistakes, entry.unlikely(), entry.record));
        let own = opened.is_some_and(|opened| found.iter().any(|(_, entry)| entry.record == opened));
        let best = found.into_iter().map(|(_, entry)| entry.record).filter(|id| Some(*id) != opened).take(MOST);
        let hits = best.chain(opened).filter_map(|id| hit(conn, id, "").transpose()).collect::<Result<_, _>>()?;
        return Ok(NearNames { hits, sure: near.is_sure() && !own, own });
    }
    Ok(NearNames::default())
}
