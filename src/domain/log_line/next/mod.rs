//! The next visit: as a shift says it (`+3d`), as words do (`next visit fri`, `try again mon`, 过两周再去), else by how often the customer is seen.
//!
//! Always holds: it lies ahead; nobody is visited next of whom it is not known who it was. Silence is better than a day on which somebody else comes.

mod agreed;
mod begins;
mod han;
mod later;
mod latin;
mod with_them;

use std::ops::Range;

use chrono::{Datelike, NaiveDate, TimeDelta, Weekday};

pub(super) use self::begins::begins;
use self::begins::mistyped;
use super::chip::{Chip, Understood};
use super::how::shut::alike;
use super::people::is_one_of;
use super::reading::Reading;
use super::sure::han::Said;
use super::tokens::{fits, tokens};
use super::{NEXT, clause, day, notes};
use crate::base::text::is_han;
use crate::base::when::{self, Context, When};
use crate::domain::cadence;
use crate::domain::deed::{LogKind, Promise, Slot, Whose};

/// Words behind which the day of the next visit stands.
const NEXT_VISIT: [&str; 13] = [
    "next visit",
    "next time",
    "see again",
    "see him again",
    "see her again",
    "see them again",
    "visit again",
    "revisit",
    "go back",
    "going back",
    "pop in again",
    "call in again",
    "drop in again",
];
/// Those of them that others do as well, and things: only where nobody else stands before them. `two faulty grinders going back friday`.
const OWN: [&str; 5] = ["go back", "going back", "下次", "下回", "next time"];
/// Who may stand before those, and how it is said of oneself.
const SELF: [&str; 28] = [
    "i", "i'll", "i'm", "we", "we'll", "we're", "will", "to", "must", "should", "need", "then", "and", "so", "ok",
    "我", "我们", "我們", "那", "就", "说", "說", "约定", "約定", "约好", "約好", "暂定", "暫定",
];
const NEXT_VISIT_HAN: [&str; 16] = [
    "下次拜访",
    "下次拜訪",
    "下次再去",
    "下次再来",
    "下次再來",
    "下次上门",
    "下次上門",
    "下次去",
    "下次来",
    "下次來",
    "下次",
    "下回",
    "再访",
    "再訪",
    "再去",
    "再拜访",
];
/// Between those and the day.
const LEADS: [&str; 12] = [":", "：", "is", "will be", "on", "约", "約", "定在", "是", "在", "就", "大概"];
/// Words before which it stands.
const AGAIN_HAN: [&str; 9] = ["再去一趟", "再跑一趟", "再去", "再拜访", "再拜訪", "再访", "再訪", "再上门", "再上門"];
/// Before the day these say that it is somebody else's.
const OTHERS: [&str; 9] = ["他们", "他們", "有人", "送货", "送貨", "司机", "师傅", "師傅", "同事"];

/// So many clauses are looked through for a day of which nothing is understood.
const CLAUSES: usize = 40;
/// Parts of a day: where no hour is said, only the words say them.
const PARTS: [&str; 19] = [
    "明早",
    "上午",
    "下午",
    "早上",
    "晚上",
    "傍晚",
    "中午",
    "一早",
    "清晨",
    "下昼",
    "下晝",
    "朝早",
    "晚黑",
    "morning",
    "afternoon",
    " aft",
    "evening",
    "lunchtime",
    "first thing",
];

