//! The month's plan: a grid of its days with what stands on each, and beside it who is due and has no visit yet. One key puts the customer
//! under the cursor on the day under the cursor; `M` proposes the rest of the month, and nothing of that is planned before Enter.
//!
//! Always holds: what is proposed is planned by one act, and one `u` takes it back; the figures of a day are those of its week. What is
//! chosen before it is known who is due waits until it is. A proposal stays until it is on the disk, and follows what arrives meanwhile.

mod draw;

use chrono::{Days, Months, NaiveDate};
use ratatui::layout::Rect;

use crate::base::id::Id;
use crate::domain::ask::{Answer, Ask, DueRow, Month};
use crate::domain::day::month::{Proposal, first_of, last_of, propose};
use crate::domain::deed::{Deed, Slot};
use crate::tui::act::SmallAct;
use crate::tui::canvas::Canvas;
use crate::tui::cx::{Cx, Tone};
use crate::tui::key::{Code, Key};
use crate::tui::list::List;
use crate::tui::marks::Marks;
use crate::tui::message::{Ticket, Trouble};
use crate::tui::narrow::Narrow;
use crate::tui::overlays::who::{For, Who};
use crate::tui::screen::{Handled, Motion, Next, Place, Screen, Tab, body};
use crate::tui::subject::Subject;

use crate::domain::act::Committed;

/// The page.
#[derive(Clone, Debug)]
pub struct MonthPage {
    /// The day under the cursor; its month is the one shown.
    day: NaiveDate,
    month: Option<Box<Month>>,
    /// Who is due, as far as the filter and the context let them through.
    due: Vec<DueRow>,
    /// What would be planned, while it is being looked at.
    proposal: Option<Proposal>,
    /// The deed that plans it.
    planning: Option<Ticket>,
    narrow: Narrow,
    marked: Marks,
    list: List,
    /// The keys move in the list, not in the grid.
    in_list: bool,
    ticket: Option<Ticket>,
    /// An act of mine was done since the rows came.
    acted: bool,
}

/// The grid and the list, for the mouse.
const GRID: usize = 0;
const LIST: usize = 1;

impl MonthPage {
    /// The month in which this day lies, the cursor on the day.
    pub fn on(day: NaiveDate) -> MonthPage {
        MonthPage {
            day,
            month: None,
            due: Vec::new(),
            proposal: None,
            planning: None,
            narrow: Narrow::default(),
            marked: Marks::default(),
            list: List::default(),
            in_list: false,
            ticket: None,
            acted: false,
        }
    }

    /// The Monday from which the grid is drawn, and how many weeks it has.
    fn weeks(&self) -> (NaiveDate, u16) {
        let first = first_of(self.day);
        let monday = first.week(chrono::Weekday::Mon).first_day();
        let days = (last_of(first) - monday).num_days();
        (monday, (days / 7 + 1) as u16)
    }

    /// How many rows the list has: of the proposal where one is shown, else of those that are due.
    fn rows(&self) -> usize {
        self.proposal.as_ref().map_or(self.due.len(), |proposal| proposal.visits.len())
    }

    fn height(&self, cx: &Cx) -> usize {
        usize::from(draw::Layout::of(body(cx), self.weeks().1).list.height.saturating_sub(1))
    }

    /// Shows of those that are due who fits the filter and the context.
    fn show(&mut self, cx: &Cx) {
        let Some(month) = &self.month else { return };
        let before: Vec<Id> = self.due.iter().map(|row| row.account).collect();
        let fits = |row: &&DueRow| {
            crate::tui::context::has(cx, Some(row.account))
                && self.narrow.fits(Some(row.account), &row.name, &row.street)
        };
        self.due = month.due.iter().filter(fits).cloned().collect();
        let after: Vec<Id> = self.due.iter().map(|row| row.account).collect();
        let acted = std::mem::take(&mut self.acted);
        if self.proposal.is_none() {
            self.list.follow(&before, &after, acted);
        }
        self.marked.keep(after);
    }

    /// To another day; another month is asked for.
    fn go(&mut self, day: Option<NaiveDate>, cx: &mut Cx) {
        let Some(day) = day else { return };
        let turned = first_of(day) != first_of(self.day);
        self.day = day;
        if turned {
            (self.month, self.proposal) = (None, None);
            self.due.clear();
            self.list = List::default();
            cx.anew();
        } else if let Some(proposal) = &self.proposal {
            // The list is by day: what would be added on it comes into sight.
            self.list.cursor = proposal.visits.partition_point(|visit| visit.day < day);
        }
    }

