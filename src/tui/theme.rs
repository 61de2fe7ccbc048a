//! The looks: a theme's paints as the terminal's styles. The only place that knows colours.
//!
//! Always holds: no meaning by colour alone (`!`, `x`, `▸` and words say it too), so that `mono` loses nothing.

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier, Style};

use crate::config::{Borders, Colour, Paint, Settings};

pub use crate::config::Role;

/// The looks.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Theme {
    styles: [Style; Role::ALL.len()],
    /// Borders of plain characters, for terminals that draw box lines two cells wide.
    pub ascii: bool,
}

impl Theme {
    /// As the settings say; `colours: false` is `NO_COLOR`.
    pub fn new(settings: &Settings, colours: bool) -> Theme {
        let theme = crate::config::Theme::named(&settings.theme, colours);
        let plain = theme.paint(Role::Text);
        let styles = Role::ALL.map(|role| style(plain).patch(style(theme.paint(role))));
        Theme { styles, ascii: settings.borders == Borders::Ascii }
    }

    /// What this role looks like.
    pub fn style(&self, role: Role) -> Style {
        self.styles[role as usize]
    }

    /// Makes of a cell that is written already one that is read last, whatever it was.
    pub fn quiet(&self, cell: &mut Cell) {
        cell.modifier = Modifier::empty();
        (cell.fg, cell.bg) = (Color::Reset, Color::Reset);
        cell.set_style(self.style(Role::Dim));
    }

    /// Lays a role over a cell that is written already. Letters of the terminal's own colour take the role's, whatever ground the terminal has,
    /// and so do quiet ones: on that ground they could not be read. Those that say something by their colour keep it, unless the theme sets
    /// the colour of all text itself.
    pub fn tint(&self, role: Role, cell: &mut Cell) {
        let mut style = self.style(role);
        let quiet = Some(cell.fg) == self.style(Role::Dim).fg;
        if self.style(Role::Text).fg.is_none() && cell.fg != Color::Reset && !quiet {
            style.fg = None;
        }
        if role == Role::Cursor {
            cell.modifier.remove(Modifier::DIM);
        }
        cell.set_style(style);
    }
}

fn style(paint: Paint) -> Style {
    let mut style = Style::new();
    if let Some(colour) = paint.fg {
        style = style.fg(color(colour));
    }
    if let Some(colour) = paint.bg {
        style = style.bg(color(colour));
    }
    for (set, modifier) in [
        (paint.bold, Modifier::BOLD),
        (paint.dim, Modifier::DIM),
        (paint.italic, Modifier::ITALIC),
        (paint.underlined, Modifier::UNDERLINED),
        (paint.reversed, Modifier::REVERSED),
    ] {
        if set {
            style = style.add_modifier(modifier);
        }
    }
    style
}

const OWN: [Color; 16] = [
    Color::Black,
    Color::Red,
    Color::Green,
    Color::Yellow,
    Color::Blue,
    Color::Magenta,
    Color::Cyan,
    Color::Gray,
    Color::DarkGray,
    Color::LightRed,
    Color::LightGreen,
    Color::LightYellow,
    Color::LightBlue,
    Color::LightMagenta,
    Color::LightCyan,
    Color::White,
];

fn color(colour: Colour) -> Color {
    match colour {
        Colour::Own(number) => OWN.get(usize::from(number)).copied().unwrap_or(Color::Reset),
        Colour::Indexed(number) => Color::Indexed(number),
        Colour::Rgb(red, green, blue) => Color::Rgb(red, green, blue),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_role_has_its_style_and_mono_has_no_colour() {
        for (at, role) in Role::ALL.iter().enumerate() {
            assert_eq!(*role as usize, at, "{role:?}");
        }
        let dark = Theme::new(&Settings::default(), true);
        assert!(dark.style(Role::Late).fg.is_some());
        // The cursor's row is read on a white ground too: its letters are not the terminal's, and what is late stays red.
        let late = dark.style(Role::Late).fg;
        let cursor = dark.style(Role::Cursor).fg;
        for (before, after) in [(None, cursor), (dark.style(Role::Dim).fg, cursor), (late, late)] {
            let mut cell = Cell::default();
            cell.set_style(Style { fg: before, ..Style::new() });
            dark.tint(Role::Cursor, &mut cell);
            assert!(after.is_some());
            assert_eq!(Some(cell.fg), after);
        }
        let mono = Theme::new(&Settings::default(), false);
        assert!(Role::ALL.iter().all(|role| mono.style(*role).fg.is_none() && mono.style(*role).bg.is_none()));
    }
}
