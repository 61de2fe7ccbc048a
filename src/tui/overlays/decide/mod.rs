//! One field, changed on both sides: the two values side by side, and one key for each.
//!
//! Always holds: nothing is thrown away; what is not chosen stays in the history.

mod several;

pub use several::Several;

use ratatui::layout::Rect;

use crate::base::width::{cells, wrap};
use crate::domain::act::Committed;
use crate::domain::ask::{Answer, Ask, ConflictRow};
use crate::domain::deed::{Deed, Resolution};
use crate::schema::{ConflictRule, ConflictState, Field, Value, entity};
use crate::tui::canvas::{Canvas, centred};
use crate::tui::cx::{Cx, Tone};
use crate::tui::form::Blank;
use crate::tui::key::{Code, Key};
use crate::tui::message::{Ticket, Trouble};
use crate::tui::screen::{Handled, Motion, Place, Screen};
use crate::tui::subject::Subject;
use crate::tui::theme::Role;

/// The words of the side that is shown now.
const WON: &str = "conflict-won";

/// The conflicts, one of them shown.
#[derive(Debug)]
pub struct Decide {
    rows: Vec<ConflictRow>,
    at: usize,
    /// What I am called: my side is named.
    me: String,
    /// A third value, being written.
    other: Option<Blank>,
    /// Under way: what it will then be.
    deciding: Option<(Ticket, ConflictState)>,
    asked: Option<Ticket>,
}

impl Decide {
    /// These, this one first.
    pub fn new(rows: Vec<ConflictRow>, at: usize, me: &str) -> Decide {
        Decide { rows, at, me: me.to_owned(), other: None, deciding: None, asked: None }
    }

    fn row(&self) -> Option<&ConflictRow> {
        self.rows.get(self.at)
    }

    fn field(row: &ConflictRow) -> Option<&'static Field> {
        entity(row.entity).and_then(|entity| entity.by_number(row.field))
    }

    fn decide(&mut self, choice: Resolution, cx: &mut Cx) {
        let Some(row) = self.row() else { return };
        if row.state != ConflictState::Open {
            return cx.notice_word("decide-was-decided", Tone::Calm);
        }
        let conflicts = vec![row.id];
        let state = match choice {
            Resolution::KeepWinner => ConflictState::KeptWinner,
            Resolution::BringBack => ConflictState::BroughtBack,
            Resolution::Replace(_) => ConflictState::Replaced,
        };
        self.deciding = Some((cx.perform(Deed::Resolve { conflicts, choice }), state));
    }

    fn write_other(&mut self, cx: &mut Cx) {
        let Some((row, field)) = self.row().and_then(|row| Some((row, Decide::field(row)?))) else { return };
        let Some(entity) = entity(row.entity) else { return };
        if row.state == ConflictState::Open {
            self.other = Some(Blank::new(entity, field, row.stands(), &row.names, &cx.words, &cx.now));
        }
    }

    fn turn(&mut self, forward: bool) {
        let count = self.rows.len().max(1);
        self.at = if forward { (self.at + 1) % count } else { (self.at + count - 1) % count };
        self.other = None;
    }

    /// One side: its key and title, the value, who set it and when. On the left stands what the record holds now.
    fn side(&self, cx: &Cx, (key, title): (&str, &str), row: &ConflictRow, place: Rect, canvas: &mut Canvas<'_>) {
        let (value, about) = if title == WON { standing(cx, row, &self.me) } else { other(cx, row, &self.me) };
        let gap = if key.is_empty() { "" } else { "  " };
        let spans = [(key, Role::Key), (gap, Role::Text), (cx.word(title), Role::Heading)];
        canvas.spans(place.x, place.y, place.width, &spans);
        let value = value_of(cx, row, value);
        for (at, line) in wrap(&value, usize::from(place.width)).iter().take(3).enumerate() {
            canvas.put(place.x, place.y + 1 + at as u16, place.width, line, Role::Strong);
        }
        canvas.put(place.x, place.y + 4, place.width, &about, Role::Dim);
    }
}

/// The keys that decide it.
fn keys(row: &ConflictRow) -> Vec<(&'static str, &'static str)> {
    let mut keys = vec![("1", "decide-keep"), ("2", "decide-bring-back")];
    keys.extend(Decide::field(row).map(|_| ("3", "decide-other")));
    keys
}

