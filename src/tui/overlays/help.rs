//! Help and the palette: the command table as a list that is filtered as one types; Enter runs the row.
//!
//! Always holds: what cannot be run now is still shown, with the reason.

use ratatui::layout::Rect;

use super::super::canvas::{Canvas, Target, centred};
use super::super::command::{self, Group, TABLE};
use super::super::cx::{Cx, Tone};
use super::super::field::Field;
use super::super::key::Key;
use super::super::keymap::written;
use super::super::list::List;
use super::super::model::Model;
use super::super::screen::{Handled, Motion, Place, Screen};
use super::super::theme::Role;
use crate::base::text::fold;

/// A row of the help.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Entry {
    id: &'static str,
    group: Group,
    /// Why it cannot be run now.
    why: Option<&'static str>,
}

/// A line of the list.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Line {
    /// The heading of a group: the key of its words.
    Head(&'static str),
    /// A command, by its place among all.
    Entry(usize),
    /// Between groups.
    Gap,
}

/// The list of commands.
#[derive(Clone, Debug)]
pub struct Help {
    field: Field,
    entries: Vec<Entry>,
    lines: Vec<Line>,
    list: List,
    grouped: bool,
}

impl Help {
    /// All commands by groups, those that fit what is shown first.
    pub fn new(model: &Model) -> Help {
        let mut entries = entries(model);
        entries.sort_by_key(|entry| (entry.why == Some("why-not-here"), entry.group));
        Help::of(entries, true)
    }

    /// The commands that can be run, for the palette.
    pub fn palette(model: &Model) -> Help {
        let mut entries = entries(model);
        entries.sort_by_key(|entry| entry.why.is_some());
        Help::of(entries, false)
    }

    fn of(entries: Vec<Entry>, grouped: bool) -> Help {
        let mut help = Help { field: Field::default(), entries, lines: Vec::new(), list: List::default(), grouped };
        help.show((0..help.entries.len()).collect());
        help
    }

    /// Lays these out, by groups where they are the help's; the cursor on the first.
    fn show(&mut self, shown: Vec<usize>) {
        self.lines.clear();
        let mut before = None;
        for at in shown {
            let Some(entry) = self.entries.get(at) else { continue };
            let head = if entry.why == Some("why-not-here") { "group-elsewhere" } else { entry.group.words() };
            if self.grouped && before != Some(head) {
                self.lines.extend(before.map(|_| Line::Gap));
                self.lines.push(Line::Head(head));
                before = Some(head);
            }
            self.lines.push(Line::Entry(at));
        }
        self.list = List::default();
        self.onto_entry(true);
    }

    fn entry(&self, line: usize) -> Option<&Entry> {
        match self.lines.get(line) {
            Some(Line::Entry(at)) => self.entries.get(*at),
            _ => None,
        }
    }

    /// Onto a command: headings run nothing.
    fn onto_entry(&mut self, down: bool) {
        let at = self.list.cursor;
        let is_entry = |at: &usize| matches!(self.lines.get(*at), Some(Line::Entry(_)));
        let below = (at..self.lines.len()).find(is_entry);
        let above = (0..=at.min(self.lines.len().saturating_sub(1))).rev().find(is_entry);
        self.list.cursor = if down { below.or(above) } else { above.or(below) }.unwrap_or(0);
    }

    fn filter(&mut self, cx: &Cx) {
        let wanted = fold(self.field.words());
        let parts: Vec<&str> = wanted.split_whitespace().collect();
        let shown = (0..self.entries.len())
            .filter(|at| {
                self.entries.get(*at).is_some_and(|entry| {
                    let text = searched(cx, entry.id);
                    parts.iter().all(|part| text.contains(part))
                })
            })
            .collect();
        self.show(shown);
    }
}

/// What the search looks through: words, sentence, name and keys of a command.
fn searched(cx: &Cx, id: &str) -> String {
    let keys: Vec<String> = cx.keymap.keys(id).iter().map(|chord| written(chord)).collect();
    fold(&format!("{} {} {id} {}", cx.word(&format!("command-{id}")), cx.word(&format!("about-{id}")), keys.join(" ")))
}

