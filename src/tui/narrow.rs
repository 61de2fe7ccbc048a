//! The field in which a filter is typed: completion with Tab, what was not understood said beside it, the filters of before on Up.
//!
//! Always holds: ↑↓ move the rows as soon as something is typed that was not taken from before.

use super::canvas::Canvas;
use super::context;
use super::cx::Cx;
use super::field::Field;
use super::key::{Code, Key};
use super::screen::Handled;
use super::theme::Role;
use crate::base::width::cells;
use crate::domain::filter::{self, Filter};
use crate::schema::ACCOUNT;

/// Under which name the filters of before are kept.
const BEFORE: &str = "filters";
/// So many are kept.
const MOST: usize = 30;

/// The field.
#[derive(Clone, Debug, Default)]
pub struct Narrow {
    field: Field,
    writing: bool,
    /// How far back in the filters of before.
    back: Option<usize>,
}

impl Narrow {
    /// Begins to take letters.
    pub fn begin(&mut self) {
        self.writing = true;
        self.back = None;
    }

    /// Whether it takes letters.
    pub fn writing(&self) -> bool {
        self.writing
    }

    /// What was typed.
    pub fn words(&self) -> &str {
        self.field.words().trim()
    }

    /// Whether it narrows or is being written.
    pub fn shown(&self) -> bool {
        self.writing || !self.field.is_empty()
    }

    /// Takes it away; whether there was something.
    pub fn clear(&mut self, cx: &mut Cx) -> bool {
        let was = self.shown();
        self.keep(cx);
        *self = Narrow::default();
        was
    }

    /// The filter that it comes to.
    pub fn read(&self, cx: &Cx) -> Filter {
        context::read(cx, self.words()).0
    }

    /// A pasted text.
    pub fn paste(&mut self, text: &str) {
        self.field.paste(text);
    }

    /// A key while it takes letters.
    pub fn key(&mut self, key: Key, cx: &mut Cx) -> Handled {
        if !self.writing {
            return Handled::No;
        }
        match key.code {
            Code::Tab => {
                match filter::offers(self.field.words(), &ACCOUNT, &*cx.words).into_iter().next() {
                    Some(offer) if offer.typed != self.field.words() => self.field.set(&offer.typed),
                    _ => {
                        self.writing = false;
                        self.keep(cx);
                    }
                }
                return Handled::Yes;
            }
            Code::Up | Code::Down if self.field.is_empty() || self.back.is_some() => {
                return self.go_back(key.code == Code::Up, cx);
            }
            _ => {}
        }
        let before = self.field.words().to_owned();
        let handled = self.field.key(key);
        if self.field.words() != before {
            self.back = None;
        }
        handled
    }

    /// To an older filter, or to a newer one.
    fn go_back(&mut self, older: bool, cx: &Cx) -> Handled {
        let kept = kept(cx);
        let to = match (self.back, older) {
            (None, true) => 0,
            (Some(at), true) => at + 1,
            (Some(at), false) if at > 0 => at - 1,
            _ => return Handled::No,
        };
        let Some(typed) = kept.get(to) else { return if self.back.is_some() { Handled::Yes } else { Handled::No } };
        self.back = Some(to);
        self.field = Field::new(typed);
        Handled::Yes
    }

    /// Remembers it for another time.
    fn keep(&self, cx: &mut Cx) {
        let typed = self.words().to_owned();
        let mut all = kept(cx);
        if typed.is_empty() || all.first() == Some(&typed) {
            return;
        }
        all.retain(|other| *other != typed);
        all.insert(0, typed);
        all.truncate(MOST);
        cx.draft(BEFORE, &serde_json::to_string(&all).unwrap_or_default());
    }

    /// Draws it in at most `room` cells; gives back what it took.
    pub fn draw(&self, cx: &Cx, x: u16, y: u16, room: u16, canvas: &mut Canvas<'_>) -> u16 {
        if !self.shown() {
            return 0;
        }
        let used = canvas.put(x, y, 2, "/ ", Role::Key);
        let (_, troubles) = context::read(cx, self.words());
        let said = match troubles.first() {
            Some(trouble) => Some(cx.words.filter_trouble(trouble)),
            None if self.writing => {
                let offer = filter::offers(self.field.words(), &ACCOUNT, &*cx.words).into_iter().next();
                offer.filter(|offer| offer.typed != self.field.words()).map(|offer| format!("Tab {}", offer.shown))
            }
            None => None,
        };
        let said_room = said.as_deref().map_or(0, |said| cells(said) as u16 + 2).min(room / 2);
        let field = room.saturating_sub(used + said_room).max(8);
        self.field.draw(canvas, x + used, y, field, self.writing);
        if let Some(said) = said {
            canvas.put(x + used + field + 2, y, said_room.saturating_sub(2), &said, Role::Dim);
        }
        used + field + said_room + 2
    }
}

fn kept(cx: &Cx) -> Vec<String> {
    cx.drafted(BEFORE).and_then(|body| serde_json::from_str(body).ok()).unwrap_or_default()
}
