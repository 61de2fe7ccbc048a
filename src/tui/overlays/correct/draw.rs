//! How the correction of a log looks: what is known of the log, and below it what is being set right.

use ratatui::layout::Rect;

use super::Correct;
use super::how::{How, how_it_was, hows};
use super::parts::{PARTS, Part};
use super::time::times;
use crate::base::width::wrap;
use crate::domain::ask::LogView;
use crate::domain::deed::LogKind;
use crate::tui::canvas::Canvas;
use crate::tui::cx::Cx;
use crate::tui::overlays::who::name_hit;
use crate::tui::screen::{Screen, body};
use crate::tui::theme::Role;

impl Correct {
    pub(super) fn draw_log(&self, cx: &Cx, area: Rect, canvas: &mut Canvas<'_>) {
        let inner = canvas.window(area, cx.word("title-correct"));
        let Some(view) = &self.view else { return };
        let mut y = inner.y;
        let label = 14.min(inner.width / 3);
        for (at, (part, word)) in PARTS.iter().enumerate() {
            let here = self.part == Some(*part) || (self.part.is_none() && at == self.list.cursor);
            let digit = if self.part.is_none() { (at + 1).to_string() } else { " ".to_owned() };
            canvas.spans(
                inner.x,
                y,
                label,
                &[(&digit, Role::Key), (" ", Role::Text), (cx.word(word), if here { Role::Accent } else { Role::Dim })],
            );
            canvas.put(inner.x + label, y, inner.width - label, &shown(*part, view, cx), Role::Text);
            if self.part.is_none() && here {
                canvas.tint(Rect { x: inner.x, y, width: inner.width, height: 1 }, Role::Cursor);
            }
            y += 1;
        }
        canvas.rule(inner.x, y, inner.width);
        self.draw_part(cx, view, Rect { y: y + 1, height: inner.bottom().saturating_sub(y + 1), ..inner }, canvas);
    }

    /// So many rows of a list there is room for, below what is known of the log.
    pub(super) fn room(&self, cx: &Cx) -> usize {
        let area = self.popup(cx, body(cx)).unwrap_or_default();
        let field = u16::from(matches!(self.part, Some(Part::Whose | Part::FollowUps | Part::Met)));
        usize::from(area.height.saturating_sub(2 + PARTS.len() as u16 + 1 + field))
    }

