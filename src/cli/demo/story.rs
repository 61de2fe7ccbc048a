//! One customer's history: stories played scene by scene on the days that are planned, their promises made, kept and broken.
//!
//! Always holds: a later note that speaks of a promise says of it what its follow-up says. Wordings are `note`'s, days are `plan`'s.

use std::collections::{BTreeSet, HashSet};

use chrono::{Days, NaiveDate};

use super::calendar::Calendar;
use super::cast::{Cast, Deal, Person};
use super::chance::{Chance, Decks};
use super::content::{Content, Lines, Pledge, Scene, Stage, Way};
use super::customers::{Shop, moment};
use super::note::{Note, is_new};
use super::people::{Part, person};
use super::plan::{Plan, Stop, When};
use super::promise::Open;
use crate::base::clock::{Moment, Now};
use crate::base::id::{Id, IdSource};
use crate::base::lang::Lang;
use crate::schema::{
    Account, Contact, FollowUp, Grade, Lifecycle, Mood, PromisedBy, Touch, Visit, VisitKind, VisitOutcome, VisitState,
};

/// A customer with all that hangs on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Customer {
    /// The customer.
    pub account: Account,
    /// Its people.
    pub contacts: Vec<Contact>,
    /// Its visits, the oldest first.
    pub visits: Vec<Visit>,
    /// Its calls and messages, the oldest first.
    pub touches: Vec<Touch>,
    /// What was promised.
    pub follow_ups: Vec<FollowUp>,
}

/// What all histories share.
#[derive(Debug)]
pub(super) struct Shared {
    pub ids: IdSource,
    pub decks: Decks,
    pub calendar: Calendar,
    /// The notes so far; `None` at the sizes where notes may repeat.
    pub seen: Option<HashSet<u64>>,
}

impl Shared {
    /// Some small remark that fits at any time.
    pub(super) fn decks_aside(&mut self, content: &Content, chance: &mut Chance) -> Option<String> {
        let general = content.threads.iter().filter(|thread| thread.fits.len() > 8);
        let steps: Vec<&String> = general.filter_map(|thread| thread.steps.first()).flatten().collect();
        chance.pick(&steps).map(|step| (*step).clone())
    }
}

/// What a visit was, before it is a record.
struct Played<'a> {
    note: Note,
    purpose: String,
    outcome: VisitOutcome,
    mood: Mood,
    kind: VisitKind,
    pledge: Option<(PromisedBy, &'a Pledge, NaiveDate)>,
}

/// Tells one history.
#[derive(Debug)]
pub(super) struct Teller<'a> {
    pub(super) content: &'a Content,
    pub(super) now: &'a Now,
    pub(super) users: [Id; 3],
    pub(super) shared: &'a mut Shared,
    pub(super) chance: Chance,
    pub(super) shop: Shop,
    pub(super) deal: Deal,
    staple: Deal,
    pub(super) thread: Option<(usize, usize)>,
    pub(super) threads_told: Vec<usize>,
    lively: bool,
    pub(super) out: Customer,
    /// The story and its next scene.
    pub(super) arc: Option<(usize, usize)>,
    told: Vec<usize>,
    /// How the last promise ended, for the next scene to speak of.
    pub(super) ended: Option<(PromisedBy, bool)>,
    pub(super) open: Option<Open>,
    /// What was promised last.
    pub(super) promised: String,
    first_order: Option<NaiveDate>,
    lost: bool,
}

