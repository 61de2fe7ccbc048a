//! Ticking off the steps of a visit, and saying what type of visit it is.
//!
//! Always holds: the first tick keeps the type that was shown, so that the company's changing its first type changes no visit that began.

use super::desk::Desk;
use super::words::NOT_HELD;
use crate::base::id::Id;
use crate::domain::act::{Act, Edit, Label};
use crate::domain::deed::Refusal;
use crate::domain::look::Look;
use crate::schema::{VISIT, Value, Visit, VisitState, VisitType};

impl<L: Look> Desk<'_, L> {
    /// Ticks a step off, or takes its tick away.
    pub fn tick(&mut self, visit: Id, kind: Id, step: &str, done: bool) -> Result<Act, Refusal> {
        let before = self.held(visit)?;
        let step = step.trim().to_string();
        let mut after = Visit { visit_type: before.visit_type.or(Some(kind)), ..before.clone() };
        let words = if done {
            after.steps.insert(step.clone());
            "act-tick"
        } else {
            after.steps.remove(&step);
            "act-untick"
        };
        self.fits(&VISIT, "steps", &Value::set(after.steps.iter().cloned()))?;
        let label = Label::new(words, self.of_visit(&before)?).detail(step);
        Ok(Act::one(label, Vec::from_iter(Edit::change(&before, &after))))
    }

    /// Says what type of visit it is; what was ticked stays.
    pub fn type_of_visit(&mut self, visit: Id, kind: Id) -> Result<Act, Refusal> {
        let before = self.held(visit)?;
        let name = self.get::<VisitType>(kind)?.name;
        let after = Visit { visit_type: Some(kind), ..before.clone() };
        let label = Label::new("act-visit-type", self.of_visit(&before)?).detail(name);
        Ok(Act::one(label, Vec::from_iter(Edit::change(&before, &after))))
    }

    /// A visit at which something can have been done.
    fn held(&self, visit: Id) -> Result<Visit, Refusal> {
        let visit: Visit = self.get(visit)?;
        match visit.state {
            Some(VisitState::Missed | VisitState::Cancelled) => Err(Refusal::State(NOT_HELD)),
            _ => Ok(visit),
        }
    }

    fn of_visit(&self, visit: &Visit) -> Result<String, Refusal> {
        let account = visit.account.map(|account| self.account(account)).transpose()?;
        Ok(account.map(|account| account.name).unwrap_or_default())
    }
}