    fn draw_part(&self, cx: &Cx, view: &LogView, area: Rect, canvas: &mut Canvas<'_>) {
        let row = |at: usize| area.y + 1 + at as u16;
        match self.part {
            None => {
                let typed = cx.say("correct-as-typed", &[("words", (&view.words).into())]);
                for (at, line) in
                    wrap(&typed, usize::from(area.width)).iter().take(usize::from(area.height)).enumerate()
                {
                    canvas.put(area.x, area.y + at as u16, area.width, line, Role::Dim);
                }
            }
            Some(Part::Words) => {
                let sight = self.field.sight_of_lines(area.width, area.height);
                for (at, line) in sight.lines.iter().enumerate() {
                    canvas.put(area.x, area.y + at as u16, area.width, line, Role::Field);
                }
                canvas.set_cursor(Some((area.x + sight.cursor.0, area.y + sight.cursor.1)));
            }
            Some(Part::Time) => {
                self.field.draw(canvas, area.x, area.y, area.width.min(40), true);
                let read = times(self.field.words(), view.time, &cx.now, cx.words.lang());
                let (text, role) = match read {
                    Ok((from, to)) => {
                        (format!("= {} - {}", cx.words.moment(from, &cx.now), cx.words.clock(to, &cx.now)), Role::Chip)
                    }
                    Err("correct-ahead") => (cx.word("correct-ahead").to_owned(), Role::Due),
                    Err(_) => (cx.word("correct-time-hint").to_owned(), Role::Dim),
                };
                canvas.put(area.x, row(0), area.width, &text, role);
            }
            Some(Part::Kind) => {
                for (at, how) in hows(view).into_iter().enumerate().take(usize::from(area.height)) {
                    let y = area.y + at as u16;
                    let digit = (at + 1).to_string();
                    canvas.spans(
                        area.x,
                        y,
                        area.width,
                        &[(&digit, Role::Key), ("  ", Role::Text), (&how_words(cx, how), Role::Text)],
                    );
                    if at == self.list.cursor {
                        canvas.tint(Rect { y, height: 1, ..area }, Role::Cursor);
                    }
                }
            }
            Some(Part::Whose) => {
                self.field.draw(canvas, area.x, area.y, area.width.min(50), true);
                for (at, hit) in self.hits.iter().enumerate() {
                    name_hit(cx, hit, None, Rect { y: row(at), height: 1, ..area }, canvas);
                }
                if let Some(name) = self.new_name() {
                    let text = cx.say("new-customer", &[("name", (&name).into())]);
                    canvas.put(area.x + 3, row(self.hits.len()), area.width.saturating_sub(3), &text, Role::Accent);
                }
                if self.rows() > 0 {
                    canvas.put(area.x + 1, row(self.list.cursor), 1, ">", Role::Accent);
                    canvas.tint(Rect { y: row(self.list.cursor), height: 1, ..area }, Role::Cursor);
                }
            }
            Some(Part::Heard) => self.draw_heard(cx, area, canvas),
            Some(Part::Met) => self.draw_met(cx, area, canvas),
            Some(Part::FollowUps) if self.changing.is_some() => self.draw_follow_up(cx, area, canvas),
            Some(Part::FollowUps) => {
                self.field.draw(canvas, area.x, area.y, area.width.min(60), true);
                for (line, at) in self.list.sight(view.follow_ups.len(), self.room(cx)).enumerate() {
                    let Some(follow_up) = view.follow_ups.get(at) else { break };
                    let due = follow_up.due.map(|day| cx.words.day_from(day, cx.now.today())).unwrap_or_default();
                    let text = format!("{}  {}  {due}", at + 1, follow_up.text);
                    canvas.put(area.x, row(line), area.width, &text, Role::Text);
                }
                if self.field.is_empty() {
                    let hint =
                        if view.follow_ups.is_empty() { "correct-follow-up-hint" } else { "correct-follow-ups-hint" };
                    canvas.put(area.x + 1, area.y, area.width, cx.word(hint), Role::Dim);
                }
            }
        }
    }
}

/// How a part stands now.
fn shown(part: Part, view: &LogView, cx: &Cx) -> String {
    match part {
        Part::Whose if view.account.is_none() => cx.word("correct-unfiled").to_owned(),
        Part::Whose => view.name.clone(),
        Part::Time => stretch(view, cx),
        Part::Kind => how_words(cx, how_it_was(view)),
        Part::Words => view.notes.clone(),
        Part::FollowUps => {
            let texts: Vec<&str> = view.follow_ups.iter().map(|follow_up| follow_up.text.as_str()).collect();
            texts.join(cx.word("list-comma"))
        }
        Part::Heard => view.heard.clone(),
        Part::Met => {
            let met = view.people.iter().filter(|person| person.met).map(|person| person.name.as_str());
            met.collect::<Vec<_>>().join(cx.word("list-comma"))
        }
    }
}

fn how_words(cx: &Cx, how: How) -> String {
    match how {
        How::Was(LogKind::Visit(kind)) => format!("{} {}", cx.word("visit"), cx.words.of("visit", "kind", kind)),
        How::Was(LogKind::Touch(kind)) => cx.words.of("touch", "kind", kind).to_owned(),
        How::Missed(reason) => cx.words.not_done(reason),
    }
}

/// `10:12-10:42`, with its day where it is not today.
pub(super) fn stretch(view: &LogView, cx: &Cx) -> String {
    let (from, to) = view.time;
    let ended = cx.words.clock(to, &cx.now);
    if cx.now.workday(from) == cx.now.today() {
        return format!("{}-{ended}", cx.words.clock(from, &cx.now));
    }
    let day = cx.words.day_of(cx.now.zone.local(from).date(), cx.now.today());
    format!("{day} {}-{ended}", cx.words.clock(from, &cx.now))
}
