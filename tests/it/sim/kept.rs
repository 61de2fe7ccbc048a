//! Promise 1: what a person saw saved is at the server, or on a laptop, or it is known by which disk or backup it was lost, and that it may be.
//!
//! Always holds: what is excused is named one by one, at the moment that lost it, and no longer excused once it is somewhere again. Must not
//! excuse whatever happens to be nowhere: that is what is looked for.

use std::collections::BTreeSet;

use rounds::base::clock::Moment;
use rounds::base::id::Id;
use rounds::server::Sqlite;
use rounds::sync::Identity;

use super::end::has;
use super::world::{Trouble, World};

/// A restored server has all history from a backup younger than this: thirty days by its clock, which may be a day off on either side.
const YOUNG_DAYS: i64 = 28;

/// What was saved, and what of it may be nowhere.
#[derive(Default)]
pub struct Kept {
    /// Every change that a person saw saved.
    saved: BTreeSet<Identity>,
    /// Lost by what loses: a disk that lied, an old image, a backup that is too old.
    excused: BTreeSet<Identity>,
    /// No laptop has it any more, by such a disk or by an order to forget, and the server had it then: if that is restored, it is lost.
    at_the_server_alone: BTreeSet<Identity>,
    /// Lost by a server that was restored from a backup that is too old. A laptop may have it yet, but keeps it no longer than its days.
    may_go: BTreeSet<Identity>,
}

impl Kept {
    /// A person saw them saved.
    pub fn saves(&mut self, new: impl IntoIterator<Item = Identity>) {
        for identity in new {
            self.excused.remove(&identity);
            self.saved.insert(identity);
        }
    }

    /// Whether this is to be somewhere.
    pub fn asks_for(&self, identity: Identity) -> bool {
        self.saved.contains(&identity) && !self.excused.contains(&identity)
    }

    /// Whether this may be nowhere.
    pub fn excuses(&self, identity: Identity) -> bool {
        self.excused.contains(&identity)
    }
}

impl World {
    /// All that a laptop has of its own changes.
    pub fn outbox(&self, index: usize) -> BTreeSet<Identity> {
        self.laptops[index].store.outbox_identities().unwrap().into_iter().collect()
    }

    fn all_outboxes(&self) -> BTreeSet<Identity> {
        (0..self.laptops.len()).flat_map(|index| self.outbox(index)).collect()
    }

    /// A laptop has lost what it had before and has no longer, as it may: its disk, an image, an order to forget. What it has got back that way
    /// is asked for again.
    pub fn has_lost(&mut self, index: usize, before: &BTreeSet<Identity>) {
        let here = self.outbox(index);
        for identity in &here {
            self.kept.excused.remove(identity);
            self.kept.at_the_server_alone.remove(identity);
        }
        self.laptops[index].let_go.retain(|identity| !here.contains(identity));
        let anywhere = self.all_outboxes();
        for identity in before.difference(&anywhere) {
            let alone = has(&mut self.server, *identity);
            let lost = if alone { &mut self.kept.at_the_server_alone } else { &mut self.kept.excused };
            lost.insert(*identity);
        }
        self.may_not_come_back();
    }

    /// A laptop has let go of what is old. That is asked for as ever, but for what an old backup had lost before.
    pub fn has_let_go(&mut self, index: usize, before: &BTreeSet<Identity>) {
        let (here, anywhere) = (self.outbox(index), self.all_outboxes());
        self.laptops[index].let_go.extend(before.difference(&here));
        for identity in before.difference(&anywhere) {
            if self.kept.may_go.contains(identity) && !has(&mut self.server, *identity) {
                self.kept.excused.insert(*identity);
            }
        }
    }

    /// The server was restored: `old` is what it was until now, `made` when the backup was.
    pub fn was_restored(&mut self, mut old: Sqlite, made: Moment) {
        let is_old = made < self.now.plus_minutes(-YOUNG_DAYS * 24 * 60);
        let anywhere = self.all_outboxes();
        // What a disk changed may be given back as it is, and others have it otherwise.
        let damaged: BTreeSet<Id> = self.laptops.iter().flat_map(|laptop| laptop.damaged.iter().copied()).collect();
        self.laptops.iter_mut().for_each(|laptop| laptop.damaged.extend(&damaged));
        let World { kept, server, .. } = self;
        for identity in kept.saved.iter().filter(|identity| !has(server, **identity) && has(&mut old, **identity)) {
            let alone = kept.at_the_server_alone.remove(identity);
            if alone || is_old && !anywhere.contains(identity) {
                kept.excused.insert(*identity);
            } else if is_old {
                kept.may_go.insert(*identity);
            }
        }
        self.is_to_come_back(made);
    }

    /// All that was saved is somewhere, or excused.
    pub fn nothing_is_lost(&mut self) -> Result<(), Trouble> {
        let anywhere = self.all_outboxes();
        self.is_at_the_server_or_in(&anywhere)
    }

    /// The same once nothing waits.
    pub fn all_is_at_the_server(&mut self) -> Result<(), Trouble> {
        self.is_at_the_server_or_in(&BTreeSet::new())
    }

    fn is_at_the_server_or_in(&mut self, here: &BTreeSet<Identity>) -> Result<(), Trouble> {
        let World { kept, server, .. } = self;
        let mut asked = kept.saved.iter().filter(|identity| !here.contains(identity) && !kept.excuses(**identity));
        match asked.find(|identity| !has(server, **identity)) {
            Some(lost) => Err(format!("an edit that was saved is nowhere: {:x}.{}", lost.session, lost.seq)),
            None => Ok(()),
        }
    }
}
