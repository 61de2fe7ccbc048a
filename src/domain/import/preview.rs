//! What an import would do, as plain data for the screen and the command line: shown before anything happens.
//!
//! Always complete: every row of the file is counted as taken or not, every column has its target, every value that
//! would be overwritten is listed. It must not hold words of a language; those come from the kinds.

use super::cell::Flaw;
use super::mapping::{Column, Target};
use super::source::TroubleKind;
use crate::base::id::Id;
use chrono::NaiveDate;

/// What an import would do.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Preview {
    /// The columns with their targets and some of their cells; empty for address cards.
    pub columns: Vec<ColumnView>,
    /// The numbers.
    pub counts: Counts,
    /// What would be overwritten.
    pub overwrites: Vec<Overwrite>,
    /// What would come beside a value that is there: numbers, tags, lines of notes.
    pub additions: Vec<Overwrite>,
    /// What the file says as it did last time, and somebody has set right since: it stays.
    pub corrected: Vec<Overwrite>,
    /// Customers that look like others.
    pub look_alikes: Vec<LookAlike>,
    /// What was noticed, by line.
    pub troubles: Vec<Noted>,
}

/// One column, as it is shown.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ColumnView {
    /// The column.
    pub column: Column,
    /// Up to three of its cells.
    pub samples: Vec<String>,
    /// How many rows have something in it.
    pub filled: usize,
}

/// The numbers of an import.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Counts {
    /// Rows (or cards) of the file.
    pub rows: usize,
    /// Rows of which nothing is taken.
    pub not_taken: usize,
    /// Customers in the file.
    pub customers: usize,
    /// Customers that come to be.
    pub new: usize,
    /// Customers that change.
    pub updated: usize,
    /// Customers that are known and stay as they are.
    pub unchanged: usize,
    /// Contacts that come to be.
    pub contacts_new: usize,
    /// Contacts that change.
    pub contacts_updated: usize,
    /// Past visits that come to be.
    pub visits: usize,
    /// Follow-ups that come to be.
    pub follow_ups: usize,
}

/// A value that would be overwritten, or that another one would come beside.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Overwrite {
    /// The line of the file.
    pub line: u32,
    /// The entity's number.
    pub entity: u16,
    /// The record.
    pub record: Id,
    /// Its name.
    pub name: String,
    /// The field's number.
    pub field: u16,
    /// The value now, as text.
    pub old: String,
    /// The value in the file, as text.
    pub new: String,
}

/// A customer of the file that looks like another.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LookAlike {
    /// The line of the file.
    pub line: u32,
    /// Its name there.
    pub name: String,
    /// The other one.
    pub other: Other,
    /// The other one's name.
    pub other_name: String,
    /// Where the other one is: street and city.
    pub other_place: String,
    /// What they share.
    pub shared: Shared,
    /// What becomes of it.
    pub becomes: Becomes,
}

/// What becomes of a customer of the file that looks like another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Becomes {
    /// A customer of its own.
    Own,
    /// It is the one that it looks like here.
    This,
    /// It is another one that it looks like.
    Another,
    /// It is not taken.
    Left,
}

impl Preview {
    /// How it is said that nothing of the file is new.
    pub fn nothing_new(&self) -> &'static str {
        if self.corrected.is_empty() { "import-nothing-new" } else { "import-nothing-but-yours" }
    }

    /// How many customers become ones of their own though they look like others: somebody should look at them some time.
    pub fn unjoined(&self) -> usize {
        let own = self.look_alikes.iter().filter(|alike| alike.becomes == Becomes::Own && !alike.was_deleted());
        Preview::customers(&own.collect::<Vec<_>>())
    }

    /// Of how many customers of the file these speak: one may look like several.
    pub fn customers(alike: &[&LookAlike]) -> usize {
        alike.iter().map(|alike| alike.line).collect::<std::collections::BTreeSet<u32>>().len()
    }
}

impl LookAlike {
    /// Whether it is one that somebody deleted, and no question of looks.
    pub const fn was_deleted(&self) -> bool {
        matches!(self.other, Other::Deleted(_))
    }
}

impl Becomes {
    /// All of them, for the test of the words.
    pub const ALL: [Becomes; 4] = [Becomes::Own, Becomes::This, Becomes::Another, Becomes::Left];

    /// The key of its words, and its name in JSON behind `alike-`.
    pub const fn words(self) -> &'static str {
        match self {
            Becomes::Own => "alike-own",
            Becomes::This => "alike-this",
            Becomes::Another => "alike-another",
            Becomes::Left => "alike-left",
        }
    }
}

/// What became of a user's or a territory's name in the file.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Naming {
    /// A user's: the customers are that one's.
    Owner,
    /// No user's: the customers are mine, the name is in their notes.
    NoUser,
    /// That of a territory of mine: the customers lie there.
    Territory,
    /// That of no territory: the name is in the notes.
    NoTerritory,
    /// That of a territory which is not mine: the customers lie in mine, the name is in their notes.
    NotMine,
    /// That of another territory than the one in which customers lie who are there already: they stay.
    Stays,
}

impl Naming {
    /// All of them, for the test of the words.
    pub const ALL: [Naming; 6] =
        [Naming::Owner, Naming::NoUser, Naming::Territory, Naming::NoTerritory, Naming::NotMine, Naming::Stays];

