//! Names that stand in a text, wherever that is: a text is gone through once and held against every name.
//!
//! Always holds: only whole words, and two Han characters or more, are a part of a name; nothing is decided here of what a part is worth.

use std::ops::Range;
use std::sync::LazyLock;

use super::NameKey;
use super::key::{GAP, each_unit, is_han_unit};
use crate::base::text::fold;

/// No more of a text is gone through, and no more of a name.
const MOST: usize = 160;
const MOST_OF_NAME: usize = 24;
/// How words of names are written short.
const SHORT: [(&str, &str); 10] = [
    ("rd", "road"),
    ("st", "street"),
    ("st", "saint"),
    ("ln", "lane"),
    ("ave", "avenue"),
    ("sq", "square"),
    ("dr", "drive"),
    ("ct", "court"),
    ("mgmt", "management"),
    ("rm", "room"),
];

/// A word that is written short, in full; any other is nothing.
pub fn in_full(short: &str) -> Option<&'static str> {
    SHORT.iter().find(|(own, _)| short.eq_ignore_ascii_case(own)).map(|(_, long)| *long)
}

/// A word, or a Han character, by its number.
#[derive(Clone, Copy, Debug, Default)]
struct Token {
    number: u64,
    from: usize,
    to: usize,
    han: bool,
}

/// A text made ready to be held against names.
#[derive(Clone, Debug)]
pub struct Through {
    tokens: Vec<(Token, [u64; 2])>,
    bytes: Vec<Range<usize>>,
    /// Which numbers may be among them.
    may: [u64; 16],
}

/// The longest part of a name that stands in the text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Part {
    /// Where it stands, in bytes of the text.
    pub at: Range<usize>,
    /// So many words or Han characters.
    pub length: usize,
    /// Of so many that the name has.
    pub of: usize,
    /// Whether the name begins with it, as people say it: without `the`, and without the town's name.
    pub begins: bool,
}

impl Through {
    /// Makes a text ready.
    pub fn new(text: &str) -> Through {
        let (mut units, mut bytes) = (Vec::new(), Vec::new());
        each_unit(text, |unit, range| {
            units.push(unit);
            bytes.push(range);
        });
        let mut through = Through { tokens: Vec::new(), bytes, may: [0; 16] };
        each_token(&units, |token| {
            if through.tokens.len() < MOST {
                let others = if token.han { [token.number; 2] } else { written_otherwise(token.number) };
                through.tokens.push((token, others));
                for number in [token.number, others[0], others[1]] {
                    through.may[slot(number).0] |= slot(number).1;
                }
            }
        });
        through
    }

    /// The longest part of this name that stands in the text.
    pub fn part(&self, key: &NameKey) -> Option<Part> {
        let mut own = [Token::default(); MOST_OF_NAME];
        let mut count = 0;
        let mut possible = false;
        each_token(&key.units, |token| {
            if let Some(place) = own.get_mut(count) {
                *place = token;
                count += 1;
                possible |= self.may(token.number);
            }
        });
        if !possible {
            return None;
        }
        let own = own.get(..count)?;
        let mut best: Option<(usize, usize, usize)> = None;
        for from in 0..own.len() {
            if !own.get(from).is_some_and(|token| self.may(token.number)) {
                continue;
            }
            for at in 0..self.tokens.len() {
                let pairs = own[from..].iter().zip(&self.tokens[at..]);
                let length = pairs.take_while(|(own, said)| is_same(own, said)).count();
                let enough = length > 1 || length == 1 && !own[from].han;
                if enough && best.is_none_or(|(_, _, most)| length > most) {
                    best = Some((from, at, length));
                }
            }
        }
        let (from, at, length) = best?;
        let (first, last) = (self.tokens.get(at)?.0, self.tokens.get(at + length - 1)?.0);
        let start = self.bytes.get(first.from)?.start;
        let end = self.bytes.get(last.to.checked_sub(1)?)?.end;
        let begins = match own[from].han {
            true => from == 0 || key.is_start(own[from].from),
            false => own[..from].iter().all(|token| token.number == THE),
        };
        Some(Part { at: start..end, length, of: own.len(), begins })
    }

    /// The numbers under which [`numbers_of`] hands over a name that has a part here; `first`: characters with which a name may begin, as the
    /// family's in 黄老板.
    pub fn numbers(&self, first: impl Iterator<Item = char>) -> Vec<u64> {
        let mut numbers: Vec<u64> = first.map(|c| u64::from(u32::from(c))).collect();
        for (at, (token, others)) in self.tokens.iter().enumerate() {
            match self.tokens.get(at + 1) {
                _ if !token.han => numbers.extend([token.number, others[0], others[1]]),
                Some((next, _)) if next.han => numbers.push(pair_of(token.number, next.number)),
                _ => {}
            }
        }
        numbers.sort_unstable();
        numbers.dedup();
        numbers
    }

