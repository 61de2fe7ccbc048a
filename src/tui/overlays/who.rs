//! A customer by a few letters: whom a visit is planned at, whose an unfiled log is.
//!
//! Always holds: none is chosen silently; twins are told apart by street and last visit.

use ratatui::layout::Rect;

use super::super::act::SmallAct;
use super::super::canvas::{Canvas, Target, centred};
use super::super::cx::Cx;
use super::super::field::Field;
use super::super::key::Key;
use super::super::list::List;
use super::super::message::{Ticket, Trouble};
use super::super::screen::{Handled, Motion, Next, Place, Screen};
use super::super::subject::Subject;
use super::super::theme::Role;
use super::line::{Line, Wanted, planned};
use super::merge::Merge;
use crate::base::id::Id;
use crate::domain::act::Committed;
use crate::domain::ask::{Answer, Ask, NameHit};
use crate::domain::dates::Of;
use crate::domain::deed::{Deed, LogRef, Slot, Whose};
use crate::schema::ACCOUNT;

use chrono::NaiveDate;

/// What the customer is chosen for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum For {
    /// A visit on this day; `None`: the day is asked next.
    Plan(Option<NaiveDate>),
    /// A log that is theirs.
    File(LogRef),
    /// A contact who works there now.
    MoveContact(Id),
    /// Another record of this customer, which is to be joined with it.
    Merge(Id),
}

/// The question.
#[derive(Clone, Debug)]
pub struct Who {
    purpose: For,
    field: Field,
    hits: Vec<NameHit>,
    ticket: Option<Ticket>,
    /// The guesses to begin with are still being looked for.
    guessing: bool,
    /// It is being kept: until that is on the disk, what was typed stays here.
    saving: Option<Ticket>,
    list: List,
    /// When a visit is to be, where that was typed behind the name, and what for.
    slot: Option<Slot>,
    what_for: String,
}

const MOST: usize = 9;

impl Who {
    /// For this.
    pub fn new(purpose: For) -> Who {
        Who {
            purpose,
            field: Field::default(),
            hits: Vec::new(),
            ticket: None,
            guessing: false,
            saving: None,
            list: List::default(),
            slot: None,
            what_for: String::new(),
        }
    }

    /// For this, with guesses to begin with.
    pub fn guessed(purpose: For, hits: Vec<NameHit>) -> Who {
        Who { hits, ..Who::new(purpose) }
    }

    /// "New customer" is among the choices where a log is filed and something is typed.
    fn new_name(&self) -> Option<&str> {
        let name = self.field.words().trim();
        (matches!(self.purpose, For::File(_)) && !name.is_empty()).then_some(name)
    }

    fn rows(&self) -> usize {
        self.hits.len() + usize::from(self.new_name().is_some())
    }

    /// When a visit is planned that is chosen now.
    fn planned(&self) -> Option<Slot> {
        let For::Plan(day) = self.purpose else { return None };
        self.slot.or(day.map(Slot::day))
    }

    fn pick(&mut self, at: usize, cx: &mut Cx) {
        let whose = match (self.hits.get(at), self.new_name()) {
            (Some(hit), _) => Whose::Account(hit.account),
            (None, Some(name)) if at == self.hits.len() => Whose::New(name.to_string()),
            _ => return,
        };
        match (self.purpose, whose) {
            _ if self.saving.is_some() => {}
            (For::File(log), whose) => self.saving = Some(cx.perform(Deed::File { log, whose })),
            (For::MoveContact(contact), Whose::Account(to)) => {
                self.saving = Some(cx.perform(Deed::MoveContact { contact, to }));
            }
            (For::Merge(keep), Whose::Account(other)) if keep != other => {
                cx.close();
                cx.open(Merge::new(ACCOUNT.number, keep, Some(other)));
            }
            (For::Plan(_), Whose::Account(id)) => {
                let name = self.hits.get(at).map(|hit| hit.name.clone()).unwrap_or_default();
                let subject = Subject::account(id, name);
                match self.planned() {
                    Some(to) => {
                        self.saving = cx.act(SmallAct::Plan { to, purpose: self.what_for.clone() }, &subject);
                    }
                    None => {
                        cx.close();
                        cx.open(Line::new(Wanted::Plan, subject));
                    }
                }
            }
            _ => cx.close(),
        }
    }

