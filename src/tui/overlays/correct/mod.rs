//! A log is set right: its customer, its time, how it was, its words, its follow-ups. A digit chooses what; Enter saves.
//!
//! Always holds: the line as it was typed stays in the history; what is being written is drafted; all that hangs on a log moves with it.

mod draft;
mod draw;
mod follow_up;
mod heard;
mod how;
mod met;
mod parts;
mod time;

use ratatui::layout::Rect;

use self::heard::Rest;
use self::parts::Part;

use crate::base::clock::Moment;
use crate::base::id::Id;
use crate::domain::act::Committed;
use crate::domain::ask::{Answer, Ask, LogView, NameHit};
use crate::domain::deed::{LogRef, Refusal};
use crate::schema::VisitState;
use crate::tui::canvas::{Canvas, centred};
use crate::tui::cx::{Cx, Tone};
use crate::tui::field::Field;
use crate::tui::key::{Code, Key};
use crate::tui::list::List;
use crate::tui::message::{Ticket, Trouble};
use crate::tui::screen::{Handled, Motion, Next, Place, Screen};
use crate::tui::subject::{Row, Subject};

/// At most so many customers are offered.
const MOST: usize = 6;

/// The correction of a log.
#[derive(Debug)]
pub struct Correct {
    log: LogRef,
    view: Option<Box<LogView>>,
    loading: Option<Ticket>,
    /// What is being set right; none: it is chosen.
    part: Option<Part>,
    list: List,
    field: Field,
    hits: Vec<NameHit>,
    asked: Option<Ticket>,
    saving: Option<Ticket>,
    /// The follow-up whose words or day are written; none: a new one.
    changing: Option<Id>,
    /// What was heard beside the words.
    rest: Rest,
    /// When what is being written was begun.
    begun: Option<Moment>,
    /// The note, and who was met, as they were seen.
    seen_notes: String,
    seen_met: Vec<Id>,
}

impl Correct {
    /// Of this log: it is asked for.
    pub fn new(log: LogRef, cx: &mut Cx) -> Correct {
        Correct {
            log,
            view: None,
            loading: Some(cx.ask(Ask::Log(log))),
            part: None,
            list: List::default(),
            field: Field::default(),
            hits: Vec::new(),
            asked: None,
            saving: None,
            changing: None,
            rest: Rest::default(),
            begun: None,
            seen_notes: String::new(),
            seen_met: Vec::new(),
        }
    }
}

impl Screen for Correct {
    fn drafts(&self) -> Option<String> {
        self.draft()
    }

    fn place(&self) -> Place {
        if self.part.is_some() { Place::Writing } else { Place::Question }
    }

    fn popup(&self, _cx: &Cx, whole: Rect) -> Option<Rect> {
        Some(centred(whole, 84, 18))
    }

    fn enter_saves(&self) -> bool {
        self.part.is_some()
    }

    fn typing(&self) -> bool {
        matches!(self.part, Some(Part::Whose | Part::Time | Part::Words | Part::FollowUps | Part::Met))
            || self.writes_heard()
    }

    fn key(&mut self, key: Key, cx: &mut Cx) -> Handled {
        if self.writes_heard() {
            return self.heard_key(key, cx);
        }
        let digit = key.narrow().typed().and_then(|c| c.to_digit(10)).filter(|digit| *digit > 0);
        let chooses = match self.part {
            None | Some(Part::Kind | Part::Heard) => true,
            Some(Part::FollowUps | Part::Whose | Part::Met) => self.field.is_empty() && self.changing.is_none(),
            _ => false,
        };
        if let Some(digit) = digit.filter(|digit| chooses && (*digit as usize) <= self.rows()) {
            self.pick(digit as usize - 1, cx);
            return Handled::Yes;
        }
        if self.part == Some(Part::Met) && self.field.is_empty() && key.narrow().typed() == Some(' ') {
            self.turn_met(self.list.cursor);
            return Handled::Yes;
        }
        if !self.typing() {
            return Handled::No;
        }
        // Enter saves here: a note of several lines is written in its form.
        if key == Key::plain(Code::Enter) {
            self.save_written(cx);
            return Handled::Yes;
        }
        let before = self.field.words().len();
        let removes = matches!(key.code, Code::Backspace | Code::Delete);
        let goes = self.field.unchoose(removes || key.typed().is_some());
        if removes && goes {
            self.written(cx);
            return Handled::Yes;
        }
        let handled = self.field.key(key);
        if handled == Handled::Yes && (self.field.words().len() != before || key.typed().is_some()) {
            self.written(cx);
        }
        handled
    }

    fn paste(&mut self, text: &str, cx: &mut Cx) {
        if self.writes_heard() {
            self.heard_pasted(text, cx);
        } else if self.typing() {
            self.field.unchoose(true);
            let whole = self.field.paste(text);
            self.written(cx);
            cx.pasted(whole);
        }
    }

