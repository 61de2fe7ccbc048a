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
//! [`match_expression`] turns what was typed into the expression for MATCH. Both sides fold alike, and tokens hold only
//! letters and digits, so nothing has to be quoted or escaped beyond the phrases. It must not rank: notes are shown
//! newest first.

use std::fmt::Write;

use super::pinyin;
use super::text::{self, is_han};

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
        } else {
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

/// The expression for FTS5's MATCH: every typed word must be found. `None` where nothing was typed that an index holds.
/// `words` and `pinyin` are the names of the two columns.
pub fn match_expression(typed: &str, words: &str, pinyin: &str) -> Option<String> {
    let spaced: String = typed.chars().map(|c| if "ˉˊˇˋ˙".contains(c) { '\'' } else { c }).collect();
    let folded = text::fold(&spaced);
    let asked: Vec<String> = folded.split_whitespace().filter_map(|word| ask_word(word, words, pinyin)).collect();
    (!asked.is_empty()).then(|| asked.join(" AND "))
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
        if !out.is_empty() && !out.ends_with('"') {
            out.push(' ');
        }
        out.push(PAIR);
        out.extend(pair);
    }
}

/// One typed word as an expression in brackets.
fn ask_word(word: &str, words: &str, pinyin: &str) -> Option<String> {
    let folded: Vec<char> = word.chars().collect();
    let pieces: Vec<&[char]> = Pieces(&folded).collect();
    let last = pieces.last()?;
    let mut ways =
        vec![phrase(words, pieces.iter().map(|piece| piece.iter().collect()), Kind::of(*last.first()?) != Kind::Han)];
    let sounds: Vec<String> = by_sound(&pieces).into_iter().map(|sound| sound.expression(pinyin)).collect();
    if !sounds.is_empty() {
        let sounds = sounds.join(" OR ");
        let han: Vec<String> = pieces
            .split(|piece| !piece.first().is_some_and(|c| is_han(*c)))
            .filter(|run| !run.is_empty())
            .map(|run| phrase(words, run.iter().map(|piece| piece.iter().collect()), false))
            .collect();
        // A character that was typed as itself must be there as itself, however it is read.
        ways.push(if han.is_empty() { sounds } else { format!("({} AND ({sounds}))", han.join(" AND ")) });
    }
    Some(format!("({})", ways.join(" OR ")))
}

fn phrase(column: &str, tokens: impl Iterator<Item = String>, unfinished: bool) -> String {
    let tokens: Vec<String> = tokens.collect();
    format!("{column} : \"{}\"{}", tokens.join(" "), if unfinished { " *" } else { "" })
}

/// A way to say a typed word.
enum Sound {
    Syllables(Vec<String>),
    Initials(String),
}

impl Sound {
    fn expression(&self, column: &str) -> String {
        match self {
            Sound::Syllables(syllables) => phrase(column, syllables.iter().cloned(), true),
            Sound::Initials(letters) => {
                let mut pairs = String::from("\"");
                push_pairs(&mut pairs, letters);
                format!("{column} : {pairs}\"")
            }
        }
    }
}

