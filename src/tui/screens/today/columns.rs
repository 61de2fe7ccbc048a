//! The middle of Today: the day at the left; promises, and who is near and due, at the right. One column on a narrow screen.

use ratatui::layout::Rect;

use super::super::super::canvas::{Canvas, Target};
use super::super::super::cx::Cx;
use super::super::super::theme::Role;
use super::super::super::why;
use super::lines::{Promised, distance, near_line, note, promise_line, said, until, visit_line, when};
use super::{Pane, TodayScreen};
use crate::base::width;
use crate::domain::ask::{Proposal, Today};
use crate::schema::{VisitOutcome, VisitState};

impl TodayScreen {
    pub(super) fn draw_columns(&self, cx: &Cx, today: &Today, area: Rect, canvas: &mut Canvas<'_>) {
        let heights = self.heights(super::body(cx));
        if heights.narrow {
            let inner = Rect { x: area.x + 1, width: area.width - 2, ..area };
            match self.pane {
                Pane::Promises => self.draw_promises(cx, today, inner, false, canvas),
                Pane::Near => self.draw_near(cx, today, inner, canvas),
                _ => self.draw_day(cx, today, inner, false, canvas),
            }
            // The promises are a pane of their own here: that some are late is seen from each.
            if today.late > 0 && self.pane != Pane::Promises {
                let late = format!("! {}", cx.say("today-late-short", &[("n", today.late.into())]));
                canvas.put_right(inner.right(), inner.y, inner.width / 4, &late, Role::Late);
            }
            return;
        }
        if self.alone() {
            self.draw_day(cx, today, Rect { x: area.x + 1, width: area.width - 2, ..area }, false, canvas);
            return;
        }
        let left = self.left_column(cx, today, area.width - 4);
        let right = area.width - 4 - left;
        self.draw_day(cx, today, Rect { x: area.x + 1, width: left, ..area }, heights.gap > 0, canvas);
        let x = area.x + 1 + left + 2;
        let promises = heights.rows[Pane::Promises as usize] + 1;
        let near = heights.rows[Pane::Near as usize] > 0;
        let under = near || heights.gap > 0;
        self.draw_promises(cx, today, Rect { x, width: right, height: promises, ..area }, under, canvas);
        if near {
            let y = area.y + promises + 1;
            let near = Rect { x, y, width: right, height: area.bottom().saturating_sub(y) };
            self.draw_near(cx, today, near, canvas);
        }
    }

    /// `under`: a line below it is free.
    fn draw_day(&self, cx: &Cx, today: &Today, area: Rect, under: bool, canvas: &mut Canvas<'_>) {
        if self.free() {
            self.draw_who_next(cx, today, area, canvas);
            return;
        }
        // Of the day, whatever of it fits.
        let day = || self.full().into_iter().flat_map(|day| &day.visits);
        let seen = day().filter(|visit| visit.state == VisitState::Done).count();
        let to_go = day().filter(|visit| matches!(visit.state, VisitState::Planned | VisitState::InProgress)).count();
        let orders = day().filter(|visit| visit.outcome == Some(VisitOutcome::Order)).count();
        let mut figures = cx.say("today-seen", &[("seen", seen.into()), ("left", to_go.into())]);
        if orders > 0 {
            figures.push_str("   ");
            figures.push_str(&cx.say("today-orders", &[("n", orders.into())]));
        }
        figures.push_str(&self.marked_words(cx, Pane::Day));
        head(cx.word("today-day"), &figures, area, canvas);
        let rows = usize::from(area.height.saturating_sub(1));
        let next = today.next.as_ref().map(|next| next.visit.id);
        if today.visits.is_empty() && rows > 0 {
            canvas.put(area.x + 2, area.y + 1, area.width - 2, cx.word("nothing-fits"), Role::Dim);
        }
        let sight = self.list(Pane::Day).sight(today.visits.len(), rows);
        let (from, notes) = (day_name(today), longest_note(cx, today));
        let names =
            today.visits.get(sight).into_iter().flatten().map(|visit| width::cells(&visit.name)).max().unwrap_or(0);
        for (line, at) in self.list(Pane::Day).sight(today.visits.len(), rows).enumerate() {
            let Some(visit) = today.visits.get(at) else { continue };
            let row = Rect { y: area.y + 1 + line as u16, height: 1, ..area };
            canvas.belongs(row, visit.account);
            visit_line(cx, visit, next == Some(visit.id), (from, names as u16, notes), row, canvas);
            self.cursor(Pane::Day, at, row, canvas);
        }
        if let Some((line, left)) = self.list(Pane::Day).left(today.visits.len(), rows, under) {
            let row = Rect { y: area.y + 1 + line as u16, height: 1, ..area };
            canvas.clear(row);
            canvas.own(row);
            let first = today.visits.len().checked_sub(left).and_then(|at| today.visits.get(at));
            let time = first.and_then(|visit| visit.start).map(|at| cx.words.clock(at, &cx.now)).unwrap_or_default();
            canvas.put(row.x + 2, row.y, from.saturating_sub(4), &time, Role::Dim);
            let more = cx.say("month-more", &[("n", left.into())]);
            canvas.put(row.x + from, row.y, row.width.saturating_sub(from), &more, Role::Dim);
        }
    }

