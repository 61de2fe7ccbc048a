//! Search over everything: names first, ranked; then words in notes, visits, touches and follow-ups, newest first.
//!
//! Where each of several words stands in a hundred thousand notes and all of them together in none, all are walked, which takes longer than a key
//! may. So whoever waits for keys has the walk stopped, wherever it is, shows what was found so far, and goes on behind the last find.

use std::cell::RefCell;

use rusqlite::{Connection, params};

use super::records::name_of;
use crate::base::clock::Now;
use crate::base::search_terms::match_expression;
use crate::base::text::fold_each;
use crate::domain::ask::Hit;
use crate::schema::{ACCOUNT, FOLLOW_UP, entity};
use crate::store::error::StoreError;
use crate::store::record::columns::id_at;
use crate::store::record::rows::Stored;
use crate::store::search::names::{self, Names};
use crate::store::search::words::{spelled_out, text_of};
use crate::store::write::kept::day_of;

/// Of the hits, names take at most this part, so that notes are seen too.
const NAMES_OF: (usize, usize) = (2, 5);
/// Characters of an excerpt, and how many of them stand before the find.
const EXCERPT: (usize, usize) = (80, 24);

/// A search that is under way.
#[derive(Debug)]
pub struct Search {
    typed: String,
    most: usize,
    names: Vec<Hit>,
    words: Vec<Hit>,
    left: Option<Left>,
}

/// What was not looked through yet.
#[derive(Debug)]
struct Left {
    expression: String,
    /// All rows from here up were looked through.
    below: i64,
}

impl Search {
    /// Looks for names, and makes ready to look for words.
    pub(crate) fn begin(
        conn: &Connection,
        names: &RefCell<Names>,
        typed: &str,
        most: usize,
        now: &Now,
    ) -> Result<Search, StoreError> {
        let names = by_name(conn, names, typed, most, now)?;
        let left = match match_expression(typed, "words", "pinyin") {
            Some(expression) => Some(Left { expression: spelled_out(conn, &expression)?, below: i64::MAX }),
            None => None,
        };
        Ok(Search { typed: typed.to_owned(), most, names, words: Vec::new(), left })
    }

    /// Looks through what is left, the newest first, until enough is found or `stop` says so; whether there is more. After an error in between,
    /// such as an interruption, it goes on behind the last find.
    pub(crate) fn go_on(&mut self, conn: &Connection, stop: &dyn Fn() -> bool) -> Result<bool, StoreError> {
        let Some(left) = &mut self.left else { return Ok(false) };
        let mut statement = conn.prepare_cached(
            "SELECT w.rowid, f.entity, f.record FROM word w CROSS JOIN found f ON f.word = w.rowid
             WHERE w.word MATCH ?1 AND w.rowid < ?2 ORDER BY w.rowid DESC",
        )?;
        let mut rows = statement.query(params![left.expression, left.below])?;
        while let Some(row) = rows.next()? {
            let (number, entity): (i64, u16) = (row.get(0)?, row.get(1)?);
            if let Some(record) = id_at(row, 2)?
                && !self.names.iter().any(|hit| hit.record == record)
            {
                let stored = Stored::load(conn, entity, record)?;
                if stored.visible() {
                    self.words.push(hit(conn, &self.typed, &stored)?);
                }
            }
            left.below = number;
            if self.words.len() >= self.most {
                break;
            }
            if stop() {
                return Ok(true);
            }
        }
        self.left = None;
        Ok(false)
    }

    /// What was found so far.
    pub fn hits(&self) -> Vec<Hit> {
        // Names first, but never so many that no note is seen.
        let room = self.most.saturating_sub(self.words.len()).max(self.most * NAMES_OF.0 / NAMES_OF.1);
        self.names.iter().take(room).chain(&self.words).take(self.most).cloned().collect()
    }
}

/// All hits for what was typed.
pub(super) fn find(
    conn: &Connection,
    names: &RefCell<Names>,
    typed: &str,
    most: usize,
    now: &Now,
) -> Result<Vec<Hit>, StoreError> {
    let mut search = Search::begin(conn, names, typed, most, now)?;
    search.go_on(conn, &|| false)?;
    Ok(search.hits())
}

fn by_name(
    conn: &Connection,
    names: &RefCell<Names>,
    typed: &str,
    most: usize,
    now: &Now,
) -> Result<Vec<Hit>, StoreError> {
    let mut names = names.borrow_mut();
    names.refresh(conn, now)?;
    let mut hits = Vec::new();
    for (order, entry) in names.best(typed, most, true) {
        let account = if entry.entity == ACCOUNT.number { Some(entry.record) } else { entry.account };
        // Where the name itself does not answer, another name or a number did: that is what is shown.
        let shown = if order == names::BY_NUMBER {
            entry.numbers().find(|stored| crate::base::phone::found_in(typed, stored)).unwrap_or_default().to_owned()
        } else {
            entry.all_names().find(|name| !names::marks(typed, name).is_empty()).unwrap_or_default().to_owned()
        };
        let marks = if order == names::BY_NUMBER { digits_marked(typed, &shown) } else { names::marks(typed, &shown) };
        hits.push(Hit {
            entity: entry.entity,
            record: entry.record,
            account,
            name: entry.name().to_owned(),
            excerpt: shown,
            marks,
            day: None,
        });
    }
    Ok(hits)
}

