//! The beginnings of a line that may be a customer's letters: what is asked of the names, the longest first.
//!
//! Always holds: ranges lie on character boundaries; at most [`MOST`] beginnings, so that a key press asks little.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use super::before::{Before, before};
use super::notes::head;
use super::{marks, mention, notes};
use crate::base::name::Near;
use crate::base::text::is_han;
use crate::base::when::{self, Context};

/// So many words are tried as a name at most.
const WORDS: usize = 6;
/// So many Han characters of one run.
const HAN: usize = 12;
/// Words, and Han characters, of a name that is compared letter by letter.
const NEAR: (usize, usize) = (4, 8);
/// So many beginnings in all.
pub const MOST: usize = 32;

/// A beginning of the line that may be a customer's letters.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Leading {
    /// Where it stands in the line.
    pub range: Range<usize>,
    /// The letters to ask for.
    pub letters: String,
    /// They say when or how it was: only a whole name is then one (电话 of 电话亭酒吧, `sunday` of Sunday Cafe). None: not looked at yet.
    pub(super) common: Option<bool>,
    /// They stand behind a person's name, in the middle: `texted leo at summit gym`.
    pub(super) inside: bool,
    /// How they are said where the line does not begin with them.
    pub(super) said: Saying,
}

/// How letters are said that stand further on in a line.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) enum Saying {
    /// The line begins with them, or they stand behind a person's name.
    #[default]
    First,
    /// They are a clause of their own: `Elevenish, Nettle and Rye.`, 一早跑临安，初光，.
    Clause,
    /// They are said in a sentence: `ran the folder up to Parson Mead`.
    Passing,
    /// A street stands before them, or a place: 良睦路恒通, 义蓬锦江.
    Behind(Range<usize>),
}

impl Leading {
    fn new(range: Range<usize>, letters: String) -> Leading {
        Leading { range, letters, common: None, inside: false, said: Saying::First }
    }

    /// Letters further on in the line, said as a name.
    pub(super) fn further(range: Range<usize>, letters: &str, said: Saying) -> Leading {
        Leading { range, letters: letters.to_owned(), common: Some(false), inside: true, said }
    }

    /// Whether they say when or how it was, as far as that was looked at.
    pub(super) fn is_common(&self) -> bool {
        self.common == Some(true)
    }
}

/// Words with which lines begin and customers' names end up found by chance.
const COMMON: &str = "a an the he she it we i they his her is was are in on at to of for by no not yes ok so and but or met saw got has had \
    have said says say will can new old big good nice great quick short long with from all buyer owner boss manager chef \
    doctor dr mr mrs ms customer client order ordered quote price sample samples wants want likes needs asked talked spoke \
    told sent send left gave took today now visit visited call called rang back just still only went small first last next \
    drive cost recall media data group team trial demo meeting chat prices pricing discussed agreed agree need needed \
    waiting waits please thanks very much more less some many few two three one both each every early late busy closed open \
    shut happy unhappy angry interested keen cold warm hot high low stock shelf display delivery invoice payment paid \
    complaint problem issue repair return returned staff nurse reception receptionist director head lady man guy wife \
    husband son daughter father mother brother sister asking asks shown showed show talk talks saying full half again always \
    never maybe soon later this that these those then there here what when who why how if as also our us my your you me him them \
    bob tom sam morning afternoon evening lunch coffee catalogue catalog contract renewal offer discount terms \
    采购 老板 客户 经理 店长 院长 主任 医生 厂长 老师 先生 对方 今天 刚才 门店 报价 样品 样机 合同 订单 \
    见采购 公司 他们 客戶 老闆 採購 店長 醫師 經理 對方 剛才 報價 樣品 樣機 合約 訂單 他們 他说 他說 她说 \
    她說 负责人 負責人 新人 前台 櫃檯 护士 護士";

fn is_common_word(word: &str) -> bool {
    static WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| COMMON.split_whitespace().collect());
    WORDS.contains(word)
}

/// Whether a beginning is made of common words alone: only a whole name of its own is then one.
pub(super) fn is_common(letters: &str) -> bool {
    let folded = crate::base::text::fold(letters);
    folded.split(|c: char| c == ' ' || notes::separates(c)).filter(|word| !word.is_empty()).all(is_common_word)
}

/// Whether the last of several words is a common one: "blue finch met" is Blue Finch, not Blue Finch Metals.
pub(super) fn ends_common(letters: &str) -> bool {
    let folded = crate::base::text::fold(letters);
    folded.rsplit_once(' ').is_some_and(|(_, last)| is_common_word(last))
}

/// All beginnings that may be a customer's letters, the longest first; then those after a time, a kind or small words; then those that
/// stand behind a person's name.
pub fn leading(line: &str, past: &Context) -> Vec<Leading> {
    let mut found = unread(line, past, &before(line, 0, past, true));
    read(&mut found, past, |_| true);
    found
}

