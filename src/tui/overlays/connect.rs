//! Joining the company: the server's address and the one-time code that the admin gave.
//!
//! Always holds: until the server has answered nothing is changed; the customers of this book come along.

use ratatui::layout::Rect;

use super::super::canvas::{Canvas, centred};
use super::super::cx::{Cx, Tone};
use super::super::field::Field;
use super::super::key::{Code, Key};
use super::super::message::{Effect, Ticket, Trouble};
use super::super::screen::{Handled, Motion, Place, Screen};
use super::super::theme::Role;
use crate::base::width::wrap;

/// The question.
#[derive(Debug, Default)]
pub struct Connect {
    address: Field,
    code: Field,
    /// Whether the code is being written.
    second: bool,
    asked: Option<Ticket>,
    wrong: String,
}

impl Connect {
    /// Asks for address and code.
    pub fn new() -> Connect {
        Connect::default()
    }

    fn field(&mut self) -> &mut Field {
        if self.second { &mut self.code } else { &mut self.address }
    }

    fn go(&mut self, cx: &mut Cx) {
        let (url, code) = (self.address.words().trim().to_owned(), self.code.words().trim().to_owned());
        if url.is_empty() || code.is_empty() {
            self.second = !url.is_empty();
            return;
        }
        if self.asked.is_none() {
            self.wrong.clear();
            let ticket = cx.new_ticket();
            self.asked = Some(ticket);
            cx.effect(Effect::Enrol { ticket, url, code });
        }
    }
}

impl Screen for Connect {
    fn place(&self) -> Place {
        Place::Writing
    }

    fn typing(&self) -> bool {
        true
    }

    fn popup(&self, _cx: &Cx, whole: Rect) -> Option<Rect> {
        Some(centred(whole, 76, 11))
    }

    fn key(&mut self, key: Key, _cx: &mut Cx) -> Handled {
        match key.code {
            Code::Tab | Code::BackTab => {
                self.second = !self.second;
                Handled::Yes
            }
            _ => self.field().key(key),
        }
    }

    fn paste(&mut self, text: &str, _cx: &mut Cx) {
        self.field().paste(text.trim());
    }

    fn moved(&mut self, motion: Motion, _cx: &mut Cx) {
        match motion {
            Motion::Down => self.second = true,
            Motion::Up => self.second = false,
            _ => {}
        }
    }

    fn enter(&mut self, cx: &mut Cx) {
        if self.second { self.go(cx) } else { self.second = true }
    }

    fn command(&mut self, id: &str, cx: &mut Cx) -> Handled {
        if id == "save" {
            self.go(cx);
            return Handled::Yes;
        }
        Handled::No
    }

    fn enrolled(&mut self, ticket: Ticket, outcome: &Result<(), Trouble>, cx: &mut Cx) {
        if self.asked != Some(ticket) {
            return;
        }
        self.asked = None;
        match outcome {
            Ok(()) => {
                cx.sync.enrolled = true;
                cx.effect(Effect::SyncNow);
                let text = cx.say("connect-done", &[("server", self.address.words().into())]);
                cx.notice(text, Tone::Done);
                cx.close();
            }
            Err(trouble) => self.wrong = cx.trouble_words(trouble),
        }
    }

    fn draw(&self, cx: &Cx, area: Rect, canvas: &mut Canvas<'_>) {
        let inner = canvas.window(area, cx.word("begin-connect"));
        let label = 16.min(inner.width / 3);
        for (row, (key, field, here)) in
            [("connect-address", &self.address, !self.second), ("connect-code", &self.code, self.second)]
                .into_iter()
                .enumerate()
        {
            let y = inner.y + row as u16 * 2;
            canvas.put(inner.x, y, label, cx.word(key), if here { Role::Accent } else { Role::Dim });
            field.draw(canvas, inner.x + label, y, inner.width - label, here);
        }
        let (text, role) = match (self.asked.is_some(), self.wrong.is_empty()) {
            (true, _) => (cx.word("connect-asking"), Role::Dim),
            (false, false) => (self.wrong.as_str(), Role::Late),
            (false, true) => (cx.word("connect-hint"), Role::Dim),
        };
        for (row, line) in wrap(text, usize::from(inner.width)).iter().take(4).enumerate() {
            canvas.put(inner.x, inner.y + 4 + row as u16, inner.width, line, role);
        }
    }
}
