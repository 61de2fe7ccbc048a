//! The middle of Today: the day at the left; promises, and who is near and due, at the right. One column on a narrow screen.

use ratatui::layout::Rect;

use super::super::super::canvas::Canvas;
use super::super::super::cx::Cx;
use super::super::super::theme::Role;
use super::super::super::why;
use super::{Pane, TodayScreen, mark};
use crate::base::width;
use crate::domain::ask::{FollowUpRow, Proposal, Today, VisitRow};
use crate::schema::{PromisedBy, VisitOutcome, VisitState};

impl TodayScreen {
    pub(super) fn draw_columns(&self, cx: &Cx, today: &Today, area: Rect, canvas: &mut Canvas<'_>) {
        let heights = self.heights(super::body(cx));
        if heights.narrow {
            let inner = Rect { x: area.x + 1, width: area.width - 2, ..area };
            match self.pane {
                Pane::Promises => self.draw_promises(cx, today, inner, canvas),
                Pane::Near => self.draw_near(cx, today, inner, canvas),
                _ => self.draw_day(cx, today, inner, canvas),
            }
            return;
        }
        let left = (area.width - 2) * 48 / 100;
        let right = area.width - 2 - left - 2;
        self.draw_day(cx, today, Rect { x: area.x + 1, width: left, ..area }, canvas);
        let x = area.x + 1 + left + 2;
        let promises = heights.rows[Pane::Promises as usize] + 1;
        self.draw_promises(cx, today, Rect { x, width: right, height: promises, ..area }, canvas);
        if heights.rows[Pane::Near as usize] > 0 {
            let y = area.y + promises + 1;
            let near = Rect { x, y, width: right, height: area.bottom().saturating_sub(y) };
            self.draw_near(cx, today, near, canvas);
        }
    }

    fn draw_day(&self, cx: &Cx, today: &Today, area: Rect, canvas: &mut Canvas<'_>) {
        if today.visits.is_empty() {
            self.draw_who_next(cx, today, area, canvas);
            return;
        }
        let seen = today.visits.iter().filter(|visit| visit.state == VisitState::Done).count();
        let to_go = today
            .visits
            .iter()
            .filter(|visit| matches!(visit.state, VisitState::Planned | VisitState::InProgress))
            .count();
        let orders = today.visits.iter().filter(|visit| visit.outcome == Some(VisitOutcome::Order)).count();
        let mut figures = cx.say("today-seen", &[("seen", seen.into()), ("left", to_go.into())]);
        if orders > 0 {
            figures.push_str("   ");
            figures.push_str(&cx.say("today-orders", &[("n", orders.into())]));
        }
        head(cx.word("today-day"), &figures, area, canvas);
        let rows = usize::from(area.height.saturating_sub(1));
        let next = today.next.as_ref().map(|next| next.visit.id);
        let sight = self.list(Pane::Day).sight(today.visits.len(), rows);
        let names =
            today.visits.get(sight).into_iter().flatten().map(|visit| width::cells(&visit.name)).max().unwrap_or(0);
        for (line, at) in self.list(Pane::Day).sight(today.visits.len(), rows).enumerate() {
            let Some(visit) = today.visits.get(at) else { continue };
            let row = Rect { y: area.y + 1 + line as u16, height: 1, ..area };
            visit_line(cx, visit, next == Some(visit.id), names as u16, row, canvas);
            self.cursor(Pane::Day, at, row, canvas);
        }
    }

    fn draw_who_next(&self, cx: &Cx, today: &Today, area: Rect, canvas: &mut Canvas<'_>) {
        head(cx.word("today-who-next"), cx.word("today-nothing-planned"), area, canvas);
        let rows = usize::from(area.height.saturating_sub(1)) / 2;
        for (line, at) in self.list(Pane::Day).sight(today.who_next.len(), rows).enumerate() {
            let Some(proposal) = today.who_next.get(at) else { continue };
            let row = Rect { y: area.y + 1 + line as u16 * 2, height: 2, ..area };
            why::two_lines(cx, proposal, at + 1, row, canvas);
            self.cursor(Pane::Day, at, Rect { height: 1, ..row }, canvas);
        }
    }

