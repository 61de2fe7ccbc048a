//! The visits of a history: one played from a story, one between stories, one in vain, one to come.
//!
//! Always holds: what a visit came to is what its note says.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::choice::rounded;
use super::content::{Lines, Pledge, Scene, Way};
use super::customers::moment;
use super::note::Note;
use super::plan::Stop;
use super::story::Teller;
use crate::base::clock::Moment;
use crate::base::id::Id;
use crate::schema::{Mood, PromisedBy, Reason, Visit, VisitKind, VisitOutcome, VisitState};

/// What a visit was, before it is a record.
struct Played<'a> {
    note: Note,
    purpose: String,
    outcome: VisitOutcome,
    mood: Mood,
    kind: VisitKind,
    pledge: Option<(PromisedBy, &'a Pledge, NaiveDate)>,
}

impl<'a> Teller<'a> {
    pub(super) fn seen_on(&mut self, stop: Stop, our_due: Option<NaiveDate>) {
        let writer = self.writer(stop.day);
        let minutes = self.shared.calendar.take(writer, stop.day, &self.shop.hours, &mut self.chance);
        let started = moment(self.now, stop.day, minutes).plus_minutes(self.chance.range(0, 6));
        let ended = started.plus_minutes(self.chance.range(7, 24));
        let planned = self.chance.percent(84);
        self.visit(stop.day, (started, ended), planned, our_due);
    }

    pub(super) fn visit(
        &mut self,
        day: NaiveDate,
        (started, ended): (Moment, Moment),
        planned: bool,
        our_due: Option<NaiveDate>,
    ) {
        self.resolve(day);
        let waits = self.open.is_some();
        let first = self.out.visits.is_empty() && !self.shop.veteran;
        // Who has heard most stories has more ordinary days.
        let ordinary = if self.told.len() > 6 { 16 } else { 6 };
        let in_story = self.arc.is_some_and(|(arc, at)| at < self.content.arcs[arc].scenes.len());
        let rests =
            self.lively && (self.chance.percent(ordinary) || !in_story && !self.chance.percent(self.shared.begins));
        let between = our_due.is_none() && !first && (waits || rests);
        let writer = self.writer(day);
        let scene = if between { None } else { self.next_scene(our_due.is_some()) };
        let Played { note, purpose, outcome, mood, kind, pledge } = match scene {
            Some((arc, at)) => self.play(arc, at, day, our_due, writer),
            None => self.ordinary(day, writer),
        };
        if outcome == VisitOutcome::Order {
            self.first_order.get_or_insert(day);
        }
        let visit = self.record(day, (started, ended), planned, note, purpose, writer);
        let (id, at) = (visit.id, self.out.visits.len());
        let mood = if self.chance.percent(20) { Mood::Neutral } else { mood };
        self.out.visits.push(Visit {
            outcome: Some(outcome),
            mood: self.chance.percent(70).then_some(mood),
            kind: Some(kind),
            ..visit
        });
        if let Some((by, pledge, due)) = pledge {
            let text = self.promise_text(pledge, day, &self.out.visits[at].notes.clone());
            self.out.visits[at].next_step = if by == PromisedBy::Us { text.clone() } else { String::new() };
            self.promise(by, text, due, day, our_due.is_some(), Some(id), None, ended, writer);
        }
    }

