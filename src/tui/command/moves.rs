//! What the commands for moving, going and leaving do.

use super::super::model::Model;
use super::super::screen::{Handled, Motion, Screen, Tab};
use super::leave;

/// The cursor goes.
pub(super) fn moved(model: &mut Model, motion: Motion) {
    if let Some((top, cx)) = model.top_mut() {
        top.moved(motion, cx);
    }
}

/// Enter.
pub(super) fn enter(model: &mut Model) {
    if let Some((top, cx)) = model.top_mut() {
        if let Some(narrow) = top.narrow_mut() {
            narrow.entered(cx);
        }
        top.enter(cx);
    }
}

/// One level back; at a screen's root, nothing.
pub(super) fn back(model: &mut Model) {
    model.pressed.clear();
    if let Some((top, cx)) = model.top_mut()
        && top.back(cx) == Handled::Yes
    {
        return;
    }
    if model.at_root() { model.cx.notice = None } else { model.close() }
}

/// One level back, and at a screen's root out.
pub(super) fn back_or_leave(model: &mut Model) {
    if let Some((top, cx)) = model.top_mut()
        && top.back(cx) == Handled::Yes
    {
        return;
    }
    if model.at_root() { leave(model) } else { model.close() }
}

/// To a screen.
pub(super) fn go(model: &mut Model, tab: Tab) {
    model.go(tab);
}

/// Letters can be looked for in what is shown.
pub(super) fn not_searchable(model: &Model) -> Option<&'static str> {
    let searchable = model.top().is_some_and(Screen::searchable);
    (!searchable).then_some("why-not-here")
}

/// The same, and nobody writes it just now.
pub(super) fn not_filterable(model: &Model) -> Option<&'static str> {
    not_searchable(model).or(model.typing().then_some("why-open-already"))
}

/// What a screen does itself of a command.
pub(super) fn own(model: &mut Model, id: &str) -> Handled {
    match model.top_mut() {
        Some((top, cx)) => top.command(id, cx),
        None => Handled::No,
    }
}
