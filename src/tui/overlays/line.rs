//! A question answered with one line: a date in words (`fri`, `+3d`, `下周三`), tags; and at once what was understood of it.
//!
//! Always holds: nothing is done before the words are understood; an empty line after a reason means "no new date". A draft is of one row alone,
//! and its days count from when it was begun.

use std::collections::BTreeSet;

use ratatui::layout::Rect;
use serde::{Deserialize, Serialize};

use super::super::act::SmallAct;
use super::super::canvas::{Canvas, centred};
use super::super::cx::{Cx, Tone};
use super::super::field::Field;
use super::super::key::Key;
use super::super::message::{Ticket, Trouble};
use super::super::screen::{Handled, Place, Screen, Sight};
use super::super::subject::Subject;
use super::super::theme::Role;
use super::choice::titled;
use super::log_line::promise_at;
use crate::base::clock::{Moment, Now};
use crate::base::id::Id;
use crate::domain::act::Committed;
use crate::domain::dates::{Dates, Of};
use crate::domain::deed::{Correction, Deed, LogRef, Promise, Slot};
use crate::schema::Reason;

/// What the words are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Wanted {
    /// The date to which the row moves.
    Move,
    /// The date of a visit.
    Plan,
    /// The new date after a visit that did not take place; may be left out. Another reason is said before it.
    NotDone(Reason),
    /// The date before which a customer is not proposed.
    Snooze,
    /// Tags: words to put on, and with a minus before them to take away.
    Tags,
    /// What comes next after a log: a promise, with its date.
    NextStep(LogRef),
}

impl Wanted {
    const fn title(self) -> &'static str {
        match self {
            Wanted::Move => "title-move",
            Wanted::Plan => "title-plan",
            Wanted::NotDone(Reason::Other) => "title-reason",
            Wanted::NotDone(_) => "title-new-date",
            Wanted::Snooze => "title-snooze",
            Wanted::Tags => "title-tag",
            Wanted::NextStep(_) => "close-next-step",
        }
    }

    /// Whether nothing is done without a date.
    const fn needs_date(self) -> bool {
        matches!(self, Wanted::Move | Wanted::Plan | Wanted::Snooze)
    }

    /// What is said while nothing is written.
    const fn hint(self) -> &'static str {
        match self {
            Wanted::NotDone(Reason::Other) => "when-other-hint",
            Wanted::NotDone(_) => "when-none",
            Wanted::Move | Wanted::Plan => "when-hint",
            Wanted::Snooze => "snooze-hint",
            Wanted::Tags => "tag-hint",
            Wanted::NextStep(_) => "close-next-hint",
        }
    }
}

/// The question.
#[derive(Clone, Debug)]
pub struct Line {
    wanted: Wanted,
    subject: Subject,
    field: Field,
    /// When the first of it was written.
    begun: Option<Moment>,
    /// What it comes to is being kept: until that is on the disk, the words stay here.
    saving: Option<Ticket>,
}

/// The line as it is drafted.
#[derive(Serialize, Deserialize)]
struct Kept {
    line: String,
    begun: Moment,
}

impl Line {
    /// For this, about this row.
    pub fn new(wanted: Wanted, subject: Subject) -> Line {
        Line { wanted, subject, field: Field::default(), begun: None, saving: None }
    }

    /// The name its draft is kept by. Of the same customer another row is another thing to say, and of other
    /// marked rows too; the same ones marked again have theirs, in whatever order.
    fn draft(&self) -> Option<String> {
        let of = match (self.wanted, self.subject.marked.as_ref()) {
            (Wanted::NextStep(LogRef::Visit(id) | LogRef::Touch(id)), _) => id.to_string(),
            (_, []) => self.subject.id()?.to_string(),
            (_, marked) => format!("{}x{}", marked.len(), all_of(marked)),
        };
        Some(format!("line:{}:{of}", self.wanted.title()))
    }

    fn changed(&mut self, cx: &mut Cx) {
        let line = self.field.words();
        self.begun = if line.is_empty() { None } else { self.begun.or(Some(cx.now.at)) };
        let Some(draft) = self.draft() else { return };
        let body = match self.begun {
            None => String::new(),
            Some(begun) => serde_json::to_string(&Kept { line: line.to_owned(), begun }).unwrap_or_default(),
        };
        cx.draft(&draft, &body);
    }

    /// The time at which its words are read: when they were begun. `in 2 hours`, left and taken up again, means the same.
    fn read_at(&self, cx: &Cx) -> Now {
        self.begun.map_or_else(|| cx.now.clone(), |begun| cx.now.with(begun))
    }

