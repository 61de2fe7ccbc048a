//! Search over everything: names first, ranked; then a few whose address, remark or e-mail says it; then words in notes, visits, touches and
//! follow-ups, newest first, and at last all other addresses and remarks. Where nothing says all that was typed, a part of it may be a name
//! and the rest be said at that customer (`joined`).
//!
//! Always holds: what is found does not depend on the way it was looked for. Whoever waits for keys has the walk stopped, wherever it is, shows
//! what was found so far, and goes on behind the last find. What was found whole is looked through, and nothing else, when letters are added.

mod found;

use std::cell::RefCell;
use std::collections::VecDeque;

use rusqlite::{Connection, params};

use self::found::says_enough;
use super::hits::{by_name, hit};
use super::joined::joined;
use crate::base::clock::Now;
use crate::base::id::Id;
use crate::base::search_terms::Question;
use crate::domain::ask::Hit;
use crate::store::error::StoreError;
use crate::store::record::columns::id_at;
use crate::store::search::asking::Asking;
use crate::store::search::frequent::Frequent;
use crate::store::search::names::Names;
use crate::store::search::said::Recent;
use crate::store::search::words::DATED;
pub(in crate::store) use found::{Done, Whole};

/// Of the hits, names take at most this part, so that notes are seen too.
const NAMES_OF: (usize, usize) = (2, 5);
/// So many customers and people whose own words answer come before the notes.
const OWN: usize = 10;
/// So many notes are looked at in vain before the index may be asked for more of the question.
const IN_VAIN: usize = 64;
/// It is asked where more notes than these would be looked at in vain for all that is wanted: about what that costs.
const SOON: usize = 400;
/// So many customers' and people's words are looked at in vain before the notes: they come again behind those.
const OWN_IN_VAIN: usize = 40;

/// A search that is under way.
#[derive(Clone, Debug)]
pub struct Search {
    typed: String,
    most: usize,
    names: Vec<Hit>,
    words: Vec<Hit>,
    /// All rows of the index that answer, as far as they were looked through.
    rows: VecDeque<Row>,
    left: Option<Left>,
    /// Whether every row that answers is among them.
    whole: bool,
    /// Of which state of the book.
    version: i64,
}

/// A row of the word index, and the record that it stands for.
#[derive(Clone, Copy, Debug)]
struct Row {
    entity: u16,
    record: Id,
}

/// What was not looked through yet.
#[derive(Clone, Debug)]
struct Left {
    question: Question,
    /// How the index is asked for customers and people whose own words answer, until it was.
    own: Option<Asking>,
    from: From,
    /// All rows from here up were looked through.
    below: i64,
    in_vain: usize,
}

#[derive(Clone, Debug)]
enum From {
    /// The index, asked in the first of these ways; where that is in vain, in the next.
    Index(VecDeque<Asking>),
    /// These alone may answer.
    These(VecDeque<Row>),
}

impl Left {
    fn try_another(&mut self, conn: &Connection) -> Result<(), StoreError> {
        if let From::Index(ways) = &mut self.from {
            if ways.len() < 2 {
                ways.push_back(Asking::strict(conn, &self.question)?);
            }
            ways.pop_front();
        }
        self.in_vain = 0;
        Ok(())
    }
}

/// How far a walk came.
enum Walked {
    /// Somebody stopped it.
    Stopped,
    /// Too many rows were looked at in vain.
    InVain,
    /// Enough was found.
    Enough,
    /// To the end.
    Through,
}

/// What a search is made with: what is known of the book beside it.
pub(crate) struct Known<'a> {
    /// Names in memory.
    pub names: &'a RefCell<Names>,
    /// How often words stand in notes.
    pub frequent: &'a Frequent,
    /// The last search that came to its end.
    pub before: &'a Whole,
    /// What was looked at last.
    pub recent: &'a RefCell<Recent>,
}

/// What a walk looks at.
struct Looking<'a> {
    conn: &'a Connection,
    names: &'a Names,
    recent: &'a mut Recent,
}

