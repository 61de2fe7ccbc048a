//! Who this profile's person is: the enrolled user, or "me" before there is a company's server (SYNC.md, Words).

use rusqlite::{Connection, OptionalExtension};

use super::error::StoreError;
use super::record::columns::id_at;
use crate::base::id::Id;

/// Me, and where my new customers lie.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Me {
    /// The user.
    pub user: Id,
    /// The territory.
    pub territory: Id,
}

impl Me {
    /// Before enrolment: records belong to `me` and lie in the territory `local`.
    pub fn local() -> Me {
        Me { user: Id::derived(&[b"user", b"me"]), territory: Id::derived(&[b"territory", b"local"]) }
    }

    pub(crate) fn of(conn: &Connection) -> Result<Me, StoreError> {
        let enrolled = conn
            .prepare_cached("SELECT user, territory FROM enrolment")?
            .query_row([], |row| Ok(id_at(row, 0)?.zip(id_at(row, 1)?)))
            .optional()?
            .flatten();
        Ok(enrolled.map_or_else(Me::local, |(user, territory)| Me { user, territory }))
    }
}
