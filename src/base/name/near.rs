//! Whether what was typed is a name with a letter wrong, left out, doubled or swapped: `harbor dentl` for Harbour Dental, 精功机械 for 精工机械.
//!
//! Always holds: pure; fewer than six letters are near nothing, for short words are near each other by chance. It decides nothing: who is near
//! is offered, never taken.

use super::{Fit, NameKey, Query};
use crate::base::pinyin;
use crate::base::text::{fold, is_han};

/// Letters from which on one may be wrong, and from which on two.
const ONE: usize = 6;
const TWO: usize = 8;
/// More letters than these are not compared.
const MOST: usize = 40;
/// Fewer Han characters than these sound like too many names, unless they have one in common.
const HAN: usize = 3;

/// What was typed, made ready to be compared with many names.
#[derive(Clone, Debug)]
pub struct Near {
    typed: Typed,
    /// The first letter: hardly anybody mistypes that.
    first: Option<char>,
}

#[derive(Clone, Debug)]
enum Typed {
    Letters {
        letters: Vec<char>,
        words: usize,
    },
    /// As it sounds: an input method gives another character of the same sound.
    Sound(Box<Query>),
    /// Two characters, of which one is right and the other only sounds like it: 讯达 for 迅达.
    Two(Box<Query>, [char; 2]),
}

impl Near {
    /// Makes it ready; nothing where too little was typed to tell.
    pub fn new(typed: &str) -> Option<Near> {
        let folded = fold(typed);
        let characters: Vec<char> = folded.chars().filter(|c| c.is_alphanumeric()).collect();
        let han = characters.iter().filter(|c| is_han(**c)).count();
        if han == characters.len() && han >= HAN {
            let syllables: Option<Vec<&str>> = pinyin::syllables(&characters).into_iter().collect();
            return Some(Near { typed: Typed::Sound(Box::new(Query::new(&syllables?.join(" ")))), first: None });
        }
        if let ([first, second], 2) = (characters.as_slice(), han) {
            let syllables: Option<Vec<&str>> = pinyin::syllables(&characters).into_iter().collect();
            let query = Query::new(&syllables?.join(" "));
            return Some(Near { typed: Typed::Two(Box::new(query), [*first, *second]), first: None });
        }
        let words = words(&folded);
        let letters: Vec<char> = words.concat();
        let fits = han == 0 && (ONE..=MOST).contains(&letters.len());
        fits.then(|| Near { first: letters.first().copied(), typed: Typed::Letters { letters, words: words.len() } })
    }

    /// Whether several words say it: two words are no chance.
    pub fn is_sure(&self) -> bool {
        match &self.typed {
            Typed::Letters { words, .. } => *words > 1,
            Typed::Sound(_) => true,
            Typed::Two(..) => false,
        }
    }

    /// How many mistakes make it the name, or as many whole words of the name as were typed; none where there are too many.
    pub fn mistakes(&self, name: &str, key: &NameKey) -> Option<usize> {
        match &self.typed {
            Typed::Sound(query) => {
                let fit = query.may(key.letters()).then(|| query.rank(key)).flatten()?.fit();
                (fit <= Fit::WordPrefix).then_some(1)
            }
            Typed::Two(query, typed) => {
                let fit = query.may(key.letters()).then(|| query.rank(key)).flatten()?.fit();
                (fit <= Fit::WordPrefix && sounds_in(*typed, &fold(name))).then_some(1)
            }
            Typed::Letters { letters, words: typed } => {
                let may_begin = name.split(' ').take(2).filter_map(|word| word.chars().next());
                if !may_begin.flat_map(char::to_lowercase).any(|c| Some(c) == self.first || !c.is_ascii()) {
                    return None;
                }
                let all = words(&fold(name));
                let from = usize::from(all.len() > 1 && all[0].iter().collect::<String>() == "the");
                let most = if letters.len() >= TWO { 2 } else { 1 };
                let counts = typed.saturating_sub(1).max(1)..=typed + 1;
                let begun = counts.filter_map(|count| all.get(from..from + count)).map(<[_]>::concat);
                begun.filter_map(|begun| apart(letters, &begun, most)).min()
            }
        }
    }
}

/// Whether one character can be read as another is.
pub fn sound_alike(one: char, other: char) -> bool {
    let readings = pinyin::readings(other);
    pinyin::readings(one).iter().any(|own| readings.iter().any(|reading| reading.as_str() == own.as_str()))
}

