//! The line for the file to import: its path, typed or pasted; Tab completes it. Nothing need be typed where the file is one of the newest
//! in the folders where such files lie: those are offered, the newest under the cursor.

use ratatui::layout::Rect;

use super::preview::ImportPreview;
use crate::base::width::wrap;
use crate::domain::import::Choices;
use crate::tui::canvas::{Canvas, Target, centred};
use crate::tui::cx::Cx;
use crate::tui::field::Field;
use crate::tui::key::{Code, Key};
use crate::tui::list::List;
use crate::tui::message::{Errand, Kinds, LookAsk, NearFile, Reply, Ticket};
use crate::tui::screen::{Handled, Motion, Place, Screen};
use crate::tui::theme::Role;

/// The rows under the line: what to do, and files; or why the file cannot be read.
const BELOW: u16 = 9;

/// The line.
#[derive(Clone, Debug, Default)]
pub struct ImportFile {
    path: Field,
    /// The newest files.
    near: Vec<NearFile>,
    nearing: Option<Ticket>,
    /// Names that begin as what was typed.
    names: Vec<String>,
    completing: Option<Ticket>,
    /// The file under the cursor.
    list: List,
    /// The cursor was put among the names; before that, Enter takes what was typed.
    among: bool,
    looking: Option<(Ticket, Box<LookAsk>)>,
    trouble: String,
}

impl ImportFile {
    fn changed(&mut self) {
        self.names.clear();
        self.completing = None;
        self.trouble.clear();
        (self.list, self.among) = (List::default(), false);
    }

    fn offers_near(&self) -> bool {
        self.path.words().trim().is_empty()
    }

    /// How many files are offered.
    fn total(&self) -> usize {
        if self.offers_near() { self.near.len() } else { self.names.len() }
    }

    /// The offered file under the cursor.
    fn chosen(&self) -> Option<String> {
        if self.offers_near() {
            return self.near.get(self.list.cursor).map(|near| near.path.clone());
        }
        let name = self.names.get(self.list.cursor).filter(|_| self.among)?;
        let typed = self.path.words();
        let folder = typed.rfind(['/', '\\']).map_or("", |at| typed.get(..=at).unwrap_or_default());
        Some(format!("{folder}{name}"))
    }

    fn complete(&mut self, cx: &mut Cx) {
        self.completing = Some(cx.errand(Errand::Complete(self.path.words().to_owned(), Kinds::Customers)));
    }

    fn look(&mut self, path: String, cx: &mut Cx) {
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
}

impl Screen for ImportFile {
    fn place(&self) -> Place {
        Place::Question
    }

    fn popup(&self, _cx: &Cx, whole: Rect) -> Option<Rect> {
        Some(centred(whole, 76, BELOW + 4))
    }

    fn refresh(&mut self, cx: &mut Cx) {
        if self.nearing.is_none() {
            self.nearing = Some(cx.errand(Errand::Nearby));
        }
    }

    fn opens(&self, _cx: &Cx) -> bool {
        self.looking.is_none() && (!self.path.words().trim().is_empty() || self.chosen().is_some())
    }

    fn typing(&self) -> bool {
        true
    }

