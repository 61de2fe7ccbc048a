//! One transaction over the file: each of its questions and its writes is handed to the table that it is about.
//!
//! Always holds: nothing of it is seen by others, or lasts, before it is committed.

use std::path::Path;

use rusqlite::{OptionalExtension, Transaction as SqliteTransaction, params};

use super::{Done, devices, incidents, logs, records, snapshots};
use crate::base::clock::Moment;
use crate::base::id::Id;
use crate::server::error::StorageError;
use crate::server::storage::{Decided, Device, DeviceNumber, Entries, Head, Incident, Rec, SnapshotFile, Transaction};
use crate::sync::snapshot::Name;
use crate::sync::{Identity, Mark, StreamId, Sum};
use crate::upgrade::indexes;

/// An open transaction.
pub(super) struct Open<'a> {
    inner: SqliteTransaction<'a>,
}

impl<'a> Open<'a> {
    /// Over what was begun.
    pub(super) fn over(inner: SqliteTransaction<'a>) -> Open<'a> {
        Open { inner }
    }
}

impl Transaction for Open<'_> {
    fn commit(self: Box<Self>) -> Done<()> {
        let file = self.inner.path().unwrap_or_default().to_owned();
        self.inner.commit().map_err(|error| StorageError::from(error).at(Path::new(&file)))
    }

    fn number(&mut self, name: &str) -> Done<Option<i64>> {
        let mut find = self.inner.prepare_cached("SELECT value FROM number WHERE name = ?1")?;
        Ok(find.query_row([name], |row| row.get(0)).optional()?)
    }

    fn set_number(&mut self, name: &str, value: i64) -> Done<()> {
        self.inner.prepare_cached("INSERT OR REPLACE INTO number VALUES (?1, ?2)")?.execute(params![name, value])?;
        Ok(())
    }

    fn secret(&mut self, name: &str) -> Done<Option<Vec<u8>>> {
        let mut find = self.inner.prepare_cached("SELECT value FROM secret WHERE name = ?1")?;
        Ok(find.query_row([name], |row| row.get(0)).optional()?)
    }

    fn set_secret(&mut self, name: &str, value: &[u8]) -> Done<()> {
        self.inner.prepare_cached("INSERT OR REPLACE INTO secret VALUES (?1, ?2)")?.execute(params![name, value])?;
        Ok(())
    }

    fn record(&mut self, entity: u16, id: Id) -> Done<Option<Rec>> {
        records::one(&self.inner, entity, id)
    }

    fn put_record(&mut self, record: &Rec) -> Done<()> {
        records::put(&self.inner, record)
    }

    fn hanging(&mut self, account: Id) -> Done<Vec<(u16, Id)>> {
        records::hanging(&self.inner, account)
    }

    fn records_of(&mut self, entity: u16) -> Done<Vec<Rec>> {
        records::of_entity(&self.inner, entity)
    }

    fn records_in(&mut self, stream: StreamId) -> Done<Vec<Rec>> {
        records::in_stream(&self.inner, stream)
    }

    fn records_after(&mut self, after: Option<(Id, u16)>, most: usize) -> Done<Vec<Rec>> {
        records::after(&self.inner, after, most)
    }

    fn sums_in(&mut self, stream: StreamId) -> Done<Vec<(u16, Id, Sum)>> {
        records::sums_in(&self.inner, stream)
    }

    fn check(&mut self, deep: bool) -> Done<Vec<String>> {
        let mut said = indexes::pages(&self.inner, deep)?;
        if deep {
            let (records, changes) = records::unreadable(&self.inner)?;
            for (what, many) in [("records", records), ("changes", changes)] {
                if many > 0 {
                    said.push(format!("{what} that cannot be read: {many}"));
                }
            }
        }
        Ok(said)
    }

    fn add_incident(&mut self, incident: &Incident) -> Done<()> {
        incidents::add(&self.inner, incident)
    }

    fn incidents(&mut self, most: usize) -> Done<Vec<Incident>> {
        incidents::last(&self.inner, most)
    }

    fn entity_in(&mut self, stream: StreamId, after: Option<u16>) -> Done<Option<u16>> {
        records::entity_in(&self.inner, stream, after)
    }

    fn page(&mut self, stream: StreamId, entity: u16, below: Option<Id>, most: usize) -> Done<Vec<Rec>> {
        records::page(&self.inner, stream, entity, below, most)
    }

    fn put_away(&mut self, record: &Rec) -> Done<()> {
        records::put_away(&self.inner, record)
    }

    fn take_out(&mut self, entity: u16, id: Id) -> Done<Option<Rec>> {
        records::take_out(&self.inner, entity, id)
    }

    fn put_away_from(&mut self, entity: u16, id: Id) -> Done<Option<StreamId>> {
        records::put_away_from(&self.inner, entity, id)
    }

    fn change(&mut self, identity: Identity) -> Done<Option<Decided>> {
        records::change(&self.inner, identity)
    }

    fn is_of_another(&mut self, entity: u16, record: Id) -> Done<bool> {
        records::is_of_another(&self.inner, entity, record)
    }

    fn session_of(&mut self, session: u64) -> Done<Option<(DeviceNumber, Id)>> {
        records::session_of(&self.inner, session)
    }

    fn put_change(&mut self, change: &Decided) -> Done<()> {
        records::put_change(&self.inner, change)
    }

    fn changes_of(&mut self, entity: u16, record: Id, most: usize) -> Done<Vec<Decided>> {
        records::changes_of(&self.inner, entity, record, most)
    }

    fn records_of_act(&mut self, act: Id, after: (u16, Id), most: usize) -> Done<Vec<(u16, Id)>> {
        records::records_of_act(&self.inner, act, after, most)
    }

