//! The automaton: in which ways a pattern can be read along the units of a name.
//!
//! States are sets of pattern positions, one bit each, so that all readings and abbreviations are followed at once and a
//! name is passed once. Two sets run side by side: what was typed in full, and what used an initial somewhere.

use super::key::{GAP, NameKey, is_han_unit};
use crate::base::pinyin::{self, Reading};

/// Positions are bits of a `u64`, the last of which means that all was matched.
pub(super) const MOST: usize = 63;

/// What was typed, without its spaces.
#[derive(Clone, Debug, Default)]
pub(super) struct Pattern {
    pub(super) units: Vec<u16>,
    /// For each position, where the typed word ends in which it stands: there a syllable may be unfinished.
    pub(super) word_end: Vec<usize>,
}

/// Where one unit of a name can carry the pattern, as sets of positions.
#[derive(Clone, Copy, Default)]
pub(super) struct Step {
    /// By the unit itself or one whole syllable.
    pub(super) whole: u64,
    /// By the beginning of a syllable, where the pattern ends.
    pub(super) partial: u64,
    /// By an initial.
    pub(super) initial: u64,
}

/// How a pattern can be read from one unit on, without leaving anything out but the rest of syllables and words.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Run {
    /// Typed in full.
    pub(super) in_full: bool,
    /// In full, and up to the last unit of the name.
    pub(super) to_the_end: bool,
    /// With initials.
    pub(super) by_initials: bool,
}

impl Pattern {
    pub(super) fn done(&self) -> u64 {
        1 << self.units.len()
    }

    /// Where `unit` can carry the pattern from position `at`.
    #[inline]
    pub(super) fn step(&self, unit: u16, at: usize) -> Step {
        let mut step = Step::default();
        let Some(first) = self.units.get(at) else { return step };
        if *first == unit {
            step.whole = 1 << (at + 1);
        } else if is_han_unit(unit) && !is_han_unit(*first) {
            let word_end = self.word_end.get(at).copied().unwrap_or(at);
            let typed = self.units.get(at..word_end).unwrap_or_default();
            if matches!(*first, 0x3105..=0x312f) {
                for reading in pinyin::readings_of_code(unit) {
                    self.step_symbols(reading, typed, at, &mut step);
                }
            } else {
                for reading in pinyin::readings_beginning(unit, *first) {
                    self.step_letters(reading, typed, at, &mut step);
                }
            }
        }
        step
    }

    #[inline]
    fn step_letters(&self, reading: &Reading, typed: &[u16], at: usize, step: &mut Step) {
        let letters = reading.letters();
        let same = letters.iter().zip(typed).take_while(|(own, typed)| u16::from(**own) == **typed).count();
        if same > 0 {
            self.reached(same, letters.len(), typed.len(), at, step);
            if same > 1 && letters.get(1) == Some(&b'h') {
                step.initial |= 1 << (at + 2);
            }
        }
    }

    #[inline]
    fn step_symbols(&self, reading: &Reading, typed: &[u16], at: usize, step: &mut Step) {
        let symbols = reading.symbols();
        let same = symbols.iter().zip(typed).take_while(|(own, typed)| own == typed).count();
        if same > 0 {
            self.reached(same, symbols.len(), typed.len(), at, step);
        }
    }

    #[inline]
    fn reached(&self, same: usize, whole: usize, typed: usize, at: usize, step: &mut Step) {
        step.initial |= 1 << (at + 1);
        if same == whole {
            step.whole |= 1 << (at + same);
        } else if same == typed {
            if at + same == self.units.len() {
                step.partial |= 1 << (at + same);
            } else {
                step.initial |= 1 << (at + same);
            }
        }
    }

    /// Reads the pattern along the name from unit `from` on.
    pub(super) fn run(&self, key: &NameKey, from: usize) -> Run {
        let done = self.done();
        let mut run = Run::default();
        let (mut full, mut short) = (1u64, 0u64);
        // States inside a Latin word, which may go on at the next joint. A match that began inside a word may not.
        let mut waiting = 0u64;
        let mut may_wait = key.is_joint(from);
        for (at, unit) in key.units.iter().enumerate().skip(from) {
            if *unit == GAP {
                continue;
            }
            if at > from && key.is_joint(at) {
                short |= waiting;
                waiting = 0;
                may_wait = true;
            }
            let (mut next_full, mut whole_end, mut next_short) = (0, 0, 0);
            for position in Bits(full) {
                let step = self.step(*unit, position);
                whole_end |= step.whole;
                next_full |= step.whole | step.partial;
                next_short |= step.initial;
            }
            for position in Bits(short & !full) {
                let step = self.step(*unit, position);
                next_short |= step.whole | step.partial | step.initial;
            }
            if whole_end & done != 0 && at + 1 == key.units.len() {
                run.to_the_end = true;
            }
            run.in_full |= next_full & done != 0;
            run.by_initials |= next_short & done != 0;
            full = next_full & !done;
            short = next_short & !done;
            if may_wait && !is_han_unit(*unit) {
                waiting |= full | short;
            }
            if full | short | waiting == 0 {
                break;
            }
        }
        run
    }

