//! One log with its follow-ups, and the logs whose customer is not said.

use std::cell::RefCell;
use std::cmp::Reverse;
use std::collections::BTreeSet;

use rusqlite::{Connection, params};

use super::names::hit;
use crate::base::clock::{Moment, Now};
use crate::base::id::Id;
use crate::base::money::Money;
use crate::base::text::fold;
use crate::domain::ask::{LogView, PersonMet, UnfiledLog};
use crate::domain::deed::LogRef;
use crate::domain::look::Look;
use crate::schema::{ACCOUNT, Account, Contact, Touch, Visit, VisitState};
use crate::store::error::StoreError;
use crate::store::me::Me;
use crate::store::search::entry::Entry;
use crate::store::search::names::Names;
use crate::store::write::look::{Looking, all, one};

/// Unfiled logs wait for a person; more than this are shown when the first are filed.
const MOST: i64 = 50;
/// Customers that an unfiled log may belong to.
const GUESSES: usize = 3;

/// What a log says beside its words, in one line.
fn heard(words: [&BTreeSet<String>; 4], (amount, chance): (Option<Money>, Option<i64>)) -> String {
    let said = words.into_iter().flatten().cloned();
    let sums = amount.map(|amount| amount.to_string()).into_iter().chain(chance.map(|chance| format!("{chance} %")));
    said.chain(sums).collect::<Vec<_>>().join("  ")
}

/// One log, to be set right.
pub(super) fn view(conn: &Connection, log: LogRef) -> Result<Option<LogView>, StoreError> {
    let look = Looking::new(conn)?;
    let met = |contacts: &BTreeSet<Id>| {
        contacts.iter().map(|id| PersonMet { id: *id, name: String::new(), met: true }).collect::<Vec<_>>()
    };
    let view = match log {
        LogRef::Visit(id) => one::<Visit>(conn, id)?.map(|visit| {
            let start = visit.started.or(visit.planned_start).or(visit.logged_at).unwrap_or_default();
            let sums = (visit.amount, visit.chance);
            let heard = heard([&visit.competitors, &visit.tags, &visit.products, &visit.payments], sums);
            LogView {
                log,
                heard,
                account: visit.account,
                name: String::new(),
                time: (start, visit.ended.or(visit.planned_end).unwrap_or(start)),
                kind: visit.kind,
                touch: None,
                missed: visit.reason.filter(|_| visit.state == Some(VisitState::Missed)),
                notes: visit.notes,
                words: visit.words,
                follow_ups: Vec::new(),
                people: met(&visit.contacts),
            }
        }),
        LogRef::Touch(id) => one::<Touch>(conn, id)?.map(|touch| {
            let start = touch.at.or(touch.logged_at).unwrap_or_default();
            let sums = (touch.amount, touch.chance);
            let heard = heard([&touch.competitors, &touch.tags, &touch.products, &touch.payments], sums);
            LogView {
                log,
                heard,
                account: touch.account,
                name: String::new(),
                time: (start, start.plus_minutes(touch.minutes.unwrap_or(0))),
                kind: None,
                touch: touch.kind,
                missed: None,
                notes: touch.notes,
                words: touch.words,
                follow_ups: Vec::new(),
                people: met(&touch.contacts),
            }
        }),
    };
    let Some(mut view) = view else { return Ok(None) };
    if let Some(account) = view.account {
        view.name = one::<Account>(conn, account)?.map(|account| account.name).unwrap_or_default();
    }
    let (LogRef::Visit(id) | LogRef::Touch(id)) = log;
    view.follow_ups = look.follow_ups_of(id)?;
    view.people = people(conn, &look, &view)?;
    Ok(Some(view))
}

/// The people of its customer who are still there, in the order of their names, and whoever else was met.
fn people(conn: &Connection, look: &Looking<'_>, view: &LogView) -> Result<Vec<PersonMet>, StoreError> {
    let met: BTreeSet<Id> = view.people.iter().map(|person| person.id).collect();
    let mut all = match view.account {
        Some(account) => look.contacts(account)?,
        None => Vec::new(),
    };
    all.retain(|contact| contact.left_on.is_none() || met.contains(&contact.id));
    for id in &met {
        if all.iter().all(|contact| contact.id != *id) {
            all.extend(one::<Contact>(conn, *id)?);
        }
    }
    all.sort_by(|a, b| (&a.name, a.id).cmp(&(&b.name, b.id)));
    Ok(all
        .into_iter()
        .map(|contact| PersonMet { met: met.contains(&contact.id), id: contact.id, name: contact.name })
        .collect())
}

/// My logs whose customer is not said, newest first, with guesses by the words they begin with. `wait`: whether to wait for the
/// names, where they have not been read yet; the first screen does not.
pub(super) fn unfiled(
    conn: &Connection,
    names: &RefCell<Names>,
    wait: bool,
    now: &Now,
) -> Result<Vec<UnfiledLog>, StoreError> {
    let me = Me::of(conn)?.user;
    let mut logs: Vec<UnfiledLog> = Vec::new();
    let mut push = |log: LogRef, at: Option<Moment>, words: String, notes: String| {
        let words = if words.is_empty() { notes } else { words };
        logs.push(UnfiledLog { log, at: at.unwrap_or_default(), words, guesses: Vec::new() });
    };
    for visit in all::<Visit>(
        conn,
        "r.owner = ?1 AND r.account IS NULL ORDER BY r.started DESC LIMIT ?2",
        params![me.bytes(), MOST],
    )? {
        push(LogRef::Visit(visit.id), visit.started.or(visit.logged_at), visit.words, visit.notes);
    }
    for touch in
        all::<Touch>(conn, "r.owner = ?1 AND r.account IS NULL ORDER BY r.at DESC LIMIT ?2", params![me.bytes(), MOST])?
    {
        push(LogRef::Touch(touch.id), touch.at.or(touch.logged_at), touch.words, touch.notes);
    }
    logs.sort_by_key(|log| Reverse(log.at));
    if !logs.is_empty() && (wait || names.borrow().are_read()) {
        let mut names = names.borrow_mut();
        names.refresh(conn, now)?;
        for log in &mut logs {
            // The customer is named first, in a word or two.
            let said: Vec<&str> =
                log.words.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).take(2).collect();
            let tries = [said.join(" "), said.first().copied().unwrap_or_default().to_owned()];
            let best =
                tries.iter().map(|letters| (letters, names.best(letters, GUESSES, false))).find(|(_, b)| !b.is_empty());
            if let Some((letters, best)) = best {
                for (_, entry) in best {
                    log.guesses.extend(hit(conn, entry.record, letters)?);
                }
            }
            // Or further on, by its whole name: looked for only when somebody files it, for it takes all names.
            if wait && log.guesses.is_empty() {
                let words = fold(&log.words);
                let stands = |entry: &&Entry| {
                    let name = fold(entry.name());
                    entry.entity == ACCOUNT.number && name.chars().count() > 1 && words.contains(&name)
                };
                let mut found: Vec<&Entry> = names.all().filter(stands).collect();
                found.sort_by_key(|entry| (Reverse(entry.name().len()), entry.record));
                for entry in found.into_iter().take(GUESSES) {
                    log.guesses.extend(hit(conn, entry.record, entry.name())?);
                }
            }
        }
    }
    Ok(logs)
}
