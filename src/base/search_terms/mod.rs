//! What a full-text index of notes holds, and what it is asked.
//!
//! FTS5's own tokenizers cannot cut Chinese: unicode61 takes a whole clause for one word, trigram finds nothing shorter
//! than three characters. So the store hands it text that is cut already, for unicode61, in two columns:
//!
//! * *words*, [`index_tokens`]: every Han character is a token, so is every Latin word and every number. Two characters
//!   are found as a phrase of two tokens.
//! * *pinyin*, [`pinyin_tokens`]: the likely syllable of each character in order (`hang zhou`), then after a `STOP` the
//!   surroundings of characters with other living readings, read so, then the initials of neighbours as pairs behind a
//!   `PAIR` mark (`0hz`), so that initials too are a phrase: `hzjg` asks for `"0hz 0zj 0jg"`.
//!
//! A [`Question`] is what was typed, as phrases of such tokens. Both sides fold alike, and tokens hold only letters and
//! digits, so nothing has to be quoted or escaped beyond the phrases. It must not rank: notes are shown newest first.

mod question;

use std::fmt::Write;

use super::pinyin;
use super::text::{self, is_han};

pub use question::{Column, Phrase, Question, Word};

/// A token nobody types: phrases must not run across it.
const STOP: &str = "00";

/// What a pair of initials begins with, so that no syllable is taken for one.
const PAIR: char = '0';

/// The words column for a text.
pub fn index_tokens(text: &str) -> String {
    let folded: Vec<char> = text::fold(text).chars().collect();
    let mut out = String::with_capacity(text.len() + text.len() / 2);
    let mut groups: Vec<String> = Vec::new();
    let mut number = String::new();
    for piece in Pieces(&folded) {
        push_token(&mut out, piece);
        // Telephone numbers are written in groups and typed in one: the whole is a token too.
        if piece.first().is_some_and(char::is_ascii_digit) {
            number.extend(piece);
        } else if !number.is_empty() {
            groups.push(std::mem::take(&mut number));
        }
    }
    groups.push(number);
    for number in groups.iter().filter(|number| (7..=15).contains(&number.len())) {
        if !has_token(&out, number) {
            let _ = write!(out, " {STOP} {number}");
        }
    }
    out
}

/// The pinyin column for a text.
pub fn pinyin_tokens(text: &str) -> String {
    let folded: Vec<char> = text::fold(text).chars().collect();
    let usual = pinyin::syllables(&folded);
    let mut out = String::with_capacity(folded.len() * 8);
    for run in (Runs { folded: &folded, at: 0 }) {
        push_run(&mut out, &folded, &usual, run);
    }
    out
}

/// Folded text cut into tokens: one Han character, or letters of one script, or digits.
struct Pieces<'a>(&'a [char]);

impl<'a> Iterator for Pieces<'a> {
    type Item = &'a [char];

    fn next(&mut self) -> Option<&'a [char]> {
        let skipped = self.0.iter().take_while(|c| !c.is_alphanumeric()).count();
        let rest = self.0.get(skipped..)?;
        let kind = Kind::of(*rest.first()?);
        let length = match kind {
            Kind::Han => 1,
            _ => rest.iter().take_while(|c| c.is_alphanumeric() && Kind::of(**c) == kind).count(),
        };
        let (piece, tail) = rest.split_at_checked(length)?;
        self.0 = tail;
        Some(piece)
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Han,
    Digit,
    Symbol,
    Letter,
}

impl Kind {
    fn of(c: char) -> Kind {
        match c {
            _ if is_han(c) => Kind::Han,
            _ if text::is_zhuyin(c) => Kind::Symbol,
            _ if c.is_numeric() => Kind::Digit,
            _ => Kind::Letter,
        }
    }
}

/// Stretches of Han characters, as ranges of the folded text.
struct Runs<'a> {
    folded: &'a [char],
    at: usize,
}

impl Iterator for Runs<'_> {
    type Item = std::ops::Range<usize>;

    fn next(&mut self) -> Option<Self::Item> {
        let rest = self.folded.get(self.at..)?;
        let start = self.at + rest.iter().position(|c| is_han(*c))?;
        let length = self.folded.get(start..)?.iter().take_while(|c| is_han(**c)).count();
        self.at = start + length;
        Some(start..self.at)
    }
}

fn push_token(out: &mut String, piece: &[char]) {
    if !out.is_empty() {
        out.push(' ');
    }
    out.extend(piece);
}

fn has_token(out: &str, token: &str) -> bool {
    out.split(' ').any(|own| own == token)
}

fn push_run(out: &mut String, folded: &[char], usual: &[Option<&'static str>], run: std::ops::Range<usize>) {
    let at = |n: usize| usual.get(n).copied().flatten();
    let push_stop = |out: &mut String| {
        if !out.is_empty() {
            out.push(' ');
            out.push_str(STOP);
        }
    };
    push_stop(out);
    let own: Vec<&str> = run.clone().filter_map(at).collect();
    push_syllables(out, &own);
    let mut windows: Vec<Vec<&str>> = vec![own];
    for n in run.clone() {
        let (Some(c), Some(taken)) = (folded.get(n), at(n)) else { continue };
        for other in pinyin::alternatives(*c, taken) {
            let around = n.saturating_sub(2).max(run.start)..(n + 3).min(run.end);
            let window: Vec<&str> = around.filter_map(|m| if m == n { Some(other) } else { at(m) }).collect();
            push_stop(out);
            push_syllables(out, &window);
            windows.push(window);
        }
    }
    let mut begun = Vec::new();
    for window in windows {
        let initials: String = window.iter().filter_map(|syllable| syllable.chars().next()).collect();
        // Most other readings begin with the same letter: nothing new to find by initials.
        if initials.len() > 1 && !begun.iter().any(|known: &String| known.contains(&initials)) {
            push_stop(out);
            push_pairs(out, &initials);
            begun.push(initials);
        }
    }
}

fn push_syllables(out: &mut String, syllables: &[&str]) {
    for syllable in syllables {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(syllable);
    }
}

fn push_pairs(out: &mut String, initials: &str) {
    let letters: Vec<char> = initials.chars().collect();
    for pair in letters.windows(2) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push(PAIR);
        out.extend(pair);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_cut_for_the_index() {
        for (text, expected) in [
            ("见采购，要报价 A100", "见 采 购 要 报 价 a 100"),
            ("見採購", "见 采 购"),
            ("Crédito y más", "credito y mas"),
            ("tel 138 0571-2266 ok", "tel 138 0571 2266 ok 00 13805712266"),
            ("13805712266", "13805712266"),
            ("O'Neill", "o neill"),
            ("", ""),
            ("，。", ""),
        ] {
            assert_eq!(index_tokens(text), expected, "{text}");
        }
    }

    #[test]
    fn pinyin_is_cut_for_the_index() {
        for (text, expected) in
            [("杭州精工", "hang zhou jing gong 00 0hz 0zj 0jg"), ("好 A1", "hao 00 hao"), ("Blue", "")]
        {
            let own = pinyin_tokens(text);
            assert!(own.starts_with(expected.split(" 00 ").next().unwrap_or_default()), "{text}: {own}");
            if text.starts_with('杭') {
                assert_eq!(own, expected);
            }
        }
        let street = pinyin_tokens("去药行看单经理");
        for part in ["yao hang", "kan shan jing li", "dan", "0yh", "0ks 0sj 0jl"] {
            assert!(street.contains(part), "{part} in {street}");
        }
    }
}
