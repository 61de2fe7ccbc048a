//! When it was, where the words say so. What a customer says of other days is no time of the visit.
//!
//! Always holds: a log never lies ahead of now.

use std::ops::Range;

use chrono::{NaiveDateTime, TimeDelta};

use crate::base::clock::{Moment, Now};
use crate::base::text::is_han;
use crate::base::when::{self, Context, Hint, Said, When};
use crate::domain::log_line::notes;

use super::{stretch, there};

/// When a log was, by its words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in crate::domain::log_line) struct Span {
    /// Where the words stand.
    pub range: Range<usize>,
    /// They are part of a sentence, and stay in the note.
    pub stays: bool,
    /// When it began.
    pub started: Moment,
    /// When it ended.
    pub ended: Moment,
    /// Only the day was said.
    pub day_only: bool,
    /// Today, or a length: the words say nothing of the hour.
    pub said: bool,
    /// Only the beginning was said: for how long it was may stand elsewhere.
    pub open: bool,
}

/// A stretch that lies further back is said with its year.
const RECENT: i64 = 60;
/// A time at the end of a note has so many bytes at most.
const TAIL: usize = 60;
/// A visit is no longer than this.
const LONGEST: i64 = 12;

/// What is needed to read a time.
pub(in crate::domain::log_line) struct Clock<'a> {
    pub now: &'a Now,
    pub past: Context,
    pub minutes: i64,
}

