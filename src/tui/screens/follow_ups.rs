//! Follow-ups: late, today, this week, later. Done, moved, dropped; marked for several at once.

use std::collections::BTreeSet;

use ratatui::layout::Rect;

use super::super::canvas::{Canvas, Target};
use super::super::cx::Cx;
use super::super::field::Field;
use super::super::grouped::{Grouped, Line};
use super::super::key::{Code, Key};
use super::super::message::Ticket;
use super::super::screen::{Handled, Motion, Place, Screen, body};
use super::super::subject::Subject;
use super::super::theme::Role;
use super::customer::CustomerScreen;
use crate::base::id::Id;
use crate::base::text::fold;
use crate::domain::ask::{Answer, Ask, FollowUpRow};
use crate::domain::promises::Group;
use crate::schema::PromisedBy;

/// The screen.
#[derive(Clone, Debug, Default)]
pub struct FollowUpsScreen {
    all: Vec<FollowUpRow>,
    /// The rows that fit the filter, in their groups' order.
    shown: Vec<usize>,
    sizes: [usize; 5],
    grouped: Grouped,
    filter: Field,
    filtering: bool,
    marked: BTreeSet<Id>,
    loaded: bool,
    ticket: Option<Ticket>,
    wanted: Option<Id>,
}

impl FollowUpsScreen {
    fn current(&self) -> Option<&FollowUpRow> {
        self.all.get(*self.shown.get(self.grouped.row()?)?)
    }

    /// Puts the rows in their groups again, the cursor on this record.
    fn arrange(&mut self, cx: &Cx, keep: Option<Id>) {
        let today = cx.now.today();
        let wanted = fold(self.filter.words());
        let fits = |row: &FollowUpRow| {
            let text = fold(&format!("{} {}", row.name, row.text));
            wanted.split_whitespace().all(|part| text.contains(part))
        };
        self.shown = (0..self.all.len()).filter(|at| self.all.get(*at).is_some_and(fits)).collect();
        let key = |at: &usize| {
            self.all.get(*at).map(|row| (Group::of(row.due, today), row.due, row.due_at.is_none(), row.due_at))
        };
        self.shown.sort_by_key(key);
        self.sizes = [0; 5];
        for at in &self.shown {
            if let Some(row) = self.all.get(*at) {
                self.sizes[Group::of(row.due, today) as usize] += 1;
            }
        }
        self.grouped = Grouped::of(&self.sizes, false, self.grouped.list);
        if let Some(id) = keep {
            self.put_on(id);
        }
        let there: BTreeSet<Id> = self.all.iter().map(|row| row.id).collect();
        self.marked.retain(|id| there.contains(id));
    }

    fn put_on(&mut self, id: Id) -> bool {
        let row = self.shown.iter().position(|at| self.all.get(*at).is_some_and(|row| row.id == id));
        row.is_some_and(|row| self.grouped.put_on(row))
    }
}

impl Screen for FollowUpsScreen {
    fn place(&self) -> Place {
        Place::FollowUps
    }

    fn refresh(&mut self, cx: &mut Cx) {
        self.ticket = Some(cx.ask(Ask::FollowUps));
    }

    fn answered(&mut self, ticket: Ticket, answer: Answer, cx: &mut Cx) -> Option<Answer> {
        match answer {
            Answer::FollowUps(rows) if self.ticket == Some(ticket) => {
                let keep = self.wanted.take().or_else(|| self.current().map(|row| row.id));
                self.all = rows;
                self.loaded = true;
                self.arrange(cx, keep);
                None
            }
            other => Some(other),
        }
    }

    fn typing(&self) -> bool {
        self.filtering
    }

    fn key(&mut self, key: Key, cx: &mut Cx) -> Handled {
        if !self.filtering {
            return Handled::No;
        }
        if key.code == Code::Tab {
            self.filtering = false;
            return Handled::Yes;
        }
        let before = self.filter.words().to_string();
        let handled = self.filter.key(key);
        if self.filter.words() != before {
            self.arrange(cx, None);
        }
        handled
    }

    fn paste(&mut self, text: &str, cx: &mut Cx) {
        self.filter.paste(text);
        self.arrange(cx, None);
    }

    fn moved(&mut self, motion: Motion, cx: &mut Cx) {
        let height = usize::from(body(cx).height.saturating_sub(2));
        let group = self.grouped.group().unwrap_or(0);
        match motion {
            Motion::Next | Motion::NextPane => {
                if let Some(next) = (group + 1..Group::ALL.len()).find(|group| self.sizes[*group] > 0) {
                    self.grouped.put_on_group(next);
                }
            }
            Motion::Previous | Motion::PreviousPane => {
                if let Some(before) = (0..group).rev().find(|group| self.sizes[*group] > 0) {
                    self.grouped.put_on_group(before);
                }
            }
            motion => {
                self.grouped.moved(motion, height);
            }
        }
    }

    fn pointed(&mut self, _pane: usize, at: usize, _cx: &mut Cx) -> bool {
        self.grouped.point(at)
    }