/// Looks whether those of them that are wanted are times: the reading of a date is dear, and few beginnings are anybody's.
pub(super) fn read(found: &mut [Leading], past: &Context, wanted: impl Fn(&Leading) -> bool) {
    for one in found.iter_mut().filter(|one| one.common.is_none()) {
        if wanted(one) {
            one.common = Some(when::parse(&one.letters, past).is_some());
        }
    }
}

/// The same as [`leading`], none of them looked at. `skip`: what stands before the name.
pub(super) fn unread(line: &str, past: &Context, skip: &Before) -> Vec<Leading> {
    let mut found = beginnings(line, 0);
    // A small word may begin a name itself: 邮件 和平饭店.
    for small in skip.small.iter().filter(|small| small.start > 0 && line[small.start..].starts_with(is_han)) {
        found.extend(beginnings(line, small.start).into_iter().filter(|one| one.letters.chars().count() <= 6));
    }
    if skip.end > 0 {
        found.extend(beginnings(line, skip.end));
    }
    for one in found.iter_mut().filter(|one| one.range.end <= skip.end) {
        one.common = Some(true);
    }
    found.truncate(MOST);
    if let Some(at) = behind_person(line, skip.end).or_else(|| behind_at(line, skip.end)) {
        found.extend(beginnings(line, at).into_iter().map(|one| Leading { inside: true, common: Some(false), ..one }));
    }
    found.extend(possessive(&found));
    found.extend(mention::behind_street(line, skip.end));
    found.extend(mention::further_on(line, skip.end, past));
    // `price and daughters` is Price & Daughters.
    let and = found.iter().filter(|one| one.letters.contains(" and "));
    let and: Vec<_> = and.map(|one| Leading { letters: one.letters.replace(" and ", " & "), ..one.clone() }).collect();
    found.extend(and);
    found.truncate(MOST + WORDS + mention::MOST);
    found.sort_by_key(|one| {
        (one.inside, one.said == Saying::Passing, one.range.start, std::cmp::Reverse(one.range.end))
    });
    found
}

/// `Ferry's on Blackswarth`, `Lamplighter's open again`: a name is said with what is its.
fn possessive(found: &[Leading]) -> Vec<Leading> {
    let bare = |one: &Leading| {
        let letters = one.letters.strip_suffix("'s").or(one.letters.strip_suffix("’s"))?;
        let long = letters.chars().count() >= 5 && letters.starts_with(char::is_uppercase);
        long.then(|| Leading { letters: letters.to_owned(), common: Some(one.is_common()), ..one.clone() })
    };
    found.iter().filter_map(bare).collect()
}

/// The beginnings that may be a customer's name with a letter wrong, the longest first; for where its letters are nobody's.
pub(super) fn mistypable(leading: &[Leading]) -> Vec<String> {
    let words = |letters: &str| letters.split_whitespace().count();
    let may_be = |one: &&Leading| {
        let letters = one.letters.as_str();
        !(one.inside || one.is_common() || is_common(letters) || ends_common(letters))
            && words(letters) <= NEAR.0
            && letters.chars().filter(|c| is_han(*c)).count() <= NEAR.1
            && Near::new(letters).is_some()
    };
    leading.iter().filter(may_be).map(|one| one.letters.clone()).take(NEAR.1).collect()
}

/// Where a customer's name may begin behind the name of a person: `texted olive (green grocer)`, `sal at fresh fish market`.
fn behind_person(line: &str, verb: usize) -> Option<usize> {
    // `Five past four, Kelly from Portway rang`.
    let start = verb + line[verb..].len() - line[verb..].trim_start_matches(notes::separates).len();
    let rest = head(&line[start..]);
    let clause = &rest[..rest.find([',', ';', '.', ':', '\n']).unwrap_or(rest.len())];
    let mut at = 0;
    for words in 0..4 {
        let here = &clause[at..];
        let joins: &[&str] = if verb > 0 { &["at the ", "from the ", "at ", "from ", "of ", "("] } else { &["at "] };
        if words > 0
            && let Some(join) =
                joins.iter().find(|join| here.get(..join.len()).is_some_and(|head| head.eq_ignore_ascii_case(join)))
        {
            return Some(start + at + join.len());
        }
        let word = here.split_inclusive(' ').next()?;
        let name = word.trim_end();
        if name.is_empty() || !name.chars().all(|c| (c.is_alphabetic() && !is_han(c)) || "'.-&".contains(c)) {
            return None;
        }
        at += word.len();
    }
    None
}

