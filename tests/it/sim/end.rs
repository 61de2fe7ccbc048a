//! What must hold in every world that has healed: the promises of the contract.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use rounds::schema::{ENTITIES, Key, USER};
use rounds::server::{Rec, Sqlite, Storage};
use rounds::sync::log::Packed;
use rounds::sync::{Identity, StreamId};

use super::world::{Trouble, World};

/// Whether the server has a change.
pub fn has(server: &mut Sqlite, identity: Identity) -> bool {
    server.begin().unwrap().change(identity).unwrap().is_some()
}

fn server_dump(server: &mut Sqlite, stream: StreamId) -> String {
    let mut out = String::new();
    let records = server.begin().unwrap().records_in(stream).unwrap();
    let known = |record: &&Rec| ENTITIES.iter().any(|entity| entity.number == record.entity);
    let mut dump = |name: &str, record: &Rec| {
        let cells: BTreeMap<Key, _> = record.cells.iter().map(|held| (held.key(), held)).collect();
        for (key, held) in cells {
            writeln!(
                out,
                "{name} {} {} {:?} {} {} {:x}.{}",
                record.id,
                key.field,
                key.element,
                held.value.to_json(),
                held.stamp.0,
                held.session,
                held.seq
            )
            .unwrap();
        }
    };
    for entity in ENTITIES {
        records.iter().filter(|record| record.entity == entity.number).for_each(|record| dump(entity.name, record));
    }
    let mut strangers: Vec<&Rec> = records.iter().filter(|record| !known(record)).collect();
    strangers.sort_by_key(|record| (record.id, record.entity));
    strangers.into_iter().for_each(|record| dump(&record.entity.to_string(), record));
    out
}

/// What a laptop says became of these changes.
fn fates_of(store: &rounds::store::Writer, changes: &[Identity]) -> String {
    let fates = store.fates().unwrap().into_iter().filter(|(identity, _)| changes.contains(identity));
    fates.map(|(identity, state)| format!("{} in state {state}", identity.seq)).collect::<Vec<_>>().join(", ")
}

pub fn first_difference(one: &str, two: &str) -> String {
    let mut lines: BTreeMap<&str, i32> = BTreeMap::new();
    one.lines().for_each(|line| *lines.entry(line).or_default() += 1);
    two.lines().for_each(|line| *lines.entry(line).or_default() -= 1);
    let mut found: Vec<String> = lines
        .into_iter()
        .filter(|(_, count)| *count != 0)
        .map(|(line, count)| format!("{} {line}", if count > 0 { "only here: " } else { "only there:" }))
        .collect();
    found.truncate(6);
    found.join("\n")
}

impl World {
    /// The promises.
    pub fn check_the_end(&mut self) -> Result<(), Trouble> {
        self.every_edit_is_at_the_server()?;
        for index in 0..self.laptops.len() {
            self.look_at(index)?;
            self.has_its_streams(index)?;
            self.equals_the_server(index)?;
            self.knows_what_is_parked(index)?;
        }
        self.records_are_whole()?;
        self.groups_are_whole()?;
        self.what_lost_is_kept()?;
        self.every_leaf_is_kept()
    }

    /// Whatever is known of a record, that it was made is known, too; but where just that is named as lost by what may lose it, and an edit that is
    /// younger came back.
    fn records_are_whole(&mut self) -> Result<(), Trouble> {
        let World { server, written, kept, .. } = self;
        let mut tx = server.begin().unwrap();
        for stream in tx.streams().unwrap() {
            for record in tx.records_in(stream).unwrap() {
                let makings = || written.makings(record.entity, record.id);
                let lost = makings().next().is_some() && makings().all(|made| kept.excuses(made));
                if record.held(&Key::RECORD).is_none() && !lost {
                    return Err(format!(
                        "nobody knows who made {} of {}: {:?}",
                        record.id, record.entity, record.cells
                    ));
                }
            }
        }
        Ok(())
    }

    /// Of a group all is taken, or all was parked.
    fn groups_are_whole(&mut self) -> Result<(), Trouble> {
        let mut tx = self.server.begin().unwrap();
        for (group, changes) in &self.groups {
            let known: Vec<_> = changes.iter().filter_map(|identity| tx.change(*identity).unwrap()).collect();
            let taken = known.iter().filter(|change| change.stream.is_some()).count();
            let excused = changes.iter().filter(|identity| self.kept.excuses(**identity));
            let lost = excused.filter(|identity| tx.change(**identity).unwrap().is_none()).count();
            let (count, of) = (known.len(), changes.len());
            if count != 0 && count + lost != of || taken != 0 && taken != count {
                let there: Vec<_> = known.iter().map(|one| (one.identity.seq, one.stream, one.parked)).collect();
                let here: Vec<String> = self.laptops.iter().map(|laptop| fates_of(&laptop.store, changes)).collect();
                return Err(format!(
                    "group {group:?} was taken in part: {taken} of {count} known of {of}: {changes:?}\nthere: {there:?}\nhere: {here:?}"
                ));
            }
        }
        Ok(())
    }