/// The keys that decide it, each with where it stands: a key is never cut, it goes onto the next line.
fn laid(cx: &Cx, row: &ConflictRow, width: u16) -> Vec<(&'static str, &'static str, u16, u16)> {
    let (mut x, mut line) = (0, 0);
    let mut laid = Vec::new();
    for (key, word) in keys(row) {
        let long = (2 + cells(cx.word(word))) as u16;
        if x > 0 && x + long > width {
            (x, line) = (0, line + 1);
        }
        laid.push((key, word, x, line));
        x += long + 3;
    }
    laid
}

/// The same ones as the book has them now.
fn renew(rows: &mut [ConflictRow], now: Vec<ConflictRow>) {
    for new in now {
        if let Some(row) = rows.iter_mut().find(|row| row.id == new.id) {
            *row = new;
        }
    }
}

/// A value of the field that was changed on both sides, in words.
fn value_of(cx: &Cx, row: &ConflictRow, value: &Value) -> String {
    cx.words.conflict_value(row, value, &cx.now)
}

/// What the record holds now, and `Mei Chen  09:12`; of my own that it is mine, and which laptop's.
fn standing<'r>(cx: &Cx, row: &'r ConflictRow, me: &str) -> (&'r Value, String) {
    let (who, when) = match &row.since {
        Some(since) => cx.words.conflict_since(since, me, &cx.now),
        None => cx.words.conflict_side((&row.won.1, row.on.0), row.won.2, me, &cx.now),
    };
    (row.stands(), format!("{who}  {when}"))
}

/// The value that lost, in the same way.
fn other<'r>(cx: &Cx, row: &'r ConflictRow, me: &str) -> (&'r Value, String) {
    let (who, when) = cx.words.conflict_lost(row, me, &cx.now);
    (&row.lost.0, format!("{who}  {when}"))
}

/// Why the one on the left is shown: the rule by which it won, or what it has replaced since.
fn why(cx: &Cx, row: &ConflictRow, me: &str) -> String {
    if row.since.is_none() {
        return cx.say("decide-rule", &[("rule", cx.words.of("conflict", "rule", row.rule).into())]);
    }
    let value = value_of(cx, row, &row.won.0);
    let (who, when) = cx.words.conflict_side((&row.won.1, row.on.0), row.won.2, me, &cx.now);
    let value = value.lines().next().unwrap_or_default();
    cx.say("decide-until-then", &[("value", value.into()), ("who", (&who).into()), ("when", (&when).into())])
}

impl Screen for Decide {
    fn place(&self) -> Place {
        Place::Question
    }

    fn popup(&self, cx: &Cx, whole: Rect) -> Option<Rect> {
        let inner = whole.width.min(92).saturating_sub(6);
        let keys = self.row().and_then(|row| laid(cx, row, inner).last().map(|(.., line)| *line)).unwrap_or(0);
        Some(centred(whole, 92, 15 + keys))
    }

    /// A sync may bring another value while one thinks: what is shown is what stands.
    fn refresh(&mut self, cx: &mut Cx) {
        self.asked = Some(cx.ask(Ask::Sync));
    }

    fn answered(&mut self, ticket: Ticket, answer: Answer, _cx: &mut Cx) -> Option<Answer> {
        match answer {
            Answer::Sync(view) if self.asked == Some(ticket) => {
                renew(&mut self.rows, view.conflicts);
                None
            }
            other => Some(other),
        }
    }

    fn own_keys(&self) -> Vec<(&'static str, &'static str)> {
        self.row().filter(|row| row.state == ConflictState::Open).map(keys).unwrap_or_default()
    }

    fn opens(&self, _cx: &Cx) -> bool {
        self.other.is_some()
    }

    fn typing(&self) -> bool {
        self.other.is_some()
    }

    fn key(&mut self, key: Key, cx: &mut Cx) -> Handled {
        let words = std::sync::Arc::clone(&cx.words);
        if let Some(blank) = &mut self.other {
            // Enter in a set ends an element first.
            if key.code == Code::Enter && (!blank.is_set() || blank.typed.is_empty()) {
                blank.keep_element();
                match blank.value(cx.dates()) {
                    Ok(value) => self.decide(Resolution::Replace(value), cx),
                    Err(wrong) => cx.notice_word(wrong, Tone::Trouble),
                }
                return Handled::Yes;
            }
            return match blank.key(key, &words) {
                crate::tui::field::Taken::No => Handled::No,
                _ => Handled::Yes,
            };
        }
        match key.narrow().code {
            Code::Char('1') => self.decide(Resolution::KeepWinner, cx),
            Code::Char('2') => self.decide(Resolution::BringBack, cx),
            Code::Char('3') => self.write_other(cx),
            Code::Char(']') => self.turn(true),
            Code::Char('[') => self.turn(false),
            _ => return Handled::No,
        }
        Handled::Yes
    }

