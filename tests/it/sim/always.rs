//! What must hold in every world at any time, whether it heals or not.

use std::collections::BTreeSet;

use rounds::base::clock::Stamp;
use rounds::client::Events;
use rounds::schema::{ACCOUNT, Key, Value};
use rounds::server::Storage;
use rounds::store::StreamRow;
use rounds::sync::{Identity, Mark, StreamId};

use super::world::{Trouble, World};

impl World {
    /// Each change is stamped later than what its author had stamped before, and than what it replaces.
    pub fn stamps_rise(&mut self, index: usize, new: &[(Identity, Stamp, Stamp)]) -> Result<(), Trouble> {
        let mut before = Stamp::ZERO;
        // What a rule made bears none.
        for (identity, stamp, replaced) in new.iter().filter(|(_, stamp, _)| *stamp != Stamp::ZERO) {
            if stamp <= &before.max(*replaced) {
                let name = &self.laptops[index].name;
                return Err(format!("{name}: {identity:?} is stamped {stamp:?}, but knew {before:?} and {replaced:?}"));
            }
            before = *stamp;
        }
        Ok(())
    }

    /// Where a disk has changed a customer of this laptop that is not healed yet: the streams in which it lies here and at the server. Healed is
    /// what is there as the server has it, in a book of which all sums are right.
    pub fn damaged_streams(&mut self, index: usize) -> BTreeSet<StreamId> {
        let laptop = &mut self.laptops[index];
        if laptop.damaged.is_empty() {
            return BTreeSet::new();
        }
        let mut tx = self.server.begin().unwrap();
        let rows = laptop.store.streams().unwrap();
        let street = Key::field(ACCOUNT.field("street").unwrap().number);
        let sums = rows.iter().all(|row| laptop.store.recount(row.stream).unwrap() == row.sum);
        let mut streams = BTreeSet::new();
        let mut healed = Vec::new();
        for account in &laptop.damaged {
            let held = tx.record(ACCOUNT.number, *account).unwrap();
            let there =
                held.as_ref().and_then(|held| held.held(&street)).map_or(Value::Null, |held| held.value.clone());
            if sums && laptop.store.value(ACCOUNT.number, *account, street.field).unwrap() == there {
                healed.push(*account);
                continue;
            }
            streams.extend(held.and_then(|held| held.stream));
            let id = account.to_string();
            let lies = |row: &&StreamRow| laptop.store.dump_confirmed(row.stream).unwrap().contains(&id);
            streams.extend(rows.iter().filter(lies).map(|row| row.stream));
        }
        healed.iter().for_each(|account| {
            laptop.damaged.remove(account);
        });
        streams
    }

    /// Both sides are at the same place of a stream and hold different things: only what cannot be helped may lead there.
    pub fn sums_differ(&mut self, index: usize, events: &Events) -> Result<(), Trouble> {
        let name = self.laptops[index].name.clone();
        let forgiven = self.damaged_streams(index);
        self.note(|| format!("    {name}: sums differ in {:?}", events.repairing));
        let mut found = String::new();
        for stream in events.repairing.iter().filter(|stream| !forgiven.contains(stream)) {
            found.push_str(&self.difference(index, *stream));
        }
        if found.is_empty() {
            return Ok(());
        }
        Err(format!("{name}: sums differ in {:?}\n{found}", events.repairing))
    }

    /// What holds of a laptop at any time.
    pub fn look_at(&mut self, index: usize) -> Result<(), Trouble> {
        let laptop = &self.laptops[index];
        let name = &laptop.name;
        let here = self.outbox(index);
        for (session, _, first, last) in laptop.store.sessions().unwrap() {
            let all = (first..=last).map(|seq| Identity { session, seq });
            let mut missing = all.filter(|identity| !here.contains(identity) && !laptop.let_go.contains(identity));
            if let Some(missing) = missing.next() {
                return Err(format!("{name}: its outbox is broken: {:x}.{}", missing.session, missing.seq));
            }
        }
        let strays = laptop.store.out_of_scope().unwrap();
        if !strays.is_empty() {
            let story = self.story(index, &strays[0]);
            return Err(format!("{}: shown, but in no stream of its: {strays:?}\n{story}", self.laptops[index].name));
        }
        self.nothing_is_lost()?;
        self.is_not_ahead(index)
    }

    /// Whoever has stored a stream as far as the server has it has all that is in it.
    fn is_not_ahead(&mut self, index: usize) -> Result<(), Trouble> {
        let forgiven = self.damaged_streams(index);
        let laptop = &self.laptops[index];
        if laptop.store.is_giving_back().unwrap() || !laptop.store.takings().unwrap().is_empty() {
            return Ok(());
        }
        let rows = laptop.store.streams().unwrap();
        let mut tx = self.server.begin().unwrap();
        // Where a part of what it has stored is not known (any more), streams cannot be compared one by one. It says where it is by its older
        // marks too, where it has more than its place says: of a file that the server had no more when half of it was taken.
        let known = |row: &StreamRow| {
            let newest = laptop.store.marks(row).unwrap().first().copied();
            let mut stated = [Some(row.mark), newest].into_iter().flatten();
            stated.all(|mark: Mark| {
                mark.position == 0 || tx.hash_at(row.stream, mark.position).unwrap() == Some(mark.hash)
            })
        };
        if !rows.iter().all(known) {
            return Ok(());
        }
        drop(tx);
        for row in rows.into_iter().filter(|row| !forgiven.contains(&row.stream)) {
            let head = self.server.begin().unwrap().head(row.stream).unwrap();
            if head.mark == row.mark && head.sum != row.sum {
                let found = self.difference(index, row.stream);
                return Err(format!(
                    "{} is ahead of what it has of {}:\n{found}",
                    self.laptops[index].name, row.stream
                ));
            }
        }
        Ok(())
    }

    /// A laptop and the server count a stream anew: what they kept is what is there.
    pub fn recount(&mut self, index: usize) -> Result<(), Trouble> {
        let rows = self.laptops[index].store.streams().unwrap();
        if rows.is_empty() {
            return Ok(());
        }
        let forgiven = self.damaged_streams(index);
        let row = rows[self.roll(rows.len() as u64) as usize];
        let laptop = &self.laptops[index];
        let recount = laptop.store.recount(row.stream).unwrap();
        if recount != row.sum && !forgiven.contains(&row.stream) {
            return Err(format!("{}: {} is kept as {:?} and counts {recount:?}", laptop.name, row.stream, row.sum));
        }
        let mut tx = self.server.begin().unwrap();
        let head = tx.head(row.stream).unwrap();
        let mut sum = rounds::sync::Sum::default();
        for record in tx.records_in(row.stream).unwrap() {
            sum.join(record.recount());
        }
        if sum != head.sum {
            return Err(format!("the server: {} is kept as {:?} and counts {sum:?}", row.stream, head.sum));
        }
        Ok(())
    }
}
