//! Here now: the start of a visit is stamped, and the second time its end. One visit is in progress at a time.

use super::desk::Desk;
use crate::base::id::Id;
use crate::domain::act::{Act, Edit, Label};
use crate::domain::deed::Refusal;
use crate::domain::look::Look;
use crate::schema::{Visit, VisitKind, VisitState};

impl<L: Look> Desk<'_, L> {
    /// Stamps the start at a customer; where I am there already, the end. A visit in progress elsewhere is ended first.
    pub fn here_now(&mut self, account: Id) -> Result<Act, Refusal> {
        let account = self.account(account)?;
        let open = self.look.visit_in_progress()?;
        let mut edits = Vec::new();
        if let Some(before) = &open {
            let ended = self.ended(before)?;
            let same_day = before.started.is_some_and(|started| self.now.workday(started) == self.now.today());
            if before.account == Some(account.id) && same_day {
                edits.extend(Edit::change(before, &ended));
                return Ok(Act::one(Label::new("act-left", account.name), edits));
            }
            edits.extend(Edit::change(before, &ended));
        }
        let today = self.now.today();
        let start = match self.planned_near(account.id, today, self.now.at)? {
            Some(before) => {
                let after = Visit {
                    state: Some(VisitState::InProgress),
                    started: Some(self.now.at),
                    kind: before.kind.or(Some(VisitKind::OnSite)),
                    ..before.clone()
                };
                Edit::change(&before, &after)
            }
            None => Some(Edit::create(&Visit {
                id: self.new_id(),
                account: Some(account.id),
                owner: Some(self.look.me()),
                state: Some(VisitState::InProgress),
                day: Some(today),
                started: Some(self.now.at),
                kind: Some(VisitKind::OnSite),
                ..Visit::default()
            })),
        };
        edits.splice(0..0, start);
        Ok(Act::one(Label::new("act-here", account.name), edits))
    }

    /// The visit, ended now. Where its workday is over, its end was forgotten: then it lasted as long as is usual.
    fn ended(&self, visit: &Visit) -> Result<Visit, Refusal> {
        let started = visit.started.unwrap_or(self.now.at);
        let forgotten = self.now.workday(started) != self.now.today();
        let ended = if forgotten {
            started.plus_minutes(i64::from(self.look.usual()?.minutes))
        } else {
            self.now.at.max(started)
        };
        Ok(Visit {
            state: Some(VisitState::Done),
            started: Some(started),
            ended: Some(visit.ended.unwrap_or(ended)),
            day: Some(self.now.workday(started)),
            ..visit.clone()
        })
    }
}
