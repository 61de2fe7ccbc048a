//! What the server could not take: what it was, why, and what can be done about it.
//!
//! Always holds: nothing goes without a key; what is given up is said to be given up, and leaving leaves all as it is.

use std::collections::BTreeSet;

use ratatui::layout::Rect;

use crate::base::id::Id;
use crate::base::width::wrap;
use crate::domain::act::Committed;
use crate::domain::ask::{ParkedField, ParkedRow};
use crate::domain::deed::Deed;
use crate::i18n::Shown;
use crate::schema::{Entity, Field, Kind, Value, entity};
use crate::tui::canvas::{Canvas, centred};
use crate::tui::cx::{Cx, Tone};
use crate::tui::field::Taken;
use crate::tui::form::Blank;
use crate::tui::key::{Code, Key};
use crate::tui::message::{Ticket, Trouble};
use crate::tui::screen::{Handled, Motion, Place, Screen};
use crate::tui::subject::Subject;
use crate::tui::theme::Role;

/// A parked act, or several that were marked; with the value that is being written.
#[derive(Debug)]
pub struct Parked {
    rows: Vec<ParkedRow>,
    /// The field under the cursor.
    at: usize,
    /// Its new value, being written.
    writing: Option<Blank>,
    /// Values that are to go instead.
    values: Vec<(u16, Id, u16, Value)>,
    asked: Option<Ticket>,
}

/// The fields that are shown at once.
const SHOWN: usize = 6;
/// The acts that are named, of several.
const MOST_NAMED: usize = 3;

impl Parked {
    /// These.
    pub fn new(rows: Vec<ParkedRow>) -> Parked {
        Parked { rows, at: 0, writing: None, values: Vec::new(), asked: None }
    }

    fn fields(&self) -> Vec<(&ParkedField, &'static Entity, &'static Field)> {
        let known = |field: &'_ ParkedField| {
            let entity = entity(field.entity)?;
            Some((entity, entity.by_number(field.field)?))
        };
        let all = self.rows.iter().flat_map(|row| &row.fields);
        all.filter_map(|field| known(field).map(|(entity, known)| (field, entity, known))).collect()
    }

    /// The field under the cursor, where its value can be written here.
    fn writable(&self) -> Option<(ParkedField, &'static Entity, &'static Field)> {
        let (field, entity, known) = self.fields().get(self.at).copied()?;
        let fits = !matches!(known.kind, Kind::Ref | Kind::Refs | Kind::Set);
        fits.then(|| (field.clone(), entity, known))
    }

    fn value(&self, field: &ParkedField) -> Value {
        let new = self.values.iter().find(|(entity, record, number, _)| {
            (*entity, *record, *number) == (field.entity, field.record, field.field)
        });
        new.map_or_else(|| field.value.clone(), |(.., value)| value.clone())
    }

    fn keep(&mut self, field: &ParkedField, value: Value) {
        let of = (field.entity, field.record, field.field);
        self.values.retain(|(entity, record, number, _)| (*entity, *record, *number) != of);
        self.values.push((of.0, of.1, of.2, value));
    }

    /// The field under the cursor goes as the office has it: the rest of the act can be taken without it. Again: as it was.
    fn as_in_the_office(&mut self) {
        let Some(field) = self.fields().get(self.at).map(|(field, ..)| (*field).clone()) else { return };
        if self.is_left_out(&field) {
            self.values.retain(|(entity, record, number, _)| {
                (*entity, *record, *number) != (field.entity, field.record, field.field)
            });
        } else {
            let now = field.now.clone();
            self.keep(&field, now);
        }
    }

    /// Whether a field goes as the office has it.
    fn is_left_out(&self, field: &ParkedField) -> bool {
        let of = (field.entity, field.record, field.field);
        self.values
            .iter()
            .any(|(entity, record, number, value)| (*entity, *record, *number) == of && *value == field.now)
    }

    fn write(&mut self, cx: &Cx) {
        if let Some((field, entity, known)) = self.writable() {
            self.writing = Some(Blank::new(entity, known, &self.value(&field), &[], &cx.words, &cx.now));
        }
    }
}

impl Screen for Parked {
    fn place(&self) -> Place {
        Place::Question
    }

    fn popup(&self, _cx: &Cx, whole: Rect) -> Option<Rect> {
        // What is done, why not, what it would set, and the keys: no taller than that.
        let rows = self.rows.len().min(MOST_NAMED + 1) + 3 + self.fields().len().min(SHOWN) + 5;
        Some(centred(whole, 84, rows as u16))
    }

    fn opens(&self, _cx: &Cx) -> bool {
        self.writing.is_some()
    }

    fn typing(&self) -> bool {
        self.writing.is_some()
    }

    fn key(&mut self, key: Key, cx: &mut Cx) -> Handled {
        let words = std::sync::Arc::clone(&cx.words);
        if let Some(blank) = &mut self.writing {
            if key.code != Code::Enter {
                return match blank.key(key, &words) {
                    Taken::No => Handled::No,
                    _ => Handled::Yes,
                };
            }
            match blank.value(cx.dates()) {
                Ok(value) => {
                    self.writing = None;
                    if let Some((field, ..)) = self.writable() {
                        self.keep(&field, value);
                    }
                }
                Err(wrong) => cx.notice_word(wrong, Tone::Trouble),
            }
            return Handled::Yes;
        }
        let acts = self.rows.iter().map(|row| row.act).collect();
        match key.narrow().code {
            Code::Char('1') => {
                let values = self.values.clone();
                self.asked = Some(cx.perform(Deed::SendAgain { acts, values }));
            }
            Code::Char('2') => self.asked = Some(cx.perform(Deed::Withdraw { acts })),
            Code::Char('3') => self.write(cx),
            Code::Char('4') => self.as_in_the_office(),
            _ => return Handled::No,
        }
        Handled::Yes
    }

