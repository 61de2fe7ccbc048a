//! Where a record lies, and what is said when it goes elsewhere.
//!
//! Always holds: a record lies in one stream, with all that hangs on it; whoever reads a stream that it leaves is told where it went, and whoever
//! reads the other is told there what it is. Who may move it is not asked here.

use super::conflicts::Clash;
use super::round::{Round, TO_COME};
use crate::base::id::Id;
use crate::schema::{ACCOUNT, CONFLICT, Stream, entity};
use crate::server::error::{ServerError, StorageError};
use crate::server::storage::{Held, Rec};
use crate::sync::StreamId;
use crate::sync::log::{Cell, Entry, Evict, Versions};

impl Round<'_> {
    /// The account that a record's fields name.
    pub fn account_of(record: &Rec) -> Option<Id> {
        match entity(record.entity)?.stream {
            Stream::Parent { field } => record.value(entity(record.entity)?.field(field)?.number).id(),
            _ => None,
        }
    }

    /// The stream in which a record belongs. Where its fields do not say (its account has not arrived), it stays where it is, at first with
    /// the user who brought it.
    pub fn place(&mut self, record: &Rec, user: Id) -> Result<StreamId, StorageError> {
        let otherwise = record.stream.unwrap_or(StreamId::User(user));
        let Some(declared) = entity(record.entity) else { return Ok(otherwise) };
        Ok(match declared.stream {
            Stream::Global => StreamId::Global,
            Stream::Territory { field } => declared
                .field(field)
                .and_then(|field| record.value(field.number).id())
                .map_or(otherwise, StreamId::Territory),
            Stream::Parent { .. } => match Round::account_of(record) {
                Some(account) => {
                    let account = self.record(ACCOUNT.number, account)?;
                    self.lies(&account)?.unwrap_or(otherwise)
                }
                None => declared
                    .field("owner")
                    .and_then(|owner| record.value(owner.number).id())
                    .map_or(otherwise, StreamId::User),
            },
        })
    }

    /// Where a record lies; of one that was collected, where it would lie had it been kept as a tombstone.
    pub fn lies(&mut self, record: &Rec) -> Result<Option<StreamId>, StorageError> {
        if record.stream.is_some() || record.cells.is_empty() {
            return Ok(record.stream);
        }
        let stream = self.tx.put_away_from(record.entity, record.id)?;
        Ok(Some(self.place(&Rec { stream, ..record.clone() }, Id::NIL)?))
    }

    /// Keeps a record whose versions were changed, and logs `entry` where it lies now; moves it, and all that hangs on it, where it belongs. With a
    /// customer who lives again comes what had gone with him. Returns the stream and the position.
    pub fn keep(&mut self, before: &Rec, record: Rec, entry: &Entry, user: Id) -> Result<(StreamId, u64), ServerError> {
        self.keep_over(before, record, entry, user, Vec::new())
    }

    /// The same where something loses to it. That is noted first, where the record lies from now on, and what was noted before goes there first:
    /// whoever was told what won knows what lost, wherever he stopped reading, and has both for a server that is restored to before them.
    pub fn keep_over(
        &mut self,
        before: &Rec,
        mut record: Rec,
        entry: &Entry,
        user: Id,
        clashes: Vec<Clash>,
    ) -> Result<(StreamId, u64), ServerError> {
        record.account = Round::account_of(&record);
        let to = self.place(&record, user)?;
        let follows = record.entity == ACCOUNT.number && before.stream != Some(to);
        let hanging = if follows { self.hanging(record.id)? } else { Vec::new() };
        if !hanging.is_empty() || !clashes.is_empty() {
            self.foresee(Rec { stream: Some(to), ..record.clone() });
        }
        for (entity, id) in hanging.iter().filter(|(entity, _)| *entity == CONFLICT.number) {
            self.rehome(*entity, *id, user)?;
        }
        self.relocate(before, &mut record, to)?;
        self.write_conflicts(record.entity, record.id, clashes)?;
        let position = self.append(to, entry)?;
        record.cells.logged_at(TO_COME, position);
        self.save(record)?;
        for (entity, id) in hanging {
            self.rehome(entity, id, user)?;
        }
        self.brings_along(before)?;
        Ok((to, position))
    }

    /// Sums and, where the stream is another one, the entries that say so.
    fn relocate(&mut self, before: &Rec, record: &mut Rec, to: StreamId) -> Result<(), StorageError> {
        if let Some(from) = before.stream {
            self.head(from)?.sum.leave(before.kept);
        }
        record.kept = record.sum_after(before);
        self.head(to)?.sum.join(record.kept);
        record.stream = Some(to);
        if before.stream.is_none() && !before.cells.is_empty() {
            // It was collected: no laptop has anything of it any more.
            let cells = before.cells.iter().map(Held::cell).collect();
            self.append(to, &Entry::Versions(Versions { entity: record.entity, record: record.id, cells, by: None }))?;
        }
        if let Some(from) = before.stream.filter(|from| *from != to) {
            self.lead(from, record, to)?;
        }
        Ok(())
    }

    /// Tells who reads one stream that a record lies in another, and says there what it is: an evict is always followed by the record where
    /// it leads, so whoever has read that stream further than the evict knows by what he has whether it has left again.
    pub fn lead(&mut self, from: StreamId, record: &Rec, to: StreamId) -> Result<(), StorageError> {
        self.append(from, &Entry::Evict(Evict { entity: record.entity, record: record.id, to }))?;
        // What the entry behind this one says need not be said twice; what was written at once is said together.
        let mut held: Vec<&Held> = record.cells.iter().filter(|held| held.position != TO_COME).collect();
        held.sort_by_key(|held| (held.stamp, held.identity()));
        let renamed = u64::from(self.faults.copies_renamed);
        let cell = |held: &Held| Cell { session: held.session ^ renamed, ..held.cell() };
        let cells = held.into_iter().map(cell).collect();
        self.append(to, &Entry::Versions(Versions { entity: record.entity, record: record.id, cells, by: None }))?;
        Ok(())
    }

    /// A record goes where its fields say, which were not known before; whether it lay elsewhere.
    pub fn bring_home(&mut self, entity: u16, id: Id) -> Result<bool, StorageError> {
        let before = self.record(entity, id)?;
        let account = Round::account_of(&before);
        let to = self.place(&before, Id::NIL)?;
        if before.stream.is_none() || (before.stream == Some(to) && before.account == account) {
            return Ok(false);
        }
        let mut record = Rec { account, ..before.clone() };
        self.relocate(&before, &mut record, to)?;
        self.save(record)?;
        Ok(true)
    }

    fn rehome(&mut self, entity: u16, id: Id, user: Id) -> Result<(), StorageError> {
        let before = self.record(entity, id)?;
        let to = self.place(&before, user)?;
        if before.stream == Some(to) {
            return Ok(());
        }
        let mut record = before.clone();
        self.relocate(&before, &mut record, to)?;
        self.save(record)
    }
}
