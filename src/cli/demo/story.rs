//! One customer's history: stories played scene by scene on the days that are planned, their promises made, kept and broken.
//!
//! Always holds: a later note that speaks of a promise says of it what its follow-up says. Wordings are `note`'s, days are `plan`'s.

use chrono::{Days, NaiveDate};

use super::calendar::Calendar;
use super::cast::{Cast, Deal, Person};
use super::chance::{Chance, Decks};
use super::choice::speaks_of_one_who_leaves;
use super::content::{Content, Stage};
use super::customers::{Shop, moment};
use super::people::{Part, person};
use super::plan::{Plan, When};
use super::promise::Open;
use crate::base::clock::Now;
use crate::base::id::{Id, IdSource};
use crate::schema::{Account, Contact, FollowUp, Grade, Lifecycle, PromisedBy, Touch, Visit};

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
    /// How often in a hundred a visit that is in no story begins one: so that the words for stories and those for ordinary days
    /// are used up together.
    pub begins: u64,
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
    pub(super) staple: Deal,
    pub(super) thread: Option<(usize, usize)>,
    pub(super) threads_told: Vec<usize>,
    pub(super) lively: bool,
    pub(super) out: Customer,
    /// The story and its next scene.
    pub(super) arc: Option<(usize, usize)>,
    pub(super) told: Vec<usize>,
    /// How the last promise ended, for the next scene to speak of.
    pub(super) ended: Option<(PromisedBy, bool)>,
    pub(super) open: Option<Open>,
    /// What was promised last.
    pub(super) promised: String,
    pub(super) first_order: Option<NaiveDate>,
    pub(super) lost: bool,
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

    /// Who looked after it on this day.
    pub(super) fn writer(&self, day: NaiveDate) -> usize {
        match self.shop.former_until {
            Some(until) if day < until => 2,
            _ => self.shop.owner,
        }
    }

    pub(super) fn say(&mut self, wording: &str, day: NaiveDate) -> String {
        Cast::new(self.content, &self.shop.people, &self.deal, day, None).say(wording, &mut self.chance)
    }

    /// The buyer of a story about one who leaves is another from its second scene on.
    pub(super) fn replaced(&mut self, arc: usize, at: usize, day: NaiveDate) {
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
