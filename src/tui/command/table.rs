//! The table itself. The order is that of the hints.

use super::super::message::{Effect, Way};
use super::super::model::Model;
use super::super::overlays::bundle::Bundle;
use super::super::overlays::day::order_day::OrderDay;
use super::super::overlays::day::who_next::WhoNext;
use super::super::overlays::help::Help;
use super::super::overlays::merge::Pairs;
use super::super::screen::{Handled, Motion, Place, Screen, Tab};
use super::super::screens::day_close::DayClose;
use super::super::screens::month::MonthPage;
use super::acts;
use super::moves::{self, moved};
use super::{Command, Group};
use crate::domain::ask::SyncState;
use crate::tui::open;

use Place::{Customer, Customers, FollowUps, Plan, Question, Reading, Rows, Settings, Sync, Today, Writing};

const ALL: &[Place] = &[Today, Customers, Customer, FollowUps, Plan, Sync, Settings, Rows, Writing, Question, Reading];
/// Everything but where something is written or asked.
const CALM: &[Place] = &[Today, Customers, Customer, FollowUps, Plan, Sync, Settings, Rows, Reading];
/// The screens and the pages, nothing over them.
const BASE: &[Place] = &[Today, Customers, Customer, FollowUps, Plan, Sync, Settings];
/// Where rows are customers or belong to some.
const ROWS: &[Place] = &[Today, Customers, Customer, FollowUps, Plan, Rows];

fn never(_: &Model) -> Option<&'static str> {
    None
}

const fn command(
    id: &'static str,
    group: Group,
    places: &'static [Place],
    disabled: fn(&Model) -> Option<&'static str>,
    run: fn(&mut Model),
) -> Command {
    Command { id, group, places, everywhere: false, hint: false, disabled, run }
}

const fn hinted(
    id: &'static str,
    group: Group,
    places: &'static [Place],
    disabled: fn(&Model) -> Option<&'static str>,
    run: fn(&mut Model),
) -> Command {
    Command { hint: true, ..command(id, group, places, disabled, run) }
}

/// Can be run where something is written or asked, too: its function key works inside fields.
const fn everywhere(command: Command) -> Command {
    Command { everywhere: true, ..command }
}

use Group::{Acts, Everywhere, Going, Moving};

