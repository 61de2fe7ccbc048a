//! The next stop on Today: who, when, where, and what to read before the door.

use ratatui::layout::Rect;

use super::super::super::canvas::Canvas;
use super::super::super::cx::Cx;
use super::super::super::theme::Role;
use super::super::briefing;
use crate::base::width;
use crate::domain::ask::{NextStop, Today};
use crate::schema::VisitState;

/// Draws it into these lines.
pub(super) fn draw(cx: &Cx, today: &Today, area: Rect, canvas: &mut Canvas<'_>) {
    let Some(next) = &today.next else { return };
    let (left, room) = (area.x + 1, area.width.saturating_sub(2));
    canvas.belongs(area, next.visit.account);
    let title = cx.word(if next.visit.state == VisitState::InProgress { "today-here" } else { "today-next" });
    let indent = (width::cells(title) as u16).max(4) + 3;
    canvas.put(left, area.y, indent, title, Role::Heading);
    let x = left + indent;
    let grade = next.visit.grade.map(|grade| cx.words.of("account", "grade", grade)).unwrap_or_default();
    let far = next.briefing.metres.map(|metres| cx.words.distance(metres)).unwrap_or_default();
    let comma = if cx.words.lang().is_chinese() { "  " } else { ", " };
    let when = when(cx, next);
    // From the right: opening hours, the place, the time; what does not fit beside the name is left out.
    let inside = room.saturating_sub(indent);
    let name_room = (width::cells(&next.visit.name) as u16).min(inside / 2 + 4);
    let used = canvas.spans(
        x,
        area.y,
        inside,
        &[
            (&width::cut(&next.visit.name, usize::from(name_room)), Role::Accent),
            ("   ", Role::Text),
            (grade, Role::Text),
        ],
    );
    let free = inside.saturating_sub(used + 3);
    let mut kept: Vec<(String, Role)> = Vec::new();
    let mut left_over = free;
    keep(&mut kept, &mut left_over, when, Role::Strong);
    // How far it is is never cut: the street is, or left out.
    let beside = usize::from(left_over).saturating_sub(if kept.is_empty() { 0 } else { 3 });
    let street_room = beside.saturating_sub(if far.is_empty() { 0 } else { width::cells(&far) + comma.len() });
    let cut = width::cut_words(&next.visit.street, street_room);
    let street = if street_room < 8 && cut != next.visit.street { "" } else { &*cut };
    let place = [street, &far].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(comma);
    keep(&mut kept, &mut left_over, place, Role::Text);
    keep(&mut kept, &mut left_over, cx.words.hours(&next.briefing.opening_hours).into_owned(), Role::Dim);
    let need = free - left_over;
    let spare = free.saturating_sub(need);
    let gap = if kept.is_empty() { 0 } else { 3 + (spare / kept.len() as u16).min(9) };
    let mut at = x + used;
    for (text, role) in &kept {
        at += gap;
        at += canvas.put(at, area.y, (left + room).saturating_sub(at), text, *role);
    }
    let lines = briefing::lines(cx, &next.briefing, usize::from(area.height.saturating_sub(1)));
    let mut before = "";
    for (row, line) in lines.iter().enumerate() {
        let y = area.y + 1 + row as u16;
        briefing::draw(cx, line, line.label != before, (x, y, inside), canvas);
        before = line.label;
    }
}

/// Keeps a part of the line where there is room for it.
fn keep(kept: &mut Vec<(String, Role)>, left_over: &mut u16, text: String, role: Role) {
    let need = width::cells(&text) as u16 + if kept.is_empty() { 0 } else { 3 };
    if !text.is_empty() && need <= *left_over {
        *left_over -= need;
        kept.push((text, role));
    }
}

/// `11:15, in 33 min`, `since 11:15`, or nothing where no time was agreed.
fn when(cx: &Cx, next: &NextStop) -> String {
    let Some(start) = next.visit.start else { return String::new() };
    let clock = cx.words.clock(start, &cx.now);
    if next.visit.state == VisitState::InProgress {
        return cx.say("today-since", &[("time", (&clock).into())]);
    }
    let minutes = start.minutes_since(cx.now.at);
    let length = cx.words.duration(minutes.abs());
    let key = if minutes >= 0 { "today-in" } else { "today-ago" };
    cx.say(key, &[("time", (&clock).into()), ("length", (&length).into())])
}
