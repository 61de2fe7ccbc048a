//! The week's planned visits by day: add, move, call off; a planned visit becomes a log with one key.

use std::collections::BTreeSet;

use chrono::{Datelike, Days, NaiveDate};
use ratatui::layout::Rect;

use super::super::canvas::{Canvas, Target};
use super::super::cx::Cx;
use super::super::grouped::{Grouped, Line};
use super::super::message::Ticket;
use super::super::overlays::who::{For, Who};
use super::super::screen::{Handled, Motion, Place, Screen, body};
use super::super::subject::Subject;
use super::super::theme::Role;
use super::customer::CustomerScreen;
use super::today::{mark, note};
use crate::base::id::Id;
use crate::domain::ask::{Answer, Ask, VisitRow};
use crate::schema::VisitState;

/// The screen.
#[derive(Clone, Debug, Default)]
pub struct PlanScreen {
    /// The week shown, counted from this one.
    weeks: i64,
    /// Whether a week was shown before.
    shown: bool,
    visits: Vec<VisitRow>,
    days: Vec<NaiveDate>,
    grouped: Grouped,
    marked: BTreeSet<Id>,
    ticket: Option<Ticket>,
    wanted: Option<Id>,
    /// The day to be on when the week arrives.
    day: Option<NaiveDate>,
}

fn monday_of(day: NaiveDate) -> NaiveDate {
    day.checked_sub_days(Days::new(u64::from(day.weekday().num_days_from_monday()))).unwrap_or(day)
}

fn is_open(visit: &VisitRow) -> bool {
    matches!(visit.state, VisitState::Planned | VisitState::InProgress)
}

impl PlanScreen {
    fn current(&self) -> Option<&VisitRow> {
        self.visits.get(self.grouped.row()?)
    }

    /// The day under the cursor.
    fn day(&self) -> Option<NaiveDate> {
        self.days.get(self.grouped.group()?).copied()
    }

    fn arrange(&mut self, mut visits: Vec<VisitRow>, monday: NaiveDate, today: NaiveDate) {
        let keep = self.wanted.take().or_else(|| self.current().map(|row| row.id));
        let day = self.day.take().or_else(|| self.day());
        visits.sort_by_key(|visit| (visit.day, visit.start.is_none(), visit.start, visit.id));
        self.visits = visits;
        // Saturday and Sunday only where something is planned, or it is that day.
        self.days = (0..7)
            .filter_map(|at| monday.checked_add_days(Days::new(at)).map(|day| (at, day)))
            .filter(|(at, day)| *at < 5 || *day == today || self.visits.iter().any(|visit| visit.day == *day))
            .map(|(_, day)| day)
            .collect();
        let sizes: Vec<usize> =
            self.days.iter().map(|day| self.visits.iter().filter(|visit| visit.day == *day).count()).collect();
        self.grouped = Grouped::of(&sizes, true, self.grouped.list);
        if keep.is_none_or(|id| !self.put_on(id))
            && let Some(group) = day.and_then(|day| self.days.iter().position(|other| *other == day))
        {
            self.grouped.put_on_group(group);
            let first = |visit: &VisitRow| self.days.get(group) == Some(&visit.day) && is_open(visit);
            if let Some(row) = self.visits.iter().position(first) {
                self.grouped.put_on(row);
            }
        }
        let there: BTreeSet<Id> = self.visits.iter().map(|visit| visit.id).collect();
        self.marked.retain(|id| there.contains(id));
    }

    fn put_on(&mut self, id: Id) -> bool {
        self.visits.iter().position(|visit| visit.id == id).is_some_and(|row| self.grouped.put_on(row))
    }

    /// The Monday of the week shown.
    fn monday(&self, cx: &Cx) -> NaiveDate {
        let monday = monday_of(cx.now.today());
        chrono::TimeDelta::try_weeks(self.weeks).and_then(|weeks| monday.checked_add_signed(weeks)).unwrap_or(monday)
    }

    fn turn(&mut self, weeks: i64, cx: &mut Cx) {
        let day = self.day().unwrap_or(self.monday(cx));
        self.weeks += weeks;
        self.day = day.checked_add_signed(chrono::TimeDelta::weeks(weeks));
        self.grouped = Grouped::default();
        self.refresh(cx);
    }
}

impl Screen for PlanScreen {
    fn place(&self) -> Place {
        Place::Plan
    }

    fn refresh(&mut self, cx: &mut Cx) {
        if !self.shown {
            self.day = Some(cx.now.today());
            self.shown = true;
        }
        self.ticket = Some(cx.ask(Ask::Week(self.monday(cx))));
    }

    fn answered(&mut self, ticket: Ticket, answer: Answer, cx: &mut Cx) -> Option<Answer> {
        match answer {
            Answer::Week(visits) if self.ticket == Some(ticket) => {
                let today = cx.now.today();
                self.arrange(visits, self.monday(cx), today);
                None
            }
            other => Some(other),
        }
    }

    fn moved(&mut self, motion: Motion, cx: &mut Cx) {
        let height = usize::from(body(cx).height.saturating_sub(2));
        let group = self.grouped.group().unwrap_or(0);
        match motion {
            Motion::Next => self.turn(1, cx),
            Motion::Previous => self.turn(-1, cx),
            Motion::Right | Motion::NextPane => {
                self.grouped.put_on_group((group + 1).min(self.days.len().saturating_sub(1)))
            }
            Motion::Left | Motion::PreviousPane => self.grouped.put_on_group(group.saturating_sub(1)),
            motion => {
                self.grouped.moved(motion, height);
            }
        }
    }

