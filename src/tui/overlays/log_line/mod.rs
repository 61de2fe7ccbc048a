//! The log line: one line becomes a visit or a touch with its note and follow-ups. Under it stands what was understood.
//!
//! Always holds: Enter saves, whatever was understood; a log whose customer is not clear goes to *unfiled*. What is typed is drafted at
//! once. No customer is chosen silently where several fit.

mod draw;
mod understand;
mod whose;

use std::collections::{BTreeMap, BTreeSet};

use ratatui::layout::Rect;
use serde::{Deserialize, Serialize};

use self::understand::{Known, Understood, understand};
use self::whose::{Chosen, Whose, beginnings, new_name, whose};
use super::super::canvas::{Canvas, at_foot};
use super::super::cx::{Cx, Tone};
use super::super::field::{Field, Taken};
use super::super::key::{Code, Key};
use super::super::message::{Ticket, Trouble};
use super::super::open::LogStart;
use super::super::screen::{Handled, Motion, Place, Screen};
use crate::base::id::Id;
use crate::domain::act::Committed;
use crate::domain::ask::{Answer, Ask, NameHit};
use crate::domain::deed::{self, Deed, LogEntry, Promise};
use crate::schema::PromisedBy;

/// At most so many customers are offered.
const MOST: usize = 5;

/// The log line.
#[derive(Debug)]
pub struct LogLine {
    field: Field,
    start: LogStart,
    /// What the store has said of the letters asked for.
    known: BTreeMap<String, Vec<NameHit>>,
    asked: Vec<(Ticket, String)>,
    chosen: Option<Chosen>,
    /// The cursor among the offered, where it is there.
    at: Option<usize>,
    whose: Whose,
    read: Understood,
    saving: Option<Ticket>,
    /// Enter was pressed before all was known of the customer: it is saved as soon as it is.
    entered: bool,
}

/// The line as it is drafted.
#[derive(Serialize, Deserialize)]
struct Kept {
    line: String,
    open: bool,
    account: Option<(Id, String)>,
}

impl LogLine {
    /// Opened with what is known.
    pub fn new(start: LogStart, cx: &mut Cx) -> LogLine {
        let kept = cx.drafted(&of(&start)).and_then(|body| serde_json::from_str::<Kept>(body).ok());
        let line = kept.map(|kept| kept.line).unwrap_or_default();
        let chosen = start.account.clone().map(|(id, name)| Chosen::Account(id, name));
        let mut log = LogLine {
            read: understand("", &known(&start, cx)),
            field: Field::new(&line),
            start,
            known: BTreeMap::new(),
            asked: Vec::new(),
            chosen,
            at: None,
            whose: Whose::Nobody,
            saving: None,
            entered: false,
        };
        log.think(cx);
        log
    }

    /// The draft that was open when the program ended, opened again.
    pub fn reopened(cx: &mut Cx) -> Option<LogLine> {
        let kept = cx
            .drafts
            .iter()
            .filter(|draft| draft.of == "log" || draft.of.starts_with("log:"))
            .find_map(|draft| serde_json::from_str::<Kept>(&draft.body).ok().filter(|kept| kept.open))?;
        Some(LogLine::new(LogStart { account: kept.account, ..LogStart::default() }, cx))
    }

    /// Looks at the line anew: asks for customers whose letters are new, and reads the rest.
    fn think(&mut self, cx: &mut Cx) {
        let line = self.field.words().to_owned();
        let mut end = 0;
        if self.start.account.is_none() {
            for beginning in beginnings(&line) {
                let letters = line[..beginning].trim().to_owned();
                let asked = self.known.contains_key(&letters) || self.asked.iter().any(|(_, known)| *known == letters);
                if !asked && !letters.is_empty() {
                    self.asked.push((cx.ask(Ask::Names { letters: letters.clone(), most: MOST }), letters));
                }
            }
            self.whose = whose(&line, &self.known);
            end = match (&self.chosen, &self.whose) {
                (Some(Chosen::New(name)), _) if line.starts_with(name.as_str()) => name.len(),
                (_, Whose::One(_, end) | Whose::Several(_, end)) => *end,
                (Some(Chosen::Account(..)), _) => new_name(&line).map_or(0, |(_, end)| end),
                _ => 0,
            };
        }
        self.read = understand(line.get(end..).unwrap_or_default(), &known(&self.start, cx));
    }

    fn changed(&mut self, cx: &mut Cx) {
        // A choice belongs to the letters it was made for.
        if self.start.account.is_none() && self.field.is_empty() {
            self.chosen = None;
            self.at = None;
        }
        self.keep(true, cx);
        self.think(cx);
    }

    fn keep(&self, open: bool, cx: &mut Cx) {
        let body = if self.field.is_empty() {
            String::new()
        } else {
            let kept = Kept { line: self.field.words().to_owned(), open, account: self.start.account.clone() };
            serde_json::to_string(&kept).unwrap_or_default()
        };
        cx.draft(&of(&self.start), &body);
    }

    /// The customers offered.
    fn offered(&self) -> &[NameHit] {
        match &self.whose {
            _ if self.start.account.is_some() => &[],
            Whose::Several(hits, _) => hits,
            Whose::One(hit, _) => std::slice::from_ref(hit),
            Whose::Nobody | Whose::Unknown => &[],
        }
    }

    /// The new customer offered, where a name is there.
    fn new_customer(&self) -> Option<String> {
        let (name, _) = new_name(self.field.words()).filter(|_| self.start.account.is_none())?;
        Some(name)
    }

    /// How many rows are offered.
    fn rows(&self) -> usize {
        self.offered().len() + usize::from(self.new_customer().is_some())
    }

