//! Follow-ups: late, today, this week, later. Done, moved, dropped; marked for several at once. Under them the money that customers have
//! promised, ticked off when it came.

use std::borrow::Cow;

use ratatui::layout::Rect;

use super::super::canvas::Canvas;
use super::super::cx::Cx;
use super::super::grouped::{Grouped, Line};
use super::super::list::List;
use super::super::marks::Marks;
use super::super::message::{Ticket, Trouble};
use super::super::narrow::Narrow;
use super::super::screen::{Handled, Motion, Place, Screen, body};
use super::super::subject::{Row, Subject};
use super::super::theme::Role;
use super::customer::CustomerScreen;
use super::today::said;
use crate::base::id::Id;
use crate::base::width::{cells, shared};
use crate::domain::act::Committed;
use crate::domain::ask::{Answer, Ask, FollowUpRow, MoneyRow};
use crate::domain::deed::Deed;
use crate::domain::owed;
use crate::domain::promises::Group;
use crate::schema::PromisedBy;

/// The groups of follow-ups, and the money behind them.
const GROUPS: usize = Group::ALL.len() + 1;
const MONEY: usize = Group::ALL.len();

/// The screen.
#[derive(Clone, Debug, Default)]
pub struct FollowUpsScreen {
    all: Vec<FollowUpRow>,
    /// The rows that fit the filter, in their groups' order.
    shown: Vec<usize>,
    /// Money that was promised, and what of it fits the filter; its rows stand behind the follow-ups'.
    money: Vec<MoneyRow>,
    owed: Vec<usize>,
    sizes: [usize; GROUPS],
    grouped: Grouped,
    narrow: Narrow,
    marked: Marks,
    loaded: bool,
    ticket: Option<Ticket>,
    money_ticket: Option<Ticket>,
    wanted: Option<Id>,
    /// An act of mine was done since the rows came.
    acted: bool,
}

impl FollowUpsScreen {
    fn current(&self) -> Option<&FollowUpRow> {
        self.all.get(*self.shown.get(self.grouped.row()?)?)
    }

    /// The money under the cursor.
    fn current_money(&self) -> Option<&MoneyRow> {
        self.money_at(self.grouped.row()?)
    }

    fn money_at(&self, row: usize) -> Option<&MoneyRow> {
        self.money.get(*self.owed.get(row.checked_sub(self.shown.len())?)?)
    }

    /// The follow-ups that are shown.
    fn promises(&self) -> Vec<Id> {
        self.shown.iter().filter_map(|at| self.all.get(*at)).map(|row| row.id).collect()
    }

    /// What tells the rows apart: a follow-up's id, a log's and the money that was promised in it.
    fn ids(&self) -> Vec<(Id, String)> {
        let promises = self.promises().into_iter().map(|id| (id, String::new()));
        let money = self.owed.iter().filter_map(|at| self.money.get(*at));
        promises.chain(money.map(|row| (row.promised.log.id(), row.promised.payment.to_string()))).collect()
    }

    /// Puts the rows in their groups again, the cursor where it belongs: `before` were the rows, this one under the cursor.
    fn arrange(&mut self, cx: &Cx, before: &[(Id, String)], here: usize) {
        let today = cx.now.today();
        let fits = |row: &FollowUpRow| {
            super::super::context::has(cx, row.account) && self.narrow.fits(row.account, &row.name, &row.text)
        };
        self.shown = (0..self.all.len()).filter(|at| self.all.get(*at).is_some_and(fits)).collect();
        let key = |at: &usize| {
            self.all.get(*at).map(|row| (Group::of(row.due, today), row.due, row.due_at.is_none(), row.due_at))
        };
        self.shown.sort_by_key(key);
        let fits = |row: &MoneyRow| {
            let said = cx.words.sum_of(&row.promised.payment);
            super::super::context::has(cx, row.account) && self.narrow.fits(row.account, &row.name, &said)
        };
        self.owed = (0..self.money.len()).filter(|at| self.money.get(*at).is_some_and(fits)).collect();
        self.sizes = [0; GROUPS];
        for at in &self.shown {
            if let Some(row) = self.all.get(*at) {
                self.sizes[Group::of(row.due, today) as usize] += 1;
            }
        }
        self.sizes[MONEY] = self.owed.len();
        self.grouped = Grouped::of(&self.sizes, false, self.grouped.list);
        let mut list = List { cursor: here, top: 0 };
        list.follow(before, &self.ids(), self.acted);
        // Both lists are asked for at once: what an act sorted away may be in either.
        self.acted &= self.ticket.is_some() || self.money_ticket.is_some();
        self.grouped.put_on(list.cursor.min((self.shown.len() + self.owed.len()).saturating_sub(1)));
        self.marked.keep(self.all.iter().map(|row| row.id));
    }

