//! How the log line looks: the line, under it chips of what was understood, and the customers offered.

use ratatui::layout::Rect;

use super::super::super::canvas::Canvas;
use super::super::super::cx::Cx;
use super::super::super::theme::Role;
use super::super::who::name_hit;
use super::LogLine;
use super::laid::{Bare, LEAST_ROWS, Placed, laid};
use super::numbered::sign;
use crate::base::width::{cells, wrap};
use crate::domain::deed::{LogKind, Whose};
use crate::domain::log_line::{Chip, Understood};

/// So many days that stay text are named.
const DAYS: usize = 3;
/// The rule above the line.
const OWN: u16 = 1;
/// On so many rows a note may take two.
const ROOMY: u16 = 20;
/// So many rows the line takes at most, of so many of the screen for each.
const MOST_LINES: (u16, u16) = (3, 6);

impl LogLine {
    /// The rows it takes in this width: a rule, the line, the chips, the offered.
    pub(super) fn height(&self, cx: &Cx, width: u16) -> u16 {
        let room = width.saturating_sub(indent(cx) + 1);
        let chips = self.chips(cx, room).last().map_or(0, |chip| chip.row + 1);
        OWN + self.lines(cx, width) + chips + self.notes(cx, room).len() as u16 + self.rows() as u16
    }

    /// The rows of the line itself: it is wrapped where there is room, so that its beginning stays in sight.
    fn lines(&self, cx: &Cx, width: u16) -> u16 {
        let most = (cx.size.1 / MOST_LINES.1).clamp(1, MOST_LINES.0);
        let room = width.saturating_sub(indent(cx));
        // A pasted page has more than that in any case.
        if self.field.words().len() > usize::from(most) * usize::from(room) * 4 {
            return most;
        }
        let rows = self.field.rows_wrapped(room);
        u16::try_from(rows).unwrap_or(most).clamp(1, most)
    }

    /// Draws it.
    pub(super) fn draw_line(&self, cx: &Cx, area: Rect, canvas: &mut Canvas<'_>) {
        canvas.clear(area);
        canvas.rule(area.x, area.y, area.width);
        let x = area.x + indent(cx);
        let width = area.right().saturating_sub(1).saturating_sub(x);
        let mut y = area.y + 1;
        canvas.put(area.x + 1, y, area.width.saturating_sub(2), cx.word("log-label"), Role::Heading);
        // The cursor may stand in the last cell: a letter that has room gives way to nothing.
        let lines = self.lines(cx, area.width);
        self.field.draw_wrapped(canvas, Rect { x, y, width: area.right().saturating_sub(x), height: lines });
        if self.field.is_empty() {
            let room = width.saturating_sub(1);
            let whole = cx.word("log-hint");
            let hint = if cells(whole) > usize::from(room) { cx.word("log-hint-short") } else { whole };
            let hint = if cx.taken_log.is_some() { cx.word("log-hint-back") } else { hint };
            canvas.put(x + 1, y, room, hint, Role::Dim);
        }
        y += lines;
        let chips = self.chips(cx, width);
        for chip in &chips {
            canvas.put(x + chip.x, y + chip.row, chip.room, &chip.text, chip.role);
            if self.chip.is_some() && self.chip == chip.place {
                // Between brackets: without colours all chips stand reversed.
                let place = (x + chip.x, y + chip.row);
                canvas.put(place.0, place.1, chip.room, &chip.text, Role::Cursor);
                canvas.put(place.0, place.1, 1, "[", Role::Cursor);
                canvas.put(place.0 + chip.room.saturating_sub(1), place.1, 1, "]", Role::Cursor);
            }
        }
        y += chips.last().map_or(0, |chip| chip.row + 1);
        for (text, role) in self.notes(cx, width) {
            if y >= area.bottom() {
                return;
            }
            canvas.put_words(x + 1, y, width.saturating_sub(1), &text, role);
            y += 1;
        }
        let rows = area.bottom().saturating_sub(y);
        let mut row = 0;
        let numbers = self.bears_numbers();
        for hit in self.offered() {
            if row >= rows {
                return;
            }
            canvas.belongs(Rect { x, y: y + row, width, height: 1 }, Some(hit.account));
            name_hit(
                cx,
                hit,
                sign(usize::from(row)).filter(|_| numbers),
                Rect { x, y: y + row, width, height: 1 },
                canvas,
            );
            self.cursor(row, x, y, canvas, width);
            row += 1;
        }
        if let Some(name) = self.new_customer().filter(|_| row < rows) {
            let text = cx.say("new-customer", &[("name", (&name).into())]);
            canvas.put(x + 3, y + row, width.saturating_sub(3), &text, Role::Accent);
            self.cursor(row, x, y, canvas, width);
        }
    }