impl Search {
    /// Looks for names, and makes ready to look for words.
    pub(crate) fn begin(
        conn: &Connection,
        known: &Known<'_>,
        typed: &str,
        most: usize,
        now: &Now,
    ) -> Result<Search, StoreError> {
        let names = by_name(conn, known.names, typed, most, now)?;
        let version = version_of(conn)?;
        let left = match Question::read(typed) {
            Some(question) => {
                let from = match known.before.rows_for(typed, version) {
                    Some(rows) if question.narrows() => From::These(rows),
                    _ => From::Index(Asking::ways(conn, &question, known.frequent)?),
                };
                // Only where a word is spelled out: half a word stands in every address.
                let own = match &from {
                    From::Index(ways) if says_enough(typed) => {
                        ways.front().filter(|way| way.expression.is_some()).cloned()
                    }
                    From::Index(_) | From::These(_) => None,
                };
                Some(Left { question, own, from, below: i64::MAX, in_vain: 0 })
            }
            None => None,
        };
        let (words, rows) = (Vec::new(), VecDeque::new());
        Ok(Search { typed: typed.to_owned(), most, names, words, rows, left, whole: false, version })
    }

    /// Looks through what is left, the newest first, until enough is found or `stop` says so; whether there is more. After an error in between,
    /// such as an interruption, it goes on behind the last find.
    pub(crate) fn go_on(
        &mut self,
        conn: &Connection,
        known: &Known<'_>,
        stop: &dyn Fn() -> bool,
    ) -> Result<bool, StoreError> {
        let Some(mut left) = self.left.take() else { return Ok(false) };
        let names = known.names.borrow();
        known.recent.borrow_mut().at(version_of(conn)?);
        let mut book = Looking { conn, names: &names, recent: &mut known.recent.borrow_mut() };
        if let Err(error) = self.own_words(&mut book, &mut left) {
            self.left = Some(left);
            return Err(error);
        }
        let walked = loop {
            match self.walk(&mut book, &mut left, stop) {
                Ok(Walked::InVain) => match left.try_another(conn) {
                    Ok(()) => {}
                    broken_off => break broken_off.map(|()| Walked::InVain),
                },
                other => break other,
            }
        };
        match walked {
            Ok(Walked::Enough) => return Ok(false),
            Ok(Walked::Through) => {
                if self.names.is_empty() && self.words.is_empty() {
                    match joined(conn, &names, &self.typed, self.wanted(), stop) {
                        Ok(Some(hits)) => self.words = hits,
                        // Walked already: it comes here again at once.
                        not_yet => {
                            self.left = Some(left);
                            return not_yet.map(|_| true);
                        }
                    }
                }
                self.whole = match left.from {
                    From::Index(ways) => ways.front().is_some_and(|way| way.whole),
                    From::These(_) => true,
                };
                return Ok(false);
            }
            Ok(Walked::Stopped | Walked::InVain) => {}
            Err(error) => {
                self.left = Some(left);
                return Err(error);
            }
        }
        self.left = Some(left);
        Ok(true)
    }

    /// The newest customers and people whose own words answer.
    fn own_words(&mut self, book: &mut Looking<'_>, left: &mut Left) -> Result<(), StoreError> {
        let Some(asking) = &left.own else { return Ok(()) };
        // From below: from above the notes would be walked first.
        let conn = book.conn;
        let mut statement = conn.prepare_cached(
            "SELECT f.entity, f.record FROM word w CROSS JOIN found f ON f.word = w.rowid
             WHERE w.word MATCH ?1 AND w.rowid < ?2 ORDER BY w.rowid",
        )?;
        let mut rows = statement.query(params![asking.expression, DATED])?;
        let mut in_vain = 0;
        while self.rows.len() < OWN && in_vain < OWN_IN_VAIN {
            let Some(row) = rows.next()? else { break };
            let Some(record) = id_at(row, 1)?.filter(|record| !self.rows.iter().any(|row| row.record == *record))
            else {
                continue;
            };
            let row = Row { entity: row.get(0)?, record };
            in_vain += usize::from(!self.look(book, row, asking.look.then_some(&left.question))?);
        }
        left.own = None;
        Ok(())
    }