impl<'a> Teller<'a> {
    pub(super) fn new(
        content: &'a Content,
        now: &'a Now,
        users: [Id; 3],
        shared: &'a mut Shared,
        chance: Chance,
        shop: Shop,
        lively: bool,
    ) -> Teller<'a> {
        let out = Customer {
            account: shop.account.clone(),
            contacts: shop.contacts.clone(),
            visits: Vec::new(),
            touches: Vec::new(),
            follow_ups: Vec::new(),
        };
        let mut teller = Teller {
            content,
            now,
            users,
            shared,
            chance,
            shop,
            deal: Deal::default(),
            staple: Deal::default(),
            thread: None,
            threads_told: Vec::new(),
            lively,
            out,
            arc: None,
            told: Vec::new(),
            ended: None,
            open: None,
            promised: String::new(),
            first_order: None,
            lost: false,
        };
        teller.stock();
        teller
    }

    /// The whole history.
    pub(super) fn tell(mut self, plan: &Plan) -> Customer {
        let today = self.now.today();
        let past = plan.stops.iter().filter(|stop| stop.when == When::Past).count();
        for (at, stop) in plan.stops.iter().enumerate() {
            let next = plan.stops.get(at + 1).map_or(today, |next| next.day.min(today));
            match stop.when {
                When::Past => {
                    let last = at + 1 == past;
                    if plan.lost && past - at == 4 {
                        self.leave();
                    }
                    if self.lively && !last && at > 0 && !plan.lost && self.chance.percent(3) {
                        let minutes = self.shared.calendar.take(
                            self.writer(stop.day),
                            stop.day,
                            &self.shop.hours,
                            &mut self.chance,
                        );
                        self.missed(stop.day, moment(self.now, stop.day, minutes));
                        continue;
                    }
                    self.seen_on(*stop, last.then_some(plan.our_due).flatten());
                    if last && plan.they_owe {
                        self.owe(stop.day);
                    }
                    if !(last && plan.our_due.is_some()) {
                        self.touches(stop.day, next);
                    }
                }
                When::Seen { started, ended, planned } => self.visit(stop.day, (started, ended), planned, None),
                When::Missed { at, .. } => self.missed(stop.day, at),
                When::Ahead { at } => self.ahead(stop.day, at),
            }
        }
        self.finish(today)
    }

    fn seen_on(&mut self, stop: Stop, our_due: Option<NaiveDate>) {
        let writer = self.writer(stop.day);
        let minutes = self.shared.calendar.take(writer, stop.day, &self.shop.hours, &mut self.chance);
        let started = moment(self.now, stop.day, minutes).plus_minutes(self.chance.range(0, 6));
        let ended = started.plus_minutes(self.chance.range(7, 24));
        let planned = self.chance.percent(84);
        self.visit(stop.day, (started, ended), planned, our_due);
    }

    /// Who looked after it on this day.
    pub(super) fn writer(&self, day: NaiveDate) -> usize {
        match self.shop.former_until {
            Some(until) if day < until => 2,
            _ => self.shop.owner,
        }
    }

    /// The stories that fit here and were not told yet.
    fn fitting(&self, stages: &[Stage], with_promise: bool) -> Vec<usize> {
        let one_person = self.shop.people.buyer.contact == self.shop.people.boss.contact;
        (0..self.content.arcs.len())
            .filter(|at| {
                let arc = &self.content.arcs[*at];
                stages.contains(&arc.stage)
                    && arc.fits.contains(&self.shop.kind)
                    && !self.told.contains(at)
                    && !((one_person || with_promise) && speaks_of_one_who_leaves(&arc.scenes))
                    && !(with_promise && arc.scenes.first().is_none_or(|scene| scene.us.is_none()))
            })
            .collect()
    }

    /// What this customer uses up.
    fn stock(&mut self) {
        let mut fitting = self.fitting(&[Stage::Open, Stage::Grow, Stage::Trouble], false);
        self.chance.shuffle(&mut fitting);
        for arc in fitting {
            self.bargain(arc);
            if self.content.products.get(self.deal.product).is_some_and(|product| !product.is_machine()) {
                break;
            }
        }
        self.staple = self.deal.clone();
    }

    /// What is sold in a story.
    fn bargain(&mut self, arc: usize) {
        let arc = &self.content.arcs[arc];
        let product = self.chance.pick(&arc.products).copied().unwrap_or_default();
        let price = self.content.products.get(product).map_or((1, 1), |product| product.price);
        self.deal = Deal {
            product,
            quantity: self.chance.range(arc.quantity.0, arc.quantity.1),
            price: self.chance.range(price.0, price.1),
        };
        // Nobody takes thirty drums of the dear ones.
        if self.content.lang == Lang::ZhHans && price.0 >= 500 && self.deal.quantity > 6 {
            self.deal.quantity = self.deal.quantity / 5 + 1;
        }
    }

    /// Begins another story; `false` where none is left to tell here.
    fn begin(&mut self, with_promise: bool) -> bool {
        let fresh = self.told.is_empty() && !self.shop.veteran;
        let stages: &[Stage] = match (fresh && !with_promise, self.chance.percent(70)) {
            (true, _) => &[Stage::Open],
            (_, true) => &[Stage::Grow],
            _ => &[Stage::Trouble],
        };
        let mut fitting = self.fitting(stages, with_promise);
        if fitting.is_empty() {
            fitting = self.fitting(&[Stage::Grow, Stage::Trouble], with_promise);
        }
        if fitting.is_empty() {
            let last = self.told.last().copied();
            self.told.retain(|arc| !self.content.arcs[*arc].again || Some(*arc) == last);
            fitting = self.fitting(&[Stage::Grow, Stage::Trouble], with_promise);
        }
        let Some(arc) = self.chance.pick(&fitting).copied() else { return false };
        self.start(arc);
        true
    }

    fn start(&mut self, arc: usize) {
        self.chance.draw();
        self.told.push(arc);
        self.arc = Some((arc, 0));
        self.ended = None;
        self.bargain(arc);
        if speaks_of_one_who_leaves(&self.content.arcs[arc].scenes) {
            self.shop.people.gone = self.shop.people.buyer.call.clone();
        }
    }

    /// The last story of one who leaves.
    fn leave(&mut self) {
        if let Some(end) = self.fitting(&[Stage::End], false).first().copied() {
            self.start(end);
        }
    }

    /// The next scene in which people meet; one with a promise of ours where that is asked for.
    fn next_scene(&mut self, with_promise: bool) -> Option<(usize, usize)> {
        for _ in 0..12 {
            if let Some((arc, at)) = self.arc
                && let Some(scene) = self.content.arcs[arc].scenes.get(at)
            {
                match scene.way {
                    Way::Touch(_) => {
                        self.arc = Some((arc, at + 1));
                        continue;
                    }
                    _ if !with_promise || scene.us.is_some() => return Some((arc, at)),
                    _ => {}
                }
            }
            if !self.begin(with_promise) {
                return None;
            }
        }
        None
    }

    fn visit(&mut self, day: NaiveDate, (started, ended): (Moment, Moment), planned: bool, our_due: Option<NaiveDate>) {
        self.resolve(day);
        let waits = self.open.is_some();
        let first = self.out.visits.is_empty() && !self.shop.veteran;
        // Who has heard most stories has more ordinary days.
        let ordinary = if self.told.len() > 6 { 16 } else { 6 };
        let between = our_due.is_none() && !first && (waits || (self.lively && self.chance.percent(ordinary)));
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
            .flat_map(|group| std::iter::repeat_n(&group.say, group.say.lines.len()))
            .collect();
        let order = self.chance.percent(72);
        let note = match self.chance.pick(&fitting).copied() {
            Some(lines) => self.aside_of_stories(lines, day, writer),
            None => Note { text: String::new(), met: Vec::new() },
        };
        let outcome = if order { VisitOutcome::Order } else { VisitOutcome::Open };
        Played { note, purpose: String::new(), outcome, mood: Mood::Good, kind: VisitKind::OnSite, pledge: None }
    }

    /// A note about what the customer uses up, beside the story that runs.
    pub(super) fn aside_of_stories(&mut self, lines: &Lines, day: NaiveDate, writer: usize) -> Note {
        let staple = self.staple.clone();
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

    pub(super) fn say(&mut self, wording: &str, day: NaiveDate) -> String {
        Cast::new(self.content, &self.shop.people, &self.deal, day, None).say(wording, &mut self.chance)
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
        [bad, good, &scene.say, &scene.kept, &scene.theirs_kept]
            .into_iter()
            .find(|lines| !lines.is_empty())
            .unwrap_or(&scene.say)
    }

    fn missed(&mut self, day: NaiveDate, at: Moment) {
        let content = self.content;
        let Some((reason, words)) = self.chance.pick(&content.missed) else { return };
        let purpose = self.purpose(day);
        let said = self.say(words, day);
        // The reason says enough where the words have been used.
        let notes = if is_new(&mut self.shared.seen, &said) { said } else { String::new() };
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
            reason: Some(*reason),
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

    fn ahead(&mut self, day: NaiveDate, at: Option<Moment>) {
        if self.arc.is_none_or(|(arc, at)| self.content.arcs[arc].scenes.len() <= at) && self.chance.percent(70) {
            self.begin(false);
        }
        let content = self.content;
        let mut preparation = Vec::new();
        if self.chance.percent(55) {
            let deal = self.shared.decks.deal(content.prepare.deck, content.prepare.lines.len());
            preparation.extend(content.prepare.lines.get(deal).cloned());
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

    /// The buyer of a story about one who leaves is another from its second scene on.
    fn replaced(&mut self, arc: usize, at: usize, day: NaiveDate) {
        let buyer = self.shop.people.buyer.contact;
        if at != 1
            || !speaks_of_one_who_leaves(&self.content.arcs[arc].scenes)
            || buyer == self.shop.people.boss.contact
        {
            return;
        }
        let people = &self.shop.people;
        let taken = [people.boss.call.clone(), people.user.call.clone(), people.gone.clone()];
        let title = self.out.contacts.get(buyer).map(|contact| contact.title.clone()).unwrap_or_default();
        let id = self.shared.ids.next(moment(self.now, day, 600));
        let (contact, called) = person(
            self.content,
            Part::Buyer,
            &title,
            self.out.account.id,
            id,
            self.now.today(),
            &taken,
            &mut self.chance,
        );
        if let Some(gone) = self.out.contacts.get_mut(buyer) {
            gone.left_on = Some(day - Days::new(9));
        }
        self.out.contacts.push(contact);
        self.shop.people.buyer = Person { contact: self.out.contacts.len() - 1, ..called };
    }

    fn finish(mut self, today: NaiveDate) -> Customer {
        self.settle(today);
        let age = (today - self.shop.since).num_days();
        let since_order = self.first_order.map(|day| (today - day).num_days());
        let in_trouble = self.arc.is_some_and(|(arc, at)| {
            let arc = &self.content.arcs[arc];
            matches!(arc.stage, Stage::Trouble | Stage::End) && (1..arc.scenes.len()).contains(&at)
        });
        self.out.account.lifecycle = Some(match since_order {
            _ if self.lost => Lifecycle::Lost,
            None => Lifecycle::Prospect,
            Some(_) if in_trouble && self.chance.percent(45) => Lifecycle::AtRisk,
            Some(days) if days < 150 && !self.shop.veteran => Lifecycle::New,
            Some(_) if age > 500 && self.shop.account.grade != Some(Grade::C) => Lifecycle::Loyal,
            Some(_) => Lifecycle::Active,
        });
        if self.lost {
            self.out.account.cadence = Some(0);
        }
        self.out.visits.sort_by_key(|visit| (visit.day, visit.started.or(visit.planned_start)));
        self.out.touches.sort_by_key(|touch| touch.at);
        self.out
    }
}

fn speaks_of_one_who_leaves(scenes: &[Scene]) -> bool {
    scenes.first().is_some_and(|scene| scene.say.lines.iter().any(|line| line.contains("{gone}")))
}
