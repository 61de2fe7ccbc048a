//! How the close of a day looks: its head, its parts and rows, its last line.

use ratatui::layout::Rect;

use super::super::super::canvas::Canvas;
use super::super::super::cx::Cx;
use super::super::super::theme::Role;
use super::super::today::note;
use super::DayClose;
use super::page::Page;
use crate::base::width::cells;
use crate::domain::ask::{Close, FollowUpRow, VisitRow};
use crate::domain::day::close::{Ending, Item, Part, ending};
use crate::schema::Choice;

impl DayClose {
    /// `CLOSE THE DAY   Tue 24 Nov   9 seen, 9 of 12 planned, orders: 2, calls: 3        3 things left to say`
    pub(super) fn draw_head(&self, cx: &Cx, close: &Close, area: Rect, canvas: &mut Canvas<'_>) {
        let (left, right) = (area.x + 1, area.right().saturating_sub(1));
        canvas.own(Rect { height: 2, ..area });
        let open = self.open();
        let mut end = right;
        let asked = match self.kept.closed {
            Some(at) => cx.say("close-closed-at", &[("when", (&cx.words.moment(at, &cx.now)).into())]),
            None => cx.say("close-asked", &[("n", open.into())]),
        };
        let role = if open == 0 { Role::Done } else { Role::Due };
        end -= canvas.put_right(end, area.y, right.saturating_sub(left), &asked, role) + 2;
        let mut x = left;
        x += canvas.put(x, area.y, end.saturating_sub(x), cx.word("close-title"), Role::Heading) + 3;
        x += canvas.put(x, area.y, end.saturating_sub(x), &cx.words.long_day(close.day), Role::Strong) + 3;
        let figures = close.report.figures();
        let mut said = cx.say(
            "close-figures",
            &[
                ("seen", figures.seen.into()),
                ("done", figures.planned_done.into()),
                ("planned", figures.planned.into()),
                ("orders", figures.orders.into()),
                ("calls", figures.touches.into()),
            ],
        );
        if figures.late > 0 {
            said = format!("{said}   {}", cx.say("close-late", &[("n", figures.late.into())]));
        }
        // Beside the rest where there is room; else on the line under it, which is blank.
        if usize::from(end.saturating_sub(x)) >= cells(&said) {
            canvas.put(x, area.y, end.saturating_sub(x), &said, Role::Dim);
        } else {
            canvas.put_words(left, area.y + 1, right.saturating_sub(left), &said, Role::Dim);
        }
    }

    /// `NOT LOGGED   3                    Enter log it, m another day, x not done`
    pub(super) fn draw_part(&self, cx: &Cx, group: usize, place: Rect, canvas: &mut Canvas<'_>) {
        let Some(part) = Part::ALL.get(group).copied() else { return };
        canvas.own(place);
        let items = self.part(part);
        let open = items.iter().filter(|item| !self.kept.left.contains(&item.id())).count();
        let used = canvas.put(place.x, place.y, place.width, cx.word(part.words()), Role::Heading);
        let mut x = place.x + used + 3;
        x += canvas.put(x, place.y, 8, &open.to_string(), if open > 0 { Role::Due } else { Role::Done });
        // What can be done is said of the part in which one is.
        if self.current().is_some_and(|(here, _)| here == part) {
            let room = place.right().saturating_sub(x + 3);
            canvas.put_right(place.right(), place.y, room, cx.word(part.how()), Role::Dim);
        }
    }

