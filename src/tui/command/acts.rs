//! What the commands that act on the row do, and why they cannot where they cannot.

use super::super::act::{SmallAct, deed_of};
use super::super::layer::Layer;
use super::super::message::Effect;
use super::super::model::Model;
use super::super::open::{self, LogStart};
use super::super::overlays::as_of::AsOf;
use super::super::overlays::call::Call;
use super::super::overlays::choice::{Choice, Pick};
use super::super::overlays::confirm::Confirm;
use super::super::overlays::day::steps::Steps;
use super::super::overlays::line::{Line, Wanted};
use super::super::overlays::merge::Merge;
use super::super::overlays::reassign::Reassign;
use super::super::overlays::who::{For, Who};
use super::super::screen::{Handled, Place, Screen};
use super::super::subject::Row;
use super::moves::own;
use crate::domain::deed::{Deed, LogRef};
use crate::schema::{ACCOUNT, CONTACT, FOLLOW_UP, TOUCH, VISIT, Value, VisitState};

/// The row has a customer.
pub(super) fn no_customer(model: &Model) -> Option<&'static str> {
    model.subject().account.is_none().then_some("why-no-customer")
}

/// Some row is there.
pub(super) fn no_row(model: &Model) -> Option<&'static str> {
    (model.subject().row == Row::Nothing).then_some("why-no-row")
}

/// There is something to copy.
pub(super) fn nothing_to_copy(model: &Model) -> Option<&'static str> {
    let something = !model.subject().text.is_empty() || model.top().is_some_and(Screen::copies);
    (!something).then_some("why-nothing-to-copy")
}

/// The row has a customer, and it is the only one: one is at one place.
pub(super) fn not_one_place(model: &Model) -> Option<&'static str> {
    let marked = !model.subject().marked.is_empty();
    no_customer(model).or(marked.then_some("why-one-place"))
}

/// The row has a customer, whose briefing is not open yet.
pub(super) fn no_briefing(model: &Model) -> Option<&'static str> {
    let open = matches!(model.layers().next_back(), Some(Layer::Brief(_)));
    no_customer(model).or(open.then_some("why-open-already"))
}

/// What looks for everything is not open yet.
pub(super) fn finding(model: &Model) -> Option<&'static str> {
    matches!(model.layers().next_back(), Some(Layer::Find(_))).then_some("why-open-already")
}

/// The row can be done.
pub(super) fn not_to_do(model: &Model) -> Option<&'static str> {
    match model.subject().acted() {
        Row::FollowUp(_) | Row::Visit(_, VisitState::Planned | VisitState::InProgress) => None,
        Row::Question | Row::Money(_) => None,
        Row::Nothing => Some("why-no-row"),
        Row::Account if model.top().is_some_and(Screen::ticks) => None,
        _ => Some("why-nothing-to-do"),
    }
}

/// The row can be moved to a date.
pub(super) fn not_movable(model: &Model) -> Option<&'static str> {
    match model.subject().acted() {
        Row::FollowUp(_) | Row::Account | Row::Visit(_, VisitState::Planned) => None,
        Row::Nothing => Some("why-no-row"),
        _ => Some("why-over"),
    }
}

/// The row can come to nothing.
pub(super) fn not_refusable(model: &Model) -> Option<&'static str> {
    match model.subject().acted() {
        Row::FollowUp(_) | Row::Account | Row::Contact(_) => None,
        Row::Visit(_, VisitState::Planned | VisitState::InProgress) => None,
        Row::Nothing => Some("why-no-row"),
        _ => Some("why-over"),
    }
}

/// The row has a customer, and I may move it.
pub(super) fn not_reassignable(model: &Model) -> Option<&'static str> {
    if model.cx.sync.manages { no_customer(model) } else { Some("why-managers-only") }
}

/// The row is a customer or a contact.
pub(super) fn not_mergeable(model: &Model) -> Option<&'static str> {
    match model.subject().row {
        Row::Account | Row::Contact(_) => None,
        _ => Some("why-not-mergeable"),
    }
}

/// The row is a contact.
pub(super) fn no_contact(model: &Model) -> Option<&'static str> {
    (!matches!(model.subject().row, Row::Contact(_))).then_some("why-no-contact")
}

