//! A theme: for each role on the screen how it is painted, as plain data. Which colour a thing has is said nowhere else.
//!
//! Always holds: no meaning by colour alone; the theme without colours tells every role that matters from plain text.

use super::trouble::{Trouble, Wrong};

/// What a piece of the screen is, so that a theme can say how it looks.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Role {
    /// Ordinary text.
    Text,
    /// What is read last: labels, hints, dates of long ago.
    Dim,
    /// The one accent: who is next, the current screen.
    Accent,
    /// Titles of parts of a screen.
    Heading,
    /// A name that matters in its line.
    Strong,
    /// What is late, and needs a person.
    Late,
    /// Due today, worth noticing.
    Due,
    /// What is done, sent, in order.
    Done,
    /// The row under the cursor.
    Cursor,
    /// A marked row.
    Marked,
    /// The letters that a search found.
    Match,
    /// A key in a hint.
    Key,
    /// A field being edited.
    Field,
    /// A chip: what was understood.
    Chip,
    /// Lines between parts.
    Line,
    /// A normal state worth a word: offline, waiting.
    Calm,
}

impl Role {
    /// All of them.
    pub const ALL: [Role; 16] = [
        Role::Text,
        Role::Dim,
        Role::Accent,
        Role::Heading,
        Role::Strong,
        Role::Late,
        Role::Due,
        Role::Done,
        Role::Cursor,
        Role::Marked,
        Role::Match,
        Role::Key,
        Role::Field,
        Role::Chip,
        Role::Line,
        Role::Calm,
    ];

    /// Its name in a theme's file.
    pub const fn name(self) -> &'static str {
        match self {
            Role::Text => "text",
            Role::Dim => "dim",
            Role::Accent => "accent",
            Role::Heading => "heading",
            Role::Strong => "strong",
            Role::Late => "late",
            Role::Due => "due",
            Role::Done => "done",
            Role::Cursor => "cursor",
            Role::Marked => "marked",
            Role::Match => "match",
            Role::Key => "key",
            Role::Field => "field",
            Role::Chip => "chip",
            Role::Line => "line",
            Role::Calm => "calm",
        }
    }
}

/// A colour, as terminals know them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Colour {
    /// One of the terminal's sixteen, as the rep has set them: 0 black, 1 red, 2 green, 3 yellow, 4 blue, 5 magenta, 6 cyan, 7 white, 8 to 15 the bright ones.
    Own(u8),
    /// One of the 256.
    Indexed(u8),
    /// Red, green, blue.
    Rgb(u8, u8, u8),
}

/// How something is painted; `None` leaves the terminal's own colour.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Paint {
    /// The letters.
    pub fg: Option<Colour>,
    /// The ground.
    pub bg: Option<Colour>,
    /// Bold.
    pub bold: bool,
    /// Dim.
    pub dim: bool,
    /// Italic.
    pub italic: bool,
    /// Underlined.
    pub underlined: bool,
    /// Letters and ground exchanged.
    pub reversed: bool,
}

/// A theme.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Theme {
    /// Its name.
    pub name: String,
    paints: [Paint; Role::ALL.len()],
}

const OWN: [&str; 16] = [
    "black",
    "red",
    "green",
    "yellow",
    "blue",
    "magenta",
    "cyan",
    "white",
    "bright-black",
    "bright-red",
    "bright-green",
    "bright-yellow",
    "bright-blue",
    "bright-magenta",
    "bright-cyan",
    "bright-white",
];