    fn key(&mut self, key: Key, cx: &mut Cx) -> Handled {
        if key == Key::plain(Code::Tab) {
            // What is under the cursor is the beginning of what is meant.
            if let Some(path) = self.chosen() {
                self.path.set(&path);
                self.changed();
            }
            self.complete(cx);
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

    fn moved(&mut self, motion: Motion, _cx: &mut Cx) {
        let total = self.total();
        if total == 0 || self.looking.is_some() {
            return;
        }
        // The first step among names goes onto the first of them.
        if self.offers_near() || self.among {
            self.list.moved(motion, total, total);
        }
        self.among = true;
        self.trouble.clear();
    }

    fn pointed(&mut self, _pane: usize, at: usize, _cx: &mut Cx) -> bool {
        let there = self.list.point(at);
        let among = std::mem::replace(&mut self.among, true);
        there && (among || self.offers_near())
    }

    fn enter(&mut self, cx: &mut Cx) {
        if self.looking.is_some() {
            return;
        }
        let typed = self.path.words().trim().to_owned();
        let path = self.chosen().unwrap_or(typed);
        if path.is_empty() {
            return;
        }
        self.path.set(&path);
        self.changed();
        if path.ends_with('/') {
            self.complete(cx);
        } else {
            self.look(path, cx);
        }
    }

    fn replied(&mut self, ticket: Ticket, reply: &Reply, cx: &mut Cx) -> Handled {
        match reply {
            Reply::Nearby(near) if self.nearing == Some(ticket) => self.near.clone_from(near),
            Reply::Completed(path, names) if self.completing == Some(ticket) => {
                self.completing = None;
                if path != self.path.words() {
                    self.path.set(path);
                }
                self.names.clone_from(names);
                self.trouble.clear();
            }
            Reply::Looked(outcome) => {
                let Some((_, ask)) = self.looking.take_if(|(asked, _)| *asked == ticket) else {
                    return Handled::No;
                };
                match outcome {
                    Ok(looked) => {
                        let preview = ImportPreview::new(looked.clone(), *ask, cx);
                        cx.close();
                        cx.open(preview);
                    }
                    Err(why) => self.trouble.clone_from(why),
                }
            }
            _ => return Handled::No,
        }
        Handled::Yes
    }

    fn draw(&self, cx: &Cx, area: Rect, canvas: &mut Canvas<'_>) {
        let inner = canvas.window(area, cx.word("begin-import"));
        self.path.draw(canvas, inner.x, inner.y, inner.width, true);
        let width = usize::from(inner.width);
        let (lines, role): (Vec<&str>, Role) = if self.looking.is_some() {
            (vec![cx.word("import-reading")], Role::Calm)
        } else if !self.trouble.is_empty() {
            (wrap(&self.trouble, width), Role::Late)
        } else if self.names.is_empty() {
            (wrap(cx.word("import-path-hint"), width), Role::Dim)
        } else {
            (Vec::new(), Role::Text)
        };
        let mut y = inner.y + 1;
        for line in lines.into_iter().take(usize::from(inner.bottom().saturating_sub(y))) {
            canvas.put(inner.x, y, inner.width, line, role);
            y += 1;
        }
        if self.looking.is_some() || self.total() == 0 {
            return;
        }
        let near = self.offers_near();
        if near {
            canvas.put(inner.x, y + 1, inner.width, cx.word("import-near"), Role::Heading);
            y += 2;
        }
        let height = usize::from(inner.bottom().saturating_sub(y));
        let mut list = self.list;
        list.settle(self.total(), height);
        for at in list.sight(self.total(), height) {
            let row = Rect { x: inner.x, y: y + (at - list.top) as u16, width: inner.width, height: 1 };
            match (near, self.near.get(at), self.names.get(at)) {
                (true, Some(near), _) => {
                    let when = cx.words.moment(near.changed, &cx.now);
                    let used = canvas.put_right(row.right(), row.y, row.width / 3, &when, Role::Dim);
                    let at = near.path.rfind(['/', '\\']).map_or(0, |at| at + 1);
                    let (folder, name) = near.path.split_at(at);
                    let spans = [(name, Role::Text), ("   ", Role::Text), (folder, Role::Dim)];
                    canvas.spans(row.x, row.y, row.width.saturating_sub(used + 2), &spans);
                }
                (false, _, Some(name)) => {
                    canvas.put(row.x, row.y, row.width, name, Role::Text);
                }
                _ => {}
            }
            canvas.spot(row, Target::Row(0, at));
            if at == list.cursor && (near || self.among) {
                canvas.tint(row, Role::Cursor);
            }
        }
    }
}