    fn enter(&mut self, cx: &mut Cx) {
        match self.current().map(|row| row.account) {
            Some(Some(account)) => cx.open(CustomerScreen::new(account)),
            Some(None) => cx.run("edit"),
            None => {}
        }
    }

    fn back(&mut self, cx: &mut Cx) -> Handled {
        if self.filtering || !self.filter.is_empty() {
            self.filtering = false;
            self.filter = Field::default();
            let keep = self.current().map(|row| row.id);
            self.arrange(cx, keep);
            return Handled::Yes;
        }
        if self.marked.is_empty() {
            return Handled::No;
        }
        self.marked.clear();
        Handled::Yes
    }

    fn command(&mut self, id: &str, cx: &mut Cx) -> Handled {
        match id {
            "filter" => self.filtering = true,
            "mark" => {
                if let Some(id) = self.current().map(|row| row.id) {
                    if !self.marked.remove(&id) {
                        self.marked.insert(id);
                    }
                    self.moved(Motion::Down, cx);
                }
            }
            "mark-all" if self.marked.is_empty() => {
                self.marked = self.shown.iter().filter_map(|at| self.all.get(*at)).map(|row| row.id).collect();
            }
            "mark-all" => self.marked.clear(),
            _ => return Handled::No,
        }
        Handled::Yes
    }

    fn subject(&self, cx: &Cx) -> Subject {
        let Some(row) = self.current() else { return Subject::default() };
        Subject { marked: self.marked.iter().copied().collect(), ..super::promise_subject(cx, row) }
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
        if !self.marked.is_empty() {
            figures = format!("{figures}   {}", cx.say("marked", &[("n", self.marked.len().into())]));
        }
        let mut x = left;
        if self.filtering || !self.filter.is_empty() {
            x += canvas.put(x, area.y, 2, "/ ", Role::Key);
            let room = right.saturating_sub(x) / 2;
            self.filter.draw(canvas, x, area.y, room, self.filtering);
            x += room + 2;
        }
        canvas.put(x, area.y, right.saturating_sub(x), &figures, Role::Text);
        let rows = usize::from(area.height.saturating_sub(2));
        if self.shown.is_empty() && self.loaded {
            let none = if self.all.is_empty() { "follow-ups-all-kept" } else { "nothing-fits" };
            canvas.put(left, area.y + 2, right - left, cx.word(none), Role::Dim);
        }
        for (line, at) in self.grouped.list.sight(self.grouped.lines.len(), rows).enumerate() {
            let place = Rect { x: left, y: area.y + 2 + line as u16, width: right - left, height: 1 };
            match self.grouped.lines.get(at) {
                Some(Line::Head(group)) => {
                    let title = Group::ALL.get(*group).map_or("", |group| group.words());
                    let used = canvas.put(place.x, place.y, place.width, cx.word(title), Role::Heading);
                    let count = self.sizes.get(*group).copied().unwrap_or(0).to_string();
                    canvas.put(place.x + used + 3, place.y, 8, &count, Role::Dim);
                }
                Some(Line::Row(row)) => {
                    let follow_up = self.shown.get(*row).and_then(|at| self.all.get(*at));
                    if let Some(follow_up) = follow_up {
                        self.draw_row(cx, follow_up, place, canvas);
                    }
                }
                _ => {}
            }
            canvas.spot(place, Target::Row(0, at));
            if at == self.grouped.list.cursor && self.grouped.row().is_some() {
                canvas.tint(place, Role::Cursor);
            }
        }
    }
}

impl FollowUpsScreen {
    /// `* ! 20 Nov  price list A100          Harbour Dental      we    4 days late`
    fn draw_row(&self, cx: &Cx, row: &FollowUpRow, area: Rect, canvas: &mut Canvas<'_>) {
        let today = cx.now.today();
        let late = row.due.is_some_and(|due| due < today);
        canvas.put(area.x, area.y, 1, if self.marked.contains(&row.id) { "*" } else { " " }, Role::Marked);
        canvas.put(area.x + 2, area.y, 1, if late { "!" } else { " " }, Role::Late);
        let when = match (row.due, row.due_at) {
            (Some(due), Some(at)) if due == today => cx.words.clock(at, &cx.now),
            (Some(due), _) => cx.words.day_of(due, today),
            (None, _) => String::new(),
        };
        let date_room = 11;
        canvas.put(area.x + 4, area.y, date_room, &when, if late { Role::Late } else { Role::Text });
        let mut end = area.right();
        let due = row.due.map(|due| cx.words.due(due, today)).unwrap_or_default();
        if area.width >= 70 {
            canvas.put_right(end, area.y, 14, &due, if late { Role::Late } else { Role::Dim });
            end -= 16;
            let by = if row.by == PromisedBy::Us { "by-us" } else { "by-them" };
            canvas.put_right(end, area.y, 8, cx.word(by), Role::Dim);
            end -= 10;
        }
        let x = area.x + 4 + date_room + 2;
        let rest = end.saturating_sub(x);
        let text = rest * 58 / 100;
        canvas.put_words(x, area.y, text, &row.text, Role::Text);
        canvas.put(x + text + 2, area.y, rest.saturating_sub(text + 2), &row.name, Role::Dim);
    }
}
