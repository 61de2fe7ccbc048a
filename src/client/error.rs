//! Why a sync did not go through: each kind has its words, and none of them loses anything.

use super::distrust::Distrust;
use crate::base::cause::Cause;
use crate::domain::failure::Failure;
use crate::store::StoreError;

/// Why a sync did not go through.
#[derive(Debug, thiserror::Error)]
pub enum SyncError {
    /// This profile belongs to no company yet.
    #[error("this profile is not enrolled")]
    NotEnrolled,
    /// There is no connection, or it broke. Everything waits, and goes by itself.
    #[error("offline: {0:?}")]
    Offline(Cause),
    /// The server shows a certificate that nobody vouches for whom this laptop trusts: another's, an expired one, the company's own.
    #[error("the server's certificate is not trusted: {0:?}")]
    Untrusted(Distrust),
    /// Something answered that is no Rounds server: a hotel's login page.
    #[error("not the company's server answered, but a web page (a network's login page?)")]
    Captive,
    /// The server does not know this laptop's token (any more).
    #[error("the server does not know this laptop")]
    Refused,
    /// The server is busy or being served; it said when to come again.
    #[error("the server asks to come again later")]
    Later {
        /// In so many seconds, where it said so.
        seconds: Option<u64>,
    },
    /// Something is wrong at the server: its admin puts it right, and then all goes by itself.
    #[error("something went wrong at the server: {0}")]
    ServerTrouble(String),
    /// The server's disk is full: what waits, waits until its admin has made room.
    #[error("the server's disk is full")]
    ServerFull,
    /// Somebody on the way takes no message of this size.
    #[error("the message was too large for somebody on the way")]
    TooLarge,
    /// The server speaks an older protocol than this version can.
    #[error("the server is older than this version can speak with")]
    ServerTooOld,
    /// This version is too old for the server; what waited was handed over.
    #[error("this version is too old for the server; what waited was handed over")]
    TooOld,
    /// The laptop was taken away from its rep: what waited was handed over.
    #[error("this laptop was taken away by the admin")]
    Revoked,
    /// The company says that this laptop's user has left: what waited was handed over, and nothing is given.
    #[error("the company says that the user of this laptop has left")]
    Left,
    /// What the server said cannot be understood.
    #[error("the server's answer cannot be understood: {0}")]
    Malformed(String),
    /// The book could not be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl SyncError {
    /// The key of its words in the locale files, less the prefix `sync-`.
    pub fn kind(&self) -> &'static str {
        match self {
            SyncError::NotEnrolled => "not-enrolled",
            SyncError::Offline(_) => "offline",
            SyncError::Untrusted(distrust) => distrust.kind(),
            SyncError::Captive => "captive",
            SyncError::Refused => "refused",
            SyncError::Later { .. } => "later",
            SyncError::ServerTrouble(_) => "server-trouble",
            SyncError::ServerFull => "server-full",
            SyncError::TooLarge => "too-large",
            SyncError::ServerTooOld => "server-too-old",
            SyncError::TooOld => "too-old",
            SyncError::Revoked => "revoked",
            SyncError::Left => "left",
            SyncError::Malformed(_) => "malformed",
            SyncError::Store(_) => "store",
        }
    }

    /// What a person reads of it.
    pub fn failure(&self) -> Failure {
        let said = Failure::new(format!("sync-{}", self.kind()), "");
        match self {
            SyncError::Store(error) => error.failure(),
            SyncError::Malformed(what) | SyncError::ServerTrouble(what) => said.named(what),
            SyncError::Untrusted(distrust) => distrust.failure(),
            SyncError::Offline(cause) => Failure { cause: Some(cause.clone()), ..said },
            _ => said,
        }
    }

    /// Every kind that has words of its own, for the test that they are there; the book's trouble has the store's.
    pub const KINDS: [&'static str; 13] = [
        "server-trouble",
        "server-full",
        "not-enrolled",
        "offline",
        "captive",
        "refused",
        "later",
        "too-large",
        "server-too-old",
        "too-old",
        "revoked",
        "left",
        "malformed",
    ];

    /// Whether it is the ordinary want of a connection, of which nobody needs to be told loudly.
    pub fn is_offline(&self) -> bool {
        matches!(
            self,
            SyncError::Offline(_)
                | SyncError::Untrusted(_)
                | SyncError::Captive
                | SyncError::Later { .. }
                | SyncError::ServerTrouble(_)
                | SyncError::ServerFull
        )
    }
}
