//! The conflict record: a value that lost to another without either knowing of the other, kept and shown.

use super::declare::{choices, entity};
use super::field::{Class, MOST_JSON, Stream};
use crate::base::clock::Moment;
use crate::base::id::Id;

choices! {
    /// The rule by which one value won.
    ConflictRule {
        /// The later effective stamp.
        Later = "later",
        /// The server's value of a guarded field stayed.
        Guarded = "guarded",
        /// An edit beat a deletion.
        EditOverDelete = "edit_over_delete",
        /// A returned value lost to one that does not name it.
        Returned = "returned",
        /// Both sides held the same version with different bytes; the side whose change log agrees was right.
        Repaired = "repaired",
        /// The server could not take it: its author may not write there.
        Parked = "parked",
    }
}

choices! {
    /// Whether a person has decided.
    ConflictState {
        /// Not yet.
        Open = "open",
        /// The value that won stays.
        KeptWinner = "kept_winner",
        /// The value that lost was brought back.
        BroughtBack = "brought_back",
        /// A third value was set.
        Replaced = "replaced",
    }
}

entity! {
    /// A value that lost, with all that is needed to decide again. Written by the server alone.
    Conflict, CONFLICT = 8 "conflict" in Stream::Parent { field: "account" }, Class::Written; {
        /// The account whose people see it; empty where the record hangs on none.
        account: Option<Id> = 1 .target("account");
        /// The user who sees it where there is no account.
        owner: Option<Id> = 2 .target("user");
        /// The number of the entity.
        entity: Option<i64> = 3 .required();
        /// The record.
        record: Option<Id> = 4 .required();
        /// The number of the field; 0 is the record itself.
        field: Option<i64> = 5 .required();
        /// The element, where the field is a set.
        element: String = 6;
        /// The value before both, as JSON.
        base: String = 7 .limit(MOST_JSON);
        /// The value that won, as JSON.
        won: String = 8 .limit(MOST_JSON);
        /// The value that lost, as JSON.
        lost: String = 9 .limit(MOST_JSON);
        /// Who set the value that won.
        won_by: Option<Id> = 10 .target("user");
        /// Who set the value that lost.
        lost_by: Option<Id> = 11 .target("user");
        /// When the one that won was set (its effective stamp).
        won_at: Option<Moment> = 12;
        /// When the one that lost was set (its effective stamp).
        lost_at: Option<Moment> = 13;
        /// The rule by which it won.
        rule: Option<ConflictRule> = 14;
        /// Whether a person has decided.
        state: Option<ConflictState> = 15 .required();
        /// Who decided.
        resolved_by: Option<Id> = 16 .target("user");
    }
}

impl Conflict {
    /// Whether nobody set the value that lost: a damaged disk made it of the version that stands, so both sides are of one author and one time.
    pub fn made_by_a_disk(&self) -> bool {
        let at = |at: Option<Moment>| at.unwrap_or_default();
        self.rule == Some(ConflictRule::Repaired) && (self.lost_by, at(self.lost_at)) == (self.won_by, at(self.won_at))
    }
}