fn digits_marked(typed: &str, stored: &str) -> Vec<(usize, usize)> {
    let digits = crate::base::phone::digits(typed);
    stored.find(&digits).map(|at| (at, at + digits.len())).into_iter().collect()
}

fn hit(conn: &Connection, typed: &str, stored: &Stored) -> Result<Hit, StoreError> {
    let number = stored.entity.number;
    let account = if number == ACCOUNT.number { Some(stored.id) } else { stored.named("account").id() };
    let name = match (stored.named("name").str(), account) {
        ("", Some(account)) => name_of(conn, &ACCOUNT, account)?,
        (own, _) => own.to_owned(),
    };
    let (excerpt, marks) = excerpt(&text_of(stored), typed);
    let day = if number == FOLLOW_UP.number { stored.named("due") } else { stored.named("day") };
    let day = day.int().and_then(day_of);
    debug_assert!(entity(number).is_some());
    Ok(Hit { entity: number, record: stored.id, account, name, excerpt, marks, day })
}

/// The part of a text around the first find, on one line, with the finds marked.
fn excerpt(text: &str, typed: &str) -> (String, Vec<(usize, usize)>) {
    let marks = marks(text, typed);
    let first = marks.first().map_or(0, |mark| mark.0);
    let before = text[..first].char_indices().rev().take(EXCERPT.1).last().map_or(first, |(at, _)| at);
    let after = text[before..].char_indices().nth(EXCERPT.0).map_or(text.len(), |(at, _)| before + at);
    let line: String = text[before..after].chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    // Only where control characters take as many bytes as a space do the places still fit.
    let fits = line.len() == after - before;
    let marks = marks
        .into_iter()
        .filter(|(from, to)| fits && *from >= before && *to <= after)
        .map(|(from, to)| (from - before, to - before))
        .collect();
    (line, marks)
}

/// Where what was typed stands in a text: each typed word as it is, else (typed by sound) the Han characters that sound so.
fn marks(text: &str, typed: &str) -> Vec<(usize, usize)> {
    let mut folded: Vec<char> = Vec::with_capacity(text.len());
    let mut places: Vec<(usize, usize)> = Vec::with_capacity(text.len());
    fold_each(text, |c, bytes| {
        folded.push(c);
        places.push((bytes.start, bytes.end));
    });
    let mut marks: Vec<(usize, usize)> = Vec::new();
    for word in crate::base::text::fold(typed).split(' ').filter(|word| !word.is_empty()) {
        let word: Vec<char> = word.chars().collect();
        let found = folded.windows(word.len()).enumerate().filter(|(_, window)| *window == word.as_slice());
        let mut any = false;
        for (at, _) in found.take(16) {
            any = true;
            marks.push((places[at].0, places[at + word.len() - 1].1));
        }
        if !any {
            marks.extend(sounding(text, &word.iter().collect::<String>()));
        }
    }
    marks.sort_unstable();
    marks.dedup();
    marks
}

/// The first stretch of Han characters that sounds as typed.
fn sounding(text: &str, typed: &str) -> Vec<(usize, usize)> {
    let mut at = 0;
    for run in text.split(|c: char| !c.is_alphanumeric()) {
        let from = run.as_ptr() as usize - text.as_ptr() as usize;
        debug_assert!(from >= at);
        at = from;
        let found = names::marks(typed, run);
        if !found.is_empty() {
            return found.into_iter().map(|(start, end)| (from + start, from + end)).collect();
        }
    }
    Vec::new()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_find_is_shown_where_it_stands() {
        for (text, typed, expected) in [
            ("去了，要報價，嫌贵", "报价", "報價"),
            ("met the buyer; likes the A100", "buyer", "buyer"),
            ("Un crédito más", "credito", "crédito"),
            ("见采购，要报价", "baojia", "报价"),
            ("nothing here", "absent", ""),
        ] {
            let (excerpt, marks) = excerpt(text, typed);
            let shown: String = marks.iter().map(|(from, to)| &excerpt[*from..*to]).collect();
            assert_eq!(shown, expected, "{typed} in {text}");
        }
        let long = format!("{}價格表{}", "前".repeat(200), "后".repeat(200));
        let (excerpt, marks) = excerpt(&long, "价格");
        assert_eq!(excerpt.chars().count(), EXCERPT.0);
        assert_eq!(&excerpt[marks[0].0..marks[0].1], "價格");
    }
}