impl Theme {
    /// The themes that come with Rounds.
    pub const NAMES: [&'static str; 4] = ["dark", "light", "high-contrast", "mono"];

    /// The theme of this name; the dark one where there is none. `colours: false` (`NO_COLOR`) is the one without colours.
    pub fn named(name: &str, colours: bool) -> Theme {
        let (name, text) = match (colours, name) {
            (false, _) | (_, "mono") => ("mono", include_str!("../../assets/themes/mono.toml")),
            (_, "light") => ("light", include_str!("../../assets/themes/light.toml")),
            (_, "high-contrast") => ("high-contrast", include_str!("../../assets/themes/high-contrast.toml")),
            _ => ("dark", include_str!("../../assets/themes/dark.toml")),
        };
        // A test reads them all; plain text is what is left should one ever be damaged.
        Theme::parse(name, name, text)
            .unwrap_or_else(|_| Theme { name: name.to_owned(), paints: [Paint::default(); Role::ALL.len()] })
    }

    /// Reads a theme: a line for each role, such as `late = "red bold"` or `cursor = "white on 24"`.
    pub fn parse(name: &str, file: &str, text: &str) -> Result<Theme, Trouble> {
        let table: std::collections::BTreeMap<toml::Spanned<String>, toml::Spanned<String>> =
            toml::from_str(text).map_err(|error| Trouble::toml(file, text, &error))?;
        let mut theme = Theme { name: name.to_owned(), paints: [Paint::default(); Role::ALL.len()] };
        for (role, paint) in &table {
            let Some(at) = Role::ALL.iter().position(|known| known.name() == role.get_ref()) else {
                return Err(Trouble::at(file, text, role.span().start, Wrong::Unknown(role.get_ref().clone())));
            };
            theme.paints[at] =
                read_paint(paint.get_ref()).map_err(|what| Trouble::at(file, text, paint.span().start, what))?;
        }
        Ok(theme)
    }

    /// How a role is painted.
    pub fn paint(&self, role: Role) -> Paint {
        self.paints[role as usize]
    }
}

fn read_paint(text: &str) -> Result<Paint, Wrong> {
    let mut paint = Paint::default();
    let mut ground = false;
    for word in text.split_whitespace() {
        match word {
            "on" => ground = true,
            "bold" => paint.bold = true,
            "dim" => paint.dim = true,
            "italic" => paint.italic = true,
            "underlined" => paint.underlined = true,
            "reversed" => paint.reversed = true,
            word => {
                let colour = read_colour(word).ok_or_else(|| Wrong::Unknown(word.to_owned()))?;
                *(if std::mem::take(&mut ground) { &mut paint.bg } else { &mut paint.fg }) = Some(colour);
            }
        }
    }
    Ok(paint)
}

fn read_colour(word: &str) -> Option<Colour> {
    if let Some(at) = OWN.iter().position(|own| *own == word) {
        return u8::try_from(at).ok().map(Colour::Own);
    }
    if let Some(hex) = word.strip_prefix('#').filter(|hex| hex.len() == 6 && hex.is_ascii()) {
        let part = |from: usize| u8::from_str_radix(&hex[from..from + 2], 16).ok();
        return Some(Colour::Rgb(part(0)?, part(2)?, part(4)?));
    }
    word.parse().ok().map(Colour::Indexed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_theme_paints_every_role() {
        for (name, text) in [
            ("dark", include_str!("../../assets/themes/dark.toml")),
            ("light", include_str!("../../assets/themes/light.toml")),
            ("high-contrast", include_str!("../../assets/themes/high-contrast.toml")),
            ("mono", include_str!("../../assets/themes/mono.toml")),
        ] {
            let theme = Theme::parse(name, name, text).unwrap();
            assert_eq!(theme, Theme::named(name, true));
            for role in Role::ALL {
                assert!(text.lines().any(|line| line.starts_with(&format!("{} =", role.name()))), "{name}: {role:?}");
            }
            for role in [Role::Accent, Role::Late, Role::Cursor, Role::Marked, Role::Match, Role::Field] {
                assert_ne!(theme.paint(role), theme.paint(Role::Text), "{name}: {role:?} looks like text");
            }
        }
        assert_eq!(Theme::named("light", false).name, "mono");
        let mono = Theme::named("mono", true);
        assert!(Role::ALL.iter().all(|role| mono.paint(*role).fg.is_none() && mono.paint(*role).bg.is_none()));
    }

    #[test]
    fn a_paint_is_read_or_refused_with_its_line() {
        for (text, expected) in [
            ("late = \"red bold\"", Ok(Paint { fg: Some(Colour::Own(1)), bold: true, ..Paint::default() })),
            ("late = \"on 24\"", Ok(Paint { bg: Some(Colour::Indexed(24)), ..Paint::default() })),
            ("late = \"#ff8000 dim\"", Ok(Paint { fg: Some(Colour::Rgb(255, 128, 0)), dim: true, ..Paint::default() })),
            ("text = \"\"\nlate = \"pinkish\"", Err(2)),
            ("\nlate = \"#zzzzzz\"", Err(2)),
            ("tardy = \"red\"", Err(1)),
            ("late = 5", Err(1)),
        ] {
            let read = Theme::parse("x", "x.toml", text);
            assert_eq!(read.map(|theme| theme.paint(Role::Late)).map_err(|trouble| trouble.line), expected, "{text}");
        }
    }
}
