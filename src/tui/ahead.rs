//! Keys that came before what they are for: while a commit is under way, or while the uppermost layer still looks for what the next of them chooses.
//!
//! What a layer's rows are is waited for by one rule, which is in `held`; what letters are still looking for, each layer says itself.
//! A press of the mouse waits as a key does, and is for what the person saw when he pressed: a row that is gone meanwhile is not taken for another.
//! Always holds: they are taken in the order in which they were typed, and none is lost but by Ctrl-C, by an Esc after a second of waiting, or where
//! it is said. No layer keeps keys by itself: it says which of them wait ([`super::screen::Screen::awaits`]).

use std::collections::VecDeque;

use super::canvas::Target;
use super::cx::{Laid, Tone};
use super::key::{Code, Key};
use super::keymap::Reading;
use super::message::Mouse;
use super::model::Model;
use super::screen::Tab;
use super::update::{key_pressed, pasted};
use super::{command, lock};
use crate::base::clock::Moment;

/// After so many milliseconds an Esc no longer waits behind the others: whoever presses it then wants out.
const PATIENCE: i64 = 1000;

/// What a person does.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Typed {
    /// A key.
    Key(Key),
    /// A pasted text.
    Paste(String),
    /// The wheel goes up or down.
    Wheel(&'static str),
    /// A press on what was in sight then.
    Press(Pressed),
}

/// What was pressed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Pressed {
    /// A screen's name in the head.
    Tab(Tab),
    /// A row.
    Row {
        /// The layer that had it.
        of: (Tab, Option<Laid>),
        /// Its pane.
        pane: usize,
        /// Its place there.
        at: usize,
        /// The words that stood on it.
        words: String,
    },
}

/// What a person does with the mouse, by what is in sight now; nothing where there is nothing to press.
pub(super) fn pointed(model: &Model, mouse: Mouse) -> Option<Typed> {
    let cell = match mouse {
        Mouse::Up => return Some(Typed::Wheel("up")),
        Mouse::Down => return Some(Typed::Wheel("down")),
        Mouse::Press(x, y) => (x, y),
    };
    let (target, words) = super::view::target(model, cell)?;
    Some(Typed::Press(match target {
        Target::Tab(tab) => Pressed::Tab(tab),
        Target::Row(pane, at) => Pressed::Row { of: model.uppermost(), pane, at, words },
    }))
}

/// What comes next, for a layer to say whether it waits.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Next<'a> {
    /// A key, as the layer gets it before the keymap.
    Key(Key),
    /// What the keymap makes of a key that the layer has no use for.
    Command(&'a str),
    /// A pasted text.
    Paste,
}

/// What waits.
#[derive(Debug, Default)]
pub(super) struct Ahead {
    queue: VecDeque<Typed>,
    /// Since when the first of them waits for an answer.
    since: Option<Moment>,
    /// So many of them were typed before anybody saw what came of the wait.
    blind: usize,
    /// The key that kept a line just now, and when: habit presses it again, or Enter.
    habit: Option<(Key, Moment)>,
}

/// A person did this: it has its turn when what came before it has had it.
pub(super) fn typed(model: &mut Model, typed: Typed) {
    model.touched = model.cx.now.at;
    if model.shut.is_some() {
        match typed {
            Typed::Key(key) => {
                let twice = key == Key::ctrl('c') && super::update::ctrl_c_twice(model);
                lock::key(model, key, twice);
            }
            Typed::Paste(text) => lock::paste(model, &text),
            Typed::Wheel(_) | Typed::Press(_) => {}
        }
        return;
    }
    if matches!(typed, Typed::Key(key) if shuts(model, key)) {
        // It waits for nothing, and what is typed behind it is for the shut screen. What was typed before it has its turn all the same.
        return lock::shut(model);
    }
    if typed == Typed::Key(Key::ctrl('c')) {
        // Who must leave can, even when a commit does not come back.
        if model.cx.busy.is_some() {
            if super::update::ctrl_c_twice(model) {
                command::leave(model);
            }
            return;
        }
        model.ahead = Ahead::default();
    }
    let now = model.cx.now.at.millis();
    let out = model.ahead.since.is_some_and(|since| now.saturating_sub(since.millis()) >= PATIENCE);
    if out && model.cx.busy.is_none() && matches!(&typed, Typed::Key(key) if key.code == Code::Esc) {
        model.ahead = Ahead::default();
    }
    model.ahead.queue.push_back(typed);
    take(model);
}

