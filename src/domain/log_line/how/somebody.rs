//! How it was, said behind somebody who is no customer for sure: 浙一 电话 问授权书, 乐小燕电话，要补2箱, `Anna rang, wants two`.
//!
//! Always holds: only in the first clause, right behind the first words; a telephone number that is asked for or a group is no call.

use std::ops::Range;

use super::kind;
use crate::base::text::is_han;
use crate::base::when::Context;
use crate::domain::deed::LogKind;
use crate::domain::log_line::before;
use crate::domain::log_line::han::sentence_in_han;
use crate::domain::log_line::notes::head;
use crate::domain::log_line::notes::separates;
use crate::domain::log_line::ordinary::is_ordinary;
use crate::schema::VisitKind;

/// So many characters has who stands before the word.
const SOMEBODY: usize = 12;
/// Right before the word these make it a thing that is had, wanted or looked at: 加微信, 留电话, 看视频.
const HAD: &str = "换換加留要有问問给給存改没沒抄记記了的过過无無新扫掃看拍发發录錄打用等让讓叫请請";
/// What somebody does who has a name.
const DONE: [&str; 15] = [
    "telephoned",
    "phoned",
    "rang",
    "called in",
    "called",
    "texted",
    "messaged",
    "whatsapped",
    "emailed",
    "e-mailed",
    "mailed",
    "facetimed",
    "txted",
    "txtd",
    "txt",
];

/// The word that says how it was behind the first words of a line, from here on, and the kind. `offered`: the letters of a customer.
pub(super) fn behind(
    text: &str,
    from: usize,
    offered: Option<Range<usize>>,
    past: &Context,
) -> Option<(Range<usize>, LogKind)> {
    let from = from + text[from..].len() - text[from..].trim_start_matches(separates).len();
    let rest = head(&text[from..]);
    if rest.starts_with(is_han) {
        return han(rest).map(|(range, kind)| (from + range.start..from + range.end, kind));
    }
    let named = offered
        .filter(|range| range.start >= from && !is_ordinary(text[range.clone()].split(' ').next().unwrap_or_default()));
    let of_name = named.and_then(|range| before::before(text, range.end, past, false).kind);
    let of_name = of_name.filter(|(range, _)| !is_other(&text[range.start..]));
    of_name.or_else(|| latin(rest, &|_| false).map(|(range, kind)| (from + range.start..from + range.end, kind)))
}

/// `called the order off`, `called it a day`: no call.
fn is_other(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let called = words.next().is_some_and(|word| word.eq_ignore_ascii_case("called"));
    let other = ["the", "it", "for", "off", "a", "by", "round", "on", "out", "away"];
    called && words.next().is_some_and(|next| other.contains(&next))
}

/// `Portway, Kelly rang`: behind the name of a customer who is known. `own`: whether a word is what one of its people is called: `keith called`.
pub(super) fn behind_name(text: &str, from: usize, own: &dyn Fn(&str) -> bool) -> Option<(Range<usize>, LogKind)> {
    let from = from + text[from..].len() - text[from..].trim_start_matches(separates).len();
    let rest = head(&text[from..]);
    if let Some((range, kind)) = latin(rest, own) {
        return Some((from + range.start..from + range.end, kind));
    }
    // `wasn't closed, Nick rang`: a clause of its own, where nobody was met before it.
    let first = rest.split(',').next().unwrap_or_default();
    let met = ["met", "saw", "with", "spoke", "visited"].iter().any(|word| first.split(' ').any(|own| own == *word));
    let mut at = from + first.len() + 1;
    for clause in rest.split(',').skip(1).take(2).filter(|_| !met) {
        let words = clause.trim();
        if let Some((who, did)) = words.split_once(' ')
            && own(who)
            && kind::is_done(did)
        {
            let start = at + clause.len() - clause.trim_start().len() + who.len() + 1;
            return kind::leading(did).map(|(_, kind)| (start..start + did.len(), kind));
        }
        at += clause.len() + 1;
    }
    None
}

fn han(text: &str) -> Option<(Range<usize>, LogKind)> {
    let clause = &text[..text.find(|c: char| separates(c) && c != ' ' && c != '\u{3000}').unwrap_or(text.len())];
    let places = clause.char_indices().enumerate().skip(1).take_while(|(n, _)| *n <= SOMEBODY).map(|(_, (at, _))| at);
    for at in places {
        let Some((length, kind)) = kind::leading(&clause[at..]) else { continue };
        let (before, end) = (&clause[..at], at + length);
        let apart = before.ends_with(separates);
        let who = before.trim_end();
        // One word stands before it.
        let one = who.chars().count() >= 2 && who.chars().all(is_han) && sentence_in_han(who).is_none();
        let closed = text[end..].chars().next().is_none_or(separates);
        let had = who.ends_with(|c| HAD.contains(c));
        return (one && (apart || closed && !had)).then_some((at..end, kind));
    }
    None
}

/// `Anna rang`, `Paul Adams texted`.
fn latin(text: &str, own: &dyn Fn(&str) -> bool) -> Option<(Range<usize>, LogKind)> {
    let mut at = 0;
    for _ in 0..2 {
        let word = &text[at..at + text[at..].find(' ')?];
        let name =
            word.starts_with(char::is_uppercase) && word.chars().skip(1).any(char::is_lowercase) && !is_ordinary(word);
        let name = name || own(word);
        if !name || word.ends_with(separates) {
            return None;
        }
        at += word.len() + 1;
        let rest = &text[at..];
        let done = DONE.iter().find(|done| {
            rest.get(..done.len()).is_some_and(|head| head.eq_ignore_ascii_case(done))
                && !rest[done.len()..].starts_with(char::is_alphanumeric)
        });
        if let Some(done) = done {
            // `Sandra txt me`.
            let wrote = done.starts_with("txt") || done.starts_with("text");
            let other = if wrote { kind::CHAT } else { LogKind::Visit(VisitKind::OnSite) };
            let kind = kind::leading(rest).map(|(_, kind)| kind).unwrap_or(other);
            return (!is_other(rest)).then_some((at..at + done.len(), kind));
        }
    }
    None
}
