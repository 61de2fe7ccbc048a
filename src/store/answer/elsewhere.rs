//! What was in this book and lies with somebody else now: it was not deleted, and whoever looks for it is told so.

use rusqlite::Connection;

use super::records::name_of;
use crate::base::id::Id;
use crate::base::text::fold;
use crate::domain::deed::{Deed, LogRef, Refusal, Whose};
use crate::schema::{ACCOUNT, CONFLICT, CONTACT, ENTITIES, Entity, FOLLOW_UP, TOUCH, VISIT, Value, entity as declared};
use crate::store::error::StoreError;
use crate::store::reader::Reader;
use crate::store::record::rows::Stored;

/// What the customer is called that went to another territory, or with whom a record went; `None`: it did not.
fn moved_away(conn: &Connection, entity: u16, record: Id) -> Result<Option<String>, StoreError> {
    let Some(declared) = declared(entity) else { return Ok(None) };
    let stored = Stored::load(conn, entity, record)?;
    let aside = stored.there && stored.aside && !stored.deleted;
    if !aside {
        return Ok(None);
    }
    let whose = declared.field("account").and_then(|_| stored.named("account").id());
    Ok(Some(match whose {
        Some(account) => name_of(conn, &ACCOUNT, account)?,
        None => name_of(conn, declared, record)?,
    }))
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

/// The records that a deed names. No deed is left out: of each it can be that what it names went elsewhere.
fn about(deed: &Deed) -> Vec<(u16, Id)> {
    let several = |entity: &Entity, ids: &[Id]| ids.iter().map(|id| (entity.number, *id)).collect::<Vec<_>>();
    let customers = |ids: &[Id]| several(&ACCOUNT, ids);
    let log = |log: &LogRef| match log {
        LogRef::Visit(id) => vec![(VISIT.number, *id)],
        LogRef::Touch(id) => vec![(TOUCH.number, *id)],
    };
    let whose = |whose: &Whose| match whose {
        Whose::Account(id) => customers(&[*id]),
        Whose::New(_) | Whose::Unfiled => Vec::new(),
    };
    // What a value says: whose a contact is, which visit a promise came of.
    let said = |entity: u16, values: &[(u16, Value)]| {
        let target = |field: u16| {
            let name = declared(entity)?.by_number(field)?.target?;
            Some(ENTITIES.iter().find(|entity| entity.name == name)?.number)
        };
        values.iter().filter_map(|(field, value)| Some((target(*field)?, value.id()?))).collect::<Vec<_>>()
    };
    match deed {
        Deed::Log(entry) => [whose(&entry.whose), several(&VISIT, entry.closes.as_slice())].concat(),
        Deed::LogEach { visits, accounts, .. } | Deed::NotDone { visits, accounts, .. } => {
            [several(&VISIT, visits), customers(accounts)].concat()
        }
        Deed::File { log: of, whose: to } => [log(of), whose(to)].concat(),
        Deed::Correct { log: of, correction } => {
            [log(of), correction.whose.as_ref().map(whose).unwrap_or_default()].concat()
        }
        Deed::Plan { accounts, .. }
        | Deed::Grade { accounts, .. }
        | Deed::Tag { accounts, .. }
        | Deed::Snooze { accounts, .. }
        | Deed::Reassign { accounts, .. } => customers(accounts),
        Deed::PlanEach { visits } => visits.iter().map(|(account, _)| (ACCOUNT.number, *account)).collect(),
        Deed::MoveVisits { visits, .. } | Deed::OrderDay { visits } | Deed::CancelVisits { visits, .. } => {
            several(&VISIT, visits)
        }
        Deed::HereNow { account } | Deed::ShutForGood { account } | Deed::MoveAddress { account, .. } => {
            customers(&[*account])
        }
        Deed::AddFollowUp { account, .. } => customers(account.as_slice()),
        Deed::FollowUpsDone { follow_ups }
        | Deed::FollowUpsOpen { follow_ups }
        | Deed::MoveFollowUps { follow_ups, .. }
        | Deed::DropFollowUps { follow_ups, .. } => several(&FOLLOW_UP, follow_ups),
        Deed::Create { entity, values, .. } => said(*entity, values),
        Deed::Set { entity, record, values, .. } => [vec![(*entity, *record)], said(*entity, values)].concat(),
        Deed::Delete { entity, record } => vec![(*entity, *record)],
        Deed::MoveContact { contact, to } => vec![(CONTACT.number, *contact), (ACCOUNT.number, *to)],
        Deed::Merge { entity, keep, other, .. } => vec![(*entity, *keep), (*entity, *other)],
        Deed::MergeEach { pairs } => pairs.iter().flat_map(|(keep, other)| customers(&[*keep, *other])).collect(),
        Deed::TellApart { one, other } => customers(&[*one, *other]),
        Deed::Resolve { conflicts, .. } => several(&CONFLICT, conflicts),
        Deed::SendAgain { values, .. } => values.iter().map(|(entity, record, ..)| (*entity, *record)).collect(),
        // What was refused is named by its act alone, and giving it up needs no record.
        Deed::Withdraw { .. } => Vec::new(),
        Deed::MoneyCame { log: of, .. } => log(of),
        Deed::Tick { visit, .. } | Deed::TypeOfVisit { visit, .. } => several(&VISIT, &[*visit]),
        Deed::Whole(act, saw, _) => {
            let edits = act.groups.iter().flatten().map(|edit| (edit.entity, edit.record));
            edits.chain(saw.iter().map(|saw| (saw.entity, saw.record))).collect()
        }
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
