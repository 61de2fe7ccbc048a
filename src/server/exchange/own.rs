//! What the server writes by itself: what follows from a move, a merge, a decision, or from a record's being damaged.
//!
//! Always holds: it is a change like any other, with its bases and its place in the log; nothing is written around it.

use super::round::{Author, BodyField, Round, TO_COME, pack_body};
use crate::base::clock::Stamp;
use crate::base::id::Id;
use crate::schema::{Key, Value};
use crate::server::error::ServerError;
use crate::server::storage::{Decided, Held, Rec};
use crate::sync::log::{Entry, Logged, LoggedField};

impl Round<'_> {
    /// Writes versions as the server's own change, which names what each replaced as any other does: it can be set back, and whoever goes on from
    /// it comes of what was there. Returns the record as it is then.
    pub fn write_own(&mut self, entity: u16, id: Id, fields: Vec<(Key, Value)>) -> Result<Rec, ServerError> {
        self.write_for(entity, id, fields, Id::NIL, Id::NIL)
    }

    /// Writes versions that follow from others by a rule: at stamp 0, so they yield to anything that a person writes or has written.
    pub fn write_generated(&mut self, entity: u16, id: Id, fields: Vec<(Key, Value)>) -> Result<(), ServerError> {
        self.write_at(entity, id, fields, (Id::NIL, Id::NIL), Some(Stamp::ZERO)).map(|_| ())
    }

    /// The same, for what follows from somebody's change: said to be his, and of this act.
    pub fn write_for(
        &mut self,
        entity: u16,
        id: Id,
        fields: Vec<(Key, Value)>,
        by: Id,
        act: Id,
    ) -> Result<Rec, ServerError> {
        self.write_at(entity, id, fields, (by, act), None)
    }

    fn write_at(
        &mut self,
        entity: u16,
        id: Id,
        fields: Vec<(Key, Value)>,
        (by, act): (Id, Id),
        at: Option<Stamp>,
    ) -> Result<Rec, ServerError> {
        let before = self.record(entity, id)?;
        let identity = self.own_identity();
        let stamp = at.unwrap_or_else(|| self.own_stamp(&before.cells));
        let mut record = before.clone();
        let deletes = fields.contains(&(Key::RECORD, Value::Null));
        let mut logged = Vec::with_capacity(fields.len());
        let (mut body, mut puts) = (Vec::new(), Vec::new());
        for (key, value) in fields {
            let element = Some(key.element.clone()).filter(|element| !element.is_empty());
            let base = before.held(&key).map(Held::identity).map(|base| (base.session, base.seq));
            body.push(BodyField { field: key.field, value: value.clone(), outcome: 0, base, element: element.clone() });
            logged.push(LoggedField { field: key.field, value: value.clone(), element, outcome: None });
            puts.push(Held {
                field: key.field,
                element: key.element,
                value,
                stamp,
                session: identity.session,
                seq: identity.seq,
                position: TO_COME,
                device: Author::SERVER.device,
                again: false,
            });
        }
        record.cells.put_all(puts);
        // Where nothing was replaced the log says all.
        let said = body.iter().all(|field| field.base.is_none());
        let (session, seq) = (identity.session, identity.seq);
        let entry =
            Entry::Change(Logged { session, seq, by, act, entity, record: id, stamp, labels: 0, fields: logged });
        let (stream, position) = self.keep(&before, record, &entry, by)?;
        self.tx.put_change(&Decided {
            identity,
            device: Author::SERVER.device,
            user: by,
            act,
            group: Id::NIL,
            entity,
            record: id,
            stamp,
            stream: Some(stream),
            position,
            told: 0,
            parked: None,
            deletes,
            body: if said { None } else { Some(pack_body(&body)?) },
        })?;
        Ok(self.record(entity, id)?)
    }
}