    fn paste(&mut self, text: &str, cx: &mut Cx) {
        if let Some(blank) = &mut self.other {
            cx.pasted(blank.typed.paste(text));
        }
    }

    fn moved(&mut self, motion: Motion, _cx: &mut Cx) {
        match motion {
            Motion::Next | Motion::Down | Motion::NextPane => self.turn(true),
            Motion::Previous | Motion::Up | Motion::PreviousPane => self.turn(false),
            _ => {}
        }
    }

    fn back(&mut self, _cx: &mut Cx) -> Handled {
        if self.other.take().is_some() { Handled::Yes } else { Handled::No }
    }

    fn done(&mut self, ticket: Ticket, outcome: &Result<Committed, Trouble>, cx: &mut Cx) {
        let Some((_, state)) = self.deciding.take_if(|(asked, _)| *asked == ticket) else { return };
        // What was written stays until it is kept.
        if outcome.is_err() {
            return;
        }
        self.other = None;
        if let Some(row) = self.rows.get_mut(self.at) {
            row.state = state;
        }
        let next = (0..self.rows.len())
            .map(|step| (self.at + step) % self.rows.len())
            .find(|at| self.rows.get(*at).is_some_and(|row| row.state == ConflictState::Open));
        match next {
            Some(at) => self.at = at,
            None => cx.close(),
        }
    }

    fn subject(&self, _cx: &Cx) -> Subject {
        let text = self.row().map(|row| row.name.clone()).unwrap_or_default();
        Subject { text, ..Subject::default() }
    }

    fn draw(&self, cx: &Cx, area: Rect, canvas: &mut Canvas<'_>) {
        let Some(row) = self.row() else { return };
        let field = cx.words.conflict_field(row);
        let inner = canvas.window(area, cx.word("conflict"));
        let place = format!("{} / {}", self.at + 1, self.rows.len());
        let used = canvas.put_right(inner.right(), inner.y, 12, &place, Role::Dim);
        canvas.spans(
            inner.x,
            inner.y,
            inner.width.saturating_sub(used + 1),
            &[(cx.words.called(row.entity, &row.name), Role::Strong), ("   ", Role::Text), (field, Role::Text)],
        );
        let before = value_of(cx, row, &row.base);
        let before = cx.say("decide-before", &[("value", (&before).into())]);
        let used = canvas.put(inner.x, inner.y + 1, inner.width, &before, Role::Dim);
        // What each knew: where the two met unseen, that is what stood before both.
        if matches!(row.rule, ConflictRule::Later | ConflictRule::Guarded | ConflictRule::EditOverDelete) {
            let knew = cx.word("decide-neither-knew");
            let beside = used + 3 + cells(knew) as u16 <= inner.width;
            let (x, y) = if beside { (inner.x + used + 3, inner.y + 1) } else { (inner.x, inner.y + 2) };
            canvas.put(x, y, inner.right().saturating_sub(x), knew, Role::Dim);
        }
        let half = inner.width.saturating_sub(3) / 2;
        let left = Rect { x: inner.x, y: inner.y + 3, width: half, height: 5 };
        let right = Rect { x: inner.x + half + 3, ..left };
        let open = row.state == ConflictState::Open;
        self.side(cx, (if open { "1" } else { "" }, WON), row, left, canvas);
        self.side(cx, (if open { "2" } else { "" }, "conflict-lost"), row, right, canvas);
        canvas.put(inner.x, inner.y + 9, inner.width, &why(cx, row, &self.me), Role::Dim);
        let foot = inner.y + 11;
        if let Some(blank) = &self.other {
            let label = cx.word("decide-other-label");
            let used = canvas.put(inner.x, foot, inner.width / 3, label, Role::Dim) + 2;
            blank.draw_line(cx, inner.x + used, foot, inner.width.saturating_sub(used), canvas);
        } else if open {
            for (key, word, x, line) in laid(cx, row, inner.width) {
                let (x, y) = (inner.x + x, foot + line);
                let spans = [(key, Role::Key), (" ", Role::Text), (cx.word(word), Role::Text)];
                canvas.spans(x, y, inner.right().saturating_sub(x), &spans);
            }
        } else {
            canvas.put(inner.x, foot, inner.width, cx.words.of("conflict", "state", row.state), Role::Done);
        }
    }
}
