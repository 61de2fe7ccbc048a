//! The touch: a contact that was no visit.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::declare::{choices, entity};
use super::field::{Class, Search, Stream};
use crate::base::clock::Moment;
use crate::base::id::Id;
use crate::base::money::Money;

choices! {
    /// By what way.
    TouchKind {
        /// A telephone call.
        Call = "call",
        /// An e-mail.
        Email = "email",
        /// WeChat, LINE, WhatsApp, a text message.
        Chat = "chat",
        /// A letter.
        Letter = "letter",
    }
}

choices! {
    /// Who began.
    Direction {
        /// We did.
        Out = "out",
        /// They did.
        In = "in",
    }
}

choices! {
    /// Whether somebody was reached.
    TouchOutcome {
        /// Spoke with somebody, or they read it.
        Reached = "reached",
        /// Nobody answered.
        NoAnswer = "no_answer",
        /// A message was left.
        Message = "message",
        /// They ordered.
        Order = "order",
    }
}

entity! {
    /// A call, an e-mail, a chat or a letter. Without a customer it is an unfiled log.
    Touch, TOUCH = 4 "touch" in Stream::Parent { field: "account" }, Class::Entry; {
        /// The customer; empty while the log is unfiled.
        account: Option<Id> = 1 .target("account") .list(2, 28, 0) .form(1);
        /// The rep who had it.
        owner: Option<Id> = 2 .target("user") .filter();
        /// By what way.
        kind: Option<TouchKind> = 3 .required() .list(3, 8, 0) .form(2) .filter();
        /// Who began.
        direction: Option<Direction> = 4 .form(4);
        /// When.
        at: Option<Moment> = 5 .required() .list(1, 16, 0) .form(3);
        /// The workday in which it lies.
        day: Option<NaiveDate> = 6 .filter();
        /// The people reached.
        contacts: BTreeSet<Id> = 7 .target("contact") .form(5);
        /// What was said.
        notes: String = 8 .long() .list(4, 40, 50) .form(6) .search(Search::Words);
        /// Whether somebody was reached.
        outcome: Option<TouchOutcome> = 9 .form(7) .filter();
        /// How long it took.
        minutes: Option<i64> = 10 .form(8);
        /// The line as it was typed.
        words: String = 11 .long();
        /// When it was logged.
        logged_at: Option<Moment> = 12;
        /// Free words to group by.
        tags: BTreeSet<String> = 13 .limit(100) .form(9) .search(Search::Words) .filter();
        /// Competitors that were named.
        competitors: BTreeSet<String> = 14 .limit(100) .form(10) .search(Search::Words) .filter();
        /// Products they asked for or took, with how many: one a line, such as `sample × 3 boxes`.
        products: BTreeSet<String> = 15 .limit(200) .form(11) .search(Search::Words);
        /// What it may be worth.
        amount: Option<Money> = 16 .form(12);
        /// How likely it is, in per cent.
        chance: Option<i64> = 17 .limit(100) .form(13);
        /// Money they promised: one a line, by when, how much and what for, such as `2026-11-30 20000`.
        payments: BTreeSet<String> = 18 .limit(200) .form(14);
    }
}
