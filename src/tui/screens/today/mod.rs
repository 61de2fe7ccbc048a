//! Today: the next stop, the day, promises, who is near and due, unfiled logs, the week. The screen Rounds opens on.
//!
//! Always holds: after an answer the cursor is on the record it was on; on the first answer it is on the next stop.

mod asked;
mod columns;
pub(super) use lines::{note, said};
mod filtered;
mod heights;
mod lines;
mod marked;
mod next;
mod week;

use ratatui::layout::Rect;

use self::heights::Heights;
use super::super::canvas::Canvas;
use super::super::cx::Cx;
use super::super::list::List;
use super::super::marks::Marks;
use super::super::message::{Ticket, Trouble};
use super::super::narrow::Narrow;
use super::super::overlays::welcome::Welcome;
use super::super::overlays::who::{For, Who};
use super::super::screen::{Handled, Motion, Place, Screen, Tab, body};
use super::super::subject::Subject;
use super::super::theme::Role;
use super::briefing;
use super::customer::CustomerScreen;
use crate::base::id::Id;
use crate::domain::act::Committed;
use crate::domain::ask::{Answer, Ask, Briefing, Today};
use crate::schema::VisitState;

/// A part of the screen with rows.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) enum Pane {
    /// The day's visits; on a day without any, who should be seen next.
    #[default]
    Day,
    /// Promises late and due.
    Promises,
    /// Who is near and due.
    Near,
    /// A day that was not closed, logs without a customer, and what an import left to be looked through.
    Unfiled,
    /// Who should be seen next, where there is room for it beside the day.
    WhoNext,
}

const PANES: [Pane; 5] = [Pane::Day, Pane::Promises, Pane::Near, Pane::Unfiled, Pane::WhoNext];

/// The screen.
#[derive(Clone, Debug, Default)]
pub struct TodayScreen {
    /// The day; where a filter is typed or a context holds, what of it fits.
    today: Option<Box<Today>>,
    /// The whole of it, while a filter is typed or a context holds.
    whole: Option<Box<Today>>,
    narrow: Narrow,
    ticket: Option<Ticket>,
    pane: Pane,
    lists: [List; 5],
    /// The record to be found in the next answer.
    wanted: Option<Id>,
    /// A record that was gone to, and the pane from which: where it is not there any more, the cursor goes back.
    sought: Option<(Id, Pane)>,
    /// The lines of the next stop's briefing.
    brief: u16,
    /// The ways to begin were offered.
    welcomed: bool,
    /// An act of mine was done since the rows came.
    acted: bool,
    /// So many customers may stay without a grade: the person said so.
    let_be: usize,
    /// An import brought customers that look like others.
    alike: bool,
    marked: Marks,
}

impl TodayScreen {
    fn data(&self) -> Option<&Today> {
        self.today.as_deref()
    }

    fn rows(&self, pane: Pane) -> usize {
        self.data().map_or(0, |today| match pane {
            Pane::Day if self.free() => today.who_next.len(),
            Pane::Day => today.visits.len(),
            Pane::Promises => today.promises.len(),
            Pane::Near => today.near.len(),
            Pane::Unfiled => today.unfiled.len() + self.asked().count(),
            Pane::WhoNext if self.free() => 0,
            Pane::WhoNext => today.who_next.len(),
        })
    }

    fn list(&self, pane: Pane) -> List {
        self.lists[pane as usize]
    }

    /// The rows of a pane, as records.
    fn ids(&self, pane: Pane) -> Vec<Id> {
        let Some(today) = self.data() else { return Vec::new() };
        match pane {
            Pane::Day if self.free() => today.who_next.iter().map(|row| row.account).collect(),
            Pane::Day => today.visits.iter().map(|row| row.id).collect(),
            Pane::Promises => today.promises.iter().map(|row| row.id).collect(),
            Pane::Near => today.near.iter().map(|row| row.account).collect(),
            Pane::Unfiled => {
                let before = std::iter::repeat_n(Id::NIL, self.before_logs());
                before.chain(today.unfiled.iter().map(|row| row.log.id())).collect()
            }
            Pane::WhoNext => today.who_next.iter().map(|row| row.account).collect(),
        }
    }

