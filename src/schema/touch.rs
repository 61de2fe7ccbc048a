//! The touch: a contact that was no visit.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::declare::{choices, entity};
use super::field::{Class, Search, Stream};
use crate::base::clock::Moment;
use crate::base::id::Id;

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
        tags: BTreeSet<String> = 13 .limit(100) .filter();
    }
}
