//! Joining the company: the server's address and the one-time code that the admin gave, and the file of the company's own authority where it has
//! one; of several territories the one in which the customers of this book are to lie.
//!
//! Always holds: until the server has answered nothing is changed, and until a territory is said the code still holds; the customers of
//! this book come along.

use ratatui::layout::Rect;

use super::super::canvas::{Canvas, centred};
use super::super::cx::{Cx, Tone};
use super::super::field::Field;
use super::super::key::{Code, Key};
use super::super::list::List;
use super::super::message::{Effect, Joining, Ticket, Trouble, Wish};
use super::super::screen::{Handled, Motion, Place, Screen};
use super::super::theme::Role;
use crate::base::id::Id;
use crate::base::width::wrap;
use crate::domain::ask::{Answer, Ask};

const ADDRESS: usize = 0;
const CODE: usize = 1;
/// The file with the certificates of the company's own authority; most have none.
const CA: usize = 2;
/// What the fields are called.
const NAMES: [&str; 3] = ["connect-address", "connect-code", "connect-ca"];

/// The question.
#[derive(Debug, Default)]
pub struct Connect {
    fields: [Field; 3],
    /// Which of them is being written.
    at: usize,
    asked: Option<Ticket>,
    wrong: String,
    /// The territories to choose from, where there are several.
    which: Vec<(Id, String)>,
    list: List,
    /// To whom it is connected already: the server, and who I am there.
    known: Option<(String, String)>,
    known_asked: Option<Ticket>,
}

impl Connect {
    /// Asks for address and code.
    pub fn new(cx: &mut Cx) -> Connect {
        let known_asked = cx.sync.enrolled.then(|| cx.ask(Ask::Sync));
        Connect { known_asked, ..Connect::default() }
    }

    /// What stands under the fields.
    fn said(&self, cx: &Cx) -> (String, Role) {
        match (&self.known, self.asked.is_some(), self.wrong.is_empty()) {
            (_, true, _) => (cx.word("connect-asking").to_owned(), Role::Dim),
            (_, false, false) => (self.wrong.clone(), Role::Late),
            (Some((server, user)), false, true) => {
                (cx.say("connect-known", &[("server", server.into()), ("user", user.into())]), Role::Text)
            }
            (None, false, true) => (cx.word("connect-hint").to_owned(), Role::Dim),
        }
    }

    fn words(&self, field: usize) -> String {
        self.fields.get(field).map(|field| field.words().trim().to_owned()).unwrap_or_default()
    }

    fn field(&mut self) -> Option<&mut Field> {
        self.fields.get_mut(self.at)
    }

    /// Whether Enter only leads to the code.
    fn leads_on(&self) -> bool {
        self.at == ADDRESS && self.words(CODE).is_empty()
    }

    fn go(&mut self, territory: Option<Id>, cx: &mut Cx) {
        let [url, code, ca] = [ADDRESS, CODE, CA].map(|field| self.words(field));
        if url.is_empty() || code.is_empty() {
            self.at = if url.is_empty() { ADDRESS } else { CODE };
            return;
        }
        if self.asked.is_none() {
            self.wrong.clear();
            let ticket = cx.new_ticket();
            self.asked = Some(ticket);
            cx.effect(Effect::Enrol { ticket, wish: Wish { url, code, ca, territory } });
        }
    }

    fn take(&mut self, at: usize, cx: &mut Cx) {
        if let Some(territory) = self.which.get(at).map(|(id, _)| *id) {
            self.list.cursor = at;
            self.go(Some(territory), cx);
        }
    }

    /// The rows of territories that the window has room for.
    fn room(&self) -> u16 {
        (self.which.len() as u16).clamp(1, 12)
    }

    fn draw_which(&self, cx: &Cx, inner: Rect, canvas: &mut Canvas<'_>) {
        let lines = wrap(cx.word("connect-which"), usize::from(inner.width));
        for (row, line) in lines.iter().enumerate() {
            canvas.put(inner.x, inner.y + row as u16, inner.width, line, Role::Text);
        }
        let top = inner.y + lines.len() as u16 + 1;
        let height = usize::from(inner.bottom().saturating_sub(top + 2)).max(1);
        let mut list = self.list;
        list.settle(self.which.len(), height);
        for at in list.sight(self.which.len(), height) {
            let Some((_, name)) = self.which.get(at) else { continue };
            let y = top + (at - list.top) as u16;
            let digit = if at < 9 { (at + 1).to_string() } else { " ".to_owned() };
            canvas.spans(inner.x, y, inner.width, &[(&digit, Role::Key), ("  ", Role::Text), (name, Role::Strong)]);
            if at == list.cursor {
                canvas.tint(Rect { y, height: 1, ..inner }, Role::Cursor);
            }
        }
        let y = inner.bottom().saturating_sub(1);
        if self.asked.is_some() {
            canvas.put(inner.x, y, inner.width, cx.word("connect-asking"), Role::Dim);
        } else if !self.wrong.is_empty() {
            canvas.put(inner.x, y, inner.width, &self.wrong, Role::Late);
        }
    }
}

/// What became of joining is known and said, also where the question was left before.
pub fn joined(cx: &mut Cx, outcome: &Result<Joining, Trouble>) {
    match outcome {
        Ok(Joining::Joined(server)) => {
            cx.sync.enrolled = true;
            cx.effect(Effect::SyncNow);
            let text = cx.say("connect-done", &[("server", server.into())]);
            cx.notice(text, Tone::Done);
        }
        Ok(Joining::Which(_)) => cx.notice_word("connect-which-left", Tone::Trouble),
        // Nothing tries again by itself, signal or not.
        Err(trouble) => {
            let text = cx.trouble_words(trouble);
            cx.notice(text, Tone::Trouble);
        }
    }
}