    /// Days on or back.
    fn days(&mut self, days: i64, cx: &mut Cx) {
        self.go(self.day.checked_add_signed(chrono::TimeDelta::days(days)), cx);
    }

    /// Months on or back, on the same day of it.
    fn months(&mut self, on: bool, cx: &mut Cx) {
        let month = Months::new(1);
        self.go(if on { self.day.checked_add_months(month) } else { self.day.checked_sub_months(month) }, cx);
    }

    /// The cursor goes through the list.
    fn through(&mut self, motion: Motion, cx: &Cx) {
        let height = self.height(cx);
        self.list.moved(motion, self.rows(), height);
        let visit = self.proposal.as_ref().and_then(|proposal| proposal.visits.get(self.list.cursor));
        if let Some(visit) = visit {
            self.day = visit.day;
        }
    }

    /// The customer under the cursor of the list, with the marked.
    fn customer(&self, cx: &Cx) -> Subject {
        let of = |row: &DueRow| Subject {
            text: [cx.words.long_day(row.due), row.name.clone(), row.street.clone()].join("  "),
            ..Subject::account(row.account, row.name.clone())
        };
        if let Some(proposal) = &self.proposal {
            let visit = proposal.visits.get(self.list.cursor);
            return visit.map(|visit| Subject::account(visit.account, visit.name.clone())).unwrap_or_default();
        }
        let at = self.due.get(self.list.cursor).map(of).unwrap_or_default();
        at.with_marked_accounts(self.marked.all())
    }

    /// The customer, or the marked, on the day under the cursor; where nobody is due, somebody else is asked for.
    fn put(&mut self, cx: &mut Cx) {
        let subject = self.customer(cx);
        if subject.account.is_none() {
            return cx.open(Who::new(For::Plan(Some(self.day))));
        }
        cx.act(SmallAct::Plan { to: Slot::day(self.day), purpose: String::new() }, &subject);
    }

    /// Proposes what of the month is still to be planned, to be looked at.
    fn propose(&mut self, cx: &mut Cx) {
        let Some(month) = &self.month else { return };
        let fitting = Month { due: self.due.clone(), ..(**month).clone() };
        let proposal = propose(&fitting, cx.now.today(), cx.settings.visits_a_day as usize);
        if proposal.visits.is_empty() {
            let none = if self.due.is_empty() { "month-none-due" } else { "month-no-room" };
            return cx.notice_word(none, Tone::Calm);
        }
        self.day = proposal.visits.first().map_or(self.day, |visit| visit.day);
        self.proposal = Some(proposal);
        self.list = List::default();
    }

    /// The month has come: what is proposed keeps to it.
    fn came(&mut self, month: Box<Month>, cx: &mut Cx) {
        let before = self.month.replace(month);
        self.show(cx);
        if let (Some(proposal), Some(before), Some(month)) = (&mut self.proposal, &before, &self.month) {
            let fewer = proposal.keep_to(month, before, cx.now.today(), cx.settings.visits_a_day as usize);
            if proposal.visits.is_empty() {
                self.proposal = None;
            }
            if fewer > 0 {
                cx.notice(cx.say("month-fewer", &[("n", fewer.into())]), Tone::Calm);
            }
        }
    }

    /// The visit under the cursor is left out of what is proposed.
    fn leave_out(&mut self) {
        if let Some(proposal) = &mut self.proposal
            && self.list.cursor < proposal.visits.len()
        {
            proposal.visits.remove(self.list.cursor);
            if proposal.visits.is_empty() {
                self.proposal = None;
            }
        }
    }
}

impl Screen for MonthPage {
    fn place(&self) -> Place {
        if self.proposal.is_some() { Place::Question } else { Place::Plan }
    }

    fn refresh(&mut self, cx: &mut Cx) {
        self.ticket = Some(cx.ask(Ask::Month(first_of(self.day))));
        self.narrow.refresh(cx);
    }

