//! How a question is put to the word index: which of its words the index is asked for, and which are looked for in the notes that it gives.
//!
//! A half-typed word is looked up in the vocabulary and asked for as each word it may become: those are walked newest first and left when
//! enough are found, while FTS5's own prefixes would first gather every note that has any of them (30 ms for a letter). Where it may become very
//! many words, nearly every note has one, so that looking at the notes finds them sooner. And a word that stands in half of all notes is walked
//! through the whole book for the sake of few (6 ms for *met the buyer*, 0.4 for *met buyer*): so the rare ones are asked for, and then those
//! that are not met every few notes.
//!
//! Always holds: what is asked for leaves no note out that answers the question, as far as a half-typed word is spelled out at all.

use std::collections::VecDeque;

use rusqlite::{Connection, params};

use super::frequent::Frequent;
use super::words;
use crate::base::search_terms::{Column, Phrase, Question, Word};
use crate::store::error::StoreError;

/// A half-typed word that may become more words than these is rather looked for in the notes.
const FEW: usize = 128;
/// Nor is it asked for where it may become more than these and one of them stands often in the notes.
const SEVERAL: usize = 24;
/// More words that begin alike than this are not looked for in the index.
const MOST: usize = 1_000;
/// Fewer digits than this are not half of a number.
const DIGITS: usize = 3;
/// Where all words stand in many notes, so many are asked for.
const ASKED: usize = 2;

/// What the index is asked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Asking {
    /// The expression for MATCH; without one every note is looked at.
    pub expression: Option<String>,
    /// Whether the notes that it gives are to be looked at for the rest of the question.
    pub look: bool,
    /// Whether nothing at all is left out: every word was spelled out whole, or is looked for.
    pub whole: bool,
}

impl Asking {
    /// The ways to put a question, the quickest to the first notes before the one that is surest to end: the rare words alone; all that are not
    /// often met; all but those that may become several and are often met; all that may not become too many; all of it.
    pub fn ways(conn: &Connection, question: &Question, frequent: &Frequent) -> Result<VecDeque<Asking>, StoreError> {
        let mut narrow: Vec<(bool, usize, Spelled)> = Vec::new();
        for word in &question.words {
            let spelled = Spelled::new(conn, word, FEW, FEW as i64 + 1)?;
            let share = spelled.share(frequent);
            // To ask the index for each of many costs more than to meet one of them in the notes.
            let dear = spelled.terms() > SEVERAL && frequent.is_often(share);
            if spelled.whole {
                narrow.push((dear, share, spelled));
            }
        }
        narrow.sort_by_key(|(dear, share, _)| (*dear, *share));
        let cheap = narrow.iter().filter(|(dear, ..)| !dear).count();
        let rare = narrow.iter().filter(|(dear, share, _)| !dear && !frequent.is_much(*share)).count();
        let seldom = narrow.iter().filter(|(dear, share, _)| !dear && !frequent.is_often(*share)).count();
        let first = if rare > 0 { rare } else { ASKED.min(cheap) };
        let mut ways = VecDeque::new();
        for some in [first, seldom.max(first), cheap, narrow.len()] {
            let words: Vec<String> = narrow.iter().take(some).map(|(.., spelled)| spelled.expression()).collect();
            let way = Asking {
                expression: (!words.is_empty()).then(|| words.join(" AND ")),
                look: words.len() < question.words.len(),
                whole: true,
            };
            if !ways.contains(&way) {
                ways.push_back(way);
            }
        }
        Ok(ways)
    }

    /// The last of them: the index alone.
    pub fn strict(conn: &Connection, question: &Question) -> Result<Asking, StoreError> {
        let words = question
            .words
            .iter()
            .map(|word| Spelled::new(conn, word, MOST, -1))
            .collect::<Result<Vec<Spelled>, _>>()?;
        let whole = words.iter().all(|word| word.whole);
        let words: Vec<String> = words.iter().map(Spelled::expression).collect();
        Ok(Asking { expression: Some(words.join(" AND ")), look: false, whole })
    }
}

