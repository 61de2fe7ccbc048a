//! Searching in what is read: `/` and words, `n` and `N` to the next and the one before, around the ends.
//!
//! Always holds: letters are compared without case, accents and 简繁; nothing is taken away from what is read.

use super::canvas::Canvas;
use super::cx::Cx;
use super::field::Field;
use super::key::{Code, Key};
use super::screen::Handled;
use super::theme::Role;
use crate::base::text::fold;

/// The words that are looked for.
#[derive(Clone, Debug, Default)]
pub struct Seek {
    field: Field,
    writing: bool,
}

impl Seek {
    /// Begins to take letters.
    pub fn begin(&mut self) {
        self.writing = true;
    }

    /// Whether it takes letters.
    pub fn writing(&self) -> bool {
        self.writing
    }

    /// A key while it takes letters. Enter leaves the words and gives the keys back.
    pub fn key(&mut self, key: Key) -> Handled {
        if !self.writing {
            return Handled::No;
        }
        if key == Key::plain(Code::Enter) {
            self.writing = false;
            return Handled::Yes;
        }
        self.field.key(key)
    }

    /// A pasted text.
    pub fn paste(&mut self, text: &str) {
        if self.writing {
            self.field.paste(text);
        }
    }

    /// Takes the words away; whether there were any.
    pub fn clear(&mut self) -> bool {
        let was = self.writing || !self.field.is_empty();
        *self = Seek::default();
        was
    }

    /// The line with the words that comes next after `from` (or before it), around the ends; `from` itself counts where it is `here`.
    pub fn find<T: AsRef<str>>(&self, lines: &[T], from: usize, forward: bool, here: bool) -> Option<usize> {
        let wanted = fold(self.field.words());
        let count = lines.len();
        if wanted.trim().is_empty() || count == 0 {
            return None;
        }
        let first = usize::from(!here);
        (first..count + first)
            .map(|step| if forward { (from + step) % count } else { (from + count - step % count) % count })
            .find(|at| lines.get(*at).is_some_and(|line| fold(line.as_ref()).contains(&wanted)))
    }

    /// The byte ranges of a line that are what is looked for.
    pub fn marks(&self, line: &str) -> Vec<(usize, usize)> {
        let wanted = fold(self.field.words());
        let mut marks = Vec::new();
        if wanted.trim().is_empty() || !fold(line).contains(&wanted) {
            return marks;
        }
        let mut from = 0;
        for (start, first) in line.char_indices() {
            // A folded text has no space at its ends.
            if start < from || first.is_whitespace() {
                continue;
            }
            let ends = line[start..].char_indices().map(|(at, c)| start + at + c.len_utf8());
            let found = ends
                .map(|end| (end, fold(&line[start..end])))
                .take_while(|(_, folded)| wanted.starts_with(folded.as_str()))
                .find(|(_, folded)| *folded == wanted);
            if let Some((end, _)) = found {
                marks.push((start, end));
                from = end;
            }
        }
        marks
    }

    /// Draws `/ words` on one line, where there are any.
    pub fn draw(&self, cx: &Cx, x: u16, y: u16, room: u16, canvas: &mut Canvas<'_>) {
        if !self.writing && self.field.is_empty() {
            return;
        }
        let used = canvas.put(x, y, 2, "/ ", Role::Key);
        let field = room.saturating_sub(used).min(40);
        self.field.draw(canvas, x + used, y, field, self.writing);
        if !self.writing {
            let keys = format!("{}  {}", cx.keymap.shown("next-match", true), cx.keymap.shown("previous-match", true));
            canvas.put(x + used + field + 2, y, room.saturating_sub(used + field + 2), &keys, Role::Dim);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seek(words: &str) -> Seek {
        Seek { field: Field::new(words), writing: false }
    }

    #[test]
    fn matches_are_found_around_the_ends() {
        let lines = ["the Crédito", "nothing", "credito again", "見採購"];
        for (words, from, forward, here, found) in [
            ("credito", 0, true, true, Some(0)),
            ("credito", 0, true, false, Some(2)),
            ("credito", 2, true, false, Some(0)),
            ("credito", 0, false, false, Some(2)),
            ("见采购", 0, true, true, Some(3)),
            ("absent", 0, true, true, None),
            ("", 0, true, true, None),
            ("nothing", 1, true, false, Some(1)),
        ] {
            assert_eq!(seek(words).find(&lines, from, forward, here), found, "{words} from {from}");
        }
    }

    #[test]
    fn what_is_found_is_marked_where_it_stands() {
        for (words, line, marks) in [
            ("credito", "a Crédito, a credito", vec!["Crédito", "credito"]),
            ("採購", "见采购两次，采购", vec!["采购", "采购"]),
            ("aa", "aaaa", vec!["aa", "aa"]),
            ("x", "y", vec![]),
        ] {
            let found: Vec<&str> = seek(words).marks(line).into_iter().map(|(from, to)| &line[from..to]).collect();
            assert_eq!(found, marks, "{words} in {line}");
        }
    }
}
