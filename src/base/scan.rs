//! Folded text with a way back to its bytes, and the few moves the readers of numbers and dates are made of.
//!
//! A move takes a place and gives the place behind what it found, or `None`. Places count folded characters; nothing
//! here can be asked for a place outside the text and fail.

use std::ops::Range;

use super::text;

/// Longer texts are read up to here.
const MOST_BYTES: usize = 16_384;

/// A text to read from.
pub(super) struct Scan {
    chars: Vec<char>,
    /// The first byte of each in UTF-8: nearly all words that are tried somewhere begin with another.
    leads: Vec<u8>,
    /// The bytes each character came from.
    bytes: Vec<Range<usize>>,
    /// Whether each was a capital.
    capital: Vec<bool>,
}

#[cfg(test)]
thread_local! {
    /// So many bytes were read for times and numbers by this test: a page is not read again at each word.
    pub(crate) static SCANNED: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

impl Scan {
    pub(super) fn new(text: &str) -> Scan {
        #[cfg(test)]
        SCANNED.set(SCANNED.get() + text.len());
        let mut scan = Scan {
            chars: Vec::with_capacity(text.len()),
            leads: Vec::with_capacity(text.len()),
            bytes: Vec::with_capacity(text.len()),
            capital: Vec::with_capacity(text.len()),
        };
        // Whoever pastes a book into a line waits for its first pages only.
        let head = text.get(..text.floor_char_boundary(MOST_BYTES)).unwrap_or_default();
        text::fold_each(head, |c, bytes| {
            scan.push(plain_mark(c));
            let written = head.get(bytes.clone()).and_then(|written| written.chars().next());
            scan.capital.push(written.is_some_and(char::is_uppercase));
            scan.bytes.push(bytes);
        });
        if head.len() < text.len() {
            // Nothing that is looked for goes on into what was left out, or is taken for the whole text.
            scan.push('\0');
            scan.bytes.push(head.len()..head.len());
            scan.capital.push(false);
        }
        scan
    }

    fn push(&mut self, c: char) {
        self.chars.push(c);
        self.leads.push(c.encode_utf8(&mut [0; 4]).as_bytes().first().copied().unwrap_or_default());
    }

    pub(super) fn len(&self) -> usize {
        self.chars.len()
    }

    pub(super) fn at(&self, place: usize) -> Option<char> {
        self.chars.get(place).copied()
    }

    /// Whether all from one place up to another was written in capitals.
    pub(super) fn capitals(&self, from: usize, to: usize) -> bool {
        self.capital.get(from..to).is_some_and(|capital| capital.iter().all(|capital| *capital))
    }

    pub(super) fn before(&self, place: usize) -> Option<char> {
        place.checked_sub(1).and_then(|place| self.at(place))
    }

    /// The bytes of the places from `from` up to `to`.
    pub(super) fn bytes(&self, from: usize, to: usize) -> Option<Range<usize>> {
        let start = self.bytes.get(from)?.start;
        let end = self.bytes.get(to.checked_sub(1)?)?.end;
        Some(start..end.max(start))
    }

    /// Behind a space, if one stands here.
    pub(super) fn space(&self, place: usize) -> usize {
        if self.at(place) == Some(' ') { place + 1 } else { place }
    }

    /// Behind the first of these that stands here. Put longer ones first.
    pub(super) fn literal(&self, place: usize, texts: &[&str]) -> Option<usize> {
        texts.iter().find_map(|text| self.one(place, text))
    }

    /// Like [`Scan::literal`], for words of letters: none that goes on (`mon` does not stand in `money`).
    pub(super) fn word(&self, place: usize, words: &[&str]) -> Option<usize> {
        words.iter().find_map(|word| self.one(place, word).filter(|end| !self.joins(*end)))
    }

    /// The number of the word that stands here, and the place behind it. Put longer ones first.
    pub(super) fn word_of(&self, place: usize, lists: &[&[&str]]) -> Option<(usize, usize)> {
        lists.iter().enumerate().find_map(|(n, words)| self.word(place, words).map(|end| (end, n)))
    }

    /// Whether a Latin letter or a digit stands here right behind another one.
    pub(super) fn joins(&self, place: usize) -> bool {
        let latin = |c: Option<char>| c.is_some_and(|c| c.is_alphabetic() && !text::is_han(c));
        latin(self.at(place)) && latin(self.before(place))
    }

    #[inline]
    fn one(&self, place: usize, text: &str) -> Option<usize> {
        if text.as_bytes().first() != self.leads.get(place) {
            return text.is_empty().then_some(place);
        }
        let mut end = place;
        for c in text.chars() {
            if self.at(end) != Some(c) {
                return None;
            }
            end += 1;
        }
        Some(end)
    }

    /// A run of at most `most` digits that is no part of a longer one: its value and how many digits it has.
    pub(super) fn digits(&self, place: usize, most: usize) -> Option<(usize, u32)> {
        if self.before(place).is_some_and(|c| c.is_ascii_digit()) {
            return None;
        }
        let mut end = place;
        let mut value: u32 = 0;
        while let Some(digit) = self.at(end).and_then(|c| c.to_digit(10)) {
            value = value.checked_mul(10)?.checked_add(digit)?;
            end += 1;
        }
        (end > place && end - place <= most).then_some((end, value))
    }

    /// Digits that go on where something else ended (the minutes of `1h30`).
    pub(super) fn digits_behind(&self, place: usize) -> Option<(usize, u32)> {
        let length = (place..self.len()).take_while(|at| self.at(*at).is_some_and(|c| c.is_ascii_digit())).count();
        let value = (place..place + length)
            .try_fold(0u32, |value, at| value.checked_mul(10)?.checked_add(self.at(at)?.to_digit(10)?))?;
        (1..=4).contains(&length).then_some((place + length, value))
    }

    /// Like [`Scan::word`], for units that may stand right behind a digit: the unit itself must not go on.
    pub(super) fn literal_free(&self, place: usize, units: &[&str]) -> Option<usize> {
        let free = |end: &usize| !self.at(*end).is_some_and(|c| c.is_ascii_alphanumeric());
        units.iter().find_map(|unit| self.one(place, unit).filter(free))
    }

    /// Behind anything that may stand at the end of a phrase without meaning more.
    pub(super) fn closing(&self, place: usize) -> usize {
        let mut end = place;
        while self.at(end).is_some_and(|c| " .,;!?。，、；！？".contains(c)) {
            end += 1;
        }
        end
    }
}

/// One form for the marks that folding leaves apart.
fn plain_mark(c: char) -> char {
    match c {
        '〜' | '～' | '∼' => '~',
        '︰' | '∶' => ':',
        '/' | '⁄' | '∕' => '/',
        _ => c,
    }
}
