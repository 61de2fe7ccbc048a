//! A log is set right: its customer, its time, how it was, its words, its follow-ups. A digit chooses what; Enter saves.
//!
//! Always holds: the line as it was typed stays in the history; what is being written is drafted; all that hangs on a log moves with it.

mod draft;
mod draw;
mod follow_up;
mod heard;
mod how;
mod met;
mod time;

use self::how::{How, how_it_was, hows};
use ratatui::layout::Rect;

use self::draft::Kept;
use self::draw::stretch;
use self::heard::Rest;
use self::time::times;

use crate::base::clock::Moment;
use crate::base::id::Id;
use crate::domain::act::Committed;
use crate::domain::ask::{Answer, Ask, LogView, NameHit};
use crate::domain::deed::{Correction, Deed, LogRef, Refusal, Whose};
use crate::schema::VisitState;
use crate::tui::canvas::{Canvas, centred};
use crate::tui::cx::{Cx, Tone};
use crate::tui::field::Field;
use crate::tui::key::{Code, Key};
use crate::tui::list::List;
use crate::tui::message::{Ticket, Trouble};
use crate::tui::overlays::log_line::promise_at;
use crate::tui::screen::{Handled, Motion, Next, Place, Screen};
use crate::tui::subject::{Row, Subject};

/// What is set right.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Part {
    Whose,
    Time,
    Kind,
    Words,
    FollowUps,
    Heard,
    Met,
}

