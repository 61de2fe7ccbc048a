//! The briefing as lines: what Today shows of the next stop, a customer's page of its customer, and the briefing's own page, in the same words.
//!
//! Always holds: each line knows the record it came from.

mod page;

pub use self::page::BriefPage;

use ratatui::layout::Rect;

use super::super::canvas::Canvas;
use super::super::cx::Cx;
use super::super::theme::Role;
use crate::base::id::Id;
use crate::base::width;
use crate::domain::ask::{Briefing, Question};
use crate::domain::day::steps::VisitSteps;
use crate::domain::deed::LogRef;
use crate::schema::Contact;

/// The record that a line came from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Source {
    /// A promise.
    FollowUp(Id),
    /// A visit or a touch.
    Log(LogRef),
    /// A person.
    Contact(Id),
    /// The steps of a visit.
    Steps(Id),
    /// The customer itself.
    Account,
}

impl Source {
    /// The record.
    fn id(self) -> Option<Id> {
        match self {
            Source::FollowUp(id) | Source::Contact(id) | Source::Steps(id) => Some(id),
            Source::Log(LogRef::Visit(id) | LogRef::Touch(id)) => Some(id),
            Source::Account => None,
        }
    }
}

/// A line: what it is about, the words, and what stands at its right edge.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Line {
    /// The key of the label.
    pub label: &'static str,
    /// The words.
    pub text: String,
    /// At the right edge.
    pub right: String,
    /// How the right edge looks.
    pub role: Role,
    /// Where it comes from.
    pub source: Source,
    /// The money that was promised, in its written form, where it is about some.
    pub money: Option<String>,
}

impl Line {
    fn new(label: &'static str, text: impl Into<String>, right: impl Into<String>, source: Source) -> Line {
        Line { label, text: text.into(), right: right.into(), role: Role::Dim, source, money: None }
    }
}

/// The label of what was said while somebody worked elsewhere.
const EARLIER: &str = "brief-earlier";

/// The lines of a briefing for a few rows, the most telling first: at most `most`. Each kind has its best line before any has its second.
pub fn lines(cx: &Cx, briefing: &Briefing, most: usize) -> Vec<Line> {
    let mut found: Vec<(usize, usize, Line)> = Vec::new();
    for (kind, lines) in kinds(cx, briefing).into_iter().enumerate() {
        let lines = match kind {
            ASK => side_by_side(cx, lines),
            LAST if briefing.last.first().is_some_and(|(_, _, said)| said.is_empty()) => with_words(cx, lines),
            _ => lines,
        };
        // Who is there and what one should know stand on the customer's page anyway.
        if kind < FEW {
            found.extend(lines.into_iter().enumerate().map(|(rank, line)| (rank, kind, line)));
        }
    }
    found.sort_by_key(|(rank, kind, _)| (*rank, *kind));
    found.truncate(most);
    found.sort_by_key(|(rank, kind, _)| (*kind, *rank));
    found.into_iter().map(|(_, _, line)| line).collect()
}

/// All lines of a briefing, in their order.
pub fn all(cx: &Cx, briefing: &Briefing) -> Vec<Line> {
    kinds(cx, briefing).into_iter().flatten().collect()
}

/// So many kinds may stand where there is little room.
const FEW: usize = 10;
/// What was said last, among the kinds.
const LAST: usize = 2;
/// What to ask, among the kinds.
const ASK: usize = 3;

/// What came of a visit of which nothing was said.
fn unsaid(cx: &Cx, briefing: &Briefing) -> String {
    let came = briefing.last_came.map(|outcome| cx.words.of("visit", "outcome", outcome));
    came.into_iter().chain([cx.word("brief-no-note")]).collect::<Vec<_>>().join(cx.word("note-comma"))
}

/// The last time, of which nothing was said, and beside it what was said before that.
fn with_words(cx: &Cx, mut lines: Vec<Line>) -> Vec<Line> {
    if lines.len() > 1 {
        let before = lines.remove(1);
        let before = cx.say("brief-before", &[("day", (&before.right).into()), ("what", (&before.text).into())]);
        lines[0].text = format!("{}   {before}", lines[0].text);
    }
    lines
}

/// The first two questions on one line, where there is room for few.
fn side_by_side(cx: &Cx, questions: Vec<Line>) -> Vec<Line> {
    let mut questions = questions.into_iter().take(2);
    let Some(first) = questions.next() else { return Vec::new() };
    vec![questions.fold(first, |mut line, other| {
        line.text = format!("{}   {}", line.text, other.text);
        if !line.right.is_empty() && !other.right.is_empty() {
            line.right.push_str(cx.word("brief-semicolon"));
        }
        line.right.push_str(&other.right);
        line
    })]
}

