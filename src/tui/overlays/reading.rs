//! A text to read in full: a note, a briefing. Scrolls; takes the acts on what it is about.

use ratatui::layout::Rect;

use super::super::canvas::{Canvas, centred};
use super::super::cx::{Cx, Tone};
use super::super::key::Key;
use super::super::screen::{Handled, Motion, Place, Screen, body};
use super::super::seek::Seek;
use super::super::subject::Subject;
use super::super::theme::Role;
use super::find::marked;
use crate::base::width::wrap;

/// The text.
#[derive(Clone, Debug)]
pub struct Reading {
    title: String,
    text: String,
    subject: Subject,
    top: usize,
    seek: Seek,
}

impl Reading {
    /// This text under this title, about this.
    pub fn new(title: impl Into<String>, text: impl Into<String>, subject: Subject) -> Reading {
        Reading { title: title.into(), text: text.into(), subject, top: 0, seek: Seek::default() }
    }

    /// The lines as they are wrapped, and the width of the window.
    fn lines(&self, cx: &Cx) -> (u16, Vec<&str>) {
        let width = body(cx).width.min(84);
        (width, wrap(&self.text, usize::from(width.saturating_sub(4))))
    }

    /// The rows for lines, and the last that can be the first of them.
    fn last(&self, cx: &Cx) -> (usize, usize) {
        let height = usize::from(body(cx).height).saturating_sub(4);
        (height, self.lines(cx).1.len().saturating_sub(height))
    }

    /// To the line with the words that are looked for.
    fn look_for(&mut self, cx: &mut Cx, forward: bool, here: bool) {
        let found = self.seek.find(&self.lines(cx).1, self.top, forward, here);
        match found {
            Some(line) => self.top = line,
            None if !self.seek.writing() => cx.notice_word("nothing-fits", Tone::Calm),
            None => {}
        }
    }
}

impl Screen for Reading {
    fn place(&self) -> Place {
        Place::Rows
    }

    fn popup(&self, cx: &Cx, whole: Rect) -> Option<Rect> {
        let (width, lines) = self.lines(cx);
        Some(centred(whole, width, (lines.len() as u16).saturating_add(4)))
    }

    fn searchable(&self) -> bool {
        true
    }

    fn typing(&self) -> bool {
        self.seek.writing()
    }

    fn key(&mut self, key: Key, cx: &mut Cx) -> Handled {
        let handled = self.seek.key(key);
        if handled == Handled::Yes {
            self.look_for(cx, true, true);
        }
        handled
    }

    fn paste(&mut self, text: &str, cx: &mut Cx) {
        self.seek.paste(text);
        self.look_for(cx, true, true);
    }

    fn back(&mut self, _cx: &mut Cx) -> Handled {
        if self.seek.clear() { Handled::Yes } else { Handled::No }
    }

    fn command(&mut self, id: &str, cx: &mut Cx) -> Handled {
        match id {
            "filter" => self.seek.begin(),
            "next-match" => self.look_for(cx, true, false),
            "previous-match" => self.look_for(cx, false, false),
            _ => return Handled::No,
        }
        Handled::Yes
    }

    fn moved(&mut self, motion: Motion, cx: &mut Cx) {
        let (height, last) = self.last(cx);
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

    fn draw(&self, cx: &Cx, area: Rect, canvas: &mut Canvas<'_>) {
        let inner = canvas.window(area, &self.title);
        let lines = wrap(&self.text, usize::from(inner.width));
        let rows = usize::from(inner.height.saturating_sub(2));
        // A match near the end is in sight without a page of nothing under it.
        let top = self.top.min(lines.len().saturating_sub(rows));
        for (row, line) in lines.iter().skip(top).take(rows).enumerate() {
            let y = inner.y + 1 + row as u16;
            marked(canvas, inner.x, y, inner.width, line, &self.seek.marks(line), Role::Text);
        }
        self.seek.draw(cx, inner.x, inner.bottom().saturating_sub(1), inner.width, canvas);
    }
}