    fn draw_who_next(&self, cx: &Cx, today: &Today, area: Rect, canvas: &mut Canvas<'_>) {
        let mut figures = cx.word("today-nothing-planned").to_owned();
        if self.alone() {
            figures = [&figures, cx.word("today-promises"), cx.word("today-no-promises")].join("   ");
        }
        head(cx.word("today-who-next"), &figures, area, canvas);
        let rows = usize::from(area.height.saturating_sub(1)) / 2;
        if today.who_next.is_empty() && self.is_part() && rows > 0 {
            canvas.put(area.x + 2, area.y + 1, area.width - 2, cx.word("nothing-fits"), Role::Dim);
        }
        let sight = self.list(Pane::Day).sight(today.who_next.len(), rows);
        let name = why::names(today.who_next.get(sight.clone()).into_iter().flatten(), area.width);
        for (line, at) in sight.enumerate() {
            let Some(proposal) = today.who_next.get(at) else { continue };
            let row = Rect { y: area.y + 1 + line as u16 * 2, height: 2, ..area };
            canvas.belongs(row, Some(proposal.account));
            why::two_lines(cx, proposal, at + 1, name, row, canvas);
            self.cursor(Pane::Day, at, Rect { height: 1, ..row }, canvas);
        }
    }

    fn draw_promises(&self, cx: &Cx, today: &Today, area: Rect, under: bool, canvas: &mut Canvas<'_>) {
        let mut figures = cx.say("today-late", &[("late", today.late.into()), ("today", today.due_today.into())]);
        figures.push_str(&self.marked_words(cx, Pane::Promises));
        head(cx.word("today-promises"), &figures, area, canvas);
        let rows = usize::from(area.height.saturating_sub(1));
        if today.promises.is_empty() && rows > 0 {
            let hidden = self.full().is_some_and(|day| !day.promises.is_empty());
            let none = cx.word(if hidden { "nothing-fits" } else { "today-no-promises" });
            canvas.put(area.x + 2, area.y + 1, area.width - 2, none, Role::Dim);
        }
        let sight = self.list(Pane::Promises).sight(today.promises.len(), rows);
        let shown = || today.promises.get(sight.clone()).into_iter().flatten();
        let texts = shown().map(|promise| width::cells(&said(promise))).max().unwrap_or(0);
        let names = shown().map(|promise| width::cells(&promise.name)).max().unwrap_or(0);
        let days = shown().map(|promise| width::cells(&when(cx, promise))).max().unwrap_or(0);
        let columns = Promised { days: days as u16, texts: texts as u16, names: names as u16 };
        for (line, at) in sight.enumerate() {
            let Some(promise) = today.promises.get(at) else { continue };
            let row = Rect { y: area.y + 1 + line as u16, height: 1, ..area };
            canvas.belongs(row, promise.account);
            promise_line(cx, promise, &columns, row, canvas);
            self.cursor(Pane::Promises, at, row, canvas);
        }
        if let Some((line, left)) = self.list(Pane::Promises).left(today.promises.len(), rows, under) {
            let row = Rect { y: area.y + 1 + line as u16, height: 1, ..area };
            canvas.clear(row);
            canvas.own(row);
            let more = cx.say("today-promises-more", &[("n", left.into())]);
            let x = row.x + 2 + columns.days + 2;
            canvas.put(x, row.y, row.right().saturating_sub(x), &more, Role::Dim);
        }
    }

