//! Customers and people whom a line names, wherever that stands in it.
//!
//! Always holds: every name in memory that has a word of the line is held against it once.

use std::cell::RefCell;

use rusqlite::Connection;

use super::names::hit;
use crate::base::clock::Now;
use crate::base::id::Id;
use crate::domain::ask::{NameHit, Named};
use crate::store::error::StoreError;
use crate::store::search::names::Names;

/// Those named with one of their people first, then by their names in the order of the line, then by their people.
pub(super) fn named(
    conn: &Connection,
    names: &RefCell<Names>,
    line: &str,
    opened: Option<Id>,
    now: &Now,
) -> Result<Vec<Named>, StoreError> {
    let mut names = names.borrow_mut();
    names.refresh(conn, now)?;
    let mut all = Vec::new();
    for found in names.named_in(conn, line, opened, now)? {
        let letters = if found.by_name { found.letters.as_str() } else { "" };
        let Some(hit) = hit(conn, found.account, letters)? else { continue };
        let person = found.person.clone().filter(|_| !found.by_name);
        all.push(Named { hit: NameHit { person, ..hit }, found });
    }
    Ok(all)
}
