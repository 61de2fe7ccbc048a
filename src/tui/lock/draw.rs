//! The shut screen as it is drawn: that it is shut, what opens it, and that nothing is lost.
//!
//! Must not draw anything of the book: it sees neither the layers nor an answer.

use ratatui::layout::Rect;

use super::super::canvas::Canvas;
use super::super::cx::Cx;
use super::super::theme::Role;
use super::super::view::sync_line;
use super::{Guard, Proof, Shut};
use crate::base::width::{cells, wrap};

/// Draws it over everything.
pub(in crate::tui) fn draw(cx: &Cx, shut: &Shut, area: Rect, canvas: &mut Canvas<'_>) {
    canvas.clear(area);
    let day = cx.words.long_day(cx.now.today());
    let clock = cx.words.clock(cx.now.at, &cx.now);
    let width = area.width.saturating_sub(4).min(60);
    let x = area.x + (area.width - width) / 2;
    let y = area.y + area.height.saturating_sub(9) / 3;
    canvas.put(x, y, width, cx.word("lock-shut"), Role::Strong);
    canvas.put_right(x + width, y, width / 2, &format!("{day} {clock}"), Role::Dim);
    canvas.rule(x, y + 1, width);
    let ask = asked(cx.guard);
    let label = cx.word(ask);
    if cx.guard.asks() {
        let used = canvas.put(x, y + 3, width, label, Role::Text) + 2;
        let room = width.saturating_sub(used);
        let typed = cells(shut.field.words()).min(usize::from(room.saturating_sub(1)));
        canvas.put(x + used, y + 3, room, &" ".repeat(usize::from(room)), Role::Field);
        canvas.put(x + used, y + 3, room, &"*".repeat(typed), Role::Field);
        canvas.set_cursor(Some((x + used + typed as u16, y + 3)));
    } else {
        canvas.put(x, y + 3, width, label, Role::Text);
    }
    let (said, role) = match (shut.asked.is_some(), shut.wrong.is_empty(), cx.guard.pin) {
        (true, ..) => (cx.word("lock-asking").to_owned(), Role::Dim),
        (_, false, Some(left)) if left > 0 => {
            (format!("{} {}", shut.wrong, cx.say("lock-left", &[("n", left.into())])), Role::Late)
        }
        (_, false, _) => (shut.wrong.clone(), Role::Late),
        (_, true, Some(0)) => (cx.word("lock-spent").to_owned(), Role::Text),
        _ => (String::new(), Role::Dim),
    };
    let mut row = y + 5;
    for line in wrap(&said, usize::from(width)) {
        canvas.put(x, row, width, line, role);
        row += 1;
    }
    if cells(&said) > 0 {
        row += 1;
    }
    for line in wrap(cx.word("lock-safe"), usize::from(width)) {
        canvas.put(x, row, width, line, Role::Dim);
        row += 1;
    }
    canvas.said(x, row + 1, width, &sync_line(cx));
}

/// What is asked: the key of its words.
fn asked(guard: Guard) -> &'static str {
    match (guard.pin, guard.proof) {
        (Some(1..), Proof::Passphrase) => "lock-pin-or-passphrase",
        (Some(1..), _) => "lock-pin",
        (_, Proof::Passphrase) => "lock-passphrase",
        (Some(0), Proof::Code) => "lock-code",
        (Some(0), Proof::System) => "lock-pin",
        (None, _) => "lock-enter",
    }
}
