//! A day as it is written in haste: `nxt week`, `mon 7th 9.30`, `wed aft 2ish`, `1st wk jan`, `by end of mth`.
//!
//! Always holds: an hour alone is no day, and neither is a month whose name somebody bears (`jan to ring me`).

use std::ops::Range;

use chrono::NaiveDate;

use super::marks;
use super::next::slot;
use super::tokens::Token;
use crate::base::when::{self, Context, When};
use crate::domain::deed::Slot;

/// So many words a day may take, and so many of them stand before the one that names it.
const WORDS: (usize, usize) = (7, 4);
/// So far ahead something is promised.
const DAYS_AHEAD: u64 = 330;

/// The day to come that words name, and whether it is any of more than a week. An hour alone is none.
pub(super) fn day(said: &str, ahead: &Context) -> Option<(Slot, bool)> {
    let plain = in_full(said);
    let names_a_day = plain.split([' ', ',']).any(|word| names_day(word.trim_matches(|c: char| !c.is_alphanumeric())));
    if !names_a_day || said.contains([',', ';']) {
        return None;
    }
    let long = match when::parse(&plain, ahead)?.when {
        When::Days { first, last } => (last - first).num_days() > 7,
        _ => false,
    };
    // `jan` alone is no day on which one goes there.
    if plain.split(' ').all(|word| is_season(word) || ["in", "for"].contains(&word)) {
        return None;
    }
    let slot = slot(&plain, ahead)?;
    (slot.day > ahead.today && is_near(slot.day, ahead)).then_some((slot, long))
}

/// Whether a day is not so far that it was rather meant of the year that is: on 1 December `30/11` was yesterday.
fn is_near(day: NaiveDate, ahead: &Context) -> bool {
    ahead.today.checked_add_days(chrono::Days::new(DAYS_AHEAD)).is_none_or(|far| day < far)
}

/// By when something is due that is to be done by the day that words name: of a week its last working day; a part of a day says no hour.
fn due(said: &str, ahead: &Context) -> Option<Slot> {
    let plain = in_full(said);
    let when = when::parse(&plain, ahead)?.when;
    if matches!(when, When::Length(_) | When::Every { .. }) {
        return None;
    }
    let slot = marks::promised(&plain, ahead).due?;
    let slot = if when.is_part_of_day() { Slot::day(slot.day) } else { slot };
    (slot.day >= ahead.today && is_near(slot.day, ahead)).then_some(slot)
}

/// Whether a word alone is a day to come, or begins one: `tues`, `tmrw`, `next`.
pub(super) fn is_to_come(word: &str) -> bool {
    const WORDS: [&str; 9] = ["tomorrow", "tmrw", "tmw", "tomoz", "2moro", "2mrw", "2morrow", "next", "nxt"];
    when::is_weekday(word) || WORDS.iter().any(|day| word.eq_ignore_ascii_case(day))
}

/// Months and feasts, by their beginnings.
const MONTHS: [&str; 15] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec", "xmas", "christmas", "easter"];

/// Whether simplified words name a day to come, or one that may be to come.
pub(super) fn is_to_come_han(words: &str) -> bool {
    const DAYS: [&str; 28] = [
        "明天",
        "明日",
        "明早",
        "后天",
        "听日",
        "下周",
        "下月",
        "下个",
        "下礼拜",
        "下星期",
        "明年",
        "年底",
        "月底",
        "月初",
        "月中",
        "年前",
        "年后",
        "节后",
        "周一",
        "周二",
        "周三",
        "周四",
        "周五",
        "周六",
        "周日",
        "周末",
        "星期",
        "礼拜",
    ];
    DAYS.iter().any(|day| words.contains(day))
}

/// Whether a word may belong to a day's name.
pub(super) fn names_day(word: &str) -> bool {
    const DAYS: [&str; 24] = [
        "mon",
        "tue",
        "wed",
        "thu",
        "fri",
        "sat",
        "sun",
        "tom",
        "tmrw",
        "tmw",
        "tmoz",
        "2mor",
        "2mrw",
        "tonight",
        "tonite",
        "2nite",
        "today",
        "next",
        "fortnight",
        "week",
        "day",
        "month",
        "eow",
        "eom",
    ];
    is_nth(word) || DAYS.iter().chain(&MONTHS).any(|begin| word.starts_with(begin)) || word.contains('/')
}

/// Whether a word alone is no day but a month or a feast: a thing of theirs (`xmas menu`) is called by it as well.
pub(super) fn is_season(word: &str) -> bool {
    MONTHS.iter().any(|begin| word.starts_with(begin)) && !word.contains('/')
}

/// Whether a token may, as it is written in haste.
fn may_name(token: &Token) -> bool {
    names_day(&token.word) || ["wk", "wks", "mth", "nxt"].contains(&token.word.as_str())
}

