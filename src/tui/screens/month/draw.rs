//! Draws the month: its grid, the day under the cursor, the list beside or below.

use chrono::{Datelike, Days, NaiveDate};
use ratatui::layout::Rect;

use super::super::today::{mark, note};
use super::{GRID, LIST, MonthPage};
use crate::base::width::cells;
use crate::domain::day::month::{first_of, is_weekend, of_day, taken};
use crate::schema::Grade;
use crate::tui::canvas::{Canvas, Target};
use crate::tui::cx::Cx;
use crate::tui::theme::Role;

/// Where the parts lie.
pub(super) struct Layout {
    /// The names of the weekdays, and under them the weeks.
    grid: Rect,
    /// Cells of a day, and its lines.
    cell: (u16, u16),
    /// The visits of the day under the cursor; empty where there is no room.
    day: Rect,
    /// The list, its heading in the first line.
    pub list: Rect,
    /// The line that says the keys.
    keys: Rect,
}

/// In fewer cells nothing of an address or a note can be read.
const LEAST: u16 = 16;

/// Below this width the list stands under the grid.
const BESIDE: u16 = 76;

impl Layout {
    /// Of a page with so many weeks.
    pub fn of(area: Rect, weeks: u16) -> Layout {
        let inner = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
        let keys = Rect { y: inner.bottom().saturating_sub(1), height: 1, ..inner };
        let top = inner.y + 1;
        let height = inner.height.saturating_sub(2);
        if inner.width < BESIDE {
            let rows = (weeks + 1).min(height);
            let grid = Rect { y: top, height: rows, ..inner };
            let list = Rect { y: top + rows, height: height - rows, ..inner };
            let day = Rect { height: 0, ..list };
            return Layout { grid, cell: (inner.width / 7, 1), day, list, keys };
        }
        let beside = (inner.width * 2 / 5).clamp(30, 64);
        let cell = ((inner.width - beside - 3) / 7).min(13);
        // What is left below the weeks is the day's; a week is as tall as leaves some of it, and has bars where it leaves much.
        let least = |lines| if lines == 3 { 12 } else { 5 };
        let lines = (1..=3).rev().find(|lines| weeks * lines + least(*lines) <= height).unwrap_or(1);
        let lines = if lines == 3 && cell < 8 { 2 } else { lines };
        let rows = (weeks * lines + 1).min(height);
        let grid = Rect { y: top, width: cell * 7, height: rows, ..inner };
        let day = Rect { y: top + rows + 1, height: height.saturating_sub(rows + 1), ..grid };
        let x = grid.right() + 3;
        let list = Rect { x, y: top, width: inner.right().saturating_sub(x), height };
        Layout { grid, cell: (cell, lines), day, list, keys }
    }
}

impl MonthPage {
    pub(super) fn draw_page(&self, cx: &Cx, area: Rect, canvas: &mut Canvas<'_>) {
        let (_, weeks) = self.weeks();
        let layout = Layout::of(area, weeks);
        canvas.own(Rect { height: 1, ..area });
        canvas.own(layout.grid);
        canvas.own(layout.keys);
        self.draw_title(cx, area, canvas);
        self.draw_grid(cx, &layout, canvas);
        self.draw_day(cx, layout.day, canvas);
        match &self.proposal {
            Some(_) => self.draw_proposal(cx, layout.list, canvas),
            None => self.draw_due(cx, layout.list, canvas),
        }
        let narrow = layout.keys.width < BESIDE;
        canvas.put(layout.keys.x, layout.keys.y, layout.keys.width, &self.keys_said(cx, narrow), Role::Dim);
    }

    /// The visits that would be added on a day.
    fn added(&self, day: NaiveDate) -> usize {
        let visits = self.proposal.iter().flat_map(|proposal| &proposal.visits);
        visits.filter(|visit| visit.day == day).count()
    }

    fn taken(&self, day: NaiveDate) -> usize {
        self.month.as_ref().map_or(0, |month| taken(&month.visits, day))
    }

    fn of_day(&self, day: NaiveDate) -> usize {
        self.month.as_ref().map_or(0, |month| of_day(&month.visits, day))
    }

