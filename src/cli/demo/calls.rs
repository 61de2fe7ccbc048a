//! Calls, mails and messages: the scenes of a story that are no visits, and those that belong to none.
//!
//! It must not touch a day on which the customer is visited.

use chrono::{Days, NaiveDate};

use super::content::{Lines, Way};
use super::customers::moment;
use super::note::Note;
use super::story::Teller;
use crate::base::clock::Moment;
use crate::base::id::Id;
use crate::schema::{Direction, Touch, TouchKind, TouchOutcome};

impl Teller<'_> {
    /// The scenes that are no visits, and other calls, until the next visit.
    pub(super) fn touches(&mut self, from: NaiveDate, until: NaiveDate) {
        let mut last = from;
        while let Some((arc, at)) = self.arc
            && let Some(scene) = self.content.arcs[arc].scenes.get(at)
            && let Way::Touch(kind) = scene.way
        {
            let mut day = last + Days::new(self.chance.range(scene.gap.0, scene.gap.1) as u64);
            if let Some(open) = &self.open {
                day = day.max(open.due + Days::new(1));
            }
            day = day.min(until - Days::new(1));
            while day > last && !self.shared.calendar.works(day) {
                day = day - Days::new(1);
            }
            if day <= last {
                return;
            }
            self.resolve(day);
            if self.open.is_some() {
                return;
            }
            let pledge = self.pledged(scene, day, None);
            let due = pledge.map(|(_, _, due)| due);
            let writer = self.writer(day);
            let note = self.note(self.wordings(scene), day, due, writer);
            self.arc = Some((arc, at + 1));
            self.ended = None;
            let (id, at) = self.touch(day, kind, note, writer);
            if let Some((by, pledge, due)) = pledge {
                let said = self.out.touches.last().map(|touch| touch.notes.clone()).unwrap_or_default();
                let text = self.promise_text(pledge, day, &said);
                self.promise(by, text, due, day, false, None, Some(id), at, writer);
            }
            last = day;
        }
        let room = (until - last).num_days();
        if room > 5 && self.chance.percent(24) {
            let day = last + Days::new(self.chance.range(2, room - 2) as u64);
            let content = self.content;
            let all: Vec<&(TouchKind, Lines)> =
                content.touches.iter().flat_map(|group| std::iter::repeat_n(group, group.1.lines.len())).collect();
            if let Some((kind, lines)) = self.chance.pick(&all).copied()
                && self.shared.calendar.works(day)
            {
                let writer = self.writer(day);
                let note = self.aside_of_stories(lines, day, writer);
                if !note.text.is_empty() {
                    self.touch(day, *kind, note, writer);
                }
            }
        }
    }

    fn touch(&mut self, day: NaiveDate, kind: TouchKind, note: Note, writer: usize) -> (Id, Moment) {
        let at = moment(self.now, day, self.chance.range(500, 1050) as u32);
        let id = self.shared.ids.next(at);
        self.out.touches.push(Touch {
            id,
            account: Some(self.out.account.id),
            owner: Some(self.users[writer]),
            kind: Some(kind),
            direction: Some(if self.chance.percent(70) { Direction::Out } else { Direction::In }),
            at: Some(at),
            day: Some(day),
            contacts: self.met(&note.met),
            notes: note.text,
            outcome: Some(TouchOutcome::Reached),
            minutes: (kind == TouchKind::Call).then(|| self.chance.range(1, 12)),
            logged_at: Some(at.plus_minutes(3)),
            ..Touch::default()
        });
        (id, at)
    }
}
