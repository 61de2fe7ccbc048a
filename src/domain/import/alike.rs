//! Who only looks like a customer of the book or of the file: by number, name, page, e-mail, address or person.
//!
//! Always: a look-alike is never taken to be the same; a person decides. What one is alike by first is what is said of it, whether that
//! holds in the end or not. It must not change a record.

use super::agreeing::{Agreeing, Place};
use super::draft::{Draft, agree};
use super::likeness::{contains, core, may_be_one_town, pieces, street_key, town};
use super::preview::{Other, Shared};
use super::reach::Reach;
use crate::base::text::fold;
use crate::schema::{Account, Contact};
use std::collections::{HashMap, HashSet};

/// A customer as it is compared.
#[derive(Clone, Debug)]
struct Known {
    other: Other,
    name: String,
    core: String,
    street: String,
    city: String,
    town: String,
    postcode: String,
}

/// One look-alike.
pub(super) struct Alike {
    pub other: Other,
    pub name: String,
    pub place: String,
    pub shared: Shared,
}

/// Those that another may look like.
#[derive(Default)]
pub(super) struct LookAlikes {
    known: Vec<Known>,
    by_core: Agreeing,
    by_name: HashMap<String, Vec<usize>>,
    by_name_and_town: HashMap<(String, String), Vec<usize>>,
    by_piece: HashMap<String, Vec<usize>>,
    by_reach: HashMap<(Shared, String), Vec<usize>>,
    by_street: HashMap<String, Vec<usize>>,
}

/// How many look-alikes of one customer are named; the first are the likeliest.
const NAMED: usize = 3;

/// More customers than this under one number or street tell nothing: a call centre, a shopping mall.
const CROWD: usize = 8;

/// What one is alike by: of several ways the first counts.
#[derive(Default)]
struct Found {
    list: Vec<(Shared, usize)>,
    seen: HashSet<usize>,
}

impl Found {
    fn add(&mut self, shared: Shared, places: impl IntoIterator<Item = usize>) {
        for at in places {
            if self.seen.insert(at) {
                self.list.push((shared, at));
            }
        }
    }
}

impl LookAlikes {
    /// Makes a customer of the book known.
    pub fn know(&mut self, account: &Account, people: &[&Contact]) {
        let known = Known {
            other: Other::Known(account.id),
            name: account.name.clone(),
            core: core(&account.name),
            street: account.street.clone(),
            city: account.city.clone(),
            town: town(&account.street, &account.city),
            postcode: account.postcode.clone(),
        };
        self.learn(known, &Reach::of(account, people));
    }

    /// Makes a new customer of the file known to those that come after it.
    pub fn add(&mut self, draft: &Draft) {
        let known = Known {
            other: Other::InFile(draft.lines.first().copied().unwrap_or(0)),
            name: draft.name().to_owned(),
            core: core(draft.name()),
            street: draft.text("street").to_owned(),
            city: draft.text("city").to_owned(),
            town: town(draft.text("street"), draft.text("city")),
            postcode: draft.text("postcode").to_owned(),
        };
        self.learn(known, &Reach::of_draft(draft));
    }

    fn learn(&mut self, known: Known, reach: &Reach) {
        let at = self.known.len();
        for piece in pieces(&known.core) {
            self.by_piece.entry(piece).or_default().push(at);
        }
        if !known.core.is_empty() {
            self.by_core.add(&known.core, &place(&known.street, &known.town), at);
            self.by_name.entry(known.core.clone()).or_default().push(at);
            self.by_name_and_town.entry((known.core.clone(), known.town.clone())).or_default().push(at);
        }
        for key in reach.keys() {
            self.by_reach.entry(key).or_default().push(at);
        }
        if let Some(street) = street_key(&known.street) {
            self.by_street.entry(street).or_default().push(at);
        }
        self.known.push(known);
    }