    /// Which of several days is meant: by the last of them what was promised is due, on the first of them one goes there again.
    fn of(&self) -> Of {
        match self.wanted {
            Wanted::Snooze => Of::From,
            Wanted::Move => self.subject.acted().moved_to(),
            _ => Of::Visit,
        }
    }

    /// The words without the day, and the day.
    fn read(&self, cx: &Cx) -> (String, Option<Slot>) {
        let (now, words) = (self.read_at(cx), self.field.words());
        let dates = Dates { now: &now, ..cx.dates() };
        match self.wanted {
            Wanted::Tags => (String::new(), None),
            Wanted::NextStep(_) => {
                let promise = self.promise(cx);
                (promise.text, promise.due)
            }
            Wanted::NotDone(Reason::Other) => dates.split(words, self.of()),
            Wanted::Snooze | Wanted::NotDone(_) => dates.split_either(words, self.of()),
            // What for stands on either side of the day.
            Wanted::Plan => match dates.around(words, self.of()) {
                Some((before, slot, behind)) => ([before, behind].join(" ").trim().to_owned(), Some(slot)),
                None => (String::new(), None),
            },
            _ => (String::new(), dates.read(words, self.of())),
        }
    }

    fn promise(&self, cx: &Cx) -> Promise {
        promise_at(self.field.words(), &self.read_at(cx), cx)
    }

    /// What the line comes to; `Err`: the key of what is missing.
    fn act(&self, cx: &Cx) -> Result<SmallAct, &'static str> {
        let (words, slot) = self.read(cx);
        Ok(match (self.wanted, slot) {
            (Wanted::Tags, _) => {
                let (add, remove) = tags(self.field.words());
                if add.is_empty() && remove.is_empty() {
                    return Err("tag-hint");
                }
                SmallAct::Tag { add, remove }
            }
            // Another reason is said in words, before the date or without one.
            (Wanted::NotDone(Reason::Other), again) => {
                if words.is_empty() {
                    return Err("notice-say-why");
                }
                SmallAct::NotDone { reason: Reason::Other, words, again }
            }
            (Wanted::NotDone(reason), again) => SmallAct::NotDone { reason, words, again },
            (Wanted::Move, Some(to)) => SmallAct::Move(to),
            (Wanted::Plan, Some(to)) => SmallAct::Plan { to, purpose: words },
            (Wanted::Snooze, Some(to)) => SmallAct::Snooze { until: to.day, reason: words },
            _ => return Err("notice-no-date"),
        })
    }
}

/// One id for all of these, whatever their order.
fn all_of(ids: &[Id]) -> Id {
    let mut all = [0; 16];
    for id in ids {
        all.iter_mut().zip(id.bytes()).for_each(|(all, byte)| *all ^= byte);
    }
    Id::from_bytes(all)
}

/// Tags in words: separated by commas or spaces; one with `-` before it is taken away.
fn tags(words: &str) -> (BTreeSet<String>, BTreeSet<String>) {
    let (mut add, mut remove) = (BTreeSet::new(), BTreeSet::new());
    for word in
        words.split([',', '，', '、', ';', '；', ' ', '\u{3000}']).map(str::trim).filter(|word| !word.is_empty())
    {
        match word.strip_prefix(['-', '－']) {
            Some(word) if !word.is_empty() => remove.insert(word.to_string()),
            Some(_) => false,
            None => add.insert(word.to_string()),
        };
    }
    (add, remove)
}

impl Screen for Line {
    fn sight(&self) -> Sight {
        Sight::Of(self.subject.account_id())
    }

    fn drafts(&self) -> Option<String> {
        self.draft()
    }

    fn place(&self) -> Place {
        Place::Question
    }

    fn popup(&self, _cx: &Cx, whole: Rect) -> Option<Rect> {
        Some(centred(whole, 62, if self.subject.marked.len() > 1 { 7 } else { 6 }))
    }

    fn typing(&self) -> bool {
        true
    }

    fn refresh(&mut self, cx: &mut Cx) {
        let kept = self.draft().filter(|_| self.field.is_empty());
        let kept = kept.and_then(|draft| serde_json::from_str::<Kept>(cx.drafted(&draft)?).ok());
        if let Some(Kept { line, begun }) = kept {
            (self.field, self.begun) = (Field::new(&line), Some(begun));
        }
    }

    fn key(&mut self, key: Key, cx: &mut Cx) -> Handled {
        let before = self.field.words().len();
        let handled = self.field.key(key);
        if self.field.words().len() != before || handled == Handled::Yes && key.typed().is_some() {
            self.changed(cx);
        }
        handled
    }

