//! Rows under headings (follow-ups by when they are due, a week's visits by day), with one cursor over them.
//!
//! Always holds: the cursor is on a line that can be chosen, where there is one.

use ratatui::layout::Rect;

use super::canvas::{Canvas, Target};
use super::list::List;
use super::screen::Motion;
use super::theme::Role;

/// A line.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Line {
    /// The heading of a group.
    Head(usize),
    /// A row, by its place among all rows.
    Row(usize),
    /// An empty line between groups.
    Gap,
}

/// The lines and the cursor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grouped {
    /// The lines, from the top.
    pub lines: Vec<Line>,
    /// The cursor over them.
    pub list: List,
    /// Whether headings can be chosen.
    pub heads: bool,
}

impl Grouped {
    /// The lines of groups of so many rows each; an empty group has its heading where `heads` can be chosen, else nothing.
    pub fn of(sizes: &[usize], heads: bool, list: List) -> Grouped {
        let mut lines = Vec::new();
        let mut row = 0;
        for (group, size) in sizes.iter().enumerate() {
            if *size == 0 && !heads {
                continue;
            }
            if !lines.is_empty() {
                lines.push(Line::Gap);
            }
            lines.push(Line::Head(group));
            lines.extend((row..row + size).map(Line::Row));
            row += size;
        }
        let mut grouped = Grouped { lines, list, heads };
        grouped.snap(1);
        grouped
    }

    fn choosable(&self, at: usize) -> bool {
        match self.lines.get(at) {
            Some(Line::Row(_)) => true,
            Some(Line::Head(_)) => self.heads,
            _ => false,
        }
    }

    /// To the nearest line that can be chosen, first in this direction.
    fn snap(&mut self, step: isize) {
        let from = self.list.cursor.min(self.lines.len().saturating_sub(1)) as isize;
        let ahead = |step: isize| {
            (0..self.lines.len() as isize)
                .map(|n| from + n * step)
                .take_while(|at| *at >= 0 && *at < self.lines.len() as isize)
                .find(|at| self.choosable(*at as usize))
        };
        if let Some(at) = ahead(step).or_else(|| ahead(-step)) {
            self.list.cursor = at as usize;
        }
    }

    /// The cursor goes. `true` where the motion was one of a list.
    pub fn moved(&mut self, motion: Motion, height: usize) -> bool {
        let before = self.list.cursor;
        let moved = self.list.moved(motion, self.lines.len(), height);
        let up = self.list.cursor < before || motion == Motion::Last;
        self.snap(if up { -1 } else { 1 });
        moved
    }

    /// To the first row of the next group that has any, or of the one before.
    pub fn step(&mut self, forward: bool) {
        let group = self.group().unwrap_or(0);
        let mut groups = self.lines.iter().filter_map(|line| match line {
            Line::Head(group) => Some(*group),
            _ => None,
        });
        let to = if forward { groups.find(|other| *other > group) } else { groups.rfind(|other| *other < group) };
        if let Some(to) = to {
            self.put_on_group(to);
        }
    }

    /// Draws the lines in sight: a heading by its group, a row by its place among all. The cursor's line is tinted.
    pub fn draw<'c>(&self, area: Rect, canvas: &mut Canvas<'c>, mut line: impl FnMut(Line, Rect, &mut Canvas<'c>)) {
        for (row, at) in self.list.sight(self.lines.len(), usize::from(area.height)).enumerate() {
            let Some(each) = self.lines.get(at).copied() else { continue };
            let place = Rect { y: area.y + row as u16, height: 1, ..area };
            // The first row in sight is its group's heading, else it would be seen of nothing.
            let head =
                (row == 0 && at != self.list.cursor && matches!(each, Line::Row(_))).then(|| self.head_above(at));
            if let Some((at, head)) = head.flatten() {
                line(head, place, canvas);
                if self.heads {
                    canvas.spot(place, Target::Row(0, at));
                }
                continue;
            }
            line(each, place, canvas);
            if self.choosable(at) {
                canvas.spot(place, Target::Row(0, at));
                if at == self.list.cursor {
                    canvas.tint(place, Role::Cursor);
                }
            }
        }
    }

    /// Brings the cursor into sight, its group's heading with it where the first row is chosen.
    pub fn settle(&mut self, height: usize) {
        self.list.settle(self.lines.len(), height);
        self.snap(1);
        if self.list.cursor <= 1 {
            self.list.top = 0;
        }
    }

    /// What the cursor is on.
    pub fn line(&self) -> Option<Line> {
        self.lines.get(self.list.cursor).copied()
    }

    /// The row under the cursor.
    pub fn row(&self) -> Option<usize> {
        match self.line() {
            Some(Line::Row(row)) => Some(row),
            _ => None,
        }
    }

    /// The group under the cursor.
    pub fn group(&self) -> Option<usize> {
        match self.head_above(self.list.cursor)? {
            (_, Line::Head(group)) => Some(group),
            _ => None,
        }
    }

    /// The heading at this line or above it, and where it is.
    fn head_above(&self, at: usize) -> Option<(usize, Line)> {
        let above = self.lines.get(..=at)?.iter().copied().enumerate();
        above.rev().find(|(_, line)| matches!(line, Line::Head(_)))
    }

    /// Brings a group's heading near the top, with a little of what is above it.
    pub fn show_group(&mut self, group: usize) {
        if let Some(at) = self.lines.iter().position(|line| *line == Line::Head(group)) {
            self.list.top = at.saturating_sub(3);
        }
    }

    /// Puts the cursor on this line, where it can be chosen; whether it was there already.
    pub fn point(&mut self, line: usize) -> bool {
        self.choosable(line) && self.list.point(line)
    }

    /// Puts the cursor on a row.
    pub fn put_on(&mut self, row: usize) -> bool {
        let at = self.lines.iter().position(|line| *line == Line::Row(row));
        if let Some(at) = at {
            self.list.cursor = at;
        }
        at.is_some()
    }

    /// Puts the cursor on a heading, or on its first row where headings cannot be chosen.
    pub fn put_on_group(&mut self, group: usize) {
        if let Some(at) = self.lines.iter().position(|line| *line == Line::Head(group)) {
            self.list.cursor = at;
            self.snap(1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cursor_skips_headings_and_gaps() {
        let mut grouped = Grouped::of(&[2, 0, 1], false, List::default());
        assert_eq!(grouped.lines, [Line::Head(0), Line::Row(0), Line::Row(1), Line::Gap, Line::Head(2), Line::Row(2)]);
        let mut seen = vec![grouped.row()];
        for motion in
            [Motion::Down, Motion::Down, Motion::Down, Motion::Up, Motion::First, Motion::Last, Motion::PageUp]
        {
            grouped.moved(motion, 4);
            seen.push(grouped.row());
        }
        assert_eq!(seen, [0, 1, 2, 2, 1, 0, 2, 1].map(Some));
        assert_eq!(grouped.group(), Some(0));
    }

    #[test]
    fn headings_can_be_chosen_where_a_day_may_be_empty() {
        let mut grouped = Grouped::of(&[1, 0], true, List::default());
        assert_eq!(grouped.line(), Some(Line::Head(0)));
        grouped.moved(Motion::Last, 9);
        assert_eq!((grouped.line(), grouped.row(), grouped.group()), (Some(Line::Head(1)), None, Some(1)));
    }

    #[test]
    fn nothing_is_nothing() {
        let mut grouped = Grouped::of(&[0, 0], false, List::default());
        grouped.moved(Motion::Down, 5);
        grouped.settle(5);
        assert_eq!((grouped.line(), grouped.row(), grouped.group()), (None, None, None));
    }
}
