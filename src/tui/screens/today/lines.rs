//! The rows of Today: a stop, a promise, one who is near and due; and what is told of them elsewhere in the same words.

use std::borrow::Cow;

use ratatui::layout::Rect;

use super::super::super::canvas::Canvas;
use super::super::super::cx::Cx;
use super::super::super::theme::Role;
use super::super::super::why;
use super::columns::{NOTE_AFTER, name_room};
use super::mark;
use crate::base::width;
use crate::domain::ask::{FollowUpRow, Proposal, VisitRow};
use crate::schema::{PromisedBy, Reason, VisitState};

/// `✓ 08:30  Blue Finch Cafe        B  order 1.2k`
pub(super) fn visit_line(
    cx: &Cx,
    visit: &VisitRow,
    next: bool,
    (from, names, notes): (u16, u16, u16),
    area: Rect,
    canvas: &mut Canvas<'_>,
) {
    let (sign, role) = mark(visit.state, visit.planned, next);
    canvas.put(area.x, area.y, 1, sign, role);
    let text = match (visit.state, next) {
        (VisitState::Done | VisitState::Missed | VisitState::Cancelled, _) => Role::Dim,
        (_, true) => Role::Strong,
        _ => Role::Text,
    };
    let time = visit.start.map(|at| cx.words.clock(at, &cx.now)).unwrap_or_default();
    canvas.put(area.x + 2, area.y, from.saturating_sub(4), &time, text);
    let rest = area.width.saturating_sub(from);
    let (name, told) = name_room(rest, names, notes);
    let shown = if visit.account.is_none() { cx.word("today-unfiled-visit") } else { &visit.name };
    canvas.put_words(area.x + from, area.y, name, shown, text);
    let grade = visit.grade.map(|grade| cx.words.of("account", "grade", grade)).unwrap_or("-");
    let x = area.x + from + name + 2;
    canvas.put(x, area.y, 1, grade, text);
    let x = x + NOTE_AFTER - 2;
    let room = area.right().saturating_sub(x);
    let note = note(cx, visit);
    if told || width::cells(&note) <= usize::from(room) {
        canvas.put_words(x, area.y, room, &note, text);
    }
}

/// What came of a visit, or what it is for, in a few words.
pub(in crate::tui::screens) fn note(cx: &Cx, visit: &VisitRow) -> String {
    let said = if visit.purpose.is_empty() { visit.notes.as_str() } else { visit.purpose.as_str() };
    match visit.state {
        VisitState::Missed | VisitState::Cancelled => visit
            .reason
            // Another reason stands in its words.
            .filter(|reason| *reason != Reason::Other || visit.notes.is_empty())
            .map(|reason| cx.words.of("visit", "reason", reason).to_string())
            .unwrap_or_else(|| if visit.reason.is_some() { visit.notes.clone() } else { said.to_string() }),
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

/// What was promised; theirs has a mark.
pub(in crate::tui::screens) fn said(promise: &FollowUpRow) -> Cow<'_, str> {
    match promise.by {
        PromisedBy::Us => Cow::Borrowed(&promise.text),
        PromisedBy::Them => Cow::Owned(format!("< {}", promise.text)),
    }
}

/// `! 20 Nov   price list A100    Harbour Dental`
pub(super) fn promise_line(cx: &Cx, promise: &FollowUpRow, columns: &Promised, area: Rect, canvas: &mut Canvas<'_>) {
    let late = promise.due.is_some_and(|due| due < cx.now.today());
    canvas.put(area.x, area.y, 1, if late { "!" } else { "" }, Role::Late);
    let days = columns.days;
    let role = if late { Role::Late } else { Role::Text };
    canvas.put_right(area.x + 2 + days, area.y, days, &when(cx, promise), role);
    let x = area.x + 2 + days + 2;
    let rest = area.right().saturating_sub(x + 2);
    // The names stand under each other, as near to the words as the longest of them allows; what was promised has the larger share.
    let text = columns.texts.min((rest * 58 / 100).max(rest.saturating_sub(columns.names)));
    canvas.put_words(x, area.y, text, &said(promise), Role::Text);
    canvas.put_words(x + text + 2, area.y, rest.saturating_sub(text), &promise.name, Role::Dim);
}

/// When a promise is due: the time where that is today, else the day.
pub(super) fn when(cx: &Cx, promise: &FollowUpRow) -> String {
    let today = cx.now.today();
    match (promise.due, promise.due_at) {
        (Some(due), Some(at)) if due == today => cx.words.clock(at, &cx.now),
        (Some(due), _) if due == today => cx.word("today").to_string(),
        (Some(due), _) => cx.words.day(due),
        (None, _) => String::new(),
    }
}

/// The most cells of what stands in the columns of promises.
pub(super) struct Promised {
    pub days: u16,
    pub texts: u16,
    pub names: u16,
}

/// `Bay Optics   A  0.4 km   9 days over   open`
pub(super) fn near_line(cx: &Cx, proposal: &Proposal, columns: [u16; 4], area: Rect, canvas: &mut Canvas<'_>) {
    let [names, distances, reasons, opens] = columns;
    // Why is what one reads it for: where both do not fit, the spaces give way, then the name.
    let shut = if opens > 0 { opens + 2 } else { 0 };
    let tight = area.width < names + reasons + distances + shut + 8;
    let (before, behind) = if tight { (1, 1) } else { (2, 3) };
    let shut = if opens > 0 { before + opens } else { 0 };
    let left = area.width.saturating_sub(before + 1 + before + distances + behind + shut);
    let reason = reasons.min(left.saturating_sub(names).max(left * 60 / 100));
    let name = names.min(left.saturating_sub(reason));
    canvas.put_words(area.x, area.y, name, &proposal.name, Role::Text);
    let grade = proposal.grade.map(|grade| cx.words.of("account", "grade", grade)).unwrap_or("-");
    let x = area.x + name + before;
    canvas.put(x, area.y, 1, grade, Role::Text);
    let far = x + 1 + before + distances;
    canvas.put_right(far, area.y, distances, &distance(cx, proposal), Role::Dim);
    canvas.put_words(far + behind, area.y, reason, &why::first(cx, proposal), Role::Text);
    canvas.put(far + behind + reason + before, area.y, opens, until(cx, proposal), Role::Dim);
}

pub(super) fn until<'a>(cx: &'a Cx, proposal: &Proposal) -> &'a str {
    match proposal.open_until {
        None => "",
        Some(0) => cx.word("shut-now"),
        Some(_) => cx.word("open-now"),
    }
}

pub(super) fn distance(cx: &Cx, proposal: &Proposal) -> String {
    proposal.metres.map(|metres| cx.words.distance(metres)).unwrap_or_default()
}