/// There is an act to do again, and it fits the row or the marked.
pub(super) fn no_last(model: &Model) -> Option<&'static str> {
    let subject = model.subject();
    let Some(act) = model.cx.last_act(&subject) else {
        let words = model.cx.last.as_ref().is_some_and(|last| !last.repeats());
        return Some(if words { "why-words-once" } else { "why-no-last" });
    };
    let fits = deed_of(act, &subject, &model.cx.now, model.cx.settings.visit_minutes).is_some();
    // On a row that is over it is still said: the next one is meant.
    let over = matches!(
        subject.acted(),
        Row::Visit(_, VisitState::Done | VisitState::Missed | VisitState::Cancelled) | Row::Touch(_)
    );
    if fits || over { None } else { no_row(model).or(Some("notice-nothing-here")) }
}

/// The row is a visit at which something can be done.
pub(super) fn no_steps(model: &Model) -> Option<&'static str> {
    match model.subject().row {
        Row::Visit(_, VisitState::Planned | VisitState::InProgress | VisitState::Done) => None,
        Row::Nothing => Some("why-no-row"),
        _ => Some("why-no-visit"),
    }
}

/// The steps of the row's visit.
pub(super) fn steps(model: &mut Model) {
    if let Row::Visit(visit, _) = model.subject().row {
        model.cx.open(Steps::new(visit));
    }
}

/// The log line, filled with the row's customer; it closes the row's visit.
pub(super) fn log(model: &mut Model) {
    if own(model, "log") == Handled::Yes {
        return;
    }
    let subject = model.subject();
    let closes = match subject.row {
        Row::Visit(id, VisitState::Planned | VisitState::InProgress) => Some(id),
        _ => None,
    };
    let meant = model.is_on_a_page();
    let of_row = matches!(model.place(), Place::Today | Place::Customers | Place::FollowUps);
    open::log(
        &mut model.cx,
        LogStart { account: subject.account, meant, of_row, closes, took: subject.took, ..LogStart::default() },
    );
}

/// The number, large.
pub(super) fn call(model: &mut Model) {
    if let Some((account, name)) = model.subject().account {
        let contact = match model.subject().row {
            Row::Contact(id) => Some(id),
            _ => None,
        };
        model.cx.open(Call::new(account, name, contact));
    }
}

/// Here now.
pub(super) fn here(model: &mut Model) {
    let subject = model.subject();
    model.cx.act(SmallAct::Here, &subject);
}

/// Done.
pub(super) fn done(model: &mut Model) {
    if own(model, "done") == Handled::Yes {
        return;
    }
    let subject = model.subject();
    model.cx.act(SmallAct::Done, &subject);
}

/// To a date in words.
pub(super) fn move_to(model: &mut Model) {
    let subject = model.subject();
    model.cx.open(Line::new(Wanted::Move, subject));
}

/// Not done: a reason by digit, then a new date.
pub(super) fn not_done(model: &mut Model) {
    let subject = model.subject();
    let choice = match subject.acted() {
        Row::FollowUp(_) => Choice::drop_reason(&model.cx, subject),
        Row::Contact(contact) => Choice::contact(&model.cx, contact, &subject),
        _ => Choice::reason(&model.cx, subject),
    };
    model.cx.open(choice);
}

/// Not proposed before a date in words.
pub(super) fn snooze(model: &mut Model) {
    let subject = model.subject();
    model.cx.open(Line::new(Wanted::Snooze, subject));
}

/// A grade, or tags.
pub(super) fn grade(model: &mut Model) {
    let subject = model.subject();
    model.cx.open(Choice::grade(&model.cx, subject));
}

/// The last act, on this row.
pub(super) fn again(model: &mut Model) {
    let subject = model.subject();
    if let Some(act) = model.cx.last_act(&subject).cloned() {
        model.cx.act(act, &subject);
    }
}

/// Something new, of what belongs here.
pub(super) fn add(model: &mut Model) {
    if own(model, "add") == Handled::Yes {
        return;
    }
    let subject = model.subject();
    match model.place() {
        Place::Customers => open::form(&mut model.cx, ACCOUNT.number, None, Vec::new()),
        Place::FollowUps => {
            let account = FOLLOW_UP.field("account").map_or(0, |field| field.number);
            let values = subject.account_id().map(|id| (account, Value::Id(id))).into_iter().collect();
            open::form(&mut model.cx, FOLLOW_UP.number, None, values);
        }
        Place::Plan => model.cx.open(Who::new(For::Plan(None))),
        _ => {
            let choice = Choice::add(&model.cx, subject);
            model.cx.open(choice);
        }
    }
}

/// What is under the cursor, in its form; a log in its correction.
pub(super) fn edit(model: &mut Model) {
    if own(model, "edit") == Handled::Yes {
        return;
    }
    let subject = model.subject();
    if let Some(log) = subject.log() {
        open::correct(&mut model.cx, log);
        return;
    }
    if let Some((entity, record)) = record(&subject) {
        open::form(&mut model.cx, entity, Some(record), Vec::new());
    }
}

