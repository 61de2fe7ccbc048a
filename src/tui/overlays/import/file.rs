//! The line for the file to import: its path, typed or pasted; Tab completes it.

use ratatui::layout::Rect;

use super::preview::ImportPreview;
use crate::base::width::wrap;
use crate::domain::import::Choices;
use crate::tui::canvas::{Canvas, centred};
use crate::tui::cx::Cx;
use crate::tui::field::Field;
use crate::tui::key::{Code, Key};
use crate::tui::message::{Errand, LookAsk, Reply, Ticket};
use crate::tui::screen::{Handled, Place, Screen};
use crate::tui::theme::Role;

/// The rows under the line: names that begin so, or why the file cannot be read.
const BELOW: u16 = 6;

/// The line.
#[derive(Clone, Debug, Default)]
pub struct ImportFile {
    path: Field,
    names: Vec<String>,
    completing: Option<Ticket>,
    looking: Option<(Ticket, Box<LookAsk>)>,
    trouble: String,
}

impl ImportFile {
    fn changed(&mut self) {
        self.names.clear();
        self.completing = None;
        self.trouble.clear();
    }
}

impl Screen for ImportFile {
    fn place(&self) -> Place {
        Place::Question
    }

    fn popup(&self, _cx: &Cx, whole: Rect) -> Option<Rect> {
        Some(centred(whole, 76, BELOW + 4))
    }

    fn typing(&self) -> bool {
        true
    }

    fn key(&mut self, key: Key, cx: &mut Cx) -> Handled {
        if key == Key::plain(Code::Tab) {
            self.completing = Some(cx.errand(Errand::Complete(self.path.words().to_owned())));
            return Handled::Yes;
        }
        let before = self.path.words().to_owned();
        let handled = self.path.key(key);
        if before != self.path.words() {
            self.changed();
        }
        handled
    }

    fn paste(&mut self, text: &str, _cx: &mut Cx) {
        self.path.paste(text.trim());
        self.changed();
    }

    fn enter(&mut self, cx: &mut Cx) {
        let path = self.path.words().trim().to_owned();
        if path.is_empty() || self.looking.is_some() {
            return;
        }
        self.changed();
        let ask = LookAsk {
            path,
            sheet: None,
            mapping: None,
            choices: Choices::default(),
            cadences: cx.settings.cadences,
            lang: cx.words.lang(),
        };
        self.looking = Some((cx.errand(Errand::Look(Box::new(ask.clone()))), Box::new(ask)));
    }

    fn replied(&mut self, ticket: Ticket, reply: &Reply, cx: &mut Cx) {
        match reply {
            Reply::Completed(path, names) if self.completing == Some(ticket) => {
                self.completing = None;
                if path != self.path.words() {
                    self.path.set(path);
                }
                self.names.clone_from(names);
                self.trouble.clear();
            }
            Reply::Looked(outcome) => {
                let Some((_, ask)) = self.looking.take_if(|(asked, _)| *asked == ticket) else { return };
                match outcome {
                    Ok(looked) => {
                        let preview = ImportPreview::new(looked.clone(), *ask, cx);
                        cx.close();
                        cx.open(preview);
                    }
                    Err(why) => self.trouble.clone_from(why),
                }
            }
            _ => {}
        }
    }

    fn draw(&self, cx: &Cx, area: Rect, canvas: &mut Canvas<'_>) {
        let inner = canvas.window(area, cx.word("begin-import"));
        self.path.draw(canvas, inner.x, inner.y + 1, inner.width, true);
        let width = usize::from(inner.width);
        let (lines, role): (Vec<&str>, Role) = if self.looking.is_some() {
            (vec![cx.word("import-reading")], Role::Calm)
        } else if !self.trouble.is_empty() {
            (wrap(&self.trouble, width), Role::Late)
        } else if self.names.is_empty() {
            (wrap(cx.word("import-path-hint"), width), Role::Dim)
        } else {
            (self.names.iter().map(String::as_str).collect(), Role::Text)
        };
        let top = inner.y + 2;
        for (row, line) in lines.into_iter().enumerate().take(usize::from(inner.bottom().saturating_sub(top))) {
            canvas.put(inner.x, top + row as u16, inner.width, line, role);
        }
    }
}
