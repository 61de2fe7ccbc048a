//! Stands in for rules of `domain` that have not landed yet; it goes with them.

use crate::domain::ask::Why;
use crate::schema::{Account, Grade, PromisedBy};

pub(crate) fn cadence(account: &Account) -> i64 {
    account.cadence.unwrap_or(match account.grade {
        Some(Grade::A) => 14,
        Some(Grade::B) => 28,
        _ => 56,
    })
}

pub(crate) fn next_due(account: &Account, last: Option<chrono::NaiveDate>) -> Option<chrono::NaiveDate> {
    let days = cadence(account);
    if days <= 0 || account.closed_on.is_some() || account.merged_into.is_some() {
        return None;
    }
    match last {
        Some(last) => last.checked_add_days(chrono::Days::new(days as u64)),
        None => account.first_due,
    }
}

pub(crate) fn terms(
    account: &Account,
    last: Option<i64>,
    due: Option<i64>,
    today: i64,
    late: &[(i64, PromisedBy)],
) -> Vec<(Why, u32)> {
    let mut terms = Vec::new();
    match (last, due) {
        (Some(last), Some(due)) if due <= today => {
            terms.push((Why::Overdue { since: today - last, cadence: cadence(account) }, (today - due + 1) as u32))
        }
        (None, Some(due)) => terms.push((Why::FirstVisit { days: due - today }, 1)),
        _ => {}
    }
    for (days, by) in late {
        let why =
            if *by == PromisedBy::Us { Why::PromiseLate { days: *days } } else { Why::TheirsLate { days: *days } };
        terms.push((why, 10 + *days as u32));
    }
    terms
}