    fn walk(&mut self, book: &mut Looking<'_>, left: &mut Left, stop: &dyn Fn() -> bool) -> Result<Walked, StoreError> {
        let asking = match &mut left.from {
            From::Index(ways) => match ways.front() {
                Some(way) => way.clone(),
                None => return Ok(Walked::Through),
            },
            From::These(rows) => {
                while let Some(row) = rows.front() {
                    self.look(book, *row, Some(&left.question))?;
                    rows.pop_front();
                    if stop() {
                        return Ok(Walked::Stopped);
                    }
                }
                return Ok(Walked::Through);
            }
        };
        let sql = if asking.expression.is_some() {
            "SELECT w.rowid, f.entity, f.record FROM word w CROSS JOIN found f ON f.word = w.rowid
             WHERE w.word MATCH ?1 AND w.rowid < ?2 ORDER BY w.rowid DESC"
        } else {
            "SELECT word, entity, record FROM found WHERE ?1 IS NULL AND word < ?2 ORDER BY word DESC"
        };
        let conn = book.conn;
        let mut statement = conn.prepare_cached(sql)?;
        let mut rows = statement.query(params![asking.expression, left.below])?;
        while let Some(row) = rows.next()? {
            let number: i64 = row.get(0)?;
            // The few that came first are not told twice.
            let record = id_at(row, 2)?
                .filter(|record| number >= DATED || !self.rows.iter().take(OWN).any(|row| row.record == *record));
            if let Some(record) = record {
                let row = Row { entity: row.get(1)?, record };
                let answers = self.look(book, row, asking.look.then_some(&left.question))?;
                left.in_vain += usize::from(!answers);
            }
            left.below = number;
            if self.words.len() >= self.wanted() {
                return Ok(Walked::Enough);
            }
            if asking.look && self.takes_long(left.in_vain) {
                return Ok(Walked::InVain);
            }
            if stop() {
                return Ok(Walked::Stopped);
            }
        }
        Ok(Walked::Through)
    }

    /// Whether, after so many were looked at in vain, it would take long to find all that is wanted as it went so far.
    fn takes_long(&self, in_vain: usize) -> bool {
        let found = self.words.len().max(1);
        let wanting = self.wanted().saturating_sub(found);
        in_vain > IN_VAIN && in_vain + in_vain * wanting / found > SOON
    }

    /// How many are shown: the names before them are not left out for more.
    fn wanted(&self) -> usize {
        self.most - self.names.len().min(self.most * NAMES_OF.0 / NAMES_OF.1)
    }

    /// Takes a row where it answers, which is asked of its text where the index did not say so; whether it does.
    fn look(&mut self, book: &mut Looking<'_>, row: Row, question: Option<&Question>) -> Result<bool, StoreError> {
        let Some(said) = book.recent.read(book.conn, row.entity, row.record)? else { return Ok(false) };
        if question.is_some_and(|question| !question.is_in(&said.text)) {
            return Ok(false);
        }
        self.rows.push_back(row);
        if !self.names.iter().any(|hit| hit.record == row.record) {
            self.words.push(hit(book.conn, book.names, &self.typed, &said)?);
        }
        Ok(true)
    }

    /// What was found so far.
    pub fn hits(&self) -> Vec<Hit> {
        // Names first, but never so many that no note is seen.
        let room = self.most.saturating_sub(self.words.len()).max(self.most * NAMES_OF.0 / NAMES_OF.1);
        self.names.iter().take(room).chain(&self.words).take(self.most).cloned().collect()
    }
}

/// A number that changes whenever another connection has committed.
pub(in crate::store) fn version_of(conn: &Connection) -> Result<i64, StoreError> {
    Ok(conn.prepare_cached("PRAGMA data_version")?.query_row([], |row| row.get(0))?)
}

/// All hits for what was typed.
pub(super) fn find(
    conn: &Connection,
    names: &RefCell<Names>,
    typed: &str,
    most: usize,
    now: &Now,
) -> Result<Vec<Hit>, StoreError> {
    let recent = RefCell::default();
    let known = Known { names, frequent: &Frequent::default(), before: &Whole::default(), recent: &recent };
    let mut search = Search::begin(conn, &known, typed, most, now)?;
    search.go_on(conn, &known, &|| false)?;
    Ok(search.hits())
}
