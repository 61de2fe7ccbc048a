//! Reads a line as the terminal does: with the book's names, and who stands where.

use std::collections::BTreeMap;

use anyhow::Result;

use super::{Asked, Kept, MOST};
use crate::base::clock::Moment;
use crate::base::id::Id;
use crate::cli::book::Book;
use crate::cli::records::answer;
use crate::domain::ask::{Answer, Ask, NameHit, Named};
use crate::domain::deed::Deed;
use crate::domain::log_line::{self, About, Customer, Keep, LineContext, Parsed, Vocabulary};
use crate::schema::VisitState;
use crate::store::{Reader, Writer};

/// The visit in progress.
struct Here {
    account: (Id, String),
    started: Option<Moment>,
}

/// Reads lines with the book's names; what was asked once is known.
pub(super) struct Asking<'a> {
    book: &'a Book,
    pub(super) reader: Reader,
    known: BTreeMap<String, Vec<NameHit>>,
    named: Vec<Named>,
    vocabulary: Option<Vocabulary>,
}

impl<'a> Asking<'a> {
    pub(super) fn new(book: &'a Book) -> Result<Asking<'a>> {
        Ok(Asking { book, reader: book.reader()?, known: BTreeMap::new(), named: Vec::new(), vocabulary: None })
    }

    pub(super) fn read(&mut self, line: &str) -> Result<Parsed> {
        let now = self.book.clock.now();
        for one in log_line::leading(line, &now, self.book.words.lang()) {
            if !self.known.contains_key(&one.letters) {
                let ask = Ask::Names { letters: one.letters.clone(), most: MOST };
                let hits = match answer(self.book, &self.reader, &ask)? {
                    Answer::Names(hits) => hits,
                    _ => Vec::new(),
                };
                self.known.insert(one.letters, hits);
            }
        }
        if self.vocabulary.is_none()
            && let Answer::Vocabulary(words) = answer(self.book, &self.reader, &Ask::Vocabulary)?
        {
            self.vocabulary = Some(*words);
        }
        self.named.clear();
        let mut parsed = self.parse(line, None, None);
        if parsed.through
            && let Answer::Named(named) =
                answer(self.book, &self.reader, &Ask::Named { line: line.to_owned(), opened: None })?
        {
            self.named = named;
            parsed = self.parse(line, None, None);
        }
        // Whoever is with a customer need not name it.
        if parsed.customer == Customer::Nobody
            && let Some(here) = self.in_progress()?
        {
            return self.knowing(line, Some(&here));
        }
        if parsed.about.is_some() { self.knowing(line, None) } else { Ok(parsed) }
    }

    /// The line once more, with the people of its customer. No next visit is proposed: nobody could refuse it here.
    fn knowing(&self, line: &str, here: Option<&Here>) -> Result<Parsed> {
        let parsed = self.parse(line, here, None);
        let Some(account) = parsed.about else { return Ok(parsed) };
        let Answer::ForLog(Some(about)) = answer(self.book, &self.reader, &Ask::ForLog(account))? else {
            return Ok(parsed);
        };
        Ok(self.parse(line, here, Some(&About { every: None, ..*about })))
    }

    fn parse(&self, line: &str, here: Option<&Here>, about: Option<&About>) -> Parsed {
        let now = self.book.clock.now();
        log_line::parse(
            line,
            &LineContext {
                fixed: None,
                opened: here.map(|here| &here.account),
                kind: None,
                minutes: i64::from(self.book.settings.visit_minutes),
                next_weekday: self.book.settings.next_weekday,
                in_progress: here.and_then(|here| here.started),
                about,
                named: Some(&self.named),
                vocabulary: self.vocabulary.as_ref(),
                ..LineContext::new(&now, self.book.words.lang(), &self.known)
            },
        )
    }

    fn in_progress(&self) -> Result<Option<Here>> {
        let Answer::Today(today) = answer(self.book, &self.reader, &Ask::Today)? else { return Ok(None) };
        let here = today.visits.into_iter().find(|visit| visit.state == VisitState::InProgress);
        Ok(here.and_then(|visit| Some(Here { account: (visit.account?, visit.name), started: visit.start })))
    }

    /// Keeps a line as it is read, or as it is asked for.
    pub(super) fn keep(&mut self, writer: &mut Writer, line: &str, asked: Asked) -> Result<Kept> {
        let parsed = self.read(line)?;
        let now = self.book.clock.now();
        let keep = match asked {
            Asked::Visit if parsed.in_vain().is_some() => Keep::Otherwise,
            Asked::Told if parsed.in_vain().is_none() => Keep::Otherwise,
            _ => Keep::AsRead,
        };
        let other = parsed.deed(line, None, &now, keep);
        let deed = other.unwrap_or_else(|| Deed::Log(parsed.entry(line, None)));
        let committed = writer.perform(&deed, &now).map_err(|error| self.book.trouble(&error))?;
        Ok(Kept { line: line.to_owned(), parsed, committed, deed, asked })
    }
}
