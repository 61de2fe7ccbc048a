//! The day, in words, on which a record is to be seen as it was.
//!
//! Always holds: nothing is shown before the words are understood; a day alone is meant to its end.

use chrono::{Days, NaiveTime};
use ratatui::layout::Rect;

use super::super::canvas::{Canvas, centred};
use super::super::cx::{Cx, Tone};
use super::super::field::Field;
use super::super::key::Key;
use super::super::screen::{Handled, Place, Screen};
use super::super::theme::Role;
use super::history::History;
use crate::base::clock::Moment;
use crate::base::id::Id;
use crate::base::when::Hint;

/// The question.
#[derive(Clone, Debug)]
pub struct AsOf {
    entity: u16,
    record: Id,
    name: String,
    field: Field,
}

impl AsOf {
    /// About this record, which is called so.
    pub fn new(entity: u16, record: Id, name: impl Into<String>) -> AsOf {
        AsOf { entity, record, name: name.into(), field: Field::default() }
    }

    /// The day was said with the command: what was then is shown at once. Words that say none are laid before the person.
    pub fn said(self, words: &str, cx: &mut Cx) {
        match read(words, cx) {
            Some(at) => cx.open(History::as_of(self.entity, self.record, self.name, at)),
            None => {
                cx.open(AsOf { field: Field::new(words), ..self });
                cx.notice_word("notice-no-date", Tone::Calm);
            }
        }
    }

    fn moment(&self, cx: &Cx) -> Option<Moment> {
        read(self.field.words(), cx)
    }
}

/// The moment that words say; a day alone to its end.
pub fn read(words: &str, cx: &Cx) -> Option<Moment> {
    let slot = cx.dates().read_as(words, Hint::Past)?;
    let end = slot.day.checked_add_days(Days::new(1))?.and_time(NaiveTime::MIN);
    Some(cx.now.zone.moment(slot.time.map_or(end, |time| slot.day.and_time(time))))
}

/// What stands behind the command's name where a line begins with it: `at yesterday`, `当时昨天`; empty where nothing does yet.
pub fn behind<'l>(line: &'l str, cx: &Cx) -> Option<&'l str> {
    let line = line.trim();
    let names = cx.word("palette-at").split([',', '、']).map(str::trim);
    let behind = names.filter_map(|name| {
        let begins = line.get(..name.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(name));
        let rest = line.get(name.len()..).filter(|_| begins && !name.is_empty())?;
        // A Latin word ends where a space is.
        let whole = rest.is_empty() || rest.starts_with(char::is_whitespace) || !name.is_ascii();
        whole.then(|| rest.trim_start())
    });
    // The longest name: what is left is the least.
    behind.min_by_key(|rest| rest.len())
}

impl Screen for AsOf {
    fn place(&self) -> Place {
        Place::Question
    }

    fn popup(&self, _cx: &Cx, whole: Rect) -> Option<Rect> {
        Some(centred(whole, 64, 6))
    }

    fn typing(&self) -> bool {
        true
    }

    fn key(&mut self, key: Key, _cx: &mut Cx) -> Handled {
        self.field.key(key)
    }

    fn paste(&mut self, text: &str, _cx: &mut Cx) {
        self.field.paste(text);
    }

    fn enter(&mut self, cx: &mut Cx) {
        match self.moment(cx) {
            Some(at) => {
                cx.close();
                cx.open(History::as_of(self.entity, self.record, self.name.clone(), at));
            }
            None => cx.notice_word("notice-no-date", Tone::Calm),
        }
    }

    fn draw(&self, cx: &Cx, area: Rect, canvas: &mut Canvas<'_>) {
        let inner = canvas.window(area, &format!("{}   {}", cx.word("title-as-of-when"), self.name));
        self.field.draw(canvas, inner.x, inner.y + 1, inner.width, true);
        let (text, role) = match self.moment(cx) {
            Some(at) => (cx.words.moment(at, &cx.now), Role::Done),
            None => (cx.word("as-of-hint").to_string(), Role::Dim),
        };
        canvas.put(inner.x, inner.y + 2, inner.width, &text, role);
    }
}
