//! What a change brought, and of which other it came: read from its body, from the log, or from the history behind it.

use super::round::{BodyField, Round};
use crate::base::id::Id;
use crate::schema::Key;
use crate::server::error::{ServerError, StorageError};
use crate::server::storage::{Decided, Held, Incident, Rec};
use crate::sync::log::{Cell, Entry, Packed};
use crate::sync::{Identity, StreamId};

impl Round<'_> {
    /// A change's fields as they were brought: from its body, or from the log where that says all. One that a damaged disk made unreadable says
    /// nothing, as if it were not known, and is an incident: it holds up nobody.
    pub fn body(&mut self, change: &Decided) -> Result<Vec<BodyField>, StorageError> {
        match self.read_body(change)? {
            Some(fields) => Ok(fields),
            None => {
                self.unreadable(change.entity, change.record, change.stream.unwrap_or(StreamId::User(change.user)))?;
                Ok(Vec::new())
            }
        }
    }

    /// One field of a change, as it was brought.
    pub fn brought(&mut self, identity: Identity, key: &Key) -> Result<Option<BodyField>, ServerError> {
        self.work += 1;
        let Some(change) = self.tx.change(identity)? else { return Ok(None) };
        let fields = self.body(&change)?;
        Ok(fields
            .into_iter()
            .find(|field| field.field == key.field && field.element.as_deref().unwrap_or("") == key.element))
    }

    /// Whether a version came of another: its chain of bases leads there.
    pub fn descends(&mut self, from: Identity, key: &Key, of: Identity) -> Result<bool, ServerError> {
        let mut at = from;
        for _ in 0..64 {
            let Some(base) = self.brought(at, key)?.and_then(|field| field.base) else { return Ok(false) };
            at = Identity { session: base.0, seq: base.1 };
            if at == of {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The same; `None`: it cannot be read.
    fn read_body(&mut self, change: &Decided) -> Result<Option<Vec<BodyField>>, StorageError> {
        if let Some(body) = &change.body {
            return Ok(minicbor::decode(body).ok());
        }
        let Some(stream) = change.stream else { return Ok(Some(Vec::new())) };
        let entry = match self.tx.entry(stream, change.position)? {
            Some(entry) => entry,
            None => match self.past(stream, change.position)? {
                Some(past) => match past.body {
                    Some(body) => return Ok(minicbor::decode(&body).ok()),
                    None => past.entry,
                },
                None if std::mem::take(&mut self.torn) => return Ok(None),
                None => return Ok(Some(Vec::new())),
            },
        };
        let Ok(entry) = Packed::stored(entry).open() else { return Ok(None) };
        let Entry::Change(logged) = entry else { return Ok(Some(Vec::new())) };
        let fields = logged.fields.into_iter().map(|field| BodyField {
            field: field.field,
            value: field.value,
            outcome: field.outcome.unwrap_or(0),
            base: None,
            element: field.element,
        });
        Ok(Some(fields.collect()))
    }

    /// Writes down, once a day, that something of a record cannot be read.
    pub fn unreadable(&mut self, entity: u16, record: Id, stream: StreamId) -> Result<(), StorageError> {
        let new = self.unread.insert((entity, record));
        let since = self.now.plus_minutes(-24 * 60);
        let same = |known: &Incident| known.record == Some((entity, record)) && known.at > since;
        if !new || self.reads || self.tx.incidents(200)?.iter().any(same) {
            return Ok(());
        }
        tracing::warn!(%stream, entity, %record, "cannot be read");
        self.tx.add_incident(&Incident { at: self.now, stream, record: Some((entity, record)) })
    }

    /// A record of which a damaged disk made something unreadable, as far as its fields, the log and the history tell of it; any other as it is.
    pub fn readable(&mut self, lost: Rec) -> Result<Rec, StorageError> {
        let mut found = if lost.is_unreadable() { self.made_anew(lost)? } else { lost };
        if std::mem::take(&mut found.torn) {
            found.account = Round::account_of(&found);
            if found.stream.is_none() {
                // Where its fields do not say, it lies where its last change was logged.
                let last = self.tx.changes_of(found.entity, found.id, 1)?.pop();
                let (stream, user) = last.map_or((None, Id::NIL), |last| (last.stream, last.user));
                found.stream = Some(self.place(&Rec { stream, ..found.clone() }, user)?);
            }
        }
        Ok(found)
    }

    /// Writes into a record where it lies and what it hangs on as its fields say; whether a damaged disk had made something else of it. What the
    /// streams count it stays: they have counted it where it lies.
    pub fn set_right(&mut self, record: &mut Rec) -> Result<bool, StorageError> {
        let account = Round::account_of(record);
        let Some(lay) = record.stream else { return Ok(false) };
        let stream = self.place(record, Id::NIL)?;
        let right = record.account == account && lay == stream;
        (record.account, record.stream) = (account, Some(stream));
        Ok(!right)
    }

    /// A record whose versions cannot be read, made anew.
    fn made_anew(&mut self, lost: Rec) -> Result<Rec, StorageError> {
        let mut found = lost;
        for change in self.tx.changes_of(found.entity, found.id, 1_000_000)? {
            if change.stream.is_none() || change.parked.is_some() {
                continue;
            }
            for field in self.body(&change)?.into_iter().filter(|field| field.outcome == 0) {
                found.put_later(Held {
                    field: field.field,
                    element: field.element.unwrap_or_default(),
                    value: field.value,
                    stamp: change.stamp,
                    session: change.identity.session,
                    seq: change.identity.seq,
                    position: change.position,
                    device: change.device,
                    again: false,
                });
            }
        }
        if let Some(stream) = found.stream.filter(|_| found.recount() != found.kept) {
            let (entries, _) = self.tx.entries(stream, 0, usize::MAX)?;
            for (position, entry) in entries {
                let Ok(Entry::Versions(told)) = Packed::stored(entry).open() else { continue };
                if (told.entity, told.record) != (found.entity, found.id) {
                    continue;
                }
                for Cell { field, value, stamp, session, seq, element } in told.cells {
                    let element = element.unwrap_or_default();
                    let device = super::returned::SOMEBODY;
                    found.put_later(Held { field, element, value, stamp, session, seq, position, device, again: true });
                }
            }
        }
        Ok(found)
    }
}
