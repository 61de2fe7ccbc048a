//! How the log line looks: the line, under it chips of what was understood, and the customers offered.

use ratatui::layout::Rect;

use super::super::super::canvas::Canvas;
use super::super::super::cx::Cx;
use super::super::super::theme::Role;
use super::super::who::name_hit;
use super::LogLine;
use super::whose::{Chosen, Whose};
use crate::base::width::cells;
use crate::domain::deed::LogKind;

impl LogLine {
    /// The rows it takes: a rule, the line, the chips, the offered.
    pub(super) fn height(&self) -> u16 {
        3 + self.chip_rows() + self.rows() as u16
    }

    /// Chips stand on two rows, so that promises are not cut.
    fn chip_rows(&self) -> u16 {
        1 + u16::from(!self.read.promises.is_empty())
    }

    /// Draws it.
    pub(super) fn draw_line(&self, cx: &Cx, area: Rect, canvas: &mut Canvas<'_>) {
        canvas.clear(area);
        canvas.rule(area.x, area.y, area.width);
        let (x, width) = (area.x + 1, area.width.saturating_sub(2));
        let y = area.y + 1;
        let label = cx.word("log-label");
        let used = canvas.put(x, y, width, label, Role::Heading) + 2;
        self.field.draw(canvas, x + used, y, width.saturating_sub(used), true);
        if self.field.is_empty() && self.start.account.is_none() {
            canvas.put(x + used + 1, y, width.saturating_sub(used + 1), cx.word("log-hint"), Role::Dim);
        }
        let mut chips = Chips { cx, canvas, x: x + used, y: y + 1, left: x + used, right: area.right() - 1 };
        self.chips(&mut chips);
        let y = chips.y + 1;
        let (x, width) = (x + used, width.saturating_sub(used));
        let rows = area.bottom().saturating_sub(y);
        let mut row = 0;
        for hit in self.offered() {
            if row >= rows {
                break;
            }
            name_hit(cx, hit, usize::from(row), false, Rect { x, y: y + row, width, height: 1 }, canvas);
            self.cursor(row, x, y, canvas, width);
            row += 1;
        }
        if let Some(name) = self.new_customer().filter(|_| row < rows) {
            let text = cx.say("new-customer", &[("name", (&name).into())]);
            canvas.put(x + 3, y + row, width.saturating_sub(3), &text, Role::Accent);
            self.cursor(row, x, y, canvas, width);
        }
    }

    fn cursor(&self, row: u16, x: u16, y: u16, canvas: &mut Canvas<'_>, width: u16) {
        if self.at == Some(usize::from(row)) {
            canvas.put(x, y + row, 2, "▸", Role::Accent);
            canvas.tint(Rect { x, y: y + row, width, height: 1 }, Role::Cursor);
        }
    }

    fn chips(&self, chips: &mut Chips<'_, '_, '_>) {
        let cx = chips.cx;
        match (&self.chosen, &self.whose) {
            (Some(Chosen::Account(_, name)), _) => chips.put(name, Role::Chip),
            (Some(Chosen::New(name)), _) => chips.put(&cx.say("new-customer", &[("name", name.into())]), Role::Chip),
            (None, Whose::One(hit, _)) => {
                let street = if hit.street.is_empty() { String::new() } else { format!("  {}", hit.street) };
                chips.put(&format!("{}{street}", hit.name), Role::Chip);
            }
            (None, Whose::Several(hits, _)) => {
                chips.put(&cx.say("log-several", &[("n", hits.len().into())]), Role::Due);
            }
            (None, Whose::Nobody) if !self.field.is_empty() => chips.put(cx.word("log-unfiled"), Role::Due),
            (None, _) => {}
        }
        let kind = match self.read.kind {
            LogKind::Visit(kind) => format!("{} {}", cx.word("visit"), cx.words.of("visit", "kind", kind)),
            LogKind::Touch(kind) => cx.words.of("touch", "kind", kind).to_owned(),
        };
        chips.put(&kind, Role::Chip);
        let local = cx.now.zone.local(self.read.started);
        let day = local.date();
        let day =
            if day == cx.now.today() { String::new() } else { format!("{} ", cx.words.day_from(day, cx.now.today())) };
        let ended = cx.words.clock(self.read.ended, &cx.now);
        chips.put(&format!("{day}{}-{ended}", cx.words.time(local.time())), Role::Chip);
        if !self.read.promises.is_empty() {
            chips.next_row();
        }
        for promise in &self.read.promises {
            let due = match promise.due {
                Some(slot) => cx.words.slot(slot, cx.now.today()),
                None => cx.word("log-no-date").to_owned(),
            };
            let by = cx.words.of("follow_up", "promised_by", promise.by);
            chips.put(&format!("{}: {}, {due} ({by})", cx.word("follow_up"), promise.text), Role::Chip);
        }
    }
}

/// Chips, one after the other.
struct Chips<'a, 'b, 'c> {
    cx: &'a Cx,
    canvas: &'b mut Canvas<'c>,
    x: u16,
    y: u16,
    left: u16,
    right: u16,
}

impl Chips<'_, '_, '_> {
    fn put(&mut self, text: &str, role: Role) {
        let text = format!(" {text} ");
        let room = self.right.saturating_sub(self.x);
        if room < 6 || (cells(&text) > usize::from(room) && self.x > self.left && room < 16) {
            return;
        }
        self.x += self.canvas.put(self.x, self.y, room, &text, role) + 1;
    }

    fn next_row(&mut self) {
        self.x = self.left;
        self.y += 1;
    }
}
