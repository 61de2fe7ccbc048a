//! What was heard there: objections and what worked after them, competitors that were named, money that was promised.
//!
//! Always holds: *what worked* is a log after which an order or interest stands in the records; nothing is guessed.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::Log;
use crate::base::text::fold;
use crate::domain::ask::{Objection, Promised, Rival};
use crate::domain::heard::Payment;
use crate::domain::owed;
use crate::schema::VisitOutcome;

/// More cannot be read in ten seconds.
const MOST: usize = 3;
/// Money promised for a day that lies further back is no longer asked about here.
const MONEY_WITHIN: i64 = 60;

/// Objections and other words that logs were tagged with, the most frequent first.
pub(super) fn objections(logs: &[Log<'_>]) -> Vec<Objection> {
    let mut found: BTreeMap<String, Objection> = BTreeMap::new();
    for (at, log) in logs.iter().enumerate() {
        for words in log.tags {
            let objection = found.entry(fold(words)).or_insert_with(|| Objection {
                words: words.clone(),
                times: 0,
                last: (log.log, log.day),
                worked: worked(logs, at),
            });
            objection.times += 1;
            if objection.worked.is_none() {
                objection.worked = worked(logs, at);
            }
        }
    }
    let mut found: Vec<Objection> = found.into_values().collect();
    found.sort_by_key(|heard| std::cmp::Reverse((heard.times, heard.last.1)));
    found.truncate(MOST);
    found
}

/// The first log from this one on, towards today, that brought an order or interest, and in which something was said. `logs` come newest first.
fn worked(logs: &[Log<'_>], at: usize) -> Option<(crate::domain::deed::LogRef, NaiveDate, String)> {
    let after = logs.get(..=at)?.iter().rev();
    let won = |log: &&Log<'_>| {
        matches!(log.outcome, Some(VisitOutcome::Order | VisitOutcome::Interest)) && !log.notes.trim().is_empty()
    };
    let log = after.into_iter().find(won)?;
    Some((log.log, log.day, first_sentence(log.notes).to_string()))
}

/// The first sentence of a note.
fn first_sentence(note: &str) -> &str {
    let note = note.trim();
    let end = note.find(['\n', '。', '；', ';']).or_else(|| note.find(". "));
    note[..end.unwrap_or(note.len())].trim()
}

/// Competitors that were named, the latest first.
pub(super) fn competitors(logs: &[Log<'_>]) -> Vec<Rival> {
    let mut found: Vec<Rival> = Vec::new();
    for log in logs {
        for name in log.competitors {
            match found.iter_mut().find(|rival| fold(&rival.name) == fold(name)) {
                Some(rival) => rival.times += 1,
                None => found.push(Rival { name: name.clone(), times: 1, last: (log.log, log.day) }),
            }
        }
    }
    found.truncate(MOST);
    found
}

/// Money that they promised, that has not come, and whose day is not long past, the earliest first.
pub(super) fn money(logs: &[Log<'_>], today: NaiveDate) -> Vec<Promised> {
    let near = |payment: &Payment, said| (today - payment.due.unwrap_or(said)).num_days() <= MONEY_WITHIN;
    let mut found = owed::open(logs.iter().map(|log| (log.log, log.day, log.payments)), near);
    found.truncate(MOST);
    found
}