    fn put_on(&mut self, id: Id) -> bool {
        let row = self.ids().iter().position(|(other, _)| *other == id);
        row.is_some_and(|row| self.grouped.put_on(row))
    }
}

impl Screen for FollowUpsScreen {
    fn place(&self) -> Place {
        Place::FollowUps
    }

    fn refresh(&mut self, cx: &mut Cx) {
        self.ticket = Some(cx.ask(Ask::FollowUps));
        self.money_ticket = Some(cx.ask(Ask::Money));
        self.narrow.refresh(cx);
    }

    fn answered(&mut self, ticket: Ticket, answer: Answer, cx: &mut Cx) -> Option<Answer> {
        match answer {
            Answer::FollowUps(rows) if self.ticket == Some(ticket) => {
                let (before, here) = (self.ids(), self.grouped.row().unwrap_or(0));
                (self.all, self.ticket) = (rows, None);
                self.loaded = true;
                self.arrange(cx, &before, here);
                if let Some(id) = self.wanted.take_if(|id| self.all.iter().any(|row| row.id == *id)) {
                    self.put_on(id);
                }
                None
            }
            Answer::Money(rows) if self.money_ticket == Some(ticket) => {
                let (before, here) = (self.ids(), self.grouped.row().unwrap_or(0));
                (self.money, self.money_ticket) = (rows, None);
                self.arrange(cx, &before, here);
                if let Some(id) = self.wanted.take() {
                    self.put_on(id);
                }
                None
            }
            answer if self.narrow.answered(ticket, &answer) => {
                let (before, here) = (self.ids(), self.grouped.row().unwrap_or(0));
                self.arrange(cx, &before, here);
                None
            }
            other => Some(other),
        }
    }

    fn unanswered(&mut self, ticket: Ticket, _cx: &mut Cx) {
        self.ticket.take_if(|asked| *asked == ticket);
        self.money_ticket.take_if(|asked| *asked == ticket);
        self.narrow.unanswered(ticket);
    }

    fn done(&mut self, _ticket: Ticket, outcome: &Result<Committed, Trouble>, _cx: &mut Cx) {
        self.acted |= outcome.as_ref().is_ok_and(|done| !done.label.goes_on());
    }

    fn narrow(&self) -> Option<&Narrow> {
        Some(&self.narrow)
    }

    fn narrow_mut(&mut self) -> Option<&mut Narrow> {
        Some(&mut self.narrow)
    }

    fn restart(&mut self, cx: &mut Cx) {
        self.narrow.look(cx);
        self.arrange(cx, &[], 0);
    }

    fn moved(&mut self, motion: Motion, cx: &mut Cx) {
        let height = usize::from(body(cx).height.saturating_sub(2));
        match motion {
            Motion::Next | Motion::NextPane => self.grouped.step(true),
            Motion::Previous | Motion::PreviousPane => self.grouped.step(false),
            motion => {
                self.grouped.moved(motion, height);
            }
        }
    }

    fn pointed(&mut self, _pane: usize, at: usize, _cx: &mut Cx) -> bool {
        self.grouped.point(at)
    }

    fn enter(&mut self, cx: &mut Cx) {
        let account = self.current().map(|row| row.account);
        match account.or_else(|| self.current_money().map(|row| row.account)) {
            Some(Some(account)) => cx.open(CustomerScreen::new(account)),
            Some(None) => cx.run("edit"),
            None => {}
        }
    }

    fn back(&mut self, cx: &mut Cx) -> Handled {
        if self.narrow.clear(cx) {
            let (before, here) = (self.ids(), self.grouped.row().unwrap_or(0));
            self.arrange(cx, &before, here);
            return Handled::Yes;
        }
        if self.marked.clear() { Handled::Yes } else { Handled::No }
    }

    fn command(&mut self, id: &str, cx: &mut Cx) -> Handled {
        match id {
            "filter" => self.narrow.begin(),
            "save" => self.narrow.save(cx),
            // The marked come first, wherever the cursor stands.
            "done" if self.marked.is_empty() => match self.current_money() {
                Some(row) => {
                    let (log, payment) = (row.promised.log, row.promised.payment.to_string());
                    cx.perform(Deed::MoneyCame { log, payment });
                }
                None => return Handled::No,
            },
            "mark" => {
                if let Some(id) = self.current().map(|row| row.id) {
                    self.marked.turn(id);
                    self.moved(Motion::Down, cx);
                }
            }
            "mark-all" => self.marked.turn_all(self.promises()),
            _ => return Handled::No,
        }
        Handled::Yes
    }

