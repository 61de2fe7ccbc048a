//! Whatever reads bytes from outside, given bytes that nobody means: it answers with an error, and never panics, recurses or takes more
//! memory than its limits allow.
//!
//! `tests/data/fuzz/` holds what led somewhere once, found by `fuzz/run` (led by coverage, see `docs/SYNC.md`); it is replayed always,
//! and a few of it are changed blindly.

mod bombs;
mod ends;
mod memory;
mod targets;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use rounds::base::id::IdSource;

use targets::TARGETS;

/// As many inputs of each target are changed blindly.
const CHANGED: usize = 20;

fn kept(target: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/fuzz").join(target);
    let files = std::fs::read_dir(folder).into_iter().flatten().flatten();
    files.map(|file| std::fs::read(file.path()).unwrap()).collect()
}

fn mutated(dice: &mut IdSource, from: &[u8], other: &[u8]) -> Vec<u8> {
    let mut bytes = from.to_vec();
    for _ in 0..=dice.bits() % 4 {
        let at = (dice.bits() as usize) % bytes.len().max(1);
        let rest = at.min(bytes.len());
        match dice.bits() % 7 {
            0 if !bytes.is_empty() => bytes[at] ^= 1 << (dice.bits() % 8),
            1 if !bytes.is_empty() => bytes[at] = dice.bits() as u8,
            2 => bytes.truncate(rest),
            3 => bytes.insert(rest, [0x9b, 0xbb, 0x5b, 0xff, 0x9f, 0x00, 0x1b][dice.bits() as usize % 7]),
            4 => drop(bytes.splice(rest..rest, std::iter::repeat_n(0xff, (dice.bits() % 9) as usize))),
            5 => bytes.splice(rest.., other.iter().copied().skip(at / 2)).for_each(drop),
            _ if !bytes.is_empty() => drop(bytes.remove(at)),
            _ => {}
        }
    }
    bytes
}

#[test]
fn bytes_that_nobody_means_are_refused_without_a_panic() {
    let mut dice = IdSource::seeded(1);
    for target in TARGETS {
        let mut corpus = kept(target.name);
        corpus.extend((target.good)());
        let check = |bytes: &[u8]| {
            let done = catch_unwind(AssertUnwindSafe(|| targets::check(target, bytes)));
            assert!(done.is_ok(), "{} panics on {}", target.name, data_encoding::HEXLOWER.encode(bytes));
        };
        corpus.iter().for_each(|bytes| check(bytes));
        for _ in 0..CHANGED {
            let from = &corpus[dice.bits() as usize % corpus.len()];
            let other = &corpus[dice.bits() as usize % corpus.len()];
            check(&mutated(&mut dice, from, other));
        }
    }
}
