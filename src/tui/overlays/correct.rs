//! A log is set right: its customer, its time, how it was, its words, its follow-ups. A digit chooses what; Enter saves.
//!
//! Always holds: the line as it was typed stays in the history; what is being written is drafted; all that hangs on a log moves with it.

use ratatui::layout::Rect;

use super::super::canvas::{Canvas, centred};
use super::super::cx::{Cx, Tone};
use super::super::dates;
use super::super::field::Field;
use super::super::key::{Code, Key};
use super::super::list::List;
use super::super::message::{Ticket, Trouble};
use super::super::open;
use super::super::screen::{Handled, Motion, Place, Screen};
use super::super::subject::{Row, Subject};
use super::super::theme::Role;
use super::log_line::promise_of;
use super::who::name_hit;
use crate::base::clock::{Moment, Now};
use crate::base::lang::Lang;
use crate::base::when::{self, Context, Hint, When};
use crate::base::width::wrap;
use crate::domain::act::Committed;
use crate::domain::ask::{Answer, Ask, LogView, NameHit};
use crate::domain::deed::{Correction, Deed, LogKind, LogRef, Whose};
use crate::schema::{FOLLOW_UP, TouchKind, VisitKind, VisitState};

/// What is set right.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Part {
    Whose,
    Time,
    Kind,
    Words,
    FollowUps,
}

const PARTS: [(Part, &str); 5] = [
    (Part::Whose, "correct-whose"),
    (Part::Time, "correct-time"),
    (Part::Kind, "correct-kind"),
    (Part::Words, "correct-words"),
    (Part::FollowUps, "correct-follow-ups"),
];

/// How it can have been, in the order of the digits.
const KINDS: [LogKind; 6] = [
    LogKind::Visit(VisitKind::OnSite),
    LogKind::Visit(VisitKind::Video),
    LogKind::Touch(TouchKind::Call),
    LogKind::Touch(TouchKind::Chat),
    LogKind::Touch(TouchKind::Email),
    LogKind::Touch(TouchKind::Letter),
];

/// At most so many customers are offered.
const MOST: usize = 6;

/// The correction of a log.
#[derive(Debug)]
pub struct Correct {
    log: LogRef,
    view: Option<Box<LogView>>,
    loading: Option<Ticket>,
    /// What is being set right; none: it is chosen.
    part: Option<Part>,
    list: List,
    field: Field,
    hits: Vec<NameHit>,
    asked: Option<Ticket>,
    saving: Option<Ticket>,
}

impl Correct {
    /// Of this log: it is asked for.
    pub fn new(log: LogRef, cx: &mut Cx) -> Correct {
        Correct {
            log,
            view: None,
            loading: Some(cx.ask(Ask::Log(log))),
            part: None,
            list: List::default(),
            field: Field::default(),
            hits: Vec::new(),
            asked: None,
            saving: None,
        }
    }

    fn of(&self) -> String {
        let (LogRef::Visit(id) | LogRef::Touch(id)) = self.log;
        format!("correct:{id}")
    }

    fn begin(&mut self, part: Part, cx: &mut Cx) {
        let Some(view) = &self.view else { return };
        self.list = List::default();
        self.field = match part {
            Part::Words => Field::lines(cx.drafted(&self.of()).unwrap_or(&view.notes)),
            Part::Time => Field::new(&stretch(view, cx)),
            _ => Field::default(),
        };
        if part == Part::Kind {
            self.list.cursor = KINDS.iter().position(|kind| *kind == kind_of(view)).unwrap_or(0);
        }
        self.part = Some(part);
    }

    fn correct(&mut self, correction: Correction, cx: &mut Cx) {
        if self.saving.is_none() {
            self.saving = Some(cx.perform(Deed::Correct { log: self.log, correction }));
        }
    }

    fn rows(&self) -> usize {
        match self.part {
            None => PARTS.len(),
            Some(Part::Whose) => self.hits.len() + usize::from(self.new_name().is_some()),
            Some(Part::Kind) => KINDS.len(),
            Some(Part::FollowUps) => self.view.as_ref().map_or(0, |view| view.follow_ups.len()),
            _ => 0,
        }
    }

    fn new_name(&self) -> Option<String> {
        let name = self.field.words().trim();
        (!name.is_empty()).then(|| name.to_owned())
    }