    fn subject(&self, cx: &Cx) -> Subject {
        let at = match self.current_money() {
            Some(row) => money_subject(cx, row),
            None => self.current().map(|row| super::promise_subject(cx, row)).unwrap_or_default(),
        };
        let marked = || self.all.iter().filter(|row| self.marked.has(row.id));
        self.marked.with(at, 0, || marked().map(|row| super::promise_subject(cx, row)))
    }

    fn seek(&mut self, record: Id, _cx: &mut Cx) -> Handled {
        if self.put_on(record) {
            return Handled::Yes;
        }
        self.wanted = Some(record);
        Handled::No
    }

    fn settle(&mut self, cx: &mut Cx) {
        self.grouped.settle(usize::from(body(cx).height.saturating_sub(2)));
    }

    fn draw(&self, cx: &Cx, area: Rect, canvas: &mut Canvas<'_>) {
        let (left, right) = (area.x + 1, area.right() - 1);
        let mut figures = cx.say("today-late", &[("late", self.sizes[0].into()), ("today", self.sizes[1].into())]);
        figures = format!("{}   {figures}", cx.say("follow-ups-open", &[("n", self.all.len().into())]));
        if !self.owed.is_empty() {
            figures = format!("{figures}   {}", cx.say("follow-ups-money", &[("sum", (&self.sum(cx, false)).into())]));
        }
        if !self.marked.is_empty() {
            figures = format!("{figures}   {}", cx.say("marked", &[("n", self.marked.len().into())]));
        }
        let mut x = left;
        x += self.narrow.draw(cx, x, area.y, right.saturating_sub(x) / 2, canvas);
        canvas.put(x, area.y, right.saturating_sub(x), &figures, Role::Text);
        if self.shown.is_empty() && self.owed.is_empty() && self.loaded {
            let none =
                if self.all.is_empty() && self.money.is_empty() { "follow-ups-all-kept" } else { "nothing-fits" };
            canvas.put(left, area.y + 2, right - left, cx.word(none), Role::Dim);
        }
        let columns = self.columns(cx, right - left);
        let lines = Rect { x: left, y: area.y + 2, width: right - left, height: area.height.saturating_sub(2) };
        self.grouped.draw(lines, canvas, |line, place, canvas| match line {
            Line::Head(group) => {
                let title = Group::ALL.get(group).map_or("group-money", |group| group.words());
                let used = canvas.put(place.x, place.y, place.width, cx.word(title), Role::Heading);
                let count = self.sizes.get(group).copied().unwrap_or(0).to_string();
                let mut x = place.x + used + 3;
                x += canvas.put(x, place.y, 8, &count, Role::Dim) + 3;
                // What customers owe is no other's affair: the curtain covers the sums.
                canvas.own(Rect { width: x.saturating_sub(place.x).min(place.width), ..place });
                if group == MONEY {
                    canvas.put(x, place.y, place.right().saturating_sub(x), &self.sum(cx, true), Role::Dim);
                }
            }
            Line::Row(row) => {
                if let Some(follow_up) = self.shown.get(row).and_then(|at| self.all.get(*at)) {
                    canvas.belongs(place, follow_up.account);
                    self.draw_row(cx, follow_up, &columns, place, canvas);
                } else if let Some(money) = self.money_at(row) {
                    canvas.belongs(place, money.account);
                    self.draw_row(cx, &as_promise(cx, money), &columns, place, canvas);
                }
            }
            Line::Gap => {}
        });
    }
}

/// The cells of a row's columns.
struct Columns {
    when: u16,
    text: u16,
    name: u16,
    by: u16,
    due: u16,
}

impl FollowUpsScreen {
    /// What the money comes to; with how much of it is late.
    fn sum(&self, cx: &Cx, late: bool) -> String {
        let shown = || self.owed.iter().filter_map(|at| self.money.get(*at));
        let all = owed::total(shown());
        if !late {
            return cx.words.money(all);
        }
        let today = cx.now.today();
        let late = owed::total(shown().filter(|row| owed::is_late(&row.promised.payment, today)));
        cx.words.money_promised(all, late)
    }

