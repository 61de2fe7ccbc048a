//! How the help and the palette are drawn: keys first in the one, names first in the other.

use ratatui::layout::Rect;

use super::{Entry, Help, Line};
use crate::base::width::{cells, wrap};
use crate::tui::canvas::{Canvas, Target};
use crate::tui::command::{self, Command, TABLE};
use crate::tui::cx::Cx;
use crate::tui::keymap::written;
use crate::tui::overlays::as_of;
use crate::tui::overlays::who::name_hit;
use crate::tui::screens::settings;
use crate::tui::theme::Role;

impl Help {
    pub(super) fn draw_list(&self, cx: &Cx, area: Rect, canvas: &mut Canvas<'_>) {
        let inner = canvas.window(area, cx.word(if self.grouped { "command-help" } else { "command-palette" }));
        self.field.draw(canvas, inner.x, inner.y, inner.width, true);
        canvas.own(Rect { height: 1, ..inner });
        let (rows, first) = (usize::from(inner.height.saturating_sub(2 + self.foot())), inner.y + 2);
        self.whole_sentence(cx, inner, canvas);
        if self.lines.is_empty() {
            canvas.put(inner.x, first, inner.width, cx.word("nothing-fits"), Role::Dim);
        }
        if self.lines.len() > rows {
            let entries = |lines: &[Line]| lines.iter().filter(|line| line.is_chosen()).count();
            let at = entries(self.lines.get(..=self.list.cursor).unwrap_or_default());
            let place = format!("{at}/{}", entries(&self.lines));
            canvas.put_right(inner.right(), inner.y, inner.width / 3, &place, Role::Dim);
        }
        for (line, at) in self.list.sight(self.lines.len(), rows).enumerate() {
            let y = first + line as u16;
            if let Some(Line::Head(words)) = self.lines.get(at) {
                canvas.put(inner.x, y, inner.width, cx.word(words), Role::Heading);
            }
            if let Some(Line::Own(own)) = self.lines.get(at)
                && let Some((key, words)) = self.own.get(*own)
            {
                canvas.put(inner.x, y, 14, key, Role::Key);
                canvas.put(inner.x + 16, y, inner.width.saturating_sub(16), cx.word(words), Role::Strong);
            }
            let row = Rect { y, height: 1, ..inner };
            if !matches!(self.lines.get(at), Some(Line::Customer(_))) {
                canvas.own(row);
            }
            match self.lines.get(at) {
                Some(Line::Customer(customer)) => {
                    if let Some(hit) = self.customers.get(*customer) {
                        canvas.belongs(row, Some(hit.account));
                        name_hit(cx, hit, None, row, canvas);
                    }
                }
                Some(Line::Setting(setting)) => {
                    let (group, words) = settings::words(cx, *setting);
                    let used = canvas.put(inner.x, y, inner.width, words, Role::Strong) + 3;
                    canvas.put(inner.x + used, y, inner.width.saturating_sub(used), group, Role::Dim);
                }
                _ => {}
            }
            if matches!(self.lines.get(at), Some(Line::Customer(_) | Line::Setting(_))) {
                canvas.spot(row, Target::Row(0, at));
                if at == self.list.cursor {
                    canvas.tint(row, Role::Cursor);
                }
            }
            let Some(entry) = self.entry(at) else { continue };
            let Some(command) = command::command(entry.id) else { continue };
            self.draw_entry(cx, entry, command, row, canvas);
            canvas.spot(Rect { y, height: 1, ..inner }, Target::Row(0, at));
            if at == self.list.cursor {
                canvas.tint(Rect { y, height: 1, ..inner }, Role::Cursor);
            }
        }
    }

    /// What the command under the cursor does, whole: in its row it may be cut.
    fn whole_sentence(&self, cx: &Cx, inner: Rect, canvas: &mut Canvas<'_>) {
        let Some(entry) = self.entry(self.list.cursor).filter(|_| self.grouped && inner.height > 6) else { return };
        let Some(command) = command::command(entry.id) else { return };
        let y = inner.bottom().saturating_sub(self.foot());
        canvas.own(Rect { y, height: self.foot(), ..inner });
        for (row, line) in wrap(cx.word(&command.about()), usize::from(inner.width)).iter().take(2).enumerate() {
            canvas.put(inner.x, y + row as u16, inner.width, line, Role::Calm);
        }
    }

    /// A command: in the help its keys first, for one looks for those; in the palette its name, for that is what was typed.
    fn draw_entry(&self, cx: &Cx, entry: &Entry, command: &Command, row: Rect, canvas: &mut Canvas<'_>) {
        let keys: Vec<String> = cx.keymap.keys(command.id).iter().map(|chord| written(chord)).collect();
        let keys = keys.join("  ");
        let (text, name_role) = if entry.why.is_some() { (Role::Dim, Role::Dim) } else { (Role::Text, Role::Strong) };
        let mut x = row.x;
        if self.grouped {
            canvas.put(x, row.y, 14, &keys, Role::Key);
            x += 16;
        }
        let name = names_room(cx).min(row.width / 3);
        let named = canvas.put(x, row.y, name, cx.word(&command.words()), name_role);
        let mut right = row.right();
        // Why not is said whole; the sentence gives way, and stands whole at the foot when the cursor is on it.
        if let Some(why) = entry.why {
            let room = right.saturating_sub(x + named + 2);
            right -= canvas.put_right(right, row.y, room, cx.word(why), Role::Dim) + 2;
        } else if !self.grouped {
            right -= canvas.put_right(right, row.y, 14, &keys, Role::Key) + 2;
        }
        x += name + 2;
        let role = if self.grouped { text } else { Role::Dim };
        let behind = as_of::behind(self.field.words(), cx).filter(|_| !self.grouped && entry.id == "at");
        if let Some(at) = behind.and_then(|words| as_of::read(words, cx)) {
            canvas.put_words(x, row.y, right.saturating_sub(x), &cx.words.moment(at, &cx.now), Role::Done);
            return;
        }
        canvas.put_words(x, row.y, right.saturating_sub(x), cx.word(&command.about()), role);
    }
}

/// The cells of the longest name of a command.
fn names_room(cx: &Cx) -> u16 {
    let names = TABLE.iter().map(|command| cells(cx.word(&command.words())));
    names.max().unwrap_or(0) as u16
}
