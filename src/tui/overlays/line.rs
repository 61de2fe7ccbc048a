//! A question answered with one line of words: tags, a new address.

use std::collections::BTreeSet;

use ratatui::layout::Rect;

use super::super::act::SmallAct;
use super::super::canvas::{Canvas, centred};
use super::super::cx::Cx;
use super::super::field::Field;
use super::super::key::Key;
use super::super::screen::{Handled, Place, Screen};
use super::super::subject::Subject;
use super::super::theme::Role;
use super::choice::titled;
use crate::domain::deed::Deed;
use crate::schema::{ACCOUNT, Value};

/// What the words are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Wanted {
    /// Tags: words to put on, and with a minus before them to take away.
    Tags,
    /// The street to which a customer has moved; the old place stays in its history.
    NewStreet,
}

/// The question.
#[derive(Clone, Debug)]
pub struct Line {
    wanted: Wanted,
    subject: Subject,
    field: Field,
}

impl Line {
    /// For this, about this row.
    pub fn new(wanted: Wanted, subject: Subject) -> Line {
        Line { wanted, subject, field: Field::default() }
    }
}

/// Tags in words: separated by commas or spaces; one with `-` before it is taken away.
fn tags(words: &str) -> (BTreeSet<String>, BTreeSet<String>) {
    let (mut add, mut remove) = (BTreeSet::new(), BTreeSet::new());
    for word in
        words.split([',', '，', '、', ';', '；', ' ', '\u{3000}']).map(str::trim).filter(|word| !word.is_empty())
    {
        match word.strip_prefix(['-', '－']) {
            Some(word) if !word.is_empty() => remove.insert(word.to_string()),
            Some(_) => false,
            None => add.insert(word.to_string()),
        };
    }
    (add, remove)
}

impl Screen for Line {
    fn place(&self) -> Place {
        Place::Question
    }

    fn popup(&self, _cx: &Cx, whole: Rect) -> Option<Rect> {
        Some(centred(whole, 64, 6))
    }

    fn typing(&self) -> bool {
        true
    }

    fn key(&mut self, key: Key, _cx: &mut Cx) -> Handled {
        self.field.key(key)
    }

    fn paste(&mut self, text: &str, _cx: &mut Cx) {
        self.field.paste(text);
    }

    fn enter(&mut self, cx: &mut Cx) {
        let words = self.field.words().trim().to_string();
        cx.close();
        if words.is_empty() {
            return;
        }
        match self.wanted {
            Wanted::Tags => {
                let (add, remove) = tags(&words);
                cx.act(SmallAct::Tag { add, remove }, &self.subject);
            }
            Wanted::NewStreet => {
                let street = ACCOUNT.field("street").map_or(0, |field| field.number);
                if let Some(account) = self.subject.account_id() {
                    let values = vec![(street, Value::text(words))];
                    let since = cx.now.today();
                    cx.perform(Deed::MoveAddress { account, values, since });
                }
            }
        }
    }

    fn draw(&self, cx: &Cx, area: Rect, canvas: &mut Canvas<'_>) {
        let (title, hint) = match self.wanted {
            Wanted::Tags => ("title-tag", "tag-hint"),
            Wanted::NewStreet => ("title-new-street", "new-street-hint"),
        };
        let inner = canvas.window(area, &titled(cx, title, &self.subject));
        self.field.draw(canvas, inner.x, inner.y + 1, inner.width, true);
        canvas.put(inner.x, inner.y + 2, inner.width, cx.word(hint), Role::Dim);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_put_on_and_taken_away() {
        let set = |words: &[&str]| words.iter().map(|word| (*word).to_string()).collect::<BTreeSet<_>>();
        for (words, add, remove) in [
            ("fair, dental", set(&["fair", "dental"]), set(&[])),
            ("重点、-展会", set(&["重点"]), set(&["展会"])),
            ("- ,", set(&[]), set(&[])),
        ] {
            assert_eq!(tags(words), (add, remove), "{words}");
        }
    }
}
