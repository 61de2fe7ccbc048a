//! The sheet that screens write on: texts by role, cut and padded in cells.
//!
//! Always holds: nothing is written outside the area given; an overlay blanks the half of a wide character that it cuts; the real
//! cursor is where the person types.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Modifier;

use super::curtain::Curtain;
use super::screen::Tab;
use super::theme::{Role, Theme};
use crate::base::id::Id;
use crate::base::width;

/// In so many cells a text is read as one, and may end at a word.
const SENTENCE: u16 = 30;

/// A part of a line.
pub type Span<'a> = (&'a str, Role);

/// The sheet.
pub struct Canvas<'a> {
    buffer: &'a mut Buffer,
    theme: &'a Theme,
    cursor: Option<Position>,
    spots: Vec<(Rect, Target)>,
    curtain: Option<Curtain>,
    /// What of the layer may be read while the curtain is drawn.
    seen: Vec<Rect>,
}

/// What lies on a spot that the mouse can press.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Target {
    /// A screen's name in the head.
    Tab(Tab),
    /// A row of the uppermost layer: of this pane, in this place.
    Row(usize, usize),
}

impl<'a> Canvas<'a> {
    /// Over this buffer, with these looks.
    pub fn new(buffer: &'a mut Buffer, theme: &'a Theme) -> Canvas<'a> {
        Canvas { buffer, theme, cursor: None, spots: Vec::new(), curtain: None, seen: Vec::new() }
    }

    /// Where the real cursor is to stand.
    pub fn cursor(&self) -> Option<Position> {
        self.cursor
    }

    /// Puts the real cursor here; `None` hides it (a layer above has the keys).
    pub fn set_cursor(&mut self, at: Option<(u16, u16)>) {
        self.cursor = at.map(Position::from);
    }

    /// Says what lies on an area, for the mouse.
    pub fn spot(&mut self, area: Rect, target: Target) {
        self.spots.push((area, target));
    }

    /// A layer begins: what lies under it has neither cursor nor rows to press.
    pub fn layer(&mut self) {
        self.cursor = None;
        self.seen.clear();
        self.spots.retain(|(_, target)| matches!(target, Target::Tab(_)));
    }

    /// Draws with this curtain.
    pub fn behind(&mut self, curtain: Option<Curtain>) {
        self.curtain = curtain;
    }

    /// Says that these are Rounds' own words: headings, names of columns.
    pub fn own(&mut self, area: Rect) {
        self.seen.push(area);
    }

    /// Says that this row is this customer's.
    pub fn belongs(&mut self, area: Rect, account: Option<Id>) {
        if self.curtain.is_some_and(|curtain| !curtain.covers(account)) {
            self.seen.push(area);
        }
    }

    /// Says that this part of what may be read is another customer's.
    pub fn anothers(&mut self, area: Rect) {
        if self.curtain.is_some() {
            self.cover(area, true);
        }
    }

    /// Covers an area but for what may be read of it; `whole`: all of it. A covered text is dots, its words one, so that their lengths say little.
    pub fn cover(&mut self, area: Rect, whole: bool) {
        let area = area.intersection(self.buffer.area);
        let lines = |symbol: &str| symbol.chars().all(|c| ('\u{2500}'..='\u{259f}').contains(&c) || c == ' ');
        for y in area.top()..area.bottom() {
            let mut before = None;
            let mut x = area.left();
            while x < area.right() {
                let at = Position { x, y };
                let wide = self.buffer.cell(at).map_or(1, |cell| width::cells(cell.symbol()).max(1)) as u16;
                let seen = !whole && self.seen.iter().any(|seen| seen.contains(at));
                let blank = self.buffer.cell(at).is_none_or(|cell| lines(cell.symbol()));
                if !seen && !blank {
                    // The space between two words belongs to them.
                    let from = if before.is_some_and(|before| x - before == 2) { x - 1 } else { x };
                    for x in from..(x + wide).min(area.right()) {
                        if let Some(cell) = self.buffer.cell_mut((x, y)) {
                            cell.set_symbol(".");
                        }
                    }
                    before = Some(x + wide - 1);
                } else if seen {
                    before = None;
                }
                x += wide;
            }
        }
    }

    /// What lies on this cell, and the words that stand there.
    pub fn target(&self, cell: (u16, u16)) -> Option<(Target, String)> {
        let found = self.spots.iter().rev().find(|(area, _)| area.contains(Position::from(cell)));
        found.map(|(area, target)| (*target, self.written(*area)))
    }

    /// The rows that the mouse can press: the pane and the place of each, and the words that stand there.
    pub fn rows(&self) -> impl Iterator<Item = (usize, usize, String)> {
        self.spots.iter().filter_map(|(area, target)| match target {
            Target::Row(pane, at) => Some((*pane, *at, self.written(*area))),
            Target::Tab(_) => None,
        })
    }

    fn written(&self, area: Rect) -> String {
        let cells = area.intersection(self.buffer.area).positions();
        cells.filter_map(|place| self.buffer.cell(place)).map(|cell| cell.symbol()).collect()
    }

    /// Writes `text` on one line from `x` on, in at most `room` cells, cut with `…`. Gives back the cells it took.
    pub fn put(&mut self, x: u16, y: u16, room: u16, text: &str, role: Role) -> u16 {
        let area = self.buffer.area;
        if y < area.top() || y >= area.bottom() || x >= area.right() {
            return 0;
        }
        let room = room.min(area.right() - x);
        let line = width::one_line(text);
        let shown = width::cut(&line, usize::from(room));
        let (end, _) = self.buffer.set_stringn(x, y, &shown, usize::from(room), self.theme.style(role));
        end - x
    }

    /// As [`Canvas::put`], but where it does not fit it is cut between words. In a narrow column it is not: there each letter counts.
    pub fn put_words(&mut self, x: u16, y: u16, room: u16, text: &str, role: Role) -> u16 {
        if room < SENTENCE {
            return self.put(x, y, room, text, role);
        }
        let line = width::one_line(text);
        self.put(x, y, room, &width::cut_words(&line, usize::from(room)), role)
    }

    /// Writes what is said, one thing beside the other. Gives back the cells it took.
    pub fn said(&mut self, x: u16, y: u16, room: u16, said: &[(String, Role)]) -> u16 {
        let mut used = 0;
        for (text, role) in said {
            let gap = if used > 0 { 3 } else { 0 };
            used += gap + self.put(x + used + gap, y, room.saturating_sub(used + gap), text, *role);
        }
        used
    }

    /// Writes `text` so that it ends before `right`, in at most `room` cells. Gives back the cells it took.
    pub fn put_right(&mut self, right: u16, y: u16, room: u16, text: &str, role: Role) -> u16 {
        let taken = width::cells(text).min(usize::from(room)) as u16;
        self.put(right.saturating_sub(taken), y, taken, text, role)
    }

    /// Writes parts one after the other. Gives back the cells they took.
    pub fn spans(&mut self, x: u16, y: u16, room: u16, spans: &[Span<'_>]) -> u16 {
        let mut used = 0;
        for (text, role) in spans {
            if used >= room {
                break;
            }
            used += self.put(x + used, y, room - used, text, *role);
        }
        used
    }

    /// Lays a role's look over a part of a line that is written already: the cursor's row, a mark.
    pub fn tint(&mut self, area: Rect, role: Role) {
        for place in area.intersection(self.buffer.area).positions() {
            if let Some(cell) = self.buffer.cell_mut(place) {
                self.theme.tint(role, cell);
            }
        }
    }

    /// All that is shown steps back behind what is drawn over it: quiet, and without ground.
    pub fn recede(&mut self, area: Rect) {
        for place in area.intersection(self.buffer.area).positions() {
            if let Some(cell) = self.buffer.cell_mut(place) {
                self.theme.quiet(cell);
            }
        }
    }

    /// Fills cells with a role's colour: letters and ground exchanged, so that no glyph's width matters.
    pub fn fill(&mut self, area: Rect, role: Role) {
        let style = self.theme.style(role).add_modifier(Modifier::REVERSED);
        self.buffer.set_style(area, style);
    }

    /// A line of the full width.
    pub fn rule(&mut self, x: u16, y: u16, room: u16) {
        let line = if self.theme.ascii { "-" } else { "─" };
        self.put(x, y, room, &line.repeat(usize::from(room)), Role::Line);
    }

    /// What a full cell is drawn with; plain where Han is shown, for there a block may be two cells wide.
    pub fn full(&self, plain: bool) -> &'static str {
        if plain || self.theme.ascii { "#" } else { "█" }
    }

    /// A bar as wide as the area, of which `part` of `whole` is full. Not of characters whose width is ambiguous where Han is shown.
    pub fn bar(&mut self, area: Rect, (part, whole): (u32, u32), full_role: Role, plain: bool) {
        let Rect { x, y, width: room, .. } = area;
        let (full, empty) = if plain || self.theme.ascii { ("#", ".") } else { ("█", "░") };
        let filled =
            if whole == 0 { 0 } else { (u64::from(part.min(whole)) * u64::from(room) / u64::from(whole)) as u16 };
        let used = self.put(x, y, room, &full.repeat(usize::from(filled)), full_role);
        self.put(x + used, y, room - used, &empty.repeat(usize::from(room - filled)), Role::Line);
    }

    /// Empties an area, and the half of each wide character that its edges cut.
    pub fn clear(&mut self, area: Rect) {
        let area = area.intersection(self.buffer.area);
        let style = self.theme.style(Role::Text);
        for y in area.top()..area.bottom() {
            if area.left() > self.buffer.area.left()
                && let Some(before) = self.buffer.cell_mut((area.left() - 1, y))
                && width::cells(before.symbol()) > 1
            {
                before.set_symbol(" ");
            }
            for x in area.left()..area.right() {
                if let Some(cell) = self.buffer.cell_mut((x, y)) {
                    cell.reset();
                    cell.set_style(style);
                }
            }
        }
    }

    /// Fills an area with the plain look.
    pub fn ground(&mut self, area: Rect) {
        self.tint(area, Role::Text);
    }

    /// A box over what is shown, with a title in its upper edge. Gives back the area within.
    pub fn window(&mut self, area: Rect, title: &str) -> Rect {
        let area = area.intersection(self.buffer.area);
        // A column beside each edge is left free, so that no letter touches the frame.
        let left = area.x.saturating_sub(1);
        self.clear(Rect { x: left, width: area.right() + 1 - left, ..area });
        if area.width < 4 || area.height < 3 {
            return area;
        }
        let [corner_a, corner_b, corner_c, corner_d, across, down] =
            if self.theme.ascii { ["+", "+", "+", "+", "-", "|"] } else { ["┌", "┐", "└", "┘", "─", "│"] };
        let (left, right, top, bottom) = (area.left(), area.right() - 1, area.top(), area.bottom() - 1);
        let inside = usize::from(area.width - 2);
        self.put(left, top, 1, corner_a, Role::Line);
        self.put(left + 1, top, area.width - 2, &across.repeat(inside), Role::Line);
        self.put(right, top, 1, corner_b, Role::Line);
        for y in top + 1..bottom {
            self.put(left, y, 1, down, Role::Line);
            self.put(right, y, 1, down, Role::Line);
        }
        self.put(left, bottom, 1, corner_c, Role::Line);
        self.put(left + 1, bottom, area.width - 2, &across.repeat(inside), Role::Line);
        self.put(right, bottom, 1, corner_d, Role::Line);
        if !title.is_empty() {
            self.put(left + 2, top, area.width - 4, &format!(" {title} "), Role::Heading);
        }
        Rect { x: left + 2, y: top + 1, width: area.width - 4, height: area.height - 2 }
    }
}