    /// What is to be known under the chips, in lines of this width: what has no room on one goes on, where the terminal is no small one.
    fn notes(&self, cx: &Cx, width: u16) -> Vec<(String, Role)> {
        let most = if cx.size.1 < ROOMY { 1 } else { 2 };
        let lines = |(text, role): (String, Role)| {
            let first = wrap(&text, usize::from(width.saturating_sub(1))).first().map_or(0, |line| line.len());
            // The last is cut where it is written.
            let (line, rest) = text.split_at(if most > 1 { first } else { text.len() });
            [line, rest.trim_start()]
                .into_iter()
                .filter(|line| !line.is_empty())
                .map(|line| (line.to_owned(), role))
                .collect::<Vec<_>>()
        };
        self.said(cx).flat_map(lines).collect()
    }

    fn said(&self, cx: &Cx) -> impl Iterator<Item = (String, Role)> {
        let begun = (self.is_of_before(cx) && !self.field.is_empty()).then(|| {
            let when = cx.words.moment(self.begun, &cx.now);
            (cx.say("log-begun", &[("when", (&when).into())]), Role::Due)
        });
        let left = self.field.is_chosen().then(|| (cx.word("log-left").to_owned(), Role::Due));
        let missing = self.missing(cx).map(|missing| (missing, Role::Due));
        let role = if self.read.in_vain().is_some() { Role::Dim } else { Role::Due };
        let shut = self.said_otherwise(cx).map(|said| (said, role));
        let passed = self.passed(cx).map(|said| (said, Role::Dim));
        begun
            .into_iter()
            .chain(left)
            .chain(missing)
            .chain(shut)
            .chain(passed)
            .chain(self.unkept(cx).filter(|_| self.read.to_come.is_none()).map(|said| (said, Role::Dim)))
    }

    /// Of several sums one counts: which.
    fn passed(&self, cx: &Cx) -> Option<String> {
        let money = self.read.heard.amount.filter(|_| !self.read.passed.is_empty())?;
        let said = self.read.passed.join(cx.word("list-comma"));
        Some(cx.say("log-passed", &[("said", (&said).into()), ("money", (&cx.words.money(money)).into())]))
    }

    /// Days to come that stand in the text while nothing is promised: whoever meant a promise, or the next visit, is told how it is written.
    fn unkept(&self, cx: &Cx) -> Option<String> {
        let days = &self.unkept.days;
        let quoted = days.iter().take(DAYS).map(|day| cx.say("log-quoted", &[("said", day.into())]));
        let said = quoted.collect::<Vec<_>>().join(cx.word("list-comma"));
        let all = ("days", (&said).into());
        match &self.unkept.again {
            _ if days.is_empty() => None,
            Some(again) => Some(cx.say("log-unkept-again", &[all, ("day", again.into())])),
            None => Some(cx.say("log-unkept", &[all])),
        }
    }

    /// What should have been ticked off at the visit that this line is about; it stops nobody, the day's close asks again.
    fn missing(&self, cx: &Cx) -> Option<String> {
        let visit = matches!(self.read.kind, LogKind::Visit(_));
        let about = self.about.as_ref().filter(|about| visit && self.read.whose == Whose::Account(about.account))?;
        let steps = about.missing.join(cx.word("list-comma"));
        (!steps.is_empty()).then(|| cx.say("log-steps-missing", &[("steps", (&steps).into())]))
    }

    fn cursor(&self, row: u16, x: u16, y: u16, canvas: &mut Canvas<'_>, width: u16) {
        if self.at == Some(usize::from(row)) {
            canvas.put(x, y + row, 2, "▸", Role::Accent);
            canvas.tint(Rect { x, y: y + row, width, height: 1 }, Role::Cursor);
        }
    }

    /// The chips in their places: all there is room for above those offered.
    fn chips(&self, cx: &Cx, width: u16) -> Vec<Placed> {
        let others = OWN + self.lines(cx, width + indent(cx) + 1) + (self.notes(cx, width).len() + self.rows()) as u16;
        let rows = cx.body_height().saturating_sub(others).max(LEAST_ROWS);
        let bare = self.shown().into_iter().enumerate().map(|(place, chip)| self.bare(cx, place, chip));
        laid(bare.collect(), width, rows, self.chip, |left| cx.say("log-chips-more", &[("n", left.into())]))
    }