    fn when(cx: &Cx, row: &FollowUpRow) -> String {
        let today = cx.now.today();
        match (row.due, row.due_at) {
            (Some(due), Some(at)) if due == today => cx.words.clock(at, &cx.now),
            (Some(due), Some(at)) => format!("{} {}", cx.words.day_of(due, today), cx.words.clock(at, &cx.now)),
            (Some(due), None) => cx.words.day_of(due, today),
            (None, _) => String::new(),
        }
    }

    /// As wide as what stands in them, so that a row can be read across.
    fn columns(&self, cx: &Cx, room: u16) -> Columns {
        let today = cx.now.today();
        let sight = self.grouped.list.sight(self.grouped.lines.len(), usize::from(cx.body_height()));
        let rows: Vec<Cow<'_, FollowUpRow>> = self
            .grouped
            .lines
            .get(sight)
            .into_iter()
            .flatten()
            .filter_map(|line| match line {
                Line::Row(row) => match self.shown.get(*row) {
                    Some(at) => self.all.get(*at).map(Cow::Borrowed),
                    None => self.money_at(*row).map(|money| Cow::Owned(as_promise(cx, money))),
                },
                _ => None,
            })
            .collect();
        let most = |text: &dyn Fn(&FollowUpRow) -> String| rows.iter().map(|row| cells(&text(row))).max().unwrap_or(0);
        let when = most(&|row| Self::when(cx, row)).max(6);
        let due = if room >= 70 { most(&|row| due_words(cx, row, today)) } else { 0 };
        // Who promised has its column where there is room for it; else theirs has a mark.
        let by = if room >= 90 { cells(cx.word("by-us")).max(cells(cx.word("by-them"))) + 2 } else { 0 };
        let figures = 4 + when + 2 + 3 + by + due + 2;
        let left = usize::from(room).saturating_sub(figures);
        let [text, name] = shared(left, [most(&|row| text(row, by == 0).into_owned()), most(&|row| row.name.clone())]);
        let [when, text, name, by, due] = [when, text, name, by, due].map(|cells| cells as u16);
        Columns { when, text, name, by, due }
    }

    /// `* ! 20 Nov  price list A100          Harbour Dental      we    4 days late`
    fn draw_row(&self, cx: &Cx, row: &FollowUpRow, columns: &Columns, area: Rect, canvas: &mut Canvas<'_>) {
        let today = cx.now.today();
        let late = row.due.is_some_and(|due| due < today);
        canvas.put(area.x, area.y, 1, self.marked.sign(row.id), Role::Marked);
        canvas.put(area.x + 2, area.y, 1, if late { "!" } else { "" }, Role::Late);
        let mut x = area.x + 4;
        canvas.put(x, area.y, columns.when, &Self::when(cx, row), if late { Role::Late } else { Role::Text });
        x += columns.when + 2;
        canvas.put_words(x, area.y, columns.text, &text(row, columns.by == 0), Role::Text);
        x += columns.text + 3;
        canvas.put_words(x, area.y, columns.name, &row.name, Role::Dim);
        x += columns.name + 2;
        if columns.due > 0 {
            let by = if row.by == PromisedBy::Us { "by-us" } else { "by-them" };
            canvas.put(x, area.y, columns.by, cx.word(by), Role::Dim);
            let end = (x + columns.by + columns.due).min(area.right());
            let due = due_words(cx, row, today);
            canvas.put_right(end, area.y, columns.due, &due, if late { Role::Late } else { Role::Dim });
        }
    }
}

/// Money that was promised, drawn as what it is: a promise of theirs.
fn as_promise(cx: &Cx, money: &MoneyRow) -> FollowUpRow {
    let payment = &money.promised.payment;
    FollowUpRow {
        id: money.promised.log.id(),
        account: money.account,
        name: money.name.clone(),
        text: cx.words.sum_of(payment),
        due: payment.due,
        due_at: None,
        by: PromisedBy::Them,
    }
}

fn money_subject(cx: &Cx, money: &MoneyRow) -> Subject {
    let text = [cx.words.promised_money(&money.promised.payment, &cx.now), money.name.clone()].join("  ");
    let whose = money.account.map(|id| Subject::account(id, money.name.clone())).unwrap_or_default();
    Subject { row: Row::Money(money.promised.log), text, ..whose }
}

/// What was promised; where `mark`, theirs has one.
fn text(row: &FollowUpRow, mark: bool) -> Cow<'_, str> {
    if mark { said(row) } else { Cow::Borrowed(&row.text) }
}

fn due_words(cx: &Cx, row: &FollowUpRow, today: chrono::NaiveDate) -> String {
    row.due.map(|due| cx.words.due(due, today)).unwrap_or_default()
}
