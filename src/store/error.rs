//! What can go wrong with a profile, its key and its database: one kind each, so that a person reads the right words.
//!
//! Must not hold words for a person: those are in the locale files under [`StoreError::kind`].

use std::path::PathBuf;

use rusqlite::ErrorCode;

use crate::base::cause::Cause;
use crate::domain::deed::Refusal;
use crate::domain::failure::Failure;
use crate::domain::look::LookFailed;
use crate::sync::snapshot::SnapshotError;
use crate::upgrade;

/// Why the store could not do a thing. The transaction in which it came has not happened; what goes in several (a bulk, the making of an index, a
/// wiping, an erasure) may have done some of them, and goes on when it is called again.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is no profile in this folder yet.
    #[error("no profile in {0}")]
    NoProfile(PathBuf),
    /// There is one already, where a new one was asked for.
    #[error("there is a profile in {0} already")]
    ProfileThere(PathBuf),
    /// The key does not open the file.
    #[error("the key does not open {0}")]
    WrongKey(PathBuf),
    /// The passphrase does not open the key.
    #[error("the passphrase does not open the key")]
    WrongPassphrase,
    /// The recovery code is not the one of this profile.
    #[error("the recovery code is not the one of this profile")]
    WrongRecoveryCode,
    /// The recovery code has a slip of the pen in it: its check letters do not fit.
    #[error("the recovery code has a mistake in it")]
    MistypedRecoveryCode,
    /// The profile's key is wrapped by a passphrase, and none was given.
    #[error("a passphrase is needed")]
    NeedsPassphrase,
    /// The profile's key is in a file, and none was named.
    #[error("a key file is needed")]
    NeedsKeyFile,
    /// There is no keyring on this system, or it refuses.
    #[error("the keyring cannot be used: {0}")]
    NoKeyring(String),
    /// The keyring that has this profile's key is locked, or does not answer.
    #[error("the keyring that has the key cannot be opened: {0}")]
    KeyringShut(String),
    /// The keyring has no key for this profile (any more).
    #[error("the keyring does not have the key of this profile")]
    KeyGone,
    /// A file with a key does not hold 32 bytes as hexadecimal digits or base64.
    #[error("{0} does not hold a key")]
    BadKeyFile(PathBuf),
    /// The file is no database of Rounds.
    #[error("{0} is not a database of Rounds")]
    Foreign(PathBuf),
    /// The file is damaged or cut off.
    #[error("{path} is damaged: {trouble}")]
    Damaged {
        /// Which.
        path: PathBuf,
        /// What the database says.
        trouble: String,
    },
    /// There was a book, and its file is empty or gone.
    #[error("{0} is empty or gone")]
    Lost(PathBuf),
    /// The file was written by a newer version of Rounds.
    #[error("{path} was written by a newer version (shape {found}; this one knows {known})")]
    Newer {
        /// Which.
        path: PathBuf,
        /// Its shape.
        found: i64,
        /// The newest shape that this version knows.
        known: i64,
    },
    /// The file was written by an older version, and nobody has brought it to this one's shape yet.
    #[error("{0} was written by an older version")]
    Older(PathBuf),
    /// The file could not be brought to this version's shape; it is as it was.
    #[error("{path} cannot be upgraded: {trouble}")]
    NotUpgraded {
        /// Which.
        path: PathBuf,
        /// What the database says.
        trouble: String,
    },
    /// The folder or the file cannot be written.
    #[error("{0} cannot be written")]
    ReadOnly(PathBuf),
    /// No room on the disk.
    #[error("the disk is full")]
    DiskFull,
    /// Another process has held the database for longer than one waits.
    #[error("another program holds the database")]
    Busy,
    /// Another process is syncing this profile.
    #[error("another program is syncing this profile")]
    Syncing,
    /// A file could not be read or written.
    #[error("{path}: {cause:?}")]
    File {
        /// Which.
        path: PathBuf,
        /// Why the system would not.
        cause: Cause,
    },
    /// A text is longer than any field holds.
    #[error("{field} has {bytes} bytes; {most} is the most")]
    TooLong {
        /// The field's name.
        field: &'static str,
        /// How many it has.
        bytes: usize,
        /// How many it may have.
        most: usize,
    },
    /// An act names an entity or a field that this version does not know.
    #[error("entity {entity} has no field {field}")]
    Unknown {
        /// The entity's number.
        entity: u16,
        /// The field's number.
        field: u16,
    },
    /// The rules refuse the deed.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// A snapshot's file is not what it was called: it is dropped, and asked for anew.
    #[error(transparent)]
    Snapshot(#[from] SnapshotError),
    /// The database says something else.
    #[error("the database: {0}")]
    Database(String),
}

/// Where copies made before upgrades lie, beside the database.
pub(super) const BACKUPS: &str = "backups";

