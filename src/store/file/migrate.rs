//! The book's shape: the migrations in `assets/migrations/client`, run by `upgrade`.
//!
//! Always holds: a migration that was released never changes (its checksum is compared), and none changes a synced value.

use std::path::PathBuf;

use refinery::Runner;
use rusqlite::Connection;

use super::profile::Profile;
use crate::store::error::StoreError;
use crate::upgrade::{self, Trouble};

mod embedded {
    refinery::embed_migrations!("assets/migrations/client");
}

/// The last of them, written down: to read their names compiles an expression, a tenth of what a command's start takes.
const LAST: i64 = 1;

/// The migrations of this version.
fn known() -> Runner {
    upgrade::together(embedded::migrations::runner())
}

/// The newest shape that this version knows.
pub(crate) fn newest() -> i64 {
    LAST + upgrade::next()
}

/// Each migration's version and checksum: what a database was shaped by, for whoever keeps made ones.
pub fn checksums() -> Vec<(i64, u64)> {
    let runner = embedded::migrations::runner();
    runner.get_migrations().iter().map(|one| (i64::from(one.version()), one.checksum())).collect()
}

/// The shape of an opened database; 0 while it has none.
pub(crate) fn shape(conn: &Connection) -> Result<i64, StoreError> {
    Ok(upgrade::shape(conn)?)
}

/// Brings the database to the newest shape. `profile`: where a copy is put aside first; the copy is what is returned.
pub(crate) fn run(conn: &mut Connection, profile: Option<&Profile>) -> Result<Option<PathBuf>, StoreError> {
    let copies = profile.map(Profile::backups);
    upgrade::run(conn, &known(), copies.as_deref()).map_err(|trouble| match trouble {
        Trouble::Database(error) => error.into(),
        Trouble::File { path, error } => StoreError::file(&path, &error),
        Trouble::Busy => StoreError::Busy,
        unfit @ (Trouble::Unfit(_) | Trouble::OtherVersion) => StoreError::NotUpgraded {
            path: conn.path().map(PathBuf::from).unwrap_or_default(),
            trouble: unfit.to_string(),
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_migration_is_the_one_that_is_written_down() {
        assert_eq!(upgrade::newest(&known()), newest());
    }
}
