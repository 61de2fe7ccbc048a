//! Which names have a word, or two Han characters side by side: a line is held against those alone, not against all names of the book.
//!
//! Always holds: a name with a part in the line is among those handed over, unless all its words stand in very many names.

use super::entry::Entry;
use crate::base::name::numbers_of;
use crate::domain::log_line::Naming;
use crate::schema::{ACCOUNT, CONTACT};

/// So many places for numbers; names of several numbers share one.
const BUCKETS: usize = 1 << 14;
/// Words that more names have say nothing of any.
const COMMON: usize = 600;
/// Below it a number is a character.
const FIRST: u64 = 1 << 22;
/// After so many changes it is made anew.
const CHANGES: usize = 256;

/// Names by their words.
#[derive(Debug)]
pub(super) struct Spoken {
    ends: Vec<u32>,
    places: Vec<u32>,
    /// Names that changed since it was made, or came.
    changed: Vec<u32>,
}

impl Spoken {
    /// Of these names.
    pub fn of(entries: &[Entry]) -> Spoken {
        let mut counts = vec![0u32; BUCKETS + 1];
        each_number(entries, |bucket, _| counts[bucket + 1] += 1);
        for at in 1..counts.len() {
            counts[at] += counts[at - 1];
        }
        let mut places = vec![0u32; counts.last().copied().unwrap_or(0) as usize];
        let mut next = counts.clone();
        each_number(entries, |bucket, place| {
            places[next[bucket] as usize] = place;
            next[bucket] += 1;
        });
        Spoken { ends: counts, places, changed: Vec::new() }
    }

    /// A name changed, or came.
    pub fn change(&mut self, place: usize) {
        self.changed.push(place as u32);
    }

    /// Whether so much has changed that it is to be made anew.
    pub fn is_old(&self) -> bool {
        self.changed.len() > CHANGES
    }

    /// Those that may have a part in a text, each once, in order.
    pub fn among(&self, naming: &Naming<'_>) -> Vec<usize> {
        let mut found: Vec<u32> = self.changed.clone();
        for number in naming.numbers() {
            let bucket = bucket(number);
            let ends = self.ends.get(bucket).zip(self.ends.get(bucket + 1));
            let own = ends.and_then(|(from, to)| self.places.get(*from as usize..*to as usize)).unwrap_or_default();
            // Whoever has a family name is looked for among all of it.
            if own.len() <= COMMON || number < FIRST {
                found.extend(own);
            }
        }
        found.sort_unstable();
        found.dedup();
        found.into_iter().map(|place| place as usize).collect()
    }
}

fn each_number(entries: &[Entry], mut push: impl FnMut(usize, u32)) {
    for (place, entry) in entries.iter().enumerate() {
        let person = entry.entity == CONTACT.number;
        if !person && entry.entity != ACCOUNT.number {
            continue;
        }
        for key in entry.keys() {
            // Somebody is named by the given name, or by the first character with a title.
            let mut room = if person { 2 } else { usize::MAX };
            numbers_of(key, |number| {
                if room > 0 && (person || number >= FIRST) {
                    push(bucket(number), place as u32);
                    room -= 1;
                }
            });
        }
    }
}

fn bucket(number: u64) -> usize {
    (number.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 50) as usize
}
