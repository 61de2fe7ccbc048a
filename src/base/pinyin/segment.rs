//! Typed letters cut into syllables: `hangzhoujg` cannot be cut, `xian` can be cut in two ways.

use super::table::{begins_syllable, is_syllable, syllable_of_symbols};

/// More ways than these are never looked for: an index is asked once for each.
const MOST: usize = 8;

/// Every way (at most eight) to cut `letters` into whole syllables, of which the last may still be unfinished. Fewest
/// syllables first; empty when there is none. An apostrophe divides. Expects folded text (`v` or `u` for ü).
pub fn segment(letters: &str) -> Vec<Vec<&str>> {
    let mut found = Vec::new();
    if letters.len() <= 64 && letters.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'\'') {
        cut(letters, &mut Vec::new(), &mut found, &mut 0);
    }
    found.sort_by_key(Vec::len);
    found
}

fn cut<'a>(rest: &'a str, before: &mut Vec<&'a str>, found: &mut Vec<Vec<&'a str>>, steps: &mut usize) {
    *steps += 1;
    if found.len() >= MOST || *steps > 2_000 {
        return;
    }
    let rest = rest.trim_start_matches('\'');
    if rest.is_empty() {
        if !before.is_empty() {
            found.push(before.clone());
        }
        return;
    }
    // Longest first, so that the likely cut is among the first found.
    for length in (1..=rest.len().min(6)).rev() {
        let (head, tail) = rest.split_at(length);
        let whole = is_syllable(head);
        if whole || (tail.is_empty() && begins_syllable(head)) {
            before.push(head);
            cut(tail, before, found, steps);
            before.pop();
        }
    }
}

/// The pinyin of a row of 注音 symbols, where each but the last makes a whole syllable; of an unfinished last one, what
/// its pinyin begins with. `None` where the row cannot be read so.
pub fn from_symbols(symbols: &[char]) -> Option<Vec<String>> {
    let mut out = Vec::new();
    let mut rest = symbols;
    while !rest.is_empty() {
        let whole = (1..=rest.len().min(3)).rev().find_map(|length| {
            let (head, tail) = rest.split_at_checked(length)?;
            Some((syllable_of_symbols(head)?, tail))
        });
        let lone = match rest {
            [symbol] => lone_initial(*symbol),
            _ => None,
        };
        match (lone, whole) {
            (Some(letters), _) => {
                out.push(letters.to_owned());
                return Some(out);
            }
            (None, Some((syllable, tail))) => {
                out.push(syllable.to_owned());
                rest = tail;
            }
            (None, None) => return None,
        }
    }
    (!out.is_empty()).then_some(out)
}

/// What every syllable begins with that begins with this consonant; it may be whole (ㄓ is zhi) or only begun.
fn lone_initial(symbol: char) -> Option<&'static str> {
    Some(match symbol {
        'ㄓ' => "zh",
        'ㄔ' => "ch",
        'ㄕ' => "sh",
        'ㄖ' => "r",
        'ㄗ' => "z",
        'ㄘ' => "c",
        'ㄙ' => "s",
        'ㄅ' => "b",
        'ㄆ' => "p",
        'ㄇ' => "m",
        'ㄈ' => "f",
        'ㄉ' => "d",
        'ㄊ' => "t",
        'ㄋ' => "n",
        'ㄌ' => "l",
        'ㄍ' => "g",
        'ㄎ' => "k",
        'ㄏ' => "h",
        'ㄐ' => "j",
        'ㄑ' => "q",
        'ㄒ' => "x",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_cut_in_every_way() {
        for (letters, expected) in [
            ("hangzhou", &["hang zhou", "hang zho u"][..1]),
            ("xian", &["xian", "xi an"]),
            ("xi'an", &["xi an"]),
            ("baojiadan", &["bao jia dan"]),
            ("baojiad", &["bao jia d"]),
            ("h", &["h"]),
            ("hzjg", &[]),
            ("vvv", &[]),
            ("", &[]),
            ("Blue", &[]),
        ] {
            let found: Vec<String> = segment(letters).iter().map(|way| way.join(" ")).collect();
            for way in expected {
                assert!(found.iter().any(|own| own == way), "{letters} lacks {way}: {found:?}");
            }
            assert_eq!(expected.is_empty(), found.is_empty(), "{letters}: {found:?}");
        }
        for (symbols, expected) in [
            ("ㄏㄤㄓㄡ", Some("hang zhou")),
            ("ㄅㄠㄐㄧㄚ", Some("bao jia")),
            ("ㄏㄤㄓ", Some("hang zh")),
            ("ㄏㄗ", None),
            ("", None),
        ] {
            let symbols: Vec<char> = symbols.chars().collect();
            assert_eq!(from_symbols(&symbols).map(|own| own.join(" ")).as_deref(), expected);
        }
        assert!(segment("fangangangangangangangangang").len() <= MOST);
    }
}
