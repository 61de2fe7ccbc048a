//! The keys a person has set: `keymap.toml` in the profile, over the preset that is chosen.
//!
//! Always holds: what does not fit is left as it was and said with its line; the rest of the file holds.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::command;
use super::keymap::{Keymap, KeymapTrouble};
use crate::i18n::Words;

/// What the file is called.
pub const FILE: &str = "keymap.toml";

/// A line of the file that was not taken.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NotTaken {
    /// The line, from 1.
    pub line: usize,
    /// Why.
    pub why: Why,
}

/// Why a line was not taken.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Why {
    /// It is no list of keys for a command.
    Unreadable,
    /// There is no such command.
    NoCommand(String),
    /// It cannot be bound so.
    Keys(KeymapTrouble),
}

/// One key, or several.
#[derive(Deserialize)]
#[serde(untagged)]
enum Said {
    One(String),
    Several(Vec<String>),
}

/// The keymap with a person's own keys: those of `preset`, but for the commands that the file names. What of it was not taken, in its order.
pub fn with_own(asset: &str, preset: &str, file: &str) -> (Keymap, Vec<NotTaken>) {
    let mut said = Keymap::said(asset, preset).unwrap_or_default();
    let line = |at: usize| file.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1;
    let own: BTreeMap<String, toml::Spanned<Said>> = match toml::from_str(file) {
        Ok(own) => own,
        Err(error) => {
            let line = line(error.span().map_or(0, |span| span.start));
            return (Keymap::build(said).unwrap_or_default(), vec![NotTaken { line, why: Why::Unreadable }]);
        }
    };
    let mut not_taken = Vec::new();
    let mut taken: BTreeMap<String, (usize, Option<Vec<String>>)> = BTreeMap::new();
    for (name, keys) in own {
        let line = line(keys.span().start);
        if command::command(&name).is_none() {
            not_taken.push(NotTaken { line, why: Why::NoCommand(name) });
            continue;
        }
        let keys = match keys.into_inner() {
            Said::One(key) => vec![key],
            Said::Several(keys) => keys,
        };
        taken.insert(name.clone(), (line, said.insert(name, keys)));
    }
    // A command that does not fit goes back to what it had; that may free or take a key, so all is looked at again.
    let map = loop {
        match Keymap::build(said.clone()) {
            Ok(map) => break map,
            Err(trouble) => {
                let blamed = blamed(&trouble).into_iter().filter_map(|name| Some((taken.get(&name)?.0, name)));
                let Some((line, name)) = blamed.max() else { break Keymap::parse(asset, preset).unwrap_or_default() };
                match taken.remove(&name).and_then(|(_, before)| before) {
                    Some(before) => said.insert(name, before),
                    None => said.remove(&name),
                };
                not_taken.push(NotTaken { line, why: Why::Keys(trouble) });
            }
        }
    };
    not_taken.sort_by_key(|each| each.line);
    (map, not_taken)
}

/// The commands that a trouble names.
fn blamed(trouble: &KeymapTrouble) -> Vec<String> {
    match trouble {
        KeymapTrouble::NoKey { command, .. } | KeymapTrouble::Forbidden { command, .. } => vec![command.clone()],
        KeymapTrouble::Clash { one, other, .. } => vec![one.clone(), other.clone()],
        KeymapTrouble::Unreadable(_) | KeymapTrouble::NoPreset(_) => Vec::new(),
    }
}

impl NotTaken {
    /// In words: the file, the line, what is wrong, and that the usual key holds.
    pub fn words(&self, words: &Words) -> String {
        let called = |id: &str| words.get(&format!("command-{id}")).to_owned();
        let what = match &self.why {
            Why::Unreadable | Why::Keys(KeymapTrouble::Unreadable(_) | KeymapTrouble::NoPreset(_)) => {
                words.get("keymap-unreadable").to_owned()
            }
            Why::NoCommand(name) => words.with("keymap-no-command", &[("command", name.into())]),
            Why::Keys(KeymapTrouble::NoKey { key, .. }) => words.with("keymap-no-key", &[("key", key.into())]),
            Why::Keys(KeymapTrouble::Forbidden { key, .. }) => words.with("keymap-forbidden", &[("key", key.into())]),
            Why::Keys(KeymapTrouble::Clash { one, other, key }) => {
                let (one, other) = (called(one), called(other));
                words.with("keymap-clash", &[("key", key.into()), ("one", (&one).into()), ("other", (&other).into())])
            }
        };
        words.with("keymap-line", &[("file", FILE.into()), ("line", self.line.into()), ("what", (&what).into())])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::lang::Lang;
    use crate::tui::keymap::ASSET;

    #[test]
    fn own_keys_hold_and_what_does_not_fit_is_named() {
        for (file, shown, told) in [
            ("", "log l", vec![]),
            ("log = \"W\"", "log W", vec![]),
            ("log = [\"ctrl-l\"]\nsnooze = \"z\"\n", "log Ctrl-L", vec![]),
            ("# mine\nlogg = \"W\"", "log l", vec!["keymap.toml, line 2: there is no command \"logg\""]),
            ("log = \"d\"", "log l", vec!["keymap.toml, line 1: d belongs to"]),
            ("log = \"d\"\ndone = \"l\"", "log d", vec![]),
            ("log = \"ctrl-m\"", "log l", vec!["keymap.toml, line 1: Ctrl-M belongs to"]),
            ("log = \"hyper\"\ncall = \"C\"", "log l", vec!["keymap.toml, line 1: there is no key \"hyper\""]),
            ("log = 3", "log l", vec!["keymap.toml, line 1: "]),
            ("log = ", "log l", vec!["keymap.toml, line 1: "]),
            ("log = \"g t\"", "log l", vec!["g t belongs to"]),
        ] {
            let (map, not_taken) = with_own(ASSET, "default", file);
            assert_eq!(format!("log {}", map.shown("log", true)), shown, "{file}");
            let words = Words::new(Lang::En);
            let said: Vec<String> = not_taken.iter().map(|each| each.words(&words)).collect();
            assert_eq!(said.len(), told.len(), "{file}: {said:?}");
            for (said, told) in said.iter().zip(told) {
                assert!(said.contains(told), "{file}: {said}");
            }
        }
    }
}
