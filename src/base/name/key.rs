//! A name made ready for matching, small enough to keep all of them in memory.

use std::ops::Range;

use super::places::{self, Shared};
use crate::base::pinyin;
use crate::base::text;

/// What stands between words, whatever it was in the name.
pub(super) const GAP: u16 = 0x20;

/// Longer names are matched by their beginning.
const MOST_UNITS: usize = 512;

/// By which letters, digits and (hashed) characters any part of a name, or of several, can be typed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Letters {
    /// Any part.
    pub(super) any: u64,
    /// The first of a word, or of a part that people say alone.
    pub(super) first: u64,
    /// Two that stand side by side in a word (hashed). A name in Han characters, which is typed in more ways than it is written, has them all.
    pub(super) pairs: u64,
}

impl Letters {
    /// Those of both.
    pub fn and(self, other: Letters) -> Letters {
        Letters { any: self.any | other.any, first: self.first | other.first, pairs: self.pairs | other.pairs }
    }

    /// What both have.
    pub fn common(self, other: Letters) -> Letters {
        Letters { any: self.any & other.any, first: self.first & other.first, pairs: self.pairs & other.pairs }
    }

    /// Whether all those are among these.
    pub fn hold(self, those: Letters) -> bool {
        those.any & !self.any | those.first & !self.first | those.pairs & !self.pairs == 0
    }
}

/// A name as the matcher reads it. Make it once, when the name is loaded or changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameKey {
    /// A bit for each letter, digit and (hashed) character by which any part of the name can be typed.
    pub(super) mask: u64,
    /// Bit n: the n-th unit begins a word or a segment of the name.
    pub(super) starts: u64,
    pub(super) units: Box<[u16]>,
}

impl NameKey {
    /// The key of a name as written.
    pub fn new(name: &str) -> NameKey {
        NameKey::among(name, &Shared::default())
    }

    /// The key of a name in a book whose names share these beginnings.
    pub fn among(name: &str, shared: &Shared) -> NameKey {
        let mut units = Vec::with_capacity(name.len().min(MOST_UNITS));
        each_unit(name, |unit, _| units.push(unit));
        let mut mask = 0;
        let mut starts = 0;
        let mut before = Class::Gap;
        for (at, unit) in units.iter().enumerate() {
            let class = Class::of(*unit);
            mask |= mask_bit(*unit) | typed_bit(*unit);
            if class == Class::Han {
                for letter in pinyin::readings_of_code(*unit).iter().flat_map(pinyin::Reading::letters) {
                    mask |= mask_bit(u16::from(*letter));
                }
            }
            if class != Class::Gap && class != before && at < 64 {
                starts |= 1 << at;
            }
            before = class;
        }
        places::each_end(&units, shared, |end| starts |= if end < units.len().min(64) { 1 << end } else { 0 });
        NameKey { mask, starts, units: units.into_boxed_slice() }
    }

    /// Whether this name, typed as it is written, may be found in another, as far as the other's letters say.
    pub fn may_stand_in(&self, other: &NameKey) -> bool {
        self.units.iter().all(|unit| typed_bit(*unit) & !other.mask == 0)
    }

    /// How many letters and characters it has, without the gaps.
    pub fn length(&self) -> usize {
        self.units.iter().filter(|unit| **unit != GAP).count()
    }

    /// Its letters.
    pub fn letters(&self) -> Letters {
        let mut first = 0;
        for (_, unit) in self.units.iter().enumerate().filter(|(at, _)| *at == 0 || self.is_start(*at)) {
            first |= mask_bit(*unit) | typed_bit(*unit);
            if is_han_unit(*unit) {
                let initials = pinyin::readings_of_code(*unit).iter().filter_map(|reading| reading.letters().first());
                first |= initials.fold(0, |mask, letter| mask | mask_bit(u16::from(*letter)));
            }
        }
        let side_by_side = || self.units.windows(2).filter(|two| !two.contains(&GAP));
        let pairs = if self.units.iter().any(|unit| is_han_unit(*unit)) {
            u64::MAX
        } else {
            side_by_side()
                .fold(0, |pairs, two| pairs | two.first().zip(two.last()).map_or(0, |(a, b)| pair_bit(*a, *b)))
        };
        Letters { any: self.mask, first, pairs }
    }

