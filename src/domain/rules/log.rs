//! One line becomes a visit or a touch with its follow-ups, and its customer where that one is new: one group, since each is senseless
//! without the others.
//!
//! A visit fills the record that already stands for it, in this order: the one in progress, the one whose start and end were stamped
//! but of which nothing was said yet, the planned one of that day. Only where there is none a new one is made.

use std::collections::BTreeSet;

use super::desk::{Customer, Desk, act_of, beginning, once};
use super::words::{NOT_PLANNED, VISIT_IS_DONE};
use crate::base::clock::Moment;
use crate::base::id::Id;
use crate::domain::act::{Act, Edit, Label};
use crate::domain::day::close::took_by;
use crate::domain::deed::{LogEntry, LogKind, LogRef, NewPerson, Refusal, Whose};
use crate::domain::look::Look;
use crate::schema::{
    CONTACT, Choice, Contact, Reason, Record, TOUCH, Touch, TouchKind, TouchOutcome, VISIT, Value, Visit, VisitKind,
    VisitState,
};

impl<L: Look> Desk<'_, L> {
    /// A log.
    pub fn log(&mut self, entry: &LogEntry) -> Result<Act, Refusal> {
        let customer = self.customer(&entry.whose)?;
        let mut edits = Vec::new();
        edits.extend(customer.made.as_ref().map(Edit::create));
        let (mut met, mut new) = (entry.contacts.clone(), Vec::new());
        for person in entry.people.iter().filter(|_| customer.id.is_some()) {
            let contact = self.new_contact(person, customer.id)?;
            met.insert(contact.id);
            new.push(Edit::create(&contact));
        }
        let log = match entry.kind {
            LogKind::Visit(kind) => match entry.missed {
                None => self.log_visit(entry, kind, &customer, &met, &mut edits)?,
                Some(reason) => self.log_attempt(entry, (kind, reason), &customer, &mut edits)?,
            },
            LogKind::Touch(kind) => self.log_touch(entry, kind, &customer, &met, &mut edits)?,
        };
        // Behind the log: an act is about its first record.
        edits.append(&mut new);
        if let (Some(next), Some(account), None) = (entry.next, customer.id, entry.missed) {
            let (day, start) = self.visit_slot(next)?;
            // Whoever has planned it already is not given a second one.
            if customer.made.is_some() || self.look.planned_on(account, day)?.is_empty() {
                edits.push(self.next_visit(account, day, start)?);
            }
        }
        // A mark for a promise with nothing behind it is a slip of the finger, and Enter always saves.
        for promise in entry.promises.iter().filter(|promise| !promise.text.trim().is_empty()) {
            edits.push(Edit::create(&self.follow_up(promise, customer.id, Some(log), entry.ended)?));
        }
        let how = match (entry.kind, entry.missed) {
            (LogKind::Visit(_), Some(reason)) => reason.word(),
            (LogKind::Visit(kind), None) => kind.word(),
            (LogKind::Touch(kind), _) => kind.word(),
        };
        let label = match (&customer.id, &customer.made) {
            (None, _) => Label::new("act-log-unfiled", beginning(&entry.words)),
            (_, Some(_)) => Label::new("act-log-new", customer.name),
            _ if entry.missed.is_some() => Label::new("act-log-missed", customer.name),
            _ => Label::new("act-log", customer.name),
        };
        Ok(Act::one(label.detail(how), edits))
    }

    /// The same log for several, as one act: each visit and each customer in a group of its own.
    pub fn log_each(&mut self, entry: &LogEntry, visits: &[Id], accounts: &[Id]) -> Result<Act, Refusal> {
        let mut each: Vec<(Id, Option<Id>)> = Vec::new();
        for id in once(visits) {
            let visit: Visit = self.get(id)?;
            if !is_open(&visit) {
                return Err(Refusal::State(NOT_PLANNED));
            }
            each.push((visit.account.ok_or(Refusal::Gone)?, Some(id)));
        }
        each.extend(once(accounts).into_iter().map(|account| (account, None)));
        let mut label = Label::default();
        let mut groups = Vec::new();
        for (account, closes) in each {
            let mut act = self.log(&LogEntry { whose: Whose::Account(account), closes, ..entry.clone() })?;
            if groups.is_empty() {
                label = act.label;
            }
            groups.append(&mut act.groups);
        }
        Ok(act_of(label.count(groups.len()), groups))
    }

    fn log_visit(
        &mut self,
        entry: &LogEntry,
        kind: VisitKind,
        customer: &Customer,
        met: &BTreeSet<Id>,
        edits: &mut Vec<Edit>,
    ) -> Result<LogRef, Refusal> {
        let existing = self.meant(entry, customer)?;
        let before = existing.clone().unwrap_or_default();
        let (started, ended) = self.took(entry, &before)?;
        let ended = ended.max(started);
        let visit = Visit {
            id: if existing.is_some() { before.id } else { self.new_id() },
            account: customer.id,
            owner: before.owner.or(Some(self.look.me())),
            state: Some(VisitState::Done),
            day: Some(self.now.workday(started)),
            started: Some(started),
            ended: Some(ended),
            kind: before.kind.filter(|_| !entry.kind_said).or(Some(kind)),
            contacts: before.contacts.union(met).copied().collect(),
            outcome: entry.outcome.or(before.outcome),
            notes: joined(&before.notes, &entry.notes),
            reason: None,
            late_entry: self.is_late(ended, self.now.at),
            logged_at: Some(self.now.at),
            words: joined(&before.words, &entry.words),
            tags: before.tags.union(&entry.heard.tags).cloned().collect(),
            competitors: before.competitors.union(&entry.heard.competitors).cloned().collect(),
            products: before.products.iter().cloned().chain(written(&entry.heard.products)).collect(),
            amount: entry.heard.amount.or(before.amount),
            chance: entry.heard.chance.map(i64::from).or(before.chance),
            payments: before.payments.iter().cloned().chain(written(&entry.heard.payments)).collect(),
            ..before.clone()
        };
        self.heard_fits(&visit)?;
        match existing {
            Some(before) => edits.extend(Edit::change(&before, &visit)),
            None => edits.push(Edit::create(&visit)),
        }
        Ok(LogRef::Visit(visit.id))
    }

    fn log_attempt(
        &mut self,
        entry: &LogEntry,
        how: (VisitKind, Reason),
        customer: &Customer,
        edits: &mut Vec<Edit>,
    ) -> Result<LogRef, Refusal> {
        let (existing, visit) = self.attempt(entry, how, customer)?;
        self.heard_fits(&visit)?;
        match &existing {
            Some(before) => edits.extend(Edit::change(before, &visit)),
            None => edits.push(Edit::create(&visit)),
        }
        if let (Some(next), Some(account)) = (entry.next, customer.id) {
            edits.extend(self.instead(&existing.unwrap_or_default(), account, next)?);
        }
        Ok(LogRef::Visit(visit.id))
    }

    /// The record that a visit's log fills, where there is one: the one it was told to close, else the one that stands for it.
    pub(super) fn meant(&self, entry: &LogEntry, customer: &Customer) -> Result<Option<Visit>, Refusal> {
        self.fits(&VISIT, "notes", &Value::text(entry.notes.as_str()))?;
        self.fits(&VISIT, "words", &Value::text(entry.words.as_str()))?;
        let named = self.named(entry, customer.id)?;
        if named.is_none() && says_nothing(entry) {
            self.still_to_be_said(entry)?;
        }
        match (named, customer.id) {
            (Some(visit), _) => Ok(Some(visit)),
            (None, Some(account)) if customer.made.is_none() => self.stands_for(entry, account),
            _ => Ok(None),
        }
    }

    /// When the visit was that a log fills: as the words say, else as it was stamped, else as is guessed. A guess of today is none of a visit
    /// whose workday is over: that one was as it was stamped or agreed, for as long as is usual, and is a late entry.
    fn took(&self, entry: &LogEntry, before: &Visit) -> Result<(Moment, Moment), Refusal> {
        let guess = (entry.started, entry.ended);
        if entry.time_said {
            return Ok(guess);
        }
        let day = before.started.map(|started| self.now.workday(started)).or(before.day);
        let over = day.filter(|day| *day < self.now.today());
        if let Some(day) = over.filter(|day| *day < self.now.workday(entry.started)) {
            let known = (before.started.or(before.planned_start), before.ended.or(before.planned_end));
            let minutes = i64::from(self.look.usual()?.minutes);
            return Ok(took_by(day, known, minutes, self.now).unwrap_or(guess));
        }
        let Some(started) = before.started else { return Ok(guess) };
        let ended = if over.is_some() { entry.ended } else { entry.ended.max(self.now.at) };
        Ok((started, before.ended.unwrap_or(ended)))
    }

    fn log_touch(
        &mut self,
        entry: &LogEntry,
        kind: TouchKind,
        customer: &Customer,
        met: &BTreeSet<Id>,
        edits: &mut Vec<Edit>,
    ) -> Result<LogRef, Refusal> {
        self.fits(&TOUCH, "notes", &Value::text(entry.notes.as_str()))?;
        self.fits(&TOUCH, "words", &Value::text(entry.words.as_str()))?;
        let minutes = entry.ended.minutes_since(entry.started);
        let touch = Touch {
            id: self.new_id(),
            account: customer.id,
            owner: Some(self.look.me()),
            kind: Some(kind),
            direction: entry.direction,
            at: Some(entry.started),
            day: Some(self.now.workday(entry.started)),
            contacts: met.clone(),
            notes: entry.notes.clone(),
            outcome: entry.reached,
            minutes: (entry.time_said && minutes > 0).then_some(minutes),
            words: entry.words.clone(),
            logged_at: Some(self.now.at),
            tags: entry.heard.tags.clone(),
            competitors: entry.heard.competitors.clone(),
            products: written(&entry.heard.products).collect(),
            amount: entry.heard.amount,
            chance: entry.heard.chance.map(i64::from),
            payments: written(&entry.heard.payments).collect(),
        };
        self.heard_fits(&touch)?;
        edits.push(Edit::create(&touch));
        // Only where it was said: who rings ahead of a visit still means to go, and so does who spoke with nobody.
        let spoke = !matches!(entry.reached, Some(TouchOutcome::NoAnswer | TouchOutcome::Message));
        if let Some(before) = self.named(entry, customer.id)?.filter(|_| spoke) {
            let after = Visit {
                state: Some(VisitState::Missed),
                reason: Some(Reason::Phoned),
                phoned_instead: Some(touch.id),
                logged_at: Some(self.now.at),
                ..before.clone()
            };
            edits.extend(Edit::change(&before, &after));
        }
        Ok(LogRef::Touch(touch.id))
    }

    /// Refuses what was heard where its fields cannot hold it.
    fn heard_fits<R: Record>(&self, record: &R) -> Result<(), Refusal> {
        const HEARD: [&str; 6] = ["tags", "competitors", "products", "amount", "chance", "payments"];
        for (number, value) in record.values() {
            if let Some(field) = R::ENTITY.by_number(number).filter(|field| HEARD.contains(&field.name)) {
                self.fits(R::ENTITY, field.name, &value)?;
            }
        }
        Ok(())
    }

    fn new_contact(&mut self, person: &NewPerson, account: Option<Id>) -> Result<Contact, Refusal> {
        self.fits(&CONTACT, "name", &Value::text(person.name.trim()))?;
        let phones = BTreeSet::from([person.phone.trim().to_owned()]);
        self.fits(&CONTACT, "phones", &Value::set(phones.iter().cloned()))?;
        Ok(Contact { id: self.new_id(), account, name: person.name.trim().to_owned(), phones, ..Contact::default() })
    }

    /// The visit that a log was told to close. None where another window or laptop has closed, moved or deleted it while the line was
    /// written: what was typed is a log of its own then, and never refused for it.
    fn named(&self, entry: &LogEntry, account: Option<Id>) -> Result<Option<Visit>, Refusal> {
        let Some(id) = entry.closes else { return Ok(None) };
        match self.get::<Visit>(id) {
            Ok(visit) if visit.account == account && (is_open(&visit) || is_only_stamped(&visit)) => Ok(Some(visit)),
            Ok(_) | Err(Refusal::Gone) => Ok(None),
            Err(other) => Err(other),
        }
    }

    /// Refuses to say of a visit once more that it took place: another of the same would be made, and nothing would tell them apart.
    fn still_to_be_said(&self, entry: &LogEntry) -> Result<(), Refusal> {
        let visit = entry.closes.and_then(|id| self.get::<Visit>(id).ok());
        match visit.and_then(|visit| visit.state) {
            Some(VisitState::Done) => Err(Refusal::State(VISIT_IS_DONE)),
            _ => Ok(()),
        }
    }

    /// The record that already stands for the visit of this log.
    fn stands_for(&self, entry: &LogEntry, account: Id) -> Result<Option<Visit>, Refusal> {
        let (me, day) = (Some(self.look.me()), self.now.workday(entry.started));
        let mine = |visit: &Visit| visit.owner == me;
        let here = self.look.open_visits(account)?.into_iter().find(|visit| {
            mine(visit)
                && visit.state == Some(VisitState::InProgress)
                && visit.started.is_some_and(|started| self.now.workday(started) == day)
        });
        if here.is_some() {
            return Ok(here);
        }
        let stamped = self
            .look
            .visits_of(account, 20)?
            .into_iter()
            .find(|visit| mine(visit) && visit.day == Some(day) && is_only_stamped(visit));
        if stamped.is_some() {
            return Ok(stamped);
        }
        self.planned_near(account, day, entry.started)
    }
}

