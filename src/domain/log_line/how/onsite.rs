//! What tells of being there though a call or a message is told of: `called round`, `rang ahead then saw priya`, 电话没人接，直接过去.
//!
//! Always holds: what is still to come, denied or told by others is none; a call of which nothing else tells stays one.

use std::ops::Range;

use super::shut::alike;
use crate::base::text::is_han;
use crate::domain::log_line::clause;
use crate::domain::log_line::day;
use crate::domain::log_line::notes::head;
use crate::domain::log_line::tokens::{Token, fits, tokens};

/// What is no call though it begins as one: whoever is there does so.
const NO_CALL: &[&str] = &[
    "rang|rung|ring|pressed the? door? bell|doorbell|buzzer|intercom",
    "called|rang|phoned|shouted _ over|down|upstairs|downstairs|outside|aside",
    "called _ in|up|through to|into|for",
    "rang|phoned|called|ringing|calling round|around for",
    "phone|phones|phoneline|email|tel is|was|are|were|isnt|wasnt|system|line|lines broken|down|dead|off|out|playing",
    "phone|phones|email broken|down|dead|playing",
    "chat with _? _? _? in|at|over|inside|outside the|his|her|their|a|coffee|tea|lunch|breakfast|brew|cuppa",
];
/// Behind a word for a call: it was done while one was there.
const WHILE: &str = "while|whilst|when i|we was|were|waited|stood|sat|there";
/// What one does to be there, at the head of what follows.
const WENT: &[&str] = &[
    "popped|dropped|nipped|swung|drove|came|walked|looked|called in|over|by|round|there|down|across|back|past|up",
    "went in|over|by|round|there|down|across|back|past|and",
    "fixed|sorted|repaired|replaced|swapped|fitted it|them|_ today|now",
    "let me|us in",
];
/// The same behind `called`, which may mean either.
const FOUND: &[&str] = &["nobody|noone|no-one there|in|about|around", "no one there|in|about|around", "shut|closed"];
/// In a clause it makes it one to come, or none.
const AHEAD: [&str; 17] = [
    "will", "to", "gonna", "going", "tomorrow", "next", "if", "when", "should", "would", "cant", "couldnt", "didnt",
    "not", "said", "says", "ill",
];
/// In Chinese: one was there.
const WENT_HAN: [&str; 21] = [
    "直接过去",
    "直接上门",
    "直接去",
    "直接跑",
    "直接到",
    "上门",
    "去见了",
    "见到了",
    "见了",
    "过去看",
    "过去了",
    "当面",
    "今天去",
    "今天过去",
    "去了一趟",
    "去看了",
    "到店",
    "赶过去",
    "跑过去",
    "跑了一趟",
    "去了趟",
];
/// Whether the line tells of being there all the same. `at`: the word for the call; `own`: whether a word is what somebody there is called.
pub(super) fn wins(text: &str, at: &Range<usize>, own: &dyn Fn(&str) -> bool) -> bool {
    let text = head(text);
    let Some(behind) = text.get(at.end.min(text.len())..) else { return false };
    if text.contains(is_han) {
        return wins_han(&alike(text), at);
    }
    let words = tokens(text, at.start..text.len());
    let here: Vec<Token> = tokens(text, clause::around(text, at.clone()));
    let no_call = NO_CALL.iter().any(|pattern| fits(&words, 0, pattern).is_some());
    let with =
        here.iter().enumerate().any(|(n, token)| token.range.start > at.start && fits(&here, n, WHILE).is_some());
    let called = text.get(at.clone()).is_some_and(|word| word.eq_ignore_ascii_case("called"));
    no_call || with || clause::all(behind).into_iter().any(|clause| went(&tokens(behind, clause), own, called))
}