    fn draw_promises(&self, cx: &Cx, today: &Today, area: Rect, canvas: &mut Canvas<'_>) {
        let figures = cx.say("today-late", &[("late", today.late.into()), ("today", today.due_today.into())]);
        head(cx.word("today-promises"), &figures, area, canvas);
        let rows = usize::from(area.height.saturating_sub(1));
        if today.promises.is_empty() && rows > 0 {
            canvas.put(area.x + 2, area.y + 1, area.width - 2, cx.word("today-no-promises"), Role::Dim);
        }
        for (line, at) in self.list(Pane::Promises).sight(today.promises.len(), rows).enumerate() {
            let Some(promise) = today.promises.get(at) else { continue };
            let row = Rect { y: area.y + 1 + line as u16, height: 1, ..area };
            promise_line(cx, promise, row, canvas);
            self.cursor(Pane::Promises, at, row, canvas);
        }
    }

    fn draw_near(&self, cx: &Cx, today: &Today, area: Rect, canvas: &mut Canvas<'_>) {
        head(cx.word("today-near"), "", area, canvas);
        let rows = usize::from(area.height.saturating_sub(1));
        for (line, at) in self.list(Pane::Near).sight(today.near.len(), rows).enumerate() {
            let Some(proposal) = today.near.get(at) else { continue };
            let row = Rect { y: area.y + 1 + line as u16, height: 1, ..area };
            near_line(cx, proposal, row, canvas);
            self.cursor(Pane::Near, at, row, canvas);
        }
    }

    pub(super) fn draw_unfiled(&self, cx: &Cx, today: &Today, area: Rect, canvas: &mut Canvas<'_>) {
        let title = format!("? {}", cx.word("today-unfiled"));
        let all = self.rows(Pane::Unfiled);
        let (left, right) = (area.x + 1, area.right() - 1);
        for (line, at) in self.list(Pane::Unfiled).sight(all, usize::from(area.height)).enumerate() {
            let row = Rect { x: left, y: area.y + line as u16, width: right - left, height: 1 };
            match today.unfiled.get(at) {
                Some(log) => {
                    let hint = cx.word("today-say-who");
                    let end = right - canvas.put_right(right, row.y, row.width / 2, hint, Role::Dim);
                    let mut x = left + canvas.put(left, row.y, 20, &title, Role::Due) + 2;
                    x += canvas.put(x, row.y, 14, &cx.words.moment(log.at, &cx.now), Role::Text) + 2;
                    canvas.put(x, row.y, end.saturating_sub(x + 2), &log.words, Role::Text);
                }
                None => {
                    let text = cx.say("today-to-sort", &[("n", today.to_sort.into())]);
                    canvas.put(left, row.y, row.width, &format!("? {text}"), Role::Due);
                }
            }
            self.cursor(Pane::Unfiled, at, row, canvas);
        }
    }

    /// Who should be seen next beside the day, one line each, with the strongest reasons.
    pub(super) fn draw_who_else(&self, cx: &Cx, today: &Today, area: Rect, canvas: &mut Canvas<'_>) {
        let inner = Rect { x: area.x + 1, width: area.width - 2, ..area };
        head(cx.word("today-who-next"), "", inner, canvas);
        let rows = usize::from(area.height.saturating_sub(1));
        for (line, at) in self.list(Pane::WhoNext).sight(today.who_next.len(), rows).enumerate() {
            let Some(proposal) = today.who_next.get(at) else { continue };
            let row = Rect { y: inner.y + 1 + line as u16, height: 1, ..inner };
            why::one_line(cx, proposal, row, canvas);
            self.cursor(Pane::WhoNext, at, row, canvas);
        }
    }

    fn cursor(&self, pane: Pane, at: usize, row: Rect, canvas: &mut Canvas<'_>) {
        if self.pane == pane && self.list(pane).cursor == at {
            canvas.tint(row, Role::Cursor);
        }
    }
}

fn head(title: &str, figures: &str, area: Rect, canvas: &mut Canvas<'_>) {
    let used = canvas.put(area.x, area.y, area.width, title, Role::Heading);
    canvas.put(area.x + used + 3, area.y, area.width.saturating_sub(used + 3), figures, Role::Text);
}

