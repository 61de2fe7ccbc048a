//! What the line asks the store, and what it makes of the answers: whose it is, what is known of them, the words behind marks.
//!
//! Always holds: a question for letters is asked once while the records stand; a late answer fills in what it was asked for and nothing else.

use std::collections::{BTreeMap, BTreeSet};

use super::draft::draft_of;
use super::offered::is_alike;
use super::reading::{afterwards, context};
use super::{FEW, LogLine, MOST, REST, Unkept};
use chrono::NaiveDate;

use crate::base::clock::Now;
use crate::base::id::Id;
use crate::base::when::Hint;
use crate::domain::ask::{Answer, Ask, NameHit, Today, VisitRow};
use crate::domain::log_line::{self, Chip, Customer, Fixed, LineContext, Parsed, Understood};
use crate::schema::VisitState;
use crate::tui::cx::Cx;
use crate::tui::message::Ticket;
use crate::tui::open::LogStart;

impl LogLine {
    /// The records have changed: who is called so, and what is known of them, may be others. What was known stands until that is said.
    pub(super) fn hear_anew(&mut self, cx: &mut Cx) {
        if !std::mem::replace(&mut self.opened, true) || self.saving.is_some() {
            return;
        }
        (self.alike.0, self.alike_asked) = (String::new(), None);
        let opened = self.start.account.as_ref().map(|(id, _)| *id);
        let letters = self.near.0.clone();
        self.near_asked = (!letters.is_empty()).then(|| cx.ask(Ask::NearNames { letters, opened }));
        (self.named.0, self.named_asked) = (String::new(), None);
        self.about_waits = self.about.is_some();
        self.about_asked = self.about.as_ref().map(|about| (cx.ask(Ask::ForLog(about.account)), about.account));
        self.vocabulary_asked = Some(cx.ask(Ask::Vocabulary));
        let now = self.read_at(cx);
        let nobody = BTreeMap::new();
        let unknown = self.parsed(&nobody, &now, cx).unknown;
        self.known.retain(|letters, _| unknown.contains(letters));
        let unknown: BTreeSet<String> = unknown.into_iter().collect();
        self.asked = unknown.into_iter().map(|letters| (ask_names(&letters, cx), letters)).collect();
        self.think(cx);
    }

    /// What the line says, where these are known.
    pub(super) fn parsed(&self, known: &BTreeMap<String, Vec<NameHit>>, now: &Now, cx: &Cx) -> Parsed {
        self.parsed_for(self.picked.as_ref(), known, now, cx)
    }

    /// The same with this one picked, or nobody.
    pub(super) fn parsed_for(
        &self,
        picked: Option<&Fixed>,
        known: &BTreeMap<String, Vec<NameHit>>,
        now: &Now,
        cx: &Cx,
    ) -> Parsed {
        let context = LineContext {
            near: Some(&self.near.1),
            named: Some(&self.named.1),
            about: self.about.as_ref(),
            vocabulary: Some(&self.vocabulary),
            plain: Some(&self.plain),
            turned: Some(&self.turned),
            ..context(&self.start, picked, known, now, cx)
        };
        log_line::parse(self.field.words(), &context)
    }