    fn find(&self, pane: Pane, id: Id) -> Option<usize> {
        let today = self.data()?;
        match pane {
            Pane::Day if self.free() => today.who_next.iter().position(|row| row.account == id),
            Pane::Day => today.visits.iter().position(|row| row.id == id || row.account == Some(id)),
            Pane::Promises => today.promises.iter().position(|row| row.id == id),
            Pane::Near => today.near.iter().position(|row| row.account == id),
            Pane::Unfiled => today.unfiled.iter().position(|row| row.log.id() == id).map(|at| at + self.before_logs()),
            Pane::WhoNext if self.free() => None,
            Pane::WhoNext => today.who_next.iter().position(|row| row.account == id),
        }
    }

    fn arrived(&mut self, today: Box<Today>) {
        // A new day begins on its next stop, as the first does.
        let first = self.today.as_ref().is_none_or(|before| before.day != today.day);
        let before = PANES.map(|pane| self.ids(pane));
        self.today = Some(today);
        let acted = std::mem::take(&mut self.acted);
        for (pane, before) in PANES.into_iter().zip(before) {
            let after = self.ids(pane);
            self.lists[pane as usize].follow(&before, &after, acted);
        }
        let there: Vec<Id> = PANES.into_iter().flat_map(|pane| self.markable(pane)).map(|(id, _)| id).collect();
        self.marked.keep(there);
        if first {
            let next = self.data().and_then(|today| today.next.as_ref()).map(|next| next.visit.id);
            if let Some(at) = next.and_then(|id| self.find(Pane::Day, id)) {
                self.lists[Pane::Day as usize].cursor = at;
            }
        }
        if let Some(id) = self.wanted.take() {
            self.put_on(id);
        }
        if let Some((id, from)) = self.sought.take()
            && PANES.into_iter().all(|pane| self.find(pane, id).is_none())
        {
            self.pane = from;
        }
        // What was just noted without a customer is seen, where the cursor is not among them.
        if self.pane != Pane::Unfiled {
            self.lists[Pane::Unfiled as usize].cursor = 0;
        }
        if self.rows(self.pane) == 0 {
            // Customers before questions.
            let panes = [Pane::Day, Pane::Promises, Pane::Near, Pane::WhoNext, Pane::Unfiled];
            self.pane = panes.into_iter().find(|pane| self.rows(*pane) > 0).unwrap_or_default();
        }
    }

    fn put_on(&mut self, id: Id) -> bool {
        let found = PANES.into_iter().find_map(|pane| self.find(pane, id).map(|at| (pane, at)));
        if let Some((pane, at)) = found {
            self.pane = pane;
            self.lists[pane as usize].cursor = at;
        }
        found.is_some()
    }

    /// To the next pane with rows, in this direction.
    fn turn(&mut self, step: usize, heights: &Heights) {
        let now = self.pane as usize;
        let next = (1..PANES.len()).filter_map(|n| PANES.get((now + n * step) % PANES.len()));
        if let Some(pane) = next.copied().find(|pane| self.rows(*pane) > 0 && heights.of(*pane) > 0) {
            self.pane = pane;
        }
    }

    /// Over the edge of a pane, into the one below or above it.
    fn over_edge(&self, motion: Motion) -> Option<Pane> {
        let list = self.list(self.pane);
        let below = match self.pane {
            Pane::Day => [Pane::Unfiled, Pane::WhoNext].as_slice(),
            Pane::Promises => &[Pane::Near, Pane::Unfiled, Pane::WhoNext],
            Pane::Near => &[Pane::Unfiled, Pane::WhoNext],
            Pane::Unfiled => &[Pane::WhoNext],
            Pane::WhoNext => &[],
        };
        let above = match self.pane {
            Pane::Near => [Pane::Promises].as_slice(),
            Pane::Unfiled => &[Pane::Day, Pane::Near, Pane::Promises],
            Pane::WhoNext => &[Pane::Unfiled, Pane::Day],
            _ => &[],
        };
        let (at_edge, panes) = match motion {
            Motion::Down => (list.cursor + 1 >= self.rows(self.pane), below),
            Motion::Up => (list.cursor == 0, above),
            _ => return None,
        };
        panes.iter().copied().find(|pane| at_edge && self.rows(*pane) > 0)
    }
}

/// So many lines of the next stop's briefing: the four that matter, the visit's steps, and more where the screen is tall.
fn brief_lines(cx: &Cx, briefing: &Briefing) -> usize {
    let tall = if body(cx).height >= 40 { 5 } else { 0 };
    4 + usize::from(briefing.steps.is_some()) + tall
}

