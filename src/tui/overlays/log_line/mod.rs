//! The log line: one line becomes a visit or a touch with its note and follow-ups. Under it stands what was understood.
//!
//! Always holds: Enter saves, whatever was understood; a log whose customer is not clear goes to *unfiled*. What is typed is drafted at
//! once. No customer is chosen silently where several fit. The reading itself is the domain's (`domain::log_line`); here are keys and looks.

mod asking;
mod chips;
mod draft;
mod draw;
mod grammar;
mod laid;
mod numbered;
mod offered;
mod otherwise;
mod reading;

pub use reading::{heard_of, promise_at, promise_of};

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use ratatui::layout::Rect;

use self::numbered::Numbered;
use super::super::act::SmallAct;
use super::super::canvas::{Canvas, at_foot};
use super::super::cx::{Cx, Tone};
use super::super::field::{Field, Taken};
use super::super::key::{Code, Key};
use super::super::message::{Ticket, Trouble};
use super::super::open::LogStart;
use super::super::screen::{Handled, Motion, Next, Place, Screen, Sight};
use crate::base::clock::{Moment, Now};
use crate::base::id::Id;
use crate::domain::act::Committed;
use crate::domain::ask::{Answer, NameHit, Named, NearNames};
use crate::domain::deed::{Deed, Whose};
use crate::domain::log_line::{About, Fixed, Keep, Parsed, Vocabulary};

/// So many customers are asked for; more come where some of them share a name.
const MOST: usize = 20;
/// So many are shown where none can be chosen by its number.
const FEW: usize = 5;
/// Lines of the screen that those offered leave to the rest.
const REST: u16 = 10;

/// The log line.
#[derive(Debug)]
pub struct LogLine {
    field: Field,
    start: LogStart,
    /// The name its draft is kept by, and of whose row it is.
    draft: String,
    row: Option<String>,
    /// What the store has said of the letters asked for.
    known: BTreeMap<String, Vec<NameHit>>,
    asked: Vec<(Ticket, String)>,
    /// Customers that a new one of this name may be the same as.
    alike: (String, Vec<NameHit>),
    alike_asked: Option<Ticket>,
    /// Customers whose names these beginnings of the line are, but for a letter or two.
    near: (Vec<String>, NearNames),
    near_asked: Option<Ticket>,
    /// Whom the line names anywhere, and the words for which that was asked.
    named: (String, Vec<Named>),
    named_asked: Option<Ticket>,
    /// The customer that it was opened with, where that is offered too.
    here_hit: Option<NameHit>,
    /// Whether a visit is in progress: asked once.
    here_asked: Option<Ticket>,
    /// That visit is at another than the customer it was opened with.
    visit_elsewhere: bool,
    /// The cursor among the offered, where it is there, and whom it chose.
    at: Option<usize>,
    picked: Option<Fixed>,
    /// Those offered, and the new customer, while the cursor is among them: whom it chose may answer to less than was typed.
    stands: Option<(Vec<NameHit>, Option<String>)>,
    /// The letters of the line for which that choice was made.
    chosen_for: Option<String>,
    /// Whom a number behind the letters stands for, while nothing is behind it.
    numbered: Option<Numbered>,
    /// Rows that there is room for, for those offered.
    room: usize,
    /// The name that stands in the line for such a number.
    settled: Option<String>,
    /// The cursor among the chips, where it is there.
    chip: Option<usize>,
    /// Chips made text again, by their words.
    plain: BTreeSet<String>,
    /// Promises of which the other of two days was picked, by their words.
    turned: BTreeSet<String>,
    /// What is known of the customer whose line it is, and of words behind marks.
    about: Option<About>,
    about_asked: Option<(Ticket, Id)>,
    about_waits: bool,
    vocabulary: Vocabulary,
    /// The line with its last word completed, where there is something to complete.
    complete: Option<String>,
    vocabulary_asked: Option<Ticket>,
    /// When the words of a promise with a time of day were first there: `in 2 hours` counts from then.
    said: BTreeMap<String, Moment>,
    read: Box<Parsed>,
    /// Days to come that stand in the text while nothing is promised.
    unkept: Unkept,
    /// The day and the note in which that was looked for last, and the days that are known of it.
    unkept_of: Option<(NaiveDate, String, Vec<NaiveDate>)>,
    /// When its first letter was written: its days count from then, also where it is saved on another day.
    begun: Moment,
    saving: Option<(Ticket, Keep)>,
    /// It lies open: what it knows was asked when it was opened.
    opened: bool,
    /// It came as a whole, from a draft or by pasting, and whose it is was not answered yet: no customer is said of it.
    unread: bool,
    /// Its letters name nobody: behind the curtain they may be read.
    nameless: bool,
}

