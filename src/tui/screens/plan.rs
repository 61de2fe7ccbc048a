//! The week's planned visits by day: add, move, call off; a planned visit becomes a log with one key.

use chrono::{Datelike, Days, NaiveDate};
use ratatui::layout::Rect;

use super::super::canvas::Canvas;
use super::super::cx::Cx;
use super::super::grouped::{Grouped, Line};
use super::super::list::List;
use super::super::marks::Marks;
use super::super::message::{Ticket, Trouble, ViewState};
use super::super::narrow::Narrow;
use super::super::overlays::who::{For, Who};
use super::super::screen::{Handled, Motion, Place, Screen, body};
use super::super::subject::Subject;
use super::super::theme::Role;
use super::customer::CustomerScreen;
use super::month::MonthPage;
use super::today::{mark, note};
use crate::base::id::Id;
use crate::base::width::{cells, shared};
use crate::domain::act::Committed;
use crate::domain::ask::{Answer, Ask, VisitRow};
use crate::domain::day::month::of_day;
use crate::schema::{VISIT, VisitState};

/// With so many cells for name, note and street there is room for a street.
const ROOMY: usize = 80;

/// The screen.
#[derive(Clone, Debug, Default)]
pub struct PlanScreen {
    /// The week shown, counted from this one.
    weeks: i64,
    /// Whether a week was shown before.
    shown: bool,
    /// The week's visits; of them those that are shown.
    all: Vec<VisitRow>,
    visits: Vec<VisitRow>,
    narrow: Narrow,
    days: Vec<NaiveDate>,
    grouped: Grouped,
    marked: Marks,
    ticket: Option<Ticket>,
    wanted: Option<Id>,
    /// The day to be on when the week arrives.
    day: Option<NaiveDate>,
    /// An act of mine was done since the rows came.
    acted: bool,
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

    /// Shows of the week what fits the filter and the context.
    fn show(&mut self, cx: &Cx) {
        let fits = |visit: &&VisitRow| {
            super::super::context::has(cx, visit.account)
                && self.narrow.fits(visit.account, &visit.name, &visit.purpose)
        };
        let visits = self.all.iter().filter(fits).cloned().collect();
        self.arrange(visits, self.monday(cx), cx.now.today());
    }

    fn arrange(&mut self, mut visits: Vec<VisitRow>, monday: NaiveDate, today: NaiveDate) {
        let before: Vec<Id> = self.visits.iter().map(|visit| visit.id).collect();
        let here = self.grouped.row();
        let opened = self.day.take();
        let day = opened.or_else(|| self.day());
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
        let after: Vec<Id> = self.visits.iter().map(|visit| visit.id).collect();
        let acted = std::mem::take(&mut self.acted);
        let onto = self.wanted.take().or_else(|| {
            let mut list = List { cursor: here?, top: 0 };
            list.follow(&before, &after, acted);
            after.get(list.cursor).copied()
        });
        if onto.is_none_or(|id| !self.put_on(id))
            && let Some(group) = day.and_then(|day| self.days.iter().position(|other| *other == day))
        {
            self.grouped.put_on_group(group);
            let first = |visit: &VisitRow| self.days.get(group) == Some(&visit.day) && is_open(visit);
            if let Some(row) = self.visits.iter().position(first) {
                self.grouped.put_on(row);
            }
            if opened.is_some() {
                self.grouped.show_group(group);
            }
        }
        // What was marked and is over takes no further act.
        let open = self.visits.iter().filter(|visit| visit.state == VisitState::Planned);
        self.marked.keep(open.map(|visit| visit.id));
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
        cx.anew();
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
        self.narrow.refresh(cx);
    }

