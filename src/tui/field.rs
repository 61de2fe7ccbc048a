//! A text being edited: one line or several, with its cursor, its own undo, and what of it is in sight.
//!
//! Always holds: the cursor stands between graphemes; a line never holds a control character; what is typed is taken as it comes, so that
//! an input method can compose. It must not know what the text means: whoever holds it reads it.

mod sight;

use ratatui::layout::Rect;
use tui_input::{Input, InputRequest};

pub use self::sight::Sight;
use super::canvas::Canvas;
use super::key::{Code, Key};
use super::screen::Handled;
use super::theme::Role;
use crate::base::width::one_line;

/// The most bytes of one line: a pasted megabyte is cut.
const MOST_LINE: usize = 4 * 1024;
/// The most bytes of a line into which notes are pasted.
const MOST_LONG_LINE: usize = 16 * 1024;
/// The most bytes of several lines: what a long field holds.
const MOST_LINES: usize = 32 * 1024;
/// How many steps can be taken back.
const STEPS: usize = 200;

/// A text being edited.
#[derive(Clone, Debug, Default)]
pub struct Field {
    input: Input,
    several: bool,
    long: bool,
    before: Vec<(String, usize)>,
    after: Vec<(String, usize)>,
    /// The kind of the last change: changes of one kind in a row are taken back together.
    last: Option<Change>,
    /// All of it is chosen: what is written next takes its place.
    chosen: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Change {
    Typed,
    Removed,
    Pasted,
}

/// What became of a key.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Taken {
    /// It changed the text.
    Changed,
    /// It moved the cursor.
    Moved,
    /// It is a key of writing, and had nothing to do.
    Idle,
    /// It is for somebody else.
    No,
}

impl Field {
    /// One line with this text, the cursor at its end.
    pub fn new(text: &str) -> Field {
        Field { input: Input::new(one_line(text).into_owned()), ..Field::default() }
    }

    /// One line that may be a long one.
    pub fn long(text: &str) -> Field {
        Field { long: true, ..Field::new(text) }
    }

    /// Several lines with this text, the cursor at their end.
    pub fn lines(text: &str) -> Field {
        Field { input: Input::new(plain_lines(text)), several: true, ..Field::default() }
    }

    /// The same, all of it chosen until the first key.
    pub fn chosen(self) -> Field {
        Field { chosen: !self.is_empty(), ..self }
    }

    /// Whether all of it is chosen.
    pub fn is_chosen(&self) -> bool {
        self.chosen
    }

    /// Nothing is chosen any more; where something is written into it, what was chosen goes, as one step that can be taken back. Whether it went.
    pub fn unchoose(&mut self, written: bool) -> bool {
        let goes = std::mem::take(&mut self.chosen) && written;
        if goes {
            self.set("");
        }
        goes
    }

    /// The text.
    pub fn words(&self) -> &str {
        self.input.value()
    }

    /// Whether nothing is written.
    pub fn is_empty(&self) -> bool {
        self.words().is_empty()
    }

    /// Where the cursor stands, in bytes.
    pub fn cursor(&self) -> usize {
        self.words().char_indices().nth(self.input.cursor()).map_or(self.words().len(), |(at, _)| at)
    }

    /// Another text, as one step that can be taken back; the cursor goes to its end.
    pub fn set(&mut self, text: &str) {
        self.step(Change::Pasted);
        let text = if self.several { plain_lines(text) } else { one_line(text).into_owned() };
        self.input = Input::new(text);
    }

    /// The cursor goes to this byte, or to the start of the grapheme's character there.
    pub fn go(&mut self, byte: usize) {
        let characters = self.words().char_indices().take_while(|(at, _)| *at < byte).count();
        self.input.handle(InputRequest::SetCursor(characters));
    }

    /// The most bytes it takes.
    pub fn most(&self) -> usize {
        match (self.several, self.long) {
            (true, _) => MOST_LINES,
            (false, true) => MOST_LONG_LINE,
            (false, false) => MOST_LINE,
        }
    }

    /// A pasted text, as much of it as there is room for, cut between characters; whether that was all. Line ends become spaces in one line.
    pub fn paste(&mut self, text: &str) -> bool {
        self.step(Change::Pasted);
        let room = self.most().saturating_sub(self.words().len());
        let clean = if self.several { plain_lines(text) } else { one_line(text).into_owned() };
        let at = self.cursor();
        let piece = &clean[..clean.floor_char_boundary(room.min(clean.len()))];
        let text = [&self.words()[..at], piece, &self.words()[at..]].concat();
        let characters = text[..at + piece.len()].char_indices().count();
        let whole = piece.len() == clean.len();
        self.input = Input::new(text).with_cursor(characters);
        whole
    }

    /// A key; `No` where it is none of writing's.
    pub fn key(&mut self, key: Key) -> Handled {
        if self.press(key) == Taken::No { Handled::No } else { Handled::Yes }
    }