/// Every command.
pub static TABLE: &[Command] = &[
    hinted("log", Acts, ALL, never, acts::log),
    hinted("call", Acts, ROWS, acts::no_customer, acts::call),
    hinted("here", Acts, ROWS, acts::not_one_place, acts::here),
    everywhere(hinted("brief", Acts, ROWS, acts::no_briefing, acts::brief)),
    hinted("done", Acts, ROWS, acts::not_to_do, acts::done),
    hinted("move", Acts, ROWS, acts::not_movable, acts::move_to),
    hinted("not-done", Acts, ROWS, acts::not_refusable, acts::not_done),
    command("new-address", Everywhere, ROWS, acts::not_one_place, acts::new_address),
    command("new-employer", Everywhere, ROWS, acts::no_contact, acts::new_employer),
    command("shut-for-good", Everywhere, ROWS, acts::not_one_place, acts::shut_for_good),
    everywhere(hinted("who-next", Going, BASE, never, |model| model.cx.open(WhoNext::default()))),
    everywhere(hinted("close-day", Going, BASE, never, |model| {
        let day = model.cx.now.today();
        model.cx.open(DayClose::new(day));
    })),
    command("steps", Acts, ROWS, acts::no_steps, acts::steps),
    hinted("add", Acts, ROWS, never, acts::add),
    hinted("edit", Acts, ROWS, acts::no_row, acts::edit),
    hinted("save", Everywhere, &[Writing, Today, Customers, FollowUps, Plan, Rows], nothing_to_save, |model| {
        moves::own(model, "save");
    }),
    hinted(
        "filter",
        Everywhere,
        &[Today, Customers, FollowUps, Plan, Settings, Rows, Reading],
        moves::not_filterable,
        |model| {
            moves::own(model, "filter");
        },
    ),
    hinted("sort", Acts, &[Customers], never, |model| {
        moves::own(model, "sort");
    }),
    hinted("mark", Acts, &[Today, Customers, FollowUps, Plan, Sync], acts::no_row, |model| {
        moves::own(model, "mark");
    }),
    hinted("grade", Acts, ROWS, acts::no_customer, acts::grade),
    command("again", Acts, ROWS, acts::no_last, acts::again),
    command("mark-all", Acts, &[Today, Customers, FollowUps, Plan, Sync], never, |model| {
        moves::own(model, "mark-all");
    }),
    everywhere(hinted("find", Going, CALM, acts::finding, |model| open::find(&mut model.cx, ""))),
    hinted("copy", Acts, CALM, acts::nothing_to_copy, acts::copy),
    hinted("open-link", Acts, ROWS, acts::no_customer, |model| {
        if moves::own(model, "open-link") == Handled::No
            && let Some((account, name)) = model.subject().account
        {
            model.cx.open(super::super::overlays::call::Call::link(account, name));
        }
    }),
    command("order-day", Everywhere, BASE, never, |model| model.cx.open(OrderDay::default())),
    command("plan-month", Everywhere, BASE, never, |model| {
        if moves::own(model, "plan-month") == Handled::No {
            let today = model.cx.now.today();
            model.cx.open(MonthPage::on(today));
        }
    }),
    command("history", Acts, ROWS, acts::no_row, acts::history),
    command("at", Everywhere, ROWS, acts::no_row, acts::as_of),
    command("snooze", Acts, ROWS, acts::no_customer, acts::snooze),
    command("merge", Everywhere, ROWS, acts::not_mergeable, acts::merge),
    command("reassign", Everywhere, ROWS, acts::not_reassignable, acts::reassign),
    command("open", Moving, ALL, never, moves::enter),
    command("up", Moving, ALL, never, |model| moved(model, Motion::Up)),
    command("down", Moving, ALL, never, |model| moved(model, Motion::Down)),
    command("left", Moving, ALL, never, |model| moved(model, Motion::Left)),
    command("right", Moving, ALL, never, |model| moved(model, Motion::Right)),
    command("page-up", Moving, ALL, never, |model| moved(model, Motion::PageUp)),
    command("page-down", Moving, ALL, never, |model| moved(model, Motion::PageDown)),
    command("first", Moving, ALL, never, |model| moved(model, Motion::First)),
    command("last", Moving, ALL, never, |model| moved(model, Motion::Last)),
    command("next-pane", Moving, ALL, never, |model| moved(model, Motion::NextPane)),
    command("previous-pane", Moving, ALL, never, |model| moved(model, Motion::PreviousPane)),
    hinted("previous", Moving, &[Customer, Plan], never, |model| moved(model, Motion::Previous)),
    hinted("next", Moving, &[Customer, Plan], never, |model| moved(model, Motion::Next)),
    command("next-match", Moving, &[Rows, Reading], moves::not_searchable, |model| {
        moves::own(model, "next-match");
    }),
    command("previous-match", Moving, &[Rows, Reading], moves::not_searchable, |model| {
        moves::own(model, "previous-match");
    }),
    hinted("back", Moving, ALL, never, moves::back),
    command("leave", Moving, CALM, never, moves::back_or_leave),
    command("today", Going, CALM, never, |model| moves::go(model, Tab::Today)),
    command("customers", Going, CALM, never, |model| moves::go(model, Tab::Customers)),
    command("context", Going, BASE, never, super::super::context::turn),
    command("ungraded", Going, CALM, never, |model| {
        moves::go(model, Tab::Customers);
        moves::own(model, "ungraded");
    }),
    command("look-alikes", Going, BASE, never, |model| model.cx.open(Pairs::default())),
    command("follow-ups", Going, CALM, never, |model| moves::go(model, Tab::FollowUps)),
    command("plan", Going, CALM, never, |model| moves::go(model, Tab::Plan)),
    command("sync-screen", Going, CALM, never, |model| moves::go(model, Tab::Sync)),
    command("settings", Going, CALM, never, |model| moves::go(model, Tab::Settings)),
    command("undo", Everywhere, ALL, never, |model| model.cx.undo()),
    command("redo", Everywhere, ALL, never, |model| model.cx.redo()),
    command("sync", Everywhere, ALL, not_enrolled, sync_now),
    command("bundle-out", Everywhere, BASE, not_enrolled, |model| {
        let bundle = Bundle::new(Way::Out, &model.cx);
        model.cx.open(bundle);
    }),
    command("bundle-in", Everywhere, BASE, not_enrolled, |model| {
        let bundle = Bundle::new(Way::In, &model.cx);
        model.cx.open(bundle);
    }),
    command("curtain", Everywhere, ALL, never, super::super::curtain::turn),
    command("palette", Everywhere, ALL, never, |model| {
        let help = Help::palette(model);
        model.cx.open(help);
    }),
    command("help", Everywhere, ALL, never, |model| {
        let help = Help::new(model);
        model.cx.open(help);
    }),
    command("tour", Everywhere, CALM, super::super::tour::only_in_demo, super::super::tour::turn),
    command("lock", Everywhere, ALL, never, super::super::lock::by_command),
    command("suspend", Everywhere, ALL, never, |model| model.cx.effect(Effect::Suspend)),
    command("quit", Everywhere, ALL, never, super::leave),
];

/// Tried at once; where there was no connection a moment ago, what that means is said meanwhile.
fn sync_now(model: &mut Model) {
    model.cx.effect(Effect::SyncNow);
    model.cx.sync_goes_on();
    if matches!(model.cx.sync.state, SyncState::Offline { .. }) {
        model.cx.by_itself();
    }
}

fn nothing_to_save(model: &Model) -> Option<&'static str> {
    let none = model.top().and_then(Screen::filter).is_none_or(str::is_empty);
    (model.place() != Place::Writing && none).then_some("why-no-filter")
}

fn not_enrolled(model: &Model) -> Option<&'static str> {
    (!model.cx.sync.enrolled).then_some("why-not-enrolled")
}