    fn own_changes(&mut self, act: Id) -> Done<Vec<Decided>> {
        records::own_changes(&self.inner, act)
    }

    fn deletions(&mut self, group: Id) -> Done<Vec<Decided>> {
        records::deletions(&self.inner, group)
    }

    fn is_parked(&mut self, record: Id) -> Done<bool> {
        records::is_parked(&self.inner, record)
    }

    fn parked(&mut self) -> Done<Vec<Decided>> {
        records::parked(&self.inner)
    }

    fn parked_of(&mut self, record: Id, user: Id) -> Done<Vec<Decided>> {
        records::parked_of(&self.inner, record, user)
    }

    fn head(&mut self, stream: StreamId) -> Done<Head> {
        logs::head(&self.inner, stream)
    }

    fn append(&mut self, stream: StreamId, mark: Mark, entry: &[u8]) -> Done<()> {
        logs::append(&self.inner, stream, mark, entry)
    }

    fn set_head(&mut self, stream: StreamId, head: Head) -> Done<()> {
        logs::set_head(&self.inner, stream, head)
    }

    fn hash_at(&mut self, stream: StreamId, position: u64) -> Done<Option<u64>> {
        logs::hash_at(&self.inner, stream, position)
    }

    fn entry(&mut self, stream: StreamId, position: u64) -> Done<Option<Vec<u8>>> {
        logs::entry(&self.inner, stream, position)
    }

    fn entries(&mut self, stream: StreamId, after: u64, most_bytes: usize) -> Done<Entries> {
        logs::entries(&self.inner, stream, after, most_bytes)
    }

    fn entries_after(&mut self, stream: StreamId, after: u64, most: u64) -> Done<u64> {
        logs::entries_after(&self.inner, stream, after, most)
    }

    fn drop_entries(&mut self, stream: StreamId, upto: u64) -> Done<()> {
        logs::drop_entries(&self.inner, stream, upto)
    }

    fn floor(&mut self, stream: StreamId) -> Done<u64> {
        logs::floor(&self.inner, stream)
    }

    fn knows_mark(&mut self, stream: StreamId, mark: Mark) -> Done<bool> {
        logs::knows_mark(&self.inner, stream, mark)
    }

    fn note_told(&mut self, stream: StreamId, of: (u16, Id), what: &[u8], position: u64) -> Done<()> {
        logs::note_told(&self.inner, stream, of, what, position)
    }

    fn told(&mut self, stream: StreamId, of: (u16, Id), what: &[u8]) -> Done<u64> {
        logs::told(&self.inner, stream, of, what)
    }

    fn keep_mark(&mut self, stream: StreamId, mark: Mark) -> Done<()> {
        logs::remember(&self.inner, stream, mark)
    }

    fn keep_history(&mut self, stream: StreamId, first: u64, last: u64, block: &[u8]) -> Done<()> {
        logs::keep_history(&self.inner, stream, first, last, block)
    }

    fn history(&mut self, stream: StreamId, position: u64) -> Done<Option<Vec<u8>>> {
        logs::history(&self.inner, stream, position)
    }

    fn streams(&mut self) -> Done<Vec<StreamId>> {
        logs::streams(&self.inner)
    }

    fn device(&mut self, token: &[u8; 32]) -> Done<Option<Device>> {
        devices::of_token(&self.inner, token)
    }

    fn set_token(&mut self, device: DeviceNumber, token: &[u8; 32]) -> Done<()> {
        devices::set_token(&self.inner, device, token)
    }

    fn add_device(&mut self, device: &Device) -> Done<DeviceNumber> {
        devices::add(&self.inner, device)
    }

    fn devices(&mut self) -> Done<Vec<Device>> {
        devices::all(&self.inner)
    }

    fn revoke(&mut self, device: Id, at: Moment) -> Done<bool> {
        devices::revoke(&self.inner, device, at)
    }

    fn given(&mut self, device: DeviceNumber) -> Done<Vec<(StreamId, Mark)>> {
        devices::given(&self.inner, device)
    }

    fn set_given(&mut self, device: DeviceNumber, marks: &[(StreamId, Mark)]) -> Done<()> {
        devices::set_given(&self.inner, device, marks)
    }

    fn heard_of(&mut self, device: DeviceNumber, at: Moment) -> Done<()> {
        devices::heard_of(&self.inner, device, at)
    }

    fn keep_snapshot(&mut self, file: &SnapshotFile, parts: &[Vec<u8>]) -> Done<()> {
        snapshots::keep(&self.inner, file, parts)
    }

    fn snapshots(&mut self, stream: StreamId) -> Done<Vec<SnapshotFile>> {
        snapshots::of_stream(&self.inner, stream)
    }

    fn snapshot(&mut self, name: &Name) -> Done<Option<SnapshotFile>> {
        snapshots::one(&self.inner, name)
    }

    fn snapshot_bytes(&mut self, name: &Name, from: u64, most: usize) -> Done<Vec<u8>> {
        snapshots::bytes(&self.inner, name, from, most)
    }

    fn drop_snapshot(&mut self, name: &Name) -> Done<()> {
        snapshots::forget(&self.inner, name)
    }

    fn cursor(&mut self, device: DeviceNumber, stream: StreamId) -> Done<Option<Mark>> {
        devices::cursor(&self.inner, device, stream)
    }

    fn set_cursor(&mut self, device: DeviceNumber, stream: StreamId, mark: Mark) -> Done<()> {
        devices::set_cursor(&self.inner, device, stream, mark)
    }

    fn add_code(&mut self, hash: &[u8; 32], user: Id, until: Moment) -> Done<()> {
        devices::add_code(&self.inner, hash, user, until)
    }

    fn take_code(&mut self, hash: &[u8; 32]) -> Done<Option<(Id, Moment)>> {
        devices::take_code(&self.inner, hash)
    }
}