    fn go(&mut self, to: Option<usize>, cx: &mut Cx) {
        self.at = to;
        self.chosen = to.and_then(|at| match self.offered().get(at) {
            Some(hit) => Some(Chosen::Account(hit.account, hit.name.clone())),
            None => self.new_customer().map(Chosen::New),
        });
        self.think(cx);
    }

    /// Whose it is, if Enter is pressed now.
    fn owner(&self) -> deed::Whose {
        match (&self.chosen, &self.whose) {
            (Some(Chosen::Account(id, _)), _) => deed::Whose::Account(*id),
            (Some(Chosen::New(name)), _) => deed::Whose::New(name.clone()),
            (None, Whose::One(hit, _)) => deed::Whose::Account(hit.account),
            _ => deed::Whose::Unfiled,
        }
    }

    fn save(&mut self, cx: &mut Cx) {
        if self.saving.is_some() {
            return;
        }
        if self.chosen.is_none() && !self.asked.is_empty() {
            self.entered = true;
            return;
        }
        let whose = self.owner();
        let words = self.field.words().trim().to_owned();
        if words.is_empty() && whose == deed::Whose::Unfiled {
            return cx.close();
        }
        // Where the customer is not clear, the name stays in the note: it is all there is to file it by.
        let Understood { kind, started, ended, time_said, promises, .. } = self.read.clone();
        let notes = if whose == deed::Whose::Unfiled {
            understand(&words, &known(&self.start, cx)).notes
        } else {
            self.read.notes.clone()
        };
        self.saving = Some(cx.perform(Deed::Log(LogEntry {
            words,
            whose,
            kind,
            started,
            ended,
            time_said,
            notes,
            contacts: BTreeSet::new(),
            outcome: None,
            reached: None,
            promises,
            closes: self.start.closes,
        })));
    }
}

/// A promise written by itself, such as `send quote fri`; `<` before it makes it theirs.
pub fn promise_of(words: &str, cx: &Cx) -> Promise {
    let said =
        if words.starts_with(['>', '<', '》', '《', '＞', '＜']) { words.to_owned() } else { format!(">{words}") };
    let read = understand(&said, &known(&LogStart::default(), cx));
    read.promises.into_iter().next().unwrap_or(Promise { text: words.to_owned(), due: None, by: PromisedBy::Us })
}

fn of(start: &LogStart) -> String {
    start.account.as_ref().map_or_else(|| "log".to_owned(), |(id, _)| format!("log:{id}"))
}

fn known<'a>(start: &LogStart, cx: &'a Cx) -> Known<'a> {
    Known {
        now: &cx.now,
        lang: cx.words.lang(),
        kind: start.kind,
        started: start.started,
        minutes: i64::from(cx.settings.visit_minutes),
    }
}

impl Screen for LogLine {
    fn place(&self) -> Place {
        Place::Writing
    }

    fn typing(&self) -> bool {
        true
    }

    fn popup(&self, _cx: &Cx, whole: Rect) -> Option<Rect> {
        Some(at_foot(whole, self.height()))
    }

    fn draw(&self, cx: &Cx, area: Rect, canvas: &mut Canvas<'_>) {
        self.draw_line(cx, area, canvas);
    }

    fn key(&mut self, key: Key, cx: &mut Cx) -> Handled {
        // Backspace at the start of an empty line takes the customer away that it opened with.
        if key.code == Code::Backspace && self.field.is_empty() && self.start.account.is_some() {
            self.start.account = None;
            self.start.closes = None;
            self.start.started = None;
            self.chosen = None;
            self.think(cx);
            return Handled::Yes;
        }
        match self.field.press(key) {
            Taken::Changed => self.changed(cx),
            Taken::Moved | Taken::Idle => {}
            Taken::No => return Handled::No,
        }
        Handled::Yes
    }

    fn paste(&mut self, text: &str, cx: &mut Cx) {
        self.field.paste(text);
        self.changed(cx);
    }

    fn moved(&mut self, motion: Motion, cx: &mut Cx) {
        let rows = self.rows();
        let to = match (motion, self.at) {
            (Motion::Down | Motion::NextPane, None) if rows > 0 => Some(0),
            (Motion::Down | Motion::NextPane, Some(at)) => Some((at + 1).min(rows.saturating_sub(1))),
            (Motion::Up | Motion::PreviousPane, Some(at)) => at.checked_sub(1),
            _ => return,
        };
        self.go(to, cx);
    }

    fn enter(&mut self, cx: &mut Cx) {
        self.save(cx);
    }

    fn command(&mut self, id: &str, cx: &mut Cx) -> Handled {
        match id {
            "save" => self.save(cx),
            // F2 in the line is no second line.
            "log" => {}
            _ => return Handled::No,
        }
        Handled::Yes
    }

    fn back(&mut self, cx: &mut Cx) -> Handled {
        if self.at.is_some() {
            self.go(None, cx);
            return Handled::Yes;
        }
        self.keep(false, cx);
        if !self.field.is_empty() {
            cx.notice_word("log-kept", Tone::Calm);
        }
        Handled::No
    }

    fn answered(&mut self, ticket: Ticket, answer: Answer, cx: &mut Cx) -> Option<Answer> {
        let Some(at) = self.asked.iter().position(|(asked, _)| *asked == ticket) else { return Some(answer) };
        let (_, letters) = self.asked.swap_remove(at);
        if let Answer::Names(hits) = answer {
            self.known.insert(letters, hits);
            self.think(cx);
        }
        if std::mem::take(&mut self.entered) {
            self.save(cx);
        }
        None
    }

    fn done(&mut self, ticket: Ticket, outcome: &Result<Committed, Trouble>, cx: &mut Cx) {
        if self.saving != Some(ticket) {
            return;
        }
        self.saving = None;
        if outcome.is_ok() {
            cx.draft(&of(&self.start), "");
            cx.close();
        }
    }
}
