//! The screens. One file each; what only one of them draws lies beside it.

pub mod briefing;
pub mod customer;
pub mod customers;
pub mod day_close;
pub mod follow_ups;
pub mod month;
pub mod plan;
pub mod settings;
pub mod sync;
pub mod table;
pub mod today;

use super::cx::Cx;
use super::subject::{Row, Subject};
use crate::domain::ask::{FollowUpRow, VisitRow};
use crate::domain::day::close::took;
use crate::schema::VisitState;

/// A visit as what lies under the cursor.
fn visit_subject(cx: &Cx, visit: &VisitRow) -> Subject {
    let time = visit.start.map(|at| cx.words.clock(at, &cx.now)).unwrap_or_default();
    let text = [cx.words.long_day(visit.day), time, visit.name.clone(), visit.street.clone(), today::note(cx, visit)];
    Subject {
        account: visit.account.map(|id| (id, visit.name.clone())),
        row: Row::Visit(visit.id, visit.state),
        day: Some(visit.day),
        took: (unsaid(Some(visit.state)) && visit.day < cx.now.today())
            .then(|| took(visit, i64::from(cx.settings.visit_minutes), &cx.now))
            .flatten(),
        text: joined(&text),
        ..Subject::default()
    }
}

/// Whether nothing was said of a visit in this state yet.
fn unsaid(state: Option<VisitState>) -> bool {
    matches!(state, Some(VisitState::Planned | VisitState::InProgress))
}

/// A follow-up as what lies under the cursor.
fn promise_subject(cx: &Cx, promise: &FollowUpRow) -> Subject {
    let due = promise.due.map(|due| cx.words.long_day(due)).unwrap_or_default();
    Subject {
        account: promise.account.map(|id| (id, promise.name.clone())),
        row: Row::FollowUp(promise.id),
        day: promise.due,
        text: joined(&[due, promise.text.clone(), promise.name.clone()]),
        ..Subject::default()
    }
}

/// What is copied of a row: its parts that say something.
fn joined(parts: &[String]) -> String {
    let parts: Vec<&str> = parts.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
    parts.join("  ")
}
