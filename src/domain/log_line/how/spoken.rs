//! A time as it is told in the first clause: `caught Jackie about half two`, `just after twelve`, 九点半跟我聊到十点十分, 站了一个多钟头.
//!
//! Always holds: only where the clause tells what was; before a time that is wanted or promised nothing is read.

use chrono::TimeDelta;

use super::time::{Clock, Span, has_clock};
use crate::base::clock::Moment;
use crate::base::when::{self, Said, When};
use crate::domain::log_line::notes;

/// Hours as they are spoken.
pub(in crate::domain::log_line) const HOURS: [&str; 24] = [
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "1", "2", "3",
    "4", "5", "6", "7", "8", "9", "10", "11", "12",
];
/// With these one tells what was.
const TOLD: [&str; 20] = [
    "caught", "met", "saw", "spoke", "sat", "popped", "got", "called", "dropped", "been", "was", "visited", "stopped",
    "went", "had", "handed", "came", "rang", "chatted", "finished",
];
/// Before a time these speak of another.
const AHEAD: [&str; 16] = [
    "by", "until", "till", "will", "wants", "want", "back", "tomorrow", "needs", "need", "delivery", "ring", "them",
    "to", "before", "from",
];

impl Clock<'_> {
    /// A time as it is told in the first clause: `caught Jackie about half two`, `just after twelve`, 九点半跟我聊到十点十分, 站了一个多钟头.
    pub fn spoken(&self, line: &str, from: usize, part: &str) -> Option<Span> {
        let lead = part.len() - part.trim_start_matches(notes::separates).len();
        let rest = &part[lead..];
        let clause = &rest[..rest.find(['，', ',', '。', '；', ';', '！', '\n']).unwrap_or(rest.len())];
        let clause = &clause[..crate::domain::log_line::letters::full_stop(clause).unwrap_or(clause.len())];
        let from = from + lead;
        if let Some(span) = self.until(line, from, clause).or_else(|| self.more_than(from, clause)) {
            return Some(span);
        }
        let lower = clause.to_ascii_lowercase();
        let verb = lower.split(' ').next().is_some_and(|word| TOLD.contains(&word));
        let ahead = |before: &str| before.split(' ').any(|word| AHEAD.contains(&word));
        let starts = lower.char_indices().filter(|(at, _)| *at == 0 || lower[..*at].ends_with(' ')).map(|(at, _)| at);
        for at in starts {
            if at > 0 && (!verb || ahead(&lower[..at])) {
                break;
            }
            if let Some((end, minutes_before, said)) = self.near_hour(&lower[at..]) {
                let span = self.at_head(line, &(from + at..from + at + end), said)?;
                let earlier = |moment: Moment| if minutes_before { moment.plus_minutes(-self.minutes) } else { moment };
                return Some(Span { started: earlier(span.started), ended: earlier(span.ended), ..span });
            }
            if verb
                && at > 0
                && let Some((range, said)) = when::find_leading(&clause[at..], &self.past)
                && range.start == 0
                && matches!(said.when, When::At(_))
                && has_clock(&clause[at..at + range.end])
                && !clause[at..].starts_with("for ")
            {
                return self.at_head(line, &(from + at..from + at + range.end), said);
            }
        }
        None
    }

    /// `just after twelve`, `before eleven`: where it ends, whether it was before, and the hour.
    fn near_hour(&self, lower: &str) -> Option<(usize, bool, Said)> {
        let words = [
            "just before ",
            "just after ",
            "just gone ",
            "before ",
            "after ",
            "gone ",
            "about ",
            "around ",
            "at about ",
            "at around ",
            "at ",
        ];
        let word = words.iter().find(|word| lower.starts_with(**word))?;
        let rest = &lower[word.len()..];
        let length = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
        let hour = HOURS.iter().find(|hour| **hour == &rest[..length])?;
        let behind = rest[length..].trim_start();
        // `at two sites`, `after one month`, `at 8.15 a box`.
        let closed = behind.is_empty()
            || behind.starts_with("and ")
            || rest[length..].starts_with(notes::separates)
                && !rest[length..].starts_with(' ')
                && rest[length..].chars().nth(1).is_none_or(|c| !c.is_ascii_digit());
        let said = when::parse(&format!("at {hour}"), &self.past).filter(|said| matches!(said.when, When::At(_)))?;
        closed.then_some((word.len() + length, word.contains("before"), said))
    }

    /// 九点半跟我聊到十点十分: from one hour to another with words between; they stay in the note.
    pub fn until(&self, line: &str, from: usize, text: &str) -> Option<Span> {
        let clause = &text[..text.find(['，', ',', '。', '；', ';', '！', '\n']).unwrap_or(text.len())];
        let (first, said) = when::find_all(clause, &self.past).into_iter().next()?;
        let at = matches!(said.when, When::At(_)) && has_clock(&clause[first.clone()]);
        let between = &clause[first.end..];
        let to = between.find(['到', '至'])?;
        let stayed = ["聊", "谈", "談", "坐", "待", "呆", "讲", "講", "说", "說", "磨", "开", "開", "忙"];
        if !at || !stayed.iter().any(|word| between[..to].ends_with(word)) {
            return None;
        }
        let behind = &between[to + '到'.len_utf8()..];
        let behind =
            ["快", "将近", "將近", "差不多"].iter().find_map(|word| behind.strip_prefix(word)).unwrap_or(behind);
        let (second, _) = when::find_leading(behind, &self.past).filter(|(range, _)| range.start == 0)?;
        let whole = format!("{}到{}", &clause[first.clone()], &behind[second]);
        let said = when::parse(&whole, &self.past).filter(|said| matches!(said.when, When::Hours { .. }))?;
        let range = from + first.start..from + first.end;
        let span = self.at_head(line, &range, said)?;
        Some(Span { range: from + first.start..from + first.start, ..span })
    }

    /// 站了一个多钟头: about a quarter more; the words stay.
    fn more_than(&self, from: usize, clause: &str) -> Option<Span> {
        let at = ["个多小时", "个多钟头", "个多钟", "個多小時", "個多鐘頭", "個多鐘"]
            .iter()
            .find_map(|word| clause.find(word))?;
        let (start, digit) = clause[..at].char_indices().next_back()?;
        let hours = "一二三四五六".chars().position(|own| own == digit).map(|n| n as i64 + 1);
        let hours =
            hours.or(if "两兩".contains(digit) { Some(2) } else { None }).or(digit.to_digit(10).map(i64::from))?;
        let told = clause[..start].ends_with('了') || clause[..start].trim_end().is_empty();
        let now = self.local();
        let span = self.span(from..from, now - TimeDelta::minutes(hours * 60 + 15), now, false)?;
        told.then_some(span)
    }
}