/// Whether a clause tells that one went: at its head, or behind `so` and the like.
fn went(words: &[Token], own: &dyn Fn(&str) -> bool, called: bool) -> bool {
    let word = |at: usize| words.get(at).map_or("", |token| token.word.as_str());
    if words.iter().any(|token| AHEAD.contains(&token.word.as_str())) {
        return false;
    }
    (0..words.len()).any(|at| {
        let begins = at == 0 || ["so", "then", "and", "but", "now", "later"].contains(&word(at - 1));
        let from = if ["i", "we", "just", "also"].contains(&word(at)) { at + 1 } else { at };
        let whom = own(word(from + 1)) || ["him", "her", "them"].contains(&word(from + 1)) && word(from + 2).len() <= 5;
        let saw = ["saw", "met", "caught", "visited"].contains(&word(from)) && whom;
        // `priya let me in`; `called, priya took 4`.
        let let_in = fits(words, at + 1, "let|took|showed me|us").is_some();
        let did = called && fits(words, at + 1, "took|showed|gave|signed|met|out|away|off").is_some();
        let then = WENT.iter().any(|pattern| fits(words, from, pattern).is_some());
        let found = called && FOUND.iter().any(|pattern| fits(words, at, pattern).is_some());
        begins && (saw || own(word(at)) && (let_in || did) || then || found)
    })
}

fn wins_han(text: &str, at: &Range<usize>) -> bool {
    let own = clause::around(text, at.clone());
    let head = &text[own.start..at.start.max(own.start)];
    // 於总当我面给海川打了个电话: he rang somebody else.
    if ["当我面", "当着我", "当面"].iter().any(|word| head.contains(word)) {
        return true;
    }
    let behind = &text[at.end.min(text.len())..];
    // 来电话了我就走了.
    let left = ["了我就走", "了就走", "就走了", "我就走了"].iter().any(|word| behind.starts_with(word));
    left || clause::all(behind).into_iter().any(|clause| {
        let words = &behind[clause.clone()];
        let at = WENT_HAN.iter().filter_map(|word| words.find(word)).min();
        at.is_some_and(|at| is_ours(&words[..at]))
    })
}

/// Whether nothing but small words stands before it: not 报价过去了, nor 说上周去过了.
fn is_ours(words: &str) -> bool {
    const SMALL: [&str; 24] = [
        "今天", "后来", "就", "我", "又", "下午", "上午", "中午", "还是", "于是", "干脆", "只好", "马上", "当天",
        "然后", "最后", "自己", "才", "刚", "刚才", "早上", "傍晚", "人", "今",
    ];
    let mut rest = words.trim();
    while let Some(next) = SMALL.iter().find_map(|word| rest.strip_suffix(word)) {
        rest = next;
    }
    rest.is_empty()
}

/// Whether `called` with these behind it is a visit: `called by`, `called to see priya`, `called at 10`, `called on priya`.
pub(super) fn called(after: &str) -> bool {
    let words = tokens(after, 0..after.len().min(after.floor_char_boundary(60)));
    let word = |at: usize| words.get(at).map_or("", |token| token.word.as_str());
    if !after.starts_with(' ') {
        return false;
    }
    match word(0) {
        "by" | "round" | "past" => word(1) != "for",
        "at" => word(1).starts_with(|c: char| c.is_ascii_digit()) || !word(1).is_empty(),
        "on" => {
            !word(1).is_empty()
                && !day::is_to_come(word(1))
                && !["the", "mobile", "landline", "whatsapp", "teams"].contains(&word(1))
        }
        "to" => {
            ["see", "visit", "meet"].contains(&word(1))
                && !["if", "what", "whether", "how", "when", "why"].contains(&word(2))
        }
        "back" => word(1) == "to" && ["see", "visit", "meet"].contains(&word(2)),
        _ => false,
    }
}

/// Whether `no answer` is a call that nobody took, by what follows: not `no answer on price yet`, nor where one went there then.
pub(super) fn unanswered(behind: &str) -> bool {
    let own = tokens(
        behind,
        0..clause::all(behind).first().map_or(0, |clause| if clause.start < 2 { clause.end } else { 0 }),
    );
    let of = own.iter().take(3).any(|token| ["on", "about", "re", "yet"].contains(&token.word.as_str()));
    let then = clause::all(behind).into_iter().any(|clause| {
        let words = &behind[clause.clone()];
        went(&tokens(behind, clause.clone()), &|_| false, false) || words.contains(is_han) && wins_han(behind, &(0..0))
    });
    let saw = tokens(behind, 0..behind.len()).iter().any(|token| ["saw", "met"].contains(&token.word.as_str()));
    !(of || then || saw)
}