/// The lines by kind: promises of both sides, what was said, what to ask, who worked elsewhere before, the visit's steps, money, objections, competitors, birthdays, people, what to know.
fn kinds(cx: &Cx, briefing: &Briefing) -> [Vec<Line>; 12] {
    let today = cx.now.today();
    let promised = |label: &'static str, promises: &[(Id, String, Option<chrono::NaiveDate>)]| {
        promises
            .iter()
            .take(3)
            .map(|(id, text, due)| {
                let late = due.is_some_and(|due| due < today);
                let left = due.map(|due| cx.words.due(due, today)).unwrap_or_default();
                let right = if late { format!("! {left}") } else { left };
                let text = match due {
                    Some(due) => {
                        cx.say("brief-by", &[("what", text.into()), ("day", (&cx.words.day_of(*due, today)).into())])
                    }
                    None => text.clone(),
                };
                let role = if late { Role::Late } else { Role::Dim };
                Line { role, ..Line::new(label, text, right, Source::FollowUp(*id)) }
            })
            .collect::<Vec<_>>()
    };
    let mut last: Vec<Line> = briefing
        .last
        .iter()
        .map(|(log, day, said)| {
            let text = if said.is_empty() { unsaid(cx, briefing) } else { said.clone() };
            Line::new("brief-last", text, cx.words.day_of(*day, today), Source::Log(*log))
        })
        .collect();
    if briefing.first_visit && last.is_empty() {
        last.push(Line::new("brief-last", cx.word("brief-never"), "", Source::Account));
    }
    let times = |n: u32| if n > 1 { format!("  {}", cx.say("brief-times", &[("n", n.into())])) } else { String::new() };
    let earlier = briefing.earlier.iter().map(|earlier| {
        let whom = [earlier.name.clone(), format!("{}{}", earlier.place, times(earlier.times))];
        let (said, day, from) = match &earlier.last {
            Some((log, day, said)) => (said.clone(), cx.words.day_of(*day, today), Source::Log(*log)),
            None => (String::new(), String::new(), Source::Contact(earlier.contact)),
        };
        let parts = whom.into_iter().chain([said]).filter(|part| !part.is_empty()).collect::<Vec<_>>();
        Line::new(EARLIER, parts.join("   "), day, from)
    });
    let steps = briefing.steps.iter().map(|steps| steps_line(cx, steps)).collect();
    let ask = briefing.ask.iter().map(|question| asked(cx, question)).collect();
    let money = briefing.money.iter().map(|promised| {
        let left = promised.payment.due.map(|due| cx.words.due(due, today)).unwrap_or_default();
        let role = if promised.payment.due.is_some_and(|due| due < today) { Role::Due } else { Role::Dim };
        Line {
            role,
            money: Some(promised.payment.to_string()),
            ..Line::new(
                "brief-money",
                cx.words.promised_money(&promised.payment, &cx.now),
                left,
                Source::Log(promised.log),
            )
        }
    });
    let objections = briefing.objections.iter().map(|heard| {
        let mut text = format!("{}{}", heard.words, times(heard.times));
        let (mut from, mut day) = heard.last;
        if let Some((log, on, said)) = &heard.worked {
            text.push_str("   ");
            text.push_str(&cx.say("brief-worked", &[("what", said.into())]));
            (from, day) = (*log, *on);
        }
        Line::new("brief-objection", text, cx.words.day_of(day, today), Source::Log(from))
    });
    let competitors = briefing.competitors.iter().map(|rival| {
        let (from, day) = rival.last;
        let right = cx.words.day_of(day, today);
        Line::new("brief-competitor", format!("{}{}", rival.name, times(rival.times)), right, Source::Log(from))
    });
    let birthdays = briefing
        .birthdays
        .iter()
        .map(|(id, name, day)| Line::new("brief-birthday", name.clone(), cx.words.day(*day), Source::Contact(*id)));
    let people = briefing.people.iter().take(4).map(|person| {
        let phone = person.phones.first().cloned().unwrap_or_default();
        Line::new("brief-people", called(cx, person), phone, Source::Contact(person.id))
    });
    let notes = width::one_line(briefing.notes.trim());
    let notes = (!notes.is_empty()).then(|| notes.into_owned()).into_iter();
    let formerly = briefing.formerly.iter().map(|place| cx.say("customer-formerly", &[("place", place.into())]));
    let notes = notes.chain(formerly).map(|text| Line::new("brief-notes", text, "", Source::Account));
    [
        promised("brief-ours", &briefing.ours),
        promised("brief-theirs", &briefing.theirs),
        last,
        ask,
        earlier.collect(),
        steps,
        money.collect(),
        objections.collect(),
        competitors.collect(),
        birthdays.collect(),
        people.collect(),
        notes.collect(),
    ]
}

/// How far the steps of today's visit are.
fn steps_line(cx: &Cx, steps: &VisitSteps) -> Line {
    let (n, m) = (steps.done(), steps.steps.len());
    let left: Vec<String> =
        steps.left().map(|step| format!("{}{}", step.words, if step.required { "!" } else { "" })).collect();
    let text = if left.is_empty() {
        cx.say("brief-steps-done", &[("m", m.into())])
    } else {
        let left = left.join(cx.word("list-comma"));
        cx.say("brief-steps-left", &[("n", n.into()), ("m", m.into()), ("left", (&left).into())])
    };
    Line::new("brief-steps", text, cx.keymap.shown("steps", true), Source::Steps(steps.visit))
}

