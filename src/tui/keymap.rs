//! The keymap: which keys run which command. Keys are data (`assets/keymap.toml`); a preset is a table in it.
//!
//! Always holds: one chord means one command, on every screen; no chord is the beginning of another; none uses a key that
//! belongs to the terminal, to an input method or to ssh. A keymap that breaks this is refused with the reason.

use std::collections::BTreeMap;

use super::key::{Code, Key};
use crate::base::width::cells;

/// The keymap that comes with Rounds.
pub const ASSET: &str = include_str!("../../assets/keymap.toml");

/// Keys pressed one after the other.
pub type Chord = Vec<Key>;

/// Which keys run which command.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Keymap {
    /// The command of a chord.
    chords: BTreeMap<Chord, String>,
    /// The chords of a command, in the order of the file: the first is the one that is shown.
    keys: BTreeMap<String, Vec<Chord>>,
}

/// Why a keymap was refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeymapTrouble {
    /// It is not TOML, or not of lists of texts.
    #[error("the keymap cannot be read: {0}")]
    Unreadable(String),
    /// There is no such preset.
    #[error("there is no keymap {0:?}")]
    NoPreset(String),
    /// A key has no such name.
    #[error("{command}: there is no key {key:?}")]
    NoKey {
        /// The command.
        command: String,
        /// The key as written.
        key: String,
    },
    /// A key that belongs to somebody else.
    #[error("{command}: {key} belongs to {owner}")]
    Forbidden {
        /// The command.
        command: String,
        /// The key.
        key: String,
        /// Whose it is.
        owner: &'static str,
    },
    /// A chord that two commands want, or that begins another.
    #[error("{one} and {other} both want {key}")]
    Clash {
        /// One command.
        one: String,
        /// The other.
        other: String,
        /// The key.
        key: String,
    },
}

/// What the keys pressed so far come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reading<'a> {
    /// A command.
    Command(&'a str),
    /// The beginning of some.
    Prefix,
    /// Nothing.
    Nothing,
}

/// Whose a key is that must never be bound.
pub fn owner(key: Key) -> Option<&'static str> {
    match (key.code, key.ctrl) {
        (Code::F(10 | 11), _) => Some("the terminal's window"),
        (Code::Char('h' | 'i' | 'j' | 'm' | '['), true) => Some("Backspace, Tab, Enter or Esc"),
        (Code::Char('b'), true) => Some("tmux"),
        (Code::Char(' ' | '.'), true) => Some("the input method"),
        _ => None,
    }
}

impl Keymap {
    /// The preset of this name in a keymap file. A preset other than `default` builds on it, unless it says `alone = true`;
    /// what it gives a command replaces the command's keys.
    pub fn parse(file: &str, preset: &str) -> Result<Keymap, KeymapTrouble> {
        Keymap::build(Keymap::said(file, preset)?)
    }

    /// The keys of each command as a preset writes them.
    pub(super) fn said(file: &str, preset: &str) -> Result<BTreeMap<String, Vec<String>>, KeymapTrouble> {
        let file: toml::Table = file.parse().map_err(|e: toml::de::Error| KeymapTrouble::Unreadable(e.to_string()))?;
        let table = |name: &str| file.get(name).and_then(toml::Value::as_table);
        let chosen = table(preset).ok_or_else(|| KeymapTrouble::NoPreset(preset.to_string()))?;
        let mut said: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let alone = chosen.get("alone").and_then(toml::Value::as_bool).unwrap_or(false);
        for layer in [table("default").filter(|_| !alone && preset != "default"), Some(chosen)].into_iter().flatten() {
            for (command, keys) in layer.iter().filter(|(name, _)| *name != "alone") {
                let keys = keys.as_array().and_then(|keys| {
                    keys.iter().map(|key| key.as_str().map(str::to_string)).collect::<Option<Vec<_>>>()
                });
                let keys = keys.ok_or_else(|| KeymapTrouble::Unreadable(command.clone()))?;
                said.insert(command.clone(), keys);
            }
        }
        Ok(said)
    }

    /// The keymap of these.
    pub(super) fn build(said: BTreeMap<String, Vec<String>>) -> Result<Keymap, KeymapTrouble> {
        let mut map = Keymap::default();
        for (command, chords) in said {
            for written in chords {
                let mut chord = Vec::new();
                for name in written.split(' ') {
                    let key = Key::parse(name)
                        .ok_or_else(|| KeymapTrouble::NoKey { command: command.clone(), key: name.to_string() })?;
                    if let Some(owner) = owner(key) {
                        let key = key.to_string();
                        return Err(KeymapTrouble::Forbidden { command, key, owner });
                    }
                    chord.push(key);
                }
                if let Some((_, other)) =
                    map.chords.iter().find(|(known, _)| known.starts_with(&chord) || chord.starts_with(known))
                {
                    let key = written.clone();
                    return Err(KeymapTrouble::Clash { one: other.clone(), other: command, key });
                }
                map.keys.entry(command.clone()).or_default().push(chord.clone());
                map.chords.insert(chord, command.clone());
            }
        }
        Ok(map)
    }

