//! How a form looks: labels on the left, what is filled in beside them, and under the blank with the cursor what is offered or wrong.

use ratatui::layout::Rect;

use super::blank::{Blank, Chosen};
use super::{Form, Purpose};
use crate::base::width::cells;
use crate::domain::check;
use crate::schema::{Entity, Kind};
use crate::tui::canvas::Canvas;
use crate::tui::cx::Cx;
use crate::tui::theme::Role;

/// Rows above the first blank: the heading, and one of space.
const HEAD: u16 = 2;

/// The cells of the labels.
fn label_room(cx: &Cx, entity: &'static Entity) -> u16 {
    let widest = entity.form().iter().map(|field| cells(cx.words.field(entity, field))).max().unwrap_or(0);
    (widest + 2).clamp(10, 26) as u16
}

/// The cells of what is filled in.
pub fn value_room(cx: &Cx, width: u16, entity: &'static Entity) -> u16 {
    width.saturating_sub(label_room(cx, entity) + 4).clamp(8, 90)
}

impl Blank {
    /// Draws it in one line, with its choices where digits choose.
    pub fn draw_line(&self, cx: &Cx, x: u16, y: u16, width: u16, canvas: &mut Canvas<'_>) {
        if !self.by_digits() {
            self.typed.draw(canvas, x, y, width, true);
            return;
        }
        let choice = |(at, choice): (usize, &Chosen)| {
            let chosen = self.chosen.first().is_some_and(|now| now.word == choice.word);
            format!("{}{} {}", if chosen { "▸" } else { " " }, at + 1, choice.shown)
        };
        let shown: Vec<String> = self.choices(&cx.words).iter().enumerate().map(choice).collect();
        canvas.put(x, y, width, &shown.join("  "), Role::Text);
    }
}

impl Form {
    /// The row of the form that is the first in sight, so that the blank with the cursor and what is under it are.
    pub(super) fn first_row(&self, cx: &Cx) -> u16 {
        let room = value_room(cx, cx.size.0, self.entity);
        let height = cx.body_height().saturating_sub(HEAD + 1).max(1);
        let (mut from, mut to, mut row) = (0, 0, 0);
        for at in 0..self.blanks.len() {
            let rows = self.rows(at, room, cx);
            if at == self.at {
                (from, to) = (row, row + rows);
            }
            row += rows;
        }
        let lowest = to.saturating_sub(height).min(from);
        self.top.clamp(lowest, from).min(row.saturating_sub(height).max(lowest))
    }

    /// How many rows a blank takes.
    fn rows(&self, at: usize, room: u16, cx: &Cx) -> u16 {
        let Some(blank) = self.blanks.get(at) else { return 0 };
        let active = at == self.at;
        let own = match blank.field.kind {
            Kind::LongText => {
                let (least, most) = if active { (3, 8) } else { (1, 3) };
                (blank.typed.rows(room).min(usize::from(u16::MAX)) as u16).clamp(least, most)
            }
            _ if active && blank.by_digits() => choice_rows(blank, room, cx).len() as u16,
            _ => 1,
        };
        let wrong = u16::from(self.wrong(at, cx).is_some());
        let offered = if active { self.pick.offered.len() as u16 } else { 0 };
        let alike = if at == 0 { self.alike.hits.len().min(3) as u16 } else { 0 };
        own + wrong + offered + alike
    }

