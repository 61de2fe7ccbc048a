//! What was understood of a line, thing by thing: for a screen to show in full before Enter.
//!
//! It must not decide anything: the reading does.

use std::ops::Range;

use crate::base::clock::Moment;
use crate::base::id::Id;
use crate::base::money::Money;
use crate::domain::deed::{LogKind, NewPerson, Promise, Slot};
use crate::domain::heard::{Payment, Wanted};
use crate::schema::{Direction, Reason, TouchOutcome, VisitOutcome};

/// Something that was understood, for the screen to show in full before Enter.
#[derive(Clone, PartialEq, Debug)]
pub struct Chip {
    /// Where in the line it was said; none: taken from elsewhere, or guessed.
    pub range: Option<Range<usize>>,
    /// What.
    pub what: Understood,
}

/// What was understood.
#[derive(Clone, PartialEq, Debug)]
pub enum Understood {
    /// The customer, certain or chosen.
    Account {
        /// Which.
        id: Id,
        /// Its name.
        name: String,
        /// Street and city: what tells twins apart.
        street: String,
    },
    /// A new customer of this name.
    New(String),
    /// So many fit; it is unfiled until a person picks.
    Several(usize),
    /// It begins nearly like this customer's name: unfiled until a person picks.
    Near(String),
    /// It may be about this customer, with which it was opened, or about another that its first words name: unfiled until a person picks.
    Doubt(String),
    /// No customer is known: unfiled.
    Unfiled,
    /// How it was, and who began a call or a message, where the words say that.
    Kind(LogKind, Option<Direction>),
    /// It was a visit that came to nothing, for this reason, and the line tells of nothing else: it is kept as not done.
    NotDone(Reason),
    /// When it was.
    Time {
        /// When it began.
        started: Moment,
        /// When it ended.
        ended: Moment,
        /// The words say it; else it is a guess.
        said: bool,
        /// The words say the day alone.
        day_only: bool,
    },
    /// What came of a visit.
    Outcome(VisitOutcome),
    /// Whether somebody was reached.
    Reached(TouchOutcome),
    /// A promise.
    Promise {
        /// Who, what, by when.
        promise: Promise,
        /// What else the words for the date could mean.
        other: Option<Slot>,
        /// They could since nobody has said yet what `next fri` means.
        next: bool,
    },
    /// An objection or a free word.
    Tag(String),
    /// A competitor.
    Competitor(String),
    /// A product, with how many.
    Product(Wanted),
    /// What it may be worth.
    Amount(Money),
    /// How likely it is, in per cent.
    Chance(u8),
    /// Money that they promised.
    Payment(Payment),
    /// Somebody of the customer who was met.
    Met {
        /// The contact.
        id: Id,
        /// The name.
        name: String,
    },
    /// Somebody new, who becomes a contact.
    NewPerson(NewPerson),
    /// The next visit.
    Next {
        /// When.
        slot: Slot,
        /// How often the customer is seen, in days, where the day comes from that; else the words say it.
        every: Option<i64>,
    },
}

impl Understood {
    /// Whether it says whose the line is, or that nobody can say.
    pub const fn says_whose(&self) -> bool {
        self.order() == 0
    }

    /// In which order a person reads what was understood: whose, how, when, what came of it, who was met, what was heard, what was promised, when next.
    pub const fn order(&self) -> u8 {
        match self {
            Understood::Account { .. }
            | Understood::New(_)
            | Understood::Several(_)
            | Understood::Near(_)
            | Understood::Doubt(_)
            | Understood::Unfiled => 0,
            Understood::Kind(..) | Understood::NotDone(_) => 1,
            Understood::Time { .. } => 2,
            Understood::Outcome(_) | Understood::Reached(_) => 3,
            Understood::Met { .. } | Understood::NewPerson(_) => 4,
            Understood::Tag(_) | Understood::Competitor(_) | Understood::Product(_) => 5,
            Understood::Amount(_) | Understood::Chance(_) => 6,
            Understood::Payment(_) => 7,
            Understood::Promise { .. } => 8,
            Understood::Next { .. } => 9,
        }
    }
}