    /// What Enter or a digit does with this row.
    fn pick(&mut self, at: usize, cx: &mut Cx) {
        match self.part {
            None => {
                if let Some((part, _)) = PARTS.get(at) {
                    self.begin(*part, cx);
                }
            }
            Some(Part::Whose) => {
                let whose = match (self.hits.get(at), self.new_name()) {
                    (Some(hit), _) => Whose::Account(hit.account),
                    (None, Some(name)) if at == self.hits.len() => Whose::New(name),
                    _ => return,
                };
                self.correct(Correction { whose: Some(whose), ..Correction::default() }, cx);
            }
            Some(Part::Kind) => {
                if let Some(kind) = KINDS.get(at) {
                    self.correct(Correction { kind: Some(*kind), ..Correction::default() }, cx);
                }
            }
            Some(Part::FollowUps) => {
                if let Some(follow_up) = self.view.as_ref().and_then(|view| view.follow_ups.get(at)) {
                    let record = follow_up.id;
                    cx.close();
                    open::form(cx, FOLLOW_UP.number, Some(record), Vec::new());
                }
            }
            Some(Part::Time | Part::Words) => {}
        }
    }

    fn save_written(&mut self, cx: &mut Cx) {
        let words = self.field.words().trim().to_owned();
        match self.part {
            Some(Part::Words) => self.correct(Correction { notes: Some(words), ..Correction::default() }, cx),
            Some(Part::Time) => {
                let Some(view) = &self.view else { return };
                match times(&words, view.time, &cx.now, cx.words.lang()) {
                    Some(time) => self.correct(Correction { time: Some(time), ..Correction::default() }, cx),
                    None => cx.notice_word("correct-no-time", Tone::Calm),
                }
            }
            Some(Part::FollowUps) if !words.is_empty() => {
                let promise = promise_of(&words, cx);
                self.correct(Correction { promises: vec![promise], ..Correction::default() }, cx);
            }
            _ => self.pick(self.list.cursor, cx),
        }
    }

    fn written(&mut self, cx: &mut Cx) {
        match self.part {
            Some(Part::Words) => cx.draft(&self.of(), self.field.words()),
            Some(Part::Whose) => {
                let letters = self.field.words().trim().to_owned();
                self.list = List::default();
                self.hits.clear();
                self.asked = (!letters.is_empty()).then(|| cx.ask(Ask::Names { letters, most: MOST }));
            }
            _ => {}
        }
    }
}

/// How a log was.
fn kind_of(view: &LogView) -> LogKind {
    match (view.touch, view.kind) {
        (Some(touch), _) => LogKind::Touch(touch),
        (None, kind) => LogKind::Visit(kind.unwrap_or(VisitKind::OnSite)),
    }
}

fn kind_words(cx: &Cx, kind: LogKind) -> String {
    match kind {
        LogKind::Visit(kind) => format!("{} {}", cx.word("visit"), cx.words.of("visit", "kind", kind)),
        LogKind::Touch(kind) => cx.words.of("touch", "kind", kind).to_owned(),
    }
}

/// `10:12-10:42`, with its day where it is not today.
fn stretch(view: &LogView, cx: &Cx) -> String {
    let (from, to) = view.time;
    let ended = cx.words.clock(to, &cx.now);
    if cx.now.workday(from) == cx.now.today() {
        return format!("{}-{ended}", cx.words.clock(from, &cx.now));
    }
    format!("{} {}-{ended}", cx.now.zone.local(from).date(), cx.words.clock(from, &cx.now))
}

