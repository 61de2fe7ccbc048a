//! What a frame is written as: the bytes that bring the screen from the last frame to this one, gathered until they are sent in one piece.
//!
//! A terminal hands on four kilobytes at a time, and whoever reads it wakes up for each; between two screens most of what changes is that
//! something is gone. So blanks are erased as a run instead of being written, and within a row the cursor is told its column alone.
//!
//! Always holds: nothing depends on how wide a terminal takes a character to be, for every place that is not simply the next is said in full.

use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;

use ratatui::backend::{Backend, ClearType, CrosstermBackend, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};
use ratatui::style::{Color, Modifier};

/// Shorter runs of blanks are written as they are.
const RUN: usize = 6;

/// What is to go out next.
#[derive(Clone, Default)]
pub struct Sheet(Rc<RefCell<Vec<u8>>>);

impl Write for Sheet {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Sheet {
    /// Writes all of it to the terminal.
    pub fn send(&self) -> io::Result<()> {
        let mut bytes = self.0.borrow_mut();
        let mut out = io::stdout().lock();
        let sent = out.write_all(&bytes).and_then(|()| out.flush());
        bytes.clear();
        sent
    }
}

/// Draws on a sheet.
pub struct Drawing {
    sheet: Sheet,
    other: CrosstermBackend<Sheet>,
}

impl Drawing {
    /// On this sheet.
    pub fn on(sheet: &Sheet) -> Drawing {
        Drawing { sheet: sheet.clone(), other: CrosstermBackend::new(sheet.clone()) }
    }
}

impl Backend for Drawing {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, cells: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        write_cells(&mut self.sheet.0.borrow_mut(), cells)
    }

    fn append_lines(&mut self, lines: u16) -> io::Result<()> {
        self.other.append_lines(lines)
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.other.hide_cursor()
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.other.show_cursor()
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        self.other.get_cursor_position()
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.other.set_cursor_position(position)
    }

    fn clear(&mut self) -> io::Result<()> {
        self.other.clear()
    }

    fn clear_region(&mut self, region: ClearType) -> io::Result<()> {
        self.other.clear_region(region)
    }

    fn size(&self) -> io::Result<Size> {
        self.other.size()
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        self.other.window_size()
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// How a cell looks, but for its letter.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Look {
    front: Color,
    back: Color,
    how: Modifier,
}

const PLAIN: Look = Look { front: Color::Reset, back: Color::Reset, how: Modifier::empty() };

impl Look {
    fn of(cell: &Cell) -> Look {
        Look { front: cell.fg, back: cell.bg, how: cell.modifier }
    }

    /// Whether a blank that looks so is the same as one that was erased. Some terminals erase in the colour behind, some do not.
    fn is_bare(self) -> bool {
        self.back == Color::Reset
            && (self.how & (Modifier::REVERSED | Modifier::UNDERLINED | Modifier::CROSSED_OUT)).is_empty()
    }
}

/// Writes cells that changed, in the order of rows and columns.
fn write_cells<'a>(out: &mut Vec<u8>, cells: impl Iterator<Item = (u16, u16, &'a Cell)>) -> io::Result<()> {
    let mut look = PLAIN;
    // Where the cursor stands after what was written.
    let mut stands: Option<(u16, u16)> = None;
    let mut cells = cells.peekable();
    while let Some((x, y, cell)) = cells.next() {
        let own = Look::of(cell);
        if cell.symbol() == " " && own.is_bare() {
            let mut run = 1;
            let next = |run: u16| {
                move |other: &(u16, u16, &Cell)| {
                    (other.0, other.1) == (x + run, y) && other.2.symbol() == " " && Look::of(other.2).is_bare()
                }
            };
            while cells.next_if(next(run)).is_some() {
                run += 1;
            }
            move_to(out, &mut stands, x, y)?;
            // What is erased takes the colour behind that is set: it must be the terminal's own.
            if !look.is_bare() {
                look = put_on(out, PLAIN)?;
            }
            if usize::from(run) < RUN {
                out.extend(std::iter::repeat_n(b' ', usize::from(run)));
                stands = Some((x + run, y));
            } else {
                // The last is written: what erases the first half of a wide character leaves the other behind in some terminals.
                let erased = run - 1;
                write!(out, "\x1b[{erased}X\x1b[{erased}C ")?;
                stands = Some((x + run, y));
            }
            continue;
        }
        move_to(out, &mut stands, x, y)?;
        if own != look {
            look = put_on(out, own)?;
        }
        out.extend_from_slice(cell.symbol().as_bytes());
        stands = Some((x + 1, y));
    }
    if look != PLAIN {
        put_on(out, PLAIN)?;
    }
    Ok(())
}

fn move_to(out: &mut Vec<u8>, stands: &mut Option<(u16, u16)>, x: u16, y: u16) -> io::Result<()> {
    match *stands {
        Some(at) if at == (x, y) => {}
        Some((_, row)) if row == y => write!(out, "\x1b[{}G", x + 1)?,
        _ => write!(out, "\x1b[{};{}H", y + 1, x + 1)?,
    }
    *stands = Some((x, y));
    Ok(())
}

