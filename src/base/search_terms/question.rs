//! What was typed to find a note, as phrases of tokens: an index is asked for them, and a text can be looked at for them.
//!
//! Always holds: a text that the index finds by the expression made of these phrases is one that [`Question::is_in`] says yes to, and the other way
//! round; so whoever asks the index for a part of it only can look at the text for the rest.

use std::cell::OnceCell;

use super::{Kind, Pieces, index_tokens, pinyin_tokens, push_pairs};
use crate::base::phone;
use crate::base::pinyin;
use crate::base::text::{self, is_han};

/// So many digits are a telephone number, as the index holds them in one.
const NUMBER: std::ops::RangeInclusive<usize> = 7..=15;

/// What was typed: every word of it must be found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Question {
    /// The typed words.
    pub words: Vec<Word>,
}

/// A typed word: found in any of these ways, each of which asks for all of its phrases.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// The ways.
    pub ways: Vec<Vec<Phrase>>,
    /// Whether it is a telephone number: with one more digit that may be another in other groups, found where this one is not.
    pub number: bool,
}

/// Tokens one after another in a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    /// Where.
    pub column: Column,
    /// The tokens; there is at least one.
    pub tokens: Vec<String>,
    /// Whether the last may go on.
    pub unfinished: bool,
}

/// A column of the index.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Column {
    /// The words and characters as they are.
    Words,
    /// Their sounds.
    Pinyin,
}

impl Question {
    /// Reads what was typed. `None` where nothing was that an index holds.
    pub fn read(typed: &str) -> Option<Question> {
        let spaced: String = typed.chars().map(|c| if "ˉˊˇˋ˙".contains(c) { '\'' } else { c }).collect();
        let folded = text::fold(&spaced);
        let typed: Vec<&str> = folded.split_whitespace().collect();
        let mut words = Vec::new();
        for together in typed.chunk_by(|one, next| is_number(one) && is_number(next)) {
            match ask_number(together) {
                Some(number) => words.push(number),
                None => words.extend(together.iter().filter_map(|word| ask_word(word))),
            }
        }
        (!words.is_empty()).then_some(Question { words })
    }

    /// Whether whoever types on finds nothing that this does not find.
    pub fn narrows(&self) -> bool {
        !self.words.iter().any(|word| word.number)
    }

    /// Whether each word is found in a text.
    pub fn is_in(&self, text: &str) -> bool {
        let cut = Cut::new(text);
        self.words.iter().all(|word| word.ways.iter().any(|way| way.iter().all(|phrase| cut.has(phrase))))
    }
}

impl Phrase {
    fn new(column: Column, tokens: impl IntoIterator<Item = String>, unfinished: bool) -> Phrase {
        Phrase { column, tokens: tokens.into_iter().collect(), unfinished }
    }

    fn is_last(&self, own: &str, asked: &str) -> bool {
        if self.unfinished { own.starts_with(asked) } else { own == asked }
    }

    fn is_among(&self, tokens: &[&str]) -> bool {
        let Some((last, before)) = self.tokens.split_last() else { return true };
        tokens.windows(self.tokens.len()).any(|window| {
            let Some((own, others)) = window.split_last() else { return false };
            self.is_last(own, last) && others.iter().zip(before).all(|(own, asked)| own == asked)
        })
    }
}

/// A text cut as the index cuts it, its sounds only where they are asked for.
struct Cut<'a> {
    text: &'a str,
    words: String,
    pinyin: OnceCell<String>,
}

impl Cut<'_> {
    fn new(text: &str) -> Cut<'_> {
        Cut { text, words: index_tokens(text), pinyin: OnceCell::new() }
    }

    fn has(&self, phrase: &Phrase) -> bool {
        let column = match phrase.column {
            Column::Words => &self.words,
            Column::Pinyin => self.pinyin.get_or_init(|| pinyin_tokens(self.text)),
        };
        match phrase.tokens.as_slice() {
            [only] => column.split(' ').any(|own| phrase.is_last(own, only)),
            _ => phrase.is_among(&column.split(' ').collect::<Vec<&str>>()),
        }
    }
}

/// Digits and what stands between them.
fn is_number(word: &str) -> bool {
    word.chars().any(|c| c.is_ascii_digit()) && word.chars().all(|c| c.is_ascii_digit() || "+-()./".contains(c))
}

