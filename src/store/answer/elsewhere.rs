//! What was in this book and lies with somebody else now: it was not deleted, and whoever looks for it is told so.

use rusqlite::{Connection, OptionalExtension, params};

use super::records::{name_of, names_in};
use super::sync_view::name_and_account;
use crate::base::clock::Moment;
use crate::base::id::Id;
use crate::base::text::fold;
use crate::domain::ask::LostRow;
use crate::domain::deed::{Away, Deed, LogRef, Refusal, Whose};
use crate::domain::rules::manages;
use crate::schema::entity as declared;
use crate::schema::{
    ACCOUNT, CONFLICT, CONTACT, ENTITIES, Entity, FOLLOW_UP, TERRITORY, TOUCH, USER, User, VISIT, Value,
};
use crate::store::error::StoreError;
use crate::store::reader::Reader;
use crate::store::record::columns::id_at;
use crate::store::record::rows::Stored;
use crate::store::record::value_bytes::read_fields;
use crate::store::write::look::all;
use crate::sync::StreamId;
use crate::sync::merge::Outcome;

/// What the customer is called that went to another territory, or with whom a record went, and who has it; `None`: it did not.
fn moved_away(conn: &Connection, entity: u16, record: Id) -> Result<Option<(String, Away)>, StoreError> {
    let Some(declared) = declared(entity) else { return Ok(None) };
    let stored = Stored::load(conn, entity, record)?;
    let aside = stored.there && stored.aside && !stored.deleted;
    if !aside {
        return Ok(None);
    }
    let whose = declared.field("account").and_then(|_| stored.named("account").id());
    let name = match whose {
        Some(account) => name_of(conn, &ACCOUNT, account)?,
        None => name_of(conn, declared, record)?,
    };
    Ok(Some((name, who_has(conn, entity, record)?)))
}

/// With whom a record is that went away: the territory that was named when it left, and the rep, where it has only one.
fn who_has(conn: &Connection, entity: u16, record: Id) -> Result<Away, StoreError> {
    let goes: Option<String> = conn
        .prepare_cached("SELECT goes FROM aside WHERE record = ?1 AND entity = ?2")?
        .query_row(params![record.bytes(), entity], |row| row.get(0))
        .optional()?
        .flatten();
    Ok(match goes.and_then(|goes| goes.parse().ok()) {
        Some(StreamId::Territory(id)) => {
            let there = |user: &User| user.territories.contains(&id) && !user.retired && !manages(&user.roles);
            let reps: Vec<User> = all::<User>(conn, "1", [])?.into_iter().filter(there).collect();
            let who = if let [only] = reps.as_slice() { only.name.clone() } else { String::new() };
            Away { who, territory: name_of(conn, &TERRITORY, id)? }
        }
        Some(StreamId::User(id)) => Away { who: name_of(conn, &USER, id)?, territory: String::new() },
        _ => Away::default(),
    })
}

/// What of mine lost in records that are aside: nobody here is asked about it, but whoever set it is told.
pub(super) fn lost(conn: &Connection, most: i64) -> Result<Vec<LostRow>, StoreError> {
    let mut find = conn.prepare_cached(
        "SELECT entity, record, at, fields, elsewhere FROM change
         WHERE elsewhere IS NOT NULL AND record IN (SELECT record FROM aside) ORDER BY place DESC LIMIT ?1",
    )?;
    let mut rows = find.query([most])?;
    let mut lost = Vec::new();
    while let Some(row) = rows.next()? {
        let (number, record, outcomes) = (row.get(0)?, id_at(row, 1)?.unwrap_or_default(), row.get::<_, Vec<u8>>(4)?);
        let Some(declared) = declared(number) else { continue };
        let (name, to) = (name_and_account(conn, number, record)?.0, who_has(conn, number, record)?);
        for (field, outcome) in read_fields(&row.get::<_, Vec<u8>>(3)?).into_iter().zip(outcomes) {
            if Outcome::of(outcome) == Outcome::Taken {
                continue;
            }
            let key = field.change.key;
            // Of a set it is the element that was put in, or taken out.
            let value = if key.element.is_empty() { field.change.value } else { Value::set([key.element]) };
            let names = match declared.by_number(key.field) {
                Some(field) => names_in(conn, field, [&value])?,
                None => Vec::new(),
            };
            let at = Moment::from_millis(row.get(2)?);
            lost.push(LostRow {
                entity: number,
                name: name.clone(),
                field: key.field,
                value,
                names,
                at,
                to: to.clone(),
            });
        }
    }
    Ok(lost)
}

/// Why a deed finds its record no more: somebody deleted it, or it went to somebody else.
pub(in crate::store) fn why_gone(conn: &Connection, deed: &Deed, refusal: Refusal) -> Result<Refusal, StoreError> {
    if refusal != Refusal::Gone {
        return Ok(refusal);
    }
    for (entity, record) in about(deed) {
        if let Some((name, to)) = moved_away(conn, entity, record)? {
            return Ok(Refusal::MovedAway { name, to });
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
        | Deed::Reschedule { accounts, .. }
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
    /// What a record is called that is in this book no more because it went to another territory, and who has it.
    pub fn moved_away(&self, entity: u16, record: Id) -> Result<Option<(String, Away)>, StoreError> {
        moved_away(self.conn(), entity, record)
    }

    /// The customer with these letters in its name that went to another territory, where it is only one.
    pub fn moved_away_called(&self, letters: &str) -> Result<Option<(String, Away)>, StoreError> {
        let mut find = self.conn().prepare_cached(
            "SELECT account.name, account.id FROM aside JOIN account ON account.id = aside.record WHERE aside.entity = ?1 AND account.name IS NOT NULL",
        )?;
        let names = find.query_map([ACCOUNT.number], |row| Ok((row.get::<_, String>(0)?, id_at(row, 1)?)))?;
        let names: Vec<(String, Option<Id>)> = names.collect::<Result<_, _>>()?;
        let letters = fold(letters);
        let mut fits = names.into_iter().filter(|(name, _)| fold(name).contains(letters.trim()));
        match (fits.next(), fits.next()) {
            (Some((_, Some(id))), None) => moved_away(self.conn(), ACCOUNT.number, id),
            _ => Ok(None),
        }
    }
}
