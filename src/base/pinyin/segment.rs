//! Typed letters cut into syllables: `hangzhoujg` cannot be cut, `xian` can be cut in two ways.

use super::table::{begins_syllable, is_syllable};

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
        assert!(segment("fangangangangangangangangang").len() <= MOST);
    }
}
