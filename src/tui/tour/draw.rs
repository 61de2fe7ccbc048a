//! The tour's line: how far it is, what to do, and the key that leaves it.

use ratatui::layout::Rect;

use super::super::canvas::Canvas;
use super::super::cx::Cx;
use super::super::theme::Role;
use super::STEPS;
use crate::base::width::{cells, wrap};

/// It takes no more of the screen.
const MOST: usize = 3;

/// The lines that it needs, with the rule above them; none where there is no tour.
pub(in crate::tui) fn rows(cx: &Cx) -> u16 {
    match lines(cx).len() as u16 {
        0 => 0,
        lines => lines + 1,
    }
}

fn count(cx: &Cx) -> String {
    cx.tour.map(|tour| format!("{}/{}", tour.at + 1, STEPS.len())).unwrap_or_default()
}

fn leave(cx: &Cx) -> String {
    let key = cx.keymap.shown("tour", true);
    if key.is_empty() { String::new() } else { format!("{key} {}", cx.word("tour-skip")) }
}

fn lines(cx: &Cx) -> Vec<String> {
    let Some(step) = cx.tour.and_then(|tour| STEPS.get(tour.at)) else { return Vec::new() };
    let key = |at: usize| step.keys.get(at).map(|id| cx.keymap.shown(id, true)).unwrap_or_default();
    let (a, b, c) = (key(0), key(1), key(2));
    let text = cx.say(step.words, &[("a", (&a).into()), ("b", (&b).into()), ("c", (&c).into())]);
    let room = usize::from(cx.size.0).saturating_sub(cells(&count(cx)) + cells(&leave(cx)) + 7).max(12);
    wrap(&text, room).into_iter().take(MOST).map(|line| line.to_string()).collect()
}

/// Draws it into these lines.
pub(in crate::tui) fn draw(cx: &Cx, area: Rect, canvas: &mut Canvas<'_>) {
    let lines = lines(cx);
    if lines.is_empty() {
        return;
    }
    canvas.clear(area);
    canvas.rule(area.x, area.y, area.width);
    let area = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
    let (left, right) = (area.x + 1, area.right().saturating_sub(1));
    let indent = canvas.put(left, area.y, 8, &count(cx), Role::Accent) + 2;
    let end = right - canvas.put_right(right, area.y, right - left, &leave(cx), Role::Dim);
    for (row, line) in lines.iter().enumerate() {
        let room = if row == 0 { end } else { right }.saturating_sub(left + indent);
        canvas.put(left + indent, area.y + row as u16, room, line, Role::Text);
    }
}
