//! A text to read in full: a note, a briefing. Scrolls; takes the acts on what it is about.

use ratatui::layout::Rect;

use super::super::canvas::{Canvas, centred};
use super::super::cx::Cx;
use super::super::screen::{Motion, Place, Screen, body};
use super::super::subject::Subject;
use super::super::theme::Role;
use crate::base::width::wrap;

/// The text.
#[derive(Clone, Debug)]
pub struct Reading {
    title: String,
    text: String,
    subject: Subject,
    top: usize,
}

impl Reading {
    /// This text under this title, about this.
    pub fn new(title: impl Into<String>, text: impl Into<String>, subject: Subject) -> Reading {
        Reading { title: title.into(), text: text.into(), subject, top: 0 }
    }

    fn most(&self, cx: &Cx) -> (u16, usize) {
        let whole = body(cx);
        let width = whole.width.min(84);
        (width, wrap(&self.text, usize::from(width.saturating_sub(4))).len())
    }
}

impl Screen for Reading {
    fn place(&self) -> Place {
        Place::Rows
    }

    fn popup(&self, cx: &Cx, whole: Rect) -> Option<Rect> {
        let (width, lines) = self.most(cx);
        Some(centred(whole, width, (lines as u16).saturating_add(4)))
    }

    fn moved(&mut self, motion: Motion, cx: &mut Cx) {
        let (_, lines) = self.most(cx);
        let height = usize::from(body(cx).height).saturating_sub(4);
        let last = lines.saturating_sub(height);
        self.top = match motion {
            Motion::Up => self.top.saturating_sub(1),
            Motion::Down => (self.top + 1).min(last),
            Motion::PageUp => self.top.saturating_sub(height / 2),
            Motion::PageDown => (self.top + height / 2).min(last),
            Motion::First => 0,
            Motion::Last => last,
            _ => self.top,
        };
    }

    fn enter(&mut self, cx: &mut Cx) {
        cx.close();
    }

    fn subject(&self, _cx: &Cx) -> Subject {
        self.subject.clone()
    }

    fn draw(&self, _cx: &Cx, area: Rect, canvas: &mut Canvas<'_>) {
        let inner = canvas.window(area, &self.title);
        let lines = wrap(&self.text, usize::from(inner.width));
        for (row, line) in lines.iter().skip(self.top).take(usize::from(inner.height.saturating_sub(2))).enumerate() {
            canvas.put(inner.x, inner.y + 1 + row as u16, inner.width, line, Role::Text);
        }
    }
}
