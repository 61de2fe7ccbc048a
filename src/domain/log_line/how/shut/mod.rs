//! Visits that came to nothing: the door was shut, nobody was there, it was called off, they would not see one.
//!
//! Always holds: it is told in the first clauses, and of the visit; who was met all the same, or what was done there, speaks against it.

mod alone;
mod han;
mod latin;
mod of_line;

use std::ops::Range;

pub(in crate::domain::log_line) use self::han::{is_somebody, tells};

use crate::base::text::{fold_char, is_han};
use crate::base::when::{self, Context, When};
use crate::domain::deed::Slot;
use crate::domain::log_line::clause;
use crate::domain::log_line::next;
use crate::domain::log_line::notes::head;
use crate::domain::log_line::tokens::{Token, fits, tokens};
use crate::schema::Reason;

/// A visit that came to nothing, though it is kept as one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Shut {
    /// The words that say it.
    pub words: String,
    /// Why.
    pub reason: Reason,
    /// When one comes again, where the words say so.
    pub again: Option<Slot>,
    /// The line tells of nothing else: it is kept as not done, unless somebody says otherwise.
    pub alone: bool,
}

/// What a clause says of it.
struct Said {
    /// Where.
    range: Range<usize>,
    /// Why.
    reason: Reason,
    /// It says it by itself.
    sure: bool,
    /// It says of whom.
    named: bool,
}

/// Words that say that a visit came to nothing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in crate::domain::log_line) struct Vain {
    /// Where they stand.
    pub range: Range<usize>,
    /// The clause before them: who is named there was not met.
    pub before: Range<usize>,
    /// Where that names nobody, the clause before it: `paintworks helen double booked, moved me to fri`.
    pub earlier: Option<Range<usize>>,
    /// Why.
    pub reason: Reason,
    /// They say it by themselves: `nobody in`; that somebody is off says it only where nothing else was done there.
    pub sure: bool,
}

/// So many clauses are looked at.
const CLAUSES: usize = 6;

/// What says that the visit came to nothing, beside the customer's name. `own`: whether a word is what one of its people is called.
pub(in crate::domain::log_line) fn vain(text: &str, name: &Range<usize>, own: &dyn Fn(&str) -> bool) -> Vec<Vain> {
    let first = head(text).len();
    let mut found = Vec::new();
    let mut earlier = 0..0;
    let mut told = false;
    for clause in clauses(text, name).into_iter().take_while(|clause| clause.start < first) {
        let words = &text[clause.clone()];
        let own_name = name.start.saturating_sub(clause.start)..name.end.saturating_sub(clause.start);
        let said = match words.contains(is_han) {
            true => han::vain(&alike(words), told),
            false => latin::vain(words, &own_name, own),
        };
        found.extend(said.map(|Said { range, reason, sure, named }| Vain {
            range: clause.start + range.start..clause.start + range.end,
            before: clause.start..clause.start + range.start,
            // `wes mason, kitchen inspection so no time`.
            earlier: Some(earlier.clone()).filter(|_| match words.contains(is_han) {
                true => han::says_nobody(&alike(&words[..range.start])),
                false => !named || latin::says_nobody(&words[..range.start]),
            }),
            reason,
            sure,
        }));
        told |= words.contains(is_han) && han::tells(&alike(words)).is_some();
        earlier = clause;
    }
    found
}

/// Whether any words of a line, of whomever it is, say that a visit came to nothing.
pub fn may_be_in_vain(line: &str) -> bool {
    !vain(line, &(0..0), &|_| false).is_empty()
}

/// Of several the one that says most why: who calls it off is not there either.
pub(in crate::domain::log_line) fn chosen(found: &[Vain]) -> Option<&Vain> {
    let weight = |vain: &Vain| match vain.reason {
        Reason::CalledOff => 3,
        Reason::Refused => 2,
        Reason::Shut => 1,
        _ => 0,
    };
    found.iter().min_by_key(|vain| (std::cmp::Reverse(weight(vain)), !vain.sure, vain.range.start))
}

/// Whether something speaks of a visit that took place: somebody was spoken to. `any`: whatever was done or wanted there.
pub(in crate::domain::log_line) fn took_place(text: &str, name: &Range<usize>, any: bool) -> bool {
    clauses(text, name).into_iter().any(|clause| {
        let words = &text[clause];
        if words.contains(is_han) { han::took_place(&alike(words), any) } else { latin::took_place(words, any) }
    })
}