/// `✓ 08:30  Blue Finch Cafe        B  order 1.2k`
fn visit_line(cx: &Cx, visit: &VisitRow, next: bool, names: u16, area: Rect, canvas: &mut Canvas<'_>) {
    let (sign, role) = mark(visit.state, visit.planned, next);
    canvas.put(area.x, area.y, 1, sign, role);
    let text = match (visit.state, next) {
        (VisitState::Done | VisitState::Missed | VisitState::Cancelled, _) => Role::Dim,
        (_, true) => Role::Strong,
        _ => Role::Text,
    };
    let time = visit.start.map(|at| cx.words.clock(at, &cx.now)).unwrap_or_default();
    canvas.put(area.x + 2, area.y, 5, &time, text);
    let rest = area.width.saturating_sub(9);
    let name = names.min((rest * 60 / 100).max(10)).min(rest);
    let shown = if visit.account.is_none() { cx.word("today-unfiled-visit") } else { &visit.name };
    canvas.put(area.x + 9, area.y, name, shown, text);
    let grade = visit.grade.map(|grade| cx.words.of("account", "grade", grade)).unwrap_or("-");
    let x = area.x + 9 + name + 1;
    canvas.put(x, area.y, 1, grade, text);
    canvas.put(x + 3, area.y, area.right().saturating_sub(x + 3), &note(cx, visit), text);
}

/// What came of a visit, or what it is for, in a few words.
pub(in crate::tui::screens) fn note(cx: &Cx, visit: &VisitRow) -> String {
    let said = if visit.purpose.is_empty() { visit.notes.as_str() } else { visit.purpose.as_str() };
    match visit.state {
        VisitState::Missed | VisitState::Cancelled => visit
            .reason
            .map(|reason| cx.words.of("visit", "reason", reason).to_string())
            .unwrap_or_else(|| said.to_string()),
        VisitState::Done => {
            let outcome = visit.outcome.map(|outcome| cx.words.of("visit", "outcome", outcome)).unwrap_or_default();
            let said = if visit.notes.is_empty() { said } else { visit.notes.as_str() };
            match (outcome.is_empty(), said.is_empty()) {
                (false, false) => format!("{outcome}{}{said}", cx.word("note-comma")),
                (false, true) => outcome.to_string(),
                _ => said.to_string(),
            }
        }
        _ => said.to_string(),
    }
}

/// `! 20 Nov   price list A100    Harbour Dental`
fn promise_line(cx: &Cx, promise: &FollowUpRow, area: Rect, canvas: &mut Canvas<'_>) {
    let today = cx.now.today();
    let late = promise.due.is_some_and(|due| due < today);
    canvas.put(area.x, area.y, 1, if late { "!" } else { " " }, Role::Late);
    let when = match (promise.due, promise.due_at) {
        (Some(due), Some(at)) if due == today => cx.words.clock(at, &cx.now),
        (Some(due), _) if due == today => cx.word("today").to_string(),
        (Some(due), _) => cx.words.day(due),
        (None, _) => String::new(),
    };
    let date_room = 6;
    let shown = width::cut(&when, usize::from(date_room));
    canvas.put_right(area.x + 2 + date_room, area.y, date_room, &shown, if late { Role::Late } else { Role::Text });
    let x = area.x + 2 + date_room + 2;
    let rest = area.right().saturating_sub(x);
    let text = rest * 55 / 100;
    let what = match promise.by {
        PromisedBy::Us => promise.text.clone(),
        PromisedBy::Them => format!("< {}", promise.text),
    };
    canvas.put(x, area.y, text, &what, Role::Text);
    canvas.put(x + text + 1, area.y, rest.saturating_sub(text + 1), &promise.name, Role::Dim);
}

/// `Bay Optics   A  0.4 km   9 days over   open`
fn near_line(cx: &Cx, proposal: &Proposal, area: Rect, canvas: &mut Canvas<'_>) {
    let name = area.width * 34 / 100;
    canvas.put(area.x, area.y, name, &proposal.name, Role::Text);
    let grade = proposal.grade.map(|grade| cx.words.of("account", "grade", grade)).unwrap_or("-");
    let mut x = area.x + name + 1;
    x += canvas.put(x, area.y, 1, grade, Role::Text).max(1) + 2;
    let metres = why::metres(proposal).map(|metres| cx.words.distance(metres)).unwrap_or_default();
    canvas.put(x, area.y, 8, &metres, Role::Dim);
    x += 9;
    let until = match proposal.open_until {
        None => "",
        Some(0) => cx.word("shut-now"),
        Some(_) => cx.word("open-now"),
    };
    let open_room = (width::cells(until) as u16).min(area.width / 4);
    canvas.put_right(area.right(), area.y, open_room, until, Role::Dim);
    canvas.put(x, area.y, area.right().saturating_sub(x + open_room + 1), &why::first(cx, proposal), Role::Text);
}
