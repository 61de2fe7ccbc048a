//! What is known already: the records that a file is compared with, and those that somebody deleted.
//!
//! Always: what an undo took back is in neither; a file may bring it again. It must not compare (`index` does).

use crate::domain::ask::{Answer, Ask, RecordView};
use crate::schema::{Account, Contact, FOLLOW_UP, FieldType, FollowUp, FollowUpState, Record, Territory, User, Value};
use std::collections::HashMap;

/// The records that an import is compared with.
#[derive(Clone, Debug, Default)]
pub struct Book {
    /// All customers.
    pub accounts: Vec<Account>,
    /// All contacts.
    pub contacts: Vec<Contact>,
    /// All users of the company; none before one joins it.
    pub users: Vec<User>,
    /// All its territories.
    pub territories: Vec<Territory>,
    /// The follow-ups that are open.
    pub follow_ups: Vec<FollowUp>,
    /// Customers that somebody deleted.
    pub deleted_accounts: Vec<Account>,
    /// Contacts that somebody deleted.
    pub deleted_contacts: Vec<Contact>,
}

/// How many records are asked for at once.
const PAGE: usize = 2000;

impl Book {
    /// Reads the book by asking for its records, page by page.
    pub fn gather<E>(ask: &mut dyn FnMut(&Ask) -> Result<Answer, E>) -> Result<Book, E> {
        Ok(Book {
            accounts: all(ask)?,
            contacts: all(ask)?,
            users: all(ask)?,
            territories: all(ask)?,
            follow_ups: all_with(ask, open())?,
            deleted_accounts: deleted(ask)?,
            deleted_contacts: deleted(ask)?,
        })
    }
}

fn open() -> Vec<(u16, Value)> {
    FOLLOW_UP.field("state").map(|field| (field.number, Some(FollowUpState::Open).put())).into_iter().collect()
}

fn all<R: Record, E>(ask: &mut dyn FnMut(&Ask) -> Result<Answer, E>) -> Result<Vec<R>, E> {
    all_with(ask, Vec::new())
}

fn all_with<R: Record, E>(
    ask: &mut dyn FnMut(&Ask) -> Result<Answer, E>,
    only: Vec<(u16, Value)>,
) -> Result<Vec<R>, E> {
    let mut records = Vec::new();
    loop {
        let (entity, only, offset) = (R::ENTITY.number, only.clone(), records.len());
        let page = Ask::Records { entity, only, offset, limit: PAGE };
        let Answer::Records(page) = ask(&page)? else { return Ok(records) };
        let last = page.len() < PAGE;
        records.extend(page.into_iter().map(read));
        if last {
            return Ok(records);
        }
    }
}

fn deleted<R: Record, E>(ask: &mut dyn FnMut(&Ask) -> Result<Answer, E>) -> Result<Vec<R>, E> {
    let Answer::Records(records) = ask(&Ask::Deleted(R::ENTITY.number))? else { return Ok(Vec::new()) };
    Ok(records.into_iter().map(read).collect())
}

fn read<R: Record>(view: RecordView) -> R {
    let mut values: HashMap<u16, Value> = view.values.into_iter().collect();
    R::read(view.record, &mut |field| values.remove(&field.number).unwrap_or_default())
}