impl StoreError {
    /// The key of its words in the locale files, less the prefix `store-`.
    pub fn kind(&self) -> &'static str {
        match self {
            StoreError::NoProfile(_) => "no-profile",
            StoreError::ProfileThere(_) => "profile-there",
            StoreError::WrongKey(_) => "wrong-key",
            StoreError::WrongPassphrase => "wrong-passphrase",
            StoreError::WrongRecoveryCode => "wrong-recovery-code",
            StoreError::MistypedRecoveryCode => "mistyped-recovery-code",
            StoreError::NeedsPassphrase => "needs-passphrase",
            StoreError::NeedsKeyFile => "needs-key-file",
            StoreError::NoKeyring(_) => "no-keyring",
            StoreError::KeyringShut(_) => "keyring-shut",
            StoreError::KeyGone => "key-gone",
            StoreError::BadKeyFile(_) => "bad-key-file",
            StoreError::Foreign(_) => "foreign",
            StoreError::Damaged { .. } => "damaged",
            StoreError::Lost(_) => "lost",
            StoreError::Newer { .. } => "newer",
            StoreError::Older(_) => "older",
            StoreError::NotUpgraded { .. } => "not-upgraded",
            StoreError::ReadOnly(_) => "read-only",
            StoreError::DiskFull => "disk-full",
            StoreError::Busy => "busy",
            StoreError::Syncing => "syncing",
            StoreError::File { .. } => "file",
            StoreError::TooLong { .. } => "too-long",
            StoreError::Unknown { .. } => "unknown",
            StoreError::Refused(_) => "refused",
            StoreError::Database(_) | StoreError::Snapshot(_) => "database",
        }
    }

    /// Every kind, for the test that each has its words.
    pub const KINDS: [&'static str; 27] = [
        "no-profile",
        "profile-there",
        "wrong-key",
        "wrong-passphrase",
        "wrong-recovery-code",
        "mistyped-recovery-code",
        "needs-passphrase",
        "needs-key-file",
        "no-keyring",
        "keyring-shut",
        "key-gone",
        "bad-key-file",
        "foreign",
        "damaged",
        "lost",
        "newer",
        "older",
        "not-upgraded",
        "read-only",
        "disk-full",
        "busy",
        "syncing",
        "file",
        "too-long",
        "unknown",
        "refused",
        "database",
    ];

    /// From what the system says of a file.
    pub(crate) fn file(path: &std::path::Path, error: &std::io::Error) -> StoreError {
        match error.kind() {
            std::io::ErrorKind::ReadOnlyFilesystem | std::io::ErrorKind::PermissionDenied => {
                StoreError::ReadOnly(path.to_path_buf())
            }
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => StoreError::DiskFull,
            _ => StoreError::File { path: path.to_path_buf(), cause: error.into() },
        }
    }

    /// What a person reads of it; of a refusal, that something is refused.
    pub fn failure(&self) -> Failure {
        let said = Failure::new(format!("store-{}", self.kind()), "");
        match self {
            StoreError::NoProfile(path)
            | StoreError::ProfileThere(path)
            | StoreError::WrongKey(path)
            | StoreError::BadKeyFile(path)
            | StoreError::Foreign(path)
            | StoreError::Lost(path)
            | StoreError::ReadOnly(path)
            | StoreError::Older(path)
            | StoreError::NotUpgraded { path, .. }
            | StoreError::Newer { path, .. } => said.at(path),
            StoreError::Damaged { path, .. } => {
                let copies = path.parent().is_some_and(|home| home.join(BACKUPS).exists());
                let words = if copies { said.words } else { "store-damaged-no-copy".to_owned() };
                Failure { words, ..said }.at(path)
            }
            StoreError::File { path, cause } => Failure { cause: Some(cause.clone()), ..said.at(path) },
            StoreError::NoKeyring(what) | StoreError::KeyringShut(what) => said.named(what),
            StoreError::TooLong { most, .. } => said.named(most.to_string()),
            StoreError::Database(text) => Failure { cause: Some(Cause::Other(text.clone())), ..said },
            StoreError::Snapshot(error) => Failure { cause: Some(Cause::Other(error.to_string())), ..said },
            other => said.named(other.to_string()),
        }
    }

    /// With the path filled in where the database's words left it out.
    pub(crate) fn at(self, path: &std::path::Path) -> StoreError {
        match self {
            StoreError::ReadOnly(p) if p.as_os_str().is_empty() => StoreError::ReadOnly(path.to_path_buf()),
            StoreError::Foreign(p) if p.as_os_str().is_empty() => StoreError::Foreign(path.to_path_buf()),
            StoreError::Damaged { path: p, trouble } if p.as_os_str().is_empty() => {
                StoreError::Damaged { path: path.to_path_buf(), trouble }
            }
            StoreError::File { path: p, cause } if p.as_os_str().is_empty() => {
                StoreError::File { path: path.to_path_buf(), cause }
            }
            other => other,
        }
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> StoreError {
        match error.sqlite_error_code() {
            _ if upgrade::is_full(&error) => StoreError::DiskFull,
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied | ErrorCode::CannotOpen) => {
                StoreError::ReadOnly(PathBuf::new())
            }
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => StoreError::Busy,
            Some(ErrorCode::NotADatabase) => StoreError::Foreign(PathBuf::new()),
            Some(ErrorCode::DatabaseCorrupt) => {
                StoreError::Damaged { path: PathBuf::new(), trouble: error.to_string() }
            }
            Some(ErrorCode::SystemIoFailure) => StoreError::File { path: PathBuf::new(), cause: Cause::Disk },
            Some(ErrorCode::OutOfMemory) => StoreError::File { path: PathBuf::new(), cause: Cause::NoMemory },
            _ => StoreError::Database(error.to_string()),
        }
    }
}

impl From<StoreError> for Cause {
    fn from(error: StoreError) -> Cause {
        match error {
            StoreError::DiskFull => Cause::Full,
            StoreError::ReadOnly(_) => Cause::Forbidden,
            StoreError::Busy => Cause::InUse,
            StoreError::File { cause, .. } => cause,
            StoreError::Database(text) => Cause::Other(text),
            other => Cause::Other(other.to_string()),
        }
    }
}

impl From<LookFailed> for StoreError {
    fn from(failed: LookFailed) -> StoreError {
        match failed.0 {
            Cause::Full => StoreError::DiskFull,
            Cause::Forbidden => StoreError::ReadOnly(PathBuf::new()),
            Cause::InUse => StoreError::Busy,
            Cause::Other(text) => StoreError::Database(text),
            cause => StoreError::File { path: PathBuf::new(), cause },
        }
    }
}