/// What the row's record is called.
fn called(subject: &super::super::subject::Subject) -> String {
    match (&subject.row, &subject.account) {
        (Row::Account, Some((_, name))) => name.clone(),
        _ => subject.text.clone(),
    }
}

/// Who set what when.
pub(super) fn history(model: &mut Model) {
    let subject = model.subject();
    if let Some((entity, record)) = record(&subject) {
        open::history(&mut model.cx, entity, record, &called(&subject));
    }
}

/// The record as it was at a moment.
pub(super) fn as_of(model: &mut Model) {
    let subject = model.subject();
    if let Some((entity, record)) = record(&subject) {
        model.cx.open(AsOf::new(entity, record, called(&subject)));
    }
}

pub(super) fn as_of_words(model: &mut Model, words: &str) {
    let subject = model.subject();
    if let Some((entity, record)) = record(&subject) {
        AsOf::new(entity, record, called(&subject)).said(words, &mut model.cx);
    }
}

fn record(subject: &super::super::subject::Subject) -> Option<(u16, crate::base::id::Id)> {
    match subject.row {
        Row::Nothing | Row::Unfiled(_) | Row::Question | Row::Undecided => None,
        Row::Account => subject.account_id().map(|id| (ACCOUNT.number, id)),
        Row::Contact(id) => Some((CONTACT.number, id)),
        Row::Visit(id, _) => Some((VISIT.number, id)),
        Row::Touch(id) | Row::Money(LogRef::Touch(id)) => Some((TOUCH.number, id)),
        Row::Money(LogRef::Visit(id)) => Some((VISIT.number, id)),
        Row::FollowUp(id) => Some((FOLLOW_UP.number, id)),
    }
}

/// Two records of one customer or person become one: the two marked, or this one and another that is chosen.
pub(super) fn merge(model: &mut Model) {
    let subject = model.subject();
    match (subject.row, &*subject.marked, subject.account_id()) {
        (Row::Contact(contact), ..) => model.cx.open(Merge::new(CONTACT.number, contact, None)),
        (_, [one, other], Some(at)) => {
            let (keep, other) = if at == *other { (*other, *one) } else { (*one, *other) };
            model.cx.open(Merge::new(ACCOUNT.number, keep, Some(other)));
        }
        (_, _, Some(account)) => model.cx.open(Who::new(For::Merge(account))),
        _ => {}
    }
}

/// To another territory or rep.
pub(super) fn reassign(model: &mut Model) {
    let subject = model.subject();
    model.cx.open(Reassign::new(subject));
}

/// The row in words, to the clipboard.
pub(super) fn copy(model: &mut Model) {
    if own(model, "copy") == Handled::Yes {
        return;
    }
    let text = model.subject().text;
    if !text.is_empty() {
        model.cx.effect(Effect::Copy(text));
    }
}

/// What to read before the door.
pub(super) fn brief(model: &mut Model) {
    if own(model, "brief") == Handled::Yes {
        return;
    }
    if let Some(account) = model.subject().account_id() {
        model.cx.open(super::super::screens::briefing::BriefPage::new(account));
    }
}

/// The customer has moved.
pub(super) fn new_address(model: &mut Model) {
    if let Some(account) = model.subject().account_id() {
        open::new_address(&mut model.cx, account);
    }
}

/// The contact works elsewhere now: where is asked.
pub(super) fn new_employer(model: &mut Model) {
    if let Row::Contact(contact) = model.subject().row {
        model.cx.open(Who::new(For::MoveContact(contact)));
    }
}

/// The customer is shut for good; what ends with it is seen first.
pub(super) fn shut_for_good(model: &mut Model) {
    if let Some((account, name)) = model.subject().account {
        model.cx.open(Confirm::shut_for_good(account, name));
    }
}

/// What is picked in a choice.
pub(in crate::tui) fn picked(cx: &mut super::super::cx::Cx, pick: Pick) {
    match pick {
        Pick::Act(act, subject) => {
            cx.act(act, &subject);
        }
        Pick::Form(entity, values) => open::form(cx, entity, None, values),
        Pick::Confirm(confirm) => cx.open(*confirm),
        Pick::Line(wanted, subject) => cx.open(Line::new(wanted, subject)),
        Pick::NewAddress(account) => open::new_address(cx, account),
        Pick::MoneyCame(log, payment) => {
            cx.perform(Deed::MoneyCame { log, payment });
        }
        Pick::Context(context) => super::super::context::enter(cx, context),
        Pick::Who(purpose) => cx.open(Who::new(purpose)),
    }
}