/// The time that words mean for a log: a stretch, a start (the length stays), another day (the clock stays), or a length (the end stays).
fn times(words: &str, before: (Moment, Moment), now: &Now, lang: Lang) -> Option<(Moment, Moment)> {
    let (from, to) = before;
    let length = to.minutes_since(from);
    let day = now.zone.local(from).date();
    // A time alone is one of the log's own day.
    let own = Context { today: day, ..Context::new(day.and_hms_opt(23, 59, 0)?, Hint::Past, lang) };
    let spread = |start: chrono::NaiveDateTime| {
        let start = now.zone.moment(start);
        (start, start.plus_minutes(length))
    };
    let said = when::parse(words, &own)
        .filter(|said| !matches!(said.when, When::Day(_) | When::Days { .. }))
        .or_else(|| when::parse(words, &Context::at(now, Hint::Past, lang)));
    match said.map(|said| said.when) {
        Some(When::Hours { start, end }) => Some((now.zone.moment(start), now.zone.moment(end))),
        Some(When::At(start)) => Some(spread(start)),
        Some(When::Length(length)) => Some((to.plus_minutes(-length.num_minutes()), to)),
        Some(when) => Some(spread(when.due_day()?.and_time(now.zone.local(from).time()))),
        None => {
            // `2026-11-20 09:00-09:40`: a day, then a stretch of it.
            let (day, rest) = words.trim().split_once(' ')?;
            let day = dates::read_as(day, now, lang, Hint::Past)?.day;
            let context = Context { today: day, ..Context::new(day.and_hms_opt(23, 59, 0)?, Hint::Past, lang) };
            match when::parse(rest, &context)?.when {
                When::Hours { start, end } => Some((now.zone.moment(start), now.zone.moment(end))),
                When::At(start) => Some(spread(start)),
                _ => None,
            }
        }
    }
}

impl Screen for Correct {
    fn place(&self) -> Place {
        if self.part.is_some() { Place::Writing } else { Place::Question }
    }

    fn popup(&self, _cx: &Cx, whole: Rect) -> Option<Rect> {
        Some(centred(whole, 84, 16))
    }

    fn typing(&self) -> bool {
        matches!(self.part, Some(Part::Whose | Part::Time | Part::Words | Part::FollowUps))
    }

    fn key(&mut self, key: Key, cx: &mut Cx) -> Handled {
        let digit = key.narrow().typed().and_then(|c| c.to_digit(10)).filter(|digit| *digit > 0);
        let chooses = match self.part {
            None | Some(Part::Kind) => true,
            Some(Part::FollowUps | Part::Whose) => self.field.is_empty(),
            _ => false,
        };
        if let Some(digit) = digit.filter(|digit| chooses && (*digit as usize) <= self.rows()) {
            self.pick(digit as usize - 1, cx);
            return Handled::Yes;
        }
        if !self.typing() {
            return Handled::No;
        }
        // Enter saves here: a note of several lines is written in its form.
        if key == Key::plain(Code::Enter) {
            self.save_written(cx);
            return Handled::Yes;
        }
        let before = self.field.words().len();
        let handled = self.field.key(key);
        if handled == Handled::Yes && (self.field.words().len() != before || key.typed().is_some()) {
            self.written(cx);
        }
        handled
    }

    fn paste(&mut self, text: &str, cx: &mut Cx) {
        if self.typing() {
            self.field.paste(text);
            self.written(cx);
        }
    }

    fn moved(&mut self, motion: Motion, _cx: &mut Cx) {
        self.list.moved(motion, self.rows(), MOST);
    }

    fn enter(&mut self, cx: &mut Cx) {
        self.save_written(cx);
    }

    fn command(&mut self, id: &str, cx: &mut Cx) -> Handled {
        if id == "save" && self.part.is_some() {
            self.save_written(cx);
            return Handled::Yes;
        }
        Handled::No
    }

    fn back(&mut self, _cx: &mut Cx) -> Handled {
        if self.part.take().is_some() { Handled::Yes } else { Handled::No }
    }

    fn answered(&mut self, ticket: Ticket, answer: Answer, cx: &mut Cx) -> Option<Answer> {
        if self.loading == Some(ticket) {
            self.loading = None;
            match answer {
                Answer::Log(Some(view)) => self.view = Some(view),
                _ => {
                    cx.notice_word("refusal-gone", Tone::Trouble);
                    cx.close();
                    return None;
                }
            }
            if cx.drafted(&self.of()).is_some() {
                self.begin(Part::Words, cx);
            }
            return None;
        }
        match answer {
            Answer::Names(hits) if self.asked == Some(ticket) => {
                self.hits = hits;
                None
            }
            other => Some(other),
        }
    }

    fn done(&mut self, ticket: Ticket, outcome: &Result<Committed, Trouble>, cx: &mut Cx) {
        if self.saving != Some(ticket) {
            return;
        }
        self.saving = None;
        if outcome.is_ok() {
            cx.draft(&self.of(), "");
            cx.close();
        }
    }