    /// The key of its words.
    pub const fn words(self) -> &'static str {
        match self {
            Naming::Owner => "named-owner",
            Naming::NoUser => "named-no-user",
            Naming::Territory => "named-territory",
            Naming::NoTerritory => "named-no-territory",
            Naming::NotMine => "named-not-mine",
            Naming::Stays => "named-stays",
        }
    }
}

/// Whom a customer of the file looks like.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Other {
    /// A customer that is there already.
    Known(Id),
    /// Another customer of the same file, on this line.
    InFile(u32),
    /// It is a customer or a contact that was here, and somebody deleted.
    Deleted(Id),
}

/// What two customers share.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Shared {
    /// The id in the program that both were imported from, and the name.
    Id,
    /// A telephone number.
    Phone,
    /// The name, but for its legal form or its town.
    Name,
    /// The address.
    Address,
    /// The page on the web.
    Website,
    /// An e-mail address.
    Email,
    /// A person who is known there.
    Contact,
}

impl Shared {
    /// All of them, for the test of the words.
    pub const ALL: [Shared; 7] =
        [Shared::Id, Shared::Phone, Shared::Name, Shared::Address, Shared::Website, Shared::Email, Shared::Contact];

    /// The key of its words.
    pub const fn words(self) -> &'static str {
        match self {
            Shared::Id => "shared-id",
            Shared::Phone => "shared-phone",
            Shared::Name => "shared-name",
            Shared::Address => "shared-address",
            Shared::Website => "shared-website",
            Shared::Email => "shared-email",
            Shared::Contact => "shared-contact",
        }
    }
}

/// Something noticed, with its line (0: the whole file).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Noted {
    /// The line.
    pub line: u32,
    /// What it was.
    pub what: What,
}

/// What can be noticed about a file or a row.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum What {
    /// While the bytes were read.
    Reading(TroubleKind),
    /// The headings are those of deals, not of customers.
    Deals,
    /// Not taken: nothing names the customer.
    NoName,
    /// A card without a company: its person is the customer, by this name.
    OwnCustomer(String),
    /// Not taken: it hangs on a customer of this id in the other program, and there is none.
    UnknownCustomer(String),
    /// Not taken: it looks like another, and look-alikes are to be left out.
    LooksLike(String),
    /// Not taken: somebody deleted this customer.
    Deleted(String),
    /// A contact that is not taken: somebody deleted it.
    DeletedContact(String),
    /// A cell, or a part of it, does not fit its field and went to the notes.
    Cell {
        /// The column's heading.
        heading: String,
        /// The field it should fill.
        target: Target,
        /// What was left.
        text: String,
        /// Why.
        flaw: Flaw,
    },
    /// The column's dates can be read in two ways; they were read with the day first.
    UncertainDates {
        /// The column's heading.
        heading: String,
    },
    /// A past visit lies in the future; it went to the notes.
    FutureVisit(NaiveDate),
    /// A next step was due long ago; it went to the notes.
    OldFollowUp(NaiveDate),
    /// A known customer has the same id in the other program, and nothing else in common; it was left alone.
    SameIdOtherCustomer {
        /// The id.
        id: String,
        /// The known customer's name.
        known: String,
    },
    /// A user or a territory is named, of so many customers.
    Named {
        /// The column's heading.
        heading: String,
        /// The name.
        text: String,
        /// What became of it.
        naming: Naming,
        /// How many customers.
        count: usize,
    },
}

impl What {
    /// Whether the row was not taken.
    pub fn is_refusal(&self) -> bool {
        matches!(self, What::NoName | What::UnknownCustomer(_) | What::LooksLike(_) | What::Deleted(_))
    }

    /// The key of its words; a report and JSON name it so too.
    pub fn words(&self) -> &'static str {
        match self {
            What::Reading(kind) => match kind {
                TroubleKind::ShortRow { .. } => "trouble-short-row",
                TroubleKind::LongRow { .. } => "trouble-long-row",
                TroubleKind::OpenQuote => "trouble-open-quote",
                TroubleKind::ReplacedCharacters { .. } => "trouble-replaced",
                TroubleKind::TitleLine { .. } => "trouble-title",
                TroubleKind::NoHeader => "trouble-no-header",
                TroubleKind::CellError { .. } => "trouble-cell-error",
                TroubleKind::NotReckoned { .. } => "trouble-not-reckoned",
                TroubleKind::OtherSheet { .. } => "trouble-other-sheet",
                TroubleKind::OpenCard => "trouble-open-card",
                TroubleKind::OutsideCards { .. } => "trouble-outside-cards",
                TroubleKind::CardPartLeftOut { .. } => "trouble-card-part",
            },
            What::Deals => "trouble-deals",
            What::NoName => "trouble-no-name",
            What::OwnCustomer(_) => "trouble-own-customer",
            What::UnknownCustomer(_) => "trouble-unknown-customer",
            What::LooksLike(_) => "trouble-looks-like",
            What::Deleted(_) => "trouble-deleted",
            What::DeletedContact(_) => "trouble-deleted-contact",
            What::Cell { heading, flaw: Flaw::TooLong, .. } if heading.is_empty() => "flaw-notes-too-long",
            What::Cell { flaw, .. } => flaw.words(),
            What::UncertainDates { .. } => "trouble-uncertain-dates",
            What::FutureVisit(_) => "trouble-future-visit",
            What::OldFollowUp(_) => "trouble-old-follow-up",
            What::SameIdOtherCustomer { .. } => "trouble-same-id",
            What::Named { naming, .. } => naming.words(),
        }
    }
}
