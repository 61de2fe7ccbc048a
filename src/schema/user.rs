//! Who works with Rounds, and the territories that decide who sees what.

use std::collections::BTreeSet;

use super::declare::{choices, entity};
use super::field::{Class, Search, Stream};
use crate::base::id::Id;

choices! {
    /// What a user may do.
    Role {
        /// Works with the customers of his territories.
        Rep = "rep",
        /// Sees the figures, moves customers, sets targets.
        Manager = "manager",
        /// Runs the company's server.
        Admin = "admin",
    }
}

entity! {
    /// The unit of who sees what; an account lies in one.
    Territory, TERRITORY = 6 "territory" in Stream::Global, Class::Record; {
        /// Its name.
        name: String = 1 .required() .limit(200) .list(1, 30, 0) .form(1) .search(Search::Name) .import(&["territory", "片区", "责任区", "責任區"]);
        /// After how many minutes without a key a screen there shuts.
        lock_after: Option<i64> = 2 .limit(240) .list(2, 12, 0);
    }
}

entity! {
    /// A person who works with Rounds.
    User, USER = 7 "user" in Stream::Global, Class::Record; {
        /// The name.
        name: String = 1 .required() .limit(200) .list(1, 24, 0) .form(1) .search(Search::Name);
        /// What the user may do.
        roles: BTreeSet<String> = 2 .limit(20) .list(2, 12, 0);
        /// Whose customers the user sees.
        territories: BTreeSet<Id> = 3 .target("territory") .list(3, 24, 0);
        /// The e-mail address.
        email: String = 4 .limit(320) .form(2);
        /// Has left.
        retired: bool = 5;
    }
}
