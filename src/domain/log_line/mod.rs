//! The log line, understood: one line of text becomes a visit or a touch with its customer, its time, its promises and what else was heard.
//!
//! Always holds: pure and never refused: what is not understood stays in the note, and a log whose customer is not certain is unfiled.
//! Names are looked up by the caller, in two steps: [`leading`] says which letters to ask for ([`crate::domain::ask::Ask::Names`]),
//! [`parse`] reads the line with what is known of them and says in `unknown` what is still missing, and in `about` whose people and
//! cadence it would like to know. Every byte range lies on character boundaries of the line. Each part of the grammar is a file of
//! its own, and each thing understood is a [`Chip`]. The grammar for people is `docs/LOG-LINE.md`.

mod before;
mod beginnings;
mod chance;
mod chip;
mod clause;
mod complete;
mod day;
mod figures;
mod grammar;
mod han;
mod hours;
mod how;
mod letters;
mod marks;
mod mention;
mod money;
mod next;
mod noted;
mod notes;
mod ordinary;
mod owed;
mod parsed;
mod people;
mod reading;
mod sold;
mod sure;
#[cfg(test)]
mod tests;
mod tokens;
mod told;
mod whose;

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

pub use self::beginnings::{Leading, in_full};
pub use self::chip::{Chip, Understood};
pub use self::complete::complete;
pub use self::grammar::{GRAMMAR, Rule};
pub use self::how::shut::{Shut, may_be_in_vain};
pub use self::how::to_come::ToCome;
pub use self::next::speaks_of_going;
pub use self::noted::noted;
pub use self::parsed::{Keep, Parsed};
pub use self::people::family_with_title;
pub use self::reading::parse;
pub use self::whose::Fixed;
pub use self::whose::customer::{Customer, customer, says};
pub use self::whose::naming::{Found, Naming, nameable};
pub use self::whose::whole::without_name;
use crate::base::clock::{Moment, Now};
use crate::base::id::Id;
use crate::base::lang::Lang;
use crate::base::when::{Context, Hint, NextWeekday};
use crate::domain::ask::{NameHit, Named, NearNames};
use crate::domain::deed::{LogKind, Slot};
use crate::schema::VisitKind;

/// What a line is read with.
#[derive(Clone, Copy, Debug)]
pub struct LineContext<'a> {
    /// Now.
    pub now: &'a Now,
    /// The language: decides only what figures alone leave open.
    pub lang: Lang,
    /// What is known of letters: what was asked, and who fits.
    pub names: &'a BTreeMap<String, Vec<NameHit>>,
    /// Whose it is, where a person has settled that.
    pub fixed: Option<&'a Fixed>,
    /// The customer that the line was opened with (its page, its row, the visit in progress): id and name. Letters of another customer at
    /// the line's beginning are stronger: whoever names somebody else means him.
    pub opened: Option<&'a (Id, String)>,
    /// It was opened with that customer on purpose (its page, a call, a visit that it closes), not with the row under the cursor by chance.
    pub meant: bool,
    /// How it was, where that is settled; the words may still say otherwise of a visit.
    pub kind: Option<LogKind>,
    /// How the visit was planned that the line was opened for.
    pub planned: Option<VisitKind>,
    /// The usual length of a visit, in minutes.
    pub minutes: i64,
    /// When the visit in progress began at the customer that is fixed or that the line was opened with.
    pub in_progress: Option<Moment>,
    /// Who has a name that the line begins with, but for a letter or two; see [`Parsed::mistypable`].
    pub near: Option<&'a NearNames>,
    /// Whom the line names, wherever that stands; see [`Parsed::through`].
    pub named: Option<&'a [Named]>,
    /// What is known of the customer whose line it is; see [`Parsed::about`].
    pub about: Option<&'a About>,
    /// Names that the book has seen behind marks.
    pub vocabulary: Option<&'a Vocabulary>,
    /// What `next fri` means, where that was said once.
    pub next_weekday: Option<NextWeekday>,
    /// Promises of which the other of two days was picked, by their words.
    pub turned: Option<&'a BTreeSet<String>>,
    /// Chips that a person has made text again, by their words; [`NEXT`] is the next visit.
    pub plain: Option<&'a BTreeSet<String>>,
}

impl<'a> LineContext<'a> {
    /// The people of a customer, as far as they are known.
    fn people_of(&self, account: Id) -> &'a [Person] {
        self.about.filter(|about| about.account == account).map_or(&[], |about| &about.people)
    }

    /// A line of which nothing is settled, with what is known of letters.
    pub fn new(now: &'a Now, lang: Lang, names: &'a BTreeMap<String, Vec<NameHit>>) -> LineContext<'a> {
        LineContext {
            now,
            lang,
            names,
            fixed: None,
            opened: None,
            meant: false,
            kind: None,
            planned: None,
            minutes: 30,
            in_progress: None,
            near: None,
            named: None,
            about: None,
            vocabulary: None,
            next_weekday: None,
            turned: None,
            plain: None,
        }
    }

    fn is_plain(&self, words: &str) -> bool {
        self.plain.is_some_and(|plain| plain.contains(words.trim()))
    }
}

/// What the next visit is called among the chips made text again: it has no words in the line.
pub const NEXT: &str = "+";

/// What is known of a customer when its line is read.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct About {
    /// Which.
    pub account: Id,
    /// Its people who are still there.
    pub people: Vec<Person>,
    /// How often it is seen, in days; none where no next visit is to be proposed.
    pub every: Option<i64>,
    /// On which weekdays it is open, Monday first, where that is known.
    pub open: Option<[bool; 7]>,
    /// The next visit that is planned already.
    pub planned: Option<NaiveDate>,
    /// How today's visit is planned.
    pub kind: Option<VisitKind>,
    /// Steps of today's visit that should not be left out and are not ticked yet.
    pub missing: Vec<String>,
}

/// A contact, as far as a line may name it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Person {
    /// Which.
    pub id: Id,
    /// The name.
    pub name: String,
}

/// Names that the book has seen: for completion, and for names of several words.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Vocabulary {
    /// Tags and objections.
    pub tags: Vec<String>,
    /// Competitors.
    pub competitors: Vec<String>,
    /// Products.
    pub products: Vec<String>,
}

/// The words of a promise read by themselves as of another time, and by when it is due then. A mark before them is left out.
pub fn promised(words: &str, now: &Now, lang: Lang, next_weekday: Option<NextWeekday>) -> (String, Option<Slot>) {
    let ahead = Context { next_weekday, ..Context::at(now, Hint::Future, lang) };
    let promised = marks::promised(words.strip_prefix(|c| marks::mark(c).is_some()).unwrap_or(words), &ahead);
    (promised.text, promised.due)
}

/// The beginnings of a line that may be a customer's letters: ask for each, the longest first.
pub fn leading(line: &str, now: &Now, lang: Lang) -> Vec<Leading> {
    letters::leading(line, &Context::at(now, Hint::Past, lang))
}