    fn answered(&mut self, ticket: Ticket, answer: Answer, cx: &mut Cx) -> Option<Answer> {
        match answer {
            Answer::Week(visits) if self.ticket == Some(ticket) => {
                self.all = visits;
                self.show(cx);
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
        // The next key is for the visit that was just planned.
        let planned = outcome.as_ref().ok().filter(|done| done.label.words == "act-plan");
        if let Some((entity, visit)) = planned.and_then(|done| done.about)
            && entity == VISIT.number
        {
            self.wanted = Some(visit);
        }
    }

    fn narrow(&self) -> Option<&Narrow> {
        Some(&self.narrow)
    }

    fn narrow_mut(&mut self) -> Option<&mut Narrow> {
        Some(&mut self.narrow)
    }

    fn view_state(&self, cx: &Cx) -> ViewState {
        let week = (self.weeks != 0).then(|| (self.monday(cx), self.weeks > 0));
        ViewState { filter: self.narrow.words().to_owned(), at: 0, week }
    }

    fn restore(&mut self, view: &ViewState, cx: &mut Cx) {
        self.narrow = Narrow::left(&view.filter);
        self.narrow.look(cx);
        // A week that was ahead and is not any more gives way to the right day's.
        if let Some((monday, ahead)) = view.week
            && ahead == (monday > monday_of(cx.now.today()))
        {
            self.on_day(monday, cx);
        }
    }

    fn restart(&mut self, cx: &mut Cx) {
        self.narrow.look(cx);
        self.show(cx);
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

    fn steps_back(&self) -> bool {
        self.narrow.shown() || self.weeks != 0
    }

    fn back(&mut self, cx: &mut Cx) -> Handled {
        if self.narrow.clear(cx) {
            self.show(cx);
            return Handled::Yes;
        }
        if self.marked.clear() {
            return Handled::Yes;
        }
        if self.weeks != 0 {
            (self.weeks, self.shown) = (0, false);
            self.grouped = Grouped::default();
            cx.anew();
            return Handled::Yes;
        }
        Handled::No
    }

    fn command(&mut self, id: &str, cx: &mut Cx) -> Handled {
        match id {
            "filter" => self.narrow.begin(),
            "save" => self.narrow.save(cx),
            "add" => cx.open(Who::new(For::Plan(self.day()))),
            "plan-month" => cx.open(MonthPage::on(self.day().unwrap_or(cx.now.today()))),
            "mark" => {
                let open = self.current().filter(|visit| visit.state == VisitState::Planned);
                if let Some(id) = open.map(|visit| visit.id) {
                    self.marked.turn(id);
                }
                self.moved(Motion::Down, cx);
            }
            "mark-all" => {
                let open = self.visits.iter().filter(|visit| visit.state == VisitState::Planned);
                self.marked.turn_all(open.map(|visit| visit.id));
            }
            _ => return Handled::No,
        }
        Handled::Yes
    }

    fn subject(&self, cx: &Cx) -> Subject {
        let at = self.current().map(|row| super::visit_subject(cx, row)).unwrap_or_default();
        let marked = || self.visits.iter().filter(|visit| self.marked.has(visit.id));
        self.marked.with(at, 0, || marked().map(|visit| super::visit_subject(cx, visit)))
    }

    fn seek(&mut self, record: Id, _cx: &mut Cx) -> Handled {
        if self.put_on(record) {
            return Handled::Yes;
        }
        self.wanted = Some(record);
        Handled::No
    }

    fn on_day(&mut self, day: NaiveDate, cx: &mut Cx) {
        self.weeks = (monday_of(day) - monday_of(cx.now.today())).num_weeks();
        (self.day, self.shown) = (Some(day), true);
        self.grouped = Grouped::default();
        cx.anew();
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
        canvas.own(Rect { height: 1, ..area });
        let used = canvas.put(left, area.y, right - left, &week, Role::Heading);
        let mut x = left + used + 3;
        x += self.narrow.draw(cx, x, area.y, right.saturating_sub(x) * 3 / 5, canvas);
        x += canvas.put(x, area.y, right.saturating_sub(x), &figures, Role::Text) + 3;
        let month = cx.say("plan-month-key", &[("key", (&cx.keymap.shown("plan-month", true)).into())]);
        if right.saturating_sub(x) >= cells(&month) as u16 {
            canvas.put_right(right, area.y, right - x, &month, Role::Dim);
        }
        let columns = self.columns(cx, right - left);
        let lines = Rect { x: left, y: area.y + 2, width: right - left, height: area.height.saturating_sub(2) };
        self.grouped.draw(lines, canvas, |line, place, canvas| match line {
            Line::Head(group) => {
                if let Some(day) = self.days.get(group).copied() {
                    canvas.own(place);
                    self.draw_day(cx, day, place, canvas);
                }
            }
            Line::Row(row) => {
                if let Some(visit) = self.visits.get(row) {
                    canvas.belongs(place, visit.account);
                    self.draw_row(cx, visit, &columns, place, canvas);
                }
            }
            Line::Gap => {}
        });
    }
}

impl PlanScreen {
    /// A day, how many visits it has, and how many more make it full.
    fn draw_day(&self, cx: &Cx, day: NaiveDate, place: Rect, canvas: &mut Canvas<'_>) {
        let today = cx.now.today();
        let role = if day == today { Role::Accent } else { Role::Heading };
        let mut x = place.x + canvas.put(place.x, place.y, place.width, &cx.words.long_day(day), role) + 3;
        let count = of_day(&self.visits, day);
        let text = if count == 0 { cx.word("plan-nothing").to_string() } else { count.to_string() };
        x += canvas.put(x, place.y, 20, &text, Role::Dim) + 3;
        if day < today || count == 0 {
            return;
        }
        let full = cx.settings.visits_a_day as usize;
        let (text, role) = match full.checked_sub(count) {
            Some(0) => (cx.word("plan-full").to_string(), Role::Dim),
            Some(more) => (cx.say("plan-room", &[("n", more.into())]), Role::Dim),
            None => (cx.say("plan-too-many", &[("n", (count - full).into())]), Role::Due),
        };
        canvas.put(x, place.y, place.right().saturating_sub(x), &text, role);
    }

    /// Where names begin: behind the mark, and behind the time where any visit has one.
    fn name_at(&self) -> u16 {
        if self.visits.iter().any(|visit| visit.start.is_some()) { 11 } else { 4 }
    }

    /// The cells of name, note and street: as wide as what stands in them.
    fn columns(&self, cx: &Cx, room: u16) -> [u16; 3] {
        let most = |text: &dyn Fn(&VisitRow) -> usize| self.visits.iter().map(text).max().unwrap_or(0);
        let room = usize::from(room).saturating_sub(usize::from(self.name_at()) + 5 + 3);
        // Whose it is matters most: it is cut last.
        let name = most(&|visit| cells(&visit.name)).min(room * 3 / 5);
        // The note says more than the address, which only a door that is still to be found needs, and only where both can be read.
        let street = most(&|visit| if is_open(visit) { cells(&visit.street) } else { 0 });
        let street = if room >= ROOMY { street } else { 0 };
        let [said, street] = shared(room - name, [most(&|visit| cells(&note(cx, visit))), street]);
        [name, said, street].map(|cells| cells as u16)
    }

    fn draw_row(
        &self,
        cx: &Cx,
        visit: &VisitRow,
        [name, said, street]: &[u16; 3],
        area: Rect,
        canvas: &mut Canvas<'_>,
    ) {
        canvas.put(area.x, area.y, 1, self.marked.sign(visit.id), Role::Marked);
        let (sign, role) = mark(visit.state, visit.planned, false);
        canvas.put(area.x + 2, area.y, 1, sign, role);
        let over = !is_open(visit);
        let text = if over { Role::Dim } else { Role::Text };
        let time = visit.start.map(|at| cx.words.clock(at, &cx.now)).unwrap_or_default();
        canvas.put(area.x + 4, area.y, 5, &time, text);
        let mut x = area.x + self.name_at();
        canvas.put_words(x, area.y, *name, &visit.name, if over { Role::Dim } else { Role::Strong });
        x += name + 2;
        let grade = visit.grade.map(|grade| cx.words.of("account", "grade", grade)).unwrap_or("-");
        canvas.put(x, area.y, 1, grade, text);
        x += 3;
        canvas.put_words(x, area.y, *said, &note(cx, visit), text);
        x += said + 3;
        if !over {
            canvas.put_words(x, area.y, *street, &visit.street, Role::Dim);
        }
    }
}
