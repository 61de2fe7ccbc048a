//! What went wrong underneath, as the key of its words and what they name.

use crate::client::SyncError;
use crate::domain::deed::Refusal;
use crate::store::StoreError;
use crate::tui::message::Trouble;

/// The key of a store error's words, and what is to be named in them as `what`.
pub fn of_store(error: &StoreError) -> (String, String) {
    let what = match error {
        StoreError::NoProfile(path)
        | StoreError::ProfileThere(path)
        | StoreError::WrongKey(path)
        | StoreError::BadKeyFile(path)
        | StoreError::Foreign(path)
        | StoreError::ReadOnly(path) => path.display().to_string(),
        StoreError::Damaged { path, trouble } | StoreError::File { path, trouble } => {
            format!("{}: {trouble}", path.display())
        }
        StoreError::Newer { path, .. } => path.display().to_string(),
        StoreError::NoKeyring(what) | StoreError::KeyringShut(what) => what.clone(),
        StoreError::TooLong { most, .. } => most.to_string(),
        other => other.to_string(),
    };
    (format!("store-{}", error.kind()), what)
}

/// For the screen.
pub fn of_store_for_screen(error: StoreError) -> Trouble {
    match error {
        StoreError::Refused(refusal) => Trouble::Refused(refusal),
        StoreError::NoProfile(_) => Trouble::Refused(Refusal::Gone),
        error => {
            let (words, what) = of_store(&error);
            Trouble::Failed { words, what }
        }
    }
}

/// Why a sync did not go through, for the screen: what is to be done there is said, not a command of the shell.
pub fn of_sync_for_screen(error: &SyncError) -> Trouble {
    let words = match error {
        SyncError::Store(store) => {
            let (words, what) = of_store(store);
            return Trouble::Failed { words, what };
        }
        SyncError::NotEnrolled => "sync-how-to-connect".to_string(),
        SyncError::Refused => "sync-refused-here".to_string(),
        error => format!("sync-{}", error.kind()),
    };
    Trouble::Failed { words, what: error.to_string() }
}
