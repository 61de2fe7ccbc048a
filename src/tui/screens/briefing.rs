//! The briefing as lines: what Today shows of the next stop and a customer's page of its customer, in the same words and order.

use super::super::canvas::Canvas;
use super::super::cx::Cx;
use super::super::theme::Role;
use crate::base::width;
use crate::domain::ask::{Briefing, Question};

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
}

/// The lines of a briefing, the most telling first: at most `most`. Each kind has its best line before any has its second.
pub fn lines(cx: &Cx, briefing: &Briefing, most: usize) -> Vec<Line> {
    let today = cx.now.today();
    let mut found: Vec<(usize, usize, Line)> = Vec::new();
    for (kind, label, promises) in [(0, "brief-ours", &briefing.ours), (1, "brief-theirs", &briefing.theirs)] {
        for (rank, (_, text, due)) in promises.iter().enumerate().take(3) {
            let late = due.is_some_and(|due| due < today);
            let left = due.map(|due| cx.words.due(due, today)).unwrap_or_default();
            let right = if late { format!("! {left}") } else { left };
            let text = match due {
                Some(due) => {
                    cx.say("brief-by", &[("what", text.into()), ("day", (&cx.words.day_of(*due, today)).into())])
                }
                None => text.clone(),
            };
            found.push((rank, kind, Line { label, text, right, role: if late { Role::Late } else { Role::Dim } }));
        }
    }
    for (rank, (_, day, said)) in briefing.last.iter().enumerate().take(2) {
        let right = cx.words.day_of(*day, today);
        found.push((rank, 2, Line { label: "brief-last", text: said.clone(), right, role: Role::Dim }));
    }
    if briefing.first_visit && briefing.last.is_empty() {
        let text = cx.word("brief-never").to_string();
        found.push((0, 2, Line { label: "brief-last", text, right: String::new(), role: Role::Dim }));
    }
    if !briefing.ask.is_empty() {
        let (words, from): (Vec<String>, Vec<String>) =
            briefing.ask.iter().take(2).map(|question| asked(cx, question)).unzip();
        let from: Vec<String> = from.into_iter().filter(|from| !from.is_empty()).collect();
        let line = Line {
            label: "brief-ask",
            text: words.join("   "),
            right: from.join(cx.word("brief-semicolon")),
            role: Role::Dim,
        };
        found.push((0, 3, line));
    }
    for (rank, (name, day)) in briefing.birthdays.iter().enumerate() {
        let right = cx.words.day(*day);
        found.push((rank + 1, 4, Line { label: "brief-birthday", text: name.clone(), right, role: Role::Dim }));
    }
    found.sort_by_key(|(rank, kind, _)| (*rank, *kind));
    found.truncate(most);
    found.sort_by_key(|(rank, kind, _)| (*kind, *rank));
    found.into_iter().map(|(_, _, line)| line).collect()
}

fn asked(cx: &Cx, question: &Question) -> (String, String) {
    let today = cx.now.today();
    match question {
        Question::Noted { day, words, .. } => {
            (words.clone(), cx.say("brief-from", &[("day", (&cx.words.day_of(*day, today)).into())]))
        }
        Question::Promised { words, due, .. } => (
            cx.say("brief-asked-promise", &[("what", words.into())]),
            cx.say("brief-promised-for", &[("day", (&cx.words.day_of(*due, today)).into())]),
        ),
        Question::WhoDecides => (cx.word("brief-who-decides").to_string(), cx.word("brief-never-asked").to_string()),
    }
}

/// Draws a line of the briefing. A label that the line above has is not said twice.
pub fn draw(cx: &Cx, line: &Line, first: bool, (x, y, room): (u16, u16, u16), canvas: &mut Canvas<'_>) {
    let label_room = label_room(cx);
    if first {
        canvas.put(x, y, label_room, cx.word(line.label), Role::Dim);
    }
    let most = room / 3;
    // Of several places that it comes from the first is named where there is no room for all.
    let beside = if width::cells(&line.right) > usize::from(most) {
        line.right.split(cx.word("brief-semicolon")).next().unwrap_or_default()
    } else {
        &line.right
    };
    let right = width::cells(beside).min(usize::from(most)) as u16;
    canvas.put_right(x + room, y, right, &width::cut(beside, usize::from(right)), line.role);
    let text = room.saturating_sub(label_room + right + 2);
    canvas.put_words(x + label_room, y, text, &line.text, Role::Text);
}

/// The cells of the labels and the space behind them.
pub fn label_room(cx: &Cx) -> u16 {
    let labels = ["brief-ours", "brief-theirs", "brief-last", "brief-ask"];
    labels.iter().map(|label| width::cells(cx.word(label)) as u16).max().unwrap_or(0) + 3
}