/// Takes what waits, as far as it need not wait any longer.
pub(super) fn take(model: &mut Model) {
    while model.cx.busy.is_none() {
        let Some(next) = model.ahead.queue.front() else { break };
        if waits(model, next) {
            model.ahead.since.get_or_insert(model.cx.now.at);
            break;
        }
        let Some(next) = model.ahead.queue.pop_front() else { break };
        if model.ahead.since.take().is_some() {
            // All that was typed until now was typed before anybody saw what came.
            model.ahead.blind = model.ahead.queue.len() + 1;
        }
        model.cx.unseen = model.ahead.blind > 0;
        model.ahead.blind = model.ahead.blind.saturating_sub(1);
        model.cx.behind = !model.ahead.queue.is_empty();
        match next {
            // It would open what lies below the line that is gone.
            Typed::Key(key) if is_habit(model, key) => {}
            Typed::Key(key) => key_pressed(model, key),
            Typed::Paste(text) => pasted(model, &text),
            Typed::Wheel(id) => {
                model.pressed.clear();
                command::run(model, id);
            }
            Typed::Press(pressed) => press(model, &pressed),
        }
        model.cx.unseen = false;
        model.steps();
        // The next may be for a row that is in sight only now.
        model.settle();
    }
}

/// Whether a key is pressed by habit, right behind another that has done what it is for.
fn is_habit(model: &mut Model, key: Key) -> bool {
    let now = model.cx.now.at.millis();
    model.ahead.habit.take().is_some_and(|(done, at)| {
        (key == done || key == Key::plain(Code::Enter)) && now.saturating_sub(at.millis()) < PATIENCE
    })
}

/// A press puts the cursor on the row that was seen, and one on the row where it is opens that.
fn press(model: &mut Model, pressed: &Pressed) {
    model.pressed.clear();
    let (of, pane, at, words) = match pressed {
        Pressed::Tab(tab) => return command::run(model, tab.command()),
        Pressed::Row { of, pane, at, words } => (of, *pane, *at, words),
    };
    let there = if *of == model.uppermost() { super::view::row_of(model, pane, words, at) } else { None };
    let Some(at) = there else { return model.cx.notice_word("pressed-gone", Tone::Calm) };
    if model.top_mut().is_some_and(|(top, cx)| top.pointed(pane, at, cx)) {
        command::run(model, "open");
    }
}

/// Whether this key shuts the screen. A letter may be one of a text that is not open yet.
fn shuts(model: &Model, key: Key) -> bool {
    let alone = model.ahead.queue.is_empty() && model.pressed.is_empty() && !model.typing();
    (alone || key.typed().is_none()) && model.cx.keymap.read(&[key.narrow()]) == Reading::Command("lock")
}

/// A line was kept by this key.
pub(super) fn habit(model: &mut Model, key: Key) {
    model.ahead.habit = Some((key, model.cx.now.at));
}

/// Forgets what waits: it was typed for something that did not come about.
pub(super) fn forget(model: &mut Model) {
    model.ahead = Ahead::default();
}

/// Whether the layer that gets this next is still to hear what it is about. To go back waits for nothing.
fn waits(model: &Model, next: &Typed) -> bool {
    let Some(top) = model.top() else { return false };
    let key = match next {
        Typed::Key(key) if *key == Key::ctrl('c') || key.code == Code::Esc => return false,
        Typed::Key(key) => *key,
        Typed::Paste(_) => return top.awaits(Next::Paste),
        Typed::Wheel(id) => return model.waits() || top.awaits(Next::Command(id)),
        Typed::Press(Pressed::Tab(tab)) => return model.waits() || top.awaits(Next::Command(tab.command())),
        Typed::Press(Pressed::Row { .. }) => return model.waits() || top.awaits(Next::Command("open")),
    };
    let typing = top.typing();
    let mut pressed = if typing { Vec::new() } else { model.pressed.clone() };
    pressed.push(key.narrow());
    let command = match model.cx.keymap.read(&pressed) {
        _ if typing && key.typed().is_some() => None,
        Reading::Command(id) => Some(id),
        Reading::Prefix | Reading::Nothing => None,
    };
    // Who writes goes on writing: only what is done to the rows beside it waits for them.
    if command != Some("back") && model.waits() && (!typing || command.is_some()) {
        return true;
    }
    let taken = (model.pressed.is_empty() || typing) && top.awaits(Next::Key(key));
    taken || command.is_some_and(|id| id != "back" && top.awaits(Next::Command(id)))
}

impl super::cx::Cx {
    /// Enter came before anybody saw that several fit: none is taken. Keys typed behind it were for what it would have led to.
    pub(super) fn which_one(&mut self) {
        if self.behind {
            self.forget();
        }
        self.notice_word(if self.behind { "which-one-alone" } else { "which-one" }, Tone::Calm);
    }
}