    fn answered(&mut self, ticket: Ticket, answer: Answer, cx: &mut Cx) -> Option<Answer> {
        match answer {
            Answer::Month(month) if self.ticket == Some(ticket) => {
                self.ticket = None;
                self.came(month, cx);
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

    fn awaits(&self, next: Next<'_>) -> bool {
        let Next::Command(id) = next else { return false };
        // Who turns the pages waits for none of them.
        !matches!(id, "next" | "previous") && (self.ticket.is_some() || self.narrow.waits())
    }

    fn done(&mut self, ticket: Ticket, outcome: &Result<Committed, Trouble>, _cx: &mut Cx) {
        self.acted |= outcome.as_ref().is_ok_and(|done| !done.label.goes_on());
        let planned = self.planning.take_if(|planning| *planning == ticket).is_some();
        if planned && outcome.is_ok() {
            self.proposal = None;
            self.list = List::default();
        }
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
        self.list = List::default();
    }

    fn key(&mut self, key: Key, cx: &mut Cx) -> Handled {
        if self.proposal.is_some() {
            let leaves_out = key.code == Code::Delete || key.narrow().typed() == Some('x');
            if leaves_out {
                self.leave_out();
            }
            return if leaves_out { Handled::Yes } else { Handled::No };
        }
        self.filter_key(key, cx)
    }

    fn moved(&mut self, motion: Motion, cx: &mut Cx) {
        match motion {
            Motion::Next => self.months(true, cx),
            Motion::Previous => self.months(false, cx),
            Motion::NextPane | Motion::PreviousPane => self.in_list = !self.in_list,
            Motion::Left => self.days(-1, cx),
            Motion::Right => self.days(1, cx),
            motion if self.in_list => self.through(motion, cx),
            Motion::Up => self.days(-7, cx),
            Motion::Down => self.days(7, cx),
            Motion::PageUp => self.months(false, cx),
            Motion::PageDown => self.months(true, cx),
            Motion::First => self.go(Some(first_of(self.day)), cx),
            Motion::Last => self.go(Some(last_of(first_of(self.day))), cx),
        }
    }

    fn pointed(&mut self, pane: usize, at: usize, cx: &mut Cx) -> bool {
        if pane == GRID {
            let day = self.weeks().0.checked_add_days(Days::new(at as u64));
            let was_there = day == Some(self.day) && !self.in_list;
            self.in_list = false;
            self.go(day, cx);
            return was_there;
        }
        let was_there = self.in_list && self.list.cursor == at;
        self.in_list = pane == LIST;
        self.list.point(at);
        was_there
    }

    fn enter(&mut self, cx: &mut Cx) {
        if let Some(proposal) = &self.proposal {
            let visits = proposal.visits.iter().map(|visit| (visit.account, visit.day)).collect();
            self.planning = Some(cx.perform(Deed::PlanEach { visits }));
            return;
        }
        match self.due.get(self.list.cursor).filter(|_| self.in_list) {
            Some(row) => cx.open(crate::tui::screens::customer::CustomerScreen::new(row.account)),
            None => {
                cx.go(Tab::Plan);
                cx.on_day(self.day);
            }
        }
    }

    fn back(&mut self, cx: &mut Cx) -> Handled {
        if self.proposal.take().is_some() {
            self.list = List::default();
            return Handled::Yes;
        }
        if self.narrow.clear(cx) {
            self.show(cx);
            return Handled::Yes;
        }
        if self.marked.clear() { Handled::Yes } else { Handled::No }
    }

    fn command(&mut self, id: &str, cx: &mut Cx) -> Handled {
        match id {
            "plan-month" => self.propose(cx),
            "add" => self.put(cx),
            "filter" => self.narrow.begin(),
            "save" => self.narrow.save(cx),
            "mark" => {
                self.in_list = true;
                if let Some(row) = self.due.get(self.list.cursor) {
                    self.marked.turn(row.account);
                }
                self.through(Motion::Down, cx);
            }
            "mark-all" => self.marked.turn_all(self.due.iter().map(|row| row.account)),
            _ => return Handled::No,
        }
        Handled::Yes
    }

    fn subject(&self, cx: &Cx) -> Subject {
        let of_list = self.in_list || !self.marked.is_empty();
        let subject = if of_list { self.customer(cx) } else { Subject::default() };
        Subject { day: Some(self.day), ..subject }
    }

    fn seek(&mut self, record: Id, cx: &mut Cx) -> Handled {
        let day = self.month.as_ref().and_then(|month| month.visits.iter().find(|visit| visit.id == record));
        match day.map(|visit| visit.day) {
            Some(day) => {
                self.go(Some(day), cx);
                Handled::Yes
            }
            None => Handled::No,
        }
    }

    fn settle(&mut self, cx: &mut Cx) {
        let height = self.height(cx);
        self.list.settle(self.rows(), height);
    }

    fn draw(&self, cx: &Cx, area: Rect, canvas: &mut Canvas<'_>) {
        self.draw_page(cx, area, canvas);
    }
}
