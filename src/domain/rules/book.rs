//! A book of records in memory, for tests: it can be looked at, and takes acts.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::base::clock::Now;
use crate::base::id::{Id, IdSource};
use crate::domain::act::{Act, RecordEdit};
use crate::domain::deed::{Deed, Refusal};
use crate::domain::look::{Look, LookFailed};
use crate::domain::usual::Usual;
use crate::schema::{
    Account, Conflict, ConflictState, Contact, FollowUp, FollowUpState, Record, Stream, Touch, Value, Visit,
    VisitState, entity,
};

/// The field that points to the record that a merged one is.
fn pointer_of(number: u16) -> Option<u16> {
    Some(entity(number)?.field("merged_into")?.number)
}

#[derive(Clone, Default, PartialEq, Debug)]
pub struct Book {
    rows: BTreeMap<(u16, Id), BTreeMap<u16, Value>>,
    /// What was there and is no more.
    gone: BTreeSet<(u16, Id)>,
    usual: Usual,
}

pub const ME: Id = Id::from_bytes([1; 16]);
pub const TERRITORY: Id = Id::from_bytes([2; 16]);

/// The id that tests write as a number.
pub fn id(number: u8) -> Id {
    Id::from_bytes([number; 16])
}

impl Book {
    pub fn usual(self, usual: Usual) -> Book {
        Book { usual, ..self }
    }

    pub fn with<R: Record>(mut self, record: &R) -> Book {
        self.put(record);
        self
    }

    pub fn put<R: Record>(&mut self, record: &R) {
        let fields = record.values().into_iter().filter(|(_, value)| !value.is_null()).collect();
        self.rows.insert((R::ENTITY.number, record.id()), fields);
    }

    pub fn all<R: Record>(&self) -> Vec<R> {
        let of = |((entity, id), fields): (&(u16, Id), &BTreeMap<u16, Value>)| {
            (*entity == R::ENTITY.number).then(|| read::<R>(*id, fields))
        };
        self.rows.iter().filter_map(of).collect()
    }

    pub fn get<R: Record>(&self, id: Id) -> R {
        self.record(id).unwrap().unwrap_or_else(|| panic!("{} {id} is gone", R::ENTITY.name))
    }

    /// Takes an act; every edit must fit what is there.
    pub fn take(&mut self, act: &Act) {
        let mut touched = BTreeSet::new();
        for edit in act.groups.iter().flatten() {
            let key = (edit.entity, edit.record);
            assert!(touched.insert(key), "{} twice in one act: {act:?}", edit.record);
            match &edit.deed {
                RecordEdit::Create(fields) | RecordEdit::Generate(fields) => {
                    assert!(fields.iter().all(|(_, value)| !value.is_null()));
                    assert!(!self.gone.contains(&key), "made again");
                    assert!(self.rows.insert(key, fields.iter().cloned().collect()).is_none(), "made twice");
                }
                RecordEdit::Set(fields) => {
                    let row = self.rows.get_mut(&key).unwrap();
                    for (field, value) in fields {
                        assert_ne!(row.get(field).unwrap_or(&Value::Null), value, "field {field} does not change");
                        row.insert(*field, value.clone());
                    }
                    row.retain(|_, value| !value.is_null());
                }
                RecordEdit::Delete => {
                    assert!(self.rows.remove(&key).is_some(), "deleted and not there");
                    self.gone.insert(key);
                }
            }
        }
    }

    /// Does a deed.
    pub fn perform(&mut self, deed: &Deed, now: &str) -> Result<Act, Refusal> {
        self.perform_at(deed, &Now::parse(now).unwrap())
    }

    pub fn perform_at(&mut self, deed: &Deed, now: &Now) -> Result<Act, Refusal> {
        let mut ids = IdSource::seeded(now.at.millis() as u64 ^ self.rows.len() as u64);
        let act = super::act(deed, self, now, &mut ids)?;
        let words = act.label.words.as_str();
        assert!(super::LABELS.iter().any(|(key, _)| *key == words), "{words} is in no list");
        assert!(act.groups.iter().all(|group| !group.is_empty()));
        self.take(&act);
        Ok(act)
    }
}

fn read<R: Record>(id: Id, fields: &BTreeMap<u16, Value>) -> R {
    R::read(id, &mut |field| fields.get(&field.number).cloned().unwrap_or_default())
}

