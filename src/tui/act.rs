//! Small acts: done at once to the row under the cursor or to the marked, undone by one `u`, done again on another row by `.`.
//!
//! Always holds: what is done to one row is done to the marked; the words of a log are repeated over the marked alone, never on one row.

use chrono::NaiveDate;
use std::collections::BTreeSet;

use super::subject::{Row, Subject};
use crate::base::clock::Now;
use crate::domain::deed::{Deed, LogEntry, LogKind, Slot, Whose};
use crate::domain::heard::Heard;
use crate::schema::{Grade, Reason, VisitKind, VisitState};

/// An act on a row.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum SmallAct {
    /// Done: a follow-up is closed, a planned visit took place.
    Done,
    /// To another date. A customer without a plan gets one.
    Move(Slot),
    /// A visit did not take place, or was tried in vain.
    NotDone {
        /// Why.
        reason: Reason,
        /// In words, where the reason is another.
        words: String,
        /// A new date.
        again: Option<Slot>,
    },
    /// A planned visit is called off.
    Cancel(Reason),
    /// A follow-up will not be done.
    Drop(String),
    /// A customer's grade.
    Grade(Option<Grade>),
    /// A customer's tags.
    Tag {
        /// To add.
        add: BTreeSet<String>,
        /// To take away.
        remove: BTreeSet<String>,
    },
    /// A visit is planned.
    Plan {
        /// When.
        to: Slot,
        /// What for.
        purpose: String,
    },
    /// Here now.
    Here,
    /// Not proposed before a day.
    Snooze {
        /// Which.
        until: NaiveDate,
        /// Why.
        reason: String,
    },
    /// The log that was kept last, over the marked: what was said, but no sums, no people and no next visit, which are one customer's.
    Log(Box<LogEntry>),
}

impl SmallAct {
    /// What "again" does behind a log: of a visit that came to nothing why, and when again.
    pub fn of_log(entry: &LogEntry) -> SmallAct {
        match entry.missed {
            Some(reason) => SmallAct::NotDone { reason, words: String::new(), again: entry.next },
            None => SmallAct::Log(Box::new(entry.clone())),
        }
    }

    /// Whether it may be done to a single row by "again": the words of a log are one customer's.
    pub fn repeats(&self) -> bool {
        !matches!(self, SmallAct::Log(_))
    }
}

/// The deed that an act on this row is; `None` where it fits nothing there. A visit is taken to have lasted the usual `minutes`.
pub fn deed_of(act: &SmallAct, subject: &Subject, now: &Now, minutes: u32) -> Option<Deed> {
    let some = |ids: Vec<_>| (!ids.is_empty()).then_some(ids);
    let one = subject.marked.is_empty();
    match act {
        SmallAct::Done => match subject.acted() {
            Row::FollowUp(_) => Some(Deed::FollowUpsDone { follow_ups: subject.follow_ups() }),
            // Here now, a second time, would begin another one today where the end of this one was forgotten.
            Row::Visit(_, VisitState::InProgress) if one && !subject.is_over(now) => {
                Some(Deed::HereNow { account: subject.account_id()? })
            }
            Row::Visit(id, VisitState::Planned | VisitState::InProgress) if one => {
                let entry = took_place(Whose::Account(subject.account_id()?), now, minutes);
                Some(Deed::Log(LogEntry { closes: Some(id), ..entry }))
            }
            Row::Visit(_, VisitState::Planned | VisitState::InProgress) => {
                let entry = took_place(Whose::Unfiled, now, minutes);
                Some(Deed::LogEach { entry, visits: some(subject.visits())?, accounts: Vec::new() })
            }
            _ => None,
        },
        SmallAct::Log(entry) => {
            let (visits, accounts) = match subject.acted() {
                _ if one => return None,
                Row::Visit(_, VisitState::Planned | VisitState::InProgress) => (subject.visits(), Vec::new()),
                _ => (Vec::new(), some(subject.accounts())?),
            };
            let bare = took_place(Whose::Unfiled, now, minutes);
            let entry = LogEntry {
                words: entry.notes.clone(),
                kind: entry.kind,
                notes: entry.notes.clone(),
                outcome: entry.outcome,
                reached: entry.reached,
                promises: entry.promises.clone(),
                heard: Box::new(Heard {
                    tags: entry.heard.tags.clone(),
                    competitors: entry.heard.competitors.clone(),
                    products: entry.heard.products.clone(),
                    ..Heard::default()
                }),
                ..bare
            };
            Some(Deed::LogEach { entry, visits, accounts })
        }
        SmallAct::Move(to) => match subject.acted() {
            Row::FollowUp(_) => Some(Deed::MoveFollowUps { follow_ups: subject.follow_ups(), to: *to }),
            Row::Visit(_, VisitState::Planned) => Some(Deed::MoveVisits { visits: subject.visits(), to: *to }),
            Row::Account | Row::Visit(..) => Some(Deed::Reschedule { accounts: some(subject.accounts())?, to: *to }),
            _ => None,
        },
        SmallAct::NotDone { reason, words, again } => {
            let (visits, accounts) = match subject.acted() {
                Row::Visit(_, VisitState::Planned | VisitState::InProgress) => (subject.visits(), Vec::new()),
                Row::Account => (Vec::new(), some(subject.accounts())?),
                _ => return None,
            };
            Some(Deed::NotDone { visits, accounts, reason: *reason, words: words.clone(), again: *again })
        }
        SmallAct::Cancel(reason) => match subject.acted() {
            Row::Visit(_, VisitState::Planned) => {
                Some(Deed::CancelVisits { visits: subject.visits(), reason: *reason })
            }
            _ => None,
        },
        SmallAct::Drop(reason) => {
            Some(Deed::DropFollowUps { follow_ups: some(subject.follow_ups())?, reason: reason.clone() })
        }
        SmallAct::Grade(grade) => Some(Deed::Grade { accounts: some(subject.accounts())?, grade: *grade }),
        SmallAct::Tag { add, remove } => {
            Some(Deed::Tag { accounts: some(subject.accounts())?, add: add.clone(), remove: remove.clone() })
        }
        SmallAct::Plan { to, purpose } => {
            Some(Deed::Plan { accounts: some(subject.accounts())?, to: *to, purpose: purpose.clone() })
        }
        // One is at one place.
        SmallAct::Here => Some(Deed::HereNow { account: subject.account_id().filter(|_| one)? }),
        SmallAct::Snooze { until, reason } => {
            Some(Deed::Snooze { accounts: some(subject.accounts())?, until: *until, reason: reason.clone() })
        }
    }
}