/// The ways to find a telephone number that is typed in these groups: as it is typed, as one, with and without a country's code, and where seven or
/// eight digits may be the end of one, in the groups in which people write that.
fn ask_number(groups: &[&str]) -> Option<Word> {
    let typed = groups.join(" ");
    let all = phone::digits(&typed);
    if !groups.iter().all(|group| is_number(group)) || !NUMBER.contains(&all.len()) {
        return None;
    }
    let one = |digits: String| Phrase::new(Column::Words, [digits], true);
    let parted = |at: usize| all.split_at_checked(at).map(|(one, two)| [one.to_owned(), two.to_owned()]);
    let grouped = match all.len() {
        7 => parted(3),
        8 => parted(4),
        _ => None,
    };
    let national = phone::read(&typed).map(|phone| phone.national).filter(|it| NUMBER.contains(&it.len()));
    let abroad = national.iter().flat_map(|it| phone::CODES.map(|code| format!("{code}{it}")));
    let local = national.iter().flat_map(|it| [it.clone(), format!("0{it}")]);
    let mut ways: Vec<Vec<Phrase>> =
        vec![groups.iter().filter_map(|group| ask_word(group)?.ways.pop()).flatten().collect()];
    let ones = [all.clone()].into_iter().chain(local).chain(abroad).map(|digits| vec![one(digits)]);
    for way in ones.chain(grouped.map(|pair| vec![Phrase::new(Column::Words, pair, true)])) {
        if !ways.contains(&way) {
            ways.push(way);
        }
    }
    Some(Word { ways, number: true })
}

/// The ways to find one typed word.
fn ask_word(word: &str) -> Option<Word> {
    let folded: Vec<char> = word.chars().collect();
    let pieces: Vec<&[char]> = Pieces(&folded).collect();
    let last = pieces.last()?;
    let tokens = |pieces: &[&[char]]| pieces.iter().map(|piece| piece.iter().collect()).collect::<Vec<String>>();
    let mut ways = vec![vec![Phrase::new(Column::Words, tokens(&pieces), Kind::of(*last.first()?) != Kind::Han)]];
    // A character that was typed as itself must be there as itself, however it is read.
    let han: Vec<Phrase> = pieces
        .split(|piece| !piece.first().is_some_and(|c| is_han(*c)))
        .filter(|run| !run.is_empty())
        .map(|run| Phrase::new(Column::Words, tokens(run), false))
        .collect();
    ways.extend(by_sound(&pieces).into_iter().map(|sound| han.iter().cloned().chain([sound.phrase()]).collect()));
    Some(Word { ways, number: false })
}

/// A way to say a typed word.
enum Sound {
    Syllables(Vec<String>),
    Initials(String),
}

impl Sound {
    fn phrase(&self) -> Phrase {
        match self {
            Sound::Syllables(syllables) => Phrase::new(Column::Pinyin, syllables.iter().cloned(), true),
            Sound::Initials(letters) => {
                let mut pairs = String::new();
                push_pairs(&mut pairs, letters);
                Phrase::new(Column::Pinyin, pairs.split(' ').map(str::to_owned), false)
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
            // A number in any grouping, and with what is dialled before it.
            ("1380 5712 266", true),
            ("138-05712266", true),
            ("+8613805712266", true),
            ("0086 138 0571 2266", true),
            ("05712266", true),
            ("0571 2266", true),
            ("1380 5712 267", false),
            ("报价 1380 5712 266", true),
            ("139 0571 2266", false),
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
            let question = Question::read(typed);
            let found = question.as_ref().is_some_and(|question| question.is_in(note));
            assert_eq!(found, expected, "{typed}: {question:?}");
        }
    }

    #[test]
    fn a_number_is_found_with_and_without_its_code() {
        for (note, typed) in [
            ("ring +86 138 1234 5678", "13812345678"),
            ("ring +44 117 496 0101", "0117 4960101"),
            ("ring 0117 496 0101", "+441174960101"),
            ("ring 0117 496 0101", "117 4960101"),
            ("电话 138 1234 5678", "1381 2345 678"),
            ("电话 138 1234 5678", "12345678"),
            ("电话 138 1234 5678", "+8613812345678"),
        ] {
            assert!(Question::read(typed).is_some_and(|question| question.is_in(note)), "{typed} in {note}");
        }
    }

    proptest! {
        #[test]
        fn a_question_holds_only_letters_and_digits(typed in "\\PC{0,30}") {
            let words = Question::read(&typed).unwrap_or_default().words;
            for phrase in words.iter().flat_map(|word| &word.ways).flatten() {
                prop_assert!(!phrase.tokens.is_empty());
                prop_assert!(phrase.tokens.iter().all(|token| !token.is_empty() && token.chars().all(char::is_alphanumeric)));
            }
            let _ = (index_tokens(&typed), pinyin_tokens(&typed));
        }
    }
}
