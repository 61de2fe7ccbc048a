//! The laptop's book: an encrypted SQLite file that one writer changes and any number read. The only client code that knows
//! the database.
//!
//! The way of a deed: [`Writer::perform`] begins a transaction, the rules (`domain`) look at the rows (`look`) and make an act,
//! `capture` writes each record through the `pen` (row, versions, names, words, kept figures) and queues the outgoing change,
//! and the commit is on the disk before it returns. The way of a question: [`Reader::answer`] (`answer`).
//! Sync applies what arrives through the same `pen` (`sync`).

mod answer;
mod drafts;
mod dump;
mod error;
mod faulty;
mod file;
mod me;
mod own;
mod reader;
mod record;
mod said;
mod search;
mod sync;
mod windows;
mod write;

pub use answer::Search;
pub use error::StoreError;
pub use file::key::{FirstStart, Keep, Kept, Lock, RecoveryCode, ScreenLock, TRIES, Tried, With};
pub use file::migrate::checksums;
pub use file::profile::{Held, Profile};
pub use me::Me;
pub use own::OwnKind;
pub use reader::Reader;
pub use search::halt::Stop;
pub use sync::{Applied, Carried, Enrolment, Fsck, Handed, KEPT_ASIDE_DAYS, OutGroup, Recount, StreamRow, Taking};
pub use write::bulk::Bulk;
pub use write::joining::Joining;
pub use write::writer::{Durable, Writer};
