//! The records that acts of an import have made: what the store would hold.

use std::collections::BTreeMap;
use std::path::Path;

use rounds::base::clock::Now;
use rounds::base::id::{Id, IdSource};
use rounds::domain::act::{Act, RecordEdit};
use rounds::domain::import::{Book, Choices, Mapping, Plan, Said, Setting, Source, plan};
use rounds::interop;
use rounds::schema::{Account, Contact, FollowUp, FollowUpState, Grade, Record, Value, Visit};

pub const ME: Id = Id::from_bytes([1; 16]);
pub const HERE: Id = Id::from_bytes([2; 16]);

/// The records that acts have made: what the store would hold.
#[derive(Default)]
pub struct World {
    pub book: Book,
    pub visits: Vec<Visit>,
    pub follow_ups: Vec<FollowUp>,
}

impl World {
    pub fn commit(&mut self, act: &Act) {
        for edit in act.groups.iter().flatten() {
            match edit.entity {
                1 => put(&mut self.book.accounts, edit.record, &edit.deed),
                2 => put(&mut self.book.contacts, edit.record, &edit.deed),
                3 => put(&mut self.visits, edit.record, &edit.deed),
                5 => put(&mut self.follow_ups, edit.record, &edit.deed),
                other => panic!("an import makes no entity {other}"),
            }
        }
    }

    pub fn account(&self, name: &str) -> &Account {
        self.book.accounts.iter().find(|account| account.name == name).unwrap_or_else(|| panic!("{name}"))
    }

    pub fn contact(&self, name: &str) -> &Contact {
        self.book.contacts.iter().find(|contact| contact.name == name).unwrap_or_else(|| panic!("{name}"))
    }
}

fn put<R: Record>(records: &mut Vec<R>, id: Id, deed: &RecordEdit) {
    let (old, fields) = match deed {
        RecordEdit::Create(fields) | RecordEdit::Generate(fields) => {
            assert!(records.iter().all(|record| record.id() != id), "created twice");
            (R::default(), fields)
        }
        RecordEdit::Set(fields) => {
            let at = records.iter().position(|record| record.id() == id).unwrap();
            (records.remove(at), fields)
        }
        RecordEdit::Delete => panic!("an import deletes nothing"),
    };
    let mut values: BTreeMap<u16, Value> = old.values().into_iter().collect();
    values.extend(fields.iter().cloned());
    records.push(R::read(id, &mut |field| values.remove(&field.number).unwrap_or_default()));
}

pub fn source(name: &str) -> Source {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name);
    interop::read(&std::fs::read(path).unwrap(), name, None).unwrap()
}

pub fn read(text: &str) -> Source {
    interop::read(text.as_bytes(), "x.csv", None).unwrap()
}

pub fn worked_out(source: &Source, map: &str, world: &World, seed: u64, choices: Choices) -> Plan {
    let mut mapping = match source {
        Source::Table(table) => Mapping::propose(table),
        Source::Cards(_) => Mapping::default(),
    };
    mapping.change(map).unwrap();
    let now = Now::parse("2026-11-24T10:42:00+08:00").unwrap();
    let cycle = |grade: Option<Grade>| match grade {
        Some(Grade::A) => 14,
        Some(Grade::B) => 28,
        _ => 56,
    };
    let is_there =
        |_, id| world.visits.iter().any(|visit| visit.id == id) || world.follow_ups.iter().any(|next| next.id == id);
    let setting = Setting {
        now: &now,
        me: ME,
        territory: HERE,
        file: "list.csv",
        cycle: &cycle,
        is_there: &is_there,
        said: &|_| Said::default(),
        choices,
    };
    let open = world.follow_ups.iter().filter(|next| next.state == Some(FollowUpState::Open));
    let book = Book { follow_ups: open.cloned().collect(), ..world.book.clone() };
    plan(source, &mapping, &book, &setting, &mut IdSource::seeded(seed))
}

pub fn import(name: &str, map: &str) -> (World, Plan) {
    let mut world = World::default();
    let source = source(name);
    let plan = worked_out(&source, map, &world, 1, Choices::default());
    world.commit(&plan.act);
    let again = worked_out(&source, map, &world, 2, Choices::default());
    assert_eq!(
        again.preview.counts.unchanged, plan.preview.counts.customers,
        "{name} again: {:?}",
        again.preview.overwrites
    );
    assert!(again.act.is_empty(), "{name} again");
    (world, plan)
}
