//! What went wrong underneath, for the screen.

use crate::client::SyncError;
use crate::domain::deed::Refusal;
use crate::domain::failure::Failure;
use crate::store::StoreError;
use crate::tui::message::Trouble;

/// What went wrong with the book.
pub fn of_store_for_screen(error: StoreError) -> Trouble {
    match error {
        StoreError::Refused(refusal) => Trouble::Refused(refusal),
        StoreError::NoProfile(_) => Trouble::Refused(Refusal::Gone),
        error => Trouble::Failed(error.failure()),
    }
}

/// Why a sync did not go through: what is to be done on the screen is said, not a command of the shell.
pub fn of_sync_for_screen(error: &SyncError) -> Trouble {
    Trouble::Failed(sync_failure(error))
}

/// The same, for where nothing is refused.
pub fn sync_failure(error: &SyncError) -> Failure {
    let words = match error {
        SyncError::NotEnrolled => "sync-how-to-connect",
        SyncError::Refused => "sync-refused-here",
        error => return error.failure(),
    };
    Failure::new(words, "")
}
