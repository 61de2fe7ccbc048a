//! What the server could not take: what it was, why, and what can be done about it.
//!
//! Always holds: nothing goes without a key; what is given up is said to be given up, and leaving leaves all as it is.

use ratatui::layout::Rect;

use super::super::canvas::{Canvas, centred};
use super::super::cx::{Cx, Tone};
use super::super::field::Taken;
use super::super::form::Blank;
use super::super::key::{Code, Key};
use super::super::message::{Ticket, Trouble};
use super::super::screen::{Handled, Motion, Place, Screen};
use super::super::subject::Subject;
use super::super::theme::Role;
use crate::base::id::Id;
use crate::base::width::wrap;
use crate::domain::act::Committed;
use crate::domain::ask::{ParkedField, ParkedRow};
use crate::domain::deed::Deed;
use crate::i18n::Shown;
use crate::schema::{Entity, Field, Kind, Value, entity};

/// One parked act, with the value that is being written.
#[derive(Debug)]
pub struct Parked {
    row: ParkedRow,
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

impl Parked {
    /// This one.
    pub fn new(row: ParkedRow) -> Parked {
        Parked { row, at: 0, writing: None, values: Vec::new(), asked: None }
    }

    fn fields(&self) -> Vec<(&ParkedField, &'static Entity, &'static Field)> {
        let known = |field: &'_ ParkedField| {
            let entity = entity(field.entity)?;
            Some((entity, entity.by_number(field.field)?))
        };
        self.row.fields.iter().filter_map(|field| known(field).map(|(entity, known)| (field, entity, known))).collect()
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
        Some(centred(whole, 84, 18))
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
            match blank.value(cx.words.lang(), &cx.now) {
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
        let acts = vec![self.row.act];
        match key.narrow().code {
            Code::Char('1') => {
                let values = self.values.clone();
                self.asked = Some(cx.perform(Deed::SendAgain { acts, values }));
            }
            Code::Char('2') => self.asked = Some(cx.perform(Deed::Withdraw { acts })),
            Code::Char('3') => self.write(cx),
            _ => return Handled::No,
        }
        Handled::Yes
    }

    fn paste(&mut self, text: &str, _cx: &mut Cx) {
        if let Some(blank) = &mut self.writing {
            blank.typed.paste(text);
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
        Subject { text: self.row.label.subject.clone(), ..Subject::default() }
    }

    fn draw(&self, cx: &Cx, area: Rect, canvas: &mut Canvas<'_>) {
        let inner = canvas.window(area, cx.word("parked-title"));
        let when = cx.words.moment(self.row.at, &cx.now);
        let used = canvas.put_right(inner.right(), inner.y, 18, &when, Role::Dim);
        canvas.put(
            inner.x,
            inner.y,
            inner.width.saturating_sub(used + 1),
            &cx.words.label(&self.row.label),
            Role::Strong,
        );
        let mut y = inner.y + 1;
        for line in wrap(cx.word(&why(&self.row.reason)), usize::from(inner.width)).iter().take(3) {
            canvas.put(inner.x, y, inner.width, line, Role::Late);
            y += 1;
        }
        y += 1;
        let fields = self.fields();
        let top = self.at.saturating_sub(SHOWN - 1);
        for (at, (field, entity, known)) in fields.iter().enumerate().skip(top).take(SHOWN) {
            let label = cx.words.field(entity, known);
            let used = canvas.put(inner.x + 2, y, inner.width / 3, label, Role::Accent) + 4;
            let room = inner.width.saturating_sub(used);
            match &self.writing {
                Some(blank) if at == self.at => blank.typed.draw(canvas, inner.x + used, y, room, true),
                _ => {
                    let value = self.value(field);
                    let shown = Shown { now: &cx.now, names: &field.names };
                    let said = match (&value, field.element.is_empty()) {
                        (Value::Null, true) => cx.word("history-empty").to_owned(),
                        (value, true) => cx.words.value(entity, known, value, shown),
                        (Value::Null, false) => format!("- {}", field.element),
                        (_, false) => format!("+ {}", field.element),
                    };
                    let new = value != field.value;
                    canvas.put(inner.x + used, y, room, &said, if new { Role::Strong } else { Role::Text });
                }
            }
            if at == self.at {
                canvas.tint(Rect { x: inner.x, y, width: inner.width, height: 1 }, Role::Cursor);
            }
            y += 1;
        }
        let mut keys = vec![("1", "parked-again"), ("2", "parked-withdraw")];
        if self.writable().is_some() {
            keys.push(("3", "parked-write"));
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