    /// Customers that look like a new one.
    pub fn of(&self, draft: &Draft) -> Vec<Alike> {
        let few = |places: Option<&Vec<usize>>, most: usize| {
            places.filter(|places| places.len() <= most).cloned().unwrap_or_default()
        };
        let mut found = Found::default();
        let reach = Reach::of_draft(draft);
        let (strong, weak): (Vec<_>, Vec<_>) = reach.keys().partition(|(shared, _)| *shared != Shared::Contact);
        for key in strong {
            found.add(key.0, few(self.by_reach.get(&key), CROWD));
        }
        let (own, own_town) = (core(draft.name()), town(draft.text("street"), draft.text("city")));
        let is_own_name = |at: &usize| !own.is_empty() && self.known.get(*at).is_some_and(|known| known.core == own);
        if !own.is_empty() {
            let seen = &found.seen;
            let there = place(draft.text("street"), &own_town);
            let same = self.by_core.first(&own, &there, NAMED, |at| !seen.contains(&at));
            found.add(Shared::Name, same);
            // A namesake of the book is said wherever it is; of a chain, only those in the same town or street.
            let (in_town, anywhere) =
                (self.by_name_and_town.get(&(own.clone(), own_town.clone())), self.by_name.get(&own));
            found.add(Shared::Name, few(in_town, CROWD).into_iter().chain(few(anywhere, CROWD)));
            let pieces = pieces(&own);
            let places = pieces.iter().flat_map(|piece| few(self.by_piece.get(piece), CROWD * 4));
            let mut close: Vec<usize> = places
                .filter(|at| !is_own_name(at))
                .filter(|at| self.known.get(*at).is_some_and(|known| contains(&known.core, &own)))
                .collect();
            close.sort_unstable();
            found.add(Shared::Name, close);
        }
        if let Some(street) = street_key(draft.text("street")) {
            let there = few(self.by_street.get(&street), CROWD);
            found.add(Shared::Address, there.into_iter().filter(|at| !is_own_name(at)));
        }
        // A person's name alone says little, and nothing where many bear it.
        for key in weak {
            found.add(key.0, few(self.by_reach.get(&key), 2).into_iter().filter(|at| !is_own_name(at)));
        }
        let known = found.list.into_iter().filter_map(|(shared, at)| Some((shared, self.known.get(at)?)));
        let mut known: Vec<(Shared, &Known)> = known.filter(|(shared, known)| holds(*shared, known, draft)).collect();
        // Who has the name and the town is the likeliest, whoever has the number.
        known.sort_by_key(|(_, known)| own_town.is_empty() || known.core != own || known.town != own_town);
        known.into_iter().take(NAMED).map(named).collect()
    }

    /// How many of one name were looked at so far.
    #[cfg(test)]
    pub fn looked(&self) -> usize {
        self.by_core.looked()
    }
}

/// Whether what two have in common says that they may be one.
fn holds(shared: Shared, known: &Known, draft: &Draft) -> bool {
    let (street, postcode) = (draft.text("street"), draft.text("postcode"));
    let one_town = may_be_one_town(&known.town, &town(street, draft.text("city")));
    match shared {
        Shared::Name if matches!(known.other, Other::Known(_)) && known.core == core(draft.name()) => true,
        // A chain has one name in many towns and streets.
        Shared::Name => one_town && may_be_one_street(&known.street, street),
        // The same street name in another town is another street, where the post code is another.
        Shared::Address => {
            let one_code = !postcode.is_empty() && fold(postcode) == fold(&known.postcode);
            one_code || one_town
        }
        Shared::Id | Shared::Phone => true,
        // The branches of a chain share these in one file; one that is there already may be this one under a new name.
        Shared::Website | Shared::Email | Shared::Contact => matches!(known.other, Other::Known(_)),
    }
}

/// Where one is, however that is written.
fn place(street: &str, town: &str) -> Place {
    Place::of(street_key(street).as_deref().unwrap_or(street), town)
}

fn may_be_one_street(one: &str, other: &str) -> bool {
    let key = street_key(one);
    agree(one, other) || key.is_some() && key == street_key(other)
}

fn named((shared, known): (Shared, &Known)) -> Alike {
    let place = [known.street.as_str(), known.city.as_str()].into_iter().filter(|part| !part.is_empty());
    Alike { other: known.other, name: known.name.clone(), place: place.collect::<Vec<_>>().join(", "), shared }
}