/// Days to come that stay text.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
struct Unkept {
    /// All of them, in their words.
    days: Vec<String>,
    /// The first with which the words speak of going there again.
    again: Option<String>,
}

impl LogLine {
    /// Whether it was begun on a workday that is over.
    fn is_of_before(&self, cx: &Cx) -> bool {
        cx.now.workday(self.begun) < cx.now.today()
    }

    /// The time at which it is read: now, or when it was begun where that was on another day. `tomorrow` means the same in the morning.
    fn read_at(&self, cx: &Cx) -> Now {
        if self.is_of_before(cx) { cx.now.with(self.begun) } else { cx.now.clone() }
    }

    /// The line was changed from what it was.
    fn changed(&mut self, before: &str, offered: &[NameHit], cx: &mut Cx) {
        if before.trim().is_empty() {
            self.begun = cx.now.at;
        }
        self.stands = None;
        self.number(before, offered, cx);
        // A choice belongs to the letters it was made for.
        if self.field.is_empty() {
            self.picked = None;
            self.chosen_for = None;
            self.at = None;
            self.plain.clear();
            self.turned.clear();
        }
        self.chip = None;
        self.keep(true, cx);
        self.think(cx);
    }

    /// A line left from before gives way to what is written, with all that was chosen in it; any other key goes on with it.
    fn write_over(&mut self, written: bool, cx: &mut Cx) {
        let before = self.field.words().to_owned();
        if self.field.unchoose(written) {
            self.changed(&before, &[], cx);
        }
    }

    /// Whether it is about the customer of the row that it was opened on: what that one's visit was is no affair of another's.
    fn is_of_its_row(&self) -> bool {
        self.start.account.as_ref().is_some_and(|(id, _)| self.read.whose == Whose::Account(*id))
    }

    /// Keeps the line. False: it cannot be kept in this way.
    fn save(&mut self, keep: Keep, cx: &mut Cx) -> bool {
        if self.saving.is_some() {
            return true;
        }
        self.settle_number(cx);
        // The time may have gone on since the last key.
        self.think(cx);
        if keep == Keep::AsRead && self.field.words().trim().is_empty() && self.read.whose == Whose::Unfiled {
            cx.close();
            return true;
        }
        let Some(deed) = self.deed(keep, cx) else { return false };
        if let Deed::Log(entry) = &deed {
            self.settle_next(cx);
            cx.keep_act(SmallAct::of_log(entry));
            cx.says_of(entry);
        }
        cx.taken_log = None;
        self.saving = Some((cx.perform_drafted(deed, Some(self.draft.clone())), keep));
        true
    }
}

impl Screen for LogLine {
    fn sight(&self) -> Sight {
        self.whose()
    }

    fn drafts(&self) -> Option<String> {
        Some(self.draft.clone())
    }

    fn takes_a_draft(&self) -> bool {
        self.field.is_empty() && self.saving.is_none()
    }

    fn draft_found(&mut self, cx: &mut Cx) {
        if let Some(found) = LogLine::found(self.draft.clone(), self.start.clone(), cx) {
            *self = found;
        }
    }

    fn place(&self) -> Place {
        Place::Writing
    }

    fn enter_saves(&self) -> bool {
        true
    }