    fn paste(&mut self, text: &str, cx: &mut Cx) {
        let whole = self.field.paste(text);
        self.changed(cx);
        cx.pasted(whole);
    }

    fn enter(&mut self, cx: &mut Cx) {
        if self.saving.is_some() {
            return;
        }
        if let Wanted::NextStep(log) = self.wanted {
            let promise = self.promise(cx);
            if promise.text.trim().is_empty() {
                cx.notice_word("close-next-hint", Tone::Calm);
                return;
            }
            let correction = Correction { promises: vec![promise], ..Correction::default() };
            self.saving = Some(cx.perform_drafted(Deed::Correct { log, correction }, self.draft()));
            return;
        }
        match self.act(cx) {
            Ok(act) => self.saving = cx.act_drafted(act, &self.subject, self.draft()),
            Err(missing) => cx.notice_word(missing, Tone::Calm),
        }
    }

    fn back(&mut self, cx: &mut Cx) -> Handled {
        // A date alone is soon typed again: it lasts over a kill, not over a no.
        if matches!(self.wanted, Wanted::Move | Wanted::Plan)
            && let Some(draft) = self.draft()
        {
            cx.draft(&draft, "");
        }
        Handled::No
    }

    fn done(&mut self, ticket: Ticket, outcome: &Result<Committed, Trouble>, cx: &mut Cx) {
        if self.saving != Some(ticket) {
            return;
        }
        self.saving = None;
        if outcome.is_ok() {
            cx.close();
        }
    }

    fn draw(&self, cx: &Cx, area: Rect, canvas: &mut Canvas<'_>) {
        let inner = canvas.window(area, &titled(cx, self.wanted.title(), &self.subject));
        self.field.draw(canvas, inner.x, inner.y + 1, inner.width, true);
        let (words, slot) = self.read(cx);
        let (text, role) = match slot {
            Some(slot) if self.wanted == Wanted::Plan => (planned(cx, slot, &words), Role::Done),
            Some(slot) => (understood(cx, slot), Role::Done),
            // The words are kept; that no day is among them is seen before Enter.
            None if !words.is_empty() && matches!(self.wanted, Wanted::NotDone(reason) if reason != Reason::Other) => {
                (cx.word("when-words-alone").to_string(), Role::Dim)
            }
            None if matches!(self.wanted, Wanted::NextStep(_)) => (cx.word(self.wanted.hint()).to_string(), Role::Dim),
            None if self.field.is_empty() || !self.wanted.needs_date() && self.act(cx).is_ok() => {
                (cx.word(self.wanted.hint()).to_string(), Role::Dim)
            }
            None => (cx.word("when-unknown").to_string(), Role::Due),
        };
        canvas.put(inner.x, inner.y + 2, inner.width, &text, role);
        // What is done to many is counted and named before it is done.
        let many = self.subject.marked.len();
        if many > 1
            && let Ok(act) = self.act(cx)
        {
            let act = super::super::again::words(cx, &act);
            let all = cx.say("line-on-all", &[("n", many.into()), ("act", (&act).into())]);
            canvas.put(inner.x, inner.y + 3, inner.width, &all, Role::Strong);
        }
    }
}

/// When a visit is to be, and what for.
pub(super) fn planned(cx: &Cx, slot: Slot, purpose: &str) -> String {
    let when = understood(cx, slot);
    if purpose.is_empty() { when } else { format!("{when}   {purpose}") }
}

/// The day that was understood, so that nobody has to count.
fn understood(cx: &Cx, slot: Slot) -> String {
    let today = cx.now.today();
    let days = (slot.day - today).num_days();
    let mut text = cx.words.long_day(slot.day);
    if let Some(time) = slot.time {
        text.push(' ');
        text.push_str(&cx.words.time(time));
    }
    if days > 1 {
        text.push_str("   ");
        text.push_str(&cx.say("in-days", &[("n", days.into())]));
    } else if days >= -1 {
        text.push_str("   ");
        text.push_str(&cx.words.day_from(slot.day, today));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_put_on_and_taken_away() {
        let set = |words: &[&str]| words.iter().map(|word| (*word).to_string()).collect::<BTreeSet<_>>();
        for (words, add, remove) in [
            ("fair, dental", set(&["fair", "dental"]), set(&[])),
            ("重点、-展会", set(&["重点"]), set(&["展会"])),
            ("- ,", set(&[]), set(&[])),
        ] {
            assert_eq!(tags(words), (add, remove), "{words}");
        }
    }
}
