//! What the rules may look at while they make an act: the records as they are in the writing transaction.

use chrono::NaiveDate;

use super::parked::ParkedChange;
use super::usual::Usual;
use crate::base::cause::Cause;
use crate::base::id::Id;
use crate::schema::{Conflict, Contact, FollowUp, Record, Touch, Value, Visit};

/// A read that failed underneath (a damaged file, a full disk): the layer below says why; the rules only pass it on.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the records could not be read: {0:?}")]
pub struct LookFailed(pub Cause);

/// Reads for the rules. Deleted records are not there.
pub trait Look {
    /// The record of this id.
    fn record<R: Record>(&self, id: Id) -> Result<Option<R>, LookFailed>;
    /// The fields of a record of whatever entity (those that are not null), for rules that hold for all of them.
    fn values(&self, entity: u16, id: Id) -> Result<Option<Vec<(u16, Value)>>, LookFailed>;
    /// Whether there is or was a record of this id, deleted and unseen ones too.
    fn was_there(&self, entity: u16, id: Id) -> Result<bool, LookFailed>;
    /// The record that this one was found to be the same as, followed to its end; itself where it was not.
    fn stands_for(&self, entity: u16, id: Id) -> Result<Id, LookFailed>;
    /// All that hangs on an account, closed things too: (entity, record) of every record whose stream is that of this account as its parent.
    fn hanging(&self, account: Id) -> Result<Vec<(u16, Id)>, LookFailed>;
    /// The parked changes of these acts, and of whatever builds upon them.
    fn parked(&self, acts: &[Id]) -> Result<Vec<ParkedChange>, LookFailed>;
    /// Me.
    fn me(&self) -> Id;
    /// The territory in which a new customer of mine lies.
    fn territory(&self) -> Id;
    /// What is usual for me.
    fn usual(&self) -> Result<Usual, LookFailed>;
    /// The contacts of an account.
    fn contacts(&self, account: Id) -> Result<Vec<Contact>, LookFailed>;
    /// The open follow-ups of an account.
    fn open_follow_ups(&self, account: Id) -> Result<Vec<FollowUp>, LookFailed>;
    /// The visits of an account that are planned or in progress.
    fn open_visits(&self, account: Id) -> Result<Vec<Visit>, LookFailed>;
    /// My visit in progress.
    fn visit_in_progress(&self) -> Result<Option<Visit>, LookFailed>;
    /// My planned visits of an account on a day.
    fn planned_on(&self, account: Id, day: NaiveDate) -> Result<Vec<Visit>, LookFailed>;
    /// The follow-ups that a visit or a touch brought.
    fn follow_ups_of(&self, log: Id) -> Result<Vec<FollowUp>, LookFailed>;
    /// What is still to be decided about a record.
    fn open_conflicts(&self, record: Id) -> Result<Vec<Conflict>, LookFailed>;
    /// All that hangs on an account, newest first, at most so many of each.
    fn visits_of(&self, account: Id, most: usize) -> Result<Vec<Visit>, LookFailed>;
    /// The touches of an account, newest first, at most so many.
    fn touches_of(&self, account: Id, most: usize) -> Result<Vec<Touch>, LookFailed>;
}