/// A visit that took place just now, with nothing to say of it.
fn took_place(whose: Whose, now: &Now, minutes: u32) -> LogEntry {
    LogEntry {
        words: String::new(),
        whose,
        kind: LogKind::Visit(VisitKind::OnSite),
        kind_said: false,
        direction: None,
        started: now.at.plus_minutes(-i64::from(minutes)),
        ended: now.at,
        time_said: false,
        notes: String::new(),
        contacts: BTreeSet::new(),
        missed: None,
        outcome: None,
        reached: None,
        promises: Vec::new(),
        heard: Default::default(),
        people: Vec::new(),
        next: None,
        closes: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::id::Id;

    fn id(number: u8) -> Id {
        Id::from_bytes([number; 16])
    }

    #[test]
    fn an_act_is_done_to_the_row_or_to_the_marked() {
        let now = Now::parse("2026-11-24T10:42:00+08:00").unwrap();
        let friday = Slot::day("2026-11-27".parse().unwrap());
        let customer = Subject::account(id(1), "Harbour Dental");
        let marked = customer.clone().with_marked_accounts(vec![id(1), id(2)]);
        let promise = Subject { row: Row::FollowUp(id(3)), ..customer.clone() };
        let visit = Subject { row: Row::Visit(id(4), VisitState::Planned), ..customer.clone() };
        let past = Subject { row: Row::Visit(id(4), VisitState::Done), ..customer.clone() };
        let here =
            Subject { row: Row::Visit(id(4), VisitState::InProgress), day: Some(now.today()), ..customer.clone() };
        let forgotten = Subject { day: now.today().pred_opt(), ..here.clone() };
        let ended = LogEntry { closes: Some(id(4)), ..took_place(Whose::Account(id(1)), &now, 30) };
        let other = Subject { row: Row::Visit(id(5), VisitState::Planned), ..Subject::account(id(2), "Pier Hotel") };
        // The cursor has gone on to one that is over; the marked are those that it is done to.
        let street = past.clone().with_marked([visit.clone(), other]);
        let left = took_place(Whose::Account(id(1)), &now, 30);
        let left = LogEntry { words: "harbour, left a brochure".into(), notes: "left a brochure".into(), ..left };
        let again = SmallAct::Log(Box::new(left.clone()));
        let each = LogEntry { words: "left a brochure".into(), whose: Whose::Unfiled, ..left };
        for (act, subject, expected) in [
            (SmallAct::Done, &promise, Some(Deed::FollowUpsDone { follow_ups: vec![id(3)] })),
            (SmallAct::Done, &customer, None),
            (SmallAct::Done, &past, None),
            (SmallAct::Done, &here, Some(Deed::HereNow { account: id(1) })),
            (SmallAct::Done, &forgotten, Some(Deed::Log(ended))),
            (SmallAct::Move(friday), &promise, Some(Deed::MoveFollowUps { follow_ups: vec![id(3)], to: friday })),
            (SmallAct::Move(friday), &visit, Some(Deed::MoveVisits { visits: vec![id(4)], to: friday })),
            (SmallAct::Move(friday), &customer, Some(Deed::Reschedule { accounts: vec![id(1)], to: friday })),
            (
                SmallAct::Grade(Some(Grade::A)),
                &marked,
                Some(Deed::Grade { accounts: vec![id(1), id(2)], grade: Some(Grade::A) }),
            ),
            (SmallAct::Here, &visit, Some(Deed::HereNow { account: id(1) })),
            (SmallAct::Here, &Subject::default(), None),
            (SmallAct::Cancel(Reason::CalledOff), &past, None),
            (SmallAct::Move(friday), &street, Some(Deed::MoveVisits { visits: vec![id(4), id(5)], to: friday })),
            (SmallAct::Grade(None), &street, Some(Deed::Grade { accounts: vec![id(1), id(2)], grade: None })),
            (SmallAct::Here, &street, None),
            (again.clone(), &visit, None),
            (again, &street, Some(Deed::LogEach { entry: each, visits: vec![id(4), id(5)], accounts: Vec::new() })),
        ] {
            assert_eq!(deed_of(&act, subject, &now, 30), expected, "{act:?} {subject:?}");
        }
    }
}
