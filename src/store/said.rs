//! What files said of records when they were imported last: remembered with the act that imported them.
//!
//! Always holds: what an undo took back counts as never said.

use rusqlite::{Connection, OptionalExtension};

use super::error::StoreError;
use super::own::{self, OwnKind};
use crate::base::clock::Moment;
use crate::base::id::Id;
use crate::domain::import::Said;

/// Remembers, in the transaction of this act.
pub(in crate::store) fn remember(
    conn: &Connection,
    act: Id,
    said: &[(Id, Said)],
    at: Moment,
) -> Result<(), StoreError> {
    for (record, said) in said {
        // Another file may have spoken of other fields.
        let said = said.clone().upon(&last(conn, *record)?);
        own::put(conn, OwnKind::Said, &record.to_string(), &format!("{act} {said}"), at)?;
    }
    Ok(())
}

/// What was said of a record last.
pub(in crate::store) fn last(conn: &Connection, record: Id) -> Result<Said, StoreError> {
    let Some((kept, _)) = own::get(conn, OwnKind::Said, &record.to_string())? else { return Ok(Said::default()) };
    let (act, said) = kept.split_once(' ').unwrap_or_default();
    let Ok(act) = act.parse::<Id>() else { return Ok(Said::default()) };
    let mut find = conn.prepare_cached("SELECT undone_by IS NOT NULL FROM act WHERE id = ?1")?;
    let undone: Option<bool> = find.query_row([act.bytes()], |row| row.get(0)).optional()?;
    Ok(if undone == Some(true) { Said::default() } else { Said::read(said) })
}
