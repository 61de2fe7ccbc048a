//! The hour or the part of the day that stands beside people: `bogdan 9am`, 董科长上午见了, 昨天 精工 下午三点.
//!
//! Always holds: what others did then is no time of the visit; a day that is not today is said elsewhere.

use std::ops::Range;

use super::beside;
use super::stretch;
use super::time::{Clock, PARTS, Span};
use crate::base::when::{self, When, find_all};
use crate::domain::log_line::notes;
use crate::domain::log_line::people::is_one_of;
use crate::domain::log_line::reading::Reading;

/// An hour has so many characters at most.
const HOUR: usize = 14;

impl Reading<'_> {
    /// The hour beside the people of the first clause, or in a clause of its own: `bogdan 9am`, `nat smart 10 til 10.40`, `met her 4.15`.
    pub(super) fn beside_people(&self, clock: &Clock<'_>, from: usize) -> Option<Span> {
        let text = self.cut.text.first().filter(|text| text.start == 0 && from <= text.end)?;
        let rest = &self.line[from..text.end];
        let from = from + rest.len() - rest.trim_start_matches(notes::separates).len();
        let rest = notes::head(&self.line[from..text.end]);
        let people = self.own_people();
        let own = |word: &str| is_one_of(people, word);
        let mut at = from;
        let clauses = rest.split([',', ';', '，', '；', '\n']).map(|clause| {
            let start = at;
            at += clause.len() + self.line[at + clause.len()..].chars().next().map_or(0, char::len_utf8);
            (start, clause)
        });
        let clauses: Vec<(usize, &str)> = clauses.take(6).collect();
        // Behind goods a figure is a price.
        let goods = |until: usize| self.line[from..until].contains(|c: char| c.is_ascii_digit() || "£$€".contains(c));
        let found = |n: usize, start: usize, clause: &str| {
            let clause = clause.split(" - ").next().unwrap_or(clause);
            let lead = clause.len() - clause.trim_start().len();
            if let Some((range, said)) = beside::from_to(clause.trim(), &own).filter(|_| n == 0 || !goods(start)) {
                return Some((start + lead + range.start..start + lead + range.end, said));
            }
            let found = match n {
                0 => beside::beside(clause, &own),
                _ => beside::further(clause, &own).filter(|_| !goods(start)),
            };
            found.map(|(range, said)| (start + range.start..start + range.end, said))
        };
        let both = || {
            clauses.iter().enumerate().find_map(|(n, (start, clause))| {
                let (range, said) = stretch::beside(clause, &own, &self.past).filter(|_| n == 0 || !goods(*start))?;
                Some((start + range.start..start + range.end, said))
            })
        };
        let one = || {
            let (range, said) = clauses.iter().enumerate().find_map(|(n, (start, clause))| found(n, *start, clause))?;
            Some((range, when::parse(&said, &self.past)?))
        };
        let (range, said) = both().or_else(one)?;
        let said = Some(said);
        let said = said.filter(|said| matches!(said.when, When::At(_) | When::Hours { .. }))?;
        let span = match said.when {
            When::Hours { start, end } => clock.span(range.clone(), start, end, false)?,
            _ => clock.at_head(self.line, &range, said)?,
        };
        let today = self.context.now.zone.local(span.started).date() == self.context.now.today();
        (today && !self.cut.quotes.iter().any(|quote| quote.contains(&range.start))).then_some(span)
    }

    /// When it was, right before the word for a call: 沈总昨晚来电. The words stay.
    pub(super) fn right_before(&self, at: &Range<usize>) -> Option<Span> {
        let before = notes::last(&self.line[..at.start]);
        let from = at.start - before.len();
        let (range, said) = find_all(before, &self.past).pop().filter(|(range, _)| range.end == before.len())?;
        let range = from + range.start..from + range.end;
        let clock = Clock { now: self.context.now, past: self.past, minutes: self.context.minutes };
        let span = clock.at_head(self.line, &range, said).filter(|span| span.said && !self.is_plain(&span.range))?;
        (self.to_come.is_none() && !range.is_empty()).then_some(Span { stays: true, ..span })
    }

    /// The part of the day in which one was there, told in the first clause: 董科长上午见了. It stays in the note.
    pub(super) fn part_of_day(&self, clock: &Clock<'_>, from: usize) -> Option<Span> {
        const MET: [&str; 14] =
            ["见", "見", "聊", "谈", "談", "拜访", "拜訪", "碰", "陪", "跟", "和", "找", "走访", "走訪"];
        const WENT: [&str; 9] = ["去", "到", "跑", "走", "来过", "來過", "送", "在", "上门"];
        const AHEAD: [&str; 19] = [
            "明", "后天", "後天", "下周", "下週", "下个", "下個", "改", "约", "約", "昨", "前天", "周", "週", "礼拜",
            "星期", "说", "說", "每",
        ];
        const TOLD: [&str; 5] = ["叫", "让", "讓", "号", "等"];
        let text = self.cut.text.first().filter(|text| text.start == 0 && from <= text.end)?;
        let rest = notes::head(&self.line[from..text.end]);
        let clause = &rest[..rest.find(['，', ',', '。', '；', ';', '\n']).unwrap_or(rest.len())];
        let own = |part: &'static str| {
            let at = clause.find(part)?;
            let (before, behind) = (&clause[..at], &clause[at + part.len()..]);
            // 於总下午去了义乌, 早上到了一批货: others went and came.
            let ours =
                before.trim().is_empty() || before.ends_with(['我', '们']) || before.trim_end().ends_with("今天");
            let goods = ["货", "貨", "料", "一批", "一车", "快递", "样品"].iter().any(|word| behind.contains(word));
            let told = MET.iter().any(|word| behind.starts_with(word))
                || WENT.iter().any(|word| behind.starts_with(word)) && ours && !goods;
            let done = behind.contains(['了', '过', '過', '趟']);
            let other = PARTS.iter().any(|other| behind.contains(other));
            let ahead = AHEAD.iter().chain(&TOLD).any(|ahead| before.contains(ahead));
            (told && done && !other && !ahead).then_some((at, part))
        };
        let (at, part) = PARTS.iter().find_map(|part| own(part))?;
        let range = from + at..from + at + part.len();
        let said = when::parse(part, &self.past).filter(|said| matches!(said.when, When::Hours { .. }))?;
        let span = clock.at_head(self.line, &range, said)?;
        let today = self.context.now.zone.local(span.started).date() == self.context.now.today();
        today.then_some(Span { stays: true, ..span })
    }

    /// The hour that stands at `from` on a day that was said before: 昨天 精工 下午三点.
    pub(super) fn hour_of(&self, day: &Range<usize>, from: usize) -> Option<Span> {
        let text = self.cut.text.first().filter(|text| text.start == 0 && from <= text.end)?;
        let rest = &self.line[from..text.end];
        let start = from + rest.len() - rest.trim_start_matches(notes::separates).len();
        let rest = &self.line[start..text.end];
        let ends = rest.char_indices().map(|(at, c)| at + c.len_utf8()).take(HOUR);
        let clock = Clock { now: self.context.now, past: self.past, minutes: self.context.minutes };
        let free = |end: usize| {
            let joins = |c: char| c.is_ascii_alphanumeric();
            !(rest[..end].ends_with(joins) && rest[end..].starts_with(joins))
        };
        ends.filter(|end| free(*end))
            .filter_map(|end| {
                let said = when::parse(&format!("{} {}", &self.line[day.clone()], &rest[..end]), &self.past)?;
                matches!(said.when, When::At(_) | When::Hours { .. })
                    .then(|| clock.at_head(self.line, &(start..start + end), said))?
            })
            .last()
    }
}