    fn look(&mut self, cx: &mut Cx) {
        let letters = self.field.words().to_string();
        (self.ticket, self.guessing, self.slot) = (None, false, None);
        self.what_for.clear();
        if !letters.trim().is_empty() {
            self.ticket = Some(cx.ask(Ask::Names { letters, most: MOST }));
        }
        self.list = List::default();
    }
}

impl Who {
    /// Nobody is called so: it may say when, and what for.
    fn look_before_the_day(&mut self, cx: &mut Cx) {
        if let Some((letters, slot, purpose)) = cx.dates().around(self.field.words(), Of::Visit)
            && !letters.is_empty()
        {
            (self.slot, self.what_for) = (Some(slot), purpose);
            self.ticket = Some(cx.ask(Ask::Names { letters, most: MOST }));
        }
    }
}

impl Screen for Who {
    fn place(&self) -> Place {
        Place::Question
    }

    fn popup(&self, _cx: &Cx, whole: Rect) -> Option<Rect> {
        Some(centred(whole, 76, MOST as u16 + 5))
    }

    fn refresh(&mut self, cx: &mut Cx) {
        // The first screen does not wait for guesses: whoever files a log does.
        if matches!(self.purpose, For::File(_)) && self.hits.is_empty() && self.field.is_empty() {
            self.ticket = Some(cx.ask(Ask::Unfiled));
            self.guessing = true;
        }
        if let For::Merge(account) = self.purpose
            && self.field.is_empty()
        {
            self.ticket = Some(cx.ask(Ask::Twins(account)));
            self.guessing = self.hits.is_empty();
        }
    }

    fn typing(&self) -> bool {
        true
    }

    fn key(&mut self, key: Key, cx: &mut Cx) -> Handled {
        // Nothing typed yet: a digit takes a guess, so that an unfiled log is filed with two keys.
        if self.field.is_empty()
            && let Some(digit) = key.typed().and_then(|c| c.to_digit(10)).filter(|digit| *digit > 0)
            && (digit as usize) <= self.hits.len()
        {
            self.pick(digit as usize - 1, cx);
            return Handled::Yes;
        }
        let before = self.field.words().to_string();
        let handled = self.field.key(key);
        if self.field.words() != before {
            self.look(cx);
        }
        handled
    }

    fn paste(&mut self, text: &str, cx: &mut Cx) {
        self.field.paste(text);
        self.look(cx);
    }

    fn answered(&mut self, ticket: Ticket, answer: Answer, cx: &mut Cx) -> Option<Answer> {
        match answer {
            Answer::Names(hits) if self.ticket == Some(ticket) => {
                (self.ticket, self.guessing) = (None, false);
                self.hits = hits;
                if self.hits.is_empty() && self.slot.is_none() && matches!(self.purpose, For::Plan(_)) {
                    self.look_before_the_day(cx);
                }
                None
            }
            Answer::Unfiled(logs) if self.ticket == Some(ticket) => {
                (self.ticket, self.guessing) = (None, false);
                if let For::File(log) = self.purpose {
                    self.hits =
                        logs.into_iter().find(|each| each.log == log).map(|each| each.guesses).unwrap_or_default();
                }
                None
            }
            other => Some(other),
        }
    }

    fn unanswered(&mut self, ticket: Ticket, _cx: &mut Cx) {
        if self.ticket.take_if(|asked| *asked == ticket).is_some() {
            self.guessing = false;
            if !self.field.is_empty() {
                self.hits.clear();
            }
        }
    }

    fn awaits(&self, next: Next<'_>) -> bool {
        match next {
            Next::Key(key) => {
                self.guessing && self.field.is_empty() && key.typed().is_some_and(|c| matches!(c, '1'..='9'))
            }
            Next::Command(_) => self.ticket.is_some(),
            Next::Paste => false,
        }
    }

    fn done(&mut self, ticket: Ticket, outcome: &Result<Committed, Trouble>, cx: &mut Cx) {
        if self.saving.take_if(|saving| *saving == ticket).is_some() && outcome.is_ok() {
            cx.close();
        }
    }