/// A box of this size in the middle of an area, never larger than it. Where only a sliver of the area would be left, it takes the whole.
pub fn centred(whole: Rect, width: u16, height: u16) -> Rect {
    let width = if whole.width.saturating_sub(width) < 20 { whole.width } else { width };
    let height = if whole.height.saturating_sub(height) < 4 { whole.height } else { height };
    Rect { x: whole.x + (whole.width - width) / 2, y: whole.y + (whole.height - height) / 2, width, height }
}

/// A box over the foot of an area, as wide as it: where a line is written.
pub fn at_foot(whole: Rect, height: u16) -> Rect {
    let height = height.min(whole.height);
    Rect { y: whole.bottom() - height, height, ..whole }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(buffer: &Buffer, y: u16) -> String {
        (0..buffer.area.width).filter_map(|x| buffer.cell((x, y))).map(|cell| cell.symbol()).collect()
    }

    #[test]
    fn texts_are_cut_in_cells() {
        let theme = Theme::new(&crate::config::Settings::default(), false);
        for (text, room, shown) in
            [("Harbour", 10, "Harbour"), ("Harbour", 4, "Har…"), ("杭州精工", 5, "杭州…"), ("a\nb", 9, "a b")]
        {
            let mut buffer = Buffer::empty(Rect::new(0, 0, 12, 1));
            Canvas::new(&mut buffer, &theme).put(0, 0, room, text, Role::Text);
            let drawn: String = line(&buffer, 0).split_whitespace().collect::<Vec<_>>().join(" ");
            assert_eq!(drawn.replace(' ', ""), shown.replace(' ', ""), "{text} in {room}");
        }
    }

    #[test]
    fn a_window_leaves_no_half_character() {
        let theme = Theme::new(&crate::config::Settings::default(), false);
        let mut buffer = Buffer::empty(Rect::new(0, 0, 12, 4));
        let mut canvas = Canvas::new(&mut buffer, &theme);
        for y in 0..4 {
            canvas.put(0, y, 12, "杭州精工机械", Role::Text);
        }
        canvas.window(Rect::new(3, 0, 6, 4), "");
        for y in 0..4 {
            let before = buffer.cell((2, y)).unwrap().symbol().to_string();
            assert_eq!(before, " ", "row {y} keeps half of a character");
        }
    }
}