    fn paste(&mut self, text: &str, cx: &mut Cx) {
        if let Some(blank) = &mut self.writing {
            cx.pasted(blank.typed.paste(text));
        }
    }

    fn moved(&mut self, motion: Motion, _cx: &mut Cx) {
        let last = self.fields().len().saturating_sub(1);
        match motion {
            Motion::Next | Motion::Down | Motion::NextPane => self.at = (self.at + 1).min(last),
            Motion::Previous | Motion::Up | Motion::PreviousPane => self.at = self.at.saturating_sub(1),
            _ => {}
        }
    }

    fn back(&mut self, _cx: &mut Cx) -> Handled {
        if self.writing.take().is_some() { Handled::Yes } else { Handled::No }
    }

    fn done(&mut self, ticket: Ticket, outcome: &Result<Committed, Trouble>, cx: &mut Cx) {
        if self.asked.take_if(|asked| *asked == ticket).is_some() && outcome.is_ok() {
            cx.close();
        }
    }

    fn subject(&self, _cx: &Cx) -> Subject {
        let text = self.rows.first().map(|row| row.label.subject.clone()).unwrap_or_default();
        Subject { text, ..Subject::default() }
    }

    fn draw(&self, cx: &Cx, area: Rect, canvas: &mut Canvas<'_>) {
        let inner = canvas.window(area, cx.word("parked-title"));
        let mut y = inner.y;
        let several = self.rows.len() > 1;
        // Of several, each is named; why is said once for each reason.
        let seen = if several { MOST_NAMED } else { 1 };
        for row in self.rows.iter().take(seen) {
            let when = cx.words.moment(row.at, &cx.now);
            let used = canvas.put_right(inner.right(), y, 18, &when, Role::Dim);
            let room = inner.width.saturating_sub(used + 1);
            canvas.put(inner.x, y, room, &cx.words.label(&row.label), Role::Strong);
            y += 1;
        }
        if self.rows.len() > seen {
            let more = cx.say("parked-more", &[("n", (self.rows.len() - seen).into())]);
            canvas.put(inner.x, y, inner.width, &more, Role::Dim);
            y += 1;
        }
        let reasons: BTreeSet<String> = self.rows.iter().map(|row| why(&row.reason)).collect();
        let lines = reasons.iter().flat_map(|reason| wrap(cx.word(reason), usize::from(inner.width)));
        for line in lines.take(if several { 2 } else { 3 }) {
            canvas.put(inner.x, y, inner.width, line, Role::Late);
            y += 1;
        }
        y += 1;
        let fields = self.fields();
        let shown = usize::from(inner.bottom().saturating_sub(y + 2)).min(SHOWN);
        let top = (self.at + 1).saturating_sub(shown);
        for (at, (field, entity, known)) in fields.iter().enumerate().skip(top).take(shown) {
            let label = cx.words.field(entity, known);
            let used = canvas.put(inner.x + 2, y, inner.width / 3, label, Role::Dim) + 4;
            let room = inner.width.saturating_sub(used);
            match &self.writing {
                Some(blank) if at == self.at => blank.draw_line(cx, inner.x + used, y, room, canvas),
                _ => {
                    let value = self.value(field);
                    let shown = Shown { now: &cx.now, names: &field.names };
                    let said = match (&value, field.element.is_empty()) {
                        (Value::Null, true) => cx.word("history-empty").to_owned(),
                        (value, true) => cx.words.value(entity, known, value, shown),
                        (Value::Null, false) => format!("- {}", field.element),
                        (_, false) => format!("+ {}", field.element),
                    };
                    let left_out = self.is_left_out(field);
                    let said = if left_out { cx.say("parked-left-out", &[("value", (&said).into())]) } else { said };
                    let new = value != field.value && !left_out;
                    canvas.put(inner.x + used, y, room, &said, if new { Role::Strong } else { Role::Text });
                }
            }
            if at == self.at {
                canvas.tint(Rect { x: inner.x, y, width: inner.width, height: 1 }, Role::Cursor);
            }
            y += 1;
        }
        let mut keys = vec![("1", "parked-again"), ("2", "parked-withdraw")];
        if self.writing.is_some() {
            keys = vec![("Enter", "parked-keep")];
        } else if self.writable().is_some() {
            keys.push(("3", "parked-write"));
        }
        if self.writing.is_none() && !fields.is_empty() {
            keys.push(("4", "parked-leave-out"));
        }
        let mut x = inner.x;
        let foot = inner.bottom().saturating_sub(1);
        for (key, word) in keys {
            let room = inner.right().saturating_sub(x);
            x += canvas.spans(x, foot, room, &[(key, Role::Key), (" ", Role::Text), (cx.word(word), Role::Text)]) + 3;
        }
    }
}

/// The key of the words for a reason.
pub fn why(reason: &str) -> String {
    format!("parked-{}", reason.replace('_', "-"))
}