    /// A chip in words, before it has its place on the screen.
    fn bare(&self, cx: &Cx, place: usize, chip: &Chip) -> Bare {
        let (order, implied) = (chip.what.order(), matches!(chip.what, Understood::Time { said: false, .. }));
        if let Understood::Account { id, name, .. } = &chip.what
            && chip.range.is_none()
            && self.start.account.as_ref().is_some_and(|(opened, _)| opened == id)
            && self.picked.is_none()
        {
            // It is taken from where the line was opened, not from its words: that is said.
            let why = match (self.start.started, self.visit_elsewhere) {
                (Some(_), _) => "log-here-visit",
                (None, true) => "log-here-beside",
                (None, false) => "log-here",
            };
            let text = format!(" {} ", cx.say(why, &[("name", name.into())]));
            return Bare { place, order, implied, text, role: Role::Chip };
        }
        let role = match &chip.what {
            Understood::Several(_)
            | Understood::Near(_)
            | Understood::Doubt(_)
            | Understood::Unfiled
            | Understood::NotDone(_) => Role::Due,
            Understood::Time { said: false, .. } | Understood::Next { every: Some(_), .. } => Role::Dim,
            _ => Role::Chip,
        };
        let mut text = match &chip.what {
            Understood::Several(_) if self.bears_numbers() => format!(" {} ", cx.word("log-several-numbers")),
            Understood::Kind(..) if self.takes_its_place() => {
                format!(" {}, {} ", cx.words.understood(&chip.what, &cx.now), cx.word("log-instead"))
            }
            what => format!(" {} ", cx.words.understood(what, &cx.now)),
        };
        if matches!(chip.what, Understood::Promise { other: Some(_), next: true, .. }) {
            text.push_str(&format!("  {} ", cx.word("log-other-key")));
        }
        Bare { place, order, implied, text, role }
    }
}

/// Where the line begins: behind its label.
fn indent(cx: &Cx) -> u16 {
    cells(cx.word("log-label")) as u16 + 3
}

#[cfg(test)]
mod tests {
    use ratatui::buffer::Buffer;

    use super::*;
    use crate::base::clock::Now;
    use crate::base::id::{Id, IdSource};
    use crate::base::lang::Lang;
    use crate::base::when::SEARCHED;
    use crate::config::Settings;
    use crate::tui::Model;
    use crate::tui::message::{Msg, Spot};
    use crate::tui::open::LogStart;
    use crate::tui::{draw, update};

    #[test]
    fn a_call_that_takes_the_planned_visits_place_says_so_before_enter() {
        let shown = |closes: Option<Id>, words: &str| {
            let now = Now::parse("2026-11-24T10:42:00+08:00").unwrap();
            let cx = Cx::new(now, Lang::En, Settings::default(), false, IdSource::seeded(1));
            let mut model = Model::new(cx, Spot::default());
            let account = Some((Id::from_bytes([1; 16]), "Tan Pharmacy".to_owned()));
            let start = LogStart { account, meant: true, closes, ..LogStart::default() };
            let line = LogLine::new(start, &mut model.cx);
            model.open(line.into());
            update(&mut model, Msg::Resize(100, 30));
            update(&mut model, Msg::Paste(words.to_owned()));
            let area = Rect::new(0, 0, 100, 30);
            let mut buffer = Buffer::empty(area);
            draw(&model, &mut buffer, area);
            let text: String = buffer.content().iter().map(|cell| cell.symbol()).collect();
            text.contains("in place of the planned visit")
        };
        let planned = Some(Id::from_bytes([2; 16]));
        assert!(shown(planned, "phoned instead, all fine"));
        assert!(!shown(planned, "phoned, all fine"), "the visit is still to be made");
        assert!(!shown(None, "phoned instead, all fine"), "nothing was planned");
    }

    #[test]
    fn a_long_note_is_read_when_it_changes_and_not_when_it_is_drawn() {
        let now = Now::parse("2026-11-24T10:42:00+08:00").unwrap();
        let cx = Cx::new(now, Lang::En, Settings::default(), false, IdSource::seeded(1));
        let mut model = Model::new(cx, Spot::default());
        let line = LogLine::new(LogStart::default(), &mut model.cx);
        model.open(line.into());
        let note = "he wants to see the big one on fri ".repeat(460);
        update(&mut model, Msg::Resize(100, 30));
        update(&mut model, Msg::Paste(note));
        let before = SEARCHED.get();
        let area = Rect::new(0, 0, 100, 30);
        let mut buffer = Buffer::empty(area);
        draw(&model, &mut buffer, area);
        assert_eq!(SEARCHED.get(), before);
        let text: String = buffer.content().iter().map(|cell| cell.symbol()).collect();
        assert!(text.contains("on fri"), "it is said that nothing is promised: {text}");
    }
}