/// Whether behind what says that it came to nothing somebody does something there: `shut when i got there but priya opened up`. What was called off was so
/// by those who are named.
pub(in crate::domain::log_line) fn acted(text: &str, vain: &[Vain], own: &dyn Fn(&str) -> bool) -> bool {
    let Some(end) = vain.iter().filter(|vain| vain.reason != Reason::CalledOff).map(|vain| vain.range.end).min() else {
        return false;
    };
    let called_off = vain.iter().any(|vain| vain.reason == Reason::CalledOff);
    let behind = text.get(end..).unwrap_or_default();
    !called_off && clause::all(behind).into_iter().take(CLAUSES).any(|clause| latin::acts(&behind[clause], own))
}

/// The clauses beside the customer's name; a dash ends one, too. In Chinese the name ends one: 精工没人.
fn clauses(text: &str, name: &Range<usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for clause in clause::all(text).into_iter().take(CLAUSES * 2) {
        let mut at = clause.start;
        for part in text[clause].split(" - ") {
            let end = at + part.len();
            let within = at <= name.start && name.end <= end && name.start < name.end;
            if within && (part.contains(is_han) || name.start == at) {
                found.extend([at..name.start, name.end..end]);
            } else {
                found.push(at..end);
            }
            at = end + 3;
        }
    }
    found.retain(|range| text.get(range.clone()).is_some_and(|words| !words.trim().is_empty()));
    found.truncate(CLAUSES * 2);
    found
}

/// A text in simplified characters and small letters, byte for byte as long.
pub(in crate::domain::log_line) fn alike(text: &str) -> String {
    let same = |c: char| fold_char(c).filter(|folded| folded.len_utf8() == c.len_utf8()).unwrap_or(c);
    text.chars().map(same).collect()
}

/// Whether the first clauses say that nobody could be visited: `no answer, shut` was no call.
pub(in crate::domain::log_line) fn is_shut(text: &str) -> bool {
    vain(text, &(0..0), &|_| false).iter().any(|vain| vain.sure)
}

/// Before or behind a day these say that one comes again then, or that they are open then.
const AGAIN: [&str; 11] = [
    "back|again|try|come|rebook|rebooked|reopen|reopens|open|opens|opening",
    "call|pop|drop|nip in|by|back|again",
    "now|instead|til|till|until|to|for",
    "rearranged|rearrange|rescheduled|reschedule|postponed|moved|pushed|put",
    "go|going|see|seeing|meet|visit|revisit|return|returning",
    "next visit|time|one",
    "get _",
    "booked",
    "new date",
    "will be",
    "said",
];
const AGAIN_HAN: [&str; 20] = [
    "再",
    "改",
    "约",
    "开门",
    "回来",
    "回厂",
    "过去",
    "去一趟",
    "到",
    "等",
    "推",
    "延",
    "上班",
    "开工",
    "营业",
    "复工",
    "见",
    "才在",
    "在",
    "过来",
];

/// Of longer times no day is meant.
const FORTNIGHT: i64 = 14;

/// When one comes again to where one was in vain: the first day to come that stands behind such words, or before them.
pub(in crate::domain::log_line) fn again(
    text: &str,
    from: usize,
    ahead: &Context,
    plain: &dyn Fn(&str) -> bool,
) -> Option<(Range<usize>, Slot)> {
    let from = from.min(text.len());
    let part = &text[from..];
    let dates = when::find_all(part, ahead);
    // `not seeing reps till january` says no day.
    let near = |when: When| !matches!(when, When::Days { first, last } if (last - first).num_days() > FORTNIGHT);
    let mut slots = dates.into_iter().filter(|(_, said)| near(said.when)).filter_map(|(range, _)| {
        // `try again 2pm` is today.
        let later = |slot: &Slot| {
            slot.day == ahead.today && slot.time.is_some() && part[..range.start].trim_end().ends_with("again")
        };
        let slot = next::slot(&part[range.clone()], ahead).filter(|slot| slot.day > ahead.today || later(slot))?;
        let near = clause::around(part, range.clone());
        // 公休到周四: that day they are shut as well.
        let rests = part[near.start..range.start].trim_end().strip_suffix('到').is_some_and(|head| {
            ["休", "放假", "关门", "關門", "停业", "停業", "停电", "停電"].iter().any(|word| head.ends_with(word))
        });
        (!rests && says_again(&part[near]) && !plain(&part[range.clone()]))
            .then_some((from + range.start..from + range.end, slot))
    });
    slots.next()
}

fn says_again(clause: &str) -> bool {
    if clause.contains(is_han) {
        let clause = alike(clause);
        return AGAIN_HAN.iter().any(|word| clause.contains(word));
    }
    let words: Vec<Token> = tokens(clause, 0..clause.len());
    (0..words.len()).any(|at| AGAIN.iter().any(|pattern| fits(&words, at, pattern).is_some()))
}
