//! Drafts: what is being written and is no record yet, of several windows on one book.
//!
//! Always holds: a draft belongs to one window, by the number in its row's name. Another window may take it over only after its owner has gone, and
//! then only one does. A window overwrites or drops only drafts it has written or taken over; if two write under one name, both texts are kept.

use std::collections::BTreeSet;

use rusqlite::{Connection, params};

use super::error::StoreError;
use super::file::profile::Profile;
use super::own::{self, OwnKind};
use super::windows::Window;
use super::write::writer::{Durable, Writer};
use crate::base::clock::Moment;

/// What stands between a draft's name and the number of its window; the first window's has none.
const BESIDE: char = '\u{1f}';

/// A draft as this process knows it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in crate::store) struct Known {
    /// The name under which it stands in the book.
    row: String,
    body: String,
    /// Whether the person has it before him; what he has not seen he does not write over.
    seen: bool,
}

/// The drafts that this process knows.
#[derive(Default, Debug)]
pub(in crate::store) struct Drafts {
    of: Vec<(String, Known)>,
    /// More of the same names, taken up and not seen when words of the person's own came under their name.
    more: Vec<Known>,
    /// The rows of other windows that were gone when this one came: they may be opened again, and have theirs until then.
    left: BTreeSet<String>,
    /// Which window this is, where it is one.
    window: Option<Window>,
}

/// A draft's row in the book.
struct Row {
    row: String,
    body: String,
    at: Moment,
}

impl Row {
    /// The name it is asked for by.
    fn name(&self) -> &str {
        name_of(&self.row)
    }

    /// Whose it is.
    fn window(&self) -> u32 {
        self.row.split_once(BESIDE).and_then(|(_, number)| number.parse().ok()).unwrap_or(1)
    }
}

impl Drafts {
    fn get(&self, name: &str) -> Option<&Known> {
        self.of.iter().find(|(of, _)| of == name).map(|(_, known)| known)
    }

    fn set(&mut self, name: &str, known: Known) {
        self.remove(name);
        self.of.push((name.to_owned(), known));
    }

    pub(in crate::store) fn remove(&mut self, name: &str) {
        self.of.retain(|(of, _)| of != name);
    }
}

/// All drafts of the book, the newest first.
fn rows(conn: &Connection) -> Result<Vec<Row>, StoreError> {
    let all = own::all(conn, OwnKind::Draft)?;
    Ok(all.into_iter().rev().map(|(row, body, at)| Row { row, body, at }).collect())
}

/// Under which name a window's draft stands in the book.
fn row_of(name: &str, window: u32) -> String {
    if window == 1 { name.to_owned() } else { format!("{name}{BESIDE}{window}") }
}

/// The name a draft is asked for by.
fn name_of(row: &str) -> &str {
    row.split(BESIDE).next().unwrap_or(row)
}

fn body(conn: &Connection, row: &str) -> Result<Option<String>, StoreError> {
    Ok(own::get(conn, OwnKind::Draft, row)?.map(|(body, _)| body))
}

/// Drops a draft where it stands there as this process knows it.
pub(in crate::store) fn drop(conn: &Connection, known: Option<&Known>) -> Result<(), StoreError> {
    if let Some(Known { row, body, .. }) = known {
        conn.prepare_cached("DELETE FROM own WHERE kind = ?1 AND name = ?2 AND value = ?3")?.execute(params![
            OwnKind::Draft.word(),
            row,
            body
        ])?;
    }
    Ok(())
}

impl Writer {
    /// Becomes a window of this book: it goes on with the drafts of one that is gone, and of no other. Of several that are gone it is the one in which
    /// was written last; `open` says of a draft whether somebody was just writing it. What lies there of the others and was not open is taken up too.
    /// Returns how many are left that were open: those of windows that may be opened again.
    pub fn become_window(&mut self, profile: &Profile, open: impl Fn(&str) -> bool) -> Result<usize, StoreError> {
        let was_open: Vec<u32> = rows(&self.conn)?.iter().filter(|row| open(&row.body)).map(Row::window).collect();
        let window = Window::take(profile, &was_open);
        for row in rows(&self.conn)?.into_iter().filter(|row| row.window() == window.number()) {
            let name = row.name().to_owned();
            self.drafts.set(&name, Known { row: row.row, body: row.body, seen: true });
        }
        self.drafts.window = Some(window);
        // On a disk that takes nothing they stay where they are; the book opens all the same.
        let _another_time = self.take_up(|row| !open(&row.body), true);
        let Some(window) = &self.drafts.window else { return Ok(0) };
        let left: Vec<Row> =
            rows(&self.conn)?.into_iter().filter(|row| window.stand_in(row.window()).is_some()).collect();
        let were_open = left.iter().filter(|row| open(&row.body)).count();
        self.drafts.left = left.into_iter().map(|row| row.row).collect();
        Ok(were_open)
    }

