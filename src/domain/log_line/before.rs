//! What stands before a customer's letters: a time, how it was, small words.
//!
//! Always holds: what is read is a run from where it is asked for; nothing is decided about whose the line is.

use std::ops::Range;

use super::hours;
use super::how::kind;
use super::how::time::is_of_a_thing;
use super::notes::{self, head};
use crate::base::text::is_han;
use crate::base::when::{self, Context, When};
use crate::domain::deed::LogKind;

/// Words that may stand before the name, longer ones first.
const BEFORE: &[&str] = &[
    "had a coffee with",
    "had coffee with",
    "coffee with",
    "had lunch with",
    "lunch with",
    "had a chat with",
    "had a meeting with",
    "had a meeting at",
    "meeting with",
    "meeting at",
    "just back from",
    "back from",
    "just left",
    "just",
    "oh and",
    "a quick",
    "quick",
    "short",
    "brief",
    "been to",
    "was with",
    "stopped in at",
    "got into",
    "got in to",
    "got in at",
    "looked in at",
    "looked in on",
    "nipped into",
    "nipped in to",
    "swung by",
    "finished up at",
    "finished at",
    "called on",
    "popped in to",
    "popped into",
    "popped in at",
    "dropped in at",
    "dropped by",
    "dropped into",
    "stopped at",
    "stopped by",
    "went to",
    "was at",
    "am at",
    "met with",
    "visited",
    "visit to",
    "visit",
    "saw",
    "met",
    "with",
    "at",
    "to",
    "in",
    "for",
    "the",
    "tried ringing",
    "tried calling",
    "tried phoning",
    "tried to ring",
    "tried to call",
    "tried to phone",
    "tried",
    "spoke to",
    "spoke with",
    "talked to",
    "talked with",
];
const BEFORE_HAN: &[&str] = &[
    "等一下",
    "等下",
    "哦对了",
    "对了",
    "另外",
    "刚刚从",
    "剛剛從",
    "刚从",
    "剛從",
    "刚离开",
    "剛離開",
    "刚刚",
    "剛剛",
    "刚才",
    "剛才",
    "啱啱",
    "头先",
    "頭先",
    "刚",
    "剛",
    "那条",
    "那條",
    "去了趟",
    "去了一趟",
    "去的",
    "去咗",
    "到咗",
    "去过",
    "去過",
    "拜访了",
    "拜訪了",
    "拜访",
    "拜訪",
    "见了",
    "見了",
    "去了",
    "到了",
    "回访",
    "回訪",
    "上门",
    "上門",
    "走访",
    "走訪",
    "去",
    "到",
    "在",
    "给",
    "給",
    "跟",
    "和",
    "找",
    "见",
    "見",
    "与",
    "與",
];

/// Before the day of a log that comes late.
const LATE: [&str; 17] = [
    "forgot to log",
    "forgot from",
    "forgot one from",
    "forgot",
    "late entry",
    "late one",
    "missed one from",
    "补记一条",
    "补记",
    "补一条",
    "補記一筆",
    "補記",
    "補一筆",
    "漏记了",
    "漏记",
    "忘了记",
    "漏記",
];

/// What stands before the name: a time, how it was, small words.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Before {
    /// Where what follows begins.
    pub end: usize,
    /// The kind word and its kind.
    pub kind: Option<(Range<usize>, LogKind)>,
    /// The time in words.
    pub time: Option<(Range<usize>, when::Said)>,
    /// Small words: they go with the name.
    pub small: Vec<Range<usize>>,
}

/// Reads what stands at `from` of `text` before anything else. `past` looks back, as a log does.
pub(super) fn before(text: &str, from: usize, past: &Context, small_words: bool) -> Before {
    let mut found = Before { end: from, ..Before::default() };
    loop {
        let beside = |c: char| notes::separates(c) || notes::is_picture(c);
        let here = found.end + text[found.end..].len() - text[found.end..].trim_start_matches(beside).len();
        let rest = &text[here..];
        if rest.is_empty() {
            break;
        }
        if found.time.is_none()
            && let Some((length, said)) = leading_time(rest, past)
        {
            found.time = Some((here..here + length, said));
            found.end = here + length;
        } else if let Some((length, said)) = later_time(text, &found, here, past) {
            found.time = Some((here..here + length, said));
            found.end = here + length;
        } else if let Some((length, kind)) = kind::leading(rest)
            && (found.kind.is_none() || is_later_kind(rest, length, &found))
        {
            found.kind = Some((here..here + length, kind));
            found.end = here + length;
        } else if small_words && let Some(length) = late(rest, past).or_else(|| small(rest)) {
            found.small.push(here..here + length);
            found.end = here + length;
        } else {
            break;
        }
    }
    found
}

/// What stands before the day of a log that comes late: `forgot yesterday - tan`, 补记昨天….
fn late(rest: &str, past: &Context) -> Option<usize> {
    LATE.iter().find_map(|word| {
        let behind =
            rest.get(..word.len()).filter(|head| head.eq_ignore_ascii_case(word)).map(|_| &rest[word.len()..])?;
        let day = behind.trim_start_matches(notes::separates);
        let apart = word.starts_with(is_han) || day.len() < behind.len();
        (apart && leading_time(day, past).is_some()).then_some(word.len())
    })
}

