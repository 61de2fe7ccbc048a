//! What the office is asked: what a restored server was told by laptops and takes by nobody's word. Whoever has the server's own folder decides it
//! there, for a company may have no admin with a laptop.
//!
//! Always holds: what was set as one is decided as one; a decision is written as any other of the office's is, and every laptop hears of it. Must
//! not decide what two people set unseen: whoever has the customer does that.

use std::collections::{BTreeMap, BTreeSet};

use super::round::Round;
use crate::base::clock::Moment;
use crate::base::id::Id;
use crate::schema::{CONFLICT, Conflict, ConflictRule, ConflictState, Key, Kind, Stream, Value, entity};
use crate::server::admin::{key, typed};
use crate::server::core::Core;
use crate::server::error::ServerError;
use crate::server::storage::{Rec, Storage};

/// A value that laptops had, and waits for the office's word.
#[derive(Clone, PartialEq, Debug)]
pub struct Question {
    /// The conflict record.
    pub id: Id,
    /// Of which entity.
    pub entity: u16,
    /// Of which record.
    pub record: Id,
    /// What it is called, here or by what laptops had.
    pub name: String,
    /// Of which field; 0: the record itself.
    pub field: u16,
    /// Of which element of a set.
    pub element: String,
    /// What stands.
    pub stands: Value,
    /// What laptops had.
    pub lost: Value,
    /// When that was set.
    pub at: Option<Moment>,
}

impl Core {
    /// What waits for the office, in the order in which it was set.
    pub fn questions(&mut self, storage: &mut dyn Storage, now: Moment) -> Result<Vec<Question>, ServerError> {
        let mut round = Round::look(storage, self.session, &mut self.seq, now)?;
        let notes = round.questions()?;
        let mut named: BTreeMap<Id, String> = BTreeMap::new();
        let mut found = Vec::with_capacity(notes.len());
        for note in notes {
            let Some((number, record, at)) = about(&note) else { continue };
            let kept = round.record(number, record)?;
            let name = entity(number).and_then(|entity| entity.field("name")).map(|field| field.number);
            let lost = value(number, &at, &note.lost);
            if Some(at.field) == name {
                named.insert(record, lost.str().to_owned());
            }
            found.push(Question {
                id: note.id,
                entity: number,
                record,
                name: name
                    .filter(|_| kept.is_there())
                    .map(|name| kept.value(name).str().to_owned())
                    .unwrap_or_default(),
                stands: kept.held(&at).map(|held| held.value.clone()).unwrap_or_default(),
                lost,
                at: note.lost_at,
                field: at.field,
                element: at.element,
            });
        }
        for question in found.iter_mut().filter(|question| question.name.is_empty()) {
            question.name = named.get(&question.record).cloned().unwrap_or_default();
        }
        Ok(found)
    }

    /// Decides questions, each with what was set together with it; gives how many.
    pub fn decide(
        &mut self,
        storage: &mut dyn Storage,
        chosen: &[Id],
        bring_back: bool,
        now: Moment,
    ) -> Result<usize, ServerError> {
        let mut round = Round::begin(storage, self.session, &mut self.seq, now)?;
        let open = round.questions()?;
        if let Some(unknown) = chosen.iter().find(|id| open.iter().all(|note| note.id != **id)) {
            return Err(ServerError::Unknown(unknown.to_string()));
        }
        let mut decided: BTreeSet<Id> = BTreeSet::new();
        for note in open.iter().filter(|note| chosen.contains(&note.id)) {
            if decided.contains(&note.id) {
                continue;
            }
            let Some((number, record, _)) = about(note) else { continue };
            let kept = round.record(number, record)?;
            let together: Vec<&Conflict> =
                open.iter().filter(|other| goes_with(note, other, kept.is_there())).collect();
            if bring_back {
                // What was set last of a field stands last.
                let fields: BTreeMap<Key, Value> = together
                    .iter()
                    .filter_map(|note| about(note).map(|(number, _, at)| (at.clone(), value(number, &at, &note.lost))))
                    .filter(|(at, value)| kept.held(at).map_or(&Value::Null, |held| &held.value) != value)
                    .collect();
                if !fields.is_empty() {
                    round.write_own(number, record, fields.into_iter().collect())?;
                }
            }
            let state = if bring_back { ConflictState::BroughtBack } else { ConflictState::KeptWinner };
            for note in together {
                round.close_open(note.id, state)?;
                decided.insert(note.id);
            }
        }
        round.finish()?;
        Ok(decided.len())
    }
}

impl Round<'_> {
    /// The open notes that are the office's to decide.
    fn questions(&mut self) -> Result<Vec<Conflict>, ServerError> {
        let records = self.tx.records_of(CONFLICT.number)?;
        let open = records.iter().filter(|record| record.is_there()).map(typed::<Conflict>);
        let mut found: Vec<Conflict> =
            open.filter(|note| note.state == Some(ConflictState::Open) && is_asked(note)).collect();
        found.sort_by_key(|note| (note.lost_at, note.record, note.field, note.id));
        Ok(found)
    }

    /// What waited at the server itself is this admin's from now on.
    pub fn hand_over(&mut self, admin: Id) -> Result<(), ServerError> {
        let waits = |record: &Rec| record.stream == Some(crate::sync::StreamId::User(Id::NIL)) && record.is_there();
        let records = self.tx.records_of(CONFLICT.number)?;
        for record in records.iter().filter(|record| waits(record)) {
            self.write_own(CONFLICT.number, record.id, vec![(key(&CONFLICT, "owner"), Value::Id(admin))])?;
        }
        Ok(())
    }
}

/// What a laptop's word alone does not bring back, and what an admin alone may write.
fn is_asked(note: &Conflict) -> bool {
    let declared = note.entity.and_then(|number| u16::try_from(number).ok()).and_then(entity);
    note.rule == Some(ConflictRule::Returned) || declared.is_some_and(|entity| entity.stream == Stream::Global)
}

/// Whether two notes are of one act: of one record that is not there all of them, else what was set at once.
fn goes_with(note: &Conflict, other: &Conflict, is_there: bool) -> bool {
    (note.entity, note.record) == (other.entity, other.record)
        && (!is_there || (note.lost_by, note.lost_at) == (other.lost_by, other.lost_at))
}

fn about(note: &Conflict) -> Option<(u16, Id, Key)> {
    let number = |value: Option<i64>| value.and_then(|value| u16::try_from(value).ok());
    let at = Key { field: number(note.field)?, element: note.element.clone() };
    Some((number(note.entity)?, note.record?, at))
}

/// The value of a key as it is kept in a note.
fn value(number: u16, at: &Key, json: &str) -> Value {
    let json = serde_json::from_str(json).unwrap_or_default();
    let declared = entity(number).and_then(|entity| entity.by_number(at.field)).map(|field| field.kind);
    // Of an element, and of the record itself: that it is there, or not.
    let kind = declared.filter(|kind| !kind.is_set()).unwrap_or(Kind::Number);
    Value::from_json(&json, kind).unwrap_or_default()
}