impl Reading<'_> {
    /// The next visit: as the words say, else by how often the customer is seen, where none is planned.
    pub(super) fn next(
        &mut self,
        shift: Option<(Range<usize>, Slot)>,
        kind: LogKind,
        started: crate::base::clock::Moment,
        shut: bool,
    ) -> Option<Slot> {
        if self.whose == Whose::Unfiled {
            // Nobody can be visited next of whom it is not known who it was; the words stay.
            self.taken.retain(|range| shift.as_ref().is_none_or(|(shift, _)| shift != range));
            return None;
        }
        if let Some((range, slot)) = shift {
            self.chip(range, Understood::Next { slot, every: None });
            return Some(slot);
        }
        let about = self.about().filter(|about| about.planned.is_none() && !shut && !self.context.is_plain(NEXT))?;
        let (every, LogKind::Visit(_)) = (about.every?, kind) else { return None };
        let due = self.context.now.workday(started).checked_add_signed(TimeDelta::days(every))?;
        let day = cadence::somebody_there(due, about.open);
        if day <= self.context.now.today() || self.names_another_day() {
            return None;
        }
        let slot = Slot::day(day);
        self.chips.push(Chip { range: None, what: Understood::Next { slot, every: Some(every) } });
        Some(slot)
    }

    /// Whether a day to come is named of which nothing is understood: the next visit may be meant, and none is proposed on another day.
    fn names_another_day(&self) -> bool {
        let chips = || self.chips.iter().filter_map(|chip| chip.range.as_ref());
        let after = |said: &when::Said| said.when.due_day().is_some_and(|day| day > self.ahead.today);
        // `delivery was short monday` may have been.
        let was = |words: &str, range: &Range<usize>| {
            let told =
                ["was ", "were ", "came ", "arrived", "had ", "了", "过", "過"].iter().any(|word| words.contains(word));
            told && when::parse(&words[range.clone()], &self.past).is_some_and(|said| !after(&said))
        };
        self.cut.text.iter().any(|text| {
            clause::all(&self.line[text.clone()]).into_iter().take(CLAUSES).any(|clause| {
                let from = text.start + clause.start;
                let words = notes::head(&self.line[from..text.start + clause.end]);
                let unread = |range: &Range<usize>| {
                    chips().all(|chip| chip.end <= from + range.start || from + range.end <= chip.start)
                };
                when::find_all(words, &self.ahead)
                    .iter()
                    .any(|(range, said)| after(said) && unread(range) && !was(words, range))
            })
        })
    }

    /// When the next visit is to be, by its words; the last of them counts. Where they are all that their clause says, they go from the note.
    fn worded(&mut self, kind: LogKind) -> Option<(Range<usize>, Slot)> {
        let mut found: Option<(Range<usize>, Slot)> = None;
        let mut alone = false;
        for text in &self.cut.text {
            for clause in clause::all(&self.line[text.clone()]) {
                let (from, words) =
                    (text.start + clause.start, &self.line[text.start + clause.start..text.start + clause.end]);
                // The name may stand before them in the clause.
                let named = self.taken.iter().filter(|taken| from <= taken.start && taken.end <= from + words.len());
                let named = named.map(|taken| taken.start - from..taken.end - from).collect::<Vec<_>>();
                let before = notes::last(&self.line[text.start..from]);
                let asked = self.line[from + words.len()..text.end].starts_with(['?', '？']);
                let listed = || {
                    let people = self.own_people();
                    let own = |word: &str| is_one_of(people, word);
                    let behind = behind_words(words, before, &named, &own, &self.ahead);
                    behind.or_else(|| before_words(words, &self.ahead))
                };
                let listed = if asked { None } else { listed() };
                let listed = listed.map(|(range, slot)| (from + range.start..from + range.end, slot));
                let own = || self.in_own_words(text.start..text.end, from..from + words.len(), kind);
                let told = listed.is_none();
                let Some((range, slot)) = listed.or_else(own) else { continue };
                // The name may stand before them in the clause.
                let led = self.taken.iter().any(|taken| {
                    taken.end <= range.start && taken.end > from && {
                        self.line[taken.end..range.start].chars().all(notes::separates)
                    }
                });
                let today = self.context.now.today();
                // 下晝三點再去: later on the same day.
                let now = self.context.now.local();
                let later = slot.day == today && slot.time.is_some_and(|time| now.date() == today && time > now.time());
                let ahead = slot.day > today || later;
                if ahead && self.is_free(&range) {
                    let part = slot.time.is_none() && PARTS.iter().any(|part| words.to_lowercase().contains(part));
                    alone = !told && !part && range.end == from + words.len() && (range.start == from || led);
                    found = Some((range, slot));
                }
            }
        }
        self.taken.extend(found.iter().filter(|_| alone).map(|(range, _)| range.clone()));
        found
    }

    /// When the next visit is to be, as the line says it: `+3d`, `+2周`, or in words.
    pub(super) fn shift(&mut self, kind: LogKind) -> Option<(Range<usize>, Slot)> {
        self.shifted().or_else(|| self.worded(kind))
    }

    /// As a clause says it in a rep's own words; these stay in the note.
    fn in_own_words(&self, text: Range<usize>, clause: Range<usize>, kind: LogKind) -> Option<(Range<usize>, Slot)> {
        let name =
            Some(self.own_name().end).filter(|end| text.contains(end) && *end < clause.end).unwrap_or(text.start);
        let from = clause.start.max(name);
        let (words, earlier) = (&self.line[from..clause.end], &self.line[name.min(from)..from]);
        let people = self.own_people();
        let own = |word: &str| is_one_of(people, word);
        let found = if words.contains(is_han) {
            let behind = notes::head(&self.line[clause.end..text.end]);
            let next = alike(behind.strip_prefix(['，', ',']).map_or("", |next| &next[..end_of_first(next)]));
            let asked = behind.starts_with(['?', '？']);
            let around = han::Around { earlier: &alike(earlier), next: &next, asked, own: &own };
            han::said(&alike(words), words, &around, &self.ahead)
        } else {
            let call = matches!(kind, LogKind::Touch(_));
            latin::said(words, earlier, call, &own, &self.ahead)
        };
        // What is a promise already is none.
        let promised = |range: &Range<usize>| {
            self.chips.iter().any(|chip| {
                let apart = |other: &Range<usize>| other.end <= range.start || range.end <= other.start;
                let day = |promise: &Promise, slot: Slot| promise.due.is_some_and(|due| due.day == slot.day);
                match &chip.what {
                    Understood::Promise { promise, .. } => {
                        chip.range.as_ref().is_some_and(|other| !apart(other))
                            || found.as_ref().is_some_and(|(_, slot)| day(promise, *slot))
                    }
                    _ => false,
                }
            })
        };
        let (range, slot) = found.clone()?;
        let range = from + range.start..from + range.end;
        (!promised(&range)).then_some((range, slot))
    }

    /// Where the customer's name stands; else nowhere.
    pub(super) fn own_name(&self) -> Range<usize> {
        let name = self.chips.iter().find_map(|chip| match (&chip.what, &chip.range) {
            (Understood::Account { .. } | Understood::New(_), Some(range)) => Some(range.clone()),
            _ => None,
        });
        name.unwrap_or(0..0)
    }

    fn shifted(&mut self) -> Option<(Range<usize>, Slot)> {
        let mut found = None;
        for text in &self.cut.text {
            for (at, c) in self.line[text.clone()].char_indices().filter(|(_, c)| matches!(c, '+' | '＋')) {
                let at = text.start + at;
                let apart = self.line[text.start..at].chars().next_back().is_none_or(notes::separates);
                let rest = &self.line[at + c.len_utf8()..text.end];
                if !apart || !rest.starts_with(|c: char| c.is_ascii_digit()) {
                    continue;
                }
                let length = rest.find(|c: char| notes::separates(c)).unwrap_or(rest.len());
                let range = at..at + c.len_utf8() + length;
                let said = when::parse(&format!("+{}", &rest[..length]), &self.ahead);
                let slot = said.and_then(|said| match said.when {
                    When::At(at) => Some(Slot::at(at)),
                    when => when.due_day().map(Slot::day),
                });
                found = slot.map(|slot| (range.clone(), slot)).filter(|_| !self.is_plain(&range)).or(found);
            }
        }
        self.taken.extend(found.iter().map(|(range, _)| range.clone()));
        found
    }
}

