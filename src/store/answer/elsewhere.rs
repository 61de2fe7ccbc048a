//! What was in this book and lies with somebody else now: it was not deleted, and whoever looks for it is told so.

use rusqlite::Connection;

use super::records::name_of;
use crate::base::id::Id;
use crate::base::text::fold;
use crate::domain::deed::{Deed, Refusal, Whose};
use crate::schema::{ACCOUNT, entity as declared};
use crate::store::error::StoreError;
use crate::store::reader::Reader;
use crate::store::record::rows::Stored;

/// What a record is called that went to another territory; `None`: it did not.
fn moved_away(conn: &Connection, entity: u16, record: Id) -> Result<Option<String>, StoreError> {
    let Some(declared) = declared(entity) else { return Ok(None) };
    let stored = Stored::load(conn, entity, record)?;
    let aside = stored.there && stored.aside && !stored.deleted;
    Ok(if aside { Some(name_of(conn, declared, record)?) } else { None })
}

/// Why a deed finds its record no more: somebody deleted it, or it went to somebody else.
pub(in crate::store) fn why_gone(conn: &Connection, deed: &Deed, refusal: Refusal) -> Result<Refusal, StoreError> {
    if refusal != Refusal::Gone {
        return Ok(refusal);
    }
    for (entity, record) in about(deed) {
        if let Some(name) = moved_away(conn, entity, record)? {
            return Ok(Refusal::MovedAway { name });
        }
    }
    Ok(refusal)
}

/// The records that a deed names.
fn about(deed: &Deed) -> Vec<(u16, Id)> {
    let customers = |ids: &[Id]| ids.iter().map(|id| (ACCOUNT.number, *id)).collect();
    match deed {
        Deed::Set { entity, record, .. } | Deed::Delete { entity, record } => vec![(*entity, *record)],
        Deed::Merge { entity, keep, other, .. } => vec![(*entity, *keep), (*entity, *other)],
        Deed::HereNow { account } | Deed::ShutForGood { account } | Deed::MoveAddress { account, .. } => {
            customers(&[*account])
        }
        Deed::Plan { accounts, .. }
        | Deed::Grade { accounts, .. }
        | Deed::Tag { accounts, .. }
        | Deed::Snooze { accounts, .. }
        | Deed::Reassign { accounts, .. } => customers(accounts),
        Deed::Log(entry) => match &entry.whose {
            Whose::Account(id) => customers(&[*id]),
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}

impl Reader {
    /// What a record is called that is in this book no more because it went to another territory.
    pub fn moved_away(&self, entity: u16, record: Id) -> Result<Option<String>, StoreError> {
        moved_away(self.conn(), entity, record)
    }

    /// The customer with these letters in its name that went to another territory, where it is only one.
    pub fn moved_away_called(&self, letters: &str) -> Result<Option<String>, StoreError> {
        let mut find = self.conn().prepare_cached(
            "SELECT account.name FROM aside JOIN account ON account.id = aside.record WHERE aside.entity = ?1 AND account.name IS NOT NULL",
        )?;
        let names = find.query_map([ACCOUNT.number], |row| row.get::<_, String>(0))?;
        let names: Vec<String> = names.collect::<Result<_, _>>()?;
        let letters = fold(letters);
        let mut fits = names.into_iter().filter(|name| fold(name).contains(letters.trim()));
        Ok(fits.next().filter(|_| fits.next().is_none()))
    }
}