/// Things in their written form.
fn written<T: ToString>(things: &[T]) -> impl Iterator<Item = String> {
    things.iter().map(T::to_string).filter(|text| !text.is_empty())
}

/// Whether a log has no words: it says that the visit took place, and no more.
fn says_nothing(entry: &LogEntry) -> bool {
    entry.words.trim().is_empty() && entry.notes.trim().is_empty()
}

/// Whether a visit is planned or in progress.
pub(super) fn is_open(visit: &Visit) -> bool {
    matches!(visit.state, Some(VisitState::Planned | VisitState::InProgress))
}

/// Whether a visit's end was stamped, and nothing was said of it yet.
fn is_only_stamped(visit: &Visit) -> bool {
    visit.state == Some(VisitState::Done)
        && visit.started.is_some()
        && visit.logged_at.is_none()
        && visit.notes.is_empty()
        && visit.words.is_empty()
}

/// Both texts, one line under the other; what was written before is never lost.
pub(super) fn joined(before: &str, after: &str) -> String {
    let lines: BTreeSet<&str> = before.lines().collect();
    match (before.is_empty(), after.is_empty()) {
        (true, _) => after.to_string(),
        (_, true) => before.to_string(),
        _ if lines.contains(after) => before.to_string(),
        _ => format!("{before}\n{after}"),
    }
}