    fn moved(&mut self, motion: Motion, _cx: &mut Cx) {
        self.list.moved(motion, self.rows(), MOST);
    }

    fn pointed(&mut self, _pane: usize, at: usize, _cx: &mut Cx) -> bool {
        self.list.point(at)
    }

    fn enter(&mut self, cx: &mut Cx) {
        // What is shown belongs to the letters before.
        if self.ticket.is_some() && !self.field.is_empty() {
            return;
        }
        // What nobody saw is taken only where it leaves no doubt.
        if cx.unseen && self.hits.len() > 1 && !self.hits[0].certain {
            return cx.which_one();
        }
        self.pick(self.list.cursor, cx);
    }

    fn draw(&self, cx: &Cx, area: Rect, canvas: &mut Canvas<'_>) {
        let title = match self.purpose {
            For::Plan(_) => "title-plan-whom",
            For::File(_) => "title-whose",
            For::MoveContact(_) => "title-where-now",
            For::Merge(_) => "title-merge-whom",
        };
        let inner = canvas.window(area, cx.word(title));
        self.field.draw(canvas, inner.x, inner.y, inner.width, true);
        if let Some(slot) = self.planned() {
            canvas.put(
                inner.x + 3,
                inner.y + 1,
                inner.width.saturating_sub(3),
                &planned(cx, slot, &self.what_for),
                Role::Done,
            );
        }
        let rows = usize::from(inner.height.saturating_sub(2));
        if self.rows() == 0 && self.ticket.is_none() {
            let key = if self.field.is_empty() { "find-hint" } else { "find-nothing" };
            canvas.put(inner.x + 3, inner.y + 2, inner.width.saturating_sub(3), cx.word(key), Role::Dim);
        }
        for (at, hit) in self.hits.iter().take(rows).enumerate() {
            let y = inner.y + 2 + at as u16;
            canvas.belongs(Rect { y, height: 1, ..inner }, Some(hit.account));
            let digit = char::from_digit(at as u32 + 1, 10).filter(|_| self.field.is_empty());
            name_hit(cx, hit, digit, Rect { y, height: 1, ..inner }, canvas);
        }
        if let Some(name) = self.new_name()
            && self.hits.len() < rows
        {
            let y = inner.y + 2 + self.hits.len() as u16;
            canvas.put(
                inner.x + 3,
                y,
                inner.width - 3,
                &cx.say("new-customer", &[("name", name.into())]),
                Role::Accent,
            );
        }
        for at in 0..self.rows().min(rows) {
            canvas.spot(Rect { y: inner.y + 2 + at as u16, height: 1, ..inner }, Target::Row(0, at));
        }
        if self.list.cursor < rows && self.rows() > 0 {
            canvas.tint(Rect { y: inner.y + 2 + self.list.cursor as u16, height: 1, ..inner }, Role::Cursor);
        }
    }
}

/// A customer found by letters, on one line: what chooses it, name, grade, street, last visit.
pub fn name_hit(cx: &Cx, hit: &NameHit, sign: Option<char>, area: Rect, canvas: &mut Canvas<'_>) {
    let sign = sign.map(String::from).unwrap_or_default();
    canvas.put(area.x, area.y, 2, &sign, Role::Key);
    let name = area.width.saturating_sub(3) * 2 / 5;
    canvas.put(area.x + 3, area.y, name, &hit.name, Role::Strong);
    let x = area.x + 3 + name + 1;
    let grade = hit.grade.map(|grade| cx.words.of("account", "grade", grade)).unwrap_or_default();
    canvas.put(x, area.y, 2, grade, Role::Text);
    let last = hit.last_visit.map(|day| cx.words.day_of(day, cx.now.today())).unwrap_or_default();
    let end = area.right() - canvas.put_right(area.right(), area.y, 12, &last, Role::Dim);
    // Why it is offered, where its name does not say it.
    let place = hit.person.as_ref().map(|person| format!("{person}  {}", hit.street));
    canvas.put(x + 3, area.y, end.saturating_sub(x + 4), place.as_ref().unwrap_or(&hit.street), Role::Dim);
}
