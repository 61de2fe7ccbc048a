//! Customers and people whom a line names, wherever that stands in it.
//!
//! Always holds: every name in memory is held against the line once.

use std::cell::RefCell;

use rusqlite::Connection;

use super::names::hit;
use crate::base::clock::Now;
use crate::domain::ask::{NameHit, Named};
use crate::domain::log_line::Naming;
use crate::schema::{ACCOUNT, CONTACT};
use crate::store::error::StoreError;
use crate::store::search::names::Names;

/// Those named with one of their people first, then by their names in the order of the line, then by their people.
pub(super) fn named(
    conn: &Connection,
    names: &RefCell<Names>,
    line: &str,
    now: &Now,
) -> Result<Vec<Named>, StoreError> {
    let mut names = names.borrow_mut();
    names.refresh(conn, now)?;
    let mut naming = Naming::new(line);
    for entry in names.all() {
        match (entry.entity, entry.account) {
            (number, _) if number == ACCOUNT.number => naming.customer(entry.record, entry.name(), entry.keys()),
            (number, Some(account)) if number == CONTACT.number => naming.person(account, entry.name(), entry.key()),
            _ => {}
        }
    }
    let mut all = Vec::new();
    for found in naming.found(|account| names.last_visit(account)) {
        let letters = if found.by_name { found.letters.as_str() } else { "" };
        let Some(hit) = hit(conn, found.account, letters)? else { continue };
        let person = found.person.clone().filter(|_| !found.by_name);
        all.push(Named { hit: NameHit { person, ..hit }, found });
    }
    Ok(all)
}
