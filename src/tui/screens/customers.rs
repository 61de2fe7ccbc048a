//! The list of customers: filtered as one types, sorted, marked; a page of it at a time.
//!
//! Always holds: only the rows around what is in sight are held; ↑↓ and Enter work without leaving the filter.

use std::collections::BTreeSet;

use ratatui::layout::Rect;

use super::super::canvas::{Canvas, Target};
use super::super::context;
use super::super::cx::{Cx, Tone};
use super::super::list::List;
use super::super::marks::Marks;
use super::super::message::{Ticket, Trouble, ViewState};
use super::super::narrow::Narrow;
use super::super::screen::{Handled, Motion, Next, Place, Screen, body};
use super::super::subject::Subject;
use super::super::theme::Role;
use super::customer::CustomerScreen;
use super::table;
use crate::base::id::Id;
use crate::domain::act::Committed;
use crate::domain::ask::{AccountPage, AccountRow, Answer, Ask, ListAsk, Sort};

/// The lines above the rows: figures, names of the columns.
const HEAD: u16 = 2;
const SORTS: [(Sort, &str); 6] = [
    (Sort::Name, "sort-name"),
    (Sort::Due, "sort-due"),
    (Sort::LastVisit, "sort-last-visit"),
    (Sort::Grade, "sort-grade"),
    (Sort::Place, "sort-place"),
    (Sort::Weight, "sort-weight"),
];

/// So many rows are asked for where so many are in sight: a screen above, one below, and some for a window that grows.
fn limit(height: usize) -> usize {
    (height * 3).max(60)
}

/// The screen.
#[derive(Clone, Debug, Default)]
pub struct CustomersScreen {
    narrow: Narrow,
    sort: Sort,
    page: AccountPage,
    /// How many rows it was asked for.
    limit: usize,
    loaded: bool,
    list: List,
    marked: Marks,
    /// Only those without a grade.
    ungraded: bool,
    ticket: Option<Ticket>,
    mark_ticket: Option<Ticket>,
    wanted: Option<Id>,
    /// Other rows were asked for: the cursor begins at the top.
    anew: bool,
    /// An act of mine was done since the rows came.
    acted: bool,
}

impl CustomersScreen {
    fn height(&self, cx: &Cx) -> usize {
        usize::from(body(cx).height.saturating_sub(self.head()))
    }

    /// The lines above the rows: where grades are asked for, one more says why the row under the cursor stands there.
    fn head(&self) -> u16 {
        HEAD + u16::from(self.ungraded)
    }

    fn row(&self, at: usize) -> Option<&AccountRow> {
        self.page.rows.get(at.checked_sub(self.page.offset)?)
    }

    fn current(&self) -> Option<&AccountRow> {
        self.row(self.list.cursor)
    }

    fn ask(&mut self, cx: &mut Cx) {
        let height = self.height(cx);
        self.limit = limit(height);
        let ask = self.list_ask(cx, self.offset(height), self.limit);
        self.ticket = Some(cx.ask(Ask::Accounts(ask)));
    }

    /// Where the page begins that is asked for: a screen above what is in sight.
    fn offset(&self, height: usize) -> usize {
        self.list.top.saturating_sub(height)
    }

    fn list_ask(&self, cx: &Cx, offset: usize, limit: usize) -> ListAsk {
        let filter = self.narrow.read(cx);
        let only = context::terms(cx).into_iter().chain(filter.terms).collect();
        ListAsk {
            filter: filter.words,
            only,
            grades: BTreeSet::new(),
            ungraded: self.ungraded,
            sort: self.sort,
            offset,
            limit,
        }
    }

    fn arrived(&mut self, page: AccountPage) {
        let ids = |page: &AccountPage| page.rows.iter().map(|row| row.account.id).collect::<Vec<_>>();
        let (before, after) = (ids(&self.page), ids(&page));
        let mut list = List { cursor: self.list.cursor.saturating_sub(self.page.offset), top: 0 };
        let (acted, anew) = (std::mem::take(&mut self.acted), std::mem::take(&mut self.anew));
        if let Some(at) = self.wanted.take().and_then(|id| after.iter().position(|other| *other == id)) {
            self.list.cursor = page.offset + at;
        } else if !anew && list.cursor < before.len() {
            let kept = list.cursor;
            list.follow(&before, &after, acted);
            // A page further down has other rows; the cursor is where it was.
            let known = before.iter().any(|id| after.contains(id));
            self.list.cursor = if known { page.offset + list.cursor } else { self.page.offset + kept };
        }
        self.page = page;
        self.loaded = true;
    }

