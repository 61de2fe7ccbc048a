//! What can be set right of a log, and what picking a row, writing and Enter do with each.

use super::draft::Kept;
use super::draw::stretch;
use super::how::{How, how_it_was, hows};
use super::time::times;
use super::{Correct, MOST};
use crate::domain::ask::Ask;
use crate::domain::deed::{Correction, Deed, Whose};
use crate::tui::cx::{Cx, Tone};
use crate::tui::field::Field;
use crate::tui::list::List;
use crate::tui::overlays::log_line::promise_at;

/// What is set right.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Part {
    Whose,
    Time,
    Kind,
    Words,
    FollowUps,
    Heard,
    Met,
}

pub(super) const PARTS: [(Part, &str); 7] = [
    (Part::Whose, "correct-whose"),
    (Part::Time, "correct-time"),
    (Part::Kind, "correct-kind"),
    (Part::Words, "correct-words"),
    (Part::FollowUps, "correct-follow-ups"),
    (Part::Heard, "correct-heard"),
    (Part::Met, "correct-met"),
];

impl Correct {
    pub(super) fn begin(&mut self, part: Part, cx: &mut Cx) {
        self.changing = None;
        let Some(view) = &self.view else { return };
        let kept = self.kept(part, cx);
        self.list = List::default();
        self.begun = kept.as_ref().and_then(|kept| kept.begun);
        self.field = match (part, kept) {
            (Part::Words, kept) => {
                let notes = || Kept { line: view.notes.clone(), seen: view.notes.clone(), begun: None };
                let Kept { line, seen, .. } = kept.unwrap_or_else(notes);
                self.seen_notes = seen;
                Field::lines(&line)
            }
            (_, Some(kept)) => Field::new(&kept.line),
            (Part::Time, None) => Field::new(&stretch(view, cx)).chosen(),
            (_, None) => Field::default(),
        };
        if part == Part::Kind {
            self.list.cursor = hows(view).iter().position(|how| *how == how_it_was(view)).unwrap_or(0);
        }
        if part == Part::Heard {
            self.ask_heard(cx);
        }
        self.part = Some(part);
    }

    pub(super) fn correct(&mut self, correction: Correction, cx: &mut Cx) {
        if self.saving.is_none() {
            self.saving = Some(cx.perform_drafted(Deed::Correct { log: self.log, correction }, self.draft()));
        }
    }

    pub(super) fn rows(&self) -> usize {
        match self.part {
            None => PARTS.len(),
            Some(Part::Whose) => self.hits.len() + usize::from(self.new_name().is_some()),
            Some(Part::Kind) => self.view.as_ref().map_or(0, |view| hows(view).len()),
            Some(Part::Heard) => self.heard_fields().len(),
            Some(Part::FollowUps) if self.changing.is_some() => 0,
            Some(Part::FollowUps) => self.view.as_ref().map_or(0, |view| view.follow_ups.len()),
            Some(Part::Met) => self.people_shown().len(),
            _ => 0,
        }
    }

    pub(super) fn new_name(&self) -> Option<String> {
        let name = self.field.words().trim();
        // A stray digit is nobody's name.
        name.chars().any(char::is_alphabetic).then(|| name.to_owned())
    }

    /// What Enter or a digit does with this row.
    pub(super) fn pick(&mut self, at: usize, cx: &mut Cx) {
        match self.part {
            None => {
                if let Some((part, _)) = PARTS.get(at) {
                    self.begin(*part, cx);
                }
            }
            Some(Part::Whose) => {
                let whose = match (self.hits.get(at), self.new_name()) {
                    (Some(hit), _) => Whose::Account(hit.account),
                    (None, Some(name)) if at == self.hits.len() => Whose::New(name),
                    _ => return,
                };
                let seen_whose = self.view.as_ref().map(|view| view.account);
                self.correct(Correction { whose: Some(whose), seen_whose, ..Correction::default() }, cx);
            }
            Some(Part::Kind) => {
                let correction = match self.view.as_ref().and_then(|view| hows(view).get(at).copied()) {
                    Some(How::Was(kind)) => Correction { kind: Some(kind), ..Correction::default() },
                    Some(How::Missed(reason)) => Correction { missed: Some(reason), ..Correction::default() },
                    None => return,
                };
                self.correct(correction, cx);
            }
            Some(Part::FollowUps) => {
                let follow_up = self.view.as_ref().and_then(|view| view.follow_ups.get(at));
                if let Some(follow_up) = follow_up.map(|follow_up| follow_up.id) {
                    self.begin_follow_up(follow_up, cx);
                }
            }
            Some(Part::Heard) => self.begin_heard(at, cx),
            Some(Part::Met) => self.turn_met(at),
            Some(Part::Time | Part::Words) => {}
        }
    }

    pub(super) fn save_written(&mut self, cx: &mut Cx) {
        let words = self.field.words().trim().to_owned();
        match self.part {
            Some(Part::Heard) if self.writes_heard() => self.save_heard(cx),
            // Letters were for finding somebody: he is ticked, and seen to be, before anything is saved.
            Some(Part::Met) if !self.field.is_empty() => {
                let at = self.list.cursor;
                if self.rows() > 0 {
                    self.turn_met(at);
                } else {
                    cx.notice_word("nothing-fits", Tone::Calm);
                }
            }
            Some(Part::Met) => self.save_met(cx),
            Some(Part::Words) => {
                let seen_notes = Some(self.seen_notes.clone());
                self.correct(Correction { notes: Some(words), seen_notes, ..Correction::default() }, cx);
            }
            Some(Part::Time) => {
                let Some(view) = &self.view else { return };
                match times(&words, view.time, &cx.now, cx.words.lang()) {
                    Ok(time) => {
                        let (time, seen_time) = (Some(time), Some(view.time));
                        self.correct(Correction { time, seen_time, ..Correction::default() }, cx);
                    }
                    Err(wrong) => cx.notice_word(wrong, Tone::Calm),
                }
            }
            Some(Part::FollowUps) if self.changing.is_some() => self.save_follow_up(cx),
            Some(Part::FollowUps) if !words.is_empty() => {
                let promise = promise_at(&words, &self.read_at(cx), cx);
                self.correct(Correction { promises: vec![promise], ..Correction::default() }, cx);
            }
            Some(Part::Whose) if self.asked.is_some() => {}
            // What nobody saw is taken only where it leaves no doubt.
            Some(Part::Whose) if cx.unseen && self.hits.len() > 1 && !self.hits[0].certain => cx.which_one(),
            _ => self.pick(self.list.cursor, cx),
        }
    }

    pub(super) fn written(&mut self, cx: &mut Cx) {
        match self.part {
            Some(Part::Words | Part::Time | Part::FollowUps) => self.keep(cx),
            Some(Part::Whose) => {
                let letters = self.field.words().trim().to_owned();
                self.list = List::default();
                self.hits.clear();
                self.asked = (!letters.is_empty()).then(|| cx.ask(Ask::Names { letters, most: MOST }));
            }
            Some(Part::Met) => self.list = List::default(),
            _ => {}
        }
    }
}