    /// What these keys come to.
    pub fn read(&self, pressed: &[Key]) -> Reading<'_> {
        if let Some(command) = self.chords.get(pressed) {
            return Reading::Command(command);
        }
        let begins = self.chords.range(pressed.to_vec()..).next().is_some_and(|(chord, _)| chord.starts_with(pressed));
        if begins { Reading::Prefix } else { Reading::Nothing }
    }

    /// The chords that go on from these keys: the key that comes next, and its command.
    pub fn after<'a>(&'a self, pressed: &'a [Key]) -> impl Iterator<Item = (Key, &'a str)> {
        self.chords
            .range(pressed.to_vec()..)
            .take_while(move |(chord, _)| chord.starts_with(pressed))
            .filter_map(move |(chord, command)| chord.get(pressed.len()).map(|key| (*key, command.as_str())))
    }

    /// The chords of a command; the first is the one that is shown.
    pub fn keys(&self, command: &str) -> &[Chord] {
        self.keys.get(command).map_or(&[], Vec::as_slice)
    }

    /// The key that is shown for a command: its first; where a text is written its first that the text does not take, if there is one.
    pub fn shown(&self, command: &str, letters: bool) -> String {
        let chords = self.keys(command);
        let works =
            |chord: &&Chord| letters || chord.iter().all(|key| key.typed().is_none() && key.code != Code::Delete);
        chords.iter().find(works).map(|chord| written(chord)).unwrap_or_default()
    }

    /// Every command that has keys.
    pub fn commands(&self) -> impl Iterator<Item = &str> {
        self.keys.keys().map(String::as_str)
    }
}

/// A chord as the screen shows it: `gt`, `Ctrl-D`.
pub fn written(chord: &[Key]) -> String {
    let keys: Vec<String> = chord.iter().map(Key::to_string).collect();
    if keys.iter().all(|key| cells(key) == 1) { keys.concat() } else { keys.join(" ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(names: &str) -> Chord {
        names.split(' ').filter_map(Key::parse).collect()
    }

    #[test]
    fn every_preset_of_the_asset_is_sound() {
        for preset in ["default", "vim", "arrows"] {
            let map = Keymap::parse(ASSET, preset).unwrap_or_else(|trouble| panic!("{preset}: {trouble}"));
            assert!(!map.keys("open").is_empty());
        }
    }

    #[test]
    fn a_preset_with_arrows_has_no_letters() {
        let map = Keymap::parse(ASSET, "arrows").unwrap();
        for chord in map.chords.keys() {
            assert!(chord.iter().all(|key| key.typed().is_none_or(|c| c == ' ' || c.is_ascii_digit())), "{chord:?}");
        }
    }

    #[test]
    fn chords_are_read_key_by_key() {
        let map =
            Keymap::parse("[default]\ntoday = [\"1\", \"g t\"]\nfirst = [\"g g\"]\nopen = [\"enter\"]", "default")
                .unwrap();
        for (pressed, reading) in [
            ("1", Reading::Command("today")),
            ("g", Reading::Prefix),
            ("g t", Reading::Command("today")),
            ("g g", Reading::Command("first")),
            ("g x", Reading::Nothing),
            ("x", Reading::Nothing),
        ] {
            assert_eq!(map.read(&keys(pressed)), reading, "{pressed}");
        }
        let prefix = keys("g");
        let next: Vec<_> = map.after(&prefix).map(|(key, command)| format!("{key} {command}")).collect();
        assert_eq!(next, ["g first", "t today"]);
    }

    #[test]
    fn what_does_not_fit_is_refused_with_its_reason() {
        for (file, reason) in [
            ("rubbish", "cannot be read"),
            ("[default]\nopen = [\"hyper-x\"]", "there is no key"),
            ("[default]\nopen = 3", "cannot be read: open"),
            ("[default]\nopen = [\"x\"]\ndone = [\"x\"]", "done and open both want x"),
            ("[default]\nopen = [\"g\"]\ntoday = [\"g t\"]", "open and today both want g t"),
            ("[default]\nopen = [\"ctrl-m\"]", "belongs to"),
            ("[default]\nopen = [\"f10\"]", "belongs to"),
            ("[vim]\nopen = [\"x\"]", "there is no keymap"),
        ] {
            let trouble = Keymap::parse(file, "default").unwrap_err().to_string();
            assert!(trouble.contains(reason), "{file}: {trouble}");
        }
    }

    #[test]
    fn a_preset_builds_on_the_default() {
        let file = "[default]\nlog = [\"l\", \"f2\"]\nright = [\"right\"]\n[vim]\nlog = [\"f2\", \",\"]\nright = [\"right\", \"l\"]";
        let map = Keymap::parse(file, "vim").unwrap();
        assert_eq!(map.read(&keys("l")), Reading::Command("right"));
        assert_eq!(map.shown("log", true), "F2");
        assert_eq!(map.shown("log", false), "F2");
    }
}
