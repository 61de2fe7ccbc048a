//! The settings that were set, among the acts: each a row of `act`, so that what was done last is taken back first, be it an act or a setting, in
//! the shell and in the terminal alike.
//!
//! Always holds: the settings themselves lie in a file; whoever writes it says here what was set, and what was set back. No change of a record
//! hangs on such a row, and nothing of it is sent.

use super::act_row::ActRow;
use super::writer::{Durable, Writer};
use crate::base::clock::Now;
use crate::base::id::Id;
use crate::domain::act::{Label, SettingChange, TakenBack, UndoKind};
use crate::domain::deed::Refusal;
use crate::store::error::StoreError;

impl Writer {
    /// Notes that a setting was set. The same one set again, with nothing done between, is one change.
    pub fn note_setting(&mut self, change: &SettingChange, now: &Now) -> Result<(), StoreError> {
        let (mine, id) = (self.setting, self.new_id(now.at));
        let noted = self.transact(Durable::Normal, |pen, _| {
            let newest = ActRow::newest(pen.conn)?.filter(|newest| Some(newest.id) == mine);
            let before = newest.as_ref().and_then(change_of).filter(|before| before.name == change.name);
            if let (Some(newest), Some(before)) = (newest, before) {
                let whole = SettingChange { from: before.from, ..change.clone() };
                newest.set_label(pen.conn, &label_of(&whole)?)?;
                return Ok(newest.id);
            }
            let row = ActRow { id, at: now.at, undo: None, label: label_of(change)?, about: None, of: None };
            row.insert(pen.conn)?;
            Ok(id)
        })?;
        self.setting = Some(noted);
        Ok(())
    }

    /// The setting that the next undo takes back, or the next redo sets again; `None`: that is an act, or there is nothing.
    pub fn next_setting(&self, kind: UndoKind) -> Result<Option<(Id, SettingChange)>, StoreError> {
        let next = ActRow::next(&self.conn, kind)?;
        Ok(next.and_then(|row| Some((row.id, change_of(&row)?))))
    }

    /// It was set back, or set again, and stands so now; or it was another by then, and is passed over.
    pub fn setting_undone(&mut self, id: Id, kind: UndoKind, stands: &str, now: &Now) -> Result<TakenBack, StoreError> {
        self.transact(Durable::Full, |pen, session| {
            let set = ActRow::get(pen.conn, id)?.ok_or(Refusal::Gone)?;
            let mut committed = set.undone(pen.conn, kind, session.session, now.at)?.committed(pen.conn)?;
            committed.label.detail = stands.to_owned();
            Ok(TakenBack { committed, left: Vec::new(), changed: true })
        })
    }
}

/// What was set goes with the row in full.
fn label_of(change: &SettingChange) -> Result<Label, StoreError> {
    let whole = serde_json::to_string(change).map_err(|error| StoreError::Database(error.to_string()))?;
    Ok(Label::new(SettingChange::WORDS, &change.name).detail(whole))
}

fn change_of(row: &ActRow) -> Option<SettingChange> {
    let label = Some(&row.label).filter(|label| label.words == SettingChange::WORDS)?;
    serde_json::from_str(&label.detail).ok()
}