    /// Looks at the line anew: asks for customers whose letters are new, and reads it.
    pub(super) fn think(&mut self, cx: &mut Cx) {
        self.room = usize::from(cx.size.1.saturating_sub(REST)).clamp(FEW, MOST);
        let now = self.read_at(cx);
        let mut parsed = self.parsed(&self.known, &now, cx);
        afterwards(&mut parsed, &self.start);
        self.hold_what_it_told(&mut parsed, &now, cx);
        // A visit is planned for no day that is over.
        if parsed.next.is_some_and(|next| next.day < cx.now.today()) {
            parsed.next = None;
            parsed.chips.retain(|chip| !matches!(chip.what, Understood::Next { .. }));
        }
        self.here_hit = if parsed.doubt { self.hit_here() } else { None };
        self.hold_hours(&mut parsed, cx);
        // Dates are looked for again where the note is another, or the day is, or what is known of its days.
        let due = parsed.heard.payments.iter().filter_map(|payment| payment.due);
        let again = parsed.shut.as_ref().and_then(|shut| shut.again).or(parsed.next);
        let known: Vec<NaiveDate> = due.chain(again.map(|slot| slot.day)).collect();
        let note = (cx.now.today(), parsed.notes.clone(), known);
        match parsed.promises.as_slice() {
            [] if self.unkept_of.as_ref() == Some(&note) => {}
            [] => {
                let (notes, dates) = (&parsed.notes, cx.dates());
                let meant = |day: &str| dates.read_as(day, Hint::Future).is_some_and(|slot| note.2.contains(&slot.day));
                let words = parsed.next_words(self.field.words()).unwrap_or_default();
                let kept = |day: &str| words.contains(day) || meant(day);
                let days = dates.ahead(notes).into_iter();
                let days: Vec<_> = days.filter(|day| notes.get(day.clone()).is_some_and(|day| !kept(day))).collect();
                let again = days.iter().find(|day| log_line::speaks_of_going(notes, day)).cloned();
                let said = |day: std::ops::Range<usize>| notes.get(day).map(str::to_owned);
                self.unkept = Unkept { again: again.and_then(said), days: days.into_iter().filter_map(said).collect() };
                self.unkept_of = Some(note);
            }
            _ => (self.unkept, self.unkept_of) = (Unkept::default(), None),
        }
        // Whoever says when he goes again wants no other day proposed, though only the words stay.
        if self.unkept.again.is_some() {
            let proposed = |chip: &Chip| matches!(chip.what, Understood::Next { every: Some(_), .. });
            if parsed.chips.iter().any(proposed) {
                parsed.next = None;
                parsed.chips.retain(|chip| !proposed(chip));
            }
        }
        *self.read = parsed;
        self.think_of_the_end();
        if let Some(account) = self.read.about.filter(|_| !self.field.is_empty())
            && self.about_asked.is_none_or(|(_, asked)| asked != account)
        {
            self.about_asked = Some((cx.ask(Ask::ForLog(account)), account));
            self.about_waits = true;
        }
        let missing: BTreeSet<String> = self.read.unknown.iter().cloned().collect();
        for letters in missing {
            if !self.asked.iter().any(|(_, asked)| *asked == letters) {
                self.asked.push((ask_names(&letters, cx), letters));
            }
        }
        self.look_alike(cx);
        self.look_near(cx);
        self.look_through(cx);
        self.hold_choice(cx);
        self.unread &= self.wonders_whose();
        self.nameless = self.names_nobody();
    }

    /// Whether it is still to be said whose the line is.
    pub(super) fn wonders_whose(&self) -> bool {
        let names = !self.asked.is_empty() || self.near_asked.is_some() || self.named_asked.is_some();
        self.here_asked.is_some() || names && (self.picked.is_none() || self.chosen_for.is_some())
    }

    /// Whether it is still to be said whose the line is, and what is known of them.
    pub(super) fn wonders(&self) -> bool {
        self.wonders_whose() || self.about_waits || self.vocabulary_asked.is_some()
    }

    /// The visit in progress fills the line, unless the line is about somebody else.
    fn here(&mut self, today: &Today, cx: &mut Cx) {
        let Some(visit) = today.visits.iter().find(|visit| visit.state == VisitState::InProgress) else { return };
        let Some(account) = visit.account else { return };
        self.visit_elsewhere = self.start.account.as_ref().is_some_and(|(id, _)| *id != account);
        match &self.start.account {
            Some((id, _)) if *id == account => {}
            Some(_) if self.start.of_row && self.picked.is_none() => return self.turn_to(visit, account, cx),
            None if self.picked.is_none() && self.read.customer == Customer::Nobody => {
                self.start.account = Some((account, visit.name.clone()));
            }
            _ => return,
        }
        self.start.started = visit.start;
        if self.start.closes.is_none() && self.start.kind.is_none() {
            self.start.closes = Some(visit.id);
        }
        self.think(cx);
    }

