//! The shut screen: after some minutes without a key, or at once by a command, nothing of the book is drawn until somebody proves himself.
//!
//! Always holds: no key that is typed while it is shut reaches what lies under it, and nothing of that is drawn; what was being written stays as it
//! was, and what was typed before has its turn.
//! There is no counting of seconds: the time comes with the timer that the head line's clock has anyway.

mod draw;
pub(super) mod pin;

pub(super) use draw::draw;
pub use pin::PinQuestion;

use super::command;
use super::cx::Cx;
use super::field::Field;
use super::held::Why;
use super::key::{Code, Key};
use super::message::{Effect, Errand, Ticket, Unlocked};
use super::model::Model;
use crate::base::clock::Moment;
use crate::base::secret::Secret;
use crate::base::text::narrow;

/// The shortest PIN.
const LEAST: usize = 4;

/// With what a shut screen is opened.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Proof {
    /// Nothing is asked here: the system's keyring is asked anew, or there is nothing to ask.
    #[default]
    System,
    /// The passphrase.
    Passphrase,
    /// The recovery code.
    Code,
}

/// How the screen can be opened.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Guard {
    /// The PIN's tries that are left; `None`: there is no PIN.
    pub pin: Option<u32>,
    /// What else opens it.
    pub proof: Proof,
}

impl Guard {
    /// Whether something must be typed.
    fn asks(self) -> bool {
        self.pin.is_some() || self.proof == Proof::Passphrase
    }
}

/// A screen that is shut.
#[derive(Clone, Debug, Default)]
pub struct Shut {
    field: Field,
    asked: Option<Ticket>,
    /// What was wrong with the last try.
    wrong: String,
}

/// After how many minutes without a key it is shut: as the rep says, or sooner where the company does. `None`: never.
pub(super) fn minutes(cx: &Cx) -> Option<u32> {
    let own = Some(cx.settings.lock_minutes).filter(|minutes| *minutes > 0);
    own.into_iter().chain(cx.sync.lock_after).min()
}

/// When it will be shut if nobody touches a key.
pub(super) fn due(model: &Model) -> Option<Moment> {
    let minutes = minutes(&model.cx).filter(|_| model.shut.is_none())?;
    Some(model.touched.plus_minutes(i64::from(minutes)))
}

/// The time has come, or has not.
pub(super) fn look(model: &mut Model) {
    if due(model).is_some_and(|due| model.cx.now.at >= due) {
        shut(model);
    }
}

/// Shuts it by a command. What waits behind that was typed for the shut screen: it is none of the book's.
pub(super) fn by_command(model: &mut Model) {
    super::ahead::forget(model);
    shut(model);
}

/// Shuts it.
pub(super) fn shut(model: &mut Model) {
    if model.shut.is_none() {
        model.pressed.clear();
        model.cx.notice = None;
        model.shut = Some(Shut::default());
        model.cx.effect(Effect::KeepShut(true));
    }
}

/// A key while it is shut. Two Ctrl-C leave, as everywhere; it is shut again at the next start.
pub(super) fn key(model: &mut Model, key: Key, twice: bool) {
    let Some(shut) = &mut model.shut else { return };
    if key == Key::ctrl('c') {
        shut.field = Field::default();
        if twice {
            command::leave(model);
        }
        return;
    }
    if shut.asked.is_some() {
        return;
    }
    match key.code {
        Code::Enter => open(model),
        Code::Esc => shut.field = Field::default(),
        _ => {
            shut.wrong.clear();
            shut.field.key(key);
        }
    }
}

/// A pasted text: a passphrase from where such things are kept.
pub(super) fn paste(model: &mut Model, text: &str) {
    if let Some(shut) = model.shut.as_mut().filter(|shut| shut.asked.is_none()) {
        shut.field.paste(text.trim());
    }
}

fn open(model: &mut Model) {
    let guard = model.cx.guard;
    let Some(shut) = &mut model.shut else { return };
    if shut.field.is_empty() && guard.asks() {
        return;
    }
    let typed = Secret::new(shut.field.words());
    shut.asked = Some(model.cx.errand(Errand::Unlock(typed)));
}

/// What became of a try.
pub(super) fn tried(model: &mut Model, ticket: Ticket, outcome: &Unlocked) {
    let Some(shut) = model.shut.as_mut().filter(|shut| shut.asked == Some(ticket)) else { return };
    match outcome {
        Unlocked::Open => {
            model.shut = None;
            if let Some(left) = &mut model.cx.guard.pin {
                *left = super::message::PIN_TRIES;
            }
            model.touched = model.cx.now.at;
            model.refresh(Why::Mine);
        }
        Unlocked::Wrong(left) => {
            shut.asked = None;
            shut.field = Field::default();
            if model.cx.guard.pin.is_some() {
                model.cx.guard.pin = left.or(model.cx.guard.pin);
            }
            shut.wrong = model.cx.words.get("lock-wrong").to_owned();
        }
        Unlocked::Failed(why) => {
            shut.asked = None;
            shut.wrong = model.cx.trouble_words(why);
        }
    }
}

/// A PIN as an input method may have given it.
fn plain(typed: &str) -> String {
    typed.trim().chars().map(narrow).collect()
}
