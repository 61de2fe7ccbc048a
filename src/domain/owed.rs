//! Money that was promised in logs, and whether it has come.
//!
//! Always holds: the same sum for the same day, promised again, is one promise; what came before a later log promised it was another's.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::ask::{MoneyRow, Promised};
use super::deed::LogRef;
use super::heard::Payment;
use crate::base::money::Money;

/// What one customer has promised and not paid. The logs come newest first; a promise is begun with where `counts` says so of it and of its day.
pub fn open<'a>(
    logs: impl Iterator<Item = (LogRef, NaiveDate, &'a BTreeSet<String>)>,
    counts: impl Fn(&Payment, NaiveDate) -> bool,
) -> Vec<Promised> {
    let mut found: Vec<Promised> = Vec::new();
    for (log, day, payments) in logs {
        for text in payments {
            let payment = Payment::read(text);
            // What has come in one log has come in all. What came before the later log promised it was another: rent, the next instalment.
            match found.iter_mut().find(|other| other.payment.is_same(&payment)) {
                Some(later) => {
                    let came = payment.paid.filter(|came| *came >= later.day);
                    later.payment.paid = later.payment.paid.or(came);
                }
                None if counts(&payment, day) => found.push(Promised { log, day, payment }),
                None => {}
            }
        }
    }
    found.retain(|promised| promised.payment.paid.is_none());
    found.sort_by_key(|promised| (promised.payment.due.is_none(), promised.payment.due));
    found
}

/// Whether its day is over.
pub fn is_late(payment: &Payment, today: NaiveDate) -> bool {
    payment.due.is_some_and(|due| due < today)
}

/// What the sums come to. What was promised without a sum adds nothing.
pub fn total<'a>(rows: impl Iterator<Item = &'a MoneyRow>) -> Money {
    let sums = rows.filter_map(|row| row.promised.payment.amount).map(Money::hundredths);
    Money::from_hundredths(sums.fold(0, i64::saturating_add))
}