    fn moved(&mut self, motion: Motion, cx: &mut Cx) {
        // What is being written stays in its row.
        if self.writes_heard() {
            return;
        }
        if motion == Motion::NextPane && self.changing.is_some() {
            return self.open_follow_up(cx);
        }
        let room = self.room(cx);
        self.list.moved(motion, self.rows(), room);
    }

    fn enter(&mut self, cx: &mut Cx) {
        self.save_written(cx);
    }

    fn command(&mut self, id: &str, cx: &mut Cx) -> Handled {
        if id == "save" && self.part.is_some() {
            self.save_written(cx);
            return Handled::Yes;
        }
        Handled::No
    }

    fn back(&mut self, _cx: &mut Cx) -> Handled {
        if self.heard_back() || self.follow_up_back() || self.part.take().is_some() {
            Handled::Yes
        } else {
            Handled::No
        }
    }

    fn answered(&mut self, ticket: Ticket, answer: Answer, cx: &mut Cx) -> Option<Answer> {
        if self.loading == Some(ticket) {
            self.loading = None;
            match answer {
                Answer::Log(Some(view)) => {
                    let met = view.people.iter().filter(|person| person.met);
                    self.seen_met = met.map(|person| person.id).collect();
                    self.view = Some(view);
                }
                _ => {
                    cx.notice_word("refusal-gone", Tone::Trouble);
                    cx.close();
                    return None;
                }
            }
            // Read anew after another part was saved, it stays there.
            if self.part.is_none()
                && let Some((part, field)) = self.begun_part(cx)
            {
                self.begin(part, cx);
                self.rest.goes_on(field);
                if let Some(begun) = self.begun_follow_up(cx).filter(|_| part == Part::FollowUps) {
                    self.begin_follow_up(begun, cx);
                }
            }
            return None;
        }
        match answer {
            Answer::Record(view) if self.heard_answered(ticket, &view, cx) => None,
            Answer::Names(hits) if self.asked == Some(ticket) => {
                self.asked = None;
                self.hits = hits;
                None
            }
            other => Some(other),
        }
    }

    fn unanswered(&mut self, ticket: Ticket, cx: &mut Cx) {
        self.asked.take_if(|asked| *asked == ticket);
        self.heard_unanswered(ticket);
        if self.loading.take_if(|asked| *asked == ticket).is_some() {
            cx.close();
        }
    }

    fn awaits(&self, next: Next<'_>) -> bool {
        let names = self.part == Some(Part::Whose) && self.asked.is_some();
        let enter = matches!(next, Next::Command(_)) || next == Next::Key(Key::plain(Code::Enter));
        self.loading.is_some() || self.hears() || names && enter
    }

    fn done(&mut self, ticket: Ticket, outcome: &Result<Committed, Trouble>, cx: &mut Cx) {
        if self.saving != Some(ticket) {
            return;
        }
        self.saving = None;
        match outcome {
            // Of what was heard several things are often set right: it stays until it is left.
            Ok(_) if self.part == Some(Part::Heard) => {
                self.heard_back();
                self.ask_heard(cx);
                self.loading = Some(cx.ask(Ask::Log(self.log)));
            }
            Ok(_) => cx.close(),
            // It has been said what is there by now: whoever saves again has seen it.
            Err(Trouble::Refused(Refusal::Changed { theirs, .. })) if self.part == Some(Part::Words) => {
                self.seen_notes = theirs.str().to_owned();
                self.keep(cx);
            }
            Err(Trouble::Refused(Refusal::Changed { .. }))
                if matches!(self.part, Some(Part::Whose | Part::Time | Part::FollowUps)) =>
            {
                self.loading = Some(cx.ask(Ask::Log(self.log)));
            }
            Err(Trouble::Refused(Refusal::Changed { field, theirs, .. })) => self.heard_anew(*field, theirs),
            Err(_) => {}
        }
    }

    fn settle(&mut self, cx: &mut Cx) {
        let room = self.room(cx);
        self.list.settle(self.rows(), room);
    }

    fn subject(&self, _cx: &Cx) -> Subject {
        let Some(view) = &self.view else { return Subject::default() };
        let row = match self.log {
            LogRef::Visit(id) => Row::Visit(id, VisitState::Done),
            LogRef::Touch(id) => Row::Touch(id),
        };
        Subject {
            account: view.account.map(|id| (id, view.name.clone())),
            row,
            text: view.words.clone(),
            ..Subject::default()
        }
    }

    fn draw(&self, cx: &Cx, area: Rect, canvas: &mut Canvas<'_>) {
        self.draw_log(cx, area, canvas);
    }
}
