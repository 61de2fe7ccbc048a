//! A byte that changed under what only helps to find the rows: it is built anew, and what stood still for it goes on.
//!
//! Always holds: no row is changed here; a storage in which nothing could be built anew is not looked through again within the hour, for that takes
//! as long as it is large.

use crate::base::clock::Moment;
use crate::server::core::Core;
use crate::server::error::{ServerError, StorageError};
use crate::server::storage::Storage;

/// After a look that found nothing to build anew there is none for so long.
const HOUR: i64 = 3_600_000;

impl Core {
    /// Builds anew what only helps to find the rows and does not fit them any more: the tables of which something was.
    pub fn mend(&mut self, storage: &mut dyn Storage) -> Result<Vec<String>, ServerError> {
        let tables = storage.mend()?;
        if !tables.is_empty() {
            tracing::warn!(tables = tables.join(", "), "indexes did not fit their rows, and were built anew");
        }
        Ok(tables)
    }

    /// Whether what failed so may be tried again, for something was built anew.
    pub fn mends(&mut self, storage: &mut dyn Storage, error: &ServerError, now: Moment) -> bool {
        let lately = self.looked.is_some_and(|at| at <= now && now.millis() - at.millis() < HOUR);
        if lately || !matches!(error, ServerError::Storage(StorageError::Damaged(_))) {
            return false;
        }
        let mended = self.mend(storage).is_ok_and(|tables| !tables.is_empty());
        self.looked = Some(now).filter(|_| !mended);
        mended
    }
}