/// The hours that stand right behind others, and put them right: 9:30-10:05 10:00-10:30. Those before stay text.
fn later_time(text: &str, found: &Before, here: usize, past: &Context) -> Option<(usize, when::Said)> {
    let (range, before) = found.time.as_ref().filter(|(range, _)| range.end == found.end)?;
    let day = |said: &when::Said| match said.when {
        When::Hours { start, .. } => Some(start.date()),
        When::At(at) => Some(at.date()),
        _ => None,
    };
    let spaces = text[range.end..here].chars().all(|c| c == ' ') && range.end < here;
    let before = day(before).filter(|_| spaces)?;
    let (length, mut said) = leading_time(&text[here..], past)?;
    // A day in the words would be another one: `9:30 10am tomorrow`.
    let own = day(&said).filter(|own| *own == past.today || *own == before)?;
    let words = &text[here..here + length];
    if !words.chars().all(|c| !c.is_alphabetic() || "apmAPM点點时時半".contains(c)) {
        return None;
    }
    let back = before - own;
    said.when = match said.when {
        When::Hours { start, end } => When::Hours { start: start + back, end: end + back },
        When::At(at) => When::At(at + back),
        other => other,
    };
    Some((length, said))
}

/// Whether a word for a call or a message stands behind another, by itself: `called, emailed`, 电话 微信. The last one counts; those before stay text.
fn is_later_kind(rest: &str, length: usize, found: &Before) -> bool {
    let touch = matches!(found.kind, Some((ref range, LogKind::Touch(_))) if range.end == found.end);
    let closed = rest[length..].chars().next().is_none_or(notes::separates);
    let done = rest[..length].ends_with("ed") || rest[..length].eq_ignore_ascii_case("rang");
    touch && closed && (rest.starts_with(is_han) || done)
}

/// The time with which a text begins, and its bytes. Hours of the clock that stand apart are one here: 9点到10点.
fn leading_time(text: &str, past: &Context) -> Option<(usize, when::Said)> {
    if let Some(found) = hours::in_figures(head(text), past) {
        return Some(found);
    }
    let leads = |(range, _): &(Range<usize>, when::Said)| range.start == 0 && !is_of_a_thing(&text[range.end..]);
    if let Some((range, said)) = when::find_leading(head(text), past).filter(leads) {
        let hours = two_hours(text, range.end, said, past)
            .or_else(|| hours::both_behind_day(text, range.end, said, past))
            .or_else(|| hours::behind_day(text, range.end, said, past));
        return Some(hours.unwrap_or((range.end, said)));
    }
    if let Some(found) = hours_alone(text, past) {
        return Some(found);
    }
    let word = head(text).split(notes::separates).next().filter(|word| word.contains(['点', '點', '时', '時']))?;
    when::parse(word, past).map(|said| (word.len(), said))
}

/// `yesterday 9-10`: two numbers behind a day at the head of a line are hours.
fn two_hours(text: &str, end: usize, said: when::Said, past: &Context) -> Option<(usize, when::Said)> {
    let When::Day(_) = said.when else { return None };
    let rest = text[end..].strip_prefix(' ')?;
    let length = rest.find(|c: char| !(c.is_ascii_digit() || c == '-')).unwrap_or(rest.len());
    let (from, to) = rest[..length].split_once('-')?;
    let hours = when::parse(&format!("{} from {from}-{to}", &text[..end]), past)?;
    let apart = rest[length..].chars().next().is_none_or(notes::separates);
    (apart && matches!(hours.when, When::Hours { .. })).then_some((end + 1 + length, hours))
}

/// What was done in hours, right behind them.
pub(super) const DONE: [&str; 12] =
    ["met", "saw", "spoke", "with", "visited", "popped", "had", "talked", "showed", "sat", "went", "caught"];

/// `9-10 met sam`, `9 to 10, met sam`: two numbers are hours where they stand apart or what was done follows.
fn hours_alone(text: &str, past: &Context) -> Option<(usize, when::Said)> {
    let digits = |text: &str| text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let first = digits(text);
    let joined =
        ["-", "–", " - ", " to ", " till ", " until "].iter().find(|word| text[first..].starts_with(**word))?;
    let start = first + joined.len();
    let end = start + digits(&text[start..]);
    let hour = |range: Range<usize>| text[range].parse::<u32>().ok().filter(|hour| (1..=20).contains(hour));
    let (from, to) = (hour(0..first)?, hour(start..end)?);
    // No visit takes longer than a morning.
    let length = if to > from { to - from } else { (to + 12).checked_sub(from)? };
    let rest = &text[end..];
    let word: String = rest.trim_start_matches(' ').chars().take_while(|c| c.is_alphabetic()).collect();
    let apart = rest.is_empty()
        || rest.starts_with(notes::separates) && !rest.starts_with([' ', '.', '/'])
        || rest.starts_with(' ') && DONE.contains(&word.to_lowercase().as_str());
    let said = when::parse(&format!("from {from} to {to}"), past)?;
    ((1..=4).contains(&length) && apart && matches!(said.when, When::Hours { .. })).then_some((end, said))
}

fn small(text: &str) -> Option<usize> {
    if let Some(word) = BEFORE_HAN.iter().find(|word| text.starts_with(**word)) {
        return Some(word.len());
    }
    let lower = head(text).to_ascii_lowercase();
    let stands_alone = |length: usize| text[length..].starts_with(char::is_whitespace);
    BEFORE.iter().find(|word| lower.starts_with(**word) && stands_alone(word.len())).map(|word| word.len())
}