/// Whether what stands before a name only leads to it: an hour, a day, `right`, `first thing`; a few words and nothing that happened.
pub(super) fn is_introduced(before: &str) -> bool {
    let before = before.trim_matches(notes::separates);
    let small = before.chars().filter(|c| is_han(*c)).count() <= 5 && before.split_whitespace().count() <= 4;
    small && !before.contains([',', '，', '。', '.', '!', '！'])
}

/// Where a name with a capital stands behind an `at` in the first clause: `cup of tea with Grace at Cathedral Walk`.
fn behind_at(line: &str, from: usize) -> Option<usize> {
    let rest = head(&line[from..]);
    let clause = &rest[..rest.find([',', ';', ':', '\n', '>', '<', '#', '^']).unwrap_or(rest.len())];
    let clause = &clause[..full_stop(clause).unwrap_or(clause.len())];
    let found = clause.match_indices(" at ").map(|(at, word)| at + word.len()).map(|at| {
        let the = clause[at..].starts_with("the ");
        if the { at + 4 } else { at }
    });
    found.filter(|at| clause[*at..].starts_with(char::is_uppercase)).map(|at| from + at).next()
}

/// A name as it is written into a line so that all of it is read as one: in quotes where it is long, or holds a comma.
pub fn in_full(name: &str) -> String {
    let whole = beginnings(name, 0).first().is_some_and(|one| one.letters == name);
    if whole { name.to_owned() } else { format!("\"{}\"", name.replace('"', "")) }
}

pub(super) fn beginnings(line: &str, from: usize) -> Vec<Leading> {
    let start = from + line[from..].len() - line[from..].trim_start_matches(notes::separates).len();
    // A name in quotes is all that is meant.
    if let Some((range, letters)) = in_quotes(line, from) {
        return if letters.is_empty() { Vec::new() } else { vec![Leading::new(range, letters)] };
    }
    let rest = head(&line[start..]);
    let rest = &rest[..full_stop(rest).unwrap_or(rest.len())];
    let mut ends: Vec<usize> = Vec::new();
    let (mut words, mut run, mut last) = (0, 0, None::<char>);
    // What stands behind a space belongs to the name whole or not at all: 周记 面粉涨价 is not 周记面….
    let mut behind_space = false;
    for (at, c) in rest.char_indices() {
        if marks::mark(c).is_some() || "^＾+＋#＃…~～!！;；。?？\n".contains(c) {
            break;
        }
        let gap = c.is_whitespace() || "、，,:：".contains(c);
        let (was_gap, was_han) = (last.is_none_or(notes::separates), last.is_some_and(is_han));
        behind_space |= gap && last.is_some_and(is_han);
        if gap {
            if !was_gap {
                ends.push(at);
                words += 1;
            }
            // Behind a colon nothing belongs to the name.
            if words >= WORDS || matches!(c, ':' | '：') {
                last = None;
                break;
            }
        } else if !was_gap && (was_han || is_han(c)) {
            // Chinese goes on without a space: 精工见采购, 7-11见店长.
            if run < HAN && !(behind_space && was_han) {
                ends.push(at);
            }
        }
        run = if is_han(c) { run + 1 } else { 0 };
        last = Some(c);
    }
    if last.is_some_and(|c| !notes::separates(c)) {
        ends.push(rest.len());
    }
    ends.sort_unstable();
    ends.dedup();
    let one_han = |letters: &str| letters.chars().count() < 2 && letters.chars().all(is_han);
    let whole = ends.last().copied();
    ends.into_iter()
        .rev()
        .filter_map(|end| {
            let letters = rest[..end].trim_end_matches(notes::separates);
            let kept = !letters.is_empty() && (!one_han(letters) || Some(end) == whole);
            kept.then(|| Leading::new(start..start + letters.len(), letters.to_owned()))
        })
        .collect()
}

/// What stands in quotes at a place of the line.
pub(super) fn in_quotes(line: &str, from: usize) -> Option<(Range<usize>, String)> {
    let start = from + line[from..].len() - line[from..].trim_start_matches(notes::separates).len();
    let rest = head(&line[start..]);
    [('"', '"'), ('“', '”'), ('「', '」')].into_iter().find_map(|(open, close)| {
        let inside = rest.strip_prefix(open)?;
        let end = inside.find(close)?;
        Some((start..start + open.len_utf8() + end + close.len_utf8(), inside[..end].trim().to_owned()))
    })
}

/// Where the first sentence of a text ends with a full stop; `Dr. Ward` and `St. Anselms` go on.
pub(super) fn full_stop(text: &str) -> Option<usize> {
    text.match_indices('.').map(|(at, _)| at).find(|at| {
        let word = text[..*at].rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        word.chars().count() >= 3
            && !word.eq_ignore_ascii_case("mrs")
            && text[at + 1..].starts_with(char::is_whitespace)
    })
}
