//! Capture: an edit becomes a row and, beside it in the same transaction, an outgoing change with the versions it replaced.
//!
//! Always holds: what differs is written and nothing else; each change has the next number of this session; where the server's
//! value is covered by ours, the confirmed layer keeps it (SYNC.md, Shape and Capture).

use rusqlite::params;

use super::clock_row;
use super::pen::Pen;
use super::undo::SetRight;
use crate::base::clock::{Moment, Stamp};
use crate::base::id::Id;
use crate::domain::act::{Edit, RecordEdit};
use crate::domain::deed::Refusal;
use crate::schema::{Key, MOST_TEXT, Value};
use crate::store::error::StoreError;
use crate::store::record::columns::table;
use crate::store::record::rows::Stored;
use crate::store::record::value_bytes::{Captured, write_fields, write_value};
use crate::sync::{FieldChange, Identity, Version};

/// Nothing is confirmed of this key. Of the record itself the number 0 says more: nothing is confirmed of any of its keys, and they have
/// no rows of their own.
pub(crate) const NOTHING: Version = Version { stamp: Stamp::ZERO, identity: Identity { session: 0, seq: 1 } };

/// The numbers of one session of an opened database.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Session {
    /// Drawn at the opening.
    pub session: u64,
    /// The number last given; 0: none.
    pub seq: u64,
}

/// What captures the edits of one act.
pub(crate) struct Capture<'p, 'c> {
    pub pen: &'p mut Pen<'c>,
    pub session: &'p mut Session,
    pub act: Id,
    pub at: Moment,
    /// Whether changes are to be sent; a book that is filled for a benchmark has none.
    pub outgoing: bool,
    /// An import, which gives way to what a person does.
    pub later: bool,
    clock: Stamp,
    /// The moment by the server's clock, as far as it is known.
    ticks: Moment,
    /// How many changes were made.
    pub made: u64,
}

impl<'p, 'c> Capture<'p, 'c> {
    /// For an act at this moment.
    pub fn begin(
        pen: &'p mut Pen<'c>,
        session: &'p mut Session,
        act: Id,
        at: Moment,
    ) -> Result<Capture<'p, 'c>, StoreError> {
        let clock = clock_row::last(pen.conn)?;
        let ticks = clock_row::corrected(pen.conn, at)?;
        Ok(Capture { pen, session, act, at, outgoing: true, later: false, clock, ticks, made: 0 })
    }

    /// Keeps the clock; nothing is captured after it.
    pub fn end(self) -> Result<u64, StoreError> {
        clock_row::keep(self.pen.conn, self.clock)?;
        Ok(self.made)
    }

    /// One edit of an act; `group`: in which of the act's groups.
    pub fn edit(&mut self, edit: &Edit, group: usize) -> Result<(), StoreError> {
        let before = self.pen.load(edit.entity, edit.record)?;
        let mut keys = Vec::new();
        // Where there was one of this id already, it is a person's doing that it is there again.
        let generated = matches!(edit.deed, RecordEdit::Generate(_)) && !before.there;
        match &edit.deed {
            RecordEdit::Create(fields) | RecordEdit::Generate(fields) => {
                if before.deleted {
                    keys.push((Key::RECORD, Value::Int(1)));
                    // What is left of a deleted record of this id must not shine through.
                    for (field, value) in before.entity.fields.iter().zip(&before.values) {
                        if !value.is_null() && !fields.iter().any(|(number, _)| *number == field.number) {
                            differences(&before, field.number, &Value::Null, &mut keys)?;
                        }
                    }
                }
                for (number, value) in fields {
                    differences(&before, *number, value, &mut keys)?;
                }
            }
            RecordEdit::Set(fields) => {
                if !before.visible() {
                    return Err(Refusal::Gone.into());
                }
                for (number, value) in fields {
                    differences(&before, *number, value, &mut keys)?;
                }
            }
            RecordEdit::Delete if before.visible() => keys.push((Key::RECORD, Value::Null)),
            RecordEdit::Delete => {}
        }
        self.write_as(before, keys, group, generated)
    }

    /// A record that is known to be new: what is there need not be read.
    pub fn create(&mut self, entity: u16, record: Id, fields: &[(u16, Value)], group: usize) -> Result<(), StoreError> {
        let table = table(entity).ok_or(StoreError::Unknown { entity, field: 0 })?;
        let before = Stored::absent(table.entity, record);
        let mut keys = vec![(Key::RECORD, Value::Int(1))];
        for (number, value) in fields {
            differences(&before, *number, value, &mut keys)?;
        }
        self.write(before, keys, group)
    }

    /// Writes an act's groups: what lies under these keys of these records.
    pub fn write_all(&mut self, groups: Vec<Vec<SetRight>>) -> Result<(), StoreError> {
        for (number, group) in groups.into_iter().enumerate() {
            for (before, keys) in group {
                self.write_as(before, keys, number, false)?;
            }
        }
        Ok(())
    }