    fn mark(&mut self, cx: &mut Cx) {
        let Some(id) = self.current().map(|row| row.account.id) else { return };
        self.marked.turn(id);
        self.moved(Motion::Down, cx);
    }

    fn mark_all(&mut self, cx: &mut Cx) {
        if !self.marked.clear() {
            let ask = self.list_ask(cx, 0, self.page.total);
            self.mark_ticket = Some(cx.ask(Ask::Accounts(ask)));
        }
    }
}

impl Screen for CustomersScreen {
    fn place(&self) -> Place {
        Place::Customers
    }

    fn refresh(&mut self, cx: &mut Cx) {
        self.ask(cx);
    }

    fn done(&mut self, _ticket: Ticket, outcome: &Result<Committed, Trouble>, _cx: &mut Cx) {
        self.acted |= outcome.as_ref().is_ok_and(|done| !done.label.goes_on());
        // What was graded has left this list: the next grade is not for it.
        if outcome.is_ok() && self.ungraded {
            self.marked.clear();
        }
    }

    fn narrow(&self) -> Option<&Narrow> {
        Some(&self.narrow)
    }

    fn narrow_mut(&mut self) -> Option<&mut Narrow> {
        Some(&mut self.narrow)
    }

    fn view_state(&self, _cx: &Cx) -> ViewState {
        ViewState { filter: self.narrow.words().to_owned(), at: self.list.cursor, week: None }
    }

    fn restore(&mut self, view: &ViewState, _cx: &mut Cx) {
        self.narrow = Narrow::left(&view.filter);
        self.list = List { cursor: view.at, top: view.at };
    }

    fn restart(&mut self, cx: &mut Cx) {
        self.list = List::default();
        self.wanted = None;
        self.anew = true;
        self.ask(cx);
    }

    fn moved(&mut self, motion: Motion, cx: &mut Cx) {
        let height = self.height(cx);
        self.list.moved(motion, self.page.total, height);
    }

    fn pointed(&mut self, _pane: usize, at: usize, _cx: &mut Cx) -> bool {
        self.list.point(at)
    }

    fn enter(&mut self, cx: &mut Cx) {
        // The rows in sight may be those of other letters still.
        if let Some(row) = self.current().filter(|_| !self.anew) {
            cx.open(CustomerScreen::new(row.account.id));
        }
    }

    fn back(&mut self, cx: &mut Cx) -> Handled {
        if self.narrow.shown() {
            let here = self.current().map(|row| row.account.id);
            let narrowed = !self.narrow.words().is_empty();
            self.narrow.clear(cx);
            if narrowed {
                self.restart(cx);
                self.wanted = here;
            }
            return Handled::Yes;
        }
        if self.marked.clear() {
            return Handled::Yes;
        }
        if self.ungraded {
            self.ungraded = false;
            self.sort = Sort::Name;
            self.restart(cx);
            return Handled::Yes;
        }
        Handled::No
    }

    fn command(&mut self, id: &str, cx: &mut Cx) -> Handled {
        match id {
            "filter" => self.narrow.begin(),
            "save" => {
                self.narrow.save(cx);
            }
            "ungraded" => {
                self.ungraded = true;
                // The twenty that matter are asked for: they come first.
                self.sort = Sort::Weight;
                self.restart(cx);
            }
            "mark" => self.mark(cx),
            "mark-all" => self.mark_all(cx),
            "sort" => {
                let at = SORTS.iter().position(|(sort, _)| *sort == self.sort).unwrap_or(0);
                if let Some((sort, words)) = SORTS.get((at + 1) % SORTS.len()) {
                    self.sort = *sort;
                    cx.notice_word(words, Tone::Calm);
                }
                self.restart(cx);
            }
            _ => return Handled::No,
        }
        Handled::Yes
    }

    fn answered(&mut self, ticket: Ticket, answer: Answer, _cx: &mut Cx) -> Option<Answer> {
        match answer {
            Answer::Accounts(page) if self.ticket == Some(ticket) => {
                self.ticket = None;
                self.arrived(page);
                None
            }
            Answer::Accounts(page) if self.mark_ticket == Some(ticket) => {
                self.mark_ticket = None;
                self.marked.add(page.rows.iter().map(|row| row.account.id));
                None
            }
            other => Some(other),
        }
    }

