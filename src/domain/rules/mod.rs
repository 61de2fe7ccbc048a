//! From what a person wants done ([`Deed`]) to what is written ([`Act`]): one file for each group of deeds.
//!
//! Always holds: the same records, the same `now` and the same ids give the same act; nothing is written here; the record an act is
//! mainly about comes first in it; no record occurs twice in an act. The store runs [`act`] inside its writing transaction, so nothing
//! changes between the look and the commit.

mod answered;
mod contact;
mod convert;
mod correct;
mod customer;
mod delete;
mod desk;
mod follow_up;
mod form;
mod here;
mod log;
mod merge;
mod money;
mod moved;
mod next_visit;
mod not_done;
mod parked;
mod plan;
mod reassign;
mod resolve;
mod steps;
mod words;

#[cfg(test)]
mod book;
#[cfg(test)]
mod tests;

pub(crate) use self::customer::address;
pub use self::merge::renamed;
pub use self::reassign::manages;
pub use self::words::{Detail, LABELS, NEWER, STATES};

use self::desk::Desk;
use super::act::Act;
use super::deed::{Deed, Refusal};
use super::look::Look;
use crate::base::clock::Now;
use crate::base::id::{Id, IdSource};

/// Logged more than so many minutes after it ended, a visit is a late entry.
pub const LATE_AFTER_MINUTES: i64 = 60;

/// A customer made by hand should be seen for the first time within so many days; an import spreads its own over their cycle.
pub const FIRST_VISIT_WITHIN_DAYS: u64 = 7;

/// What parked acts are about that are given up: the customer's name, or what else the first of them is called.
///
/// # Errors
/// Where the look at them fails.
pub fn given_up<L: Look>(acts: &[Id], look: &L, now: &Now, ids: &mut IdSource) -> Result<String, Refusal> {
    let parked = look.parked(acts)?;
    Desk { look, now, ids }.given_up(&parked)
}

/// The act that does this deed.
///
/// # Errors
/// Why it cannot be done; then nothing is to be written.
pub fn act<L: Look>(deed: &Deed, look: &L, now: &Now, ids: &mut IdSource) -> Result<Act, Refusal> {
    let mut desk = Desk { look, now, ids };
    let act = match deed {
        Deed::Log(entry) => desk.log(entry),
        Deed::LogEach { entry, visits, accounts } => desk.log_each(entry, visits, accounts),
        Deed::File { log, whose } => desk.file(*log, whose),
        Deed::Correct { log, correction } => desk.correct(*log, correction),
        Deed::Plan { accounts, to, purpose } => desk.plan(accounts, *to, purpose),
        Deed::Reschedule { accounts, to } => desk.reschedule(accounts, *to),
        Deed::PlanEach { visits } => desk.plan_each(visits),
        Deed::MoveVisits { visits, to } => desk.move_visits(visits, *to),
        Deed::OrderDay { visits } => desk.order_day(visits),
        Deed::NotDone { visits, accounts, reason, words, again } => {
            desk.not_done(visits, accounts, *reason, words, *again)
        }
        Deed::CancelVisits { visits, reason } => desk.cancel(visits, *reason),
        Deed::HereNow { account } => desk.here_now(*account),
        Deed::AddFollowUp { account, promise } => desk.add_follow_up(*account, promise),
        Deed::FollowUpsDone { follow_ups } => desk.follow_ups_done(follow_ups),
        Deed::FollowUpsOpen { follow_ups } => desk.follow_ups_open(follow_ups),
        Deed::MoveFollowUps { follow_ups, to } => desk.move_follow_ups(follow_ups, *to),
        Deed::DropFollowUps { follow_ups, reason } => desk.drop_follow_ups(follow_ups, reason),
        Deed::Create { entity, record, values } => desk.create(*entity, *record, values),
        Deed::Set { entity, record, values, seen } => desk.set(*entity, *record, values, seen),
        Deed::Delete { entity, record } => desk.delete(*entity, *record),
        Deed::Grade { accounts, grade } => desk.grade(accounts, *grade),
        Deed::Tag { accounts, add, remove } => desk.tag(accounts, add, remove),
        Deed::Snooze { accounts, until, reason } => desk.snooze(accounts, *until, reason),
        Deed::ShutForGood { account } => desk.shut_for_good(*account),
        Deed::MoveAddress { account, values, since } => desk.move_address(*account, values, *since),
        Deed::MoveContact { contact, to } => desk.move_contact(*contact, *to),
        Deed::Merge { entity, keep, other, from_other } => desk.merge(*entity, *keep, *other, from_other),
        Deed::MergeEach { pairs } => desk.merge_each(pairs),
        Deed::TellApart { one, other } => desk.tell_apart(*one, *other),
        Deed::Reassign { accounts, territory, owner } => desk.reassign(accounts, *territory, *owner),
        Deed::Resolve { conflicts, choice } => desk.resolve(conflicts, choice),
        Deed::SendAgain { acts, values } => desk.send_again(acts, values),
        Deed::Withdraw { acts } => desk.withdraw(acts),
        Deed::MoneyCame { log, payment } => desk.money_came(*log, payment),
        Deed::Tick { visit, visit_type, step, done } => desk.tick(*visit, *visit_type, step, *done),
        Deed::TypeOfVisit { visit, visit_type } => desk.type_of_visit(*visit, *visit_type),
        Deed::Whole(act, saw, _) => desk.whole(act, saw),
    }?;
    if act.is_empty() {
        return Err(Refusal::Nothing);
    }
    match deed {
        // Here the decision is the deed itself, or what it sets is not for sure.
        Deed::Resolve { .. } | Deed::SendAgain { .. } | Deed::Withdraw { .. } => Ok(act),
        _ => desk.answering(act),
    }
}
