//! What is promised in a history, and what becomes of it: kept in time, kept late, or still open.
//!
//! Always holds: what a later note says of a promise is what its follow-up shows, and none is closed in the future.

use chrono::{Days, NaiveDate};

use super::cast::Cast;
use super::content::{Lines, Pledge, Scene};
use super::customers::moment;
use super::note::nearness;
use super::story::Teller;
use crate::base::clock::Moment;
use crate::base::id::Id;
use crate::schema::{FollowUp, FollowUpState, PromisedBy};

/// A promise that has not been met by a later scene.
#[derive(Debug, Clone, Copy)]
pub(super) struct Open {
    pub(super) at: usize,
    pub(super) by: PromisedBy,
    pub(super) made: NaiveDate,
    pub(super) due: NaiveDate,
    pub(super) kept: bool,
    /// Stays open: it is one of those that wait today.
    pub(super) waits: bool,
}

impl<'a> Teller<'a> {
    /// What a scene promises, and by when.
    pub(super) fn pledged(
        &mut self,
        scene: &'a Scene,
        day: NaiveDate,
        our_due: Option<NaiveDate>,
    ) -> Option<(PromisedBy, &'a Pledge, NaiveDate)> {
        let ours = scene.us.as_ref().map(|pledge| (PromisedBy::Us, pledge));
        let (by, pledge) = ours.or_else(|| scene.them.as_ref().map(|pledge| (PromisedBy::Them, pledge)))?;
        let due = self.due(day, pledge, our_due.filter(|_| by == PromisedBy::Us));
        Some((by, pledge, due))
    }

    /// The promise in that of its wordings that is nearest to what the note says.
    pub(super) fn promise_text(&mut self, pledge: &Pledge, day: NaiveDate, note: &str) -> String {
        let mut texts: Vec<String> = pledge.words.iter().map(|words| self.say(words, day)).collect();
        self.chance.shuffle(&mut texts);
        if !self.lively {
            return texts.pop().unwrap_or_default();
        }
        texts.into_iter().max_by_key(|text| nearness(text, note) * 12 / (text.chars().count() + 4)).unwrap_or_default()
    }

    /// The day by which something is promised: never a weekend, and today only where that is asked for.
    fn due(&mut self, day: NaiveDate, pledge: &Pledge, asked: Option<NaiveDate>) -> NaiveDate {
        if let Some(due) = asked {
            return due;
        }
        let mut due = day + Days::new((pledge.days + self.chance.range(-1, 1)).max(1) as u64);
        while !self.shared.calendar.works(due) || due == self.now.today() {
            due = due + Days::new(1);
        }
        due
    }

    #[expect(clippy::too_many_arguments, reason = "what a promise is made of")]
    pub(super) fn promise(
        &mut self,
        by: PromisedBy,
        text: String,
        due: NaiveDate,
        day: NaiveDate,
        waits: bool,
        visit: Option<Id>,
        touch: Option<Id>,
        at: Moment,
        writer: usize,
    ) {
        let whom = if by == PromisedBy::Us { self.shop.people.buyer.contact } else { self.shop.people.boss.contact };
        self.promised.clone_from(&text);
        let follow_up = FollowUp {
            id: self.shared.ids.next(at),
            account: Some(self.out.account.id),
            owner: Some(self.users[if writer == 2 { self.shop.owner } else { writer }]),
            text,
            due: Some(due),
            promised_by: Some(by),
            state: Some(FollowUpState::Open),
            visit,
            touch,
            contact: self.out.contacts.get(whom).map(|contact| contact.id),
            promised_at: Some(at),
            ..FollowUp::default()
        };
        self.out.follow_ups.push(follow_up);
        let kept = self.keeps(by);
        self.open = Some(Open { at: self.out.follow_ups.len() - 1, by, made: day, due, kept, waits });
    }

