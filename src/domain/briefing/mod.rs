//! What to read in ten seconds before the door.
//!
//! Always holds: it says only what stands in the records, in their words; a customer without history gets no question.

mod heard;
mod questions;

use std::cmp::Reverse;
use std::collections::BTreeSet;

use chrono::{Datelike, Days, NaiveDate};

use self::questions::questions;
use super::ask::{Briefing, Earlier};
use super::day::steps::VisitSteps;
use super::deed::LogRef;
use super::log_line::noted;
use crate::base::clock::{Moment, Now};
use crate::base::id::Id;
use crate::base::money::Money;
use crate::schema::{
    Account, Contact, DecisionRole, FollowUp, FollowUpState, PromisedBy, Touch, Visit, VisitOutcome, VisitState,
};

/// Birthdays within so many days are named.
const BIRTHDAYS_WITHIN: i64 = 14;
/// So many of the last logs are shown.
const LAST_LOGS: usize = 3;

/// What a briefing is made of. Visits and touches in any order; the newest twenty of each are enough.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    /// The customer.
    pub account: &'a Account,
    /// Its people.
    pub contacts: &'a [Contact],
    /// Its follow-ups; only the open ones count.
    pub follow_ups: &'a [FollowUp],
    /// Its visits.
    pub visits: &'a [Visit],
    /// Its touches.
    pub touches: &'a [Touch],
    /// Metres from the last place the rep was at today.
    pub metres: Option<u32>,
    /// The steps of today's visit, where it is open.
    pub steps: Option<&'a VisitSteps>,
    /// Which of its people worked elsewhere before.
    pub earlier: &'a [Earlier],
}

/// A visit that took place or a touch, and what was said.
struct Log<'a> {
    log: LogRef,
    day: NaiveDate,
    at: Option<Moment>,
    notes: &'a str,
    /// What it may be worth.
    amount: Option<Money>,
    outcome: Option<VisitOutcome>,
    tags: &'a BTreeSet<String>,
    competitors: &'a BTreeSet<String>,
    payments: &'a BTreeSet<String>,
}

/// The briefing.
pub fn briefing(facts: &Facts<'_>, now: &Now) -> Briefing {
    let logs = logs(facts);
    let mut people: Vec<Contact> = facts.contacts.iter().filter(|contact| contact.left_on.is_none()).cloned().collect();
    people.sort_by_key(|contact| {
        let rank = match contact.role {
            Some(DecisionRole::Decides) => 0,
            Some(DecisionRole::Influences) => 1,
            Some(DecisionRole::Uses) => 2,
            Some(DecisionRole::Blocks) => 3,
            None => 4,
        };
        (rank, contact.name.clone(), contact.id)
    });
    let money = heard::money(&logs, now.today());
    Briefing {
        account: facts.account.id,
        name: facts.account.name.clone(),
        grade: facts.account.grade,
        notes: facts.account.notes.clone(),
        formerly: facts.account.former_addresses.iter().cloned().collect(),
        ours: promised(facts, PromisedBy::Us),
        theirs: promised(facts, PromisedBy::Them),
        // The last time is the last time, whether anything was said or not.
        last: logs
            .iter()
            .enumerate()
            .filter(|(at, log)| *at == 0 || !log.notes.trim().is_empty() || log.amount.is_some())
            .take(LAST_LOGS)
            .map(|(_, log)| (log.log, log.day, noted(log.notes, log.amount)))
            .collect(),
        last_came: logs.first().and_then(|log| log.outcome),
        seen: None,
        earlier: facts.earlier.to_vec(),
        ask: questions(facts, &logs, &money, now),
        money,
        objections: heard::objections(&logs),
        competitors: heard::competitors(&logs),
        birthdays: birthdays(&people, now.today()),
        people,
        opening_hours: facts.account.opening_hours.clone(),
        metres: facts.metres,
        steps: facts.steps.cloned(),
        first_visit: !facts.visits.iter().any(|visit| visit.state == Some(VisitState::Done)),
    }
}

/// What took place, newest first.
fn logs<'a>(facts: &Facts<'a>) -> Vec<Log<'a>> {
    let visits = facts.visits.iter().filter(|visit| visit.state == Some(VisitState::Done)).filter_map(|visit| {
        Some(Log {
            log: LogRef::Visit(visit.id),
            day: visit.day?,
            at: visit.started,
            notes: &visit.notes,
            amount: visit.amount,
            outcome: visit.outcome,
            tags: &visit.tags,
            competitors: &visit.competitors,
            payments: &visit.payments,
        })
    });
    let touches = facts.touches.iter().filter_map(|touch| {
        Some(Log {
            log: LogRef::Touch(touch.id),
            day: touch.day?,
            at: touch.at,
            notes: &touch.notes,
            amount: touch.amount,
            outcome: None,
            tags: &touch.tags,
            competitors: &touch.competitors,
            payments: &touch.payments,
        })
    });
    let mut logs: Vec<Log<'a>> = visits.chain(touches).collect();
    logs.sort_by_key(|log| Reverse((log.day, log.at)));
    logs
}

/// Open promises of one side, the earliest due first, those without a day last.
fn promised(facts: &Facts<'_>, by: PromisedBy) -> Vec<(Id, String, Option<NaiveDate>)> {
    let mut open: Vec<&FollowUp> = facts
        .follow_ups
        .iter()
        .filter(|follow_up| follow_up.state.unwrap_or(FollowUpState::Open) == FollowUpState::Open)
        .filter(|follow_up| follow_up.promised_by.unwrap_or(PromisedBy::Us) == by)
        .collect();
    open.sort_by_key(|follow_up| (follow_up.due.is_none(), follow_up.due, follow_up.due_at, follow_up.id));
    open.into_iter().map(|follow_up| (follow_up.id, follow_up.text.clone(), follow_up.due)).collect()
}

/// Birthdays in the coming days, the nearest first.
fn birthdays(people: &[Contact], today: NaiveDate) -> Vec<(Id, String, NaiveDate)> {
    let mut days: Vec<(Id, String, NaiveDate)> = people
        .iter()
        .filter_map(|contact| Some((contact.id, contact.name.clone(), next_birthday(contact.birthday?, today)?)))
        .filter(|(_, _, day)| (0..=BIRTHDAYS_WITHIN).contains(&(*day - today).num_days()))
        .collect();
    days.sort_by_key(|(_, _, day)| *day);
    days
}

/// The next birthday from today on; one of 29 February is kept on the 28th where there is no 29th.
fn next_birthday(birthday: NaiveDate, today: NaiveDate) -> Option<NaiveDate> {
    let in_year =
        |year: i32| birthday.with_year(year).or_else(|| birthday.checked_sub_days(Days::new(1))?.with_year(year));
    in_year(today.year()).filter(|day| *day >= today).or_else(|| in_year(today.year() + 1))
}

#[cfg(test)]
mod tests;