const PARTS: [(Part, &str); 7] = [
    (Part::Whose, "correct-whose"),
    (Part::Time, "correct-time"),
    (Part::Kind, "correct-kind"),
    (Part::Words, "correct-words"),
    (Part::FollowUps, "correct-follow-ups"),
    (Part::Heard, "correct-heard"),
    (Part::Met, "correct-met"),
];

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

    fn begin(&mut self, part: Part, cx: &mut Cx) {
        self.changing = None;
        let Some(view) = &self.view else { return };
        let kept = self.kept(part, cx);
        self.list = List::default();
        self.begun = kept.as_ref().and_then(|kept| kept.begun);
        self.field = match (part, kept) {
            (Part::Words, kept) => {
                let notes = || Kept { line: view.notes.clone(), seen: view.notes.clone(), begun: None };
                let Kept { line, seen, .. } = kept.unwrap_or_else(notes);
                self.seen_notes = seen;
                Field::lines(&line)
            }
            (_, Some(kept)) => Field::new(&kept.line),
            (Part::Time, None) => Field::new(&stretch(view, cx)),
            (_, None) => Field::default(),
        };
        if part == Part::Kind {
            self.list.cursor = hows(view).iter().position(|how| *how == how_it_was(view)).unwrap_or(0);
        }
        if part == Part::Heard {
            self.ask_heard(cx);
        }
        self.part = Some(part);
    }

    fn correct(&mut self, correction: Correction, cx: &mut Cx) {
        if self.saving.is_none() {
            self.saving = Some(cx.perform_drafted(Deed::Correct { log: self.log, correction }, self.draft()));
        }
    }

    fn rows(&self) -> usize {
        match self.part {
            None => PARTS.len(),
            Some(Part::Whose) => self.hits.len() + usize::from(self.new_name().is_some()),
            Some(Part::Kind) => self.view.as_ref().map_or(0, |view| hows(view).len()),
            Some(Part::Heard) => self.heard_fields().len(),
            Some(Part::FollowUps) if self.changing.is_some() => 0,
            Some(Part::FollowUps) => self.view.as_ref().map_or(0, |view| view.follow_ups.len()),
            Some(Part::Met) => self.people_shown().len(),
            _ => 0,
        }
    }

    fn new_name(&self) -> Option<String> {
        let name = self.field.words().trim();
        // A stray digit is nobody's name.
        name.chars().any(char::is_alphabetic).then(|| name.to_owned())
    }

    /// What Enter or a digit does with this row.
    fn pick(&mut self, at: usize, cx: &mut Cx) {
        match self.part {
            None => {
                if let Some((part, _)) = PARTS.get(at) {
                    self.begin(*part, cx);
                }
            }
            Some(Part::Whose) => {
                let whose = match (self.hits.get(at), self.new_name()) {
                    (Some(hit), _) => Whose::Account(hit.account),
                    (None, Some(name)) if at == self.hits.len() => Whose::New(name),
                    _ => return,
                };
                let seen_whose = self.view.as_ref().map(|view| view.account);
                self.correct(Correction { whose: Some(whose), seen_whose, ..Correction::default() }, cx);
            }
            Some(Part::Kind) => {
                let correction = match self.view.as_ref().and_then(|view| hows(view).get(at).copied()) {
                    Some(How::Was(kind)) => Correction { kind: Some(kind), ..Correction::default() },
                    Some(How::Missed(reason)) => Correction { missed: Some(reason), ..Correction::default() },
                    None => return,
                };
                self.correct(correction, cx);
            }
            Some(Part::FollowUps) => {
                let follow_up = self.view.as_ref().and_then(|view| view.follow_ups.get(at));
                if let Some(follow_up) = follow_up.map(|follow_up| follow_up.id) {
                    self.begin_follow_up(follow_up, cx);
                }
            }
            Some(Part::Heard) => self.begin_heard(at, cx),
            Some(Part::Met) => self.turn_met(at),
            Some(Part::Time | Part::Words) => {}
        }
    }

    fn save_written(&mut self, cx: &mut Cx) {
        let words = self.field.words().trim().to_owned();
        match self.part {
            Some(Part::Heard) if self.writes_heard() => self.save_heard(cx),
            // Letters were for finding somebody: he is ticked, and seen to be, before anything is saved.
            Some(Part::Met) if !self.field.is_empty() => {
                let at = self.list.cursor;
                if self.rows() > 0 {
                    self.turn_met(at);
                } else {
                    cx.notice_word("nothing-fits", Tone::Calm);
                }
            }
            Some(Part::Met) => self.save_met(cx),
            Some(Part::Words) => {
                let seen_notes = Some(self.seen_notes.clone());
                self.correct(Correction { notes: Some(words), seen_notes, ..Correction::default() }, cx);
            }
            Some(Part::Time) => {
                let Some(view) = &self.view else { return };
                match times(&words, view.time, &cx.now, cx.words.lang()) {
                    Ok(time) => {
                        let (time, seen_time) = (Some(time), Some(view.time));
                        self.correct(Correction { time, seen_time, ..Correction::default() }, cx);
                    }
                    Err(wrong) => cx.notice_word(wrong, Tone::Calm),
                }
            }
            Some(Part::FollowUps) if self.changing.is_some() => self.save_follow_up(cx),
            Some(Part::FollowUps) if !words.is_empty() => {
                let promise = promise_at(&words, &self.read_at(cx), cx);
                self.correct(Correction { promises: vec![promise], ..Correction::default() }, cx);
            }
            Some(Part::Whose) if self.asked.is_some() => {}
            // What nobody saw is taken only where it leaves no doubt.
            Some(Part::Whose) if cx.unseen && self.hits.len() > 1 && !self.hits[0].certain => cx.which_one(),
            _ => self.pick(self.list.cursor, cx),
        }
    }

    fn written(&mut self, cx: &mut Cx) {
        match self.part {
            Some(Part::Words | Part::Time | Part::FollowUps) => self.keep(cx),
            Some(Part::Whose) => {
                let letters = self.field.words().trim().to_owned();
                self.list = List::default();
                self.hits.clear();
                self.asked = (!letters.is_empty()).then(|| cx.ask(Ask::Names { letters, most: MOST }));
            }
            Some(Part::Met) => self.list = List::default(),
            _ => {}
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
