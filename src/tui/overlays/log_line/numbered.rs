//! A customer chosen from those offered by its number, typed right behind the letters: `hd4 met the buyer`. Behind the nine digits come
//! capitals: `hdB`.
//!
//! Always holds: the number is the one that stood before the customer on the screen when it was typed, and only a space, a comma or a character
//! behind it that counts nothing makes it one: 精工3台 is three pieces. Then the name takes the place of the letters, so that the words that are
//! kept say whose they are. Letters that fit a name together with the digit are letters.

use super::LogLine;
use crate::base::name::{Fit, NameKey, Query};
use crate::base::text::is_han;
use crate::domain::ask::NameHit;
use crate::domain::log_line::{Customer, Fixed, in_full};
use crate::tui::cx::Cx;
use crate::tui::key::Key;

/// What a figure right before it counts, or an hour, and what a letter before it grades, or names a part of.
const COUNTED: &str = "级級座栋棟幢区區型款类類点點时時号號月日天个個位台臺箱盒件包瓶支本份套家次张張条條块塊元毛万萬千百十折成倍半分刻秒周週年楼樓层層室路期批打把桶袋斤吨噸米平";

/// What a row is chosen by; none where it has no number.
pub(super) fn sign(row: usize) -> Option<char> {
    let sign = if row < 9 { b'1' + row as u8 } else { b'A' + (row - 9) as u8 };
    (row < 9 + 26).then_some(char::from(sign))
}

/// A number that was typed, as long as it stands.
#[derive(Debug)]
pub(super) struct Numbered {
    /// The line up to and with the number.
    line: String,
    /// Where the letters before it begin.
    start: usize,
    /// Whom it stands for.
    hit: NameHit,
}

impl LogLine {
    /// Whether those offered bear numbers: several may be meant, and the line ends with their letters.
    pub(super) fn bears_numbers(&self) -> bool {
        let line = self.field.words();
        let Customer::Several(_, range) = &self.read.customer else { return false };
        let letters = line.get(range.clone()).unwrap_or_default();
        let enough =
            letters.chars().nth(1).is_some() && !letters.contains(|c: char| c.is_numeric() || c.is_uppercase());
        self.picked.is_none() && enough && range.end == line.len() && self.field.cursor() == line.len()
    }

    /// Those that a key may be the number of.
    pub(super) fn numbers_before(&self, key: Key) -> Vec<NameHit> {
        let sign = key.typed().is_some_and(|c| c.is_ascii_digit() || c.is_ascii_uppercase());
        if sign && self.bears_numbers() { self.offered().into_iter().cloned().collect() } else { Vec::new() }
    }

    /// What a change from `before` means for the number: one was typed, it is settled, or it is none after all.
    pub(super) fn number(&mut self, before: &str, offered: &[NameHit], cx: &mut Cx) {
        let line = self.field.words().to_owned();
        // Whoever changes the name speaks of somebody else.
        if self.settled.take_if(|name| !line.contains(name.as_str())).is_some() {
            self.picked = None;
        }
        let Some(numbered) = &self.numbered else {
            return self.take_number(&line, before, offered);
        };
        let Some(behind) = line.strip_prefix(&numbered.line) else { return self.drop_number() };
        match behind.chars().next() {
            None => {}
            Some(c) if c.is_whitespace() || "，,、。；;".contains(c) || (is_han(c) && !COUNTED.contains(c)) => {
                self.settle_number(cx);
            }
            Some(_) => self.drop_number(),
        }
    }

    /// The name takes the place of the letters and the number.
    pub(super) fn settle_number(&mut self, cx: &mut Cx) {
        let Some(Numbered { line: until, start, hit }) = self.numbered.take() else { return };
        let line = self.field.words().to_owned();
        let Some(behind) = line.strip_prefix(&until) else { return self.drop_number() };
        let gap = if behind.is_empty() || behind.starts_with(is_han) { " " } else { "" };
        self.field.set(&format!("{}{}{gap}{behind}", &until[..start], in_full(&hit.name)));
        self.settled = Some(in_full(&hit.name));
        (self.picked, self.chosen_for) = (Some(Fixed::Account(hit.account, hit.name)), None);
        self.keep(true, cx);
    }

    fn take_number(&mut self, line: &str, before: &str, offered: &[NameHit]) {
        let Some(typed) = line.strip_prefix(before).filter(|typed| typed.len() == 1) else { return };
        let Some(hit) =
            offered.iter().enumerate().find(|(row, _)| sign(*row).is_some_and(|sign| typed.starts_with(sign)))
        else {
            return;
        };
        let hit = hit.1;
        // Studio 54, K11: the digit may be the name's own.
        let start = match &self.read.customer {
            Customer::Several(_, range) => range.start.min(before.len()),
            _ => return,
        };
        let digit = typed.starts_with(|c: char| c.is_ascii_digit());
        if digit && offered.iter().any(|hit| is_named(&line[start..], hit)) {
            return;
        }
        self.picked = Some(Fixed::Account(hit.account, hit.name.clone()));
        self.numbered = Some(Numbered { line: line.to_owned(), start, hit: hit.clone() });
    }

    /// It is no number: the names that fit the letters with it are, or what it counts.
    fn drop_number(&mut self) {
        self.numbered = None;
        self.picked = None;
    }

    /// Names were found that fit the letters with the digit: it is one of them that is meant.
    pub(super) fn number_or_name(&mut self) {
        let Some(Numbered { line, start, .. }) = &self.numbered else { return };
        let letters = &line[*start..];
        if letters.ends_with(|c: char| c.is_ascii_digit())
            && self.known.get(letters).is_some_and(|hits| hits.iter().any(|hit| is_named(letters, hit)))
        {
            self.drop_number();
        }
    }
}

/// Whether somebody who types this means this name.
fn is_named(letters: &str, hit: &NameHit) -> bool {
    Query::new(letters).rank(&NameKey::new(hit.called())).is_some_and(|rank| rank.fit() <= Fit::WordInitials)
}