/// Where the first clause of a text ends.
fn end_of_first(text: &str) -> usize {
    clause::all(text).first().map_or(text.len(), |first| first.end)
}

/// The slot of a visit that words name: of a week its first working day. 周四上午 says no hour.
pub(super) fn slot(words: &str, ahead: &Context) -> Option<Slot> {
    let said = when::parse(words, ahead)?;
    let works = |day: &NaiveDate| !matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
    match said.when {
        when @ When::Hours { start, .. } if when.is_part_of_day() => Some(Slot::day(start.date())),
        When::At(at) | When::Hours { start: at, .. } => Some(Slot::at(at)),
        When::Day(day) => Some(Slot::day(day)),
        When::Days { first, last } if (last - first).num_days() <= 31 => {
            let from = first.max(ahead.today);
            from.iter_days().take_while(|day| *day <= last).find(works).map(Slot::day)
        }
        _ => None,
    }
}

/// `next visit fri`, 下次：下周三: the words and the day with which a clause ends.
/// `named`: what of it is the customer's name or was understood; `before`: the clauses before it.
fn behind_words(
    clause: &str,
    before: &str,
    named: &[Range<usize>],
    own: &dyn Fn(&str) -> bool,
    ahead: &Context,
) -> Option<(Range<usize>, Slot)> {
    let lower = clause.to_ascii_lowercase();
    let latin = NEXT_VISIT.iter().filter_map(|word| {
        let at = lower.find(word)?;
        let inside = |c: char| c.is_alphanumeric();
        (!lower[..at].ends_with(inside) && !lower[at + word.len()..].starts_with(inside)).then_some((at, word.len()))
    });
    let han = NEXT_VISIT_HAN.iter().filter_map(|word| Some((lower.find(word)?, word.len())));
    let (at, length) =
        latin.chain(mistyped(&lower)).chain(han).min_by_key(|(at, length)| (*at, std::cmp::Reverse(*length)))?;
    let word = &lower[at..at + length];
    let from = named.iter().map(|named| named.end).filter(|end| *end <= at).max().unwrap_or(0);
    let alone =
        lower[from..at].split(notes::separates).filter(|word| !word.is_empty()).all(|word| SELF.contains(&word));
    // 他们下次开会，下回周五.
    let theirs =
        word.contains(is_han) && OTHERS.iter().any(|word| before.contains(word)) && before.contains(['次', '回']);
    // `took 6 bx 54.60 inv to follow next visit 8 dec`: without stops it stands behind all else.
    let plainly = word.starts_with("next v") && !begins::is_of_others(&lower[from..at]);
    if !word.contains(is_han) && (is_doubtful(clause) || !(plainly || latin::is_own(&lower[from..at], own))) {
        return None;
    }
    // 领导下次来周五, 三菱再去周五: whoever stands before them goes.
    if (OWN.contains(&word) || word.contains(is_han)) && (!alone || theirs) {
        return None;
    }
    let mut rest = clause[at + length..].trim_start();
    for _ in 0..2 {
        let lead = LEADS.iter().find(|lead| {
            let behind = rest.strip_prefix(**lead);
            behind.is_some_and(|behind| !lead.is_ascii() || **lead == ":" || behind.starts_with(' '))
        });
        rest = lead.map_or(rest, |lead| rest[lead.len()..].trim_start());
    }
    // `revisit in jan` names no day.
    let season = rest.split_whitespace().all(|word| day::is_season(&word.to_ascii_lowercase()) || word == "in");
    let slot = slot(rest, ahead).filter(|_| !season)?;
    Some((at..clause.len(), slot))
}