    /// It belongs to the visit in progress, and not to the row that it was opened on. What was left of a line for that row stays there.
    fn turn_to(&mut self, visit: &VisitRow, account: Id, cx: &mut Cx) {
        let start = LogStart {
            account: Some((account, visit.name.clone())),
            kind: self.start.kind,
            closes: self.start.kind.is_none().then_some(visit.id),
            started: visit.start,
            ..LogStart::default()
        };
        if self.field.is_empty() || self.field.is_chosen() {
            *self = LogLine { opened: self.opened, ..LogLine::new(start, cx) };
            return;
        }
        let draft = draft_of(&start);
        if cx.drafted(&draft).is_none() {
            cx.draft(&self.draft, "");
            (self.draft, self.row) = (draft, Some(visit.name.clone()));
        }
        (self.start, self.visit_elsewhere) = (start, false);
        self.keep(true, cx);
        self.think(cx);
    }

    /// What the store says; the answer where it is none of this line's.
    pub(super) fn answer(&mut self, ticket: Ticket, answer: Answer, cx: &mut Cx) -> Option<Answer> {
        let left = self.heard(ticket, answer, cx);
        self.unread &= self.wonders_whose();
        left
    }

    fn heard(&mut self, ticket: Ticket, answer: Answer, cx: &mut Cx) -> Option<Answer> {
        if self.here_asked == Some(ticket) {
            self.here_asked = None;
            if let Answer::Today(today) = answer {
                self.here(&today, cx);
            }
            return None;
        }
        if self.alike_asked == Some(ticket) {
            self.alike_asked = None;
            if let Answer::Names(hits) = answer {
                self.alike.1 = hits.into_iter().filter(|hit| is_alike(&self.alike.0, &hit.name)).collect();
            }
            return None;
        }
        if self.near_asked == Some(ticket) {
            self.near_asked = None;
            if let Answer::Near(near) = answer {
                self.near.1 = near;
                self.think(cx);
            }
            return None;
        }
        if self.named_asked == Some(ticket) {
            self.named_asked = None;
            match answer {
                Answer::Named(named) if named != self.named.1 => {
                    self.named.1 = named;
                    self.think(cx);
                }
                _ => self.nameless = self.names_nobody(),
            }
            return None;
        }
        if self.vocabulary_asked == Some(ticket) {
            self.vocabulary_asked = None;
            if let Answer::Vocabulary(words) = answer {
                self.vocabulary = *words;
                self.think(cx);
            }
            return None;
        }
        if self.about_asked.is_some_and(|(asked, _)| asked == ticket) {
            if let Answer::ForLog(about) = answer {
                self.about = about.map(|about| *about);
                self.about_waits = false;
                self.think(cx);
            }
            return None;
        }
        let Some(at) = self.asked.iter().position(|(asked, _)| *asked == ticket) else { return Some(answer) };
        let (_, letters) = self.asked.swap_remove(at);
        if let Answer::Names(hits) = answer {
            self.known.insert(letters, hits);
            self.number_or_name();
            // Whose it is can be said when all of them are known; reading a long line again for each helps nobody.
            if self.asked.is_empty() {
                self.think(cx);
            }
        }
        None
    }

    /// A question that gets no answer.
    pub(super) fn not_heard(&mut self, ticket: Ticket) {
        // The words are kept without it.
        let asked = [&mut self.here_asked, &mut self.alike_asked, &mut self.near_asked, &mut self.named_asked];
        for asked in asked.into_iter().chain([&mut self.vocabulary_asked]) {
            asked.take_if(|asked| *asked == ticket);
        }
        self.about_waits &= self.about_asked.is_none_or(|(asked, _)| asked != ticket);
        self.asked.retain(|(asked, _)| *asked != ticket);
        self.unread &= self.wonders_whose();
    }
}

fn ask_names(letters: &str, cx: &mut Cx) -> Ticket {
    cx.ask(Ask::Names { letters: letters.to_owned(), most: MOST })
}
