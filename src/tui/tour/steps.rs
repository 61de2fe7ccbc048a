//! The steps of the tour: what each says, the commands whose keys it names, and what it waits for.

use super::super::layer::Layer;
use super::super::model::Model;
use super::super::screen::Place;
use super::Happened;

/// A step.
pub(super) struct Step {
    /// The key of its words.
    pub words: &'static str,
    /// The commands whose keys stand in the words as `a`, `b`, `c`.
    pub keys: &'static [&'static str],
    /// Whether it was done.
    pub done: fn(&Model, &[Happened]) -> bool,
}

/// All of them, in their order.
pub(super) const STEPS: &[Step] = &[
    Step { words: "tour-day", keys: &["down", "open"], done: |model, _| model.place() == Place::Customer },
    Step { words: "tour-customer", keys: &["back"], done: |model, _| model.at_root() },
    Step {
        words: "tour-log",
        keys: &["log"],
        done: |model, _| matches!(model.layers().last(), Some(Layer::LogLine(_))),
    },
    Step { words: "tour-line", keys: &[], done: |_, happened| happened.contains(&Happened::Logged) },
    Step { words: "tour-undo", keys: &["undo"], done: |_, happened| happened.contains(&Happened::TakenBack) },
    Step { words: "tour-redo", keys: &["redo"], done: |_, happened| happened.contains(&Happened::TakenBack) },
    Step { words: "tour-who", keys: &["who-next"], done: |_, happened| ran(happened, "who-next") },
    Step {
        words: "tour-all",
        keys: &["back", "palette", "help"],
        done: |_, happened| ran(happened, "palette") || ran(happened, "help"),
    },
    Step { words: "tour-sync", keys: &["sync"], done: |_, happened| happened.contains(&Happened::Synced) },
    Step { words: "tour-end", keys: &["close-day", "tour"], done: |_, happened| ran(happened, "close-day") },
];

fn ran(happened: &[Happened], id: &'static str) -> bool {
    happened.contains(&Happened::Ran(id))
}
