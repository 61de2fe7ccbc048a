//! The words of a text, and small patterns of words: `couldnt|cant get in`.
//!
//! Always holds: a word is lower case and has no apostrophe (`couldn't` is `couldnt`); its range lies on character boundaries.

use std::ops::Range;

/// A word, and where it stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Token {
    pub(super) range: Range<usize>,
    pub(super) word: String,
}

/// The words of a part of a text.
pub(super) fn tokens(text: &str, part: Range<usize>) -> Vec<Token> {
    let mut found = Vec::new();
    let mut at = part.start;
    for word in text[part].split(char::is_whitespace) {
        let start = at + word.len() - word.trim_start_matches(is_beside).len();
        let end = at + word.trim_end_matches(is_beside).len();
        at += word.len() + text[at + word.len()..].chars().next().map_or(0, char::len_utf8);
        if start < end {
            let word = text[start..end].to_lowercase().replace(['\'', '’'], "");
            found.push(Token { range: start..end, word });
        }
    }
    found
}

fn is_beside(c: char) -> bool {
    !(c.is_alphanumeric() || "£$€".contains(c))
}

/// Whether the words from this place on fit a pattern, and where it ends: words apart by spaces, `|` between those of which one stands there, `?`
/// behind what may be missing, `_` for any word.
pub(super) fn fits(tokens: &[Token], at: usize, pattern: &str) -> Option<usize> {
    let (first, rest) = pattern.split_once(' ').unwrap_or((pattern, ""));
    if first.is_empty() {
        return Some(at);
    }
    let (word, may_be_missing) = first.strip_suffix('?').map_or((first, false), |word| (word, true));
    let stands = |token: &Token| word == "_" || word.split('|').any(|word| word == token.word);
    let here = tokens.get(at).filter(|token| stands(token)).and_then(|_| fits(tokens, at + 1, rest));
    here.or_else(|| may_be_missing.then(|| fits(tokens, at, rest))?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_fit_patterns() {
        for (text, pattern, expected) in [
            ("Couldn’t get in, shut", "couldnt|cant get in", Some("Couldn’t get in")),
            ("couldnt really get in", "couldnt _? get in", Some("couldnt really get in")),
            ("couldnt get in", "couldnt _? get in", Some("couldnt get in")),
            ("couldnt get", "couldnt get in", None),
            ("no one about", "no one in|about", Some("no one about")),
            ("£40 (cash)", "£40 cash", Some("£40 (cash")),
        ] {
            let tokens = tokens(text, 0..text.len());
            let found = fits(&tokens, 0, pattern).map(|end| &text[tokens[0].range.start..tokens[end - 1].range.end]);
            assert_eq!(found, expected, "{text}");
        }
    }
}