/// Whether any word of a clause may name a day.
pub(super) fn any(words: &[Token]) -> bool {
    words.iter().any(may_name)
}

/// The one day that words name from a place on, by when something is due: which words, and when. None where they name two.
pub(super) fn named(
    text: &str,
    words: &[Token],
    from: usize,
    own: &dyn Fn(&str) -> bool,
    ahead: &Context,
) -> Option<(Range<usize>, Slot)> {
    const LEADS: [&str; 26] = [
        "by",
        "before",
        "on",
        "for",
        "due",
        "end",
        "start",
        "the",
        "first",
        "1st",
        "2nd",
        "3rd",
        "4th",
        "last",
        "next",
        "nxt",
        "this",
        "wk",
        "week",
        "early",
        "mid",
        "late",
        "in",
        "a",
        "day",
        "beginning",
    ];
    let mut found: Option<(Range<usize>, Slot)> = None;
    let mut at = from;
    while at < words.len() {
        let Some(names) = (at..words.len()).find(|n| words.get(*n).is_some_and(may_name)) else { break };
        let first = names.saturating_sub(WORDS.1).max(at);
        let starts = (first..=names).filter(|n| {
            let word = words.get(*n).map_or("", |token| token.word.as_str());
            *n == names || LEADS.contains(&word) || word.starts_with(|c: char| c.is_ascii_digit())
        });
        let hit = starts.into_iter().find_map(|start| {
            let ends = (names + 1..=(start + WORDS.0).min(words.len())).rev();
            ends.into_iter().find_map(|end| {
                let (one, last) = (words.get(start)?, words.get(end - 1)?);
                let said = &text[one.range.start..last.range.end];
                // `jan to ring me`.
                let somebody = end == start + 1 && own(&one.word);
                let slot = due(said, ahead).filter(|_| !somebody && !said.contains([',', ';']))?;
                Some((start..end, slot))
            })
        });
        match hit {
            Some(_) if found.is_some() => return None,
            Some((range, slot)) => {
                at = range.end;
                found = Some((range, slot));
            }
            None => at = names + 1,
        }
    }
    found
}

/// A day as it is written in haste, in full: `nxt week`, `mon 7th 9.30`, `wed aft 2ish`.
pub(super) fn in_full(said: &str) -> String {
    let mut words: Vec<String> = said.split_whitespace().map(str::to_lowercase).collect();
    let hour = |word: &str| {
        let bare = word.trim_end_matches("ish");
        (1..=2).contains(&bare.len()) && bare.chars().all(|c| c.is_ascii_digit())
    };
    let is_month = |word: &str| {
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
            .iter()
            .any(|month| word.starts_with(month))
    };
    for at in (0..words.len()).rev() {
        let next = words.get(at + 1).cloned().unwrap_or_default();
        let before = at.checked_sub(1).and_then(|at| words.get(at)).cloned().unwrap_or_default();
        let last = at + 1 == words.len();
        let Some(word) = words.get_mut(at) else { continue };
        match word.as_str() {
            "nxt" => *word = "next".into(),
            "wk" | "week" if is_month(&next) => *word = "week of".into(),
            "wk" => *word = "week".into(),
            "wks" => *word = "weeks".into(),
            "mth" => *word = "month".into(),
            "end" if is_month(&next) => *word = "end of".into(),
            "aft" | "arvo" | "afternoon" | "pm" | "eve" if hour(&next) => {
                *word = format!("{}pm", next.trim_end_matches("ish"));
                words.remove(at + 1);
            }
            "morning" | "am" if hour(&next) => {
                *word = format!("{}am", next.trim_end_matches("ish"));
                words.remove(at + 1);
            }
            // `mon 21st 10`: a bare figure behind weekday and day is an hour.
            figure if last && at > 1 && hour(figure) && is_nth(&before) => {
                let hours: u32 = figure.trim_end_matches("ish").parse().unwrap_or(0);
                let end = if (7..12).contains(&hours) { "am" } else { "pm" };
                if (1..=12).contains(&hours) {
                    *word = format!("{hours}{end}");
                }
            }
            _ => {
                // `9.30` behind a day is an hour.
                let pointed = word.split_once('.').filter(|(hours, minutes)| {
                    let figures = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
                    let hours = hours.parse::<u32>().ok().filter(|_| figures(hours));
                    hours.is_some_and(|hours| (1..=22).contains(&hours)) && minutes.len() == 2 && figures(minutes)
                });
                if let Some((hours, minutes)) = pointed.filter(|_| at > 0) {
                    *word = format!("{hours}:{minutes}");
                }
            }
        }
    }
    words.join(" ")
}

fn is_nth(word: &str) -> bool {
    ["st", "nd", "rd", "th"]
        .iter()
        .any(|end| word.strip_suffix(end).is_some_and(|n| !n.is_empty() && n.chars().all(|c| c.is_ascii_digit())))
}