    fn every_edit_is_at_the_server(&mut self) -> Result<(), Trouble> {
        for laptop in &self.laptops {
            let waits = laptop.store.waiting().unwrap();
            if waits != 0 {
                return Err(format!("{} still has {waits} changes waiting", laptop.name));
            }
        }
        self.all_is_at_the_server()
    }

    /// The streams of its user, all of them and no others.
    fn has_its_streams(&mut self, index: usize) -> Result<(), Trouble> {
        let user = self.laptops[index].user;
        let record = self.server.begin().unwrap().record(USER.number, user).unwrap().unwrap();
        let mut should: BTreeSet<StreamId> = [StreamId::Global, StreamId::User(user)].into();
        let territories = USER.field("territories").unwrap().number;
        let mine = record.elements(territories).filter(|held| !held.value.is_null());
        should.extend(mine.map(|held| StreamId::Territory(held.element.parse().unwrap())));
        let has: BTreeSet<StreamId> =
            self.laptops[index].store.streams().unwrap().into_iter().map(|row| row.stream).collect();
        if has == should { Ok(()) } else { Err(format!("{} has {has:?}, not {should:?}", self.laptops[index].name)) }
    }

    /// What differs in a stream between a laptop and the server.
    pub fn difference(&mut self, index: usize, stream: StreamId) -> String {
        let here = self.laptops[index].store.dump_confirmed(stream).unwrap();
        let there = server_dump(&mut self.server, stream);
        let found = first_difference(&here, &there);
        let story = self.story(index, &found);
        format!("{found}\n{story}\n")
    }

    fn equals_the_server(&mut self, index: usize) -> Result<(), Trouble> {
        let name = self.laptops[index].name.clone();
        for row in self.laptops[index].store.streams().unwrap() {
            let here = self.laptops[index].store.dump_confirmed(row.stream).unwrap();
            let recount = self.laptops[index].store.recount(row.stream).unwrap();
            let head = self.server.begin().unwrap().head(row.stream).unwrap();
            if here != server_dump(&mut self.server, row.stream) {
                let found = self.difference(index, row.stream);
                return Err(format!("{name} and the server differ in {}:\n{found}", row.stream));
            }
            if recount != row.sum || head.sum != row.sum {
                return Err(format!(
                    "{name}: sums of {}: kept {:?}, recounted {recount:?}, the server's {:?}",
                    row.stream, row.sum, head.sum
                ));
            }
        }
        // Nothing waits, so what is shown is what is confirmed.
        let covered = self.laptops[index].store.covered().unwrap();
        if let Some(first) = covered.first() {
            let story = self.story(index, first);
            return Err(format!("{name} still covers {covered:?}\n{story}"));
        }
        Ok(())
    }

    /// What the server could not take is shown as parked where it was made, and nothing else is.
    fn knows_what_is_parked(&mut self, index: usize) -> Result<(), Trouble> {
        let mut tx = self.server.begin().unwrap();
        for (identity, state) in self.laptops[index].store.fates().unwrap() {
            let known = tx.change(identity).unwrap();
            let parked = known.is_some_and(|known| known.parked.is_some());
            if parked != (state == 2) {
                let (session, seq) = (identity.session, identity.seq);
                let name = &self.laptops[index].name;
                return Err(format!("{name}: {session:x}.{seq} is in state {state}, at the server parked: {parked}"));
            }
        }
        Ok(())
    }

    /// Everything known of the first record named in a text.
    pub fn story(&mut self, laptop: usize, text: &str) -> String {
        let Some(record) = text.split_whitespace().find_map(|word| word.parse::<rounds::base::id::Id>().ok()) else {
            return String::new();
        };
        let mut story = self.laptops[laptop].store.changes_of(record).unwrap().join("\n");
        let mut tx = self.server.begin().unwrap();
        for stream in tx.streams().unwrap() {
            for (position, entry) in tx.entries(stream, 0, usize::MAX).unwrap().0 {
                let entry = format!("{:?}", Packed::stored(entry).open().unwrap());
                if entry.contains(&record.to_string()) {
                    story.push_str(&format!("\n{position} in {stream}: {entry}"));
                }
            }
        }
        story
    }
}