impl Screen for TodayScreen {
    fn place(&self) -> Place {
        Place::Today
    }

    fn refresh(&mut self, cx: &mut Cx) {
        self.ticket = Some(cx.ask(Ask::Today));
        self.narrow.refresh(cx);
    }

    fn answered(&mut self, ticket: Ticket, answer: Answer, cx: &mut Cx) -> Option<Answer> {
        match answer {
            Answer::Today(today) if self.ticket == Some(ticket) => {
                self.ticket = None;
                cx.sync_in_the_book(today.sync.clone());
                self.ask_of(cx);
                let brief = today
                    .next
                    .as_ref()
                    .map(|next| briefing::lines(cx, &next.briefing, brief_lines(cx, &next.briefing)).len());
                self.brief = brief.unwrap_or(0) as u16;
                // Nothing is there yet: the three ways to begin are offered, once.
                if today.accounts == 0 && !today.sync.enrolled && !std::mem::replace(&mut self.welcomed, true) {
                    cx.open(Welcome::default());
                }
                if self.narrow.shown() || cx.context.is_some() {
                    self.whole = Some(today);
                    self.show(cx);
                } else {
                    self.whole = None;
                    self.arrived(today);
                }
                None
            }
            answer if self.narrow.answered(ticket, &answer) => {
                self.show(cx);
                None
            }
            other => Some(other),
        }
    }

    fn unanswered(&mut self, ticket: Ticket, _cx: &mut Cx) {
        self.ticket.take_if(|asked| *asked == ticket);
        self.narrow.unanswered(ticket);
    }

    fn done(&mut self, _ticket: Ticket, outcome: &Result<Committed, Trouble>, _cx: &mut Cx) {
        self.acted |= outcome.as_ref().is_ok_and(|done| !done.label.goes_on());
    }

    fn searchable(&self) -> bool {
        self.data().is_some_and(|today| today.accounts > 0)
    }

    fn narrow(&self) -> Option<&Narrow> {
        Some(&self.narrow)
    }

    fn narrow_mut(&mut self) -> Option<&mut Narrow> {
        Some(&mut self.narrow)
    }

    fn restart(&mut self, cx: &mut Cx) {
        self.narrow.look(cx);
        self.show(cx);
    }

    fn back(&mut self, cx: &mut Cx) -> Handled {
        if self.narrow.clear(cx) {
            self.show(cx);
            return Handled::Yes;
        }
        if self.marked.clear() { Handled::Yes } else { Handled::No }
    }

    fn moved(&mut self, motion: Motion, cx: &mut Cx) {
        let heights = self.heights(self.under_filter(body(cx)));
        if let Some(pane) = self.over_edge(motion).filter(|pane| heights.of(*pane) > 0) {
            let rows = self.rows(pane);
            self.lists[pane as usize].cursor = if motion == Motion::Down { 0 } else { rows.saturating_sub(1) };
            self.pane = pane;
            return;
        }
        let height = heights.of(self.pane);
        let rows = self.rows(self.pane);
        if self.lists[self.pane as usize].moved(motion, rows, height) {
            return;
        }
        match motion {
            Motion::NextPane => self.turn(1, &heights),
            Motion::PreviousPane => self.turn(PANES.len() - 1, &heights),
            Motion::Right if matches!(self.pane, Pane::Day | Pane::Unfiled) => {
                let right = [Pane::Promises, Pane::Near].into_iter().find(|pane| self.rows(*pane) > 0);
                self.pane = right.unwrap_or(self.pane);
            }
            Motion::Left if self.rows(Pane::Day) > 0 => self.pane = Pane::Day,
            _ => {}
        }
    }

    fn pointed(&mut self, pane: usize, at: usize, _cx: &mut Cx) -> bool {
        let Some(pane) = PANES.get(pane).copied() else { return false };
        let same = std::mem::replace(&mut self.pane, pane) == pane;
        self.lists[pane as usize].point(at) && same
    }