    pub(super) fn draw_item(&self, cx: &Cx, row: usize, place: Rect, canvas: &mut Canvas<'_>) {
        let items = self.items();
        let Some((part, item)) = items.get(row) else {
            let used = canvas.put(place.x, place.y, place.width, "▸ ", Role::Accent);
            canvas.put(place.x + used, place.y, place.width, cx.word("close-to-report"), Role::Strong);
            return;
        };
        match item {
            Item::Visit(visit) | Item::Steps(visit, _) => canvas.belongs(place, visit.account),
            Item::Promise(promise) => canvas.belongs(place, promise.account),
            Item::Unfiled(_) => {}
        }
        let left = self.kept.left.contains(&item.id());
        let role = if left { Role::Dim } else { Role::Text };
        canvas.put(place.x, place.y, 1, if left { "-" } else { "" }, Role::Dim);
        let place = Rect { x: place.x + 2, width: place.width.saturating_sub(2), ..place };
        match item {
            Item::Visit(visit) => visit_row(cx, visit, &said(cx, visit), role, place, canvas),
            Item::Steps(visit, left) => {
                visit_row(cx, visit, &left.join(cx.word("list-comma")), role, place, canvas);
            }
            Item::Promise(promise) => promise_row(cx, promise, *part == Part::Undated, role, place, canvas),
            Item::Unfiled(log) => {
                let used = canvas.put(place.x, place.y, 14, &cx.words.moment(log.at, &cx.now), role) + 2;
                canvas.put_words(place.x + used, place.y, place.width.saturating_sub(used), &log.words, role);
            }
        }
    }

    /// What the keys are here, and under it the last line: what is safe, and what was sent.
    pub(super) fn draw_foot(&self, cx: &Cx, close: &Close, area: Rect, canvas: &mut Canvas<'_>) {
        let (left, room) = (area.x + 1, area.width.saturating_sub(2));
        let y = area.bottom().saturating_sub(1);
        canvas.own(Rect { y: y.saturating_sub(1), height: 2, ..area });
        let keys = match (self.page, self.kept.closed) {
            _ if self.report.editing() => "close-keys-edit",
            (Page::Pass, _) => "close-leave",
            (Page::Report, Some(_)) => "close-keys-closed",
            (Page::Report, None) => "close-keys",
        };
        if area.height >= 6 {
            canvas.put(left, y - 1, room, cx.word(keys), Role::Dim);
        }
        let (text, role) = self.ending(cx, close);
        canvas.put_words(left, y, room, &text, role);
    }

    fn ending(&self, cx: &Cx, close: &Close) -> (String, Role) {
        let open = self.open();
        let ending = ending(&cx.sync, &close.sent);
        let role = if open == 0 && ending == Ending::Same { Role::Done } else { Role::Calm };
        (cx.words.ending(ending, open, &close.sent, &cx.now), role)
    }
}

/// `11:15  Harbour Dental   A   trial of the A100`
fn visit_row(cx: &Cx, visit: &VisitRow, said: &str, role: Role, place: Rect, canvas: &mut Canvas<'_>) {
    let time = visit.start.map(|at| cx.words.clock(at, &cx.now)).unwrap_or_default();
    canvas.put(place.x, place.y, 5, &time, role);
    let x = place.x + 7;
    let name = (place.width / 3).clamp(16, 40);
    canvas.put_words(x, place.y, name, &visit.name, role);
    let x = x + name + 2;
    let grade = visit.grade.map(|grade| cx.words.of("account", "grade", grade)).unwrap_or_default();
    canvas.put(x, place.y, 2, grade, Role::Dim);
    canvas.put_words(x + 3, place.y, place.right().saturating_sub(x + 3), said, Role::Dim);
}

/// What was said of a visit, else where it is.
fn said(cx: &Cx, visit: &VisitRow) -> String {
    let said = note(cx, visit);
    if said.is_empty() { visit.street.clone() } else { said }
}

/// `price list A100   Harbour Dental   we`
fn promise_row(cx: &Cx, promise: &FollowUpRow, undated: bool, role: Role, place: Rect, canvas: &mut Canvas<'_>) {
    let time = promise.due_at.map(|at| cx.words.clock(at, &cx.now)).filter(|_| !undated).unwrap_or_default();
    canvas.put(place.x, place.y, 5, &time, role);
    let x = place.x + 7;
    let text = (place.width / 2).clamp(16, 60);
    canvas.put_words(x, place.y, text, &promise.text, role);
    let x = x + text + 2;
    let by = cx.word(if promise.by.word() == "us" { "by-us" } else { "by-them" });
    let room = place.right().saturating_sub(x + cells(by) as u16 + 2);
    canvas.put_words(x, place.y, room, &promise.name, Role::Dim);
    canvas.put_right(place.right(), place.y, cells(by) as u16, by, Role::Dim);
}
