//! Why a customer is proposed, in words and figures, and a proposal on one line or two.

use ratatui::layout::Rect;

use super::canvas::Canvas;
use super::cx::Cx;
use super::subject::{Row, Subject};
use super::theme::Role;
use crate::domain::ask::{Proposal, Why};

/// A term in words: "9 days over (21 of 12)".
pub fn words(cx: &Cx, why: &Why) -> String {
    match *why {
        Why::Overdue { since, cadence } => cx.say(
            "why-overdue",
            &[("n", (since - cadence).into()), ("since", since.into()), ("cadence", cadence.into())],
        ),
        Why::DueIn { days: 0 } => cx.word("why-due-today").to_string(),
        Why::DueIn { days } => cx.say("why-due-in", &[("n", days.into())]),
        Why::FirstVisit { days } if days > 0 => cx.say("why-first-visit-in", &[("n", days.into())]),
        Why::FirstVisit { .. } => cx.word("why-first-visit").to_string(),
        Why::PromiseLate { days: 0 } => cx.word("why-promise-today").to_string(),
        Why::PromiseLate { days } => cx.say("why-promise-late", &[("n", days.into())]),
        Why::TheirsLate { days } => cx.say("why-theirs-late", &[("n", days.into())]),
        Why::Grade(grade) => cx.say("why-grade", &[("grade", cx.words.of("account", "grade", grade).into())]),
        Why::Near { metres } => cx.words.distance(metres),
        Why::Open { until } => until_words(cx, until),
    }
}

/// The first reason that says why now: neither the grade nor the distance.
pub fn first(cx: &Cx, proposal: &Proposal) -> String {
    proposal
        .terms
        .iter()
        .find(|(why, _)| !matches!(why, Why::Grade(_) | Why::Near { .. } | Why::Open { .. }))
        .map(|(why, _)| short(cx, why))
        .unwrap_or_default()
}

/// A reason in few cells.
pub fn short(cx: &Cx, why: &Why) -> String {
    match *why {
        Why::Overdue { since, cadence } => cx.say("why-over-short", &[("n", (since - cadence).into())]),
        ref other => words(cx, other),
    }
}

/// The metres among the reasons.
pub fn metres(proposal: &Proposal) -> Option<u32> {
    proposal.terms.iter().find_map(|(why, _)| match why {
        Why::Near { metres } => Some(*metres),
        _ => None,
    })
}

/// Open, shut, or not known, with the hour where it closes today.
pub fn open_until(cx: &Cx, proposal: &Proposal) -> String {
    match proposal.open_until {
        None => String::new(),
        Some(0) => cx.word("shut-now").to_string(),
        Some(minutes) => until_words(cx, minutes),
    }
}

fn until_words(cx: &Cx, minutes: u32) -> String {
    let time = format!("{:02}:{:02}", minutes / 60, minutes % 60);
    cx.say("open-until", &[("time", (&time).into())])
}

/// As what lies under the cursor.
pub fn subject(cx: &Cx, proposal: &Proposal) -> Subject {
    let reasons: Vec<String> = proposal.terms.iter().map(|(why, _)| words(cx, why)).collect();
    Subject {
        row: Row::Account,
        text: format!("{}  {}  {}", proposal.name, proposal.street, reasons.join(cx.word("list-comma"))),
        ..Subject::account(proposal.account, proposal.name.clone())
    }
}

/// A proposal on two lines: who and where; why, each term with its share of the sum.
pub fn two_lines(cx: &Cx, proposal: &Proposal, number: usize, area: Rect, canvas: &mut Canvas<'_>) {
    let (x, y) = (area.x, area.y);
    canvas.put(x, y, 3, &number.to_string(), Role::Dim);
    let grade = proposal.grade.map(|grade| cx.words.of("account", "grade", grade)).unwrap_or_default();
    let name = (area.width / 3).max(16);
    canvas.put(x + 4, y, name, &proposal.name, Role::Strong);
    canvas.put(x + 5 + name, y, 2, grade, Role::Text);
    let mut end = area.right();
    end -= canvas.put_right(end, y, 6, &proposal.score.to_string(), Role::Accent) + 2;
    end -= canvas.put_right(end, y, 16, &open_until(cx, proposal), Role::Dim) + 2;
    canvas.put(x + 8 + name, y, end.saturating_sub(x + 8 + name), &proposal.street, Role::Dim);
    let mut at = x + 4;
    for (why, share) in &proposal.terms {
        if at >= area.right() {
            break;
        }
        let role = if matches!(why, Why::PromiseLate { days } | Why::TheirsLate { days } if *days > 0) {
            Role::Late
        } else {
            Role::Text
        };
        let text = if area.width < 60 { short(cx, why) } else { words(cx, why) };
        // A term with half of its share would say something else.
        let need = crate::base::width::cells(&text) + share.to_string().len() + 2;
        if at > area.x + 4 && usize::from(area.right() - at) < need {
            break;
        }
        at += canvas.put(at, y + 1, area.right() - at, &text, role);
        at += canvas.put(at, y + 1, area.right().saturating_sub(at), &format!(" +{share}"), Role::Dim) + 3;
    }
}

/// A proposal on one line: who, where, the reasons, each with its share of the sum.
pub fn one_line(cx: &Cx, proposal: &Proposal, area: Rect, canvas: &mut Canvas<'_>) {
    let (x, y) = (area.x, area.y);
    let name = area.width * 26 / 100;
    canvas.put(x, y, name, &proposal.name, Role::Text);
    let grade = proposal.grade.map(|grade| cx.words.of("account", "grade", grade)).unwrap_or("-");
    canvas.put(x + name + 1, y, 2, grade, Role::Text);
    let end = area.right() - canvas.put_right(area.right(), y, 6, &proposal.score.to_string(), Role::Dim) - 1;
    let mut at = x + name + 4;
    for (why, share) in &proposal.terms {
        let text = short(cx, why);
        let need = (crate::base::width::cells(&text) + 8) as u16;
        if at + need > end {
            break;
        }
        at += canvas.spans(at, y, need, &[(&text, Role::Text), (&format!(" +{share}"), Role::Dim)]) + 3;
    }
}