    fn may(&self, number: u64) -> bool {
        self.may[slot(number).0] & slot(number).1 != 0
    }
}

/// Hands over the numbers of the words of a name, and of each two Han characters that stand together; of a Chinese name the first character too.
pub fn numbers_of(key: &NameKey, mut push: impl FnMut(u64)) {
    let mut before: Option<Token> = None;
    each_token(&key.units, |token| {
        match before.filter(|before| before.han && token.han) {
            Some(before) => push(pair_of(before.number, token.number)),
            None => push(token.number),
        }
        before = Some(token);
    });
}

const fn pair_of(first: u64, second: u64) -> u64 {
    first << 32 | second << 1 | 1 << 63
}

fn is_same(own: &Token, (said, others): &(Token, [u64; 2])) -> bool {
    own.number == said.number || others.contains(&own.number)
}

/// Its bit.
fn slot(number: u64) -> (usize, u64) {
    let hash = number.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 54;
    ((hash >> 6) as usize & 15, 1 << (hash & 63))
}

/// The words, and the Han characters, one by one.
fn each_token(units: &[u16], mut push: impl FnMut(Token)) {
    let mut word: Option<Token> = None;
    for (at, unit) in units.iter().enumerate() {
        if *unit == GAP || is_han_unit(*unit) {
            word.take().into_iter().for_each(&mut push);
            if *unit != GAP {
                push(Token { number: u64::from(*unit), from: at, to: at + 1, han: true });
            }
            continue;
        }
        let before = word.unwrap_or(Token { number: NO_WORD, from: at, ..Token::default() });
        word = Some(Token { number: further(before.number, *unit), to: at + 1, ..before });
    }
    word.into_iter().for_each(push);
}

/// Words begin with this; Han characters are small numbers.
const NO_WORD: u64 = 0xcbf2_9ce4_8422_2325;

const fn further(number: u64, unit: u16) -> u64 {
    (number ^ unit as u64).wrapping_mul(0x0100_0000_01b3)
}

const THE: u64 = further(further(further(NO_WORD, b't' as u16), b'h' as u16), b'e' as u16);

fn number_of(word: &str) -> u64 {
    fold(word).encode_utf16().fold(NO_WORD, further)
}

/// The same word written short, or in full.
fn written_otherwise(number: u64) -> [u64; 2] {
    static PAIRS: LazyLock<Vec<(u64, u64)>> =
        LazyLock::new(|| SHORT.iter().map(|(short, long)| (number_of(short), number_of(long))).collect());
    let mut others = PAIRS.iter().filter_map(|(short, long)| match number {
        _ if number == *short => Some(*long),
        _ if number == *long => Some(*short),
        _ => None,
    });
    let first = others.next().unwrap_or(number);
    [first, others.next().unwrap_or(number)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_names_that_stand_in_a_text() {
        for (text, name, expected) in [
            ("上午跑了趟欧格，何老板要12万", "杭州欧格断桥铝门窗有限公司", Some(("欧格", 2, true))),
            ("上城老陈五金冯姐", "九堡老陈五金", Some(("老陈五金", 4, false))),
            ("在路上碰到兄弟工具行老蔣", "滨江兄弟工具行", Some(("兄弟工具行", 5, false))),
            ("下午去國源", "杭州国源管件", Some(("國源", 2, true))),
            ("popped in brunel, sharon in meeting", "The Brunel Rooms", Some(("brunel", 1, true))),
            ("glen wheeler trinity - likes it", "Trinity Rooms", Some(("trinity", 1, true))),
            (
                "rang the old sorting office texted",
                "Old Sorting Office Workspaces",
                Some(("old sorting office", 3, true)),
            ),
            ("at wells rd surgery", "Wells Road Surgery", Some(("wells rd surgery", 3, true))),
            ("brunelle came", "Brunel Rooms", None),
            ("Brunel's shut", "Brunel Rooms", Some(("Brunel", 1, true))),
            ("欧", "欧格", None),
            ("", "Brunel", None),
        ] {
            let found = Through::new(text).part(&NameKey::new(name));
            let found = found.map(|part| (&text[part.at], part.length, part.begins));
            assert_eq!(found, expected, "{text} / {name}");
        }
    }
}