    /// Whether this promise will be kept: by chance, as far as the next scene has words for it.
    fn keeps(&mut self, by: PromisedBy) -> bool {
        let by_chance = self.chance.percent(if by == PromisedBy::Us { 68 } else { 54 });
        let next = self.arc.and_then(|(arc, at)| self.content.arcs[arc].scenes.get(at));
        let Some(scene) = next.filter(|_| self.lively) else { return by_chance };
        let left = |lines: &Lines| self.shared.decks.left(lines.deck, lines.lines.len()) > 0;
        let (kept, late) = match by {
            PromisedBy::Us => (left(&scene.kept), left(&scene.late)),
            PromisedBy::Them => (left(&scene.theirs_kept), left(&scene.theirs_late)),
        };
        if kept == late { by_chance } else { kept }
    }

    /// Something they promised beside the story; it stays open.
    pub(super) fn owe(&mut self, day: NaiveDate) {
        let content = self.content;
        let Some((says, text)) = self.chance.pick(&content.pledges) else { return };
        let mut due = self.now.today() + Days::new(6);
        while !self.shared.calendar.works(due) {
            due = due + Days::new(1);
        }
        let says = Cast::new(content, &self.shop.people, &self.deal, day, Some(due)).say(says, &mut self.chance);
        let text = self.say(text, day);
        let kept = self.open.take();
        if let Some(visit) = self.out.visits.last_mut() {
            let joint = if content.lang.is_chinese() { "。" } else { ". " };
            visit.notes = match visit.notes.trim_end_matches(['.', '。']) {
                "" => says,
                said => format!("{said}{joint}{says}"),
            };
            let (id, at) = (visit.id, visit.ended.unwrap_or_default());
            self.promise(PromisedBy::Them, text, due, day, true, Some(id), None, at, self.shop.owner);
        }
        self.open = kept;
    }

    /// What became of the last promise, seen from this day.
    pub(super) fn resolve(&mut self, day: NaiveDate) {
        let Some(open) = self.open else { return };
        if open.waits {
            self.open = None;
            self.ended = None;
            return;
        }
        let theirs = open.by == PromisedBy::Them;
        if theirs && open.due >= day {
            return;
        }
        let kept = open.kept || open.due >= day;
        let done = if kept {
            let last = open.due.min(day);
            open.made + Days::new(self.chance.range(1, (last - open.made).num_days().max(1)) as u64)
        } else if theirs {
            day + Days::new(self.chance.range(1, 9) as u64)
        } else {
            open.due + Days::new(self.chance.range(1, (day - open.due).num_days().clamp(1, 9)) as u64)
        };
        let yesterday = self.now.today() - Days::new(1);
        if done <= yesterday || !theirs {
            self.close(open.at, done.min(yesterday));
        }
        self.open = None;
        self.ended = Some((open.by, kept));
    }

    fn close(&mut self, at: usize, day: NaiveDate) {
        let minutes = self.chance.range(500, 1060) as u32;
        let closed = moment(self.now, day, minutes);
        if let Some(follow_up) = self.out.follow_ups.get_mut(at) {
            follow_up.state = Some(FollowUpState::Done);
            let after = follow_up.promised_at.map(|at| at.plus_minutes(45));
            follow_up.closed_at = Some(closed).max(after);
        }
    }

    /// What became of the last promise, seen from now.
    pub(super) fn settle(&mut self, today: NaiveDate) {
        if let Some(open) = self.open
            && !open.waits
            && open.due <= today
        {
            let yesterday = today - Days::new(1);
            let late = (yesterday - open.due).num_days();
            if open.kept || (open.by == PromisedBy::Us && late < 1) {
                let last = (open.due.min(yesterday) - open.made).num_days().max(1);
                let day = open.made + Days::new(self.chance.range(1, last) as u64);
                self.close(open.at, day.min(yesterday));
            } else if open.by == PromisedBy::Us || late > 10 {
                let day = open.due + Days::new(self.chance.range(1, late.clamp(1, 9)) as u64);
                self.close(open.at, day);
            }
        }
    }
}
