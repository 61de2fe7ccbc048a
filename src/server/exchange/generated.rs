//! What a rule made at a customer (a planned visit) and nobody has touched: it goes with him and comes back with him.
//!
//! Always holds: it keeps no customer who was deleted, and is no edit that a deletion would have had to know of. What a person deleted comes
//! back by a person's word alone, and what somebody has touched goes and comes as any other record. Must not know in which way a customer went or came.

use super::push::rules;
use super::round::{Author, Round};
use crate::base::clock::Stamp;
use crate::base::id::Id;
use crate::schema::{ACCOUNT, Class, Key, Value};
use crate::server::error::ServerError;
use crate::server::storage::Rec;
use crate::sync::Identity;

/// Whether nobody has touched it since a rule made it: of a person's there is nothing, and whether it is there is the server's word at most.
pub(super) fn is_untouched(record: &Rec) -> bool {
    rules(record.entity, &Key::RECORD).0 != Class::Written
        && record
            .cells
            .iter()
            .all(|held| held.stamp == Stamp::ZERO || held.key() == Key::RECORD && held.device == Author::SERVER.device)
}

/// Whether it was deleted.
fn is_gone(record: &Rec) -> bool {
    record.held(&Key::RECORD).is_some_and(|held| held.value.is_null())
}

impl Round<'_> {
    /// It goes where its customer was deleted, whichever came first.
    pub(super) fn goes_with_its_customer(&mut self, entity: u16, id: Id) -> Result<(), ServerError> {
        let record = self.record(entity, id)?;
        let Some(account) = record.account.filter(|_| record.is_there() && is_untouched(&record)) else {
            return Ok(());
        };
        if is_gone(&self.record(ACCOUNT.number, account)?) {
            self.write_own(entity, id, vec![(Key::RECORD, Value::Null)])?;
        }
        Ok(())
    }

    /// These records were deleted by one group: what it did not know of goes with the customers among them.
    pub(super) fn takes_along(&mut self, deleted: &[(u16, Id, Identity)]) -> Result<(), ServerError> {
        for (_, account, _) in deleted.iter().filter(|(number, ..)| *number == ACCOUNT.number) {
            for (entity, id) in self.hanging(*account)? {
                self.goes_with_its_customer(entity, id)?;
            }
        }
        Ok(())
    }

    /// A record is as it is now: where it is a customer who was deleted and lives again, by whosever word, what went with him is back.
    pub(super) fn brings_along(&mut self, before: &Rec) -> Result<(), ServerError> {
        if before.entity != ACCOUNT.number || !is_gone(before) || !self.record(before.entity, before.id)?.is_there() {
            return Ok(());
        }
        for (entity, id) in self.hanging(before.id)? {
            let record = self.record(entity, id)?;
            if is_gone(&record) && is_untouched(&record) {
                self.write_own(entity, id, vec![(Key::RECORD, Value::Int(1))])?;
            }
        }
        Ok(())
    }
}