impl Look for Book {
    fn record<R: Record>(&self, id: Id) -> Result<Option<R>, LookFailed> {
        Ok(self.rows.get(&(R::ENTITY.number, id)).map(|fields| read(id, fields)))
    }
    fn values(&self, entity: u16, id: Id) -> Result<Option<Vec<(u16, Value)>>, LookFailed> {
        Ok(self.rows.get(&(entity, id)).map(|fields| fields.clone().into_iter().collect()))
    }
    fn was_there(&self, entity: u16, id: Id) -> Result<bool, LookFailed> {
        Ok(self.rows.contains_key(&(entity, id)) || self.gone.contains(&(entity, id)))
    }
    fn stands_for(&self, entity: u16, mut id: Id) -> Result<Id, LookFailed> {
        let Some(pointer) = pointer_of(entity) else { return Ok(id) };
        for _ in 0..8 {
            match self.rows.get(&(entity, id)).and_then(|fields| fields.get(&pointer)).and_then(Value::id) {
                Some(into) => id = into,
                None => break,
            }
        }
        Ok(id)
    }
    fn hanging(&self, account: Id) -> Result<Vec<(u16, Id)>, LookFailed> {
        let on = |number: u16, fields: &BTreeMap<u16, Value>| match entity(number).unwrap().stream {
            Stream::Parent { field } => {
                let field = entity(number).unwrap().field(field).unwrap().number;
                fields.get(&field) == Some(&Value::Id(account))
            }
            _ => false,
        };
        Ok(self.rows.iter().filter(|((entity, _), fields)| on(*entity, fields)).map(|(key, _)| *key).collect())
    }
    fn parked(&self, _acts: &[Id]) -> Result<Vec<crate::domain::parked::ParkedChange>, LookFailed> {
        Ok(Vec::new())
    }
    fn me(&self) -> Id {
        ME
    }
    fn usual(&self) -> Result<Usual, LookFailed> {
        Ok(self.usual)
    }

    fn territory(&self) -> Id {
        TERRITORY
    }
    fn contacts(&self, account: Id) -> Result<Vec<Contact>, LookFailed> {
        Ok(self.all().into_iter().filter(|contact: &Contact| contact.account == Some(account)).collect())
    }
    fn open_follow_ups(&self, account: Id) -> Result<Vec<FollowUp>, LookFailed> {
        let open =
            |follow_up: &FollowUp| follow_up.account == Some(account) && follow_up.state == Some(FollowUpState::Open);
        Ok(self.all().into_iter().filter(open).collect())
    }
    fn open_visits(&self, account: Id) -> Result<Vec<Visit>, LookFailed> {
        Ok(self
            .all()
            .into_iter()
            .filter(|visit: &Visit| visit.account == Some(account) && super::log::is_open(visit))
            .collect())
    }
    fn visit_in_progress(&self) -> Result<Option<Visit>, LookFailed> {
        let mine = |visit: &Visit| visit.owner == Some(ME) && visit.state == Some(VisitState::InProgress);
        Ok(self.all().into_iter().find(mine))
    }
    fn planned_on(&self, account: Id, day: NaiveDate) -> Result<Vec<Visit>, LookFailed> {
        let planned = |visit: &Visit| {
            visit.owner == Some(ME)
                && visit.account == Some(account)
                && visit.day == Some(day)
                && visit.state == Some(VisitState::Planned)
        };
        Ok(self.all().into_iter().filter(planned).collect())
    }
    fn follow_ups_of(&self, log: Id) -> Result<Vec<FollowUp>, LookFailed> {
        let brought = |follow_up: &FollowUp| follow_up.visit == Some(log) || follow_up.touch == Some(log);
        Ok(self.all().into_iter().filter(brought).collect())
    }
    fn open_conflicts(&self, record: Id) -> Result<Vec<Conflict>, LookFailed> {
        let open = |one: &Conflict| one.record == Some(record) && one.state == Some(ConflictState::Open);
        Ok(self.all().into_iter().filter(open).collect())
    }
    fn visits_of(&self, account: Id, most: usize) -> Result<Vec<Visit>, LookFailed> {
        let mut visits: Vec<Visit> =
            self.all().into_iter().filter(|visit: &Visit| visit.account == Some(account)).collect();
        visits.sort_by_key(|visit| std::cmp::Reverse((visit.day, visit.started)));
        visits.truncate(most);
        Ok(visits)
    }
    fn touches_of(&self, account: Id, most: usize) -> Result<Vec<Touch>, LookFailed> {
        let mut touches: Vec<Touch> =
            self.all().into_iter().filter(|touch: &Touch| touch.account == Some(account)).collect();
        touches.sort_by_key(|touch| std::cmp::Reverse(touch.at));
        touches.truncate(most);
        Ok(touches)
    }
}

/// A customer of this number and name.
pub fn account(number: u8, name: &str) -> Account {
    Account { id: id(number), name: name.into(), territory: Some(TERRITORY), owner: Some(ME), ..Account::default() }
}
