//! Whose log it is, as far as the first words of the line say: which letters to look customers up by, and who fits.
//!
//! Always holds: a customer is taken by itself only when one alone fits; twins are offered, never chosen.

use std::collections::BTreeMap;

use crate::base::id::Id;
use crate::domain::ask::NameHit;

/// At most so many words of the line's beginning are tried as a name.
const WORDS: usize = 4;
/// At most so many bytes are tried.
const MOST: usize = 80;

/// The beginnings of the line that may be a customer's name, the longest first, as byte lengths.
pub fn beginnings(line: &str) -> Vec<usize> {
    let line = &line[..line.floor_char_boundary(MOST.min(line.len()))];
    let head = line.find(is_mark).map_or(line, |end| &line[..end]);
    let mut ends: Vec<usize> = Vec::new();
    let mut inside = false;
    for (at, c) in head.char_indices() {
        if c.is_whitespace() || matches!(c, ',' | '，' | ':' | '：' | '、' | '。') {
            if inside {
                ends.push(at);
            }
            inside = false;
            // Behind a comma or a colon the name is over.
            if !c.is_whitespace() && !ends.is_empty() {
                break;
            }
        } else {
            inside = true;
        }
        if ends.len() == WORDS {
            inside = false;
            break;
        }
    }
    if inside {
        ends.push(head.len());
    }
    // Chinese may go on without a space: 精工见采购.
    let first = ends.first().copied().unwrap_or(0);
    let start = head.len() - head.trim_start().len();
    let han: Vec<usize> = head[start..first]
        .char_indices()
        .take_while(|(_, c)| ('\u{3400}'..='\u{9fff}').contains(c))
        .map(|(at, c)| start + at + c.len_utf8())
        .take(6)
        .collect();
    ends.extend(han.into_iter().skip(1));
    ends.sort_unstable();
    ends.dedup();
    ends.reverse();
    ends
}

/// Where what follows is no name: a promise, a competitor, a figure.
fn is_mark(c: char) -> bool {
    matches!(c, '>' | '》' | '＞' | '<' | '《' | '＜' | '^' | '+' | '!' | '！')
}

/// What is known of whose log it is.
#[derive(Clone, PartialEq, Debug)]
pub enum Whose {
    /// This one's; the name takes so many bytes of the line.
    One(NameHit, usize),
    /// One of several; the letters take so many bytes.
    Several(Vec<NameHit>, usize),
    /// Nobody's yet.
    Nobody,
    /// Not looked up yet.
    Unknown,
}

/// What the answers so far say.
pub fn whose(line: &str, known: &BTreeMap<String, Vec<NameHit>>) -> Whose {
    let mut waiting = false;
    for end in beginnings(line) {
        match known.get(line[..end].trim()) {
            None => waiting = true,
            Some(hits) => match hits.as_slice() {
                [] => {}
                // One alone, or one whose whole name it is.
                [one] => return Whose::One(one.clone(), end),
                [first, rest @ ..] if first.certain && rest.iter().all(|hit| !hit.certain) => {
                    return Whose::One(first.clone(), end);
                }
                several => return Whose::Several(several.to_vec(), end),
            },
        }
    }
    if waiting { Whose::Unknown } else { Whose::Nobody }
}

/// What a new customer would be called: the line's beginning up to a comma or a colon, else the words that begin with capitals, else the first word.
pub fn new_name(line: &str) -> Option<(String, usize)> {
    let head = &line[..line.find(is_mark).unwrap_or(line.len())];
    let comma = head.char_indices().find(|(at, c)| *at > 0 && *at <= MOST && matches!(c, ':' | '：' | ',' | '，'));
    if let Some((end, _)) = comma {
        let name = head[..end].trim();
        if !name.is_empty() && name.split_whitespace().count() <= WORDS {
            return Some((name.to_owned(), end));
        }
    }
    let mut end = 0;
    let mut at = 0;
    for word in head.split_inclusive(char::is_whitespace) {
        let capital = word.chars().next().is_some_and(|c| c.is_uppercase() || c == '&' || c.is_ascii_digit());
        if at == 0 || capital {
            end = at + word.trim_end().len();
            at += word.len();
        } else {
            break;
        }
    }
    let name = head.get(..end)?.trim();
    (!name.is_empty()).then(|| (name.to_owned(), end))
}

/// A customer that was chosen by hand, or that the line opened with.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Chosen {
    /// This one.
    Account(Id, String),
    /// A new one of this name.
    New(String),
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hit(name: &str, certain: bool) -> NameHit {
        NameHit {
            account: Id::default(),
            name: name.into(),
            marks: Vec::new(),
            grade: None,
            street: String::new(),
            last_visit: None,
            certain,
        }
    }

    #[test]
    fn the_first_words_may_be_a_name() {
        for (line, expected) in [
            ("blue finch met the buyer, too dear", &["blue finch met the", "blue finch met", "blue finch", "blue"][..]),
            ("blue", &["blue"]),
            ("Nolan & Sons: no order", &["Nolan & Sons", "Nolan &", "Nolan"]),
            ("精工 见采购，要报价", &["精工 见采购", "精工"]),
            ("精工见采购", &["精工见采购", "精工见采", "精工见", "精工"]),
            (">send quote fri", &[]),
            ("", &[]),
        ] {
            let found: Vec<&str> = beginnings(line).into_iter().map(|end| &line[..end]).collect();
            assert_eq!(found, expected, "{line}");
        }
    }

    #[test]
    fn one_alone_is_taken_and_twins_are_not() {
        let known = |rows: &[(&str, &[NameHit])]| -> BTreeMap<String, Vec<NameHit>> {
            rows.iter().map(|(letters, hits)| ((*letters).to_owned(), hits.to_vec())).collect()
        };
        let line = "blue finch met the buyer";
        let none: [(&str, &[NameHit]); 2] = [("blue finch met the", &[]), ("blue finch met", &[])];
        let one = hit("Blue Finch Cafe", false);
        let twins = [hit("Blue Finch", true), hit("Blue Finch", true)];
        let with = |hits: &[NameHit]| known(&[none[0], none[1], ("blue finch", hits), ("blue", hits)]);
        assert_eq!(whose(line, &with(std::slice::from_ref(&one))), Whose::One(one.clone(), 10));
        assert!(matches!(whose(line, &with(&twins)), Whose::Several(hits, 10) if hits.len() == 2));
        assert_eq!(whose(line, &with(&[])), Whose::Nobody);
        assert_eq!(whose(line, &known(&[])), Whose::Unknown);
        let certain = [hit("Blue Finch", true), hit("Blue Finch Cafe", false)];
        assert_eq!(whose(line, &with(&certain)), Whose::One(certain[0].clone(), 10));
    }

    #[test]
    fn a_new_customer_has_the_name_that_the_line_begins_with() {
        for (line, expected) in [
            ("Green Grocer met the new chef", Some("Green Grocer")),
            ("green grocer: wants the big oven", Some("green grocer")),
            ("green met the chef", Some("green")),
            ("新味小馆，要大烤箱", Some("新味小馆")),
            ("新味小馆 要大烤箱", Some("新味小馆")),
            (">send quote", None),
            ("", None),
        ] {
            assert_eq!(new_name(line).map(|(name, _)| name).as_deref(), expected, "{line}");
        }
    }
}