    /// Writes what lies under these keys, and the change that says so.
    pub fn write(&mut self, before: Stored, keys: Vec<(Key, Value)>, group: usize) -> Result<(), StoreError> {
        self.write_as(before, keys, group, false)
    }

    fn write_as(
        &mut self,
        before: Stored,
        keys: Vec<(Key, Value)>,
        group: usize,
        generated: bool,
    ) -> Result<(), StoreError> {
        if keys.is_empty() {
            return Ok(());
        }
        let stamp = match generated {
            true => Stamp::ZERO,
            false if self.pen.faults.wall_clock => Stamp::of(self.at),
            false => self.clock.tick(self.ticks),
        };
        // What is generated does not move the clock.
        self.clock = if generated { self.clock } else { stamp };
        self.session.seq += 1;
        let identity = Identity { session: self.session.session, seq: self.session.seq };
        let version = Version { stamp, identity };
        if self.outgoing {
            self.keep_confirmed(&before, &keys)?;
        }
        let mut after = before.clone();
        let mut captured = Vec::with_capacity(keys.len());
        for (key, value) in keys {
            let replaced = before.version_of(&key);
            let old = before.value(&key);
            after.set(&key, value.clone(), version);
            let base = replaced.map(|version| version.identity);
            captured.push(Captured { change: FieldChange { key, value, base }, before: old, replaced });
        }
        self.pen.save(&before, after)?;
        if self.outgoing {
            self.queue(&before, version, group, &captured)?;
        }
        self.made += 1;
        Ok(())
    }

    fn queue(
        &mut self,
        before: &Stored,
        version: Version,
        group: usize,
        captured: &[Captured],
    ) -> Result<(), StoreError> {
        self.pen
            .conn
            .prepare_cached(
                "INSERT OR ROLLBACK INTO change (session, seq, act, grp, entity, record, stamp, at, seen, fields, later)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
            )?
            .execute(params![
                version.identity.session as i64,
                version.identity.seq as i64,
                self.act.bytes(),
                group as i64,
                before.entity.number,
                before.id.bytes(),
                version.stamp.0 as i64,
                self.at.millis(),
                before.seen as i64,
                write_fields(captured),
                self.later
            ])?;
        Ok(())
    }

    /// Keeps what the server has confirmed of these keys, where nothing of ours covers it yet.
    fn keep_confirmed(&mut self, before: &Stored, keys: &[(Key, Value)]) -> Result<(), StoreError> {
        if !before.there {
            return self.confirm(before, &Key::RECORD, Version::default());
        }
        let is_new: bool = self
            .pen
            .conn
            .prepare_cached(
                "SELECT EXISTS (SELECT 1 FROM confirmed WHERE record = ?1 AND field = 0 AND element = '' AND session = 0 AND seq = 0)",
            )?
            .query_row([before.id.bytes()], |row| row.get(0))?;
        if is_new {
            return Ok(());
        }
        keys.iter().try_for_each(|(key, _)| self.confirm(before, key, NOTHING))
    }

    fn confirm(&self, before: &Stored, key: &Key, nothing: Version) -> Result<(), StoreError> {
        let version = before.version_of(key).unwrap_or(nothing);
        self.pen
            .conn
            .prepare_cached(
                "INSERT OR IGNORE INTO confirmed (record, field, element, entity, value, stamp, session, seq)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            )?
            .execute(params![
                before.id.bytes(),
                key.field,
                key.element,
                before.entity.number,
                write_value(&before.value(key)),
                version.stamp.0 as i64,
                version.identity.session as i64,
                version.identity.seq as i64
            ])?;
        Ok(())
    }
}

/// The keys of a field that differ from what is there: of a set one for each element.
fn differences(before: &Stored, number: u16, value: &Value, keys: &mut Vec<(Key, Value)>) -> Result<(), StoreError> {
    let entity = before.entity;
    let unknown = StoreError::Unknown { entity: entity.number, field: number };
    let field = entity.by_number(number).ok_or(unknown)?;
    let check = |text: &str| {
        if text.len() <= MOST_TEXT {
            Ok(())
        } else {
            Err(StoreError::TooLong { field: field.name, bytes: text.len(), most: MOST_TEXT })
        }
    };
    let old = before.field(number);
    if field.kind.is_set() {
        let (new, old) = (value.elements(), old.elements());
        for element in new.symmetric_difference(&old) {
            check(element)?;
            let here = if new.contains(element) { Value::Int(1) } else { Value::Null };
            keys.push((Key { field: number, element: element.clone() }, here));
        }
        return Ok(());
    }
    let value = match value {
        Value::Text(text) => {
            check(text)?;
            Value::text(text.as_str())
        }
        other => other.clone(),
    };
    if value != old {
        keys.push((Key::field(number), value));
    }
    Ok(())
}
