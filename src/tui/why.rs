//! Why a customer is proposed, in words and figures, and a proposal on one line or two.

use ratatui::layout::Rect;

use super::canvas::Canvas;
use super::cx::Cx;
use super::subject::{Row, Subject};
use super::theme::Role;
use crate::base::width::cells;
use crate::domain::ask::{Proposal, Why};

/// The cells of a sum.
const SCORE: u16 = 4;
/// In fewer cells nothing of an address can be read.
const STREET: u16 = 16;

/// The first reason that says why now: neither the grade nor the distance.
pub fn first(cx: &Cx, proposal: &Proposal) -> String {
    proposal.terms.iter().find(|(why, _)| why.is_reason()).map(|(why, _)| cx.words.why_short(why)).unwrap_or_default()
}

/// Open, shut, or not known, with the hour where it closes today.
pub fn open_until(cx: &Cx, proposal: &Proposal) -> String {
    match proposal.open_until {
        None => String::new(),
        Some(0) => cx.word("shut-now").to_string(),
        Some(minutes) => cx.words.open_until(minutes),
    }
}

/// As what lies under the cursor.
pub fn subject(cx: &Cx, proposal: &Proposal) -> Subject {
    let reasons: Vec<String> = proposal.terms.iter().map(|(why, _)| cx.words.why(why)).collect();
    Subject {
        row: Row::Account,
        text: format!("{}  {}  {}", proposal.name, proposal.street, reasons.join(cx.word("list-comma"))),
        ..Subject::account(proposal.account, proposal.name.clone())
    }
}

/// The cells of the widest name among proposals, in lines of this width: the rest is left to where they are, or why.
pub fn names<'a>(proposals: impl IntoIterator<Item = &'a Proposal>, width: u16) -> u16 {
    let most = proposals.into_iter().map(|proposal| cells(&proposal.name)).max().unwrap_or(0);
    (most as u16).min(width * 3 / 5)
}

/// A proposal on two lines: who and where; why, each term with its share of the sum.
pub fn two_lines(cx: &Cx, proposal: &Proposal, number: usize, name: u16, area: Rect, canvas: &mut Canvas<'_>) {
    let (x, y) = (area.x, area.y);
    canvas.put(x, y, 3, &number.to_string(), Role::Dim);
    let grade = proposal.grade.map(|grade| cx.words.of("account", "grade", grade)).unwrap_or_default();
    canvas.put(x + 4, y, name, &proposal.name, Role::Strong);
    canvas.put(x + 5 + name, y, 2, grade, Role::Text);
    let mut end = area.right();
    // The figures stand under each other, and so does what is beside them.
    canvas.put_right(end, y, SCORE, &proposal.score.to_string(), Role::Dim);
    end -= SCORE + 2;
    end -= canvas.put_right(end, y, 16, &open_until(cx, proposal), Role::Dim) + 2;
    let room = end.saturating_sub(x + 8 + name);
    if room >= STREET {
        canvas.put(x + 8 + name, y, room, &proposal.street, Role::Dim);
    }
    let mut at = x + 4;
    for (why, share) in &proposal.terms {
        if at >= area.right() {
            break;
        }
        let role = match why {
            Why::PromiseLate { days } | Why::TheirsLate { days } if *days > 0 => Role::Late,
            Why::Overdue { .. } => Role::Late,
            Why::PromiseLate { .. } | Why::DueIn { days: 0 } => Role::Due,
            _ => Role::Text,
        };
        let text = if area.width < 60 { cx.words.why_short(why) } else { cx.words.why(why) };
        // A term with half of its share would say something else.
        let need = cells(&text) + share.to_string().len() + 2;
        if at > area.x + 4 && usize::from(area.right() - at) < need {
            break;
        }
        at += canvas.put(at, y + 1, area.right() - at, &text, role);
        at += canvas.put(at, y + 1, area.right().saturating_sub(at), &format!(" +{share}"), Role::Dim) + 3;
    }
}

/// The whole sum, so that it can be checked by hand: `100 due today + 90 grade A + 59 2.0 km off the route = 249`.
pub fn sum(cx: &Cx, proposal: &Proposal) -> String {
    let terms: Vec<String> = proposal
        .terms
        .iter()
        .map(|(why, points)| cx.say("why-term", &[("points", (*points).into()), ("why", (&cx.words.why(why)).into())]))
        .collect();
    cx.say("why-sum", &[("terms", (&terms.join(" + ")).into()), ("sum", proposal.score.into())])
}

/// A proposal on one line: who, where, the reasons, each with its share of the sum.
pub fn one_line(cx: &Cx, proposal: &Proposal, name: u16, area: Rect, canvas: &mut Canvas<'_>) {
    let (x, y) = (area.x, area.y);
    canvas.put(x, y, name, &proposal.name, Role::Text);
    let grade = proposal.grade.map(|grade| cx.words.of("account", "grade", grade)).unwrap_or("-");
    canvas.put(x + name + 1, y, 2, grade, Role::Text);
    let end = area.right() - canvas.put_right(area.right(), y, 6, &proposal.score.to_string(), Role::Dim) - 1;
    let mut at = x + name + 4;
    for (why, share) in &proposal.terms {
        let text = cx.words.why_short(why);
        let need = (cells(&text) + 8) as u16;
        if at + need > end {
            break;
        }
        at += canvas.spans(at, y, need, &[(&text, Role::Text), (&format!(" +{share}"), Role::Dim)]) + 3;
    }
}
