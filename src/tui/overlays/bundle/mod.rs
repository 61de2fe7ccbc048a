//! A sync by a file, where there is no network: which file, and then the receipt of what it carried.
//!
//! Always holds: nothing is changed before Enter; what was put into a file still waits here, and says so; of a file that cannot be used
//! it is said why, and nothing of it was taken.

use ratatui::layout::Rect;

use super::super::canvas::{Canvas, centred};
use super::super::cx::{Cx, Tone};
use super::super::field::Field;
use super::super::key::{Code, Key};
use super::super::message::{Carried, Errand, Kinds, Reply, Ticket, Way};
use super::super::screen::{Handled, Place, Screen, Sight};
use super::super::screens::sync::bytes;
use super::super::theme::Role;
use crate::base::width::wrap;

/// The rows under the line: names that begin so, what is to be known, or why the file cannot be used.
const BELOW: u16 = 8;

/// The line, and then the receipt.
#[derive(Clone, Debug)]
pub struct Bundle {
    way: Way,
    path: Field,
    names: Vec<String>,
    completing: Option<Ticket>,
    carrying: Option<Ticket>,
    trouble: String,
    carried: Option<Carried>,
}

impl Bundle {
    /// Out to a file, or in from one.
    pub fn new(way: Way, cx: &Cx) -> Bundle {
        let path = match way {
            // A name that tells one day's file from another's.
            Way::Out => Field::new(&format!("~/rounds-{}.bundle", cx.now.today())),
            Way::In => Field::default(),
        };
        let (names, trouble) = (Vec::new(), String::new());
        Bundle { way, path, names, completing: None, carrying: None, trouble, carried: None }
    }

    fn changed(&mut self) {
        self.names.clear();
        self.completing = None;
        self.trouble.clear();
    }

    fn title(&self) -> &'static str {
        match self.way {
            Way::Out => "bundle-out-title",
            Way::In => "bundle-in-title",
        }
    }

    /// What was carried, and what is to be done with it.
    fn receipt(cx: &Cx, carried: &Carried) -> [String; 3] {
        match carried {
            Carried::Out { changes, size, file } => {
                let size = bytes(*size);
                let named = [("n", (*changes).into()), ("size", (&size).into()), ("file", file.into())];
                [
                    cx.say("bundle-out-done", &named),
                    cx.word("bundle-out-still").to_owned(),
                    cx.say("bundle-out-next", &[("file", file.into())]),
                ]
            }
            Carried::In { known: true, file, .. } => {
                [cx.say("bundle-in-known", &[("file", file.into())]), String::new(), String::new()]
            }
            Carried::In { arrived, settled, waiting, file, .. } => {
                let named = [("arrived", (*arrived).into()), ("settled", (*settled).into()), ("file", file.into())];
                let waits = cx.say("bundle-in-waits", &[("n", (*waiting).into())]);
                [cx.say("bundle-in-done", &named), waits, String::new()]
            }
        }
    }
}

/// Says what came of carrying where the question was left before.
pub fn carried(cx: &mut Cx, outcome: &Result<Carried, String>) {
    match outcome {
        Ok(carried) => {
            let said = Bundle::receipt(cx, carried);
            let said: Vec<&str> = said.iter().map(String::as_str).filter(|said| !said.is_empty()).collect();
            cx.notice(said.join(" "), Tone::Done);
        }
        Err(why) => cx.notice(why.clone(), Tone::Trouble),
    }
}

impl Screen for Bundle {
    fn sight(&self) -> Sight {
        Sight::Rounds
    }

    fn place(&self) -> Place {
        if self.carried.is_some() { Place::Reading } else { Place::Question }
    }

    fn popup(&self, _cx: &Cx, whole: Rect) -> Option<Rect> {
        Some(centred(whole, 76, BELOW + 4))
    }

    fn opens(&self, _cx: &Cx) -> bool {
        self.carried.is_some() || (self.carrying.is_none() && !self.path.words().trim().is_empty())
    }

    fn typing(&self) -> bool {
        self.carried.is_none()
    }

    fn key(&mut self, key: Key, cx: &mut Cx) -> Handled {
        if self.carried.is_some() {
            return Handled::No;
        }
        if key == Key::plain(Code::Tab) {
            self.completing = Some(cx.errand(Errand::Complete(self.path.words().to_owned(), Kinds::Bundles)));
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
        if self.carried.is_none() {
            self.path.paste(text.trim());
            self.changed();
        }
    }

    fn enter(&mut self, cx: &mut Cx) {
        if self.carried.is_some() {
            return cx.close();
        }
        let path = self.path.words().trim().to_owned();
        if path.is_empty() || self.carrying.is_some() {
            return;
        }
        self.changed();
        let lang = cx.words.lang();
        self.carrying = Some(cx.errand(Errand::Carry { way: self.way, path, lang }));
    }

    fn replied(&mut self, ticket: Ticket, reply: &Reply, _cx: &mut Cx) -> Handled {
        match reply {
            Reply::Completed(path, names) if self.completing == Some(ticket) => {
                self.completing = None;
                if path != self.path.words() {
                    self.path.set(path);
                }
                self.names.clone_from(names);
                self.trouble.clear();
            }
            Reply::Carried(outcome) if self.carrying == Some(ticket) => {
                self.carrying = None;
                match outcome {
                    Ok(carried) => self.carried = Some(carried.clone()),
                    Err(why) => self.trouble.clone_from(why),
                }
            }
            _ => return Handled::No,
        }
        Handled::Yes
    }

    fn draw(&self, cx: &Cx, area: Rect, canvas: &mut Canvas<'_>) {
        let inner = canvas.window(area, cx.word(self.title()));
        let width = usize::from(inner.width);
        let mut y = inner.y;
        let mut put = |text: &str, role: Role, y: &mut u16| {
            for line in wrap(text, width) {
                if *y < inner.bottom() {
                    canvas.put(inner.x, *y, inner.width, line, role);
                    *y += 1;
                }
            }
        };
        if let Some(carried) = &self.carried {
            let [done, still, next] = Bundle::receipt(cx, carried);
            put(&done, Role::Done, &mut y);
            for more in [still, next] {
                if !more.is_empty() {
                    y += 1;
                    put(&more, Role::Text, &mut y);
                }
            }
            return;
        }
        y += 3;
        if self.carrying.is_some() {
            put(cx.word("bundle-carrying"), Role::Calm, &mut y);
        } else if !self.trouble.is_empty() {
            put(&self.trouble, Role::Late, &mut y);
        } else if self.names.is_empty() {
            let hint = match self.way {
                Way::Out => "bundle-out-hint",
                Way::In => "bundle-in-hint",
            };
            put(cx.word(hint), Role::Dim, &mut y);
        } else {
            for name in &self.names {
                put(name, Role::Text, &mut y);
            }
        }
        self.path.draw(canvas, inner.x, inner.y + 1, inner.width, true);
    }
}