/// Every way to say the pieces: none for Han alone, which is asked for as it is, and none where a number is among them.
fn by_sound(pieces: &[&[char]]) -> Vec<Sound> {
    let mut spoken: Vec<Vec<String>> = vec![Vec::new()];
    let mut initials = Some(String::new());
    let mut only_han = true;
    let characters = pieces.concat();
    let usual = pinyin::syllables(&characters);
    let mut at = 0;
    for (n, piece) in pieces.iter().enumerate() {
        let Some(first) = piece.first().copied() else { continue };
        let is_last = n + 1 == pieces.len();
        // Where this piece stands among the characters, and the next one begins.
        let here = at;
        at += piece.len();
        let (ways, letters): (Vec<Vec<String>>, Option<String>) = match Kind::of(first) {
            Kind::Digit => return Vec::new(),
            Kind::Han => {
                let syllable = usual.get(here).copied().flatten().unwrap_or_default();
                (vec![vec![syllable.to_owned()]], syllable.chars().next().map(String::from))
            }
            Kind::Symbol => {
                only_han = false;
                let letters: Option<String> = piece.iter().map(|c| pinyin::initial_letter(*c)).collect();
                (pinyin::from_symbols(piece).into_iter().collect(), letters)
            }
            Kind::Letter => {
                only_han = false;
                let letters: String = piece.iter().collect();
                let ways = pinyin::segment(&letters)
                    .into_iter()
                    .filter(|way| is_last || way.last().is_some_and(|last| pinyin::is_syllable(last)))
                    .map(|way| way.into_iter().map(str::to_owned).collect())
                    .collect();
                let can_begin = |c: char| c.is_ascii_lowercase() && !matches!(c, 'i' | 'u' | 'v');
                (ways, Some(letters).filter(|letters| letters.len() <= 16 && letters.chars().all(can_begin)))
            }
        };
        spoken = spoken
            .iter()
            .flat_map(|before| ways.iter().map(move |way| [before.as_slice(), way.as_slice()].concat()))
            .take(8)
            .collect();
        initials = initials.zip(letters).map(|(before, letters)| before + &letters);
    }
    if only_han {
        return Vec::new();
    }
    let mut sounds: Vec<Sound> = spoken
        .into_iter()
        // One unfinished letter would be nearly every note.
        .filter(|way| way.iter().map(String::len).sum::<usize>() > 1)
        .map(Sound::Syllables)
        .collect();
    sounds.extend(initials.filter(|letters| letters.len() > 1).map(Sound::Initials));
    sounds
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

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

    /// What FTS5 does with unicode61 and these expressions, so far as they use it: columns, phrases, prefixes, AND, OR.
    fn finds(typed: &str, text: &str) -> bool {
        let Some(expression) = match_expression(typed, "w", "p") else { return false };
        let (words, pinyin) = (index_tokens(text), pinyin_tokens(text));
        evaluate(&expression, &words, &pinyin)
    }

    fn evaluate(expression: &str, words: &str, pinyin: &str) -> bool {
        for operator in [" OR ", " AND "] {
            let parts = split_outside(expression, operator);
            if parts.len() > 1 {
                let mut each = parts.iter().map(|part| evaluate(part, words, pinyin));
                return if operator == " OR " { each.any(|found| found) } else { each.all(|found| found) };
            }
        }
        if let Some(inner) = expression.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
            return evaluate(inner, words, pinyin);
        }
        let (column, phrase) = expression.split_once(" : ").unwrap();
        let prefix = phrase.ends_with(" *");
        let phrase: Vec<&str> = phrase.trim_end_matches(" *").trim_matches('"').split(' ').collect();
        let tokens: Vec<&str> = if column == "w" { words } else { pinyin }.split(' ').collect();
        tokens.windows(phrase.len()).any(|window| {
            window.iter().zip(&phrase).enumerate().all(|(n, (own, asked))| {
                if prefix && n + 1 == phrase.len() { own.starts_with(asked) } else { own == asked }
            })
        })
    }

    fn split_outside<'a>(expression: &'a str, operator: &str) -> Vec<&'a str> {
        let (mut parts, mut depth, mut from) = (Vec::new(), 0, 0);
        for (at, c) in expression.char_indices() {
            match c {
                '(' => depth += 1,
                ')' => depth -= 1,
                _ if depth == 0 && at >= from && expression[at..].starts_with(operator) => {
                    parts.push(&expression[from..at]);
                    from = at + operator.len();
                }
                _ => {}
            }
        }
        parts.push(&expression[from..]);
        parts
    }

    #[test]
    fn notes_are_found_as_they_are_typed() {
        let note = "在重庆见采购，要报价，嫌贵 Acme A100，电话138 0571-2266，找药行街单经理";
        for (typed, expected) in [
            ("报价", true),
            ("報價", true),
            ("价", true),
            ("价报", false),
            ("baojia", true),
            ("baoji", true),
            ("bao jia", true),
            ("bj", true),
            ("jcg", true),
            ("cg", true),
            ("chongqing", true),
            ("zhongqing", true),
            ("cq", true),
            ("重庆cg", false),
            ("重庆jcg", true),
            ("报jia", true),
            ("报j", true),
            ("报x", false),
            ("acm", true),
            ("a100", true),
            ("100", true),
            ("acme 报价", true),
            ("13805712266", true),
            ("138 0571", true),
            ("139", false),
            ("yaohang", true),
            ("yhj", true),
            ("shanjingli", true),
            ("sjl", true),
            ("ㄅㄠˋㄐㄧㄚˋ", true),
            ("ㄅㄐ", true),
            ("ㄅㄠㄐ", true),
            ("ㄅㄠㄒ", false),
            ("xianggui", false),
            ("xiangui", true),
            ("tan", false),
            ("", false),
            ("，", false),
        ] {
            assert_eq!(finds(typed, note), expected, "{typed}: {:?}", match_expression(typed, "w", "p"));
        }
    }

    proptest! {
        #[test]
        fn an_expression_holds_only_quoted_letters_and_digits(typed in "\\PC{0,30}") {
            if let Some(expression) = match_expression(&typed, "w", "p") {
                let quoted = expression.split('"').skip(1).step_by(2);
                prop_assert!(quoted.into_iter().all(|q| !q.is_empty() && q.chars().all(|c| c.is_alphanumeric() || c == ' ')));
            }
            let _ = (index_tokens(&typed), pinyin_tokens(&typed));
        }
    }
}