/// Whether an English clause says nothing for sure.
fn is_doubtful(clause: &str) -> bool {
    tokens(clause, 0..clause.len()).iter().any(|token| latin::is_unsure(&token.word))
}

/// 过两周再去: a clause that ends with a day and that one goes again. Who comes again (两周后再来) may be anybody.
fn before_words(clause: &str, ahead: &Context) -> Option<(Range<usize>, Slot)> {
    let said = clause.trim_end_matches('吧');
    let head = AGAIN_HAN.iter().find_map(|word| said.strip_suffix(word))?.trim_end();
    let (range, _) = when::find_all(head, ahead).pop().filter(|(range, _)| range.end == head.len())?;
    let plain = alike(&head[..range.start]);
    let sure = Said { head: &plain, tail: "", next: "", asked: false, may_be_past: false }.is_sure_of_a_visit();
    if !sure || OTHERS.iter().any(|word| plain.contains(word)) {
        return None;
    }
    let slot = slot(&head[range.clone()], ahead)?;
    Some((range.start..clause.len(), slot))
}

/// Words that speak of going there again.
const GOES: [&str; 7] = [
    "back|again|rebook|rebooked|rearrange|rearranged|come|revisit|return|retry",
    "go|going|pop|popping|call|drop|nip in|round|over|by|then",
    "see|seeing|meet him|her|them|_",
    "appointment|appt|visit|demo|meet|booked",
    "next visit|time",
    "try",
    "moved|pushed|put it|me|us",
];
const GOES_HAN: [&str; 15] = [
    "再去",
    "再来",
    "再过",
    "再跑",
    "过去",
    "去一趟",
    "去看",
    "约",
    "拜访",
    "上门",
    "见面",
    "碰面",
    "改到",
    "改天",
    "下次",
];

/// Whether words speak of going there again around a day that they name.
pub fn speaks_of_going(text: &str, day: &Range<usize>) -> bool {
    let near = &text[clause::around(text, day.clone())];
    if near.contains(is_han) {
        let near = alike(near);
        return GOES_HAN.iter().any(|word| near.contains(word));
    }
    let words = tokens(near, 0..near.len());
    (0..words.len()).any(|at| GOES.iter().any(|pattern| fits(&words, at, pattern).is_some()))
}
