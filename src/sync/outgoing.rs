//! Between changes and their short form in a request: sessions and acts said once, numbers as steps.
//!
//! Always holds: what is read is what was put in.

use std::collections::HashMap;

use super::change::{Change, FieldChange, Identity};
use super::wire::{Group, Request, SentChange, SentField, SentIdentity};
use crate::base::clock::Stamp;
use crate::base::id::Id;
use crate::schema::Key;

/// The numbers of the change before, from which the next one's are steps.
#[derive(Clone, Copy, Default)]
struct Before {
    seq: u64,
    stamp: u64,
    seen: u64,
}

/// Puts groups into a request.
#[derive(Default)]
pub struct Sending {
    sessions: HashMap<u64, u32>,
    acts: HashMap<Id, u32>,
    before: Before,
}

impl Sending {
    /// Adds a group of one act; `again` as in [`Group::again`].
    pub fn push(&mut self, request: &mut Request, act: Id, changes: &[Change], again: Option<u64>) {
        let acts = &mut request.acts;
        let act = *self.acts.entry(act).or_insert_with(|| {
            acts.push(act);
            acts.len() as u32 - 1
        });
        let changes = changes.iter().map(|change| self.change(&mut request.sessions, change)).collect();
        request.groups.push(Group { act, changes, again });
    }

    fn session(&mut self, sessions: &mut Vec<u64>, session: u64) -> u32 {
        *self.sessions.entry(session).or_insert_with(|| {
            sessions.push(session);
            sessions.len() as u32 - 1
        })
    }

    fn change(&mut self, sessions: &mut Vec<u64>, change: &Change) -> SentChange {
        let session = self.session(sessions, change.identity.session);
        let fields = change
            .fields
            .iter()
            .map(|field| SentField {
                field: field.key.field,
                value: field.value.clone(),
                base: field
                    .base
                    .map(|base| SentIdentity { session: self.session(sessions, base.session), seq: base.seq }),
                element: Some(field.key.element.clone()).filter(|element| !element.is_empty()),
            })
            .collect();
        let before = std::mem::replace(
            &mut self.before,
            Before { seq: change.identity.seq, stamp: change.stamp.0, seen: change.seen },
        );
        SentChange {
            session,
            seq: change.identity.seq.wrapping_sub(before.seq) as i64,
            entity: change.entity,
            record: change.record,
            stamp: change.stamp.0.wrapping_sub(before.stamp) as i64,
            seen: change.seen.wrapping_sub(before.seen) as i64,
            fields,
            said: Some(change.said.clone()).filter(|said| !said.is_empty()),
        }
    }
}

/// A group as the server reads it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ReadGroup {
    /// Its changes, each with its act and, as the group's name, an id computed from its first change.
    pub changes: Vec<Change>,
    /// As in [`Group::again`].
    pub again: Option<u64>,
}