/// Whether a name has these two characters together, one as it is and the other as it sounds.
fn sounds_in(typed: [char; 2], name: &str) -> bool {
    let [first, second] = typed;
    name.chars().zip(name.chars().skip(1)).any(|(one, two)| {
        one == first && two != second && sound_alike(second, two)
            || two == second && one != first && sound_alike(first, one)
    })
}

fn words(folded: &str) -> Vec<Vec<char>> {
    // An apostrophe is no gap: O'Neill is one word.
    let folded = folded.replace(['\'', '’'], "");
    let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(|word| word.chars().collect()).collect()
}

/// How many letters one must put in, take out, change or swap with the next; none where it is more than `most`.
fn apart(one: &[char], other: &[char], most: usize) -> Option<usize> {
    if one.len().abs_diff(other.len()) > most || one.first() != other.first() {
        return None;
    }
    let width = other.len() + 1;
    let (mut before_last, mut last, mut row) = (vec![0; width], (0..width).collect::<Vec<usize>>(), vec![0; width]);
    for (i, c) in one.iter().enumerate() {
        row[0] = i + 1;
        let mut least = row[0];
        for (j, d) in other.iter().enumerate() {
            let mut cost = (last[j] + usize::from(c != d)).min(last[j + 1] + 1).min(row[j] + 1);
            let swapped = i > 0 && j > 0 && *c == other[j - 1] && one[i - 1] == *d;
            if swapped {
                cost = cost.min(before_last[j - 1] + 1);
            }
            row[j + 1] = cost;
            least = least.min(cost);
        }
        if least > most {
            return None;
        }
        std::mem::swap(&mut before_last, &mut last);
        std::mem::swap(&mut last, &mut row);
    }
    last.last().copied().filter(|cost| *cost <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_with_a_letter_wrong_are_near() {
        for (typed, name, expected) in [
            ("harbor dentl", "Harbour Dental Ltd", Some(2)),
            ("harbuor dental", "Harbour Dental", Some(1)),
            ("harbour dental", "Harbour Dental", Some(0)),
            ("harbr dntl", "Harbour Dental", None),
            ("harbor", "Harbour Dental", Some(1)),
            ("merchent house", "The Merchant House", Some(1)),
            ("bluefinhc", "Blue Finch", Some(1)),
            ("blue finhc cafe", "Blue Finch Cafe", Some(1)),
            ("oneill motors", "O'Neil Motors", Some(1)),
            ("tan", "Tam", None),
            ("price", "Prize Cafe", None),
            ("sarbour dental", "Harbour Dental", None),
            ("credito italiana", "Crédito Italiano", Some(1)),
            ("精功机械", "杭州精工机械有限公司", Some(1)),
            ("精功", "杭州精工机械有限公司", Some(1)),
            ("讯达", "杭州迅达空压机服务部", Some(1)),
            ("亿农", "杭州益农经编厂", Some(1)),
            ("意浓", "杭州益农经编厂", None),
            ("迅达", "杭州迅达空压机服务部", None),
            ("讯达", "杭州大达空压机服务部", None),
            ("滨江书殿", "滨江书店", Some(1)),
            ("见采购", "滨江书店", None),
        ] {
            let found = Near::new(typed).and_then(|near| near.mistakes(name, &NameKey::new(name)));
            assert_eq!(found, expected, "{typed} for {name}");
        }
        assert!(Near::new("harbor dentl").is_some_and(|near| near.is_sure()));
        assert!(Near::new("harbor").is_some_and(|near| !near.is_sure()));
    }

    #[test]
    fn letters_are_counted_as_hands_mistype_them() {
        for (one, other, expected) in [
            ("abcdef", "abcdef", Some(0)),
            ("abcdef", "abcde", Some(1)),
            ("abdcef", "abcdef", Some(1)),
            ("abxdef", "abcdef", Some(1)),
            ("axxdef", "abcdef", Some(2)),
            ("axxxef", "abcdef", None),
            ("abdcfe", "abcdef", Some(2)),
        ] {
            let letters = |text: &str| text.chars().collect::<Vec<char>>();
            assert_eq!(apart(&letters(one), &letters(other), 2), expected, "{one} {other}");
        }
    }
}
