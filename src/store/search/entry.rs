//! A customer or contact as the names in memory hold it, what was typed made ready, and how the one answers the other.

use crate::base::id::Id;
use crate::base::name::{Letters, NameKey, Query};
use crate::base::phone::{self, Typed};
use crate::domain::likely::{self, Standing};
use crate::schema::Grade;

/// What stands between the names and the digits of an entry; no text of a person holds it.
pub(super) const DIGITS: char = '\0';
/// What being found by another of its names, or being a person there, takes from the points of a customer: half as likely.
pub(super) const NOT_ITSELF: i32 = 10;

/// One customer or contact.
#[derive(Debug)]
pub(crate) struct Entry {
    pub record: Id,
    pub entity: u16,
    /// A contact's customer.
    pub account: Option<Id>,
    pub grade: Option<Grade>,
    /// Its name, then its other names, a line each; behind a [`DIGITS`] the digits of its telephone numbers, a line each. One text, since
    /// there are tens of thousands of these.
    pub(super) text: Box<str>,
    /// Of its name, and of its other names.
    pub(super) key: NameKey,
    pub(super) other_keys: Box<[NameKey]>,
    /// Whether it is written in Han characters.
    pub(super) han: bool,
    /// What the book knows of a customer, but for today's plans.
    pub(super) standing: Option<Box<Standing>>,
    /// How likely it is meant.
    pub(super) points: i32,
}

impl Entry {
    /// The name it is shown by.
    pub fn name(&self) -> &str {
        self.text.split(['\n', DIGITS]).next().unwrap_or_default()
    }

    /// Its name, made ready.
    pub fn key(&self) -> &NameKey {
        &self.key
    }

    /// The likelier it is meant, the less.
    pub fn unlikely(&self) -> i32 {
        -self.points
    }

    /// Whether its whole name may stand in this longer one, as far as its letters say.
    pub fn may_stand_in(&self, longer: &NameKey) -> bool {
        self.key.may_stand_in(longer)
    }

    /// Its name and its other names, made ready.
    pub(super) fn keys(&self) -> impl Iterator<Item = &NameKey> {
        std::iter::once(&self.key).chain(&self.other_keys)
    }

    fn parts(&self) -> (&str, &str) {
        self.text.split_once(DIGITS).unwrap_or((&self.text, ""))
    }

    /// Its name and its other names.
    pub fn all_names(&self) -> impl Iterator<Item = &str> {
        self.parts().0.split('\n')
    }

    /// The digits of its telephone numbers.
    pub fn numbers(&self) -> impl Iterator<Item = &str> {
        // From the end: they are few beside the names, and all entries are gone through for a number that nobody has.
        let from = self.text.bytes().rposition(|byte| byte == DIGITS as u8).map_or(self.text.len(), |at| at + 1);
        self.text.get(from..).unwrap_or_default().split('\n').filter(|digits| !digits.is_empty())
    }

    /// Its place among the answers, by its name or by another of its names: smaller is better.
    fn order(&self, query: &Query) -> Option<u32> {
        let fits = self.keys().enumerate().filter_map(|(n, key)| {
            let points = self.points - if n > 0 { NOT_ITSELF } else { 0 };
            query.rank(key).map(|rank| likely::order(rank, query.letters(), self.han, points))
        });
        fits.min()
    }
}

/// What was typed, made ready.
pub(super) struct Asked {
    pub(super) query: Query,
    /// A telephone number, as far as it was typed.
    pub(super) number: Typed,
}

impl Asked {
    pub(super) fn new(typed: &str) -> Asked {
        let number = if phone::looks_like(typed) { Typed::new(typed) } else { Typed::default() };
        Asked { query: Query::new(typed), number }
    }

    /// Whether an entry of these letters may answer at all.
    pub(super) fn may(&self, letters: Letters) -> bool {
        !self.number.is_empty() || self.query.may(letters)
    }

    /// Whether it may answer by a beginning, not by chance.
    pub(super) fn may_begin(&self, letters: Letters) -> bool {
        self.query.may(letters) && self.query.may_begin(letters)
    }

    /// Whether it may answer, but not by a beginning.
    pub(super) fn may_only_inside(&self, letters: Letters) -> bool {
        self.may(letters) && !self.may_begin(letters)
    }

    /// An entry's place among the answers; smaller is better. A number found in a telephone number comes after every name.
    pub(super) fn order(&self, entry: &Entry) -> Option<u32> {
        self.order_by_name(entry).or_else(|| self.in_a_number(entry).then_some(BY_NUMBER))
    }

    /// The same by names alone.
    pub(super) fn order_by_name(&self, entry: &Entry) -> Option<u32> {
        entry.order(&self.query)
    }

    /// Whether it is found in a telephone number.
    pub(super) fn in_a_number(&self, entry: &Entry) -> bool {
        !self.number.is_empty() && entry.numbers().any(|stored| self.number.place_in(stored).is_some())
    }
}

/// The place of what was found by a telephone number.
pub(crate) const BY_NUMBER: u32 = u32::MAX;