impl Screen for Connect {
    fn place(&self) -> Place {
        if self.which.is_empty() { Place::Writing } else { Place::Question }
    }

    fn hints(&self) -> &'static [(&'static str, &'static str)] {
        match (self.which.is_empty(), self.leads_on()) {
            (false, _) => &[],
            (true, true) => &[("open", "hint-next-field")],
            (true, false) => &[("save", "hint-connect"), ("next-pane", "hint-next-field")],
        }
    }

    fn enter_saves(&self) -> bool {
        true
    }

    fn typing(&self) -> bool {
        self.which.is_empty()
    }

    fn popup(&self, _cx: &Cx, whole: Rect) -> Option<Rect> {
        let height = if self.which.is_empty() { 14 } else { 8 + self.room() };
        Some(centred(whole, 76, height))
    }

    fn key(&mut self, key: Key, cx: &mut Cx) -> Handled {
        if !self.which.is_empty() {
            return match key.narrow().code {
                Code::Char(digit @ '1'..='9') => {
                    self.take(usize::from(digit as u8 - b'1'), cx);
                    Handled::Yes
                }
                _ => Handled::No,
            };
        }
        match key.code {
            Code::Tab => {
                self.at = (self.at + 1) % NAMES.len();
                Handled::Yes
            }
            Code::BackTab => {
                self.at = (self.at + NAMES.len() - 1) % NAMES.len();
                Handled::Yes
            }
            _ => self.field().map_or(Handled::No, |field| field.key(key)),
        }
    }

    fn paste(&mut self, text: &str, _cx: &mut Cx) {
        if self.which.is_empty() {
            // Whatever stands on further lines of the admin's message is neither address nor code.
            if let Some(field) = self.field() {
                field.paste(text.trim().lines().next().unwrap_or_default());
            }
        }
    }

    fn moved(&mut self, motion: Motion, _cx: &mut Cx) {
        if !self.which.is_empty() {
            self.list.moved(motion, self.which.len(), usize::from(self.room()));
            return;
        }
        match motion {
            Motion::Down => self.at = (self.at + 1).min(CA),
            Motion::Up => self.at = self.at.saturating_sub(1),
            _ => {}
        }
    }

    fn enter(&mut self, cx: &mut Cx) {
        if !self.which.is_empty() {
            self.take(self.list.cursor, cx);
        } else if self.leads_on() {
            self.at = CODE;
        } else {
            self.go(None, cx);
        }
    }

    fn back(&mut self, _cx: &mut Cx) -> Handled {
        if self.which.is_empty() {
            return Handled::No;
        }
        // Nothing was used up: address and code stand there as they were.
        self.which.clear();
        self.asked = None;
        Handled::Yes
    }

    fn command(&mut self, id: &str, cx: &mut Cx) -> Handled {
        if id == "save" && self.which.is_empty() {
            self.go(None, cx);
            return Handled::Yes;
        }
        Handled::No
    }

    fn answered(&mut self, ticket: Ticket, answer: Answer, _cx: &mut Cx) -> Option<Answer> {
        if self.known_asked != Some(ticket) {
            return Some(answer);
        }
        self.known_asked = None;
        if let Answer::Sync(view) = answer {
            self.known = Some((view.server, view.user));
        }
        None
    }

    fn enrolled(&mut self, ticket: Ticket, outcome: &Result<Joining, Trouble>, cx: &mut Cx) -> Handled {
        if self.asked != Some(ticket) {
            return Handled::No;
        }
        self.asked = None;
        match outcome {
            Ok(Joining::Joined(_)) => {
                joined(cx, outcome);
                cx.close();
            }
            Ok(Joining::Which(territories)) => {
                self.which.clone_from(territories);
                self.list = List::default();
            }
            Err(trouble) => {
                // Where nobody vouches for the server, the company's own authority may.
                let asks = |words: &str| matches!(words, "connect-untrusted" | "sync-untrusted-own-word");
                if matches!(trouble, Trouble::Failed(failure) if asks(&failure.words)) {
                    self.at = CA;
                }
                self.wrong = cx.trouble_words(trouble);
            }
        }
        Handled::Yes
    }

    fn draw(&self, cx: &Cx, area: Rect, canvas: &mut Canvas<'_>) {
        let inner = canvas.window(area, cx.word("begin-connect"));
        if !self.which.is_empty() {
            return self.draw_which(cx, inner, canvas);
        }
        let label = 18.min(inner.width / 3);
        // In a low window the lines stand close, and the field that is written is in sight.
        let apart = if inner.height >= 9 { 2 } else { 1 };
        let above = (self.at as u16 + 1).saturating_sub(inner.height);
        for (row, (key, field)) in NAMES.iter().zip(&self.fields).enumerate() {
            let here = row == self.at;
            let Some(y) = (row as u16 * apart).checked_sub(above).map(|y| inner.y + y) else { continue };
            if y >= inner.bottom() {
                break;
            }
            canvas.put(inner.x, y, label, cx.word(key), if here { Role::Accent } else { Role::Dim });
            if row == CA && !here && field.is_empty() {
                canvas.put(inner.x + label, y, inner.width - label, cx.word("connect-ca-none"), Role::Dim);
            } else {
                field.draw(canvas, inner.x + label, y, inner.width - label, here);
            }
        }
        let (text, role) = self.said(cx);
        let top = inner.y + NAMES.len() as u16 * apart;
        let room = usize::from(inner.bottom().saturating_sub(top));
        for (row, line) in wrap(&text, usize::from(inner.width)).iter().take(room).enumerate() {
            canvas.put(inner.x, top + row as u16, inner.width, line, role);
        }
    }
}