/// A person's name, title and part in the decision.
fn called(cx: &Cx, person: &Contact) -> String {
    let role = person.role.map(|role| cx.words.of("contact", "role", role)).unwrap_or_default();
    let parts = [person.name.as_str(), person.title.as_str(), role];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("  ")
}

fn asked(cx: &Cx, question: &Question) -> Line {
    let today = cx.now.today();
    match question {
        Question::Noted { log, day, words } => {
            let right = cx.say("brief-from", &[("day", (&cx.words.day_of(*day, today)).into())]);
            Line::new("brief-ask", words.clone(), right, Source::Log(*log))
        }
        Question::Promised { follow_up, words, due } => {
            let text = cx.say("brief-asked-promise", &[("what", words.into())]);
            Line::new("brief-ask", text, promised_for(cx, Some(*due)), Source::FollowUp(*follow_up))
        }
        Question::Money { log, payment } => {
            let text = cx.words.asked_money(payment);
            Line {
                money: Some(payment.to_string()),
                ..Line::new("brief-ask", text, promised_for(cx, payment.due), Source::Log(*log))
            }
        }
        Question::WhoDecides => {
            Line::new("brief-ask", cx.word("brief-who-decides"), cx.word("brief-never-asked"), Source::Account)
        }
    }
}

fn promised_for(cx: &Cx, due: Option<chrono::NaiveDate>) -> String {
    let due = due.map(|due| cx.words.day_of(due, cx.now.today()));
    due.map(|day| cx.say("brief-promised-for", &[("day", (&day).into())])).unwrap_or_default()
}

/// Draws a line of the briefing on one row. A label that the line above has is not said twice.
pub fn draw(cx: &Cx, line: &Line, first: bool, (x, y, room): (u16, u16, u16), canvas: &mut Canvas<'_>) {
    let area = Rect { x, y, width: room, height: 1 };
    let text = frame(cx, line, first, area, canvas);
    canvas.put_words(x + label_room(cx), y, text, &line.text, Role::Text);
    cover(cx, line, area, canvas);
}

/// The rows of what a line says where nothing of it is cut.
pub(super) fn whole<'a>(cx: &Cx, line: &'a Line, room: u16) -> Vec<&'a str> {
    width::wrap(&line.text, usize::from(text_room(cx, line, room)))
}

/// Draws a line of the briefing on as many rows as it needs.
pub(super) fn draw_whole(cx: &Cx, line: &Line, first: bool, area: Rect, canvas: &mut Canvas<'_>) {
    let text = frame(cx, line, first, area, canvas);
    for (row, words) in (area.y..area.bottom()).zip(whole(cx, line, area.width)) {
        canvas.put(area.x + label_room(cx), row, text, words, Role::Text);
    }
    cover(cx, line, area, canvas);
}

/// What was said while somebody worked elsewhere.
fn cover(cx: &Cx, line: &Line, area: Rect, canvas: &mut Canvas<'_>) {
    if line.label == EARLIER {
        let label = label_room(cx);
        canvas.anothers(Rect { x: area.x + label, width: area.width.saturating_sub(label), ..area });
    }
}

/// What stands at the right edge. Of several places that it comes from the first is named where there is no room for all.
fn beside<'a>(cx: &Cx, line: &'a Line, room: u16) -> (&'a str, u16) {
    let most = room / 3;
    let all = width::cells(&line.right) <= usize::from(most);
    let named = line.right.split(cx.word("brief-semicolon")).next().unwrap_or_default();
    let beside = if all { &line.right } else { named };
    (beside, width::cells(beside).min(usize::from(most)) as u16)
}

fn text_room(cx: &Cx, line: &Line, room: u16) -> u16 {
    room.saturating_sub(label_room(cx) + beside(cx, line, room).1 + 2)
}

/// Draws what stands beside the words of a line; the cells that they have.
fn frame(cx: &Cx, line: &Line, first: bool, area: Rect, canvas: &mut Canvas<'_>) -> u16 {
    let label_room = label_room(cx);
    if first {
        canvas.put(area.x, area.y, label_room, cx.word(line.label), Role::Dim);
    }
    let (beside, right) = beside(cx, line, area.width);
    canvas.put_right(area.right(), area.y, right, &width::cut(beside, usize::from(right)), line.role);
    text_room(cx, line, area.width)
}

/// The cells of the labels and the space behind them.
pub fn label_room(cx: &Cx) -> u16 {
    let labels =
        ["brief-ours", "brief-theirs", "brief-last", "brief-ask", "brief-money", "brief-objection", "brief-competitor"];
    labels.iter().map(|label| width::cells(cx.word(label)) as u16).max().unwrap_or(0) + 3
}