impl Clock<'_> {
    pub(in crate::domain::log_line) fn local(&self) -> NaiveDateTime {
        self.now.local()
    }

    pub(in crate::domain::log_line) fn span(
        &self,
        range: Range<usize>,
        from: NaiveDateTime,
        to: NaiveDateTime,
        day_only: bool,
    ) -> Option<Span> {
        let (started, ended) = (self.now.zone.moment(from), self.now.zone.moment(to).min(self.now.at));
        let ended = ended.max(started);
        let span = Span { range, stays: false, started, ended, day_only, said: true, open: false };
        (started <= self.now.at).then_some(span)
    }

    /// From a moment on, for as long as is usual.
    fn begun(&self, range: Range<usize>, from: NaiveDateTime, day_only: bool) -> Option<Span> {
        let span = self.span(range, from, from + TimeDelta::minutes(self.minutes), day_only)?;
        Some(Span { open: true, ..span })
    }

    /// The same for so long as was said elsewhere: `yesterday afternoon, for 20 minutes`.
    pub fn lasting(&self, span: Span, length: TimeDelta) -> Span {
        let ended = span.started.plus_minutes(length.num_minutes()).min(self.now.at).max(span.started);
        Span { ended, open: false, ..span }
    }

    /// The time that these words are, at the head of the line: there they mean the log itself.
    pub fn at_head(&self, line: &str, range: &Range<usize>, said: Said) -> Option<Span> {
        let words = &line[range.clone()];
        match said.when {
            When::Hours { start, end } if has_clock(words) => self.span(range.clone(), start, end, false),
            // A part of a day: its beginning.
            When::Hours { start, .. } => self.begun(range.clone(), start, false),
            When::At(at) if at == self.local() => None,
            When::At(at) => self.begun(range.clone(), at, false),
            When::Day(day) if day == self.now.today() => {
                let started = self.now.at.plus_minutes(-self.minutes);
                let ended = self.now.at;
                let range = range.clone();
                Some(Span { range, stays: false, started, ended, day_only: false, said: false, open: false })
            }
            When::Day(day) => {
                let noon = day.and_hms_opt(12, 0, 0)?;
                let told = self.says_itself(words) || (self.now.today() - day).num_days() <= RECENT;
                told.then(|| self.begun(range.clone(), noon, true)).flatten()
            }
            When::Length(length) if length <= TimeDelta::hours(LONGEST) && length > TimeDelta::zero() => {
                let after = line[range.end..].chars().next();
                let closed = after.is_none_or(notes::separates) || words.starts_with("for ");
                let closed = closed && !is_a_size(words, &line[range.end..]);
                let now = self.local();
                closed.then(|| self.span(range.clone(), now - length, now, false)).flatten()
            }
            _ => None,
        }
    }

    /// The time that these words are, further inside: only what cannot mean another day. `before`: what stands before them in their clause.
    fn inside(&self, line: &str, range: &Range<usize>, said: Said, before: &str) -> Option<Span> {
        let words = &line[range.clone()];
        match said.when {
            When::Hours { .. } if has_clock(words) => self.at_head(line, range, said),
            When::Length(length) => {
                let for_so_long = words.starts_with("for ") && there::stayed(before);
                let behind = &line[range.end..];
                let told = for_so_long || there::lasted(before, behind) || stretch::met_for(before, behind);
                // 十分钟就出来了.
                let left = !line[..range.start].ends_with(is_han) && there::left_then(behind);
                let now = self.local();
                let span = match left {
                    true => self.span(range.clone(), now - length, now, false),
                    false => told.then(|| self.at_head(line, range, said)).flatten(),
                }?;
                Some(Span { stays: true, ..span })
            }
            // `cancels today` is no time of the log, and no word to take away.
            When::Day(day) if day == self.now.today() => None,
            When::Day(_) | When::Hours { .. } | When::At(_) if self.says_itself(words) => {
                self.at_head(line, range, said)
            }
            _ => None,
        }
    }

    /// Whether the words mean the same day looking back and ahead: `yesterday`, `上周五`; `周五` does not.
    fn says_itself(&self, words: &str) -> bool {
        let ahead = Context { hint: Hint::Future, ..self.past };
        match (when::parse(words, &self.past), when::parse(words, &ahead)) {
            (Some(back), Some(ahead)) => back.when == ahead.when,
            (Some(_), None) => true,
            _ => false,
        }
    }

    /// The time in what stands behind the name: in its first clause, or at its very end. A length beside it says how long it was. `acted`: a word before
    /// says what one did (`called tan about the invoice yesterday`).
    pub fn find(
        &self,
        line: &str,
        text: &Range<usize>,
        from: usize,
        quotes: &[Range<usize>],
        acted: bool,
    ) -> Option<Span> {
        let said = self.told(line, text, from, quotes, acted);
        let when = said.iter().find(|(_, length)| length.is_none());
        let found = when.or(said.first()).map(|(span, _)| span.clone());
        let quoted =
            |range: &Range<usize>| quotes.iter().any(|quote| quote.start < range.end && range.start < quote.end);
        let spoken = || self.spoken(line, from.max(text.start), line.get(from.max(text.start)..text.end)?);
        found.or_else(|| spoken().filter(|span| !quoted(&span.range)))
    }

    /// For how long it was, in the same places.
    pub fn length(
        &self,
        line: &str,
        text: &Range<usize>,
        from: usize,
        quotes: &[Range<usize>],
    ) -> Option<(Span, TimeDelta)> {
        let said = self.told(line, text, from, quotes, false).into_iter();
        said.filter_map(|(span, length)| Some((span, length?))).next().or_else(|| {
            let span = self.length_alone(line, text, from)?;
            let length = TimeDelta::minutes(span.ended.minutes_since(span.started));
            Some((span, length))
        })
    }

    /// What is said of the log's time there, with the length where it is one.
    fn told(
        &self,
        line: &str,
        text: &Range<usize>,
        from: usize,
        quotes: &[Range<usize>],
        acted: bool,
    ) -> Vec<(Span, Option<TimeDelta>)> {
        let from = from.max(text.start);
        if from >= text.end {
            return Vec::new();
        }
        let part = &line[from..text.end];
        let clause = part.find(['，', ',', '。', '；', ';', '！', '\n']).unwrap_or(part.len());
        let end = part.trim_end_matches(|c: char| notes::separates(c) || c == '!' || c == '！').len();
        // The end alone is looked at behind the first clause: a long note is full of other days.
        let tail = part[..part.floor_char_boundary(end.saturating_sub(TAIL))].rfind(notes::separates);
        let tail = clause.max(tail.map_or(0, |at| at + 1)).min(end);
        let tail = part.ceil_char_boundary(tail);
        let first = when::find_all(&part[..clause], &self.past).into_iter();
        let last = when::find_all(&part[tail..end.max(tail)], &self.past).into_iter();
        let last = last
            .map(|(range, said)| (tail + range.start..tail + range.end, said))
            .filter(|(range, _)| range.end == end);
        let said = first.chain(last).filter_map(|(range, said)| {
            // ……海川 的人前天又来过: behind a mark only what stands apart is the log's time.
            let alone = part[..clause].trim_matches(notes::separates) == &part[range.clone()] || range.start >= tail;
            if text.start > 0 && !alone || is_of_a_thing(&part[range.end..]) {
                return None;
            }
            let own = part[..range.start].rfind(['，', ',', '。', '；', ';', '！', '\n']);
            let own = own.map_or(0, |at| part.ceil_char_boundary(at + 1));
            let before = part[own..range.start].trim_matches(notes::separates);
            // What others did then, or are open for, is no time of the visit.
            // `saw mark at westering court yesterday`: what one did stands before the name.
            let did =
                || own == 0 && there::is_there(line[text.start..from + range.start].trim_matches(notes::separates));
            let ours = before.is_empty() || acted && own == 0 || there::is_there(before) || did();
            let hours = matches!(said.when, When::Hours { .. }) && has_clock(&part[range.clone()]);
            let length = matches!(said.when, When::Length(_));
            if !(ours || length || hours && there::is_somebody(before)) {
                return None;
            }
            let range = from + range.start..from + range.end;
            if quotes.iter().any(|quote| quote.start < range.end && range.start < quote.end) {
                return None;
            }
            let length = if let When::Length(length) = said.when { Some(length) } else { None };
            Some((self.inside(line, &range, said, before)?, length))
        });
        said.collect()
    }

    /// How long a call took: 通电话15分. The words stay.
    pub fn of_call(&self, line: &str, text: &Range<usize>) -> Option<Span> {
        let (range, length) = stretch::of_call(line.get(text.clone())?)?;
        let now = self.local();
        let span = self.span(text.start + range.start..text.start + range.end, now - length, now, false)?;
        Some(Span { stays: true, ..span })
    }

    /// A length that is a clause of its own: `dr evans, 30 min, tender opens`.
    pub fn length_alone(&self, line: &str, text: &Range<usize>, from: usize) -> Option<Span> {
        let mut at = from.max(text.start);
        let part = line.get(at..text.end)?;
        for clause in part.split([',', '，', '。', '；', ';', '\n']) {
            let start = at + clause.len() - clause.trim_start().len();
            let range = start..start + clause.trim().len();
            at += clause.len() + line[at + clause.len()..].chars().next().map_or(0, char::len_utf8);
            if let Some(said) = when::parse(&line[range.clone()], &self.past)
                && matches!(said.when, When::Length(_))
                && let Some(span) = self.at_head(line, &range, said)
            {
                return Some(span);
            }
        }
        None
    }

    /// A time right behind the name, or with which a line begins that names nobody. A weekday there is taken only where it stands apart, or where one
    /// was there: `精工 周五 见采购`, not `精工 周五要报价`.
    pub fn behind_name(&self, line: &str, range: &Range<usize>, said: Said) -> Option<Span> {
        let (words, behind) = (&line[range.clone()], &line[range.end..]);
        let glued = behind.chars().next().is_some_and(is_han);
        // `sunday trade is up` speaks of Sundays; `sunday, met beth` and `on fri met anna` say when it was.
        let day = words.strip_prefix("on ").or(words.strip_prefix("On ")).unwrap_or(words);
        let weekday = day.chars().all(|c| c.is_ascii_alphabetic() || c == '.');
        let apart = behind.trim_start_matches(' ').chars().next().is_none_or(|c| !c.is_alphanumeric());
        if weekday && !apart && !there::is_there(behind.trim_start()) && !self.says_itself(words) {
            return None;
        }
        // 早上到了一批货; 上午在杭州开会下午见了.
        if glued && is_of_others(behind) {
            return None;
        }
        let met = there::was_met(behind);
        if glued && !met && !self.says_itself(&line[range.clone()]) && !has_clock(&line[range.clone()]) {
            return None;
        }
        self.at_head(line, range, said).filter(|_| !is_deadline(words))
    }
}