    /// A scene of a story.
    fn play(&mut self, arc: usize, at: usize, day: NaiveDate, our_due: Option<NaiveDate>, writer: usize) -> Played<'a> {
        let content = self.content;
        self.replaced(arc, at, day);
        let scene = &content.arcs[arc].scenes[at];
        let pledge = self.pledged(scene, day, our_due);
        let due = pledge.map(|(_, _, due)| due);
        let note = self.note(self.wordings(scene), day, due, writer);
        let purpose = self.say(&scene.purpose, day);
        self.arc = Some((arc, at + 1));
        self.ended = None;
        self.lost |= scene.result.lost;
        let kind = if scene.way == Way::Video { VisitKind::Video } else { VisitKind::OnSite };
        Played { note, purpose, outcome: scene.result.outcome, mood: scene.result.mood, kind, pledge }
    }

    /// A visit beside the stories.
    fn ordinary(&mut self, day: NaiveDate, writer: usize) -> Played<'a> {
        let fitting: Vec<&Lines> = self
            .content
            .everyday
            .iter()
            .filter(|group| group.fits.contains(&self.shop.kind))
            .filter(|group| !self.lively || self.shared.decks.left(group.say.deck, group.say.lines.len()) > 0)
            .flat_map(|group| std::iter::repeat_n(&group.say, group.say.lines.len()))
            .collect();
        // Not every visit leaves words; the one who has left wrote few.
        let silent = self.lively
            && (self.now.today() - day).num_days() > 40
            && self.chance.percent(if writer == 2 { 35 } else { 9 });
        let note = match self.chance.pick(&fitting).copied() {
            Some(lines) if !silent => self.aside_of_stories(lines, day, writer),
            _ => Note::default(),
        };
        let order = note.order || note.text.is_empty() && self.chance.percent(60);
        let outcome = if order { VisitOutcome::Order } else { VisitOutcome::Open };
        Played { note, purpose: String::new(), outcome, mood: Mood::Good, kind: VisitKind::OnSite, pledge: None }
    }

    /// A note about what the customer uses up, beside the story that runs.
    pub(super) fn aside_of_stories(&mut self, lines: &Lines, day: NaiveDate, writer: usize) -> Note {
        let mut staple = self.staple.clone();
        // Never twice the same number.
        staple.quantity = rounded((staple.quantity * self.chance.range(55, 150) / 100).max(1));
        let deal = std::mem::replace(&mut self.deal, staple);
        let note = self.note(lines, day, None, writer);
        self.deal = deal;
        note
    }

    fn record(
        &mut self,
        day: NaiveDate,
        (started, ended): (Moment, Moment),
        planned: bool,
        note: Note,
        purpose: String,
        writer: usize,
    ) -> Visit {
        let late = self.chance.percent(7) && day < self.now.today();
        let logged = ended.plus_minutes(if late { self.chance.range(75, 540) } else { self.chance.range(1, 20) });
        let quarter = started.plus_minutes(-self.now.zone.local(started).and_utc().timestamp().rem_euclid(900) / 60);
        let quarter = Moment::from_millis(quarter.millis() / 60_000 * 60_000);
        let timed = planned && self.chance.percent(80);
        Visit {
            id: self.shared.ids.next(started),
            account: Some(self.out.account.id),
            owner: Some(self.users[writer]),
            state: Some(VisitState::Done),
            day: Some(day),
            planned_start: timed.then_some(quarter),
            started: Some(started),
            ended: Some(ended),
            contacts: self.met(&note.met),
            purpose,
            notes: note.text,
            late_entry: late,
            logged_at: Some(logged),
            planned,
            ..Visit::default()
        }
    }

    pub(super) fn met(&self, named: &[usize]) -> BTreeSet<Id> {
        named.iter().filter_map(|at| self.out.contacts.get(*at)).map(|contact| contact.id).collect()
    }

    /// The wordings that fit how the last promise ended.
    pub(super) fn wordings(&self, scene: &'a Scene) -> &'a Lines {
        let (good, bad) = match self.ended {
            Some((PromisedBy::Us, kept)) => (&scene.kept, if kept { &scene.kept } else { &scene.late }),
            Some((PromisedBy::Them, kept)) => {
                (&scene.theirs_kept, if kept { &scene.theirs_kept } else { &scene.theirs_late })
            }
            None => (&scene.say, &scene.say),
        };
        let wanted = if bad.is_empty() { good } else { bad };
        if self.lively && !wanted.is_empty() {
            return wanted;
        }
        [bad, good, &scene.say, &scene.kept, &scene.theirs_kept]
            .into_iter()
            .find(|lines| !lines.is_empty())
            .unwrap_or(&scene.say)
    }

    pub(super) fn missed(&mut self, day: NaiveDate, at: Moment) {
        let content = self.content;
        let people = &self.shop.people;
        let fits = |at: usize| people.fit(&content.missed[at].1);
        let fresh = self.shared.decks.fresh(content.missed_deck, content.missed.len(), fits, |_| 0);
        // The reason says enough where the words have been used.
        let (reason, words) = match fresh.and_then(|at| content.missed.get(at)) {
            Some((reason, words)) => (*reason, words.as_str()),
            None => (self.chance.pick(&content.missed).map_or(Reason::Shut, |(reason, _)| *reason), ""),
        };
        let purpose = self.purpose(day);
        let notes = self.say(words, day);
        let owner = Some(self.users[self.writer(day)]);
        self.out.visits.push(Visit {
            id: self.shared.ids.next(at.plus_minutes(-1440)),
            account: Some(self.out.account.id),
            owner,
            state: Some(VisitState::Missed),
            day: Some(day),
            planned_start: Some(at),
            purpose,
            notes,
            reason: Some(reason),
            logged_at: Some(at.plus_minutes(4)),
            planned: true,
            kind: Some(VisitKind::OnSite),
            ..Visit::default()
        });
    }

    /// What the next scene is for, without playing it.
    fn purpose(&mut self, day: NaiveDate) -> String {
        let content = self.content;
        let next = self.arc.and_then(|(arc, at)| {
            content.arcs[arc].scenes[at..].iter().find(|scene| !matches!(scene.way, Way::Touch(_)))
        });
        next.map(|scene| self.say(&scene.purpose, day)).unwrap_or_default()
    }

    pub(super) fn ahead(&mut self, day: NaiveDate, at: Option<Moment>) {
        if self.arc.is_none_or(|(arc, at)| self.content.arcs[arc].scenes.len() <= at) && self.chance.percent(70) {
            self.begin(false);
        }
        let content = self.content;
        let mut preparation = Vec::new();
        if self.chance.percent(55) {
            let deal = self.shared.decks.deal(content.prepare.deck, content.prepare.lines.len());
            let line = content.prepare.lines.get(deal).map_or("", String::as_str);
            preparation.push(self.say(line, day));
        }
        let made = self.now.at.plus_minutes(-60 * 24 * self.chance.range(2, 6));
        let purpose = self.purpose(day);
        self.out.visits.push(Visit {
            id: self.shared.ids.next(made),
            account: Some(self.out.account.id),
            owner: Some(self.users[self.shop.owner]),
            state: Some(VisitState::Planned),
            day: Some(day),
            planned_start: at,
            kind: Some(VisitKind::OnSite),
            purpose,
            preparation: preparation.join("\n"),
            planned: true,
            ..Visit::default()
        });
    }
}