    fn draw_title(&self, cx: &Cx, area: Rect, canvas: &mut Canvas<'_>) {
        let (mut x, right) = (area.x + 1, area.right().saturating_sub(1));
        let first = first_of(self.day);
        let name = cx.say(
            "month-title",
            &[("month", cx.words.month(first).into()), ("year", first.year().to_string().as_str().into())],
        );
        x += canvas.put(x, area.y, right - x, &name, Role::Heading) + 3;
        if self.proposal.is_none() {
            x += self.narrow.draw(cx, x, area.y, right.saturating_sub(x) / 2, canvas);
        }
        let (said, role) = match &self.proposal {
            Some(proposal) => {
                let n = ("n", proposal.visits.len().into());
                (cx.say("month-would", &[n, ("left", proposal.left.into())]), Role::Strong)
            }
            None => {
                let Some(month) = &self.month else { return };
                let of_month = month.visits.iter().filter(|visit| first_of(visit.day) == first);
                let mut days: Vec<NaiveDate> = of_month.map(|visit| visit.day).collect();
                days.sort_unstable();
                days.dedup();
                let all = days.into_iter().map(|day| of_day(&month.visits, day)).sum::<usize>();
                (cx.say("month-figures", &[("n", all.into()), ("room", self.room(cx).into())]), Role::Text)
            }
        };
        canvas.put(x, area.y, right.saturating_sub(x), &said, role);
    }

    /// For how many more visits the rest of the month has room.
    fn room(&self, cx: &Cx) -> usize {
        let full = cx.settings.visits_a_day as usize;
        let first = first_of(self.day);
        let coming = first.iter_days().take_while(|day| first_of(*day) == first);
        let coming = coming.filter(|day| *day > cx.now.today() && !is_weekend(*day));
        coming.map(|day| full.saturating_sub(self.taken(day))).sum()
    }

    fn draw_grid(&self, cx: &Cx, layout: &Layout, canvas: &mut Canvas<'_>) {
        let (grid, (wide, tall)) = (layout.grid, layout.cell);
        let (monday, weeks) = self.weeks();
        for at in 0..7 * weeks {
            let Some(day) = monday.checked_add_days(Days::new(u64::from(at))) else { continue };
            let x = grid.x + at % 7 * wide;
            if at < 7 {
                let role = if is_weekend(day) { Role::Dim } else { Role::Heading };
                canvas.put(x + 1, grid.y, wide - 1, cx.words.weekday(day), role);
            }
            let y = grid.y + 1 + at / 7 * tall;
            if y + tall > grid.bottom() {
                continue;
            }
            let place = Rect { x, y, width: wide, height: tall };
            self.draw_cell(cx, day, place, canvas);
            canvas.spot(place, Target::Row(GRID, usize::from(at)));
            if day == self.day && !self.in_list {
                canvas.tint(Rect { width: wide - u16::from(wide > 6), height: tall.min(2), ..place }, Role::Cursor);
            }
        }
    }

    /// A day of the grid: its number, today in brackets and the day chosen for the list behind `>`; how many visits of how many, what would
    /// be added with a `+`, more than a full day with a `!`.
    fn draw_cell(&self, cx: &Cx, day: NaiveDate, place: Rect, canvas: &mut Canvas<'_>) {
        let today = cx.now.today();
        let full = cx.settings.visits_a_day as usize;
        let (count, added) = (self.of_day(day), self.added(day));
        let elsewhere = first_of(day) != first_of(self.day);
        let quiet = elsewhere || is_weekend(day) || day < today;
        let before = match (day == self.day && self.in_list, day == today) {
            (true, _) => '>',
            (_, true) => '[',
            _ => ' ',
        };
        let label = format!("{before}{:>2}{}", day.day(), if day == today { ']' } else { ' ' });
        let role = match (day == today, quiet) {
            (true, _) => Role::Accent,
            (_, true) => Role::Dim,
            _ => Role::Text,
        };
        let used = canvas.put(place.x, place.y, place.width, &label, role);
        let over = day >= today && count + added > full;
        let open = day >= today && !is_weekend(day) && !elsewhere;
        let (x, y, room) = if place.height > 1 {
            if over {
                canvas.put(place.x + used, place.y, 1, "!", Role::Due);
            }
            (place.x + 1, place.y + 1, place.width - 1)
        } else {
            (place.x + used, place.y, place.width.saturating_sub(used))
        };
        let plus = if added > 0 { format!("+{added}") } else { String::new() };
        let long = if open { format!("{count}{plus}/{full}") } else { format!("{count}{plus}") };
        let text = match (count + added, open) {
            (0, true) => "-".to_owned(),
            (0, false) => return,
            _ if cells(&long) < usize::from(room) + usize::from(place.height > 1) => long,
            _ if over && place.height == 1 => format!("{}!", count + added),
            _ if added > 0 && count > 0 && cells(&plus) + 2 <= usize::from(room) => format!("{count}{plus}"),
            _ if added > 0 => plus,
            _ => count.to_string(),
        };
        // Under the number of the day, ones under ones.
        let digits = text.chars().take_while(char::is_ascii_digit).count();
        let alone = place.height > 1 && digits == 1 && cells(&text) < usize::from(room);
        let text = if alone { format!(" {text}") } else { text };
        let role = match (over, quiet || count + added == 0, added > 0) {
            (true, ..) => Role::Due,
            (_, true, _) => Role::Dim,
            (_, _, true) => Role::Strong,
            _ => Role::Text,
        };
        canvas.put(x, y, room, &text, role);
        if place.height > 2 && place.width >= 8 && open && count + added > 0 {
            let (part, whole) = ((count + added) as u32, full as u32);
            let bar = Rect { x: place.x + 1, y: place.y + 2, width: place.width - 3, height: 1 };
            let role = if part >= whole { Role::Due } else { Role::Dim };
            canvas.bar(bar, (part, whole), role, cx.words.lang().is_chinese());
        }
    }

