//! A layer that is shown, and whether its rows may be acted upon: the one place where that is known, for every layer alike.
//!
//! Always holds: a key acts on rows that the person has seen, or on those that follow from what was done just before. So keys wait from the moment a
//! layer becomes visible, and after each act, until everything the layer asked for in `refresh` and `settle` has arrived. The layer has nothing to do
//! for that. A change by somebody else makes no key wait: what is on the screen may be acted upon.

use super::cx::{Cx, Laid};
use super::layer::Layer;
use super::message::{Effect, Ticket};
use super::screen::Screen;

/// Why rows are asked for again.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Why {
    /// The person did something: the rows are others than those that were seen.
    Mine,
    /// Somebody else did, or time went by.
    Theirs,
}

/// A layer, and what it waits for.
#[derive(Debug)]
pub(super) struct Held {
    /// Its own where it is laid over a screen; the screens have none.
    id: Option<Laid>,
    layer: Layer,
    /// What it asked and has no answer to.
    asked: Vec<Ticket>,
    /// The rows in sight are not those that the next key is for.
    waits: bool,
}

impl Held {
    pub fn new(id: Option<Laid>, layer: Layer) -> Held {
        Held { id, layer, asked: Vec::new(), waits: false }
    }

    pub fn id(&self) -> Option<Laid> {
        self.id
    }

    pub fn layer(&self) -> &Layer {
        &self.layer
    }

    pub fn screen(&self) -> &dyn Screen {
        self.layer.screen()
    }

    /// To be told something: what it wants is its own.
    pub fn told<'a>(&'a mut self, cx: &'a mut Cx) -> (&'a mut dyn Screen, &'a mut Cx) {
        cx.here = self.id;
        (self.layer.screen_mut(), cx)
    }

    /// Whether its rows are still to be read before anything is done to them.
    pub fn waits(&self) -> bool {
        self.waits
    }

    /// It asks for what it shows.
    pub fn refresh(&mut self, cx: &mut Cx, why: Why) {
        let asked = self.asks(cx, |screen, cx| screen.refresh(cx));
        if !asked.is_empty() {
            self.waits |= why == Why::Mine;
            // The answers to what was asked before are dropped.
            self.asked = asked;
        }
    }

    /// What hangs on the size of the screen is put right. A page that is asked for then is that of the cursor.
    pub fn settle(&mut self, cx: &mut Cx) {
        let asked = self.asks(cx, |screen, cx| screen.settle(cx));
        self.waits |= !asked.is_empty();
        self.asked.extend(asked);
    }

    /// This was answered, or could not be.
    pub fn heard(&mut self, ticket: Ticket) {
        self.asked.retain(|asked| *asked != ticket);
        self.waits &= !self.asked.is_empty();
    }

    /// What it asks while it does this. A question that is overtaken by the next of its kind may have no answer.
    fn asks(&mut self, cx: &mut Cx, work: impl FnOnce(&mut dyn Screen, &mut Cx)) -> Vec<Ticket> {
        let before = cx.effects.len();
        let (screen, cx) = self.told(cx);
        work(screen, cx);
        let new = cx.effects.get(before..).unwrap_or_default();
        let asked = new.iter().filter_map(|effect| match effect {
            Effect::Ask { ticket, ask } if !ask.is_overtaken() => Some(*ticket),
            _ => None,
        });
        asked.collect()
    }
}
