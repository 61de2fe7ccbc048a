//! One line of text that is being written: letters, cursor, its own undo; measured in cells.
//!
//! Always holds: what it holds is one line; a pasted line end becomes a space. It knows no meaning of the words.

use tui_input::{Input, InputRequest};

use super::canvas::Canvas;
use super::key::{Code, Key};
use super::screen::Handled;
use super::theme::Role;
use crate::base::width;

/// The most bytes that are taken: a pasted megabyte is cut.
const MOST: usize = 4000;

/// One line being written.
#[derive(Clone, Debug, Default)]
pub struct Field {
    input: Input,
    before: Vec<String>,
    after: Vec<String>,
}

impl Field {
    /// With these words, the cursor behind them.
    pub fn new(words: impl Into<String>) -> Field {
        Field { input: Input::new(words.into()), ..Field::default() }
    }

    /// The words.
    pub fn words(&self) -> &str {
        self.input.value()
    }

    /// The cursor, as the number of characters before it.
    pub fn cursor(&self) -> usize {
        self.input.cursor()
    }

    /// Whether nothing is written.
    pub fn is_empty(&self) -> bool {
        self.words().is_empty()
    }

    /// Other words, the cursor behind them; can be undone.
    pub fn set(&mut self, words: impl Into<String>) {
        self.keep();
        self.input = Input::new(words.into());
    }

    /// A key; `No` where it is none of a line's.
    pub fn key(&mut self, key: Key) -> Handled {
        let request = match (key.code, key.ctrl) {
            (Code::Char(c), false) if !c.is_control() => {
                if self.words().len() >= MOST {
                    return Handled::Yes;
                }
                InputRequest::InsertChar(c)
            }
            (Code::Backspace, false) => InputRequest::DeletePrevChar,
            (Code::Backspace, true) | (Code::Char('w'), true) => InputRequest::DeletePrevWord,
            (Code::Delete, false) => InputRequest::DeleteNextChar,
            (Code::Delete, true) => InputRequest::DeleteNextWord,
            (Code::Left, false) => InputRequest::GoToPrevChar,
            (Code::Right, false) => InputRequest::GoToNextChar,
            (Code::Left, true) => InputRequest::GoToPrevWord,
            (Code::Right, true) => InputRequest::GoToNextWord,
            (Code::Home, _) => InputRequest::GoToStart,
            (Code::End, _) => InputRequest::GoToEnd,
            (Code::Char('u'), true) => InputRequest::DeleteFromStart,
            (Code::Char('z'), true) => return self.undo(),
            (Code::Char('y'), true) => return self.redo(),
            _ => return Handled::No,
        };
        let before = self.words().to_string();
        let response = self.input.handle(request);
        if response.is_some_and(|change| change.value) {
            // A word typed is one step: only its first letter opens a new one.
            let within = matches!(request, InputRequest::InsertChar(c) if !c.is_whitespace())
                && self.before.last().is_some_and(|last| self.words().starts_with(last.as_str()))
                && before.chars().last().is_some_and(|c| !c.is_whitespace());
            if !within {
                self.before.push(before);
                self.before.drain(..self.before.len().saturating_sub(100));
            }
            self.after.clear();
        }
        Handled::Yes
    }

    /// A pasted text, on one line.
    pub fn paste(&mut self, text: &str) {
        self.keep();
        let room = MOST.saturating_sub(self.words().len());
        let mut end = text.len().min(room);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        for c in width::one_line(text.get(..end).unwrap_or_default()).chars() {
            self.input.handle(InputRequest::InsertChar(c));
        }
    }

    fn keep(&mut self) {
        self.before.push(self.words().to_string());
        self.after.clear();
    }

    /// Takes the last step back; `No` where there is none.
    pub fn undo(&mut self) -> Handled {
        let Some(words) = self.before.pop() else { return Handled::No };
        self.after.push(self.words().to_string());
        self.input = Input::new(words);
        Handled::Yes
    }

    /// Does it again; `No` where nothing was taken back.
    pub fn redo(&mut self) -> Handled {
        let Some(words) = self.after.pop() else { return Handled::No };
        self.before.push(self.words().to_string());
        self.input = Input::new(words);
        Handled::Yes
    }

    /// Draws it in `room` cells, scrolled so that the cursor is in sight; with `active`, the real cursor stands in it.
    pub fn draw(&self, canvas: &mut Canvas<'_>, x: u16, y: u16, room: u16, active: bool) {
        if room == 0 {
            return;
        }
        let words = self.words();
        let split = words.char_indices().nth(self.cursor()).map_or(words.len(), |(at, _)| at);
        let (head, tail) = words.split_at(split);
        // The cursor itself needs a cell.
        let mut from = 0;
        let space = usize::from(room).saturating_sub(1);
        if width::cells(head) > space {
            for (at, _) in head.char_indices() {
                from = at;
                if width::cells(&head[at..]) <= space {
                    break;
                }
            }
        }
        let shown = head.get(from..).unwrap_or_default();
        canvas.put(x, y, room, &" ".repeat(usize::from(room)), Role::Field);
        let used = canvas.put(x, y, room, shown, Role::Field);
        canvas.put(x + used, y, room - used, tail, Role::Field);
        if active {
            canvas.set_cursor(Some((x + used, y)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(field: &mut Field, words: &str) {
        for c in words.chars() {
            field.key(Key::char(c));
        }
    }

    #[test]
    fn a_line_is_written_and_taken_back_word_by_word() {
        let mut field = Field::default();
        typed(&mut field, "met the");
        typed(&mut field, " buyer");
        assert_eq!(field.words(), "met the buyer");
        field.key(Key::ctrl('z'));
        assert_eq!(field.words(), "met the ");
        field.key(Key::ctrl('y'));
        assert_eq!(field.words(), "met the buyer");
        while field.undo() == Handled::Yes {}
        assert_eq!(field.words(), "");
        assert_eq!(field.key(Key::ctrl('z')), Handled::No);
    }

    #[test]
    fn a_paste_is_one_line_and_not_endless() {
        let mut field = Field::default();
        field.paste("met\nthe\tbuyer");
        assert_eq!(field.words(), "met the buyer");
        field.paste(&"精".repeat(1_000_000));
        assert!(field.words().len() <= MOST);
    }
}