/// The groups of a request; `None` where a session or an act is named that is not there, or a group is empty.
pub fn read_groups(request: &Request) -> Option<Vec<ReadGroup>> {
    let mut before = Before::default();
    let mut groups = Vec::with_capacity(request.groups.len());
    for group in &request.groups {
        let act = *request.acts.get(group.act as usize)?;
        let mut changes = Vec::with_capacity(group.changes.len());
        for sent in &group.changes {
            before = Before {
                seq: before.seq.wrapping_add(sent.seq as u64),
                stamp: before.stamp.wrapping_add(sent.stamp as u64),
                seen: before.seen.wrapping_add(sent.seen as u64),
            };
            let identity = Identity { session: *request.sessions.get(sent.session as usize)?, seq: before.seq };
            let mut fields = Vec::with_capacity(sent.fields.len());
            for field in &sent.fields {
                let base = match field.base {
                    Some(base) => Some(base.open(&request.sessions)?),
                    None => None,
                };
                let key = Key { field: field.field, element: field.element.clone().unwrap_or_default() };
                fields.push(FieldChange { key, value: field.value.clone(), base });
            }
            changes.push(Change {
                identity,
                act,
                group: Id::NIL,
                entity: sent.entity,
                record: sent.record,
                stamp: Stamp(before.stamp),
                seen: before.seen,
                fields,
                said: sent.said.clone().unwrap_or_default(),
            });
        }
        let first = changes.first()?.identity;
        let name = Id::derived(&[b"group", &first.session.to_be_bytes(), &first.seq.to_be_bytes()]);
        for change in &mut changes {
            change.group = name;
        }
        groups.push(ReadGroup { changes, again: group.again });
    }
    Some(groups)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::id::IdSource;
    use crate::schema::Value;
    use crate::sync::frame::{Form, open, pack};

    fn change(session: u64, seq: u64, stamp: u64, seen: u64, fields: Vec<FieldChange>) -> Change {
        let record = Id::derived(&[&seq.to_be_bytes()]);
        let identity = Identity { session, seq };
        Change {
            identity,
            act: Id::NIL,
            group: Id::NIL,
            entity: 1,
            record,
            stamp: Stamp(stamp),
            seen,
            fields,
            said: Vec::new(),
        }
    }

    #[test]
    fn groups_read_back_through_both_forms() {
        let base = Some(Identity { session: 77, seq: u64::MAX });
        let fields = vec![
            FieldChange { key: Key::RECORD, value: Value::Int(1), base: None },
            FieldChange { key: Key { field: 22, element: "a".into() }, value: Value::Null, base },
        ];
        let groups = [
            vec![change(5, 9, 1 << 60, 7, fields.clone()), change(5, 10, 4, 0, fields.clone())],
            vec![change(u64::MAX, 1, u64::MAX, u64::MAX, fields)],
        ];
        let mut request = Request::default();
        let mut sending = Sending::default();
        for (index, group) in groups.iter().enumerate() {
            sending.push(&mut request, Id::derived(&[&[index as u8]]), group, (index == 1).then_some(4));
        }
        for form in [Form::Cbor, Form::Json] {
            let again: Request = open(&pack(&request, form).unwrap(), form).unwrap();
            assert_eq!(again, request);
            let read = read_groups(&again).unwrap();
            for (read, sent) in read.iter().zip(&groups) {
                for (read, sent) in read.changes.iter().zip(sent) {
                    assert_eq!((read.identity, read.stamp, read.seen), (sent.identity, sent.stamp, sent.seen));
                    assert_eq!(read.fields, sent.fields);
                }
            }
            assert_eq!(read[1].again, Some(4));
        }
    }

    #[test]
    fn a_group_that_names_nothing_is_refused() {
        let mut request = Request::default();
        Sending::default().push(&mut request, Id::NIL, &[change(1, 1, 1, 0, vec![])], None);
        for break_it in [
            |r: &mut Request| r.acts.clear(),
            |r: &mut Request| r.sessions.clear(),
            |r: &mut Request| r.groups[0].changes.clear(),
        ] {
            let mut broken = request.clone();
            break_it(&mut broken);
            assert_eq!(read_groups(&broken), None);
        }
    }

    /// Ten thousand new records in one import: at most 30 bytes each go up.
    #[test]
    fn small_records_are_small_on_the_wire() {
        let mut ids = IdSource::seeded(1);
        let mut request = Request::default();
        let mut sending = Sending::default();
        let act = ids.next(crate::base::clock::Moment::from_millis(1));
        for seq in 1..=10_000u64 {
            let mut change = change(
                0x1234_5678_9abc_def0,
                seq,
                (1_790_000_000_000 << 16) + seq,
                0,
                vec![
                    FieldChange { key: Key::RECORD, value: Value::Int(1), base: None },
                    FieldChange { key: Key::field(3), value: Value::Text(format!("call {}", seq % 97)), base: None },
                    FieldChange { key: Key::field(7), value: Value::Text("open".into()), base: None },
                ],
            );
            change.record = ids.next(crate::base::clock::Moment::from_millis(1_790_000_000_000));
            sending.push(&mut request, act, &[change], None);
        }
        let bytes = pack(&request, Form::Cbor).unwrap().len();
        assert!(bytes <= 10_000 * 30, "{} bytes each", bytes / 10_000);
    }
}