    /// Draws one line in `room` cells, scrolled so that the cursor is in sight; with `active`, the real cursor stands in it.
    pub fn draw(&self, canvas: &mut Canvas<'_>, x: u16, y: u16, room: u16, active: bool) {
        if room == 0 {
            return;
        }
        let sight = self.sight(room);
        canvas.put(x, y, room, &" ".repeat(usize::from(room)), Role::Field);
        let used = canvas.put(x, y, room, sight.lines.first().copied().unwrap_or_default(), Role::Field);
        if self.chosen {
            canvas.tint(Rect { x, y, width: used, height: 1 }, Role::Cursor);
        }
        if active {
            canvas.set_cursor(Some((x + sight.cursor.0, y)));
        }
    }

    /// Draws one line wrapped in so many cells and rows; where it has more of them, the cursor's stays in sight, and `…` before it says that there is more.
    pub fn draw_wrapped(&self, canvas: &mut Canvas<'_>, area: Rect) {
        let sight = self.sight_wrapped(area.width, area.height);
        for (row, line) in sight.lines.iter().enumerate() {
            let y = area.y + row as u16;
            canvas.put(area.x, y, area.width, &" ".repeat(usize::from(area.width)), Role::Field);
            let used = canvas.put(area.x, y, area.width, line, Role::Field);
            if self.chosen {
                canvas.tint(Rect { x: area.x, y, width: used, height: 1 }, Role::Cursor);
            }
        }
        if sight.more_before {
            canvas.put(area.x.saturating_sub(1), area.y, 1, "…", Role::Dim);
        }
        canvas.set_cursor(Some((area.x + sight.cursor.0, area.y + sight.cursor.1)));
    }

    /// A key: what it types or how it moves. Keys that edit nothing here are for somebody else.
    pub fn press(&mut self, key: Key) -> Taken {
        use InputRequest::{
            DeleteFromStart, DeleteNextChar, DeletePrevChar, DeletePrevWord, GoToEnd, GoToNextChar, GoToNextWord,
            GoToPrevChar, GoToPrevWord, GoToStart, InsertChar,
        };
        let request = match (key.code, key.ctrl) {
            (Code::Char('z'), true) => return self.undo(),
            (Code::Char('y'), true) => return self.redo(),
            (Code::Char('w'), true) => DeletePrevWord,
            (Code::Char('u'), true) => DeleteFromStart,
            (Code::Char(c), false) if !c.is_control() => InsertChar(c),
            (Code::Enter, false) if self.several => InsertChar('\n'),
            (Code::Backspace, false) => DeletePrevChar,
            (Code::Backspace, true) => DeletePrevWord,
            (Code::Delete, false) => DeleteNextChar,
            (Code::Left, false) => GoToPrevChar,
            (Code::Right, false) => GoToNextChar,
            (Code::Left, true) => GoToPrevWord,
            (Code::Right, true) => GoToNextWord,
            (Code::Home, false) if self.several => return self.go_within(true),
            (Code::End, false) if self.several => return self.go_within(false),
            (Code::Home, _) => GoToStart,
            (Code::End, _) => GoToEnd,
            _ => return Taken::No,
        };
        if matches!(request, InsertChar(_)) && self.words().len() >= self.most() {
            return Taken::Idle;
        }
        let change = match request {
            // A word is taken back at once, not letter by letter, and not the whole text.
            InsertChar(c) => {
                if c == ' ' || c == '\n' {
                    self.last = None;
                }
                Some(Change::Typed)
            }
            DeletePrevChar | DeleteNextChar | DeletePrevWord | DeleteFromStart => Some(Change::Removed),
            _ => None,
        };
        let kept = change.map(|_| (self.words().to_owned(), self.input.cursor()));
        match self.input.handle(request) {
            Some(done) if done.value => {
                if let (Some(change), Some(kept)) = (change, kept) {
                    self.keep(change, kept);
                }
                Taken::Changed
            }
            Some(_) => {
                self.last = None;
                Taken::Moved
            }
            None => Taken::Idle,
        }
    }

    fn step(&mut self, change: Change) {
        let kept = (self.words().to_owned(), self.input.cursor());
        self.last = None;
        self.keep(change, kept);
    }

    fn keep(&mut self, change: Change, kept: (String, usize)) {
        if self.last != Some(change) {
            if self.before.len() == STEPS {
                self.before.remove(0);
            }
            self.before.push(kept);
        }
        self.after.clear();
        self.last = Some(change);
    }

    fn undo(&mut self) -> Taken {
        let Some((text, cursor)) = self.before.pop() else { return Taken::No };
        self.after.push((self.words().to_owned(), self.input.cursor()));
        self.input = Input::new(text).with_cursor(cursor);
        self.last = None;
        Taken::Changed
    }

