//! Every reading of every Han character, in one table built at the first question.
//!
//! The readings come from the `pinyin` crate; what it lacks of surnames and places stands in [`MORE`]. A character is
//! asked for by its folded form, and carries the readings of all the characters that fold to it: 着 is read *zhu* too,
//! because 著 is.

use std::collections::HashMap;
use std::sync::OnceLock;

use pinyin::ToPinyinMulti;

use super::zhuyin;
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

/// Readings that the crate does not have or does not put first: surnames, places, dialect words that became names.
/// The first named becomes the usual one where a `!` stands before it.
const MORE: &[(char, &str)] = &[
    ('单', "shan chan"),
    ('曾', "!zeng"),
    ('仇', "!qiu"),
    ('解', "xie"),
    ('查', "zha"),
    ('区', "ou"),
    ('朴', "piao"),
    ('尉', "yu"),
    ('迟', "chi"),
    ('万', "mo"),
    ('俟', "qi"),
    ('乐', "yue"),
    ('重', "chong"),
    ('行', "hang"),
    ('药', "yao"),
    ('厦', "!xia"),
    ('莘', "xin shen"),
    ('六', "lu"),
    ('番', "pan"),
    ('蚌', "beng"),
    ('埠', "bu"),
    ('埔', "bu pu"),
    ('堡', "pu bu"),
    ('涡', "guo"),
    ('浚', "xun"),
    ('铅', "yan"),
    ('蔚', "yu"),
    ('亳', "bo"),
    ('会', "kuai gui"),
    ('台', "tai"),
    ('盖', "ge"),
    ('翟', "!zhai di"),
    ('缪', "miao mou"),
    ('员', "yun"),
    ('秘', "bi"),
    ('洗', "xian"),
    ('召', "shao"),
    ('折', "she"),
    ('繁', "po"),
    ('种', "chong"),
    ('任', "ren"),
    ('隗', "wei kui"),
    ('宓', "mi fu"),
    ('黑', "he"),
    ('句', "gou"),
    ('乜', "nie"),
    ('车', "!che ju"),
    ('祭', "zhai"),
    ('柏', "!bai bo"),
    ('贾', "!jia gu"),
    ('谷', "!gu yu"),
    ('牟', "mou mu"),
    ('晟', "sheng cheng"),
    ('谌', "chen shen"),
    ('覃', "qin tan"),
    ('盛', "sheng cheng"),
    ('石', "!shi dan"),
    ('长', "!chang zhang"),
    ('朝', "chao zhao"),
    ('阿', "a e"),
    ('葛', "!ge"),
    ('臧', "zang"),
    ('应', "ying"),
    ('冼', "xian"),
    ('逄', "pang"),
    ('郇', "xun huan"),
    ('幺', "yao"),
    ('令', "ling"),
    ('於', "yu"),
    ('澹', "tan dan"),
    ('叶', "!ye xie"),
    ('戏', "xi"),
    ('圳', "zhen"),
    ('圩', "xu wei"),
    ('垌', "dong tong"),
    ('濮', "pu"),
    ('勐', "meng"),
    ('邛', "qiong"),
    ('崃', "lai"),
    ('莞', "!guan"),
    ('枞', "zong"),
    ('歙', "she xi"),
    ('黟', "yi"),
    ('泌', "mi bi"),
    ('侯', "!hou"),
    ('剡', "shan yan"),
    ('嵊', "sheng"),
    ('鄞', "yin"),
    ('甪', "lu"),
    ('栎', "li yue"),
    ('弄', "nong long"),
    ('巷', "!xiang hang"),
    ('咖', "!ka ga"),
    ('佛', "!fo fu"),
    ('血', "xue xie"),
    ('色', "!se shai"),
    ('露', "!lu lou"),
    ('给', "!gei ji"),
    ('子', "zi"),
    ('〇', "ling"),
];

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
    fn add(&mut self, number: u16, first: bool) {
        let known = self.numbers.iter().take(self.count).position(|own| *own == number);
        let at = match known {
            Some(at) => at,
            None if self.count < self.numbers.len() => {
                self.numbers[self.count] = number;
                self.count += 1;
                self.count - 1
            }
            None => return,
        };
        if first && let Some(head) = self.numbers.get_mut(..=at) {
            head.rotate_right(1);
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
                set.add(number_of(reading.plain()), false);
            }
        }
    }
    for (c, more) in MORE {
        let Some(set) = (*c as usize).checked_sub(usize::from(FIRST)).and_then(|at| per_char.get_mut(at)) else {
            continue;
        };
        for letters in more.split(' ') {
            match letters.strip_prefix('!') {
                Some(letters) => set.add(number_of(letters), true),
                None => set.add(number_of(letters), false),
            }
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
                    readings.push(Reading::new(name, name));
                    // ü is typed as v or as plain u; it sounds the same either way.
                    if name.contains('v') {
                        readings.push(Reading::new(&name.replace('v', "u"), name));
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
            ('俟', "qi si"),
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