    /// Draws the form.
    pub(super) fn draw_form(&self, cx: &Cx, area: Rect, canvas: &mut Canvas<'_>) {
        canvas.clear(area);
        let left = area.x + 1;
        let width = area.width.saturating_sub(2);
        let heading = match self.purpose {
            Purpose::Add => cx.say("form-new", &[("entity", cx.words.entity(self.entity).into())]),
            Purpose::Edit => cx.say("form-edit", &[("name", (&self.name).into())]),
            Purpose::NewAddress => cx.say("form-new-address", &[("name", (&self.name).into())]),
        };
        let used = canvas.put(left, area.y, width, &heading, Role::Heading);
        if self.purpose == Purpose::NewAddress {
            let x = left + used + 3;
            canvas.put(x, area.y, area.right().saturating_sub(x + 1), cx.word("new-address-hint"), Role::Dim);
        }
        if self.loading.is_some() {
            return;
        }
        let label = label_room(cx, self.entity);
        let room = value_room(cx, area.width, self.entity);
        let mut row = 0;
        for at in 0..self.blanks.len() {
            let rows = self.rows(at, room, cx);
            let y = i32::from(area.y) + i32::from(HEAD) + i32::from(row) - i32::from(self.top);
            row += rows;
            let visible = y >= i32::from(area.y + HEAD) && y + i32::from(rows) <= i32::from(area.bottom());
            // A blank taller than the screen is drawn as far as it goes; others only whole.
            let tall = at == self.at && y >= i32::from(area.y + HEAD);
            if visible || tall {
                self.draw_blank(
                    at,
                    cx,
                    Rect { x: left, y: y as u16, width: label + room, height: rows },
                    label,
                    area,
                    canvas,
                );
            }
        }
    }

    fn draw_blank(&self, at: usize, cx: &Cx, place: Rect, label: u16, area: Rect, canvas: &mut Canvas<'_>) {
        let Some(blank) = self.blanks.get(at) else { return };
        let active = at == self.at;
        let room = place.width - label;
        let x = place.x + label;
        let mut y = place.y;
        let role = if active { Role::Accent } else { Role::Dim };
        canvas.put(place.x, y, label - 1, cx.words.field(self.entity, blank.field), role);
        match blank.field.kind {
            Kind::LongText => {
                let own = self.own_rows(at, place.height, cx);
                let sight = if active {
                    blank.typed.sight_of_lines(room, own)
                } else {
                    let mut top = blank.typed.clone();
                    top.go(0);
                    let sight = top.sight_of_lines(room, own);
                    for line in &sight.lines {
                        canvas.put(x, y, room, line, Role::Text);
                        y += 1;
                    }
                    y = place.y + own;
                    return self.draw_wrong(at, cx, x, y, room, canvas);
                };
                for row in 0..own {
                    canvas.put(x, y + row, room, &" ".repeat(usize::from(room)), Role::Field);
                    canvas.put(x, y + row, room, sight.lines.get(usize::from(row)).unwrap_or(&""), Role::Field);
                }
                canvas.set_cursor(Some((x + sight.cursor.0, y + sight.cursor.1)));
                y += own;
            }
            _ if blank.by_digits() => {
                if active {
                    for line in choice_rows(blank, room, cx) {
                        let spans: Vec<(&str, Role)> = line.iter().map(|(text, role)| (text.as_str(), *role)).collect();
                        canvas.spans(x, y, room, &spans);
                        y += 1;
                    }
                } else {
                    canvas.put(x, y, room, blank.chosen.first().map_or("", |chosen| &chosen.shown), Role::Text);
                    y += 1;
                }
            }
            _ => {
                self.draw_line(blank, active, cx, Rect { x, y, width: room, height: 1 }, canvas);
                y += 1;
            }
        }
        if active {
            for (row, (_, name, beside)) in self.pick.offered.iter().enumerate() {
                if y >= area.bottom() {
                    break;
                }
                let here = row == self.pick.at;
                let mark = if here { "▸ " } else { "  " };
                let used = canvas.spans(
                    x,
                    y,
                    room,
                    &[(mark, Role::Accent), (name, if here { Role::Strong } else { Role::Text })],
                );
                canvas.put(x + used + 2, y, room.saturating_sub(used + 2), beside, Role::Dim);
                y += 1;
            }
        }
        if at == 0 {
            for hit in self.alike.hits.iter().take(3) {
                let text = cx.say("form-alike", &[("name", (&hit.name).into()), ("place", (&hit.street).into())]);
                canvas.put(x, y, room, &text, Role::Due);
                y += 1;
            }
        }
        self.draw_wrong(at, cx, x, y, room, canvas);
    }

