//! Puts the demo's records into a book, its people and territories named as that book knows them.

use std::collections::BTreeMap;

use crate::base::clock::Now;
use crate::base::id::Id;
use crate::cli::demo::{Customer, Demo};
use crate::domain::act::{Edit, RecordEdit};
use crate::schema::{Record, Value};
use crate::store::{Bulk, Me, StoreError, Writer};

/// Other names for ids.
pub type Names = BTreeMap<Id, Id>;

/// Fills a book that belongs to no company, for looking and measuring: nothing waits to be sent.
pub fn alone(writer: &mut Writer, demo: Demo, now: &Now) -> Result<u64, StoreError> {
    let me = Me::local();
    let mut names = Names::new();
    names.insert(demo.me, me.user);
    if let Some(territory) = demo.territories.first() {
        names.insert(territory.id, me.territory);
    }
    let people: Vec<Edit> =
        demo.users.iter().map(Edit::create).chain(demo.territories.iter().map(Edit::create)).collect();
    let types: Vec<Edit> = demo.visit_types.iter().map(Edit::create).collect();
    let unfiled: Vec<Edit> = demo.unfiled.iter().map(Edit::create).collect();
    let edits = people.into_iter().chain(types).chain(demo.flat_map(records)).chain(unfiled);
    writer.bulk(edits.map(|edit| renamed(edit, &names)), now.at, Bulk::Arrived)
}

/// Fills a rep's book with what he has not sent yet.
pub fn outgoing(writer: &mut Writer, demo: Demo, names: &Names, now: &Now) -> Result<u64, StoreError> {
    let unfiled: Vec<Edit> = demo.unfiled.iter().map(Edit::create).collect();
    let edits = demo.flat_map(records).chain(unfiled);
    writer.bulk(edits.map(|edit| renamed(edit, names)), now.at, Bulk::Outgoing)
}

fn records(customer: Customer) -> Vec<Edit> {
    let Customer { account, contacts, visits, touches, follow_ups } = customer;
    let mut edits = vec![Edit::create(&account)];
    edits.extend(contacts.iter().map(Edit::create));
    edits.extend(visits.iter().map(Edit::create));
    edits.extend(touches.iter().map(Edit::create));
    edits.extend(follow_ups.iter().map(Edit::create));
    edits
}

fn renamed(mut edit: Edit, names: &Names) -> Edit {
    let name = |id: Id| names.get(&id).copied().unwrap_or(id);
    edit.record = name(edit.record);
    if let RecordEdit::Create(fields) | RecordEdit::Generate(fields) | RecordEdit::Set(fields) = &mut edit.deed {
        for (_, value) in fields {
            match value {
                Value::Id(id) => *id = name(*id),
                Value::Set(elements) => {
                    let renamed = elements
                        .iter()
                        .map(|element| element.parse().map_or_else(|_| element.clone(), |id| name(id).to_string()));
                    *elements = renamed.collect();
                }
                _ => {}
            }
        }
    }
    edit
}

/// A typed record of a book.
pub fn one<R: Record>(writer: &Writer, id: Id, now: &Now) -> Result<Option<R>, StoreError> {
    use crate::domain::ask::{Answer, Ask};
    let answer = writer.answer(&Ask::Record { entity: R::ENTITY.number, record: id }, now)?;
    Ok(match answer {
        Answer::Record(Some(view)) => Some(R::read(id, &mut |field| {
            view.values
                .iter()
                .find(|(number, _)| *number == field.number)
                .map_or(Value::Null, |(_, value)| value.clone())
        })),
        _ => None,
    })
}