    fn enter(&mut self, cx: &mut Cx) {
        if self.data().is_some_and(|today| today.accounts == 0) {
            return cx.go(Tab::Settings);
        }
        if self.pane == Pane::Unfiled {
            let at = self.list(Pane::Unfiled).cursor;
            match self.log_at(at) {
                Some(log) => cx.open(Who::guessed(For::File(log.log), log.guesses.clone())),
                None => {
                    if let Some(asked) = self.asked_at(at) {
                        asked.enter(cx);
                    }
                }
            }
            return;
        }
        if let Some(account) = self.subject(cx).account_id() {
            cx.open(CustomerScreen::new(account));
        }
    }

    fn subject(&self, cx: &Cx) -> Subject {
        let here = self.row_subject(cx, self.pane, self.list(self.pane).cursor);
        let marked = || self.markable(self.pane).into_iter().filter(|(id, _)| self.marked.has(*id));
        self.marked.with(here, self.pane as usize, || marked().map(|(_, at)| self.row_subject(cx, self.pane, at)))
    }

    fn command(&mut self, id: &str, cx: &mut Cx) -> Handled {
        match id {
            "filter" => self.narrow.begin(),
            "save" => self.narrow.save(cx),
            "done" => match self.asked_here().filter(|asked| asked.can_be_let()) {
                Some(asked) => asked.let_be(cx),
                None => return Handled::No,
            },
            "mark" => self.mark(cx),
            "mark-all" => self.mark_all(),
            _ => return Handled::No,
        }
        Handled::Yes
    }

    fn seek(&mut self, record: Id, _cx: &mut Cx) -> Handled {
        let from = self.pane;
        if self.put_on(record) {
            self.sought = Some((record, from));
            Handled::Yes
        } else {
            self.wanted = Some(record);
            Handled::No
        }
    }

    fn settle(&mut self, cx: &mut Cx) {
        let heights = self.heights(self.under_filter(body(cx)));
        // The cursor is on nothing that there is no room for; a window in which nothing of the day is shown moves it nowhere.
        let shown = heights.of(Pane::Day) > 0;
        if shown && self.rows(self.pane) > 0 && heights.of(self.pane) == 0 {
            let shown = PANES.into_iter().find(|pane| self.rows(*pane) > 0 && heights.of(*pane) > 0);
            self.pane = shown.unwrap_or(self.pane);
        }
        for pane in PANES {
            let rows = self.rows(pane);
            self.lists[pane as usize].settle(rows, heights.of(pane));
        }
    }

    fn draw(&self, cx: &Cx, area: Rect, canvas: &mut Canvas<'_>) {
        let Some(today) = self.data() else { return };
        if today.accounts == 0 {
            canvas.put(area.x + 1, area.y + 1, area.width - 2, cx.word("today-no-customers"), Role::Strong);
            canvas.put(area.x + 1, area.y + 2, area.width - 2, cx.word("today-no-customers-how"), Role::Dim);
            return;
        }
        if self.narrow.shown() {
            self.narrow.draw(cx, area.x + 1, area.y, area.width.saturating_sub(2), canvas);
        }
        let area = self.under_filter(area);
        let heights = self.heights(area);
        let mut y = area.y;
        if heights.next > 0 {
            next::draw(cx, today, Rect { y, height: heights.next, ..area }, canvas);
            y += heights.next + heights.gap;
        }
        self.draw_columns(cx, today, Rect { y, height: heights.middle, ..area }, canvas);
        y += heights.middle + heights.gap;
        if heights.unfiled > 0 {
            self.draw_unfiled(cx, today, Rect { y, height: heights.unfiled, ..area }, canvas);
            y += heights.unfiled + heights.gap;
        }
        if heights.week > 0 {
            week::draw(cx, today, Rect { y, height: heights.week, ..area }, canvas);
            y += heights.week + heights.gap;
        }
        if heights.of(Pane::WhoNext) > 0 {
            let height = heights.rows[Pane::WhoNext as usize] + 1;
            self.draw_who_else(cx, today, Rect { y, height, ..area }, canvas);
        }
    }
}

/// The mark of a visit's state.
pub(super) fn mark(state: VisitState, planned: bool, next: bool) -> (&'static str, Role) {
    match state {
        VisitState::Done if planned => ("✓", Role::Done),
        VisitState::Done => ("+", Role::Done),
        VisitState::Missed | VisitState::Cancelled => ("x", Role::Dim),
        VisitState::InProgress => ("▸", Role::Accent),
        VisitState::Planned if next => ("▸", Role::Accent),
        VisitState::Planned => ("", Role::Text),
    }
}