    /// Whether a word, or a segment that people say alone (the part after the town's name), begins here.
    pub(super) fn is_start(&self, at: usize) -> bool {
        if at < 64 {
            return self.starts >> at & 1 == 1;
        }
        let before = at.checked_sub(1).and_then(|at| self.units.get(at)).map_or(Class::Gap, |unit| Class::of(*unit));
        self.units.get(at).is_some_and(|unit| Class::of(*unit) != before && *unit != GAP)
    }

    /// Whether typing may go on here after something was left out: at any Han character and at any start.
    pub(super) fn is_joint(&self, at: usize) -> bool {
        self.units.get(at).is_some_and(|unit| is_han_unit(*unit)) || self.is_start(at)
    }

    /// The bytes it takes in memory, itself included.
    pub fn size(&self) -> usize {
        size_of::<NameKey>() + self.units.len() * size_of::<u16>()
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Gap,
    Han,
    Digit,
    Letter,
}

impl Class {
    fn of(unit: u16) -> Class {
        match unit {
            GAP => Class::Gap,
            0x30..=0x39 => Class::Digit,
            _ if is_han_unit(unit) => Class::Han,
            _ => Class::Letter,
        }
    }
}

pub(super) const fn is_han_unit(unit: u16) -> bool {
    matches!(unit, 0x3400..=0x9fff)
}

/// The bit that a unit sets in a mask. Letters and digits have their own, all else shares the rest.
pub(super) const fn mask_bit(unit: u16) -> u64 {
    match unit {
        GAP => 0,
        0x61..=0x7a => 1 << (unit - 0x61),
        0x30..=0x39 => 1 << (26 + unit - 0x30),
        _ => 1 << (36 + unit % 28),
    }
}

/// The bit that two units side by side set.
pub(super) const fn pair_bit(first: u16, second: u16) -> u64 {
    let both = (first as u32) << 16 | second as u32;
    1 << (both.wrapping_mul(0x9e37_79b1) >> 26)
}

/// The bit of a typed unit that every answering name must have: a phonetic symbol asks for the letter it begins with.
pub(super) fn typed_bit(unit: u16) -> u64 {
    let symbol = char::from_u32(u32::from(unit)).filter(|c| text::is_zhuyin(*c));
    match symbol.map(pinyin::initial_letter) {
        None => mask_bit(unit),
        // A medial or a final can stand inside a syllable, where pinyin may spell it with another letter.
        Some(None | Some('a' | 'e' | 'o' | 'y' | 'w')) => 0,
        Some(Some(letter)) => mask_bit(letter as u16),
    }
}

/// Hands over each unit of a name with the bytes it comes from: folded, with one gap wherever anything stands that is
/// neither letter nor digit, and none at either end.
pub(super) fn each_unit(name: &str, mut push: impl FnMut(u16, Range<usize>)) {
    let mut count = 0;
    let mut gap: Option<Range<usize>> = None;
    text::fold_each(name, |c, bytes| {
        if count >= MOST_UNITS {
            return;
        }
        if !c.is_alphanumeric() {
            if count > 0 && gap.is_none() {
                gap = Some(bytes);
            }
            return;
        }
        if let Some(bytes) = gap.take() {
            push(GAP, bytes);
            count += 1;
        }
        for unit in c.encode_utf16(&mut [0; 2]) {
            push(*unit, bytes.clone());
            count += 1;
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_words_with_single_gaps() {
        for (name, expected) in [
            ("  Nolan & Sons, Ltd. ", "nolan sons ltd"),
            ("杭州精工（萧山）", "杭州精工 萧山"),
            ("Crédito", "credito"),
            ("※", ""),
            ("A-100", "a 100"),
        ] {
            let key = NameKey::new(name);
            assert_eq!(String::from_utf16_lossy(&key.units), expected, "{name}");
        }
    }

    #[test]
    fn starts_are_words_and_what_follows_the_town() {
        for (name, expected) in [
            ("Blue Finch Cafe", vec![0, 5, 11]),
            ("A100报价", vec![0, 1, 4]),
            ("杭州精工机械", vec![0, 2]),
            ("浙江省杭州市萧山区精工机械", vec![0, 3, 6, 9]),
            ("臺北市大安區永康商行", vec![0, 3, 6, 8]),
            ("精工机械", vec![0]),
            ("杭州", vec![0]),
        ] {
            let key = NameKey::new(name);
            let starts: Vec<usize> = (0..64).filter(|at| key.is_start(*at)).collect();
            assert_eq!(starts, expected, "{name}");
        }
    }

    #[test]
    fn a_key_is_small() {
        assert!(NameKey::new("杭州精工机械有限公司").size() <= 56);
    }
}
