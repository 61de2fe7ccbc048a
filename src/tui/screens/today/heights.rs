//! How Today shares its height: what is shown of each part in so many rows, and what gives way first.

use ratatui::layout::Rect;

use super::{Pane, TodayScreen};

/// How high each part is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Heights {
    pub gap: u16,
    pub next: u16,
    pub middle: u16,
    pub unfiled: u16,
    pub week: u16,
    /// Rows of each pane in sight.
    pub rows: [u16; 5],
    /// One column instead of two.
    pub narrow: bool,
}

impl Heights {
    pub fn of(&self, pane: Pane) -> usize {
        usize::from(self.rows[pane as usize])
    }
}

impl TodayScreen {
    /// What there is room for. What gives way first: the cycle's line, the week, the lines between, the briefing's last lines.
    pub(super) fn heights(&self, area: Rect) -> Heights {
        let narrow = area.width < 76;
        let most = match area.height {
            40.. => 8,
            22.. => 3,
            _ => 1,
        };
        // A day that was not closed takes no room from the logs.
        let unfiled = self.rows(Pane::Unfiled).min(most + self.before_logs()) as u16;
        let brief = self.data().and_then(|today| today.next.as_ref()).map_or(0, |_| self.brief + 1);
        let day = self.rows(Pane::Day).max(self.rows(Pane::Promises)).clamp(3, 12) as u16 + 1;
        let mut heights = Heights { gap: 1, next: brief, middle: 0, unfiled, week: 2, rows: [0; 5], narrow };
        let used = |heights: &Heights| {
            let parts =
                [heights.next, heights.unfiled, heights.week].iter().filter(|height| **height > 0).count() as u16;
            heights.next + heights.unfiled + heights.week + parts * heights.gap
        };
        for give in [0, 1, 2, 3, 4, 5] {
            match give {
                1 => heights.week = 1,
                2 => heights.week = if area.height >= 18 { 1 } else { 0 },
                3 => heights.gap = if area.height >= 18 { 1 } else { 0 },
                4 => heights.next = heights.next.min(4),
                5 => heights.next = heights.next.min(3),
                _ => {}
            }
            heights.middle = area.height.saturating_sub(used(&heights));
            if heights.middle >= day {
                break;
            }
        }
        let near = self.rows(Pane::Near) as u16;
        let promises = self.rows(Pane::Promises) as u16;
        let empty = self.free();
        if !narrow {
            // What is not needed is left at the foot, so that the parts stand together.
            let left = 1 + self.rows(Pane::Day) as u16 * if empty { 2 } else { 1 };
            let right = 1 + promises.max(1) + if near > 0 { near + 2 } else { 0 };
            heights.middle = heights.middle.min(left.max(right));
        }
        let middle = heights.middle;
        if narrow {
            // One column: the part with the cursor gets the room.
            let rows = middle.saturating_sub(1);
            heights.rows = [rows, rows, rows, 0, 0];
        } else {
            let near_room = if near > 0 && middle >= 7 { (near + 2).min(middle / 3 + 1).max(3) } else { 0 };
            let promise_room = (promises + 1).min(middle - near_room).max(1);
            let near_room = if near_room > 0 { middle - promise_room } else { 0 };
            let day_rows = middle.saturating_sub(1);
            let day_rows = if empty { day_rows / 2 } else { day_rows };
            let used = used(&heights) + middle;
            let who_next = (area.height.saturating_sub(used + heights.gap + 1)).min(self.rows(Pane::WhoNext) as u16);
            let least = self.rows(Pane::WhoNext).min(2) as u16;
            let who_next = if who_next >= least { who_next } else { 0 };
            heights.rows =
                [day_rows, promise_room.saturating_sub(1), near_room.saturating_sub(2).min(near), 0, who_next];
        }
        heights.rows[Pane::Unfiled as usize] = heights.unfiled;
        heights
    }
}