/// Whether a length is that of a thing, or a sum: `2m roll wanted`, `sold the building, 2m`; `40m with priya` was the visit.
fn is_a_size(words: &str, behind: &str) -> bool {
    const THEN: [&str; 22] = [
        "with", "w", "there", "chat", "chatting", "in", "at", "on", "then", "visit", "met", "meeting", "saw", "spent",
        "demo", "talking", "and", "so", "long", "today", "total", "call",
    ];
    let Some(figures) = words.strip_suffix('m').filter(|figures| figures.chars().all(|c| c.is_ascii_digit())) else {
        return false;
    };
    let next = behind.strip_prefix(' ').map(|rest| rest.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default());
    let thing = next.is_some_and(|next| !next.is_empty() && !THEN.contains(&next.to_ascii_lowercase().as_str()));
    thing || figures.parse::<u32>().is_ok_and(|minutes| minutes < 5)
}

/// Whether what follows a part of the day is what others did then: 到了一批货; or another part of the day follows, in which one was there.
fn is_of_others(behind: &str) -> bool {
    let clause = &behind[..behind.find(['，', ',', '。', '；', ';', '\n']).unwrap_or(behind.len())];
    let came = ["到了", "来了", "來了", "送来", "送來", "发来", "發來", "到货", "到貨"]
        .iter()
        .find_map(|word| clause.strip_prefix(word));
    let goods = came.is_some_and(|what| what.contains(['货', '貨', '料', '批', '车', '車', '箱', '样', '樣']));
    let other = clause.strip_prefix(['在', '去']).is_some_and(|rest| PARTS.iter().any(|part| rest.contains(part)));
    goods || other
}

