//! A promise: its words, and the day by which it is due, wherever in the words that stands.

use std::ops::Range;

use chrono::Timelike;

use crate::base::text::is_han;
use crate::base::when::{Context, NextWeekday, Said, When, find_all};
use crate::domain::dates::Of;
use crate::domain::deed::Slot;

/// A promise's words without its date, and the date with what else it could mean.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in crate::domain::log_line) struct Promised {
    /// What.
    pub text: String,
    /// By when.
    pub due: Option<Slot>,
    /// What the words for the date also could mean.
    pub other: Option<Slot>,
    /// They could since it is not settled what `next fri` means.
    pub next: bool,
}

/// The slot of a time in words: of several days the last, by then it is due; of a stretch of hours its beginning.
fn slot(when: When, words: &str, context: &Context) -> Option<Slot> {
    let words = words.trim_start().to_lowercase();
    let figure = words.contains(|c: char| c.is_ascii_digit());
    match when {
        // `before Tuesday` is Monday, `before the weekend` Friday; 周二前 may be Tuesday.
        When::Day(day) if words.starts_with("before ") && !figure => day.pred_opt().map(Slot::day),
        When::Days { first, .. } if words.starts_with("before ") && !figure => first.pred_opt().map(Slot::day),
        When::Days { first, .. } if ["till ", "until "].iter().any(|word| words.starts_with(word)) => {
            Some(Slot::day(first))
        }
        // A whole week further on is begun with: `the week after next`, 下下周.
        When::Days { first, last } if (last - first).num_days() == 6 && (first - context.today).num_days() > 7 => {
            Some(Slot::day(first))
        }
        When::At(at) | When::Hours { start: at, .. } => Some(Slot::at(at)),
        // By the end of next week is by Friday: on Sunday nobody works.
        When::Days { first, last } => Some(Slot::day(Of::Due.choose(first, last, context.today))),
        when => when.due_day().map(Slot::day),
    }
}

/// The day right before the last one, with nothing but a comma between: `quote fri, mon` may mean either.
fn day_before(words: &str, date: &Range<usize>, context: &Context) -> Option<(Range<usize>, Slot)> {
    let (range, said) = find_all(words, context).into_iter().rev().find(|(range, _)| range.end <= date.start)?;
    let between = &words[range.end..date.start];
    let joined = matches!(between.trim(), "," | "，" | "、" | "or" | ", or" | "或" | "或者") && said.other.is_none();
    let slot = slot(said.when, &words[range.clone()], context).filter(|_| joined)?;
    Some((range, slot))
}

/// Reads the words behind a mark. The last date counts: "asked today, send quote fri".
pub(in crate::domain::log_line) fn read(words: &str, context: &Context) -> Promised {
    let dated = find_all(words, context).into_iter().rev().find_map(|(range, said): (_, Said)| {
        let said_so = &words[range.clone()];
        let due = slot(said.when, said_so, context)?;
        // Nobody works at ten in the evening: `thursday at ten`.
        let late = |other: &Slot| other.day == due.day && due.time.is_some_and(|time| (7..12).contains(&time.hour()));
        let other = said.other.and_then(|other| slot(other, said_so, context)).filter(|other| !late(other));
        Some((range, due, other))
    });
    // 合約 週四: the 約 belongs to the word before it, not to the date.
    let dated = dated.map(|(range, due, other)| {
        let about = words[range.clone()].chars().next().filter(|c| matches!(c, '约' | '約'));
        let glued = words[..range.start].ends_with(is_han);
        let start = range.start + about.filter(|_| glued).map_or(0, char::len_utf8);
        (start..range.end, due, other)
    });
    let Some((range, due, other)) = dated else {
        return Promised { text: super::super::notes::tidy(words), due: None, other: None, next: false };
    };
    let before = if other.is_none() { day_before(words, &range, context) } else { None };
    if let Some((first, slot)) = before {
        let both = first.start..range.end;
        let text = super::super::notes::without(words, 0..words.len(), std::slice::from_ref(&both));
        if !text.is_empty() {
            return Promised { text, due: Some(due), other: Some(slot), next: false };
        }
    }
    let text = super::super::notes::without(words, 0..words.len(), std::slice::from_ref(&range));
    // A date alone is still what was promised, in words.
    let text = if text.is_empty() { super::super::notes::tidy(words) } else { text };
    let settled = Context { next_weekday: Some(NextWeekday::Week), ..*context };
    let next = other.is_some()
        && context.next_weekday.is_none()
        && find_all(words, &settled).last().is_some_and(|(_, said)| said.other.is_none());
    Promised { text, due: Some(due), other, next }
}