    /// Takes up drafts of windows that are gone, one of a name, and only of names under which this window has none. Returns their names.
    fn take_up(&mut self, wanted: impl Fn(&Row) -> bool, seen: bool) -> Result<Vec<String>, StoreError> {
        let Some(window) = &self.drafts.window else { return Ok(Vec::new()) };
        let number = window.number();
        let free = |row: &Row| self.drafts.get(row.name()).is_none() && wanted(row);
        let gone: BTreeSet<u32> = rows(&self.conn)?.iter().filter(|row| free(row)).map(Row::window).collect();
        // Nobody becomes one of them before their drafts are this window's.
        let gone: Vec<_> = gone.into_iter().filter_map(|gone| Some((gone, window.stand_in(gone)?))).collect();
        if gone.is_empty() {
            return Ok(Vec::new());
        }
        let rows = rows(&self.conn)?.into_iter().filter(|row| gone.iter().any(|(gone, _)| *gone == row.window()));
        let rows: Vec<Row> = rows.filter(free).collect();
        let taken = self.transact(Durable::Full, |pen, _| {
            let mut taken: Vec<(String, Known)> = Vec::new();
            for row in &rows {
                let (name, mine) = (row.name().to_owned(), row_of(row.name(), number));
                if taken.iter().any(|(taken, _)| *taken == name) || body(pen.conn, &mine)?.is_some() {
                    continue;
                }
                own::drop(pen.conn, OwnKind::Draft, &row.row)?;
                own::put(pen.conn, OwnKind::Draft, &mine, &row.body, row.at)?;
                taken.push((name, Known { row: mine, body: row.body.clone(), seen }));
            }
            Ok(taken)
        })?;
        let names = taken.iter().map(|(name, _)| name.clone()).collect();
        taken.into_iter().for_each(|(name, known)| self.drafts.set(&name, known));
        Ok(names)
    }

    /// The drafts that this process goes on with: name and words.
    pub fn drafts(&self) -> Vec<(String, String)> {
        self.drafts.of.iter().map(|(name, known)| (name.clone(), known.body.clone())).collect()
    }

    /// A draft as this process knows it.
    pub(in crate::store) fn own_draft(&self, name: Option<&str>) -> Option<Known> {
        self.drafts.get(name?).cloned()
    }

    /// Keeps what is being written under this name; no words take it away.
    pub fn keep_draft(&mut self, name: &str, words: &str, at: Moment) -> Result<(), StoreError> {
        let known = self.own_draft(Some(name));
        if words.is_empty() {
            self.transact(Durable::Full, |pen, _| drop(pen.conn, known.as_ref()))?;
            self.drafts.remove(name);
            return Ok(());
        }
        let unseen = known.as_ref().filter(|known| !known.seen && known.body != words).cloned();
        let known = known.filter(|_| unseen.is_none());
        let window = self.drafts.window.as_ref().map_or(1, Window::number);
        let row = self.transact(Durable::Full, |pen, _| {
            let mut row = known.as_ref().map_or_else(|| row_of(name, window), |known| known.row.clone());
            let there = body(pen.conn, &row)?;
            let mine = there.as_deref().is_none_or(|there| there == known.as_ref().map_or(words, |known| &known.body));
            if !mine || unseen.as_ref().is_some_and(|unseen| unseen.row == row) {
                let beside = |number: u32| format!("{name}{BESIDE}{number}");
                let mut number = 2;
                while body(pen.conn, &beside(number))?.is_some() {
                    number += 1;
                }
                row = beside(number);
            }
            own::put(pen.conn, OwnKind::Draft, &row, words, at)?;
            Ok(row)
        })?;
        self.drafts.more.extend(unseen);
        self.drafts.set(name, Known { row, body: words.to_owned(), seen: true });
        Ok(())
    }

    /// Other drafts, where this name's own is on the disk as a record or not wanted any more: one of the same name, or else whatever those windows have
    /// left that were gone before this one came, and still are. Names and words.
    pub fn next_drafts(&mut self, name: &str) -> Result<Vec<(String, String)>, StoreError> {
        if self.drafts.get(name).is_some() {
            return Ok(Vec::new());
        }
        while let Some(at) = self.drafts.more.iter().position(|known| name_of(&known.row) == name) {
            let known = self.drafts.more.remove(at);
            if body(&self.conn, &known.row)?.as_ref() == Some(&known.body) {
                let words = known.body.clone();
                self.drafts.set(name, Known { seen: false, ..known });
                return Ok(vec![(name.to_owned(), words)]);
            }
        }
        let left = self.drafts.left.clone();
        let mut names = self.take_up(|row| left.contains(&row.row) && row.name() == name, false)?;
        if names.is_empty() {
            names = self.take_up(|row| left.contains(&row.row), false)?;
        }
        let words = |name: String| self.drafts.get(&name).map(|known| known.body.clone()).map(|body| (name, body));
        Ok(names.into_iter().filter_map(words).collect())
    }

    /// The drafts that another window has taken: they do not stand there as this one knows them. Whoever has one open keeps it anew.
    pub fn drafts_taken(&mut self) -> Result<Vec<String>, StoreError> {
        let mut taken = Vec::new();
        for (name, known) in &self.drafts.of {
            if body(&self.conn, &known.row)?.as_ref() != Some(&known.body) {
                taken.push(name.clone());
            }
        }
        taken.iter().for_each(|name| self.drafts.remove(name));
        Ok(taken)
    }
}
