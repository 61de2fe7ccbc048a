//! What can go wrong at the central endpoint.
//!
//! The words for a person are in the locale files under [`ServerError::KINDS`]; what stands here is for the log, and for whoever starts the server.

use std::path::Path;

use crate::base::cause::Cause;
use crate::base::id::Id;
use crate::domain::failure::Failure;
use crate::sync::StreamId;

/// What the storage underneath says. Nothing of the transaction was kept. What is named is the file, where it is known.
#[derive(Debug, thiserror::Error)]
pub enum StorageError {
    /// A full disk, another program, a lost connection.
    #[error("the storage {what} failed: {cause:?}")]
    Failed {
        /// The file.
        what: String,
        /// Why.
        cause: Cause,
    },
    /// The file is no company of Rounds.
    #[error("{0} is not a database of Rounds")]
    Foreign(String),
    /// The file is damaged.
    #[error("the storage {0} is damaged")]
    Damaged(String),
    /// The file has what another version put there.
    #[error("the storage {0} was written by another version")]
    OtherVersion(String),
    /// The file could not be brought to this version's shape; it is as it was.
    #[error("the storage {what} cannot be upgraded: {text}")]
    NotUpgraded {
        /// The file.
        what: String,
        /// What the database says.
        text: String,
    },
}

impl StorageError {
    /// Something that cannot be packed or read.
    pub(super) fn other(text: impl Into<String>) -> StorageError {
        StorageError::Failed { what: String::new(), cause: Cause::Other(text.into()) }
    }

    /// This, of a file.
    pub(super) fn at(self, file: &Path) -> StorageError {
        let file = file.display().to_string();
        match self {
            StorageError::Failed { cause, .. } => StorageError::Failed { what: file, cause },
            StorageError::Foreign(_) => StorageError::Foreign(file),
            StorageError::Damaged(_) => StorageError::Damaged(file),
            StorageError::OtherVersion(_) => StorageError::OtherVersion(file),
            StorageError::NotUpgraded { text, .. } => StorageError::NotUpgraded { what: file, text },
        }
    }
}

/// Why the server cannot do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum ServerError {
    /// The storage failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// The request names things that are not in it.
    #[error("the request cannot be understood")]
    Malformed,
    /// The enrolment code is wrong, used or too old.
    #[error("the enrolment code is wrong, was used, or is too old")]
    BadCode,
    /// The user has left, and gets no laptop.
    #[error("{0} has left; say that he is back first: rounds admin user set {0:?} --back")]
    Left(String),
    /// There is a territory or a user of this name already.
    #[error("there is already one named {0}")]
    Taken(String),
    /// There is no territory or user of this name.
    #[error("there is none named {0}")]
    Unknown(String),
    /// A laptop needs a file of this stream, which is to be made before it is answered; nothing of its request was kept.
    #[error("there is no snapshot of {0} yet")]
    Lacks(StreamId),
    /// The record cannot be read.
    #[error("the record {0} cannot be read")]
    Damaged(Id),
    /// The endpoint cannot listen, or its files cannot be opened.
    #[error("it cannot start: {0:?}")]
    Start(Failure),
}

impl ServerError {
    /// The keys of its words in the locale files, for the test that each is there.
    pub const KINDS: [&'static str; 21] = [
        "full",
        "failed",
        "foreign",
        "damaged",
        "other-version",
        "not-upgraded",
        "malformed",
        "bad-code",
        "left",
        "taken",
        "unknown",
        "lacks",
        "record-damaged",
        "no-home",
        "no-address",
        "tls-unreadable",
        "tls-no-certificate",
        "tls-no-key",
        "tls-other-key",
        "tls-bad",
        "plain",
    ];

    /// What a person reads of it.
    pub fn failure(&self) -> Failure {
        match self {
            ServerError::Storage(StorageError::Failed { what, cause: Cause::Full }) => {
                Failure::new("server-full", what)
            }
            ServerError::Storage(StorageError::Failed { what, cause }) => {
                Failure::by("server-failed", cause.clone()).named(what)
            }
            ServerError::Storage(StorageError::Foreign(file)) => Failure::new("server-foreign", file),
            ServerError::Storage(StorageError::Damaged(file)) => Failure::new("server-damaged", file),
            ServerError::Storage(StorageError::OtherVersion(file)) => Failure::new("server-other-version", file),
            ServerError::Storage(StorageError::NotUpgraded { what, .. }) => Failure::new("server-not-upgraded", what),
            ServerError::Malformed => Failure::new("server-malformed", ""),
            ServerError::BadCode => Failure::new("server-bad-code", ""),
            ServerError::Left(name) => Failure::new("server-left", name),
            ServerError::Taken(name) => Failure::new("server-taken", name),
            ServerError::Unknown(name) => Failure::new("server-unknown", name),
            ServerError::Lacks(stream) => Failure::new("server-lacks", stream.to_string()),
            ServerError::Damaged(record) => Failure::new("server-record-damaged", record.to_string()),
            ServerError::Start(failure) => failure.clone(),
        }
    }
}