    fn redo(&mut self) -> Taken {
        let Some((text, cursor)) = self.after.pop() else { return Taken::No };
        self.before.push((self.words().to_owned(), self.input.cursor()));
        self.input = Input::new(text).with_cursor(cursor);
        self.last = None;
        Taken::Changed
    }

    /// To the start or the end of the line in which the cursor stands.
    fn go_within(&mut self, start: bool) -> Taken {
        let (text, at) = (self.words(), self.cursor());
        let to = if start {
            text[..at].rfind('\n').map_or(0, |end| end + 1)
        } else {
            text[at..].find('\n').map_or(text.len(), |end| at + end)
        };
        self.go(to);
        Taken::Moved
    }
}

/// A text of several lines: line ends of any system become `\n`, tabs a space, other control characters go.
fn plain_lines(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            '\r' if characters.peek() == Some(&'\n') => {}
            '\r' | '\n' => out.push('\n'),
            '\t' => out.push(' '),
            c if !c.is_control() => out.push(c),
            _ => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Keys: characters type themselves; `<z>` is Ctrl-Z, `<left>`, `<bs>`, `<home>` and so on.
    fn press(edit: &mut Field, keys: &str) {
        let mut rest = keys;
        while let Some(c) = rest.chars().next() {
            let key = if let Some((name, after)) = rest.strip_prefix('<').and_then(|rest| rest.split_once('>')) {
                rest = after;
                let plain = |code| Key { code, ctrl: false };
                match name {
                    "bs" => plain(Code::Backspace),
                    "del" => plain(Code::Delete),
                    "left" => plain(Code::Left),
                    "right" => plain(Code::Right),
                    "home" => plain(Code::Home),
                    "end" => plain(Code::End),
                    "enter" => plain(Code::Enter),
                    ctrl => Key { code: Code::Char(ctrl.chars().next().unwrap()), ctrl: true },
                }
            } else {
                rest = &rest[c.len_utf8()..];
                Key { code: Code::Char(c), ctrl: false }
            };
            edit.press(key);
        }
    }

    #[test]
    fn keys_edit_the_text() {
        for (several, before, keys, expected) in [
            (false, "", "ab", "ab|"),
            (false, "杭州", "<left>精", "杭精|州"),
            (false, "e\u{301}x", "<left><bs>", "|x"),
            (false, "one two three", "<w>", "one two |"),
            (false, "one two", "<home><del><del>", "|e two"),
            (false, "one two", "<u>x", "x|"),
            (false, "a\nb", "", "a b|"),
            (false, "ab", "<enter>", "ab|"),
            (true, "ab", "<left><enter>", "a\n|b"),
            (true, "ab\ncd", "<home>x<left><left>y", "aby|\nxcd"),
            (true, "ab\r\ncd", "<home><end>!", "ab\ncd!|"),
            (false, "", "one two<z>", "one|"),
            (false, "", "one two<z><y>", "one two|"),
            (false, "kept", " more<z><z>", "kept|"),
            (false, "", "abc<bs><bs><z>", "abc|"),
            (false, "", "abc<bs><z><z>", "|"),
            (false, "", "abc<z>d<y>", "d|"),
        ] {
            let mut edit = if several { Field::lines(before) } else { Field::new(before) };
            press(&mut edit, keys);
            let mut shown = edit.words().to_owned();
            shown.insert(edit.cursor(), '|');
            assert_eq!(shown, expected, "{before:?} {keys}");
        }
    }

    #[test]
    fn a_paste_is_cut_between_characters_and_taken_back_at_once() {
        let mut edit = Field::new("ab");
        edit.go(1);
        edit.paste("杭州\n精工");
        assert_eq!((edit.words(), edit.cursor()), ("a杭州 精工b", 14));
        assert_eq!(edit.press(Key { code: Code::Char('z'), ctrl: true }), Taken::Changed);
        assert_eq!(edit.words(), "ab");
        assert_eq!(edit.press(Key { code: Code::Char('z'), ctrl: true }), Taken::No);
        // What is chosen goes with the first letter, and comes back.
        let mut left = Field::new("asks prices").chosen();
        assert!(left.unchoose(true) && left.is_empty() && !left.unchoose(true));
        press(&mut left, "ok<z><z>");
        assert_eq!(left.words(), "asks prices");
        assert!(!Field::new("asks prices").chosen().unchoose(false));
        let mut large = Field::lines("");
        assert!(!large.paste(&"x\r\n".repeat(400_000)), "it says that it was cut");
        assert_eq!(large.words().len(), MOST_LINES);
        let mut line = Field::new("");
        assert!(!line.paste(&"精".repeat(1_000_000)));
        assert_eq!(line.words().len(), MOST_LINE - 1);
        let mut long = Field::long("");
        assert!(long.paste(&"精".repeat(5_000)), "all of it is there");
        assert!(!long.paste(&"精".repeat(5_000)));
        assert_eq!(long.words().len(), MOST_LONG_LINE - 1);
    }
}