    /// What stands on the day under the cursor.
    fn draw_day(&self, cx: &Cx, area: Rect, canvas: &mut Canvas<'_>) {
        let Some(month) = self.month.as_ref().filter(|_| area.height > 1) else { return };
        canvas.own(Rect { height: 1, ..area });
        let visits: Vec<_> = month.visits.iter().filter(|visit| visit.day == self.day).collect();
        let used = canvas.put(area.x + 1, area.y, area.width - 1, &cx.words.long_day(self.day), Role::Heading) + 4;
        let count = self.of_day(self.day);
        let said = if count == 0 { cx.word("plan-nothing").to_owned() } else { count.to_string() };
        canvas.put(area.x + used, area.y, area.width.saturating_sub(used), &said, Role::Dim);
        let rows = usize::from(area.height - 1);
        // The last line says how many more there are.
        let shown = if visits.len() > rows { rows - 1 } else { visits.len() };
        let names = visits.iter().take(shown).map(|visit| cells(&visit.name)).max().unwrap_or(0) as u16;
        for (line, visit) in visits.iter().take(shown).enumerate() {
            let row = Rect { y: area.y + 1 + line as u16, height: 1, ..area };
            canvas.belongs(row, visit.account);
            let (sign, role) = mark(visit.state, visit.planned, false);
            canvas.put(row.x + 1, row.y, 1, sign, role);
            let time = visit.start.map(|at| cx.words.clock(at, &cx.now)).unwrap_or_default();
            canvas.put(row.x + 3, row.y, 5, &time, Role::Dim);
            let rest = Rect { x: row.x + 10, width: row.width.saturating_sub(10), ..row };
            let whose = [visit.name.as_str(), &note(cx, visit)];
            named(cx, names, visit.grade, whose, Role::Text, rest, canvas);
        }
        if visits.len() > shown {
            let more = cx.say("month-more", &[("n", (visits.len() - shown).into())]);
            canvas.put(area.x + 3, area.bottom() - 1, area.width - 3, &more, Role::Dim);
        }
    }

    fn draw_due(&self, cx: &Cx, area: Rect, canvas: &mut Canvas<'_>) {
        let Some(month) = &self.month else { return };
        let heading = cx.say("month-due", &[("n", self.due.len().into())]);
        let beyond = month.due_all.saturating_sub(month.due.len());
        self.draw_heading(cx, area, &heading, beyond, canvas);
        if self.due.is_empty() {
            canvas.put(area.x, area.y + 1, area.width, cx.word("month-none-due"), Role::Dim);
        }
        let today = cx.now.today();
        let (days, names) = self.columns(&self.due, area, |row| (cx.words.day(row.due), &row.name));
        for (at, row, place) in self.lines(&self.due, area) {
            canvas.belongs(place, Some(row.account));
            canvas.put(place.x, place.y, 1, self.marked.sign(row.account), Role::Marked);
            // Whoever was never seen is late for nothing.
            let late = row.due < today && row.last_visit.is_some();
            canvas.put(place.x + 2, place.y, 1, if late { "!" } else { "" }, Role::Late);
            let role = if late { Role::Late } else { Role::Text };
            canvas.put_right(place.x + 4 + days, place.y, days, &cx.words.day(row.due), role);
            let rest = Rect { x: place.x + 6 + days, width: place.width.saturating_sub(6 + days), ..place };
            named(cx, names, row.grade, [&row.name, &row.street], Role::Strong, rest, canvas);
            self.draw_cursor(at, place, canvas);
        }
    }

