//! Hints that fade: how often each command was run by its key, and how often it was fetched from a list.
//!
//! Always holds: nothing is counted per frame, and nothing is kept any more once a command is known. A hint that has faded makes room for
//! one that did not fit.

mod draw;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub(super) use draw::hints;

use super::command;
use super::cx::{Cx, Notice, Step, Tone};
use super::message::Effect;
use super::model::Model;

/// After so many uses by its key a hint is quieter; after twice as many it is gone.
const QUIETER: u32 = 4;
/// When a command was fetched from a list so often, its key is said, once.
const FETCHED: u32 = 5;

/// What the person does by which way.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Habits {
    /// Uses of a command by its key, up to where its hint is gone.
    keys: BTreeMap<String, u32>,
    /// How often a command was fetched from help or palette, up to where its key was said.
    fetched: BTreeMap<String, u32>,
}

/// How well a hint is known.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Known {
    /// It is new.
    New,
    /// It was used some times: it is said quietly.
    Half,
    /// It is known: it is not said any more.
    Whole,
}

impl Habits {
    /// How well a command's key is known.
    pub fn known(&self, command: &str) -> Known {
        match self.keys.get(command).copied().unwrap_or(0) {
            uses if uses >= 2 * QUIETER => Known::Whole,
            uses if uses >= QUIETER => Known::Half,
            _ => Known::New,
        }
    }
}

fn count(of: &mut BTreeMap<String, u32>, command: &str, most: u32) -> Option<u32> {
    let uses = of.entry(command.to_owned()).or_default();
    (*uses < most).then(|| {
        *uses += 1;
        *uses
    })
}

/// A command was run by its key.
pub(super) fn by_key(model: &mut Model, id: &str) {
    let hinted = command::command(id).is_some_and(|command| command.hint);
    if hinted && command::fits(model, id) && count(&mut model.cx.habits.keys, id, 2 * QUIETER).is_some() {
        keep(&mut model.cx);
    }
}

/// A command is fetched from a list: at the fifth time its key is said, once it has run.
pub(super) fn fetched(cx: &mut Cx, id: &'static str) {
    let key = cx.keymap.shown(id, true);
    let Some(uses) = count(&mut cx.habits.fetched, id, FETCHED) else { return };
    keep(cx);
    if uses == FETCHED && !key.is_empty() {
        let what = cx.words.get(&format!("command-{id}")).to_owned();
        let text = cx.say("hint-key", &[("key", (&key).into()), ("what", (&what).into())]);
        cx.tip = Some(text.clone());
        cx.steps.push(Step::Say(Notice { text, tone: Tone::Calm, undo: false, private: false }));
    }
}

fn keep(cx: &mut Cx) {
    let habits = cx.habits.clone();
    cx.effect(Effect::KeepHabits(Box::new(habits)));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_count_ends_where_nothing_more_is_to_be_learned() {
        let mut habits = Habits::default();
        for (uses, known) in [(3, Known::New), (1, Known::Half), (3, Known::Half), (1, Known::Whole), (5, Known::Whole)]
        {
            for _ in 0..uses {
                count(&mut habits.keys, "log", 2 * QUIETER);
            }
            assert_eq!(habits.known("log"), known);
        }
        assert_eq!(count(&mut habits.keys, "log", 2 * QUIETER), None);
        let text = serde_json::to_string(&habits).unwrap();
        assert_eq!(serde_json::from_str::<Habits>(&text).unwrap(), habits);
    }
}
