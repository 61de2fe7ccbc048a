//! The question for a PIN: the one that there is, then the new one, twice. Left empty it is taken away.
//!
//! Always holds: what is typed is never drawn; nothing is changed before the one that there is was right.

use ratatui::layout::Rect;

use super::super::canvas::{Canvas, centred};
use super::super::cx::{Cx, Tone};
use super::super::field::Field;
use super::super::key::Key;
use super::super::message::{Errand, PIN_TRIES, Reply, Ticket, Unlocked};
use super::super::screen::{Handled, Place, Screen, Sight};
use super::super::theme::Role;
use super::{LEAST, plain};
use crate::base::secret::Secret;
use crate::base::width::{cells, wrap};

/// What is being asked.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Asks {
    /// The PIN that there is.
    Before,
    /// The new one.
    New,
    /// The same again.
    Again,
}

/// The question.
#[derive(Clone, Debug)]
pub struct PinQuestion {
    asks: Asks,
    field: Field,
    before: Secret,
    new: String,
    wrong: &'static str,
    asked: Option<Ticket>,
}

impl PinQuestion {
    /// For this screen's PIN.
    pub fn new(cx: &Cx) -> PinQuestion {
        let asks = if cx.guard.pin.is_some() { Asks::Before } else { Asks::New };
        PinQuestion {
            asks,
            field: Field::default(),
            before: Secret::default(),
            new: String::new(),
            wrong: "",
            asked: None,
        }
    }
}

fn wrong(left: Option<u32>) -> &'static str {
    if left == Some(0) { "lock-spent" } else { "lock-wrong" }
}

/// What became of the PIN is known and said, also where the question was left before. `there`: one was to be set, not taken away.
pub fn pin_set(cx: &mut Cx, there: bool, outcome: &Unlocked) {
    match outcome {
        Unlocked::Open => {
            cx.guard.pin = there.then_some(PIN_TRIES);
            cx.notice_word(if there { "lock-pin-set" } else { "lock-pin-gone" }, Tone::Done);
        }
        Unlocked::Wrong(left) => {
            cx.guard.pin = left.or(cx.guard.pin);
            cx.notice_word(wrong(*left), Tone::Trouble);
        }
        Unlocked::Failed(why) => cx.trouble(why),
    }
}

impl Screen for PinQuestion {
    fn place(&self) -> Place {
        Place::Writing
    }

    fn sight(&self) -> Sight {
        Sight::Rounds
    }

    fn typing(&self) -> bool {
        true
    }

    fn enter_saves(&self) -> bool {
        true
    }

    fn popup(&self, _cx: &Cx, whole: Rect) -> Option<Rect> {
        Some(centred(whole, 64, 9))
    }

    fn key(&mut self, key: Key, _cx: &mut Cx) -> Handled {
        if self.asked.is_some() { Handled::No } else { self.field.key(key) }
    }

    fn paste(&mut self, text: &str, _cx: &mut Cx) {
        self.field.paste(text.trim());
    }

    fn enter(&mut self, cx: &mut Cx) {
        if self.asked.is_some() {
            return;
        }
        let typed = plain(self.field.words());
        self.field = Field::default();
        self.wrong = "";
        match self.asks {
            Asks::Before => {
                self.before = Secret::new(&typed);
                self.asks = Asks::New;
            }
            Asks::New if !typed.is_empty() && cells(&typed) < LEAST => self.wrong = "lock-pin-short",
            Asks::New => {
                self.new = typed;
                self.asks = Asks::Again;
            }
            Asks::Again if typed == self.new => {
                let new = Some(Secret::new(&typed)).filter(|new| !new.open().is_empty());
                self.asked = Some(cx.errand(Errand::SetPin { before: self.before.clone(), new }));
            }
            Asks::Again => {
                self.wrong = "lock-pin-differs";
                self.asks = Asks::New;
            }
        }
    }

    fn command(&mut self, id: &str, cx: &mut Cx) -> Handled {
        if id == "save" {
            self.enter(cx);
            return Handled::Yes;
        }
        Handled::No
    }

    fn replied(&mut self, ticket: Ticket, reply: &Reply, cx: &mut Cx) -> Handled {
        let Reply::PinSet { there, outcome } = reply else { return Handled::No };
        if self.asked.take_if(|asked| *asked == ticket).is_none() {
            return Handled::No;
        }
        match outcome {
            Unlocked::Wrong(left) => {
                cx.guard.pin = left.or(cx.guard.pin);
                *self = PinQuestion::new(cx);
                self.wrong = wrong(*left);
            }
            Unlocked::Open | Unlocked::Failed(_) => {
                pin_set(cx, *there, outcome);
                cx.close();
            }
        }
        Handled::Yes
    }

    fn draw(&self, cx: &Cx, area: Rect, canvas: &mut Canvas<'_>) {
        let inner = canvas.window(area, cx.word("setting-pin"));
        let label = match self.asks {
            Asks::Before => "lock-pin-before",
            Asks::New => "lock-pin-new",
            Asks::Again => "lock-pin-again",
        };
        let used = canvas.put(inner.x, inner.y, inner.width / 2, cx.word(label), Role::Accent) + 2;
        let room = inner.width.saturating_sub(used).min(24);
        let typed = cells(self.field.words()).min(usize::from(room.saturating_sub(1)));
        canvas.put(inner.x + used, inner.y, room, &" ".repeat(usize::from(room)), Role::Field);
        canvas.put(inner.x + used, inner.y, room, &"*".repeat(typed), Role::Field);
        canvas.set_cursor(Some((inner.x + used + typed as u16, inner.y)));
        let (text, role) = match (self.asked.is_some(), self.wrong) {
            (true, _) => ("lock-asking", Role::Dim),
            (_, "") => ("lock-pin-about", Role::Dim),
            (_, wrong) => (wrong, Role::Late),
        };
        for (row, line) in wrap(cx.word(text), usize::from(inner.width)).iter().take(4).enumerate() {
            canvas.put(inner.x, inner.y + 2 + row as u16, inner.width, line, role);
        }
    }
}