fn put_on(out: &mut Vec<u8>, look: Look) -> io::Result<Look> {
    const HOW: [(Modifier, u8); 9] = [
        (Modifier::BOLD, 1),
        (Modifier::DIM, 2),
        (Modifier::ITALIC, 3),
        (Modifier::UNDERLINED, 4),
        (Modifier::SLOW_BLINK, 5),
        (Modifier::RAPID_BLINK, 6),
        (Modifier::REVERSED, 7),
        (Modifier::HIDDEN, 8),
        (Modifier::CROSSED_OUT, 9),
    ];
    out.extend_from_slice(b"\x1b[0");
    for (how, number) in HOW {
        if look.how.contains(how) {
            write!(out, ";{number}")?;
        }
    }
    colour(out, 38, look.front)?;
    colour(out, 48, look.back)?;
    out.push(b'm');
    Ok(look)
}

/// The terminal's own sixteen by their numbers: a bold one is not made another.
fn colour(out: &mut Vec<u8>, layer: u8, colour: Color) -> io::Result<()> {
    let number = match colour {
        Color::Reset => return Ok(()),
        Color::Rgb(red, green, blue) => return write!(out, ";{layer};2;{red};{green};{blue}"),
        Color::Indexed(number) => number,
        Color::Black => 0,
        Color::Red => 1,
        Color::Green => 2,
        Color::Yellow => 3,
        Color::Blue => 4,
        Color::Magenta => 5,
        Color::Cyan => 6,
        Color::Gray => 7,
        Color::DarkGray => 8,
        Color::LightRed => 9,
        Color::LightGreen => 10,
        Color::LightYellow => 11,
        Color::LightBlue => 12,
        Color::LightMagenta => 13,
        Color::LightCyan => 14,
        Color::White => 15,
    };
    write!(out, ";{layer};5;{number}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;
    use ratatui::style::Style;
    use std::num::NonZero;

    const AREA: Rect = Rect { x: 0, y: 0, width: 30, height: 4 };

    fn terminal() -> vt100::Parser {
        vt100::Parser::new(NonZero::new(AREA.height).unwrap(), NonZero::new(AREA.width).unwrap(), 0)
    }

    fn drawn(parts: &[(u16, u16, String, u8)]) -> Buffer {
        let mut buffer = Buffer::empty(AREA);
        for (x, y, text, style) in parts {
            let style = match style {
                0 => Style::new(),
                1 => Style::new().fg(Color::Indexed(75)).add_modifier(Modifier::BOLD),
                2 => Style::new().bg(Color::Indexed(24)),
                3 => Style::new().add_modifier(Modifier::REVERSED),
                _ => Style::new().fg(Color::Red).bg(Color::Rgb(1, 2, 3)).add_modifier(Modifier::UNDERLINED),
            };
            buffer.set_string(x % AREA.width, y % AREA.height, text, style);
        }
        buffer
    }

    fn looks(screen: &vt100::Screen) -> Vec<(String, String)> {
        let cell = |at: u16| {
            let cell = screen.cell(at / AREA.width, at % AREA.width).unwrap();
            let letter = if cell.contents().is_empty() { " " } else { cell.contents() };
            let (bold, inverse, under) = (cell.bold(), cell.inverse(), cell.underline());
            // The colour of a blank's letter is nowhere to be seen.
            let front = if letter == " " { String::new() } else { format!("{:?} {bold}", cell.fgcolor()) };
            (letter.to_owned(), format!("{front} {:?} {inverse} {under}", cell.bgcolor()))
        };
        (0..AREA.area() as u16).map(cell).collect()
    }

    proptest! {
        /// From frame to frame, as ratatui says what changed, the screen is what ratatui's own way of writing it makes it.
        #[test]
        fn the_screen_is_what_was_drawn(frames in proptest::collection::vec(
            proptest::collection::vec((0u16..30, 0u16..4, "[a-c ]{0,30}|报价 单|é─ ", 0u8..5), 0..6), 1..5,
        )) {
            let (mut ours, mut theirs) = (terminal(), terminal());
            let mut before = Buffer::empty(AREA);
            for parts in frames {
                let after = drawn(&parts);
                let mut bytes = Vec::new();
                write_cells(&mut bytes, before.diff(&after).into_iter()).unwrap();
                ours.process(&bytes);
                let sheet = Sheet::default();
                CrosstermBackend::new(sheet.clone()).draw(before.diff(&after).into_iter()).unwrap();
                theirs.process(&sheet.0.borrow());
                prop_assert_eq!(looks(ours.screen()), looks(theirs.screen()));
                before = after;
            }
        }
    }

    #[test]
    fn what_is_gone_costs_a_few_bytes() {
        let full = drawn(&[(0, 0, "x".repeat(30), 0), (0, 1, "x".repeat(30), 0)]);
        let mut bytes = Vec::new();
        write_cells(&mut bytes, full.diff(&Buffer::empty(AREA)).into_iter()).unwrap();
        assert_eq!(String::from_utf8(bytes).unwrap(), "\x1b[1;1H\x1b[29X\x1b[29C \x1b[2;1H\x1b[29X\x1b[29C ");
    }
}
