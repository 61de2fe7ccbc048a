//! What lies under the cursor, as plain data: what an act on the row is done to.
//!
//! Always holds: where rows are marked an act is done to them and to nothing else.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::NaiveDate;

use crate::base::clock::{Moment, Now};
use crate::base::id::Id;
use crate::domain::dates::Of;
use crate::domain::deed::LogRef;
use crate::schema::VisitState;

/// The row under the cursor, the customer it belongs to, and the marked rows of the same list.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Subject {
    /// The customer: its id and name.
    pub account: Option<(Id, String)>,
    /// The row.
    pub row: Row,
    /// The marked rows' ids; an act is done to them all where there are any, wherever the cursor stands.
    pub marked: Arc<[Id]>,
    /// What the marked are: the first of them.
    pub marked_as: Row,
    /// The customers of the marked, each once.
    pub marked_of: Arc<[Id]>,
    /// The day on which it lies, where it has one; of the marked, the first of their days.
    pub day: Option<NaiveDate>,
    /// From when to when a visit is taken to have been that was not logged on its day.
    pub took: Option<(Moment, Moment)>,
    /// The row in words, for `y`.
    pub text: String,
}

impl Row {
    /// Which of several days it is moved to: a promise is due by the last of them, to a visit one goes on the first.
    pub fn moved_to(self) -> Of {
        if matches!(self, Row::FollowUp(_)) { Of::Due } else { Of::Visit }
    }
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
    /// Money that was promised in a log.
    Money(LogRef),
    /// A log whose customer is not said.
    Unfiled(LogRef),
    /// What a person has to decide: a conflict, or what the server could not take.
    Undecided,
    /// A question of the screen's own, which can be ticked off.
    Question,
}

/// The marked rows of a list, as a subject takes them along.
#[derive(Clone, Debug, Default)]
pub(super) struct Marked {
    ids: Arc<[Id]>,
    first: Row,
    of: Arc<[Id]>,
    day: Option<NaiveDate>,
}

impl Marked {
    /// These rows, each as it would be under the cursor.
    pub(super) fn of(rows: impl IntoIterator<Item = Subject>) -> Marked {
        let (mut ids, mut of, mut known) = (Vec::new(), Vec::new(), BTreeSet::new());
        let (mut first, mut day) = (Row::Nothing, None);
        for row in rows {
            if ids.is_empty() {
                first = row.row;
            }
            ids.extend(row.id());
            of.extend(row.account_id().filter(|id| known.insert(*id)));
            day = day.into_iter().chain(row.day).min();
        }
        Marked { ids: ids.into(), first, of: of.into(), day }
    }
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

    /// With these rows marked, each as it would be under the cursor.
    pub fn with_marked(self, rows: impl IntoIterator<Item = Subject>) -> Subject {
        self.with(Marked::of(rows))
    }

    /// With these marked.
    pub(super) fn with(self, marked: Marked) -> Subject {
        if marked.ids.is_empty() {
            return self;
        }
        let Marked { ids, first, of, day } = marked;
        Subject { marked: ids, marked_as: first, marked_of: of, day, ..self }
    }

    /// With these customers marked.
    pub fn with_marked_accounts(self, accounts: impl Into<Arc<[Id]>>) -> Subject {
        let accounts = accounts.into();
        let marked_as = if accounts.is_empty() { Row::Nothing } else { Row::Account };
        Subject { marked_as, marked_of: accounts.clone(), marked: accounts, ..self }
    }

    /// The record of the row.
    pub fn id(&self) -> Option<Id> {
        match self.row {
            Row::Nothing | Row::Question | Row::Undecided => None,
            Row::Account => self.account_id(),
            Row::Contact(id) | Row::Visit(id, _) | Row::Touch(id) | Row::FollowUp(id) => Some(id),
            Row::Money(LogRef::Visit(id) | LogRef::Touch(id)) | Row::Unfiled(LogRef::Visit(id) | LogRef::Touch(id)) => {
                Some(id)
            }
        }
    }

    /// What an act is done to: the marked where there are any, else the row.
    pub fn acted(&self) -> Row {
        if self.marked.is_empty() { self.row } else { self.marked_as }
    }

    /// The customers that an act is done to.
    pub fn accounts(&self) -> Vec<Id> {
        if self.marked.is_empty() { self.account_id().into_iter().collect() } else { self.marked_of.to_vec() }
    }

    /// The visits that an act is done to.
    pub fn visits(&self) -> Vec<Id> {
        match self.acted() {
            Row::Visit(..) if !self.marked.is_empty() => self.marked.to_vec(),
            Row::Visit(id, _) => vec![id],
            _ => Vec::new(),
        }
    }

    /// The follow-ups that an act is done to.
    pub fn follow_ups(&self) -> Vec<Id> {
        match self.acted() {
            Row::FollowUp(_) if !self.marked.is_empty() => self.marked.to_vec(),
            Row::FollowUp(id) => vec![id],
            _ => Vec::new(),
        }
    }

    /// Whether its workday is over.
    pub fn is_over(&self, now: &Now) -> bool {
        self.day.is_some_and(|day| day < now.today())
    }

    /// The log, where the row is one.
    pub fn log(&self) -> Option<LogRef> {
        match self.row {
            Row::Visit(id, VisitState::Done | VisitState::InProgress) => Some(LogRef::Visit(id)),
            Row::Touch(id) => Some(LogRef::Touch(id)),
            Row::Unfiled(log) | Row::Money(log) => Some(log),
            _ => None,
        }
    }
}