    fn subject(&self, _cx: &Cx) -> Subject {
        let Some(view) = &self.view else { return Subject::default() };
        let row = match self.log {
            LogRef::Visit(id) => Row::Visit(id, VisitState::Done),
            LogRef::Touch(id) => Row::Touch(id),
        };
        Subject {
            account: view.account.map(|id| (id, view.name.clone())),
            row,
            text: view.words.clone(),
            ..Subject::default()
        }
    }

    fn draw(&self, cx: &Cx, area: Rect, canvas: &mut Canvas<'_>) {
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
}

impl Correct {
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
                    Some((from, to)) => {
                        (format!("= {} - {}", cx.words.moment(from, &cx.now), cx.words.clock(to, &cx.now)), Role::Chip)
                    }
                    None => (cx.word("correct-time-hint").to_owned(), Role::Dim),
                };
                canvas.put(area.x, row(0), area.width, &text, role);
            }
            Some(Part::Kind) => {
                for (at, kind) in KINDS.iter().enumerate().take(usize::from(area.height)) {
                    let y = area.y + at as u16;
                    let digit = (at + 1).to_string();
                    canvas.spans(
                        area.x,
                        y,
                        area.width,
                        &[(&digit, Role::Key), ("  ", Role::Text), (&kind_words(cx, *kind), Role::Text)],
                    );
                    if at == self.list.cursor {
                        canvas.tint(Rect { y, height: 1, ..area }, Role::Cursor);
                    }
                }
            }
            Some(Part::Whose) => {
                self.field.draw(canvas, area.x, area.y, area.width.min(50), true);
                for (at, hit) in self.hits.iter().enumerate() {
                    name_hit(cx, hit, at, false, Rect { y: row(at), height: 1, ..area }, canvas);
                }
                if let Some(name) = self.new_name() {
                    let text = cx.say("new-customer", &[("name", (&name).into())]);
                    canvas.put(area.x + 3, row(self.hits.len()), area.width.saturating_sub(3), &text, Role::Accent);
                }
                if self.rows() > 0 {
                    canvas.tint(Rect { y: row(self.list.cursor), height: 1, ..area }, Role::Cursor);
                }
            }
            Some(Part::FollowUps) => {
                self.field.draw(canvas, area.x, area.y, area.width.min(60), true);
                for (at, follow_up) in view.follow_ups.iter().enumerate() {
                    let due = follow_up.due.map(|day| cx.words.day_from(day, cx.now.today())).unwrap_or_default();
                    let text = format!("{}  {}  {due}", at + 1, follow_up.text);
                    canvas.put(area.x, row(at), area.width, &text, Role::Text);
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
        Part::Kind => kind_words(cx, kind_of(view)),
        Part::Words => view.notes.clone(),
        Part::FollowUps => {
            let texts: Vec<&str> = view.follow_ups.iter().map(|follow_up| follow_up.text.as_str()).collect();
            texts.join(cx.word("list-comma"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_set_a_time_right() {
        let now = Now::parse("2026-11-24T10:42:00+08:00").unwrap();
        let at = |text: &str| Now::parse(&format!("{text}:00+08:00")).unwrap().at;
        let before = (at("2026-11-24T09:00"), at("2026-11-24T09:30"));
        for (words, lang, expected) in [
            ("8:15-8:50", Lang::En, Some(("2026-11-24T08:15", "2026-11-24T08:50"))),
            ("8:15", Lang::En, Some(("2026-11-24T08:15", "2026-11-24T08:45"))),
            ("yesterday", Lang::En, Some(("2026-11-23T09:00", "2026-11-23T09:30"))),
            ("昨天下午3点", Lang::ZhHans, Some(("2026-11-23T15:00", "2026-11-23T15:30"))),
            ("45 min", Lang::En, Some(("2026-11-24T08:45", "2026-11-24T09:30"))),
            ("2026-11-20 09:00-09:40", Lang::En, Some(("2026-11-20T09:00", "2026-11-20T09:40"))),
            ("whenever", Lang::En, None),
        ] {
            let expected = expected.map(|(from, to)| (at(from), at(to)));
            assert_eq!(times(words, before, &now, lang), expected, "{words}");
        }
    }
}
