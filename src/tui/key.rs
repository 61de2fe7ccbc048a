//! A key press as plain data, and how a key is written in the keymap and on the screen.
//!
//! Always holds: a letter's case is its own (no shift flag); Alt is never seen, for over ssh it is Esc and a key.

use std::fmt;

use crate::base::text::narrow;

/// Which key.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub enum Code {
    /// A character.
    Char(char),
    /// A function key.
    F(u8),
    /// Enter.
    Enter,
    /// Esc.
    Esc,
    /// Tab.
    Tab,
    /// Shift and Tab.
    BackTab,
    /// Backspace.
    Backspace,
    /// Delete.
    Delete,
    /// Insert.
    Insert,
    /// Up.
    Up,
    /// Down.
    Down,
    /// Left.
    Left,
    /// Right.
    Right,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
    /// Home.
    Home,
    /// End.
    End,
}

/// A key press.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub struct Key {
    /// Which key.
    pub code: Code,
    /// With Ctrl.
    pub ctrl: bool,
}

const NAMED: [(&str, &str, Code); 15] = [
    ("enter", "Enter", Code::Enter),
    ("esc", "Esc", Code::Esc),
    ("tab", "Tab", Code::Tab),
    ("backtab", "Shift-Tab", Code::BackTab),
    ("backspace", "Backspace", Code::Backspace),
    ("delete", "Del", Code::Delete),
    ("insert", "Ins", Code::Insert),
    ("up", "↑", Code::Up),
    ("down", "↓", Code::Down),
    ("left", "←", Code::Left),
    ("right", "→", Code::Right),
    ("pageup", "PgUp", Code::PageUp),
    ("pagedown", "PgDn", Code::PageDown),
    ("home", "Home", Code::Home),
    ("end", "End", Code::End),
];

impl Key {
    /// A key without Ctrl.
    pub const fn plain(code: Code) -> Key {
        Key { code, ctrl: false }
    }

    /// A character.
    pub const fn char(c: char) -> Key {
        Key::plain(Code::Char(c))
    }

    /// Ctrl and a letter.
    pub const fn ctrl(c: char) -> Key {
        Key { code: Code::Char(c), ctrl: true }
    }

    /// The key of this name in the keymap: `j`, `space`, `f5`, `ctrl-d`, `pageup`.
    pub fn parse(name: &str) -> Option<Key> {
        if let Some(rest) = name.strip_prefix("ctrl-") {
            let key = Key::parse(rest)?;
            return (!key.ctrl).then_some(Key { ctrl: true, ..key });
        }
        let mut chars = name.chars();
        if let (Some(only), None) = (chars.next(), chars.next()) {
            return Some(Key::char(only));
        }
        if name == "space" {
            return Some(Key::char(' '));
        }
        if let Some(number) = name.strip_prefix('f') {
            return number.parse().ok().filter(|n| (1..=12).contains(n)).map(|n| Key::plain(Code::F(n)));
        }
        NAMED.iter().find(|(known, _, _)| *known == name).map(|(_, _, code)| Key::plain(*code))
    }

    /// The character that it types into a field, if it is one.
    pub fn typed(self) -> Option<char> {
        match self.code {
            Code::Char(c) if !self.ctrl => Some(c),
            _ => None,
        }
    }

    /// What an input method's full-width punctuation stands for where no field is open, so that `？` helps as `?` does.
    pub fn narrow(self) -> Key {
        let Code::Char(c) = self.code else { return self };
        Key { code: Code::Char(narrow(c)), ..self }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.ctrl {
            f.write_str("Ctrl-")?;
        }
        match self.code {
            Code::Char(' ') => f.write_str("Space"),
            Code::Char(c) if self.ctrl => write!(f, "{}", c.to_ascii_uppercase()),
            Code::Char(c) => write!(f, "{c}"),
            Code::F(n) => write!(f, "F{n}"),
            code => f.write_str(NAMED.iter().find(|(_, _, named)| *named == code).map_or("?", |(_, shown, _)| shown)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_read_and_shown() {
        for (name, key, shown) in [
            ("j", Key::char('j'), "j"),
            ("G", Key::char('G'), "G"),
            ("space", Key::char(' '), "Space"),
            ("f12", Key::plain(Code::F(12)), "F12"),
            ("f", Key::char('f'), "f"),
            ("ctrl-d", Key::ctrl('d'), "Ctrl-D"),
            ("pageup", Key::plain(Code::PageUp), "PgUp"),
        ] {
            assert_eq!(Key::parse(name), Some(key), "{name}");
            assert_eq!(key.to_string(), shown);
        }
        for rubbish in ["", "f13", "ctrl-", "ctrl-ctrl-d", "hyper"] {
            assert_eq!(Key::parse(rubbish), None, "{rubbish}");
        }
    }

    #[test]
    fn full_width_punctuation_is_the_same_key() {
        for (wide, narrow) in
            [('？', '?'), ('：', ':'), ('。', '.'), ('、', '/'), ('】', ']'), ('１', '1'), ('你', '你')]
        {
            assert_eq!(Key::char(wide).narrow(), Key::char(narrow));
        }
    }
}
