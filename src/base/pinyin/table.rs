//! Every reading of every Han character, in one table built at the first question.
//!
//! The readings come from the `pinyin` crate, corrected by the list in `curated.rs`. A character is
//! asked for by its folded form, and carries the readings of all the characters that fold to it: 着 is read *zhu* too,
//! because 著 is.

use std::collections::HashMap;
use std::sync::OnceLock;

use pinyin::ToPinyinMulti;

use super::{curated, zhuyin};
use crate::base::text;

/// One way to read a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    letters: [u8; 6],
    length: u8,
    symbols: [u16; 3],
    symbol_count: u8,
}

impl Reading {
    fn new(letters: &str, sound: &str) -> Reading {
        let mut own = [0; 6];
        let mut length = 0;
        for (place, byte) in own.iter_mut().zip(letters.bytes()) {
            *place = byte;
            length += 1;
        }
        let (symbols, count) = zhuyin::symbols(sound);
        Reading { letters: own, length, symbols, symbol_count: count as u8 }
    }

    /// Its pinyin, without tone, `v` for ü.
    pub fn letters(&self) -> &[u8] {
        self.letters.get(..usize::from(self.length)).unwrap_or_default()
    }

    /// Its pinyin as text.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(self.letters()).unwrap_or_default()
    }

    /// Its 注音, without tone, as UTF-16 codes.
    pub fn symbols(&self) -> &[u16] {
        self.symbols.get(..usize::from(self.symbol_count)).unwrap_or_default()
    }
}

/// Every reading of a folded character, the usual one first; empty for what is no Han character.
pub fn readings(c: char) -> &'static [Reading] {
    u16::try_from(c as u32).map_or(&[], readings_of_code)
}

/// [`readings`] by UTF-16 code, as name keys store them.
pub(crate) fn readings_of_code(code: u16) -> &'static [Reading] {
    let table = table();
    let own = table.own(code);
    table.readings.get(usize::from(own.from)..usize::from(own.to)).unwrap_or_default()
}

/// [`readings_of_code`], but nothing where none of them begins with the letter: that is most of the time, and cheap.
#[inline]
pub(crate) fn readings_beginning(code: u16, letter: u16) -> &'static [Reading] {
    let table = table();
    let own = table.own(code);
    match letter.checked_sub(u16::from(b'a')) {
        Some(bit @ 0..26) if own.initials >> bit & 1 == 1 => {
            table.readings.get(usize::from(own.from)..usize::from(own.to)).unwrap_or_default()
        }
        _ => &[],
    }
}

/// Whether these letters are a whole syllable of Mandarin.
pub(crate) fn is_syllable(letters: &str) -> bool {
    table().syllables.contains_key(letters)
}

/// Whether some syllable begins with these letters.
pub(super) fn begins_syllable(letters: &str) -> bool {
    let syllables = &table().sorted;
    let at = syllables.partition_point(|syllable| syllable.as_str() < letters);
    syllables.get(at).is_some_and(|syllable| syllable.starts_with(letters))
}

/// The syllable that is written with these symbols.
pub(super) fn syllable_of_symbols(symbols: &[char]) -> Option<&'static str> {
    let codes: Vec<u16> = symbols.iter().filter_map(|c| u16::try_from(*c as u32).ok()).collect();
    table().by_symbols.get(codes.as_slice()).and_then(|letters| known_syllable(letters))
}

/// The table's own copy of a syllable.
pub(super) fn known_syllable(letters: &str) -> Option<&'static str> {
    let table = table();
    table.syllables.get(letters).and_then(|at| table.sorted.get(*at)).map(String::as_str)
}

const FIRST: u16 = 0x3400;
const LAST: u16 = 0x9fff;

struct Table {
    /// Per character from [`FIRST`]: the number of its set, 0 for none.
    set_of: Box<[u16]>,
    sets: Vec<Own>,
    readings: Vec<Reading>,
    /// Whole syllables and their place in `sorted`.
    syllables: HashMap<String, usize>,
    sorted: Vec<String>,
    by_symbols: HashMap<Box<[u16]>, String>,
}

impl Table {
    #[inline]
    fn own(&self, code: u16) -> Own {
        let set = code.checked_sub(FIRST).and_then(|at| self.set_of.get(usize::from(at))).copied().unwrap_or(0);
        self.sets.get(usize::from(set)).copied().unwrap_or_default()
    }
}

/// A set of readings that one or many characters have: where they stand in the list, and the letters they begin with.
#[derive(Clone, Copy, Default)]
struct Own {
    from: u16,
    to: u16,
    initials: u32,
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(build)
}

/// A character's syllables as numbers of the list of syllables, in order; most have one or two.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
struct Set {
    numbers: [u16; 8],
    count: usize,
}

impl Set {
    fn add(&mut self, number: u16) {
        let known = self.numbers.iter().take(self.count).any(|own| *own == number);
        if let Some(place) = self.numbers.get_mut(self.count).filter(|_| !known) {
            *place = number;
            self.count += 1;
        }
    }
}

