//! What can go wrong at the central endpoint.

use crate::base::id::Id;
use crate::sync::StreamId;

/// What the storage underneath says: a full disk, a damaged file, a lost connection. Nothing of the transaction was kept.
#[derive(Debug, thiserror::Error)]
#[error("the storage failed: {0}")]
pub struct StorageError(pub String);

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
    #[error("{0}")]
    Start(String),
}