    fn hints(&self) -> &'static [(&'static str, &'static str)] {
        self.keys()
    }

    fn typing(&self) -> bool {
        true
    }

    fn popup(&self, cx: &Cx, whole: Rect) -> Option<Rect> {
        Some(at_foot(whole, self.height(cx, whole.width)))
    }

    fn draw(&self, cx: &Cx, area: Rect, canvas: &mut Canvas<'_>) {
        self.draw_line(cx, area, canvas);
    }

    fn refresh(&mut self, cx: &mut Cx) {
        self.hear_anew(cx);
    }

    fn key(&mut self, key: Key, cx: &mut Cx) -> Handled {
        // Backspace in an empty line takes the customer away that it opened with.
        if key.code == Code::Backspace && self.field.is_empty() && self.start.account.is_some() {
            self.start = LogStart { kind: self.start.kind, ..LogStart::default() };
            self.here_asked = None;
            self.think(cx);
            return Handled::Yes;
        }
        if self.chip_key(key, cx) || key == Key::ctrl('x') && self.save(Keep::Otherwise, cx) {
            return Handled::Yes;
        }
        // In a line that says something already `?` is text.
        if key.code == Code::F(1) || (self.field.is_empty() && matches!(key.typed(), Some('?' | '？'))) {
            cx.open(grammar::help(cx));
            return Handled::Yes;
        }
        let removes = matches!(key.code, Code::Backspace | Code::Delete);
        self.write_over(removes || key.typed().is_some(), cx);
        if removes && self.field.is_empty() {
            return Handled::Yes;
        }
        let before = self.field.words().to_owned();
        let offered = self.numbers_before(key);
        match self.field.press(key) {
            Taken::Changed => self.changed(&before, &offered, cx),
            Taken::Moved | Taken::Idle => {}
            Taken::No => return Handled::No,
        }
        Handled::Yes
    }

    fn paste(&mut self, text: &str, cx: &mut Cx) {
        self.write_over(true, cx);
        let before = self.field.words().to_owned();
        let whole = self.field.paste(text);
        self.unread = true;
        self.changed(&before, &[], cx);
        cx.pasted(whole);
    }

    fn moved(&mut self, motion: Motion, cx: &mut Cx) {
        self.write_over(false, cx);
        if motion == Motion::NextPane
            && let Some(line) = self.complete.clone()
        {
            let before = std::mem::replace(&mut self.field, Field::long(&line));
            return self.changed(before.words(), &[], cx);
        }
        // What was taken back comes again, to be put right.
        if motion == Motion::Up
            && self.field.is_empty()
            && let Some(words) = cx.taken_log.take()
        {
            self.field = Field::long(&words);
            return self.changed("", &[], cx);
        }
        let rows = self.rows();
        // Where the customer is clear, the chips come first; else whom to pick from.
        match (motion, self.at, self.chip) {
            (Motion::Up, _, Some(_)) => {
                self.chip = None;
                return;
            }
            (Motion::Down, _, Some(_)) if rows > 0 => self.chip = None,
            (Motion::Down, _, Some(_)) => return,
            (Motion::Down, None, None) if self.leads_to_chips() && self.enter_chips() => return,
            _ => {}
        }
        let to = match (motion, self.at) {
            (Motion::Down | Motion::NextPane, None) if rows > 0 => Some(0),
            (Motion::Down | Motion::NextPane, Some(at)) => Some((at + 1).min(rows.saturating_sub(1))),
            (Motion::Up | Motion::PreviousPane, Some(at)) => at.checked_sub(1),
            _ => return,
        };
        self.go(to, cx);
    }

    fn enter(&mut self, cx: &mut Cx) {
        self.save(Keep::AsRead, cx);
    }

    fn command(&mut self, id: &str, cx: &mut Cx) -> Handled {
        match id {
            "save" => {
                self.save(Keep::AsRead, cx);
                Handled::Yes
            }
            // F2 in the line is no second line.
            "log" => Handled::Yes,
            _ => Handled::No,
        }
    }

    fn back(&mut self, cx: &mut Cx) -> Handled {
        if self.chip.take().is_some() {
            return Handled::Yes;
        }
        if self.at.is_some() {
            self.go(None, cx);
            return Handled::Yes;
        }
        self.keep(false, cx);
        if !self.field.is_empty() {
            match &self.row {
                Some(name) => cx.notice(cx.say("log-kept-of", &[("name", name.as_str().into())]), Tone::Calm),
                None => cx.notice_word("log-kept", Tone::Calm),
            }
        }
        Handled::No
    }

    fn answered(&mut self, ticket: Ticket, answer: Answer, cx: &mut Cx) -> Option<Answer> {
        self.answer(ticket, answer, cx)
    }

    fn unanswered(&mut self, ticket: Ticket, _cx: &mut Cx) {
        self.not_heard(ticket);
    }

    fn awaits(&self, next: Next<'_>) -> bool {
        matches!(next, Next::Command(id) if id != "help") && self.wonders()
    }

    fn done(&mut self, ticket: Ticket, outcome: &Result<Committed, Trouble>, cx: &mut Cx) {
        let Some((_, keep)) = self.saving.take_if(|(saving, _)| *saving == ticket) else { return };
        match (outcome, keep) {
            (Ok(_), Keep::AsRead) => cx.close(),
            (Ok(_), Keep::Otherwise) => cx.close_by(Key::ctrl('x')),
            // The Enter that was typed behind it would keep what was not meant.
            (Err(_), Keep::Otherwise) => cx.forget(),
            (Err(_), Keep::AsRead) => {}
        }
    }
}
