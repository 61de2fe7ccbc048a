//! The beginnings of a line that may be a customer's letters: what is asked of the names, the longest first.
//!
//! Always holds: ranges lie on character boundaries; at most [`MOST`] beginnings, so that a key press asks little.

use std::ops::Range;

use super::{kind, marks, notes};
use crate::base::text::is_han;
use crate::base::when::{self, Context};

/// So many words are tried as a name at most.
const WORDS: usize = 6;
/// So many Han characters of one run.
const HAN: usize = 12;
/// So many bytes.
const BYTES: usize = 120;
/// So many beginnings in all.
pub const MOST: usize = 24;

/// A beginning of the line that may be a customer's letters.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Leading {
    /// Where it stands in the line.
    pub range: Range<usize>,
    /// The letters to ask for.
    pub letters: String,
}

/// Words that may stand before the name, longer ones first.
const BEFORE: [&str; 26] = [
    "popped into",
    "popped in at",
    "dropped in at",
    "dropped by",
    "dropped into",
    "stopped at",
    "stopped by",
    "went to",
    "was at",
    "am at",
    "met with",
    "visited",
    "visit to",
    "visit",
    "saw",
    "met",
    "with",
    "at",
    "to",
    "in",
    "for",
    "the",
    "spoke to",
    "spoke with",
    "talked to",
    "talked with",
];
const BEFORE_HAN: [&str; 26] = [
    "拜访了",
    "拜訪了",
    "拜访",
    "拜訪",
    "见了",
    "見了",
    "去了",
    "到了",
    "回访",
    "回訪",
    "上门",
    "上門",
    "走访",
    "走訪",
    "去",
    "到",
    "在",
    "给",
    "給",
    "跟",
    "和",
    "找",
    "见",
    "見",
    "与",
    "與",
];

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
    never maybe soon later this that these those there here what when who why how if as also our us my your you me him them \
    bob tom sam morning afternoon evening lunch coffee catalogue catalog contract renewal offer discount terms \
    采购 老板 客户 经理 店长 院长 主任 医生 厂长 老师 先生 对方 今天 刚才 门店 报价 样品 样机 合同 订单 \
    见采购 公司 他们 客戶 老闆 採購 店長 醫師 經理 對方 剛才 報價 樣品 樣機 合約 訂單 他們 他说 他說 她说 \
    她說 负责人 負責人 新人 前台 櫃檯 护士 護士";

fn is_common_word(word: &str) -> bool {
    COMMON.split(' ').any(|common| common == word)
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

/// What stands before the name: a time, how it was, small words.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Before {
    /// Where what follows begins.
    pub end: usize,
    /// The kind word and its kind.
    pub kind: Option<(Range<usize>, crate::domain::deed::LogKind)>,
    /// The time in words.
    pub time: Option<(Range<usize>, when::Said)>,
    /// Small words: they go with the name.
    pub small: Vec<Range<usize>>,
}

/// Reads what stands at `from` of `text` before anything else. `past` looks back, as a log does.
pub(super) fn before(text: &str, from: usize, past: &Context, small_words: bool) -> Before {
    let mut found = Before { end: from, ..Before::default() };
    loop {
        let here = found.end + text[found.end..].len() - text[found.end..].trim_start_matches(notes::separates).len();
        let rest = &text[here..];
        if rest.is_empty() {
            break;
        }
        if found.time.is_none()
            && let Some((length, said)) = leading_time(rest, past)
        {
            found.time = Some((here..here + length, said));
            found.end = here + length;
        } else if found.kind.is_none()
            && let Some((length, kind)) = kind::leading(rest)
        {
            found.kind = Some((here..here + length, kind));
            found.end = here + length;
        } else if small_words && let Some(length) = small(rest) {
            found.small.push(here..here + length);
            found.end = here + length;
        } else {
            break;
        }
    }
    found
}

