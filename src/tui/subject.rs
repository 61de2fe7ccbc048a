//! What lies under the cursor, as plain data: what an act on the row is done to.

use chrono::NaiveDate;

use crate::base::id::Id;
use crate::domain::deed::LogRef;
use crate::schema::VisitState;

/// The row under the cursor, the customer it belongs to, and the marked rows of the same list.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Subject {
    /// The customer: its id and name.
    pub account: Option<(Id, String)>,
    /// The row.
    pub row: Row,
    /// The marked rows' ids (of the same kind as the row); an act is done to them all where there are any.
    pub marked: Vec<Id>,
    /// The day on which it lies, where it has one.
    pub day: Option<NaiveDate>,
    /// The row in words, for `y`.
    pub text: String,
}

/// What kind of row it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Row {
    /// None.
    #[default]
    Nothing,
    /// A customer (in a list, a proposal, or the one whose page it is).
    Account,
    /// A contact.
    Contact(Id),
    /// A visit.
    Visit(Id, VisitState),
    /// A touch.
    Touch(Id),
    /// A follow-up.
    FollowUp(Id),
    /// A log whose customer is not said.
    Unfiled(LogRef),
    /// What a person has to decide: a conflict, or what the server could not take.
    Undecided,
    /// A question of the screen's own, which can be ticked off.
    Question,
}

impl Subject {
    /// A customer.
    pub fn account(id: Id, name: impl Into<String>) -> Subject {
        Subject { account: Some((id, name.into())), row: Row::Account, ..Subject::default() }
    }

    /// The customer's id.
    pub fn account_id(&self) -> Option<Id> {
        self.account.as_ref().map(|(id, _)| *id)
    }

    /// The customers that an act is done to.
    pub fn accounts(&self) -> Vec<Id> {
        if self.row == Row::Account && !self.marked.is_empty() {
            self.marked.clone()
        } else {
            self.account_id().into_iter().collect()
        }
    }

    /// The visits that an act is done to.
    pub fn visits(&self) -> Vec<Id> {
        match self.row {
            Row::Visit(..) if !self.marked.is_empty() => self.marked.clone(),
            Row::Visit(id, _) => vec![id],
            _ => Vec::new(),
        }
    }

    /// The follow-ups that an act is done to.
    pub fn follow_ups(&self) -> Vec<Id> {
        match self.row {
            Row::FollowUp(_) if !self.marked.is_empty() => self.marked.clone(),
            Row::FollowUp(id) => vec![id],
            _ => Vec::new(),
        }
    }

    /// The log, where the row is one.
    pub fn log(&self) -> Option<LogRef> {
        match self.row {
            Row::Visit(id, VisitState::Done | VisitState::InProgress) => Some(LogRef::Visit(id)),
            Row::Touch(id) => Some(LogRef::Touch(id)),
            Row::Unfiled(log) => Some(log),
            _ => None,
        }
    }
}