    fn pointed(&mut self, _pane: usize, at: usize, _cx: &mut Cx) -> bool {
        self.grouped.point(at)
    }

    fn enter(&mut self, cx: &mut Cx) {
        match self.current() {
            Some(visit) if is_open(visit) => cx.run("log"),
            Some(VisitRow { account: Some(account), .. }) => cx.open(CustomerScreen::new(*account)),
            _ => cx.run("add"),
        }
    }

    fn back(&mut self, cx: &mut Cx) -> Handled {
        if !self.marked.is_empty() {
            self.marked.clear();
            return Handled::Yes;
        }
        if self.weeks != 0 {
            (self.weeks, self.shown) = (0, false);
            self.grouped = Grouped::default();
            self.refresh(cx);
            return Handled::Yes;
        }
        Handled::No
    }

    fn command(&mut self, id: &str, cx: &mut Cx) -> Handled {
        match id {
            "add" => cx.open(Who::new(For::Plan(self.day()))),
            "mark" => {
                let open = self.current().filter(|visit| visit.state == VisitState::Planned);
                if let Some(id) = open.map(|visit| visit.id)
                    && !self.marked.remove(&id)
                {
                    self.marked.insert(id);
                }
                self.moved(Motion::Down, cx);
            }
            "mark-all" if self.marked.is_empty() => {
                let open = self.visits.iter().filter(|visit| visit.state == VisitState::Planned);
                self.marked = open.map(|visit| visit.id).collect();
            }
            "mark-all" => self.marked.clear(),
            _ => return Handled::No,
        }
        Handled::Yes
    }

    fn subject(&self, cx: &Cx) -> Subject {
        let Some(row) = self.current() else { return Subject::default() };
        Subject { marked: self.marked.iter().copied().collect(), ..super::visit_subject(cx, row) }
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
        let today = cx.now.today();
        let monday = self.monday(cx);
        let sunday = monday.checked_add_days(Days::new(6)).unwrap_or(monday);
        let done = self.visits.iter().filter(|visit| visit.state == VisitState::Done).count();
        let week = cx.say(
            "plan-week",
            &[("from", (&cx.words.day_of(monday, today)).into()), ("to", (&cx.words.day_of(sunday, today)).into())],
        );
        let mut figures = cx.say("n-of-m", &[("n", done.into()), ("m", self.visits.len().into())]);
        if !self.marked.is_empty() {
            figures = format!("{figures}   {}", cx.say("marked", &[("n", self.marked.len().into())]));
        }
        let used = canvas.put(left, area.y, right - left, &week, Role::Heading);
        canvas.put(left + used + 3, area.y, right.saturating_sub(left + used + 3), &figures, Role::Text);
        let rows = usize::from(area.height.saturating_sub(2));
        for (line, at) in self.grouped.list.sight(self.grouped.lines.len(), rows).enumerate() {
            let place = Rect { x: left, y: area.y + 2 + line as u16, width: right - left, height: 1 };
            match self.grouped.lines.get(at) {
                Some(Line::Head(group)) => {
                    let Some(day) = self.days.get(*group).copied() else { continue };
                    let role = if day == today { Role::Accent } else { Role::Heading };
                    let used = canvas.put(place.x, place.y, place.width, &cx.words.long_day(day), role);
                    let count = self.visits.iter().filter(|visit| visit.day == day).count();
                    let text = if count == 0 { cx.word("plan-nothing").to_string() } else { count.to_string() };
                    canvas.put(place.x + used + 3, place.y, 20, &text, Role::Dim);
                }
                Some(Line::Row(row)) => {
                    if let Some(visit) = self.visits.get(*row) {
                        self.draw_row(cx, visit, place, canvas);
                    }
                }
                _ => {}
            }
            canvas.spot(place, Target::Row(0, at));
            if at == self.grouped.list.cursor {
                canvas.tint(place, Role::Cursor);
            }
        }
    }
}

impl PlanScreen {
    fn draw_row(&self, cx: &Cx, visit: &VisitRow, area: Rect, canvas: &mut Canvas<'_>) {
        canvas.put(area.x, area.y, 1, if self.marked.contains(&visit.id) { "*" } else { " " }, Role::Marked);
        let (sign, role) = mark(visit.state, visit.planned, false);
        canvas.put(area.x + 2, area.y, 1, sign, role);
        let over = !matches!(visit.state, VisitState::Planned | VisitState::InProgress);
        let text = if over { Role::Dim } else { Role::Text };
        let time = visit.start.map(|at| cx.words.clock(at, &cx.now)).unwrap_or_default();
        canvas.put(area.x + 4, area.y, 5, &time, text);
        let rest = area.width.saturating_sub(11);
        let name = rest * 32 / 100;
        canvas.put(area.x + 11, area.y, name, &visit.name, if over { Role::Dim } else { Role::Strong });
        let grade = visit.grade.map(|grade| cx.words.of("account", "grade", grade)).unwrap_or("-");
        let x = area.x + 11 + name + 1;
        canvas.put(x, area.y, 1, grade, text);
        let said = rest * 34 / 100;
        canvas.put_words(x + 3, area.y, said, &note(cx, visit), text);
        let x = x + 3 + said + 2;
        canvas.put(x, area.y, area.right().saturating_sub(x), &visit.street, Role::Dim);
    }
}
