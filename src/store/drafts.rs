//! Drafts: what is being written and is no record yet, of several windows on one book.
//!
//! Always holds: a window writes over and drops only what it has kept itself, or found when it opened the book. What another has typed under the
//! same name stays where it is, and this window's words lie beside it, under the name with a number, until a window that opens later finds them.

use rusqlite::{Connection, params};

use super::error::StoreError;
use super::own::{self, OwnKind};
use super::write::writer::{Durable, Writer};
use crate::base::clock::Moment;

/// What stands between a draft's name and the number of one that lies beside another of that name.
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
    /// More of the same names, found when the book was opened.
    more: Vec<Known>,
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
    /// What is drafted when the book is opened is this process's to go on with; of several of a name the first that was kept.
    pub(in crate::store) fn find_drafts(&mut self) -> Result<(), StoreError> {
        let mut found = own::all(&self.conn, OwnKind::Draft)?;
        found.sort_by(|(one, ..), (other, ..)| (name_of(one), one).cmp(&(name_of(other), other)));
        for (row, body, _) in found {
            let name = name_of(&row).to_owned();
            let known = Known { row, body, seen: true };
            match self.drafts.get(&name) {
                Some(_) => self.drafts.more.push(known),
                None => self.drafts.set(&name, known),
            }
        }
        Ok(())
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
        let row = self.transact(Durable::Full, |pen, _| {
            let row = known.as_ref().map_or(name, |known| &known.row);
            let there = body(pen.conn, row)?;
            let mine = there.as_deref().is_none_or(|there| there == known.as_ref().map_or(words, |known| &known.body));
            let mut row = row.to_owned();
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

    /// Another draft of a name whose own is on the disk as a record, or not wanted any more: it was found when the book was opened.
    pub fn next_draft(&mut self, name: &str) -> Result<Option<String>, StoreError> {
        if self.drafts.get(name).is_some() {
            return Ok(None);
        }
        while let Some(at) = self.drafts.more.iter().position(|known| name_of(&known.row) == name) {
            let known = self.drafts.more.remove(at);
            // Another window may have found it too, and be done with it.
            if body(&self.conn, &known.row)?.as_ref() == Some(&known.body) {
                let words = known.body.clone();
                self.drafts.set(name, Known { seen: false, ..known });
                return Ok(Some(words));
            }
        }
        Ok(None)
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
