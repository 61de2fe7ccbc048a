//! The answers, a file for each group of questions: rows to plain data, with the figures from `domain`.
//!
//! Must not decide: what is late, due or next is asked of the pure functions in `domain` with the rows read here.

mod accounts;
mod conflicts;
mod day_close;
mod dossier;
pub(in crate::store) mod elsewhere;
mod filtered;
mod find;
mod follow_ups;
mod for_log;
pub(super) mod history;
mod hits;
mod joined;
mod log;
mod money;
mod month;
mod named;
mod names;
mod near;
mod order_day;
mod parked_view;
mod records;
mod steps;
mod sync_view;
mod timeline;
mod today;
mod twins;
mod visits;
mod who_next;

use std::cell::RefCell;

use rusqlite::Connection;

use super::error::StoreError;
use super::said;
use super::search::names::Names;
use crate::base::clock::Now;
use crate::domain::ask::{Answer, Ask};

pub use find::Search;
pub(in crate::store) use find::{Done, Known, Whole, version_of};

/// Answers a question over a connection.
pub(crate) fn answer(conn: &Connection, names: &RefCell<Names>, ask: &Ask, now: &Now) -> Result<Answer, StoreError> {
    Ok(match ask {
        Ask::Today => Answer::Today(Box::new(today::today(conn, names, now)?)),
        Ask::WhoNext(most) => Answer::WhoNext(who_next::who_next(conn, now, *most)?),
        Ask::Accounts(list) => Answer::Accounts(accounts::page(conn, names, list, now)?),
        Ask::Account(id) => {
            names.borrow_mut().opened(*id);
            Answer::Account(dossier::dossier(conn, *id, now)?.map(Box::new))
        }
        Ask::Briefing(id) => Answer::Briefing(dossier::briefing_of(conn, *id, now)?.map(Box::new)),
        Ask::FollowUps => Answer::FollowUps(follow_ups::open(conn, names, now)?),
        Ask::Money => Answer::Money(money::promised(conn)?),
        Ask::Week(monday) => Answer::Week(visits::week(conn, *monday)?),
        Ask::Month(first) => Answer::Month(Box::new(month::month(conn, *first, now)?)),
        Ask::Close(day) => Answer::Close(Box::new(day_close::close(conn, names, *day, now)?)),
        Ask::Report(from, to) => Answer::Report(Box::new(day_close::report(conn, *from, *to, now)?)),
        Ask::OrderDay => Answer::OrderDay(Box::new(order_day::order_day(conn, now)?)),
        Ask::Sync => Answer::Sync(Box::new(sync_view::view(conn)?)),
        Ask::Conflicts => Answer::Conflicts(conflicts::open(conn)?),
        Ask::Find { words, most } => Answer::Find(find::find(conn, names, words, *most, now)?),
        Ask::Names { letters, most } => Answer::Names(names::names(conn, names, letters, *most, now)?),
        Ask::Record { entity, record } => Answer::Record(records::one(conn, *entity, *record)?),
        Ask::Deleted(entity) => Answer::Records(records::deleted(conn, *entity)?),
        Ask::Had { entity, record } => Answer::Had(records::had(conn, *entity, *record)?),
        Ask::LastSaid(record) => Answer::LastSaid(said::last(conn, *record)?),
        Ask::Records { entity, only, offset, limit } => {
            Answer::Records(records::page(conn, *entity, only, *offset, *limit)?)
        }
        Ask::Members(terms) => Answer::Members(accounts::members(conn, terms)?),
        Ask::Filtered { entity, filter, offset, limit } => {
            Answer::Records(records::filtered(conn, *entity, filter, *offset, *limit)?)
        }
        Ask::Steps(visit) => Answer::Steps(steps::view(conn, *visit)?.map(Box::new)),
        Ask::Log(log) => Answer::Log(log::view(conn, *log)?.map(Box::new)),
        Ask::Unfiled => Answer::Unfiled(log::unfiled(conn, names, true, now)?),
        Ask::History { entity, record } => Answer::History(history::lines(conn, *entity, *record)?),
        Ask::Twins(id) => Answer::Names(twins::of(conn, names, *id, now)?),
        Ask::AllTwins => Answer::Pairs(twins::all(conn, names, now)?),
        Ask::ForLog(id) => Answer::ForLog(for_log::about(conn, *id, now)?.map(Box::new)),
        Ask::Vocabulary => Answer::Vocabulary(Box::new(for_log::vocabulary(conn)?)),
        Ask::NearNames { letters, opened } => Answer::Near(near::near(conn, names, letters, *opened, now)?),
        Ask::Named { line, opened } => Answer::Named(named::named(conn, names, line, *opened, now)?),
        Ask::LookAlikes { name, phones } => Answer::Names(names::look_alikes(conn, names, name, phones, now)?),
    })
}
