//! What must hold in every world at its end.

use std::collections::BTreeMap;
use std::fmt::Write;

use minicbor::Decode;
use rounds::schema::{CONFLICT, ENTITIES, Key, Value};
use rounds::server::{Decided, Sqlite, Storage};
use rounds::sync::log::Packed;
use rounds::sync::{Identity, StreamId, conflict_id};

use super::world::World;

/// A field of a change as the server keeps it.
#[derive(Decode)]
#[cbor(array)]
struct Body {
    #[n(0)]
    field: u16,
    #[n(1)]
    value: Value,
    #[n(2)]
    outcome: u8,
    #[n(3)]
    _base: Option<(u64, u64)>,
    #[n(4)]
    element: Option<String>,
}

/// Whether the server has a change.
pub fn has(server: &mut Sqlite, identity: Identity) -> bool {
    server.begin().unwrap().change(identity).unwrap().is_some()
}

fn server_dump(server: &mut Sqlite, stream: StreamId) -> String {
    let mut out = String::new();
    let records = server.begin().unwrap().records_in(stream).unwrap();
    for entity in ENTITIES {
        for record in records.iter().filter(|record| record.entity == entity.number) {
            let cells: BTreeMap<Key, _> = record.cells.iter().map(|held| (held.key(), held)).collect();
            for (key, held) in cells {
                writeln!(
                    out,
                    "{} {} {} {:?} {} {} {:x}.{}",
                    entity.name,
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
        }
    }
    out
}

fn first_difference(one: &str, two: &str) -> String {
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
    pub fn check(&mut self) -> Result<(), String> {
        self.every_edit_is_at_the_server()?;
        self.all_copies_are_equal()?;
        self.what_lost_is_kept()
    }

    fn every_edit_is_at_the_server(&mut self) -> Result<(), String> {
        for laptop in &self.laptops {
            let waits = laptop.store.waiting().unwrap();
            if waits != 0 {
                return Err(format!("{} still has {waits} changes waiting", laptop.name));
            }
        }
        let World { saved, server, .. } = self;
        match saved.iter().find(|identity| !has(server, **identity)) {
            Some(lost) => Err(format!("an edit that was saved is nowhere: {:x}.{}", lost.session, lost.seq)),
            None => Ok(()),
        }
    }

    fn all_copies_are_equal(&mut self) -> Result<(), String> {
        for index in 0..self.laptops.len() {
            let name = self.laptops[index].name.clone();
            for row in self.laptops[index].store.streams().unwrap() {
                let here = self.laptops[index].store.dump_confirmed(row.stream).unwrap();
                let there = server_dump(&mut self.server, row.stream);
                if here != there {
                    let found = first_difference(&here, &there);
                    let story = self.story(index, &found);
                    return Err(format!("{name} and the server differ in {}:\n{found}\n{story}", row.stream));
                }
                let recount = self.laptops[index].store.recount(row.stream).unwrap();
                let head = self.server.begin().unwrap().head(row.stream).unwrap();
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
        }
        Ok(())
    }

    /// Everything known of the first record named in a text.
    fn story(&mut self, laptop: usize, text: &str) -> String {
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

    /// Whatever lost without being known of has its conflict record, or is what stands all the same.
    fn what_lost_is_kept(&mut self) -> Result<(), String> {
        let identities: Vec<Identity> = self.saved.iter().copied().collect();
        for identity in identities {
            let mut tx = self.server.begin().unwrap();
            let change: Decided = tx.change(identity).unwrap().unwrap();
            if change.entity == CONFLICT.number || change.parked.is_some() {
                continue;
            }
            let Some(body) = &change.body else { continue };
            let body: Vec<Body> = minicbor::decode(body).unwrap();
            let record = tx.record(change.entity, change.record).unwrap().unwrap();
            for field in body.into_iter().filter(|field| field.outcome != 0 && field.field != 0) {
                let key = Key { field: field.field, element: field.element.unwrap_or_default() };
                let conflict = conflict_id(change.entity, change.record, &key, identity);
                let kept = tx.record(CONFLICT.number, conflict).unwrap().is_some();
                let stands = record.held(&key).is_some_and(|held| held.value == field.value);
                if !kept && !stands && !self.server_restored {
                    return Err(format!("{:x}.{} lost {key:?} without a trace", identity.session, identity.seq));
                }
            }
        }
        Ok(())
    }
}