fn build() -> Table {
    let mut names: Vec<String> = Vec::new();
    let mut numbers: HashMap<&'static str, u16> = HashMap::new();
    let mut number_of = |letters: &'static str| {
        *numbers.entry(letters).or_insert_with(|| {
            names.push(letters.replace('ü', "v").replace('ê', "e"));
            (names.len() - 1) as u16
        })
    };
    let mut per_char = vec![Set::default(); usize::from(LAST - FIRST) + 1];
    // Twice, so that a character's own readings stand before those of the characters that fold to it.
    for own in [true, false] {
        for code in FIRST..=LAST {
            let Some(c) = char::from_u32(u32::from(code)) else { continue };
            let folded = text::fold_char(c).unwrap_or(c);
            if (folded == c) != own {
                continue;
            }
            let Some(set) = (folded as usize).checked_sub(usize::from(FIRST)).and_then(|at| per_char.get_mut(at))
            else {
                continue;
            };
            for reading in c.to_pinyin_multi().into_iter().flatten() {
                set.add(number_of(reading.plain()));
            }
        }
    }
    for (c, readings) in curated::entries() {
        let Some(set) = (c as usize).checked_sub(usize::from(FIRST)).and_then(|at| per_char.get_mut(at)) else {
            continue;
        };
        *set = Set::default();
        for letters in readings {
            set.add(number_of(letters));
        }
    }
    intern(&per_char, &names)
}

fn intern(per_char: &[Set], names: &[String]) -> Table {
    let mut known: HashMap<Set, u16> = HashMap::from([(Set::default(), 0)]);
    let mut sets = vec![Own::default()];
    let mut readings = Vec::new();
    let set_of = per_char
        .iter()
        .map(|set| {
            *known.entry(*set).or_insert_with(|| {
                let from = readings.len() as u16;
                for name in set.numbers.iter().take(set.count).filter_map(|number| names.get(usize::from(*number))) {
                    // ü is typed as v or as plain u; it sounds the same either way.
                    for letters in [name.clone(), name.replace('v', "u")] {
                        let own = readings.get(usize::from(from)..).unwrap_or_default();
                        if !own.iter().any(|known: &Reading| known.as_str() == letters) {
                            readings.push(Reading::new(&letters, name));
                        }
                    }
                }
                let own = readings.get(usize::from(from)..).unwrap_or_default();
                let initials = own.iter().fold(0, |bits, reading: &Reading| match reading.letters().first() {
                    Some(letter @ b'a'..=b'z') => bits | 1 << (letter - b'a'),
                    _ => bits,
                });
                sets.push(Own { from, to: readings.len() as u16, initials });
                (sets.len() - 1) as u16
            })
        })
        .collect();
    let mut sorted: Vec<String> = names
        .iter()
        .flat_map(|name| [name.clone(), name.replace('v', "u")])
        .filter(|name| name.contains(['a', 'e', 'i', 'o', 'u', 'v']))
        .collect();
    sorted.sort_unstable();
    sorted.dedup();
    let syllables = sorted.iter().enumerate().map(|(at, name)| (name.clone(), at)).collect();
    let by_symbols = names
        .iter()
        .filter_map(|name| zhuyin::symbols(name).0.get(..zhuyin::symbols(name).1).map(|own| (own.into(), name.clone())))
        .collect();
    Table { set_of, sets, readings, syllables, sorted, by_symbols }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_character_has_each_of_its_readings() {
        for (c, expected) in [
            ('杭', "hang"),
            ('单', "dan shan chan"),
            ('曾', "zeng ceng"),
            ('仇', "qiu chou"),
            ('解', "jie xie"),
            ('查', "cha zha"),
            ('区', "qu ou"),
            ('朴', "pu piao"),
            ('尉', "wei yu"),
            ('万', "wan mo"),
            ('俟', "si qi"),
            ('乐', "le yue"),
            ('重', "zhong chong"),
            ('行', "xing hang"),
            ('厦', "xia sha"),
            ('吕', "lv lu"),
            ('六', "liu lu"),
            ('着', "zhe zhao zhuo zhu"),
            ('里', "li"),
            ('钟', "zhong"),
            ('㐀', "qiu"),
        ] {
            let own: Vec<&str> = readings(c).iter().map(Reading::as_str).collect();
            for reading in expected.split(' ') {
                assert!(own.contains(&reading), "{c} lacks {reading}: {own:?}");
            }
            assert_eq!(own.first().copied(), expected.split(' ').next(), "{c}: {own:?}");
        }
        assert!(readings('a').is_empty());
        assert!(readings('後').is_empty() || text::fold_char('後') == Some('后'));
    }

    #[test]
    fn syllables_are_known() {
        for (letters, whole, begun) in [
            ("hang", true, true),
            ("han", true, true),
            ("zh", false, true),
            ("lv", true, true),
            ("lue", true, true),
            ("v", false, false),
            ("ng", false, false),
            ("zhuang", true, true),
            ("bk", false, false),
        ] {
            assert_eq!((is_syllable(letters), begins_syllable(letters)), (whole, begun), "{letters}");
        }
    }
}
