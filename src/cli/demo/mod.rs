//! The demo's territory: a city's worth of customers with two years of visits, promises and a day half done, in three languages.
//!
//! Always holds: the same language, size, seed and `now` make the same records, ids included. It reads no clock and writes no file;
//! whoever calls it puts the records into a profile.

mod calendar;
mod calls;
mod cast;
mod chance;
mod choice;
mod content;
mod customers;
mod hours;
mod note;
mod people;
mod plan;
mod promise;
mod read;
mod story;
mod visits;
mod words;

use std::collections::BTreeSet;
use std::vec::IntoIter;

use chrono::Days;

use calendar::Calendar;
use cast::{Cast, Deal};
use chance::{Chance, Decks};
use content::Content;
pub use content::ContentError;
use customers::{Setting, Shop, customers};
use plan::{Plan, plans};
pub use story::Customer;
use story::{Shared, Teller};

use crate::base::clock::{Moment, Now};
use crate::base::id::{Id, IdSource};
use crate::base::lang::Lang;
use crate::schema::{Choice, Role, Territory, User, Visit, VisitKind, VisitState, VisitType};

/// How much there is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Size {
    /// A rep's territory to look at: 100 customers, two years.
    #[default]
    Demo,
    /// A rep in business to business after five years.
    Normal,
    /// Consumer goods, thirty calls a day.
    Heavy,
    /// More than any rep has.
    Stress,
}

impl Size {
    /// How many accounts.
    pub const fn accounts(self) -> usize {
        match self {
            Size::Demo => 100,
            Size::Normal => 500,
            Size::Heavy => 5_000,
            Size::Stress => 15_000,
        }
    }

    /// How many visits in all: done, missed, planned and unfiled.
    pub const fn visits(self) -> usize {
        match self {
            Size::Demo => 1_150,
            Size::Normal => 10_000,
            Size::Heavy => 100_000,
            Size::Stress => 500_000,
        }
    }

    const fn days(self) -> u64 {
        match self {
            Size::Demo => 730,
            _ => 5 * 365,
        }
    }
}

/// A whole territory: its head here, its customers one by one as an iterator, so that the largest size needs little memory.
#[derive(Debug)]
pub struct Demo {
    /// The territories; all customers lie in the first.
    pub territories: Vec<Territory>,
    /// The rep, the colleague of the same territory, one who has left, the manager.
    pub users: Vec<User>,
    /// The rep whose laptop it is.
    pub me: Id,
    /// The colleague.
    pub colleague: Id,
    /// What the company is called.
    pub company: String,
    /// Its types of visits; the first is the usual one.
    pub visit_types: Vec<VisitType>,
    /// Logs of today that say no customer.
    pub unfiled: Vec<Visit>,
    content: Content,
    now: Now,
    seed: u64,
    size: Size,
    shared: Shared,
    left: IntoIter<(usize, (Shop, Plan))>,
}