    fn unanswered(&mut self, ticket: Ticket, _cx: &mut Cx) {
        self.mark_ticket.take_if(|asked| *asked == ticket);
        if self.ticket.take_if(|asked| *asked == ticket).is_some() && self.anew {
            // The rows in sight are not those that were asked for.
            (self.page, self.anew) = (AccountPage { all: self.page.all, ..AccountPage::default() }, false);
        }
    }

    fn awaits(&self, next: Next<'_>) -> bool {
        let rows = self.ticket.is_some() && self.anew;
        matches!(next, Next::Command(_)) && (rows || self.mark_ticket.is_some())
    }

    fn subject(&self, cx: &Cx) -> Subject {
        let at = self.current().map_or_else(Subject::default, |row| Subject {
            text: table::copied(cx, row),
            ..Subject::account(row.account.id, row.account.name.clone())
        });
        at.with_marked_accounts(self.marked.all())
    }

    fn seek(&mut self, record: Id, _cx: &mut Cx) -> Handled {
        match self.page.rows.iter().position(|row| row.account.id == record) {
            Some(at) => {
                self.list.cursor = self.page.offset + at;
                Handled::Yes
            }
            None => {
                self.wanted = Some(record);
                Handled::No
            }
        }
    }

    fn settle(&mut self, cx: &mut Cx) {
        let height = self.height(cx);
        self.list.settle(self.page.total, height);
        let sight = self.list.sight(self.page.total, height);
        let held = self.page.offset..self.page.offset + self.page.rows.len();
        // A page asked for as many from the same row on has fewer than were counted: asking again would bring the same for ever.
        let helps = self.page.offset != self.offset(height) || self.limit < limit(height);
        if self.loaded && helps && !sight.is_empty() && (sight.start < held.start || sight.end > held.end) {
            // Wait for the page that is on its way, unless it will not help: a new one replaces it.
            self.loaded = false;
            self.ask(cx);
        }
    }

    fn draw(&self, cx: &Cx, area: Rect, canvas: &mut Canvas<'_>) {
        let (left, right) = (area.x + 1, area.right() - 1);
        let mut figures = if self.narrow.words().is_empty() && cx.context.is_none() {
            cx.say("customers-all", &[("n", self.page.all.into())])
        } else {
            cx.say("n-of-m", &[("n", self.page.total.into()), ("m", self.page.all.into())])
        };
        if self.ungraded {
            let only = cx.say("customers-ungraded", &[("n", self.page.total.into())]);
            figures = format!("{only}   {figures}");
            let why = self.current().map(|row| format!("{}  {}", row.account.name, table::weight(cx, row)));
            canvas.put(left + 2, area.y + 1, right - left - 2, &why.unwrap_or_default(), Role::Dim);
        }
        if !self.marked.is_empty() {
            figures = format!("{figures}   {}", cx.say("marked", &[("n", self.marked.len().into())]));
        }
        let sorted = SORTS.iter().find(|(sort, _)| *sort == self.sort).map_or("", |(_, words)| cx.word(words));
        let end = right - canvas.put_right(right, area.y, (right - left) / 3, sorted, Role::Dim);
        let mut x = left;
        x += self.narrow.draw(cx, x, area.y, end.saturating_sub(x + 2) * 3 / 5, canvas);
        canvas.put(x, area.y, end.saturating_sub(x + 2), &figures, Role::Text);
        let columns = table::columns(area.width - 2);
        let head = self.head();
        table::head(cx, &columns, Rect { x: left, y: area.y + head - 1, width: right - left, height: 1 }, canvas);
        let rows = usize::from(area.height.saturating_sub(head));
        if self.page.total == 0 && self.loaded {
            let none = if self.page.all == 0 { "today-no-customers" } else { "nothing-fits" };
            canvas.put(left, area.y + head, right - left, cx.word(none), Role::Dim);
        }
        for (line, at) in self.list.sight(self.page.total, rows).enumerate() {
            let place = Rect { x: left, y: area.y + head + line as u16, width: right - left, height: 1 };
            if let Some(row) = self.row(at) {
                canvas.belongs(place, Some(row.account.id));
                table::row(cx, &columns, row, self.marked.has(row.account.id), place, canvas);
            }
            canvas.spot(place, Target::Row(0, at));
            if at == self.list.cursor {
                canvas.tint(place, Role::Cursor);
            }
        }
    }
}