fn entries(model: &Model) -> Vec<Entry> {
    let place = model.place();
    TABLE
        .iter()
        .map(|command| Entry {
            id: command.id,
            group: command.group,
            why: if command.places.contains(&place) { (command.disabled)(model) } else { Some("why-not-here") },
        })
        .collect()
}

impl Screen for Help {
    fn place(&self) -> Place {
        Place::Reading
    }

    fn popup(&self, _cx: &Cx, whole: Rect) -> Option<Rect> {
        let height = if self.grouped { whole.height } else { whole.height.min(14) };
        Some(centred(whole, 84, height))
    }

    fn typing(&self) -> bool {
        true
    }

    fn key(&mut self, key: Key, cx: &mut Cx) -> Handled {
        let handled = self.field.key(key);
        if handled == Handled::Yes {
            self.filter(cx);
        }
        handled
    }

    fn paste(&mut self, text: &str, cx: &mut Cx) {
        self.field.paste(text);
        self.filter(cx);
    }

    fn moved(&mut self, motion: Motion, cx: &mut Cx) {
        let before = self.list.cursor;
        self.list.moved(motion, self.lines.len(), usize::from(cx.body_height()));
        self.onto_entry(self.list.cursor >= before && motion != Motion::Last);
    }

    fn pointed(&mut self, _pane: usize, at: usize, _cx: &mut Cx) -> bool {
        self.entry(at).is_some() && self.list.point(at)
    }

    fn enter(&mut self, cx: &mut Cx) {
        let Some((id, why)) = self.entry(self.list.cursor).map(|entry| (entry.id, entry.why)) else { return };
        cx.close();
        match why {
            Some(why) => cx.notice_word(why, Tone::Calm),
            None => cx.run(id),
        }
    }

    fn settle(&mut self, cx: &mut Cx) {
        let height = self.popup(cx, super::super::screen::body(cx)).map_or(0, |area| area.height);
        self.list.settle(self.lines.len(), usize::from(height.saturating_sub(4)));
        // The first command has its heading above it.
        if self.list.cursor <= 1 {
            self.list.top = 0;
        }
    }

    fn draw(&self, cx: &Cx, area: Rect, canvas: &mut Canvas<'_>) {
        canvas.own(area);
        let inner = canvas.window(area, cx.word(if self.grouped { "command-help" } else { "command-palette" }));
        self.field.draw(canvas, inner.x, inner.y, inner.width, true);
        let (rows, first) = (usize::from(inner.height.saturating_sub(2)), inner.y + 2);
        if self.lines.is_empty() {
            canvas.put(inner.x, first, inner.width, cx.word("nothing-fits"), Role::Dim);
        }
        for (line, at) in self.list.sight(self.lines.len(), rows).enumerate() {
            let y = first + line as u16;
            if let Some(Line::Head(words)) = self.lines.get(at) {
                canvas.put(inner.x, y, inner.width, cx.word(words), Role::Heading);
            }
            let Some(entry) = self.entry(at) else { continue };
            let Some(command) = command::command(entry.id) else { continue };
            let keys: Vec<String> = cx.keymap.keys(command.id).iter().map(|chord| written(chord)).collect();
            canvas.put(inner.x, y, 14, &keys.join("  "), Role::Key);
            let role = if entry.why.is_some() { Role::Dim } else { Role::Text };
            let room = inner.width.saturating_sub(16);
            let used = canvas.put(inner.x + 16, y, room, cx.word(&command.about()), role);
            if let Some(why) = entry.why {
                canvas.put(inner.x + 18 + used, y, room.saturating_sub(used + 2), cx.word(why), Role::Dim);
            }
            canvas.spot(Rect { y, height: 1, ..inner }, Target::Row(0, at));
            if at == self.list.cursor {
                canvas.tint(Rect { y, height: 1, ..inner }, Role::Cursor);
            }
        }
    }
}