    /// The rows of a blank that are its own: without what is wrong with it.
    fn own_rows(&self, at: usize, rows: u16, cx: &Cx) -> u16 {
        rows.saturating_sub(u16::from(self.wrong(at, cx).is_some())).max(1)
    }

    fn draw_wrong(&self, at: usize, cx: &Cx, x: u16, y: u16, room: u16, canvas: &mut Canvas<'_>) {
        if let Some(wrong) = self.wrong(at, cx) {
            let role = if wrong == check::REQUIRED { Role::Due } else { Role::Late };
            canvas.put(x, y, room, &format!("! {}", cx.word(wrong)), role);
        }
    }

    /// A blank of one line: chips of what is chosen, then what is typed; a date's meaning at the right.
    fn draw_line(&self, blank: &Blank, active: bool, cx: &Cx, place: Rect, canvas: &mut Canvas<'_>) {
        let Rect { x, y, width: room, .. } = place;
        let mut used = 0;
        // Letters for another record stand alone: beside the old name they would read as a part of it.
        let replaced = blank.refers() && !blank.is_set() && !blank.typed.is_empty();
        for chosen in blank.chosen.iter().filter(|_| !replaced) {
            // The last cells stay for what is typed.
            if active && used + 8 > room {
                break;
            }
            let role = if blank.is_set() || active { Role::Chip } else { Role::Text };
            used += canvas.put(x + used, y, room - used, &chosen.shown, role) + 1;
            if used >= room {
                break;
            }
        }
        let left = room.saturating_sub(used);
        if !active {
            let sight = blank.typed.words();
            let shown = match blank.slot(cx.dates()) {
                Some(slot) => cx.words.slot(slot, cx.now.today()),
                None => sight.to_owned(),
            };
            canvas.put(x + used, y, left, &shown, Role::Text);
            return;
        }
        let meaning = blank.slot(cx.dates()).map(|slot| cx.words.slot(slot, cx.now.today()));
        let beside = meaning.as_deref().map_or(0, |meaning| cells(meaning) as u16 + 3);
        let line = left.saturating_sub(beside).max(4);
        let sight = blank.typed.sight(line);
        canvas.put(x + used, y, line, &" ".repeat(usize::from(line)), Role::Field);
        canvas.put(x + used, y, line, sight.lines.first().copied().unwrap_or_default(), Role::Field);
        canvas.set_cursor(Some((x + used + sight.cursor.0, y)));
        if let Some(meaning) = meaning {
            canvas.put(x + used + line + 1, y, beside, &format!("= {meaning}"), Role::Chip);
        }
    }
}

/// The choices with their digits, in as many rows as they need.
fn choice_rows(blank: &Blank, room: u16, cx: &Cx) -> Vec<Vec<(String, Role)>> {
    let mut rows: Vec<Vec<(String, Role)>> = vec![Vec::new()];
    let mut used = 0;
    let mut choices: Vec<(String, String, bool)> = blank
        .choices(&cx.words)
        .into_iter()
        .enumerate()
        .map(|(at, choice)| {
            let chosen = blank.chosen.first().is_some_and(|now| now.word == choice.word);
            ((at + 1).to_string(), choice.shown, chosen)
        })
        .collect();
    choices.push(("0".into(), cx.word("form-empty").to_owned(), blank.chosen.is_empty()));
    for (digit, shown, chosen) in choices {
        let need = cells(&digit) + 1 + cells(&shown) + 3;
        if used > 0 && used + need > usize::from(room) {
            rows.push(Vec::new());
            used = 0;
        }
        used += need;
        if let Some(row) = rows.last_mut() {
            let (mark, role) = if chosen { ("▸", Role::Strong) } else { (" ", Role::Dim) };
            row.push((mark.to_owned(), Role::Accent));
            row.push((digit, Role::Key));
            row.push((format!(" {shown} "), role));
        }
    }
    rows
}
