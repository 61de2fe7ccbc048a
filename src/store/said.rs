//! What files said of records when they were imported last: remembered with the act that imported them.
//!
//! Always holds: what an undo took back counts as never said, and what was said before it counts again; what was done again counts too.

use rusqlite::{Connection, OptionalExtension};

use super::error::StoreError;
use super::own::{self, OwnKind};
use super::record::columns::id_at;
use crate::base::clock::Moment;
use crate::base::id::Id;
use crate::domain::import::Said;

/// So many imports of a record are remembered: as many can be taken back, one after the other, without its being asked about anew.
const MOST: usize = 4;

/// Remembers, in the transaction of this act.
pub(in crate::store) fn remember(
    conn: &Connection,
    act: Id,
    said: &[(Id, Said)],
    at: Moment,
) -> Result<(), StoreError> {
    for (record, said) in said {
        // What was taken back cannot be done again from now on.
        let mut kept = standing(conn, *record)?;
        // Another file may have spoken of other fields.
        let said = said.clone().upon(&kept.first().map(|(_, said)| said.clone()).unwrap_or_default());
        kept.insert(0, (act, said));
        kept.truncate(MOST);
        let lines: Vec<String> = kept.iter().map(|(act, said)| format!("{act} {said}")).collect();
        own::put(conn, OwnKind::Said, &record.to_string(), &lines.join("\n"), at)?;
    }
    Ok(())
}

/// What was said of a record last.
pub(in crate::store) fn last(conn: &Connection, record: Id) -> Result<Said, StoreError> {
    Ok(standing(conn, record)?.into_iter().next().map(|(_, said)| said).unwrap_or_default())
}

/// Nothing is said of a record any more: it is not in this book.
pub(in crate::store) fn forget(conn: &Connection, record: Id) -> Result<(), StoreError> {
    own::drop(conn, OwnKind::Said, &record.to_string())
}

/// What was said by imports that stand, the newest first, each with what was said before it.
fn standing(conn: &Connection, record: Id) -> Result<Vec<(Id, Said)>, StoreError> {
    let mut found = Vec::new();
    let Some((kept, _)) = own::get(conn, OwnKind::Said, &record.to_string())? else { return Ok(found) };
    for line in kept.lines() {
        let (act, said) = line.split_once(' ').unwrap_or((line, ""));
        let Ok(act) = act.parse::<Id>() else { continue };
        if stands(conn, act)? {
            found.push((act, Said::read(said)));
        }
    }
    Ok(found)
}

/// Whether an act stands: it was not taken back, or what took it back was.
fn stands(conn: &Connection, act: Id) -> Result<bool, StoreError> {
    let mut find = conn.prepare_cached("SELECT undone_by FROM act WHERE id = ?1")?;
    let (mut at, mut stands) = (act, true);
    // Of an act that is not kept any more nothing was taken back; the bound only guards against a damaged book.
    for _ in 0..1_000 {
        match find.query_row([at.bytes()], |row| id_at(row, 0)).optional()?.flatten() {
            Some(by) => (at, stands) = (by, !stands),
            None => break,
        }
    }
    Ok(stands)
}
