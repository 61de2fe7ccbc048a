//! Customers of one name, told apart by the street that is said before or behind it.
//!
//! Always holds: where no street says which of them is meant, they are offered.

use super::customer::{Customer, fit};
use super::street;
use super::trade::has_own;
use crate::base::name::Fit;
use crate::base::text::is_han;
use crate::domain::ask::NameHit;
use crate::domain::log_line::beginnings::{Leading, Saying};
use crate::domain::log_line::ordinary::is_common;

/// Customers of one name in which the letters stand, told apart by the street that is said behind them.
pub(super) fn of_twins(line: &str, one: &Leading, hits: &[NameHit]) -> Customer {
    let letters = one.letters.as_str();
    let inner: Vec<NameHit> =
        hits.iter().filter(|hit| fit(letters, hit).is_some_and(|fit| fit <= Fit::Inner)).cloned().collect();
    let twins = inner.len() > 1 && inner.iter().all(|hit| Some(&hit.name) == inner.first().map(|first| &first.name));
    if twins && letters.chars().all(is_han) && has_own(letters) {
        of_street(line, one, &inner)
    } else {
        Customer::Nobody
    }
}

/// The customers in whose name the letters stand, behind the street with which the line begins: the one of that street; else all, to be offered.
pub(super) fn behind_street(line: &str, one: &Leading, hits: &[NameHit]) -> Option<Customer> {
    let Saying::Behind(street) = &one.said else { return None };
    let letters = one.letters.as_str();
    let said = line.get(street.clone())?;
    if !has_own(letters) || is_common(letters) {
        return None;
    }
    let fitting =
        hits.iter().filter(|hit| hit.person.is_none() && fit(letters, hit).is_some_and(|fit| fit <= Fit::Inner));
    let fitting: Vec<NameHit> = fitting.cloned().collect();
    let there: Vec<&NameHit> = fitting.iter().filter(|hit| hit.street.contains(said)).collect();
    let range = street.start..one.range.end;
    match there.as_slice() {
        [only] => Some(Customer::One((*only).clone(), range)),
        _ => {
            let begins = |hit: &NameHit| fit(letters, hit).is_some_and(|fit| fit <= Fit::WordPrefix);
            (!fitting.is_empty() && fitting.iter().all(begins)).then_some(Customer::Several(fitting, one.range.clone()))
        }
    }
}

/// One of several by the street behind the name, where that says it.
pub(super) fn of_street(line: &str, one: &Leading, several: &[NameHit]) -> Customer {
    match street::told(line, &one.range, several) {
        (left, Some(end)) if left.len() == 1 => {
            left.into_iter().next().map_or(Customer::Nobody, |only| Customer::One(only, one.range.start..end))
        }
        (left, _) => Customer::Several(left, one.range.clone()),
    }
}