impl Demo {
    /// The territory of this language, size and seed, as it stands now.
    pub fn new(lang: Lang, size: Size, seed: u64, now: &Now) -> Result<Demo, ContentError> {
        let content = read::read(lang)?;
        let mut chance = Chance::new(seed, 0);
        let mut ids = IdSource::seeded(seed);
        let today = now.today();
        let from = today - Days::new(size.days());
        let born = customers::moment(now, from, 480);
        let territories: Vec<Territory> = [&content.place.territory, &content.place.other_territory]
            .into_iter()
            .map(|name| Territory { id: ids.next(born), name: name.clone(), ..Territory::default() })
            .collect();
        let ours = territories.iter().take(1).map(|territory| territory.id).collect::<BTreeSet<Id>>();
        let place = &content.place;
        let users: Vec<User> = [
            (&place.me, Role::Rep),
            (&place.colleague, Role::Rep),
            (&place.former, Role::Rep),
            (&place.manager, Role::Manager),
        ]
        .into_iter()
        .enumerate()
        .map(|(at, (name, role))| User {
            id: ids.next(born),
            name: name.clone(),
            roles: BTreeSet::from([role.word().to_string()]),
            territories: ours.clone(),
            retired: at == 2,
            ..User::default()
        })
        .collect();
        let reps = [users[0].id, users[1].id, users[2].id];
        let lively = size == Size::Demo;
        let setting = Setting { content: &content, now, territory: territories[0].id, users: reps, from, lively };
        let shops = customers(&setting, size.accounts(), &mut ids, &mut chance);
        let mut calendar = Calendar::new(lang, if lively { 11 } else { usize::MAX });
        let plans = plans(&shops, size.visits(), now, &mut calendar, &mut chance);
        let mut shared =
            Shared { ids, decks: Decks::new(seed, content.decks), calendar, begins: content.begins(size.visits()) };
        let unfiled = unfiled(&content, &shops, now, reps[0], &mut shared, &mut chance);
        let company = content.place.company.clone();
        let visit_types = (1..).zip(&content.place.visit_type).map(|(rank, kind)| VisitType {
            id: shared.ids.next(born),
            name: kind.name.clone(),
            steps: kind.steps.join("\n"),
            rank: Some(rank),
            ..VisitType::default()
        });
        let visit_types = visit_types.collect();
        let mut left: Vec<(usize, (Shop, Plan))> = shops.into_iter().zip(plans).enumerate().collect();
        // Who is on the screen today is told while there is the most to choose from.
        left.sort_by_key(|(_, (_, plan))| plan.our_due.is_none() && plan.stops.iter().all(|stop| stop.day != today));
        Ok(Demo {
            me: reps[0],
            colleague: reps[1],
            territories,
            users,
            company,
            visit_types,
            unfiled,
            content,
            now: now.clone(),
            seed,
            size,
            shared,
            left: left.into_iter(),
        })
    }
}

impl Iterator for Demo {
    type Item = Customer;

    fn next(&mut self) -> Option<Customer> {
        let (at, (shop, plan)) = self.left.next()?;
        let chance = Chance::new(self.seed, at as u64 + 1);
        let users = [self.users[0].id, self.users[1].id, self.users[2].id];
        let lively = self.size == Size::Demo;
        Some(Teller::new(&self.content, &self.now, users, &mut self.shared, chance, shop, lively).tell(&plan))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.left.size_hint()
    }
}

/// What was logged today between two doors, and whose it is nobody has said.
fn unfiled(
    content: &Content,
    shops: &[Shop],
    now: &Now,
    me: Id,
    shared: &mut Shared,
    chance: &mut Chance,
) -> Vec<Visit> {
    let today = now.today();
    let day_start = now.day_end().plus_minutes(-24 * 60);
    (0..plan::UNFILED)
        .filter_map(|at| {
            let shop = shops.get(chance.below(shops.len()))?;
            let deal = Deal { product: chance.below(content.products.len()), quantity: chance.range(2, 6), price: 20 };
            let deck = shared.decks.deal(content.unfiled.deck, content.unfiled.lines.len());
            let wording = content.unfiled.lines.get(deck)?;
            let words = Cast::new(content, &shop.people, &deal, today, None).say(wording, chance);
            let minutes = [-21, -63, -130].get(at).copied().unwrap_or(-10);
            let ended = Moment::max(now.at.plus_minutes(minutes), day_start);
            Some(Visit {
                id: shared.ids.next(ended),
                owner: Some(me),
                state: Some(VisitState::Done),
                day: Some(today),
                started: Some(Moment::max(ended.plus_minutes(-5), day_start)),
                ended: Some(ended),
                kind: Some(VisitKind::OnSite),
                notes: words.clone(),
                words,
                logged_at: Some(ended),
                ..Visit::default()
            })
        })
        .collect()
}

#[cfg(test)]
mod tests;