    /// Whether the pattern can be read along the name in order with anything left out between joints.
    pub(super) fn scattered(&self, key: &NameKey) -> bool {
        let done = self.done();
        let mut kept = 1u64;
        let mut inside = 0u64;
        for (at, unit) in key.units.iter().enumerate() {
            if *unit == GAP {
                continue;
            }
            let states = if key.is_joint(at) { kept } else { inside };
            let mut next = 0;
            for position in Bits(states) {
                let step = self.step(*unit, position);
                next |= step.whole | step.partial | step.initial;
            }
            if next & done != 0 {
                return true;
            }
            kept |= next;
            inside = next;
        }
        false
    }
}

/// The positions in a set, lowest first.
pub(super) struct Bits(pub(super) u64);

impl Iterator for Bits {
    type Item = usize;

    #[inline]
    fn next(&mut self) -> Option<usize> {
        if self.0 == 0 {
            return None;
        }
        let lowest = self.0.trailing_zeros() as usize;
        self.0 &= self.0 - 1;
        Some(lowest)
    }
}

/// What a traced reading may do beside matching in full.
#[derive(Clone, Copy)]
pub(super) struct Freedom {
    /// Use initials and beginnings of words.
    pub(super) shorten: bool,
    /// Leave out whole characters and words.
    pub(super) skip: bool,
}

/// One reading of a pattern along a name, unit by unit. Slower than [`Pattern::run`]; for the rows in sight.
pub(super) struct Trace<'a> {
    pub(super) pattern: &'a Pattern,
    pub(super) key: &'a NameKey,
    pub(super) from: usize,
    pub(super) freedom: Freedom,
    /// Per unit, the positions from which no way leads on.
    dead: Vec<u64>,
    path: Vec<usize>,
}

impl<'a> Trace<'a> {
    pub(super) fn new(pattern: &'a Pattern, key: &'a NameKey, from: usize, freedom: Freedom) -> Trace<'a> {
        Trace { pattern, key, from, freedom, dead: vec![0; key.units.len()], path: Vec::new() }
    }

    /// The units that carry the pattern, or `None` where it cannot be read from here in this freedom.
    pub(super) fn units(mut self) -> Option<Vec<usize>> {
        self.walk(self.from, 0).then_some(self.path)
    }

    fn walk(&mut self, at: usize, position: usize) -> bool {
        if position >= self.pattern.units.len() {
            return true;
        }
        let Some(unit) = self.key.units.get(at).copied() else { return false };
        if unit == GAP {
            return self.walk(at + 1, position);
        }
        match self.dead.get_mut(at) {
            Some(dead) if *dead >> position & 1 == 0 => *dead |= 1 << position,
            _ => return false,
        }
        let may_begin = position == 0 || !self.freedom.skip || self.key.is_joint(at) || self.came_from(at);
        if may_begin {
            let step = self.pattern.step(unit, position);
            let ways = step.whole | step.partial | if self.freedom.shorten { step.initial } else { 0 };
            let mut ways: Vec<usize> = Bits(ways).collect();
            ways.reverse();
            for next in ways {
                self.path.push(at);
                if self.walk(at + 1, next) {
                    return true;
                }
                self.path.pop();
            }
        }
        let leaves_word = self.freedom.shorten && !self.key.is_joint(at) && self.word_is_ours(at);
        (leaves_word || self.freedom.skip) && self.next_joint(at).is_some_and(|next| self.walk(next, position))
    }

    fn came_from(&self, at: usize) -> bool {
        at > 0 && self.path.last() == Some(&(at - 1))
    }

    /// Whether the word in which `at` stands was entered at its beginning.
    fn word_is_ours(&self, at: usize) -> bool {
        (self.from..=at).rev().any(|at| self.key.is_joint(at))
    }

    fn next_joint(&self, at: usize) -> Option<usize> {
        (at + 1..self.key.units.len()).find(|next| self.key.is_joint(*next))
    }
}