/// The time with which a text begins, and its bytes. Hours of the clock that stand apart are one here: 9点到10点.
fn leading_time(text: &str, past: &Context) -> Option<(usize, when::Said)> {
    if let Some((range, said)) = when::find_leading(head(text), past).filter(|(range, _)| range.start == 0) {
        return Some((range.end, said));
    }
    let word = head(text).split(notes::separates).next().filter(|word| word.contains(['点', '點', '时', '時']))?;
    when::parse(word, past).map(|said| (word.len(), said))
}

/// Times at the beginning of a text are short.
fn head(text: &str) -> &str {
    &text[..text.floor_char_boundary(BYTES.min(text.len()))]
}

fn small(text: &str) -> Option<usize> {
    if let Some(word) = BEFORE_HAN.iter().find(|word| text.starts_with(**word)) {
        return Some(word.len());
    }
    let lower = head(text).to_ascii_lowercase();
    let stands_alone = |length: usize| text[length..].starts_with(char::is_whitespace);
    BEFORE.iter().find(|word| lower.starts_with(**word) && stands_alone(word.len())).map(|word| word.len())
}

/// All beginnings that may be a customer's letters, the longest first; those after a time, a kind or small words come last.
pub fn leading(line: &str, past: &Context) -> Vec<Leading> {
    let mut found = beginnings(line, 0);
    let skip = before(line, 0, past, true);
    if skip.end > 0 {
        found.extend(beginnings(line, skip.end));
    }
    found.truncate(MOST);
    found
}

fn beginnings(line: &str, from: usize) -> Vec<Leading> {
    let start = from + line[from..].len() - line[from..].trim_start_matches(notes::separates).len();
    let rest = head(&line[start..]);
    // A name in quotes is all that is meant.
    for (open, close) in [('"', '"'), ('“', '”'), ('「', '」')] {
        if let Some(inside) = rest.strip_prefix(open)
            && let Some(end) = inside.find(close)
        {
            let letters = inside[..end].trim().to_owned();
            let range = start..start + open.len_utf8() + end + close.len_utf8();
            return if letters.is_empty() { Vec::new() } else { vec![Leading { range, letters }] };
        }
    }
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
            kept.then(|| Leading { range: start..start + letters.len(), letters: letters.to_owned() })
        })
        .collect()
}

/// What a new customer would be called: the beginning up to a comma or colon, else the words that begin with capitals, else the first word.
pub fn new_name(line: &str, past: &Context) -> Option<(Range<usize>, String)> {
    let skip = before(line, 0, past, true);
    named(line, skip.end).or_else(|| named(line, 0))
}

fn named(line: &str, from: usize) -> Option<(Range<usize>, String)> {
    let all = beginnings(line, from);
    let start = all.first()?.range.start;
    if line[start..].starts_with(['"', '“', '「']) {
        return all.into_iter().next().map(|one| (one.range, one.letters));
    }
    let rest = head(&line[start..]);
    let stop =
        rest.find(|c: char| marks::mark(c).is_some() || "^＾+＋#＃…~～!！;；。?？\n".contains(c)).unwrap_or(rest.len());
    let rest = &rest[..stop];
    let give = |end: usize| {
        let name = rest[..end].trim_end_matches(notes::separates);
        (!name.is_empty()).then(|| (start..start + name.len(), name.to_owned()))
    };
    let comma = rest.find([',', '，', ':', '：']);
    if let Some(end) = comma
        && rest[..end].split_whitespace().count() <= WORDS
        && (matches!(rest[end..].chars().next(), Some(':' | '：')) || rest[..end].split_whitespace().count() <= 3)
    {
        return give(end);
    }
    let mut end = 0;
    let mut at = 0;
    for word in rest.split_inclusive(char::is_whitespace) {
        let capital = word.chars().next().is_some_and(|c| c.is_uppercase() || c == '&' || c.is_ascii_digit());
        if at > 0 && !capital {
            break;
        }
        at += word.len();
        end = at;
    }
    give(end)
}
