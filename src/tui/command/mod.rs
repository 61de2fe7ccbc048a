//! The command table: everything a person can do, said once. Hints, help, the palette, the man page and the docs' key table come from it.
//!
//! Always holds: a command's keys are in the keymap, its words in the locale files (`command-ID`, and `about-ID` in a sentence); where it
//! cannot be run now, it says why.

mod acts;
mod moves;
mod table;

use super::cx::Tone;
use super::message::Effect;
use super::model::Model;
use super::screen::{Place, Screen};
use super::tour::Happened;

pub(super) use acts::picked;
pub use table::TABLE;

/// A command.
pub struct Command {
    /// Its permanent name: in the keymap, in the locale files, on the palette.
    pub id: &'static str,
    /// What it belongs to, for the help.
    pub group: Group,
    /// Where it belongs.
    pub places: &'static [Place],
    /// Whether it can be run where something is written or asked, too; the hints there do not show it.
    pub everywhere: bool,
    /// Whether the hints show it.
    pub hint: bool,
    /// Why it cannot be run now: the key of the words. `None`: it can.
    pub disabled: fn(&Model) -> Option<&'static str>,
    /// Runs it.
    pub run: fn(&mut Model),
}

/// What a command belongs to.
#[derive(Clone, Copy, PartialEq, Eq, Debug, PartialOrd, Ord)]
pub enum Group {
    /// Small acts on the row.
    Acts,
    /// Going to a screen, finding.
    Going,
    /// Moving the cursor.
    Moving,
    /// The rest.
    Everywhere,
}

impl Group {
    /// All, in the order of the help.
    pub const ALL: [Group; 4] = [Group::Acts, Group::Going, Group::Moving, Group::Everywhere];

    /// The key of its words.
    pub const fn words(self) -> &'static str {
        match self {
            Group::Acts => "group-acts",
            Group::Going => "group-going",
            Group::Moving => "group-moving",
            Group::Everywhere => "group-everywhere",
        }
    }
}

impl Command {
    /// The key of its short words.
    pub fn words(&self) -> String {
        format!("command-{}", self.id)
    }

    /// The key of what else people call it: it is found by these words, and nobody reads them.
    pub fn sought(&self) -> String {
        format!("sought-{}", self.id)
    }

    /// The key of its sentence.
    pub fn about(&self) -> String {
        format!("about-{}", self.id)
    }
}

/// The command of this name.
pub fn command(id: &str) -> Option<&'static Command> {
    TABLE.iter().find(|command| command.id == id)
}

impl Command {
    /// Whether it can be run here.
    pub fn runs_in(&self, place: Place) -> bool {
        self.everywhere || self.places.contains(&place)
    }
}

/// Whether a command belongs to what is shown, and can be run now.
pub fn fits(model: &Model, id: &str) -> bool {
    command(id).is_some_and(|command| command.runs_in(model.place()) && (command.disabled)(model).is_none())
}

/// What the hints show here and now, in order.
pub fn hints(model: &Model) -> impl Iterator<Item = &'static Command> {
    let place = model.place();
    let said = move |command: &&Command| match place {
        // A question or a text has its own few keys.
        Place::Question => matches!(command.id, "open" | "back"),
        Place::Reading => matches!(command.id, "open" | "filter" | "copy" | "back"),
        Place::Writing => matches!(command.id, "save" | "back"),
        // Here Enter does another thing on every row.
        Place::Sync | Place::Settings => command.hint || command.id == "open",
        _ => command.hint,
    };
    let top = model.top();
    // What would do nothing is not promised, though the key may be pressed.
    let does = move |id: &str| match id {
        "open" => top.is_some_and(|top| top.opens(&model.cx)),
        "previous" | "next" => top.is_some_and(|top| top.turns(id == "next")),
        "back" => !model.at_root() || !model.subject().marked.is_empty() || top.is_some_and(Screen::steps_back),
        _ => true,
    };
    TABLE
        .iter()
        .filter(said)
        .filter(move |command| command.places.contains(&place) && (command.disabled)(model).is_none())
        .filter(move |command| does(command.id))
}

/// Runs the command of this name, or says why it cannot be run.
pub fn run(model: &mut Model, id: &str) {
    let Some(command) = command(id) else { return };
    if may(model, command) {
        (command.run)(model);
    }
}

/// Whether a command can be run here and now; else why not is said.
fn may(model: &mut Model, command: &Command) -> bool {
    let why = if command.runs_in(model.place()) { (command.disabled)(model) } else { Some("why-not-here") };
    match why {
        Some(why) => model.cx.notice_word(why, Tone::Calm),
        None => model.cx.happened.extend(model.cx.tour.map(|_| Happened::Ran(command.id))),
    }
    why.is_none()
}

/// Shows the record under the cursor as it was on the day that these words say; words that say none are asked for anew. Or says why it cannot.
pub fn run_as_of(model: &mut Model, words: &str) {
    if command("at").is_some_and(|command| may(model, command)) {
        acts::as_of_words(model, words);
    }
}

/// Leaves; drafts and the place are kept.
pub fn leave(model: &mut Model) {
    model.keep_spot(true);
    if model.cx.guard.pin.is_some() {
        model.cx.effect(Effect::KeepShut(model.is_shut()));
    }
    model.cx.effect(Effect::Quit);
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::keymap::{ASSET, Keymap};
    use super::*;

    #[test]
    fn every_command_is_said_once_and_every_key_has_its_command() {
        let mut ids = BTreeSet::new();
        for command in TABLE {
            assert!(ids.insert(command.id), "{} is said twice", command.id);
            assert!(!command.places.is_empty(), "{} can be run nowhere", command.id);
        }
        for preset in ["default", "vim", "arrows"] {
            let map = Keymap::parse(ASSET, preset).unwrap();
            for id in map.commands() {
                assert!(ids.contains(id), "{preset}: there is no command {id}");
            }
        }
    }

    #[test]
    fn every_act_has_a_key_that_an_input_method_leaves_alone() {
        let map = Keymap::parse(ASSET, "default").unwrap();
        for command in TABLE.iter().filter(|command| command.group == Group::Acts) {
            let spared = ["copy", "sort", "mark-all", "history"];
            let works = map.keys(command.id).iter().any(|chord| chord.iter().all(|key| key.typed().is_none()));
            assert!(works || spared.contains(&command.id), "{} has letters only", command.id);
        }
    }
}
