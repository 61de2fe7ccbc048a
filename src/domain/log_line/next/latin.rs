//! The next visit as it is said in English: `going back thu 10am`, `rebook for weds 9th`, `said come wed aft 2ish`.
//!
//! Always holds: the day stands right behind words with which a rep goes there again; who else comes back, what else is moved, is none.

use std::ops::Range;

use crate::base::when::Context;
use crate::domain::deed::Slot;
use crate::domain::log_line::day::day;
use crate::domain::log_line::tokens::{Token, fits, tokens};
use crate::domain::log_line::{clause, sure};

use super::{agreed, later};

/// What must stand before the words.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Head {
    /// Nobody else right before them.
    Nobody,
    /// One oneself, or nothing: the clause begins with them.
    Own,
    /// One oneself; or nothing, where the clause before says what came of it.
    Back,
    /// Anything.
    Any,
}

struct Rule(&'static str, Head);

use Head::{Any, Back, Nobody, Own};

const RULES: &[Rule] = &[
    Rule("try|trying again?", Nobody),
    Rule("have another go", Nobody),
    Rule("going|go|popping|pop|nipping|nip|calling|call|dropping|drop in? back in|by|round|over?", Nobody),
    Rule("going|popping|pop|calling|call|dropping|drop in again", Nobody),
    Rule("come|coming again", Own),
    Rule("going|calling again", Own),
    Rule("due back there|in?", Own),
    Rule("site|home? visit|survey|meeting booked|set|arranged|agreed for|on|at?", Own),
    Rule("wants|asked|happy|keen to meet again?", Any),
    Rule("wants|asked|happy|keen to see me|us again?", Any),
    Rule("retry|retrying", Own),
    Rule("return visit", Own),
    Rule("popping|nipping|dropping|calling|swinging|pop|nip|drop|swing round|in|by|over|back", Own),
    Rule("revisit|revisiting", Own),
    Rule("call in|round|by|over", Own),
    Rule("booked", Own),
    Rule(
        "demo|demonstration|trial|presentation|survey on|of|for? _? _? booked|set|arranged|agreed|fixed|confirmed for|on|at?",
        Own,
    ),
    Rule("re-book|rebook|rebooked|rebooking|re-booked for|to?", Any),
    Rule("rearranged|rescheduled|re-arranged|rearranging for|to|till|until", Any),
    Rule("booked me back? in for?", Any),
    Rule("booked in for|at?", Own),
    Rule("booked me for", Any),
    Rule("pencilled in|me in? for", Own),
    Rule("put|pushed|moved|bumped|knocked me|us off|back? to|till|until", Any),
    Rule("put|pushed off till|til|until|to", Own),
    Rule("moved|changed|switched|swapped|shifted|put|pushed it|things off|back? to|till|until", Any),
    Rule(
        "moved|changed|switched|postponed|rearranged|put|pushed our|the|my meeting|appointment|appt|visit|demo off|back? to|till|until",
        Any,
    ),
    Rule(
        "appointment|appt|meeting|visit|demo is|now? moved|rearranged|rescheduled|booked|set|arranged|agreed to|for|till|until",
        Own,
    ),
    Rule("new? appointment|appt on|for|is|now?", Own),
    Rule("new date is|now?", Own),
    Rule("move|change|switch|swap|shift _? meeting|appointment|appt|visit|demo to", Any),
    Rule("wants|want|wanted me|us back|in|over|there?", Any),
    Rule("invited me|us back|in|over?", Any),
    Rule("told|asked me|us to come|call|pop|go|try him|her|them? back|again|in|round?", Any),
    Rule("said|says to? come|call|pop|go|try him|her|them? back|again|in|round?", Any),
    Rule("come|go back|in|over|round?", Own),
    Rule("see|seeing|meet|meeting him|her|them|WHO again?", Own),
    Rule("agreed|arranged|going|back to meet|see|visit him|her|them|WHO? again?", Own),
    Rule("catch|get|grab him|her|WHO", Own),
    Rule("visit|visiting again?", Own),
    Rule("ill be back there|in|here?", Own),
    Rule("im back there|in|here?", Own),
    Rule("back|returning there|again?", Back),
    Rule("coming back", Back),
    Rule("be back", Own),
    Rule("now", Own),
];
/// Words that are cut short in haste.
const SHORT: [(&str, &str); 5] = [("bk", "back"), ("agn", "again"), ("agen", "again"), ("il", "ill"), ("abt", "about")];
/// Before the words, who speaks of himself.
const OWN: &[&str] = &[
    "i", "ill", "im", "ive", "we", "well", "id", "and", "so", "then", "but", "will", "to", "ok", "right", "must",
    "should", "need", "needs", "going", "gonna", "have", "got", "just", "also", "please", "said", "says", "told", "me",
    "asked", "agreed", "be", "arranged", "can", "am", "better", "well",
];
/// Before `try again` and the like, somebody else who does it, or what is.
const OTHERS: &[&str] = &[
    "he", "she", "they", "it", "hes", "shes", "theyre", "its", "who", "will", "hell", "shell", "theyll", "theyve",
    "kids", "children", "staff", "team", "bunzl", "everyone", "engineer", "fitter", "driver", "delivery", "van",
    "order", "stock", "boss", "manager", "owner", "chef", "the", "a", "their", "his", "her", "that", "this", "new",
    "is", "are", "was", "not", "wants", "may", "would", "of", "for", "with",
];
/// Between the words and the day.
const SKIPPED: &[&str] =
    &["again", "on", "for", "at", "there", "here", "in", "around", "about", "by", "instead", "any", "after", "maybe"];
/// With these a clause says nothing for sure, beside what makes any other doubtful.
const UNSURE: &[&str] = &["may", "dont", "or", "than"];
/// Behind the day.
const TAIL: &[&str] = &[
    "to", "for", "with", "w", "again", "instead", "then", "and", "about", "re", "please", "when", "as", "after",
    "latest", "before", "first", "sharp", "ish", "onwards", "at", "on", "see", "sort", "but", "now", "by",
];
/// What `it` may be in a clause before.
pub(super) const THINGS: &[&str] = &[
    "delivery",
    "deliveries",
    "order",
    "stock",
    "fitting",
    "install",
    "machine",
    "fridge",
    "display",
    "stand",
    "payment",
    "invoice",
    "engineer",
    "fitter",
    "training",
    "tender",
    "decision",
    "quote",
    "deliver",
    "price",
    "samples",
    "dispenser",
];
/// What is shown or made on the spot: `wants a demo, doing it tues`.
const SHOWN: &[&str] = &[
    "demo",
    "demonstration",
    "survey",
    "presentation",
    "training",
    "trial",
    "visit",
    "audit",
    "measure",
    "review",
    "walk",
    "stocktake",
];
/// What came of it, behind which `back thu` is the rep's: words that stand in a clause of their own.
const CAME: &[&str] = &[
    "no order",
    "nothing",
    "not today",
    "busy",
    "too busy",
    "all good|ok|fine|well",
    "no time",
    "closed|shut|locked",
    "nobody",
    "thinking|think",
    "no answer",
    "happy",
    "fine|good|ok",
    "no luck",
    "no joy",
    "no interest",
    "no change",
    "stocked up",
];
/// Who is away comes back himself.
pub(super) const AWAY: &[&str] = &[
    "off", "away", "out", "sick", "holiday", "hols", "leave", "ill", "poorly", "gone", "absent", "in", "there",
    "about", "stock", "hospital", "course", "training", "repair", "van", "machine", "delivery", "lunch", "meeting",
    "abroad", "nights", "says",
];

/// The words and the day of the next visit in a clause. `earlier`: what stands before it behind the name; `call`: it was no visit; `own`: whether a
/// word is what one of its people is called.
pub(super) fn said(
    clause: &str,
    earlier: &str,
    call: bool,
    own: &dyn Fn(&str) -> bool,
    ahead: &Context,
) -> Option<(Range<usize>, Slot)> {
    let mut words = tokens(clause, 0..clause.len());
    for token in &mut words {
        if let Some((_, whole)) = SHORT.iter().find(|(short, _)| *short == token.word) {
            token.word = (*whole).to_owned();
        }
    }
    let unsure = words.iter().any(|token| is_unsure(&token.word)) || clause.contains('?');
    if unsure || words.len() < 2 {
        return None;
    }
    let who = with_who(&words, own);
    let listed = (0..words.len()).find_map(|at| {
        RULES.iter().find_map(|Rule(pattern, head)| {
            let end = fits_who(&words, &who, at, pattern)?;
            let thing = |token: &Token| THINGS.contains(&token.word.as_str());
            let it = words.get(at + 1).is_some_and(|token| token.word == "it" || token.word == "things");
            let again = call && pattern.starts_with("try|trying");
            let another = it && tokens(earlier, 0..earlier.len()).iter().any(thing);
            let vague = *pattern == "now" && !earlier_is_put_off(earlier);
            let headed = is_headed(&words, at, *head, earlier, own);
            // `sounds keen, back wed 16th 3pm`: an hour is an appointment, and nobody who is away has one.
            let timed = *head == Back && at == 0 && !is_away(earlier);
            (end > at && !again && !another && !vague && (headed || timed)).then_some(())?;
            let skips = if matches!(*head, Back) || *pattern == "now" { 1 } else { 3 };
            let (day, to, slot) = day_behind(clause, &words, end, skips, ahead)?;
            (headed || slot.0.time.is_some()).then_some(())?;
            // `put off till next tues carl's got auditors in`.
            let tail = words.get(to).is_none_or(|next| {
                TAIL.contains(&next.word.as_str()) || own(next.word.strip_suffix('s').unwrap_or(&next.word))
            });
            let long = pattern.starts_with("come|go") && slot.1;
            (tail && !long && day >= end).then(|| (words[at].range.start..words[to - 1].range.end, slot.0))
        })
    });
    let listed = listed
        .or_else(|| agreed::agreed(clause, &words, own, ahead))
        .or_else(|| agreed::back(clause, earlier, &words, ahead));
    let shown = || shown(clause, earlier, &words, ahead).or_else(|| then(clause, earlier, &words, ahead));
    let put_off = || instead(clause, earlier, &words, ahead).or_else(|| later::made(clause, earlier, &words, ahead));
    listed.or_else(shown).or_else(put_off).or_else(|| later::today(clause, earlier, &words, ahead))
}

/// The words, with `WHO` for each by which somebody is called.
fn with_who(words: &[Token], own: &dyn Fn(&str) -> bool) -> Vec<Token> {
    let who = |token: &Token| if own(&token.word) { "WHO".into() } else { token.word.clone() };
    words.iter().map(|token| Token { word: who(token), range: token.range.clone() }).collect()
}

/// Whether a word makes it unsure that one goes there.
pub(super) fn is_unsure(word: &str) -> bool {
    UNSURE.contains(&word) || sure::latin::is_doubt(word)
}

/// Whether what stands before the words speaks of oneself, of what they said, or of nobody: `brakes rep to call in again fri`.
pub(super) fn is_own(before: &str, own: &dyn Fn(&str) -> bool) -> bool {
    const SAID: &[&str] = &[
        "wants", "want", "wanted", "us", "told", "said", "says", "asked", "him", "her", "them", "my", "our", "the",
        "date", "book", "booked", "set", "agreed", "see", "for", "on", "she", "he", "they", "thanks",
    ];
    let known = |token: &Token| {
        let word = token.word.as_str();
        OWN.contains(&word) || SAID.contains(&word) || own(word) || word.contains(|c: char| c.is_ascii_digit())
    };
    tokens(before, 0..before.len()).iter().all(known)
}

/// As [`fits`]; `WHO` is a word by which somebody is called, and the next one as well.
fn fits_who(words: &[Token], who: &[Token], at: usize, pattern: &str) -> Option<usize> {
    if !pattern.contains("WHO") {
        return fits(words, at, pattern);
    }
    let end = fits(who, at, pattern)?;
    let called = |at: usize| who.get(at).is_some_and(|token| token.word == "WHO");
    Some(end + usize::from(called(end - 1) && called(end)))
}

/// Whether the words are said of one oneself.
pub(super) fn is_headed(words: &[Token], at: usize, head: Head, earlier: &str, own: &dyn Fn(&str) -> bool) -> bool {
    let before = words.get(..at).unwrap_or_default();
    let is = |token: &Token, any: &[&str]| any.contains(&token.word.as_str());
    let told = before.iter().any(|token| is(token, &["sign", "note", "door"]));
    match head {
        Any => !told,
        Nobody => {
            let will = before.len() == 1 && before.iter().all(|token| token.word == "will");
            let others = |token: &Token| is(token, OTHERS) && !speaks(before) && !will;
            // `two faulty grinders going back friday`: things.
            let things = |token: &Token| token.word.len() > 3 && token.word.ends_with('s') && !is(token, OWN);
            // `brakes rep to call in`.
            let to = before.last().is_some_and(|token| token.word == "to");
            let led = to && !before.iter().all(|token| is(token, OWN) || own(&token.word));
            let other = before.last().is_some_and(|token| others(token) || things(token) || own(&token.word));
            !told && !other && !led
        }
        Own => before.iter().all(|token| is(token, OWN)) && !told,
        Back => {
            let speaks = before.iter().any(|token| is(token, &["i", "im", "ill", "we", "well", "will", "be"]));
            let all =
                before.iter().all(|token| is(token, OWN)) && !before.iter().any(|token| is(token, &["says", "said"]));
            all && (speaks || came(earlier))
        }
    }
}

/// `i will try again`: one speaks of oneself.
fn speaks(before: &[Token]) -> bool {
    before.iter().rev().take(2).any(|token| ["i", "ill", "we", "me"].contains(&token.word.as_str()))
}

/// Whether the clause before says what came of it, and not who is away.
fn came(earlier: &str) -> bool {
    let Some(last) = clause::all(earlier).pop() else { return false };
    let words = tokens(&earlier[last.clone()], 0..last.len());
    let away = words.iter().any(|token| AWAY.contains(&token.word.as_str()));
    let nobody = words.iter().any(|token| ["nobody", "noone"].contains(&token.word.as_str()));
    let came = (0..words.len()).any(|at| CAME.iter().any(|pattern| fits(&words, at, pattern).is_some()));
    came && (!away || nobody)
}

/// `asked to rearrange, now fri 4th 10am`.
fn earlier_is_put_off(earlier: &str) -> bool {
    let words = tokens(earlier, 0..earlier.len());
    words.iter().any(|token| {
        let put =
            ["rearrange", "rearranged", "reschedule", "rescheduled", "postponed", "cancelled", "rebook", "postpone"];
        put.contains(&token.word.as_str())
    })
}

/// Whether the clause before speaks of somebody who is away: he comes back then himself.
fn is_away(earlier: &str) -> bool {
    let last = clause::all(earlier).pop().unwrap_or_default();
    let words = tokens(&earlier[last.clone()], 0..last.len());
    words.len() < 2 || words.iter().any(|token| AWAY.contains(&token.word.as_str()))
}

/// `cancelled on me, wants wk of 14th instead`, `didnt happen, 17th 9.30 instead`.
fn instead(clause: &str, earlier: &str, words: &[Token], ahead: &Context) -> Option<(Range<usize>, Slot)> {
    const PUT_OFF: &[&str] = &[
        "cancelled",
        "postponed",
        "rearrange",
        "rearranged",
        "rebook",
        "happen",
        "busy",
        "stuck",
        "off",
        "away",
        "out",
        "sick",
        "closed",
        "shut",
        "late",
        "tied",
        "forgot",
        "meeting",
    ];
    if words.last()?.word != "instead" {
        return None;
    }
    let last = clause::all(earlier).pop()?;
    let before = tokens(&earlier[last.clone()], 0..last.len());
    let is = |token: &Token, any: &[&str]| any.contains(&token.word.as_str());
    let visit = before.iter().any(|token| is(token, PUT_OFF)) && !before.iter().any(|token| is(token, THINGS));
    let goes = fits(words, 0, "ill|will? go|going|going back");
    let from = goes
        .or_else(|| fits(words, 0, "wants|want|said|says|suggested|suggests|offered|make|do it|me|us? for|on?"))
        .or_else(|| fits(words, 0, "he|she|they|but? can|could do|make it? on?"))
        .unwrap_or(0);
    let (_, to, (slot, _)) = day_behind(clause, words, from, 0, ahead)?;
    (visit && to + 1 == words.len()).then_some((0..clause.len(), slot))
}

/// The day that stands behind some words: from which word, up to which, the slot, and whether it is longer than a week.
pub(super) fn day_behind(
    clause: &str,
    words: &[Token],
    from: usize,
    skips: usize,
    ahead: &Context,
) -> Option<(usize, usize, (Slot, bool))> {
    for at in from..=from + skips {
        let longest = (at + 1..=(at + 7).min(words.len())).rev().find_map(|to| {
            let (first, last) = (words.get(at)?, words.get(to - 1)?);
            let said = &clause[first.range.start..last.range.end];
            let (slot, long) = day(said, ahead)?;
            Some((at, to, (slot, long)))
        });
        if longest.is_some() {
            return longest;
        }
        words.get(at).filter(|token| SKIPPED.contains(&token.word.as_str()))?;
    }
    None
}

/// `wants a demo, doing it tues 8th half 9`.
fn shown(clause: &str, earlier: &str, words: &[Token], ahead: &Context) -> Option<(Range<usize>, Slot)> {
    let end = fits(words, 0, "im|ill|will|be? doing|do it|that|one")?;
    let is_shown = |token: &Token| SHOWN.iter().any(|word| token.word.starts_with(word));
    tokens(earlier, 0..earlier.len()).iter().any(is_shown).then_some(())?;
    let (_, to, (slot, _)) = day_behind(clause, words, end, 1, ahead)?;
    let tail = words.get(to).is_none_or(|next| TAIL.contains(&next.word.as_str()));
    tail.then(|| (0..words.get(to - 1).map_or(0, |last| last.range.end), slot))
}

/// `john's in thurs after 4, go then`: the day of the clause before.
fn then(clause: &str, earlier: &str, words: &[Token], ahead: &Context) -> Option<(Range<usize>, Slot)> {
    let end = fits(words, 0, "ill|will|so|and|to? go|visit|pop|drop|nip|see|catch in|back|round|him|her|them? then")?;
    if end < words.len() {
        return None;
    }
    let last = clause::all(earlier).pop()?;
    let before = &earlier[last];
    let all = tokens(before, 0..before.len());
    let mut days = (0..all.len()).filter_map(|at| day_behind(before, &all, at, 0, ahead));
    let (_, to, (slot, _)) = days.next()?;
    let another = days.any(|(from, ..)| from >= to);
    (!another).then_some((0..clause.len(), slot))
}
