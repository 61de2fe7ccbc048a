//! The hints in the foot: from the command table, those that fit here and now, as many as there is room for.
//!
//! Always holds: a hint names a key that works here; the key of the help is always there.

use super::super::again;
use super::super::canvas::Canvas;
use super::super::command::{self, Command};
use super::super::model::Model;
use super::super::screen::Place;
use super::super::theme::Role;
use super::Known;
use crate::base::width::cells;

/// Draws them on one line.
pub(in crate::tui) fn hints(model: &Model, y: u16, left: u16, right: u16, canvas: &mut Canvas<'_>) {
    let cx = &model.cx;
    let letters = !model.typing();
    let help = format!("{} {}", cx.keymap.shown("help", letters), cx.word("hint-all"));
    let end = right - canvas.put_right(right, y, right - left, &help, Role::Dim);
    let mut x = left;
    let gap = 2;
    let subject = model.subject();
    let last = cx
        .last_act(&subject)
        .filter(|_| letters && cx.curtain.is_none() && command::fits(model, "again"))
        .map(|act| (cx.keymap.shown("again", letters), again::on(cx, act, &subject), Known::New));
    let key = |id: &'static str| if id == "save" && model.enter_saves() { "open" } else { id };
    // A question has few keys, and each must be seen.
    let asks = matches!(model.place(), Place::Question | Place::Reading | Place::Writing);
    let fit = command::hints(model)
        .map(|command| (command, if asks { Known::New } else { cx.habits.known(command.id) }))
        .filter(|(_, known)| *known != Known::Whole)
        .map(|(command, known)| {
            (command.id, cx.keymap.shown(key(command.id), letters), cx.word(&words(model, command)).to_string(), known)
        })
        // What has no key in this preset is in the palette.
        .filter(|(_, key, ..)| !key.is_empty());
    let own = model.top().map_or(&[][..], |top| top.hints());
    let fit = fit.filter(|(id, ..)| own.is_empty() || *id == "back").map(|(_, key, words, known)| (key, words, known));
    // Keys that are no command's are named as they are.
    let named = |id: &'static str| match command::command(id) {
        Some(_) => cx.keymap.shown(key(id), letters),
        None => id.to_owned(),
    };
    let own = own.iter().map(|(id, words)| (named(id), cx.word(words).to_owned(), Known::New));
    for (key, words, known) in last.into_iter().chain(own).chain(fit) {
        let need = (cells(&key) + 1 + cells(&words)) as u16;
        if x + need + gap > end {
            break;
        }
        let role = if known == Known::Half { Role::Dim } else { Role::Key };
        x += canvas.spans(x, y, need, &[(&key, role), (" ", Role::Dim), (&words, Role::Dim)]) + gap;
    }
}

/// In a question Enter chooses; elsewhere a command is called what it is called.
fn words(model: &Model, command: &Command) -> String {
    match (model.place(), command.id) {
        (Place::Question | Place::Reading | Place::Settings, "open") => "hint-enter".to_string(),
        _ => command.words(),
    }
}