    fn draw_near(&self, cx: &Cx, today: &Today, area: Rect, canvas: &mut Canvas<'_>) {
        head(cx.word("today-near"), self.marked_words(cx, Pane::Near).trim_start(), area, canvas);
        let rows = usize::from(area.height.saturating_sub(1));
        let most = |cells: &dyn Fn(&Proposal) -> String| {
            today.near.iter().map(|each| width::cells(&cells(each))).max().unwrap_or(0) as u16
        };
        let columns = [
            most(&|each| each.name.clone()),
            most(&|each| distance(cx, each)),
            most(&|each| why::first(cx, each)),
            // That all are open is no news.
            if today.near.iter().all(|each| each.open_until.is_some_and(|until| until > 0)) {
                0
            } else {
                most(&|each| until(cx, each).to_string())
            },
        ];
        for (line, at) in self.list(Pane::Near).sight(today.near.len(), rows).enumerate() {
            let Some(proposal) = today.near.get(at) else { continue };
            let row = Rect { y: area.y + 1 + line as u16, height: 1, ..area };
            canvas.belongs(row, Some(proposal.account));
            near_line(cx, proposal, columns, row, canvas);
            self.cursor(Pane::Near, at, row, canvas);
        }
    }

    pub(super) fn draw_unfiled(&self, cx: &Cx, today: &Today, area: Rect, canvas: &mut Canvas<'_>) {
        let all = self.rows(Pane::Unfiled);
        // So many there are is said where not all of them are seen.
        let title = match today.unfiled.len() {
            count if count + self.before_logs() > usize::from(area.height) => {
                format!("? {} {count}", cx.word("today-unfiled"))
            }
            _ => format!("? {}", cx.word("today-unfiled")),
        };
        let (left, right) = (area.x + 1, area.right() - 1);
        let label = (width::cells(&title) as u16).min(20);
        let times = today.unfiled.iter().map(|log| width::cells(&cx.words.moment(log.at, &cx.now))).max();
        let times = times.unwrap_or(0).min(14) as u16;
        // Where the cursor is elsewhere it is said of the first.
        let here = if self.pane == Pane::Unfiled { self.list(Pane::Unfiled).cursor } else { self.before_logs() };
        let mut titled = false;
        for (line, at) in self.list(Pane::Unfiled).sight(all, usize::from(area.height)).enumerate() {
            let row = Rect { x: left, y: area.y + line as u16, width: right - left, height: 1 };
            match self.log_at(at) {
                Some(log) => {
                    // What they are is said once, and what Enter does where it would do it.
                    let mut end = right;
                    if !std::mem::replace(&mut titled, true) {
                        canvas.put(left, row.y, label, &title, Role::Due);
                    }
                    if at == here {
                        end -= canvas.put_right(right, row.y, row.width / 2, cx.word("today-say-who"), Role::Dim) + 2;
                    }
                    let mut x = left + label + 2;
                    x += canvas.put_right(x + times, row.y, times, &cx.words.moment(log.at, &cx.now), Role::Text);
                    canvas.put_words(x + 2, row.y, end.saturating_sub(x + 2), &log.words, Role::Text);
                }
                None => {
                    let text = self.asked_at(at).map(|asked| asked.words(cx)).unwrap_or_default();
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
        let sight = self.list(Pane::WhoNext).sight(today.who_next.len(), rows);
        let name = why::names(today.who_next.get(sight.clone()).into_iter().flatten(), inner.width);
        for (line, at) in sight.enumerate() {
            let Some(proposal) = today.who_next.get(at) else { continue };
            let row = Rect { y: inner.y + 1 + line as u16, height: 1, ..inner };
            canvas.belongs(row, Some(proposal.account));
            why::one_line(cx, proposal, name, row, canvas);
            self.cursor(Pane::WhoNext, at, row, canvas);
        }
    }

    /// Whether who should be seen next has the whole width: nothing is planned, and nothing promised.
    fn alone(&self) -> bool {
        self.full().is_some_and(|day| day.visits.is_empty() && day.promises.is_empty() && day.near.is_empty())
    }

    /// The cells of the left of two columns. What one of them does not need the other may have; both wanting more, they share.
    fn left_column(&self, cx: &Cx, today: &Today, room: u16) -> u16 {
        let most = |cells: &mut dyn Iterator<Item = usize>| cells.max().unwrap_or(0).min(usize::from(u16::MAX)) as u16;
        if self.free() {
            // Two lines each: who and where, and why. The promises beside them have what they need, where that is less than their share.
            let right = PROMISE_TEXT
                + most(&mut today.promises.iter().map(|promise| width::cells(&said(promise))))
                + 2
                + most(&mut today.promises.iter().map(|promise| width::cells(&promise.name)));
            return room - right.clamp(room * 30 / 100, room * 45 / 100);
        }
        let left = day_name(today)
            + most(&mut today.visits.iter().map(|visit| width::cells(&visit.name)))
            + NOTE_AFTER
            + most(
                &mut today.visits.iter().map(|visit| width::cells(&visit.notes).max(width::cells(&visit.purpose)) + 10),
            );
        let right = PROMISE_TEXT
            + most(&mut today.promises.iter().map(|promise| width::cells(&said(promise))))
            + 2
            + most(&mut today.promises.iter().map(|promise| width::cells(&promise.name)));
        // Who is near needs its names, how far, why and whether they are open; about so much at least, whatever is promised.
        let right = right.max(room * 38 / 100);
        let half = room * 48 / 100;
        let width = if right < room - half {
            left.clamp(half, room - right)
        } else if left < half {
            left.max(room.saturating_sub(right)).max(room / 3)
        } else {
            half
        };
        // What came of a stop is read before the whole of a promise; where there is no room for both, as in 80 cells, names are all there is.
        let from = day_name(today);
        let names = most(&mut today.visits.iter().map(|visit| width::cells(&visit.name)));
        let notes = longest_note(cx, today);
        let told = from + told_from(names, notes);
        match name_room(width.saturating_sub(from), names, notes) {
            (_, true) => width,
            (_, false) if room.saturating_sub(told) >= PROMISES_LEAST => told,
            (_, false) => width.min((from + names + NOTE_AFTER - 2).max(DAY_LEAST)),
        }
    }

    fn cursor(&self, pane: Pane, at: usize, row: Rect, canvas: &mut Canvas<'_>) {
        canvas.spot(row, Target::Row(pane as usize, at));
        // In the gap before the row, so that its own mark stays.
        let id = self.ids(pane).get(at).copied().unwrap_or_default();
        canvas.put(row.x.saturating_sub(1), row.y, 1, self.marked.sign(id), Role::Marked);
        if self.pane == pane && self.list(pane).cursor == at {
            canvas.tint(row, Role::Cursor);
        }
    }
}

/// The cells of names in a row of so many, and whether a note is told behind them.
pub(super) fn name_room(rest: u16, names: u16, notes: u16) -> (u16, bool) {
    let share = names.min((rest * 60 / 100).max(10)).min(rest);
    // A note of which nothing could be read leaves the name its room.
    let told = rest.saturating_sub(share + NOTE_AFTER) >= NOTE_LEAST.min(notes);
    (if told { share } else { names.min(rest.saturating_sub(NOTE_AFTER - 2)) }, told)
}

/// The cells in which a name and a note are told side by side: the whole name where that is short, else its share.
fn told_from(names: u16, notes: u16) -> u16 {
    let note = NOTE_LEAST.min(notes);
    (1..=names + NOTE_AFTER + note).find(|rest| name_room(*rest, names, notes).1).unwrap_or(names + NOTE_AFTER + note)
}

/// The cells of the longest note of the day.
fn longest_note(cx: &Cx, today: &Today) -> u16 {
    let notes = today.visits.iter().map(|visit| width::cells(&note(cx, visit)));
    notes.max().unwrap_or(0).min(usize::from(u16::MAX)) as u16
}

/// The heading of the day has so many cells.
const DAY_LEAST: u16 = 35;

/// Where a stop's name begins: behind its mark, and its time where any stop has one.
fn day_name(today: &Today) -> u16 {
    if today.visits.iter().any(|visit| visit.start.is_some()) { 9 } else { 2 }
}

/// From a stop's name to its note: a grade between two spaces each.
pub(super) const NOTE_AFTER: u16 = 5;
/// In fewer cells than this nothing of a note can be read.
const NOTE_LEAST: u16 = 10;
/// In fewer cells than this what is promised to whom is cut too short: its day, and fifteen cells each.
const PROMISES_LEAST: u16 = PROMISE_TEXT + 30;
/// Where a promise's words begin: behind its mark and its day.
const PROMISE_TEXT: u16 = 10;

fn head(title: &str, figures: &str, area: Rect, canvas: &mut Canvas<'_>) {
    canvas.own(Rect { height: 1, ..area });
    let used = canvas.put(area.x, area.y, area.width, title, Role::Heading);
    canvas.put(area.x + used + 3, area.y, area.width.saturating_sub(used + 3), figures, Role::Text);
}
