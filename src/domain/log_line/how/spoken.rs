//! A time as it is told in the first clause: `caught Jackie about half two`, `just after twelve`, 九点半跟我聊到十点十分, 站了一个多钟头.
//!
//! Always holds: only where the clause tells what was; before a time that is wanted or promised nothing is read.

use std::ops::Range;

use chrono::TimeDelta;

use super::there;
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
/// How one came, behind its hour.
const CAME: [&str; 12] =
    ["进去的", "进去", "进门", "进的", "到的", "進去的", "進去", "進門", "去的", "到店", "到", "去"];
/// How one went, behind its hour.
const WENT: [&str; 14] =
    ["出来的", "出来", "出門", "出门", "出的门", "走的", "走", "离开", "出來", "離開", "结束", "結束", "完事", "撤"];
/// What one did until an hour.
const STAYED_TILL: [&str; 12] =
    ["聊到", "谈到", "談到", "坐到", "待到", "呆到", "讲到", "講到", "说到", "說到", "磨到", "忙到"];
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
        let clause = &clause[..crate::domain::log_line::beginnings::full_stop(clause).unwrap_or(clause.len())];
        let from = from + lead;
        if let Some(span) = self.until(line, from, clause).or_else(|| self.more_than(from, clause)) {
            return Some(span);
        }
        let lower = clause.to_ascii_lowercase();
        if let Some(span) = self.place_and_clock(line, from, &lower) {
            return Some(span);
        }
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

    /// `sam at severnside 15:50`: where it was, and right behind that when.
    fn place_and_clock(&self, line: &str, from: usize, lower: &str) -> Option<Span> {
        let (before, clock) = lower.rsplit_once(' ')?;
        let figures = clock.split_once(':').is_some_and(|(hour, minute)| {
            minute.len() == 2 && !hour.is_empty() && (hour.chars().chain(minute.chars())).all(|c| c.is_ascii_digit())
        });
        let (who, place) = before.rsplit_once(" at ")?;
        let words = |text: &str| text.split(' ').count();
        let plain = words(who) <= 3 && words(place) <= 4 && !before.split(' ').any(|word| AHEAD.contains(&word));
        if !figures || !plain {
            return None;
        }
        let said = when::parse(clock, &self.past).filter(|said| matches!(said.when, When::At(_)))?;
        self.at_head(line, &(from + before.len() + 1..from + lower.len()), said)
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
        if let Some(span) = self.in_and_out(line, from, clause) {
            return Some(span);
        }
        let (first, said) =
            self.hour_before(clause, &STAYED_TILL).or_else(|| when::find_all(clause, &self.past).into_iter().next())?;
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
        let end = clause.len() - behind.len() + second.end;
        let whole = format!("{}到{}", &clause[first.clone()], &behind[second]);
        let said = when::parse(&whole, &self.past).filter(|said| matches!(said.when, When::Hours { .. }))?;
        let range = from + first.start..from + first.end;
        let span = self.at_head(line, &range, said)?;
        Some(Span { range: from + first.start..from + end, stays: true, ..span })
    }

    /// The hour with which a clause begins, right before one of these words: 十一点讲到, where 十一点 alone may be a count.
    fn hour_before(&self, clause: &str, words: &[&str]) -> Option<(Range<usize>, Said)> {
        let at = words.iter().filter_map(|word| clause.find(word)).min()?;
        let said = when::parse(&clause[..at], &self.past).filter(|said| matches!(said.when, When::At(_)))?;
        (at > 0).then_some((0..at, said))
    }

    /// 八点半进去九点十分出来, 十点二十到十一点走的: when one came and when one went.
    fn in_and_out(&self, line: &str, from: usize, clause: &str) -> Option<Span> {
        let first = |text: &str, words: &[&'static str]| -> Option<(usize, usize)> {
            words
                .iter()
                .filter_map(|word| Some((text.find(word)?, word.len())))
                .min_by_key(|(at, len)| (*at, usize::MAX - len))
        };
        let (came, word) = first(clause, &CAME)?;
        let rest = &clause[came + word..];
        let (went, out) = first(rest, &WENT)?;
        let clock = |words: &str| {
            let said = when::parse(words.trim(), &self.past)?;
            (matches!(said.when, When::At(_)) && has_clock(words)).then_some(())
        };
        clock(&clause[..came])?;
        clock(&rest[..went])?;
        let whole = format!("{}到{}", &clause[..came], &rest[..went]);
        let said = when::parse(&whole, &self.past).filter(|said| matches!(said.when, When::Hours { .. }))?;
        let When::Hours { start, end } = said.when else { return None };
        self.span(from..from + came + word + went + out, start, end, false)
            .filter(|span| line.is_char_boundary(span.range.end))
    }

    /// 站了一个多钟头: about a quarter more; the words stay.
    fn more_than(&self, from: usize, clause: &str) -> Option<Span> {
        let (at, word) = ["个多小时", "个多钟头", "个多钟", "個多小時", "個多鐘頭", "個多鐘"]
            .iter()
            .find_map(|word| Some((clause.find(word)?, *word)))?;
        let (start, digit) = clause[..at].char_indices().next_back()?;
        let hours = "一二三四五六".chars().position(|own| own == digit).map(|n| n as i64 + 1);
        let hours =
            hours.or(if "两兩".contains(digit) { Some(2) } else { None }).or(digit.to_digit(10).map(i64::from))?;
        let end = at + word.len();
        let told = there::lasted(&clause[..start], &clause[end..]) || clause[..start].trim_end().is_empty();
        let (now, range) = (self.local(), from + start..from + end);
        let span = self.span(range, now - TimeDelta::minutes(hours * 60 + 15), now, false)?;
        told.then_some(Span { stays: true, ..span })
    }
}