    fn draw_proposal(&self, cx: &Cx, area: Rect, canvas: &mut Canvas<'_>) {
        let visits = self.proposal.as_ref().map_or(&[][..], |proposal| &proposal.visits);
        let heading = cx.say("month-added", &[("n", visits.len().into())]);
        self.draw_heading(cx, area, &heading, 0, canvas);
        let (days, names) = self.columns(visits, area, |visit| (cx.words.day(visit.day), &visit.name));
        for (at, visit, place) in self.lines(visits, area) {
            canvas.belongs(place, Some(visit.account));
            canvas.put(place.x + 2, place.y, 1, "+", Role::Accent);
            canvas.put_right(place.x + 4 + days, place.y, days, &cx.words.day(visit.day), Role::Text);
            let rest = Rect { x: place.x + 6 + days, width: place.width.saturating_sub(6 + days), ..place };
            named(cx, names, visit.grade, [&visit.name, &visit.street], Role::Strong, rest, canvas);
            self.draw_cursor(at, place, canvas);
        }
    }

    fn draw_heading(&self, cx: &Cx, area: Rect, text: &str, beyond: usize, canvas: &mut Canvas<'_>) {
        canvas.own(Rect { height: 1, ..area });
        let used = canvas.put(area.x, area.y, area.width, text, Role::Heading) + 2;
        let mut said = Vec::new();
        if !self.marked.is_empty() {
            said.push(cx.say("marked", &[("n", self.marked.len().into())]));
        }
        if beyond > 0 {
            said.push(cx.say("month-more", &[("n", beyond.into())]));
        }
        canvas.put(area.x + used, area.y, area.width.saturating_sub(used), &said.join("  "), Role::Dim);
    }

    /// The rows of the list that are in sight, each with its place.
    fn lines<'a, R>(&self, rows: &'a [R], area: Rect) -> impl Iterator<Item = (usize, &'a R, Rect)> {
        let sight = self.list.sight(rows.len(), usize::from(area.height.saturating_sub(1)));
        sight.enumerate().filter_map(move |(line, at)| {
            Some((at, rows.get(at)?, Rect { y: area.y + 1 + line as u16, height: 1, ..area }))
        })
    }

    /// The most cells of the days and of the names in sight.
    fn columns<'a, R>(&self, rows: &'a [R], area: Rect, of: impl Fn(&'a R) -> (String, &'a String)) -> (u16, u16) {
        self.lines(rows, area)
            .map(|(_, row, _)| of(row))
            .fold((0, 0), |(days, names), (day, name)| (days.max(cells(&day) as u16), names.max(cells(name) as u16)))
    }

    fn draw_cursor(&self, at: usize, place: Rect, canvas: &mut Canvas<'_>) {
        canvas.spot(place, Target::Row(LIST, at));
        if at != self.list.cursor {
            return;
        }
        if self.in_list {
            canvas.tint(place, Role::Cursor);
        } else {
            // Where the keys move in the grid, the customer that would be put there is still to be seen.
            canvas.put(place.x + 1, place.y, 1, ">", Role::Accent);
        }
    }

    /// The keys of this page, as they are set.
    fn keys_said(&self, cx: &Cx, narrow: bool) -> String {
        if self.proposal.is_some() {
            return cx.word("month-keys-proposed").to_owned();
        }
        let key = |id: &str| cx.keymap.shown(id, true);
        let day = if narrow { cx.words.day(self.day) } else { cx.words.long_day(self.day) };
        let said = if self.in_list { "month-keys-list" } else { "month-keys" };
        cx.say(
            said,
            &[
                ("add", (&key("add")).into()),
                ("day", (&day).into()),
                ("pane", (&key("next-pane")).into()),
                ("month", (&key("plan-month")).into()),
            ],
        )
    }
}

/// A name, its grade and what is told of it, each in a column; the last only where something of it can be read.
fn named(
    cx: &Cx,
    names: u16,
    grade: Option<Grade>,
    [name, told]: [&str; 2],
    role: Role,
    area: Rect,
    canvas: &mut Canvas<'_>,
) {
    let rest = area.width.saturating_sub(names + 5);
    let names = if rest < LEAST { area.width.saturating_sub(3) } else { names };
    canvas.put(area.x, area.y, names.min(area.width), name, role);
    let grade = grade.map(|grade| cx.words.of("account", "grade", grade)).unwrap_or("-");
    canvas.put(area.x + names + 2, area.y, 1, grade, Role::Text);
    if rest >= LEAST {
        canvas.put_words(area.x + names + 5, area.y, rest, told, Role::Dim);
    }
}