/// A typed word with its half-typed phrases spelled out.
struct Spelled {
    ways: Vec<Vec<(Column, Vec<Vec<String>>)>>,
    /// Whether these are all that it may become.
    whole: bool,
}

impl Spelled {
    /// Asks for no more than `most` words where one is half-typed; reads no more than `read` (all: -1).
    fn new(conn: &Connection, word: &Word, most: usize, read: i64) -> Result<Spelled, StoreError> {
        let mut spelled = Spelled { ways: Vec::new(), whole: true };
        for way in &word.ways {
            let mut phrases = Vec::new();
            for phrase in way {
                let (ends, whole) = ends(conn, phrase, most, read)?;
                spelled.whole &= whole;
                phrases.push((phrase.column, ends));
            }
            spelled.ways.push(phrases);
        }
        Ok(spelled)
    }

    /// For how many phrases the index is asked.
    fn terms(&self) -> usize {
        self.ways.iter().flatten().map(|(_, ends)| ends.len()).sum()
    }

    /// In how many of the notes that were looked at it stands, about.
    fn share(&self, frequent: &Frequent) -> usize {
        let phrase = |(column, ends): &(Column, Vec<Vec<String>>)| -> usize {
            let rarest = |end: &Vec<String>| end.iter().map(|token| frequent.of(*column, token)).min().unwrap_or(0);
            ends.iter().map(rarest).sum()
        };
        self.ways.iter().map(|way| way.iter().map(phrase).min().unwrap_or(0)).sum()
    }

    /// In brackets, for MATCH.
    fn expression(&self) -> String {
        let phrase = |(column, ends): &(Column, Vec<Vec<String>>)| {
            let column = match column {
                Column::Words => "words",
                Column::Pinyin => "pinyin",
            };
            let ends: Vec<String> = ends.iter().map(|tokens| format!("\"{}\"", tokens.join(" "))).collect();
            if ends.len() == 1 {
                format!("{column} : {}", ends[0])
            } else {
                format!("{column} : ({})", ends.join(" OR "))
            }
        };
        let ways: Vec<String> = self
            .ways
            .iter()
            .map(|way| {
                let phrases: Vec<String> = way.iter().map(phrase).collect();
                if phrases.len() == 1 { phrases.concat() } else { format!("({})", phrases.join(" AND ")) }
            })
            .collect();
        format!("({})", ways.join(" OR "))
    }
}

/// What a phrase may become, the shortest first (itself, where nothing is known that it may), and whether that is all.
fn ends(conn: &Connection, phrase: &Phrase, most: usize, read: i64) -> Result<(Vec<Vec<String>>, bool), StoreError> {
    let itself = || vec![phrase.tokens.clone()];
    let Some((last, before)) = phrase.tokens.split_last().filter(|_| phrase.unfinished) else {
        return Ok((itself(), true));
    };
    if last.len() < DIGITS && last.starts_with(|c: char| c.is_ascii_digit()) {
        return Ok((itself(), true));
    }
    let mut statement =
        conn.prepare_cached("SELECT token FROM vocabulary WHERE part = ?1 AND token >= ?2 AND token < ?3 LIMIT ?4")?;
    let (column, end) = (words::part(phrase.column), format!("{last}\u{10ffff}"));
    let rows = statement.query_map(params![column, last, end, read], |row| row.get(0))?;
    let mut found: Vec<String> = rows.collect::<Result<_, _>>()?;
    found.sort_by(|a, b| (a.chars().count(), a).cmp(&(b.chars().count(), b)));
    let whole = found.len() <= most;
    found.truncate(most);
    if found.is_empty() {
        return Ok((itself(), true));
    }
    let ends = found.into_iter().map(|token| before.iter().cloned().chain([token]).collect());
    Ok((ends.collect(), whole))
}
