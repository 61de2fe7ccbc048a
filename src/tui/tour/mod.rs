//! The tour through the demo: one line above the message line says one thing to do, and waits until it was done.
//!
//! Always holds: it takes no key and hides nothing that was asked for; every key does what it always does. It ends in a visit that was
//! logged and sent.

mod draw;
mod steps;

pub(super) use draw::{draw, rows};

use super::cx::Tone;
use super::model::Model;
use steps::STEPS;

/// The tour, at one of its steps.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Tour {
    at: usize,
}

/// What happened that a step may wait for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Happened {
    /// A command was run.
    Ran(&'static str),
    /// A visit or a call was logged.
    Logged,
    /// An act was taken back, or done again.
    TakenBack,
    /// All that waited was sent.
    Synced,
}

/// Begins it, or ends it.
pub(super) fn turn(model: &mut Model) {
    match model.cx.tour.take() {
        Some(tour) if tour.at + 1 < STEPS.len() => model.cx.notice_word("tour-left", Tone::Calm),
        Some(_) => {}
        None => model.cx.tour = Some(Tour::default()),
    }
    model.cx.happened.clear();
}

/// It belongs to the demo: what is logged there is nobody's.
pub(super) fn only_in_demo(model: &Model) -> Option<&'static str> {
    (!model.cx.demo).then_some("why-only-in-demo")
}

/// Goes on where what it waited for has happened.
pub(super) fn follow(model: &mut Model) {
    let happened = std::mem::take(&mut model.cx.happened);
    let Some(tour) = model.cx.tour else { return };
    let Some(step) = STEPS.get(tour.at) else { return };
    if (step.done)(model, &happened) {
        let at = tour.at + 1;
        model.cx.tour = (at < STEPS.len()).then_some(Tour { at });
    }
}