/// Parts of the day in which one was there.
pub(super) const PARTS: [&str; 7] = ["上午", "中午", "下午", "早上", "一早", "傍晚", "晚上"];

/// Whether the words say until when: `by friday`, 周五前. They speak of what is wanted.
pub(super) fn is_deadline(words: &str) -> bool {
    let lower = words.to_ascii_lowercase();
    let begins = |word: &str| lower.strip_prefix(word).is_some_and(|rest| rest.starts_with(' '));
    // `before eleven` tells when it was.
    ["by", "until", "till", "due"].iter().any(|word| begins(word))
        || !has_clock(words) && ["before", "since", "from"].iter().any(|word| begins(word))
        || words.ends_with('前') && !words.ends_with("午前") && !words.ends_with("目前")
}

/// Whether a day is that of a thing: 昨天的货, `yesterday's delivery`; `yesterday's visit` was the visit.
pub(in crate::domain::log_line) fn is_of_a_thing(behind: &str) -> bool {
    const VISIT: [&str; 9] = ["拜访", "拜訪", "回访", "回訪", "会面", "會面", " visit", " meeting", " call"];
    let thing = ["的", "'s", "’s"].iter().find_map(|word| behind.strip_prefix(word));
    // 上周三送的刀.
    let given = [
        "送", "买", "買", "发", "發", "订", "訂", "拿", "寄", "装", "裝", "修", "换", "換", "报", "報", "签", "簽",
        "提", "说", "說",
    ];
    let of_then = given.iter().find_map(|word| behind.strip_prefix(word)?.strip_prefix('的'));
    if of_then.is_some_and(|thing| thing.starts_with(is_han)) {
        return true;
    }
    thing.is_some_and(|thing| {
        let named = thing.trim_start().starts_with(|c: char| !notes::separates(c));
        named
            && (thing.starts_with(' ') || thing.starts_with(is_han))
            && !VISIT.iter().any(|word| thing.starts_with(word))
    })
}

/// Whether the words name an hour, not only a part of the day.
pub(in crate::domain::log_line) fn has_clock(words: &str) -> bool {
    let lower = words.to_ascii_lowercase();
    let spoken = |word: &str| {
        ["half", "past", "quarter", "noon", "midday"].contains(&word) || super::spoken::HOURS[..12].contains(&word)
    };
    words.chars().any(|c| c.is_ascii_digit() || "点點时時".contains(c))
        || lower.split(|c: char| !c.is_ascii_alphabetic()).any(spoken)
}
